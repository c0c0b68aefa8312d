from dataclasses import replace
from types import SimpleNamespace

import pytest

from pytest_leads.errors import PitfallError, UsageError
from pytest_leads.pitfalls import assert_identifier_not_sent, assert_identifier_unchanged

FOUND = [("identifier-in-update", "error", "request.body.fields.phone")]


@pytest.mark.parametrize("status", [200, 403, 404])
def test_an_update_that_carries_the_identifier_is_found_whatever_the_answer(traffic, status):
    traffic.update({"phone": "9999999999", "name": "A"}, status=status)
    assert traffic.rules("identifier-change") == FOUND


def test_the_identifier_is_found_also_when_it_is_null(traffic):
    traffic.update({"phone": None})
    assert traffic.rules("identifier-change") == FOUND


def test_a_workspace_may_have_another_identifier(traffic):
    traffic.profile = replace(traffic.profile, identifier="email")
    traffic.update({"phone": "9999999999"})
    assert traffic.findings() == []
    traffic.update({"email": "a@b.in"})
    assert [finding.subject for finding in traffic.findings()] == ["fields.email"]


def test_creating_and_saving_with_the_identifier_is_right(traffic):
    traffic.create({"phone": "9999999999"})
    traffic.save({"phone": "9999999999"})
    traffic.search({"fields": {"phone": "9999999999"}})
    assert traffic.findings() == []


def test_the_custom_fields_of_a_recording_tell_its_identifier(traffic):
    rows = [{"type": "EMAIL", "apiName": "email", "isLeadid": True}, {"type": "PHONE", "apiName": "phone"}]
    traffic.send("GET", "/custom-fields", None, 200, {"customFields": rows})
    traffic.update({"phone": "9999999999"})
    assert traffic.findings() == []
    traffic.update({"email": "a@b.in"})
    assert [finding.subject for finding in traffic.findings()] == ["fields.email"]


def test_the_helper_fails_on_such_an_update(traffic):
    traffic.update({"phone": "9999999999"})
    with pytest.raises(PitfallError, match="LEAD001") as caught:
        assert_identifier_not_sent(traffic.journal)
    assert [finding.rule for finding in caught.value.findings] == ["identifier-in-update"]


def test_the_helper_takes_a_decoded_update_body():
    assert_identifier_not_sent({"fields": {"name": "A"}})
    with pytest.raises(PitfallError, match="carries phone"):
        assert_identifier_not_sent({"fields": {"phone": "1"}})


def test_the_helper_can_be_told_the_identifier():
    assert_identifier_not_sent({"fields": {"phone": "1"}}, identifier="email")
    with pytest.raises(PitfallError, match="carries email"):
        assert_identifier_not_sent({"fields": {"email": "a@b.in"}}, identifier="email")


@pytest.mark.parametrize(
    "lead",
    [
        {"fields": {"phone": "1", "name": "A"}},
        {"id": "l1", "status": "Fresh", "fields": {"phone": "1"}},
        {"phone": "1"},
        SimpleNamespace(fields={"phone": "1"}),
    ],
)
def test_an_unchanged_identifier_passes_in_every_form_of_a_lead(lead):
    assert_identifier_unchanged({"fields": {"phone": "1"}}, lead)


def test_a_changed_identifier_fails_and_shows_both_values():
    with pytest.raises(PitfallError) as caught:
        assert_identifier_unchanged({"fields": {"phone": "919999999999"}}, {"phone": "9999999999"})
    text = str(caught.value)
    assert "LEAD001" in text
    assert '"919999999999" to "9999999999"' in text


def test_an_identifier_that_vanished_or_became_a_number_fails():
    with pytest.raises(PitfallError, match="phone"):
        assert_identifier_unchanged({"phone": "1"}, {"name": "A"})
    with pytest.raises(PitfallError, match="phone"):
        assert_identifier_unchanged({"phone": "1"}, {"phone": 1})


def test_leads_without_the_identifier_are_no_pass():
    with pytest.raises(UsageError, match="neither before nor after has a field 'phone'"):
        assert_identifier_unchanged({"email": "a@b.in"}, {"email": "a@b.in"})
    assert_identifier_unchanged({"email": "a@b.in"}, {"email": "a@b.in"}, identifier="email")


def test_what_is_no_lead_is_refused_by_name():
    with pytest.raises(UsageError, match="before is 'NoneType'"):
        assert_identifier_unchanged(None, {"phone": "1"})
