"""Views (视图) of what became of duties: the same occurrences, by their state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from civil_village.duties.occurrences import Occurrence, OccurrenceState
from civil_village.values import Shown


class Views(Shown):
    """What has occurrences of duties (任务场次), and gives those in some state.

    Examples:
        >>> class Three(Views):
        ...     def __iter__(self):
        ...         return (Occurrence("d", None, n, "late", days=int(n)) for n in "132")
        >>> [each.days for each in Three().late], Three().counts["late"]
        ([3, 2, 1], 3)
    """

    __slots__ = ()

    def __iter__(self) -> Iterator[Occurrence]:
        raise NotImplementedError

    @property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """All occurrences, in their order."""
        return tuple(self)

    @property
    def counts(self) -> Mapping[OccurrenceState, int]:
        """How many occurrences are in each state."""
        return Counter(each.state for each in self)

    def of(self, *states: OccurrenceState) -> tuple[Occurrence, ...]:
        """Give the occurrences in some states."""
        return tuple(each for each in self if each.state in states)

    @property
    def late(self) -> tuple[Occurrence, ...]:
        """What is late and still owed, the latest first."""
        return tuple(sorted(self.of("late"), key=lambda each: -each.days))

    @property
    def due(self) -> tuple[Occurrence, ...]:
        """What is owed and not late, the soonest first."""
        return tuple(sorted(self.of("due"), key=lambda each: each.due or date.max))
