"""The journal itself: append-only, safe to write from any thread."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, overload

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.journal.exchange import Exchange
from pytest_leads.operations import BY_ID
from pytest_leads.wire import Disclosure, Sender

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_leads.wire import Request, Response


class Journal:
    """Exchanges in the order in which they were answered.

    It is a sequence (``len``, index, slice, iteration); the questions return plain lists.
    """

    def __init__(self, exchanges: Iterable[Exchange] = (), *, test: str = "") -> None:
        self.test = test
        self._exchanges = list(exchanges)
        self._lock = Lock()

    def record(
        self,
        request: Request,
        response: Response,
        *,
        at: int = 0,
        sender: Sender | None = None,
        disclosure: Disclosure | None = None,
    ) -> Exchange:
        """Append an exchange and return it; ``at`` is Unix milliseconds."""
        with self._lock:
            exchange = Exchange(
                len(self._exchanges) + 1,
                request,
                response,
                at,
                self.test,
                sender or Sender("unknown"),
                disclosure or Disclosure(),
            )
            self._exchanges.append(exchange)
        return exchange

    def __len__(self) -> int:
        return len(self._exchanges)

    def __iter__(self) -> Iterator[Exchange]:
        return iter(tuple(self._exchanges))

    @overload
    def __getitem__(self, index: int) -> Exchange: ...
    @overload
    def __getitem__(self, index: slice) -> list[Exchange]: ...
    def __getitem__(self, index: int | slice) -> Exchange | list[Exchange]:
        return self._exchanges[index]

    def __repr__(self) -> str:
        return f"<Journal of {len(self)} exchanges{f' in {self.test}' if self.test else ''}>"

    def of(self, *operations: str) -> list[Exchange]:
        """Exchanges of the named operations (``create_lead``, ``search_leads``, ...; see ``operations.BY_ID``).

        Raises:
            UsageError: no operation has that name.
        """
        for name in operations:
            if name not in BY_ID:
                raise UsageError(f"journal.of({name!r}): no such operation{did_you_mean(name, BY_ID)}")
        return [e for e in self if e.operation is not None and e.operation.id in operations]

    def with_status(self, *statuses: int) -> list[Exchange]:
        """Exchanges that were answered with one of the statuses."""
        return [e for e in self if e.response.status in statuses]

    def unknown_routes(self) -> list[Exchange]:
        """Exchanges whose path or method the documents do not know."""
        return [e for e in self if e.operation is None]

    def resting_on(self, quirk: str) -> list[Exchange]:
        """Exchanges whose answer rests on the named quirk or undocumented point."""
        return [e for e in self if quirk in e.disclosure.quirks]

    @property
    def last(self) -> Exchange:
        """The newest exchange.

        Raises:
            UsageError: the journal is empty.
        """
        if not self._exchanges:
            raise UsageError("journal.last: nothing was sent to the Leads API yet")
        return self._exchanges[-1]
