"""``leads_api.faults`` in somebody's tests."""

import pytest

CAREFUL = """
import requests
import crm


def add(lead_id):
    return requests.post(f"{crm.API}/lead/{lead_id}/action", json={"actions": [{"type": "1001"}]}, headers=crm.HEADERS)
"""


def test_code_under_test_meets_what_the_test_asks_for(shop):
    shop.makepyfile("""
        import crm, pytest, requests

        def test_create(leads_api):
            leads_api.faults.add("503", operation="create_lead", times=2)
            assert [crm.create(phone="9876543210").status_code for _ in range(3)] == [503, 503, 201]

        def test_reset(leads_api):
            leads_api.faults.add("reset")
            with pytest.raises(requests.exceptions.ConnectionError):
                crm.create(phone="9876543210")
            assert len(leads_api.workspace.leads) == 1

        def test_nothing_is_left_of_it():
            assert crm.create(phone="9876543210").status_code == 201
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["  faults that were asked for: 503 (2 times), reset (1 time)"])
    result.stdout.no_fnmatch_line("*refused by the API*")


def test_what_workers_met_is_summed_up(shop):
    shop.makepyfile("""
        import crm, pytest

        @pytest.mark.parametrize("n", range(4))
        def test_create(leads_api, n):
            leads_api.faults.add(500)
            assert crm.create(phone="9876543210").status_code == 500
    """)
    result = shop.runpytest_subprocess("--leads", "-n2", "-p", "no:hypothesispytest")
    result.stdout.fnmatch_lines(["  faults that were asked for: 500 (4 times)"])


def test_code_that_repeats_an_action_is_warned_of(shop):
    shop.makepyfile(
        repeating=CAREFUL,
        test_it="""
        import pytest, requests
        from repeating import add

        @pytest.fixture
        def leads_workspace_config():
            return {"actions": {"1001": {"name": "Visit"}}}

        def test_add(leads_api):
            lead = leads_api.workspace.add_lead(phone="9876543210")
            leads_api.faults.add("reset", operation="create_actions")
            with pytest.raises(requests.ConnectionError):
                add(lead.id)
            add(lead.id)
    """,
    )
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(
        [
            "  LEAD004 duplicate-lead *1 warning in 1 test",
            "*warning: test_it.py::test_add: actions?0? was stored by exchange 1 already, whose answer was lost*",
        ]
    )


def test_a_fault_that_no_request_could_meet_fails_its_test(shop):
    shop.makepyfile("""
        import crm

        def test_create(leads_api):
            leads_api.faults.add("reset:operation=read_lead")
            leads_api.faults.add("reset:rate=0.001")
            assert crm.create(phone="9876543210").ok
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*leads_api.faults: no request came to which it applies: reset:operation=read_lead*"])


@pytest.mark.parametrize(
    ("give", "place"),
    [
        ("leads_server.faults.add('503:operation=read_lead')", "leads_server.faults"),
        ("put('503:operation=read_lead')", "PUT /_leads/faults"),
        ("put('503:operation=read_lead'); crm.create(phone='9876543211'); put()", "PUT /_leads/faults"),
    ],
)
@pytest.mark.parametrize("reads", [True, False])
def test_a_fault_of_the_server_that_no_request_met_fails_its_test(shop, give, place, reads):
    shop.makepyfile(f"""
        import crm, json, requests

        def test_create(leads_server):
            def put(*faults):
                requests.put(leads_server.control_url + "/faults", json={{"faults": faults}}).raise_for_status()

            {give}
            assert crm.create(phone="9876543210").ok
            if {reads}:
                put("503:operation=read_lead")
                url = f"{{leads_server.sync_url}}/enterprise/{{leads_server.enterprise_id}}/lead/l1"
                assert requests.get(url).status_code == 503
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=1, errors=0 if reads else 1)
    if not reads:
        result.stdout.fnmatch_lines([f"*{place}: no request came to which it applies: 503:operation=read_lead*"])


def test_an_impossible_fault_is_an_error_of_the_test(shop):
    shop.makepyfile("""
        def test_create(leads_api):
            leads_api.faults.add("reset", operation="create_led")
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*no such operation; did you mean 'create_lead'?*"])


def test_by_chance_the_seed_of_the_run_decides(shop):
    shop.makepyfile("""
        import crm

        def test_create(leads_api):
            leads_api.faults.add("503:rate=0.5")
            print("hit", [n for n in range(40) if crm.search().status_code == 503])
    """)

    def hit(*arguments):
        return [line for line in shop.runpytest("--leads", "-s", *arguments).outlines if "hit" in line]

    assert hit() == hit() != hit("--leads-seed=1")


def test_a_test_with_faults_is_not_provoked(shop):
    shop.makepyfile("""
        import crm

        def test_create(leads_api):
            leads_api.faults.add("503")
            crm.create(phone="9876543210")
            crm.create(phone="9876543210")
    """)
    result = shop.runpytest("--leads", "--leads-provoke=all")
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*unnoticed*")


def test_a_recording_holds_what_the_api_answered_and_no_fault(shop):
    shop.makepyfile("""
        import crm, pytest

        @pytest.mark.leads_cassette("shop/create")
        def test_create(leads_api):
            leads_api.faults.add("502", stored=True, operation="create_lead")
            assert crm.create(phone="9876543210").status_code == 502
    """)
    shop.runpytest("--leads", "--leads-record=once").assert_outcomes(passed=1)
    (cassette,) = shop.path.rglob("create.yaml")
    assert "code: 201" in cassette.read_text()
    assert "502" not in cassette.read_text()
    shop.runpytest("--leads").assert_outcomes(passed=1)


def test_the_contract_suite_meets_no_faults_of_a_test_on_another_server(shop):
    shop.makepyfile("""
        import pytest
        from pytest_leads import UsageError
        from pytest_leads.operations import Address
        from pytest_leads.session.api import LeadsApi

        def test_it(leads_api):
            elsewhere = LeadsApi(leads_api._record, Address("http://127.0.0.1:9/x", "", "", "", ""))
            with pytest.raises(UsageError, match="nothing stands in its way"):
                elsewhere.faults
    """)
    shop.runpytest("--leads").assert_outcomes(passed=1)
