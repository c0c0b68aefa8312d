"""Secrets are in no text that people or CI logs get to see; what is sent and judged keeps them."""

from __future__ import annotations

import gzip
from urllib.parse import quote

import pytest

from pytest_leads import masking
from pytest_leads.audit.curl import curl
from pytest_leads.audit.finding import Finding
from pytest_leads.audit.text import describe_all
from pytest_leads.journal import Exchange
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.wire import Dropped, Request, Response

HOST = "https://next.telecrm.in"
SECRETS = [
    "token",
    "access_token",
    "accessToken",
    "X-Auth-Token",
    "refreshtoken",
    "tokens",
    "token_id",
    "jwt",
    "bearer",
    "secret",
    "client_secret",
    "clientSecret",
    "password",
    "passwd",
    "pwd",
    "user[password]",
    "passphrase",
    "key",
    "KEY",
    "api_key",
    "apikey",
    "apiKey",
    "API-KEY",
    "X-Api-Key",
    "X-Telecrm-Key",
    "private_key",
    "accessKey",
    "auth_key",
    "Authorization",
    "Proxy-Authorization",
    "auth",
    "X-Auth",
    "Cookie",
    "Set-Cookie",
    "session_id",
    "X-Signature",
    "credentials",
    "authentication",
]
OPEN = [
    "phone",
    "email",
    "name",
    "status",
    "author",
    "authored_on",
    "keyword",
    "keyname",
    "monkey",
    "pincode",
    "passport",
    "passenger",
    "session",
    "limit",
    "token_amount",
    "tokenDate",
    "token_type",
    "Content-Type",
    "Accept",
    "",
]


@pytest.mark.parametrize("name", SECRETS)
def test_a_token_like_name_is_secret(name):
    assert masking.is_secret(name)


@pytest.mark.parametrize("name", OPEN)
def test_names_of_lead_fields_are_not(name):
    assert not masking.is_secret(name)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("/x?api_key=s3cret&token=s3cret&a=b", "/x?api_key=***&token=***&a=b"),
        ("/x?key=s3cret#access_token=s3cret", "/x?key=***#access_token=***"),
        ("/x?api%5Fkey=s3cret%26s3cret&%74oken=s3cret", "/x?api%5Fkey=***&%74oken=***"),
        ("/x?user[password]=s3cret=s3cret;s3cret", "/x?user[password]=***"),
        ("/tokens/a=b?phone=%2B91&&x&token", "/tokens/a=b?phone=%2B91&&x&token"),
        ("/x?a=b?#", "/x?a=b?#"),
        ("//a@b/x?q=c@d", "//a@b/x?q=c@d"),
    ],
)
def test_a_query_is_shown_without_its_secrets_otherwise_to_the_character(url, shown):
    assert masking.url(HOST + url) == HOST + shown


@pytest.mark.parametrize("user", ["me:s3cret", "s3cret", "me:s3c%40ret", "me:s3@cret", ":s3cret"])
def test_user_and_password_are_not_shown(user):
    assert masking.url(f"https://{user}@next.telecrm.in:443/a@b") == "https://***@next.telecrm.in:443/a@b"


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        (("Authorization", "Bearer s3cret"), "Bearer ***"),
        (("authorization", "bearer  s3cret"), "bearer ***"),
        (("Authorization", "s3cret more"), "***"),
        (("Authorization", "Bearer"), "***"),
        (("Set-Cookie", "a=s3cret; Path=/"), "***"),
        (("Location", "/x?token=s3cret"), "/x?token=***"),
        (("Referer", "https://me:s3cret@h/x"), "https://***@h/x"),
        (("Content-Type", "application/json; charset=utf-8"), "application/json; charset=utf-8"),
    ],
)
def test_a_header_is_shown_without_its_secret(header, shown):
    assert masking.headers([header]) == ((header[0], shown),)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('{"phone": "1",\n "token" : "s3cret"}', '{"phone": "1",\n "token" : "***"}'),
        (
            '{"fields": {"api_key": "s3\\"cret", "tokens": ["s3cret"]}}',
            '{"fields": {"api_key": "***", "tokens": "***"}}',
        ),
        ('[{"secret": {"a": ["s3cret"]}, "b": 1}]', '[{"secret": "***", "b": 1}]'),
        ('{"password": 12, "a": "password", "b": 1}', '{"password": "***", "a": "password", "b": 1}'),
        ('{"to\\u006ben": "s3cret"}', '{"to\\u006ben": "***"}'),
        ('{"token": "s3cr', '{"token": "***"'),
        ('{"token": s3cret}', '{"token": "***"'),
        ('{"token": ' + "[" * 100_000, '{"token": "***"'),
        ("a=b&password=s3cret&c=d", "a=b&password=***&c=d"),
        ("token=s3cret", "token=***"),
        ("", ""),
        ('{"a', '{"a'),
        ('{"payload": "{\\"token\\": \\"s3cret\\"}", "b": 1}', '{"payload": "{\\"token\\": \\"***\\"}", "b": 1}'),
        ('["{\\"a\\": \\"{\\\\\\"key\\\\\\": 5}\\"}"]', '["{\\"a\\": \\"{\\\\\\"key\\\\\\": \\\\\\"***\\\\\\"}\\"}"]'),
        ("--a=b&token=s3cret", "--a=b&token=***"),
        ('{"back": "/tokens?a=b#token=s3cret"}', '{"back": "/tokens?a=b#token=***"}'),
        ('{"note": "see me?a=b&key=s3cret"}', '{"note": "see me?a=b&key=***"}'),
        ('{"form": "a=b&token=s3cret"}', '{"form": "a=b&token=***"}'),
        ('{"back": "https://me:s3cret@h/x?a=b&token=s3cret#c"}', '{"back": "https://***@h/x?a=b&token=***#c"}'),
        ('{"a": "{\\"token\\": \\"s3cr', '{"a": "{\\"token\\": \\"***\\""'),
        ('{"a": "{\\"token\\": \\"s3cr\\u12', '{"a": "{\\"token\\": \\"***\\""'),
        ('{"a": "{\\"token\\": \\"s3cr\\', '{"a": "{\\"token\\": \\"***\\""'),
        (
            '{"a": "{\\"b\\": \\"\\u00e9\\"}", "c": "10:30 = half"}',
            '{"a": "{\\"b\\": \\"\\u00e9\\"}", "c": "10:30 = half"}',
        ),
    ],
)
def test_a_body_is_shown_without_its_secrets_otherwise_to_the_character(body, shown):
    assert masking.body(body) == shown


