"""A served workspace, and a caller of its control API."""

import http.client
import json
from contextlib import closing
from dataclasses import dataclass

import pytest

from pytest_leads.serving import serve
from pytest_leads.session.blueprint import Blueprint


@dataclass
class Said:
    status: int
    body: dict

    @property
    def message(self):
        return self.body["error"]["message"]


class Caller:
    """Speaks to a served workspace as any program does."""

    def __init__(self, served):
        self.served = served

    def send(self, method, url, body=None, **headers):
        content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        given = {"Content-Type": "application/json", "Authorization": "Bearer s3cr3t"}
        headers = given | {name.replace("_", "-"): value for name, value in headers.items()}
        origin, target = self.served.url, url.removeprefix(self.served.url)
        with closing(http.client.HTTPConnection(origin.partition("//")[2], timeout=10)) as connection:
            connection.request(method, target, content, headers)
            answer = connection.getresponse()
            return Said(answer.status, json.load(answer))

    def control(self, method, path, body=None, **headers):
        return self.send(method, self.served.control_url + path, body, **headers)

    def create(self, **fields):
        url = f"{self.served.sync_url}/enterprise/{self.served.enterprise_id}/lead"
        return self.send("POST", url, {"fields": {"phone": "9876543210", **fields}})

    def queue(self, **fields):
        url = f"{self.served.async_url}/enterprise/{self.served.enterprise_id}/autoupdatelead"
        return self.send("POST", url, {"fields": {"phone": "9876543210", **fields}})


@pytest.fixture
def call():
    with serve() as served:
        yield Caller(served)


@pytest.fixture
def call_with(request):
    """Serve a workspace of this configuration."""

    def called(config=None, **how):
        context = serve(Blueprint(config), **how)
        request.addfinalizer(lambda: context.__exit__(None, None, None))
        return Caller(context.__enter__())

    return called
