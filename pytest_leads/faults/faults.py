"""The faults of one record: which of them hits which request."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Any

from pytest_leads.faults.answering import answer
from pytest_leads.faults.reading import read_fault
from pytest_leads.operations import locate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_leads.faults.fault import Fault
    from pytest_leads.wire import Answer, Request, Responder


@dataclass(slots=True)
class _Count:
    """A fault with the requests that it was about, and those that it hit; ``place`` is where it was given.

    One that is ``promised`` has to meet a request.
    """

    fault: Fault
    seed: int
    place: str
    promised: bool = True
    met: int = 0
    hits: int = 0

    @property
    def is_idle(self) -> bool:
        """Whether no request could be hit by it; one by chance may well hit none."""
        return not self.met and self.fault.rate is None

    def wants(self) -> bool:
        """Whether it would hit the request that it has just met: by that request's number, and by no other thing."""
        most, rate = self.fault.most, self.fault.rate
        if most is not None and self.hits >= most:
            return False
        return rate is None or _chance(self.seed, str(self.fault), self.met) < rate


class Faults:
    """Faults in their order, of which the first that wants a request gets it; from any thread.

    Each fault numbers the requests that it is about (those of its operation, else all), from 1 and whoever else hits
    them. With a ``rate``, which numbers are hit is a matter of the seed (that of the fault, else ``seed``) and of the
    fault's own text. ``place`` is where they are given from now on, for the messages.

    What is asked for has to meet a request. A fault that is taken away before it did is no exception, for what was to
    be tried then never was; the same fault, given once more and met, makes up for it.
    """

    def __init__(self, faults: Iterable[Any] = (), *, seed: int = 0, place: str = "faults") -> None:
        self._seed = seed
        self.place = place
        self._lock = Lock()
        self._counts: list[_Count] = []
        self._withdrawn: list[_Count] = []
        self.replace(faults)

    def add(self, fault: Any, **members: Any) -> Fault:
        """Add a fault: ``add("429", operation="create_lead", times=2)``, ``add("reset:rate=0.1")``, or a ``Fault``.

        Raises:
            UsageError: it is none.
        """
        count = self._counted({"kind": fault, **members} if members or isinstance(fault, int) else fault)
        with self._lock:
            self._counts.append(count)
        return count.fault

    def replace(self, faults: Iterable[Any], *, promised: bool = True) -> None:
        """Have these in the place of those that are there; all of them, or, if one is no fault, none.

        Of what is not ``promised``, somebody else says whether it had to meet a request here (see ``idle``).

        Raises:
            UsageError: one of them is no fault.
        """
        counts = [self._counted(fault, promised=promised) for fault in faults]
        with self._lock:
            self._withdrawn += [count for count in self._counts if count.is_idle]
            self._counts = counts

    def clear(self) -> None:
        """Have nothing go wrong any more."""
        self.replace(())

    def __len__(self) -> int:
        return len(self._counts)

    def __iter__(self) -> Iterator[Fault]:
        return iter([count.fault for count in self._counts])

    def __repr__(self) -> str:
        return f"<Faults {', '.join(map(str, self)) or 'none'}>"

    def state(self) -> list[dict[str, Any]]:
        """Each fault as JSON values, with the number of requests that it ``met``, and of those that it has ``hit``."""
        with self._lock:
            return [{**count.fault.members(), "met": count.met, "hit": count.hits} for count in self._counts]

    def take(self, operation: str) -> Fault | None:
        """Count a request of an operation (empty: of none), and give the fault that hits it."""
        taken = None
        with self._lock:
            for count in self._counts:
                if count.fault.operation not in {None, operation}:
                    continue
                count.met += 1
                if self._withdrawn:
                    self._withdrawn = [one for one in self._withdrawn if one.fault != count.fault]
                if taken is None and count.wants():
                    count.hits += 1
                    taken = count.fault
        return taken

    def answer(self, request: Request, respond: Responder) -> Answer:
        """Answer a request: as ``respond`` does, unless a fault hits it."""
        if not self._counts:
            return respond(request)
        operation, success = _operation(request)
        fault = self.take(operation)
        return respond(request) if fault is None else answer(fault, request, respond, success)

    @property
    def idle(self) -> set[Fault]:
        """Those that no request could be hit by, withdrawn ones included."""
        return {count.fault for count in self._idle()}

    def unmet(self) -> str:
        """What to say of those that are promised and idle."""
        places: dict[str, list[Fault]] = {}
        for count in self._idle():
            if count.promised:
                places.setdefault(count.place, []).append(count.fault)
        return "\n".join(none_came(place, faults) for place, faults in places.items())

    def _idle(self) -> list[_Count]:
        with self._lock:
            return [count for count in (*self._withdrawn, *self._counts) if count.is_idle]

    def _counted(self, given: Any, *, promised: bool = True) -> _Count:
        fault = read_fault(given, given_by=self.place)
        return _Count(fault, self._seed if fault.seed is None else fault.seed, self.place, promised)


def none_came(place: str, faults: Iterable[Fault]) -> str:
    """What is said of faults that were given at ``place`` and met no request."""
    return f"{place}: no request came to which it applies: {'; '.join(dict.fromkeys(map(str, faults)))}"


def _operation(request: Request) -> tuple[str, int]:
    """Id of the documented operation, and its status when it works; empty and 200 for an undocumented call."""
    route = locate(request.host, request.path)
    operation = route.operations.get(request.method) if route else None
    return (operation.id, operation.success) if operation else ("", 200)


@lru_cache(maxsize=64)
def _seeded(seed: int, fault: str) -> Any:
    return blake2b(f"{seed} {fault} ".encode(), digest_size=8)


def _chance(seed: int, fault: str, number: int) -> float:
    """A number from 0 to 1 that hangs on these alone, on every machine."""
    digest = _seeded(seed, fault).copy()
    digest.update(str(number).encode())
    return int.from_bytes(digest.digest()) / (1 << 64)
