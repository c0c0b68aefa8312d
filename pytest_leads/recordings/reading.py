"""Reading a file as a recording, by what is in it: a vcrpy cassette in YAML or JSON, or a HAR."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_leads.recordings import har, vcr_format
from pytest_leads.recordings.cassette import NoRecordingError, RecordingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pytest_leads.recordings.cassette import Cassette

#: Endings of the files that are looked for in a folder.
SUFFIXES = (".yaml", ".yml", ".json", ".har")

_LOOKS_RECORDED = re.compile(r'^interactions:|"(interactions|log)"\s*:|\A\s*\Z', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file: its ``cassette``, or the ``error`` for which there is none.

    Neither is there when a file that was found in a folder is no recording.
    """

    path: Path
    cassette: Cassette | None = None
    error: str = ""


def read_recording(path: Path) -> Cassette:
    """The recording in a file.

    Raises:
        RecordingError: it cannot be read, or is none; the message names the file, the place and what stands there.
    """
    text = _text(path)
    if not text.strip():
        raise RecordingError(f"{path}: the file is empty")
    data = _json(path, text)
    if har.is_har(data):
        return har.cassette_of(path, data)
    return vcr_format.read(path, text) if data is None else vcr_format.cassette_of(path, data)


def read_all(paths: Iterable[Path]) -> Iterator[Reading]:
    """Each of the files, and of each folder what is below it, one at a time: a HAR may be large.

    What is in a folder and does not even look like a recording is no error, for folders hold other files, too.
    """
    seen = set()
    for path in paths:
        files = files_in(path) if path.is_dir() else [path]
        if not files:
            yield Reading(path, error=f"{path}: no {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]} file is in this folder")
        for file in files:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield _found(file) if path.is_dir() else _named(file)


def files_in(folder: Path) -> list[Path]:
    """The files below a folder that may be recordings, by their endings."""
    return sorted(file for file in folder.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())


def _named(path: Path) -> Reading:
    try:
        return Reading(path, read_recording(path))
    except RecordingError as error:
        return Reading(path, error=str(error))


def _found(path: Path) -> Reading:
    try:
        return Reading(path, read_recording(path))
    except NoRecordingError:
        return Reading(path)
    except RecordingError as error:
        return Reading(path, error=str(error)) if _looks_recorded(path) else Reading(path)


def _looks_recorded(path: Path) -> bool:
    """Whether a file that cannot be read was meant to be a recording; what cannot even be opened may have been."""
    if path.suffix.lower() == ".har":
        return True
    try:
        return _LOOKS_RECORDED.search(_text(path)[:10_000]) is not None
    except RecordingError:
        return True


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise RecordingError(f"{path}: there is no such file") from None
    except IsADirectoryError:
        raise RecordingError(f"{path}: it is a folder, and a file is needed") from None
    except OSError as error:
        raise RecordingError(f"{path}: it cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise RecordingError(f"{path}: not text in UTF-8 (byte {error.start}): {error.reason}") from None
    except ValueError as error:  # a NUL in the name
        raise RecordingError(f"{str(path)!r}: {error}") from None


def _json(path: Path, text: str) -> Any:
    """Decoded JSON, ``None`` for what may be YAML."""
    if text.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        if path.suffix.lower() in {".json", ".har"}:
            raise RecordingError(f"{path}: not JSON: {error}") from None
        return None
