"""Which leads a returned value speaks of, whatever it is made of."""

import json
from collections import OrderedDict, deque, namedtuple
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from pytest_leads.contract.recognition import KnownLead, Recogniser

IDS = [f"{number:024x}" for number in (10, 11, 12)]
PHONES = ["919876543210", "919876543211", "919876543212"]
EMAILS = ["asha@example.com", "ravi@example.com", "neha@example.com"]
LEADS = [
    KnownLead(lead_id, {"phone": phone, "email": email, "name": "Asha", "rating": 3})
    for lead_id, phone, email in zip(IDS, PHONES, EMAILS, strict=True)
]
ROWS = [{"id": lead.id, "fields": dict(lead.fields), "status": "Fresh"} for lead in LEADS]


def rows(value, leads=LEADS):
    return Recogniser(leads, "phone", "91").rows(value)


@dataclass
class Lead:
    number: str
    name: str = "Asha"


class Slotted:
    __slots__ = ("email", "owner")

    def __init__(self, email):
        self.email = email


class Query:
    """Reads its rows anew each time that it is iterated."""

    def __init__(self, found):
        self._found = found

    def __iter__(self):
        return iter(self._found)


Pair = namedtuple("Pair", "lead_id name")  # noqa: PYI024  # as code of any age has it

ALL = {
    "rows of the API": ROWS,
    "fields": [row["fields"] for row in ROWS],
    "a tuple": tuple(ROWS),
    "a deque": deque(ROWS),
    "pages": [ROWS[:2], ROWS[2:]],
    "an answer": {"data": ROWS, "total_count": 3, "skip": 0},
    "a page of the kit's own making": {"leads": ROWS, "next": None},
    "by id": {row["id"]: row["fields"] for row in ROWS},
    "by phone": OrderedDict((lead.fields["phone"], lead) for lead in LEADS),
    "values of a mapping": {row["id"]: row for row in ROWS}.values(),
    "ids": IDS,
    "e-mail addresses in capitals": [email.upper() for email in EMAILS],
    "national numbers": [phone[2:] for phone in PHONES],
    "spelt numbers": [f"+91 {phone[2:7]} {phone[7:]}" for phone in PHONES],
    "whole numbers": [int(phone) for phone in PHONES],
    "bytes": [phone.encode() for phone in PHONES],
    "pairs": list(zip(IDS, ["Asha"] * 3, strict=True)),
    "named tuples": [Pair(lead_id, "Asha") for lead_id in IDS],
    "dataclasses": [Lead(phone) for phone in PHONES],
    "slots": [Slotted(email) for email in EMAILS],
    "namespaces": [SimpleNamespace(crm=SimpleNamespace(id=lead_id)) for lead_id in IDS],
    "something to iterate over": Query(ROWS),
    "something that holds it": SimpleNamespace(results=ROWS, count=3),
    "lines": "\n".join(f"{lead_id};Asha" for lead_id in IDS),
    "a table": "phone,name\n" + "".join(f"{phone},Asha\n" for phone in PHONES),
    "a list in a text": ", ".join(EMAILS),
    "JSON": json.dumps(ROWS),
    "JSON in bytes": json.dumps({"data": ROWS}).encode(),
    "columns": [(1, lead_id, None, {"a": []}) for lead_id in IDS],
}


@pytest.mark.parametrize("value", ALL.values(), ids=ALL)
def test_every_lead_is_found_once_and_in_order(value):
    assert rows(value) == [0, 1, 2]


def test_sets_have_no_order():
    assert sorted(rows(set(IDS))) == [0, 1, 2]


@pytest.mark.parametrize("value", [[], {}, "", None, 0, True, {"data": [], "total_count": 0}, ["other"], object()])
def test_nothing_is_found_where_nothing_is(value):
    assert rows(value) == []


@pytest.mark.parametrize("form", ["rows of the API", "fields", "ids", "dataclasses", "pairs", "named tuples"])
def test_a_lead_in_two_rows_comes_twice_and_one_that_is_missing_does_not(form):
    first, second, _ = ALL[form]
    assert rows([second, first, second]) == [1, 0, 1]
    assert rows([second]) == [1]


def test_lines_of_a_text_are_rows_too():
    assert rows(f"{PHONES[0]}\n{PHONES[0]}\n{PHONES[2]}\n") == [0, 0, 2]


def test_a_row_is_one_lead_however_often_it_is_named_in_it():
    assert rows([{"id": IDS[0], "phone": PHONES[0], "mail": [EMAILS[0]], "text": f"{IDS[0]} {PHONES[0]}"}]) == [0]


@pytest.mark.parametrize("row", [ROWS[1], Lead(PHONES[1]), Pair(IDS[1], "Asha"), EMAILS[1]])
def test_one_lead_alone_is_a_row(row):
    assert rows(row) == [1]


def test_numbers_and_names_that_are_no_identifier_name_nobody():
    assert rows([{"name": "Asha", "rating": 3, "pincode": "411001"}]) == []


def test_leads_of_another_workspace_are_known_by_its_identifier():
    lead = KnownLead(IDS[0], {"ref_no": "REF-7", "email": EMAILS[0]})
    found = Recogniser([lead], "ref_no", "91")
    assert found.rows([{"ref_no": "ref-7"}]) == [0]
    assert found.rows(["REF-70"]) == []


def test_the_identifier_of_one_lead_counts_more_than_the_address_of_another():
    leads = [KnownLead(IDS[0], {"phone": PHONES[0], "email": EMAILS[0]})]
    leads += [KnownLead(IDS[1], {"phone": PHONES[1], "email": EMAILS[0]})]
    assert rows([PHONES[1]], leads) == [1]


def test_what_holds_itself_is_read_once():
    page = {"rows": [ROWS[0]]}
    page["self"] = page
    assert rows(page) == [0]


def test_what_fails_when_it_is_read_holds_nothing():
    class Detached:
        def __iter__(self):
            raise LookupError

    assert rows([Detached()]) == []


def test_an_iterator_is_not_used_up_by_looking():
    iterator = iter(ROWS)
    rows({"rest": iterator})
    assert next(iterator) is ROWS[0]
