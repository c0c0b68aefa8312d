"""Other ways to write what is right, each of which the checks have to let pass."""

import asyncio
import json
import logging
import sqlite3
import warnings
from collections import UserList, namedtuple
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

import pytest
from integrations import with_async_api, with_httpx
from integrations.with_requests import Crm
from specificity import alarms

from pytest_leads import Integration

crm = Crm()


def passes(bench, *checks, **members):
    """All checks of these members, or those that are named, find nothing, and some of them judge."""
    made = Integration(**members)
    results = {c: bench.run(c, made, examples=4) for c in checks} or bench.run_all(made, examples=4)
    assert alarms(results) == {}
    assert any(not result.not_covered for result in results.values())


# What a search returns


class Lead:
    """An object that knows the client it came from, which knows all leads it ever read."""

    def __init__(self, client, row):
        self._client = client
        self._row = row


class Client:
    def __init__(self, rows):
        self.cache = {row["id"]: Lead(self, row) for row in rows}


class Model:
    """As data classes of validation libraries are: iterating gives pairs of name and value."""

    def __init__(self, **values):
        self.__dict__.update(values)

    def __iter__(self):
        yield from self.__dict__.items()


class Page:
    """A container with its own iteration."""

    def __init__(self, rows):
        self._rows = rows

    def __iter__(self):
        return iter(self._rows)

    def __len__(self):
        return len(self._rows)


@dataclass(frozen=True)
class Found:
    total: int
    leads: tuple = ()
    raw: Any = field(default=None, repr=False)


Row = namedtuple("Row", "id phone fields")  # noqa: PYI024  # the untyped one is a style, too
Result = namedtuple("Result", "total leads by_id")  # noqa: PYI024  # the untyped one is a style, too


def csv_text(rows):
    lines = [f'{row["id"]},{row["fields"]["phone"]},"{row["fields"].get("name", "")}"' for row in rows]
    return "\n".join(["id,phone,name", *lines])


def sqlite_rows(rows):
    values = [(row["id"], row["fields"]["phone"], row["fields"]["created_on"]) for row in rows]
    with closing(sqlite3.connect(":memory:")) as table:
        table.row_factory = sqlite3.Row
        table.execute("create table leads (id, phone, created)")
        table.executemany("insert into leads values (?, ?, ?)", values)
        return table.execute("select * from leads").fetchall()


def when(row):
    return datetime.fromtimestamp(row["fields"]["created_on"] / 1000, UTC)


