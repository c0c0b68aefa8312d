"""One fault as a value: what goes wrong, in which requests, and whether they are processed all the same."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.operations import BY_ID

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Longest ``ms`` and ``retry_after``: an hour.
LONGEST_MS, LONGEST_SECONDS = 3_600_000, 3_600
_MOST = 10**9


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of fault is: ``takes`` are the members that it has beside those of all, ``needs`` those it must have.

    ``stored`` says whether the request is processed where the fault does not say so itself.
    """

    meaning: str
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    stored: bool = False


#: By default the worst is assumed: a request whose answer is lost on its way has been processed.
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "latency": Kind("the answer begins ms milliseconds late", (), ("ms",), stored=True),
        "429": Kind("too many requests, with Retry-After; not processed", ("retry_after",)),
        "500": Kind("an internal error, as JSON", ("stored",)),
        "502": Kind("a bad gateway, as a page of HTML", ("stored",)),
        "503": Kind("unavailable, as a page of HTML", ("stored", "retry_after")),
        "reset": Kind("the connection is reset before anything is answered", ("stored",), stored=True),
        "truncated": Kind("the connection ends in the middle of the body", ("stored",), stored=True),
        "malformed": Kind("half of the body, as if it were all of it: no JSON", ("stored",), stored=True),
        "slow": Kind("the body takes ms milliseconds, in ten pieces", ("stored",), ("ms",), stored=True),
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong: ``Fault("429", operation="create_lead", times=2, retry_after=1)``.

    ``kind`` is a name in ``KINDS``. ``operation`` is the id of the operation that it is about, none for every request.
    The first ``times`` such requests are hit; with a ``rate`` (over 0, at most 1) each of them is hit with that chance,
    by the ``seed``, and ``times`` is the most that are. Without either the first is hit, with a rate there is no most.

    ``stored`` says whether a request that is hit is processed all the same; it cannot be said of ``latency``, which
    always is, and of ``429``, which never is. A ``slow`` body that is not stored never comes to its end.

    Raises:
        UsageError: a member does not exist for this kind, is missing, or has an impossible value.
    """

    kind: str
    _: KW_ONLY
    operation: str | None = None
    times: int | None = None
    rate: float | None = None
    seed: int | None = None
    stored: bool | None = None
    retry_after: int | None = None
    ms: int | None = None

    def __post_init__(self) -> None:
        _check(self)

    @property
    def is_stored(self) -> bool:
        """Whether a request that is hit is processed."""
        return KINDS[self.kind].stored if self.stored is None else self.stored

    @property
    def most(self) -> int | None:
        """How many requests are hit at most, ``None`` for no limit."""
        return 1 if self.times is None and self.rate is None else self.times

    def members(self) -> dict[str, Any]:
        """The kind and what else is said, as plain JSON values."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value is not None}

    def __str__(self) -> str:
        """The text form, such as ``429:operation=create_lead,times=2``, that the command line takes."""
        members = [f"{name}={_text(value)}" for name, value in self.members().items() if name != "kind"]
        return f"{self.kind}{':' if members else ''}{','.join(members)}"


#: What may be said of a fault beside its kind.
MEMBERS = tuple(field.name for field in fields(Fault) if field.name != "kind")
_OF_ALL = ("operation", "times", "rate", "seed")


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _check(fault: Fault) -> None:
    if fault.kind not in KINDS:
        raise UsageError(f"fault {fault.kind!r}: no such kind{did_you_mean(fault.kind, KINDS)}")
    kind, said = KINDS[fault.kind], fault.members()
    allowed = (*_OF_ALL, *kind.takes, *kind.needs)
    for name, value in said.items():
        if name != "kind" and name not in allowed:
            raise UsageError(f"fault {fault.kind}: it takes no {name}={value!r}; it takes {', '.join(allowed)}")
    for name in kind.needs:
        if name not in said:
            raise UsageError(f"fault {fault.kind}: {name} is missing: {kind.meaning}; {fault.kind}:{name}=...")
    operation: Any = fault.operation
    if operation is not None and (not isinstance(operation, str) or operation not in BY_ID):
        near = did_you_mean(str(operation), BY_ID)
        raise UsageError(f"fault {fault.kind}: operation={operation!r}: no such operation{near}")
    _check_numbers(fault)
    if not isinstance(fault.stored, bool | None):
        raise UsageError(f"fault {fault.kind}: stored={fault.stored!r}: true or false is needed")


def _check_numbers(fault: Fault) -> None:
    bounds = {
        "times": (1, _MOST),
        "seed": (0, 10**18),
        "retry_after": (0, LONGEST_SECONDS),
        "ms": (1, LONGEST_MS),
    }
    for name, (least, most) in bounds.items():
        value = getattr(fault, name)
        if value is not None and not (type(value) is int and least <= value <= most):
            raise UsageError(f"fault {fault.kind}: {name}={value!r}: a whole number from {least} to {most} is needed")
    rate = fault.rate
    if rate is not None and not (type(rate) in {int, float} and 0 < rate <= 1):
        raise UsageError(f"fault {fault.kind}: rate={rate!r}: a number over 0, at most 1, is needed")
