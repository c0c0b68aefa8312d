"""Where a machine plays: on the simulator through one of its doors, or on another server."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pytest_leads.doors.address import address_of
from pytest_leads.doors.handler import Handler
from pytest_leads.errors import LeadsAssertionError, UsageError
from pytest_leads.interception import intercept, untapped
from pytest_leads.journal import Journal
from pytest_leads.operations import HOSTS, SYNC_BASE, Address
from pytest_leads.wire import Answer, Response, Sender

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    import httpx

    from pytest_leads.wire import Headers, Request, Responder
    from pytest_leads.workspace import Workspace

#: Who sends the requests that a machine makes for itself.
MACHINE = Sender("the machine")
#: What belongs to one connection, or to a body that is unpacked by now, and not to the message.
_OF_THE_CONNECTION = frozenset(
    {"connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding", "host", "accept-encoding"}
)

AN_ADDRESS = """\
an address is needed, pytest_leads.machine.Address, its URLs without the enterprise
  Address(
      sync_url="http://127.0.0.1:8000/autoupdate/v2",
      async_url="http://127.0.0.1:8000",
      enterprise_id="65f1a9b37c2d480019e6b702",
      token="my-token",
      async_token="my-async-token",
  )"""


@dataclass(slots=True)
class Link:
    """A way to one Leads API for one run.

    ``address`` is where the code under test finds it; ``send`` takes the machine's own requests there; ``workspace``
    is the simulator's inside, ``None`` on another server. Every exchange is in ``journal``, whoever sent it.
    """

    address: Address
    respond: Responder
    workspace: Workspace | None = None
    journal: Journal = field(default_factory=Journal)
    send: Callable[[Request], Response] = field(init=False)

    def __post_init__(self) -> None:
        self.send = lambda request: self.answer(request, MACHINE)

    def answer(self, request: Request, sender: Sender) -> Response:
        """Answer a request, and write it down."""
        answer = self.respond(request)
        self.journal.record(request, answer.response, sender=sender, disclosure=answer.disclosure)
        return answer.response


@contextmanager
def simulated(workspace: Workspace) -> Generator[Link]:
    """The simulator, for every HTTP client of this process: requests to the hosts of the real API end there."""
    link = Link(address_of(workspace), Handler(workspace), workspace)
    with intercept(HOSTS, link.answer):
        yield link


@contextmanager
def in_process(workspace: Workspace) -> Generator[Link]:
    """The simulator through httpx's in-process transport; a client of one's own takes ``link.answer`` for its own."""
    import httpx

    from pytest_leads.doors.transport import LeadsTransport

    with simulated(workspace) as link:
        transport = LeadsTransport(lambda request, _: link.answer(request, MACHINE))
        with httpx.Client(transport=transport) as client:
            link.send = lambda request: _sent(client, request)
            yield link


@contextmanager
def on_loopback(workspace: Workspace) -> Generator[Link]:
    """The simulator on a port of this machine, and for code that calls the real API all the same."""
    import httpx

    from pytest_leads.doors.loopback import loopback

    def respond(request: Request) -> Answer:
        return Answer(link.answer(request, Sender("unknown")))

    with simulated(workspace) as link, loopback(respond) as server, httpx.Client(trust_env=False) as client:
        link.address = _on(link.address, server.url)
        link.send = lambda request: _sent(client, request)
        yield link


@contextmanager
def at(address: Address) -> Generator[Link]:
    """Another server; what is there already stays as it is, and what the machine writes there stays, too.

    Raises:
        UsageError: it is no address, or one of the real API, where leads cannot be deleted; nobody listens there.
        LeadsAssertionError: the code under test calls the real API all the same.
    """
    import httpx

    hosts = _hosts(address)
    with httpx.Client(timeout=30) as client:

        def respond(request: Request) -> Answer:
            if _host(request.url) in HOSTS:
                raise LeadsAssertionError(
                    f"the code under test calls {request.host}, and the machine plays at {address.sync_url}; "
                    "give your code the address of the run: self.address"
                )
            try:
                with untapped():
                    return Answer(_sent(client, request))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                raise UsageError(
                    f"at({address.sync_url!r}): nobody listens at {_place(request.url)}: {error}"
                ) from None

        link = Link(address, respond)
        with intercept({*hosts, *HOSTS}, link.answer):
            yield link


def _hosts(address: Address) -> set[str]:
    """The hosts at which a machine is to play.

    Raises:
        UsageError: it is no address, or one is a host of the real API.
    """
    if not isinstance(address, Address):
        raise UsageError(f"at({address!r}): {AN_ADDRESS}")
    if not address.sync_url.lower().startswith(("http://", "https://")) or not _host(address.sync_url):
        raise UsageError(f"at({address.sync_url!r}): this is no URL; {AN_ADDRESS}")
    urls = {url: _host(url) for url in (address.sync_url, address.async_url)}
    for url, host in urls.items():
        if host in HOSTS:
            raise UsageError(f"at({url!r}): a machine does not play on the real API: leads stay there for ever")
    return {*urls.values()} - {""}


def _host(url: str) -> str:
    """The host to which httpx goes for a URL, without the dot that a full name may end in; empty if it has none."""
    import httpx

    try:
        return httpx.URL(url).raw_host.decode("ascii").rstrip(".")
    except httpx.InvalidURL:
        return ""


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _on(address: Address, url: str) -> Address:
    return Address(url + SYNC_BASE, url, address.enterprise_id, address.token, address.async_token)


def _sent(client: httpx.Client, request: Request) -> Response:
    got = client.request(request.method, request.url, headers=_kept(request.headers), content=request.body)
    return Response(got.status_code, _kept(got.headers.multi_items()), got.content)


def _kept(headers: Iterable[tuple[str, str]]) -> Headers:
    return tuple((name, value) for name, value in headers if name.lower() not in _OF_THE_CONNECTION)
