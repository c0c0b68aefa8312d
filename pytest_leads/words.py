"""Numbers in words, as every report has them."""


def number(count: int, noun: str) -> str:
    """``1 test``, ``2 tests``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
