"""The duty (任务): tasks, reports, inspections, meetings, disclosures, orders to rectify.

What a duty asks for is told by one of three keys: an event that shows it done (``done``), a
rule that shows it done (``done_when``), or a rule that must hold all along (``keep``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar.recurrences import Recurrence
from civil_village.calendar.time_limits import TimeLimit
from civil_village.calendar.vague_windows import VagueWindow
from civil_village.consequences import Following
from civil_village.ids import Id, id_problems, key_problems
from civil_village.labels import Label, Source, as_label, name_text
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.quantities.count_ranges import SOME, CountRange
from civil_village.rules import Rule
from civil_village.written_forms import ONE_OR_MANY

#: Whether it is still owed after its time, or is missed then.
Late = Literal["owed", "lapses"]


@model(kw_only=True)
class Duty(Model):
    """Something that is owed (任务): by whom, where, by when, and how it is known to be done.

    It is owed once in its ``phase`` or ``window``, again and again (``every``), whenever an event
    calls for it (``after``, ``before``), or when another duty's failure does (``due``).

    Attributes:
        id: Id of the duty.
        label: Name for people; ``None`` where nobody gave one.
        lead: Who leads: a body, or a post of one; ``None`` where the source does not say.
        with_: Who takes part.
        role: The word of the source for who leads: lead unit, responsible unit.
        each: The level at which every place owes its own; without it there is one for all.
        kind: Only places of this class (分类).
        phase: Id of the phase in which it is owed.
        window: The days in which it is owed, where they are not those of a phase.
        every: How it comes again.
        begins: The first day from which it comes again; by default that of its phase or document.
        after: The kinds of events, or the duties, that call for it, each with the time until it
            falls due.
        before: Likewise, with the time by which it must be done before.
        around: It may be done so many days before or after its day, as of a feast.
        due: The time that it is given when another duty's failure calls for it.
        early: Whether what was done before its time counts.
        late: Whether it is still owed after its time (``owed``), or is missed (``lapses``).
        done: The kind of event that shows it done; with ``deliver``, the one that approves it.
        deliver: The kind of event that hands in what an approval then shows done.
        refused: The kind of event that sends back what was handed in.
        done_on: Whether what was approved was done on the day on which it was ``handed_in``, or
            ``approved``.
        done_by: Whether one record is enough, by the ``lead`` where it says by whom, or ``each`` of
            those who lead and take part reports.
        done_when: A rule over the facts of the place that shows it done.
        keep: A rule over the facts of the place that must hold on every day.
        applies: A rule over the facts of the place, or the values of the event that calls for it,
            outside which it is not owed.
        count: How many are asked for; without it one record is enough.
        counts: Whether different ``members`` count, by the events' ``subject``, or ``records``.
        to: Who receives what is handed in: a body, or a post of one.
        needs: Duties without which it cannot be done.
        then: What follows a failure, in order; what stands after a duty follows when that fails.
        channel: The medium of publicity (渠道), or another way in which it is done.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> quarterly = Recurrence(unit="quarter", month=1, day=20)
        >>> duty = Duty(id="disclosure", each="village", every=quarterly, done="notice")
        >>> duty.again, duty.late
        (True, 'owed')
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    lead: str | None = None
    with_: tuple[str, ...] = field(default=(), converter=as_tuple)
    role: Label | None = field(default=None, converter=as_label)
    each: Id | None = None
    kind: Id | None = None
    phase: Id | None = None
    window: VagueWindow | None = None
    every: Recurrence | None = None
    begins: VagueWindow | None = None
    after: FrozenMapping[Id, TimeLimit] = field(default=EMPTY, converter=as_mapping)
    before: FrozenMapping[Id, TimeLimit] = field(default=EMPTY, converter=as_mapping)
    around: TimeLimit | None = None
    due: TimeLimit | None = None
    early: bool = False
    late: Late = "owed"
    done: Id | None = None
    deliver: Id | None = None
    refused: Id | None = None
    done_on: Literal["handed_in", "approved"] = "handed_in"
    done_by: Literal["lead", "each"] = "lead"
    done_when: Rule | None = None
    keep: Rule | None = None
    applies: Rule | None = None
    count: CountRange | None = None
    counts: Literal["members", "records"] = "members"
    to: str | None = None
    needs: tuple[Id, ...] = field(default=(), converter=as_tuple)
    then: tuple[Following, ...] = field(default=(), converter=as_tuple)
    channel: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    text = name_text

    @property
    def again(self) -> bool:
        """Whether it comes again by the calendar."""
        return self.every is not None

    @property
    def called(self) -> bool:
        """Whether events, or other duties, call for it."""
        return bool(self.after or self.before or self.due)

    @property
    def by_workdays(self) -> bool:
        """Whether its time is reckoned in working days."""
        limits = (*self.after.values(), *self.before.values(), self.around, self.due)
        own = any(limit is not None and limit.unit == "working day" for limit in limits)
        return own or (self.every is not None and self.every.workday is not None)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Its rules over the facts of a place."""
        asked = (self.done_when, self.keep, None if self.after or self.before else self.applies)
        return tuple(rule for rule in asked if rule is not None)

    @property
    def bodies(self) -> tuple[str, ...]:
        """Those who lead, and those who take part."""
        return self.with_ if self.lead is None else (self.lead, *self.with_)

    @property
    def asked(self) -> CountRange:
        """How many records it takes."""
        return self.count or SOME

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, and keys that do not go together."""
        yield from id_problems(self.id, "id")
        for name in ("each", "kind", "phase", "done", "deliver", "refused"):
            if getattr(self, name) is not None:
                yield from id_problems(getattr(self, name), name)
        yield from key_problems(self.after, "after")
        yield from key_problems(self.before, "before")
        yield from checks.one_key(self, "done", "done_when", "keep")
        yield from self._misplaced()
        yield from self.assumed.problems_in(Duty)

    def _misplaced(self) -> Iterator[Problem]:
        """Give keys that say nothing without another one."""
        for name, other, there in (
            ("deliver", "done", self.done),
            ("refused", "deliver", self.deliver),
            ("to", "deliver", self.deliver),
            ("count", "done", self.done),
            ("around", "every", self.every),
            ("begins", "every", self.every),
            ("kind", "each", self.each),
        ):
            if getattr(self, name) is not None and there is None:
                yield checks.only_with(name, other)
        if self.keep is not None:
            for name in ("every", "after", "before", "due", "needs"):
                if getattr(self, name):
                    yield checks.only_with(name, "done", "done_when")
        if (self.every is not None) + self.called > 1 or (self.window and self.called):
            yield from checks.one_key(self, "every", "after", "before", "due", optional=True)
        if self.done_by == "each" and self.count is not None:
            yield checks.only_with("count", "done_by: lead")
