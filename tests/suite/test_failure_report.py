"""The text of a check that fails: what was called, what went over the wire, what was expected, why, and the fix."""

import re
import shlex
from pathlib import Path

import pytest

from pytest_leads import Exchange, Outcome
from pytest_leads.audit import Pitfall
from pytest_leads.contract import BrokenContractError, Check
from pytest_leads.suite.text import describe_broken
from pytest_leads.wire import Origin, Request, Response, Sender

LOSSY = """
def create(fields, actions):
    answer = crm.requests.post(f"{crm.API}/lead", json={"fields": fields, "actions": actions}, headers=crm.HEADERS)
    return answer.json()["lead_id"]
"""
REPORT = """\
LEAD002 partial-success at shop/crm.py:7 in create: create tells of an ignored field
  call       create({'phone': '919876543210', 'rating': 1}, [])
                 returned 1
             create({'phone': '919876543211', 'rating': 9}, [])
                 raised KeyError: 'id'
  given      The API with unknown_status = 'silent'.
  exchange   POST /autoupdate/v2/enterprise/e1/lead 409 create_lead
             POST /autoupdate/v2/enterprise/e1/lead 201 create_lead  <- this one
             curl -X POST https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead \\
               -H 'Authorization: Bearer ***' \\
               --data-raw '{"fields":{}}'
             answered 201 {"lead_id": "1", "remarks": []}
  expected   create lets its caller know that fields.rating = 9 was not stored
             The check: When one field is ignored, create lets its caller know.
  seen       it raised KeyError: 'id'
             The same call did not end in the same way each time: the code keeps something from
             one call to the next.
  why        Fields are missing. They were dropped.
  fix        Look into the remarks.
             Raise, or return the remark.
  on purpose known_gaps = {"create_tells_of_an_ignored_field": "the reason"}
  repeat     pytest 'test_crm.py::TestCrm::test_create_tells_of_an_ignored_field' --leads-seed=0"""


def exchange(status, answer):
    request = Request(
        "POST",
        "https://next.telecrm.in/autoupdate/v2/enterprise/e1/lead",
        (("Authorization", "Bearer s3cr3t"),),
        b'{"fields":{}}',
    )
    sender = Sender("requests", Origin(f"{Path.cwd()}/shop/crm.py", 7, "create"))
    return Exchange(1, request, Response(status, (), answer), sender=sender)


CHECK = Check(
    "create_tells_of_an_ignored_field",
    "partial-success",
    "When one field is ignored, create lets its caller know.",
    ("create",),
    print,
)
PITFALL = Pitfall(
    "partial-success",
    "LEAD002",
    title="200 is not success",
    symptom="Fields are missing.",
    cause="They were dropped.",
    fix="Look into the remarks.",
    rule=zip,
    operations=(),
)


def broken(outcome, shown=None, **parts):
    parts = {"expected": "an end", "seen": "none", **parts}
    return BrokenContractError(calls=outcome, exchange=shown, **parts)


def described(error, *, flaky=False):
    repeat = "pytest 'test_crm.py::TestCrm::test_create_tells_of_an_ignored_field' --leads-seed=0"
    return describe_broken(error, CHECK, PITFALL, repeat, flaky=flaky)


def test_the_report_says_it_in_this_order_and_these_words():
    last = exchange(201, b'{"lead_id":"1","remarks":[]}')
    calls = [
        Outcome("create", ({"phone": "919876543210", "rating": 1}, []), value=1),
        Outcome(
            "create",
            ({"phone": "919876543211", "rating": 9}, []),
            error=KeyError("id"),
            exchanges=[exchange(409, b""), last],
        ),
    ]
    error = broken(
        calls,
        last,
        expected="create lets its caller know that fields.rating = 9 was not stored",
        seen="it raised KeyError: 'id'",
        given=["the API with unknown_status = 'silent'"],
        advice="Raise, or return the remark.",
    )
    assert described(error, flaky=True) == REPORT