SHAPES = {
    "a list of ids": lambda rows: [row["id"] for row in rows],
    "a set of ids": lambda rows: {row["id"] for row in rows},
    "a result with a set": lambda rows: Found(len(rows), frozenset(row["id"] for row in rows)),
    "a list of numbers": lambda rows: [int(row["fields"]["phone"]) for row in rows],
    "a tuple of leads and their number": lambda rows: (rows, len(rows)),
    "a tuple of ids and their number": lambda rows: ([row["id"] for row in rows], len(rows)),
    "a mapping by id": lambda rows: {row["id"]: row for row in rows},
    "a mapping by number": lambda rows: {row["fields"]["phone"]: row["fields"].get("name") for row in rows},
    "the values of a mapping": lambda rows: {row["id"]: row for row in rows}.values(),
    "pairs of id and fields": lambda rows: [(row["id"], row["fields"]) for row in rows],
    "lists of id and fields": lambda rows: [[row["id"], row["fields"]] for row in rows],
    "flat tuples": lambda rows: [(row["id"], row["fields"]["phone"], row["fields"].get("name")) for row in rows],
    "tuples with a date": lambda rows: [(row["id"], row["fields"]["phone"], when(row)) for row in rows],
    "named tuples": lambda rows: [Row(row["id"], row["fields"]["phone"], row["fields"]) for row in rows],
    "a named tuple of them all": lambda rows: Result(len(rows), rows, {row["id"]: row for row in rows}),
    "a generator": lambda rows: (row for row in rows),
    "pages": lambda rows: [rows[n : n + 50] for n in range(0, len(rows), 50)],
    "objects": lambda rows: [Lead(None, row) for row in rows],
    "objects that know the others": lambda rows: list(Client(rows).cache.values()),
    "models": lambda rows: [Model(**row) for row in rows],
    "a model of models": lambda rows: Model(items=[Model(**row) for row in rows], total=len(rows)),
    "a container": Page,
    "a user list": UserList,
    "a result with the raw answer": lambda rows: Found(len(rows), tuple(rows), json.dumps({"data": rows})),
    "an answer with a cursor": lambda rows: {"leads": rows, "cursor": rows[-1]["id"] if rows else None},
    "JSON": json.dumps,
    "pretty JSON": lambda rows: json.dumps({"leads": rows}, indent=2).encode(),
    "lines of JSON": lambda rows: "\n".join(json.dumps(row) for row in rows),
    "CSV": csv_text,
    "lines of text": lambda rows: [f"{row['fields']['phone']} {row['fields']['created_on']}" for row in rows],
    "rows of a table": sqlite_rows,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_search_may_return(shape, bench):
    passes(
        bench,
        "search_keeps_the_order_of_the_pages",
        "search_finds_by_one_field",
        "search_with_no_filter_finds_every_lead",
        "search_finds_nothing_where_nothing_matches",
        search=lambda filters: SHAPES[shape](crm.search(filters)),
    )


def test_a_search_may_be_an_async_generator(bench):
    async def search(filters):
        for lead in await with_httpx.search(filters):
            yield lead

    passes(bench, search=search)


class Reading:
    """Leads that are read from the API while somebody iterates over them."""

    def __init__(self, filters):
        self.filters = filters

    def __iter__(self):
        yield from crm.search(self.filters)


def test_a_search_may_be_read_while_it_is_iterated_over(bench):
    passes(bench, search=Reading)


def test_a_search_that_fails_while_it_is_iterated_over_has_failed(bench):
    class Failing(Reading):
        def __iter__(self):
            yield from crm.search({"email": self.filters})

    assert "ApiError" in str(bench.run("search_finds_by_one_field", Integration(search=Failing)).broken)


def test_a_search_with_no_filter_may_be_refused_before_anything_is_sent(bench):
    def search(filters):
        if not filters:
            raise ValueError("no filter")
        return crm.search(filters)

    passes(bench, "search_with_no_filter_finds_every_lead", search=search)


def test_a_search_with_no_filter_that_was_sent_is_not_refused(bench):
    def search(filters):
        found = crm.search(filters)
        if not filters:
            raise ValueError("too many")
        return found

    assert "too many" in str(bench.run("search_with_no_filter_finds_every_lead", Integration(search=search)).broken)


# How a search reads


def page(body, skip, limit):
    return with_async_api.post("/lead/search", body, skip=skip, limit=limit)


def in_threads(body):
    """The first page tells how many there are, the others come at once; whatever came in since is read at the end."""
    pages = [page(body, 0, 25)]
    while len(pages) * 25 < pages[-1]["total_count"]:
        first, last = len(pages), -(-pages[-1]["total_count"] // 25)
        with ThreadPoolExecutor(4) as pool:
            pages += pool.map(lambda number: page(body, number * 25, 25), range(first, last))
    return list({row["id"]: row for each in pages for row in each["data"]}.values())


async def gathered(body):
    first = await with_httpx.post("/lead/search", body, skip=0, limit=40)
    rest = range(40, first["total_count"] + 1, 40)
    pages = await asyncio.gather(*(with_httpx.post("/lead/search", body, skip=skip, limit=40) for skip in rest))
    return {row["id"]: row for each in (first, *pages) for row in each["data"]}


@pytest.mark.parametrize("read", [in_threads, gathered])
def test_pages_may_be_read_at_once(read, bench):
    passes(bench, search=lambda filters: read({"fields": filters}))


@pytest.mark.parametrize("limit", [10, 50, 99])
def test_pages_may_be_small(limit, bench):
    def search(filters):
        leads, skip, rows = {}, 0, True
        while rows:
            rows = page({"fields": filters}, skip, limit)["data"]
            leads |= {row["id"]: row for row in rows}
            skip += limit
        return leads

    passes(bench, search=search)


@pytest.mark.parametrize("days", [1, 30])
def test_a_long_window_may_be_searched_piece_by_piece(days, bench):
    def search(start, end):
        found, step = {}, timedelta(days=days)
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        while start <= end:
            found |= {row["id"]: row for row in crm.search_created(start, min(start + step, end))}
            start += step
        return found

    passes(bench, "search_created_includes_both_ends", "search_created_reads_any_time_zone", search_created=search)


def test_naive_datetimes_may_be_refused(bench):
    def refusing(search):
        def window(start, end):
            if start.tzinfo is None:
                raise ValueError("a datetime without a zone")
            return search(start, end)

        return window

    passes(bench, search_created=refusing(crm.search_created), search_acted=refusing(crm.search_acted))


def test_the_end_of_a_window_may_come_as_text_and_its_start_as_milliseconds(bench):
    def search(start, end):
        last = (end - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
        first = start.astimezone(with_httpx.INDIA).strftime("%d/%m/%Y %H:%M:%S")
        return with_async_api.read_all({"fields": {"created_on": {"from": first, "to": last}}})

    passes(bench, "search_created_includes_both_ends", "search_created_reads_any_time_zone", search_created=search)


def test_an_unknown_status_may_be_an_error_and_a_known_one_may_be_searched_by_all_its_spellings(bench):
    def search(label):
        stages = with_async_api.read_pipeline()["leadStages"]
        statuses = [status for stage in stages for status in stage["activeStatuses"] + stage["archivedStatuses"]]
        wanted = label.casefold().split()
        same = [status["label"] for status in statuses if status["label"].casefold().split() == wanted]
        if not same:
            raise LookupError(label)
        return crm.search({"status": same})

    passes(bench, search_by_status=search)


# How a loss is told


class Outcome(Enum):
    STORED = "stored"
    PARTLY = "partly"


@dataclass
class Told:
    ok: bool = True
    problems: list = field(default_factory=list)


class RefusedError(Exception):
    pass


def failing(lost):
    return Model(failure=RefusedError(*lost)) if lost else Model(success=True)


def heard(lost):
    logger = logging.getLogger("shop.crm.heard")
    logger.propagate = False
    if lost:
        logger.error("%d values were lost", len(lost))


def warned(lost):
    if lost:
        warnings.warn(f"{len(lost)} values were lost", stacklevel=2)


TELLING = {
    "False": lambda lost, _: not lost,
    "None": lambda lost, lead_id: None if lost else lead_id,
    "a word": lambda lost, _: "partly stored" if lost else "stored",
    "a member of an enumeration": lambda lost, _: Outcome.PARTLY if lost else Outcome.STORED,
    "a number": lambda lost, _: len(lost),
    "a pair": lambda lost, lead_id: (lead_id, not lost),
    "an object": lambda lost, _: Told(not lost),
    "a list of texts": lambda lost, _: Told(problems=[f"{path} was not taken" for path in lost]),
    "a mapping": lambda lost, lead_id: {"id": lead_id, "lost": dict.fromkeys(lost, "not taken")},
    "an error as a value": lambda lost, _: failing(lost),
    "a logger that keeps its records": lambda lost, _: heard(lost),
    "a warning": lambda lost, _: warned(lost),
}


@pytest.mark.parametrize("way", TELLING)
def test_a_loss_may_be_told_by(way, bench):
    async def create(fields, actions):
        saved = await with_httpx.create(fields, actions)
        return TELLING[way](saved.ignored, saved.lead_id)

    async def update(lead_id, fields):
        return TELLING[way]((await with_httpx.update(lead_id, fields)).ignored, lead_id)

    async def add_actions(lead_id, actions):
        return TELLING[way]((await with_httpx.add_actions(lead_id, actions)).ignored, lead_id)

    passes(
        bench,
        "create_tells_of_an_ignored_field",
        "create_tells_when_all_but_the_identifier_is_ignored",
        "create_tells_of_an_ignored_action",
        "create_tells_of_a_status_that_was_not_stored",
        "update_tells_of_a_status_that_was_not_stored",
        "update_says_that_the_identifier_cannot_change",
        "add_actions_tells_of_an_ignored_action",
        "add_actions_tells_when_all_are_ignored",
        create=create,
        update=update,
        add_actions=add_actions,
    )


def test_an_ignored_action_may_be_told_by_the_ids_of_the_others(bench):
    def add_actions(lead_id, actions):
        results = with_async_api.post(f"/lead/{lead_id}/action", {"actions": actions})["actions"]
        return [result["action_id"] for result in results if result["action_id"]]

    passes(bench, add_actions=add_actions)


def test_an_ignored_action_may_be_given_back(bench):
    def add_actions(lead_id, actions):
        results = with_async_api.post(f"/lead/{lead_id}/action", {"actions": actions})["actions"]
        return [action for action, result in zip(actions, results, strict=True) if not result["action_id"]]

    passes(bench, add_actions=add_actions)


def test_a_raw_answer_of_any_client_may_be_returned(bench):
    def add_actions(lead_id, actions):
        return crm.session.post(f"{with_async_api.SYNC_URL}/lead/{lead_id}/action", json={"actions": actions})

    async def more_actions(lead_id, actions):
        return await with_httpx.client.post(f"/lead/{lead_id}/action", json={"actions": actions})

    passes(bench, add_actions=add_actions)
    passes(bench, add_actions=more_actions)


def test_a_lead_may_be_checked_before_it_is_sent(bench):
    def checked(fields):
        if fields.get("rating", 1) not in range(1, 6):
            raise ValueError("rating")
        if "@" not in fields.get("email", "@"):
            raise ValueError("email")
        return fields

    passes(
        bench,
        create=lambda fields, actions: crm.create_lead(checked(fields), actions),
        save=lambda fields: crm.save_lead(checked(fields)),
    )


def test_a_value_may_be_made_to_fit(bench):
    def fitting(fields):
        return {name: int(value) if name == "rating" else value for name, value in fields.items()}

    passes(
        bench,
        create=lambda fields, actions: crm.create_lead(fitting(fields), actions),
        update=lambda lead_id, fields: crm.update_lead(lead_id, fitting(fields)),
        save=lambda fields: crm.save_lead(fitting(fields)),
    )
