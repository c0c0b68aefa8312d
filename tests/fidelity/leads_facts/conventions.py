"""What holds for all searches and lists (docs: sync-api/overview)."""

from leads_facts.table import fact
from leads_facts.wire import NOW, VISIT, Wire

_WRAPPER = {"data", "total_count", "skip", "limit"}


def _twelve():
    """A workspace with the leads 1 (oldest) to 12 (newest)."""
    wire = Wire()
    for number in range(1, 13):
        wire.workspace.add_lead(phone=f"+9199999999{number:02}", name=str(number), created_on=NOW + number)
    return wire


def _timeline_of_twelve():
    """A workspace and a lead in it with a dozen visits, noted 1 (oldest) to 12 (newest)."""
    wire = Wire()
    lead_id = wire.lead()
    for number in range(1, 13):
        note = {"note": str(number)}
        wire.workspace.add_action(lead_id, type="1001", fields=note, created_on=NOW + number)
    return wire, lead_id


def _notes(actions):
    return [action["fields"]["note"] for action in actions]


@fact("docs: sync-api/overview", "A search of leads answers data, total_count, skip and limit, and nothing else.")
def a_search_of_leads_has_the_wrapper():
    assert set(_twelve().search().body) == _WRAPPER


@fact("docs: actions/search", "A search of actions answers data, total_count, skip and limit, and nothing else.")
def a_search_of_actions_has_the_wrapper():
    wire, lead_id = _timeline_of_twelve()
    assert set(wire.post(f"lead/{lead_id}/action/search", {}).body) == _WRAPPER


@fact("docs: team-members/list", "The list of team members has data, total_count, skip and limit, and nothing else.")
def the_team_list_has_the_wrapper():
    assert set(Wire().get("team-members").body) == _WRAPPER


@fact("docs: sync-api/overview, leads/search", "Without skip and limit a search of leads gives the first ten.")
def a_search_of_leads_gives_ten_from_the_start():
    body = _twelve().search().body
    assert (len(body["data"]), body["skip"], body["limit"]) == (10, 0, 10)


@fact("docs: sync-api/overview, actions/search", "Without skip and limit a search of actions gives the first ten.")
def a_search_of_actions_gives_ten_from_the_start():
    wire, lead_id = _timeline_of_twelve()
    body = wire.post(f"lead/{lead_id}/action/search", {}).body
    assert (len(body["data"]), body["skip"], body["limit"], body["total_count"]) == (10, 0, 10, 12)


@fact("docs: sync-api/overview, leads/pitfalls; pitfall page-cap", "total_count counts all matches, not the page's.")
def total_count_counts_all_matches():
    wire = _twelve()
    assert wire.search(limit=5).body["total_count"] == 12
    assert wire.search({"name": ["1", "2", "3"]}, limit=2).body["total_count"] == 3


@fact("docs: sync-api/overview", "skip is an offset into the matches, and skip and limit are answered as asked.")
def skip_is_an_offset():
    wire = _twelve()
    body = wire.search(skip=3, limit=4).body
    assert [row["fields"]["name"] for row in body["data"]] == ["9", "8", "7", "6"]
    assert (body["skip"], body["limit"]) == (3, 4)


@fact(
    "docs: leads/pitfalls; pitfall page-cap", "Pages of any size, read by skip up to total_count, give each lead once."
)
def pages_by_skip_give_each_lead_once():
    wire = _twelve()
    total = wire.search(limit=1).body["total_count"]
    seen = [name for skip in range(0, total, 5) for name in wire.names(skip=skip, limit=5)]
    assert seen == [str(number) for number in range(12, 0, -1)]


@fact("docs: leads/search; pitfall page-cap", "A lead search takes a limit from 1 to 100.")
def a_lead_search_takes_1_to_100():
    wire = _twelve()
    assert wire.search(limit=1).status == 200
    assert wire.search(limit=100).body["limit"] == 100


@fact("docs: leads/search; pitfall page-cap", "A lead search with another limit is 400, with the caps in the message.")
def a_lead_search_refuses_other_limits():
    wire = _twelve()
    for limit in (0, 101, 500, -1):
        assert wire.search(limit=limit).refusal == (400, "BAD_REQUEST", "Limit should be between 1 and 100")


@fact("docs: sync-api/overview, leads/search", "Leads come by their creation, newest first.")
def leads_come_newest_first():
    assert _twelve().names(limit=3) == ["12", "11", "10"]


@fact("docs: sync-api/overview, actions/search", "Actions come by their creation, newest first.")
def actions_come_newest_first():
    wire, lead_id = _timeline_of_twelve()
    assert _notes(wire.timeline(lead_id)) == [str(number) for number in range(12, 2, -1)]


@fact("docs: sync-api/overview, team-members/list", "Team members come by name, ascending.")
def team_members_come_by_name():
    team = [{"name": name, "email": f"{name.lower()}@example.com"} for name in ("Ravi", "Asha", "Meera")]
    rows = Wire(members=team).get("team-members").body["data"]
    assert [row["name"] for row in rows] == ["Asha", "Meera", "Ravi"]


@fact("docs: sync-api/overview", "Answers are JSON and say so.")
def answers_are_json():
    for reply in (Wire().get("metadata"), Wire().search(), Wire().search(limit=0)):
        assert (reply.content_type or "").startswith("application/json")
        assert isinstance(reply.body, dict)


@fact("docs: sync-api/overview", "Sync and Async share one workspace: either sees the other's leads.")
def sync_and_async_share_one_workspace():
    wire = Wire()
    wire.save(phone="+919999999999", name="Asha")
    assert wire.names({"phone": "+919999999999"}) == ["Asha"]
    lead_id = wire.lead(phone="+918888888888", name="Ravi")
    wire.save(phone="+918888888888", city="Pune")
    assert wire.fields(lead_id)["city"] == "Pune"


@fact("docs: sync-api/overview, index", "Sync and Async have the same field types: what one refuses the other drops.")
def sync_and_async_share_the_field_rules():
    wire = Wire()
    wrong = {"mood": 9, "work_email": "nobody", "area": "wide", "visit": "2026-01-01", "interests": "VIP"}
    created = wire.fields(wire.lead(name="Asha", city="Pune", **wrong))
    wire.save(phone="+919999999999", name="Ravi", city="Pune", **wrong)
    saved = wire.search({"name": "Ravi"}).body["data"][0]["fields"]
    for fields in (created, saved):
        assert fields["city"] == "Pune"
        assert not set(wrong) & set(fields)


@fact("docs: leads/get (examples)", "Ids of leads and actions are 24 hexadecimal digits.")
def ids_are_24_hexadecimal_digits():
    wire = Wire()
    lead_id = wire.lead()
    for identifier in (lead_id, wire.action(lead_id, VISIT)):
        assert len(identifier) == 24
        assert set(identifier) <= set("0123456789abcdef")
