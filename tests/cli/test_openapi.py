"""``pytest-leads openapi``."""

import pytest
import yaml

from pytest_leads.openapi import description


def test_it_prints_the_description(run):
    said = run("openapi")
    assert (said.status, said.err) == (0, "")
    assert said.json == description()


def test_it_prints_yaml_that_says_the_same(run):
    said = run("openapi", "--format", "yaml")
    assert yaml.safe_load(said.out) == description()
    assert said.out.isascii()


def test_a_facade_has_its_own_base_path_and_its_own_identifier(run):
    said = run("openapi", "--base-path", "/crm", "--identifier", "email")
    assert said.json == description(base_path="/crm", identifier="email")
    assert "/crm/enterprise/{enterpriseId}/lead" in said.json["paths"]


def test_an_enterprise_is_the_only_one(run):
    said = run("openapi", "--enterprise", "e1")
    assert said.json == description(enterprise="e1")
    for path in said.json["paths"].values():
        assert path["parameters"][0]["name"] == "enterpriseId"
        assert path["parameters"][0]["schema"] == {"type": "string", "enum": ["e1"]}
        assert path["parameters"][0]["example"] == "e1"


@pytest.mark.parametrize("option", ["--enterprise", "--identifier"])
@pytest.mark.parametrize("value", ["", "a b"])
def test_a_name_that_is_none_is_an_error(run, option, value):
    said = run("openapi", option, value)
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith(f"pytest-leads openapi: {option.removeprefix('--')} = {value!r}: ")


@pytest.mark.parametrize("path", ["crm", "/crm/", "/", "/a b", "/{x}", "/a?b"])
def test_a_base_path_that_is_none_is_an_error_that_shows_a_right_one(run, path):
    said = run("openapi", "--base-path", path)
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith(f"pytest-leads openapi: base_path = {path!r}: a path such as '/autoupdate/v2' is needed")


def test_its_help_explains_its_exit_status(run, capsys):
    with pytest.raises(SystemExit) as caught:
        run("openapi", "--help")
    assert caught.value.code == 0
    assert "Exit status:" in capsys.readouterr().out
