"""Running a test once more: all that is private to pytest, read from 8.4 to 9.2.

``runtestprotocol`` is what pytest-rerunfailures runs tests again with, and pytest itself speaks of that use in it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from _pytest.runner import runtestprotocol

if TYPE_CHECKING:
    from collections.abc import Generator

    import pytest


def run_again(item: pytest.Item) -> None:
    """Run a test with everything set up and torn down anew; its reports go nowhere but through the hooks."""
    state = vars(item)
    if state.get("_instance") is not None:  # a class's test gets a new instance, as in its first run
        del state["_instance"]
        state.pop("_obj", None)
    with unreported(item.config.pluginmanager):
        runtestprotocol(item, log=False, nextitem=None)


@contextmanager
def unreported(plugins: pytest.PytestPluginManager) -> Generator[None]:
    """Have nobody hear of reports: those of subtests do not come by ``runtestprotocol``."""

    def before(hook_name: str, hook_impls: list[object], _: object) -> None:
        if hook_name == "pytest_runtest_logreport":
            hook_impls.clear()  # a list of this call alone (pluggy, since 1.0.0)

    undo = plugins.add_hookcall_monitoring(before, lambda *_: None)  # type: ignore[arg-type]  # a list, said more widely
    try:
        yield
    finally:
        undo()


@contextmanager
def torn_down(session: pytest.Session) -> Generator[None]:
    """Tear down what is set up, if a test ends everything in the middle."""
    try:
        yield
    except BaseException:
        session._setupstate.teardown_exact(None)  # noqa: SLF001  # pytest offers no other way
        raise
