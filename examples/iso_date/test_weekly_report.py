from datetime import date

import pytest

from . import falls_into, repaired


@pytest.mark.parametrize("advertising", [falls_into, repaired])
def test_the_report_names_the_week_and_what_was_spent(advertising):
    report = advertising.weekly_report(date(2026, 1, 5), spent=42_000)
    assert report.startswith("Week of 05 January 2026: spent 42000")
