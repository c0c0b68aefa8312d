"""Code that meets faults: what it does twice is told of, and what the fault did is held against nobody."""

from __future__ import annotations

import pytest

from pytest_leads.audit.text import describe_all
from pytest_leads.errors import PitfallError
from pytest_leads.pitfalls import all_pitfalls, assert_all_pages_read, assert_duplicates_handled

LOST = ["reset", "truncated", "malformed", "502:stored=true", "500:stored=true"]
REPEATED = [("duplicate-lead", "repeated-after-fault", "warning")]


def insistent(call, lost):
    """Code that sends again what failed, without a look at what became of it."""
    try:
        return call()
    except lost:
        return call()


def careful(crm, lead):
    """Code that looks into the timeline before it adds an action again."""
    try:
        crm.add(lead, crm.visit)
    except crm.Lost:
        if not any(action["type"] == "1001" for action in crm.timeline(lead)):
            crm.add(lead, crm.visit)


@pytest.mark.parametrize("fault", LOST)
def test_an_action_that_is_sent_again_unseen_is_found(crm, lead, fault):
    crm.faults.add(f"{fault}{',' if ':' in fault else ':'}operation=create_actions")
    insistent(lambda: crm.add(lead, crm.visit), crm.Lost)
    assert len(crm.timeline(lead)) == 2
    assert crm.rules() == REPEATED


@pytest.mark.parametrize("stored", ["true", "false"])
@pytest.mark.parametrize("kind", ["reset", "truncated", "malformed", "500", "502", "503"])
def test_code_that_looks_into_the_timeline_first_adds_it_once_and_is_left_in_peace(crm, lead, kind, stored):
    crm.faults.add(f"{kind}:operation=create_actions,stored={stored}")
    careful(crm, lead)
    assert len(crm.timeline(lead)) == 1
    assert crm.rules() == []


@pytest.mark.parametrize("fault", ["429", "503", "reset:stored=false", "truncated:stored=false"])
def test_sending_again_what_was_not_processed_is_right(crm, lead, fault):
    crm.faults.add(f"{fault}{',' if ':' in fault else ':'}operation=create_actions")
    insistent(lambda: crm.add(lead, crm.visit), crm.Lost)
    assert len(crm.timeline(lead)) == 1
    assert crm.rules() == []


def test_two_equal_actions_on_purpose_are_two(crm, lead):
    crm.faults.add("latency:ms=1,operation=create_actions")
    crm.add(lead, crm.visit)
    crm.add(lead, crm.visit)
    assert crm.rules() == []


def test_another_action_after_a_fault_is_no_repetition(crm, lead):
    crm.faults.add("reset:operation=create_actions")
    with pytest.raises(crm.Lost):
        crm.add(lead, crm.visit)
    crm.add(lead, {**crm.visit, "fields": {"note": "met"}})
    crm.add(crm.workspace.add_lead(phone="8888888888").id, crm.visit)
    assert crm.rules() == []


def test_every_repetition_after_a_further_fault_is_found(crm, lead):
    crm.faults.add("reset:operation=create_actions,times=2")
    for _ in range(2):
        with pytest.raises(crm.Lost):
            crm.add(lead, crm.visit)
    crm.add(lead, crm.visit)
    assert crm.rules() == REPEATED * 2


def test_actions_of_a_queued_lead_are_added_again_too(crm):
    crm.faults.add("reset:operation=save_lead")
    insistent(lambda: crm.save(crm.visit, name="A"), crm.Lost)
    assert crm.rules() == REPEATED


def test_a_queued_lead_without_actions_may_be_sent_again(crm):
    crm.faults.add("reset:operation=save_lead")
    insistent(lambda: crm.save(name="A"), crm.Lost)
    assert crm.rules() == []
    assert len(crm.workspace.leads) == 1


def test_actions_that_a_lost_create_carried_are_not_to_be_added_again(crm):
    crm.faults.add("reset:operation=create_lead")
    with pytest.raises(crm.Lost):
        crm.create(crm.visit, name="A")
    (found,) = crm.search()
    crm.add(found["id"], crm.visit)
    assert crm.rules() == REPEATED


