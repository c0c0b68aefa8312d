"""A small run with a finding of each kind, and secrets in every place in which one may stand."""

import json

import pytest

from pytest_leads.audit import Finding
from pytest_leads.journal import Exchange
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.reports.detail import Place
from pytest_leads.reports.report import Ended, RunInfo, report_of
from pytest_leads.reports.tally import CheckRow, ProvokedRow, Tally
from pytest_leads.wire import Origin, Request, Response, Sender

LEAD = "https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead"
ROOT = "/home/shop"
SECRET = "s3cr3t-t0ken"
HEADERS = (
    ("Authorization", f"Bearer {SECRET}"),
    ("Cookie", f"session={SECRET}"),
    ("Referer", f"https://shop.example/?access_token={SECRET}"),
)
RUN = RunInfo("pytest", ROOT, "2026-01-31T10:00:00Z", 1.25)


def exchange(path="", body=None, answer=None, status=200, *, method="POST", line=12, number=1):  # noqa: PLR0913  # a whole exchange
    """An exchange that ``crm.create`` sent, with secrets in its headers."""
    return Exchange(
        number,
        Request(method, LEAD + path, HEADERS, json.dumps(body).encode() if body is not None else b""),
        Response(status, HEADERS, json.dumps(answer).encode() if answer is not None else b""),
        sender=Sender("requests", Origin(f"{ROOT}/crm.py", line, "create")),
    )


def finding(found_in, path, seen="seen", *, pitfall="page-cap", level="error"):
    return Finding(pitfall, "rule", level, found_in, path, "value", seen)


def reported(tally, ended=None, **run):
    return report_of(
        tally, RunInfo(**{**{name: getattr(RUN, name) for name in RUN.__slots__}, **run}), all_pitfalls(), ended
    )


@pytest.fixture
def tally():
    """A run in which two tests sent something and one did not."""
    made = Tally()
    secret = {"api_token": SECRET, "fields": {"phone": "+919812345670", "password": SECRET}, "note": f"it is {SECRET}"}
    secret["payload"] = json.dumps({"token": SECRET[:6]})
    search = exchange(f"/search?limit=500&token={SECRET}", secret, {"token": SECRET, "data": []}, 400)
    create = exchange("", secret, {"remarks": [{"field": "fields.token", "secret": SECRET}]}, 201, line=20, number=2)
    made.count("test_shop.py::test_1", [search, create])
    made.add("test_shop.py::test_1", [finding(search, "request.query.limit", f"limit = 500, token = '{SECRET}'")], 2)
    made.add(
        "test_shop.py::test_1",
        [finding(create, "response.body.remarks[0]", pitfall="partial-success", level="warning")],
        2,
    )
    made.count("test_shop.py::test_2", [create], [f"it failed for token = '{SECRET}'"])
    made.count("test_shop.py::test_3", [])
    made.check(
        CheckRow(
            "test_shop.py::TestShop",
            "iso-date",
            "check_dates",
            "failed",
            3,
            text="a date was wrong",
            test="test_shop.py::TestShop::x",
        )
    )
    made.check(CheckRow("test_shop.py::TestShop", "page-cap", "check_pages", "passed", 20))
    place = Place(f"{ROOT}/crm.py", 30, "update")
    unnoticed = ("partial-success", "test_shop.py::test_2", "unnoticed")
    made.provoked += [ProvokedRow(*unnoticed, said="fields.name was dropped", text="in full", origin=place)]
    made.provoked += [ProvokedRow("iso-date", "test_shop.py::test_2", "noticed")]
    return made


@pytest.fixture
def report(tally):
    places = {f"test_shop.py::test_{n}": Ended("failed", Place("test_shop.py", n, f"test_{n}")) for n in (1, 2, 3)}
    places["test_shop.py::TestShop::x"] = Ended("failed", Place("test_shop.py", 40, "TestShop.x"))
    return reported(tally, places)


@pytest.fixture
def unjudged():
    """A report on three checks that came to no verdict, two of them for the same reason."""
    made = Tally()
    for number, why in enumerate(("LookupError: no | db", "LookupError: no | db", "it is flaky")):
        told = {"why": why, "text": f"in full: {why}", "test": f"test_shop.py::TestShop::test_{number}"}
        made.check(CheckRow("test_shop.py::TestShop", "iso-date", f"check_{number}", "error", **told))
    places = {row.test: Ended("error", Place("test_shop.py", 40, f"TestShop.{row.check}")) for row in made.checks}
    return reported(made, places)
