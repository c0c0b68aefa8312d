"""Leads and field sets: all of it is stored as it is sent."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated import ANY_QUIRKS, FIELDS, WORKSPACES, Simulated, minimal, named, repeatable

from pytest_leads import Workspace, strategies
from pytest_leads.errors import UsageError
from pytest_leads.workspace import Profile


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_a_lead_is_stored_as_it_is_sent_whatever_the_quirks(workspace, quirks, data):
    api = Simulated(workspace, quirks)
    fields = data.draw(strategies.leads(workspace=workspace))
    assert fields.items() <= api.read(api.created(fields)).items()


@given(WORKSPACES, st.data())
@repeatable
def test_a_field_set_never_has_what_its_docstring_excludes(workspace, data):
    never = {workspace.identifier, "status", "lost_reason", "reason", "assignee", "created_on", "modified_on"}
    fields = data.draw(strategies.field_sets(workspace=workspace))
    assert not fields.keys() & never
    assert 1 <= len(fields) <= 5
    assert not [value for value in fields.values() if value in (None, "", [])]


@given(st.data())
@repeatable
def test_without_least_and_most_are_kept_to(data):
    fields = data.draw(strategies.leads(workspace=named(), without=["name", "status"], least=3, most=4))
    assert not fields.keys() & {"name", "status"}
    assert 4 <= len(fields) <= 5


@pytest.mark.parametrize("name", [name for name in FIELDS if name != "reason"])
def test_every_type_of_field_comes(name):
    assert set(minimal(strategies.leads(workspace=named()), lambda fields: name in fields)) == {"phone", name}


def test_an_open_workspace_has_a_field_of_any_name():
    assert minimal(strategies.field_sets(), lambda fields: "city" in fields) == {"city": "Asha"}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, {"phone": "919000000000", "name": "Asha"}),
        ({"identifier": "email"}, {"email": "asha@example.com", "name": "Asha"}),
        ({"identifier": "ref_no", "fields": {"ref_no": "TEXT"}}, {"ref_no": "REF-0", "name": "Asha"}),
        ({"country_code": "65"}, {"phone": "6590000000", "name": "Asha"}),
    ],
)
def test_the_simplest_lead_can_be_read_at_a_glance(arguments, expected):
    assert minimal(strategies.leads(workspace=Workspace(**arguments))) == expected


def test_a_lead_with_a_status_has_a_label_of_the_pipeline():
    own = Workspace(pipeline={"OPEN": ["Follow Up "], "archived": ["Gone"]})
    assert minimal(strategies.leads(workspace=own, least=0), lambda fields: "status" in fields) == {
        "phone": "919000000000",
        "status": "Follow Up ",
    }


def test_the_terms_of_a_workspace_are_enough():
    profile = Profile(identifier="email", identifier_type="EMAIL", fields={"name": "TEXT"}, open_fields=False)
    assert minimal(strategies.leads(workspace=profile)) == {"email": "asha@example.com", "name": "Asha"}


def test_two_hundred_leads_are_drawn_in_no_time():
    drawn = []

    @given(strategies.leads())
    @settings(repeatable, max_examples=200)
    def draw(lead):
        drawn.append(lead)

    start = time.process_time()
    draw()
    assert len(drawn) == 200
    assert time.process_time() - start < 5  # it takes 0.3 s


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"workspace": "phone"}, r"leads\(workspace='phone'\): a Workspace or its profile is needed"),
        (
            {"workspace": named(), "without": ["citi"]},
            r"without=\('citi',\)\): 'citi' is unknown; did you mean 'city'\?",
        ),
        ({"workspace": named(), "without": 3}, r"without=3\): names are needed"),
        ({"least": -1}, r"least=-1\): a whole number, 0 or more, is needed"),
        ({"least": 3, "most": 2}, r"most=2\): a whole number, 3 or more, is needed"),
        ({"least": "2"}, r"least='2'\): a whole number"),
        ({"least": 9, "most": 9}, r"has no more than 4 such fields: name, city, email, rating"),
    ],
)
@pytest.mark.parametrize("strategy", [strategies.leads, strategies.field_sets])
def test_a_mistake_in_the_arguments_shows_at_the_call(strategy, arguments, said):
    with pytest.raises(UsageError, match=said.replace("leads", strategy.__name__)):
        strategy(**arguments)
