"""The report as Markdown."""

from pytest_leads.reports.markdown import MOST_SPOTS, code, escaped, write_markdown
from pytest_leads.reports.tally import Tally

from .conftest import exchange, finding, reported


def text(report):
    return "".join(write_markdown(report))


def test_it_begins_with_the_verdict_and_the_pitfalls_worst_first(report):
    lines = text(report).splitlines()
    assert lines[0] == "## Leads API: documented pitfalls"
    assert lines[2].startswith("**1 error, 1 failed check, ")
    assert lines[4:7] == ["| pitfall | found |", "| --- | --- |", "| LEAD005 page-cap | 1 error |"]


def test_each_place_is_named_with_its_tests(report):
    assert "- `crm.py:12 in create`: limit = 500, token = \\*\\*\\*\n  <br>in `test_shop.py::test_1`\n" in text(report)
    assert "- `crm.py:20 in create`: warning: seen\n" in text(report)
    assert "- `crm.py:30 in update`: Not noticed: fields.name was dropped\n" in text(report)


def test_what_somebody_sent_is_shown_and_not_obeyed():
    assert escaped("<b>*a*|b`c`\n# d [e](f)") == "\\<b\\>\\*a\\*\\|b\\`c\\` \\# d \\[e\\](f)"
    assert code("a``b") == "``` a``b ```"
    assert code("a\nb") == "`a b`"


def test_many_places_are_a_number_after_the_first_ones_so_that_github_takes_it():
    tally = Tally()
    for line in range(400):
        sent = exchange("", {"note": "x" * 5000}, line=line)
        tally.count(f"t{line}", [sent])
        tally.add(f"t{line}", [finding(sent, "request.body.note", "x" * 5000)], 1)
    made = text(reported(tally))
    assert f"... and {400 - MOST_SPOTS} more places.\n" in made
    assert len(made.encode()) < 1024 * 1024


def test_checks_without_a_verdict_stand_apart_from_the_pitfalls(unjudged):
    text = "".join(write_markdown(unjudged))
    assert "**3 unjudged checks in 3 contract checks.**" in text
    assert "- `test_shop.py:40`: No verdict on " in text
    assert "by 2 contract checks: LookupError: no \\| db\n" in text
    assert "###" not in text
