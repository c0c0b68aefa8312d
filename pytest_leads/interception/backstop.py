"""The last line: no name look-up of, and no connection to, a tapped host, whoever asks for it."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

from pytest_leads.interception import taps
from pytest_leads.interception.patching import Patch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_LOOK_UPS = ("getaddrinfo", "gethostbyname", "gethostbyname_ex")
_CONNECTS = ("connect", "connect_ex")


def _stop(host: Any) -> None:
    name = host.decode("latin-1") if isinstance(host, bytes | bytearray) else host
    tap = taps.find(name) if isinstance(name, str) else None
    if tap is not None:
        raise taps.refuse(name, tap)


def _look_up(original: Callable[..., Any]) -> Callable[..., Any]:
    def look_up(*args: Any, **kwargs: Any) -> Any:
        _stop(args[0] if args else kwargs.get("host"))
        return original(*args, **kwargs)

    return look_up


def _connect(original: Callable[..., Any]) -> Callable[..., Any]:
    def connect(self: Any, address: Any) -> Any:
        if isinstance(address, tuple) and address:
            _stop(address[0])
        return original(self, address)

    return connect


def backstop_patches() -> Iterable[Patch]:
    """Patches for ``socket``."""
    for name in _LOOK_UPS:
        yield Patch(socket, name, _look_up)
    for name in _CONNECTS:
        yield Patch(socket.socket, name, _connect)
