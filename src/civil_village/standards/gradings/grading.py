"""What every grading can do: turn what was found of a criterion into points (计分方式).

A grading is a frozen class of parameters with a name and a version and a few pure
functions. Its points stand between 0 and the criterion's full points; where facts are
missing it gives the least and the greatest that they allow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Protocol

from civil_village import checks
from civil_village.curves.curve import AnyCurve, Curve, Points
from civil_village.curves.in_words import piece_told
from civil_village.messages import Message
from civil_village.models import Shown, by_name, model
from civil_village.problems import Path, Problem, shown
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


class Grading(Protocol):
    """How a criterion turns what was found into points (计分方式): the door for all gradings.

    A grading is a frozen attrs class that derives from this one, so that it need not say
    what most gradings have in common. `civil_village.testing.check_grading` tells whether
    it keeps its promises.

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

    def points(self, case: GradedCase) -> Points:
        """Give the least and greatest points, between 0 and the criterion's."""
        ...

    def asked(self, case: GradedCase) -> Points:
        """Give the least and greatest of the full points that are not exempt: all of them."""
        return case.full, case.full

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


def shared_points(case: GradedCase, shares: Sequence[Fraction]) -> Points:
    """Add up the shares of the requirements that are surely met, and of those that may be."""
    least = greatest = ZERO
    for share, (_, checked) in zip(shares, case.requirements, strict=True):
        found = checked.credited if case.credited else checked.fulfilled
        least += share if found is True else 0
        greatest += share if found is not False else 0
    return least, greatest


def shared_asked(case: GradedCase, shares: Sequence[Fraction]) -> Points:
    """Add up the shares of the requirements that surely apply, and of those that may."""
    pairs = [(share, c.applies) for share, (_, c) in zip(shares, case.requirements, strict=True)]
    least = sum((share for share, applies in pairs if applies), ZERO)
    return least, sum((share for share, applies in pairs if applies is not False), ZERO)


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


def measured(case: GradedCase, curve: Curve) -> Points:
    """Read a curve at the one number of a case, between 0 and the criterion's points."""
    least, greatest, sure = number_bounds(*case.values)
    if not sure:  # it may have no value at all, and then nothing is decided
        return ZERO, case.full
    low, high = curve.over(least, greatest)
    return max(ZERO, min(low, case.full)), max(ZERO, min(high, case.full))
