"""A workspace of the Leads API in plain Python: its definitions, its leads, its team, its Async queue."""

from __future__ import annotations

import random
from collections import deque
from dataclasses import dataclass
from threading import RLock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.workspace import config
from pytest_leads.workspace.clock import system_clock
from pytest_leads.workspace.dates import DATE_FORMATS, Calendar, zone
from pytest_leads.workspace.definitions import OPTION_TYPES
from pytest_leads.workspace.errors import EnterpriseNotFoundError, NotAuthorizedError
from pytest_leads.workspace.filters import terms_of
from pytest_leads.workspace.members import Members
from pytest_leads.workspace.profile import Profile
from pytest_leads.workspace.queue import Queued, process
from pytest_leads.workspace.quirks import Quirks
from pytest_leads.workspace.seeding import seed_action, seed_lead
from pytest_leads.workspace.store import Leads

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from pytest_leads.workspace.definitions import Field
    from pytest_leads.workspace.lead import Action, Lead
    from pytest_leads.workspace.notes import Notes
    from pytest_leads.workspace.pipeline import LostReason, Status

DEFAULT_SOURCE = "the default workspace of pytest-leads"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole state of a workspace at one moment; its definitions and quirks are not part of it."""

    store: Leads
    queue: tuple[Queued, ...]
    statuses: tuple[Status, ...]
    lost_reasons: tuple[LostReason, ...]
    pipeline_version: int
    members: tuple[Any, ...]
    seats: int | None
    options: Mapping[str, tuple[str, ...]]
    sequence: int


class Workspace:
    """A simulated workspace.

    With nothing named it is open: any lead field, any numeric action code, any token and any enterprise id are
    accepted. ``fields``, ``pipeline``, ``actions`` and ``members`` take short forms or the API's own answers (see
    ``config``); ``tokens`` is ``{"sync": [...], "async": [...]}``; ``clock`` returns Unix milliseconds; equal
    ``seed`` gives equal ids; ``source`` says in words whose workspace it is. All calls may come from any thread;
    ``lock`` is held during each.

    Raises:
        UsageError: an argument is impossible.
    """

    def __init__(  # noqa: PLR0913  # each is a key of the workspace file
        self,
        *,
        identifier: str = "phone",
        fields: Any = None,
        pipeline: Any = None,
        actions: Any = None,
        members: Any = None,
        date_format: str = "DD/MM/YYYY",
        timezone: str = "Asia/Kolkata",
        country_code: str = "91",
        enterprise: str | None = None,
        tokens: Mapping[str, Any] | None = None,
        quirks: Mapping[str, Any] | None = None,
        clock: Callable[[], int] | None = None,
        seed: int = 0,
        source: str | None = None,
    ) -> None:
        place = source or "Workspace"
        self.lock = RLock()
        self.fields: Mapping[str, Field] = MappingProxyType(config.lead_fields(fields, f"{place}: fields"))
        self.identifier = config.check_identifier(identifier, self.fields, f"{place}: identifier")
        self.action_types = MappingProxyType(config.read_actions(actions or {}, f"{place}: actions"))
        self.any_action = actions is None
        self.pipeline = config.read_pipeline(pipeline, f"{place}: pipeline")
        self.members = Members(config.read_members(members, f"{place}: members"), named=members is not None)
        self.calendar = _calendar(date_format, timezone, place)
        self.country_code = _country_code(country_code, place)
        self.enterprise = config.check_text(enterprise, f"{place}: enterprise")
        self.tokens = config.read_tokens(tokens, f"{place}: tokens")
        unknown_field = "accept" if fields is None else "remark"
        given_quirks = config.read_quirks(quirks, f"{place}: quirks")
        self.quirks = Quirks(given_quirks, place=f"{place}: quirks", unknown_field=unknown_field)
        self.clock = clock or system_clock
        named = fields is not None or pipeline is not None or actions is not None
        self.source = source or ("a workspace that was made in Python" if named else DEFAULT_SOURCE)
        self.store = Leads(self.identifier, self.terms)
        self.queue: deque[Queued] = deque()
        self.learnt_options: dict[str, tuple[str, ...]] = {}
        #: Labels of statuses that a provocation renamed: a test that seeds leads knows them by their old names.
        self.seeded_labels: dict[str, str] = {}
        generator = random.Random(config.check_whole(seed, f"{place}: seed"))  # noqa: S311  # repeatable on purpose
        self._id_prefix = f"{generator.getrandbits(64):016x}"
        self.sequence = 0
        self._profile: tuple[Any, Profile] | None = None

    @classmethod
    def from_config(cls, given: Mapping[str, Any], *, source: str) -> Workspace:
        """Make a workspace from a mapping whose keys are the constructor's arguments.

        Raises:
            UsageError: a key or value is impossible; the message begins with ``source``.
        """
        from pytest_leads.workspace.files import workspace_arguments

        return cls(**workspace_arguments(given, source), source=source)

    @classmethod
    def from_file(cls, path: str | Path) -> Workspace:
        """Make a workspace from a ``.json`` or ``.toml`` file.

        Raises:
            UsageError: the file cannot be read, or what it says is impossible.
        """
        from pytest_leads.workspace.files import read_mapping

        return cls.from_config(read_mapping(path), source=str(path))

    # What tests use

    @property
    def leads(self) -> list[Lead]:
        """All leads, newest first."""
        with self.lock:
            self.process_due()
            return [self.store.by_id[key[2]] for key in reversed(self.store.order)]

    def lead(self, lead_id: str) -> Lead:
        """The lead with this id.

        Raises:
            UsageError: there is none.
        """
        with self.lock:
            self.process_due()
            found = self.store.by_id.get(lead_id)
        if found is None:
            raise UsageError(f"workspace.lead({lead_id!r}): no such lead among {len(self.store.by_id)}")
        return found

    def find(self, identifier: str) -> Lead | None:
        """The lead with this identifier value in any spelling, or ``None``."""
        with self.lock:
            self.process_due()
            return self.store.identified(identifier)

    def add_lead(self, **fields: Any) -> Lead:
        """Put a lead into the workspace as if it had been there; ``created_on`` is Unix ms or a date.

        Raises:
            UsageError: a value does not fit, the identifier is missing, or its value is taken.
        """
        with self.lock:
            self.process_due()
            return seed_lead(self, fields)

    def add_action(
        self,
        lead_id: str,
        *,
        type: str,  # noqa: A002  # the field's own name
        performed_by: str = "owner@example.com",
        created_on: Any = None,
        **members: Any,
    ) -> Action:
        """Put an action of any type into a lead's timeline, read-only types included.

        ``members`` stand beside ``type`` (``fields={...}`` for a custom action, ``duration=30`` for a call).

        Raises:
            UsageError: there is no such lead, or ``created_on`` is no date.
        """
        lead = self.lead(lead_id)
        with self.lock:
            return seed_action(self, lead, type, performed_by, created_on, members)

    def drain(self) -> int:
        """Process all of the Async queue, due or not: the number of requests processed."""
        with self.lock:
            count = len(self.queue)
            while self.queue:
                process(self, self.queue.popleft())
            return count

    def snapshot(self) -> Snapshot:
        """The whole state as a value; ``restore`` brings it back, also into another workspace like this one."""
        with self.lock:
            return Snapshot(
                self.store.copy(),
                tuple(self.queue),
                self.pipeline.statuses,
                self.pipeline.lost_reasons,
                self.pipeline.version,
                self.members.team,
                self.members.seats,
                dict(self.learnt_options),
                self.sequence,
            )

    def restore(self, snapshot: Snapshot) -> None:
        """Bring back the state of a snapshot."""
        with self.lock:
            self.store = snapshot.store.copy()
            self.queue = deque(snapshot.queue)
            self.pipeline.statuses = snapshot.statuses
            self.pipeline.lost_reasons = snapshot.lost_reasons
            self.pipeline.version = snapshot.pipeline_version
            self.members.team = snapshot.members
            self.members.seats = snapshot.seats
            self.learnt_options = dict(snapshot.options)
            self.sequence = snapshot.sequence
            self._profile = None

    @property
    def profile(self) -> Profile:
        """What an auditor has to know of this workspace, as it is now."""
        seen = (self.pipeline.statuses, self.pipeline.lost_reasons, self.members.team, self.quirks.revision)
        if self._profile is None or self._profile[0] != seen:
            self._profile = (seen, self._describe())
        return self._profile[1]

    # What the operations use

    def admit(self, token: str | None, enterprise: str, api: str, *, documents_404: bool, notes: Notes) -> None:
        """Let a caller in.

        Raises:
            NotAuthorizedError: the token is missing or wrong, or the enterprise is another.
            EnterpriseNotFoundError: the enterprise is another, where the documents say so.
        """
        if not token or not self._accepts(token, api):
            notes.rests_on("unauthorized_message")
            raise NotAuthorizedError(enterprise)
        if self.enterprise is not None and enterprise != self.enterprise:
            if notes.choose("unknown_enterprise") == "documented" and documents_404:
                raise EnterpriseNotFoundError(enterprise)
            notes.rests_on("unauthorized_message")
            raise NotAuthorizedError(enterprise)

    def _accepts(self, token: str, api: str) -> bool:
        """Whether a token is good for an API; where none is named for it, any is that is not the other API's."""
        named = self.tokens.get(api)
        return token in named if named else all(token not in others for others in self.tokens.values())

    def process_due(self) -> None:
        """Process what is due of the Async queue."""
        while self.queue and self.queue[0].due <= self.clock():
            process(self, self.queue.popleft())

    def next_id(self) -> tuple[int, str]:
        """A running number, and an id of 24 hexadecimal digits made from it."""
        self.sequence += 1
        return self.sequence, f"{self._id_prefix}{self.sequence:08x}"

    def terms(self, field: str, value: Any) -> tuple[str, ...]:
        """The forms under which a value of a lead field is found."""
        known = self.fields.get(field)
        return terms_of(value, known.type if known else None, self.country_code)

    def options(self, field: Field) -> tuple[str, ...]:
        """Labels of a dropdown or tags field, those that were added by writes included."""
        return self.learnt_options.get(field.key, field.options)

    def learn_options(self, known: Mapping[str, Field], values: Mapping[str, Any]) -> None:
        """Make options of the labels that were written (docs: enterprise/examples)."""
        for name, value in values.items():
            field = known.get(name)
            if field is not None and field.type in OPTION_TYPES and value is not None:
                labels = value if isinstance(value, tuple) else (value,)
                self.learnt_options[field.key] = tuple(dict.fromkeys((*self.options(field), *labels)))

    def _defined(self) -> list[Field]:
        """Every field that is defined, of leads and of actions."""
        return [
            *self.fields.values(),
            *(field for type_ in self.action_types.values() for field in type_.fields.values()),
        ]

    def _describe(self) -> Profile:
        return Profile(
            identifier=self.identifier,
            identifier_type=self.fields[self.identifier].type,
            fields=MappingProxyType({name: field.type for name, field in self.fields.items()}),
            open_fields=self.quirks["unknown_field"] == "accept",
            actions=MappingProxyType(
                {
                    code: MappingProxyType({name: field.type for name, field in type_.fields.items()})
                    for code, type_ in self.action_types.items()
                }
            ),
            statuses=self.pipeline.labels,
            archived_statuses=self.pipeline.archived_labels,
            date_format=self.calendar.date_format,
            country_code=self.country_code,
            options=MappingProxyType({field.key: field.options for field in self._defined() if field.options}),
            open_actions=self.any_action,
            lost_reasons=self.pipeline.active_lost_reasons,
            archived_lost_reasons=self.pipeline.archived_lost_reasons,
            members=self.members.addresses if self.members.named else None,
            source=self.source,
        )


def _calendar(date_format: Any, timezone: Any, place: str) -> Calendar:
    if date_format not in DATE_FORMATS:
        near = did_you_mean(str(date_format), DATE_FORMATS)
        raise UsageError(f"{place}: date_format = {date_format!r}: no such format{near}")
    try:
        zone(timezone)
    except (ValueError, TypeError):
        raise UsageError(f"{place}: timezone = {timezone!r}: no such time zone is known on this machine") from None
    return Calendar(date_format, timezone)


def _country_code(value: Any, place: str) -> str:
    code = value.removeprefix("+") if isinstance(value, str) else ""
    if not (code.isascii() and code.isdigit() and len(code) <= 3):  # noqa: PLR2004  # the longest codes
        raise UsageError(f"{place}: country_code = {value!r}: one to three digits are needed, such as '91'")
    return code
