"""A correct integration in small methods: it asks the API for what the workspace decides, and tells of every loss."""

from datetime import UTC, datetime, timedelta, timezone

import httpx

from pytest_leads import Integration

BASE = "https://next.telecrm.in/autoupdate/v2/enterprise/64f1a2b3c4d5e6f708192a3b"
HEADERS = {"Authorization": "Bearer s3cr3t-t0ken"}
CONFLICT = 409
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: The zone in which this shop's people think.
INDIA = timezone(timedelta(hours=5, minutes=30))
#: Fields that the API keeps by itself.
KEPT = ("created_on", "modified_on")


class LostError(Exception):
    """The API answered with success and did not store all that was sent."""


class UnknownLabelError(Exception):
    """The pipeline has no such status."""


class Shop:
    """What a shop does with its leads; a mutant overrides one method."""

    limit = 100
    client = httpx.Client(base_url=BASE, headers=HEADERS)

    # The wire

    def get(self, path):
        return self.accepted(self.client.get(path)).json()

    def post(self, path, body, **query):
        return self.client.post(path, json=body, params=query)

    def accepted(self, answer):
        return answer.raise_for_status()

    def identifier(self):
        return self.get("/metadata")["leadIdentifierFieldId"]

    # Writing

    def create(self, fields, actions):
        answer = self.post("/lead", {"fields": fields, "actions": actions})
        if answer.status_code == CONFLICT:
            return self.bring(fields, actions)
        created = self.accepted(answer).json()
        self.tell(self.ignored(created))
        self.tell(self.lost_status(created["lead_id"], fields))
        return created["lead_id"]

    def bring(self, fields, actions):
        """After a conflict: all that was to be created goes to the lead that is there."""
        lead_id = self.look_up(fields[self.identifier()])
        self.update(lead_id, fields)
        if actions:
            self.add_actions(lead_id, actions)
        return lead_id

    def look_up(self, value):
        return self.read_all({"fields": {self.identifier(): value}})[0]["id"]

    def update(self, lead_id, fields):
        own = self.identifier()
        answer = self.post(f"/lead/{lead_id}", {"fields": self.changes(fields, own)})
        stored = self.accepted(answer).json()["fields"]
        self.tell(self.lost_fields(fields, stored, own))
        return lead_id

    def changes(self, fields, own):
        return {name: value for name, value in fields.items() if name not in (own, *KEPT)}

    def save(self, fields):
        return self.create(fields, [])

    def add_actions(self, lead_id, actions):
        answer = self.post(f"/lead/{lead_id}/action", {"actions": actions})
        self.tell(self.ignored(self.accepted(answer).json()))

    # What was lost

    def tell(self, lost):
        if lost:
            raise LostError(lost)

    def ignored(self, answer):
        return self.ignored_remarks(answer) + self.ignored_actions(answer)

    def ignored_remarks(self, answer):
        return [remark["field"] for remark in answer["remarks"] if remark["status"] == "IGNORED"]

    def ignored_actions(self, answer):
        return [f"actions[{n}]" for n, action in enumerate(answer["actions"]) if action["status"] == "IGNORED"]

    def lost_status(self, lead_id, fields):
        """No remark comes for a status that is dropped in silence."""
        if "status" not in fields:
            return []
        stored = self.get(f"/lead/{lead_id}")["fields"]
        return [] if stored.get("status") == fields["status"] else ["fields.status"]

    def lost_fields(self, fields, stored, own):
        """An update's answer has no remarks, only the lead as it is now."""
        lost = [f"fields.{name}" for name, value in self.changes(fields, own).items() if stored.get(name) != value]
        moved = own in fields and self.plain(fields[own]) != self.plain(stored[own])
        return [*lost, f"fields.{own}"] if moved else lost

    def plain(self, value):
        """An identifier without what differs between its spellings."""
        digits = "".join(character for character in value if character.isdigit())
        return value.casefold() if "@" in value or value[:1].isalpha() else digits[-10:]

    # Searching

    def search(self, filters):
        return self.read_all({"fields": filters})

    def read_all(self, body):
        rows, skip = {}, 0
        while True:
            page = self.page(body, skip)
            self.collect(rows, page["data"])
            skip = self.next_skip(skip, page)
            if self.is_last(skip, page):
                return list(rows.values())

    def page(self, body, skip):
        return self.accepted(self.post("/lead/search", body, skip=skip, limit=self.limit)).json()

    def collect(self, rows, page):
        for row in page:
            rows.setdefault(row["id"], row)

    def next_skip(self, skip, page):
        return skip + len(page["data"])

    def is_last(self, skip, page):
        return not page["data"] or skip >= page["total_count"]

    def search_by_status(self, label):
        return self.read_all({"fields": {"status": self.canonical(label)}})

    def canonical(self, label):
        """The pipeline's own spelling of a label as a person writes it."""
        labels = self.labels()
        same = [own for own in labels if own == label] or [own for own in labels if self.look(own) == self.look(label)]
        if not same:
            raise UnknownLabelError(label)
        return same[0]

    def labels(self):
        stages = self.get("/lead-stage-pipeline")["leadStages"]
        return [status["label"] for stage in stages for status in stage["activeStatuses"]]

    def look(self, label):
        return " ".join(label.split()).casefold()

    # Dates

    def search_created(self, start, end):
        return self.read_all({"fields": {"created_on": self.window(start, end)}})

    def search_acted(self, start, end):
        return self.read_all({"actions": {"performed_at": self.window(start, end)}})

    def window(self, start, end):
        return {"from": self.moment(start), "to": self.moment(end)}

    def moment(self, when):
        aware = when if when.tzinfo else when.replace(tzinfo=INDIA)
        return (aware - EPOCH) // timedelta(milliseconds=1)


def integration(shop):
    """A shop as the checks call it."""
    return Integration(
        create=shop.create,
        update=shop.update,
        save=shop.save,
        add_actions=shop.add_actions,
        search=shop.search,
        search_by_status=shop.search_by_status,
        search_created=shop.search_created,
        search_acted=shop.search_acted,
        any_workspace=True,
    )
