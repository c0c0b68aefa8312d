"""Tests of every kind are run again as they are run at first: with everything made anew."""

import pytest

NOT_REPEATABLE = {
    "it sends": "its requests are not the same each time: create_lead",
    "it says": "it does not say the same each time: a log record of shop: the first call",
    "it fails": "it failed (AssertionError: assert 2 == 1) when it was run a second time",
}
SHARED = "it shares fixtures with other tests, whose state may be why:"
FOR_LOOPS = ("-o", "asyncio_default_fixture_loop_scope=function")


def test_each_parameter_is_a_test_of_its_own(project, provoke):
    project.makepyfile("""
        import crm, pytest

        @pytest.mark.parametrize("create", [crm.create, crm.create_or_raise], ids=["blind", "right"])
        def test_create(create):
            assert create(phone="9876543210", name="Asha")
    """)
    run = provoke("--leads-provoke=partial-success")
    assert run.outcomes("[blind]") == {"unnoticed": 1}
    assert run.outcomes("[right]") == {"noticed": 1}


def test_a_class_gets_a_new_instance_in_each_run(project, provoke):
    project.makepyfile("""
        import crm

        class TestCrm:
            def setup_method(self):
                self.ids = getattr(self, "ids", [])

            def test_create(self):
                self.ids.append(crm.create_or_raise(phone="9876543210", name="Asha"))
                assert len(self.ids) == 1
    """)
    assert provoke().outcomes() == {"noticed": 2}


def test_a_unittest_case_is_set_up_and_torn_down_in_each_run(project, provoke):
    project.makepyfile("""
        import unittest, crm

        class TestCrm(unittest.TestCase):
            open = 0

            def setUp(self):
                type(self).open += 1
                self.ids = []
                self.addCleanup(self.close)

            def close(self):
                type(self).open -= 1

            def test_create(self):
                self.assertEqual((self.open, self.ids), (1, []))
                self.ids.append(crm.create(phone="9876543210", name="Asha"))
                self.assertTrue(self.ids)
    """)
    run = provoke()
    run.result.assert_outcomes(passed=1)
    assert run.outcomes() == {"noticed": 1, "unnoticed": 1}


ASYNC_TEST = """
    import httpx, pytest
    from crm import API, HEADERS

    async def create(client, fields):
        answer = (await client.post("/lead", json={{"fields": fields}})).raise_for_status().json()
        return answer["lead_id"]

    async def create_or_raise(client, fields):
        answer = (await client.post("/lead", json={{"fields": fields}})).raise_for_status().json()
        if answer["remarks"]:
            raise ValueError(answer["remarks"])
        return answer["lead_id"]

    @pytest.mark.{mark}
    @pytest.mark.parametrize("create", [create, create_or_raise], ids=["blind", "right"])
    async def test_create(create):
        async with httpx.AsyncClient(base_url=API, headers=HEADERS) as client:
            assert await create(client, {{"phone": "9876543210", "name": "Asha"}})
"""


@pytest.mark.parametrize("mark", ["asyncio", "anyio"])
def test_async_tests_are_run_again_in_a_loop(project, provoke, mark):
    pytest.importorskip(f"pytest_{mark}" if mark == "asyncio" else mark)
    project.makepyfile(ASYNC_TEST.format(mark=mark))
    project.makeconftest("import pytest\n\n@pytest.fixture\ndef anyio_backend():\n    return 'asyncio'\n")
    run = provoke("--leads-provoke=partial-success", loops=FOR_LOOPS if mark == "asyncio" else ("-p", "no:asyncio"))
    assert run.outcomes("blind") == {"unnoticed": 1}
    assert run.outcomes("right") == {"noticed": 1}


def test_async_fixtures_are_made_anew(project, provoke):
    pytest.importorskip("pytest_asyncio")
    project.makepyfile("""
        import httpx, pytest, pytest_asyncio
        from crm import API, HEADERS

        @pytest_asyncio.fixture
        async def client():
            async with httpx.AsyncClient(base_url=API, headers=HEADERS) as client:
                yield client

        async def create(client, fields):
            return (await client.post("/lead", json={"fields": fields})).raise_for_status()

        @pytest.mark.asyncio
        async def test_create(client):
            assert (await create(client, {"phone": "9876543210", "name": "Asha"})).status_code == 201
    """)
    assert provoke(loops=FOR_LOOPS).outcomes() == {"noticed": 1, "unnoticed": 1}


