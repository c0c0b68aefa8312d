"""The pytest plugin: options, marker, fixtures. A shell; what it does not need, it does not import."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx
    from schemathesis.specs.openapi.schemas import OpenApiSchema

    from pytest_leads.contract import Integration
    from pytest_leads.hooks import LeadsRun
    from pytest_leads.serving import Served
    from pytest_leads.session.api import LeadsApi
    from pytest_leads.session.cassettes import CassetteUse
    from pytest_leads.settings import Settings
    from pytest_leads.workspace import Workspace

RUN = "leads-run"
FIXTURES = frozenset(
    {
        "leads_api",
        "leads_cassette",
        "leads_check",
        "leads_client",
        "leads_async_client",
        "leads_server",
        "leads_workspace",
    }
)
CASSETTE_MARKER = "leads_cassette"
MARKERS = ("leads", CASSETTE_MARKER)
#: With one of these, a run uses the kit whether or not a test asks for it.
ALWAYS = ("leads_contract", "leads", "leads_provoke", "leads_report")


class Option(NamedTuple):
    """An option of the command line, and an ini key of the same name; one without ``takes`` is a flag."""

    name: str
    takes: str
    default: str
    help: str


OPTIONS = (
    Option(
        "leads",
        "",
        "",
        "Answer every call to the Leads API from the embedded simulator, and fail each test whose traffic falls into a "
        "documented pitfall.",
    ),
    Option(
        "leads_audit",
        "error|warn|off",
        "error",
        "What a finding does to its test: fail it (error, the default), warn, or nothing.",
    ),
    Option(
        "leads_provoke",
        "[=IDS]",
        "",
        "Run tests that passed again, once for each documented symptom that their code could meet, and say which it "
        "does not notice; IDS are pitfalls, separated by commas (default: all). Implies --leads.",
    ),
    Option(
        "leads_seed",
        "N",
        "0",
        "Seed of the simulator's ids, of the provocations and of the contract suite's examples (default 0).",
    ),
    Option(
        "leads_contract",
        "MODULE:FACTORY",
        "",
        "Run the contract suite, without a test file, on what FACTORY(api) of MODULE gives: an Integration.",
    ),
    Option("leads_examples", "N", "20", "Examples that each check of the contract suite tries (default 20)."),
    Option(
        "leads_base_url",
        "URL",
        "",
        "Play the contract suite on another server that speaks the Leads API; never on a real host of it.",
    ),
    Option("leads_token", "TOKEN", "", "Token for the server of --leads-base-url."),
    Option("leads_enterprise", "ID", "", "Enterprise id for the server of --leads-base-url."),
    Option(
        "leads_record",
        "none|once|new|all",
        "none",
        "What tests that name a cassette do: replay it (none, the default), record it if there is none (once), add "
        "what it lacks (new), or record it anew (all).",
    ),
    Option(
        "leads_live",
        "",
        "",
        "Record from the network, not from the simulator: the requests of those tests really go out.",
    ),
    Option(
        "leads_unused_cassettes",
        "",
        "",
        "List the cassettes in leads_cassette_dir that no test of this run has used.",
    ),
)
#: Ini keys without an option.
SETTINGS = (
    Option("leads_cassette_dir", "", "tests/leads_cassettes", "Folder of your own cassettes."),
    Option(
        "leads_cassette_max_age",
        "",
        "",
        "Days after which a cassette is told of as old; '90 fail' fails its test.",
    ),
    Option(
        "leads_scrub",
        "",
        "all",
        "What is taken out of a recording: all (secrets and personal data, the default) or secrets.",
    ),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the options and their ini twins."""
    group = parser.getgroup("leads", "telecrm Leads API (pytest-leads)")
    for name, takes, default, text in OPTIONS:
        option = f"--{name.replace('_', '-')}"
        if takes.startswith("[="):
            group.addoption(option, nargs="?", const="all", metavar=takes[2:-1], help=text)
            parser.addini(name, f"Same as {option}.", default=default)
        elif takes:
            group.addoption(option, metavar=takes, help=text)
            parser.addini(name, f"Same as {option}.", default=default)
        else:
            group.addoption(option, action="store_true", help=text)
            parser.addini(name, f"Same as {option}.", type="bool", default=False)
    for name, _, default, text in SETTINGS:
        parser.addini(name, text, default=default)
    report = "Write a report there: .html, .json, .sarif or .md, by the ending of PATH; repeatable."
    group.addoption("--leads-report", action="append", metavar="PATH", help=report)
    parser.addini("leads_report", "Same as --leads-report; paths are told from the ini file.", type="paths", default=[])
    hosts = "Further host names that speak the Leads API and are to be intercepted."
    parser.addini("leads_hosts", hosts, type="args", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, and the hooks if the whole run is to be intercepted."""
    config.addinivalue_line(
        "markers",
        "leads(allow=[...], known_gaps={...}, quirks={...}, workspace=...): intercept and audit this test; allow "
        "pitfalls that it falls into on purpose, say which provoked ones it is known not to notice, set quirks of the "
        "simulator, or give it another workspace (dict, or path of a file).",
    )
    config.addinivalue_line(
        "markers",
        "leads_cassette(name, relax=[...]): answer this test from a cassette, a shipped one or your own; relax names "
        "what need not be so: unused, repeats, body, query.",
    )
    asked = config.getoption("leads_contract")
    if asked and config.args_source is not config.ArgsSource.ARGS:
        config.args = []  # nothing but the suite was asked for; the ini key adds it to the project's own tests
    empty = config.getoption("leads_provoke") == ""  # told as a mistake by whoever reads the settings
    if empty or any(config.getoption(name) or config.getini(name) for name in ALWAYS):
        _register(config)


def asks_for_leads(item: pytest.Item) -> bool:
    """Whether a test uses the kit of its own accord, by marker or fixture."""
    names = getattr(item, "fixturenames", ())
    return any(map(item.get_closest_marker, MARKERS)) or not FIXTURES.isdisjoint(names)


def _any_asks(items: list[pytest.Item]) -> bool:
    """Whether any test asks for the kit; each class and module is looked at once, since suites can be large."""
    parents = {id(item.parent): item.parent for item in items}
    if any(parent is not None and any(map(parent.get_closest_marker, MARKERS)) for parent in parents.values()):
        return True
    return any(
        not FIXTURES.isdisjoint(getattr(item, "fixturenames", ())) or any(m.name in MARKERS for m in item.own_markers)
        for item in items
    )


def pytest_report_teststatus(report: pytest.TestReport | pytest.CollectReport) -> tuple[str, str, str] | None:
    """Have a contract check that had nothing to judge counted as what it is, not as skipped."""
    if report.outcome == "skipped" and isinstance(report.longrepr, tuple) and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr[2])
        if reason.startswith("Skipped: not covered: "):
            return "not covered", "n", "NOT COVERED"
    return None


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add a pytest-xdist worker's share; the worker alone knows whether a test asked for the kit."""
    share = getattr(node, "workeroutput", {}).get("leads")
    run: LeadsRun | None = node.config.pluginmanager.get_plugin(RUN)
    if run is None and share:
        run = _register(node.config)
    if run is not None:
        run.add_share(share)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Register the hooks if any test asks for them."""
    run: LeadsRun | None = config.pluginmanager.get_plugin(RUN)
    if run is None and _any_asks(items):
        run = _register(config)
    if run is not None:
        run.adopt(items)


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Say that the run is intercepted, and that some of its requests go out."""
    run: LeadsRun | None = config.pluginmanager.get_plugin(RUN)
    lines = [_intercepted(run)] if run is not None else []
    if _flag(config, "leads_live"):
        lines.append("leads: live mode, so tests that record a cassette send their requests to the network")
    return lines


def _intercepted(run: LeadsRun) -> str:
    if run.settings.contract and not run.settings.active:
        return f"leads: contract suite on {run.settings.contract}, {run.settings.examples} examples a check"
    return f"leads: simulator answers {', '.join(sorted(run.settings.hosts))}; audit={run.settings.audit}"


def _register(config: pytest.Config) -> LeadsRun:
    from pytest_leads.errors import UsageError
    from pytest_leads.hooks import LeadsRun

    try:
        run = LeadsRun(config, _settings(config))
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None
    config.pluginmanager.register(run, RUN)
    return run


def _flag(config: pytest.Config, name: str) -> bool:
    """Whether an option without a value, or its ini twin, is on."""
    return bool(config.getoption(name) or config.getini(name))


def _settings(config: pytest.Config) -> Settings:
    from pytest_leads import settings as check
    from pytest_leads.operations import HOSTS
    from pytest_leads.pitfalls import all_pitfalls

    def given(name: str) -> tuple[str, str]:
        option = config.getoption(name)
        return (option, f"--{name.replace('_', '-')}") if option is not None else (config.getini(name), f"ini {name}")

    def checked(checking: Callable[..., Any], name: str) -> Any:
        value, place = given(name)
        return checking(value, given_by=place)

    address = [given(name)[0] for name in ("leads_base_url", "leads_token", "leads_enterprise")]
    days, age_fails = check.max_age(config.getini("leads_cassette_max_age"), given_by="ini leads_cassette_max_age")
    hosts = HOSTS | {check.host_name(host, given_by="ini leads_hosts") for host in config.getini("leads_hosts")}
    return check.Settings(
        active=_flag(config, "leads") or bool(given("leads_provoke")[0]),
        audit=checked(check.audit_mode, "leads_audit"),
        seed=checked(check.seed_number, "leads_seed"),
        hosts=hosts,
        examples=checked(check.example_count, "leads_examples"),
        server=check.server(*address, hosts=hosts) if any(address) else None,
        contract=given("leads_contract")[0],
        record=checked(check.record_mode, "leads_record"),
        live=check.live_mode(wanted=_flag(config, "leads_live"), record=given("leads_record")[0]),
        cassettes=config.getini("leads_cassette_dir"),
        scrub=check.scrub_level(config.getini("leads_scrub"), given_by="ini leads_scrub"),
        max_age=days,
        age_fails=age_fails,
        list_unused=_flag(config, "leads_unused_cassettes"),
        reports=tuple(map(str, given("leads_report")[0])),
        provoke=checked(partial(check.provoked, known=[p.id for p in all_pitfalls()]), "leads_provoke"),
    )


def _run(request: pytest.FixtureRequest) -> LeadsRun:
    """The run that a fixture of the kit belongs to: it is registered as soon as a test asks for one."""
    run: LeadsRun = request.config.pluginmanager.getplugin(RUN)
    return run


@pytest.fixture(scope="session")
def leads_workspace_config() -> Any:
    """The workspace to simulate; override it. None for the default one, a dict, or the path of a JSON or TOML file."""
    return None


@pytest.fixture
def leads_api(request: pytest.FixtureRequest, leads_workspace_config: Any) -> LeadsApi:  # noqa: ARG001  # set up first
    """The simulated Leads API; it answers every HTTP client in this test."""
    from pytest_leads.errors import UsageError
    from pytest_leads.hooks import RECORD
    from pytest_leads.session.api import LeadsApi

    record = request.node.stash.get(RECORD, None)
    if record is None:
        pytest.fail(
            "leads_api was asked for by name while the test was running already; name it (or a fixture that needs "
            "it) among the test's arguments, mark the test with @pytest.mark.leads, or run with --leads.",
            pytrace=False,
        )
    try:
        record.open()
    except UsageError as error:
        impossible = str(error)
    else:
        return LeadsApi(record, _run(request).address_for(request.node))
    pytest.fail(impossible, pytrace=False)


@pytest.fixture
def leads_check(request: pytest.FixtureRequest, leads_api: LeadsApi) -> Callable[[Integration], None]:  # noqa: ARG001  # its record answers
    """Runs the check that this test of a ``LeadsContract`` is on an integration."""
    from pytest_leads.errors import UsageError
    from pytest_leads.hooks import RECORD

    try:
        return _run(request).contract.test(request.node, request.node.stash[RECORD])
    except UsageError as error:
        misused = str(error)
    pytest.fail(misused, pytrace=False)


@pytest.fixture
def leads_cassette(request: pytest.FixtureRequest) -> CassetteUse:
    """The cassette that ``@pytest.mark.leads_cassette("...")`` names: ``.path``, ``.journal``, ``.recorded``."""
    from pytest_leads.hooks import CASSETTE

    use: CassetteUse | None = request.node.stash.get(CASSETTE, None)
    if use is None:
        pytest.fail(
            "the fixture leads_cassette is for tests that name a cassette: "
            '@pytest.mark.leads_cassette("partial-success/create")',
            pytrace=False,
        )
    return use


@pytest.fixture
def leads_workspace(leads_api: LeadsApi) -> Workspace:
    """The simulated workspace of this test: seed leads, read state, set quirks."""
    return leads_api.workspace


@pytest.fixture
def leads_client(leads_api: LeadsApi) -> Iterator[httpx.Client]:
    """An httpx client with the enterprise's base URL and the token set: ``leads_client.post("/lead", json=...)``."""
    with leads_api.client() as client:
        yield client


@pytest.fixture
def leads_async_client(leads_api: LeadsApi) -> httpx.AsyncClient:
    """The same as an httpx.AsyncClient; any async test plugin will do. It needs no closing: it holds no connection."""
    return leads_api.async_client()


@pytest.fixture
def leads_server(request: pytest.FixtureRequest, leads_api: LeadsApi) -> Served:  # noqa: ARG001  # its record answers
    """The simulated Leads API of this test at 127.0.0.1, for subprocesses and other languages: ``.sync_url``, ..."""
    return _run(request).served(request.node)


@pytest.fixture
def leads_schema(request: pytest.FixtureRequest, leads_api: LeadsApi) -> OpenApiSchema:
    """The Leads API as a Schemathesis schema, for ``schemathesis.pytest.from_fixture("leads_schema")``.

    It is played on the server of ``--leads-base-url`` if that is given, else on the simulator of ``leads_api``; the
    seven checks of ``pytest_leads.schemathesis`` are on.
    """
    from pytest_leads.errors import UsageError
    from pytest_leads.openapi.serving import require, schema

    try:
        require("the fixture leads_schema")
    except UsageError as error:
        missing = str(error)
    else:
        from pytest_leads.schemathesis import simulated

        server = _run(request).settings.server
        if server is None:
            return simulated(leads_api)
        return schema(base_url=server.url, token=server.token, enterprise=server.enterprise)
    pytest.fail(missing, pytrace=False)
