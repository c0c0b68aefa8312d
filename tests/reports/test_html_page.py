"""The report as a page; what a browser makes of it is looked at by tests/reports/browser.py."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from pytest_leads.reports.html_page import write_html
from pytest_leads.reports.tally import Tally
from pytest_leads.wire import Origin, Sender

from .conftest import exchange, finding, reported

VOID = {"meta", "br", "wbr"}


class Page(HTMLParser):
    """The elements of a page, each with its attributes and the text in it; wrong nesting is an error."""

    def __init__(self, text):
        super().__init__()
        self.elements, self._open = [], []
        self.feed(text)
        assert not self._open

    def handle_starttag(self, tag, attributes):
        element = [tag, dict(attributes), ""]
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        for element in self._open:
            element[2] += data

    def all(self, tag, **attributes):
        return [e for e in self.elements if e[0] == tag and all(e[1].get(k) == v for k, v in attributes.items())]

    def texts(self, tag, **attributes):
        return [re.sub(r"\s+", " ", text).strip() for _, _, text in self.all(tag, **attributes)]


@pytest.fixture
def page(report):
    return Page("".join(write_html(report)))


def test_it_is_a_table_of_pitfalls_by_tests(page):
    assert page.texts("th", scope="col")[:3] == ["test", "LEAD001 identifier-change", "LEAD002 partial-success"]
    rows = [text for text in page.texts("th", scope="row") if text.startswith("test_shop")]
    assert rows == [
        "test_shop.py::test_1 failed 2 exchanges",
        "test_shop.py::test_2 failed 1 exchange1 troubleit failed for token = ***",
    ]
    assert page.texts("p", **{"class": "legend"})[0].endswith("Left out, without Leads traffic: 1 test.")


def test_a_cell_opens_the_exchange_with_the_guilty_part_marked(page):
    names = {attributes["id"]: text for _, attributes, text in page.all("dialog")}
    links = [attributes["href"] for _, attributes, _ in page.all("a") if attributes.get("class") != "close"]
    assert [link.removeprefix("#") for link in links] == list(names)
    assert page.texts("mark")[0] == 'guilty: { "field": "fields.token", "secret": "***" }'
    assert page.texts("mark")[1] == "guilty: limit=500"
    assert "crm.py:12 in create" in names["c0-page-cap"]


def test_silence_is_told_apart_from_a_call_that_was_never_made(page):
    quiet = page.texts("td", **{"class": "quiet"})
    assert {text[1:] for text in quiet} == {"no finding", "not seen"}


def test_the_contract_checks_and_the_provocations_are_there(page):
    assert "test_shop.py::TestShop" in page.texts("h3")
    assert "failed check_dates" in page.texts("summary")
    assert "a date was wrong" in page.texts("pre")
    assert any("in full" in text for text in page.texts("pre"))


def test_it_takes_nothing_from_elsewhere_and_runs_nothing_but_its_own(page):
    for tag, attributes, _ in page.elements:
        assert tag not in {"link", "img", "iframe", "base", "object", "form"}
        assert not {"src", "style", "srcset", "action"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("href", "#").startswith("#")
    assert "url(" not in page.all("style")[0][2]


def test_its_policy_names_its_own_style_and_script_alone(page):
    [policy] = [a["content"] for _, a, _ in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        [(_, _, text)] = page.all(tag)
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}';" in policy


def test_every_id_is_there_once_and_every_label_leads_to_one(page):
    ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes, _ in page.elements:
        assert attributes.get("aria-labelledby", ids[0]) in ids
        assert attributes.get("href", "#" + ids[0]).removeprefix("#") in ids


EVIL = "</pre></script><img src=x onerror=alert(1)>'\"&amp;"


def test_what_somebody_sent_is_shown_and_not_obeyed():
    tally = Tally()
    sent = replace(exchange("", {EVIL: EVIL}, {EVIL: EVIL}), sender=Sender(EVIL, Origin(EVIL, 1, EVIL)))
    tally.count(EVIL, [sent], [EVIL])
    tally.add(EVIL, [finding(sent, f"request.body.{EVIL}", EVIL)], 1)
    tally.outside.append(EVIL)
    page = Page("".join(write_html(reported(tally))))
    assert not page.all("img")
    assert any(EVIL in text for text in page.texts("pre"))


def test_what_no_test_sent_has_a_row_of_its_own():
    tally = Tally()
    tally.count("", [exchange()])
    page = Page("".join(write_html(reported(tally))))
    assert "outside of any test 1 exchange" in page.texts("th", scope="row")


def test_a_run_of_nothing_has_a_page_too():
    page = Page("".join(write_html(reported(Tally()))))
    assert page.texts("p", **{"class": "verdict bad"}) == [
        "No Leads traffic was seen: this says nothing about the integration."
    ]
    assert not page.all("table")


def test_checks_without_a_verdict_are_told_once_for_each_reason(unjudged):
    page = "".join(write_html(unjudged))
    assert page.count("in full: LookupError: no | db") == 1
    assert "<code>check_0, check_1</code>" in page
    assert '<th scope="col">error</th>' in page
    assert 'class="verdict bad"' in page
