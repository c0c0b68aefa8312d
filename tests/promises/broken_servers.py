"""Façades in front of the simulator, each with a mistake: ``facade(call, forward, workspace)`` gives an answer."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from servers import FIELDS, Call

from pytest_leads.promises import Reply


def strips_the_identifier(call, forward, _):
    return forward(call.without("phone")) if call.updates else forward(call)


def changes_the_identifier(call, forward, workspace):
    if call.updates and "phone" in call.fields:
        lead = workspace.lead(call.path.rpartition("/")[2])
        workspace.store.put(replace(lead, fields=MappingProxyType({**lead.fields, **call.fields}), rows={}))
        return forward(call.but(body={"fields": {}}))
    return forward(call)


def refuses_the_identifier_in_its_own_words(call, forward, _):
    reply = forward(call)
    return Reply(403, {"error": {"code": "FORBIDDEN", "message": "no"}}) if reply.status == 403 else reply


def keeps_the_rest_of_a_refused_update(call, forward, _):
    reply = forward(call)
    if reply.status == 403:
        forward(call.without("phone"))
    return reply


def swallows_remarks(call, forward, _):
    reply = forward(call)
    return Reply(reply.status, reply.body | {"remarks": []}) if "remarks" in (reply.body or {}) else reply


def remarks_what_it_stored(call, forward, _):
    reply = forward(call)
    if call.creates and reply.status == 201:
        reply.body["remarks"].append({"field": "fields.name", "status": "IGNORED", "remark": "no"})
    return reply


def loses_a_field_of_a_create(call, forward, _):
    return forward(call.without("name")) if call.creates else forward(call)


def loses_a_field_of_an_update(call, forward, _):
    return forward(call.without("rating")) if call.updates else forward(call)


def hands_on_the_standard_fields_alone(call, forward, _):
    return forward(call.without(*FIELDS)) if call.creates or call.updates else forward(call)


def loses_tags_of_an_update(call, forward, _):
    return forward(call.without("interests")) if call.updates else forward(call)


def loses_a_defined_text_of_an_update(call, forward, _):
    return forward(call.without("city")) if call.updates else forward(call)


def reverses_outcomes(call, forward, _):
    reply = forward(call)
    if call.creates and reply.status == 201:
        reply.body["actions"] = [{"action_id": "1", "status": "IGNORED"} for _ in reply.body["actions"]]
    return reply


def leaves_out_ignored_actions(call, forward, _):
    reply = forward(call)
    if call.path.endswith("/action") and reply.status == 200:
        reply.body["actions"] = [item for item in reply.body["actions"] if item["status"] == "CREATED"]
    return reply


def makes_up_ids_of_actions(call, forward, _):
    reply = forward(call)
    for item in (reply.body or {}).get("actions", []) if call.creates else []:
        item |= {"status": "CREATED", "action_id": "603d2b2f9b1e8a001c8e4f5d"}
    return reply


def swallows_remarks_of_actions(call, forward, _):
    reply = forward(call)
    if "remarks" in (reply.body or {}):
        kept = [remark for remark in reply.body["remarks"] if not remark["field"].startswith("actions")]
        return Reply(reply.status, reply.body | {"remarks": kept})
    return reply


def filters_by_the_phone_in_the_query_string(call, forward, _):
    wanted = {name: value for name, value in call.query if name == "phone"}
    return forward(call.with_fields(**wanted)) if call.searches and wanted else forward(call)


def filters_by_the_query_string(call, forward, _):
    wanted = {name: value for name, value in call.query if name not in {"skip", "limit"}}
    return forward(call.with_fields(**wanted)) if call.searches and wanted else forward(call)


def ignores_the_filters(call, forward, _):
    return forward(call.but(body={})) if call.searches else forward(call)


def ignores_the_name(call, forward, _):
    return forward(call.without("name")) if call.searches else forward(call)


def searches_by_get(call, forward, _):
    is_get = (call.method, call.path) == ("GET", "/lead/search")
    return forward(call.but(method="POST", query=(), body={"fields": dict(call.query)})) if is_get else forward(call)


def upserts(call, forward, workspace):
    reply = forward(call)
    if not call.creates or reply.status != 409:
        return reply
    lead = workspace.find(call.fields["phone"])
    forward(Call("POST", f"/lead/{lead.id}", (), {"fields": call.without("phone").fields}))
    return Reply(201, {"lead_id": lead.id, "actions": [], "remarks": []})


def takes_bare_digits_for_another_country(call, forward, _):
    phone = call.fields.get("phone", "") if call.creates else ""
    return forward(call.with_fields(phone=f"+44{phone}") if re.fullmatch("[0-9]{10}", phone) else call)


def says_that_a_duplicate_is_fine(call, forward, _):
    reply = forward(call)
    return Reply(200, {}) if reply.status == 409 else reply


def refuses_a_duplicate_in_its_own_words(call, forward, _):
    reply = forward(call)
    return Reply(409, {"error": {"code": "CONFLICT", "message": "no"}}) if reply.status == 409 else reply


def merges_a_refused_duplicate(call, forward, workspace):
    reply = forward(call)
    if reply.status == 409:
        lead = workspace.find(call.fields["phone"])
        forward(Call("POST", f"/lead/{lead.id}", (), {"fields": call.without("phone").fields}))
    return reply


def cuts_the_limit(call, forward, _):
    query = tuple((name, str(max(1, min(100, int(value)))) if name == "limit" else value) for name, value in call.query)
    return forward(call.but(query=query))


def words_the_limit_differently(call, forward, _):
    reply = forward(call)
    error = (reply.body or {}).get("error", {})
    return Reply(400, {"error": error | {"message": "bad limit"}}) if "Limit" in error.get("message", "") else reply


def loses_the_last_row(call, forward, _):
    reply = forward(call)
    if call.searches and reply.status == 200:
        reply.body["data"] = reply.body["data"][:-1]
    return reply


def counts_the_page_alone(call, forward, _):
    reply = forward(call)
    if call.searches and reply.status == 200:
        reply.body["total_count"] = len(reply.body["data"])
    return reply


def echoes_the_default_limit(call, forward, _):
    reply = forward(call)
    if reply.status == 200 and "limit" in reply.body:
        reply.body["limit"] = 10
    return reply


def _meant(label, workspace):
    """The label that somebody means who does not look closely."""
    if not isinstance(label, str):
        return label
    return next((one for one in workspace.pipeline.labels if one.casefold() == label.strip().casefold()), label)


def folds_labels_of_a_search(call, forward, workspace):
    if call.searches and "status" in call.fields:
        return forward(call.with_fields(status=_meant(call.fields["status"], workspace)))
    return forward(call)


def folds_labels_of_an_update(call, forward, workspace):
    if call.updates and "status" in call.fields:
        return forward(call.with_fields(status=_meant(call.fields["status"], workspace)))
    return forward(call)


def trims_labels_of_an_update(call, forward, _):
    status = call.fields.get("status") if call.updates else None
    return forward(call.with_fields(status=status.rstrip()) if isinstance(status, str) else call)


def stores_any_label(call, forward, workspace):
    reply = forward(call)
    if call.creates and reply.status == 201 and "status" in call.fields:
        lead = workspace.lead(reply.body["lead_id"])
        stored = MappingProxyType({**lead.fields, "status": call.fields["status"]})
        workspace.store.put(replace(lead, fields=stored, rows={}))
    return reply


def _parsed(value, pattern="%Y-%m-%dT%H:%M:%SZ"):
    """Unix milliseconds of a date of this form, wherever it stands."""
    if isinstance(value, dict):
        return {name: _parsed(item, pattern) for name, item in value.items()}
    try:
        return int(datetime.strptime(value, pattern).replace(tzinfo=UTC).timestamp() * 1000)
    except (TypeError, ValueError):
        return value


def parses_dates_of_a_search(call, forward, _):
    return forward(call.but(body=_parsed(call.body))) if call.searches else forward(call)


def parses_milliseconds_of_a_search(call, forward, _):
    return forward(call.but(body=_parsed(call.body, "%Y-%m-%dT%H:%M:%S.%fZ"))) if call.searches else forward(call)


def parses_days_of_a_search(call, forward, _):
    return forward(call.but(body=_parsed(call.body, "%Y-%m-%d"))) if call.searches else forward(call)


def parses_dates_of_performed_at(call, forward, _):
    if call.searches and "actions" in (call.body or {}):
        return forward(call.but(body=call.body | {"actions": _parsed(call.body["actions"])}))
    return forward(call)


def parses_dates_of_an_action_search(call, forward, _):
    return forward(call.but(body=_parsed(call.body))) if call.path.endswith("/action/search") else forward(call)


def parses_dates_of_a_create(call, forward, _):
    return forward(call.but(body=_parsed(call.body))) if call.creates else forward(call)


def parses_dates_of_an_update(call, forward, _):
    return forward(call.but(body=_parsed(call.body))) if call.updates else forward(call)


def parses_days_of_an_update(call, forward, _):
    return forward(call.but(body=_parsed(call.body, "%Y-%m-%d"))) if call.updates else forward(call)


#: Each façade, and the promise that it breaks.
BROKEN = {
    strips_the_identifier: "an_update_of_the_identifier_is_refused",
    changes_the_identifier: "an_update_of_the_identifier_is_refused",
    refuses_the_identifier_in_its_own_words: "an_update_of_the_identifier_is_refused",
    keeps_the_rest_of_a_refused_update: "an_update_of_the_identifier_is_refused",
    swallows_remarks: "a_create_stores_what_it_does_not_name",
    remarks_what_it_stored: "a_create_stores_what_it_does_not_name",
    loses_a_field_of_a_create: "a_create_stores_what_it_does_not_name",
    loses_a_field_of_an_update: "an_update_stores_what_is_valid",
    hands_on_the_standard_fields_alone: "a_listed_field_is_stored",
    loses_tags_of_an_update: "a_listed_field_is_stored",
    loses_a_defined_text_of_an_update: "an_update_stores_what_is_valid",
    reverses_outcomes: "actions_are_answered_one_by_one",
    leaves_out_ignored_actions: "actions_are_answered_one_by_one",
    makes_up_ids_of_actions: "actions_are_answered_one_by_one",
    swallows_remarks_of_actions: "an_action_that_does_not_fit_is_named",
    filters_by_the_phone_in_the_query_string: "the_query_string_filters_nothing",
    filters_by_the_query_string: "the_query_string_filters_nothing",
    ignores_the_filters: "a_filter_that_nobody_satisfies_finds_nobody",
    ignores_the_name: "every_row_satisfies_the_filters",
    searches_by_get: "a_search_by_get_is_refused",
    upserts: "a_second_create_is_refused",
    takes_bare_digits_for_another_country: "a_second_create_is_refused",
    says_that_a_duplicate_is_fine: "a_second_create_is_refused",
    refuses_a_duplicate_in_its_own_words: "a_second_create_is_refused",
    merges_a_refused_duplicate: "a_second_create_is_refused",
    cuts_the_limit: "a_limit_outside_the_cap_is_never_cut",
    words_the_limit_differently: "a_limit_outside_the_cap_is_refused_with_its_message",
    loses_the_last_row: "a_page_has_the_rows_that_it_counts",
    counts_the_page_alone: "a_page_has_the_rows_that_it_counts",
    echoes_the_default_limit: "a_page_has_the_rows_that_it_counts",
    folds_labels_of_a_search: "a_label_that_is_none_finds_nothing",
    folds_labels_of_an_update: "a_label_that_is_none_is_not_stored",
    trims_labels_of_an_update: "a_label_that_is_none_is_not_stored",
    stores_any_label: "a_label_that_is_none_is_not_stored",
    parses_dates_of_a_search: "an_iso_date_is_no_bound_of_a_window",
    parses_milliseconds_of_a_search: "an_iso_date_is_no_bound_of_a_window",
    parses_days_of_a_search: "an_iso_date_is_no_bound_of_a_window",
    parses_dates_of_performed_at: "an_iso_date_is_no_bound_for_actions",
    parses_dates_of_an_action_search: "an_iso_date_is_no_bound_for_actions",
    parses_dates_of_a_create: "an_iso_date_is_not_stored_as_a_date",
    parses_dates_of_an_update: "an_iso_date_is_not_stored_as_a_date",
    parses_days_of_an_update: "an_iso_date_is_not_stored_as_a_date",
}
