"""Ten thousand findings: time and memory."""

import tracemalloc
from dataclasses import replace
from time import process_time

import pytest

from pytest_leads.reports.github import write_annotations
from pytest_leads.reports.tally import Tally
from pytest_leads.reports.targets import WRITERS

from .conftest import exchange, finding, reported

FINDINGS = 10_000
MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def many():
    """Findings of as many lines in a thousand tests, in exchanges of an ordinary size."""
    tally = Tally()
    answer = {"remarks": [{"field": f"fields.f{n}", "status": "IGNORED", "remark": "is invalid"} for n in range(3)]}
    fields = {"name": "Asha Rao", "phone": "+919812345670", "email": "asha@shop.example", "city": "Pune"}
    sent = [exchange("", {"fields": fields}, answer, 201, number=n + 1) for n in range(10)]
    for test in range(FINDINGS // 10):
        name = f"tests/test_shop.py::test_{test}"
        tally.count(name, sent)
        if not test:
            rows = tally.add(name, [finding(s, "request.body.fields.phone") for s in sent], 10)
        else:
            tally.rows += [_at(row, name, line) for line, row in enumerate(rows, start=test * 10)]
    return reported(tally)


def _at(row, test, line):
    return replace(row, test=test, detail=replace(row.detail, origin=replace(row.detail.origin, line=line)))


@pytest.mark.parametrize("write", [*WRITERS.values(), write_annotations])
def test_ten_thousand_findings_take_less_than_five_seconds_and_fifty_megabytes(many, write, tmp_path):
    begun = process_time()
    with (tmp_path / "report").open("w", encoding="utf-8") as file:
        file.writelines(write(many))
    took = process_time() - begun
    size = (tmp_path / "report").stat().st_size / MEGABYTE
    tracemalloc.start()
    for _ in write(many):
        pass
    peak = tracemalloc.get_traced_memory()[1] / MEGABYTE
    tracemalloc.stop()
    print(f"{write.__name__}: {took:.2f} s, {peak:.1f} MiB, {size:.1f} MiB written")  # noqa: T201  # figures, shown by -s
    assert took < 5
    assert peak < 50
    assert size < 50
