"""Occurrences (任务场次): what is owed at a place for a period or event, and its state."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import field

from civil_village.calendar import Window
from civil_village.mappings import as_tuple
from civil_village.models import Shown, model

#: What became of an occurrence by a day. ``kept`` and ``broken`` are those of what must hold on
#: every day; what is late, due or handed in may be blocked besides.
OccurrenceState = Literal[
    "not_yet",
    "due",
    "late",
    "done",
    "done_late",
    "missed",
    "handed_in",
    "excused",
    "too_many",
    "undetermined",
    "kept",
    "broken",
]
#: Those in which something is still owed.
OPEN: tuple[OccurrenceState, ...] = ("due", "late", "handed_in", "broken")
#: Those in which nothing is lacking.
GOOD: tuple[OccurrenceState, ...] = ("done", "done_late", "excused", "kept")


@model
class Wait(Shown):
    """What an occurrence waits for (受阻): a duty or a gate, at whom, and since when.

    Attributes:
        on: Id of the duty, or of the gate of a phase as ``pilot.filed``.
        by: Who leads that duty; ``None`` for a gate, or where nobody does.
        since: Since when it keeps this one from being done.
        sure: Whether it surely does; a gate may be undetermined.

    Examples:
        >>> Wait("plan", by="party_office", since=date(2022, 6, 1)).sure
        True
    """

    on: str
    by: str | None = None
    since: date | None = None
    sure: bool = True


@model
class Occurrence(Shown):
    """One occurrence of a duty (任务场次): at a place, for a period or an event that calls for it.

    Attributes:
        duty: Id of the duty.
        place: Id of the place; ``None`` for a duty that is owed once for all.
        name: The period (``2022-Q3``) or the event that calls for it; empty for what is owed once.
        state: What became of it by the day.
        opens: The first day on which it can be done; ``None`` where that is not known.
        due: The last day of its time; ``None`` where that is not known, or is never.
        on: The day on which it was done or handed in, or since when it is kept or broken.
        days: So many days it is late, or was.
        count: So many records, or members, it has.
        served: Ids of the events that serve it.
        waits: What it waits for.
        breaks: The times in which what must hold all along did not; the last may still last.

    Examples:
        >>> Occurrence("disclosure", "jiahui", "2022-Q3", "late", days=3).name
        '2022-Q3'
    """

    duty: str
    place: str | None
    name: str
    state: OccurrenceState
    opens: date | None = None
    due: date | None = None
    on: date | None = None
    days: int = 0
    count: int = 0
    served: tuple[str, ...] = field(default=(), converter=as_tuple)
    waits: tuple[Wait, ...] = field(default=(), converter=as_tuple)
    breaks: tuple[Window, ...] = field(default=(), converter=as_tuple)

    @property
    def ref(self) -> str:
        """What events call it by: ``disclosure/2022-Q3``, or the id of the duty alone."""
        return f"{self.duty}/{self.name}" if self.name else self.duty

    @property
    def blocked(self) -> bool:
        """Whether it is owed and something surely keeps it from being done."""
        return self.state in OPEN and any(wait.sure for wait in self.waits)
