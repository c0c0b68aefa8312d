"""Binding one's own functions: what can be called as the checks will call it, and what cannot."""

import asyncio
import re
from functools import partial

import pytest

from pytest_leads import Integration, UsageError
from pytest_leads.contract.integration import SIGNATURES


def two(lead_id, fields): ...


def with_default(lead_id, fields, *, notify=False): ...


def anything(*args, **kwargs): ...


def three(tenant, lead_id, fields): ...


class Crm:
    def update(self, lead_id, fields): ...

    @staticmethod
    def static(lead_id, fields): ...

    @classmethod
    def of_class(cls, lead_id, fields): ...

    def __call__(self, lead_id, fields): ...


async def later(lead_id, fields): ...


async def in_parts(lead_id, fields):
    yield lead_id, fields


def one(fields): ...


def by_name(*, lead_id, fields): ...


def with_token(lead_id, fields, *, token): ...


FITTING = {
    "function": two,
    "default": with_default,
    "anything": anything,
    "partial": partial(three, "in"),
    "method": Crm().update,
    "static": Crm.static,
    "class method": Crm.of_class,
    "callable object": Crm(),
    "lambda": lambda lead, changes: (lead, changes),
    "coroutine function": later,
    "async generator function": in_parts,
    "class": complex,
    "builtin without a signature": max,
}


@pytest.mark.parametrize("member", FITTING.values(), ids=FITTING)
def test_a_callable_that_takes_the_arguments_is_bound(member):
    integration = Integration(update=member)
    assert integration.binds("update")
    assert not integration.binds("update", "save")


UNFITTING = {
    "too few": (one, "too many positional arguments"),
    "too many": (three, "missing a required argument: 'fields'"),
    "no self": (Crm.update, "missing a required argument: 'fields'"),
    "by name only": (by_name, "too many positional arguments"),
    "one more by name": (with_token, "missing a required (keyword-only )?argument: 'token'"),
}


@pytest.mark.parametrize(("member", "why"), UNFITTING.values(), ids=UNFITTING)
def test_a_callable_that_does_not_is_refused_with_a_way_out(member, why):
    called = r"Integration\(update=\.\.\.\): the checks call update\(lead_id, fields\), and .* cannot be called so"
    with pytest.raises(UsageError, match=rf"^{called}: {why}\. Wrap it: update=lambda lead_id, fields: \.\.\.$"):
        Integration(update=member)


@pytest.mark.parametrize("value", ["crm.update", 3, {}])
def test_what_is_no_callable_is_refused(value):
    told = re.escape(f"Integration(save={value!r}): a callable is needed; the checks call save(fields)")
    with pytest.raises(UsageError, match=told):
        Integration(save=value)


@pytest.mark.parametrize("name", SIGNATURES)
def test_every_member_is_checked_and_optional(name):
    assert not Integration().binds(name)
    assert Integration(**{name: anything}).binds(name)
    with pytest.raises(UsageError, match=rf"the checks call {name}\("):
        Integration(**{name: lambda: None})


def test_members_are_bound_by_name_and_for_good():
    with pytest.raises(TypeError):
        Integration(two)
    with pytest.raises(AttributeError):
        Integration().update = two


def test_an_integration_remembers_the_loop_that_it_was_made_in():
    async def made():
        return Integration(update=later), asyncio.get_running_loop()

    integration, loop = asyncio.run(made())
    assert integration.home is loop
    assert Integration(update=later).home is None
    assert integration == Integration(update=later)
    assert "home" not in repr(integration)
