"""``--leads-contract MODULE:FACTORY``: the suite on what a factory gives, without a test file."""

from __future__ import annotations

import importlib
import inspect
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from pytest_leads.errors import UsageError, did_you_mean
from pytest_leads.suite.contract import LeadsContract

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from pytest_leads.contract.outcome import Loop
    from pytest_leads.session.api import LeadsApi

CALLED = "integration(api) -> Integration"


def collect(session: pytest.Session, spec: str, loop: Loop) -> list[pytest.Item]:
    """The tests of the suite on the factory that ``spec`` names, as if a module of that name held them.

    Raises:
        UsageError: the module cannot be imported, or has no such factory.
    """
    factory = load(spec, str(session.config.rootpath))
    holder = ModuleType(spec.partition(":")[0])
    holder.TestContract = _contract_on(factory, loop)  # type: ignore[attr-defined]  # what a test module holds
    module = pytest.Module.from_parent(session, path=_file_of(factory, session), nodeid=spec)
    module.obj = holder
    return list(session.genitems(module))


def load(spec: str, rootpath: str) -> Callable[..., Any]:
    """The factory that ``MODULE:FACTORY`` names.

    Raises:
        UsageError: says what could not be imported or found, or that it cannot be called as it will be.
    """
    name, colon, attribute = spec.partition(":")
    if not (name and colon and attribute):
        raise UsageError(f"--leads-contract = {spec!r}: MODULE:FACTORY is needed, such as shop.crm:integration")
    factory: Callable[..., Any] = _attribute(spec, _imported(spec, name, rootpath), attribute)
    if not callable(factory):
        raise UsageError(
            f"--leads-contract = {spec!r}: it is {type(factory).__name__!r}; a function {CALLED} is needed"
        )
    try:
        inspect.signature(factory).bind("api")
    except TypeError as error:
        raise UsageError(f"--leads-contract = {spec!r}: it is called as {CALLED}, which fails: {error}") from None
    except ValueError:  # a builtin that does not tell
        pass
    return factory


def _imported(spec: str, name: str, rootpath: str) -> ModuleType:
    if rootpath not in sys.path:
        sys.path.insert(0, rootpath)
    try:
        return importlib.import_module(name)
    except (Exception, SystemExit) as error:  # noqa: BLE001  # the user's module may raise anything, or be a script
        where = _where(error)
        missing = isinstance(error, ModuleNotFoundError) and error.name and name.startswith(error.name)
        hint = f"; modules are looked for in {rootpath} and on sys.path" if missing else ""
        raise UsageError(
            f"--leads-contract = {spec!r}: importing {name} failed: {type(error).__name__}: {error}{where}{hint}"
        ) from None


def _where(error: BaseException) -> str:
    """The line of the user's own code at which an import failed."""
    if isinstance(error, SyntaxError):
        return ""  # its text names the line
    frames = [frame for frame, _ in _walk(error) if "importlib" not in frame]
    return f" ({frames[-1]})" if len(frames) > 1 else ""


def _walk(error: BaseException) -> Generator[tuple[str, int]]:
    traceback = error.__traceback__
    while traceback is not None:
        yield f"{traceback.tb_frame.f_code.co_filename}:{traceback.tb_lineno}", traceback.tb_lineno
        traceback = traceback.tb_next


def _attribute(spec: str, module: ModuleType, path: str) -> Any:
    found: Any = module
    for name in path.split("."):
        if not hasattr(found, name):
            choices = (
                [other for other in vars(found) if not other.startswith("_")] if hasattr(found, "__dict__") else []
            )
            raise UsageError(
                f"--leads-contract = {spec!r}: {module.__name__} has no {name!r}{did_you_mean(name, choices)}"
            )
        found = getattr(found, name)
    return found


def _file_of(factory: Callable[..., Any], session: pytest.Session) -> Any:
    from pathlib import Path

    code = getattr(inspect.unwrap(factory), "__code__", None)
    return Path(code.co_filename) if code is not None else session.config.rootpath / "pyproject.toml"


def _contract_on(factory: Callable[..., Any], loop: Loop) -> type[LeadsContract]:
    class TestContract(LeadsContract):
        """The suite on one factory."""

        made_by = staticmethod(factory)

        @pytest.fixture
        def integration(self, leads_api: LeadsApi) -> Generator[Any]:
            """What the factory gives."""
            __tracebackhide__ = True
            yield from made(factory, leads_api, loop)

    return TestContract


def made(factory: Callable[..., Any], api: LeadsApi, loop: Loop) -> Generator[Any]:
    """What a factory gives: returned or awaited, or yielded, and then the rest of it runs afterwards."""
    __tracebackhide__ = True
    result = factory(api)
    if inspect.isgenerator(result):
        yield next(result, None)
        next(result, None)
    elif inspect.isasyncgen(result):
        yield loop.run(anext(result, None))
        loop.run(anext(result, None))
    else:
        yield loop.run(result) if inspect.isawaitable(result) else result
