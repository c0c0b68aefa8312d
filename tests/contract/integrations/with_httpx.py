"""Async functions on one ``httpx.AsyncClient``, frozen dataclasses as results: what was ignored is in the result."""

from dataclasses import dataclass, field
from datetime import timedelta, timezone

import httpx

from pytest_leads import Integration

INDIA = timezone(timedelta(hours=5, minutes=30))
CONFLICT = 409


@dataclass(frozen=True)
class Lead:
    id: str
    fields: dict = field(hash=False)
    status: str | None = None


@dataclass(frozen=True)
class Saved:
    """The outcome of a write; ``ignored`` are the fields and actions that did not persist."""

    lead_id: str
    created: bool
    ignored: tuple[str, ...] = ()


client = httpx.AsyncClient(
    base_url="https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b",
    headers={"Authorization": "Bearer tc_sync_9b1d77"},
)


async def get(path):
    return (await client.get(path)).raise_for_status().json()


async def post(path, body, **query):
    return (await client.post(path, json=body, params=query)).raise_for_status().json()


async def identifier():
    return (await get("/metadata"))["leadIdentifierFieldId"]


async def create(fields, actions):
    response = await client.post("/lead", json={"fields": fields, "actions": actions})
    if response.status_code == CONFLICT:
        return await bring_to_existing(fields, actions)
    answer = response.raise_for_status().json()
    ignored = ignored_in(answer)
    if "fields.status" not in ignored:
        ignored += await status_lost(answer["lead_id"], fields)
    return Saved(answer["lead_id"], created=True, ignored=tuple(ignored))


async def bring_to_existing(fields, actions):
    name = await identifier()
    [lead] = await search({name: fields[name]})
    saved = await update(lead.id, {key: value for key, value in fields.items() if key != name})
    more = await add_actions(lead.id, actions) if actions else saved
    return Saved(lead.id, created=False, ignored=tuple({*saved.ignored, *more.ignored}))


async def update(lead_id, fields):
    name = await identifier()
    changes = {key: value for key, value in fields.items() if key not in {name, "created_on", "modified_on"}}
    stored = (await post(f"/lead/{lead_id}", {"fields": changes}))["fields"]
    ignored = [f"fields.{key}" for key, value in changes.items() if stored.get(key) != value]
    if name in fields and not same_identifier(fields[name], stored[name]):
        ignored.append(f"fields.{name}")
    return Saved(lead_id, created=False, ignored=tuple(ignored))


async def save(fields):
    return await create(fields, [])


async def add_actions(lead_id, actions):
    answer = await post(f"/lead/{lead_id}/action", {"actions": actions})
    return Saved(lead_id, created=False, ignored=tuple(ignored_in(answer)))


def ignored_in(answer):
    remarks = [remark["field"] for remark in answer.get("remarks", []) if remark["status"] == "IGNORED"]
    results = enumerate(answer.get("actions", []))
    return remarks + [f"actions[{n}]" for n, result in results if result["status"] == "IGNORED"]


async def status_lost(lead_id, fields):
    """A status that the pipeline does not have is dropped without a remark: only the lead itself shows it."""
    if "status" not in fields:
        return []
    lead = await get(f"/lead/{lead_id}")
    return [] if fields["status"] in {lead.get("status"), lead["fields"].get("status")} else ["fields.status"]


def same_identifier(one, other):
    if "@" in other or not other.removeprefix("+").isdigit():
        return one.strip().casefold() == other.casefold()
    digits = "".join(filter(str.isdigit, one))
    return digits[-10:] == other[-10:]


async def search(filters):
    return await every_page({"fields": filters})


async def every_page(body):
    found, skip, total = {}, 0, 1
    while skip < total:
        page = await post("/lead/search", body, skip=skip, limit=100)
        for row in page["data"]:
            found[row["id"]] = Lead(row["id"], row["fields"], row.get("status"))
        skip, total = skip + 100, page["total_count"]
    return list(found.values())


async def search_by_status(label):
    pipeline = await get("/lead-stage-pipeline")
    labels = [status["label"] for stage in pipeline["leadStages"] for status in stage["activeStatuses"]]
    shown = [own for own in labels if own.split() == label.split()]
    alike = [own for own in labels if own.casefold().split() == label.casefold().split()]
    if not alike:
        return []
    return await every_page({"fields": {"status": shown or alike}})


def window(start, end):
    return {"from": milliseconds(start), "to": milliseconds(end)}


def milliseconds(moment):
    moment = moment if moment.tzinfo else moment.replace(tzinfo=INDIA)
    return round(moment.timestamp() * 1000)


async def search_created(start, end):
    return await every_page({"fields": {"created_on": window(start, end)}})


async def search_acted(start, end):
    return await every_page({"actions": {"performed_at": window(start, end)}})


def integration():
    return Integration(
        create=create,
        update=update,
        save=save,
        add_actions=add_actions,
        search=search,
        search_by_status=search_by_status,
        search_created=search_created,
        search_acted=search_acted,
        any_workspace=True,
    )
