"""However a test or a run ends: nothing leaves the machine, nothing stays patched, nothing is kept back."""

import pytest

from pytest_leads.interception import active_patches

WAYS_OUT = ["raise SystemExit(3)", "pytest.exit('enough')", "assert False", "raise BaseException"]


@pytest.mark.parametrize("option", ["--leads", "-v"])
@pytest.mark.parametrize("way_out", WAYS_OUT)
def test_a_test_that_ends_badly_leaves_no_patch_behind(shop, way_out, option):
    shop.makepyfile(f"""
        import crm, pytest

        @pytest.mark.leads
        def test_create():
            crm.create(phone="9876543210")
            {way_out}
    """)
    shop.runpytest_inprocess(option)
    assert active_patches() == []


def test_a_run_that_ends_before_it_began_leaves_no_patch_behind(shop):
    shop.makeconftest("""
        import pytest

        def pytest_sessionstart():
            pytest.exit("no")
    """)
    shop.runpytest_inprocess("--leads")
    assert active_patches() == []


@pytest.mark.parametrize("way_out", ["pytest.exit('enough')", "raise KeyboardInterrupt"])
def test_the_teardown_after_an_interruption_is_answered_by_the_simulator(shop, way_out):
    shop.makepyfile(f"""
        import crm, pytest

        @pytest.fixture(scope="session")
        def lead_id():
            lead_id = crm.create(phone="9876543210").json()["lead_id"]
            yield lead_id
            print("teardown:", crm.update(lead_id, name="Asha").status_code)

        def test_1(lead_id):
            {way_out}
    """)
    result = shop.runpytest_subprocess("--leads", "-s")
    result.stdout.fnmatch_lines(["*teardown: 200*"])
    result.stdout.fnmatch_lines(["*exchanges with the Leads API in 1 of 1 test*"])


def test_a_forked_child_is_refused_since_nobody_would_read_its_journal(shop):
    shop.makepyfile("""
        import crm, multiprocessing

        def send(outcome):
            try:
                crm.create(phone="9876543210")
            except AssertionError as error:
                outcome.put(str(error))

        def test_in_a_child():
            if "fork" in multiprocessing.get_all_start_methods():
                context = multiprocessing.get_context("fork")
                outcome = context.SimpleQueue()
                child = context.Process(target=send, args=(outcome,))
                child.start()
                child.join(10)
                assert "forked child process" in outcome.get()
    """)
    shop.runpytest_subprocess("--leads").assert_outcomes(passed=1)


def test_what_no_test_sent_is_told_in_full(shop):
    shop.makepyfile("""
        import crm

        crm.create(phone="9876543210", rating=9)

        def test_nothing():
            pass
    """)
    result = shop.runpytest("--leads")
    assert result.ret == 1
    result.stdout.fnmatch_lines(
        ["1 exchange with the Leads API in 0 of 1 test*", "LEAD002 partial-success at crm.py:8*"]
    )


def test_what_no_test_sent_fails_no_run_that_only_warns(shop):
    shop.makepyfile("""
        import crm

        crm.create(phone="9876543210", rating=9)

        def test_nothing():
            pass
    """)
    result = shop.runpytest("--leads", "--leads-audit=warn")
    assert result.ret == 0
    result.stdout.fnmatch_lines(["LEAD002 * at crm.py:8*"])


@pytest.mark.parametrize("mode", ["error", "warn", "off"])
def test_an_escape_at_import_time_fails_the_run_even_when_it_is_swallowed(shop, mode):
    shop.makepyfile("""
        import socket

        try:
            socket.create_connection(("next.telecrm.in", 443))
        except BaseException:
            pass

        def test_nothing():
            pass
    """)
    result = shop.runpytest("--leads", f"--leads-audit={mode}")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*'next.telecrm.in' was about to leave this machine*"])


def test_warnings_that_are_errors_fail_with_the_finding_and_no_traceback(shop):
    shop.makepyfile("""
        import crm

        def test_create():
            crm.create(phone="9876543210", rating=9)
    """)
    result = shop.runpytest("--leads", "--leads-audit=warn", "-W", "error::pytest_leads.hooks.PitfallWarning")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["LEAD002 partial-success at *"])
    assert "hooks.py" not in result.stdout.str()


def test_a_search_by_get_is_a_finding_and_no_unknown_call(shop):
    shop.makepyfile("""
        import crm, requests

        def test_search():
            requests.get(f"{crm.API}/lead/search?phone=1", headers=crm.HEADERS)
    """)
    result = shop.runpytest("--leads")
    result.stdout.fnmatch_lines(["*LEAD003*"])
    assert "no document knows" not in result.stdout.str()


@pytest.mark.parametrize("option", ["--collect-only", "-k nothing", "-qq"])
def test_a_run_of_no_test_has_no_summary(shop, option):
    shop.makepyfile("def test_one(): pass")
    assert "LEADS" not in shop.runpytest("--leads", *option.split()).stdout.str()
