"""What is said while a workspace is served: a line for each request, and findings as they happen."""

from __future__ import annotations

from threading import Condition, Thread
from time import monotonic
from typing import TYPE_CHECKING, Self

from pytest_leads import masking
from pytest_leads.audit.text import sentence
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.session.verdict import judge_so_far

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_leads.audit import Finding
    from pytest_leads.journal import Exchange
    from pytest_leads.serving.served import Served
    from pytest_leads.session.record import Record

#: Seconds between two looks at the journals.
INTERVAL = 0.1
#: Findings are looked for when nothing came for so many seconds, since what comes next may mend them, and while
#: requests come without a pause, after so many; always so long that it takes a twentieth of the time at most.
QUIET, LONGEST, SHARE = 0.3, 2.0, 20

_CODES = {pitfall.id: pitfall.code for pitfall in all_pitfalls()}


class Watch:
    """Says what happens by ``say``, in a thread of its own, until it is left; then every request has been told."""

    def __init__(self, served: Served, say: Callable[[str], None]) -> None:
        self._served = served
        self._say = say
        self._record = served.record
        self._told = 0
        self._found: dict[tuple[str, ...], str] = {}
        self._judged = True
        self._came = self._looked = monotonic()
        self._pause = LONGEST
        self._ending = False
        self._change = Condition()
        self._thread = Thread(target=self._run, name="leads-watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._change:
            self._ending = True
            self._change.notify()
        self._thread.join()

    def _run(self) -> None:
        while not self._ending:
            with self._change:
                self._change.wait(INTERVAL)
            self._go_on()
        self._go_on()
        if self._pause <= LONGEST:  # else it takes long, and the verdict at the end comes next
            self._look()

    def _go_on(self) -> None:
        """Tell what came, up to the newest record; look for findings if it is time to."""
        records = self._served.records
        for record in records[records.index(self._record) + 1 :]:
            self._tell()
            self._look()
            self._begin(record)
        self._tell()
        now = monotonic()
        if not self._judged and (now - self._came > QUIET or now - self._looked > self._pause):
            self._look()

    def _begin(self, record: Record) -> None:
        self._record, self._told, self._found = record, 0, {}
        self._say(f"--- reset{f': {record.test}' if record.test else ''}")

    def _tell(self) -> None:
        for exchange in self._record.journal[self._told :]:
            self._say(line(exchange))
            self._told += 1
            self._judged, self._came = False, monotonic()

    def _look(self) -> None:
        """Say what was found since the last look, and what of it holds no longer."""
        if self._judged:
            return
        self._judged, self._looked = True, monotonic()
        found = dict(_findings(self._record))
        for key in [key for key in found if key not in self._found]:
            self._say(f"  ! {found[key]}")
        for key in [key for key in self._found if key not in found]:
            self._say(f"  . no longer: {self._found[key]}")
        self._found = found
        self._pause = max(LONGEST, (monotonic() - self._looked) * SHARE)


def line(exchange: Exchange) -> str:
    """One exchange in a line: its number, the status, the call, and who sent it where that is known."""
    request, origin = exchange.request, exchange.sender.origin
    unknown = f"no {request.method} there" if exchange.route else "unknown route"
    operation = exchange.operation.id if exchange.operation else unknown
    target = masking.url(request.url).partition("://")[2]
    path = target[target.index("/") :] if "/" in target else "/"
    place = f" at {origin}" if origin else ""
    answer = f"{exchange.number:>4}  {exchange.answered}"
    return f"{answer}  {request.method} {path}  {operation}  ({exchange.sender.client}{place})"


def _findings(record: Record) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each finding by what makes it the same one at the next look, and its line."""
    verdict = judge_so_far(record)
    for finding in (*verdict.errors, *verdict.warnings):
        number = str(finding.exchange.number)
        yield (finding.pitfall, finding.rule, number, finding.path, finding.subject), _told(finding)
    for trouble in verdict.troubles:
        yield (trouble,), trouble


def _told(finding: Finding) -> str:
    warning = " (warning)" if finding.level == "warning" else ""
    return f"{_CODES[finding.pitfall]} {finding.pitfall}{warning} in {finding.exchange.number}: {sentence(finding)}"
