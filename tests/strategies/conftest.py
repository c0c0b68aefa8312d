"""Makes the simulator of one example importable."""

import sys
from pathlib import Path

import pytest

pytest.register_assert_rewrite("simulated")
sys.path.insert(0, str(Path(__file__).parent))
