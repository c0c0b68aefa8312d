"""Writes by the Async API, which creates or updates on its own; all else by the Sync API, one ``httpx.post`` each."""

import ssl

import httpx

from pytest_leads import Integration

ENTERPRISE = "64f1a2b3c4d5e6f708192a3b"
ASYNC_URL = f"https://next-api.telecrm.in/enterprise/{ENTERPRISE}/autoupdatelead"
SYNC_URL = f"https://next.telecrm.in/autoupdate/v2/enterprise/{ENTERPRISE}"
ASYNC_HEADERS = {"Authorization": "Bearer tc_async_5d8e30"}
SYNC_HEADERS = {"Authorization": "Bearer tc_sync_71fa94"}
IDENTIFIER = "phone"
BY_TELECRM = {IDENTIFIER, "created_on", "modified_on"}
#: Reading the certificates takes longer than most requests.
TLS = ssl.create_default_context()


class RefusedError(RuntimeError):
    """What telecrm did not take."""


def queue(fields, actions):
    """Have the lead created or updated, soon; nobody hears of what does not fit."""
    body = {"fields": fields, "actions": [prefixed(action) for action in actions]}
    answer = httpx.post(ASYNC_URL, json=body, headers=ASYNC_HEADERS, verify=TLS)
    answer.raise_for_status()
    if answer.json()["status"] != "QUEUED":
        raise RefusedError(answer.text)


def prefixed(action):
    """Custom actions are called ACTION_1001 here, and 1001 by the Sync API."""
    return {**action, "type": f"ACTION_{action['type']}"} if action["type"].isdigit() else action


def create(fields, actions):
    queue(fields, actions)


def save(fields):
    queue(fields, [])


def post(path, body, **params):
    answer = httpx.post(SYNC_URL + path, json=body, params=params, headers=SYNC_HEADERS, verify=TLS)
    if answer.is_error:
        raise RefusedError(answer.text)
    return answer.json()


def update(lead_id, fields):
    """The lead as it is afterwards."""
    if IDENTIFIER in fields:
        expect_identifier(lead_id, fields[IDENTIFIER])
    sent = {name: value for name, value in fields.items() if name not in BY_TELECRM}
    stored = post(f"/lead/{lead_id}", {"fields": sent})["fields"]
    for name, value in sent.items():
        if stored.get(name) != value:
            raise RefusedError(f"{name} is {stored.get(name)!r} and not {value!r}")
    return stored


def expect_identifier(lead_id, number):
    """The API itself finds a lead by any spelling of its number."""
    if [lead["id"] for lead in search({IDENTIFIER: number})] != [lead_id]:
        raise RefusedError(f"the {IDENTIFIER} of a lead cannot be changed, not to {number} either")


def add_actions(lead_id, actions):
    results = post(f"/lead/{lead_id}/action", {"actions": actions})["actions"]
    refused = [action for action, result in zip(actions, results, strict=True) if result["status"] != "CREATED"]
    if refused:
        raise RefusedError(refused)
    return [result["action_id"] for result in results]


def search(filters):
    return read_all({"fields": filters})


def read_all(body):
    leads, read, total = {}, 0, None
    while total is None or read < total:
        page = post("/lead/search", body, skip=read, limit=100)
        leads.update((row["id"], row) for row in page["data"])
        read, total = read + page["limit"], page["total_count"]
    return list(leads.values())


def search_by_status(label):
    wanted = label.lower().split()
    statuses = [status for stage in read_pipeline()["leadStages"] for status in stage["activeStatuses"]]
    same = [status["label"] for status in statuses if status["label"].lower().split() == wanted]
    if not same:
        raise RefusedError(f"telecrm has no status {label!r}")
    return read_all({"fields": {"status": same}})


def read_pipeline():
    answer = httpx.get(f"{SYNC_URL}/lead-stage-pipeline", headers=SYNC_HEADERS, verify=TLS)
    answer.raise_for_status()
    return answer.json()


def milliseconds(moment):
    return int(moment.timestamp()) * 1000


def search_created(start, end):
    return read_all({"fields": {"created_on": {"from": milliseconds(start), "to": milliseconds(end)}}})


def search_acted(start, end):
    return read_all({"actions": {"performed_at": {"from": milliseconds(start), "to": milliseconds(end)}}})


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
    )
