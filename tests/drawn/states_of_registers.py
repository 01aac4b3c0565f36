"""What registers come to, drawn: what is owed of their items."""

from __future__ import annotations

from hypothesis import strategies as st

from civil_village.registers import ItemStatus
from civil_village.registers.owed import overdue
from civil_village.testing.strategies.register import register_cases


def item_statuses() -> st.SearchStrategy[ItemStatus]:
    """Draw what became of registers."""
    return register_cases().map(lambda case: overdue(case.register, case.log, as_of=case.as_of))
