"""What every grading can do: turn what was found of a criterion into points (计分方式).

A grading is a frozen class of parameters with a name and a version and a few pure
functions. Its points stand between 0 and the criterion's full points; where facts are
missing it gives the least and the greatest that they allow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, NamedTuple, Protocol

from civil_village import checks
from civil_village.curves.curve import AnyCurve, Curve, Points, ReckonedPoints
from civil_village.curves.in_words import piece_told
from civil_village.messages import Message
from civil_village.models import Shown, by_name, model
from civil_village.problems import Path, Problem, shown
from civil_village.reckoning import (
    Mark,
    Reckoned,
    Truth,
    both,
    denied,
    either,
    exactly,
    greater,
    lesser,
    pick,
    total,
)
from civil_village.requirements import Checked, Requirement
from civil_village.rules import Missing, Rule, Signature, Unknown, Value, number_bounds
from civil_village.written_forms import NAMED, Form

ZERO, ONE = Fraction(0), Fraction(1)


@model(kw_only=True)
class GradedCase(Shown):
    """What a grading looks at: the criterion's points, its requirements, its numbers.

    Attributes:
        full: Full points of the criterion.
        requirements: Its requirements, each with what was found of it.
        values: The numbers that the grading measures, in the order of its ``measures``.
        credited: Whether what is exempt counts as met; else it is left out where it has own points.
    """

    full: Fraction
    requirements: Sequence[tuple[Requirement, Checked]]
    values: Sequence[Value] = ()
    credited: bool = True


class Marks(NamedTuple):
    """What was found of a requirement (要求标记), known or as parts of a rule.

    Attributes:
        applies: Whether it applies.
        holds: Whether its rule and judgement hold.

    Examples:
        >>> Marks(Mark.of(True), Mark.of(None)).credited
        Mark(sure=False, possible=True)
    """

    applies: Mark
    holds: Mark

    @property
    def credited(self) -> Mark:
        """Whether it counts as met where an exemption does too."""
        sure = either(denied(self.applies.possible), self.holds.sure)
        return Mark(sure, either(denied(self.applies.sure), self.holds.possible))

    @property
    def met(self) -> Mark:
        """Whether it applies and is met."""
        sure = both(self.applies.sure, self.holds.sure)
        return Mark(sure, both(self.applies.possible, self.holds.possible))


class CoreValue(NamedTuple):
    """A number that a grading measures (计量值), known or as a part of a rule.

    Attributes:
        least: Its least value.
        greatest: Its greatest value; the same object where it is known.
        sure: Whether it has a value at all.

    Examples:
        >>> CoreValue.of(Fraction(2)).greatest
        Fraction(2, 1)
    """

    least: Reckoned
    greatest: Reckoned
    sure: Truth

    @classmethod
    def of(cls, value: Value) -> CoreValue:
        """Take the worth of a rule.

        Examples:
            >>> CoreValue.of(Fraction(2)).sure
            True
        """
        return cls(*number_bounds(value))


@model(kw_only=True)
class CoreCase(Shown):
    """What a grading's `core` looks at (计分对象): numbers and truths, known or parts of a rule.

    Attributes:
        full: Full points of the criterion.
        requirements: Its requirements, each with its marks.
        values: The numbers that the grading measures.
        credited: Whether what is exempt counts as met; else it is left out where it has own points.
    """

    full: Fraction
    requirements: Sequence[tuple[Requirement, Marks]] = ()
    values: Sequence[CoreValue] = ()
    credited: bool = True

    @classmethod
    def of(cls, case: GradedCase) -> CoreCase:
        """Give a case that was found as the core sees it.

        Examples:
            >>> CoreCase.of(GradedCase(full=ONE, requirements=(), values=[ONE])).values[0].least
            Fraction(1, 1)
        """
        pairs = [(asked, marks_of(checked)) for asked, checked in case.requirements]
        values = tuple(map(CoreValue.of, case.values))
        return cls(full=case.full, requirements=pairs, values=values, credited=case.credited)

    @property
    def marks(self) -> list[Mark]:
        """Of each requirement, whether it counts as met on the terms of the case."""
        return [m.credited if self.credited else m.met for _, m in self.requirements]


def marks_of(checked: Checked) -> Marks:
    """Mark what was found of a requirement or strike.

    Examples:
        >>> marks_of(Checked(applies=True, holds=None)).met
        Mark(sure=False, possible=True)
    """
    return Marks(Mark.of(checked.applies), Mark.of(checked.holds))


class Grading(Protocol):
    """How a criterion turns what was found into points (计分方式): the door for all gradings.

    A grading is a frozen attrs class that derives from this one, so that it need not say
    what most gradings have in common. It tells its points by `core` or by `points`.
    `core` is written in the words of `civil_village.reckoning`, so that it also gives the
    expression of the points, which other languages' engines read; `points` is any Python,
    and portable documents then leave the points out and say so.
    `civil_village.testing.check_grading` tells whether a grading keeps its promises.

    Examples:
        >>> from civil_village.standards.gradings import All
        >>> dict(All().measures), All().endless(3, [])
        ({}, False)
    """

    __slots__ = ()

    #: The word by which documents name it.
    name: ClassVar[str]
    form: ClassVar[Form] = NAMED
    #: Grows when the same parameters give other points.
    version: ClassVar[int]
    #: The fields of parts with ids inside it, which are parts of its criterion.
    inside: ClassVar[tuple[str, ...]] = ()
    #: Whether more that is met, or a greater number, never gives fewer points.
    monotone: ClassVar[bool] = False

    @property
    def measures(self) -> Mapping[Path, Rule]:
        """The rules for the numbers that it looks at, each by its path in the grading: none."""
        return {}

    def core(self, case: CoreCase) -> ReckonedPoints | None:  # noqa: ARG002 - for those that tell points so
        """Give the least and greatest points, between 0 and the criterion's, as an expression.

        Returns:
            Points that are known where all of the case is, else parts of a rule; nothing for
            a grading that tells its points by `points`.
        """
        return None

    def core_asked(self, case: CoreCase) -> ReckonedPoints:
        """Give the least and greatest of the full points that are not exempt: all of them."""
        return case.full, case.full

    def points(self, case: GradedCase) -> Points:
        """Give the least and greatest points, between 0 and the criterion's: those of `core`.

        Raises:
            NotImplementedError: The grading tells its points by neither.
        """
        found = self.core(CoreCase.of(case))
        if found is None:
            raise NotImplementedError(f"{type(self).__name__}: core or points")
        return exactly(found[0]), exactly(found[1])

    def asked(self, case: GradedCase) -> Points:
        """Give the least and greatest of the full points that are not exempt: those of `core`."""
        if type(self).core_asked is Grading.core_asked:
            return case.full, case.full
        least, greatest = self.core_asked(CoreCase.of(case))
        return exactly(least), exactly(greatest)

    def missing(self, full: Fraction, values: Sequence[Value]) -> Iterator[Missing]:  # noqa: ARG002 - for those that ask
        """Give what is missing of the numbers that it measures, where it can change points."""
        yield from (m for value in values if isinstance(value, Unknown) for m in value.missing)

    def told(self) -> Message:
        """Say how points are counted, with the grading's own numbers."""
        ...

    def applied(self, full: Fraction, values: Sequence[Value]) -> Iterator[Message]:  # noqa: ARG002 - for those that ask
        """Say what of it applied to the numbers that it measured, all known: nothing more."""
        yield from ()

    @staticmethod
    def taken(value: object) -> Grading | None:
        """Take the name of one that comes with the library and needs no parameters."""
        from civil_village.standards.gradings import GRADINGS  # noqa: PLC0415 - each of them derives from this

        return by_name(value, GRADINGS)

    def problems(self) -> Iterator[Problem]:
        """Give what is wrong with its parameters."""
        yield from ()

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:  # noqa: ARG002 - for those that ask
        """Give what is wrong with its use in a criterion, paths from the criterion."""
        yield from ()

    def measured_problems(self, full: Decimal, numbers: Sequence[Signature]) -> Iterator[Problem]:  # noqa: ARG002 - for those that ask
        """Give what is wrong with the numbers that it measures, paths from the criterion."""
        yield from ()

    def endless(self, count: int, numbers: Sequence[Signature]) -> bool:  # noqa: ARG002 - for those that ask
        """Tell whether points may have no last digit.

        Args:
            count: How many requirements the criterion has.
            numbers: What is known of each number that is measured.
        """
        return False


