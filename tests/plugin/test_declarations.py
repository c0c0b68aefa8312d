"""What a test may declare: pitfalls on purpose, quirks, a workspace of its own."""

import pytest


def test_an_allowed_pitfall_is_no_finding(shop):
    shop.makepyfile("""
        import crm, pytest

        @pytest.mark.leads(allow=["partial-success"])
        def test_create():
            crm.create(phone="9876543210", rating=9)
    """)
    shop.runpytest("--leads").assert_outcomes(passed=1)


def test_allowing_one_pitfall_allows_no_other(shop):
    shop.makepyfile("""
        import crm, pytest

        @pytest.mark.leads(allow=["page-cap"])
        def test_create():
            crm.create(phone="9876543210", rating=9)
    """)
    shop.runpytest("--leads").assert_outcomes(passed=1, errors=1)


def test_allowances_of_class_and_function_add_up(shop):
    shop.makepyfile("""
        import crm, pytest

        @pytest.mark.leads(allow=["partial-success"])
        class TestShop:
            @pytest.mark.leads(allow="page-cap")
            def test_both(self):
                crm.create(phone="9876543210", rating=9)
                crm.search(limit=500)
    """)
    shop.runpytest("--leads").assert_outcomes(passed=1)


def test_an_expected_ignored_field_is_no_finding(shop):
    shop.makepyfile("""
        import crm

        def test_create(leads_api):
            leads_api.expect_ignored("fields.rating")
            crm.create(phone="9876543210", rating=9)
    """)
    shop.runpytest("--leads").assert_outcomes(passed=1)


