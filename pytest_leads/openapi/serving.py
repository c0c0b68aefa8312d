"""A Schemathesis schema of a server that speaks the Leads API."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pytest_leads.errors import UsageError
from pytest_leads.openapi.document import description
from pytest_leads.operations import HOSTS, SYNC_BASE

if TYPE_CHECKING:
    from schemathesis.generation.case import Case
    from schemathesis.specs.openapi.schemas import OpenApiSchema

PIP = "pip install 'pytest-leads[schemathesis]'"


def schema(  # noqa: PLR0913  # each is a fact of the server
    *,
    base_url: str | None = None,
    app: Any = None,
    token: str,
    async_token: str | None = None,
    enterprise: str | None = None,
    base_path: str = SYNC_BASE,
    identifier: str = "phone",
) -> OpenApiSchema:
    """The description of the Leads API as a Schemathesis schema that is played on a server.

    The server is at ``base_url``, without ``base_path``, or is the ASGI application ``app``. ``token`` is sent
    with every call; ``async_token`` with those of the Async API, by default the same. ``enterprise`` is the enterprise
    id to use, by default any. Your own ``schemathesis.toml`` is heeded.

    Raises:
        UsageError: Schemathesis is not installed; there is no server, or two; it is a real host of the API; a token or
            a name cannot be one.
    """
    if (base_url is None) == (app is None):
        raise UsageError("pytest_leads.openapi.schema: a server is needed, either base_url= or app=")
    bearer = _bearer(_secret("token", token), _secret("async_token", token if async_token is None else async_token))
    loaded = _load(description(base_path=base_path, identifier=identifier, enterprise=enterprise))
    if app is not None:
        loaded.app = app
    if base_url is not None:
        loaded.config.update(base_url=_checked(base_url, base_path))
    # Literals of an application's source would be sent as phone numbers and e-mail addresses.
    loaded.config.analysis.constants.enabled = False
    loaded.auth(refresh_interval=None)(bearer)
    return loaded


def require(by: str) -> None:
    """See that Schemathesis is there; ``by`` is what needs it.

    Raises:
        UsageError: it is not installed.
    """
    from importlib.util import find_spec

    if find_spec("schemathesis") is None:
        raise UsageError(f"{by} needs Schemathesis, which is not installed; it comes with\n  {PIP}")


def _load(document: dict[str, Any]) -> OpenApiSchema:
    require("pytest_leads.openapi.schema")
    import schemathesis

    from pytest_leads.openapi.exemptions import exempt
    from pytest_leads.openapi.formats import register

    register()
    loaded: OpenApiSchema = schemathesis.openapi.from_dict(document)
    exempt(loaded)
    return loaded


def _checked(base_url: Any, base_path: str) -> str:
    wrong = f"base_url = {base_url!r}: an address such as http://127.0.0.1:8080 is needed"
    try:
        parts = urlsplit(base_url)
        is_address = isinstance(base_url, str) and parts.scheme in {"http", "https"} and parts.port != 0
    except (ValueError, AttributeError) as error:
        raise UsageError(wrong) from error
    if not is_address or not parts.hostname:
        raise UsageError(wrong)
    if parts.hostname.rstrip(".") in HOSTS:
        raise UsageError(
            f"base_url = {base_url!r}: {parts.hostname} is a real host of the Leads API. Schemathesis creates and "
            "changes leads by the thousand, so it is never played there; give it a façade, a sandbox or a simulator."
        )
    return str(base_url).rstrip("/").removesuffix(base_path)


def _secret(name: str, token: Any) -> str:
    """A token that can stand in a header."""
    if not isinstance(token, str):
        raise UsageError(f"{name} = {token!r}: the text of a token is needed")
    if not re.fullmatch(r"[!-~]+", token):
        raise UsageError(f"{name}: a token is ASCII text without blanks or line ends; is one left from a file?")
    return token


def _bearer(token: str, async_token: str) -> type[Any]:
    """What Schemathesis asks for the token of a call."""

    class Bearer:
        def get(self, case: Case, _: Any) -> str:
            return async_token if case.path.endswith("/autoupdatelead") else token

        def set(self, case: Case, data: str, _: Any) -> None:
            case.headers["Authorization"] = f"Bearer {data}"

    return Bearer
