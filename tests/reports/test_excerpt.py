"""What reports show of a message."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_leads.reports import excerpt

BODY = {"fields": {"phone": "+919812345670", "a.b[0]": {"c": True}}, "actions": [{"type": "NOTE"}, {"type": "CALL"}]}


def marked(shown):
    return shown.parts[1]


def body(value, path):
    return excerpt.body(json.dumps(value).encode(), value, path)


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("fields.phone", '"+919812345670"'),
        ("actions[1].type", '"CALL"'),
        ("actions[0]", '{\n      "type": "NOTE"\n    }'),
        ("fields.a.b[0].c", "true"),
    ],
)
def test_the_guilty_part_of_a_body_is_marked(path, part):
    assert marked(body(BODY, path)) == part


@pytest.mark.parametrize("path", ["fields.name", "actions[2]", "actions.type", "fields.phone.x", "field", "actions[x]"])
def test_a_path_that_leads_nowhere_marks_nothing(path):
    assert marked(body(BODY, path)) == ""
    assert json.loads(body(BODY, path).text) == BODY


def test_a_body_that_is_guilty_as_a_whole_is_marked_as_a_whole():
    assert marked(body([1, 2], "")) == "[\n  1,\n  2\n]"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text("ab.[0]", max_size=4), parts, max_size=3),
    max_leaves=8,
)


def places(value, path=""):
    """Every path that names one place alone, and what stands there."""
    yield path, value
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        step = f"[{key}]" if isinstance(key, int) else f".{key}" if path else key
        if isinstance(key, int) or key.isalpha():
            yield from places(part, path + step)


@given(JSON)
def test_whatever_a_body_is_what_is_marked_is_what_stands_at_the_path(value):
    for path, part in places(value):
        if part not in ("", {}, []) or path:
            assert json.loads(marked(body(value, path))) == part


def test_of_a_long_body_the_guilty_part_and_the_beginning_are_shown():
    shown = body([{"id": number} for number in range(5000)], "[4321].id")
    assert marked(shown) == "4321"
    assert shown.text.startswith('[\n  {\n    "id": 0\n  },')
    assert "more\n]" in shown.text
    assert len(shown.text) < excerpt.LONGEST + 500


def test_a_long_text_in_a_body_is_cut():
    assert body({"note": "x" * 9000}, None).text.endswith('... (9000 characters)"\n}')


@pytest.mark.parametrize("depth", [100, 900])
@pytest.mark.parametrize("guilty", [True, False])
def test_a_body_that_is_nested_without_end_is_cut(depth, guilty):
    value = None
    for _ in range(depth):
        value = [value]
    shown = excerpt.body(b"[" * depth + b"]" * depth, value, "[0]" * depth if guilty else None)
    assert len(shown.text) < 2 * excerpt.LONGEST + 50
    assert bool(marked(shown)) is guilty


@pytest.mark.parametrize(
    ("content", "text"),
    [(b"name=Asha&token=s3cr3t", "name=Asha&token=***"), (b"\xff\xfe", "(2 bytes that are not text)"), (b"", "")],
)
def test_a_body_that_is_no_json_is_shown_as_text(content, text):
    assert excerpt.body(content, None, None).text == text


def test_a_long_text_is_cut_around_its_guilty_part():
    url = f"https://x/?{'&'.join(f'name{number}={number}' for number in range(2000))}"
    shown = excerpt.line("GET", url, "request.query.name1500")
    assert marked(shown) == "name1500=1500"
    assert shown.text.startswith("...")
    assert len(shown.text) < excerpt.LONGEST + 50


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("request.query.limit", "limit=500"),
        ("request.query.filters[name]", "filters%5Bname%5D=Asha+Rao"),
        ("request.method", "GET"),
        ("request.query.skip", ""),
        ("request.body.limit", ""),
    ],
)
def test_the_guilty_part_of_a_request_line_is_marked(path, part):
    assert marked(excerpt.line("GET", "https://x/lead?limit=500&filters%5Bname%5D=Asha+Rao", path)) == part


@pytest.mark.parametrize(
    "value",
    [
        {"token": "s3cr3t"},
        {"a": [{"apiKey": {"deep": "s3cr3t"}}]},
        {"hook": "https://x/?access_token=s3cr3t"},
        {"note": "the password = 's3cr3t' was sent"},
    ],
)
def test_no_secret_of_a_body_is_shown(value):
    assert "s3cr3t" not in body(value, None).text
    assert "***" in body(value, None).text


def test_a_secret_that_is_guilty_is_marked_without_being_shown():
    assert marked(body({"fields": {"token": "s3cr3t"}}, "fields.token")) == '"***"'


@pytest.mark.parametrize("text", ["\x1b[31m", "\ud800", "\u202eabc", "\x00", "\x9b"])
def test_what_no_file_or_terminal_can_hold_is_shown_as_its_code(text):
    shown = excerpt.whole(text, guilty=True)
    assert shown.text == marked(shown)
    assert shown.text.startswith("\\u")
    shown.text.encode()


def test_lines_and_letters_of_any_script_stay():
    assert excerpt.printable("आशा\n\tराव é") == "आशा\n\tराव é"
