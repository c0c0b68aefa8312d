"""Bare functions on the standard library, plain dicts and tuples; dates as text, losses as logged warnings."""

import json
import logging
from datetime import UTC, timedelta, timezone
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from pytest_leads import Integration

API = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer tc_sync_e02c11", "Content-Type": "application/json"}
INDIA = timezone(timedelta(hours=5, minutes=30))
CONFLICT = 409


def call(path, body=None, **query):
    """The decoded answer to a POST of ``body``, or to a GET."""
    url = f"{API}{path}?{urlencode(query)}" if query else API + path
    content = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url, content, HEADERS)) as response:  # noqa: S310  # the address is https
        return json.load(response)


def create(fields, actions):
    try:
        answer = call("/lead", {"fields": fields, "actions": actions})
    except HTTPError as error:
        if error.code != CONFLICT:
            raise
        lead_id = find(fields)
        update(lead_id, fields)
        if actions:
            add_actions(lead_id, actions)
        return lead_id
    lead_id = answer["lead_id"]
    warn_of_ignored(lead_id, answer)
    if "status" in fields:
        lead = call(f"/lead/{lead_id}")
        warn_of_lost(lead_id, {"status": fields["status"]}, lead | lead["fields"])
    return lead_id


def save(fields):
    lead_id = find(fields)
    if lead_id is None:
        return create(fields, [])
    update(lead_id, fields)
    return lead_id


def find(fields):
    """Id of the lead that has the identifier of ``fields``."""
    name = identifier()["apiName"]
    rows = call("/lead/search", {"fields": {name: fields[name]}}, limit=1)["data"]
    return rows[0]["id"] if rows else None


def update(lead_id, fields):
    own = identifier()
    changes = {name: fields[name] for name in fields if name not in (own["apiName"], "created_on", "modified_on")}
    stored = call(f"/lead/{lead_id}", {"fields": changes})["fields"]
    warn_of_lost(lead_id, changes, stored)
    asked = fields.get(own["apiName"])
    if asked is not None and plain(asked, own) != plain(stored[own["apiName"]], own):
        warn("lead %s keeps its %s; change it in the dashboard", lead_id, own["apiName"])


def add_actions(lead_id, actions):
    warn_of_ignored(lead_id, call(f"/lead/{lead_id}/action", {"actions": actions}))


def warn_of_ignored(lead_id, answer):
    lost = [remark["field"] for remark in answer.get("remarks", [])]
    lost += [f"actions[{n}]" for n, action in enumerate(answer.get("actions", [])) if action["action_id"] is None]
    if lost:
        warn("telecrm ignored %s of lead %s", ", ".join(lost), lead_id)


def warn_of_lost(lead_id, sent, stored):
    lost = [name for name, value in sent.items() if stored.get(name) != value]
    if lost:
        warn("telecrm did not store %s of lead %s", ", ".join(lost), lead_id)


def warn(text, *values):
    logging.warning(text, *values)  # noqa: LOG015  # as scripts do


def custom_fields():
    return call("/custom-fields", detail="true")["customFields"]


def identifier():
    return next(field for field in custom_fields() if field["isLeadid"])


def plain(value, field):
    if field["type"] == "PHONE":
        return "".join(digit for digit in value if digit in "0123456789")[-10:]
    return value.strip().lower()


def search(filters):
    return [(row["id"], row["fields"]) for row in pages({"fields": filters})]


def pages(body, limit=50):
    """Rows of all pages; one that was seen before comes again when a lead is created meanwhile."""
    seen, skip = set(), 0
    while True:
        rows = call("/lead/search", body, skip=skip, limit=limit)["data"]
        for row in rows:
            if row["id"] not in seen:
                seen.add(row["id"])
                yield row
        if len(rows) < limit:
            return
        skip += limit


def search_by_status(label):
    stages = call("/lead-stage-pipeline")["leadStages"]
    labels = [status["label"] for stage in stages for status in stage["activeStatuses"]]
    by_look = {look(own): own for own in labels} | {own: own for own in labels}
    own = by_look.get(label) or by_look.get(look(label))
    if own is None:
        raise KeyError(f"no status {label!r}; there are {', '.join(labels)}")
    return list(pages({"fields": {"status": own}}))


def look(label):
    return " ".join(label.split()).lower()


def search_created(start, end):
    """As text in the date format that the workspace is set to, on India's clocks."""
    field = next(field for field in custom_fields() if field["apiName"] == "created_on")
    day = field["dateFormat"].replace("DD", "%d").replace("MM", "%m").replace("YYYY", "%Y")
    first, last = (aware(moment).astimezone(INDIA).strftime(f"{day} %H:%M:%S") for moment in (start, end))
    return list(pages({"fields": {"created_on": {"from": first, "to": last}}}))


def search_acted(start, end):
    first, last = (int(aware(moment).timestamp()) * 1000 for moment in (start, end))
    return list(pages({"actions": {"performed_at": {"from": first, "to": last}}}))


def aware(moment):
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


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
