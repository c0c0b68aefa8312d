"""What answers a symptom: it stands between the code under test and the simulator, for one run of a test."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.operations import locate
from pytest_leads.workspace.quirks import QUIRKS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from pytest_leads.journal import Exchange
    from pytest_leads.wire import Answer, Request
    from pytest_leads.workspace import Workspace

    Simulate = Callable[[Request], Answer]


@dataclass(slots=True, kw_only=True)
class Act(ABC):
    """One symptom, answered once: to the ``nth`` request that it can be answered to.

    ``fired`` says whether that request came; ``said`` tells in words what was answered then.
    """

    #: Operations that, sent more often than without the symptom, are an answer to it.
    answers: ClassVar[frozenset[str]] = frozenset()
    #: Whether a request that the API refuses is none of the ``nth``.
    on_success: ClassVar[bool] = False

    nth: int = 1
    fired: bool = field(default=False, init=False)
    said: str = field(default="", init=False)
    _met: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        number: Any = self.nth
        if isinstance(number, bool) or not isinstance(number, int) or number < 1:
            raise UsageError(f"leads_api.provoke(nth={self.nth!r}): a whole number, 1 or more, is needed")

    def answer(self, request: Request, simulate: Simulate, workspace: Workspace) -> Answer:
        """Answer one request of the run."""
        if self.fired or not self.applies(request, workspace):
            return simulate(request)
        if self._met + 1 < self.nth:
            answer = simulate(request)
            self._met += took_effect(answer) or not self.on_success
            return answer
        self.fired = True
        with workspace.lock:
            return self.provoke(request, simulate, workspace)

    @abstractmethod
    def applies(self, request: Request, workspace: Workspace) -> bool:
        """Whether the symptom can be answered to this request."""

    @abstractmethod
    def provoke(self, request: Request, simulate: Simulate, workspace: Workspace) -> Answer:
        """Answer the symptom, and say in ``said`` what was answered; or set ``fired`` back, and wait for the next."""

    def recognised(self, exchanges: Sequence[Exchange]) -> str:  # noqa: ARG002  # for those that can tell
        """What in the exchanges of the run answers the symptom, in words; empty if nothing, or nothing special."""
        return ""

    def changes_results(self, exchanges: Sequence[Exchange]) -> bool:  # noqa: ARG002  # for those that do
        """Whether anybody would get something else now: that a test misses what it expects is then no sign."""
        return False

    def in_hand(self, values: Collection[Any]) -> bool:  # noqa: ARG002  # for those that can tell
        """Whether the values that a failing test had before it speak of the symptom."""
        return False

    def twins(self) -> tuple[Act, Act] | None:
        """Two acts with the same results for everybody, of which the second alone has the symptom, if there are such.

        They tell whether the code gives its caller a sign of it, where the results of this act hide that.
        """
        return None


@dataclass(slots=True, kw_only=True)
class OtherQuirk(Act):
    """The other answer that the documents know for the same mistake: a quirk of the simulator is set to ``value``."""

    quirk: ClassVar[str]

    value: str

    def __post_init__(self) -> None:
        Act.__post_init__(self)
        known = QUIRKS[self.quirk].values
        if self.value not in known:
            unknown = f"no such value of the quirk {self.quirk}{did_you_mean(str(self.value), known)}"
            raise UsageError(f"leads_api.provoke(value={self.value!r}): {unknown}")

    def applies(self, request: Request, workspace: Workspace) -> bool:
        """Whether the request makes the mistake."""
        return bool(workspace.quirks[self.quirk] != self.value and self.strays(request, workspace))

    @abstractmethod
    def strays(self, request: Request, workspace: Workspace) -> bool:
        """Whether the request makes the mistake."""

    def provoke(self, request: Request, simulate: Simulate, workspace: Workspace) -> Answer:
        """Answer as the quirk has it from now on."""
        workspace.quirks[self.quirk] = self.value
        answer = simulate(request)
        answered = f"was answered {answer.response.status}"
        self.said = f"{request.method} {request.path} {answered}, by the quirk {self.quirk}={self.value}"
        return answer


def took_effect(answer: Answer) -> bool:
    """Whether the API did what was asked."""
    return answer.response.status // 100 == 2  # noqa: PLR2004  # the class of success


def operation_of(request: Request) -> str:
    """Id of the documented operation that a request addresses; empty for what the documents do not know."""
    route = locate(request.host, request.path)
    operation = route.operations.get(request.method) if route else None
    return operation.id if operation else ""


def body_of(request: Request) -> dict[str, Any]:
    """The JSON object that a request carries; an empty one where it carries none."""
    try:
        body = request.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
