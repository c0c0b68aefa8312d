"""Workspace files: JSON or TOML whose keys are the arguments of ``Workspace``."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError
from pytest_leads.workspace import config

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Keys of a workspace file.
_FILE_KEYS = (
    "identifier",
    "fields",
    "pipeline",
    "actions",
    "members",
    "date_format",
    "timezone",
    "country_code",
    "enterprise",
    "tokens",
    "quirks",
    "seed",
)
#: In Python there is one more: a clock is a callable, which no file can hold.
_KEYS = (*_FILE_KEYS, "clock")


def read_mapping(path: str | Path) -> Mapping[str, Any]:
    """The content of a ``.json`` or ``.toml`` file.

    Raises:
        UsageError: it is missing, of another suffix, not readable as what its suffix says, or a key is not known.
    """
    file = Path(path)
    readers = {".json": json.loads, ".toml": tomllib.loads}
    suffix = file.suffix.lower()
    if suffix not in readers:
        raise UsageError(f"{path}: a workspace file ends in .json or .toml")
    try:
        content = readers[suffix](file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: is not {suffix[1:].upper()}: {error}") from None
    if not isinstance(content, dict):
        raise UsageError(f"{path}: a mapping is needed at the top, not {type(content).__name__}")
    config.check_keys(content, _FILE_KEYS, f"{path}: ")
    return content


def workspace_arguments(given: Mapping[str, Any], source: str) -> dict[str, Any]:
    """Arguments of ``Workspace`` from a mapping; the identifier may come from a custom-fields answer.

    Raises:
        UsageError: a key is not known, the clock cannot be called, or the seed is negative.
    """
    config.check_keys(given, _KEYS, f"{source}: ")
    config.check_clock(given.get("clock"), f"{source}: clock")
    config.check_seed(given.get("seed", 0), f"{source}: seed")
    marked = config.identifier_in(given.get("fields"))
    return ({"identifier": marked} if marked else {}) | dict(given)
