"""Record every shipped cassette anew, from the scenarios in the rooms of the pitfalls.

    tox run -e record

Each scenario is played by real HTTP on a loopback server, and vcrpy records it. Writes `<pitfall>/<scenario>.yaml`
and `index.json` into `cassettes`, or into the folder that is given.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import vcr

from pytest_leads import Workspace
from pytest_leads.doors import Handler
from pytest_leads.doors.loopback import loopback
from pytest_leads.operations import ASYNC_URL, SYNC_BASE, SYNC_URL
from pytest_leads.pitfalls import all_pitfalls
from pytest_leads.pitfalls.scenario import Caller, Scenario
from pytest_leads.workspace import ManualClock

CASSETTES = Path(__file__).parents[1] / "cassettes"
ENTERPRISE = "64f1a2b3c4d5e6f708192a3b"
#: 2026-01-15 06:30 UTC: the day on which all scenarios play.
NOW = 1_768_458_600_000
#: When the API's documents were read; what they say since then may differ.
DOCUMENTS = "November 2026"
#: What may differ between two recordings of the same scenario.
VOLATILE = ("recorded",)


def all_scenarios() -> list[Scenario]:
    """The scenarios of every room, by pitfall."""
    rooms = [pitfall.id.replace("-", "_") for pitfall in all_pitfalls()]
    modules = [import_module(f"pytest_leads.pitfalls.{room}.scenarios") for room in rooms]
    return [value for module in modules for value in vars(module).values() if isinstance(value, Scenario)]


def record(scenario: Scenario, folder: Path, today: str) -> dict[str, Any]:
    """Record one scenario: its entry in the index."""
    path = folder / f"{scenario.name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    workspace = Workspace(**scenario.workspace, clock=ManualClock(NOW), seed=0)
    with loopback(Handler(workspace)) as server:

        def as_in_production(request: Any) -> Any:
            """The address that the real API has: a recording is to be of use with plain vcrpy, too."""
            sync = request.uri.replace(server.url + SYNC_BASE, SYNC_URL)
            request.uri = sync.replace(server.url, ASYNC_URL)
            return request

        recorder = vcr.VCR(
            record_mode="all",
            filter_headers=[
                ("authorization", "Bearer SCRUBBED"),
                ("user-agent", None),
                ("accept-encoding", None),
                ("host", None),
            ],
            before_record_request=as_in_production,
        )
        headers = {"Authorization": "Bearer never-a-real-token"}
        with recorder.use_cassette(str(path)), httpx.Client(headers=headers) as client:
            scenario.play(Caller(client, server.url + SYNC_BASE, server.url, ENTERPRISE))
            workspace.drain()
    entry = {
        "pitfall": scenario.pitfall,
        "scenario": scenario.name.partition("/")[2],
        "kind": scenario.kind,
        "says": scenario.says,
        "found": list(scenario.found),
        "from": f"the simulator of pytest-leads {version('pytest-leads')}",
        "recorded": today,
        "documents": DOCUMENTS,
    }
    header = [f"# {name}: {entry[name]}\n" for name in ("pitfall", "scenario", "says", "from", "recorded", "documents")]
    path.write_text("".join(header) + path.read_text("utf-8"), "utf-8")
    return entry


def main(folder: Path = CASSETTES) -> int:
    """Record all."""
    today = datetime.now(UTC).date().isoformat()
    index = {scenario.name: record(scenario, folder, today) for scenario in all_scenarios()}
    (folder / "index.json").write_text(json.dumps(index, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(index)} cassettes recorded in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*(Path(argument) for argument in sys.argv[1:2])))
