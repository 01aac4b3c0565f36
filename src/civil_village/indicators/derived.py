"""How an indicator comes from others: each way stands once in the table of ways.

All aggregation of the library stands here as data: shares, counts, sums, means and
extremes over members, over all that are compared, or over events within a look-back
window; and what follows from a subject's own facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, get_args

from attrs import field, fields
from attrs.converters import optional

from civil_village import checks
from civil_village.calendar import Span
from civil_village.calendar.spans import Ends, LookBack
from civil_village.indicators.subjects import COHORTS, PLURALS, ValueType
from civil_village.indicators.surveyed import surveyed_problems
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, Shown, model
from civil_village.names import Id
from civil_village.problems import Problem
from civil_village.quantities import as_exact
from civil_village.rankings.order import Ties
from civil_village.rules import Rule
from civil_village.surveys import Sheets

How = Literal[
    "share",
    "count",
    "sum",
    "mean",
    "min",
    "max",
    "rank",
    "rule",
    "events",
    "last",
    "earlier",
    "growth",
    "days",
    "needed",
    "index",
    "survey",
]
#: The word that stands for the day of evaluation where a date is named.
AS_OF = "as_of"


@model
class Way(Shown):
    """One way in which an indicator can come from others."""

    #: The types of value that such an indicator may have.
    values: tuple[ValueType, ...]
    #: The keys that say more of it, and those of them that it cannot do without.
    keys: tuple[str, ...] = ()
    required: tuple[str, ...] = ()


#: Keys of a look-back window, and of what is aggregated in one or over rows.
_WINDOW = ("within", "window", "ends", "in_window")
_ROWS = ("over", "where", "blank", "by", "itself", "among", *_WINDOW)
_NUMBERS: tuple[ValueType, ...] = ("count", "amount", "ratio")

#: Every way, by the key that names it.
WAYS: dict[How, Way] = {
    "share": Way(("ratio",), _ROWS),
    "count": Way(("count",), _ROWS),
    "sum": Way(("count", "amount"), _ROWS),
    "mean": Way(("amount", "ratio"), _ROWS),
    "min": Way(_NUMBERS, _ROWS),
    "max": Way(_NUMBERS, _ROWS),
    "rank": Way(("count", "ratio"), ("best", "ties", "by", "blank"), ("best",)),
    "rule": Way(("truth", *_NUMBERS)),
    "events": Way(("count",), ("where", "blank", *_WINDOW), ("within",)),
    "last": Way(("date",)),
    "earlier": Way(get_args(ValueType), ("period",), ("period",)),
    "growth": Way(("ratio",), ("since",), ("since",)),
    "days": Way(("count",)),
    "needed": Way(("count",), ("per", "round"), ("per",)),
    "index": Way(_NUMBERS, ("on", "gap")),
    "survey": Way(("count", "ratio"), ("question", "answers", "sheets", "whole", "strata")),
}
#: The ways that aggregate a rule over rows.
AGGREGATES: tuple[How, ...] = ("share", "count", "sum", "mean", "min", "max")
#: The ways that know a blank from a no.
_COUNTING: tuple[How, ...] = ("share", "count", "events")
#: Keys that only make sense over members or events, or only over a cohort.
_OF_COHORT, _OF_EVENTS = ("by", "itself"), _WINDOW


@model(kw_only=True)
class Derived(Model):
    """How an indicator comes from others (派生指标): by one way, named by its key.

    ``share`` and ``count`` take an indicator or rule that is true or false of a member;
    ``sum``, ``mean``, ``min``, ``max`` and ``rank`` one that is a number; ``rule`` one over
    the subject's own facts; ``events`` a kind of event that is counted ``within`` a window
    which looks back from the day of evaluation.

    Examples:
        >>> Derived(share=Rule("takes_part")).how
        'share'
    """

    share: Rule | None = None
    count: Rule | None = None
    sum: Rule | None = None
    mean: Rule | None = None
    min: Rule | None = None
    max: Rule | None = None
    #: Place of the subject among all that are compared (名次).
    rank: Rule | None = None
    #: A condition or number over the subject's own facts.
    rule: Rule | None = None
    events: Id | None = None
    #: The day of the last event of a kind.
    last: Id | None = None
    #: The value that an indicator had in an earlier ``period``.
    earlier: Id | None = None
    #: (now − before) ÷ before; of a share the difference.
    growth: Id | None = None
    #: From the first date to the second; ``as_of`` is the day of evaluation.
    days: tuple[str, ...] | None = field(default=None, converter=optional(as_tuple))
    #: A number divided by ``per``, rounded to a whole: one cleaner per 500 residents.
    needed: Rule | None = None
    #: A table of dated values in the records.
    index: Id | None = None
    #: Look-back window of events, and which one: up to the day of evaluation (``rolling``),
    #: the calendar period before (``calendar``), or the current one so far (``running``).
    within: Span | None = None
    window: LookBack = "rolling"
    #: Whether the first day of a rolling window belongs to it.
    ends: Ends = "[]"
    #: When an event lies in the window: it touches it, begins in it, or lasts on its last day.
    in_window: Literal["overlaps", "begins", "holds_on_day"] = "overlaps"
    #: Only members for which this holds.
    where: Rule | None = None
    #: ``household``, ``group``, a declared kind of row, ``cohort``, or a kind of event; ``village``
    #: is the cohort of a household, and the villages of a subject of a declared kind.
    over: str = "household"
    #: What a blank of a member is: ``unknown``, left out (``exclude``), or no (``no``).
    blank: Literal["unknown", "exclude", "no"] = "unknown"
    #: Only those of the cohort that are equal in this: ``township``, ``group``, a choice.
    by: str | None = None
    #: Whether the subject counts among those it is compared with.
    itself: bool = True
    #: Which end of a rank is the first place.
    best: Literal["high", "low"] | None = None
    #: How equals are ranked: 1 2 2 4, 1 2 2 3, or 1 3 3 4.
    ties: Ties = "competition"
    #: The period of ``earlier``, or that before which ``growth`` is reckoned.
    period: str | None = None
    since: str | None = None
    per: Decimal | None = field(default=None, converter=as_exact)
    #: Rounding of ``needed``.
    round: Literal["up", "down", "half_up"] = "up"
    #: The date on which an index is read.
    on: str = AS_OF
    #: What an index is on a day without a value.
    gap: Literal["unknown", "latest_known"] = "unknown"
    #: Only households that this recorded draw has drawn (抽样).
    among: Id | None = None
    #: A survey: the share that answers of a ``question`` reach, or how many ``sheets``.
    survey: Id | None = None
    question: Id | None = None
    #: What a sheet with each answer counts; an answer that is not named counts nothing.
    answers: FrozenMapping[str, Fraction] = field(default=EMPTY, converter=as_mapping)
    sheets: Sheets | None = None
    #: Of which sheets: all valid ones, or those that answered the question.
    whole: Literal["valid", "answers"] = "valid"
    #: Weights of the strata; without them their sheets are added up.
    strata: FrozenMapping[Id, Fraction] = field(default=EMPTY, converter=as_mapping)

    @property
    def how(self) -> How:
        """The way, by the key that is given."""
        return next(name for name in WAYS if getattr(self, name) is not None)

    @property
    def of(self) -> Rule:
        """The rule that is aggregated, ranked or worked out; not for the other ways."""
        rule = getattr(self, self.how)
        assert isinstance(rule, Rule)
        return rule

    @property
    def compares(self) -> bool:
        """Whether it takes all subjects that are handed in together."""
        return self.rank is not None or (self.aggregates and self.over in COHORTS)

    @property
    def aggregates(self) -> bool:
        """Whether it aggregates a rule over rows of any kind."""
        return self.how in AGGREGATES

    @property
    def rows(self) -> str | None:
        """The kind of members that it aggregates over; ``None`` where it does not."""
        return self.over if self.aggregates and self.over in PLURALS else None

    @property
    def event_kind(self) -> str | None:
        """The kind of event that it looks at."""
        if self.aggregates and self.over not in PLURALS and self.over not in COHORTS:
            return self.over
        return self.events or self.last

    def problems(self) -> Iterator[Problem]:
        """Give: no way or two, and keys that do not go with it or that it lacks."""
        ways = [name for name in WAYS if getattr(self, name) is not None]
        if len(ways) != 1:
            expected = Message("expected.one-key", names=tuple(WAYS))
            yield Problem(code="not-one-key", found=", ".join(ways), expected=expected)
            return
        way = WAYS[self.how]
        given = [name for name, default in _OPTIONS.items() if getattr(self, name) != default]
        for name in given:
            if name not in way.keys:
                yield checks.only_with(name, *(how for how in WAYS if name in WAYS[how].keys))
        for name in way.required:
            if getattr(self, name) is None:
                yield Problem(code="missing-key", path=(name,))
        if self.aggregates:
            yield from self.misplaced(compares=self.compares, events=self.event_kind is not None)
        if self.within is None:
            yield from (checks.only_with(name, "within") for name in given if name in _WINDOW[1:3])
        elif self.window != "rolling" and self.ends != "[]":
            yield checks.only_with("ends", "window: rolling")
        if self.blank == "no" and self.how not in _COUNTING:
            yield checks.only_with("blank", *_COUNTING[:2], found="no")
        yield from self._scalar_problems()
        if self.survey is not None:
            yield from surveyed_problems(self)

    def misplaced(self, *, compares: bool, events: bool) -> Iterator[Problem]:
        """Give the keys that do not go with what it aggregates over.

        Args:
            compares: Whether that is all that are compared.
            events: Whether it is events.
        """
        given = [name for name, default in _OPTIONS.items() if getattr(self, name) != default]
        if not compares:
            yield from (
                checks.only_with(name, "over: cohort") for name in given if name in _OF_COHORT
            )
        if self.among is not None and self.over != "household":
            yield checks.only_with("among", "over: household")
        if not events:
            names = (name for name in given if name in _OF_EVENTS)
            yield from (checks.only_with(name, "events") for name in names)

    def _scalar_problems(self) -> Iterator[Problem]:
        if self.days is not None and len(self.days) != 2:  # noqa: PLR2004 - a first and a last day
            expected = Message("expected.items", count=2)
            yield Problem(code="wrong-length", path=("days",), expected=expected)
        yield from checks.above(self.per, 0, "per")


def _default(option: Any) -> Any:
    """Give what a field is where it is not given."""
    return option.default.factory() if hasattr(option.default, "factory") else option.default


#: The keys that say more of a way, each with its default.
_OPTIONS: dict[str, Any] = {
    each.name: _default(each) for each in fields(Derived) if each.name not in WAYS
}
