"""A fault as a value, as a text and as JSON; what is wrong with one is said by name."""

from __future__ import annotations

import pytest

from pytest_leads.errors import UsageError
from pytest_leads.faults import KINDS, Fault, Faults, read_fault

TEXTS = [
    "429:operation=create_lead,times=1,retry_after=2",
    "reset:rate=0.1",
    "reset:rate=1,seed=7",
    "500",
    "503:retry_after=0",
    "502:stored=true",
    "truncated:stored=false",
    "malformed:operation=search_leads",
    "latency:ms=1500",
    "slow:times=3,ms=30000",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_text_of_a_fault_is_what_it_was_read_from(text):
    fault = read_fault(text, given_by="--fault")
    assert str(fault) == text
    assert read_fault(fault.members(), given_by="faults") == fault


def test_a_fault_is_the_same_however_it_is_given():
    fault = Fault("429", operation="create_lead", times=2)
    assert read_fault(" 429 : times = 2 , operation = create_lead ", given_by="--fault") == fault
    assert read_fault({"kind": 429, "operation": "create_lead", "times": 2, "rate": None}, given_by="x") == fault
    assert read_fault(fault, given_by="x") is fault
    assert Faults([fault]).add(429, operation="create_lead", times=2) == fault


def test_the_first_request_is_hit_unless_something_else_is_said():
    assert (Fault("500").most, Fault("500", rate=0.5).most, Fault("500", rate=0.5, times=3).most) == (1, None, 3)


def test_what_is_lost_on_its_way_has_been_stored_unless_it_is_said_otherwise():
    stored = {kind for kind in KINDS if Fault(kind, **dict.fromkeys(KINDS[kind].needs, 1)).is_stored}
    assert stored == {"latency", "reset", "truncated", "malformed", "slow"}
    assert not Fault("reset", stored=False).is_stored
    assert Fault("502", stored=True).is_stored


WRONG = {
    "tomeout": "fault 'tomeout': no such kind",
    "resett": "did you mean 'reset'?",
    "": "fault '': no such kind",
    "429:tims=2": "a fault has no tims=2; did you mean 'times'?",
    "429:operation=create_led": "operation='create_led': no such operation; did you mean 'create_lead'?",
    "429:times=0": "times=0: a whole number from 1 to",
    "429:times=two": "times='two': a whole number",
    "429:times=1.5": "times=1.5: a whole number",
    "429:times=true": "times=True: a whole number",
    "429:retry_after=-1": "retry_after=-1: a whole number from 0 to 3600",
    "429:stored=true": "it takes no stored=True; it takes operation, times, rate, seed, retry_after",
    "500:retry_after=1": "it takes no retry_after=1",
    "latency": "ms is missing",
    "latency:ms=5,stored=false": "it takes no stored=False",
    "slow:ms=3600001": "ms=3600001: a whole number from 1 to 3600000",
    "reset:rate=0": "rate=0: a number over 0, at most 1",
    "reset:rate=1.5": "rate=1.5: a number over 0",
    "reset:rate=nan": "rate=nan: a number over 0",
    "reset:stored=maybe": "stored='maybe': true or false",
    "reset:rate": "'rate' is no member; members are written name=value",
    "reset:": "'' is no member",
    "reset:rate=0.1,": "'' is no member",
    "reset:times=1,times=2": "times is said twice",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_cannot_be_read_is_named_with_its_place_and_value(text):
    with pytest.raises(UsageError) as caught:
        read_fault(text, given_by="--fault")
    assert str(caught.value).startswith(f"--fault {text!r}: ")
    assert WRONG[text] in str(caught.value)


@pytest.mark.parametrize("given", [None, 7, ["reset"], {"times": 1}, {"kind": ["reset"]}, {"kind": "429", "rate": "1"}])
def test_what_is_no_fault_at_all_is_refused(given):
    with pytest.raises(UsageError, match="faults: "):
        Faults([given], place="faults:")


@pytest.mark.parametrize("operation", [7, ["create_lead"], {}])
def test_an_operation_of_any_type_is_checked(operation):
    with pytest.raises(UsageError, match="no such operation"):
        read_fault({"kind": "reset", "operation": operation}, given_by="faults")


def test_one_wrong_fault_among_others_changes_nothing():
    faults = Faults(["reset"])
    with pytest.raises(UsageError, match="no such kind"):
        faults.replace(["500", "nonsense"])
    assert list(map(str, faults)) == ["reset"]


def test_faults_say_what_they_are():
    faults = Faults(["reset:rate=0.5", "500"])
    faults.take("read_lead")
    assert repr(faults) == "<Faults reset:rate=0.5, 500>"
    assert [(state["kind"], state["met"]) for state in faults.state()] == [("reset", 1), ("500", 1)]
    faults.clear()
    assert (len(faults), repr(faults)) == (0, "<Faults none>")
