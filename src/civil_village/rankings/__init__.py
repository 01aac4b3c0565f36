"""Rankings (排名): places from bounds, ties, strata, quotas, and who is chosen.

What belongs here: whatever places and chooses units of which only bounds are known, be they
results, balances or rows of a cohort. What does not: what such units come to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily
from civil_village.rankings.keys import TieKey
from civil_village.rankings.quotas import PartBy, Quota, TakeAll, TakeNone

__all__ = [
    "PartBy",
    "Quota",
    "TakeAll",
    "TakeNone",
    "TieKey",
]

if TYPE_CHECKING:
    from civil_village.rankings.placing import Place as Place
    from civil_village.rankings.selection import Selection as Selection
    from civil_village.rankings.selection import overlaps as overlaps
else:
    __getattr__, __dir__, _ = lazily(__name__)
