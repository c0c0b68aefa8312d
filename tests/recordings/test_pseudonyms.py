"""Pseudonyms: equal values stay equal, the form of a phone number stays, and no pseudonym is changed again."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_leads.recordings import pseudonyms


@pytest.mark.parametrize(
    "spelling",
    [
        "+91 98765 43210",
        "919876543210",
        "9876543210",
        "09876543210",
        "98765-43210",
        "0091 (98765) 43210",
        "+91 (0) 98765 43210",
    ],
)
def test_a_phone_keeps_its_form_and_its_country_in_each_spelling(spelling):
    new = pseudonyms.phone(spelling)
    assert re.sub(r"\d", "#", new) == re.sub(r"\d", "#", spelling)
    assert re.sub(r"\D", "", new).endswith(re.sub(r"\D", "", pseudonyms.phone("9876543210")))
    assert new[: spelling.index("9876")] == spelling[: spelling.index("9876")]


@pytest.mark.parametrize(
    ("with_code", "without"),
    [("+971 50 123 4567", "050 123 4567"), ("+353 1 234 5678", "01 234 5678"), ("+1 (212) 123-4567", "2121234567")],
)
def test_other_countries_keep_their_codes(with_code, without):
    new, national = pseudonyms.phone(with_code), re.sub(r"\D", "", pseudonyms.phone(without)).lstrip("0")
    assert new.split()[0] == with_code.split()[0]
    assert re.sub(r"\D", "", new).endswith(national)


def test_two_phones_stay_two():
    assert pseudonyms.phone("9876543210") != pseudonyms.phone("9876543211")


@pytest.mark.parametrize("text", ["", "123456", "+12345", "no number"])
def test_what_is_too_short_for_a_phone_stays(text):
    assert pseudonyms.phone(text) == text


@settings(deadline=None)
@given(st.from_regex(r"\+?[0-9 ().\-]{6,20}", fullmatch=True))
def test_a_phone_is_changed_once(spelling):
    once = pseudonyms.phone(spelling)
    assert pseudonyms.phone(once) == once
    assert len(once) == len(spelling)


@settings(deadline=None)
@given(st.text(max_size=20))
def test_a_name_is_changed_once(name):
    once = pseudonyms.person(name)
    assert pseudonyms.person(once) == once


def test_blanks_and_case_make_no_other_person():
    assert pseudonyms.person(" asha  RAO ") == pseudonyms.person("Asha Rao")


@settings(deadline=None)
@given(st.emails())
def test_an_address_is_changed_once(address):
    once = pseudonyms.email(address)
    assert pseudonyms.email(once) == once
    assert once.endswith(("example", "example.com", "example.org", "example.net", "example.edu"))


def test_an_enterprise_id_keeps_its_length_and_is_changed_once():
    once = pseudonyms.enterprise("64f1a2b3c4d5e6f708192a3b")
    assert re.fullmatch(r"5c5c5c5c[0-9a-f]{16}", once)
    assert pseudonyms.enterprise(once) == once
