"""What pyproject, tox and the wheel say of each other."""

import configparser
import os
import tomllib
from importlib.metadata import entry_points, metadata
from pathlib import Path

import pytest_leads

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
TOX = configparser.ConfigParser(interpolation=None)
TOX.read_string((ROOT / "tox.ini").read_text("utf-8"))


def test_tox_and_pyproject_know_the_same_python_versions():
    classifiers = PROJECT["project"]["classifiers"]
    named = {c.rpartition(" ")[2] for c in classifiers if c.startswith("Programming Language :: Python :: 3.")}
    listed = TOX["tox"]["env_list"].partition("py{")[2].partition("}")[0].split(",")
    assert {f"{env[0]}.{env[1:]}" for env in listed} == named


def test_the_lowest_lane_pins_every_promised_floor():
    pinned = dict(line.split("==") for line in TOX["testenv:lowest"]["deps"].split() if "==" in line)
    for requirement in PROJECT["project"]["dependencies"]:
        name, floor = requirement.split(">=")
        assert pinned[name].startswith(floor), requirement


def test_pytest_finds_the_plugin_under_the_name_leads():
    [entry] = [e for e in entry_points(group="pytest11") if e.value.startswith("pytest_leads")]
    assert (entry.name, entry.value) == ("leads", "pytest_leads.plugin")


def test_the_package_is_typed_and_says_that_it_is_a_pytest_plugin():
    assert (Path(pytest_leads.__file__).parent / "py.typed").is_file()
    assert "Framework :: Pytest" in metadata("pytest-leads").get_all("Classifier")


def test_what_is_loaded_into_programs_under_test_is_in_the_package():
    running = Path(pytest_leads.__file__).parent / "running"
    assert (running / "preload.cjs").is_file()
    assert [path.name for path in (running / "python").iterdir() if path.is_file()] == ["sitecustomize.py"]


def test_the_package_brings_what_its_page_is_made_of_and_the_schema_of_its_reports():
    reports = Path(pytest_leads.__file__).parent / "reports"
    assert {file.name for file in reports.iterdir() if file.suffix not in {".py", ""}} == {
        "page.css",
        "page.js",
        "report.schema.json",
    }


def test_under_tox_it_is_the_built_wheel_that_is_tested():
    from_checkout = Path(pytest_leads.__file__).is_relative_to(ROOT / "pytest_leads")
    assert from_checkout is ("PYTEST_LEADS_FROM_WHEEL" not in os.environ)
