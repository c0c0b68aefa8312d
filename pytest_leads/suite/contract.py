"""The base class that turns the checks into tests: subclass it, and give it the fixture ``integration``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from pytest_leads.errors import UsageError
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
        __tracebackhide__ = True
        super().__init_subclass__(**kwargs)
        if "unittest" in sys.modules and issubclass(cls, sys.modules["unittest"].TestCase):
            raise UsageError(
                f"{cls.__name__}: a LeadsContract is no unittest.TestCase, whose tests get no fixtures; take TestCase "
                "out of its bases"
            )
        for check in all_checks():
            if not callable(getattr(cls, f"{PREFIX}{check}")):
                raise UsageError(
                    f"{cls.__name__}.{PREFIX}{check} is no test any more; a check that is to be left out is declared "
                    f'in known_gaps, with the reason: {{"{check}": "..."}}'
                )
        cls.__test__ = cls.__dict__.get("__test__", True)

    @pytest.fixture(autouse=True)
    def _leads_plugin(self, request: pytest.FixtureRequest) -> None:
        if request.config.getoption("leads", None) is None:
            pytest.fail(
                f"{type(self).__name__}: a LeadsContract needs the plugin of pytest-leads, which is switched off "
                "(-p no:leads, or PYTEST_DISABLE_PLUGIN_AUTOLOAD without -p pytest_leads.plugin)",
                pytrace=False,
            )


def _test_of(check: Check) -> Callable[..., None]:
    def test(self: LeadsContract, integration: Integration, leads_check: Callable[[Integration], None]) -> None:  # noqa: ARG001  # it becomes a method
        __tracebackhide__ = True
        leads_check(integration)

    test.__name__ = f"{PREFIX}{check.name}"
    test.__qualname__ = f"LeadsContract.{test.__name__}"
    test.__doc__ = check.states
    test.__test__ = True  # type: ignore[attr-defined]  # whatever the project's python_functions are
    return test


for _check in all_checks().values():
    setattr(LeadsContract, f"{PREFIX}{_check.name}", _test_of(_check))
