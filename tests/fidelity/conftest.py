"""Makes the rows of the fidelity table importable, with pytest's explanations of failed asserts."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
pytest.register_assert_rewrite("leads_facts")
