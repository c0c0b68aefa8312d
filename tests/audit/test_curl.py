import gzip
import shlex

from pytest_leads.audit.curl import LONGEST_BODY, curl
from pytest_leads.wire import Request

URL = "https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead"


def test_the_command_repeats_the_request():
    headers = (("Content-Type", "application/json"), ("Content-Length", "9"), ("Host", "next.telecrm.in"))
    assert curl(Request("POST", URL, headers, b'{"a": "b"}')) == (
        f"curl -X POST {URL} \\\n  -H 'Content-Type: application/json' \\\n  --data-raw '{{\"a\": \"b\"}}'"
    )


def test_secrets_are_masked_wherever_they_stand():
    headers = (
        ("Authorization", "Bearer s3cret"),
        ("authorization", "s3cret"),
        ("Cookie", "session=s3cret"),
        ("X-Api-Key", "s3cret"),
        ("X-Auth-Token", "s3cret"),
    )
    request = Request("GET", "https://me:s3cret@next.telecrm.in/x?limit=5&access_token=s3cret&a=b", headers)
    command = curl(request)
    assert "s3cret" not in command
    assert "Authorization: Bearer ***" in command
    assert "https://***@next.telecrm.in/x?limit=5&access_token=***&a=b" in command


def test_a_shell_reads_back_what_was_sent():
    body = """{"name": "O'Neil $HOME `x` \\n", "city": "पुणे"}"""
    words = shlex.split(curl(Request("POST", URL + "?a=b&c=$d", (), body.encode())).replace("\\\n", " "))
    assert words[-1] == body
    assert words[3] == URL + "?a=b&c=$d"


def test_a_huge_body_is_cut_and_says_so():
    command = curl(Request("POST", URL, (), b"x" * 10_000))
    assert len(command) < LONGEST_BODY + 200
    assert command.endswith("# the body is cut: it has 10000 characters")


def test_a_body_that_is_not_text_is_left_out_and_says_so():
    assert curl(Request("POST", URL, (), b"\xff\xfe")).endswith("# the body, 2 bytes that are not text, is left out")
    assert curl(Request("POST", URL, (), b"a\0b")).endswith("# the body, 3 bytes with NUL among them, is left out")


def test_a_compressed_body_is_shown_unpacked():
    request = Request("POST", URL, (("Content-Encoding", "gzip"),), gzip.compress(b"{}"))
    assert curl(request).endswith("--data-raw '{}'")