@pytest.mark.parametrize("scope", ["function", "class", "module", "session"])
def test_fixtures_of_every_scope_are_made_anew(project, provoke, scope):
    project.makepyfile(f"""
        import crm, pytest

        @pytest.fixture(scope="{scope}")
        def known():
            made = []
            yield made
            made.append("torn down")

        def test_create(known):
            assert known == []
            known.append(crm.create(phone="9876543210", name="Asha"))
    """)
    assert provoke().outcomes() == {"noticed": 1, "unnoticed": 1}


def test_what_a_module_fixture_seeds_is_there_once(project, provoke):
    project.makepyfile("""
        import crm, pytest

        @pytest.fixture(scope="module", autouse=True)
        def asha():
            return crm.create(phone="9876543210", name="Asha")

        def test_update(asha):
            assert crm.update(asha, city="Pune")

        def test_search():
            assert [lead["fields"]["name"] for lead in crm.search(phone="9876543210")] == ["Asha"]
    """)
    run = provoke()
    run.result.assert_outcomes(passed=2)
    assert run.outcomes("test_update") == {"noticed": 1, "unnoticed": 2}, "its create, too: it was the first to want it"
    assert run.outcomes("test_search") == {}


def test_state_of_a_shared_fixture_that_spoils_the_comparison_is_named(project, provoke):
    project.makepyfile("""
        import crm, pytest

        SENT = set()

        @pytest.fixture(scope="session")
        def sent():
            return SENT

        def test_create(sent):
            if "9876543210" not in sent:
                assert crm.create(phone="9876543210", name="Asha")
            sent.add("9876543210")
    """)
    run = provoke()
    assert run.outcomes() == {"not comparable": 2}
    (why,) = run.why("not comparable")
    assert why == f"{NOT_REPEATABLE['it sends']}; {SHARED} sent (session)"


COUNTING = {
    "it sends": "crm.create(phone='9876543210', **({'name': 'Asha'} if calls == 1 else {'city': 'Pune'}))",
    "it says": "crm.create(phone='9876543210', name='Asha'), calls > 1 or log.warning('the first call')",
    "it fails": "assert crm.create(phone='9876543210', name='Asha'); assert calls == 1",
}


@pytest.mark.parametrize("what", NOT_REPEATABLE)
def test_a_test_that_is_not_the_same_each_time_is_not_judged(project, provoke, what):
    project.makepyfile(f"""
        import logging, crm

        log, calls = logging.getLogger("shop"), 0

        def test_create():
            global calls
            calls += 1
            {COUNTING[what]}
    """)
    run = provoke("--leads-provoke=duplicate-lead")
    assert run.outcomes() == {"not comparable": 1}
    assert run.why("not comparable") == {NOT_REPEATABLE[what]}
    run.result.stdout.fnmatch_lines([f"*not comparable: *test_create: {NOT_REPEATABLE[what]}*"])


def test_numbers_and_sent_values_may_differ_from_run_to_run(project, provoke):
    project.makepyfile("""
        import logging, random, crm

        def test_create():
            phone = f"98765{random.randrange(10_000, 100_000)}"
            logging.getLogger("shop").warning("call %s for %s", random.random(), phone)
            assert crm.create_or_raise(phone=phone, name="Asha")
    """)
    assert provoke().outcomes() == {"noticed": 2}


def test_what_the_test_itself_sends_is_not_provoked(project, provoke):
    project.makepyfile("""
        import crm, pytest, requests

        @pytest.fixture
        def asha():
            body = {"fields": {"phone": "9876543210"}}
            return requests.post(f"{crm.API}/lead", json=body, headers=crm.HEADERS).json()

        def test_update(asha):
            body = {"fields": {"name": "Asha"}}
            assert requests.post(f"{crm.API}/lead/{asha['lead_id']}", json=body, headers=crm.HEADERS).ok
    """)
    assert provoke().outcomes() == {}


def test_a_test_may_be_any_callable(project, provoke):
    project.makepyfile("""
        import functools, crm

        def stored(**fields):
            assert crm.create_or_raise(**fields)

        test_it = functools.partial(stored, phone="9876543210", name="Asha")
    """)
    assert provoke("--leads-provoke=partial-success").outcomes() == {"noticed": 1}
