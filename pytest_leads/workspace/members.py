"""Team members: the team of a workspace and the calls on it.

Source: docs: team-members/*.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pytest_leads.workspace.errors import (
    INVALID_EMAIL,
    INVALID_PHONE_NUMBER,
    INVALID_ROLE,
    LIMIT_OF_MEMBERS,
    VALIDATION_FAILED,
    BadRequestError,
    BuyLicenseError,
    MemberNotFoundError,
)
from pytest_leads.workspace.field_types import is_email

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_leads.workspace.notes import Notes
    from pytest_leads.workspace.paging import Paging
    from pytest_leads.workspace.workspace import Workspace

ROLES = ("ADMIN", "MANAGER", "CALLER", "MARKETING_USER")
STATES = ("Active", "Inactive", "On Leave", "Working")
STATUSES = (*STATES, "Invited", "Deleted")
DEFAULT_LICENSE: Mapping[str, Any] = {
    "status": "ACTIVE",
    "type": "GROWTH",
    "start_date": "2024-01-01",
    "end_date": "2025-01-01",
}


@dataclass(frozen=True, slots=True)
class Member:
    """A team member; ``license`` is ``None`` when none was ever assigned."""

    name: str
    email: str
    status: str = "Active"
    phone_number: str = ""
    manager_name: str | None = None
    manager_email: str | None = None
    permission_template_name: str = "CALLER"
    license: Mapping[str, Any] | None = None


class Members:
    """The team; ``seats`` is the number of seats, ``None`` for as many as are wanted.

    ``named`` is true when the team was given and not made up.
    """

    def __init__(self, team: Iterable[Member], *, named: bool) -> None:
        self.team = tuple(team)
        self.named = named
        self.seats: int | None = None

    def find(self, email: str, *, deleted: bool = False) -> Member | None:
        """The member with this address in any case; deleted ones only when asked for."""
        found = (m for m in self.team if m.email.casefold() == email.casefold())
        return next((m for m in found if deleted or m.status != "Deleted"), None)

    def put(self, member: Member) -> None:
        """Add a member, or put another version of one in its place."""
        others = (m for m in self.team if m.email.casefold() != member.email.casefold())
        self.team = (*others, member)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Addresses of the team without deleted members, in alphabetical order."""
        return tuple(sorted(member.email for member in self.team if member.status != "Deleted"))

    @property
    def taken_seats(self) -> int:
        """Seats in use: inactive members keep theirs, deleted ones do not."""
        return sum(member.status != "Deleted" for member in self.team)


def list_members(workspace: Workspace, paging: Paging, *, deleted: bool, notes: Notes) -> dict[str, Any]:
    """A page of the team by name.

    Raises:
        BadRequestError: ``limit`` is outside 1 to 10.
    """
    skip, limit = paging.slice(LIMIT_OF_MEMBERS, 10, notes)
    team = [m for m in workspace.members.team if deleted or m.status != "Deleted"]
    team.sort(key=lambda m: (m.name, m.email))
    rows = [member_row(m) for m in team[skip : skip + limit]]
    return {"data": rows, "total_count": len(team), "skip": skip, "limit": limit}


def read_member(workspace: Workspace, email: str, *, deleted: bool) -> dict[str, Any]:
    """One member.

    Raises:
        BadRequestError: ``email`` is no address.
        MemberNotFoundError: nobody has it.
    """
    if not is_email(email):
        raise BadRequestError(INVALID_EMAIL)
    found = workspace.members.find(email, deleted=deleted)
    if found is None:
        raise MemberNotFoundError
    return member_row(found)


def create_member(workspace: Workspace, body: Mapping[str, Any], notes: Notes) -> dict[str, Any]:
    """Create a member, who is invited unless a password is given.

    Raises:
        BadRequestError: with the fields that are wrong as details.
        BuyLicenseError: no seat is free.
    """
    details = [{"field": name, "message": text} for name, text in _wrong(workspace, body, notes)]
    if details:
        raise BadRequestError(VALIDATION_FAILED, details)
    seats = workspace.members.seats
    if seats is not None and workspace.members.taken_seats >= seats:
        notes.rests_on("license_message")
        raise BuyLicenseError("No license is available: buy one, or delete a team member")
    active = bool(body.get("password"))
    phone = body["phone_number"]
    workspace.members.put(
        Member(
            body["name"],
            body["email"].strip(),
            "Active" if active else "Invited",
            phone,
            permission_template_name=body["role"],
        )
    )
    row = {name: body[name] for name in ("name", "email", "phone_number", "role")}
    return row | {"status": "Active" if active else "INVITED"}


def change_member_state(workspace: Workspace, body: Mapping[str, Any], notes: Notes) -> dict[str, Any]:
    """Set a member's availability.

    Raises:
        BadRequestError: the state or the address is not valid.
        MemberNotFoundError: nobody has the address.
    """
    state, email = body.get("state"), body.get("email")
    if not isinstance(state, str) or state not in STATES:
        notes.rests_on("state_change_wording")
        raise BadRequestError(f"Invalid state. Allowed states: {', '.join(STATES)}")
    if not isinstance(email, str) or not is_email(email):
        notes.rests_on("state_change_wording")
        raise BadRequestError(INVALID_EMAIL)
    found = workspace.members.find(email)
    if found is None:
        if notes.choose("unknown_member_state_change") == "400":
            raise BadRequestError("Team member not found")
        raise MemberNotFoundError
    workspace.members.put(replace(found, status=state))
    return {"email": found.email, "status": state}


def member_row(member: Member) -> dict[str, Any]:
    """A member as the API gives it."""
    return {
        "name": member.name,
        "email": member.email,
        "status": member.status,
        "phone_number": member.phone_number,
        "manager_name": member.manager_name,
        "manager_email": member.manager_email,
        "permission_template_name": member.permission_template_name,
        "license": None if member.license is None else dict(member.license),
    }


def _wrong(workspace: Workspace, body: Mapping[str, Any], notes: Notes) -> Iterable[tuple[str, str]]:
    for name in ("name", "email", "phone_number"):
        value = body.get(name)
        if not isinstance(value, str) or not value.strip():
            notes.rests_on("member_details")
            yield name, f"{name} is required"
    email, phone, role = body.get("email"), body.get("phone_number"), body.get("role")
    if isinstance(email, str) and email.strip() and not is_email(email):
        notes.rests_on("member_details")
        yield "email", INVALID_EMAIL
    elif isinstance(email, str) and workspace.members.find(email.strip(), deleted=True):
        notes.rests_on("duplicate_member")
        yield "email", "A team member with this email exists"
    if isinstance(phone, str) and phone.strip() and not (phone.isascii() and phone.isdigit() and 8 <= len(phone) <= 15):  # noqa: PLR2004  # digits of a number with its country code
        notes.rests_on("member_details")
        yield "phone_number", INVALID_PHONE_NUMBER
    if not isinstance(role, str) or role not in ROLES:
        yield "role", INVALID_ROLE
