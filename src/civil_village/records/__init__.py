"""Records (档案): villages, households, groups and rows of any kind, as they were reported.

What belongs here: who a record is about and what it holds, not yet judged. What does not:
what a value means, which only the catalogue says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.records.household_values import (
        with_household_values as with_household_values,
    )
    from civil_village.records.records import Records as Records
    from civil_village.records.subjects import Entity as Entity
    from civil_village.records.subjects import Group as Group
    from civil_village.records.subjects import Household as Household
    from civil_village.records.subjects import Village as Village

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)
