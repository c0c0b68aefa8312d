import pytest

from . import falls_into, repaired


@pytest.mark.leads
@pytest.mark.parametrize("newsletter", [falls_into, repaired])
def test_a_subscriber_becomes_a_lead(newsletter):
    assert newsletter.subscribe("Ravi Menon", "+919812345671", "ravi.menon@example.com")