def part(name, content, more=""):
    return f"--b0\r\nContent-Disposition: form-data; {name}\r\n{more}\r\n{content}\r\n"


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ('name="token"', "s3cret", "***"),
        ("name=token", "s3cret\r\ns3cret", "***"),
        ('filename="a"; name="api_key"', "s3cret", "***"),
        ('name="phone"; filename="token"', "+91 98", "+91 98"),
        ('name="json"', '{"token": "s3cret", "a": 1}', '{"token": "***", "a": 1}'),
    ],
)
def test_a_form_in_parts_is_shown_without_its_secrets(name, content, shown):
    before, after = part('name="a"', "b"), part('name="c"', "d", "Content-Type: text/plain\r\n")
    assert masking.body(f"{before}{part(name, content)}{after}--b0--\r\n") == (
        f"{before}{part(name, shown)}{after}--b0--\r\n"
    )
    assert "s3cret" not in masking.body(f"{before}{part(name, content)}"[:-4])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("request.body.fields.token = 's3cret' was ignored", "request.body.fields.token = *** was ignored"),
        ('fields.tokens[0] = "s3\'cret"', "fields.tokens[0] = ***"),
        ("request.query.key = {'key': 's3cret', 'b': 'c'}", "request.query.key = ***"),
        ("carries status='New', api_key='s3cret', b='c'", "carries status='New', api_key=***, b='c'"),
        (
            "actions[0] = {'type': 'X', 'api key': 's3cret', 'n': 1}",
            "actions[0] = {'type': 'X', 'api key': ***, 'n': 1}",
        ),
        ("password = 's3cret s3cret... (300 characters)", "password = ***"),
        ("password = 5, rest", "password = ***, rest"),
        ("fields.phone = '+91 98'", "fields.phone = '+91 98'"),
        ("the token is missing", "the token is missing"),
    ],
)
def test_a_sentence_is_shown_without_the_values_of_token_like_names(text, shown):
    assert masking.prose(text) == shown


@pytest.fixture
def request_with_secrets():
    headers = (("Authorization", "Bearer s3cret"), ("Cookie", "s3cret"), ("Content-Type", "application/json"))
    url = "https://me:s3cret@next.telecrm.in/x?api_key=s3cret&token=s3cret&limit=5"
    return Request("POST", url, headers, b'{"fields": {"phone": "+919999999999", "token": "s3cret"}}')


@pytest.fixture
def exchange(request_with_secrets):
    response = Response(200, (("Set-Cookie", "s3cret"),), b'{"token": "s3cret"}')
    exchange = Exchange(1, request_with_secrets, response)
    exchange.disclosure.dropped.append(Dropped("fields.token", "s3cret", "unknown", told=False))
    return exchange


def test_a_request_shows_itself_without_its_secrets(request_with_secrets):
    assert repr(request_with_secrets) == (
        "Request('POST', 'https://***@next.telecrm.in/x?api_key=***&token=***&limit=5', headers=(('Authorization', "
        "'Bearer ***'), ('Cookie', '***'), ('Content-Type', 'application/json')), "
        """body='{"fields": {"phone": "+919999999999", "token": "***"}}')"""
    )


