"""Tables (表格): records from CSV, results to CSV, and templates to fill in.

What belongs here: what spreadsheets and their users do to values. What does not: what a
value may be, which the catalogue says, and files, which the command line opens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.tables.ranked import write_places as write_places
    from civil_village.tables.reading import read_table as read_table
    from civil_village.tables.results import write_results as write_results
    from civil_village.tables.templates import template as template

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)
