# ruff: noqa: INP001, UP006, UP035, UP036, UP045  # for any Python from 3.6 up, and found by its path
"""Loaded by every Python program that ``pytest-leads run`` starts, by PYTHONPATH; then the user's own, if any.

It is written for any Python from 3.6 up: what is too old to be redirected must not send its requests past us.
"""

import json
import os
import sys
from functools import wraps
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any, Callable, Dict, Optional

Told = Dict[str, Any]
HERE = Path(__file__).resolve().parent
TOLD = "PYTEST_LEADS_RUN"


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


def _with_ours(told: Told, given: Any) -> Any:
    """An environment with what a child needs of ours; what was given (``None`` for our own) if it has that."""
    env = os.environ if given is None else given
    try:
        known = {os.fsdecode(name): os.fsdecode(value) for name, value in env.items()}
    except (AttributeError, TypeError):
        return given  # it is no environment, which who is given it says better
    added = {} if TOLD in known else {TOLD: json.dumps(told)}
    for name, (ours, separator) in told["passed_on"].items():
        if ours not in known.get(name, ""):
            added[name] = separator.join(filter(None, (ours, known.get(name))))
    return dict({name: env[name] for name in env if os.fsdecode(name) not in added}, **added) if added else given


def _pass_on(told: Told) -> None:
    """Let children be redirected, too, even if the program gives them an environment of its own."""
    import subprocess

    def adding(original: Callable[..., Any], place: int, *, needed: bool) -> Callable[..., Any]:
        @wraps(original)
        def start(*args: Any, **kwargs: Any) -> Any:
            given = list(args)
            if len(given) > place:
                given[place] = _with_ours(told, given[place])
            elif "env" in kwargs or not needed:
                kwargs["env"] = _with_ours(told, kwargs.get("env"))
            return original(*given, **kwargs)

        return start

    # What else starts a child calls one of these: ``os.execvpe``, ``os.spawnve``, asyncio.
    subprocess.Popen.__init__ = adding(subprocess.Popen.__init__, 11, needed=False)  # type: ignore[method-assign]
    for name in ("execve", "posix_spawn", "posix_spawnp"):
        if hasattr(os, name):
            setattr(os, name, adding(getattr(os, name), 2, needed=True))


def _chain() -> None:
    """Run the sitecustomize that would have been found without this one."""
    rest = [path for path in sys.path if Path(path).resolve() != HERE]
    _execute(PathFinder.find_spec("sitecustomize", rest))


if TOLD in os.environ:
    _begin(json.loads(os.environ[TOLD]))
    _pass_on(json.loads(os.environ[TOLD]))
_chain()
