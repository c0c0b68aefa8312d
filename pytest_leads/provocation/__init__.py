"""Provocations: a documented symptom is answered to code that never met it, and what it makes of that is judged."""

from pytest_leads.provocation.act import Act, OtherQuirk
from pytest_leads.provocation.judging import Verdict, difference, judge, told_apart
from pytest_leads.provocation.plan import Provocation
from pytest_leads.provocation.run import Run, Sign

__all__ = ["Act", "OtherQuirk", "Provocation", "Run", "Sign", "Verdict", "difference", "judge", "told_apart"]
