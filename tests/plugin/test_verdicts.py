"""What `pytest --leads` says of somebody's own, unchanged tests."""

import pytest


def test_traffic_that_is_right_passes(shop):
    shop.makepyfile("""
        import crm

        def test_create():
            assert crm.create(phone="9876543210", name="Asha").status_code == 201
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["1 exchange with the Leads API in 1 of 1 test, answered by the simulator"])


def test_traffic_that_falls_into_a_pitfall_fails_its_test(shop):
    shop.makepyfile("""
        import crm

        def test_create():
            assert crm.create(phone="9876543210", rating=9).ok
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=1, errors=1)
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*LEAD002*", "*fields.rating*", "*LEAD002 partial-success*1 error in 1 test*"])


def test_the_message_names_the_line_of_the_users_code_and_hides_the_token(shop):
    shop.makepyfile("""
        import crm

        def test_create():
            crm.create(phone="9876543210", rating=9)
    """)
    result = shop.runpytest("--leads")
    result.stdout.fnmatch_lines(["*crm.py:8 in create*"])
    assert "s3cr3t" not in result.stdout.str()


def test_code_that_swallows_everything_cannot_swallow_the_verdict(shop):
    shop.makepyfile("""
        import crm

        def test_update():
            try:
                crm.update("603d2b2f9b1e8a001c8e4f5c", phone="9876543210")
            except BaseException:
                pass
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*LEAD001*"])


def test_a_repair_in_a_fixtures_teardown_still_counts(shop):
    shop.makepyfile("""
        import crm, pytest

        @pytest.fixture
        def sync():
            late = []
            yield late
            for lead_id, fields in late:
                assert crm.update(lead_id, **fields).ok

        def test_create_twice(sync):
            lead_id = crm.create(phone="9876543210").json()["lead_id"]
            assert crm.create(phone="+91 98765 43210", name="Asha").status_code == 409
            sync.append((lead_id, {"name": "Asha"}))
    """)
    shop.runpytest("--leads").assert_outcomes(passed=1)


def test_without_the_repair_the_conflict_is_a_finding(shop):
    shop.makepyfile("""
        import crm

        def test_create_twice():
            crm.create(phone="9876543210")
            crm.create(phone="9876543210", name="Asha")
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*LEAD004*"])


def test_values_that_update_drops_in_silence_are_a_finding(shop):
    shop.makepyfile("""
        import crm

        def test_archived():
            lead_id = crm.create(phone="9876543210").json()["lead_id"]
            assert crm.update(lead_id, rating=99).ok
    """)
    shop.makeini("[pytest]\nleads = true\n")
    shop.makeconftest("""
        import pytest

        @pytest.fixture(scope="session")
        def leads_workspace_config():
            return {"quirks": {"update_invalid_value": "drop"}}
    """)
    result = shop.runpytest()
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*LEAD002*", "*fields.rating*"])


def test_silent_drops_of_the_async_api_are_found_when_the_test_is_over(shop):
    shop.makepyfile("""
        import requests

        def test_save():
            answer = requests.post(
                "https://next-api.telecrm.in/enterprise/e1/autoupdatelead",
                json={"fields": {"phone": "9876543210", "rating": "3"}},
                headers={"Authorization": "Bearer t"},
            )
            assert answer.json() == {"status": "QUEUED"}
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*LEAD002*", "*fields.rating*"])


def test_a_warning_is_in_the_summary_and_fails_nothing(shop):
    shop.makepyfile("""
        import crm

        def test_first_page():
            for n in range(12):
                crm.create(phone=f"98765432{n:02}")
            assert len(crm.search().json()["data"]) == 10
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*LEAD005 page-cap*1 warning in 1 test", "*warning:*test_first_page*"])


@pytest.mark.parametrize("how", ["--leads-audit=warn", "ini"])
def test_warn_turns_findings_into_warnings(shop, how):
    shop.makepyfile("""
        import crm

        def test_create():
            crm.create(phone="9876543210", rating=9)
    """)
    if how == "ini":
        shop.makeini("[pytest]\nleads_audit = warn\n")
    result = shop.runpytest("--leads", *([how] if how != "ini" else []), "-W", "default")
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(["*LEAD002 partial-success*"])


def test_off_judges_nothing(shop):
    shop.makepyfile("""
        import crm

        def test_create():
            crm.create(phone="9876543210", rating=9)
    """)
    shop.runpytest("--leads", "--leads-audit=off").assert_outcomes(passed=1)


def test_a_test_that_failed_anyway_shows_its_traffic(shop):
    shop.makepyfile("""
        import crm

        def test_create():
            assert crm.update("603d2b2f9b1e8a001c8e4f5c", name="Asha").ok
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*exchange 1: POST *603d2b2f9b1e8a001c8e4f5c -> 404 (update_lead)"])


def test_traffic_outside_of_any_test_is_judged_and_fails_the_run(shop):
    shop.makepyfile("""
        import crm

        crm.create(phone="9876543210", rating=9)

        def test_nothing():
            pass
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=1)
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*LEAD002*", "*outside of any test*"])


def test_a_route_that_no_document_knows_is_answered_as_unknown(shop):
    shop.makepyfile("""
        import requests

        def test_timeline():
            answer = requests.get("https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead/1/timeline")
            assert answer.status_code == 404
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(
        ["*calls that no document knows*", "*GET /autoupdate/v2/enterprise/e1/lead/1/timeline*"]
    )


def test_quiet_mode_prints_one_line(shop):
    shop.makepyfile("""
        import crm

        def test_create():
            crm.create(phone="9876543210")
    """)
    result = shop.runpytest("--leads", "-q")
    result.stdout.fnmatch_lines(["leads: 1 exchange, no pitfall found"])


def test_a_run_without_traffic_says_so_loudly(shop):
    shop.makepyfile("def test_nothing(): pass")
    result = shop.runpytest("--leads")
    result.stdout.fnmatch_lines(["NO LEADS TRAFFIC WAS SEEN in 1 test*"])


def test_a_mock_that_swallowed_the_traffic_is_named(shop):
    shop.makepyfile("""
        import crm, responses

        @responses.activate
        def test_create():
            responses.post(f"{crm.API}/lead", json={"lead_id": "1"}, status=201)
            assert crm.create(phone="1").status_code == 201
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["NO LEADS TRAFFIC WAS SEEN*", "*responses*"])
