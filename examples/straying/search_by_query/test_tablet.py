import pytest

from . import falls_into, repaired


@pytest.mark.parametrize("tablet", [falls_into, repaired])
def test_a_stranger_is_welcome(tablet):
    assert tablet.greeting("919812345678") == "Welcome!"
