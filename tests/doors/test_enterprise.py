"""Metadata, fields, action types and pipeline over the wire."""

from __future__ import annotations


def test_metadata_names_the_identifier(call):
    body = call(identifier="email", enterprise="e1").get("/metadata").response.json()
    names = {"name", "id", "creationTimeStamp", "teamSize", "industry", "website", "integrations"}
    assert set(body) == names | {"leadIdentifierFieldId"}
    assert (body["id"], body["leadIdentifierFieldId"]) == ("e1", "email")


def test_fields_in_summary_and_in_detail(named):
    summary = {f["apiName"]: f for f in named.get("/custom-fields").response.json()["customFields"]}
    detail = {f["apiName"]: f for f in named.get("/custom-fields?detail=true").response.json()["customFields"]}
    assert summary["source"] == {
        "type": "DROPDOWN",
        "apiName": "source",
        "lockAfterCreate": False,
        "isLeadid": False,
        "options": ["Web"],
    }
    assert summary["phone"]["isLeadid"]
    assert "options" not in summary["phone"]
    assert detail["source"]["options"][0]["label"] == "Web"
    assert {"id", "description"} <= set(detail["phone"])
    assert "DD/MM/YYYY" in detail["due"].values()


def test_one_field_is_always_in_detail_and_its_name_is_case_sensitive(named, outcome):
    assert named.get("/custom-fields/source").response.json()["options"][0]["label"] == "Web"
    missing = (404, "NOT_FOUND", "Could not find custom field with apiName Source")
    assert outcome(named.get("/custom-fields/Source")) == missing


def test_action_types(named, outcome):
    summary = named.get("/custom-actions").response.json()["customActions"]
    assert summary == [{"code": "ACTION_1001", "displayName": "Visit", "score": 10, "source": "USER"}]
    one = named.get("/custom-actions/ACTION_1001").response.json()
    assert one["fieldSchema"] == {"note": {"type": "TEXT"}, "email": {"type": "EMAIL"}}
    assert one["icon"]
    assert named.get("/custom-actions?detail=true").response.json()["customActions"][0]["id"] == one["id"]
    for code in ("1001", "action_1001", "ACTION_1002"):
        missing = (404, "NOT_FOUND", f"Custom action with code {code} was not found.")
        assert outcome(named.get(f"/custom-actions/{code}")) == missing


def test_the_pipeline_of_the_documents(api):
    body = api.get("/lead-stage-pipeline").response.json()
    labels = {s["stageType"]: [each["label"] for each in s["activeStatuses"]] for s in body["leadStages"]}
    assert labels == {"OPEN": ["Fresh", "Contacted", "Qualified"], "WON": ["Won"], "LOST": ["Lost"]}
    assert [each["label"] for each in body["leadStages"][0]["archivedStatuses"]] == ["Dormant"]
    assert body["activeLeadLostReasons"] == [{"reasonid": 1, "reasonLabel": "Price too high", "isDefault": False}]


def test_labels_keep_their_blanks_and_their_case(api):
    api.workspace.pipeline.rename("Fresh", "fResh ")
    assert b'"fResh "' in api.get("/lead-stage-pipeline").response.body


def test_the_pipeline_may_have_the_shape_that_was_seen_live(call):
    body = call(quirks={"pipeline_shape": "statuses"}).get("/lead-stage-pipeline").response.json()
    assert set(body) == {"statuses", "lostReasons"}
