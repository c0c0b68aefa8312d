# ruff: noqa: INP001, UP006, UP035, UP036, UP045  # for any Python from 3.6 up, and found by its path
"""Loaded by every Python program that ``pytest-leads run`` starts, by PYTHONPATH; then the user's own, if any.

It is written for any Python from 3.6 up: what is too old to be redirected must not send its requests past us.
"""

import json
import os
import sys
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, Callable, Dict, Optional

Told = Dict[str, Any]
HERE = Path(__file__).resolve().parent


def _begin(told: Told) -> None:
    """Redirect what this program sends to a Leads host, or refuse it."""
    if sys.version_info < (3, 11):
        version = ".".join(map(str, sys.version_info[:2]))
        _refuse(told, f"it cannot be redirected in Python {version}; 3.11 or newer is needed")
        return
    try:
        home = HERE.parents[1]
        if "pytest_leads" not in sys.modules:
            # From where it is: the program's environment need not have it, or may have another version.
            _execute(
                spec_from_file_location(
                    "pytest_leads", str(home / "__init__.py"), submodule_search_locations=[str(home)]
                )
            )
        from pytest_leads.running.forwarding import begin

        begin(told)
    except Exception as error:  # noqa: BLE001  # whatever it is, the program must not send past us
        _refuse(told, f"the interception could not begin: {error!r}")


def _execute(spec: Optional[ModuleSpec]) -> None:
    if spec is not None and spec.loader is not None:
        module = module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)


def _refuse(told: Told, why: str) -> None:
    """Let no Leads host be looked up: nothing else can be done in this interpreter."""
    import socket

    def guarded(original: Callable[..., Any]) -> Callable[..., Any]:
        def look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
            name = host.decode("latin-1") if isinstance(host, bytes) else host
            if isinstance(name, str) and name.rstrip(".").lower() in told["hosts"]:
                text = f"a request to the Leads host {name!r} was stopped: {why}"
                with Path(told["notes"]).open("a") as notes:
                    notes.write(json.dumps({"refused": text}) + "\n")
                sys.stderr.write(f"pytest-leads run: {text}\n")
                raise OSError(text)
            return original(host, *args, **kwargs)

        return look_up

    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
        setattr(socket, name, guarded(getattr(socket, name)))


def _chain() -> None:
    """Run the sitecustomize that would have been found without this one."""
    rest = [path for path in sys.path if Path(path).resolve() != HERE]
    _execute(PathFinder.find_spec("sitecustomize", rest))


if "PYTEST_LEADS_RUN" in os.environ:
    _begin(json.loads(os.environ["PYTEST_LEADS_RUN"]))
_chain()
