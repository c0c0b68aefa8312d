"""Tests that are answered from a cassette, and tests that record one."""

import re
from datetime import date

import pytest

from pytest_leads import Workspace
from pytest_leads.doors import Handler
from pytest_leads.doors.loopback import loopback
from pytest_leads.recordings.reading import read_recording

RAVI = '{"name": "Ravi Menon", "phone": "+919812345671", "rating": 9, "email": "ravi@"}'
RECORDING = """
    import crm, pytest

    @pytest.mark.leads_cassette("made-here")
    def test_create():
        crm.create(phone="+919812345670", name="Asha Rao")
        assert crm.search(name="Asha Rao").json()["total_count"] == 1
"""


@pytest.fixture
def made(shop):
    """A project with a cassette of its own, recorded."""
    shop.makepyfile(RECORDING)
    shop.runpytest("--leads-record=once").assert_outcomes(passed=1)
    shop.cassette = shop.path / "tests" / "leads_cassettes" / "made-here.yaml"
    return shop


def test_a_shipped_cassette_answers_and_its_traffic_is_audited(shop):
    shop.makepyfile(f"""
        import crm, pytest

        @pytest.mark.leads_cassette("partial-success/create", relax=["unused"])
        def test_create(leads_cassette):
            answer = crm.create(**{RAVI})
            assert answer.status_code == 201
            assert len(leads_cassette.journal) == 1
    """)
    result = shop.runpytest()
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*LEAD002 partial-success at*", "*fields.rating = 9 was ignored*"])


def test_an_unexpected_request_fails_with_the_nearest_recorded_one(shop):
    shop.makepyfile("""
        import crm, pytest

        @pytest.mark.leads_cassette("page-cap/three-pages")
        def test_search():
            with pytest.raises(AssertionError):
                crm.search(limit=3, name="Somebody")
    """)
    result = shop.runpytest()
    assert result.ret == 1
    result.stdout.fnmatch_lines(
        ["*does not hold this request:*", "*nearest recorded one is interactions[[]*", '*"Dev Patel" to "Somebody"*']
    )


def test_what_was_not_used_fails_a_test_that_passed(shop):
    shop.makepyfile("""
        import pytest

        @pytest.mark.leads_cassette("search-by-query/post")
        def test_nothing(): pass
    """)
    result = shop.runpytest()
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*2 of 2 recorded interactions were not used:*", '*relax=[[]"unused"[]]*'])


def test_what_was_not_used_is_not_held_against_a_test_that_failed(shop):
    shop.makepyfile("""
        import pytest

        @pytest.mark.leads_cassette("search-by-query/post")
        def test_nothing(): assert False
    """)
    shop.runpytest().assert_outcomes(failed=1)


def test_a_cassette_that_is_not_there_is_told_with_the_nearest_name(shop):
    shop.makepyfile("""
        import pytest

        @pytest.mark.leads_cassette("partial-succes/create")
        def test_create(): pass
    """)
    result = shop.runpytest()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*no such cassette*did you mean 'partial-success/create'*--leads-record=once*"])


@pytest.mark.parametrize(
    ("marker", "said"),
    [
        ("leads_cassette()", "takes one name"),
        ("leads_cassette(3)", "takes one name"),
        ("leads_cassette('page-cap/limit-0', relax=['unussed'])", "did you mean 'unused'"),
        ("leads_cassette('page-cap/limit-0', relaxed=['unused'])", "has no argument 'relaxed'; did you mean 'relax'"),
        ("leads_cassette('../../secrets')", "leads out of the folder"),
    ],
)
def test_a_marker_that_says_nothing_sensible_is_refused(shop, marker, said):
    shop.makepyfile(f"import pytest\n\n@pytest.mark.{marker}\ndef test_it(): pass\n")
    result = shop.runpytest()
    result.assert_outcomes(errors=1)
    assert said in result.stdout.str()


def test_the_fixture_without_the_marker_says_what_to_do(shop):
    shop.makepyfile("def test_it(leads_cassette): pass")
    result = shop.runpytest()
    result.stdout.fnmatch_lines(["*is for tests that name a cassette*"])


