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
KEYS = (
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
    "clock",
    "seed",
)


def read_mapping(path: str | Path) -> Mapping[str, Any]:
    """The content of a ``.json`` or ``.toml`` file.

    Raises:
        UsageError: it is missing, of another suffix, or not readable as what its suffix says.
    """
    file = Path(path)
    readers = {".json": json.loads, ".toml": tomllib.loads}
    if file.suffix not in readers:
        raise UsageError(f"{path}: a workspace file ends in .json or .toml")
    try:
        content = readers[file.suffix](file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: is not {file.suffix[1:].upper()}: {error}") from None
    if not isinstance(content, dict):
        raise UsageError(f"{path}: a mapping is needed at the top, not {type(content).__name__}")
    return content


def workspace_arguments(given: Mapping[str, Any], source: str) -> dict[str, Any]:
    """Arguments of ``Workspace`` from a mapping; the identifier may come from a custom-fields answer.

    Raises:
        UsageError: a key is not known.
    """
    config.check_keys(given, KEYS, source)
    marked = config.identifier_in(given.get("fields"))
    return ({"identifier": marked} if marked else {}) | dict(given)
