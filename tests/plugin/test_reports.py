"""Reports of a pytest run: whatever runs the tests, each of them counts once, the last time that it was run."""

import json
import xml.etree.ElementTree as ET

import pytest

import pytest_leads.reporting  # noqa: F401  # loaded here once: pytester forgets what an inner run was the first to import
from pytest_leads.reports.targets import WRITERS

SECRET = "s3cr3t-t0ken"
TESTS = """
    import crm

    def test_too_many():
        crm.search(limit=500)

    def test_fine():
        crm.create(phone="9876543210")

    def test_nothing():
        pass
"""


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch):
    for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(shop):
    """Run pytest with a report as JSON; the result and the report."""

    def ran(*options, tests=TESTS, intercepted="--leads", how="runpytest_inprocess"):
        shop.makepyfile(tests)
        result = getattr(shop, how)(intercepted, "--leads-report=leads.json", *options)
        return result, json.loads((shop.path / "leads.json").read_text("utf-8"))

    return ran


def outcomes(report):
    return {case["name"].rpartition("::")[2]: case["outcome"] for case in report["cases"]}


def pitfalls(report):
    return [(finding["case"].rpartition("::")[2], finding["pitfall"]) for finding in report["findings"]]


def test_every_form_is_written_and_named_at_the_end(shop):
    shop.makepyfile(TESTS)
    options = [f"--leads-report=out/leads{ending}" for ending in WRITERS]
    result = shop.runpytest_inprocess("--leads", *options)
    result.stdout.fnmatch_lines([f"leads report: *leads{ending}" for ending in WRITERS])
    for ending in WRITERS:
        content = (shop.path / f"out/leads{ending}").read_text("utf-8")
        assert "limit is 500" in content.replace("\\", "")
        assert SECRET not in content


def test_the_report_tells_tests_findings_and_the_line_that_sent_the_request(run):
    result, report = run()
    result.assert_outcomes(passed=3, errors=1)
    assert outcomes(report) == {"test_too_many": "error", "test_fine": "passed", "test_nothing": "passed"}
    assert pitfalls(report) == [("test_too_many", "page-cap")]
    assert report["findings"][0]["origin"] == {"file": "crm.py", "line": 16, "function": "search"}
    assert [case["line"] for case in report["cases"]] == [6, 9, 3]
    assert report["run"]["finished"] is True


def test_the_ini_key_is_told_from_the_ini_file_and_takes_several(shop, monkeypatch):
    shop.makeini("[pytest]\nleads_report = out/a.json b.md\n")
    shop.makepyfile(TESTS)
    (shop.path / "below").mkdir()
    monkeypatch.chdir(shop.path / "below")
    shop.runpytest_inprocess("--leads", str(shop.path))
    assert (shop.path / "out/a.json").is_file()
    assert (shop.path / "b.md").is_file()


def test_a_run_in_which_no_test_asks_for_the_kit_is_reported_and_not_intercepted(shop):
    shop.makepyfile("""
        from pytest_leads.interception import active_patches

        def test_nothing():
            assert active_patches() == []
    """)
    shop.runpytest_inprocess("--leads-report=leads.json").assert_outcomes(passed=1)
    report = json.loads((shop.path / "leads.json").read_text())
    assert report["summary"]["clean"] is False
    assert report["cases"] == []


def test_workers_make_one_report(run):
    pytest.importorskip("xdist")
    _, one = run()
    _, report = run("-n2", "-p", "no:hypothesispytest")
    assert outcomes(report) == outcomes(one)
    assert [finding.pop("seen") for finding in report["findings"]] == [f.pop("seen") for f in one["findings"]]
    for part in ("exchange", "origin", "fingerprint"):
        assert report["findings"][0][part] == one["findings"][0][part]


def test_of_workers_alone_know_whether_a_test_asks_the_report_is_whole(run):
    pytest.importorskip("xdist")
    marked = TESTS.replace(
        "    def test_too_many", "    import pytest\n\n    @pytest.mark.leads\n    def test_too_many"
    )
    _, report = run("-n2", "-p", "no:hypothesispytest", tests=marked, intercepted="-v")
    assert pitfalls(report) == [("test_too_many", "page-cap")]


@pytest.mark.parametrize(
    "workers",
    [
        (),
        (
            "-n2",
            "-p",
            "no:hypothesispytest",
        ),
    ],
)
def test_of_a_test_that_is_run_again_the_last_run_counts(run, workers):
    pytest.importorskip("pytest_rerunfailures")
    if workers:
        pytest.importorskip("xdist")
    _, report = run(
        "--reruns=2",
        *workers,
        tests="""
        import crm

        limits = [500, 400, 10]

        def test_mended():
            crm.search(limit=limits.pop(0))

        def test_not_mended():
            crm.search(limit=300)
    """,
    )
    assert outcomes(report) == {"test_mended": "passed", "test_not_mended": "error"}
    assert [(finding["case"].rpartition("::")[2], finding["value"]) for finding in report["findings"]] == [
        ("test_not_mended", "300")
    ]
    assert report["summary"]["exchanges"] == 2


ASYNC = """
    import httpx, pytest

    URL = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b/lead/search?limit=500"

    {mark}
    async def test_too_many():
        async with httpx.AsyncClient() as client:
            await client.post(URL, json={{}}, headers={{"Authorization": "Bearer t"}})
"""


