from dataclasses import replace

import pytest

from pytest_leads.errors import PitfallError
from pytest_leads.pitfalls import assert_duplicates_handled

FOUND = [("conflict-dropped", "error", "response.status")]


def rules(traffic):
    return traffic.rules("duplicate-lead")


def test_a_conflict_that_nothing_follows_is_found(traffic):
    traffic.create({"phone": "9999999999", "name": "A"}, 409)
    assert rules(traffic) == FOUND


def test_an_update_that_shows_the_identifier_resolves_it(traffic):
    traffic.create({"phone": "9999999999"}, 409)
    traffic.update({"name": "A"}, lead="l7", answer={"fields": {"phone": "919999999999"}})
    assert rules(traffic) == []


def test_a_search_and_then_an_update_resolve_it(traffic):
    traffic.create({"phone": "9999999999"}, 409)
    traffic.search({"fields": {"phone": "9999999999"}}, rows=[{"id": "l7", "fields": {"phone": "919999999999"}}])
    traffic.update({"name": "A"}, lead="l7")
    assert rules(traffic) == []


def test_the_id_may_be_known_from_an_earlier_create(traffic):
    traffic.create({"phone": "+91 99999 99999"}, answer={"lead_id": "l7"})
    traffic.create({"phone": "9999999999"}, 409)
    traffic.update({"name": "A"}, lead="l7")
    assert rules(traffic) == []


def test_an_upsert_through_async_resolves_it(traffic):
    traffic.create({"phone": "9999999999"}, 409)
    traffic.save({"phone": "+919999999999"})
    assert rules(traffic) == []


def test_a_search_alone_resolves_nothing(traffic):
    traffic.create({"phone": "9999999999", "name": "A"}, 409)
    traffic.search({"fields": {"phone": "9999999999"}}, rows=[{"id": "l7", "fields": {"phone": "919999999999"}}])
    traffic.send("GET", "/lead/l7", None, 200, {"fields": {"phone": "919999999999"}})
    assert rules(traffic) == FOUND


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_update_that_failed_resolves_nothing(traffic, status):
    traffic.create({"phone": "9999999999", "name": "A"}, 409)
    traffic.update({"name": "A"}, status=status)
    assert rules(traffic) == FOUND


def test_an_update_before_the_conflict_resolves_nothing(traffic):
    traffic.update({"name": "A"}, lead="l7", answer={"fields": {"phone": "919999999999"}})
    traffic.create({"phone": "9999999999", "name": "A"}, 409)
    assert rules(traffic) == FOUND


def test_an_update_of_another_lead_resolves_nothing(traffic):
    traffic.create({"phone": "9999999999", "name": "A"}, 409)
    traffic.update({"name": "B"}, lead="l8", answer={"fields": {"phone": "918888888888"}})
    traffic.save({"phone": "8888888888"})
    assert rules(traffic) == FOUND


def test_a_retried_create_is_one_finding_at_the_first(traffic):
    for phone in ("9999999999", "+919999999999", "919999999999"):
        traffic.create({"phone": phone}, 409)
    assert [finding.exchange.number for finding in traffic.findings("duplicate-lead")] == [1]


def test_a_second_conflict_after_the_first_was_resolved_is_found(traffic):
    traffic.create({"phone": "9999999999"}, 409)
    traffic.save({"phone": "9999999999"})
    traffic.create({"phone": "9999999999"}, 409)
    assert [finding.exchange.number for finding in traffic.findings("duplicate-lead")] == [3]


def test_conflicts_of_several_threads_may_be_resolved_in_any_order(traffic):
    phones = [f"999999999{n}" for n in range(5)]
    for phone in phones:
        traffic.create({"phone": phone}, 409)
    for phone in reversed(phones):
        traffic.update({"name": "A"}, lead=f"l{phone}", answer={"fields": {"phone": f"91{phone}"}})
    assert rules(traffic) == []


def test_without_a_readable_identifier_any_later_update_counts(traffic):
    traffic.send("POST", "/lead", b"\xff", 409, {"error": {"code": "LEAD_ALREADY_EXISTS"}})
    assert rules(traffic) == FOUND
    traffic.update({"name": "A"}, lead="l7", answer={"fields": {"phone": "918888888888"}})
    assert rules(traffic) == []


def test_an_update_of_a_lead_that_nothing_identifies_counts(traffic):
    traffic.create({"phone": "9999999999"}, 409)
    traffic.update({"name": "A"}, lead="l7", answer={"fields": {"name": "A"}})
    assert rules(traffic) == []


def test_email_identifiers_match_without_case_and_blanks(traffic):
    traffic.profile = replace(traffic.profile, identifier="email", identifier_type="EMAIL")
    traffic.create({"email": " A@B.in"}, 409)
    traffic.save({"email": "a@b.IN "})
    assert rules(traffic) == []


def test_another_409_is_another_matter(traffic):
    traffic.create({"phone": "9"}, 409, answer={"error": {"code": "SOMETHING_ELSE"}})
    assert rules(traffic) == []


