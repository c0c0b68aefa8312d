"""Properties of a test in JUnit XML."""

from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.reports.properties import set_properties

CODES = {pitfall.id: pitfall.code for pitfall in all_pitfalls()}


def test_a_test_tells_its_exchanges_and_findings_beside_what_others_tell_of_it(tally):
    properties = [("theirs", 1)]
    set_properties(properties, 2, tally.rows, CODES)
    assert properties == [
        ("theirs", 1),
        ("leads_exchanges", "2"),
        ("leads_finding", "error: LEAD005 page-cap at /home/shop/crm.py:12: limit = 500, token = ***"),
        ("leads_finding", "warning: LEAD002 partial-success at /home/shop/crm.py:20: seen"),
    ]


def test_what_was_told_of_an_earlier_run_goes(tally):
    properties = []
    set_properties(properties, 2, tally.rows, CODES)
    set_properties(properties, 0, [], CODES)
    assert properties == []
