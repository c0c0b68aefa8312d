"""What a server promises about page-cap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import mapping, shown, whole_number
from pytest_leads.pitfalls.page_cap.rule import CAPS
from pytest_leads.promises import Breach, promise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_leads.promises import Exchange

PITFALL = "page-cap"
WHY = (
    "A limit beyond the cap is an error (docs: leads/search, team-members/list), and total_count tells how many pages "
    "there are. A page that is cut in silence, or counted wrongly, ends an export too soon, and nobody notices."
)
FIX = "Refuse a limit outside the cap with 400 and its message; give min(limit, total_count - skip) rows and echo both."
#: Calls with a documented cap and message; that of an action search is documented by analogy only.
_REFUSING = ("search_leads", "read_lead", "list_members")
_DEFAULTS = {"skip": 0, "limit": 10}


@promise(PITFALL, *CAPS)
def a_limit_outside_the_cap_is_never_cut(exchange: Exchange) -> Iterator[Breach]:
    """A limit outside the cap is 400; it is never brought down to the cap in silence."""
    limits = [text for name, text in exchange.query if name == "limit"]
    if not exchange.succeeded or not _paged(exchange) or len(limits) != 1:
        return
    limit, cap = whole_number(limits[0]), CAPS[exchange.operation]
    if limit is not None and not 1 <= limit <= cap:
        yield Breach(f"limit={limits[0]} was answered {exchange.reply}; here it must be between 1 and {cap}", WHY, FIX)


@promise(PITFALL, *_REFUSING)
def a_limit_outside_the_cap_is_refused_with_its_message(exchange: Exchange) -> Iterator[Breach]:
    """A limit of 0, and one above the cap, are 400 BAD_REQUEST with the message that names the cap."""
    if not exchange.succeeded or not _paged(exchange):
        return
    cap = CAPS[exchange.operation]
    message = f"Limit should be between 1 and {cap}"
    for limit in (0, cap + 1):
        reply = _again(exchange, limit)
        if not reply.says(400, "BAD_REQUEST") or reply.error.get("message") != message:
            told = shown(reply.error.get("message")) if reply.error else "no error"
            yield Breach(f"limit={limit} was answered {reply} with {told}, not 400 with {message!r}", WHY, FIX)
            return


@promise(PITFALL, *CAPS)
def a_page_has_the_rows_that_it_counts(exchange: Exchange) -> Iterator[Breach]:
    """A page has min(limit, total_count - skip) rows, and echoes skip and limit as they were sent."""
    if not exchange.succeeded or not _paged(exchange):
        return
    prefix, rows = ("actions_", "actions") if exchange.operation == "read_lead" else ("", "data")
    body = exchange.reply.body
    asked = {name: _asked(exchange, name) for name in _DEFAULTS}
    for name, value in asked.items():
        if value is not None and body.get(prefix + name) != value:
            yield Breach(
                f"{name}={value} was asked for, and {prefix + name} is {shown(body.get(prefix + name))}", WHY, FIX
            )
            return
    skip, limit, total = asked["skip"], asked["limit"], body.get("total_count")
    count = len(body[rows]) if isinstance(body.get(rows), list) else 0
    if skip is None or limit is None:
        return
    most = limit if prefix or not isinstance(total, int) else max(0, min(limit, total - skip))
    if count > most or (not prefix and count < most):
        yield Breach(f"{count} rows came for skip={skip} and limit={limit}; total_count is {shown(total)}", WHY, FIX)


def _paged(exchange: Exchange) -> bool:
    """Whether skip and limit count at all: a lead read heeds them with its actions alone."""
    return exchange.operation != "read_lead" or "actions_limit" in mapping(exchange.reply.body)


def _asked(exchange: Exchange, name: str) -> int | None:
    """What was asked for, by default as documented; ``None`` when that is not certain."""
    given = [text for key, text in exchange.query if key == name]
    return _DEFAULTS[name] if not given else whole_number(given[0]) if len(given) == 1 else None


def _again(exchange: Exchange, limit: int) -> Any:
    """The same call with another limit, and nothing else in it that could be wrong."""
    query = (("limit", str(limit)),)
    if exchange.operation == "search_leads":
        return exchange.post(exchange.path, {}, *query)
    return exchange.get(exchange.path, *query, *((("includeActions", "true"),) if exchange.lead else ()))
