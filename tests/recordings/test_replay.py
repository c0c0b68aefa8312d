"""Answering from a recording: what matches, what does not, and what is said then."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from pytest_leads.recordings.replay import Player, UnexpectedRequestError, unused_text
from pytest_leads.wire import Request

from .conftest import ASYNC, SYNC, cassette, interaction

LEAD = "603d2b2f9b1e8a001c8e4f5c"
OTHER = "603d2b2f9b1e8a001c8e4f99"
CREATE = interaction("POST", "/lead", {"fields": {"phone": "1", "name": "Asha"}}, 201, {"lead_id": LEAD})


def sent(method, path, body=None, base=SYNC):
    return interaction(method, path, body, base=base).request


def test_the_order_of_keys_makes_no_difference():
    player = Player(cassette(CREATE))
    assert player(sent("POST", "/lead", {"fields": {"name": "Asha", "phone": "1"}})).response.status == 201


def test_host_enterprise_and_ids_make_no_difference():
    player = Player(cassette(interaction("GET", f"/lead/{LEAD}", answer={"fields": {}})))
    elsewhere = "http://127.0.0.1:8080/autoupdate/v2/enterprise/another"
    assert player(sent("GET", f"/lead/{OTHER}", base=elsewhere)).response.status == 200


def test_what_is_no_id_in_a_path_makes_a_difference():
    player = Player(cassette(interaction("GET", "/team-members/asha@example.com")))
    with pytest.raises(UnexpectedRequestError):
        player(sent("GET", "/team-members/ravi@example.com"))


def test_another_body_is_unexpected_and_the_difference_is_shown_beside_the_nearest():
    other = interaction("POST", "/lead/search", {}, place="interactions[1]")
    player = Player(cassette(CREATE, other))
    with pytest.raises(UnexpectedRequestError) as failed:
        player(sent("POST", "/lead", {"fields": {"phone": "1", "name": "Ravi"}}))
    text = str(failed.value)
    assert "own.yaml does not hold this request" in text
    assert "nearest recorded one is interactions[0] (not used yet)" in text
    assert "request['body']['fields']['name'] changed from \"Asha\" to \"Ravi\"" in text
    assert "s3cr3t" not in text


def test_the_query_counts():
    player = Player(cassette(interaction("POST", "/lead/search?skip=0&limit=100", {})))
    with pytest.raises(UnexpectedRequestError, match="limit"):
        player(sent("POST", "/lead/search?skip=0&limit=50", {}))


def test_the_order_of_query_parameters_does_not():
    player = Player(cassette(interaction("POST", "/lead/search?skip=0&limit=100", {})))
    assert player(sent("POST", "/lead/search?limit=100&skip=0", {})).response.status == 200


def test_equal_requests_get_their_answers_in_the_order_of_the_recording():
    polls = [interaction("GET", f"/lead/{LEAD}", answer={"n": n}) for n in range(3)]
    player = Player(cassette(*polls))
    assert [player(sent("GET", f"/lead/{LEAD}")).response.json()["n"] for _ in range(3)] == [0, 1, 2]
    with pytest.raises(UnexpectedRequestError, match="used already"):
        player(sent("GET", f"/lead/{LEAD}"))


def test_repeats_give_the_last_answer_again():
    player = Player(cassette(CREATE), relax={"repeats"})
    assert [player(CREATE.request).response.status for _ in range(3)] == [201, 201, 201]


def test_bodies_and_queries_can_be_left_out_of_the_comparison():
    recorded = interaction("POST", "/lead/search?limit=100", {"fields": {"name": "Asha"}})
    assert Player(cassette(recorded), relax={"body"})(sent("POST", "/lead/search?limit=100", {"fields": {}}))
    assert Player(cassette(recorded), relax={"query"})(sent("POST", "/lead/search", {"fields": {"name": "Asha"}}))


def test_sync_and_async_are_told_apart_by_their_paths():
    save = interaction("POST", "/autoupdatelead", {"fields": {}}, answer={"status": "QUEUED"}, base=ASYNC)
    player = Player(cassette(save))
    assert player(sent("POST", "/autoupdatelead", {"fields": {}}, base=ASYNC)).response.json() == {"status": "QUEUED"}


def test_a_body_that_is_no_json_is_compared_as_it_is():
    request = Request("POST", f"{SYNC}/lead", (), b"not json \xff")
    player = Player(cassette(interaction("POST", "/lead", {"fields": {}})))
    with pytest.raises(UnexpectedRequestError):
        player(request)


def test_a_request_is_also_found_as_it_is_in_a_scrubbed_recording():
    scrubbed = interaction("POST", "/lead", {"fields": {"phone": "PSEUDONYM"}}, 201)
    player = Player(cassette(scrubbed), scrub=lambda _: scrubbed.request)
    assert player(sent("POST", "/lead", {"fields": {"phone": "+919812345670"}})).response.status == 201


def test_what_is_not_used_is_told_with_its_place():
    player = Player(cassette(CREATE, interaction("GET", f"/lead/{LEAD}", place="interactions[1]")))
    player(CREATE.request)
    text = unused_text(player.cassette, player.unused)
    assert "1 of 2 recorded interactions were not used" in text
    assert "interactions[1]: GET" in text
    assert not unused_text(player.cassette, [])


def test_many_threads_use_each_interaction_once():
    polls = [interaction("GET", f"/lead/{LEAD}", answer={"n": n}) for n in range(200)]
    player = Player(cassette(*polls))
    with ThreadPoolExecutor(16) as pool:
        numbers = list(pool.map(lambda _: player(sent("GET", f"/lead/{LEAD}")).response.json()["n"], range(200)))
    assert sorted(numbers) == list(range(200))
