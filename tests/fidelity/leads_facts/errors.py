"""The error envelope, and the errors that belong to no single section (docs: sync-api/overview)."""

from leads_facts.table import fact
from leads_facts.wire import SYNC, UNKNOWN_ID, VISIT, Wire


@fact("docs: sync-api/overview", "An error is an object `error` with a `code` and a `message`, and nothing else.")
def an_error_is_a_code_and_a_message():
    wire = Wire()
    lead_id = wire.lead()
    replies = {
        400: wire.search(limit=101),
        401: wire.send("GET", SYNC + "metadata", authorization=None),
        403: wire.update(lead_id, phone="+919999999999"),
        404: wire.get(f"lead/{UNKNOWN_ID}"),
        409: wire.create(phone=wire.fields(lead_id)["phone"]),
    }
    for status, reply in replies.items():
        assert reply.status == status
        assert set(reply.body) == {"error"}
        assert set(reply.body["error"]) == {"code", "message"}
        assert all(isinstance(text, str) and text for text in reply.body["error"].values())


@fact("docs: leads/pitfalls; pitfall search-by-query", "GET /lead/search?phone=... is 404 or 405, and finds nothing.")
def search_by_get_is_404_or_405():
    wire = Wire()
    phone = wire.fields(wire.lead())["phone"]
    seen = wire.get("lead/search", phone=phone)
    assert seen.status in {404, 405}
    assert set(seen.body) == {"error"}


@fact("docs: leads/pitfalls; pitfall search-by-query", "The 404 of GET /lead/search is that of a lead called search.")
def search_by_get_can_be_a_404():
    reply = Wire(quirks={"get_search": "404"}).get("lead/search", phone="+919999999999")
    assert reply.refusal[:2] == (404, "LEAD_NOT_FOUND")


@fact("docs: leads/pitfalls; pitfall search-by-query", "GET /lead/search may be a 405 as well (quirk get_search).")
def search_by_get_can_be_a_405():
    assert Wire(quirks={"get_search": "405"}).get("lead/search", phone="+919999999999").status == 405


@fact("docs: leads/pitfalls; pitfall search-by-query", "Filters in the query string of a search do not filter.")
def filters_in_the_query_do_not_filter():
    wire = Wire()
    wire.lead(name="Asha")
    wire.lead(name="Ravi")
    assert wire.post("lead/search", {}, name="Asha").body["total_count"] == 2


@fact("docs: leads/get", "The id in a message is the one that was asked for.")
def messages_name_the_id_asked_for():
    assert Wire().get("lead/62ab16e").body["error"]["message"] == "The lead with ID 62ab16e was not found."


@fact("docs: leads/get, leads/update, actions/search", "The three pages word an unknown lead in three ways.")
def an_unknown_lead_is_worded_by_page():
    wire = Wire()
    read = wire.get("lead/62ab16e").refusal
    update = wire.post("lead/62ab16e", {"fields": {"name": "Asha"}}).refusal
    search = wire.post("lead/62ab16e/action/search", {}).refusal
    assert {reply[:2] for reply in (read, update, search)} == {(404, "LEAD_NOT_FOUND")}
    assert read[2] == "The lead with ID 62ab16e was not found."
    assert update[2] == "Lead with ID 62ab16e was not found."
    assert search[2].startswith("Lead with given ID wa")


@fact("docs: leads/create, actions/create", "A lead is created with 201, an action with 200.")
def leads_are_created_with_201_and_actions_with_200():
    wire = Wire()
    created = wire.create()
    assert created.status == 201
    assert wire.act(created.body["lead_id"], VISIT).status == 200
