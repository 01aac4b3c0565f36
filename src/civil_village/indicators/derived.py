"""How an indicator comes from others: the ways there are, each with exactly its own keys.

All aggregation of the library stands here as data: shares, counts, sums, means and
extremes over members, over all that are compared, or over events within a look-back
window; and what follows from a subject's own facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, get_args

from attrs import field

from civil_village import checks
from civil_village.exact_numbers import as_exact
from civil_village.ids import Id, id_problems
from civil_village.indicators.aggregated import (
    CountOf,
    EventCount,
    MaximumOf,
    MeanOf,
    MinimumOf,
    RankOf,
    ShareOf,
    SumOf,
)
from civil_village.indicators.derived_base import Derived
from civil_village.indicators.subjects import NUMBERS, ValueType
from civil_village.indicators.surveyed import SheetCount, SurveyShare
from civil_village.mappings import as_tuple
from civil_village.models import model
from civil_village.problems import Problem
from civil_village.rules import Rule

#: The word that stands for the day of evaluation where a date is named.
AS_OF = "as_of"


@model(kw_only=True)
class Formula(Derived):
    """A condition or number over the subject's own facts (由规则得出).

    Attributes:
        rule: What is worked out.

    Examples:
        >>> Formula(rule=Rule("income >= 1.2 * mean_income")).how
        'rule'
    """

    how = "rule"
    values = ("truth", *NUMBERS)

    rule: Rule


@model(kw_only=True)
class LastEvent(Derived):
    """The day on which the last event of a kind began (最近一次日期).

    Attributes:
        last: Kind of event.

    Examples:
        >>> LastEvent(last="inspection").event_kind
        'inspection'
    """

    how = "last"
    values = ("date",)

    last: Id

    @property
    def event_kind(self) -> str:
        """The kind of event that it looks at."""
        return self.last


@model(kw_only=True)
class EarlierValue(Derived):
    """The value that an indicator had in an earlier period (往期值).

    Attributes:
        earlier: The indicator.
        period: Name of the earlier period, as records write it.

    Examples:
        >>> EarlierValue(earlier="income", period="2023").period
        '2023'
    """

    how = "earlier"
    values = get_args(ValueType)

    earlier: Id
    period: str


@model(kw_only=True)
class Growth(Derived):
    """(now − before) ÷ before, of a share the difference (增长率).

    Attributes:
        growth: The indicator.
        since: The period before which it is reckoned.

    Examples:
        >>> Growth(growth="income", since="2023").since
        '2023'
    """

    how = "growth"
    values = ("ratio",)

    growth: Id
    since: str


@model(kw_only=True)
class DaysBetween(Derived):
    """From the first date to the second (间隔天数); ``as_of`` is the day of evaluation.

    Attributes:
        days: The two dates: names of indicators, or ``as_of``.

    Examples:
        >>> DaysBetween(days=["founded", "as_of"]).days
        ('founded', 'as_of')
    """

    how = "days"
    values = ("count",)

    days: tuple[str, str] = field(converter=as_tuple)


@model(kw_only=True)
class Needed(Derived):
    """A number divided by ``per``, rounded to a whole (需要数): one cleaner per 500 residents.

    Attributes:
        needed: The number that is divided.
        per: What it is divided by; above 0.
        round: How the result becomes whole.

    Examples:
        >>> Needed(needed=Rule("residents"), per=500).round
        'up'
    """

    how = "needed"
    values = ("count",)

    needed: Rule
    per: Decimal = field(converter=as_exact)
    round: Literal["up", "down", "half_up"] = "up"

    def problems(self) -> Iterator[Problem]:
        """Give a number for each of which nothing can be needed."""
        yield from checks.above(self.per, 0, "per")


@model(kw_only=True)
class IndexValue(Derived):
    """What a table of dated values in the records says on a day (指数).

    Attributes:
        index: Name of the index in the records.
        on: The date on which it is read: an indicator, or ``as_of``.
        gap: What it is on a day without a value: ``unknown``, or the ``latest_known`` one.

    Examples:
        >>> IndexValue(index="pork").on
        'as_of'
    """

    how = "index"
    values = NUMBERS

    index: Id
    on: str = AS_OF
    gap: Literal["unknown", "latest_known"] = "unknown"

    def problems(self) -> Iterator[Problem]:
        """Give an index that is named by no id."""
        yield from id_problems(self.index, "index")


#: Every way; a document tells it by its first key.
AnyDerived = (
    ShareOf
    | CountOf
    | SumOf
    | MeanOf
    | MinimumOf
    | MaximumOf
    | RankOf
    | Formula
    | EventCount
    | LastEvent
    | EarlierValue
    | Growth
    | DaysBetween
    | Needed
    | IndexValue
    | SurveyShare
    | SheetCount
)
