from dataclasses import replace

import pytest

from pytest_leads.errors import PitfallError, UsageError
from pytest_leads.pitfalls import assert_known_statuses
from pytest_leads.pitfalls.unknown_status.nearness import difference, nearest
from pytest_leads.workspace.pipeline import Pipeline

ANSWER = {
    "leadStages": [
        {
            "stageType": "OPEN",
            "activeStatuses": [{"statusid": 1, "label": "Site Visit "}, {"statusid": 2, "label": "Fresh"}],
            "archivedStatuses": [{"statusid": 3, "label": "Dormant"}],
        }
    ]
}


def rules(traffic):
    return traffic.rules("unknown-status")


@pytest.mark.parametrize("label", ["Fresh", "Site Visit", "Won"])
def test_an_active_label_is_right_everywhere(traffic, label):
    traffic.create({"phone": "9", "status": label})
    traffic.update({"status": label})
    traffic.save({"phone": "9", "status": label})
    traffic.search({"fields": {"status": label}})
    traffic.search({"fields": {"status": [label, "Fresh"]}})
    assert rules(traffic) == []


def test_a_filter_by_an_unknown_label_names_the_nearest(traffic):
    traffic.search({"fields": {"status": "Site Visit "}})
    [finding] = traffic.findings()
    assert (finding.rule, finding.path) == ("unknown-label", "request.body.fields.status")
    assert finding.seen == (
        "'Site Visit ' is no label of the pipeline; the nearest is 'Site Visit' (a trailing space too many)"
    )
    assert finding.advice.startswith("The labels are those of the default workspace of pytest-leads.")
    assert "leads_workspace_config" in finding.advice


def test_each_unknown_label_of_an_array_is_found(traffic):
    traffic.search({"fields": {"status": ["Fresh", "fresh", "WON"]}})
    assert [path for _, _, path in rules(traffic)] == [
        "request.body.fields.status[1]",
        "request.body.fields.status[2]",
    ]


def test_an_unknown_label_that_is_written_is_found(traffic):
    traffic.create({"phone": "9", "status": "fresh"})
    traffic.update({"status": "fresh"})
    traffic.save({"phone": "9", "status": "fresh"})
    assert rules(traffic) == [("unknown-label", "error", "request.body.fields.status")] * 3


def test_an_archived_label_may_be_searched_for_but_not_written(traffic):
    traffic.search({"fields": {"status": "Dormant"}})
    assert rules(traffic) == []
    traffic.update({"status": "Dormant"})
    assert rules(traffic) == [("archived-label", "error", "request.body.fields.status")]


@pytest.mark.parametrize("value", [None, 3, True, {"not": "Won"}, [None, 3], ""])
def test_what_is_no_label_is_not_this_rules_business(traffic, value):
    traffic.update({"status": value})
    if value != "":
        traffic.search({"fields": {"status": value}})
    assert rules(traffic) == []


def test_statuses_elsewhere_are_other_statuses(traffic):
    payment = {"type": "PAYMENT", "status": "PENDING", "currency": "INR", "amount": "1"}
    traffic.create({"phone": "9", "marital_status": "single"}, actions=[payment])
    traffic.search({"status": "x", "fields": {"name": "Fresh "}})
    traffic.send("POST", "/teammember/state_change", {"state": "Active", "email": "a@b.in", "status": "x"})
    assert rules(traffic) == []


def test_a_status_field_of_another_name_is_known_by_its_type(traffic):
    traffic.profile = replace(traffic.profile, fields={"stage": "STATUS", "status": "TEXT"})
    traffic.update({"stage": "fresh", "status": "free text"})
    assert [finding.subject for finding in traffic.findings()] == ["fields.stage"]


def test_without_any_known_label_nothing_is_judged(traffic):
    traffic.profile = replace(traffic.profile, statuses=())
    traffic.search({"fields": {"status": "whatever"}})
    assert rules(traffic) == []


@pytest.mark.parametrize("answer", [ANSWER, {"statuses": ["Site Visit ", "Fresh"], "lostReasons": []}])
def test_a_recorded_pipeline_answer_is_the_pipeline(traffic, answer):
    traffic.search({"fields": {"status": ["Site Visit ", "Fresh"]}})
    traffic.send("GET", "/lead-stage-pipeline", None, 200, answer)
    assert rules(traffic) == []
    traffic.search({"fields": {"status": "Won"}})
    [finding] = traffic.findings()
    assert "the workspace whose pipeline the API answered" in finding.advice


