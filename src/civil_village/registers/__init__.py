"""Registers (清单): lists of what village bodies do, and what is owed of each of their items.

What belongs here: lists and their items, what an item lacks that its list asks for, disclosures
and time limits as duties, and what became of those on a day. What does not: how duties come
about, and the bodies that do all this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.registers.findings import check_register as check_register
    from civil_village.registers.findings import event_problems as event_problems
    from civil_village.registers.items import Disclosure as Disclosure
    from civil_village.registers.items import ItemList as ItemList
    from civil_village.registers.items import ListItem as ListItem
    from civil_village.registers.items import Term as Term
    from civil_village.registers.owed import ItemStatus as ItemStatus
    from civil_village.registers.owed import overdue as overdue
    from civil_village.registers.register import Register as Register

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)
