"""Searches, unknown statuses and labels that nearly are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import ANY_QUIRKS, WORKSPACES, Simulated, minimal, named, repeatable

from pytest_leads import Workspace, strategies
from pytest_leads.errors import UsageError

ODD = Workspace(pipeline={"OPEN": ["Site  Visit ", "42", "No Such Stage", "Handed over"], "archived": ["42 "]})
KINDS = ("trailing-space", "double-space", "non-breaking-space", "case", "look-alike")


def with_a_lead_in_each_status(workspace, quirks, data):
    api = Simulated(workspace, quirks)
    own = data.draw(
        st.lists(
            strategies.identifiers(workspace=workspace), min_size=(n := len(workspace.pipeline.labels)), max_size=n
        )
    )
    for status, identifier in zip(workspace.pipeline.labels, own, strict=True):
        api.create({workspace.identifier: identifier, "status": status})
    return api


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_a_search_is_answered_whatever_the_quirks(workspace, quirks, data):
    api = Simulated(workspace, quirks)
    status, body = api.search(data.draw(strategies.searches(workspace=workspace)))
    assert (status, body["total_count"]) == (200, 0)


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_a_lead_is_found_by_each_of_its_fields(workspace, quirks, data):
    api = Simulated(workspace, quirks)
    body = data.draw(strategies.searches(workspace=workspace))
    filters = {name: value for name, value in body.get("fields", {}).items() if name != "created_on"}
    first = {name: value[0] if isinstance(value, list) else value for name, value in filters.items()}
    own = data.draw(strategies.identifiers(workspace=workspace))
    api.created({workspace.identifier: own, **first})
    assert api.search({"fields": filters})[1]["total_count"] == 1


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_an_unknown_status_finds_nothing(workspace, quirks, data):
    api = with_a_lead_in_each_status(workspace, quirks, data)
    status, body = api.search(data.draw(strategies.unknown_status_searches(workspace=workspace)))
    assert (status, body["total_count"]) == (200, 0)


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_a_near_miss_is_no_label_and_finds_nothing(workspace, quirks, data):
    api = with_a_lead_in_each_status(workspace, quirks, data)
    label = data.draw(strategies.near_miss_labels(workspace=workspace))
    assert label not in {*workspace.pipeline.labels, *workspace.pipeline.archived_labels}
    assert api.search({"fields": {"status": label}})[1]["total_count"] == 0


@pytest.mark.parametrize(
    ("label", "misses"),
    [
        ("Site Visit", ["Site Visit ", "Site  Visit", "Site\xa0Visit", "site visit", "Sitе Visit"]),  # noqa: RUF001  # the look-alike is the point
        ("Follow  Up ", ["Follow  Up", "Follow Up", "Follow\xa0 Up ", "follow  up ", "Fοllow  Up "]),  # noqa: RUF001  # the look-alike is the point
    ],
)
def test_each_kind_of_near_miss_is_as_it_is_called(label, misses):
    strategy = [strategies.near_miss_labels(label=label, kind=kind) for kind in KINDS]
    assert [minimal(each) for each in strategy] == misses


def test_a_near_miss_that_the_pipeline_has_never_comes():
    assert minimal(strategies.near_miss_labels(workspace=ODD, label="42")) == "42\xa0"


def test_unknown_statuses_are_unlike_any_label():
    own = Workspace(pipeline={"OPEN": ["no such  stage"], "archived": ["handed Over"]})
    assert minimal(strategies.unknown_status_searches(workspace=own)) == {"fields": {"status": "42"}}


def test_the_simplest_searches_can_be_read_at_a_glance():
    assert minimal(strategies.searches()) == {}
    assert minimal(strategies.searches(), lambda body: "status" in body.get("fields", {})) == {
        "fields": {"status": "Fresh"}
    }
    assert minimal(strategies.searches(), lambda body: "type" in body.get("actions", {})) == {
        "actions": {"type": "PAYMENT"}
    }
    assert minimal(strategies.unknown_status_searches()) == {"fields": {"status": "No Such Stage"}}
    assert minimal(strategies.near_miss_labels()) == "Fresh "


@pytest.mark.parametrize("name", ["phone", "city", "second_phone", "units", "source", "budget", "owner", "created_on"])
def test_every_field_with_a_filter_comes(name):
    body = minimal(strategies.searches(workspace=named()), lambda body: name in body.get("fields", {}))
    assert set(body["fields"]) == {name}


@given(strategies.searches(workspace=named()))
@repeatable
def test_a_search_never_has_what_its_docstring_excludes(body):
    fields = body.get("fields", {})
    assert not fields.keys() & {"interests", "due", "assignee", "lost_reason", "reason", "favourite_colour"}
    assert [] not in fields.values()
    assert body.get("actions") != {}


@pytest.mark.parametrize(
    ("strategy", "arguments", "said"),
    [
        (strategies.near_miss_labels, {"label": "Fresh", "kind": "double-space"}, "'Fresh' has no such near miss"),
        (strategies.near_miss_labels, {"label": ""}, r"label=''\): the label of a status is needed"),
        (strategies.near_miss_labels, {"label": 3}, "the label of a status is needed"),
        (strategies.near_miss_labels, {"kind": "trailing"}, r"did you mean 'trailing-space'\?"),
        (strategies.near_miss_labels, {"workspace": Workspace(pipeline={})}, "has no active status"),
        (strategies.unknown_status_searches, {"workspace": ODD}, "has every label that could come"),
        (strategies.searches, {"workspace": 3}, r"searches\(workspace=3\)"),
    ],
)
def test_a_mistake_in_the_arguments_shows_at_the_call(strategy, arguments, said):
    with pytest.raises(UsageError, match=said):
        strategy(**arguments)
