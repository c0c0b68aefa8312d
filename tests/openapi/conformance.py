"""Whether an answer is what the description says of it."""

from functools import cache

from jsonschema import Draft202012Validator

from pytest_leads.openapi import description
from pytest_leads.openapi.document import path_of
from pytest_leads.operations import SYNC_BASE, locate

DOCUMENT = description()


@cache
def validator_of(operation, status):
    """Validates the body of an answer; an operation that has no such status is a KeyError."""
    item = DOCUMENT["paths"][path_of(operation, SYNC_BASE)]
    content = item[operation.method.lower()]["responses"][str(status)]["content"]
    return Draft202012Validator(content["application/json"]["schema"] | {"components": DOCUMENT["components"]})


def flaws(request, response):
    """What is wrong with an answer to a documented call; nothing is said of other calls."""
    route = locate(request.host, request.path)
    operation = route and route.operations.get(request.method)
    if operation is None:
        return []
    errors = validator_of(operation, response.status).iter_errors(response.json())
    return [f"{operation.id} {response.status} {error.json_path}: {error.message}" for error in errors]
