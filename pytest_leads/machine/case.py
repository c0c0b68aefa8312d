"""The unittest case of a machine: patient, since how long a step takes says nothing about what it does."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import Phase, settings
from hypothesis.stateful import TestCaseProperty

if TYPE_CHECKING:
    from unittest import TestCase


class PatientTestCase(TestCaseProperty):
    """``Machine.TestCase`` as Hypothesis makes it, with health checks, without a deadline and without explanations.

    What Hypothesis would explain, and takes minutes for, is which lines of the kit a failing run comes by. ``settings``
    that are assigned hold; only a deadline and phases that are those of the profile do not.
    """

    def __get__(self, obj: Any, typ: Any = None) -> Any:
        """The case of the class that is asked."""
        made: Any = super().__get__(obj, typ)
        return _patient(made)


@cache
def _patient(case: Any) -> type[TestCase]:
    class LeadsTestCase(case):  # type: ignore[misc]  # the class that Hypothesis has made a moment ago
        settings = _patience(settings())

        def __init__(self, methodName: str = "runTest") -> None:  # noqa: N803  # unittest's name
            super().__init__(methodName)
            self.settings = _patience(type(self).settings)

    LeadsTestCase.__name__ = case.__name__
    LeadsTestCase.__qualname__ = case.__qualname__
    return LeadsTestCase


def _patience(given: settings) -> settings:
    profile = settings()
    deadline = None if given.deadline == profile.deadline else given.deadline
    shorter = tuple(phase for phase in given.phases if phase is not Phase.explain)
    return settings(given, deadline=deadline, phases=shorter if given.phases == profile.phases else given.phases)
