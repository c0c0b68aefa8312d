"""The description says what the route table says, and names each unsettled point as the simulator does."""

import pytest

from pytest_leads.errors import UsageError
from pytest_leads.openapi import description
from pytest_leads.openapi.document import path_of
from pytest_leads.operations import ASYNC_URL, OPERATIONS, REFUSED, SYNC_BASE
from pytest_leads.workspace import errors
from pytest_leads.workspace.quirks import QUIRKS

DOCUMENT = description()
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
DESCRIBED = {
    (path, method): said
    for path, item in DOCUMENT["paths"].items()
    for method, said in item.items()
    if method in METHODS
}
#: Statuses that no page tells of: what the simulator answers with there is a quirk.
UNDOCUMENTED = {"400", "404", "413"}
CODES = {error.code for error in errors.ApiError.__subclasses__()} | {"PAYLOAD_TOO_LARGE", "METHOD_NOT_ALLOWED"}


def described(operation):
    return DESCRIBED[path_of(operation, SYNC_BASE), operation.method.lower()]


def everything_in(value):
    """Every object inside a JSON value, itself included."""
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from everything_in(item)


def test_it_describes_every_operation_and_no_other():
    assert {said["operationId"] for said in DESCRIBED.values()} == {operation.id for operation in OPERATIONS}
    assert len(DESCRIBED) == len(OPERATIONS) == 19


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_an_operation_has_its_statuses_and_further_ones_only_on_a_quirk(operation):
    responses = described(operation)["responses"]
    assert {str(status) for status in (operation.success, *operation.statuses)} <= set(responses)
    for status in set(responses) - {str(status) for status in (operation.success, *operation.statuses)}:
        assert status in UNDOCUMENTED
        assert responses[status]["x-quirk"]["name"] in QUIRKS


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_an_operation_names_its_page_and_has_an_example_of_its_success(operation):
    said = described(operation)
    assert said["x-source"] == f"docs: {operation.docs}"
    assert said["responses"][str(operation.success)]["content"]["application/json"]["examples"]


def test_calls_that_the_documents_name_as_mistakes_stand_beside_the_operations():
    refused = {
        (method, path.removeprefix(SYNC_BASE)): tuple(statuses)
        for path, item in DOCUMENT["paths"].items()
        for method, statuses in item.get("x-refused", {}).items()
    }
    assert refused == dict(REFUSED)


def test_the_async_api_has_its_own_server_and_no_base_path():
    item = DOCUMENT["paths"]["/enterprise/{enterpriseId}/autoupdatelead"]
    assert [server["url"] for server in item["servers"]] == [ASYNC_URL]
    assert all(path.startswith(f"{SYNC_BASE}/") for path, other in DOCUMENT["paths"].items() if other is not item)


def test_every_quirk_that_it_names_is_one_with_that_value():
    named = [each["x-quirk"] for each in everything_in(DOCUMENT) if "x-quirk" in each]
    assert len(named) > 40
    for each in named:
        assert each.get("value", QUIRKS[each["name"]].values[0]) in QUIRKS[each["name"]].values


def test_error_codes_are_enums_of_the_codes_that_the_simulator_knows():
    codes = [
        each["properties"]["code"]["enum"]
        for each in everything_in(DOCUMENT)
        if "enum" in each.get("properties", {}).get("code", {})
    ]
    assert {code for enum in codes for code in enum} == CODES


def test_links_lead_to_operations_and_name_parameters_of_theirs():
    parameters = {
        said["operationId"]: {each["name"] for each in DOCUMENT["paths"][path]["parameters"]}
        for (path, _), said in DESCRIBED.items()
    }
    links = [link for each in everything_in(DOCUMENT) for link in each.get("links", {}).values()]
    assert len(links) >= 10
    for link in links:
        assert set(link["parameters"]) <= parameters[link["operationId"]]


def test_another_base_path_moves_every_path_of_the_sync_api():
    paths = set(description(base_path="")["paths"])
    assert paths == {path.removeprefix(SYNC_BASE) for path in DOCUMENT["paths"]}


def test_the_identifier_is_what_a_create_needs_and_an_update_refuses():
    schemas = description(identifier="email")["components"]["schemas"]
    assert schemas["NewLeadFields"]["required"] == ["email"]
    assert schemas["LeadFieldChanges"]["properties"]["email"]["x-quirk"]["name"] == "identifier_in_update"


def test_each_call_gives_a_description_of_its_own():
    for each in list(everything_in(description()))[1:]:
        each.clear()
    assert description() == DOCUMENT != {}
    assert DOCUMENT["components"]["schemas"]["Member"]["properties"]


def test_a_base_path_that_is_none_is_refused():
    with pytest.raises(UsageError, match="base_path = 'crm': a path such as '/autoupdate/v2' is needed"):
        description(base_path="crm")


def test_a_member_beside_the_filters_of_a_search_is_an_unsettled_point():
    search = DOCUMENT["components"]["schemas"]["LeadSearch"]
    assert search["additionalProperties"] is False
    assert search["x-quirk"] == {"name": "unknown_filter", "value": "400"}
