"""Arguments of the strategies, read when a strategy is made: a mistake shows at the call, not at the first draw."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.workspace import Profile, Workspace

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    #: Whose values are drawn: a workspace, the terms of one, or by default those of ``Workspace()``.
    Source = Workspace | Profile | None
    #: One kind by its name, several, or by default all that the documents settle.
    Kind = str | Iterable[str] | None


def terms(source: Source, call: str) -> Profile:
    """The terms of a workspace, as they are now.

    Raises:
        UsageError: it is no workspace.
    """
    if source is None:
        return _default_terms()
    if isinstance(source, Workspace):
        return source.profile
    if isinstance(source, Profile):
        return source
    raise UsageError(f"strategies.{call}(workspace={source!r}): a Workspace or its profile is needed")


@cache
def _default_terms() -> Profile:
    return Workspace().profile


def names(given: Any, known: Collection[str] | None = None, *, call: str, argument: str) -> tuple[str, ...]:
    """Several names, or one; with ``known`` only those.

    Raises:
        UsageError: something else than names, or one that is not ``known``.
    """
    several = (given,) if isinstance(given, str) else tuple(given) if isinstance(given, Iterable) else ()
    if not (isinstance(given, Iterable) and all(isinstance(name, str) for name in several)):
        raise UsageError(f"strategies.{call}({argument}={given!r}): names are needed")
    for name in several:
        if known is not None and name not in known:
            raise UsageError(f"strategies.{call}({argument}={given!r}): {name!r} is unknown{did_you_mean(name, known)}")
    return several


def kinds(given: Kind, known: Sequence[str], call: str, *, unsettled: Collection[str] = ()) -> tuple[str, ...]:
    """The kinds that are asked for, by default all but the ``unsettled`` ones.

    Raises:
        UsageError: there is no such kind, or none at all is asked for.
    """
    if given is None:
        return tuple(kind for kind in known if kind not in unsettled)
    wanted = names(given, known, call=call, argument="kind")
    if not wanted:
        raise UsageError(f"strategies.{call}(kind={given!r}): one kind at least is needed{did_you_mean('', known)}")
    return wanted


def whole(value: Any, least: int, *, call: str, argument: str) -> int:
    """A whole number, ``least`` or more.

    Raises:
        UsageError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise UsageError(f"strategies.{call}({argument}={value!r}): a whole number, {least} or more, is needed")
    return value
