"""The cassette of one test: replayed, or recorded from the simulator or, in live mode, from the network."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.journal import Journal
from pytest_leads.recordings.cassette import Cassette, Interaction
from pytest_leads.recordings.library import find, own_path, shipped_path
from pytest_leads.recordings.reading import read_recording
from pytest_leads.recordings.replay import RELAXATIONS, Player, unused_text
from pytest_leads.recordings.saving import extend, save
from pytest_leads.recordings.scrub import Scrubber
from pytest_leads.session.network import Network
from pytest_leads.wire import Answer

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    import pytest

    from pytest_leads.session.record import Record
    from pytest_leads.settings import Settings
    from pytest_leads.wire import Request, Responder


@dataclass(frozen=True, slots=True)
class Declared:
    """What the marker of a test says: the cassette's name, and what is relaxed."""

    name: str
    relax: frozenset[str] = frozenset()


@dataclass(slots=True)
class CassetteUse:
    """One test's use of a cassette, as a responder.

    ``player`` replays what is there, if anything is; ``source`` answers what is to be recorded, which is all that a
    player that ``extends`` does not hold. ``recorded`` is what it has answered in this test, ``journal`` all that went
    over the wire. ``failed`` is set when the test fails: its recording is then not written, and unused interactions
    are not held against it.
    """

    path: Path
    settings: Settings
    test: str
    source: Responder
    player: Player | None = None
    extends: bool = False
    recorded: list[Interaction] = field(default_factory=list)
    journal: Journal = field(default_factory=Journal)
    failed: bool = False

    def __call__(self, request: Request) -> Answer:
        """The recorded answer, or, where one is to be recorded, the source's.

        Raises:
            UnexpectedRequestError: the cassette does not hold the request, and nothing is to be recorded.
        """
        if self.player is not None:
            if not self.extends:
                return self.player(request)
            found = self.player.find(request)
            if found is not None:
                return Answer(found.response)
        answer = self.source(request)
        self.recorded.append(Interaction(request, answer.response))
        return answer

    @property
    def cassette(self) -> Cassette | None:
        """The cassette that is replayed; ``None`` while a new one is recorded."""
        return self.player.cassette if self.player is not None else None

    @property
    def answering(self) -> set[str]:
        """Who answers in the simulator's place."""
        recording = self.player is None or self.extends
        cassette = {"a cassette"} if self.player is not None else set()
        return cassette | ({"the network"} if recording and self.settings.live else set())

    def finish(self) -> str:
        """Write what was recorded; the text says what was not used of what was there."""
        if self.failed:
            return ""
        if self.recorded:
            self._write()
        if self.player is None or self.extends or "unused" in self.player.relax:
            return ""
        return unused_text(self.player.cassette, self.player.unused)

    def _write(self) -> None:
        scrubber, origin = Scrubber(self.settings.scrub), self._origin()
        if self.player is None:
            save(self.path, self.recorded, header=[f"recorded: {today()}", *origin], scrubber=scrubber)
        else:
            note = f"extended: {today()}, {', '.join(origin)}"
            extend(self.path, self.player.cassette, self.recorded, note=note, scrubber=scrubber)

    def _origin(self) -> list[str]:
        from importlib.metadata import version

        simulator = f"the simulator of pytest-leads {version('pytest-leads')}"
        return [
            f"from: {'the network, in live mode' if self.settings.live else simulator}",
            f"by: {self.test}",
            f"scrubbed: {self.settings.scrub}",
        ]


def declared(marker: pytest.Mark, test: str) -> Declared:
    """The cassette that a test's marker names.

    Raises:
        UsageError: the marker has no name, or relaxes something that there is not.
    """
    name = marker.args[0] if len(marker.args) == 1 else None
    if not isinstance(name, str) or not name:
        raise UsageError(
            f'{test}: the marker {marker.name} takes one name, such as "partial-success/create", not {marker.args!r}'
        )
    for key in marker.kwargs:
        if key != "relax":
            raise UsageError(f"{test}: the marker {marker.name} has no argument {key!r}{did_you_mean(key, ['relax'])}")
    return Declared(name, _relaxations(marker.kwargs.get("relax", ()), f"{test}: the marker {marker.name}"))


def _relaxations(given: Any, place: str) -> frozenset[str]:
    names = [given] if isinstance(given, str) else list(given) if isinstance(given, list | tuple | set) else [given]
    for name in names:
        if name not in RELAXATIONS:
            raise UsageError(f"{place} has relax={given!r}: no such relaxation{did_you_mean(str(name), RELAXATIONS)}")
    return frozenset(names)


def begin(marker: pytest.Mark, record: Record, rootpath: Path, settings: Settings) -> tuple[CassetteUse, str]:
    """Have a test's requests answered by the cassette that its marker names.

    It gives the use of the cassette, and what is said if it is old.

    Raises:
        UsageError: the marker is wrong, or the cassette cannot be had.
    """
    wanted = declared(marker, record.test)
    network = Network(settings.server) if settings.live else None
    use = open_use(wanted, record.test, rootpath / settings.cassettes, settings, network or record.simulated)
    if network is not None:
        record.promises.append(network.close)
    use.journal = record.journal
    record.responder = use
    record.promises.append(use.finish)
    return use, too_old(use.cassette, settings, today()) if use.cassette is not None else ""


def open_use(wanted: Declared, test: str, folder: Path, settings: Settings, source: Responder) -> CassetteUse:
    """Begin to replay or to record a cassette.

    Raises:
        RecordingError: there is none and none is to be recorded, or it cannot be read.
    """
    own, mode = own_path(wanted.name, folder), settings.record
    is_there = own.is_file() or shipped_path(wanted.name).is_file()
    if mode == "all" or (mode in {"once", "new"} and not is_there):
        return CassetteUse(own, settings, test, source)
    path = find(wanted.name, folder)
    player = Player(read_recording(path), wanted.relax, Scrubber(settings.scrub).request)
    return CassetteUse(path, settings, test, source, player, extends=mode == "new" and path == own)


def too_old(cassette: Cassette, settings: Settings, now: date) -> str:
    """What is said of a cassette that is older than ``leads_cassette_max_age``; empty if it is not."""
    if settings.max_age is None:
        return ""
    fix = "Record it anew when the API is at hand: --leads-record=all; it is never done by itself."
    if cassette.recorded_on is None:
        return f"{cassette.path} does not tell when it was recorded (a line '# recorded: 2026-11-25' at its top). {fix}"
    age = (now - cassette.recorded_on).days
    if age <= settings.max_age:
        return ""
    return (
        f"{cassette.path} was recorded on {cassette.recorded_on}, {age} days ago; leads_cassette_max_age is "
        f"{settings.max_age}. What the API answers today may be something else. {fix}"
    )


def today() -> date:
    """The day, in UTC."""
    return datetime.now(UTC).date()
