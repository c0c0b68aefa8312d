"""The unittest case of a machine: patient, since how long a step takes says nothing about what it does."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis.stateful import TestCaseProperty

if TYPE_CHECKING:
    from unittest import TestCase


class PatientTestCase(TestCaseProperty):
    """``Machine.TestCase`` as Hypothesis makes it, with health checks and without a deadline.

    ``settings`` that are assigned to it hold; only their deadline, where it is that of the profile, does not.
    """

    def __get__(self, obj: Any, typ: Any = None) -> Any:
        """The case of the class that is asked."""
        made: Any = super().__get__(obj, typ)
        return _patient(made)


@cache
def _patient(case: Any) -> type[TestCase]:
    class LeadsTestCase(case):  # type: ignore[misc]  # the class that Hypothesis has made a moment ago
        settings = settings(deadline=None)

        def __init__(self, methodName: str = "runTest") -> None:  # noqa: N803  # unittest's name
            super().__init__(methodName)
            given = type(self).settings
            if given.deadline == settings().deadline:
                self.settings = settings(given, deadline=None)

    LeadsTestCase.__name__ = case.__name__
    LeadsTestCase.__qualname__ = case.__qualname__
    return LeadsTestCase
