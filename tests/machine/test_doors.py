"""The machine finds nothing on the right simulator, whichever way it gets there."""

import socket
from dataclasses import replace

import httpx
import pytest
from clients import Crm, UrllibMachine
from conftest import run
from hypothesis import find
from hypothesis.errors import NoSuchExample

from pytest_leads import LeadsAssertionError, UsageError, Workspace
from pytest_leads.doors import Handler
from pytest_leads.doors.address import address_of
from pytest_leads.doors.loopback import loopback
from pytest_leads.machine import Address, LeadsMachine, Link, at, in_process, on_loopback, simulated
from pytest_leads.machine.plain import Plain
from pytest_leads.machine.terms import workspace_behind
from pytest_leads.operations import SYNC_BASE
from pytest_leads.wire import Answer, Request, Response


class InProcess(LeadsMachine):
    def connect(self):
        return in_process(self.workspace())


class OnLoopback(LeadsMachine):
    def connect(self):
        return on_loopback(self.workspace())


class ByUrllibOnLoopback(UrllibMachine):
    def connect(self):
        return on_loopback(self.workspace())


MACHINES = [LeadsMachine, InProcess, OnLoopback, UrllibMachine, ByUrllibOnLoopback]


@pytest.mark.parametrize("machine", MACHINES)
def test_the_right_simulator_passes_through(machine):
    run(machine)


@pytest.mark.parametrize("number", range(10))
def test_it_passes_from_every_seed(number):
    run(LeadsMachine, examples=10, number=number)


@pytest.fixture
def elsewhere():
    """A server of somebody else, with leads of somebody else."""
    workspace = Workspace()
    for number in range(12):
        workspace.add_lead(phone=f"9190000000{number:02}", name="Asha", status="Fresh")
    with loopback(Handler(workspace)) as server:
        yield workspace, Address(server.url + SYNC_BASE, server.url, "e1", "t", "a")


@pytest.mark.parametrize("base", [LeadsMachine, UrllibMachine])
def test_it_plays_on_another_server_beside_the_leads_of_others(elsewhere, base):
    workspace, address = elsewhere
    before = workspace.leads

    class Elsewhere(base):
        def connect(self):
            return at(address)

    run(Elsewhere, examples=10, steps=20)
    assert len(workspace.leads) > len(before) + 20
    assert workspace.leads[-12:] == before


@pytest.fixture
def british():
    """A server whose country is 44, which it does not tell."""
    with loopback(Handler(Workspace(country_code="44"))) as server:
        yield Address(server.url + SYNC_BASE, server.url, "e1", "t", "a")


def test_where_nobody_said_the_country_a_number_is_not_written_without_it(british):
    machine = type("Machine", (LeadsMachine,), {"connect": lambda _: at(british)})
    assert bare_spelling(machine()) is None
    run(machine, examples=6, steps=10)


def test_where_somebody_said_it_is(british):
    told = {"workspace": lambda _: Workspace(country_code="44")}
    machine = type("Machine", (LeadsMachine,), {"connect": lambda _: at(british), **told})
    state = machine()
    assert f"44{bare_spelling(state)}" == state.draws.number(0)
    run(machine, examples=6, steps=10)


def test_so_is_a_date_format_that_no_field_has():
    link = Link(Address("http://127.0.0.1:1", "", "", "", ""), lambda _: Answer(Response(200, body=b"{}")))
    behind = workspace_behind(link, Plain(link), Workspace(date_format="YYYY-MM-DD"))
    assert (behind.profile.date_format, behind.profile.statuses) == ("YYYY-MM-DD", ())


def bare_spelling(state):
    state.teardown()
    try:
        return find(state.draws.spellings(state.draws.number(0)), lambda spelt: spelt.startswith("9"))
    except NoSuchExample:
        return None


def test_it_needs_nothing_of_the_inside_there(elsewhere):
    class Elsewhere(LeadsMachine):
        def connect(self):
            return at(elsewhere[1])

        @property
        def inside(self):
            raise AssertionError

    run(Elsewhere, examples=5, steps=20)


@pytest.mark.parametrize("wrong", ["http://127.0.0.1:8000", None, ("http://127.0.0.1:8000", "")])
def test_what_is_no_address_is_told_what_one_is(wrong):
    with pytest.raises(UsageError, match=r"^at\(.*: an address is needed, pytest_leads\.machine\.Address"), at(wrong):
        pass


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8000", "localhost", "", "ftp://localhost", "http:///autoupdate/v2", "http://a:b"]
)
def test_so_is_an_address_without_a_url(url):
    with (
        pytest.raises(UsageError, match=rf"^at\('{url}'\): this is no URL; an address"),
        at(Address(url, "", "", "", "")),
    ):
        pass


