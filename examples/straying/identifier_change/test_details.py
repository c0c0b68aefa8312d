import pytest

from . import falls_into, repaired

#: The number is always in the form; our workspace takes it as long as it is the same.
OURS = {"identifier_in_update": "reject_if_changed"}


@pytest.mark.leads(quirks=OURS)
@pytest.mark.parametrize("area", [falls_into, repaired])
def test_the_form_is_shown_as_it_was_stored(area, leads_workspace):
    lead = leads_workspace.add_lead(phone="919812345677", name="Asha Rao")
    form = {"phone": "919812345677", "name": "Asha Rao-Menon"}
    assert area.store(lead.id, form) == form
