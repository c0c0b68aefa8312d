"""Searching leads (docs: leads/search, leads/examples, leads/pitfalls)."""

from leads_facts.table import fact
from leads_facts.wire import NOW, VISIT, Wire

_PAGE = "docs: leads/search"
_APRIL = {"from": "01/04/2026 00:00:00", "to": "30/04/2026 23:59:59"}
_IN_APRIL, _IN_JANUARY = 1_776_000_000_000, 1_767_500_000_000  # 12 April and 4 January 2026
_ISO = {"from": "2026-04-01T00:00:00Z", "to": "2026-04-30T23:59:59Z"}


def _wire(**workspace):
    """Three leads, newest first: Meera, Ravi, Asha."""
    wire = Wire(**workspace)
    asha = {"email": "asha@example.com", "rating": 5, "status": "Won", "assignee": "a@example.com", "city": "Pune"}
    ravi = {"email": "ravi@example.com", "rating": 3, "status": "Fresh", "assignee": "b@example.com", "city": "Pune"}
    meera = {"email": "meera@example.com", "rating": 3, "status": "Won", "assignee": "b@example.com", "city": "Goa"}
    for number, (name, fields) in enumerate({"Asha": asha, "Ravi": ravi, "Meera": meera}.items(), start=1):
        wire.workspace.add_lead(name=name, phone=f"+91999999999{number}", created_on=NOW + number, **fields)
    return wire


def _act(wire, name, **action):
    wire.workspace.add_action(wire.workspace.find({"Asha": "9999999991", "Ravi": "9999999992"}[name]).id, **action)


@fact(_PAGE, "A search with an empty body, or with {}, gives every lead.")
def an_empty_search_gives_every_lead():
    wire = _wire()
    assert wire.post("lead/search").body["total_count"] == 3
    assert wire.post("lead/search", {}).body["total_count"] == 3


@fact(_PAGE, "Leads can be searched by name, phone, email, rating, status and assignee.")
def leads_are_found_by_each_standard_field():
    wire = _wire()
    assert wire.names({"name": "Ravi"}) == ["Ravi"]
    assert wire.names({"phone": "+919999999992"}) == ["Ravi"]
    assert wire.names({"email": "ravi@example.com"}) == ["Ravi"]
    assert wire.names({"rating": 5}) == ["Asha"]
    assert wire.names({"status": "Fresh"}) == ["Ravi"]
    assert wire.names({"assignee": "a@example.com"}) == ["Asha"]


@fact(_PAGE, "Leads can be searched by any custom field.")
def leads_are_found_by_a_custom_field():
    assert _wire().names({"city": "Goa"}) == ["Meera"]


@fact(_PAGE, "A list of values finds the leads that have any of them.")
def values_of_a_list_are_or():
    assert _wire().names({"name": ["Asha", "Meera", "Nobody"]}) == ["Meera", "Asha"]


@fact(_PAGE, "A list of one value is as good as the value.")
def a_list_of_one_is_the_value():
    wire = _wire()
    assert wire.names({"status": ["Won"]}) == wire.names({"status": "Won"}) == ["Meera", "Asha"]


@fact(_PAGE, "Several fields have to match together.")
def fields_are_and():
    wire = _wire()
    assert wire.names({"city": "Pune", "status": "Won"}) == ["Asha"]
    assert wire.names({"city": ["Pune", "Goa"], "rating": 3, "status": ["Won", "Fresh"]}) == ["Meera", "Ravi"]
    assert wire.names({"city": "Goa", "status": "Fresh"}) == []


@fact("docs: leads/search, sync-api/overview", "Matching ignores case in every field but status, in lists too.")
def field_filters_ignore_case():
    wire = _wire()
    assert wire.names({"name": "RAVI"}) == wire.names({"email": "Ravi@Example.COM"}) == ["Ravi"]
    assert wire.names({"city": ["GOA"], "assignee": "B@EXAMPLE.com"}) == ["Meera"]


@fact("docs: leads/search, sync-api/overview", "Matching is exact: blanks and parts of values find nothing.")
def field_filters_are_exact():
    wire = _wire()
    assert [wire.names({"name": text}) for text in ("Rav", "Ravi ", "R*", "")] == [[], [], [], []]


