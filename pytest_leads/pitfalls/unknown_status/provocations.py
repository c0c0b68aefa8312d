"""Provoked: the label that the code uses is another by a hair in the pipeline, and so is that of its leads."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from pytest_leads.audit.reading import member, operation_id
from pytest_leads.errors import UsageError
from pytest_leads.provocation.act import Act, body_of, operation_of
from pytest_leads.provocation.plan import Provocation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from random import Random

    from pytest_leads.journal import Exchange
    from pytest_leads.provocation.act import Simulate
    from pytest_leads.wire import Answer, Request
    from pytest_leads.workspace import Workspace
    from pytest_leads.workspace.profile import Profile

USES = frozenset({"search_leads", "create_lead", "update_lead", "save_lead"})


@dataclass(slots=True, kw_only=True)
class Renamed(Act):
    """The status ``label`` is called ``renamed`` from the first look at the pipeline, or use of the label, on."""

    answers: ClassVar[frozenset[str]] = frozenset({"read_pipeline"})

    label: str = ""
    renamed: str = ""

    def __post_init__(self) -> None:
        Act.__post_init__(self)
        labels: tuple[Any, ...] = (self.label, self.renamed)
        if not all(isinstance(label, str) and label for label in labels) or self.label == self.renamed:
            raise UsageError(
                'leads_api.provoke("unknown-status", label="Qualified", renamed="Qualified "): '
                f"two labels are needed, not label={self.label!r}, renamed={self.renamed!r}"
            )

    def applies(self, request: Request, workspace: Workspace) -> bool:
        """Whether the request looks at the pipeline, or uses the label."""
        if self.label not in workspace.pipeline.labels:
            return False
        return operation_of(request) == "read_pipeline" or self.label in _labels(request, workspace.profile.fields)

    def provoke(self, request: Request, simulate: Simulate, workspace: Workspace) -> Answer:
        """Rename the status, with the leads in it, and answer."""
        workspace.pipeline.rename(self.label, self.renamed)
        workspace.seeded_labels[self.label] = self.renamed
        for lead in workspace.leads:
            fields = {name: self.renamed if self._is_it(workspace, name, v) else v for name, v in lead.fields.items()}
            workspace.store.put(replace(lead, fields=MappingProxyType(fields), rows={}))
        self.said = f"the status {self.label!r} is called {self.renamed!r} in the pipeline"
        return simulate(request)

    def _is_it(self, workspace: Workspace, name: str, value: Any) -> bool:
        field = workspace.fields.get(name)
        return field is not None and field.type == "STATUS" and value == self.label

    def recognised(self, exchanges: Sequence[Exchange]) -> str:
        """Whether the code used the label as it is now."""
        if _is_used(self.renamed, exchanges, USES):
            return f"the label was taken from the pipeline: {self.renamed!r}"
        return ""

    def changes_results(self, exchanges: Sequence[Exchange]) -> bool:
        """Whether somebody searched by the old label: anybody would find nothing now."""
        return _is_used(self.label, exchanges, {"search_leads"})

    def in_hand(self, values: Collection[Any]) -> bool:
        """Whether a remark, or the label as it is now, came back to the caller."""
        label = re.compile(rf"(?<!\w){re.escape(self.renamed)}(?!\w)")  # "Won " does not stand in "Won deals"
        return any(isinstance(value, str) and (value == "IGNORED" or label.search(value)) for value in values)


ACT = Renamed


def plan(exchanges: Sequence[Exchange], profile: Profile, random: Random) -> Iterator[Provocation]:  # noqa: ARG001  # nothing is chosen
    """For each label that is used: with a blank at its end, and in another case."""
    used: dict[str, Exchange] = {}
    for exchange in exchanges:
        if operation_id(exchange) in USES and exchange.ok:
            for label in _labels(exchange.request, profile.fields):
                used.setdefault(label, exchange)
    for label, exchange in used.items():
        for renamed in _by_a_hair(label):
            if label in profile.statuses and renamed not in {*profile.statuses, *profile.archived_statuses}:
                yield Provocation("unknown-status", {"label": label, "renamed": renamed}, exchange)


def _by_a_hair(label: str) -> tuple[str, ...]:
    blank = label.rstrip() if label != label.rstrip() else f"{label} "
    other = label.upper() if label != label.upper() else label.lower()
    return tuple(text for text in dict.fromkeys((blank, other)) if text and text != label)


def _is_used(label: str, exchanges: Sequence[Exchange], operations: Collection[str]) -> bool:
    """Whether a label stands in what one of the operations sent."""
    fields = {name: "STATUS" for e in exchanges for name in member(e.sent(), "fields")}
    return any(label in _labels(e.request, fields) for e in exchanges if operation_id(e) in operations)


def _labels(request: Request, fields: Mapping[str, str]) -> Iterator[str]:
    for name, value in member(body_of(request), "fields").items():
        if fields.get(name) == "STATUS":
            yield from (text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str))
