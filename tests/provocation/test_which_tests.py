"""Which tests are provoked, and how the options of pytest and of its plugins go with it."""

import warnings

import pytest

BLIND_AND_RIGHT = """
    import crm

    def test_blind():
        assert crm.create(phone="9876543210", name="Asha")

    def test_right():
        assert crm.create_or_raise(phone="9876543210", name="Asha")
"""
ENDINGS = {
    "fails": ("", "assert not crm.create(phone='9876543210', name='Asha')"),
    "falls into a pitfall": ("", "crm.create(phone='9876543210', rating=9)"),
    "is skipped at its end": ("", "crm.create(phone='9876543210', name='Asha'); pytest.skip('enough')"),
    "is skipped": ("@pytest.mark.skip", "crm.create(phone='9876543210', name='Asha')"),
    "is to fail": ("@pytest.mark.xfail", "assert not crm.create(phone='9876543210', name='Asha')"),
    "was to fail and passes": ("@pytest.mark.xfail(strict=False)", "crm.create(phone='9876543210', name='Asha')"),
    "fails at its teardown": ("@pytest.mark.usefixtures('broken')", "crm.create(phone='9876543210', name='Asha')"),
    "sends nothing": ("", "assert crm"),
    "is answered by a mock": ("@pytest.mark.usefixtures('mocked')", "crm.create(phone='9876543210', name='Asha')"),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_test_is_not_provoked_that(project, provoke, ending):
    mark, body = ENDINGS[ending]
    project.makepyfile(f"""
        import crm, pytest

        @pytest.fixture
        def broken():
            yield
            raise RuntimeError

        @pytest.fixture
        def mocked(requests_mock):
            requests_mock.post(f"{{crm.API}}/lead", status_code=201, json={{"lead_id": "1"}})

        {mark}
        def test_it():
            {body}
    """)
    run = provoke()
    assert run.rows == []
    run.result.stdout.fnmatch_lines(["nothing was provoked: no test that passed has talked to the Leads API."])


def test_a_test_that_is_answered_by_a_cassette_is_not_provoked(project, provoke):
    project.makepyfile("""
        import crm, pytest

        @pytest.mark.leads_cassette("partial-success/create-fix", relax=["unused", "body"])
        def test_create():
            crm.post("/lead", fields={"phone": "9876543210"})
    """)
    project.makeini("[pytest]\nleads_cassette_dir = tapes")
    project.makepyfile(test_more=BLIND_AND_RIGHT)
    assert {row.test.partition("::")[0] for row in provoke().rows} == {"test_more.py"}


def test_a_test_that_is_chosen_by_k_is_provoked_alone(project, provoke):
    project.makepyfile(BLIND_AND_RIGHT)
    run = provoke("-k", "right")
    assert run.outcomes() == {"noticed": 2}
    assert run.result.ret == 0


def test_last_failed_takes_no_notice_of_provocations(project, provoke):
    project.makepyfile(BLIND_AND_RIGHT + "\n    def test_bad():\n        assert crm.create() is None\n")
    assert provoke(cache=()).outcomes() == {"noticed": 3, "unnoticed": 1}
    again = provoke("--lf", cache=())
    again.result.assert_outcomes(failed=1)
    assert again.rows == []


def test_x_stops_at_the_first_that_is_not_noticed(project, provoke):
    project.makepyfile(BLIND_AND_RIGHT)
    run = provoke("-x")
    assert run.outcomes() == {"unnoticed": 1}
    run.result.stdout.fnmatch_lines(["  stopped: 3 provocations left out"])


def test_x_provokes_nothing_when_a_test_fails(project, provoke):
    project.makepyfile(BLIND_AND_RIGHT + "\n    def test_bad():\n        assert crm.create() is None\n")
    assert provoke("-x").outcomes() == {}


def test_workers_add_up_to_the_same(project, provoke):
    pytest.importorskip("xdist")
    project.makepyfile(test_one=BLIND_AND_RIGHT, test_two=BLIND_AND_RIGHT)
    alone, side_by_side = provoke(), provoke("-n2", "-p", "no:hypothesispytest")
    assert sorted(alone.rows, key=str) == sorted(side_by_side.rows, key=str)
    assert alone.result.ret == side_by_side.result.ret == 1
    side_by_side.result.stdout.fnmatch_lines(["  LEAD002 partial-success*2*2*", "LEAD002 partial-success at crm.py:*"])


@pytest.mark.parametrize(("always", "outcome"), [("False", "noticed"), ("True", "unnoticed")])
def test_warnings_are_a_sign_without_the_plugin_that_shows_them(project, provoke, always, outcome):
    project.makepyfile(f"""
        import warnings, crm

        def create(**fields):
            if crm.post("/lead", fields=fields).json()["remarks"] or {always}:
                warnings.warn("something was ignored")

        def test_create():
            assert create(phone="9876543210", name="Asha") is None
    """)
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("default")
        run = provoke("--leads-provoke=partial-success", "-p", "no:warnings")
    assert run.outcomes() == {outcome: 1}


@pytest.mark.parametrize("action", ["ignore", "error"])
def test_filters_of_warnings_hold_in_provoked_runs(project, provoke, action):
    project.makepyfile("""
        import warnings, crm

        def create(**fields):
            if crm.post("/lead", fields=fields).json()["remarks"]:
                warnings.warn("something was ignored")

        def test_create():
            assert create(phone="9876543210", name="Asha") is None
    """)
    outcomes = provoke("--leads-provoke=partial-success", "-W", action).outcomes()
    assert outcomes == {"unnoticed" if action == "ignore" else "noticed": 1}


def test_what_is_allowed_is_not_provoked(project, provoke):
    project.makepyfile("""
        import crm, pytest

        @pytest.mark.leads(allow=["partial-success"])
        def test_create():
            assert crm.create(phone="9876543210", name="Asha")
    """)
    run = provoke()
    assert run.outcomes() == {"allowed": 1, "noticed": 1}
    assert run.result.ret == 0


def test_a_known_gap_is_told_and_fails_nothing(project, provoke):
    project.makepyfile("""
        import crm, pytest

        @pytest.mark.leads(known_gaps={"partial-success": "the form is checked before"})
        def test_create():
            assert crm.create(phone="9876543210", name="Asha")
    """)
    run = provoke()
    assert run.outcomes() == {"unnoticed": 1, "noticed": 1}
    assert run.result.ret == 0
    run.result.stdout.fnmatch_lines(["  known gap: *test_create: partial-success (the form is checked before)"])


def test_a_known_gap_that_is_none_any_more_fails_the_run(project, provoke):
    project.makepyfile("""
        import crm, pytest

        @pytest.mark.leads(known_gaps={"partial-success": "the form is checked before"})
        def test_create():
            assert crm.create_or_raise(phone="9876543210", name="Asha")
    """)
    run = provoke()
    assert run.result.ret == 1
    run.result.stdout.re_match_lines(
        [r".*test_create: known_gaps\['partial-success'\] \(the form is checked before\): "]
    )


@pytest.mark.parametrize("mode", ["warn", "off"])
def test_an_audit_that_fails_nothing_lets_provocations_fail_nothing(project, provoke, mode):
    project.makepyfile(BLIND_AND_RIGHT)
    run = provoke(f"--leads-audit={mode}")
    assert run.outcomes() == {"noticed": 3, "unnoticed": 1}
    assert run.result.ret == 0


STRAYING = {
    "search-by-query": "requests.get(crm.API + '/lead/search?phone=1', headers=crm.HEADERS).status_code in {404, 405}",
    "iso-date": "crm.search(created_on={'from': '2026-01-01T00:00:00Z'}) is not None",
    "identifier-change": "crm.update(asha.id, phone='9876543210', name='Asha') is not None",
}


ANSWERING = {
    "search-by-query": """
    if requests.get(crm.API + '/lead/search?phone=9876543210', headers=crm.HEADERS).ok:
        return None
    return crm.search(phone='9876543210') is not None
""",
    "iso-date": """
    for row in crm.search(created_on={'from': '2026-01-01T00:00:00Z'}):
        raise ValueError(row)
    return True
""",
    "identifier-change": """
    return crm.update(asha.id, phone='9876543210', name='Asha') or crm.update(asha.id, name='Asha')
""",
}


@pytest.mark.parametrize(("pitfall", "outcome"), [(p, o) for p in STRAYING for o in ("unnoticed", "noticed")])
def test_code_that_strays_already_is_given_the_other_answer(project, provoke, pitfall, outcome):
    body = f"\n    return {STRAYING[pitfall]}\n" if outcome == "unnoticed" else ANSWERING[pitfall]
    project.makepyfile(
        stray=f"import crm, requests\n\ndef stray(asha):{body}",
        test_stray="""
            import pytest, stray

            @pytest.mark.leads(quirks={"identifier_in_update": "reject_if_changed"})
            def test_stray(leads_workspace):
                assert stray.stray(leads_workspace.add_lead(phone="9876543210"))
        """,
    )
    assert provoke(f"--leads-provoke={pitfall}", "--leads-audit=off").outcomes() == {outcome: 1}
