"""Pipelines and whole workspaces."""

import inspect

import pytest
from hypothesis import given
from simulated import minimal, repeatable

from pytest_leads import Workspace, strategies
from pytest_leads.workspace.definitions import FIELD_TYPES


@given(strategies.pipelines())
@repeatable
def test_a_pipeline_makes_a_workspace_with_an_open_status(pipeline):
    made = Workspace(pipeline=pipeline).pipeline
    assert made.first_open in pipeline["OPEN"]
    assert set(made.archived_labels) == set(pipeline.get("archived", ()))
    assert len({status.label for status in made.statuses}) == len(made.statuses)


def test_the_simplest_pipeline_has_one_status():
    assert minimal(strategies.pipelines()) == {"OPEN": ["Fresh"]}


def test_an_archived_status_may_look_like_an_active_one():
    twins = minimal(strategies.pipelines(), lambda p: "Quoted " in p["OPEN"] and "Quoted" in p.get("archived", ()))
    assert twins == {"OPEN": ["Quoted "], "archived": ["Quoted"]}


def test_the_simplest_workspace_is_the_default_one():
    workspace = minimal(strategies.workspaces())
    assert workspace.profile.fields == Workspace().profile.fields
    assert workspace.profile.statuses == Workspace().profile.statuses
    assert workspace.profile.open_fields


@pytest.mark.parametrize("type_", FIELD_TYPES)
def test_workspaces_have_fields_of_every_type(type_):
    assert minimal(strategies.workspaces(), lambda workspace: type_ in workspace.profile.fields.values())


@pytest.mark.parametrize("identifier", ["PHONE", "EMAIL", "TEXT"])
def test_workspaces_have_identifiers_of_every_type(identifier):
    assert minimal(strategies.workspaces(), lambda workspace: workspace.profile.identifier_type == identifier)


def test_a_failing_test_shows_the_call_that_makes_the_workspace():
    @given(strategies.workspaces())
    @repeatable
    def fails(workspace):
        assert workspace.country_code == "91"

    with pytest.raises(AssertionError) as raised:
        fails()
    shown = "".join(raised.value.__notes__)
    assert "Workspace(" in shown
    assert "country_code='1'" in shown


@pytest.mark.parametrize("name", [name for name in strategies.__all__ if name.islower()])
def test_every_strategy_has_keyword_arguments_only_and_says_what_never_comes(name):
    strategy = getattr(strategies, name)
    kinds = {parameter.kind for parameter in inspect.signature(strategy).parameters.values()}
    assert kinds <= {inspect.Parameter.KEYWORD_ONLY}
    assert "ever comes" in " ".join(inspect.getdoc(strategy).split())
