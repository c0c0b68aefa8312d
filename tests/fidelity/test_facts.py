import pytest
from leads_facts.not_on_the_wire import NOT_ON_THE_WIRE
from leads_facts.sections import ROWS


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_the_simulator_holds(row):
    row.check()


def test_every_row_states_its_fact_and_its_source():
    for row in ROWS.values():
        assert row.sentence.endswith(".")
        assert row.source.startswith(("docs: ", "observed live"))


def test_every_fact_that_is_left_out_has_its_reason():
    assert all(NOT_ON_THE_WIRE.values())
