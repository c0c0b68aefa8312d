"""Edges: each says rightly whether it is stored."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated import ANY_QUIRKS, FIELDS, WORKSPACES, Simulated, minimal, named, repeatable

from pytest_leads import strategies
from pytest_leads.errors import UsageError
from pytest_leads.strategies import EdgeField
from pytest_leads.workspace import Profile


@given(WORKSPACES, ANY_QUIRKS, st.data())
@settings(repeatable, max_examples=150)
def test_an_edge_is_stored_if_and_only_if_it_says_so(workspace, quirks, data):
    api = Simulated(workspace, quirks)
    edge = data.draw(strategies.edge_fields(workspace=workspace))
    own = data.draw(strategies.identifiers(workspace=workspace))
    status, body = api.create({workspace.identifier: own, edge.name: edge.value})
    assert status == 201
    assert (edge.name in api.read(body["lead_id"])) == edge.stored


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("stored", [True, False])
def test_every_field_has_edges_on_both_sides(name, stored):
    strategy = strategies.edge_fields(workspace=named(pipeline={"OPEN": ["New"], "lost_reasons": ["Price"]}))
    assert minimal(strategy, lambda edge: (edge.name, edge.stored) == (name, stored)).name == name


@pytest.mark.parametrize("value", [1, 5, 0, 6])
def test_the_edges_of_a_rating_are_one_and_five(value):
    edge = minimal(strategies.edge_fields(), lambda edge: edge.name == "rating" and edge.value == value)
    assert edge == EdgeField("rating", value, value in {1, 5})


def test_a_workspace_that_is_none_or_has_nothing_to_draw_from_is_refused():
    with pytest.raises(UsageError, match=r"edge_fields\(workspace=3\)"):
        strategies.edge_fields(workspace=3)
    with pytest.raises(UsageError, match="has no field of a known type"):
        strategies.edge_fields(workspace=Profile())
