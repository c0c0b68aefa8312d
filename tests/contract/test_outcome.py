"""One call of a member: all that its caller or an operator could see of it is kept, and nothing is changed."""

import asyncio
import logging
import warnings
from collections import OrderedDict

import pytest

from pytest_leads.contract.outcome import Loop, Outcome, invoke


@pytest.fixture
def loop():
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture
def call(loop):
    """Calls a function as a member."""
    return lambda function, *arguments: invoke("update", function, arguments, loop, lambda: 0)


def raising(error):
    def member():
        raise error

    return member


# The value


async def coroutine():
    await asyncio.sleep(0)
    return [1, 2]


async def async_generator():
    for number in (1, 2):
        yield number


async def coroutine_of_an_async_generator():
    return async_generator()


def generator():
    yield from (1, 2)


@pytest.mark.parametrize(
    "member",
    [coroutine, async_generator, coroutine_of_an_async_generator, generator, lambda: [1, 2], lambda: iter([1, 2])],
)
def test_the_value_is_what_a_caller_has_in_the_end(call, member):
    outcome = call(member)
    assert (outcome.value, outcome.error) == ([1, 2], None)


@pytest.mark.parametrize("value", [{"a": 1}, "text", b"bytes", range(3), (1, 2), {1}, OrderedDict(a=1), None])
def test_what_can_be_read_again_and_again_is_left_as_it_is(call, value):
    assert call(lambda: value).value is value


def test_an_object_that_sends_requests_while_it_is_read_is_read(loop):
    sent = []

    class Pages:
        def __iter__(self):
            sent.append(1)
            return iter(["a", "b"])

    assert invoke("search", Pages, (), loop, lambda: len(sent)).value == ["a", "b"]


# The error


@pytest.mark.parametrize("error", [ValueError("no"), SystemExit(2), AssertionError(), ExceptionGroup("g", [OSError()])])
def test_what_it_raises_is_kept(call, error):
    outcome = call(raising(error))
    assert outcome.error is error
    assert outcome.value is None


def test_what_a_generator_raises_half_way_is_kept(call):
    def member():
        yield 1
        raise LookupError

    assert isinstance(call(member).error, LookupError)


def test_what_a_coroutine_raises_is_kept_and_the_next_one_still_runs(call):
    async def member():
        raise SystemExit(1)

    assert isinstance(call(member).error, SystemExit)
    assert call(coroutine).value == [1, 2]


def test_an_interruption_is_nobodys_outcome(call):
    with pytest.raises(KeyboardInterrupt):
        call(raising(KeyboardInterrupt()))


# The event loop


async def where():
    return asyncio.get_running_loop()


def test_all_async_members_run_in_one_loop(call):
    assert call(where).value is call(where).value


def test_a_loop_of_ones_own_is_used_as_long_as_it_is_open(loop):
    home = asyncio.new_event_loop()
    assert loop.of(home).run(where()) is home
    home.close()
    assert loop.of(home) is loop
    assert loop.of(None) is loop


def test_a_sync_member_may_start_a_loop_itself(call):
    assert call(lambda: asyncio.run(coroutine())).value == [1, 2]


def test_a_loop_may_be_closed_twice_and_unused():
    loop = Loop()
    loop.close()
    loop.run(coroutine())
    loop.close()
    loop.close()


# Warnings and logs


@pytest.mark.parametrize("action", ["error", "ignore", "once"])
def test_warnings_are_kept_whatever_the_filters_say(call, action):
    def member():
        warnings.warn("one", stacklevel=1)
        warnings.warn("two", DeprecationWarning, stacklevel=1)
        return "done"

    with warnings.catch_warnings():
        warnings.simplefilter(action)
        before = list(warnings.filters)
        for _ in range(2):
            outcome = call(member)
            assert [str(warning.message) for warning in outcome.warnings] == ["one", "two"]
            assert outcome.value == "done"
        assert list(warnings.filters) == before


@pytest.mark.parametrize("propagate", [True, False])
@pytest.mark.parametrize("name", ["tests.contract.outcome", "tests.contract.outcome.child"])
def test_logs_from_warning_on_are_kept_of_any_logger(call, name, propagate):
    logger = logging.getLogger(name)
    logger.propagate = propagate

    def member():
        logger.info("unheard")
        logger.warning("lost %s", "rating")
        logger.error("gone")

    try:
        assert [record.getMessage() for record in call(member).logs] == ["lost rating", "gone"]
        assert not logger.handlers
    finally:
        logger.propagate = True


def test_no_handler_stays_behind(call):
    before = list(logging.getLogger().handlers)
    call(raising(ValueError()))
    assert logging.getLogger().handlers == before


def said(text, *arguments, args=()):
    """What is compared of a member that logs ``text``."""
    record = logging.makeLogRecord({"name": "crm", "msg": text, "args": args, "levelno": logging.WARNING})
    return Outcome("update", arguments, logs=[record]).said


def test_a_record_whose_arguments_do_not_fit_is_kept():
    assert said("lost %d", args=("rating",)) == {("crm", "lost d")}


def test_what_is_said_is_compared_without_values_and_numbers():
    first = said("lead 64f1a2b3c4d5e6f708192a3b (Asha) took 12 ms", {"name": "Asha"})
    assert first == said("lead 603d2b2f9b1e8a001c8e4f5c (Ravi) took 7 ms", {"name": "Ravi"})
    assert first != said("lead 64f1a2b3c4d5e6f708192a3b (Asha) lost a field", {"name": "Asha"})


# The arguments


def test_the_member_gets_copies(call):
    fields, actions = {"tags": ["VIP"]}, [{"type": "PAYMENT"}]

    def member(given, more):
        given["tags"].append("Returning")
        given.clear()
        more[0].clear()

    outcome = call(member, fields, actions)
    assert outcome.error is None
    assert outcome.arguments == ({"tags": ["VIP"]}, [{"type": "PAYMENT"}])
    assert outcome.arguments[0] is fields
