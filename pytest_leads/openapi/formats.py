"""Values of the formats that the description names and JSON Schema does not know, for Schemathesis to draw.

What never comes out: a spelling that the documents do not show. Both are wide, so that leads seldom meet.
"""

from __future__ import annotations

import schemathesis
from hypothesis import strategies as st

from pytest_leads.openapi.fields import EMAIL, PHONE

#: Indian mobile numbers in the documented spellings with their country code (docs: concepts/lead-identifier).
PHONES = st.from_regex(r"\+?91[6-9][0-9]{9}", fullmatch=True)
EMAILS = st.from_regex(r"[a-z][a-z0-9]{2,9}@(example|company)\.com", fullmatch=True)


def register() -> None:
    """Have Schemathesis draw them, in whatever schema names the formats."""
    schemathesis.openapi.format(PHONE, PHONES)
    schemathesis.openapi.format(EMAIL, EMAILS)
