"""Where recordings are: those that are shipped with the kit, and the user's own folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_leads.errors import did_you_mean
from pytest_leads.recordings.cassette import RecordingError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

SUFFIX = ".yaml"


@cache
def shipped_folder() -> Path:
    """The folder of the shipped cassettes: in the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "cassettes"
    return inside if inside.is_dir() else package.parent / "cassettes"


def shipped() -> list[str]:
    """Names of the shipped cassettes, such as ``partial-success/create``."""
    return names_in(shipped_folder())


def names_in(folder: Path) -> list[str]:
    """Names of the cassettes below a folder."""
    return sorted(file.relative_to(folder).with_suffix("").as_posix() for file in folder.rglob(f"*{SUFFIX}"))


def unused_in(folder: Path, used: Collection[str]) -> Iterator[str]:
    """What is said of the cassettes of a folder that no test of a run has used."""
    paths = {str((folder / f"{name}{SUFFIX}").resolve()): name for name in names_in(folder)}
    unused = [name for path, name in paths.items() if path not in {str(Path(other).resolve()) for other in used}]
    yield f"leads: {len(unused)} of {len(paths)} cassettes in {folder} were not used in this run"
    yield from (f"    {name}" for name in unused)


def own_path(name: str, folder: Path) -> Path:
    """Where a cassette of the user's own is, or will be recorded.

    Raises:
        RecordingError: the name leads out of the folder.
    """
    path = folder / (name if name.endswith((SUFFIX, ".yml", ".json")) else name + SUFFIX)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise RecordingError(f"leads_cassette({name!r}): it leads out of the folder {folder}")
    return path


def shipped_path(name: str) -> Path:
    """Where a shipped cassette of this name is, if there is one."""
    return shipped_folder() / f"{name}{SUFFIX}"


def find(name: str, folder: Path) -> Path:
    """The cassette of this name: the user's own first, then a shipped one.

    Raises:
        RecordingError: there is none; the message offers the nearest.
    """
    own = own_path(name, folder)
    if own.is_file():
        return own
    theirs = shipped_path(name)
    if theirs.is_file():
        return theirs
    known = [*names_in(folder), *shipped()]
    raise RecordingError(
        f"leads_cassette({name!r}): there is no such cassette in {folder}, nor among the shipped ones"
        f"{did_you_mean(name, known) if known else ''}. To record it: --leads-record=once"
    )
