"""The description is valid, its examples are, and the simulator answers within it, whatever is chosen of its quirks."""

import pytest

pytest.importorskip("jsonschema")
pytest.importorskip("openapi_spec_validator")

from conformance import DOCUMENT, flaws
from jsonschema import Draft202012Validator
from leads_facts.sections import ROWS
from openapi_spec_validator import OpenAPIV31SpecValidator
from walk import walk

from pytest_leads.doors import Handler
from pytest_leads.openapi import description
from pytest_leads.workspace.quirks import QUIRKS

ALTERNATIVES = [(quirk.name, value) for quirk in QUIRKS.values() for value in quirk.values if quirk.settable]
CONTENTS = [
    pytest.param(content, id=f"{method} {path} {status}")
    for path, item in DOCUMENT["paths"].items()
    for method, said in item.items()
    if "operationId" in said
    for status, holder in [("request", said.get("requestBody", {})), *said["responses"].items()]
    for content in holder.get("content", {}).values()
]


@pytest.mark.parametrize("arguments", [{}, {"base_path": ""}, {"base_path": "/crm"}, {"identifier": "email"}])
def test_it_is_valid_openapi_3_1(arguments):
    assert list(OpenAPIV31SpecValidator(description(**arguments)).iter_errors()) == []


@pytest.mark.parametrize("content", CONTENTS)
def test_its_examples_fit_their_schemas(content):
    validator = Draft202012Validator(content["schema"] | {"components": DOCUMENT["components"]})
    for example in content.get("examples", {}).values():
        validator.validate(example["value"])


def test_examples_of_values_fit_their_schemas():
    for schema in schemas_in(DOCUMENT["components"]):
        for example in schema.get("examples", ()):
            Draft202012Validator(schema | {"components": DOCUMENT["components"]}).validate(example)


def test_the_fidelity_facts_are_answered_as_described(monkeypatch):
    seen = []
    answer = Handler.__call__

    def watched(handler, request):
        given = answer(handler, request)
        seen.append((request, given.response))
        return given

    monkeypatch.setattr(Handler, "__call__", watched)
    for row in ROWS.values():
        row.check()
    assert len(seen) > 500
    assert [flaw for exchange in seen for flaw in flaws(*exchange)] == []


@pytest.mark.parametrize(("name", "value"), ALTERNATIVES)
def test_every_alternative_of_every_quirk_is_answered_as_described(name, value):
    value = 4000 if value == "*" else value
    assert [flaw for exchange in walk({name: value}) for flaw in flaws(*exchange)] == []


def test_the_walk_reaches_every_operation_with_and_without_success():
    exchanges = [(request, response.status) for request, response in walk({})]
    assert len(exchanges) > 60
    assert {status for _, status in exchanges} >= {200, 201, 400, 401, 402, 403, 404, 409, 413}


def schemas_in(value):
    """Every schema inside a JSON value that has examples of its own."""
    if isinstance(value, dict):
        if isinstance(value.get("examples"), list):
            yield value
        for item in value.values():
            yield from schemas_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from schemas_in(item)
