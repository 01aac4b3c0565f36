"""Enough (所需票数): which count would still carry what is not decided yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from civil_village.indicators import ROWS, Catalogue
from civil_village.models import Shown, model
from civil_village.procedures.steps import StepRequirement
from civil_village.requirements.needs import Seeker, simple_conditions
from civil_village.rules import Unknown, Value, number_bounds
from civil_village.rules.syntax import Compare, Name


@model(kw_only=True)
class Enough(Shown):
    """Which numbers of votes, or of others who count, would still be enough (所需数量).

    Attributes:
        event: Id of the record, in which the number is not there yet.
        indicator: The count.
        least: The least that is enough for all that is asked.
        most: The greatest that can be, or is allowed; ``None`` where nothing known says so.

    Examples:
        >>> Enough(event="e4", indicator="yes", least=16, most=30).possible
        True
    """

    event: str
    indicator: str
    least: int
    most: int | None

    @property
    def possible(self) -> bool:
        """Whether any number would do."""
        return self.most is None or self.least <= self.most


def enough(
    event: str, catalogue: Catalogue, seeker: Seeker, asked: Iterable[StepRequirement]
) -> Iterator[Enough]:
    """Say for each count that a record still lacks which numbers would meet what is asked.

    Args:
        event: Id of the record.
        catalogue: What its values mean.
        seeker: Knows them, and their ranges.
        asked: The requirements; those count that compare a count, or a share of it, with a number.
    """
    ends: dict[str, tuple[Fraction, Fraction]] = {}
    for each in asked:
        for name, sign, wanted in simple_conditions(each.rule.expression) or ():
            count, whole = _counted(name, catalogue, seeker.scope)
            if count is None or sign not in ("<", "<=", ">", ">="):
                continue
            low, high = ends.get(count) or _possible(count, catalogue, seeker.scope)
            target = seeker.range_of(count).nearest(sign, Fraction(wanted) * whole)
            if sign in (">", ">="):
                low = max(low, high + 1 if target is None else target)
            else:
                high = min(high, low - 1 if target is None else target)
            ends[count] = low, high
    for count, (low, high) in ends.items():
        most = None if high >= ROWS else int(high)
        yield Enough(event=event, indicator=count, least=int(low), most=most)


def _counted(
    name: str, catalogue: Catalogue, scope: Mapping[str, Value]
) -> tuple[str | None, Fraction]:
    """Give the count that a condition waits for, and of how many it takes a share."""
    indicator, nothing = catalogue.indicators[name], (None, Fraction(0))
    if not isinstance(scope[name], Unknown):
        return nothing
    count, whole = name, Fraction(1)
    if indicator.of is not None:
        count, known = indicator.of[0], scope[indicator.of[1]]
        if not isinstance(known, Fraction) or not known or not isinstance(scope[count], Unknown):
            return nothing
        whole = known
    asked = catalogue.indicators[count]
    return (count, whole) if asked.value == "count" and not asked.computed else nothing


def _possible(
    count: str, catalogue: Catalogue, scope: Mapping[str, Value]
) -> tuple[Fraction, Fraction]:
    """Say between which numbers a count lies, by its range, its wholes, and what it keeps to."""
    wholes = [
        indicator.of[1]
        for indicator in catalogue.indicators.values()
        if indicator.of is not None and indicator.of[0] == count and not indicator.may_exceed
    ]
    for each in catalogue.consistency:
        match each.rule.expression:
            case Compare("<=", Name(part), Name(whole)) | Compare(">=", Name(whole), Name(part)):
                wholes += [whole] if part == count else []
    low, high, _ = number_bounds(scope[count])
    known = (scope[whole] for whole in wholes if whole in scope)
    return low, min([high, *(value for value in known if isinstance(value, Fraction))])
