"""Events (事件): a log of them that only grows, what of it exists on a day, seals and masks.

What belongs here: the form of an event, and all that is the same for a log of any closed
union of kinds. What does not: what follows from the events, which is for their fold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.events.event import EventDay, Happening, in_form
from civil_village.events.history import by_day, by_recording, known_from, visible
from civil_village.events.log import Events, Log, as_events
from civil_village.public import lazily

__all__ = [
    "EventDay",
    "Events",
    "Happening",
    "Log",
    "as_events",
    "by_day",
    "by_recording",
    "in_form",
    "known_from",
    "visible",
]

if TYPE_CHECKING:
    from civil_village.events.masks import extract as extract
    from civil_village.events.masks import mask as mask
    from civil_village.events.seals import Verification as Verification
    from civil_village.events.seals import head as head
    from civil_village.events.seals import seal as seal
    from civil_village.events.seals import verify as verify
else:
    __getattr__, __dir__, _ = lazily(__name__)
