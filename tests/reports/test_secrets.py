"""No report holds a secret, whatever its form is."""

import pytest

from pytest_leads.masking import MASK
from pytest_leads.reports.github import write_annotations
from pytest_leads.reports.tally import Tally
from pytest_leads.reports.targets import WRITERS

from .conftest import SECRET, exchange, finding


@pytest.mark.parametrize("write", [*WRITERS.values(), write_annotations])
def test_no_secret_is_in_a_report(report, write):
    content = "".join(write(report)).encode()
    assert SECRET[:6].encode() not in content
    assert MASK.replace("*", "\\*").encode() in content or MASK.encode() in content


def test_the_run_would_have_told_them(tally):
    """The secrets are really there: in what was sent, what was answered and what was seen."""
    [search, *_] = tally.rows
    assert "***" in search.seen
    assert all(
        "***" in search.detail.exchange.parts[name].text for name in ("request", "request headers", "request body")
    )


def test_a_credential_that_stands_in_what_was_seen_too_is_masked():
    sent = exchange()
    tally = Tally()
    [row] = tally.add("t", [finding(sent, "request.body.fields.note", f"fields.note = '{SECRET}'")], 1)
    assert row.seen == "fields.note = '***'"
