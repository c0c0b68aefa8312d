"""The statuses of the route table are those that the simulator answers with."""

import pytest
from leads_facts.sections import ROWS

from pytest_leads.doors import Handler
from pytest_leads.operations import OPERATIONS, documented_statuses, locate


@pytest.fixture(scope="module")
def answers():
    """Route, method and status of every answer that the fidelity table asks for and the documents know."""
    seen = []
    answer = Handler.__call__

    def watched(handler, request):
        given = answer(handler, request)
        seen.append((locate(request.host, request.path), request.method, given.response.status))
        return given

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Handler, "__call__", watched)
        for row in ROWS.values():
            row.check()
    return [answer for answer in seen if answer[0] is not None]


def test_the_simulator_keeps_to_the_documented_statuses(answers):
    for route, method, status in answers:
        assert status in documented_statuses(method, route), (method, route.template)


def test_every_documented_success_is_answered(answers):
    answered = {(route.template, method, status) for route, method, status in answers}
    assert {(operation.path, operation.method, operation.success) for operation in OPERATIONS} <= answered
