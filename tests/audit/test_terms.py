from dataclasses import replace

import pytest

from pytest_leads.audit.terms import judged, labels_of, with_terms
from pytest_leads.journal import Journal
from pytest_leads.wire import Disclosure, Request, Response
from pytest_leads.workspace.profile import Profile

URL = "https://next.telecrm.in/autoupdate/v2/enterprise/e1"
GIVEN = Profile(statuses=("Given",))


def record(journal, path, answer=b"", disclosure=None, status=200):
    method = "GET" if answer else "POST"
    return journal.record(Request(method, URL + path), Response(status, (), answer), disclosure=disclosure)


def statuses(journal):
    return [terms.statuses for _, terms in judged(list(journal), GIVEN)]


def test_an_exchange_is_judged_by_its_own_workspace_first():
    journal = Journal()
    record(journal, "/lead", disclosure=Disclosure(profile=Profile(statuses=("Own",))))
    record(journal, "/lead")
    assert statuses(journal) == [("Own",), ("Given",)]


def test_what_the_api_answered_wins_over_what_is_given():
    journal = Journal()
    record(journal, "/lead")
    record(journal, "/lead-stage-pipeline", b'{"statuses": [{"label": "Told"}]}')
    assert statuses(journal) == [("Told",), ("Told",)]


@pytest.mark.parametrize(
    "answer", [b"[]", b"{}", b'{"leadStages": 3}', b'{"statuses": [1, null, {"label": 2}]}', b"\xff"]
)
def test_a_pipeline_that_tells_nothing_changes_nothing(answer):
    journal = Journal()
    record(journal, "/lead-stage-pipeline", answer)
    assert statuses(journal) == [("Given",)]


def test_a_refused_pipeline_changes_nothing():
    journal = Journal()
    record(journal, "/lead-stage-pipeline", b'{"statuses": ["Told"]}', status=401)
    assert statuses(journal) == [("Given",)]


@pytest.mark.parametrize(
    "rows", [b"3", b"[1]", b'[{"apiName": ["x"], "type": "TEXT", "isLeadid": true}]', b'[{"apiName": "x"}]']
)
def test_malformed_custom_fields_change_nothing(rows):
    journal = Journal()
    record(journal, "/custom-fields", b'{"customFields": ' + rows + b"}")
    [(_, terms)] = judged(list(journal), GIVEN)
    assert terms == GIVEN


def test_terms_can_be_replaced_for_every_exchange():
    journal = Journal()
    record(journal, "/lead", disclosure=Disclosure(profile=Profile(identifier="phone", date_format="YYYY-MM-DD")))
    [exchange] = with_terms(list(journal), identifier="email")
    assert exchange.disclosure.profile == replace(Profile(date_format="YYYY-MM-DD"), identifier="email")
    assert journal[0].disclosure.profile.identifier == "phone"


def test_labels_are_read_from_both_shapes():
    stage = {"activeStatuses": [{"label": "A "}], "archivedStatuses": [{"label": "B"}]}
    assert labels_of({"leadStages": [stage, None]}) == (("A ",), ("B",))
    assert labels_of({"statuses": ["A ", {"label": "C"}]}) == (("A ", "C"), ())
    assert labels_of(["A"]) is None
