"""All mutants; importing a module enters those of its pitfall."""

from mutants import (  # noqa: F401  # each enters its mutants
    duplicate_lead,
    identifier_change,
    iso_date,
    page_cap,
    partial_success,
    search_by_query,
    unknown_status,
)
from mutants.table import MUTANTS

__all__ = ["MUTANTS"]
