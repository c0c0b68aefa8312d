"""What labels look like to a person: blanks that do not show, and letters of another script."""

from __future__ import annotations

from types import MappingProxyType

#: Letters of other scripts that look like Latin ones, as they come in with copied text.
LOOK_ALIKES = MappingProxyType(
    str.maketrans(
        "АВЕКМНОРСТУХаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο’‘“”–—−",  # noqa: RUF001  # the look-alikes are the point
        "ABEKMHOPCTYXaeopcyxijsABEZHIKMNOPTYXo''\"\"---",
    )
)


def seen(label: str) -> str:
    """A label as a screen shows it."""
    return " ".join(label.split())


def look(label: str) -> str:
    """What labels have in common that a person may take for the same."""
    return seen(label).casefold()
