"""What a program finds in its environment."""

import json
import os
from itertools import count

import pytest

from pytest_leads.errors import UsageError
from pytest_leads.running.environment import NAMES, PRELOAD, SITECUSTOMIZE, environment, left_alone, templates
from pytest_leads.serving import serve


@pytest.fixture(scope="module")
def served():
    with serve() as opened:
        yield opened


@pytest.fixture
def made(served, tmp_path):
    folders = (tmp_path / str(number) for number in count())

    def made(inherited=(), asked=()):
        folder = next(folders)
        folder.mkdir()
        return environment(dict(inherited), served, dict(asked), folder / "notes")

    return made


def test_it_holds_the_addresses_under_names_that_integrations_use(made, served):
    found = made()
    assert found["TELECRM_BASE_URL"] == f"{served.url}/autoupdate/v2"
    assert found["TELECRM_ASYNC_URL"] == served.url
    assert (found["TELECRM_TOKEN"], found["TELECRM_ENTERPRISE_ID"]) == (served.token, served.enterprise_id)


def test_what_the_user_has_set_stays(made):
    own = dict.fromkeys(NAMES, "mine") | {"OTHER": "x"}
    assert made(own).items() >= own.items()


def test_what_is_asked_for_wins_and_is_filled_in(made, served):
    asked = templates(["TELECRM_BASE_URL={async_url}/x", 'CRM={"url": "{sync_url}"}', "EMPTY="])
    found = made({"TELECRM_BASE_URL": "mine"}, asked)
    assert found["TELECRM_BASE_URL"] == f"{served.url}/x"
    assert json.loads(found["CRM"]) == {"url": served.sync_url}
    assert found["EMPTY"] == ""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("CRM", "--env CRM: NAME=TEMPLATE is needed, such as CRM_URL={sync_url}"),
        ("=x", "--env =x: NAME=TEMPLATE is needed, such as CRM_URL={sync_url}"),
        ("CRM={sync}", "--env CRM={sync}: there is no {sync}; did you mean 'sync_url'?"),
    ],
)
def test_a_template_that_cannot_be_filled_in_is_named(text, why):
    with pytest.raises(UsageError) as caught:
        templates([text])
    assert str(caught.value) == why


def test_what_is_loaded_into_programs_stands_before_the_users_own(made):
    found = made({"NODE_OPTIONS": "--no-warnings", "PYTHONPATH": "lib"})
    assert found["NODE_OPTIONS"] == f'--require "{PRELOAD}" --no-warnings'
    assert found["PYTHONPATH"] == f"{SITECUSTOMIZE}{os.pathsep}lib"
    assert made()["PYTHONPATH"] == str(SITECUSTOMIZE)  # an empty part would be the current folder
    assert PRELOAD.is_file()
    assert [path.name for path in SITECUSTOMIZE.glob("*.py")] == ["sitecustomize.py"]


def test_no_proxy_is_asked_for_the_api_or_the_server(made):
    for name in ("NO_PROXY", "no_proxy"):
        assert made({name: "example.com"})[name].startswith("example.com,127.0.0.1,localhost,")
        assert "next.telecrm.in" in made()[name]
        assert made({name: "*"})[name] == "*"


def test_an_address_of_the_real_api_that_the_user_has_set_is_told_of():
    own = {"TELECRM_BASE_URL": "https://NEXT.telecrm.in/autoupdate/v2", "TELECRM_TOKEN": "t"}
    assert left_alone(own, {}) == ["TELECRM_BASE_URL"]
    assert left_alone(own, {"TELECRM_BASE_URL": "{sync_url}"}) == []
