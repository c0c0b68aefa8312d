"""``pytest-leads audit``: the rules of the pitfalls, on traffic that anything has recorded."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_leads.cli.output import add_paths, as_json, indented, others_text, status_of
from pytest_leads.words import number

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection, Sequence

    from pytest_leads.audit import Finding, Pitfall
    from pytest_leads.journal import Exchange
    from pytest_leads.recordings import Cassette
    from pytest_leads.recordings.reading import Reading
    from pytest_leads.reports.begun import Begun
    from pytest_leads.reports.targets import Target
    from pytest_leads.workspace.profile import Profile

HELP = "say which pitfalls recorded traffic falls into"
DESCRIPTION = """\
Judges vcrpy cassettes (YAML, JSON) and HAR files by the rules of the seven pitfalls, whichever client or language made
them. Each file is judged by itself. A status label is judged only where the labels are known: from a recorded
GET /lead-stage-pipeline, or from --workspace.

Exit status: 0 nothing found, or warnings alone; 1 errors found; 2 a file could not be read or judged, or none of them
holds traffic with the Leads API (whatever was found in the others is printed all the same)."""

#: Rules speak of a fixture, which a recording has not.
_IN_WORDS_OF_THE_COMMAND = (
    ("override the fixture leads_workspace_config, with", "name a file by --workspace, with"),
    ("say so in leads_workspace_config", "name a file that says so: --workspace FILE"),
)
_STEP = re.compile(r"[.\[\]]+")


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one file: ``exchanges`` with the Leads API, findings, what was left out, and an ``error``.

    ``exchanges`` is ``None`` for what is no recording at all; ``judged`` are the exchanges themselves.
    """

    path: Path
    exchanges: int | None = None
    findings: tuple[Finding, ...] = ()
    skipped: tuple[str, ...] = ()
    error: str = ""
    judged: tuple[Exchange, ...] = ()

    def count(self, level: str) -> int:
        """Findings of this level."""
        return sum(finding.level == level for finding in self.findings)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the subcommand."""
    import argparse

    parser = commands.add_parser(
        "audit", help=HELP, description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_paths(parser, "sarif", "markdown", "html", "github")
    parser.add_argument(
        "--report",
        metavar="PATH",
        action="append",
        default=[],
        help="write a report; its form is told by the ending: .html, .json, .md, .sarif; repeatable",
    )
    parser.add_argument("--allow", metavar="ID", action="append", default=[], help="a pitfall to let pass; repeatable")
    parser.add_argument("--workspace", metavar="FILE", help="JSON or TOML file of the workspace that was talked to")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> tuple[str, int]:
    """Judge every file; the report and the exit status.

    Raises:
        UsageError: ``--allow`` names no pitfall, the workspace file cannot be used, or no report can be written there.
    """
    from pytest_leads.audit.auditor import check_ids
    from pytest_leads.pitfalls import all_pitfalls
    from pytest_leads.recordings.reading import read_all
    from pytest_leads.reports.begun import Begun
    from pytest_leads.reports.targets import targets

    pitfalls, begun = all_pitfalls(), Begun.now()
    check_ids(options.allow, pitfalls)
    profile = _profile(options.workspace)
    to = targets(options.report, Path.cwd(), given_by="--report")
    judged = [_judge(reading, profile, pitfalls, options.allow) for reading in read_all(options.paths)]
    text, is_told = _told(judged, pitfalls, options.format, to, begun)
    found = any(file.count("error") for file in judged)
    unusable = any(file.error for file in judged) or not _total(judged) or not is_told
    return text, status_of(found=found, unusable=unusable)


def _told(
    judged: Sequence[Judged], pitfalls: Sequence[Pitfall], form: str, to: Sequence[Target], begun: Begun
) -> tuple[str, bool]:
    """What is printed, and whether the reports could be written."""
    from pytest_leads.cli.audit_report import PRINTED, annotated, report_on, written

    report = report_on(judged, begun)
    if form in PRINTED:
        text = "".join(PRINTED[form](report))
    else:
        text = _json(judged, pitfalls) if form == "json" else annotated(_text(judged, pitfalls), report)
    return text, written(report, to)


def _profile(file: str | None) -> Profile:
    from pytest_leads.workspace import Workspace
    from pytest_leads.workspace.profile import Profile

    return Workspace.from_file(file).profile if file else Profile()


def _judge(reading: Reading, profile: Profile, pitfalls: Sequence[Pitfall], allow: Collection[str]) -> Judged:
    from pytest_leads.audit import audit

    if reading.cassette is None:
        return Judged(reading.path, error=reading.error)
    exchanges = [exchange for exchange in reading.cassette.exchanges if exchange.route]
    findings = audit(exchanges, profile, pitfalls, allow=allow)
    skipped, error = _left_out(reading.cassette, len(exchanges))
    skipped = (*skipped, *_without_labels(exchanges, profile))
    told = tuple(map(_in_words_of_the_command, findings))
    return Judged(reading.path, len(exchanges), told, skipped, error, tuple(exchanges))


def _left_out(cassette: Cassette, exchanges: int) -> tuple[tuple[str, ...], str]:
    """What of a recording could not be judged; it is an error if that is all of it."""
    from pytest_leads.recordings.gaps import gaps

    unread = [text for _, text in gaps(cassette)]
    skipped = (*cassette.skipped, *unread)
    nothing = len(unread) == exchanges
    return skipped, f"{cassette.path}: nothing in it could be judged: {skipped[0]}" if skipped and nothing else ""


def _without_labels(exchanges: Sequence[Exchange], profile: Profile) -> list[str]:
    """What is said of status labels that stand in the traffic of a workspace whose labels are not known."""
    from pytest_leads.audit.reading import member
    from pytest_leads.audit.terms import told_by

    if told_by(exchanges, profile).statuses:
        return []
    count = sum("status" in member(exchange.sent(), "fields") for exchange in exchanges)
    how = "no GET /lead-stage-pipeline is in the recording; name your workspace by --workspace FILE"
    return [f"status labels in {number(count, 'exchange')}: {how}"] if count else []


def _in_words_of_the_command(finding: Finding) -> Finding:
    advice = finding.advice
    for words, ours in _IN_WORDS_OF_THE_COMMAND:
        advice = advice.replace(words, ours)
    return replace(finding, advice=advice)


def _total(judged: Sequence[Judged]) -> int:
    return sum(file.exchanges or 0 for file in judged)


def _text(judged: Sequence[Judged], pitfalls: Sequence[Pitfall]) -> str:
    lines = [line for file in judged if file.error or file.exchanges is not None for line in _of_file(file, pitfalls)]
    lines += others_text(judged)
    return "\n".join([*lines, _summary(judged)]) + "\n"


def _of_file(file: Judged, pitfalls: Sequence[Pitfall]) -> list[str]:
    from pytest_leads.audit.text import describe_all

    if file.exchanges is None:
        return [f"error: {file.error}"]
    lines = [f"{file.path}: {number(file.exchanges, 'exchange')} with the Leads API{_counts(file)}"]
    lines += [f"error: {file.error}"] if file.error else []
    lines += indented(f"not judged: {text}" for text in file.skipped)
    for text in describe_all(file.findings, pitfalls, of=file.exchanges, on_purpose=_permission):
        lines += ["", *text.split("\n")]
    return [*lines, ""] if file.findings else lines


def _permission(finding: Finding) -> str:
    return f"pytest-leads audit --allow {finding.pitfall} ..."


def _counts(file: Judged) -> str:
    if not file.findings:
        return ", nothing found" if file.exchanges else ""
    return f", {number(file.count('error'), 'error')}, {number(file.count('warning'), 'warning')}"


def _summary(judged: Sequence[Judged]) -> str:
    read = sum(file.exchanges is not None for file in judged)
    errors, warnings = (sum(file.count(level) for file in judged) for level in ("error", "warning"))
    unusable = sum(bool(file.error) for file in judged)
    found = f"{number(errors, 'error')}, {number(warnings, 'warning')}"
    if not _total(judged):
        found = "nothing to judge, for none of it is with a documented path of the Leads API"
    rest = f"; {number(unusable, 'file')} could not be read or judged" if unusable else ""
    return f"{number(read, 'file')} read, {number(_total(judged), 'exchange')} with the Leads API: {found}{rest}"


def _json(judged: Sequence[Judged], pitfalls: Sequence[Pitfall]) -> str:
    known = {pitfall.id: pitfall for pitfall in pitfalls}
    files = [
        {
            "file": str(file.path),
            "exchanges": file.exchanges,
            "findings": [_finding(finding, known[finding.pitfall]) for finding in file.findings],
            "skipped": list(file.skipped),
        }
        for file in judged
        if file.exchanges is not None
    ]
    return as_json(judged, files)


def _finding(finding: Finding, pitfall: Pitfall) -> dict[str, Any]:
    from pytest_leads.audit.text import sentence

    exchange = finding.exchange
    return {
        "pitfall": pitfall.id,
        "code": pitfall.code,
        "rule": finding.rule,
        "level": finding.level,
        "exchange": {
            "number": exchange.number,
            "place": exchange.test.rpartition(": ")[2],
            "method": exchange.request.method,
            "path": exchange.request.path,
            "status": exchange.response.status,
        },
        "path": finding.path,
        "value": _masked(finding.path, finding.value),
        "seen": sentence(finding),
        "fix": pitfall.fix,
        "advice": finding.advice,
    }


def _masked(path: str, value: Any) -> Any:
    """The value that stands at a path, without the secrets in it."""
    from pytest_leads import masking

    if any(map(masking.is_secret, _STEP.split(path))):
        return masking.MASK
    if isinstance(value, str):
        return masking.prose(value)
    if not isinstance(value, dict | list):
        return value
    try:
        return json.loads(masking.body(json.dumps(value)))
    except (ValueError, RecursionError):
        return masking.MASK
