"""Lead identifiers in other spellings, which the API takes for the same lead (docs: concepts/lead-identifier)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from pytest_leads.workspace.profile import Profile


def other_spellings(profile: Profile, value: str) -> SearchStrategy[str]:
    """Spellings of an identifier other than ``value`` itself.

    A phone number comes with a plus, without its country code, and with blanks; an e-mail address and a text come in
    another case.
    """
    if profile.identifier_type == "PHONE":
        code = profile.country_code
        digits = value.removeprefix("+")
        national = digits.removeprefix(code)
        half = len(national) // 2
        spelt = [f"+{digits}", national, f"+{code} {national[:half]} {national[half:]}", f"+{code}-{national}"]
    else:
        spelt = [value.upper(), value.capitalize(), value.swapcase()]
    return st.sampled_from([other for other in dict.fromkeys(spelt) if other != value])
