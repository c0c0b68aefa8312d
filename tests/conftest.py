"""Makes every run of these tests the same, on a desk and in CI."""

import os

import pytest
from hypothesis import settings

#: What pytest, Hypothesis and the plugin itself take as a sign that they run in CI; tests that are about it set it.
for sign in ("CI", "BUILD_NUMBER", "GITHUB_ACTIONS", "GITHUB_WORKSPACE", "GITHUB_STEP_SUMMARY", "TF_BUILD"):
    os.environ.pop(sign, None)

# Hypothesis has another profile in CI, which suppresses a health check.
settings.register_profile("tests", derandomize=True, database=None, suppress_health_check=())
settings.load_profile("tests")


@pytest.fixture(autouse=pytest.version_tuple < (9,))
def quick_inner_runs(request, monkeypatch):
    """Before 9, pytest ends inner runs, too, by collecting garbage five times, which takes longer than the run."""
    if "pytester" in request.fixturenames:
        request.getfixturevalue("pytester")  # it takes the variable away
        monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:unraisableexception")
