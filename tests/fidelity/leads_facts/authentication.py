"""Tokens (docs: authentication)."""

from leads_facts.table import fact
from leads_facts.wire import ASYNC, SYNC, Wire

_TOKENS = {"sync": ["s1", "s2"], "async": ["a1"]}
_LEAD = {"fields": {"phone": "+919999999999"}}
_NOT_AUTHORIZED = (401, "NOT_AUTHORIZED", 'Enterprise with id "e1" not found or invalid access token.')


@fact("docs: authentication", "A Sync token as a Bearer opens the Sync API, an Async token the Async API.")
def each_token_opens_its_own_api():
    wire = Wire(tokens=_TOKENS)
    assert wire.send("POST", SYNC + "lead", _LEAD, authorization="Bearer s1").status == 201
    assert wire.send("POST", ASYNC + "autoupdatelead", _LEAD, authorization="Bearer a1").status == 200


@fact("docs: authentication", "An Async token on a Sync endpoint is 401 NOT_AUTHORIZED.")
def an_async_token_on_sync_is_401():
    reply = Wire(tokens=_TOKENS).send("POST", SYNC + "lead", _LEAD, authorization="Bearer a1")
    assert reply.refusal[:2] == (401, "NOT_AUTHORIZED")


@fact("docs: authentication; docs: async-api/overview", "A Sync token on the Async endpoint is 401 NOT_AUTHORIZED.")
def a_sync_token_on_async_is_401():
    reply = Wire(tokens=_TOKENS).send("POST", ASYNC + "autoupdatelead", _LEAD, authorization="Bearer s1")
    assert reply.refusal[:2] == (401, "NOT_AUTHORIZED")


@fact("docs: authentication", "A deleted token is 401 NOT_AUTHORIZED from the next call on; the others go on working.")
def a_deleted_token_is_401_on_the_next_call():
    wire = Wire(tokens=_TOKENS)
    assert wire.send("GET", SYNC + "metadata", authorization="Bearer s2").status == 200
    wire.workspace.tokens["sync"] = ("s1",)
    assert wire.send("GET", SYNC + "metadata", authorization="Bearer s2").refusal[:2] == (401, "NOT_AUTHORIZED")
    assert wire.send("GET", SYNC + "metadata", authorization="Bearer s1").status == 200


@fact("docs: authentication", "A token of another scheme than Bearer does not count.")
def the_scheme_is_bearer():
    wire = Wire()
    assert wire.send("GET", SYNC + "metadata", authorization="Bearer s1").status == 200
    for authorization in ("Basic s1", "s1", "Bearer", ""):
        assert wire.send("GET", SYNC + "metadata", authorization=authorization).status == 401


@fact("observed live; code from docs: authentication", "A bad token is 401 NOT_AUTHORIZED with the enterprise's id.")
def a_bad_token_has_the_live_message():
    reply = Wire(tokens=_TOKENS, enterprise="e1").send("POST", SYNC + "lead", _LEAD, authorization="Bearer wrong")
    assert reply.refusal == _NOT_AUTHORIZED


@fact("observed live", "A wrong enterprise is answered word for word as a bad token is.")
def a_wrong_enterprise_is_answered_as_a_bad_token():
    reply = Wire(tokens=_TOKENS, enterprise="other").send("POST", SYNC + "lead", _LEAD, authorization="Bearer s1")
    assert reply.refusal == _NOT_AUTHORIZED
