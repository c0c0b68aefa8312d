import pytest

from . import falls_into, repaired


@pytest.mark.parametrize("call_centre", [falls_into, repaired])
def test_the_screen_of_the_agent_opens_a_lead(call_centre):
    assert call_centre.screen_for("+919812345672").startswith("/leads/")
