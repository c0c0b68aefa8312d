"""The error envelope, and the errors that belong to no single section (docs: sync-api/overview)."""

from leads_facts.table import fact
from leads_facts.wire import SYNC, UNKNOWN_ID, Wire


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


@fact("docs: leads/pitfalls; pitfall search-by-query", "GET /lead/search is 404, or (quirk get_search) 405.")
def search_by_get_is_404_or_405():
    wire = Wire()
    phone = wire.fields(wire.lead())["phone"]
    for status in (404, 405):
        wire.workspace.quirks["get_search"] = str(status)
        reply = wire.get("lead/search", phone=phone)
        assert (reply.status, set(reply.body)) == (status, {"error"})


@fact("docs: leads/pitfalls; pitfall search-by-query", "Filters in the query string of a search do not filter.")
def filters_in_the_query_do_not_filter():
    wire = Wire()
    wire.lead(name="Asha")
    wire.lead(name="Ravi")
    assert wire.post("lead/search", {}, name="Asha").body["total_count"] == 2
