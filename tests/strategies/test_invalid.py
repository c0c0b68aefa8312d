"""Invalid fields and leads: that one field is left out, for the reason that was chosen, and all else is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import ANY_QUIRKS, WORKSPACES, Simulated, comes, minimal, named, repeatable

from pytest_leads import Workspace, strategies
from pytest_leads.errors import UsageError
from pytest_leads.strategies import InvalidField
from pytest_leads.strategies.invalid import KINDS


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_the_one_invalid_field_of_a_lead_is_left_out(workspace, quirks, data):
    api = Simulated(workspace, quirks)
    lead = data.draw(strategies.invalid_leads(workspace=workspace))
    status, body = api.create(lead.fields)
    stored = api.read(body["lead_id"])
    rest = {name: value for name, value in lead.fields.items() if name != lead.invalid.name}
    assert status == 201
    assert lead.fields[lead.invalid.name] == lead.invalid.value
    assert lead.invalid.name not in stored
    assert rest.items() <= stored.items()
    assert {remark["field"] for remark in body.get("remarks") or []} <= {f"fields.{lead.invalid.name}"}


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_an_update_with_an_invalid_field_is_refused_or_loses_it(workspace, quirks, data):
    api = Simulated(workspace, quirks)
    bad = data.draw(strategies.invalid_fields(workspace=workspace))
    lead_id = api.created({workspace.identifier: data.draw(strategies.identifiers(workspace=workspace))})
    before = api.read(lead_id).get(bad.name)
    status, _ = api.update(lead_id, {"fields": {bad.name: bad.value}})
    refusable = bad.kind in {*strategies.VALUE_KINDS, "iso-date"}
    assert status in ({200, 400} if refusable else {200})
    assert api.read(lead_id).get(bad.name) == before


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_the_valid_value_of_an_invalid_field_is_stored(workspace, quirks, data):
    api = Simulated(workspace, quirks)
    bad = data.draw(strategies.invalid_fields(workspace=workspace))
    if bad.kind == "unknown-field":
        assert bad.valid is None
    else:
        own = data.draw(strategies.identifiers(workspace=workspace))
        assert api.read(api.created({workspace.identifier: own, bad.name: bad.valid}))[bad.name] == bad.valid


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_comes_where_there_is_a_field_for_it(kind):
    lead = minimal(
        strategies.invalid_leads(workspace=named(pipeline={"OPEN": ["New"], "archived": ["Old"]}), kind=kind)
    )
    assert lead.invalid.kind == kind
    assert len(lead.fields) == 2


def test_what_no_source_settles_comes_by_name_only():
    assert not comes(strategies.invalid_fields(workspace=named()), lambda bad: bad.kind == "read-only")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (None, InvalidField("rating", 9, 1, "out-of-range")),
        ("wrong-type", InvalidField("rating", "3", 1, "wrong-type")),
        ("bad-syntax", InvalidField("email", "not-an-address", "asha@example.com", "bad-syntax")),
        ("unknown-label", InvalidField("status", "No Such Stage", "Fresh", "unknown-label")),
        ("archived-label", InvalidField("status", "Dormant", "Fresh", "archived-label")),
        ("read-only", InvalidField("created_on", 1_672_561_800_000, None, "read-only")),
    ],
)
def test_the_simplest_invalid_field_is_the_one_of_the_documents(kind, expected):
    assert minimal(strategies.invalid_fields(kind=kind)) == expected


def test_several_kinds_may_be_asked_for():
    strategy = strategies.invalid_fields(kind=["unknown-label", "archived-label"])
    assert minimal(strategy).kind == "unknown-label"
    assert minimal(strategy, lambda bad: bad.kind == "archived-label").value == "Dormant"
    assert not comes(strategy, lambda bad: bad.kind not in {"unknown-label", "archived-label"})


def test_a_date_that_the_workspace_reads_is_never_invalid():
    own = Workspace(fields={"due": "DATE"}, date_format="YYYY-MM-DD")
    strategy = strategies.invalid_fields(workspace=own, kind="iso-date")
    assert not comes(strategy, lambda bad: own.calendar.read(bad.value) is not None)


def test_a_drawn_value_is_nobody_elses():
    strategy = strategies.invalid_fields(workspace=named(), kind="wrong-type")
    minimal(strategy, lambda bad: isinstance(bad.value, list)).value.append("changed")
    assert "changed" not in minimal(strategy, lambda bad: isinstance(bad.value, list)).value


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"kind": "wrong type"}, r"'wrong type' is unknown; did you mean 'wrong-type'\?"),
        ({"kind": []}, "one kind at least is needed; known: archived-label, bad-syntax"),
        ({"kind": 3}, "names are needed"),
        (
            {"kind": "unknown-field"},
            "the default workspace of pytest-leads has no field that can be invalid in this way",
        ),
        ({"kind": "iso-date"}, "has no field that can be invalid in this way"),
        ({"kind": "archived-label", "workspace": Workspace(pipeline={"OPEN": ["New"]})}, "has no field that can be"),
    ],
)
@pytest.mark.parametrize("strategy", [strategies.invalid_fields, strategies.invalid_leads])
def test_a_mistake_in_the_arguments_shows_at_the_call(strategy, arguments, said):
    with pytest.raises(UsageError, match=rf"strategies.{strategy.__name__}\(kind=.*{said}"):
        strategy(**arguments)
