import pytest

from . import falls_into, repaired


@pytest.mark.leads(allow=["partial-success"])
@pytest.mark.parametrize("fair", [falls_into, repaired])
def test_a_scanned_visitor_is_in_the_crm(fair):
    assert fair.scan("+919812345672", "Meera Pillai", "Wants an offer for 20 seats")
