"""What a server promises about search-by-query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_leads.audit.reading import items, mapping, shown
from pytest_leads.promises import Breach, promise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_leads.promises import Exchange, Reply

PITFALL = "search-by-query"
WHY = (
    "The filters of a search stand in its JSON body, and only there (docs: leads/search). A server that reads them "
    "from the query string teaches its callers what the Leads API does not do: there, every lead would match."
)
FIX = "Take the filters from the body of POST /lead/search, nothing but skip and limit from the query string."
#: A name that no lead has.
NOBODY = "Nobody has this name: 7f3a9c51"
#: Values of no lead by the type of their field.
_NOBODYS = {"TEXT": NOBODY, "PHONE": "+915550107351", "EMAIL": "nobody-7f3a9c51@example.com", "STATUS": NOBODY}
#: Most fields of each type that are asked for, lest the address be too long.
_EACH = 8


@promise(PITFALL, "search_leads")
def every_row_satisfies_the_filters(exchange: Exchange) -> Iterator[Breach]:
    """Every row of a search satisfies the filters of its body."""
    if not exchange.succeeded:
        return
    for name in exchange.terms.fields_of("TEXT", "EMAIL"):
        wanted = _wanted(exchange.fields.get(name))
        for index, row in enumerate(items(exchange.reply.body.get("data")) if wanted else []):
            value = mapping(mapping(row).get("fields")).get(name)
            if not isinstance(value, str) or (value.isascii() and value.strip().lower() not in wanted):
                asked = f"fields.{name} = {shown(exchange.fields[name])}"
                yield Breach(f"{asked} was asked for, and data[{index}] has {shown(value)}", WHY, FIX)
                return


@promise(PITFALL, "search_leads")
def a_filter_that_nobody_satisfies_finds_nobody(exchange: Exchange) -> Iterator[Breach]:
    """A search by a name that no lead has finds no lead."""
    if not exchange.succeeded:
        return
    reply = exchange.post("/lead/search", {"fields": {"name": NOBODY}})
    if reply.status == 200 and _found(reply):  # noqa: PLR2004  # success
        seen = f"POST /lead/search by the name {NOBODY!r} in its body found {shown(_found(reply))} leads"
        yield Breach(seen, WHY, FIX)


@promise(PITFALL, "search_leads")
def the_query_string_filters_nothing(exchange: Exchange) -> Iterator[Breach]:
    """A search finds the same leads, whatever stands in its query string beside skip and limit."""
    if not exchange.succeeded:
        return
    body = exchange.sent if _found(exchange.reply) else {}
    asked = [(name, text) for type_, text in _NOBODYS.items() for name in exchange.terms.fields_of(type_)[:_EACH]]
    plain, filtered, again = (exchange.post("/lead/search", body, *query) for query in ((), asked, ()))
    if not _found(plain) == _found(again) != _found(filtered):
        return
    alone = {name: exchange.post("/lead/search", body, (name, text)) for name, text in asked}
    name = next((name for name, reply in alone.items() if _found(reply) != _found(plain)), "")
    seen = (
        f"POST /lead/search with {'this' if body is exchange.sent else 'an empty'} body finds {shown(_found(plain))} "
        f"leads, and with {f'?{name}=...' if name else 'filters'} in its query string it was answered "
        f"{alone.get(name, filtered)} with {shown(_found(alone.get(name, filtered)))}"
    )
    yield Breach(seen, WHY, FIX)


@promise(PITFALL, "search_leads")
def a_search_by_get_is_refused(exchange: Exchange) -> Iterator[Breach]:
    """GET /lead/search is 404 or 405."""
    reply = exchange.get("/lead/search", ("phone", "919812345670")) if exchange.succeeded else None
    if reply is not None and reply.status not in {404, 405}:
        yield Breach(f"GET /lead/search?phone=... was answered {reply}, not 404 or 405", WHY, FIX)


def _found(reply: Reply) -> Any:
    return mapping(reply.body).get("total_count")


def _wanted(value: Any) -> set[str]:
    """The texts of a filter in lower case; none when it cannot be compared with certainty."""
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(text, str) and text.isascii() for text in values):
        return set()
    return {text.strip().lower() for text in values}
