"""How the Leads API refuses: one exception for each wire code, with the exact messages where they are known.

The doors turn a code into a status; nothing here knows one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LIMIT_OF_LEADS = "Limit should be between 1 and 100"
LIMIT_OF_MEMBERS = "Limit should be between 1 and 10"
IDENTIFIER_IMMUTABLE = "Cannot modify lead identifier field"
ONLY_CREATABLE = "Only custom actions and payment actions can be created"
ONLY_RETRIEVABLE = "Only custom actions and payment actions can be retrieved"
#: Wording by analogy with the two above; no source prints it.
ONLY_UPDATABLE = "Only custom actions and payment actions can be updated"
PAYMENT_IMMUTABLE = "Cannot update amount, currency, or paymentid fields for existing payment action."
INVALID_FILTER = "Invalid filter"
VALIDATION_FAILED = "Validation failed"
INVALID_ROLE = "Invalid role. Allowed roles: ADMIN, MANAGER, CALLER, MARKETING_USER"
INVALID_PHONE_NUMBER = "Invalid phone_number format"
INVALID_EMAIL = "Invalid email format"
RATING_OUT_OF_RANGE = "Rating must be between 1 and 5"
EMAIL_INVALID = "Email is invalid"


class ApiError(Exception):
    """A refusal by the Leads API; ``details`` are ``{"field", "message"}`` objects.

    Source: docs: sync-api/overview (the error envelope).
    """

    code: ClassVar[str]

    def __init__(self, message: str, details: Iterable[Mapping[str, str]] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.details = tuple(details)


class BadRequestError(ApiError):
    """The request, or a part that cannot be left out, is not acceptable."""

    code = "BAD_REQUEST"


class NotAuthorizedError(ApiError):
    """No token, a wrong one, one of the other API, or one of another enterprise (message: observed live)."""

    code = "NOT_AUTHORIZED"

    def __init__(self, enterprise: str) -> None:
        super().__init__(f'Enterprise with id "{enterprise}" not found or invalid access token.')


class BuyLicenseError(ApiError):
    """No seat is free for another team member."""

    code = "BUY_LICENSE"


class InvalidLeadError(ApiError):
    """The update touches the lead identifier."""

    code = "INVALID_LEAD"


class LeadNotFoundError(ApiError):
    """No lead has that id; the documents word it differently on each page."""

    code = "LEAD_NOT_FOUND"


class ActionNotFoundError(ApiError):
    """The lead has no action with that id."""

    code = "ACTION_NOT_FOUND"

    def __init__(self, action_id: str) -> None:
        super().__init__(f"Action with ID {action_id} was not found.")


class MemberNotFoundError(ApiError):
    """No team member has that e-mail address, or the member is deleted."""

    code = "TEAM_MEMBER_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("Team member not found")


class EnterpriseNotFoundError(ApiError):
    """The workspace is another enterprise's."""

    code = "ENTERPRISE_NOT_FOUND"

    def __init__(self, enterprise: str) -> None:
        super().__init__(f"The enterprise with ID {enterprise} was not found.")


class NotFoundError(ApiError):
    """No field or action type has that name."""

    code = "NOT_FOUND"


class LeadAlreadyExistsError(ApiError):
    """A lead with the same identifier value exists (docs: leads/pitfalls; no source prints the message)."""

    code = "LEAD_ALREADY_EXISTS"

    def __init__(self) -> None:
        super().__init__("A lead with the same identifier already exists")


#: Why a value is not stored: it does not fit its type; it is no active label of the pipeline; the workspace has
#: no such field; the workspace keeps the field itself.
Kind = Literal["invalid", "status", "unknown", "read_only"]


class InvalidValueError(Exception):
    """A value that cannot be stored; ``documented`` when the reason's wording is known.

    ``quirk`` names the unsettled point on which the refusal rests, if any.
    """

    def __init__(self, reason: str, *, kind: Kind = "invalid", documented: bool = False, quirk: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.kind: Kind = kind
        self.documented = documented
        self.quirk = quirk
