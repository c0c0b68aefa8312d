"""The record of one test: its workspace, its journal, and what the test declares about its traffic."""

from __future__ import annotations

import traceback
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from pytest_leads import masking
from pytest_leads.doors.handler import Handler
from pytest_leads.errors import EndlessRunError, LeadsAssertionError, LeadsError
from pytest_leads.journal import Journal
from pytest_leads.session.blueprint import Blueprint
from pytest_leads.workspace.clock import system_clock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_leads.faults import Faults
    from pytest_leads.provocation import Act
    from pytest_leads.wire import Answer, Request, Responder, Response, Sender
    from pytest_leads.workspace import Workspace

    Answering = Callable[[Request, Sender], Response]


class Record:
    """Everything that one test did with the Leads API.

    ``open_workspace`` makes the workspace when the first request comes, or the test first asks for it: most
    tests of a run never do; ``blueprint`` tells what such a workspace is made from. ``allow`` lists pitfalls that
    the test falls into on purpose, ``known_gaps`` those whose provocation it is known not to notice, with the reason;
    ``expected_ignored`` are paths that it wants to see ignored; ``troubles`` are sentences that fail it whatever the
    audit mode is; ``is_set_up`` is true once all of the test's fixtures are there, and ``given`` counts the requests
    until then. While there is a ``detour``, it answers; a ``responder`` answers in the simulator's place, a cassette
    say; ``acts`` stand before the simulator and answer a symptom, each once, and ``provoked`` are the pitfalls that the
    test itself has so provoked. More than ``most`` requests end the test. Each of ``promises`` is called at the end of
    the test, and says what is wrong, if anything is. ``seed`` is that of faults that come by chance.
    """

    def __init__(
        self,
        test: str,
        open_workspace: Callable[[], Workspace],
        allow: tuple[str, ...] = (),
        blueprint: Callable[[], Blueprint] = Blueprint,
    ) -> None:
        self.test = test
        self.blueprint = blueprint
        self.journal = Journal(test=test)
        self.allow = allow
        self.expected_ignored: list[str] = []
        self.troubles: list[str] = []
        self.is_set_up = False
        self.given = 0
        self.known_gaps: Mapping[str, str] = {}
        self.detour: Answering | None = None
        self.responder: Responder | None = None
        self.acts: list[Act] = []
        self.provoked: set[str] = set()
        self.most: int | None = None
        self.promises: list[Callable[[], str | None]] = []
        self.seed = 0
        self._faults: Faults | None = None
        self._open_workspace = open_workspace
        self._opening = Lock()
        self._door: tuple[Workspace, Responder] | None = None

    @property
    def opened(self) -> bool:
        """Whether the test has touched its workspace at all."""
        return self._door is not None

    def open(self) -> tuple[Workspace, Responder]:
        """The workspace and the door to it, made when first asked for.

        Raises:
            UsageError: the workspace cannot be made as it is configured.
        """
        if self._door is None:
            with self._opening:
                if self._door is None:
                    workspace = self._open_workspace()
                    self._door = workspace, Handler(workspace)
        return self._door

    def simulated(self, request: Request) -> Answer:
        """The simulator's answer, or what an act makes of it."""
        workspace, respond = self.open()
        for act in self.acts:
            respond = partial(act.answer, simulate=respond, workspace=workspace)
        return respond(request)

    def close(self) -> None:
        """Forget the workspace; the next request gets a new one."""
        self._door = None

    @property
    def workspace(self) -> Workspace:
        """The simulated workspace of this test."""
        return self.open()[0]

    @property
    def faults(self) -> Faults:
        """What goes wrong between the client and whoever answers: nothing, until something is asked for.

        What is asked for is a promise: a request meets it.
        """
        from pytest_leads.faults import Faults

        with self._opening:
            if self._faults is None:
                self._faults = Faults(seed=self.seed)
                self.promises.append(self._faults.unmet)
            return self._faults

    @property
    def has_faults(self) -> bool:
        """Whether anything was asked to go wrong."""
        return self._faults is not None and len(self._faults) > 0

    def answer(self, request: Request, sender: Sender) -> Response:
        """Answer a request from the simulator and write it into the journal.

        Raises:
            LeadsError: the workspace cannot be made, or the simulator itself failed; also kept in ``troubles``.
        """
        if self.detour is not None:
            return self.detour(request, sender)
        if self.most is not None and len(self.journal) >= self.most:
            raise EndlessRunError(f"it did not end: {self.most} requests were answered")
        try:
            respond = self.responder or self.simulated
            answer = respond(request) if self._faults is None else self._faults.answer(request, respond)
        except LeadsError as error:
            self._trouble(str(error))
            raise
        except Exception as error:  # the simulator's own bug must not look like the API's or the network's answer
            self._trouble(
                f"pytest-leads itself failed on {request.method} {masking.url(request.url)}; this is a bug of the "
                f"simulator, not of the code under test.\n{traceback.format_exc()}"
            )
            raise LeadsAssertionError(self.troubles[-1]) from error
        at = self.workspace.clock() if self.opened else system_clock()
        self.journal.record(request, answer.response, at=at, sender=sender, disclosure=answer.disclosure)
        return answer.response

    def _trouble(self, text: str) -> None:
        if text not in self.troubles:
            self.troubles.append(text)
