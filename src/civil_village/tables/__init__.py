"""Tables (表格): records from CSV, results to CSV, and templates to fill in.

What belongs here: what spreadsheets and their users do to values. What does not: what a
value may be, which the catalogue says, and files, which the command line opens.
"""

from __future__ import annotations

from civil_village.tables.places import write_places
from civil_village.tables.reading import read_table
from civil_village.tables.results import write_results
from civil_village.tables.templates import template

__all__ = ["read_table", "template", "write_places", "write_results"]
