"""Pages in range, and outside."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated import ANY_QUIRKS, Simulated, minimal, repeatable

from pytest_leads import Workspace, strategies
from pytest_leads.errors import UsageError


def search(api, page):
    return api.search({}, f"?{urlencode(page)}")


@given(st.integers(0, 3), ANY_QUIRKS, st.data())
@repeatable
def test_a_page_in_range_has_the_rows_that_are_left(total, quirks, data):
    api = Simulated(Workspace(), quirks)
    for number in range(total):
        api.created({"phone": f"91900000000{number}"})
    page = data.draw(strategies.pages(total=total))
    status, body = search(api, page)
    assert (status, body["skip"], body["limit"], body["total_count"]) == (200, page["skip"], page["limit"], total)
    assert len(body["data"]) == min(total - page["skip"], page["limit"])
    assert 1 <= page["limit"] <= 100


@given(strategies.pages_outside(kind=["above-cap", "below-one", "unreadable"]), ANY_QUIRKS)
@repeatable
def test_a_page_outside_is_400(page, quirks):
    assert search(Simulated(Workspace(), quirks), page)[0] == 400


@given(strategies.pages_outside())
@repeatable
def test_what_is_outside_by_default_is_told_in_the_words_of_the_documents(page):
    assert search(Simulated(Workspace()), page)[1]["error"]["message"] == "Limit should be between 1 and 100"


@given(strategies.pages(total=30, cap=10), strategies.pages_outside(cap=10))
@repeatable
def test_the_team_has_pages_of_ten(inside, outside):
    api = Simulated(Workspace())
    assert api.call("GET", f"/team-members?{urlencode(inside)}")[0] == 200
    assert api.call("GET", f"/team-members?{urlencode(outside)}")[0] == 400


def test_both_ends_come():
    strategy = strategies.pages(total=1000)
    for page in (
        {"skip": 0, "limit": 1},
        {"skip": 999, "limit": 1},
        {"skip": 1000, "limit": 1},
        {"skip": 0, "limit": 100},
    ):
        assert minimal(strategy, page.__eq__) == page
    assert minimal(strategy) == {"skip": 0, "limit": 1}
    assert minimal(strategies.pages_outside()) == {"skip": 0, "limit": 101}


@pytest.mark.parametrize(
    ("strategy", "arguments", "said"),
    [
        (strategies.pages, {"total": -1}, r"pages\(total=-1\): a whole number, 0 or more, is needed"),
        (strategies.pages, {"total": 3, "cap": 0}, r"pages\(cap=0\): a whole number, 1 or more"),
        (strategies.pages_outside, {"cap": True}, r"pages_outside\(cap=True\)"),
        (strategies.pages_outside, {"kind": "above"}, r"did you mean 'above-cap'\?"),
    ],
)
def test_a_mistake_in_the_arguments_shows_at_the_call(strategy, arguments, said):
    with pytest.raises(UsageError, match=said):
        strategy(**arguments)
