"""What has to be there: the documents told a second time, in plain data, to hold the API against.

Nothing of the simulator's decisions is used here: identifiers, matching, order, labels and the queue are told anew, so
that a mistake in one telling shows against the other. What a write holds that is not valid is told by whoever drew it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Either:
    """A value of which the documents allow several; the first look at the lead settles which it is."""

    values: tuple[Any, ...]


@dataclass(slots=True, eq=False)
class Lead:
    """A lead: ``identifier`` in its normal form, ``fields`` without it, ``born`` when and as which one of all.

    ``ignored`` are the values that must not be there; ``timeline`` holds the actions of each request, oldest first.
    ``row`` is how the lead looked when it was last read, ``None`` after a write; ``id`` is empty until it is known.
    """

    identifier: str
    born: tuple[int, int]
    fields: Fields
    ignored: Fields = field(default_factory=dict)
    timeline: list[list[Fields]] = field(default_factory=list)
    row: Fields | None = None
    id: str = ""


@dataclass(slots=True)
class Status:
    """A status of the pipeline."""

    label: str
    open: bool
    active: bool = True


@dataclass(slots=True)
class Write:
    """One write: the ``fields`` that are valid, the ``ignored`` ones that are not, the valid ``actions``."""

    fields: Fields
    ignored: Fields = field(default_factory=dict)
    actions: list[Fields] = field(default_factory=list)


@dataclass(slots=True)
class Model:
    """The leads of one run, the queue of the Async API, and the pipeline.

    ``identifier`` is the API name of the lead identifier, ``kind`` its type; ``country_code`` and ``digits``, the
    length of a phone number with it, say how a phone number is spelt in full.
    """

    identifier: str
    kind: str
    country_code: str
    digits: int
    statuses: list[Status]
    leads: dict[str, Lead] = field(default_factory=dict)
    queue: list[tuple[int, Write]] = field(default_factory=list)

    def normal(self, identifier: str) -> str:
        """The form in which all spellings of an identifier are the same (docs: concepts/lead-identifier)."""
        if self.kind != "PHONE":
            return identifier.strip().lower() if self.kind == "EMAIL" else identifier.lower()
        digits = "".join(character for character in identifier if character.isdigit())
        complete = identifier.strip().startswith("+") or len(digits) >= self.digits
        return digits if complete else self.country_code + digits

    def find(self, identifier: str) -> Lead | None:
        """The lead with this identifier in any spelling."""
        return self.leads.get(self.normal(identifier))

    def newest(self) -> list[Lead]:
        """All leads, newest first (docs: leads/search)."""
        return sorted(self.leads.values(), key=lambda lead: lead.born, reverse=True)

    def known(self) -> list[Lead]:
        """Leads that can be called by their id, newest first."""
        return [lead for lead in self.newest() if lead.id]

    def matching(self, filters: Fields) -> list[Lead]:
        """Leads that satisfy every filter, newest first: any of the values of a field, all of the fields."""
        wanted = {name: value if isinstance(value, list) else [value] for name, value in filters.items()}
        return [lead for lead in self.newest() if all(self._has(lead, *each) for each in wanted.items())]

    def _has(self, lead: Lead, name: str, wanted: list[Any]) -> bool:
        if name == self.identifier:
            return lead.identifier in {self.normal(value) for value in wanted}
        if name == "status":  # to the character (docs: leads/pitfalls)
            return lead.fields.get(name) in wanted
        return str(lead.fields.get(name)).lower() in {str(value).lower() for value in wanted}

    # Writes

    def labels(self, *, active: bool = True) -> list[str]:
        """Labels of the statuses that are active, or of those that are not."""
        return [status.label for status in self.statuses if status.active == active]

    def create(self, identifier: str, write: Write, now: int) -> Lead:
        """Put a new lead there."""
        lead = Lead(self.normal(identifier), (now, len(self.leads)), {})
        kept, lead.ignored = self._sorted(write)
        if "status" not in write.fields:  # whether it gets one, and which, is stated nowhere
            kept["status"] = Either(
                (None, *(status.label for status in self.statuses if status.active and status.open))
            )
        lead.fields = kept
        self.leads[lead.identifier] = lead
        self.act(lead, write.actions)
        return lead

    def update(self, lead: Lead, write: Write) -> None:
        """Change the fields that are named, and no others (docs: leads/update)."""
        kept, ignored = self._sorted(write)
        for name, value in kept.items():
            old = lead.fields.get(name)
            if isinstance(value, list) and isinstance(old, list) and old != value:
                # Whether tags replace the old ones or join them is stated nowhere.
                kept[name] = Either((value, [*old, *(tag for tag in value if tag not in old)]))
        lead.ignored = {name: value for name, value in {**lead.ignored, **ignored}.items() if name not in kept}
        lead.fields = {**lead.fields, **kept}
        lead.row = None
        self.act(lead, write.actions)

    def act(self, lead: Lead, actions: list[Fields]) -> None:
        """Append the actions of one request (docs: actions/create)."""
        if actions:
            lead.timeline.append(actions)
            lead.row = None

    def _sorted(self, write: Write) -> tuple[Fields, Fields]:
        """What is stored of a write and what is not: a status that is not active is left out."""
        kept, ignored = dict(write.fields), dict(write.ignored)
        if "status" in kept and kept["status"] not in self.labels():
            ignored["status"] = kept.pop("status")
        return kept, ignored

    # The Async API

    def enqueue(self, due: int, write: Write) -> None:
        """Queue a write, its identifier among the fields, to be processed at ``due``."""
        self.queue.append((due, write))

    def process(self, now: int, *, early: bool = False) -> list[Lead]:
        """Do what is due, or ``early`` all there is, first come, first served: the leads that are new or changed."""
        written = []
        while self.queue and (early or self.queue[0][0] <= now):
            _, write = self.queue.pop(0)
            written.append(self.save(write, now))
        return written

    def save(self, write: Write, now: int) -> Lead:
        """Update the lead with this identifier, or create it (docs: async-api/create-or-update-lead)."""
        fields = dict(write.fields)
        identifier = fields.pop(self.identifier)
        rest = Write(fields, write.ignored, write.actions)
        lead = self.find(identifier)
        if lead is None:
            return self.create(identifier, rest, now)
        self.update(lead, rest)
        return lead

    # The pipeline

    def status(self, label: str) -> Status:
        """The status with this label."""
        return next(status for status in self.statuses if status.label == label)
