import pytest

from . import falls_into, repaired


@pytest.mark.parametrize("calls", [falls_into, repaired])
def test_the_leads_of_a_city_are_called(calls, leads_workspace):
    leads_workspace.add_lead(phone="919812345673", city="Pune")
    leads_workspace.add_lead(phone="919812345674", city="Delhi")
    assert "919812345673" in calls.call_list("Pune")
