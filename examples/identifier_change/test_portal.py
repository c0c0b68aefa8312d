import pytest

from . import falls_into, repaired


@pytest.mark.parametrize("portal", [falls_into, repaired])
def test_a_customer_moves_to_another_city(portal):
    customer = portal.register({"name": "Asha Rao", "phone": "+919812345670", "city": "Nagpur"})
    assert portal.save_profile(customer, {"city": "Pune"})["city"] == "Pune"
