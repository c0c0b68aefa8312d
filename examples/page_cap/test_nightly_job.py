import pytest

from . import falls_into, repaired


@pytest.mark.parametrize("nightly_job", [falls_into, repaired])
def test_the_file_has_the_columns_that_finance_reads(nightly_job):
    signups = [{"name": f"Guest {n}", "phone": f"+9198123{n:05}"} for n in range(120)]
    file = nightly_job.run(signups)
    assert file.startswith("name,phone")
