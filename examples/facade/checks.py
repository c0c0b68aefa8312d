"""Schemathesis on both façades, in-process: the first fails, by what it falls into; the second passes.

pytest examples/facade/checks.py
"""

import pytest
import schemathesis
from hypothesis import settings

import pytest_leads.schemathesis  # noqa: F401  # importing it registers the seven checks
from pytest_leads.openapi import schema
from pytest_leads.pitfalls import all_pitfalls

from . import falls_into, repaired

# A façade hands on what Schemathesis sends, mistakes and all: they are not its own.
pytestmark = pytest.mark.leads(allow=[pitfall.id for pitfall in all_pitfalls()])


def schema_of(facade, leads_api):
    described = schema(app=facade.app, base_path="/crm", token=leads_api.token, async_token=leads_api.async_token)
    described.config.phases.coverage.enabled = False  # it tries every edge of the description, which takes longer
    return described


@pytest.fixture
def falls_into_schema(leads_api):
    return schema_of(falls_into, leads_api)


@pytest.fixture
def repaired_schema(leads_api):
    return schema_of(repaired, leads_api)


@schemathesis.pytest.from_fixture("falls_into_schema").parametrize()
@settings(max_examples=3, deadline=None)
def test_falls_into(case):
    case.call_and_validate()


@schemathesis.pytest.from_fixture("repaired_schema").parametrize()
@settings(max_examples=3, deadline=None)
def test_repaired(case):
    case.call_and_validate()
