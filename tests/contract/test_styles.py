"""Other ways to write what is right, each of which the checks have to let pass."""

import asyncio
import json
import sqlite3
from collections import UserList, namedtuple
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from integrations import with_async_api, with_httpx
from integrations.with_requests import Crm
from styles import Model, passes

from pytest_leads import Integration

crm = Crm()


class Lead:
    """An object that knows the client it came from, which knows all leads it ever read."""

    def __init__(self, client, row):
        self._client = client
        self._row = row


class Client:
    def __init__(self, rows):
        self.cache = {row["id"]: Lead(self, row) for row in rows}


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
