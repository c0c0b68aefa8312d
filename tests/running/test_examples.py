"""The examples in other languages: one of each pair is caught, the other is clean."""

import importlib.util
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
SPEC = importlib.util.spec_from_file_location("other_languages", EXAMPLES / "other_languages" / "run.py")
other_languages = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(other_languages)


@pytest.mark.parametrize("pair", other_languages.PAIRS, ids=lambda pair: pair.folder)
def test_of_a_pair_one_is_caught_and_one_is_clean(pair, monkeypatch):
    monkeypatch.setattr(other_languages, "installed", lambda folder: f"npm ci was not run in {folder}")
    if why := other_languages.missing(pair):
        pytest.skip(why)
    for twin, expected in zip(other_languages.TWINS, ("caught", "clean"), strict=True):
        word, said = other_languages.judge(pair, twin)
        assert word == expected, said


def test_what_cannot_be_run_here_is_named_and_fails_nothing(monkeypatch, capsys):
    monkeypatch.setattr(other_languages.shutil, "which", lambda _: None)
    assert other_languages.main() == 0
    assert capsys.readouterr().out.count("not run: node is not installed") == 2


def test_the_workflow_to_paste_is_yaml_whose_options_there_are():
    import yaml

    from pytest_leads.cli import _parser

    steps = yaml.safe_load((EXAMPLES / "github-workflow.yml").read_text("utf-8"))["jobs"]["leads"]["steps"]
    [command] = [step["run"] for step in steps if "pytest-leads run" in step.get("run", "")]
    options = _parser().parse_args(command.split()[1:])
    assert (options.program[-2:], len(options.report)) == (["npm", "test"], 3)