def test_long_arguments_answers_and_lists_are_cut():
    last = exchange(200, b'{"data":[%s],"total_count":40}' % b",".join([b'{"name":"Asha"}'] * 40))
    outcome = Outcome("search", ({"name": ["Asha"] * 400},), value="x" * 5000, exchanges=[last] * 40)
    text = described(broken([outcome], last, given=[f"a lead {n}" for n in range(9)]))
    assert "And 3 more." in text
    assert "... 34 more ..." in text
    assert '"data": [{"name": "Asha"}..., and 39 more], "total_count": 40}' in text
    assert len(text) < 3000


def test_it_looks_the_same_within_pytest(project):
    project.contract("create=create", LOSSY)
    result = project.run(only="create_tells_of_an_ignored_field")
    labels = ["call", "exchange", "expected", "seen", "why", "fix", "on purpose", "repeat"]
    result.stdout.fnmatch_lines(
        ["LEAD002 partial-success at test_crm.py:6 in create: create tells of an ignored field"]
        + [f"  {label:<10} *" for label in labels]
    )
    result.stdout.fnmatch_lines(["  seen       it returned '*', and nothing tells of the loss"])


def test_there_is_no_inner_frame_and_no_token_in_it(project):
    project.contract("update=crm.update_with_everything")
    result = project.run()
    result.stdout.no_re_match_line(r".*(Traceback|hypothesis/|pytest_leads/|_pytest/|site-packages|s3cr3t|full-trace)")
    result.stdout.no_re_match_line(r".*(Falsifying|reproduce_failure|seed\()")


def test_pytests_short_summary_names_the_check_and_the_line(project):
    project.contract("update=crm.update_with_everything")
    result = project.run("-o", "console_output_style=classic", "--tb=no", "-rf", "-vv")
    result.stdout.fnmatch_lines(
        ["FAILED *::test_update_takes_the_identifier_unchanged - Failed: LEAD001 identifier-change at crm.py:8 in *"]
    )


TOLD = [
    "{crm.HEADERS}",
    "Illegal header value b'Bearer s3cr3t-t0ken\\\\n'",
    "Authorization: Bearer s3cr3t-t0ken",
    "token=s3cr3t-t0ken",
    "https://crm.example.com?api_key=s3cr3t-t0ken",
]


@pytest.mark.parametrize("text", TOLD)
def test_errors_that_quote_the_token_are_shown_without_it(project, text):
    project.contract("update=update", f'def update(lead_id, fields):\n    raise ValueError(f"{text}")')
    result = project.run()
    result.stdout.fnmatch_lines(["  seen       it raised ValueError: *[*][*][*]*"])
    assert "s3cr3t" not in result.stdout.str()


def test_the_call_is_the_smallest_that_fails(project):
    first_only = """
def add_actions(lead_id, actions):
    crm.post(f"/lead/{lead_id}/action", {"actions": actions[:1]})
"""
    project.contract("add_actions=add_actions", first_only)
    text = project.run("--leads-examples=20", only="add_actions_stores").stdout.str()
    calls = text[text.index("  call ") : text.index("  exchange ")]
    assert calls.count("add_actions(") == 1
    assert re.findall(r"'type': '(\w+)'.*?'amount': '(\d+)'", calls) == [("PAYMENT", "1"), ("PAYMENT", "1")]


MOCKED = """
from unittest import mock

def update(lead_id, fields):
    with mock.patch("requests.post") as post:
        post.return_value.json.return_value = {"fields": fields}
        return crm.update(lead_id, fields)
"""


@pytest.mark.parametrize("code", [MOCKED, "def update(lead_id, fields): pass"], ids=["mock", "nothing"])
def test_code_that_never_reached_the_api_is_told_so(project, code):
    project.contract("update=update", code)
    result = project.run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "  exchange   none: nothing reached the Leads API. Does a mock of your own answer, or does the",
            "             code call another host (ini leads_hosts)?",
        ],
        consecutive=True,
    )


