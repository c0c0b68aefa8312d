"""How an assertion helper fails: every finding in full, in one error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.audit.text import describe_all
from pytest_leads.errors import PitfallError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pytest_leads.audit import Finding, Pitfall
    from pytest_leads.journal import Exchange


def refuse(
    findings: Iterable[Finding],
    *,
    by: str,
    pitfalls: Iterable[Pitfall],
    exchanges: Sequence[Exchange],
    on_purpose: Callable[[Finding], str] | None = None,
) -> None:
    """Fail when there are findings; ``by`` is the helper, ``on_purpose`` how its caller allows one of them.

    Raises:
        PitfallError: holds the findings and their text.
    """
    __tracebackhide__ = True
    found = list(findings)
    if not found:
        return
    permit = on_purpose or (lambda _: f"Leave out {by} where falling into it is what the test is about.")
    texts = describe_all(found, pitfalls, of=len(exchanges), on_purpose=permit)
    heading = f"{by}: {len(found)} finding{'s' if len(found) > 1 else ''}"
    raise PitfallError("\n\n".join([heading, *texts]), found)
