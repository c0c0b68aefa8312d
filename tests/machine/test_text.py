"""What a failing run says."""

import pytest
from bugs import BUGS
from conftest import run

from pytest_leads import LeadsAssertionError
from pytest_leads.machine import DivergenceError, LeadsMachine
from pytest_leads.strategies import InvalidField

TEXT = """\
Broken: what was written is what is read, and only fields that are named are changed.
  seen       name = 'Asha' (asked for by the machine itself)
  expected   919000000000 with name = 'Ravi'
  why        An update that is lost, or that changes more than it names, is data loss that no
             error tells of.
  exchange   curl -X POST 'https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b/lead/search?skip=0&limit=100' \\
               -H 'Authorization: Bearer ***' \\
               -H 'Content-Type: application/json' \\
               --data-raw '{"fields": {}}'
             answered 200 {"data":[{"id":"""  # noqa: E501  # lines that are to be copied are as long as they are


def test_it_says_what_was_seen_and_expected_why_it_hurts_and_how_to_repeat_it():
    state = LeadsMachine()
    state.create_lead(fields={"phone": "919000000000", "name": "Asha"})
    with BUGS["an_update_is_answered_and_lost"](), pytest.raises(DivergenceError) as caught:
        state.update_lead(lead="919000000000", fields={"name": "Ravi"})
    state.teardown()
    assert str(caught.value).startswith(TEXT)
    assert isinstance(caught.value, LeadsAssertionError)


def test_it_names_the_call_of_the_code_under_test():
    class CrmMachine(LeadsMachine):
        def search(self, filters):
            return super().search(filters)[1:]

    state = CrmMachine()
    state.create_lead(fields={"phone": "919000000000"})
    with pytest.raises(DivergenceError) as caught:
        state.search_for(filters={"phone": "9000000000"})
    state.teardown()
    assert "seen       no lead (search() of CrmMachine)\n  expected   1: 919000000000\n" in str(caught.value)


def test_the_script_can_be_copied():
    with BUGS["a_created_action_is_missing"](), pytest.raises(DivergenceError) as caught:
        run(LeadsMachine, steps=10, examples=300)
    notes = "\n".join(caught.value.__notes__)
    script = notes[notes.index("state = LeadsMachine()") : notes.index("state.teardown()")]
    assert "actions=[{'type': " in script
    with BUGS["a_created_action_is_missing"](), pytest.raises(DivergenceError):
        exec(script, {"LeadsMachine": LeadsMachine, "InvalidField": InvalidField})  # noqa: S102  # as people do


def test_many_leads_are_not_all_named():
    class CrmMachine(LeadsMachine):
        def search(self, filters):
            return super().search(filters)[:100]

    state = CrmMachine()
    state.create_many_leads(count=101)
    with pytest.raises(DivergenceError, match=r"(?s)101: 919005000100, .*, and 95 more"):
        state.search_for(filters={})
    state.teardown()
