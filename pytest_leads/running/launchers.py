"""A folder before all others on the program's PATH: who starts Node or Python by name starts it redirected.

A shell script may set PYTHONPATH or NODE_OPTIONS anew, and what loads us would be lost without a word. Each launcher is
a few lines of shell that put back what is missing, and become the program that would have been found without it.
"""

from __future__ import annotations

import os
from shlex import quote
from shutil import which
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: What has a launcher, if it is there; pytest, since the first line of its script names its Python by a path.
NAMES = ("node", "nodejs", "python", "python3", *(f"python3.{minor}" for minor in range(6, 20)), "pytest")


def with_launchers(path: str, folder: Path, kept: Mapping[str, str], joined: Mapping[str, tuple[str, str]]) -> str:
    """The PATH of the program: ``folder``, which is made, before what is on ``path``.

    ``kept`` are variables that must be there; ``joined`` those that must hold a value, and what parts it from others.
    """
    lines = [*(f'[ "${name}" ] || export {name}={quote(value)}' for name, value in kept.items()), *_joining(joined)]
    folder.mkdir(exist_ok=True)
    for name in NAMES:
        found = which(name, path=path)
        if found is not None and os.path.isabs(found):  # noqa: PTH117  # a relative one is another one elsewhere
            launcher = folder / name
            launcher.write_text("\n".join(["#!/bin/sh", *lines, f'exec {quote(found)} "$@"', ""]), "utf-8")
            launcher.chmod(0o700)
    return f"{folder}{os.pathsep}{path}"


def _joining(joined: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    for name, (value, separator) in joined.items():
        ours = quote(value)
        yield f'case "${name}" in *{ours}*) ;; *) {name}={ours}"${{{name}:+{separator}${name}}}"; export {name} ;; esac'