def test_a_recording_is_scrubbed_dated_and_replays_what_was_recorded(made):
    text = made.cassette.read_text("utf-8")
    assert re.match(r"# recorded: \d{4}-\d\d-\d\d\n# from: the simulator of pytest-leads", text)
    for secret in ("s3cr3t", "9812345670", "Asha", "64f1a2b3c4d5e6f708192a3b"):
        assert secret not in text
    made.runpytest().assert_outcomes(passed=1)


def test_once_does_not_touch_what_is_there(made):
    before = made.cassette.read_bytes()
    made.runpytest("--leads-record=once").assert_outcomes(passed=1)
    assert made.cassette.read_bytes() == before


def test_new_adds_what_is_missing_and_keeps_the_rest(made):
    made.makepyfile(RECORDING + "        crm.search(limit=1)\n")
    assert made.runpytest().ret == 1
    made.runpytest("--leads-record=new").assert_outcomes(passed=1)
    assert len(read_recording(made.cassette).interactions) == 3
    made.runpytest().assert_outcomes(passed=1)


def test_what_is_added_makes_the_rest_no_younger(made):
    text = made.cassette.read_text("utf-8")
    made.cassette.write_text(re.sub(r"recorded: \S+", "recorded: 2020-02-02", text), "utf-8")
    made.makepyfile(RECORDING + "        crm.search(limit=1)\n")
    made.runpytest("--leads-record=new").assert_outcomes(passed=1)
    assert read_recording(made.cassette).recorded_on == date(2020, 2, 2)
    assert re.search(r"\n# extended: \d{4}-\d\d-\d\d, from: the simulator of", made.cassette.read_text("utf-8"))


@pytest.mark.parametrize("mode", ["once", "new"])
def test_nothing_is_recorded_in_the_place_of_a_shipped_cassette(shop, mode):
    shop.makepyfile("""
        import crm, pytest

        @pytest.mark.leads_cassette("page-cap/three-pages", relax=["unused"])
        def test_search():
            crm.search(limit=3, name="Somebody")
    """)
    result = shop.runpytest(f"--leads-record={mode}")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*does not hold this request:*"])
    assert not (shop.path / "tests" / "leads_cassettes").exists()


def test_a_test_that_fails_at_its_end_leaves_the_old_recording(made):
    before = made.cassette.read_bytes()
    made.makepyfile(
        RECORDING.replace("test_create()", "test_create(broken)")
        + """
    @pytest.fixture
    def broken():
        yield
        crm.search(limit=1)
        raise RuntimeError
"""
    )
    made.runpytest("--leads-record=all").assert_outcomes(passed=1, errors=1)
    assert made.cassette.read_bytes() == before


def test_all_records_anew(made):
    made.makepyfile(RECORDING.replace("Asha Rao", "Zoya Khan"))
    assert made.runpytest().ret == 1
    made.runpytest("--leads-record=all").assert_outcomes(passed=1)
    made.runpytest().assert_outcomes(passed=1)


def test_a_test_that_fails_leaves_the_old_recording(made):
    before = made.cassette.read_bytes()
    made.makepyfile(RECORDING + "        assert False\n")
    made.runpytest("--leads-record=all").assert_outcomes(failed=1)
    assert made.cassette.read_bytes() == before


def test_secrets_alone_are_scrubbed_if_that_is_wanted(shop):
    shop.makeini("[pytest]\nleads_scrub = secrets\nleads_cassette_dir = tapes")
    shop.makepyfile(RECORDING)
    shop.runpytest("--leads-record=once").assert_outcomes(passed=1)
    text = (shop.path / "tapes" / "made-here.yaml").read_text("utf-8")
    assert "s3cr3t" not in text
    assert "+919812345670" in text


def test_an_old_cassette_is_told_of_or_fails_its_test(made):
    text = made.cassette.read_text("utf-8")
    made.cassette.write_text(re.sub(r"recorded: \S+", "recorded: 2020-02-02", text), "utf-8")
    made.makeini("[pytest]\nleads_cassette_max_age = 90")
    result = made.runpytest("-W", "default")
    result.assert_outcomes(passed=1, warnings=1)
    result.stdout.fnmatch_lines(["*was recorded on 2020-02-02, * days ago; leads_cassette_max_age is*"])
    made.makeini("[pytest]\nleads_cassette_max_age = 90 fail")
    made.runpytest().assert_outcomes(errors=1)