def test_an_expectation_that_nothing_answers_fails(shop):
    shop.makepyfile("""
        import crm

        def test_create(leads_api):
            leads_api.expect_ignored("fields.rating")
            crm.create(phone="9876543210", rating=5)
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*expect_ignored('fields.rating'): nothing there was ignored in 1 exchanges*"])


def test_an_expectation_covers_its_own_path_alone(shop):
    shop.makepyfile("""
        import crm

        def test_create(leads_api):
            leads_api.expect_ignored("fields.rating")
            crm.create(phone="9876543210", rating=9, email="nonsense")
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*fields.email*"])


@pytest.mark.parametrize(
    ("marker", "message"),
    [
        ("allow=['page-kap']", "*'page-kap'*did you mean 'page-cap'?*"),
        ("alow=['page-cap']", "*no argument 'alow'; did you mean 'allow'?*"),
        ("quirks={'get_serch': '405'}", "*get_serch*did you mean 'get_search'?*"),
        ("quirks={'get_search': '500'}", "*get_search*'500'*"),
        ("workspace={'identifer': 'email'}", "*identifer*did you mean 'identifier'?*"),
        ("workspace='nowhere.json'", "*nowhere.json*"),
        ("workspace=7", "*workspace=7; a dict, or the path of a JSON or TOML file, is needed*"),
        ("workspace={'quirks': 5}", "*quirks*5*"),
        ("allow=5", "*allow=5; a list of pitfall ids is needed*"),
        ("allow=[1]", "*allow=*1*; a list of pitfall ids is needed*"),
        ("allow=None", "*allow=None; a list of pitfall ids is needed*"),
        ("quirks='x'", "*quirks='x'; a dict of quirk names and values is needed*"),
        ("quirks=None", "*quirks=None; a dict of quirk names and values is needed*"),
        ("['page-cap']", "*keyword arguments only*"),
    ],
)
def test_a_declaration_that_cannot_be_meant_is_an_error_that_names_it(shop, marker, message):
    shop.makepyfile(f"""
        import crm, pytest

        @pytest.mark.leads({marker})
        def test_create():
            try:
                crm.create(phone="9876543210")
            except BaseException:
                pass
    """)
    result = shop.runpytest("--leads")
    assert result.parseoutcomes().get("errors") == 1
    result.stdout.fnmatch_lines([message])
    assert "pytest_leads/" not in result.stdout.str()


@pytest.mark.parametrize(
    ("arguments", "ini", "message"),
    [
        (["--leads-audit=wran"], "", "*--leads-audit = 'wran'*did you mean 'warn'?*"),
        ([], "leads_audit = of", "*ini leads_audit = 'of'*did you mean 'off'?*"),
        (["--leads-seed=x"], "", "*--leads-seed = 'x'*"),
        ([], "leads_hosts = https://crm.example.com", "*leads_hosts*not a host name*"),
    ],
)
def test_an_option_value_that_cannot_be_meant_stops_the_run(shop, arguments, ini, message):
    shop.makepyfile("def test_nothing(): pass")
    shop.makeini(f"[pytest]\n{ini}\n")
    result = shop.runpytest("--leads", *arguments)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([message])


def test_a_quirk_holds_for_its_test_alone(shop):
    shop.makepyfile("""
        import crm, pytest, requests

        def get_search():
            return requests.get(f"{crm.API}/lead/search", headers=crm.HEADERS).status_code

        @pytest.mark.leads(allow=["search-by-query"], quirks={"get_search": "405"})
        def test_405():
            assert get_search() == 405

        @pytest.mark.leads(allow=["search-by-query"])
        def test_404():
            assert get_search() == 404
    """)
    shop.runpytest("--leads").assert_outcomes(passed=2)


def test_a_workspace_of_ones_own_comes_from_the_fixture(shop):
    shop.makeconftest("""
        import pytest

        @pytest.fixture(scope="session")
        def leads_workspace_config():
            return {"identifier": "email", "pipeline": {"OPEN": ["Neu "], "WON": ["Ja"], "LOST": ["Nein"]}}
    """)
    shop.makepyfile("""
        import crm

        def test_create(leads_workspace):
            crm.create(email="a@example.com", status="Neu ")
            assert leads_workspace.leads[0].status == "Neu "
    """)
    shop.runpytest("--leads").assert_outcomes(passed=1)


def test_a_workspace_file_is_found_from_the_root_of_the_project(shop):
    shop.makefile(".json", workspace='{"identifier": "email"}')
    shop.makepyfile("""
        import crm, pytest

        @pytest.mark.leads(workspace="workspace.json")
        def test_create():
            assert crm.create(email="a@example.com").status_code == 201
    """)
    shop.runpytest("--leads").assert_outcomes(passed=1)


def test_a_misspelt_key_in_a_workspace_file_names_file_and_key(shop):
    shop.makefile(".json", workspace='{"identifer": "email"}')
    shop.makepyfile("""
        import pytest

        @pytest.mark.leads(workspace="workspace.json")
        def test_create(leads_workspace):
            pass
    """)
    result = shop.runpytest("--leads")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*workspace.json*identifer*did you mean 'identifier'?*"])


def test_a_fixture_that_gives_no_workspace_is_named(shop):
    shop.makeconftest("""
        import pytest

        @pytest.fixture(scope="session")
        def leads_workspace_config():
            return 7
    """)
    shop.makepyfile("def test_nothing(): pass")
    result = shop.runpytest("--leads")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*the fixture leads_workspace_config gives 7: a workspace is made from None*"])


def test_a_parametrised_workspace_reaches_tests_that_do_not_name_it(shop):
    shop.makeconftest("""
        import pytest

        @pytest.fixture(scope="session", params=["phone", "email"])
        def leads_workspace_config(request):
            return {"identifier": request.param}
    """)
    shop.makepyfile("""
        import crm

        def test_create():
            assert crm.create(phone="9876543210", email="a@example.com").status_code == 201
    """)
    shop.runpytest("--leads").assert_outcomes(passed=2)


def test_a_marker_that_is_added_while_the_test_runs_counts(shop):
    shop.makepyfile("""
        import crm, pytest

        def test_create(request):
            request.node.add_marker(pytest.mark.leads(allow=["partial-success"]))
            crm.create(phone="9876543210", rating=9)
    """)
    shop.runpytest("--leads").assert_outcomes(passed=1)


@pytest.mark.parametrize("path", ["fields", "", "rating", None, 5, "actions[x]"])
def test_an_expectation_needs_the_path_of_one_value(shop, path):
    shop.makepyfile(f"""
        import pytest
        from pytest_leads import UsageError

        def test_create(leads_api):
            with pytest.raises(UsageError, match="the path of one value"):
                leads_api.expect_ignored({path!r})
    """)
    shop.runpytest().assert_outcomes(passed=1)
