"""What is the test's own and what is the code's: who sent a request, who raised, and what a test holds in its hands."""

import pytest

BLIND = """
import crm

def first_page(source):
    return [row["fields"]["phone"] for row in crm.search(lead_source=source)]

def won():
    return len(crm.search(status="Won"))
"""
PAGE = {
    "a plain assertion": """
        def test_it(leads_workspace):
            leads_workspace.add_lead(phone="919876543210", lead_source="fair")
            assert code.first_page("fair") == ["919876543210"]
    """,
    "a clock in its hands": """
        import time

        def test_it(leads_workspace):
            started = time.perf_counter_ns()
            leads_workspace.add_lead(phone="919876543210", lead_source="fair")
            assert code.first_page("fair") == ["919876543210"]
    """,
    "an assertion in another file": """
        import checks

        def test_it(leads_workspace):
            leads_workspace.add_lead(phone="919876543210", lead_source="fair")
            checks.same(code.first_page("fair"), ["919876543210"])
    """,
    "a look-up beside the test": """
        def position(phones, phone):
            return {p: n for n, p in enumerate(phones)}[phone]

        def test_it(leads_workspace):
            leads_workspace.add_lead(phone="919876543210", lead_source="fair")
            assert position(code.first_page("fair"), "919876543210") == 0
    """,
    "a test of another file": """
        from checks import Base

        class TestIt(Base):
            pass
    """,
    "a label in a text": """
        def test_it(leads_workspace):
            title = "Won deals"
            leads_workspace.add_lead(phone="919876543210", status="Won")
            assert f"{title}: {code.won()}" == "Won deals: 1"
    """,
}
CHECKS = """
import code_under_test as code

def same(got, wanted):
    assert got == wanted

class Base:
    def test_it(self, leads_workspace):
        leads_workspace.add_lead(phone="919876543210", lead_source="fair")
        assert code.first_page("fair") == ["919876543210"]
"""


@pytest.mark.parametrize("test", PAGE.values(), ids=PAGE)
def test_blind_code_is_found_blind_however_its_test_is_written(project, provoke, test):
    body = "\n".join(line.removeprefix("        ") for line in test.splitlines())
    project.makepyfile(code_under_test=BLIND, checks=CHECKS, test_code=f"import code_under_test as code\n{body}")
    assert provoke("--leads-provoke=page-cap,unknown-status").outcomes().keys() - {"did not apply"} == {"unnoticed"}


OWN = {
    "setUp": """
        class TestIt(unittest.TestCase):
            def setUp(self):
                self.lead = crm.requests.post(f"{crm.API}/lead", json=LEAD, headers=crm.HEADERS).json()["lead_id"]

            def test_it(self):
                assert read(self.lead)
    """,
    "a factory": """
        @pytest.fixture
        def make_lead():
            def make():
                return crm.requests.post(f"{crm.API}/lead", json=LEAD, headers=crm.HEADERS).json()["lead_id"]
            return make

        def test_it(make_lead):
            assert read(make_lead())
    """,
    "an inherited test": """
        from ours import Base

        class TestIt(Base):
            pass
    """,
}
OURS = """
import crm

class Base:
    def test_it(self):
        lead = {"fields": {"phone": "919876543210", "name": "Asha"}}
        assert crm.requests.post(f"{crm.API}/lead", json=lead, headers=crm.HEADERS).ok
"""


@pytest.mark.parametrize("test", OWN.values(), ids=OWN)
def test_what_the_test_sends_is_not_provoked_wherever_it_stands(project, provoke, test):
    head = """
import crm, pytest, unittest

LEAD = {"fields": {"phone": "919876543210", "name": "Asha"}}

def read(lead):
    return crm.requests.get(f"{crm.API}/lead/{lead}", headers=crm.HEADERS).json()
"""
    body = "\n".join(line.removeprefix("        ") for line in test.splitlines())
    project.makepyfile(ours=OURS, test_own=f"{head}{body}")
    assert set(provoke().outcomes()) <= {"did not apply"}


def test_subtests_of_a_provoked_run_are_told_to_nobody(project, provoke):
    project.makepyfile("""
        import crm, unittest

        class TestIt(unittest.TestCase):
            def test_it(self):
                for number in range(2):
                    with self.subTest(number=number):
                        assert crm.create_or_raise(phone=f"987654321{number}", name="Asha")
    """)
    run = provoke("--leads-provoke=partial-success")
    assert run.outcomes() == {"noticed": 1}
    run.result.assert_outcomes(passed=1)
    assert run.result.ret == 0


def test_an_exception_that_only_asyncio_logs_is_a_sign(project, provoke):
    pytest.importorskip("pytest_asyncio")
    project.makepyfile("""
        import asyncio, gc, crm, pytest

        async def send():
            crm.create_or_raise(phone="919876543210", name="Asha")

        @pytest.mark.asyncio
        async def test_it():
            task = asyncio.create_task(send())
            await asyncio.wait([task])
            del task
            gc.collect()
    """)
    loops = ("-o", "asyncio_default_fixture_loop_scope=function")
    assert provoke("--leads-provoke=partial-success", loops=loops).outcomes() == {"noticed": 1}
