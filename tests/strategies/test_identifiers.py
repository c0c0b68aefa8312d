"""Identifiers, and their spellings, which are the same lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import ANY_QUIRKS, WORKSPACES, Simulated, comes, minimal, repeatable

from pytest_leads import Workspace, strategies
from pytest_leads.errors import UsageError

EMAIL = Workspace(identifier="email")
TEXT = Workspace(identifier="ref_no", fields={"ref_no": "TEXT"})


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_an_identifier_is_stored_as_it_is_sent(workspace, quirks, data):
    api = Simulated(workspace, quirks)
    value = data.draw(strategies.identifiers(workspace=workspace))
    assert api.read(api.created({workspace.identifier: value}))[workspace.identifier] == value


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_another_spelling_is_the_same_lead(workspace, quirks, data):
    api = Simulated(workspace, quirks)
    value = data.draw(strategies.identifiers(workspace=workspace))
    spelt = data.draw(strategies.spellings(identifier=value, workspace=workspace))
    assert spelt != value
    api.created({workspace.identifier: value})
    assert api.create({workspace.identifier: spelt})[0] == 409


@pytest.mark.parametrize(
    ("workspace", "given_", "spellings"),
    [
        (None, "919000000000", {"+919000000000", "9000000000"}),
        (None, "+919000000000", {"919000000000", "9000000000"}),
        (None, "+91 90000-00000", {"+919000000000", "919000000000", "9000000000"}),
        (EMAIL, "asha@example.com", {"ASHA@EXAMPLE.COM", "Asha@example.com", " asha@example.com "}),
        (TEXT, "Ref-1", {"REF-1", "rEF-1", "ref-1"}),
    ],
)
def test_the_spellings_are_those_that_the_documents_name(workspace, given_, spellings):
    strategy = strategies.spellings(identifier=given_, workspace=workspace)
    assert {minimal(strategy, spelling.__eq__) for spelling in spellings} == spellings
    assert not comes(strategy, lambda spelt: spelt not in spellings)


@pytest.mark.parametrize(
    ("workspace", "expected"), [(None, "919000000000"), (EMAIL, "asha@example.com"), (TEXT, "REF-0")]
)
def test_the_simplest_identifier_is_short(workspace, expected):
    assert minimal(strategies.identifiers(workspace=workspace)) == expected


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"identifier": "call me"}, "a phone number is needed in the default workspace .*, whose identifier is phone"),
        ({"identifier": 919000000000}, "a phone number is needed"),
        ({"identifier": "asha", "workspace": EMAIL}, "an e-mail address is needed"),
        ({"identifier": "  ", "workspace": TEXT}, "a string is needed"),
        ({"identifier": "12345", "workspace": TEXT}, "it has no other spelling"),
        ({"identifier": "919000000000", "workspace": 3}, "a Workspace or its profile is needed"),
    ],
)
def test_a_mistake_in_the_arguments_shows_at_the_call(arguments, said):
    with pytest.raises(UsageError, match=said):
        strategies.spellings(**arguments)
