"""Provoked: the lead is already there, with other data, in another spelling of the identifier."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from pytest_leads.audit.reading import actions_sent, mapping, member, operation_id
from pytest_leads.errors import UsageError
from pytest_leads.pitfalls.duplicate_lead.identity import identity, lead_addressed, leads_shown, owners
from pytest_leads.pitfalls.duplicate_lead.rule import CONFLICT
from pytest_leads.provocation.act import Act, body_of, operation_of, took_effect
from pytest_leads.provocation.plan import Provocation, first_of_each_line, numbered
from pytest_leads.provocation.run import texts
from pytest_leads.workspace.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from pytest_leads.journal import Exchange
    from pytest_leads.provocation.act import Simulate
    from pytest_leads.wire import Answer, Request
    from pytest_leads.workspace import Workspace

LOOKS = frozenset({"search_leads", "read_lead"})
WRITES = frozenset({"update_lead", "save_lead", "create_actions"})
OTHER_NAME = "Somebody who was there before"


@dataclass(slots=True, kw_only=True)
class AlreadyThere(Act):
    """The lead of the ``nth`` create exists; ``on="search_leads"``: that of the ``nth`` search by the identifier."""

    on_success: ClassVar[bool] = True

    on: str = "create_lead"
    _profile: Profile = field(default_factory=Profile, init=False)

    def __post_init__(self) -> None:
        Act.__post_init__(self)
        if str(self.on) not in {"create_lead", "search_leads"}:
            raise UsageError(
                f'leads_api.provoke("duplicate-lead", on={self.on!r}): "create_lead" or "search_leads" is needed'
            )

    def applies(self, request: Request, workspace: Workspace) -> bool:
        """Whether the request is about a lead that is not there."""
        value = self._value(request, workspace)
        return operation_of(request) == self.on and value is not None and workspace.find(value) is None

    def provoke(self, request: Request, simulate: Simulate, workspace: Workspace) -> Answer:
        """Put the lead there, and answer."""
        value = self._value(request, workspace)
        spelt = respelt(str(value), workspace.profile)
        others = {"name": OTHER_NAME} if "name" in workspace.fields and workspace.identifier != "name" else {}
        before, self._profile = workspace.snapshot(), workspace.profile
        try:
            workspace.add_lead(**{**others, workspace.identifier: spelt})
        except UsageError:  # no lead can have that identifier, so the create is refused in any case
            self.fired = False
            return simulate(request)
        answer = simulate(request)
        if not took_effect(answer) and answer.response.status != CONFLICT:
            workspace.restore(before)
            self.fired = False
            return answer
        self.said = f"there is a lead with {workspace.identifier} = {spelt!r} already: {answer.response.status}"
        return answer

    def recognised(self, exchanges: Sequence[Exchange]) -> str:
        """Whether the lead that is there got something of the new data, or was looked at where there was none."""
        refused = [n for n, e in enumerate(exchanges) if _is_refused(e)]
        brought = {operation_id(e) for n in refused for e in exchanges[n:] if self._brings(exchanges, e, exchanges[n])}
        if self.on == "search_leads":
            brought |= {operation_id(e) for e in _after_a_look(exchanges) if _is_written(e, self._profile.identifier)}
        if brought:
            return f"further requests: {', '.join(sorted(brought))}"
        bare = [n for n in refused if _is_bare(exchanges[n])]
        if len(bare) == len(refused) and any(operation_id(e) in LOOKS for n in bare for e in exchanges[n:]):
            return "the lead that is there was looked at, and there was nothing to add to it"
        return ""

    def _brings(self, exchanges: Sequence[Exchange], write: Exchange, refused: Exchange) -> bool:
        """Whether a write gives the lead of a refused create something that the create had for it."""
        identifier = self._profile.identifier
        if not _is_written(write, identifier):
            return False
        about = identity(member(refused.sent(), "fields"), self._profile)
        meant: set[str | None]
        if operation_id(write) == "save_lead":
            meant = {identity(member(write.sent(), "fields"), self._profile)}
        else:
            meant = {*owners(exchanges, self._profile).get(lead_addressed(write), {about})}  # else nobody told whose
        return about in meant and not _carried(write, identifier).isdisjoint(_carried(refused, identifier))

    def _value(self, request: Request, workspace: Workspace) -> Any:
        value = member(body_of(request), "fields").get(workspace.identifier)
        if isinstance(value, list):
            value = value[0] if value else None
        return value if isinstance(value, str) and value.strip() else None


ACT = AlreadyThere


def plan(exchanges: Sequence[Exchange], profile: Profile, random: Random) -> Iterator[Provocation]:  # noqa: ARG001  # nothing is chosen
    """For each line that creates: the lead is there, from the first look for it on if the code looks for it first."""
    creates = [e for e in exchanges if operation_id(e) == "create_lead" and e.ok]
    searches = [e for e in exchanges if _missing(e, profile)]
    for number, exchange in first_of_each_line(creates):
        about = identity(member(exchange.sent(), "fields"), profile)
        looked = [n for n, e in enumerate(searches, start=1) if _is_before(e, exchange, about, profile)]
        arguments = {"on": "search_leads"} | numbered(looked[0]) if looked else numbered(number)
        if not (looked and _is_bare(exchange)):  # then nothing can be lost
            yield Provocation("duplicate-lead", arguments, exchange)


def respelt(value: str, profile: Profile) -> str:
    """The identifier as somebody else wrote it, which the API takes for the same (docs: concepts/lead-identifier)."""
    if profile.identifier_type != "PHONE":
        return value.swapcase()
    digits = "".join(filter(str.isdigit, value))
    spellings = (f"+{profile.country_code}{digits}", f"+{digits}", digits)
    return next((s for s in spellings if s != value and _same(s, value, profile)), value)


def _same(one: str, other: str, profile: Profile) -> bool:
    return identity({profile.identifier: one}, profile) == identity({profile.identifier: other}, profile)


def _is_refused(exchange: Exchange) -> bool:
    return operation_id(exchange) == "create_lead" and exchange.response.status == CONFLICT


def _is_written(exchange: Exchange, identifier: str) -> bool:
    """Whether a write to a lead that is there was let through, with more in it than the identifier."""
    return exchange.ok and operation_id(exchange) in WRITES and bool(_carried(exchange, identifier))


def _carried(exchange: Exchange, identifier: str) -> set[str]:
    """What a write carries beside the identifier: names of fields, codes of actions, and all values."""
    body = mapping(exchange.sent())
    fields = {name: value for name, value in member(body, "fields").items() if name != identifier}
    codes = {str(action.get("type")).removeprefix("ACTION_") for _, action in actions_sent(body)}
    return {*fields, *codes, *texts({"fields": fields, "actions": body.get("actions")})}


def _after_a_look(exchanges: Sequence[Exchange]) -> Iterator[Exchange]:
    """Exchanges about a lead that a search before them has shown, or about none in particular."""
    shown: set[str] = set()
    for exchange in exchanges:
        if lead_addressed(exchange) in shown or (shown and operation_id(exchange) == "save_lead"):
            yield exchange
        if operation_id(exchange) == "search_leads" and exchange.ok:
            shown |= {lead_id for lead_id, _ in leads_shown(exchange)}


def _is_bare(exchange: Exchange) -> bool:
    """Whether a create carries the identifier alone."""
    return len(member(exchange.sent(), "fields")) == 1 and not mapping(exchange.sent()).get("actions")


def _missing(exchange: Exchange, profile: Profile) -> bool:
    """Whether somebody looked for a lead by its identifier and found none."""
    if operation_id(exchange) != "search_leads" or profile.identifier not in member(exchange.sent(), "fields"):
        return False
    return exchange.ok and mapping(exchange.received()).get("total_count") == 0


def _is_before(search: Exchange, create: Exchange, about: str | None, profile: Profile) -> bool:
    value = member(search.sent(), "fields")[profile.identifier]
    values = value if isinstance(value, list) else [value]
    return search.number < create.number and about in {identity({profile.identifier: v}, profile) for v in values}
