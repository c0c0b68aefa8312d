"""Assertion helper of unknown-status."""

from __future__ import annotations

from typing import Any

from pytest_leads.audit.evidence import Question, exchanges_of
from pytest_leads.audit.terms import labels_of, with_terms
from pytest_leads.errors import UsageError
from pytest_leads.pitfalls.unknown_status import PITFALL
from pytest_leads.pitfalls.verdict import refuse
from pytest_leads.workspace.pipeline import Pipeline
from pytest_leads.workspace.profile import Profile


def assert_known_statuses(evidence: Any, pipeline: Any, *, operation: str = "search_leads") -> None:
    """Fail when a status that is filtered by or written is not, to the character, a label of the pipeline.

    Args:
        evidence: a journal, exchanges, recordings, responses of HTTP clients, or decoded request bodies.
        pipeline: the answer of GET /lead-stage-pipeline in either of its shapes, a list of the active labels, or
            ``leads_workspace.pipeline``.
        operation: what a decoded body is the body of; ``create_lead`` and the like for writes.

    Raises:
        PitfallError: a label is unknown, or archived and written.
        UsageError: the evidence shows too little, or the pipeline has no labels.
    """
    __tracebackhide__ = True
    by = "assert_known_statuses"
    active, archived = _labels(pipeline)
    exchanges = with_terms(
        exchanges_of(evidence, Question(by, operation=operation, side="request", needs_request_body=True)),
        statuses=active,
        archived_statuses=archived,
        source="the pipeline given to assert_known_statuses",
    )
    refuse(PITFALL.rule(exchanges, Profile()), by=by, pitfalls=[PITFALL], exchanges=exchanges)


def _labels(pipeline: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Active and archived labels of whatever was given as a pipeline."""
    labels = labels_of(pipeline)
    if isinstance(pipeline, Pipeline):
        labels = pipeline.labels, pipeline.archived_labels
    elif isinstance(pipeline, list | tuple | set | frozenset):
        labels = tuple(pipeline), ()
    if not labels or not labels[0] or not all(isinstance(label, str) for label in labels[0]):
        raise UsageError(
            "assert_known_statuses: the pipeline holds no active labels; it takes the decoded answer of "
            f"GET /lead-stage-pipeline, a list of labels, or leads_workspace.pipeline, not {type(pipeline).__name__!r}"
        )
    return labels
