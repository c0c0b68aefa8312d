"""Where the operations are and how they say that they worked: one row for each."""

from functools import partial

from leads_facts.table import Fact, add, fact
from leads_facts.wire import ASYNC, PAYMENT, SYNC, Wire

_MEMBER = {"name": "Asha", "email": "asha@example.com", "phone_number": "919876543210", "role": "CALLER"}
_STATE = {"email": "owner@example.com", "state": "On Leave"}
#: Operation, method, URL, body, status when it works, page. ``{lead}`` and ``{action}`` are ids that exist.
_OPERATIONS = (
    ("create_lead", "POST", SYNC + "lead", {"fields": {"phone": "+919999999999"}}, 201, "leads/create"),
    ("read_lead", "GET", SYNC + "lead/{lead}", None, 200, "leads/get"),
    ("update_lead", "POST", SYNC + "lead/{lead}", {"fields": {"name": "Asha"}}, 200, "leads/update"),
    ("search_leads", "POST", SYNC + "lead/search", {}, 200, "leads/search"),
    ("create_actions", "POST", SYNC + "lead/{lead}/action", {"actions": [PAYMENT]}, 200, "actions/create"),
    ("read_action", "GET", SYNC + "lead/{lead}/action/{action}", None, 200, "actions/get"),
    (
        "update_action",
        "POST",
        SYNC + "lead/{lead}/action/{action}",
        {"type": "PAYMENT", "status": "COMPLETED"},
        200,
        "actions/update",
    ),
    ("search_actions", "POST", SYNC + "lead/{lead}/action/search", {}, 200, "actions/search"),
    ("list_members", "GET", SYNC + "team-members", None, 200, "team-members/list"),
    ("create_member", "POST", SYNC + "team-members", _MEMBER, 201, "team-members/create"),
    ("read_member", "GET", SYNC + "team-members/owner@example.com", None, 200, "team-members/get"),
    ("change_member_state", "POST", SYNC + "teammember/state_change", _STATE, 200, "team-members/state-change"),
    ("read_metadata", "GET", SYNC + "metadata", None, 200, "enterprise/metadata"),
    ("list_fields", "GET", SYNC + "custom-fields", None, 200, "enterprise/custom-fields"),
    ("read_field", "GET", SYNC + "custom-fields/phone", None, 200, "enterprise/custom-fields"),
    ("list_action_types", "GET", SYNC + "custom-actions", None, 200, "enterprise/custom-actions"),
    ("read_action_type", "GET", SYNC + "custom-actions/ACTION_1001", None, 200, "enterprise/custom-actions"),
    ("read_pipeline", "GET", SYNC + "lead-stage-pipeline", None, 200, "enterprise/lead-stage-pipeline"),
    (
        "save_lead",
        "POST",
        ASYNC + "autoupdatelead",
        {"fields": {"phone": "+919999999999"}},
        200,
        "async-api/create-or-update-lead",
    ),
)


def _works(method, url, body, success):
    wire = Wire()
    lead_id = wire.lead()
    action_id = wire.action(lead_id, PAYMENT)
    reply = wire.send(method, url.format(lead=lead_id, action=action_id), body)
    assert reply.status == success, reply


for _id, _method, _url, _body, _success, _page in _OPERATIONS:
    _name = _id.replace("_", "-")
    _where = _url.replace("/e1/", "/{enterpriseId}/")
    add(
        Fact(
            f"{_name}-answers-{_success}",
            f"{_method} {_where} answers {_success} when it works.",
            f"docs: {_page}",
            partial(_works, _method, _url, _body, _success),
        )
    )


@fact(
    "docs: authentication; each page", "Every call needs an Authorization header: without it the one 401 is answered."
)
def every_call_needs_a_token():
    replies = [Wire().send(method, url, body, authorization=None) for _, method, url, body, _, _ in _OPERATIONS]
    assert {reply.refusal[:2] for reply in replies} == {(401, "NOT_AUTHORIZED")}
    assert all(reply == replies[0] for reply in replies)
