"""Faults of a record (程序瑕疵): what was not as the procedure asks, with both sides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Literal

from attrs import field

from civil_village.exact_numbers import Number, published
from civil_village.mappings import as_tuple
from civil_village.models import Shown, model
from civil_village.problems import Problem
from civil_village.rules import Rule, Unknown, Valued
from civil_village.rules.core import OPPOSITE
from civil_village.rules.printer import to_text
from civil_village.rules.syntax import Compare, Conditional, Constant, Logic, Not

#: What was broken: numbers that cannot be, a requirement, who acts, the notice, the order, the
#: least time to an earlier step, the time for a step, the time for all, or what comes after a
#: vote that was not carried.
Broken = Literal[
    "impossible",
    "requirement",
    "by",
    "notice",
    "order",
    "interval",
    "due",
    "within",
    "stopped",
]


@model
class FailedComparison(Shown):
    """A comparison that does not hold (不成立的比较), with what its sides are worth.

    Attributes:
        rule: The comparison, as it should hold.
        found: What its left side is worth: a number, a truth or a choice; or what is known of it.
        expected: What its right side is worth.

    Examples:
        >>> rule = Rule("attendance >= 2 / 3")
        >>> FailedComparison(rule, Fraction(19, 30), Fraction(2, 3)).found
        Fraction(19, 30)
    """

    rule: Rule
    found: Number | str | bool | Unknown
    expected: Number | str | bool | Unknown


@model(kw_only=True)
class StepFault(Shown):
    """Something in which a record is not in order (程序瑕疵). What has happened is never refused.

    Attributes:
        step: The step; for what a merged record as a whole lacks, the merged step.
        event: Id of the record.
        broken: What was broken.
        rule: Path of the requirement that is not met; ``None`` where a time or an order is not.
        of: The other step that a time or an order speaks of, or the one that ended the matter.
        found: What was found: a day, who acted; ``None`` for nothing.
        expected: What was expected: the first or last day that would do, who may act.
        comparisons: The comparisons of the requirement that do not hold.
        problem: What is impossible about a number.

    Examples:
        >>> late = StepFault(
        ...     step="publish", event="e5", broken="due",
        ...     found=date(2026, 3, 9), expected=date(2026, 3, 7),
        ... )
        >>> late.days
        2
    """

    step: str
    event: str
    broken: Broken
    rule: str | None = None
    of: str | None = None
    found: date | str | None = None
    expected: date | tuple[str, ...] | None = None
    comparisons: tuple[FailedComparison, ...] = field(default=(), converter=as_tuple)
    problem: Problem | None = None

    @property
    def days(self) -> int | None:
        """By how many days a time was missed; ``None`` where it is no matter of days."""
        if not (isinstance(self.found, date) and isinstance(self.expected, date)):
            return None
        return abs((self.found - self.expected).days)


def failed(valued: Valued, *, wanted: bool = True) -> Iterator[FailedComparison]:
    """Give the comparisons by which a decided rule does not hold, with both sides.

    Args:
        valued: The rule, worked out.
        wanted: What it should be.

    Examples:
        >>> scope = {"yes": Fraction(9), "no": Fraction(9), "present": Fraction(20)}
        >>> rule = Rule("yes > no && yes * 2 >= present").value(scope)
        >>> [(each.rule.text, str(each.found)) for each in failed(rule)]
        [('yes > no', '9'), ('yes * 2 >= present', '18')]
    """
    if isinstance(valued.value, Unknown) or valued.value is wanted:
        return
    match valued.expression:
        case Not():
            yield from failed(valued.parts[0], wanted=not wanted)
        case Logic():
            for part in valued.parts:
                yield from failed(part, wanted=wanted)
        case Conditional() if not isinstance(valued.parts[0].value, Unknown):
            yield from failed(valued.parts[1 if valued.parts[0].value else 2], wanted=wanted)
        case Compare(sign, left, right):
            shown = Compare(sign if wanted else OPPOSITE[sign], left, right)
            yield FailedComparison(Rule(to_text(shown)), *map(_worth, valued.parts))
        case part:  # a truth, or whether something is one of several
            shown = Compare("==", part, Constant(wanted))
            yield FailedComparison(Rule(to_text(shown)), not wanted, wanted)


def _worth(part: Valued) -> Number | str | bool | Unknown:
    return published(part.value) if isinstance(part.value, Fraction) else part.value