def shared_points(case: CoreCase, shares: Sequence[Fraction]) -> ReckonedPoints:
    """Add up the shares of the requirements that are surely met, and of those that may be."""
    return _shared(shares, case.marks)


def shared_asked(case: CoreCase, shares: Sequence[Fraction]) -> ReckonedPoints:
    """Add up the shares of the requirements that surely apply, and of those that may."""
    return _shared(shares, [marks.applies for _, marks in case.requirements])


def _shared(shares: Sequence[Fraction], marks: Sequence[Mark]) -> ReckonedPoints:
    pairs = list(zip(shares, marks, strict=True))
    return (
        total(pick(mark.sure, share, ZERO) for share, mark in pairs),
        total(pick(mark.possible, share, ZERO) for share, mark in pairs),
    )


def needs_requirements(requirements: Sequence[Requirement]) -> Iterator[Problem]:
    """Give a criterion without requirements."""
    yield from checks.not_empty(requirements, "requirements")


def no_own_points(requirements: Sequence[Requirement]) -> Iterator[Problem]:
    """Give requirements with points of their own, which would have no effect."""
    for index, requirement in enumerate(requirements):
        if requirement.points is not None:
            path = ("requirements", index, "points")
            expected = Message("expected.only-with", name=("grade: sum", "grade: levels"))
            found = shown(requirement.points)
            yield Problem(code="key-of-other-type", path=path, found=found, expected=expected)


