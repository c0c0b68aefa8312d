"""Which requests a fault hits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from pytest_leads.faults import Faults


def test_a_fault_hits_the_first_request(hits):
    assert hits("500") == [1]


def test_or_the_first_few(hits):
    assert hits("500:times=3") == [1, 2, 3]


def test_a_fault_of_another_operation_hits_nothing(hits):
    assert hits("500:operation=read_lead") == []
    assert hits("500:operation=read_lead", operation="read_lead") == [1]


def test_a_fault_without_an_operation_hits_undocumented_calls_too(hits):
    assert hits("500", operation="") == [1]


def test_the_first_fault_that_wants_a_request_gets_it(hits):
    assert hits("500:times=2", "reset:times=2") == [1, 2, 3, 4]
    taking = Faults(["500:times=2", "reset"])
    assert [fault and fault.kind for fault in (taking.take("") for _ in range(4))] == ["500", "500", "reset", None]


def test_by_chance_the_seed_decides_and_nothing_else(hits):
    first = hits("reset:rate=0.3", requests=200)
    assert first == hits("reset:rate=0.3", requests=200)
    assert first[:6] == [4, 6, 9, 11, 12, 18]
    assert first != hits("reset:rate=0.3", requests=200, seed=1)
    assert hits("reset:rate=0.3,seed=5", requests=50) == hits("reset:rate=0.3,seed=5", requests=50, seed=9)


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.9])
def test_about_the_rate_is_hit(hits, rate):
    assert len(hits(f"reset:rate={rate}", requests=4000)) == pytest.approx(4000 * rate, abs=120)


def test_a_rate_of_one_hits_all_and_times_is_its_limit(hits):
    assert hits("reset:rate=1", requests=5) == [1, 2, 3, 4, 5]
    assert len(hits("reset:rate=0.5,times=4", requests=100)) == 4


def test_two_faults_by_chance_do_not_hit_the_same(hits):
    assert hits("reset:rate=0.3", requests=100) != hits("500:rate=0.3", requests=100)


def test_what_other_faults_hit_changes_no_number(hits):
    alone = hits("reset:rate=0.3", requests=100)
    taking = Faults(["500:times=10", "reset:rate=0.3"])
    resets = [n for n in range(1, 101) if (fault := taking.take("")) and fault.kind == "reset"]
    assert resets == [number for number in alone if number > 10]


def test_requests_of_other_operations_change_no_number():
    alone, mixed = Faults(["reset:rate=0.3,operation=create_lead"]), Faults(["reset:rate=0.3,operation=create_lead"])
    taken = []
    for _ in range(50):
        mixed.take("read_lead")
        taken.append(mixed.take("create_lead"))
    assert taken == [alone.take("create_lead") for _ in range(50)]


def test_threads_share_the_numbers():
    faults = Faults(["500:times=7", "reset:rate=0.25"])
    with ThreadPoolExecutor(16) as pool:
        taken = [fault.kind for fault in pool.map(lambda _: faults.take("create_lead"), range(800)) if fault]
    one_by_one = Faults(["500:times=7", "reset:rate=0.25"])
    expected = [fault.kind for fault in (one_by_one.take("create_lead") for _ in range(800)) if fault]
    assert sorted(taken) == sorted(expected)
    assert faults.state() == one_by_one.state()


def test_a_fault_that_is_added_later_begins_to_count_then():
    faults = Faults(["500"])
    faults.take("create_lead")
    faults.add("reset", times=1)
    assert faults.take("create_lead").kind == "reset"


def test_faults_that_met_nothing_are_named_unless_they_come_by_chance():
    faults = Faults(
        ["500:operation=read_lead", "429:operation=list_fields", "reset:rate=0.1"], place="leads_api.faults"
    )
    assert faults.unmet() == (
        "leads_api.faults: no request came to which it applies: 500:operation=read_lead; 429:operation=list_fields"
    )
    faults.take("read_lead")
    faults.take("list_fields")
    assert faults.unmet() == ""


READS = "500:operation=read_lead"
TOLD = f"faults: no request came to which it applies: {READS}"


@pytest.mark.parametrize("withdraw", [Faults.clear, lambda faults: faults.replace(["429"])])
def test_a_fault_that_was_withdrawn_before_it_met_anything_is_named(withdraw):
    faults = Faults([READS])
    faults.take("create_lead")
    withdraw(faults)
    faults.take("create_lead")
    assert faults.unmet() == TOLD
    faults.take("read_lead")  # nothing was in its way
    assert faults.unmet() == TOLD


def test_a_fault_that_was_withdrawn_after_it_met_something_is_not_named():
    faults = Faults([READS])
    faults.take("read_lead")
    faults.clear()
    assert faults.unmet() == ""


def test_the_same_fault_given_once_more_makes_up_for_one_that_met_nothing():
    faults = Faults([READS])
    faults.replace([READS, "429:operation=create_lead"])
    assert faults.unmet().count(READS) == 1
    faults.take("read_lead")
    faults.take("create_lead")
    assert faults.unmet() == ""


def test_each_fault_is_named_with_where_it_was_given():
    faults = Faults([READS])
    faults.place = "leads_api.faults"
    faults.add("429")
    assert faults.unmet() == f"{TOLD}\nleads_api.faults: no request came to which it applies: 429"


def test_what_somebody_else_promises_is_idle_and_not_named():
    faults = Faults()
    faults.replace([READS, "429:rate=0.5"], promised=False)
    assert (faults.unmet(), set(map(str, faults.idle))) == ("", {READS})
    faults.take("read_lead")
    assert faults.idle == set()
