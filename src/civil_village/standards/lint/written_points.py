"""Written points (所写分值): where a criterion does not give the points that its words promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from civil_village.curves.curve import AnyCurve, Brackets, PerUnit
from civil_village.exact_numbers import published
from civil_village.messages import Message
from civil_village.problems import Path, Problem, shown
from civil_village.rules import Signature
from civil_village.standards.gradings import ByCurve, Count
from civil_village.standards.model.criteria import Criterion
from civil_village.standards.model.reach import reach


def unlike_written(criterion: Criterion, names: Mapping[str, Signature]) -> Iterator[Problem]:
    """Find full points that no facts give, points that are cut off, and lists turned round.

    Args:
        criterion: The criterion.
        names: What rules know of the facts.

    Examples:
        >>> from civil_village.requirements import Requirement
        >>> from civil_village.rules import Rule
        >>> asked = [Requirement(id=name, rule=Rule(name)) for name in ("plan", "duty")]
        >>> turned = Criterion(id="c", points=8, grade=Count(met=[1, 0.5, 0]), requirements=asked)
        >>> [problem.code for problem in unlike_written(turned, {})]
        ['more-gives-less', 'points-for-nothing']
    """
    most = reach(criterion, names)[1]
    if most < criterion.points:
        expected = Message("expected.at-most", most=published(most))
        yield _finding("points-out-of-reach", ("points",), criterion.points, expected)
    if isinstance(criterion.grade, ByCurve):
        yield from _cut_off(criterion, criterion.grade, names)
    if isinstance(criterion.grade, Count):
        yield from _turned_round(criterion, criterion.grade)


def _finding(
    code: str, path: Path, found: Decimal | Fraction, expected: Message | None = None
) -> Problem:
    hint = Message(f"hint.{code}")
    number = shown(published(found))
    return Problem(
        code=code, path=path, found=number, expected=expected, hint=hint, level="finding"
    )


def _cut_off(
    criterion: Criterion, grade: ByCurve, names: Mapping[str, Signature]
) -> Iterator[Problem]:
    """Find points of a curve that are written and do not count."""
    number = grade.of.signature(names)
    if number is None or _goes_on(grade.by):
        return  # so many for each, as far as the points of the criterion go
    path = ("grade", grade.name, "by")
    expected = Message("expected.between", least=0, most=criterion.points)
    least, most = grade.by.over(number.minimum, number.maximum)
    if most > criterion.points:
        yield _finding("points-cut-off", path, most, expected)
    if least < 0:
        yield _finding("points-cut-off", path, least, expected)


def _goes_on(curve: AnyCurve) -> bool:
    """Tell whether a curve has no end of its own."""
    if isinstance(curve, PerUnit):
        return (curve.most if curve.give > 0 else curve.least) is None
    return isinstance(curve, Brackets)


def _turned_round(criterion: Criterion, grade: Count) -> Iterator[Problem]:
    """Find lists by which more that is met gives less, or nothing met gives points."""
    written = grade.met or grade.short
    if written is None:
        return
    # Of none, one, two … of them the share, the last of which goes on.
    shares = [
        Fraction(written[min(n, len(written) - 1)]) for n in range(len(criterion.requirements) + 1)
    ]
    if grade.met is None:
        shares.reverse()
    path: Path = ("grade", grade.name, "short" if grade.met is None else "met")
    full = Fraction(criterion.points)
    for less, more in pairwise(shares):
        if more < less:
            expected = Message("expected.at-least", least=published(full * less))
            yield _finding("more-gives-less", path, full * more, expected)
            break
    if shares[0]:
        expected = Message("expected.exactly", value=0)
        yield _finding("points-for-nothing", path, full * shares[0], expected)