def test_the_helper_fails_until_the_conflict_is_handled(traffic):
    traffic.create({"phone": "9999999999"}, 409)
    with pytest.raises(PitfallError, match="LEAD004"):
        assert_duplicates_handled(traffic.journal)
    traffic.save({"phone": "9999999999"})
    assert_duplicates_handled(traffic.journal)


def test_the_helper_can_be_told_the_identifier(traffic):
    traffic.create({"email": "a@b.in", "phone": "1"}, 409)
    traffic.save({"email": "A@B.in", "phone": "2"})
    assert_duplicates_handled(traffic.journal, identifier="email")
    with pytest.raises(PitfallError):
        assert_duplicates_handled(traffic.journal, identifier="phone")


REFUSED = {"phone": "9999999999", "name": "A", "deal_size": 1000}
VISIT = {"type": "1001", "fields": {"note": "x"}}
HELD = {"phone": "919999999999", "name": "A", "deal_size": "1000"}


def test_an_update_of_nothing_handles_nothing(traffic):
    traffic.create(REFUSED, 409)
    traffic.update({}, lead="l7", answer={"fields": {"phone": "919999999999"}})
    assert rules(traffic) == FOUND


def test_a_refused_create_of_the_identifier_alone_is_found_too(traffic):
    traffic.create({"phone": "9999999999"}, 409)
    assert rules(traffic) == FOUND


def test_a_look_at_the_lead_is_all_that_a_bare_create_needs(traffic):
    traffic.create({"phone": "9999999999"}, 409)
    traffic.search({"fields": {"phone": "9999999999"}}, rows=[{"id": "l7", "fields": {"phone": "919999999999"}}])
    assert rules(traffic) == []


@pytest.mark.parametrize("way", ["search", "read"])
def test_a_lead_that_has_all_that_was_refused_needs_no_update(traffic, way):
    traffic.create(REFUSED, 409)
    traffic.search({"fields": {"phone": "9999999999"}}, rows=[{"id": "l7", "fields": HELD}] if way == "search" else ())
    traffic.send("GET", "/lead/l7", None, 200, {"fields": HELD})
    assert rules(traffic) == []


@pytest.mark.parametrize("change", [{"name": "B"}, {"deal_size": 999}])
def test_a_lead_that_has_another_value_is_found(traffic, change):
    traffic.create(REFUSED, 409)
    traffic.send("GET", "/lead/l7", None, 200, {"fields": HELD | change})
    assert rules(traffic) == FOUND


def test_refused_actions_are_lost_whatever_the_lead_shows(traffic):
    traffic.create(REFUSED, 409, actions=[VISIT])
    traffic.send("GET", "/lead/l7", None, 200, {"fields": HELD})
    assert rules(traffic) == FOUND


def test_a_create_that_is_sent_twice_is_found_although_nothing_differs(traffic):
    traffic.create(REFUSED, answer={"lead_id": "l7"})
    traffic.create(REFUSED, 409)
    assert rules(traffic) == FOUND


def test_a_look_at_the_lead_before_the_conflict_settles_nothing(traffic):
    traffic.send("GET", "/lead/l7", None, 200, {"fields": HELD})
    traffic.create(REFUSED, 409)
    assert rules(traffic) == FOUND


def test_what_a_later_update_is_known_to_have_dropped_is_left_out(traffic):
    traffic.create(REFUSED, 409)
    traffic.update({"city": "Pune"}, lead="l7", answer={"fields": {"phone": "919999999999"}})
    assert rules(traffic)[0][:2] == ("refused-data-left-out", "warning")


def test_what_the_update_leaves_out_is_a_warning_that_names_it(traffic):
    traffic.create(REFUSED, 409, actions=[VISIT])
    traffic.save({"phone": "9999999999", "name": "B"})
    assert rules(traffic) == [("refused-data-left-out", "warning", "request.body.fields.deal_size")]
    [finding] = traffic.findings()
    assert finding.value == 1000
    assert finding.seen.endswith("leaves out fields.deal_size, actions[0]")
    assert_duplicates_handled(traffic.journal)


def test_what_is_shown_or_added_later_was_not_left_out(traffic):
    traffic.create(REFUSED, 409, actions=[VISIT])
    traffic.update({"name": "B"}, lead="l7", answer={"fields": HELD | {"name": "B"}})
    assert rules(traffic) == [("refused-data-left-out", "warning", "request.body.actions[0]")]
    traffic.send("POST", "/lead/l7/action", {"actions": [VISIT]}, 200, {"actions": []})
    assert rules(traffic) == []


def test_adding_the_refused_actions_handles_a_create_without_other_fields(traffic):
    traffic.create({"phone": "9999999999"}, 409, actions=[VISIT])
    assert rules(traffic) == FOUND
    traffic.send("POST", "/lead/l7/action", {"actions": [VISIT]}, 200, {"actions": []})
    assert rules(traffic) == []


def test_adding_the_refused_actions_alone_leaves_refused_fields_lost(traffic):
    traffic.create(REFUSED, 409, actions=[VISIT])
    traffic.send("POST", "/lead/l7/action", {"actions": [VISIT]}, 200, {"actions": []})
    assert rules(traffic) == FOUND