@pytest.fixture
def unsent(monkeypatch):
    """No request to the real API leaves; those that would have are listed."""
    asked, right = [], httpx.Client.request

    def request(client, method, url, **sent):
        return asked.append(url) if "telecrm" in str(url) else right(client, method, url, **sent)

    monkeypatch.setattr("httpx.Client.request", request)
    return asked


REAL = ["next.telecrm.in", "next.telecrm.in.", "NEXT.telecrm.in.:443", "me@next.telecrm.in", "next.telecrm\u3002in"]


@pytest.mark.parametrize("host", REAL)
@pytest.mark.parametrize("other", ["http://127.0.0.1:1", ""])
def test_it_does_not_play_on_the_real_api(host, other, unsent):
    for urls in ((f"https://{host}/autoupdate/v2", other), ("http://127.0.0.1:1", f"https://{host}")):
        with pytest.raises(UsageError, match="does not play on the real API"), at(Address(*urls, "", "", "")):
            pass
    assert unsent == []


@pytest.mark.parametrize("host", REAL)
def test_nothing_is_handed_on_to_the_real_api(host, unsent):
    address = Address("http://127.0.0.1:1", "http://127.0.0.1:1", "", "", "")
    with at(address) as link, pytest.raises(LeadsAssertionError, match="give your code the address of the run"):
        link.send(Request("GET", f"https://{host}/x"))
    assert unsent == []


class HardCoded(LeadsMachine):
    def create(self, fields, actions):
        return Crm(address_of(Workspace())).create(fields, actions).lead_id


@pytest.mark.parametrize("door", [simulated, in_process, on_loopback])
def test_code_that_calls_the_real_api_gets_the_simulator(door):
    state = type("Machine", (HardCoded,), {"connect": lambda self: door(self.workspace())})()
    state.create_lead(fields={"phone": "919000000000"})
    state.teardown()


def test_on_another_server_it_is_told_so(elsewhere):
    state = type("Machine", (HardCoded,), {"connect": lambda _: at(elsewhere[1])})()
    with pytest.raises(LeadsAssertionError, match=r"calls next\.telecrm\.in, and the machine plays at http://127"):
        state.create_lead(fields={"phone": "919000000000"})
    state.teardown()


def test_a_run_takes_no_identifiers_that_are_there(elsewhere, monkeypatch):
    workspace, address = elsewhere
    workspace.add_lead(phone="919000000300")
    numbers = iter([3, 0, 7])
    monkeypatch.setattr("secrets.randbelow", lambda _: next(numbers))
    state = type("Machine", (LeadsMachine,), {"connect": lambda _: at(address)})()
    state.teardown()
    assert state.draws.pool[0] == "919000000700"


def test_a_run_begins_without_leads():
    workspace = Workspace()
    workspace.add_lead(phone="9000000000")
    machine = type("Machine", (LeadsMachine,), {"workspace": lambda _: workspace})
    with pytest.raises(UsageError, match=r"workspace\(\) gave one with 1 leads; a run begins with a new one"):
        machine()


def test_every_run_needs_a_workspace_of_its_own():
    workspace = Workspace()
    machine = type("Machine", (LeadsMachine,), {"workspace": lambda _: workspace})
    with pytest.raises(UsageError, match=r"workspace\(\) gives the same one again; a run begins with a new one"):
        run(machine, examples=5)


@pytest.fixture
def deserted():
    """An address at which nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}"
        yield Address(url + SYNC_BASE, url, "e1", "t", "a")


def test_an_address_at_which_nobody_listens_is_named(deserted):
    message = rf"^at\('{deserted.sync_url}'\): nobody listens at {deserted.async_url}: "
    with pytest.raises(UsageError, match=message):
        run(type("Machine", (LeadsMachine,), {"connect": lambda _: at(deserted)}))


def test_so_is_that_of_the_async_api(deserted, elsewhere):
    address = replace(elsewhere[1], async_url=deserted.async_url)
    state = type("Machine", (LeadsMachine,), {"connect": lambda _: at(address)})()
    with pytest.raises(UsageError, match=f"nobody listens at {deserted.async_url}: "):
        state.save_lead(fields={"phone": "919000000000"}, actions=[])
    state.teardown()


def test_a_server_that_is_no_leads_api_is_named(elsewhere):
    class Elsewhere(LeadsMachine):
        def connect(self):
            return at(Address(elsewhere[1].sync_url + "/no", "", "e1", "t", "a"))

    with pytest.raises(UsageError, match="Does a Leads API answer there"):
        run(Elsewhere)


def test_a_run_that_cannot_begin_leaves_nothing_intercepted(elsewhere):
    from pytest_leads.interception import active_patches

    test_a_server_that_is_no_leads_api_is_named(elsewhere)
    assert active_patches() == []