def own_points(requirements: Sequence[Requirement]) -> Iterator[Problem]:
    """Give a criterion without requirements, and requirements without points of their own."""
    yield from needs_requirements(requirements)
    for index, requirement in enumerate(requirements):
        if requirement.points is None:
            yield Problem(code="missing-key", path=("requirements", index, "points"))


def no_requirements(requirements: Sequence[Requirement]) -> Iterator[Problem]:
    """Give requirements beside a number, which would have no effect."""
    if requirements:
        expected = Message("expected.only-with", name=("all", "sum", "count", "levels", "divided"))
        yield Problem(code="key-of-other-type", path=("requirements",), expected=expected)


def floor_problems(name: str, floor: Decimal, full: Decimal) -> Iterator[Problem]:
    """Give a floor that is not between 0 and the criterion's points."""
    yield from checks.between(floor, 0, full, "grade", name, "floor")


def applied(curve: AnyCurve, value: Value) -> Iterator[Message]:
    """Say which piece of a curve applied to a number."""
    assert isinstance(value, Fraction)  # a known number
    piece = piece_told(curve, value)
    if piece.key != "curve.nothing":
        yield Message("explain.applied", piece=piece)


def measured(case: CoreCase, curve: Curve) -> ReckonedPoints:
    """Read a curve at the number of a case, between 0 and the criterion's points."""
    value = case.values[0]
    low, high = curve.reckoned_over(value.least, value.greatest)
    return settled(case, value.sure, low, high)


def settled(
    case: CoreCase, sure: Truth, low: Reckoned, high: Reckoned, floor: Fraction = ZERO
) -> ReckonedPoints:
    """Keep points in their range; of a number that may have no value, nothing is decided."""
    least = pick(sure, greater(floor, lesser(low, case.full)), floor)
    return least, pick(sure, greater(floor, lesser(high, case.full)), case.full)
