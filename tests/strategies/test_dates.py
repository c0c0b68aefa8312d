"""Dates that the API reads, windows of them, and ISO dates, which it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import ANY_QUIRKS, NOW, WORKSPACES, Simulated, minimal, repeatable

from pytest_leads import Workspace, strategies
from pytest_leads.errors import UsageError
from pytest_leads.strategies.dates import ISO_FORMS

DASHED = Workspace(date_format="YYYY-MM-DD")


@given(WORKSPACES, st.data())
@repeatable
def test_a_date_is_read_by_the_workspace(workspace, data):
    moment = workspace.calendar.read(data.draw(strategies.dates(workspace=workspace)))
    assert moment is not None
    assert abs(moment - NOW) < 5 * 365 * 86_400_000


@given(WORKSPACES, st.data())
@repeatable
def test_an_iso_date_is_read_by_no_workspace(workspace, data):
    assert workspace.calendar.read(data.draw(strategies.iso_dates(workspace=workspace))) is None


@given(WORKSPACES, ANY_QUIRKS, st.data())
@repeatable
def test_a_window_has_the_leads_created_between_its_ends(workspace, quirks, data):
    api = Simulated(workspace, quirks)
    window = data.draw(strategies.windows(workspace=workspace))
    first, last = (workspace.calendar.read(window[end]) for end in ("from", "to"))
    workspace.clock.now = data.draw(st.sampled_from((first, last)))
    api.created({workspace.identifier: data.draw(strategies.identifiers(workspace=workspace))})
    assert first <= last
    assert ":" in str(window["to"]) or isinstance(window["to"], int)
    assert api.search({"fields": {"created_on": window}})[1]["total_count"] == 1


@given(WORKSPACES, st.data())
@repeatable
def test_a_window_with_an_iso_date_has_no_leads(workspace, data):
    api = Simulated(workspace)
    api.created({workspace.identifier: data.draw(strategies.identifiers(workspace=workspace))})
    window = {"from": 0, "to": data.draw(strategies.iso_dates(workspace=workspace))}
    assert api.search({"fields": {"created_on": window}})[1]["total_count"] == 0


def test_every_accepted_form_comes():
    strategy = strategies.dates()
    assert minimal(strategy) == 1_672_561_800_000
    assert minimal(strategy, lambda date: isinstance(date, str) and ":" not in date) == "01/01/2023"
    assert minimal(strategy, lambda date: isinstance(date, str) and ":" in date) == "01/01/2023 08:30:00"


def test_the_simplest_window_has_no_length():
    assert minimal(strategies.windows()) == {"from": 1_672_561_800_000, "to": 1_672_561_800_000}
    assert minimal(strategies.windows(), lambda window: isinstance(window["to"], str)) == {
        "from": "01/01/2023 08:30:00",
        "to": "01/01/2023 08:30:00",
    }


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("utc", "2023-01-01T08:30:00Z"),
        ("offset", "2023-01-01T14:00:00+05:30"),
        ("naive", "2023-01-01T08:30:00"),
        ("date", "2023-01-01"),
        ("blank", "2023-01-01 08:30:00"),
        ("minutes", "2023-01-01T08:30Z"),
        ("fraction", "2023-01-01T08:30:00.000Z"),
        ("basic", "20230101T083000Z"),
        ("week", "2022-W52-7"),
        ("ordinal", "2023-001"),
    ],
)
def test_every_form_of_iso_8601_comes(kind, expected):
    assert minimal(strategies.iso_dates(kind=kind)) == expected
    assert kind in ISO_FORMS


@pytest.mark.parametrize(
    ("strategy", "arguments", "said"),
    [
        (strategies.iso_dates, {"kind": "date", "workspace": DASHED}, "has the format YYYY-MM-DD and reads it"),
        (strategies.iso_dates, {"kind": "weeks"}, r"did you mean 'week'\?"),
        (strategies.dates, {"workspace": "DD/MM/YYYY"}, r"dates\(workspace='DD/MM/YYYY'\)"),
        (strategies.windows, {"workspace": 3}, r"windows\(workspace=3\)"),
    ],
)
def test_a_mistake_in_the_arguments_shows_at_the_call(strategy, arguments, said):
    with pytest.raises(UsageError, match=said):
        strategy(**arguments)
