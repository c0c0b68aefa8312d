"""Schemathesis on both façades, over loopback: what `schemathesis run` finds with the checks of pytest-leads.

    python examples/facade/run.py

Each façade is served by uvicorn; the Leads API that it forwards to is the embedded simulator. Exit status 0: the one
that falls into three pitfalls is caught with these three and nothing else, and its repaired twin is clean.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from pytest_leads.doors import Handler
from pytest_leads.interception import intercept
from pytest_leads.openapi import description
from pytest_leads.operations import ASYNC_HOST, SYNC_HOST
from pytest_leads.workspace import Workspace

sys.path.insert(0, str(Path(__file__).parent))
import falls_into
import repaired

COMMAND = Path(sys.executable).with_name("schemathesis")
TOKEN = "a-token"
PITFALLS = {"LEAD002 partial-success", "LEAD004 duplicate-lead", "LEAD006 unknown-status"}
#: The phases that draw data; `coverage` tries every edge of the schema, which takes longer.
OPTIONS = ("--phases", "examples,fuzzing,stateful", "--max-examples", "5", "--seed", "1", "--continue-on-failure")


@contextmanager
def served(app):
    """The façade at a free port of this machine, in front of a simulator of its own."""
    handler = Handler(Workspace(tokens={"sync": [TOKEN], "async": [TOKEN]}))
    server = uvicorn.Server(uvicorn.Config(app, port=0, http="h11", log_level="warning", lifespan="off"))
    with intercept({SYNC_HOST, ASYNC_HOST}, lambda request, _sender: handler(request).response):
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.01)  # uvicorn has no call that waits until it listens
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join()


def schemathesis_run(url):
    """Exit status and output of the command."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "openapi.json").write_text(json.dumps(description(base_path="/crm")), "utf-8")
        done = subprocess.run(
            [COMMAND, "run", "openapi.json", "--url", url, "--header", f"Authorization: Bearer {TOKEN}", *OPTIONS],
            cwd=folder,
            env=os.environ | {"SCHEMATHESIS_HOOKS": "pytest_leads.schemathesis"},
            capture_output=True,
            text=True,
            check=False,
        )
    return done.returncode, done.stdout + done.stderr


def main():
    as_expected = True
    for twin, expected in ((falls_into, PITFALLS), (repaired, set())):
        with served(twin.app) as url:
            status, output = schemathesis_run(url)
        failures = set(re.findall(r"^- ST\d+ (.+)$", output, re.MULTILINE))
        print(f"{twin.__name__:<12}exit {status}  {', '.join(sorted(failures)) or 'nothing found'}")
        if (status, failures) != (int(bool(expected)), expected):
            as_expected = False
            print(output, file=sys.stderr)
    return 0 if as_expected else 1


if __name__ == "__main__":
    sys.exit(main())
