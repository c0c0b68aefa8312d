"""Scenarios of unknown-status, from which its cassettes are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.pitfalls.scenario import scenario

if TYPE_CHECKING:
    from pytest_leads.pitfalls.scenario import Caller

PITFALL = "unknown-status"
PIPELINE = {"OPEN": ["Fresh", "Site Visit "], "WON": ["Won"], "LOST": ["Lost"], "archived": ["Old"]}
LEAD = {"name": "Kiran Das", "phone": "+919812345675"}


@scenario(PITFALL, "trailing-blank", "symptom", pipeline=PIPELINE)
def trailing_blank(api: Caller) -> None:
    """The pipeline has "Site Visit " with a blank at its end; a filter by "Site Visit" finds nothing."""
    api.get("/lead-stage-pipeline")
    api.create({**LEAD, "status": "Site Visit "})
    api.search({"status": "Site Visit"})


@scenario(PITFALL, "exact-label", "fix", pipeline=PIPELINE)
def exact_label(api: Caller) -> None:
    """The label is taken from GET /lead-stage-pipeline, to the character: the lead is found."""
    stages = api.get("/lead-stage-pipeline")["leadStages"]
    [label] = [s["label"] for stage in stages for s in stage["activeStatuses"] if s["label"].strip() == "Site Visit"]
    api.create({**LEAD, "status": label})
    api.search({"status": [label]})


@scenario(PITFALL, "another-case", "edge", found=True, pipeline=PIPELINE)
def another_case(api: Caller) -> None:
    """Statuses are compared case-sensitively: "WON" is not "Won"."""
    api.get("/lead-stage-pipeline")
    api.create({**LEAD, "status": "Won"})
    api.search({"status": "WON"})


@scenario(PITFALL, "archived-label-written", "edge", found=True, pipeline=PIPELINE)
def archived_label_written(api: Caller) -> None:
    """An archived status can be searched by and not be written: the create succeeds without it."""
    api.get("/lead-stage-pipeline")
    api.create({**LEAD, "status": "Old"})
    api.search({"status": "Old"})
