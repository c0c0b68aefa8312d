"""The report of a provocation that nobody noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads import masking
from pytest_leads.audit.curl import curl
from pytest_leads.audit.text import copied, labelled, local
from pytest_leads.words import number

if TYPE_CHECKING:
    from pytest_leads.audit import Pitfall
    from pytest_leads.provocation import Act, Provocation, Run


def describe_unnoticed(test: str, provocation: Provocation, pitfall: Pitfall, act: Act, run: Run) -> str:
    """The report in full: what was answered, what came of it, why that hurts, and both ways out."""
    exchange = provocation.exchange
    origin = exchange.sender.origin
    place = f" at {local(origin.file)}:{origin.line} in {origin.function}" if origin else ""
    lines = [f"{pitfall.code} {pitfall.id}{place}: provoked, and not noticed"]
    lines += labelled("test", test)
    lines += labelled("provoked", masking.prose(act.said))
    lines += labelled("seen", masking.prose(_seen(run)))
    lines += labelled("why", f"{pitfall.symptom} {pitfall.cause}")
    lines += labelled("fix", f"Mend the code: {pitfall.fix}", *_other_way(act, run))
    lines += copied("by hand", provocation.line)
    known = f'@pytest.mark.leads(allow=["{pitfall.id}"])'
    lines += labelled("on purpose", known, f'or known_gaps={{"{pitfall.id}": "the reason"}} there')
    lines += copied("reproduce", curl(exchange.request))
    return "\n".join(lines)


def _other_way(act: Act, run: Run) -> list[str]:
    """What the test might do; where anybody would get another result, a sign is looked for in a test that fails."""
    if not act.changes_results(run.exchanges):
        return ["Or let the test assert what the caller gets back then."]
    if run.outcome != "passed":
        return []
    return ["If the code does tell its caller, let the test assert its result in full: then what it tells is seen."]


def _seen(run: Run) -> str:
    code = (
        f"The code sent {number(len(run.exchanges), 'request')} and none that answers this, and it raised, warned and "
        "logged nothing."
    )
    if run.outcome == "passed":
        return f"the test passed as before. {code}"
    return (
        f"{code} The test itself {run.outcome} ({run.error}), for it knows what should be there; to other callers what "
        "the code gave back looks like any other result."
    )