def test_a_response_shows_status_headers_and_length(exchange):
    assert repr(exchange.response) == "Response(200, headers=(('Set-Cookie', '***'),), body=<19 bytes>)"


OWN = "s3cret+very/s3cret="


@pytest.mark.parametrize("scheme", ["", "Bearer ", "token  "])
def test_the_credential_of_a_request_is_shown_nowhere_in_it(scheme):
    headers = (("authorization", scheme + OWN), ("X-Copy", OWN))
    body = f'{{"note": "it is {OWN}", "b": "{"x" * 1950}{OWN}"}}'
    request = Request("POST", f"{HOST}/{quote(OWN)}?a={quote(OWN, safe='')}", headers, body.encode())
    exchange = Exchange(1, request, Response(200))
    finding = Finding(all_pitfalls()[0].id, "x", "error", exchange, "request.body.note", OWN, seen=f"note is {OWN!r}")
    for shown in (curl(request), repr(request), str(exchange), *describe_all([finding], all_pitfalls())):
        assert "***" in shown
        assert "s3cret" not in shown


def test_a_credential_may_be_of_any_characters():
    assert masking.without("a \ud800-secret", masking.own([("Authorization", "\ud800-secret")])) == "a ***"


def test_a_credential_that_may_be_any_word_is_not_looked_for():
    request = Request("POST", HOST, (("Authorization", "Bearer phone"),), b'{"phone": 1}')
    assert '"phone": 1' in curl(request)


def test_a_body_that_is_long_or_no_text_is_shown_in_short():
    assert repr(Request("POST", HOST, (), gzip.compress(b"{}"))).endswith("body=<22 bytes>)")
    shown = repr(Request("POST", HOST, (), b'{"a": "' + b"x" * 500 + b'", "token": "s3cret"}'))
    assert shown.endswith("x'... (528 characters))")
    assert len(shown) < 600
    cut_within = repr(Request("POST", HOST, (), b'{"token": "' + b"s3cret" * 500 + b'"}'))
    assert "s3cret" not in cut_within


def test_an_exchange_shows_itself_without_its_secrets(exchange):
    assert "s3cret" not in str(exchange)
    assert "s3cret" not in repr(exchange)
    assert "?api_key=***&token=***&limit=5 -> 200" in str(exchange)


def test_a_curl_line_has_no_secrets(exchange):
    command = curl(exchange.request)
    assert "s3cret" not in command
    assert '"token": "***"' in command


def test_a_finding_about_a_secret_does_not_show_it(exchange):
    pitfall = all_pitfalls()[0]
    place = "request.body.fields.token"
    finding = Finding(pitfall.id, "x", "error", exchange, place, "s3cret", seen=f"{place} = 's3cret' was ignored")
    assert "s3cret" not in next(describe_all([finding], [pitfall]))
    assert f"{place} = ***" in next(describe_all([finding], [pitfall]))


def test_a_failing_comparison_shows_no_secrets(pytester):
    pytester.makepyfile("""
        from pytest_leads.journal import Exchange
        from pytest_leads.wire import Request, Response

        secrets = (("Authorization", "Bearer s3cret"), ("Set-Cookie", "s3cret"))
        exchange = Exchange(1, Request("GET", "u", secrets), Response(200, secrets))
        other = Exchange(1, Request("GET", "v"), Response(200))

        def test_request():
            assert exchange.request == other.request

        def test_response():
            assert exchange.response == other.response

        def test_exchange():
            assert exchange == other
    """)
    result = pytester.runpytest("-vv", "-p", "no:leads", "--tb=short")
    result.assert_outcomes(failed=3)
    result.stdout.no_fnmatch_line("*s3cret*")
    result.stdout.fnmatch_lines(["*Bearer ***"])


def test_equal_requests_and_responses_are_equal_and_hash_alike(request_with_secrets):
    again = Request(request_with_secrets.method, request_with_secrets.url, request_with_secrets.headers)
    assert again != request_with_secrets
    again = Request(again.method, again.url, again.headers, request_with_secrets.body)
    assert (again, hash(again)) == (request_with_secrets, hash(request_with_secrets))
    assert (Response(200), hash(Response(200))) == (Response(200), hash(Response(200)))
    assert Response(200) != Response(201)
    assert again != 1
    assert Response(200) != 200


def test_a_long_text_is_masked_in_no_time():
    for text in ("a" * 200_000, "'" * 200_000, '"' * 200_000, "\\" * 200_000, "?a" * 100_000, "&=" * 100_000):
        masking.prose(text)
        masking.url(text)
        masking.body("{" + text)
        masking.body("--b\n" + text)
        masking.body("--b\n\n" * 20_000 + text)
        masking.body(text)
