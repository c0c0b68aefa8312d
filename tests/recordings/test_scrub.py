"""What is taken out of a recording before it is written, and what is left as it was."""

import base64
import gzip
import json
import re
from urllib.parse import unquote, unquote_plus

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_leads.audit import audit
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.recordings import Interaction
from pytest_leads.recordings.library import shipped, shipped_folder
from pytest_leads.recordings.reading import read_recording
from pytest_leads.recordings.replay import Player
from pytest_leads.recordings.scrub import Scrubber, personal_left, secrets_left
from pytest_leads.recordings.vcr_format import text_of
from pytest_leads.wire import Request, Response
from pytest_leads.workspace.profile import Profile

from .conftest import JSON, SYNC, cassette, interaction

ENTERPRISE = "64f1a2b3c4d5e6f708192a3b"
TOKEN = "tok/9f8e7d+6c5b"
NESTED = "nested-4f4f4f"
BASIC = base64.b64encode(b"integrator:opensesame").decode()
SPELLINGS = ("+91 98765 43210", "919876543210", "9876543210", "09876543210", "98765-43210")
EMAIL = "asha.rao@corp.in"
NAME = "Asha Rao"
#: Every one of them stands somewhere in the recording below, as it is or encoded.
PLANTED = (
    TOKEN,
    "apikey-1a2b3c",
    "q-token-77aa",
    NESTED,
    "instring-88bb",
    "deepest-99cc",
    "paramjson-3d3d",
    "hunter2!",
    "cookie-5d5d5d",
    "setcookie-6e6e6e",
    BASIC,
    "integrator",
    "opensesame",
    "userinfo-pw-7",
    "freetext9bearer",
    "urlintext-2b2b",
    "fragment-1c1c",
    "1234567890123",
    *SPELLINGS,
    EMAIL,
    NAME,
    "Ravi Menon",
    ENTERPRISE,
    "packed-0a0a0a",
)


SENT = {
    "fields": {
        "name": NAME,
        "phone": SPELLINGS[0],
        "mobile": 9876543210,
        "whatsapp_number": 919876543210.0,
        "remark": f"{NAME} ({EMAIL}) called from {SPELLINGS[3]}, or {SPELLINGS[4]}; Bearer freetext9bearer",
    },
    "auth": {"token": NESTED, "pin": 1234567890123},
    "hook": json.dumps({"secret": "instring-88bb", "more": json.dumps([{"api_key": "deepest-99cc"}])}),
    "back": f"https://user:userinfo-pw-7@example.org/a?token=urlintext-2b2b&to={EMAIL.replace('@', '%40')}#x=1",
}
GOT = {
    "error": {"message": f"{TOKEN} is not for enterprise {ENTERPRISE}; {NESTED}, opensesame, cookie-5d5d5d"},
    "contacts": {EMAIL: {"names": [NAME]}},
    "owner_name": ["Ravi Menon"],
    "twice": f"{SPELLINGS[1]} {SPELLINGS[2]} Ravi Menon",
}


def planted():
    """A recording with all of that in it."""
    return [planted_in_json(), planted_in_a_form()]


def planted_in_json():
    query = f"?token=q-token-77aa&phone=%2B919876543210&q={TOKEN.replace('/', '%2F').replace('+', '%2B')}"
    payload = "%7B%22token%22%3A%22paramjson-3d3d%22%7D"
    return Interaction(
        Request(
            "POST",
            f"{SYNC}/lead{query}&payload={payload}#access_token=fragment-1c1c",
            (
                ("Authorization", f"Bearer {TOKEN}"),
                ("X-Api-Key", "apikey-1a2b3c"),
                ("Cookie", "lang=en; sid=cookie-5d5d5d"),
                *JSON,
            ),
            json.dumps(SENT).encode(),
        ),
        Response(
            403,
            (
                *JSON,
                ("Set-Cookie", "sid=setcookie-6e6e6e; Path=/"),
                ("Set-Cookie", "b=2"),
                ("Location", f"/a?token=urlintext-2b2b&e={EMAIL}"),
            ),
            json.dumps(GOT).encode(),
        ),
        "interactions[0]",
    )


