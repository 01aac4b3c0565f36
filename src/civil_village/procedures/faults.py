"""Faults of a record (程序瑕疵): what was not as the procedure asks, with both sides."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import field

from civil_village.mappings import as_tuple
from civil_village.models import Shown, model
from civil_village.problems import Problem
from civil_village.requirements.failures import Failure

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
        failures: The comparisons of the requirement that do not hold, with both sides.
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
    failures: tuple[Failure, ...] = field(default=(), converter=as_tuple)
    problem: Problem | None = None

    @property
    def days(self) -> int | None:
        """By how many days a time was missed; ``None`` where it is no matter of days."""
        if not (isinstance(self.found, date) and isinstance(self.expected, date)):
            return None
        return abs((self.found - self.expected).days)
