"""Deliberate bugs of the simulator by name; each is a context in which the bug is there."""

# ruff: noqa: ARG001  # each takes what the function takes in whose place it stands
from contextlib import contextmanager
from dataclasses import replace
from types import MappingProxyType
from unittest.mock import patch

from pytest_leads.workspace import actions, filters, leads, pipeline, queue, search

BUGS = {}


def bug(owner, name):
    """The decorated function takes the place of another, which it gets as its first argument."""

    def register(wrong):
        right = getattr(owner, name)

        @contextmanager
        def planted():
            with patch.object(owner, name, lambda *args, **kwargs: wrong(right, *args, **kwargs)):
                yield

        BUGS[wrong.__name__] = planted
        return wrong

    return register


# The ten, and the like of them


@bug(leads, "update_lead")
def an_update_is_answered_and_lost(right, workspace, lead_id, body, notes):
    before = workspace.snapshot()
    answer = right(workspace, lead_id, body, notes)
    workspace.restore(before)
    return answer


@bug(search, "search_leads")
def a_later_page_begins_one_lead_too_late(right, workspace, body, paging, notes):
    late = replace(paging, skip=str(int(paging.skip) + 1)) if paging.skip not in {None, "0"} else paging
    return replace(right(workspace, body, late, notes), skip=int(paging.skip or 0))


@bug(filters, "_term_of_text")
def the_case_of_a_status_does_not_matter(right, text, type_, country_code):
    return text.casefold() if type_ == "STATUS" else right(text, type_, country_code)


@bug(leads, "_without_identifier")
def an_update_overwrites_the_identifier(right, workspace, lead, given, notes):
    return given


@bug(leads, "create_lead")
def a_duplicate_in_another_spelling_is_accepted(right, workspace, body, notes):
    if body["fields"].get(workspace.identifier) not in workspace.store._identified:  # noqa: SLF001  # what the bug is about
        workspace.store._identified = {}  # noqa: SLF001  # as above
    return right(workspace, body, notes)


@bug(search, "search_leads")
def total_count_counts_the_page(right, workspace, body, paging, notes):
    page = right(workspace, body, paging, notes)
    return replace(page, total=len(page.leads))


@bug(search, "search_leads")
def the_oldest_leads_come_first(right, workspace, body, paging, notes):
    page = right(workspace, body, paging, notes)
    return replace(page, leads=page.leads[::-1])


@bug(leads, "check_lead_fields")
def an_ignored_field_is_stored(right, workspace, given, notes):
    checked = right(workspace, given, notes)
    kept = {lost.name: lost.value for lost in checked.rejected if lost.name == "rating"}
    return replace(checked, accepted={**kept, **checked.accepted})


@bug(actions, "append")
def a_created_action_is_missing(right, workspace, lead, plans, notes):
    outcomes = right(workspace, lead, plans, notes)
    now = workspace.store.by_id[lead.id]
    workspace.store.put(replace(now, actions=now.actions[:-1], rows={}))
    return outcomes


@bug(queue, "change_lead")
def an_async_save_makes_a_second_lead(right, workspace, lead, fields, notes):
    own = {workspace.identifier: lead.fields[workspace.identifier]}
    return leads.new_lead(workspace, {**own, **fields}, notes, sent=fields)


# More


@bug(leads, "change_lead")
def an_update_forgets_the_fields_that_it_does_not_name(right, workspace, lead, fields, notes):
    own = {workspace.identifier: lead.fields[workspace.identifier]}
    return right(workspace, replace(lead, fields=own), fields, notes)


@bug(leads, "find_lead")
def an_update_reaches_the_newest_lead(right, workspace, lead_id, notes, *message):
    right(workspace, lead_id, notes, *message)
    return workspace.leads[0]


@bug(leads, "report")
def what_is_ignored_is_not_told(right, rejected, remarks, notes):
    right(rejected, [], notes)


@bug(actions, "append")
def an_action_is_appended_twice(right, workspace, lead, plans, notes):
    right(workspace, lead, plans, notes)
    return right(workspace, workspace.store.by_id[lead.id], plans, notes)


@bug(actions, "append")
def an_action_takes_the_place_of_the_older_ones(right, workspace, lead, plans, notes):
    return right(workspace, replace(lead, actions=()), plans, notes)


@bug(filters, "_term_of_text")
def the_case_of_a_text_matters(right, text, type_, country_code):
    return text if type_ == "TEXT" else right(text, type_, country_code)


@bug(search, "asked")
def only_the_first_value_of_a_list_is_asked_for(right, value, notes):
    return right(value, notes)[:1]


@bug(pipeline.Pipeline, "archive")
def an_archived_status_can_still_be_written(right, self, label):
    self._find(label, "archive")


@bug(queue, "change_lead")
def an_async_save_clears_what_it_does_not_name(right, workspace, lead, fields, notes):
    own = {workspace.identifier: lead.fields[workspace.identifier]}
    return right(workspace, replace(lead, fields=MappingProxyType(own)), fields, notes)


@bug(queue, "plan_queued_actions")
def an_async_save_drops_its_actions(right, workspace, items, notes):
    return []
