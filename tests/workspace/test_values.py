"""Dates, phone numbers and quirks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pytest_leads
from pytest_leads.errors import UsageError
from pytest_leads.workspace.dates import Calendar
from pytest_leads.workspace.phone import normalise_phone
from pytest_leads.workspace.quirks import QUIRKS, Quirks, rows


@pytest.mark.parametrize(
    ("date_format", "text", "expected"),
    [
        ("DD/MM/YYYY", "01/02/2026", 1_769_904_000_000),
        ("MM/DD/YYYY", "02/01/2026", 1_769_904_000_000),
        ("YYYY-MM-DD", "2026-02-01", 1_769_904_000_000),
        ("DD.MM.YYYY", "01.02.2026 00:00:01", 1_769_904_001_000),
        ("DD/MM/YYYY", "13/13/2026", None),
        ("DD/MM/YYYY", "01/02/2026 25:00:00", None),
        ("DD/MM/YYYY", "01/02/2026T10:00:00", None),
        ("DD/MM/YYYY", "01/02/2026 ", None),
        ("DD/MM/YYYY", "01/01/0000", None),
        ("DD/MM/YYYY", "", None),
        ("YYYY-MM-DD", "2026-02-01T10:00:00Z", None),
        ("YYYY-MM-DD", "01/02/2026", None),
    ],
)
def test_text_is_read_in_the_workspace_format_only(date_format, text, expected):
    assert Calendar(date_format, "UTC").read(text) == expected


def test_text_is_read_in_the_time_zone_of_the_workspace():
    assert Calendar("DD/MM/YYYY", "Asia/Kolkata").read("01/01/1970 05:30:00") == 0


@pytest.mark.parametrize("value", [True, None, [], {}, float("nan"), float("inf"), 10**400, 1.5, -(10**20)])
def test_other_values_are_no_dates(value):
    assert Calendar("DD/MM/YYYY", "UTC").read(value) is None


@pytest.mark.parametrize(
    ("text", "country_code", "expected"),
    [
        ("9999999999", "91", "919999999999"),
        ("9123456789", "91", "919123456789"),
        ("919999999999", "91", "919999999999"),
        ("+919999999999", "91", "919999999999"),
        ("+91-99999 99999", "91", "919999999999"),
        ("09999999999", "91", "919999999999"),
        ("00919999999999", "91", "919999999999"),
        ("+14155550123", "91", "14155550123"),
        ("4155550123", "1", "14155550123"),
        ("501234567", "971", "971501234567"),
        ("971501234567", "971", "971501234567"),
        ("91234567", "65", "6591234567"),
        ("6591234567", "65", "6591234567"),
        ("99999", "91", None),
        ("+123", "91", None),
        ("1" * 16, "91", None),
        ("phone", "91", None),
        ("٩٩٩٩٩٩٩٩٩٩", "91", None),
        ("", "91", None),
    ],
)
def test_phone_numbers_have_one_form(text, country_code, expected):
    assert normalise_phone(text, country_code) == expected


def test_every_quirk_says_what_it_means_and_where_it_comes_from():
    table = list(rows())
    assert len({name for name, *_ in table}) == len(table) == len(QUIRKS)
    assert all(all(row) for row in table)


@pytest.mark.parametrize("name", QUIRKS)
def test_every_quirk_is_consulted_somewhere(name):
    package = Path(pytest_leads.__file__).parent
    sources = [*package.glob("workspace/*.py"), *package.glob("doors/*.py")]
    uses = re.compile(rf"(choose|rests_on|limit)\(\"{name}\"\)|quirks\[\"{name}\"\]")
    assert any(uses.search(source.read_text(encoding="utf-8")) for source in sources)


def test_a_quirk_goes_back_to_its_default():
    quirks = Quirks({"get_search": 405})
    del quirks["get_search"]
    assert quirks["get_search"] == "404"


def test_a_named_point_without_a_choice_cannot_be_set_to_anything_else():
    with pytest.raises(UsageError, match="no such value"):
        Quirks()["unknown_route"] = "200"
