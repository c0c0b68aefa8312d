import pytest

from . import falls_into, repaired


@pytest.mark.parametrize("screen", [falls_into, repaired])
def test_the_deals_that_are_won_are_counted(screen, leads_workspace):
    leads_workspace.add_lead(phone="919812345675", status="Won")
    leads_workspace.add_lead(phone="919812345676", status="Contacted")
    assert screen.deals_won() == 1
