"""States (状态) of a chart: how long each lasts, what comes next, and what it brings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar.spans import Leap, Span
from civil_village.calendar.time_limits import TimeLimit
from civil_village.calendar.workdays import WEEKENDS_ONLY, Workdays
from civil_village.consequences import Following
from civil_village.ids import Id
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.written_forms import ONE_OR_MANY

_ONE = timedelta(days=1)


@model(kw_only=True)
class ChartState(Model):
    """A state of a chart (状态): applied, posted, held, to be put right, revoked.

    Attributes:
        label: Name for people; ``None`` where nobody gave one.
        lasts: For how long it lasts, its first day counted: publicity, validity; this or ``due``.
        due: The time limit that it gives, counted from the day after its first.
        next: The state that begins on the day after its last, where it has a time.
        final: Whether nothing leads out of it, and nothing should.
        then: What it brings, on its first day.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> posted = ChartState(label="公示", lasts=Span(5, "day"), next="held")
        >>> str(posted.last(date(2024, 3, 11)))
        '2024-03-15'
    """

    label: Label | None = field(default=None, converter=as_label)
    lasts: Span | None = None
    due: TimeLimit | None = None
    next: Id | None = None
    final: bool = False
    then: tuple[Following, ...] = field(default=(), converter=as_tuple)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give a time without what comes next, the reverse, and an end that runs out."""
        yield from checks.one_key(self, "lasts", "due", optional=True)
        if self.next is None and self.timed:
            yield checks.missing("next", expected=Message("expected.state-after"))
        if self.next is not None and not self.timed:
            yield checks.only_with("next", "lasts", "due")
        if self.final and self.timed:
            yield checks.only_with("final", path=("final",))
        yield from self.assumed.problems_in(ChartState)

    @property
    def timed(self) -> bool:
        """Whether it runs out by itself."""
        return self.lasts is not None or self.due is not None

    def last(
        self, first: date, workdays: Workdays = WEEKENDS_ONLY, *, leap: Leap = "28_february"
    ) -> date:
        """Give its last day; the last of the calendar where it has no time.

        Args:
            first: Its first day.
            workdays: The days on which work is done, for a time limit in working days.
            leap: When what began on 29 February lapses.

        Examples:
            A time limit is counted from the day after:

            >>> rectify = ChartState(due=TimeLimit(30, "day"), next="revoked")
            >>> str(rectify.last(date(2024, 3, 1)))
            '2024-03-31'
        """
        if self.lasts is not None:
            end = self.lasts.anniversary(first, leap=leap)
            return end if end == date.max else end - _ONE
        if self.due is not None:
            return self.due.due(first, workdays, leap=leap)
        return date.max

    def last_anew(
        self, day: date, workdays: Workdays = WEEKENDS_ONLY, *, leap: Leap = "28_february"
    ) -> date:
        """Give its last day where its time begins anew on the day after another.

        Args:
            day: The other day.
            workdays: The days on which work is done, for a time limit in working days.
            leap: When what began on 29 February lapses.

        Examples:
            >>> posted = ChartState(lasts=Span(5, "day"), next="held")
            >>> str(posted.last_anew(date(2024, 3, 14)))
            '2024-03-19'
        """
        if self.lasts is not None and day < date.max:
            return self.last(day + _ONE, workdays, leap=leap)
        return self.last(day, workdays, leap=leap)
