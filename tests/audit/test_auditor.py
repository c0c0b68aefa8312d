import pytest

from pytest_leads.audit import Finding, Pitfall, audit
from pytest_leads.audit.auditor import check_ids
from pytest_leads.audit.finding import is_at_or_below
from pytest_leads.errors import UsageError
from pytest_leads.journal import Exchange
from pytest_leads.wire import Request, Response
from pytest_leads.workspace.profile import Profile

EXCHANGE = Exchange(1, Request("POST", "https://next.telecrm.in/x"), Response(200))
ANOTHER = Exchange(1, Request("POST", "https://next.telecrm.in/x"), Response(200))


def finding(pitfall, subject="", level="error", exchange=EXCHANGE):
    return Finding(pitfall, "rule", level, exchange, "request.body", None, "seen", subject=subject)


def pitfall(*findings):
    return Pitfall(findings[0].pitfall, "LEAD999", "t", "s", "c", "f", lambda _exchanges, _profile: findings, ())


def audited(*pitfalls, allow=()):
    return [(f.pitfall, f.ignored) for f in audit([EXCHANGE], Profile(), pitfalls, allow=allow)]


def test_findings_come_by_pitfall():
    assert audited(pitfall(finding("b")), pitfall(finding("a"))) == [("b", False), ("a", False)]


def test_an_allowed_pitfall_is_left_out():
    assert audited(pitfall(finding("a")), pitfall(finding("b")), allow=["a"]) == [("b", False)]


def test_an_unknown_id_offers_the_nearest():
    with pytest.raises(UsageError, match="allow='page-cup': no pitfall has that id; did you mean 'page-cap'"):
        check_ids(["page-cup"], [pitfall(finding("page-cap"))])


@pytest.mark.parametrize(
    ("cause", "consequence", "left"),
    [
        (finding("iso-date", "fields.a"), finding("partial-success", "fields.a"), [("iso-date", True)]),
        (
            finding("iso-date", "actions[0].fields.a"),
            finding("partial-success", "actions[0]"),
            [("iso-date", True)],
        ),
        (
            finding("iso-date", "fields.a"),
            finding("partial-success", "fields.ab"),
            [("iso-date", False), ("partial-success", False)],
        ),
        (
            finding("iso-date", "fields.a", level="warning"),
            finding("partial-success", "fields.a"),
            [("iso-date", False), ("partial-success", False)],
        ),
        (
            finding("iso-date", "fields.a"),
            finding("partial-success", "fields.a", exchange=ANOTHER),
            [("iso-date", False), ("partial-success", False)],
        ),
        (
            finding("page-cap", "fields.a"),
            finding("partial-success", "fields.a"),
            [("page-cap", False), ("partial-success", False)],
        ),
    ],
)
def test_what_was_ignored_is_folded_into_an_error_that_explains_it(cause, consequence, left):
    assert audited(pitfall(cause), pitfall(consequence)) == left


def test_allowing_the_cause_allows_its_consequence():
    cause, consequence = finding("iso-date", "fields.a"), finding("partial-success", "fields.a")
    assert audited(pitfall(cause), pitfall(consequence), allow=["iso-date"]) == []


@pytest.mark.parametrize(
    ("path", "place", "expected"),
    [
        ("actions[1].fields.a", "actions[1]", True),
        ("actions[10]", "actions[1]", False),
        ("fields.ab", "fields.a", False),
        ("fields.a[0]", "fields.a", True),
        ("fields.a", "", False),
    ],
)
def test_a_path_is_below_another_by_whole_steps(path, place, expected):
    assert is_at_or_below(path, place) is expected
