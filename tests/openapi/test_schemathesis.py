"""Schemathesis on the simulator: a short play of each kind; ``tox run -e schemathesis`` plays longer."""

import pytest

pytest.importorskip("schemathesis")
pytest.importorskip("jsonschema")

from hypothesis import find
from playing import CLOSED, OPEN, Setting, play

from pytest_leads.doors import Handler
from pytest_leads.errors import UsageError
from pytest_leads.openapi import schema
from pytest_leads.openapi.bridge import application
from pytest_leads.openapi.exemptions import EXEMPTIONS
from pytest_leads.openapi.formats import EMAILS, PHONES
from pytest_leads.operations import OPERATIONS
from pytest_leads.workspace import Workspace


def test_every_phase_finds_nothing_on_a_workspace_and_succeeds_with_every_operation():
    played = play(CLOSED, 2)
    assert played.failures == []
    assert played.answered.total() > 1000
    for operation in OPERATIONS:
        assert played.answered[operation.id, operation.success], operation.id


def test_nor_over_loopback():
    played = play(OPEN, 1, over_loopback=True)
    assert played.failures == []
    assert played.answered.total() > 1000


def test_exemptions_hold_for_their_operation_alone():
    loaded = schema(app=application(Handler(Workspace())), token="t", base_path="/crm")
    exempt = {each.operation: each for each in EXEMPTIONS}
    for result in loaded.get_all_operations():
        operation = result.ok()
        name = operation.definition.raw["operationId"]
        checks = loaded.config.checks_config_for(operation=operation)
        positive = "400" in checks.positive_data_acceptance.expected_statuses
        assert positive is (name in exempt and "400" in exempt[name].statuses), name
        assert checks.negative_data_rejection.enabled is (name not in {"read_lead", "search_leads"}), name


def test_a_state_change_of_nobody_may_be_400():
    quirks = {"unknown_member_state_change": "400"}
    assert play(Setting("nobody", {"quirks": quirks}, operations=("change_member_state",)), 3).failures == []


def test_the_tokens_go_with_their_apis():
    seen = {}

    def responder(request):
        seen[request.path.rpartition("/")[2]] = request.header("authorization")
        return Handler(Workspace())(request)

    loaded = schema(app=application(responder), token="s", async_token="a")
    for result in loaded.get_all_operations():
        operation = result.ok()
        if operation.path.endswith(("/metadata", "/autoupdatelead")):
            find(operation.as_strategy(), lambda case: case.call() is not None)
    assert seen == {"metadata": "Bearer s", "autoupdatelead": "Bearer a"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({}, "a server is needed, either base_url= or app="),
        ({"base_url": "http://127.0.0.1:1", "app": print}, "a server is needed, either base_url= or app="),
        ({"base_url": "127.0.0.1:1"}, "an address such as http://127.0.0.1:8080 is needed"),
        ({"base_url": 8080}, "base_url = 8080: an address such as http://127.0.0.1:8080 is needed"),
        ({"base_url": "http://[::1"}, "an address such as http://127.0.0.1:8080 is needed"),
        ({"base_url": "http://127.0.0.1:99999"}, "an address such as http://127.0.0.1:8080 is needed"),
        ({"base_url": "https://next.telecrm.in"}, "next.telecrm.in is a real host of the Leads API"),
        ({"app": print, "token": None}, "token = None: the text of a token is needed"),
        ({"app": print, "token": "t\n"}, "token: a token is ASCII text without blanks or line ends"),
        ({"app": print, "async_token": ""}, "async_token: a token is ASCII text"),
        ({"app": print, "base_path": None}, "base_path = None: a path such as '/autoupdate/v2' is needed"),
        ({"app": print, "identifier": 3}, "identifier = 3: the API name of a field is needed"),
        ({"app": print, "enterprise": 3}, "enterprise = 3: an id is needed"),
    ],
)
def test_what_cannot_be_played_on_is_refused(arguments, words):
    with pytest.raises(UsageError, match=words):
        schema(**{"token": "t"} | arguments)


def test_values_of_the_formats_are_accepted():
    handler = Handler(Workspace())
    for phone, email in zip(drawn(PHONES), drawn(EMAILS), strict=True):
        lead = handler.workspace.add_lead(phone=phone, email=email)
        assert lead.fields["email"] == email


def drawn(strategy):
    """A few different values of a strategy."""
    values = []
    for _ in range(5):
        values.append(find(strategy, lambda value: value.removeprefix("+") not in values))
    return values
