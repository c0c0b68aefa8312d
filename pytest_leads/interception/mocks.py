"""Which other mock libraries were active while a test ran: they may have answered what we would have.

Spies on the methods by which they start and stop; none of them is changed in what it does.
Read from: responses 0.26, requests-mock 1.12, respx 0.23, vcrpy 9.4, aioresponses 0.7, pytest 9.2.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from pytest_leads.interception.patching import Patch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

# Name of a library -> the mocks of it that are started now.
_started: dict[str, set[int]] = {}
_seen: set[str] = set()

#: Whoever replaces something of these replaces a part of an HTTP client.
_CLIENTS = (
    "aiohttp",
    "http.client",
    "httpcore",
    "httpcore2",
    "httpx",
    "httpx2",
    "requests",
    "urllib.request",
    "urllib3",
)
#: These replace parts of clients with unittest.mock or monkeypatch, and are named themselves.
_NAMED_THEMSELVES = frozenset(
    {"aioresponses", "pytest_httpx", "pytest_leads", "requests_mock", "respx", "responses", "vcr"}
)
_FIXTURES = {"httpx_mock": "pytest-httpx"}


def active_mocks() -> frozenset[str]:
    """Return the mock libraries that were active at any time since the last ``forget()``."""
    return frozenset(_seen)


def forget() -> None:
    """Begin anew, with the mocks that are still active."""
    _seen.clear()
    _seen.update(name for name, mocks in list(_started.items()) if mocks)


def any_started() -> bool:
    """Whether a mock is active at this moment."""
    return any(_started.values())


def lose_track() -> None:
    """Forget which mocks are active: the spies are being removed, and will not hear of their end."""
    _started.clear()


def mock_fixtures(names: Iterable[str]) -> frozenset[str]:
    """Return the mock libraries that a test uses, as the names of its fixtures tell."""
    return frozenset(_FIXTURES[name] for name in names if name in _FIXTURES)


def _starts(library: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        def start(self: Any, *args: Any, **kwargs: Any) -> Any:
            _note_start(library, self)
            return original(self, *args, **kwargs)

        return start

    return make


def _stops(library: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        def stop(self: Any, *args: Any, **kwargs: Any) -> Any:
            _started.get(library, set()).discard(id(self))
            return original(self, *args, **kwargs)

        return stop

    return make


def _note_start(library: str, mock: object) -> None:
    _started.setdefault(library, set()).add(id(mock))
    _seen.add(library)


def _patch_enter(original: Callable[..., Any]) -> Callable[..., Any]:
    def enter(self: Any) -> Any:
        entered = original(self)
        if _of_a_client(getattr(self, "temp_original", None)) and not _by_a_named_library():
            _note_start("unittest.mock", self)
        return entered

    return enter


def _setattr(original: Callable[..., Any]) -> Callable[..., Any]:
    def set_attribute(self: Any, target: Any, name: Any, *args: Any, **kwargs: Any) -> Any:
        if _of_a_client(_replaced(target, name)) and not _by_a_named_library():
            _seen.add("monkeypatch")
        return original(self, target, name, *args, **kwargs)

    return set_attribute


def _replaced(target: Any, name: Any) -> Any:
    """What ``MonkeyPatch.setattr(target, name)`` or ``setattr("dotted.target", value)`` is about to replace."""
    if not isinstance(target, str):
        return getattr(target, name, None)
    import pkgutil

    try:
        return pkgutil.resolve_name(target)
    except (ImportError, AttributeError, ValueError):
        return None


def _of_a_client(thing: Any) -> bool:
    from types import ModuleType

    try:
        home = thing.__name__ if isinstance(thing, ModuleType) else getattr(thing, "__module__", None)
    except Exception:  # noqa: BLE001  # anybody's object, a lazy one perhaps: looking at it must break nothing
        return False
    return isinstance(home, str) and any(home == name or home.startswith(name + ".") for name in _CLIENTS)


def _by_a_named_library() -> bool:
    frame = sys._getframe(2)  # noqa: SLF001  # documented; inspect.stack() reads source files
    for _ in range(6):
        home = str(frame.f_globals.get("__name__", "")).partition(".")[0]
        if home in _NAMED_THEMSELVES:
            return True
        if frame.f_back is None:
            break
        frame = frame.f_back
    return False


def _pair(owner: Any, library: str, start: str = "start", stop: str = "stop") -> list[Patch]:
    return [Patch(owner, start, _starts(library)), Patch(owner, stop, _stops(library))]


def _unittest_mock(module: ModuleType) -> list[Patch]:
    patcher = module._patch  # noqa: SLF001  # unittest.mock has no public hook; read from Python 3.11 to 3.13
    return [Patch(patcher, "__enter__", _patch_enter), Patch(patcher, "__exit__", _stops("unittest.mock"))]


#: The module whose import makes a mock library's classes exist, and the spies on them.
SPIES: dict[str, Callable[[ModuleType], list[Patch]]] = {
    "aioresponses.core": lambda module: _pair(module.aioresponses, "aioresponses"),
    "pytest": lambda module: [Patch(module.MonkeyPatch, "setattr", _setattr)],
    "requests_mock.mocker": lambda module: _pair(module.MockerCore, "requests-mock"),
    "respx.router": lambda module: _pair(module.MockRouter, "respx"),
    "responses": lambda module: _pair(module.RequestsMock, "responses"),
    "unittest.mock": _unittest_mock,
    "vcr.cassette": lambda module: _pair(module.CassetteContextDecorator, "vcrpy", "__enter__", "__exit__"),
}
