"""Duties (任务): who owes what, where and by when, and what became of it on a day.

What belongs here: the duty, when its occurrences fall due, which event serves which, their
states. What does not: phases, batches and funds, which a campaign adds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.duties.duty import Duty as Duty
    from civil_village.duties.occurrences import Occurrence as Occurrence
    from civil_village.duties.occurrences import Wait as Wait

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)
