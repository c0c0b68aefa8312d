"""The Leads API behind the façades is the simulator, in a workspace that knows its tokens."""

import pytest


@pytest.fixture
def naive_mock():
    """The hand-written mock of the other examples does not answer here."""


@pytest.fixture(scope="session")
def leads_workspace_config():
    return {"tokens": {"sync": ["sync-token"], "async": ["async-token"]}}