def test_an_action_that_goes_another_way_the_second_time_is_the_same(crm):
    crm.faults.add("reset:operation=create_lead")
    with pytest.raises(crm.Lost):
        crm.create(crm.visit, name="A")
    crm.save(crm.visit, name="A")
    assert crm.rules() == REPEATED


def test_what_the_api_left_out_of_a_lost_request_is_not_there_to_be_doubled(crm, lead):
    crm.faults.add("reset:operation=create_actions")
    insistent(lambda: crm.add(lead, {"type": "4711", "fields": {}}), crm.Lost)
    assert "repeated-after-fault" not in [rule for _, rule, _ in crm.rules()]


def test_a_create_that_meets_its_own_lead_is_nobodys_mistake(crm):
    crm.faults.add("reset:operation=create_lead")
    status, _ = insistent(lambda: crm.create(crm.visit, name="A"), crm.Lost)
    assert status == 409
    assert len(crm.workspace.leads) == 1
    assert crm.rules() == []


def test_a_create_with_other_data_that_meets_it_is_a_conflict(crm):
    crm.faults.add("reset:operation=create_lead")
    with pytest.raises(crm.Lost):
        crm.create(name="A")
    crm.create(name="B")
    assert crm.rules() == [("duplicate-lead", "conflict-dropped", "error")]


IGNORED = ("duplicate-lead", "ignored-before-conflict", "error")
BAD_VISIT = {"type": "1001", "fields": {"note": 3}}


@pytest.mark.parametrize("kind", ["reset", "truncated", "malformed", "500:stored=true"])
@pytest.mark.parametrize(
    ("actions", "fields", "lost"),
    [
        ([], {"name": "A", "rating": 9}, ["fields.rating"]),
        ([], {"rating": 9, "email": "nonsense"}, ["fields.rating", "fields.email"]),
        ([{"type": "4711", "fields": {}}], {}, ["actions[0].type"]),
        ([BAD_VISIT, {"type": "1001", "fields": {"note": "x"}}], {"name": "A"}, ["actions[0].fields.note"]),
    ],
)
def test_what_was_ignored_of_a_create_that_meets_its_own_lead_is_found(crm, kind, actions, fields, lost):
    crm.faults.add(f"{kind}{',' if ':' in kind else ':'}operation=create_lead")
    status, _ = insistent(lambda: crm.create(*actions, **fields), crm.Lost)
    assert status == 409
    assert crm.rules() == [IGNORED] * len(lost)
    assert [(finding.subject, finding.exchange.number, finding.ignored) for finding in crm.findings()] == [
        (path, 2, True) for path in lost
    ]


def test_looking_alone_brings_nothing_back_and_sending_what_was_ignored_does(crm):
    crm.faults.add("reset:operation=create_lead")
    insistent(lambda: crm.create(BAD_VISIT, name="A", rating=9), crm.Lost)
    (found,) = crm.search()
    assert crm.rules() == [IGNORED] * 2
    crm.post(f"/lead/{found['id']}", {"fields": {"rating": 5}})
    crm.add(found["id"], crm.visit)
    assert crm.rules() == []


def test_what_was_ignored_for_an_unknown_status_is_one_mistake(crm):
    crm.faults.add("reset:operation=create_lead")
    insistent(lambda: crm.create(status="Nope"), crm.Lost)
    assert crm.rules() == [("unknown-status", "unknown-label", "error")] * 2


def test_what_was_ignored_by_a_quirk_is_a_warning(crm):
    crm.faults.add("reset:operation=create_lead")
    insistent(lambda: crm.create(modified_on=1767225600000), crm.Lost)
    assert crm.rules() == [("duplicate-lead", "ignored-before-conflict", "warning")]


def test_the_finding_names_what_was_ignored_and_which_answer_was_lost(crm):
    crm.faults.add("reset:operation=create_lead")
    insistent(lambda: crm.create(rating=9), crm.Lost)
    (finding,) = crm.findings()
    assert (finding.path, finding.value) == ("request.body.fields.rating", 9)
    assert finding.seen == (
        "fields.rating = 9 was ignored (Rating must be between 1 and 5) by exchange 1, whose answer was lost to the "
        "fault reset; this 409 says that the lead exists, not what it lacks, and nothing that was sent later adds it"
    )


