from pathlib import Path

from leads_facts.sections import ROWS

_README = Path(__file__).parents[2] / "README.md"


def test_the_readme_says_how_many_facts_hold():
    assert f"**{len(ROWS)} of {len(ROWS)}** facts" in _README.read_text(encoding="utf-8")