def test_cassettes_that_no_test_uses_can_be_listed(made):
    (made.cassette.parent / "forgotten.yaml").write_text(made.cassette.read_text("utf-8"), "utf-8")
    result = made.runpytest("--leads-unused-cassettes")
    result.stdout.fnmatch_lines(["leads: 1 of 2 cassettes in * were not used in this run", "    forgotten"])


def test_live_mode_without_recording_is_refused(shop):
    result = shop.runpytest("--leads", "--leads-live")
    result.stderr.fnmatch_lines(["*--leads-live goes with --leads-record*"])


@pytest.mark.parametrize("ini", ["", "leads = true", "leads_live = true"])
def test_live_mode_is_told_of_at_the_start(shop, ini):
    shop.makeini(f"[pytest]\n{ini}")
    shop.makepyfile("def test_nothing(): pass")
    line = "leads: live mode, so tests that record a cassette send their requests to the network"
    option = [] if "live" in ini else ["--leads-live"]
    assert line in shop.runpytest("--leads-record=new", *option).outlines
    assert (line in shop.runpytest("--leads-record=new").outlines) is ("live" in ini)


@pytest.mark.parametrize(
    ("ini", "said"),
    [
        ("leads_record = sometimes", "no such mode"),
        ("leads_scrub = some", "no such mode"),
        ("leads_cassette_max_age = old", "a number of days is needed"),
    ],
)
def test_impossible_settings_are_refused(shop, ini, said):
    shop.makeini(f"[pytest]\nleads = true\n{ini}")
    shop.makepyfile("def test_it(): pass")
    assert said in shop.runpytest().stderr.str()


def test_live_mode_records_from_the_server_that_is_given(made):
    made.cassette.unlink()
    elsewhere = Workspace(enterprise="e1", tokens={"sync": ["t"]})
    with loopback(Handler(elsewhere)) as server:
        result = made.runpytest(
            "--leads-record=once",
            "--leads-live",
            f"--leads-base-url={server.url}",
            "--leads-token=t",
            "--leads-enterprise=e1",
        )
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["2 exchanges with the Leads API in *, answered by the simulator or the network"])
    assert [lead.fields["name"] for lead in elsewhere.leads] == ["Asha Rao"]
    assert "# from: the network, in live mode" in made.cassette.read_text("utf-8")
    replayed = made.runpytest()
    replayed.assert_outcomes(passed=1)
    replayed.stdout.fnmatch_lines(["2 exchanges with the Leads API in *, answered by the simulator or a cassette"])


def test_workers_record_and_replay_side_by_side(shop):
    pytest.importorskip("xdist")
    shop.makepyfile("""
        import crm, pytest

        @pytest.mark.leads_cassette("one")
        def test_one():
            crm.create(phone="+919812345670", name="Asha Rao")

        @pytest.mark.leads_cassette("two")
        def test_two():
            crm.create(phone="+919812345671", name="Ravi Menon")
    """)
    shop.runpytest_subprocess("-n2", "-p", "no:hypothesispytest", "--leads-record=once").assert_outcomes(passed=2)
    result = shop.runpytest_subprocess("-n2", "-p", "no:hypothesispytest", "--leads-unused-cassettes", "--leads")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["leads: 0 of 2 cassettes in * were not used in this run"])


def test_vcr_markers_and_fixtures_are_left_alone(shop):
    pytest.importorskip("pytest_recording", reason="not in the lane of the lowest versions", exc_type=ImportError)
    shop.makepyfile("""
        import crm, pytest, requests, vcr

        @pytest.mark.vcr
        def test_by_pytest_recording(vcr):
            assert vcr is not None
            assert crm.create(phone="+919812345670").status_code == 201

        @pytest.mark.leads_cassette("page-cap/limit-101", relax=["unused"])
        def test_by_cassette():
            assert crm.search(limit=101, name="Dev Patel").status_code == 400

        def test_by_vcrpy(tmp_path):
            with vcr.use_cassette(str(tmp_path / "own.yaml")):
                assert crm.create(phone="+919812345670").status_code == 201
    """)
    result = shop.runpytest("--leads", "--leads-audit=off", "--record-mode=once")
    result.assert_outcomes(passed=3)