def test_a_call_without_end_is_stopped_and_told(project):
    project.contract("search=search", "def search(filters):\n    while True: crm.search_first(filters)")
    result = project.run(only="search_finds_by_a_list")
    result.stdout.fnmatch_lines(
        [
            "*was stopped, for it did not end",
            "*... 62 more ...",
            "*POST /autoupdate/*/lead/search 200 search_leads  <- this one",
            "  expected   an end: the result needs a few requests",
            "  seen       * requests were sent and more were to come",
        ]
    )


def test_code_that_catches_every_exception_is_stopped_too(project):
    swallowing = """
def search(filters):
    while True:
        try:
            crm.search_first(filters)
        except Exception:
            pass
"""
    project.contract("search=search", swallowing)
    project.run(only="search_finds_by_a_list").stdout.fnmatch_lines(["*was stopped, for it did not end"])


@pytest.mark.parametrize("kind", ["", "async "], ids=["sync", "async"])
def test_code_that_exits_is_told_as_an_error_of_the_call(project, kind):
    project.contract("update=update", f"{kind}def update(lead_id, fields): raise SystemExit('no connection')")
    result = project.run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["  seen       it raised SystemExit: no connection"])


def test_code_that_remembers_is_told_that_it_does(project):
    project.contract(
        "update=update",
        """
CALLS = []

def update(lead_id, fields):
    CALLS.append(lead_id)
    return (crm.update if CALLS[1:] else crm.update_with_everything)(lead_id, fields)
""",
    )
    result = project.run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*The same call did not end in the same way each time: the code keeps something from*"]
    )


def test_a_reported_that_raises_is_told_with_what_it_was_given(project):
    project.contract("create=create, reported=lambda outcome: outcome.value['lost']", LOSSY)
    result = project.run(only="create_tells_of_an_ignored_field")
    result.stdout.fnmatch_lines(
        [
            "Integration(reported=...) raised TypeError: *",
            "  It was given the outcome of create, and is to say whether that told of a loss: (outcome) -> bool.",
        ],
        consecutive=True,
    )


@pytest.mark.parametrize(("answer", "told"), [("True", {"passed": 1}), ("False", {"failed": 1})])
@pytest.mark.parametrize("kind", ["", "async "], ids=["sync", "async"])
def test_a_reported_of_ones_own_has_the_last_word(project, kind, answer, told):
    project.contract("create=create, reported=reported", f"{LOSSY}\n{kind}def reported(outcome): return {answer}")
    project.run(only="create_tells_of_an_ignored_field").assert_outcomes(**told)


# The command that repeats it


def repeated(project, result):
    """What the command in a report gives when it is run as it stands."""
    [line] = [line for line in result.outlines if line.startswith("  repeat     ")]
    program, *arguments = shlex.split(line.removeprefix("  repeat     "))
    assert program == "pytest"
    return project.pytester.runpytest_inprocess("-p", "no:asyncio", *arguments)


def test_the_command_repeats_the_failure_as_it_was(project):
    project.contract("create=create", LOSSY)
    first = project.run("--leads-seed=5", only="create_tells")
    again = repeated(project, project.run("--leads-seed=5", only="create_tells_of_an_ignored_field"))
    again.assert_outcomes(failed=1)
    [begin] = [n for n, line in enumerate(again.outlines) if line.startswith("LEAD002")]
    [end] = [n for n, line in enumerate(again.outlines) if line.startswith("  repeat")]
    assert "\n".join(again.outlines[begin:end]) in first.stdout.str()


def test_the_command_repeats_one_parameter_alone(project):
    project.write("""
        import crm, pytest
        from pytest_leads import Integration, LeadsContract

        class TestCrm(LeadsContract):
            @pytest.fixture(params=["our old shop", "new"])
            def integration(self, request):
                return Integration(update=crm.update_with_everything if "old" in request.param else crm.update)
    """)
    repeated(project, project.run()).assert_outcomes(failed=1)


def test_the_command_repeats_a_failure_of_a_factory(project):
    project.write(
        shop="""
        import crm
        from pytest_leads import Integration

        def integration(api):
            return Integration(update=crm.update_with_everything)
    """
    )
    result = project.run("--leads-contract=shop:integration")
    repeated(project, result).assert_outcomes(failed=1)
