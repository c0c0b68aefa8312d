"""Here the simulator answers in any case: there is no mock to step aside."""

import pytest


@pytest.fixture(autouse=True)
def naive_mock():
    """In place of the one that the other examples have."""