def planted_in_a_form():
    zipped = gzip.compress(json.dumps({"fields": {"password": "packed-0a0a0a", "phone": SPELLINGS[0]}}).encode())
    return Interaction(
        Request(
            "POST",
            f"https://integrator:opensesame@next.telecrm.in/autoupdate/v2/enterprise/{ENTERPRISE}/team-members/{EMAIL}",
            (("authorization", f"Basic {BASIC}"), ("Content-Type", "application/x-www-form-urlencoded")),
            f"user=1&password=hunter2%21&name=Asha+Rao&phone=+919876543210&mail={EMAIL}".encode(),
        ),
        Response(200, (*JSON, ("Content-Encoding", "gzip"), ("Content-Length", str(len(zipped)))), zipped),
        "interactions[1]",
    )


def views(content):
    """Bytes as someone looks at them who is after what is in them."""
    text = content.decode("latin-1")
    yield from (text, " ".join(text.split()), unquote(text), unquote_plus(unquote(text)), text.replace("\\", ""))
    yield re.sub(r"\D", "", text)
    for run in re.findall(r"[A-Za-z0-9+/_\-]{8,}", text):
        yield base64.b64decode(run[: len(run) // 4 * 4], "-_" if {"-", "_"} & set(run) else None).decode("latin-1")


def found_in(content, secrets=PLANTED):
    return {secret for view in views(content) for secret in secrets if secret in view}


def test_nothing_that_was_planted_is_left_on_disk(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(text_of(planted()))
    there = path.read_bytes() + gzip.decompress(planted()[1].response.body) + planted()[1].request.body
    assert found_in(there) >= set(PLANTED) - {"deepest-99cc"}  # that one is behind a row of backslashes
    path.write_text(text_of(Scrubber().interactions(planted())))
    assert not found_in(path.read_bytes())
    again = read_recording(path)
    assert not [*secrets_left(again), *personal_left(again)]


def test_nothing_is_left_in_what_is_decoded_either():
    for row in Scrubber().interactions(planted()):
        assert not found_in(repr((row.request.headers, row.response.headers)).encode())
        assert not found_in(row.request.body + row.response.body + row.request.url.encode())


def test_one_phone_has_the_same_national_digits_in_each_spelling():
    first, second = Scrubber().interactions(planted())
    sent, got = json.loads(first.request.body), json.loads(first.response.body)
    country, *national = re.findall(r"\d+", sent["fields"]["phone"])
    digits = "".join(national)
    assert (country, sent["fields"]["mobile"], sent["fields"]["whatsapp_number"]) == (
        "91",
        int(digits),
        int(f"91{digits}"),
    )
    assert sent["fields"]["phone"] == f"+91 {digits[:5]} {digits[5:]}"
    assert f"from 0{digits}, or {digits[:5]}-{digits[5:]};" in sent["fields"]["remark"]
    assert got["twice"].startswith(f"91{digits} {digits} ")
    assert f"phone=%2B91{digits}&" in first.request.url
    assert f"phone=+91{digits}&" in second.request.body.decode()
    assert f"+91 {digits[:5]} {digits[5:]}" in second.response.body.decode()


def test_one_name_address_and_enterprise_have_one_pseudonym_wherever_they_stand():
    first, second = Scrubber().interactions(planted())
    sent, got = json.loads(first.request.body), json.loads(first.response.body)
    name = sent["fields"]["name"]
    [(email, contact)] = got["contacts"].items()
    assert sent["fields"]["remark"].startswith(f"{name} ({email})")
    assert contact == {"names": [name]}
    assert second.request.path.endswith(f"/team-members/{email}")
    assert email.replace("@", "%40") in sent["back"]
    enterprise = first.request.path.split("/")[4]
    assert f"enterprise {enterprise};" in got["error"]["message"]
    assert second.request.host == "next.telecrm.in"


def test_secrets_alone_may_be_taken_out():
    personal = {*SPELLINGS, EMAIL, NAME, "Ravi Menon", ENTERPRISE}
    rows = Scrubber("secrets").interactions(planted())
    content = text_of(rows).encode() + rows[1].request.body
    assert found_in(content) == personal


def test_a_packed_body_is_plain_and_its_length_right_when_it_changed():
    response = Scrubber().interactions(planted())[1].response
    assert response.header("content-encoding") is None
    assert response.header("content-length") == str(len(response.body))
    packed = Response(200, (("Content-Encoding", "gzip"),), gzip.compress(b'{"skip":0}'))
    [row] = Scrubber().interactions([Interaction(planted()[0].request, packed)])
    assert row.response == packed


UNTOUCHED = rb"""{ "b":1.0,"a": 1e5, "big": 12345678901234567890, "at":1767686400000,
  "phone_verified_on": 1767686400000, "id":"603d2b2f9b1e8a001c8e4f5c",
  "amount": "9876543210", "price":"65000000.00", "when": "15/01/2026 10:30:00",
  "iso":"2026-01-15 10:30", "iso2": "2026-01-15T10:30:00.000Z", "day": "9-12-2026 9.30", "skip": 0, "limit":100,
  "type": "ACTION_1001", "lng": "77.59456278", "raw": 9876543210, "t": "\u0928\u092e\u0938\u094d\u0924\u0947 \/ \ud83d",
  "token_amount": 500000, "remark": "Basic information; token amount is due; Bearer authentication needed", "x": null,
  "uuid": "98765432-1012-4abc-8def-0123456789ab", "link": "HTTPS://Example.org/a//b?#", "x": NaN, "query": "1=1"}"""


def test_what_is_not_personal_stays_to_the_byte():
    assert Scrubber().body(UNTOUCHED) == UNTOUCHED


def test_beside_what_changes_the_rest_stays_to_the_byte():
    body = UNTOUCHED[:-1] + b', "phone" : "+919876543210" }'
    new = Scrubber().body(body)
    assert new.startswith(UNTOUCHED[:-1] + b', "phone" : "+91555')
    assert new.endswith(b'" }')


@pytest.mark.parametrize(
    "url",
    ["https://next.telecrm.in/a?", "http://h/a;b=c/%7e?x=%20+&y#", "https://h?a&&b=", "http://[::1", "//", "", "a:b"],
)
def test_a_url_without_anything_in_it_stays(url):
    assert Scrubber().url(url) == url


ODD = (
    b"",
    b"\xff\xfe\x00\x01",
    b"\x1f\x8b\x08broken",
    b'{"phone": NaN, "token": Infinity',
    b'{"a": "\\ud800", "phone": "+919876543210 \\ud800"}',
    b'{"url": "https://h/?q=\\ud800&e=asha@corp.in"}',
    '{"é": "\\u0928 asha@corp.in"}'.encode("latin-1"),
    b'{"\\u0928\xe9": "\\u0928\xe9 asha@corp.in"}',
    b'\xef\xbb\xbf{"token": "s3cr3t-abcdef"}',
    b'"{\\"token\\": \\"s3cr3t-abcdef\\"}"',
    b'{"token": "s3cr3t-abcdef", "x": ',
    b"[" * 100_000,
    b'{"a":' * 5000 + b"1" + b"}" * 5000,
    b"[" * 900 + b'{"token": "s3cr3t-abcdef"}' + b"]" * 900,
    b"caf\xe9 asha@corp.in",
    b'{"n": ' + b"9" * 5000 + b"}",
    b"token=s3cr3t-abcdef&flag",
)


@pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_odd_bodies_never_raise_and_give_nothing_away(body, encoding):
    headers = (("Content-Encoding", encoding),)
    row = Interaction(Request("POST", f"{SYNC}/lead", headers, body), Response(200, headers, body))
    [new] = Scrubber().interactions([row])
    assert not found_in(new.request.body, ("s3cr3t-abcdef", EMAIL, "asha@corp.in"))
    assert Scrubber().interactions([new]) == [new]


@settings(deadline=None)
@given(st.binary(max_size=80))
def test_no_bytes_raise(body):
    once = Scrubber().body(body)
    assert Scrubber().body(once) == once


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_text_raises(text):
    once = Scrubber().text(text)
    assert Scrubber().text(once) == once
    assert Scrubber().url(Scrubber().url(text)) == Scrubber().url(text)


phones = st.builds(
    lambda form, digits: re.sub("N", lambda _: next(digits), form),
    st.sampled_from(
        ["+91 9NNNN NNNNN", "918NNNNNNNNN", "7NNNNNNNNN", "06NNNNNNNNN", "9NNNN-NNNNN", "+1 (NNN) NNN-NNNN"]
    ),
    st.lists(st.sampled_from("0123456789"), min_size=10, max_size=10).map(iter),
)
# Names that are words of the API's own paths would change those.
names = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHİéनमß '.-", min_size=1, max_size=12).filter(
    lambda name: name.lower() not in {"lead", "search"}
)
emails = st.builds("{}@{}.in".format, st.text("abcxyz.+-_19", min_size=1, max_size=9), st.text("abcxyz", min_size=1))


@st.composite
def recordings(draw):
    rows = []
    for n in range(draw(st.integers(1, 3))):
        phone, name, email = draw(phones), draw(names), draw(emails)
        fields = {
            "name": name,
            "phone": phone,
            "email": email,
            "note": draw(st.sampled_from((phone, name, email, "x"))),
        }
        answer = {"data": [fields | {"note": f"{name} {phone}, {email}", "rating": 1}], "total_count": n}
        rows.append(interaction("POST", "/lead/search", {"fields": fields}, 200, answer, place=f"interactions[{n}]"))
    return rows


@settings(max_examples=40, deadline=None)
@given(recordings())
def test_scrubbing_twice_is_scrubbing_once(rows):
    once = Scrubber().interactions(rows)
    assert Scrubber().interactions(once) == once
    assert not list(personal_left(cassette(*once)))


@settings(max_examples=40, deadline=None)
@given(recordings())
def test_a_request_alone_is_scrubbed_as_in_a_recording_of_it(rows):
    request = rows[0].request
    [row] = Scrubber().interactions([Interaction(request, Response(200))])
    assert Scrubber().request(request) == row.request


def test_the_original_requests_are_answered_from_the_scrubbed_recording_in_their_order():
    rows = [
        interaction("POST", "/lead", {"fields": {"name": NAME, "phone": SPELLINGS[0]}}, 201, {"n": 0}),
        interaction("POST", "/lead/search", {"fields": {"phone": SPELLINGS[1], "email": EMAIL}}, 200, {"n": 1}),
        interaction("POST", "/lead/l1/action", {"note": f"{NAME} called from {SPELLINGS[4]}"}, 200, {"n": 2}),
        interaction("GET", f"/team-members/{EMAIL}", None, 200, {"n": 3, "name": "Ravi Menon"}),
        interaction("GET", "/team-members/asha.rao%40corp.in?phone=%2B919876543210", None, 200, {"n": 4}),
        *planted(),
        interaction("POST", "/lead", {"fields": {"name": NAME, "phone": SPELLINGS[0]}}, 409, {"n": 5}),
    ]
    scrubbed = cassette(*Scrubber().interactions(rows))
    player = Player(scrubbed, scrub=Scrubber().request)
    assert [player(row.request).response for row in rows] == [row.response for row in scrubbed.interactions]
    assert not player.unused


def test_what_is_left_is_told_by_its_place_and_never_by_its_value():
    told = [*secrets_left(cassette(*planted())), *personal_left(cassette(*planted()))]
    assert ("interactions[0].request.headers.Authorization", "a secret") in told
    assert ("interactions[0].request.url", "a secret") in told
    assert ("interactions[0].response.headers.Location", "a secret") in told
    assert ("interactions[1].response.body", "a secret") in told
    assert not found_in(repr(told).encode())


def test_a_place_with_personal_data_alone_is_told_as_that():
    row = interaction("POST", "/lead", {"fields": {"phone": SPELLINGS[2]}})
    [row] = Scrubber("secrets").interactions([row])
    assert list(personal_left(cassette(row))) == [
        ("interactions[0].request.url", "personal data"),
        ("interactions[0].request.body", "personal data"),
    ]


@pytest.mark.parametrize("value", ["DUMMY", "***", "Bearer SCRUBBED", "<redacted>", "Bearer xxxx", ""])
def test_what_others_have_masked_stays_as_they_did_it(value):
    assert Scrubber().header("Authorization", value) == value


@pytest.mark.parametrize(
    ("value", "scrubbed"),
    [("Token abc1", "Token SCRUBBED"), ("my secret", "SCRUBBED"), ('Digest username="a", x="b"', "Digest SCRUBBED")],
)
def test_of_a_credential_the_scheme_stays(value, scrubbed):
    assert Scrubber().header("Authorization", value) == scrubbed


def test_short_enterprise_ids_go_from_the_path_and_not_from_texts():
    request = Request("POST", "https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead", (), b'{"n": "e1"}')
    new = Scrubber().request(request)
    assert "/enterprise/5c5c5c5c" in new.url
    assert new.body == request.body


@pytest.mark.parametrize("name", shipped())
def test_the_shipped_cassettes_hold_no_secrets_and_say_the_same_when_they_are_scrubbed(name):
    shipped_one = read_recording(shipped_folder() / f"{name}.yaml")
    assert not list(secrets_left(shipped_one))
    scrubbed = cassette(*Scrubber().interactions(shipped_one.interactions))
    before, after = (audit(one.exchanges, Profile(), all_pitfalls()) for one in (shipped_one, scrubbed))
    assert [finding.pitfall for finding in after] == [finding.pitfall for finding in before]
