"""``python -m pytest_leads``: the console script ``pytest-leads``, where scripts are not on the path."""

from __future__ import annotations

import sys

from pytest_leads.cli import main

if __name__ == "__main__":
    sys.exit(main())