def test_a_conflict_of_somebody_elses_lead_stays_one(crm, lead):
    crm.faults.add("503:operation=create_lead")
    insistent(lambda: crm.create(name="A"), crm.Lost)
    assert crm.workspace.find(crm.phone).id == lead
    assert crm.rules() == [("duplicate-lead", "conflict-dropped", "error")]


@pytest.mark.parametrize("fault", ["429", "503", "reset", "malformed"])
def test_a_conflict_whose_search_was_hindered_is_no_finding(crm, fault):
    crm.workspace.add_lead(phone=crm.phone)
    crm.faults.add(f"{fault}:operation=search_leads")
    assert crm.create(name="A")[0] == 409
    with pytest.raises(crm.Lost):
        crm.search()
    assert crm.rules() == []


def test_who_asserts_it_is_told_what_a_fault_stood_in_the_way_of(crm):
    for number in range(25):
        crm.workspace.add_lead(phone=f"98765432{number:02d}")
    crm.faults.add("503:operation=search_leads,rate=1")
    crm.create(phone="9876543200", name="A")
    with pytest.raises(PitfallError, match="exists already"):
        assert_duplicates_handled(crm.record.journal)
    crm.faults.clear()
    crm.post("/lead/search?limit=10", {"fields": {}})
    crm.faults.add("503:operation=search_leads")
    with pytest.raises(crm.Lost):
        crm.post("/lead/search?limit=10&skip=10", {"fields": {}})
    with pytest.raises(PitfallError, match="15 stayed unread"):
        assert_all_pages_read(crm.record.journal)


def test_a_conflict_that_is_dropped_although_the_search_came_through_in_the_end_is_one(crm):
    crm.workspace.add_lead(phone=crm.phone)
    crm.faults.add("503:operation=search_leads")
    crm.create(name="A")
    insistent(crm.search, crm.Lost)
    assert crm.rules() == [("duplicate-lead", "conflict-dropped", "error")]


def test_a_fault_in_a_search_for_another_lead_excuses_no_conflict(crm):
    crm.workspace.add_lead(phone=crm.phone)
    crm.faults.add("503:operation=search_leads")
    crm.create(name="A")
    with pytest.raises(crm.Lost):
        crm.search(phone="8888888888")
    assert crm.rules() == [("duplicate-lead", "conflict-dropped", "error")]


def test_pages_behind_a_fault_are_not_said_to_be_unread(crm):
    for number in range(25):
        crm.workspace.add_lead(phone=f"98765432{number:02d}")
    crm.post("/lead/search?limit=10", {"fields": {}})
    assert crm.rules() == [("page-cap", "pages-unread", "warning")]
    crm.faults.add("503:operation=search_leads")
    with pytest.raises(crm.Lost):
        crm.post("/lead/search?limit=10&skip=10", {"fields": {}})
    assert crm.rules() == []
    crm.post("/lead/search?limit=10&skip=10", {"fields": {}})
    assert crm.rules() == [("page-cap", "pages-unread", "warning")]


def test_remarks_that_a_fault_kept_back_are_not_held_against_anybody(crm):
    crm.faults.add("truncated:operation=create_lead")
    with pytest.raises(crm.Lost):
        crm.create(email="nonsense")
    assert crm.rules() == []


def test_the_finding_says_what_happened_and_what_to_do(crm, lead):
    crm.faults.add("reset:operation=create_actions")
    insistent(lambda: crm.add(lead, crm.visit), crm.Lost)
    (finding,) = crm.findings()
    assert finding.seen == (
        "actions[0] was stored by exchange 1 already, whose answer was lost to the fault reset; "
        "sent again, it is there twice"
    )
    assert (finding.path, finding.value, finding.exchange.number) == ("request.body.actions[0]", crm.visit, 2)
    pitfall = next(pitfall for pitfall in all_pitfalls() if pitfall.id == finding.pitfall)
    assert "look into the timeline first" in next(describe_all([finding], [pitfall])).replace("\n" + " " * 13, " ")
