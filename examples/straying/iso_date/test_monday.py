import pytest

from . import falls_into, repaired


@pytest.mark.parametrize("monday", [falls_into, repaired])
def test_the_message_names_the_week(monday, leads_workspace):
    leads_workspace.add_lead(phone="919812345679")
    assert monday.message("2025-01-06", "2025-01-12").startswith("New leads from 2025-01-06 to 2025-01-12: ")