@pytest.mark.parametrize(
    ("given", "label", "words"),
    [
        ("Fresh ", "Fresh", "a trailing space too many"),
        ("Fresh", "Fresh ", "the trailing space of the label is missing"),
        (" Fresh", "Fresh", "a leading space too many"),
        ("Fresh\n", "Fresh", "a trailing line break too many"),
        ("fresh", "Fresh", "upper and lower case"),
        ("Site  Visit", "Site Visit", "two spaces in a row"),
        ("Site Visit", "Site  Visit", "the label has two spaces in a row"),
        ("Site\xa0Visit", "Site Visit", "a non-breaking space at position 5"),
        ("Site Visit", "Site\xa0Visit", "a non-breaking space at position 5 of the label"),
        ("Frеsh", "Fresh", "cyrillic small letter ie (U+0435) at position 3"),  # noqa: RUF001  # the point
        ("Fresh\u200b", "Fresh", "zero width space (U+200B) at position 6"),
        ("fresh ", "Fresh", "a trailing space too many, upper and lower case"),
        ("Site Visit", "Fresh", ""),
        ("Fresh", "Fresh", ""),
    ],
)
def test_the_invisible_difference_is_put_into_words(given, label, words):
    assert difference(given, label) == words


def test_the_nearest_label_is_the_one_that_was_meant():
    labels = ["Fresh", "Fresh Lead", "Site Visit", "Won"]
    assert nearest("fresh lead", labels) == "Fresh Lead"
    assert nearest("Site-Visit", labels) == "Site Visit"
    assert nearest("Xyz", labels) is None
    assert nearest("Xyz", []) is None


def test_a_label_is_never_broken_where_its_blank_stands(traffic):
    traffic.profile = replace(traffic.profile, statuses=("Site Visit Done And Offer Sent ",))
    traffic.search({"fields": {"status": "Site Visit Done And Offer Sent"}})
    with pytest.raises(PitfallError) as caught:
        assert_known_statuses(traffic.journal, ["Site Visit Done And Offer Sent "])
    assert "'Site Visit Done And Offer Sent '" in str(caught.value)


def test_a_label_that_resembles_none_is_told_all_of_them(traffic):
    traffic.search({"fields": {"status": "Xyz"}})
    assert traffic.findings()[0].seen == (
        "'Xyz' is no label of the pipeline; its labels are 'Fresh', 'Site Visit', 'Won'"
    )


@pytest.mark.parametrize("pipeline", [ANSWER, ["Site Visit ", "Fresh"], {"statuses": [{"label": "Site Visit "}]}])
def test_the_helper_takes_a_pipeline_in_every_form(pipeline):
    assert_known_statuses({"fields": {"status": "Site Visit "}}, pipeline)
    with pytest.raises(PitfallError, match="trailing space of the label is missing"):
        assert_known_statuses({"fields": {"status": ["Site Visit"]}}, pipeline)


def test_the_helper_takes_the_pipeline_of_a_workspace(traffic):
    traffic.search({"fields": {"status": ["Fresh", "Dormant"]}})
    assert_known_statuses(traffic.journal, Pipeline())
    with pytest.raises(PitfallError, match="'Dormant' is archived"):
        assert_known_statuses({"fields": {"status": "Dormant"}}, Pipeline(), operation="update_lead")


@pytest.mark.parametrize("pipeline", [None, {}, [], {"leadStages": []}, {"error": {}}, [1]])
def test_a_pipeline_without_labels_is_refused(pipeline):
    with pytest.raises(UsageError, match="the pipeline holds no active labels"):
        assert_known_statuses({"fields": {}}, pipeline)


def test_a_misspelt_operation_is_named():
    with pytest.raises(UsageError, match="did you mean 'search_leads'"):
        assert_known_statuses({"fields": {}}, ["Fresh"], operation="search_lead")


@pytest.mark.parametrize(("label", "told"), [("Fresh,Won", True), ("Fresh, Won", True), ("Fresh,Wonn", False)])
def test_labels_in_one_text_are_to_be_an_array(traffic, label, told):
    traffic.search({"fields": {"status": label}})
    [finding] = traffic.findings()
    assert ("send an array: ['Fresh', 'Won']" in finding.advice) is told


def test_an_array_of_labels_is_silent(traffic):
    traffic.search({"fields": {"status": ["Fresh", "Won"]}})
    assert rules(traffic) == []
