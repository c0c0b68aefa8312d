"""What is answered to a request that is hit, what becomes of the request, and what the journal says of it."""

from __future__ import annotations

import pytest

from pytest_leads.operations import OPERATIONS

AFTER = ["reset", "truncated", "malformed", "slow:ms=10", "500", "502", "503"]


def with_stored(text, stored):
    return f"{text}{',' if ':' in text else ':'}stored={stored}"


@pytest.mark.parametrize("text", AFTER)
def test_whether_the_request_is_processed_is_chosen(crm, text):
    crm.faults.replace([with_stored(text, "false")])
    with pytest.raises(crm.Lost):
        crm.create()
    assert crm.workspace.leads == []
    crm.faults.replace([with_stored(text, "true")])
    try:
        crm.create()
    except crm.Lost:
        assert not text.startswith("slow")
    assert len(crm.workspace.leads) == 1


def test_too_many_requests_are_not_processed_and_say_when_to_come_again(crm):
    crm.faults.add("429", retry_after=3)
    with pytest.raises(crm.Lost):
        crm.create()
    response = crm.record.journal.last.response
    assert (response.status, response.header("Retry-After")) == (429, "3")
    assert response.json()["error"]["code"] == "TOO_MANY_REQUESTS"
    assert crm.workspace.leads == []


@pytest.mark.parametrize(("kind", "media"), [("500", "application/json"), ("502", "text/html"), ("503", "text/html")])
def test_what_fails_in_front_of_the_api_answers_with_a_page(crm, kind, media):
    crm.faults.add(kind)
    with pytest.raises(crm.Lost):
        crm.create()
    assert crm.record.journal.last.response.header("content-type").startswith(media)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
@pytest.mark.parametrize("stored", ["true", "false"])
@pytest.mark.parametrize("kind", ["truncated", "malformed"])
def test_half_an_answer_is_never_json(crm, operation, stored, kind):
    base = "https://next.telecrm.in/autoupdate/v2" if operation.api == "sync" else "https://next-api.telecrm.in"
    path = operation.path.format(enterpriseId="e1", leadId="l1", actionId="a1", email="a@b.in", apiName="x", code="x")
    crm.faults.add(f"{kind}:operation={operation.id},stored={stored}")
    with pytest.raises(crm.Lost):
        crm.send(operation.method, base + path, {} if operation.method == "POST" else None)


def test_the_journal_holds_what_came_and_why(crm):
    crm.faults.replace(["reset", "truncated", "malformed", "429", "502:stored=true"])
    for _ in range(5):
        with pytest.raises(crm.Lost):
            crm.create()
    crm.create()
    assert [exchange.answered for exchange in crm.record.journal] == [
        "nothing, fault reset",
        "409, fault truncated",
        "409, fault malformed",
        "429, fault 429",
        "502, fault 502",
        "409",
    ]
    assert [exchange.disclosure.fault and exchange.disclosure.fault.status for exchange in crm.record.journal] == [
        201,
        409,
        409,
        None,
        409,
        None,
    ]
    assert [exchange.took_effect for exchange in crm.record.journal] == [True, False, False, False, False, False]
    assert str(crm.record.journal[0]).endswith("/lead -> nothing, fault reset (create_lead)")


def test_nothing_is_hindered_that_came_late_after_all(crm):
    crm.faults.replace(["latency:ms=1", "slow:ms=1", "slow:ms=1,stored=false"])
    crm.create()
    crm.search()
    with pytest.raises(crm.Lost):
        crm.search()
    assert [exchange.is_hindered for exchange in crm.record.journal] == [False, False, True]
    crm.record.journal[0].response.delivery.given_up = True
    assert crm.record.journal[0].is_hindered


def test_a_truncated_answer_lacks_the_rest_of_itself(crm):
    crm.create()
    whole = crm.record.journal.last.response
    crm.faults.add("truncated", operation="create_lead")
    with pytest.raises(crm.Lost):
        crm.create(phone="8888888888")
    cut = crm.record.journal.last.response
    assert len(cut.body) + cut.delivery.missing == len(whole.body)


def test_without_faults_nothing_is_in_the_way(crm):
    crm.create()
    exchange = crm.record.journal.last
    assert (exchange.response.delivery, exchange.disclosure.fault, exchange.answered) == (None, None, "201")
