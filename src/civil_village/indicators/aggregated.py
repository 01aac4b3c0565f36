"""What comes from many: members, all that are compared, or events in a look-back window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from inspect import cleandoc
from typing import Any, ClassVar, Literal

from attrs import Attribute, fields_dict

from civil_village import checks
from civil_village.calendar import Span, Window
from civil_village.calendar.spans import Ends, LookBack
from civil_village.ids import Id, id_problems
from civil_village.indicators.derived_base import Derived
from civil_village.indicators.subjects import COHORTS, NUMBERS, PLURALS
from civil_village.models import model
from civil_village.problems import Problem
from civil_village.rankings.order import Ties
from civil_village.rules import Rule

#: What a blank of a member is: ``unknown``, left out (``exclude``), or no (``no``).
Blank = Literal["unknown", "exclude", "no"]
#: When an event lies in a window: it touches it, begins in it, or lasts on its last day.
InWindow = Literal["overlaps", "begins", "holds_on_day"]


def own_first(_: type[Any], fields: list[Attribute[Any]]) -> list[Attribute[Any]]:
    """Put the key that tells a way before those that it has in common with others."""
    *common, own = fields
    return [own, *common]


@model(kw_only=True, init=False)
class Aggregate(Derived):
    """What all ways have in common that aggregate a rule over rows of any kind (汇总).

    Attributes:
        within: Length of the look-back window of events; ``None`` takes all up to the day of
            evaluation.
        window: Which window: up to the day of evaluation (``rolling``), the calendar period before
            (``calendar``), or the current one so far (``running``).
        ends: Whether the first day of a rolling window belongs to it (``[]``) or not (``(]``).
        in_window: What an event must do in the window: touch it (``overlaps``), begin in it
            (``begins``), or last on its last day (``holds_on_day``).
        where: Only members for which this holds.
        over: ``household``, ``group``, a declared kind of row, ``cohort``, or a kind of event;
            ``village`` is the cohort of a household, and the villages of a subject of a declared
            kind.
        blank: What a member is for which the rule cannot be told: open (``unknown``), left out
            (``exclude``), or, where it is true or false, a no (``no``).
        by: Only those of the cohort that are equal in this: ``township``, ``group``, a choice.
        itself: Whether the subject counts among those it is compared with.
        among: Only households that this recorded draw has drawn (抽样).

    Examples:
        >>> isinstance(SumOf(sum=Rule("residents")), Aggregate)
        True
    """

    #: What the rule is of a member.
    wanted: ClassVar[Literal["truth", "number"]] = "number"

    within: Span | None = None
    window: LookBack = "rolling"
    ends: Ends = "[]"
    in_window: InWindow = "overlaps"
    where: Rule | None = None
    over: str = "household"
    blank: Blank = "unknown"
    by: str | None = None
    itself: bool = True
    among: Id | None = None

    def __init_subclass__(cls) -> None:
        """Let the docstring of each way tell of the keys that all have, too: `help` shows it."""
        shared = (
            cleandoc(Aggregate.__doc__ or "").partition("Attributes:\n")[2].partition("\n\n")[0]
        )
        own, examples, rest = cleandoc(cls.__doc__ or "").partition("\n\nExamples:")
        if shared not in own:  # attrs makes each class twice
            cls.__doc__ = f"{own}\n{shared}{examples}{rest}"

    def days(self, as_of: date) -> Window:
        """Give the days of events that count, up to the day of evaluation."""
        return _days(self.within, self.window, self.ends, as_of)

    @property
    def of(self) -> Rule:
        """The rule that is aggregated."""
        rule: Rule = getattr(self, self.how)
        return rule

    @property
    def compares(self) -> bool:
        """Whether it takes all subjects that are handed in together."""
        return self.over in COHORTS

    @property
    def rows(self) -> str | None:
        """The kind of members that it aggregates over."""
        return self.over if self.over in PLURALS else None

    @property
    def event_kind(self) -> str | None:
        """The kind of event that it looks at."""
        return None if self.over in PLURALS or self.compares else self.over

    def problems(self) -> Iterator[Problem]:
        """Give keys that do not go with what it aggregates over, or with each other."""
        yield from self.misplaced(compares=self.compares, events=self.event_kind is not None)
        if self.within is None:
            for name in self._said("window", "ends"):
                yield checks.only_with(name, "within")
        else:
            yield from _ends_problems(self.window, self.ends)
        yield from _blank_problems(self.blank, self.wanted)

    def misplaced(self, *, compares: bool, events: bool) -> Iterator[Problem]:
        """Give the keys that do not go with what it aggregates over.

        Args:
            compares: Whether that is all that are compared.
            events: Whether it is events.
        """
        if not compares:
            for name in self._said("by", "itself"):
                yield checks.only_with(name, "over: cohort")
        if self.among is not None:
            yield from id_problems(self.among, "among")
            if self.over != "household":
                yield checks.only_with("among", "over: household")
        if not events:
            for name in self._said("within", "window", "ends", "in_window"):
                yield checks.only_with(name, "events")

    def _said(self, *names: str) -> list[str]:
        """Give those of some keys that are not at their defaults."""
        known = fields_dict(Aggregate)
        return [name for name in names if getattr(self, name) != known[name].default]


def _days(within: Span | None, how: LookBack, ends: Ends, as_of: date) -> Window:
    """Give the days of a look-back window; without one, all up to a day."""
    return Window(last=as_of) if within is None else within.window(as_of, how, ends)


def _ends_problems(window: LookBack, ends: Ends) -> Iterator[Problem]:
    if window != "rolling" and ends != "[]":
        yield checks.only_with("ends", "window: rolling")


def _blank_problems(blank: Blank, wanted: str) -> Iterator[Problem]:
    if blank == "no" and wanted != "truth":
        yield checks.only_with("blank", "share", "count", found="no")


@model(kw_only=True, field_transformer=own_first)
class ShareOf(Aggregate):
    """The share of members for which a rule holds (占比).

    Attributes:
        share: True or false of each member.

    Examples:
        >>> ShareOf(share=Rule("takes_part")).of.names
        ('takes_part',)
    """

    how = "share"
    values = ("ratio",)
    wanted = "truth"

    share: Rule


@model(kw_only=True, field_transformer=own_first)
class CountOf(Aggregate):
    """How many members there are for which a rule holds (计数).

    Attributes:
        count: True or false of each member; those of whom it is true are counted.

    Examples:
        >>> CountOf(count=Rule("attendance >= 30"), over="meeting").event_kind
        'meeting'
    """

    how = "count"
    values = ("count",)
    wanted = "truth"

    count: Rule


@model(kw_only=True, field_transformer=own_first)
class SumOf(Aggregate):
    """The sum of a number of each member (合计).

    Attributes:
        sum: The number of each member.

    Examples:
        >>> SumOf(sum=Rule("residents")).rows
        'household'
    """

    how = "sum"
    values = ("count", "amount")

    sum: Rule


@model(kw_only=True, field_transformer=own_first)
class MeanOf(Aggregate):
    """The mean of a number of each member (平均值).

    Attributes:
        mean: The number of each member.

    Examples:
        >>> MeanOf(mean=Rule("income"), over="cohort", by="township").compares
        True
    """

    how = "mean"
    values = ("amount", "ratio")

    mean: Rule


@model(kw_only=True, field_transformer=own_first)
class MinimumOf(Aggregate):
    """The least number of a member (最小值).

    Attributes:
        min: The number of each member.

    Examples:
        >>> MinimumOf(min=Rule("score"), over="group").rows
        'group'
    """

    how = "min"
    values = NUMBERS

    min: Rule


@model(kw_only=True, field_transformer=own_first)
class MaximumOf(Aggregate):
    """The greatest number of a member (最大值).

    Attributes:
        max: The number of each member.

    Examples:
        >>> MaximumOf(max=Rule("score"), over="group").rows
        'group'
    """

    how = "max"
    values = NUMBERS

    max: Rule


@model(kw_only=True)
class EventCount(Derived):
    """How many events of a kind lie in a window that looks back from the day of evaluation (次数).

    Attributes:
        events: Kind of event.
        within: Length of the look-back window.
        window: Which window: up to the day of evaluation (``rolling``), the calendar period before
            (``calendar``), or the current one so far (``running``).
        ends: Whether the first day of a rolling window belongs to it (``[]``) or not (``(]``).
        in_window: What an event must do in the window: touch it (``overlaps``), begin in it
            (``begins``), or last on its last day (``holds_on_day``).
        where: Only events for which this holds.
        blank: What an event is of which ``where`` cannot be told: open (``unknown``) or not counted
            (``exclude``, ``no``).

    Examples:
        >>> EventCount(events="accident", within=Span(1, "year")).event_kind
        'accident'
    """

    how = "events"
    values = ("count",)

    events: Id
    within: Span
    window: LookBack = "rolling"
    ends: Ends = "[]"
    in_window: InWindow = "overlaps"
    where: Rule | None = None
    blank: Blank = "unknown"

    @property
    def event_kind(self) -> str:
        """The kind of event that it looks at."""
        return self.events

    def days(self, as_of: date) -> Window:
        """Give the days of events that count, up to the day of evaluation."""
        return _days(self.within, self.window, self.ends, as_of)

    def problems(self) -> Iterator[Problem]:
        """Give ends of a window that has none to choose."""
        yield from _ends_problems(self.window, self.ends)


@model(kw_only=True)
class RankOf(Derived):
    """The place of the subject among all that are compared (名次).

    Attributes:
        rank: The number by which the subject and the others are ranked.
        blank: What one without a number is: open (``unknown``) or left out (``exclude``).
        by: Only those that are equal in this: ``township``, ``group``, a choice.
        best: Which end is the first place.
        ties: How equals are ranked: 1 2 2 4 (``competition``), 1 2 2 3 (``dense``), or 1 3 3 4
            (``worst``).

    Examples:
        >>> RankOf(rank=Rule("income"), best="high").ties
        'competition'
    """

    how = "rank"
    values = ("count", "ratio")

    rank: Rule
    blank: Blank = "unknown"
    by: str | None = None
    best: Literal["high", "low"]
    ties: Ties = "competition"

    @property
    def of(self) -> Rule:
        """The rule by which they are ranked."""
        return self.rank

    @property
    def compares(self) -> bool:
        """Whether it takes all subjects that are handed in together."""
        return True

    def problems(self) -> Iterator[Problem]:
        """Give a blank that is taken for no number."""
        yield from _blank_problems(self.blank, "number")
