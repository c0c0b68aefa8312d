"""Fixtures, and which state lives how long."""

import pytest


def test_the_client_needs_no_address_and_no_token(shop):
    shop.makepyfile("""
        def test_create(leads_client, leads_workspace, leads_api):
            answer = leads_client.post("/lead", json={"fields": {"phone": "9876543210"}})
            assert answer.status_code == 201
            assert leads_workspace.lead(answer.json()["lead_id"]).fields["phone"]
            assert leads_api.journal.last.operation.id == "create_lead"
    """)
    shop.runpytest().assert_outcomes(passed=1)


def test_the_async_client_works_under_any_loop(shop):
    shop.makepyfile("""
        import asyncio

        def test_create(leads_async_client):
            async def create():
                return await leads_async_client.post("/lead", json={"fields": {"phone": "9876543210"}})

            assert asyncio.run(create()).status_code == 201
    """)
    shop.runpytest().assert_outcomes(passed=1)


def test_a_test_that_asks_by_fixture_is_intercepted_without_the_option(shop):
    shop.makepyfile("""
        import crm

        def test_create(leads_api):
            crm.create(phone="9876543210", rating=9)
            assert leads_api.journal[0].sender.client == "requests"
    """)
    result = shop.runpytest()
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*LEAD002*"])


def test_a_test_that_asks_by_marker_is_intercepted_without_the_option(shop):
    shop.makepyfile("""
        import crm, pytest

        @pytest.mark.leads
        def test_create():
            assert crm.create(phone="9876543210").status_code == 201
    """)
    shop.runpytest().assert_outcomes(passed=1)


def test_other_tests_of_such_a_run_reach_no_network_and_are_not_judged(shop):
    shop.makepyfile("""
        import crm, pytest

        @pytest.mark.leads
        def test_marked():
            assert crm.create(phone="9876543210").status_code == 201

        def test_unmarked():
            assert crm.create(phone="9876543210", rating=9).status_code == 201
    """)
    result = shop.runpytest()
    result.assert_outcomes(passed=2)
    assert result.ret == 0


def test_asking_for_the_api_in_the_middle_of_a_test_gets_a_clear_answer(shop):
    shop.makepyfile("""
        def test_late(request):
            request.getfixturevalue("leads_api")
    """)
    result = shop.runpytest()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*leads_api was asked for by name while the test was running*"])


def test_each_test_starts_with_an_empty_workspace(shop):
    shop.makepyfile("""
        import crm, pytest

        @pytest.mark.parametrize("n", [1, 2])
        def test_create(n):
            assert crm.create(phone="9876543210").status_code == 201
    """)
    shop.runpytest("--leads").assert_outcomes(passed=2)


@pytest.mark.parametrize("scope", ["class", "module", "package", "session"])
def test_what_a_wider_fixture_created_is_there_in_every_test_under_it(shop, scope):
    shop.makepyfile(f"""
        import crm, pytest

        @pytest.fixture(scope="{scope}")
        def lead_id():
            return crm.create(phone="9876543210").json()["lead_id"]

        class TestShop:
            @pytest.mark.parametrize("n", [1, 2])
            def test_update(self, lead_id, n):
                assert crm.update(lead_id, name="Asha").ok
                assert crm.create(phone=f"981234567{{n}}").status_code == 201
                assert crm.search().json()["total_count"] == 2
    """)
    shop.runpytest("--leads").assert_outcomes(passed=2)


def test_what_a_module_fixture_created_is_gone_after_its_module(shop):
    source = """
        import crm, pytest

        @pytest.fixture(scope="module")
        def lead_id():
            return crm.create(phone="9876543210").json()["lead_id"]

        def test_update(lead_id):
            assert crm.update(lead_id, name="Asha").ok
    """
    shop.makepyfile(test_one=source, test_two=source)
    shop.runpytest("--leads").assert_outcomes(passed=2)


def test_unittest_classes_are_judged_and_keep_what_setupclass_made(shop):
    shop.makepyfile("""
        import crm, unittest

        class TestShop(unittest.TestCase):
            @classmethod
            def setUpClass(cls):
                cls.lead_id = crm.create(phone="9876543210").json()["lead_id"]

            def test_name(self):
                self.assertTrue(crm.update(self.lead_id, name="Asha").ok)

            def test_phone(self):
                crm.update(self.lead_id, phone="9876543210")
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*LEAD001*"])


def test_workers_of_xdist_give_one_summary(shop):
    pytest.importorskip("xdist")
    shop.makepyfile("""
        import crm, pytest

        @pytest.mark.parametrize("n", range(4))
        def test_create(n):
            crm.create(phone="9876543210", rating=n + 3)
    """)
    result = shop.runpytest_subprocess("--leads", "-n2", "-p", "no:hypothesispytest")
    result.assert_outcomes(passed=4, errors=1)
    result.stdout.fnmatch_lines(["4 exchanges with the Leads API in 4 of 4 tests*", "*LEAD002*1 error in 1 test"])


def test_the_same_seed_gives_the_same_ids(shop):
    shop.makepyfile("""
        import crm

        def test_create():
            print("id:", crm.create(phone="9876543210").json()["lead_id"])
    """)

    def ids(seed):
        return [line for line in shop.runpytest("--leads", f"--leads-seed={seed}", "-s").outlines if "id:" in line]

    assert ids(1) == ids(1)
    assert ids(1) != ids(2)


def test_a_further_host_is_intercepted_when_named(shop):
    shop.makeini("[pytest]\nleads_hosts = crm.example.com\n")
    shop.makepyfile("""
        import requests

        def test_create():
            url = "https://crm.example.com/autoupdate/v2/enterprise/e1/lead"
            answer = requests.post(url, json={"fields": {"phone": "9876543210"}}, headers={"Authorization": "Bearer t"})
            assert answer.status_code == 201
    """)
    shop.runpytest("--leads").assert_outcomes(passed=1)


def test_the_plugin_can_be_switched_off(shop):
    shop.makepyfile("def test_nothing(leads_api): pass")
    result = shop.runpytest_subprocess("-p", "no:leads")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*fixture 'leads_api' not found*"])


def test_every_option_and_the_marker_explain_themselves(shop):
    lines = shop.runpytest("--help").stdout.str()
    for name in ("--leads ", "--leads-audit", "--leads-seed", "leads_hosts", "leads (bool)"):
        assert name in lines
    shop.runpytest("--markers").stdout.fnmatch_lines(["@pytest.mark.leads(allow=*"])


def test_strict_markers_and_strict_config_hold(shop):
    shop.makeini("[pytest]\naddopts = --strict-markers --strict-config\nleads = true\nleads_audit = error\n")
    shop.makepyfile("""
        import crm, pytest

        @pytest.mark.leads(allow=["page-cap"])
        def test_create():
            assert crm.create(phone="9876543210").ok
    """)
    shop.runpytest().assert_outcomes(passed=1)
