"""What is said while a workspace is served, and when it is served no longer."""

import threading

import pytest

from pytest_leads.serving import watching
from pytest_leads.serving.text import describe_parts, tally_of
from pytest_leads.serving.watching import Watch

IGNORED = (
    "  ! LEAD002 partial-success in 1: fields.rating = 9 was ignored "
    '("Rating must be between 1 and 5"), although the status is 201'
)


class Heard:
    """Lines as they are said; ``until`` waits for one."""

    def __init__(self):
        self.lines = []
        self._said = threading.Condition()

    def __call__(self, line):
        with self._said:
            self.lines.append(line)
            self._said.notify_all()

    def until(self, part):
        with self._said:
            assert self._said.wait_for(lambda: any(part in line for line in self.lines), timeout=10), self.lines


def told_of(parts):
    return describe_parts(parts, tally_of(parts))


@pytest.fixture
def heard():
    return Heard()


def test_each_request_is_a_line_and_its_findings_follow(call, heard):
    with Watch(call.served, heard):
        call.create(rating=9)
    assert heard.lines == [
        f"   1  201  POST /autoupdate/v2/enterprise/{call.served.enterprise_id}/lead  create_lead  (unknown)",
        IGNORED,
    ]


def test_the_line_names_the_sender_and_masks_secrets(call, heard):
    url = f"{call.served.sync_url}/enterprise/e/nowhere?token=hush"
    with Watch(call.served, heard):
        call.send("GET", url, X_Leads_Origin="crm.js:12:send", X_Leads_Client="node")
    assert heard.lines == [
        "   1  404  GET /autoupdate/v2/enterprise/e/nowhere?token=***  unknown route  (node at crm.js:12 in send)"
    ]


@pytest.mark.parametrize(
    ("method", "status", "said"), [("GET", "404", "no GET there"), ("POST", "429, fault 429", "search_leads")]
)
def test_the_line_tells_a_wrong_method_and_a_fault(call, heard, method, status, said):
    if method == "POST":
        call.control("PUT", "/faults", {"faults": ["429:times=1"]})
    url = f"/enterprise/{call.served.enterprise_id}/lead/search"
    with Watch(call.served, heard):
        call.send(method, f"{call.served.sync_url}{url}")
    assert heard.lines[0] == f"   1  {status}  {method} /autoupdate/v2{url}  {said}  (unknown)"


def test_a_finding_is_said_while_it_goes_on_and_taken_back_when_it_is_mended(call, heard, monkeypatch):
    monkeypatch.setattr(watching, "QUIET", 0)
    lead_id = call.create().body["lead_id"]
    with Watch(call.served, heard):
        call.create(name="Again")
        heard.until("! LEAD004 duplicate-lead")
        url = f"{call.served.sync_url}/enterprise/{call.served.enterprise_id}/lead/{lead_id}"
        call.send("POST", url, {"fields": {"name": "Again"}})
        heard.until(". no longer: LEAD004 duplicate-lead")


def test_a_reset_is_said_and_what_was_found_before_it(call, heard):
    with Watch(call.served, heard):
        call.create(rating=9)
        call.control("POST", "/reset", {"test": "second"})
        call.create()
    assert [line[:16] for line in heard.lines] == [
        "   1  201  POST ",
        "  ! LEAD002 part",
        "--- reset: secon",
        "   1  201  POST ",
    ]


def test_the_end_tells_findings_in_full_and_a_summary(call):
    call.create(rating=9)
    told = told_of(call.served.judge())
    assert "on purpose pytest-leads serve --allow partial-success ..." in told
    assert told.splitlines()[-4:-2] == [
        "1 exchange with the Leads API, answered by the simulator",
        "  LEAD002 partial-success    1 error",
    ]


def test_the_end_tells_tests_by_their_names(call):
    call.control("POST", "/reset", {"test": "checkout"})
    call.create(rating=9)
    call.control("POST", "/reset", {"test": "checkout"})
    call.create()
    told = told_of(call.served.judge())
    assert "2 exchanges with the Leads API in 2 of 2 tests, answered by the simulator" in told
    assert "      checkout\n" in told


def test_the_end_tells_of_silence(call):
    assert "NO LEADS TRAFFIC SEEN" in told_of(call.served.judge())
