"""Who sends a request: the client library, and the line of the user's code, read off the stack."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_leads.wire import Origin, Sender

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from types import FrameType

_SKIP = ""
_USER = "user code"
_CLIENTS = {
    "requests": "requests",
    "urllib3": "urllib3",
    "urllib": "urllib",
    "http": "http.client",
    "httpx": "httpx",
    "httpx2": "httpx2",
    "httpcore": "httpcore",
    "httpcore2": "httpcore2",
    "aiohttp": "aiohttp",
}
#: Besides site-packages: the standard library and this package.
_LIBRARIES = tuple(Path(path).as_posix() + "/" for path in (Path(os.__file__).parent, Path(__file__).parents[1]))
_verdicts: dict[str, str] = {}
_whole = False


def _verdict(frame: FrameType) -> str:
    """What a frame's file is: the name of a client, user code, or neither."""
    file = frame.f_code.co_filename
    if not is_user_file(file):
        module: str = frame.f_globals.get("__name__") or ""
        return _CLIENTS.get(module.partition(".")[0], _SKIP)
    return _USER


def is_user_file(file: str) -> bool:
    """Whether a file of code belongs to neither a library, nor the standard library, nor this package."""
    posix = file.replace("\\", "/")
    library = "/site-packages/" in posix or "/dist-packages/" in posix or posix.startswith(_LIBRARIES)
    return not library and not file.startswith("<")


def is_user_code(frame: FrameType) -> bool:
    """Whether a frame belongs to neither a library, nor the standard library, nor this package."""
    return _known(frame) is _USER


def _known(frame: FrameType) -> str:
    file = frame.f_code.co_filename
    verdict = _verdicts.get(file)
    if verdict is None:
        verdict = _verdicts[file] = _verdict(frame)
    return verdict


@contextmanager
def whole_paths() -> Generator[None]:
    """Have senders know all lines that led to a request, not the innermost alone."""
    global _whole  # noqa: PLW0603  # threads of the code under test send, too, and do not share a context variable
    before, _whole = _whole, True
    try:
        yield
    finally:
        _whole = before


def _line(frame: FrameType) -> Origin:
    return Origin(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_qualname)


def _lines(innermost: FrameType) -> Iterator[Origin]:
    frame: FrameType | None = innermost
    while frame is not None:
        if is_user_code(frame):
            yield _line(frame)
        frame = frame.f_back


def sender(fallback: str) -> Sender:
    """Walk up the stack to the innermost frame of user code; the outermost client on the way is the sender.

    ``fallback`` names the client when no frame of one is on the stack.
    """
    client = fallback
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001  # documented; inspect.stack() reads source files
    while frame is not None:
        verdict = _known(frame)
        if verdict is _USER:
            return Sender(client, _line(frame), tuple(_lines(frame)) if _whole else ())
        if verdict:
            client = verdict
        frame = frame.f_back
    return Sender(client)
