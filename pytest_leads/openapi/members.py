"""What the description says of team members.

Source: docs: team-members/*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_leads.openapi.entry import Entry, Json, Link, Refusal, either, one_of, quirk, record, ref, string, told
from pytest_leads.openapi.fields import EMAIL
from pytest_leads.openapi.paging import flag, page, paging
from pytest_leads.workspace import errors
from pytest_leads.workspace.members import DEFAULT_LICENSE, ROLES, STATES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Mapping

_MEMBER = {
    "name": "Ravi Kumar",
    "email": "ravi@company.com",
    "status": "Working",
    "phone_number": "919876543210",
    "manager_name": "Meera Nair",
    "manager_email": "meera@company.com",
    "permission_template_name": "CALLER",
    "license": dict(DEFAULT_LICENSE),
}
_NEW = {"name": "Ravi Kumar", "email": "ravi@company.com", "phone_number": "919876543210", "role": "CALLER"}
_BY_EMAIL = {"email": "$response.body#/email", "enterpriseId": "$request.path.enterpriseId"}
_DELETED = flag("includeDeleted", "Whether deleted members are given, too")
_NAME_OR_NULL = told("No source says whether it can be null", {"type": ["string", "null"]})
_UNKNOWN = Refusal((errors.MemberNotFoundError.code,), ("Team member not found",))

SCHEMAS: dict[str, Json] = {
    "License": told(
        "No source lists the statuses and types.",
        record(
            status=string(examples=["ACTIVE"]),
            type=string(examples=["GROWTH"]),
            start_date=string(examples=["2024-01-01"]),
            end_date=string(examples=["2025-01-01"]),
        ),
    ),
    "Member": record(
        ("name", "email", "status"),
        name=string(),
        email=string(),
        status=one_of(*STATUSES),
        phone_number=string(),
        manager_name=_NAME_OR_NULL,
        manager_email=_NAME_OR_NULL,
        permission_template_name={"type": ["string", "null"]},
        license=told("null when none was ever assigned", either(ref("License"), {"type": "null"})),
    ),
    "NewMember": record(
        ("name", "email", "phone_number", "role"),
        name=string("No source says that it may not be blank", minLength=1),
        email=string(format=EMAIL, examples=["ravi@company.com"]),
        phone_number=quirk(
            string(
                "Digits only, with the country code; no +, no blanks, no dashes. No source says how many.",
                pattern="^[0-9]{8,15}$",
                examples=["919876543210"],
            ),
            "member_details",
        ),
        role=one_of(*ROLES),
        password=either(
            string("Without one the member is invited."), {"description": "No source says what another value does."}
        ),
    ),
    "MemberCreated": record(
        ("name", "email", "phone_number", "role", "status"),
        name=string(),
        email=string(),
        phone_number=string(),
        role=one_of(*ROLES),
        status=told("Active where a password was given", one_of("INVITED", "Active")),
    ),
    "StateChange": record(
        ("state", "email"), state=one_of(*STATES), email=string(format=EMAIL, examples=["ravi@company.com"])
    ),
    "StateChanged": record(("email", "status"), email=string(), status=one_of(*STATES)),
}

ENTRIES: Mapping[str, Entry] = {
    "list_members": Entry(
        "List team members",
        page(ref("Member")),
        "By name. limit is at most 10 here.",
        query=(*paging(10), _DELETED),
        answers={"a page": {"data": [_MEMBER], "total_count": 1, "skip": 0, "limit": 10}},
        refusals={400: Refusal((errors.BadRequestError.code,), (errors.LIMIT_OF_MEMBERS,))},
    ),
    "create_member": Entry(
        "Create a team member",
        ref("MemberCreated"),
        "No source says what an address that is taken is answered with (quirk duplicate_member).",
        body=ref("NewMember"),
        samples={"a caller": _NEW},
        answers={"invited": _NEW | {"status": "INVITED"}},
        refusals={
            400: Refusal((errors.BadRequestError.code,), (errors.VALIDATION_FAILED,), details=True),
            402: Refusal((errors.BuyLicenseError.code,), quirk="license_message"),
        },
        links={
            "read": Link("read_member", _BY_EMAIL),
            "state": Link(
                "change_member_state",
                {"enterpriseId": "$request.path.enterpriseId"},
                {"state": "On Leave", "email": "$response.body#/email"},
            ),
        },
    ),
    "read_member": Entry(
        "Read a team member",
        ref("Member"),
        "A deleted one is not found, unless includeDeleted is true.",
        query=(_DELETED,),
        answers={"a member": _MEMBER},
        refusals={400: Refusal((errors.BadRequestError.code,), (errors.INVALID_EMAIL,)), 404: _UNKNOWN},
    ),
    "change_member_state": Entry(
        "Change a team member's state",
        ref("StateChanged"),
        "The path has the one word teammember.",
        body=ref("StateChange"),
        samples={"on leave": {"state": "On Leave", "email": "ravi@company.com"}},
        answers={"on leave": {"email": "ravi@company.com", "status": "On Leave"}},
        refusals={
            400: Refusal((errors.BadRequestError.code,), quirk="state_change_wording"),
            404: Refusal((errors.MemberNotFoundError.code,), quirk="unknown_member_state_change"),
        },
        links={"read": Link("read_member", _BY_EMAIL)},
    ),
}
