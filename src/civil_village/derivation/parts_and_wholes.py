"""Parts above their whole (部分大于整体), told of the members that they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeGuard

from attrs import evolve

from civil_village.aggregates import ZERO, counted_row
from civil_village.exact_numbers import published
from civil_village.facts import part_exceeds
from civil_village.indicators import Aggregate, AnyDerived, CountOf, SumOf
from civil_village.messages import Message
from civil_village.problems import Path, Problem
from civil_village.rules import Value


def excess_problems(
    problem: Problem,
    part: AnyDerived | None,
    whole: AnyDerived | None,
    rows: Sequence[Mapping[str, Value]],
    place: Path,
) -> Iterator[Problem]:
    """Say of the members what a village's part and whole say of all of them.

    Args:
        problem: That the part exceeds the whole, as the village tells it.
        part: How the part comes from the members, where it does.
        whole: How the whole does.
        rows: The values of each of those that the part comes from.
        place: What leads to them in the record.

    Returns:
        A problem for each member whose own part is more than its own whole; where no member
        is to blame by itself, the village's, at the first member that has a part; and nothing
        where the part is not added up from members.

    Examples:
        >>> from civil_village.rules import Rule
        >>> part, whole = SumOf(sum=Rule("at_school")), SumOf(sum=Rule("children"))
        >>> homes = [{"children": Fraction(1), "at_school": Fraction(n)} for n in (1, 2)]
        >>> for problem in excess_problems(
        ...     part_exceeds(3, 2), part, whole, homes, ("households",)
        ... ):
        ...     print(problem.path, problem.found)
        ('households', 1, 'values', 'at_school') 2 > 1
    """
    if not _adds_up(part):
        return
    own = [_ends(part, row)[0] for row in rows]
    single = False
    if _adds_up(whole) and whole.over == part.over:
        for index, (least, row) in enumerate(zip(own, rows, strict=True)):
            most = _ends(whole, row)[1]
            if least > most:
                single = True
                told = part_exceeds(published(least), published(most), _names(problem))
                yield evolve(told, path=_place(part, place, index))
    first = next((index for index, least in enumerate(own) if least > 0), None)
    if not single and first is not None:
        hint = Message("hint.added-up", rows=place[-1])
        yield evolve(problem, path=_place(part, place, first), hint=hint)


def _names(problem: Problem) -> tuple[Any, ...] | None:
    """Give what a problem calls part and whole."""
    sides = () if problem.expected is None else problem.expected.arguments.values()
    return tuple(side.arguments["name"] for side in sides) or None


def _adds_up(derive: AnyDerived | None) -> TypeGuard[CountOf | SumOf]:
    """Tell whether it adds up a number of each member."""
    return isinstance(derive, CountOf | SumOf) and derive.among is None


def _ends(derive: Aggregate, row: Mapping[str, Value]) -> tuple[Fraction, Fraction]:
    """Give least and greatest of what a member adds; what is no member adds nothing."""
    counted = counted_row(derive, row)
    if counted is None:
        return ZERO, ZERO
    least, greatest = counted.row.least, counted.row.greatest
    return (least, greatest) if counted.row.sure else (min(least, ZERO), max(greatest, ZERO))


def _place(derive: Aggregate, place: Path, index: int) -> Path:
    """Lead to the value of a member that is added up."""
    member: Path = (*place, index)
    names = derive.of.names
    return (*member, "values", next(iter(names))) if names else member
