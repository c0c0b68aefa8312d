"""Stages, statuses and lost reasons (docs: enterprise/lead-stage-pipeline, enterprise/pitfalls)."""

from leads_facts.table import fact
from leads_facts.wire import Wire

_PAGE, _PITFALLS = "docs: enterprise/lead-stage-pipeline", "docs: enterprise/pitfalls"
_PIPELINE = {
    "OPEN": ["Fresh", "Site Visit "],
    "WON": ["Won"],
    "LOST": ["Lost"],
    "archived": ["Dormant"],
    "lost_reasons": ["Price too high"],
    "archived_lost_reasons": ["Moved away"],
}


def _read(**workspace):
    return Wire(**{"pipeline": _PIPELINE} | workspace).get("lead-stage-pipeline").body


def _labels(body, key):
    return [status["label"] for stage in body["leadStages"] for status in stage[key]]


@fact(_PAGE, "The pipeline has seven members.")
def the_pipeline_has_seven_members():
    stamps = {"creationTimestamp", "modificationTimestamp", "lastModifiedBy", "version"}
    assert set(_read()) == {"leadStages", "activeLeadLostReasons", "archivedLeadLostReasons"} | stamps


@fact(_PAGE, "A stage has stageid, stageType, visibility, activeStatuses and archivedStatuses.")
def a_stage_has_five_members():
    expected = {"stageid", "stageType", "visibility", "activeStatuses", "archivedStatuses"}
    stages = _read()["leadStages"]
    assert all(set(stage) == expected for stage in stages)
    assert all(isinstance(stage["visibility"], bool) for stage in stages)


@fact(_PAGE, "There is a stage of each type: OPEN, WON and LOST.")
def the_stages_are_open_won_and_lost():
    assert [stage["stageType"] for stage in _read()["leadStages"]] == ["OPEN", "WON", "LOST"]


@fact(_PAGE, "A status has a numeric statusid, a label and a color.")
def a_status_has_three_members():
    body = _read()
    statuses = [s for stage in body["leadStages"] for s in (*stage["activeStatuses"], *stage["archivedStatuses"])]
    assert len(statuses) == 5
    assert all(set(status) == {"statusid", "label", "color"} for status in statuses)
    assert all(isinstance(status["statusid"], int) for status in statuses)
    assert all(status["color"].startswith("#") for status in statuses)


@fact(_PAGE, "A lost reason has a numeric reasonid, a reasonLabel and isDefault.")
def a_lost_reason_has_three_members():
    body = _read()
    for reason in (*body["activeLeadLostReasons"], *body["archivedLeadLostReasons"]):
        assert set(reason) == {"reasonid", "reasonLabel", "isDefault"}
        assert isinstance(reason["reasonid"], int)
        assert isinstance(reason["isDefault"], bool)


@fact(_PAGE, "The version and the two timestamps are numbers.")
def the_version_is_a_number():
    body = _read()
    assert all(isinstance(body[name], int) for name in ("version", "creationTimestamp", "modificationTimestamp"))


@fact(_PAGE, "By default the statuses are those of the documents' example, each in its stage.")
def the_default_pipeline_is_the_documented_one():
    stages = Wire().get("lead-stage-pipeline").body["leadStages"]
    labels = {stage["stageType"]: [status["label"] for status in stage["activeStatuses"]] for stage in stages}
    assert labels == {"OPEN": ["Fresh", "Contacted", "Qualified"], "WON": ["Won"], "LOST": ["Lost"]}


@fact("docs: enterprise/lead-stage-pipeline; pitfall unknown-status", "Labels are given to the character.")
def labels_are_given_to_the_character():
    assert _labels(_read(), "activeStatuses") == ["Fresh", "Site Visit ", "Won", "Lost"]


@fact("docs: enterprise/lead-stage-pipeline, enterprise/pitfalls", "Archived statuses are given apart.")
def archived_statuses_are_given_apart():
    body = _read()
    assert _labels(body, "archivedStatuses") == ["Dormant"]
    assert "Dormant" not in _labels(body, "activeStatuses")


@fact("docs: enterprise/lead-stage-pipeline, enterprise/pitfalls", "Archived lost reasons are given apart.")
def archived_lost_reasons_are_given_apart():
    body = _read()
    assert [reason["reasonLabel"] for reason in body["activeLeadLostReasons"]] == ["Price too high"]
    assert [reason["reasonLabel"] for reason in body["archivedLeadLostReasons"]] == ["Moved away"]


@fact(_PITFALLS, "Every label among activeStatuses can be written, none among archivedStatuses.")
def active_labels_can_be_written():
    wire = Wire(pipeline=_PIPELINE)
    body = wire.get("lead-stage-pipeline").body
    assert all(wire.keeps("status", label) for label in _labels(body, "activeStatuses"))
    assert not any(wire.keeps("status", label) for label in _labels(body, "archivedStatuses"))


@fact(_PITFALLS, "Every reasonLabel among the active reasons can be written, none among the archived ones.")
def active_reasons_can_be_written():
    wire = Wire(pipeline=_PIPELINE)
    body = wire.get("lead-stage-pipeline").body
    assert all(wire.keeps("reason", reason["reasonLabel"]) for reason in body["activeLeadLostReasons"])
    assert not any(wire.keeps("reason", reason["reasonLabel"]) for reason in body["archivedLeadLostReasons"])
