"""Steps of a procedure (程序步骤): after which, when and by whom each is done, what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, Literal

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar.notices import Notice
from civil_village.calendar.time_limits import TimeLimit
from civil_village.duties.duty import Duty
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, Source, as_label, name_text
from civil_village.mappings import as_tuple
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.requirements import Requirement
from civil_village.rules import Rule
from civil_village.written_forms import ONE_OR_MANY, Form

#: What it means that a requirement is not met: the record is not in order, or the matter ends.
Fails = Literal["invalid", "stops"]


@model(kw_only=True)
class StepRequirement(Model):
    """What the record of a step must show (步骤要求): a quorum, a majority, a condition.

    Attributes:
        id: Id of the requirement.
        label: Name for people; ``None`` where nobody gave one.
        rule: Condition on the values of the record.
        applies: Outside this condition it asks for nothing.
        fails: What follows where it is not met: the record is ``invalid``, or (``stops``) a vote
            was not carried, and nothing more is owed in the matter.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> StepRequirement(id="quorum", rule=Rule("attendance >= 2 / 3")).fails
        'invalid'
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    rule: Rule
    applies: Rule | None = None
    fails: Fails = "invalid"
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    text = name_text

    @cached_property
    def asked(self) -> Requirement:
        """The same as a requirement of facts, which the record has."""
        return Requirement(id=self.id, label=self.label, rule=self.rule, applies=self.applies)

    def problems(self) -> Iterator[Problem]:
        """Give an id that is none."""
        yield from id_problems(self.id, "id")
        yield from self.assumed.problems_in(StepRequirement)


@model(kw_only=True)
class WholeTime(Model):
    """The time in which several steps together must be done (全程时限), from the first of them on.

    Attributes:
        time: How long.
        through: The step with which the time ends, and before it all that this one comes after;
            ``None`` for every step.

    Examples:
        >>> from datetime import date
        >>> str(WholeTime(time="20 days").time.due(date(2026, 3, 1)))
        '2026-03-21'
    """

    form: ClassVar[Form] = Form.short("time", kind=TimeLimit, expects="type.whole-time")
    time: TimeLimit
    through: Id | None = None


@model(kw_only=True)
class ProcedureStep(Model):
    """One step of a procedure (程序步骤): a proposal, a meeting, a decision, a disclosure.

    It is done by its record: an event of its kind in the log of the matter.

    Attributes:
        id: Id of the step, and the kind of the event that is its record.
        label: Name for people; ``None`` where nobody gave one.
        by: The bodies, one of which must do it; no other can stand in for them. Without it nobody
            asks.
        after: The steps that it comes after; those of one day are in order.
        interval: The least time to each of these.
        due: The time in which it must be done, counted from the last of these.
        notice: How long before it must be announced.
        require: What its record must show.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> from datetime import date
        >>> step = ProcedureStep(id="publish", after=["decide"], due="5 days")
        >>> str(step.due.due(date(2026, 3, 2)))
        '2026-03-07'
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    by: tuple[str, ...] = field(default=(), converter=as_tuple)
    after: tuple[Id, ...] = field(default=(), converter=as_tuple)
    interval: TimeLimit | None = None
    due: TimeLimit | None = None
    notice: Notice | None = None
    require: tuple[StepRequirement, ...] = field(default=(), converter=as_tuple)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    text = name_text

    @cached_property
    def duty(self) -> Duty:
        """The same as something that is owed in a matter, and done by its record."""
        return Duty(id=self.id, label=self.label, done=self.id)

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none or stand twice, and times that are counted from nothing."""
        yield from id_problems(self.id, "id")
        yield from checks.unique(self.after, "after")
        yield from checks.unique_ids([each.id for each in self.require], "require")
        for name in ("interval", "due"):
            if getattr(self, name) is not None and not self.after:
                yield checks.only_with(name, "after")
        yield from self.assumed.problems_in(ProcedureStep)


@model(kw_only=True)
class MergedStep(Model):
    """Steps that one record may stand for (合并步骤), such as two talks of one and the same body.

    Attributes:
        id: The kind of the event that is such a record.
        label: Name for people; ``None`` where nobody gave one.
        of: The steps that it stands for; what each asks for, the record must show too.
        by: The bodies, one of which must do it; without it those of its steps.
        require: On which condition they may be merged.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> MergedStep(id="joint", of=["propose", "discuss"]).of
        ('propose', 'discuss')
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    of: tuple[Id, ...] = field(converter=as_tuple)
    by: tuple[str, ...] = field(default=(), converter=as_tuple)
    require: tuple[StepRequirement, ...] = field(default=(), converter=as_tuple)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    text = name_text

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none or stand twice, and fewer than two steps."""
        yield from id_problems(self.id, "id")
        yield from checks.unique(self.of, "of")
        yield from checks.unique_ids([each.id for each in self.require], "require")
        if len(self.of) < 2:  # noqa: PLR2004 - of one alone there is nothing to merge
            yield from checks.at_least(len(self.of), 2, "of")
        yield from self.assumed.problems_in(MergedStep)
