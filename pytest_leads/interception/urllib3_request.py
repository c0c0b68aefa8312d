"""The short way of an ordinary request through urllib3 2: no writing of HTTP that is parsed again at once.

``http.client`` would turn the request into bytes, and ours turn them back; that is a tenth of a request through
``requests``. Whatever is out of the ordinary goes the long way, and so meets urllib3's own checks and framing.
Private names of urllib3 and http.client stand here only (read from urllib3 2.0 to 2.8, Python 3.11 to 3.14).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.interception.http_client import AnsweringSocket
from pytest_leads.interception.patching import Patch
from pytest_leads.wire import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from types import ModuleType

    from pytest_leads.wire import Headers

_SKIP = "@@@SKIP_HEADER@@@"


def _is_ordinary(connection: Any, method: str, url: str, body: Any, headers: Mapping[Any, Any]) -> bool:
    """Whether urllib3 and http.client would neither refuse, change nor chunk anything."""
    if not isinstance(body, bytes | None) or type(connection.sock) is not AnsweringSocket:
        return False
    names, values = [name for name, _ in headers.items()], [value for _, value in headers.items()]
    if not all(isinstance(text, str) for text in (method, url, *names, *values)) or _SKIP in values:
        return False
    line, name = method + url, "".join(names)
    text = line + name + "".join(values)
    clean = text.isascii() and text.isprintable() and " " not in line and "" not in names
    return clean and " " not in name and ":" not in name and "transfer-encoding" not in name.lower()


def _host(connection: Any) -> str:
    host, port = connection._tunnel_host or connection.host, connection._tunnel_port or connection.port  # noqa: SLF001  # see above
    return host if port == connection.default_port else f"{host}:{port}"


def _complete(module: ModuleType, connection: Any, length: int | None, headers: Mapping[str, str]) -> Headers:
    """Put the headers in front that urllib3 adds, in its order."""
    given = {name.lower() for name in headers}
    added = {
        "Host": _host(connection),
        "Accept-Encoding": "identity",
        "Content-Length": None if length is None else str(length),
        "User-Agent": module._get_default_user_agent(),  # noqa: SLF001  # see above
    }
    front = tuple((name, value) for name, value in added.items() if value is not None and name.lower() not in given)
    return front + tuple((name, value.strip(" ")) for name, value in headers.items())


def _make(module: ModuleType, original: Callable[..., None]) -> Callable[..., None]:
    def request(  # noqa: PLR0913  # urllib3's own signature
        self: Any,
        method: str,
        url: str,
        body: Any = None,
        headers: Any = None,
        *,
        chunked: bool = False,
        **options: Any,
    ) -> None:
        headers = {} if headers is None else headers
        if chunked or not _is_ordinary(self, method, url, body, headers):
            original(self, method, url, body, headers, chunked=chunked, **options)
            return
        length = module.body_to_chunks(body, method=method, blocksize=self.blocksize).content_length
        self._response_options = module._ResponseOptions(  # noqa: SLF001  # see above
            request_method=method,
            request_url=url,
            preload_content=options.get("preload_content", True),
            decode_content=options.get("decode_content", True),
            enforce_content_length=options.get("enforce_content_length", True),
        )
        self._method = method
        self._HTTPConnection__state = "Request-sent"
        self.sock.answer(Request(method, self.sock.url(url), _complete(module, self, length, headers), body or b""))

    return request


def urllib3_request_patches(module: ModuleType) -> Iterable[Patch]:
    """Patches for ``urllib3.connection``; none for urllib3 1.26, whose requests go the long way."""
    if hasattr(module, "_ResponseOptions"):
        yield Patch(module.HTTPConnection, "request", lambda original: _make(module, original))
