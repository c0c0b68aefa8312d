"""Properties: no rule crashes on anything, and none speaks of traffic that is right."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_leads.audit.text import describe_all
from pytest_leads.operations import ASYNC_URL, OPERATIONS, SYNC_URL
from pytest_leads.pitfalls import all_pitfalls

# The fixture is a class, so that nothing of one example reaches the next.
relaxed = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

BODY_NAMES = ["fields", "actions", "status", "phone", "created_on", "from", "to", "type", "visit", "due_date", "limit"]
ANSWER_NAMES = ["remarks", "field", "data", "id", "lead_id", "total_count", "skip", "error", "code"]
WORKSPACE_NAMES = ["leadStages", "activeStatuses", "statuses", "label", "customFields", "apiName", "isLeadid"]
NAMES = st.sampled_from([*BODY_NAMES, *ANSWER_NAMES, *WORKSPACE_NAMES])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["IGNORED", "actions[1].fields.a", "fields.phone", "2026-01-01", "1767225600", "1001", "DATE"])
)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=25
)
BODIES = JSON.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=20)
QUERIES = st.text(max_size=12) | st.sampled_from(
    ["limit=x", "limit=", "skip=-1&limit=999", "includeActions=true&limit=0"]
)
PATHS = [(operation.method, operation.path, operation.api) for operation in OPERATIONS]
PATHS.extend([("GET", "/enterprise/e/lead/search", "sync"), ("POST", "/nowhere", "sync")])
EXCHANGES = st.tuples(st.sampled_from(PATHS), QUERIES, BODIES, BODIES, st.sampled_from([200, 201, 400, 409, 500]))


def record(traffic, row):
    (method, path, api), query, body, answer, status = row
    base = ASYNC_URL if api == "async" else SYNC_URL
    traffic.send(method, f"{path}?{query}", body, status, answer, base=base)


@relaxed
@given(st.lists(EXCHANGES, max_size=6))
def test_no_rule_and_no_text_crashes_on_any_traffic(new_traffic, rows):
    traffic = new_traffic()
    for row in rows:
        record(traffic, row)
    for finding in traffic.findings():
        assert all(describe_all([finding], all_pitfalls(), of=len(rows)))


def test_no_rule_crashes_on_a_body_nested_beyond_reason(traffic):
    deep = b'{"fields":' + b'{"status":' * 900 + b"[]" + b"}" * 901
    for path in ("/lead", "/lead/l1", "/lead/search", "/lead/l1/action"):
        traffic.send("POST", path, deep, 200, deep)
    traffic.send("POST", "/lead/search", b"[" * 100_000, 200, b"[" * 100_000)
    assert isinstance(traffic.findings(), list)


def test_no_rule_crashes_at_the_depth_where_json_begins_to_fail(traffic):
    for depth in range(850, 1000, 3):
        nested = b'{"fields":' * depth + b"{}" + b"}" * depth
        traffic.send("POST", "/lead/search", nested, 200, b'{"total_count": 9, "data": [' + nested + b"]}")
    assert {finding.rule for finding in traffic.findings()} <= {"pages-unread"}


PHONES = st.integers(min_value=6_000_000_000, max_value=9_999_999_999).map(str)
DATES = (
    st.integers(min_value=1_000_000_000_000, max_value=1_900_000_000_000)
    | st.dates().map(lambda day: f"{day.day:02}/{day.month:02}/{day.year:04}")
    | st.datetimes().map(lambda t: f"{t.day:02}/{t.month:02}/{t.year:04} {t:%H:%M:%S}")
)
LABELS = st.sampled_from(["Fresh", "Site Visit", "Won"])
FREE = st.text(max_size=20) | st.sampled_from(["2026-01-01T10:30:00Z", "Fresh ", "?phone=1"])
WRITTEN = st.fixed_dictionaries(
    {}, optional={"notes": FREE, "visit": DATES, "status": LABELS, "deal_size": st.integers()}
)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "notes": FREE | st.lists(FREE),
        "status": LABELS | st.sampled_from(["Dormant"]) | st.lists(LABELS),
        "created_on": st.fixed_dictionaries({"from": DATES}, optional={"to": DATES}),
        "phone": PHONES,
    },
)
ACTIONS = st.lists(
    st.builds(lambda note, when: {"type": "1001", "fields": {"note": note, "when": when}}, FREE, DATES), max_size=3
)


@st.composite
def a_conversation(draw):
    """Calls of an integration that does everything right, each as a function of the traffic."""
    phone, fields, filters = draw(PHONES), draw(WRITTEN), draw(FILTERS)
    size, total = draw(st.integers(min_value=1, max_value=100)), draw(st.integers(min_value=0, max_value=250))
    starts = draw(st.permutations(range(0, max(total, 1), size)))

    def create(traffic):
        traffic.create({"phone": phone, **fields}, actions=draw(ACTIONS))

    def create_or_update(traffic):
        traffic.create({"phone": phone, **fields}, 409)
        traffic.search({"fields": {"phone": phone}}, rows=[{"id": "l7", "fields": {"phone": f"91{phone}"}}])
        traffic.update(fields, lead="l7", answer={"fields": {"phone": f"91{phone}", **fields}})

    def create_or_save(traffic):
        traffic.create({"phone": phone, **fields}, 409)
        traffic.save({"phone": f"+91{phone}", **fields}, draw(ACTIONS))

    def read_all(traffic):
        for start in starts:
            page = [{"id": f"l{n}"} for n in range(start, min(start + size, total))]
            traffic.search({"fields": filters}, f"?skip={start}&limit={size}", page, total, start)

    return draw(st.permutations([create, create_or_update, create_or_save, read_all]))


@relaxed
@given(a_conversation())
def test_no_rule_speaks_of_traffic_that_is_right(new_traffic, calls):
    traffic = new_traffic()
    for call in calls:
        call(traffic)
    assert traffic.findings() == []
