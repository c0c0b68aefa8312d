"""What the fixture ``leads_api`` gives to a test."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pytest_leads.doors.address import address_of
from pytest_leads.errors import UsageError
from pytest_leads.interception.sender import sender

if TYPE_CHECKING:
    import httpx

    from pytest_leads.faults import Faults
    from pytest_leads.journal import Journal
    from pytest_leads.operations import Address
    from pytest_leads.session.record import Record
    from pytest_leads.wire import Request, Response, Sender
    from pytest_leads.workspace import Workspace

_PATH = re.compile(r"fields\..+|actions\[\d+\](\..+)?")


class LeadsApi:
    """The simulated Leads API of one test.

    It answers every HTTP client in the process; ``client()`` gives one that needs no address and no token.
    """

    def __init__(self, record: Record, address: Address | None = None) -> None:
        self._record = record
        self._elsewhere = address

    @property
    def _address(self) -> Address:
        return self._elsewhere or address_of(self.workspace)

    @property
    def workspace(self) -> Workspace:
        """The workspace behind the API: seed leads, read state, set quirks.

        Raises:
            UsageError: another server answers (``--leads-base-url``).
        """
        if self._elsewhere is not None:
            raise UsageError(
                f"leads_api.workspace: the API is at {self._elsewhere.sync_url}, and its inside cannot be seen"
            )
        return self._record.workspace

    @property
    def journal(self) -> Journal:
        """Every exchange of this test so far."""
        return self._record.journal

    @property
    def faults(self) -> Faults:
        """What goes wrong on the way; nothing does, until a fault is added.

        ``faults.add("429", operation="create_lead", times=2, retry_after=1)``, ``faults.add("reset:rate=0.1")``,
        ``faults.clear()``; see ``pytest_leads.faults.Fault``. A test fails whose fault had no request to hit, unless
        it comes by chance.

        Raises:
            UsageError: another server answers (``--leads-base-url``).
        """
        if self._elsewhere is not None:
            raise UsageError(
                f"leads_api.faults: the API is at {self._elsewhere.sync_url}, and nothing stands in its way"
            )
        self._record.faults.place = "leads_api.faults"
        return self._record.faults

    @property
    def sync_url(self) -> str:
        """Base URL of the Sync API, without the enterprise."""
        return self._address.sync_url

    @property
    def async_url(self) -> str:
        """Base URL of the Async API, without the enterprise."""
        return self._address.async_url

    @property
    def enterprise_id(self) -> str:
        """The enterprise id that the workspace names, else one that it accepts."""
        return self._address.enterprise_id

    @property
    def token(self) -> str:
        """A token for the Sync API."""
        return self._address.token

    @property
    def async_token(self) -> str:
        """A token for the Async API."""
        return self._address.async_token

    def expect_ignored(self, path: str) -> None:
        """Declare that the API ignores what stands at ``path`` of a request body, and that the test knows.

        ``path`` is ``fields.rating``, ``actions[1]`` or ``actions[1].fields.email``. The finding of partial
        success for it is then allowed; if nothing there is ignored by the end of the test, the test fails.

        Raises:
            UsageError: ``path`` is no such path.
        """
        if not _PATH.fullmatch(str(path)):
            raise UsageError(
                f"leads_api.expect_ignored({path!r}): the path of one value in the request body is needed, "
                "such as 'fields.rating', 'actions[0]' or 'actions[0].fields.email'"
            )
        self._record.expected_ignored.append(path)

    def provoke(self, pitfall: str, **arguments: Any) -> None:
        """Have the API answer the documented symptom of a pitfall to the next request that it can be answered to.

        ``provoke("partial-success", field="email")`` or ``action=0``: it is not stored; ``provoke("duplicate-lead")``:
        the lead is already there; ``provoke("page-cap")``: more leads match than a page holds;
        ``provoke("unknown-status", label="Won", renamed="WON")``; ``provoke("search-by-query")``,
        ``provoke("identifier-change")``, ``provoke("iso-date")``: the other documented answer. ``nth=2`` means the
        second such request. The pitfall is then no finding of this test: what its code makes of it is for the test to
        say. If no such request comes, the test fails.

        Raises:
            UsageError: there is no such pitfall or argument, or it is not the simulator that answers.
        """
        from pytest_leads.pitfalls.provocations import act_of

        if self._elsewhere is not None or self._record.responder is not None:
            raise UsageError(f"leads_api.provoke({pitfall!r}): it is not the simulator that answers here")
        act = act_of(pitfall, arguments)
        self._record.acts.append(act)
        self._record.provoked.add(pitfall)
        self._record.promises.append(
            lambda: "" if act.fired else f"leads_api.provoke({pitfall!r}): no request came to which it applies"
        )

    def client(self) -> httpx.Client:
        """An ``httpx.Client`` whose base URL is this enterprise of the Sync API, with the token set."""
        import httpx

        from pytest_leads.doors.transport import LeadsTransport

        return httpx.Client(transport=LeadsTransport(self._answer), base_url=self._base_url, headers=self._headers)

    def async_client(self) -> httpx.AsyncClient:
        """The same as an ``httpx.AsyncClient``."""
        import httpx

        from pytest_leads.doors.transport import AsyncLeadsTransport

        return httpx.AsyncClient(
            transport=AsyncLeadsTransport(self._answer), base_url=self._base_url, headers=self._headers
        )

    def _answer(self, request: Request, by: Sender) -> Response:
        return self._record.answer(request, sender(by.client))

    @property
    def _base_url(self) -> str:
        return f"{self.sync_url}/enterprise/{self.enterprise_id}"

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}
