"""The cassette of one test: replayed, or recorded from the simulator or, in live mode, from the network."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.journal import Journal
from pytest_leads.recordings.cassette import Cassette, Interaction
from pytest_leads.recordings.library import find, own_path
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

MARKER = "leads_cassette"


@dataclass(frozen=True, slots=True)
class Declared:
    """What the marker of a test says: the cassette's name, and what is relaxed."""

    name: str
    relax: frozenset[str] = frozenset()


@dataclass(slots=True)
class CassetteUse:
    """One test's use of a cassette, as a responder.

    ``source`` answers what is recorded; ``recorded`` is what it has answered in this test, ``journal`` all that went
    over the wire. ``failed`` is set when
    the test fails: its recording is then not written, and unused interactions are not held against it.
    """

    path: Path
    settings: Settings
    test: str
    source: Responder
    player: Player | None = None
    recorded: list[Interaction] = field(default_factory=list)
    journal: Journal = field(default_factory=Journal)
    failed: bool = False

    def __call__(self, request: Request) -> Answer:
        """The recorded answer, or, where one is to be recorded, the source's.

        Raises:
            UnexpectedRequestError: the cassette does not hold the request, and nothing is to be recorded.
        """
        mode = self.settings.record
        if self.player is not None:
            if mode != "new":
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

    def finish(self) -> str:
        """Write what was recorded; the text says what was not used of what was there."""
        if self.failed:
            return ""
        if self.recorded:
            self._write()
        strict = self.player is not None and self.settings.record != "new" and "unused" not in self.player.relax
        return unused_text(self.player.cassette, self.player.unused) if self.player is not None and strict else ""

    def _write(self) -> None:
        scrubber, header = Scrubber(self.settings.scrub), self._header()
        if self.player is None:
            save(self.path, self.recorded, header=header, scrubber=scrubber)
        else:
            extend(self.path, self.player.cassette, self.recorded, header=header, scrubber=scrubber)

    def _header(self) -> list[str]:
        from importlib.metadata import version

        simulator = f"the simulator of pytest-leads {version('pytest-leads')}"
        return [
            f"recorded: {today().isoformat()}",
            f"from: {'the network, in live mode' if self.settings.live else simulator}",
            f"by: {self.test}",
            f"scrubbed: {self.settings.scrub}",
        ]


def declared(item: pytest.Item) -> Declared:
    """The cassette that a test names by its nearest marker.

    Raises:
        UsageError: the marker has no name, or relaxes something that there is not.
    """
    marker = next(item.iter_markers(MARKER))
    name = marker.args[0] if len(marker.args) == 1 else None
    if not isinstance(name, str) or not name:
        raise UsageError(
            f'{item.nodeid}: the marker {MARKER} takes one name, such as "partial-success/create", not {marker.args!r}'
        )
    for key in marker.kwargs:
        if key != "relax":
            raise UsageError(
                f"{item.nodeid}: the marker {MARKER} has no argument {key!r}{did_you_mean(key, ['relax'])}"
            )
    return Declared(name, _relaxations(item, marker.kwargs.get("relax", ())))


def _relaxations(item: pytest.Item, given: Any) -> frozenset[str]:
    names = [given] if isinstance(given, str) else list(given) if isinstance(given, list | tuple | set) else [given]
    for name in names:
        if name not in RELAXATIONS:
            raise UsageError(
                f"{item.nodeid}: {MARKER}(relax={given!r}): no such relaxation{did_you_mean(str(name), RELAXATIONS)}"
            )
    return frozenset(names)


def begin(item: pytest.Item, record: Record, rootpath: Path, settings: Settings) -> tuple[CassetteUse, str]:
    """Have the test's requests answered by its cassette: the use of it, and what is said if the cassette is old.

    Raises:
        UsageError: the marker is wrong, or the cassette cannot be had.
    """
    wanted = declared(item)
    network = Network(settings.server) if settings.live else None
    use = open_use(wanted, item.nodeid, rootpath / settings.cassettes, settings, network or record.simulated)
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
    own = own_path(wanted.name, folder)
    mode = settings.record
    if mode == "all" or (mode in {"once", "new"} and not own.is_file()):
        return CassetteUse(own, settings, test, source)
    path = own if mode == "new" else find(wanted.name, folder)
    scrubber = Scrubber(settings.scrub)
    return CassetteUse(path, settings, test, source, Player(read_recording(path), wanted.relax, scrubber.request))


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