@pytest.mark.parametrize(
    ("plugin", "mark", "options"),
    [
        ("pytest_asyncio", "@pytest.mark.asyncio", ()),
        ("anyio", "@pytest.mark.anyio", ("-p", "anyio", "-k", "not trio")),
    ],
)
def test_tests_of_an_async_plugin_are_reported(run, plugin, mark, options):
    pytest.importorskip(plugin)
    result, report = run(*options, tests=ASYNC.format(mark=mark))
    result.assert_outcomes(passed=1, errors=1, deselected=int("anyio" in plugin and "trio" in str(result.stdout)))
    assert [finding["pitfall"] for finding in report["findings"]] == ["page-cap"]
    assert report["findings"][0]["origin"]["line"] == 8


def test_unittest_tests_are_reported(run):
    _, report = run(
        tests="""
        import crm, unittest

        class TestShop(unittest.TestCase):
            def test_too_many(self):
                with self.subTest("one"):
                    crm.search(limit=500)

            @unittest.skip("not now")
            def test_later(self):
                pass
    """
    )
    assert outcomes(report) == {"test_too_many": "error", "test_later": "skipped"}
    assert pitfalls(report) == [("test_too_many", "page-cap")]


def test_expected_failures_and_errors_are_told_apart(run):
    _, report = run(
        tests="""
        import crm, pytest

        @pytest.fixture
        def broken():
            raise OSError

        @pytest.mark.xfail
        def test_expected():
            assert False

        def test_error(broken):
            pass

        def test_failed():
            assert False
    """
    )
    assert outcomes(report) == {"test_expected": "xfailed", "test_error": "error", "test_failed": "failed"}


@pytest.mark.parametrize("way_out", ["pytest.exit('enough')", "raise KeyboardInterrupt"])
def test_an_interrupted_run_is_reported_as_far_as_it_came(run, way_out):
    _, report = run(
        how="runpytest_subprocess",
        tests=f"""
        import crm, pytest

        def test_1():
            crm.search(limit=500)

        def test_2():
            crm.search(limit=400)
            {way_out}

        def test_3():
            crm.search(limit=300)
    """,
    )
    assert (report["run"]["finished"], report["summary"]["clean"]) == (False, False)
    assert [finding["value"] for finding in report["findings"]] == ["500", "400"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("leads.txt", "*--leads-report = 'leads.txt': no report has the ending '.txt'*"),
        (".", "*--leads-report = '.': *"),
        ("test_it.py/leads.html", "*--leads-report = 'test_it.py/leads.html': no report can be written there: *"),
    ],
)
def test_a_report_that_cannot_be_written_is_refused_before_any_test_runs(shop, path, text):
    shop.makepyfile(test_it="def test_1(): print('it ran')")
    result = shop.runpytest_inprocess("-s", "--leads", f"--leads-report={path}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([text])
    result.stdout.no_fnmatch_line("*it ran*")


def test_a_report_that_can_no_more_be_written_fails_the_run(shop):
    shop.makepyfile("""
        def test_1(request):
            folder = request.config.rootpath / "out"
            folder.rmdir()
            folder.touch()
    """)
    result = shop.runpytest_inprocess("--leads-report=out/leads.json")
    assert result.ret == pytest.ExitCode.INTERNAL_ERROR
    result.stdout.fnmatch_lines(["leads: the report *out/leads.json could not be written: Not a directory"])


def test_a_collection_alone_leaves_the_report_that_is_there(shop):
    shop.makepyfile(TESTS)
    (shop.path / "leads.md").write_text("old")
    shop.runpytest_inprocess("--collect-only", "--leads-report=leads.md").stdout.no_fnmatch_line("leads report: *")
    assert (shop.path / "leads.md").read_text() == "old"


def test_github_is_given_annotations_where_it_reads_along(shop, monkeypatch):
    shop.makepyfile(TESTS)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    result = shop.runpytest_inprocess("--leads")
    result.stdout.fnmatch_lines(["::error file=crm.py,line=16,title=LEAD005 page-cap::*%0AFix: *"])
    monkeypatch.setenv("GITHUB_ACTIONS", "")
    shop.runpytest_inprocess("--leads").stdout.no_fnmatch_line("::*")


def test_the_job_summary_is_added_to_only_when_it_is_asked_for(shop, monkeypatch):
    summary = shop.path / "summary"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    shop.makepyfile(TESTS)
    shop.runpytest_inprocess("--leads")
    assert summary.read_text() == "before\n"
    shop.runpytest_inprocess("--leads", f"--leads-report={summary}")
    assert summary.read_text("utf-8").startswith("before\n## Leads API: documented pitfalls\n")


@pytest.mark.parametrize("family", ["xunit1", "xunit2"])
@pytest.mark.parametrize(
    "workers",
    [
        (),
        (
            "-n2",
            "-p",
            "no:hypothesispytest",
        ),
    ],
)
def test_junit_xml_tells_exchanges_and_findings_as_properties(shop, family, workers):
    if workers:
        pytest.importorskip("xdist")
    shop.makepyfile(TESTS)
    shop.runpytest_inprocess("--leads", "--junitxml=junit.xml", "-o", f"junit_family={family}", "-Wdefault", *workers)
    text = (shop.path / "junit.xml").read_text("utf-8")
    cases = {
        case.get("name"): [(p.get("name"), p.get("value")) for p in case.iter("property")]
        for case in ET.fromstring(text).iter("testcase")  # noqa: S314  # pytest wrote it just now
    }
    assert cases["test_too_many"] == [
        ("leads_exchanges", "1"),
        ("leads_finding", "error: LEAD005 page-cap at crm.py:16: limit is 500; here it must be between 1 and 100"),
    ]
    assert cases["test_fine"] == [("leads_exchanges", "1")]
    assert cases["test_nothing"] == []
    assert SECRET not in text
