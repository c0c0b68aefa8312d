"""A CRM class on a ``requests`` session, with exceptions of its own: whatever is not stored is raised."""

from datetime import UTC, datetime, timedelta

import requests

from pytest_leads import Integration

BASE_URL = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
TOKEN = "tc_sync_4f0c2a"
PAGE_SIZE = 100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
READ_ONLY = frozenset({"created_on", "modified_on"})


class CrmError(Exception):
    pass


class ApiError(CrmError):
    """The API answered with an error."""

    def __init__(self, status, code, message):
        super().__init__(f"{status} {code}: {message}")
        self.code = code


class NotStoredError(CrmError):
    """The API answered with success, but did not store everything."""

    def __init__(self, lead_id, paths):
        super().__init__(f"lead {lead_id}: not stored: {', '.join(paths)}")


class UnknownStatusError(CrmError):
    pass


class FixedIdentifierError(CrmError):
    """The identifier of a lead can only be changed in the dashboard."""


class Crm:
    """The leads of one workspace."""

    def __init__(self, token=TOKEN):
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def create_lead(self, fields, actions=()):
        """Create a lead, or bring the data to the one that has this identifier; gives its id."""
        if "status" in fields and fields["status"] not in self.labels():
            raise UnknownStatusError(fields["status"])
        try:
            created = self._post("/lead", {"fields": fields, "actions": list(actions)})
        except ApiError as error:
            if error.code != "LEAD_ALREADY_EXISTS":
                raise
            return self._bring_to_existing(fields, actions)
        self._expect_nothing_ignored(created)
        return created["lead_id"]

    def save_lead(self, fields):
        name, _ = self._identifier()
        known = self.search({name: fields[name]})
        if not known:
            return self.create_lead(fields)
        self.update_lead(known[0]["id"], fields)
        return known[0]["id"]

    def update_lead(self, lead_id, fields):
        """Change a lead; its identifier may be among the fields, unchanged."""
        name, kind = self._identifier()
        if name in fields:
            stored = self._get(f"/lead/{lead_id}")["fields"].get(name)
            if plain(fields[name], kind) != plain(stored, kind):
                raise FixedIdentifierError(f"{name} of lead {lead_id} is {stored}")
        changes = {field: value for field, value in fields.items() if field != name and field not in READ_ONLY}
        now = self._post(f"/lead/{lead_id}", {"fields": changes})["fields"]
        lost = [f"fields.{field}" for field, value in changes.items() if now.get(field) != value]
        if lost:
            raise NotStoredError(lead_id, lost)

    def add_actions(self, lead_id, actions):
        self._expect_nothing_ignored(self._post(f"/lead/{lead_id}/action", {"actions": actions}))

    def search(self, filters):
        return self._all({"fields": filters})

    def search_by_status(self, label):
        labels = self.labels()
        own = label if label in labels else next((each for each in labels if look(each) == look(label)), None)
        if own is None:
            raise UnknownStatusError(label)
        return self._all({"fields": {"status": [own]}})

    def search_created(self, start, end):
        return self._all({"fields": {"created_on": {"from": unix_ms(start), "to": unix_ms(end)}}})

    def search_acted(self, start, end):
        return self._all({"actions": {"performed_at": {"from": unix_ms(start), "to": unix_ms(end)}}})

    def labels(self):
        stages = self._get("/lead-stage-pipeline")["leadStages"]
        return [status["label"] for stage in stages for status in stage["activeStatuses"]]

    def _all(self, body):
        leads, skip = {}, 0
        while True:
            page = self._post("/lead/search", body, params={"skip": skip, "limit": PAGE_SIZE})
            for row in page["data"]:
                leads.setdefault(row["id"], row)
            skip += len(page["data"])
            if not page["data"] or skip >= page["total_count"]:
                return list(leads.values())

    def _bring_to_existing(self, fields, actions):
        name, _ = self._identifier()
        lead_id = self.search({name: fields[name]})[0]["id"]
        self.update_lead(lead_id, fields)
        if actions:
            self.add_actions(lead_id, actions)
        return lead_id

    def _identifier(self):
        """API name and type of the workspace's lead identifier."""
        name = self._get("/metadata")["leadIdentifierFieldId"]
        return name, self._get(f"/custom-fields/{name}")["type"]

    def _expect_nothing_ignored(self, answer):
        lost = [remark["field"] for remark in answer.get("remarks", [])]
        actions = enumerate(answer.get("actions", []))
        lost += [f"actions[{n}]" for n, action in actions if action["status"] == "IGNORED"]
        if lost:
            raise NotStoredError(answer["lead_id"], lost)

    def _get(self, path):
        return self._read(self.session.get(BASE_URL + path, timeout=30))

    def _post(self, path, body, params=None):
        return self._read(self.session.post(BASE_URL + path, json=body, params=params, timeout=30))

    def _read(self, response):
        if not response.ok:
            error = response.json()["error"]
            raise ApiError(response.status_code, error["code"], error["message"])
        return response.json()


def plain(value, kind):
    """An identifier without the differences that the API does not see."""
    if kind == "PHONE":
        return "".join(character for character in str(value) if character.isdigit())[-10:]
    return str(value).strip().casefold()


def look(label):
    return " ".join(label.split()).casefold()


def unix_ms(moment):
    if moment.tzinfo is None:
        raise ValueError("a date without a time zone")
    return (moment - EPOCH) // timedelta(milliseconds=1)


def integration():
    crm = Crm()
    return Integration(
        create=crm.create_lead,
        update=crm.update_lead,
        save=crm.save_lead,
        add_actions=crm.add_actions,
        search=crm.search,
        search_by_status=crm.search_by_status,
        search_created=crm.search_created,
        search_acted=crm.search_acted,
        any_workspace=True,
    )
