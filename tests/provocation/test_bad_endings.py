"""A provoked run that does not end, or ends everything, is reported as that, and the others go on."""

import pytest

#: Code that behaves badly when something was ignored, and how that is told.
BAD = {
    "sends for ever": (
        "while True: search(phone='9876543210')",
        "not comparable",
        "it did not end: * requests were answered",
    ),
    "sends for ever and catches everything": (
        "while True:\n            try: search(phone='9876543210')\n            except Exception: pass",
        "not comparable",
        "it did not end: * requests were answered",
    ),
    "ends its process": ("os._exit(7)", "not comparable", "it called os._exit(7)"),
    "ends the run": ("pytest.exit('enough')", "not comparable", "it ended the whole run: pytest.exit('enough')"),
    "exits": ("sys.exit('something was ignored')", "noticed", "the test failed (SystemExit: something was ignored)"),
    "skips": ("pytest.skip('something was ignored')", "noticed", "the test was skipped (Skipped: something was *"),
    "recurses": ("(f := lambda: f())()", "noticed", "the test failed (RecursionError: maximum recursion *"),
    "raises nothing known": ("raise BaseException", "noticed", "the test failed (BaseException)"),
}
CODE = """
import os, sys, threading, time
import crm, pytest
from crm import search

def create(**fields):
    if crm.post("/lead", fields=fields).json()["remarks"]:
        {bad}
"""
TEST = """
    import bad, crm

    def test_bad():
        assert bad.create(phone="9876543210", name="Asha") is None

    def test_next():
        assert crm.create_or_raise(phone="9876543210", name="Asha")
"""


@pytest.fixture(autouse=True)
def _few_requests(monkeypatch):
    """Thirty requests are enough to see that a run does not end; time is plenty."""
    monkeypatch.setattr("pytest_leads.provoking.limits.LEAST_REQUESTS", 20)
    monkeypatch.setattr("pytest_leads.provoking.limits.LEAST_SECONDS", 60)


@pytest.fixture
def _little_time(monkeypatch):
    monkeypatch.setattr("pytest_leads.provoking.limits.LEAST_SECONDS", 0.5)


@pytest.mark.parametrize("what", BAD)
def test_code_is_reported_and_the_next_test_is_provoked_that(project, provoke, what):
    bad, outcome, why = BAD[what]
    project.makepyfile(TEST, bad=CODE.format(bad=bad))
    run = provoke("--leads-provoke=partial-success")
    run.result.assert_outcomes(passed=2)
    assert run.outcomes("::test_bad") == {outcome: 1}
    pytest.LineMatcher(list(run.why(outcome, "::test_bad"))).fnmatch_lines([why])
    assert run.outcomes("::test_next") == {"noticed": 1}


@pytest.mark.usefixtures("_little_time")
@pytest.mark.parametrize("bad", ["while True: time.sleep(60)", "while True: pass", "threading.Event().wait(60)"])
def test_code_that_sends_nothing_and_does_not_end_is_ended(project, provoke, bad):
    project.makepyfile(TEST, bad=CODE.format(bad=bad))
    run = provoke("--leads-provoke=partial-success")
    (why,) = run.why("not comparable", "::test_bad")
    assert why.startswith("it did not end within")
    assert run.outcomes("::test_next").total() == 1


def test_an_endless_run_is_told_in_the_summary(project, provoke):
    project.makepyfile(TEST, bad=CODE.format(bad="while True: search(phone='9876543210')"))
    run = provoke("--leads-provoke=partial-success")
    run.result.stdout.fnmatch_lines(["  not comparable: *::test_bad: it did not end: 30 requests were answered"])
    assert run.result.ret == 0


@pytest.mark.usefixtures("_little_time")
def test_a_hang_in_a_teardown_is_ended(project, provoke):
    project.makepyfile("""
        import time, crm, pytest

        @pytest.fixture
        def lead():
            made = []
            yield made
            while made[0]["remarks"]:
                time.sleep(60)

        def test_bad(lead):
            lead.append(crm.post("/lead", fields={"phone": "9876543210", "name": "Asha"}).json())

        def test_next():
            assert crm.create_or_raise(phone="9876543210", name="Asha")
    """)
    run = provoke("--leads-provoke=partial-success")
    run.result.assert_outcomes(passed=2)
    assert run.outcomes("::test_next").total() == 1


CORRUPTIONS = {
    "replaces its leads": "leads_workspace.store = None",
    "forgets its pipeline": "leads_workspace.pipeline = None",
    "forgets its queue": "leads_workspace.queue = [None]",
}


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_the_next_run_has_a_workspace_of_its_own_when_a_test(project, provoke, what):
    project.makepyfile(f"""
        import crm

        def test_bad(leads_workspace):
            lead_id = crm.create(phone="9876543210", name="Asha")
            if "name" not in leads_workspace.lead(lead_id).fields:
                {CORRUPTIONS[what]}
                crm.search(status="Fresh")

        def test_next():
            assert crm.create_or_raise(phone="9876543210", name="Asha")
    """)
    run = provoke("--leads-provoke=partial-success")
    run.result.assert_outcomes(passed=2)
    assert run.outcomes("::test_bad") == {"not comparable": 1}
    (why,) = run.why("not comparable")
    assert why.startswith("pytest-leads itself failed on POST")
    assert run.outcomes("::test_next") == {"noticed": 1}


def test_ways_out_of_the_process_are_what_they_were(project, provoke):
    import os
    import signal

    before = os._exit, signal.getsignal(signal.SIGALRM)
    project.makepyfile(TEST, bad=CODE.format(bad="os._exit(7)"))
    provoke("--leads-provoke=partial-success")
    assert (os._exit, signal.getsignal(signal.SIGALRM)) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