@fact("docs: leads/pitfalls; pitfall unknown-status", "A status is compared with regard to case.")
def a_status_filter_is_case_sensitive():
    wire = _wire()
    assert wire.names({"status": "Won"}) == ["Meera", "Asha"]
    assert wire.names({"status": "won"}) == wire.names({"status": ["WON"]}) == []


@fact(
    "docs: leads/pitfalls; pitfall unknown-status", "A status is compared with its blanks: the pipeline's label counts."
)
def a_status_filter_counts_blanks():
    wire = Wire(pipeline={"OPEN": ["Site Visit "]})
    wire.lead(name="Asha", status="Site Visit ")
    assert wire.names({"status": "Site Visit"}) == []
    label = wire.get("lead-stage-pipeline").body["leadStages"][0]["activeStatuses"][0]["label"]
    assert wire.names({"status": label}) == ["Asha"]


@fact(
    "docs: leads/pitfalls; pitfall unknown-status", "A status that the pipeline does not have finds nothing, with 200."
)
def an_unknown_status_finds_nothing():
    reply = _wire().search({"status": "Winning"})
    assert (reply.status, reply.body["data"], reply.body["total_count"]) == (200, [], 0)


@fact(_PAGE, "created_on takes Unix milliseconds, and both bounds are inside.")
def created_on_includes_both_bounds():
    wire = _wire()
    assert wire.names({"created_on": {"from": NOW + 1, "to": NOW + 2}}) == ["Ravi", "Asha"]
    assert wire.names({"created_on": {"from": NOW + 2, "to": NOW + 2}}) == ["Ravi"]
    assert wire.names({"created_on": {"from": NOW + 4, "to": NOW + 9}}) == []


@fact("docs: leads/search, leads/examples", "created_on takes dates in the workspace's format.")
def created_on_takes_the_workspaces_format():
    wire = Wire()
    wire.workspace.add_lead(phone="+919999999991", name="April", created_on=_IN_APRIL)
    wire.workspace.add_lead(phone="+919999999992", name="January", created_on=_IN_JANUARY)
    assert wire.names({"created_on": {"from": "01/04/2026", "to": "30/04/2026"}}) == ["April"]
    assert wire.names({"created_on": _APRIL}) == ["April"]


@fact(_PAGE, "The two bounds of created_on may be written in the two ways.")
def created_on_takes_a_mixed_range():
    wire = Wire()
    wire.workspace.add_lead(phone="+919999999991", name="April", created_on=_IN_APRIL)
    assert wire.names({"created_on": {"from": "01/04/2026", "to": _IN_APRIL}}) == ["April"]


@fact("docs: leads/pitfalls; pitfall iso-date", "ISO 8601 in created_on finds nothing, or (by quirk) wrong leads.")
def iso_in_created_on_finds_nothing_or_wrong_leads():
    wire = Wire()
    wire.workspace.add_lead(phone="+919999999991", name="April", created_on=_IN_APRIL)
    wire.workspace.add_lead(phone="+919999999992", name="January", created_on=_IN_JANUARY)
    reply = wire.search({"created_on": _ISO})
    assert (reply.status, reply.body["total_count"]) == (200, 0)
    wire.workspace.quirks["unreadable_date_filter"] = "wrong_matches"
    assert wire.names({"created_on": _ISO}) != ["April"]


@fact("docs: leads/pitfalls; pitfall iso-date", "ISO 8601 in performed_at finds nothing, or (by quirk) wrong leads.")
def iso_in_performed_at_finds_nothing_or_wrong_leads():
    wire = _wire()
    _act(wire, "Asha", type="OUTGOING_CALL", created_on=_IN_APRIL)
    _act(wire, "Ravi", type="OUTGOING_CALL", created_on=_IN_JANUARY)
    reply = wire.search(actions={"performed_at": _ISO})
    assert (reply.status, reply.body["total_count"]) == (200, 0)
    wire.workspace.quirks["unreadable_date_filter"] = "wrong_matches"
    assert wire.names(actions={"performed_at": _ISO}) != ["Asha"]


@fact(_PAGE, "actions.type finds the leads with an action of a built-in type.")
def leads_are_found_by_a_built_in_action():
    wire = _wire()
    _act(wire, "Asha", type="OUTGOING_CALL")
    assert wire.names(actions={"type": "OUTGOING_CALL"}) == ["Asha"]
    assert wire.names(actions={"type": "MISSED_CALL"}) == []


