"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_atomically(path: Path, text: str | Iterable[str]) -> None:
    """Put ``text``, or its pieces, in the place of what is in ``path``.

    Whatever happens, the old file is there, or the new one.
    """
    path = path.resolve()  # a link stays one
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    written = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines([text] if isinstance(text, str) else text)
        written.chmod(_mode(path))
        written.replace(path)
    except BaseException:
        with suppress(OSError):
            written.unlink()
        raise


def _mode(path: Path) -> int:
    """Permissions of the file that is there, else what a new file gets."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
