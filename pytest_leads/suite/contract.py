"""The base class that turns the checks into tests: subclass it, and give it the fixture ``integration``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from pytest_leads.suite.registry import all_checks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_leads.contract import Check, Integration

PREFIX = "test_"


class LeadsContract:
    """The contract suite as a class of tests.

        class TestCrm(LeadsContract):
            @pytest.fixture
            def integration(self):
                return Integration(create=crm.create_lead, search=crm.find)

    Each test is one check (``suite.registry.all_checks``), tried on many drawn examples; what the integration does
    not bind is reported as not covered. ``known_gaps`` maps ids of pitfalls or names of checks to the reason why
    they may fail for now; one that passes fails. A test that is overridden needs a mark with a reason.
    """

    __test__ = False
    pytestmark: ClassVar[Any] = pytest.mark.leads
    known_gaps: ClassVar[Mapping[str, str]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.__test__ = cls.__dict__.get("__test__", True)


def _test_of(check: Check) -> Callable[..., None]:
    def test(self: LeadsContract, integration: Integration, leads_check: Callable[[Integration], None]) -> None:  # noqa: ARG001  # it becomes a method
        __tracebackhide__ = True
        leads_check(integration)

    test.__name__ = f"{PREFIX}{check.name}"
    test.__qualname__ = f"LeadsContract.{test.__name__}"
    test.__doc__ = check.states
    return test


for _check in all_checks().values():
    setattr(LeadsContract, f"{PREFIX}{_check.name}", _test_of(_check))