@fact(_PAGE, "actions.type finds the leads with a custom action by its bare code.")
def leads_are_found_by_a_custom_action():
    wire = Wire()
    wire.lead([VISIT], name="Asha")
    wire.lead(name="Ravi")
    assert wire.names(actions={"type": "1001"}) == ["Asha"]


@fact(_PAGE, "actions.type may be a list, of which one has to match.")
def action_types_of_a_list_are_or():
    wire = _wire()
    _act(wire, "Asha", type="OUTGOING_CALL")
    _act(wire, "Ravi", type="INCOMING_CALL")
    assert wire.names(actions={"type": ["OUTGOING_CALL", "INCOMING_CALL"]}) == ["Ravi", "Asha"]


@fact(_PAGE, "actions.performed_by is a team member's email address, or a list of them.")
def leads_are_found_by_the_performer():
    wire = _wire()
    _act(wire, "Asha", type="OUTGOING_CALL", performed_by="a@example.com")
    _act(wire, "Ravi", type="OUTGOING_CALL", performed_by="b@example.com")
    assert wire.names(actions={"performed_by": "a@example.com"}) == ["Asha"]
    assert wire.names(actions={"performed_by": ["a@example.com", "b@example.com"]}) == ["Ravi", "Asha"]


@fact(_PAGE, "actions.performed_at takes Unix milliseconds.")
def performed_at_takes_milliseconds():
    wire = _wire()
    _act(wire, "Asha", type="OUTGOING_CALL", created_on=_IN_APRIL)
    _act(wire, "Ravi", type="OUTGOING_CALL", created_on=_IN_JANUARY)
    assert wire.names(actions={"performed_at": {"from": _IN_APRIL - 1, "to": _IN_APRIL + 1}}) == ["Asha"]


@fact(_PAGE, "actions.performed_at takes date-time strings.")
def performed_at_takes_date_times():
    wire = _wire()
    _act(wire, "Asha", type="OUTGOING_CALL", created_on=_IN_APRIL)
    _act(wire, "Ravi", type="OUTGOING_CALL", created_on=_IN_JANUARY)
    assert wire.names(actions={"performed_at": _APRIL}) == ["Asha"]


@fact(_PAGE, "One action has to satisfy all criteria of actions, not one action each.")
def one_action_satisfies_all_criteria():
    wire = _wire()
    _act(wire, "Asha", type="OUTGOING_CALL", performed_by="b@example.com", created_on=_IN_APRIL)
    _act(wire, "Asha", type="INCOMING_CALL", performed_by="a@example.com", created_on=_IN_APRIL)
    _act(wire, "Ravi", type="OUTGOING_CALL", performed_by="a@example.com", created_on=_IN_APRIL)
    criteria = {"type": "OUTGOING_CALL", "performed_by": "a@example.com", "performed_at": _APRIL}
    assert wire.names(actions=criteria) == ["Ravi"]


@fact(_PAGE, "Filters of fields and of actions have to match together.")
def fields_and_actions_are_and():
    wire = _wire()
    _act(wire, "Asha", type="OUTGOING_CALL")
    _act(wire, "Ravi", type="OUTGOING_CALL")
    assert wire.names({"status": "Won"}, {"type": "OUTGOING_CALL"}) == ["Asha"]


@fact("docs: leads/examples", "The documents' example works: won leads that an agent called in April, up to fifty.")
def the_documented_search_works():
    wire = _wire()
    _act(wire, "Asha", type="OUTGOING_CALL", performed_by="agent@company.com", created_on=_IN_APRIL)
    _act(wire, "Ravi", type="OUTGOING_CALL", performed_by="agent@company.com", created_on=_IN_APRIL)
    actions = {"type": ["OUTGOING_CALL"], "performed_by": "agent@company.com", "performed_at": _APRIL}
    assert wire.names({"status": ["Won"]}, actions, limit=50) == ["Asha"]


@fact("docs: leads/examples", "A row has its fields; as documented nothing else, live its id too (quirk search_row).")
def a_search_row_is_documented_or_live():
    wire = _wire()
    assert all({"id", "status", "fields"} <= set(row) for row in wire.search().body["data"])
    wire.workspace.quirks["search_row"] = "documented"
    assert all(set(row) == {"fields"} for row in wire.search().body["data"])
