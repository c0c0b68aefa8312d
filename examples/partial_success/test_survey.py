import pytest

from . import falls_into, repaired


@pytest.mark.parametrize("survey", [falls_into, repaired])
def test_a_finished_survey_becomes_a_lead(survey):
    assert survey.submit("Ravi Menon", "+919812345671", score=9)
