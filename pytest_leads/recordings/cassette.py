"""A recording as a value: interactions in the order in which they were recorded, whatever the file's format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pytest_leads import masking
from pytest_leads.errors import UsageError
from pytest_leads.journal import Exchange, Journal
from pytest_leads.operations import DASHBOARD_HOST, HOSTS, locate

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from pytest_leads.wire import Request, Response

#: The dashboard's host serves pages beside the API: only what is below these is the API's.
_API_BELOW = ("/autoupdate/", "/enterprise/")


class RecordingError(UsageError):
    """A file that cannot be read as a recording; the message names the file, the place and what stands there."""


class NoRecordingError(RecordingError):
    """A file that is well-formed, and nothing in it looks like a recording."""


@dataclass(frozen=True, slots=True)
class Interaction:
    """One recorded request and its response; ``place`` is where it stands in the file (``interactions[3]``)."""

    request: Request
    response: Response
    place: str = ""


@dataclass(frozen=True, slots=True)
class Cassette:
    """A recording.

    ``recorded_on`` is the day, where the file tells it; ``skipped`` says of each entry for the Leads API that got no
    response, so that nothing can be said of it.
    """

    path: Path
    interactions: tuple[Interaction, ...]
    recorded_on: date | None = None
    skipped: tuple[str, ...] = ()

    @property
    def of_the_api(self) -> list[Interaction]:
        """The interactions with the Leads API."""
        return [interaction for interaction in self.interactions if is_of_the_api(interaction.request)]

    @property
    def exchanges(self) -> list[Exchange]:
        """The same as exchanges, numbered in their order; ``test`` says where each stands."""
        return [
            Exchange(number, interaction.request, interaction.response, test=f"{self.path}: {interaction.place}")
            for number, interaction in enumerate(self.of_the_api, start=1)
        ]

    def journal(self) -> Journal:
        """The same as a journal."""
        return Journal(self.exchanges)


def check_url(path: Path, url: str, place: str) -> None:
    """Refuse what is no URL.

    Raises:
        RecordingError: names the file, the place and the URL.
    """
    try:
        _ = urlsplit(url).hostname
    except ValueError as error:
        raise RecordingError(f"{path}: {place} = {masking.url(url)!r}: {error}") from None


def is_of_the_api(request: Request) -> bool:
    """Whether a request is meant for the Leads API; a browser's own question before it (``OPTIONS``) is none."""
    if request.method == "OPTIONS":
        return False
    if locate(request.host, request.path) is not None:
        return True
    return request.host in HOSTS and (request.host != DASHBOARD_HOST or request.path.startswith(_API_BELOW))
