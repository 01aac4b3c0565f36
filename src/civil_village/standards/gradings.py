"""Gradings: how a criterion turns what was found into points (计分方式).

A grading is a frozen class of parameters with a name and a version and three pure
functions. Its points stand between 0 and the criterion's full points; where facts are
missing it gives the least and the greatest that they allow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Literal, Protocol

from attrs import field, frozen

from civil_village.aggregates import Limits, Row, mean
from civil_village.curves import (
    AnyCurve,
    Curve,
    Linear,
    PerUnit,
    Points,
    Shortfall,
    Step,
    Steps,
)
from civil_village.messages import Message
from civil_village.problems import Problem, require, shown
from civil_village.quantities import exact_decimal, published, share_text
from civil_village.requirements import Checked, Requirement
from civil_village.rules import Rule, Value, number_bounds

ZERO, ONE = Fraction(0), Fraction(1)


@frozen(kw_only=True)
class Case:
    """What a grading looks at: the criterion's points, its requirements, its number."""

    full: Fraction
    requirements: Sequence[tuple[Requirement, Checked]]
    #: The number that the grading measures; ``None`` for those that measure none.
    value: Value | None = None


class Grading(Protocol):
    """What every grading can do."""

    name: ClassVar[str]
    version: ClassVar[int]

    @property
    def measures(self) -> Rule | None:
        """The rule for the number that it looks at, where it looks at one."""
        ...

    def points(self, case: Case) -> Points:
        """Give the least and greatest points."""
        ...

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:
        """Give what is wrong with its use in a criterion, paths from the criterion."""
        ...

    def told(self) -> Message:
        """Say how points are counted, with the grading's own numbers."""
        ...

    def endless(self, count: int) -> bool:
        """Tell whether points of a criterion of ``count`` requirements may have no last digit."""
        ...


def _needs_requirements(requirements: Sequence[Requirement]) -> Iterator[Problem]:
    if not requirements:
        yield Problem(code="empty-list", path=("requirements",))


def _no_own_points(requirements: Sequence[Requirement]) -> Iterator[Problem]:
    for index, requirement in enumerate(requirements):
        if requirement.points is not None:
            path = ("requirements", index, "points")
            expected = Message("expected.only-with", name="grade: sum")
            found = shown(requirement.points)
            yield Problem(code="key-of-other-type", path=path, found=found, expected=expected)


@frozen(kw_only=True)
class All:
    """All or nothing (全部达到才得分): full points where every requirement is met.

    Examples:
        >>> met, open_ = Checked(applies=True, holds=True), Checked(applies=True, holds=None)
        >>> asked = Requirement(id="a", rule=Rule("a"))
        >>> All().points(Case(full=Fraction(5), requirements=[(asked, met), (asked, open_)]))
        (Fraction(0, 1), Fraction(5, 1))
    """

    name: ClassVar[str] = "all"
    version: ClassVar[int] = 1

    @property
    def measures(self) -> Rule | None:
        """Nothing."""
        return None

    def points(self, case: Case) -> Points:
        """Give all points or none."""
        credited = [checked.credited for _, checked in case.requirements]
        least = case.full if all(credited) else ZERO
        return least, ZERO if False in credited else case.full

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:  # noqa: ARG002 - protocol
        """Give a criterion without requirements, and requirements with points."""
        yield from _needs_requirements(requirements)
        yield from _no_own_points(requirements)

    def told(self) -> Message:
        """Say it in one sentence."""
        return Message(f"grading.{self.name}")

    def endless(self, count: int) -> bool:  # noqa: ARG002 - protocol
        """Never."""
        return False


@frozen(kw_only=True)
class Sum:
    """Each requirement gives points of its own (逐项累加); they add up to the criterion's.

    Examples:
        >>> met, not_met = Checked(applies=True, holds=True), Checked(applies=True, holds=False)
        >>> asked = [Requirement(id=id, rule=Rule("a"), points=p) for id, p in (("a", 6), ("b", 4))]
        >>> checks = [(asked[0], met), (asked[1], not_met)]
        >>> Sum().points(Case(full=Fraction(10), requirements=checks))
        (Fraction(6, 1), Fraction(6, 1))
    """

    name: ClassVar[str] = "sum"
    version: ClassVar[int] = 1

    @property
    def measures(self) -> Rule | None:
        """Nothing."""
        return None

    def points(self, case: Case) -> Points:
        """Add up what is met for sure, and what may be."""
        least = greatest = ZERO
        for requirement, checked in case.requirements:
            own = Fraction(requirement.points or 0)
            least += own if checked.credited is True else 0
            greatest += own if checked.credited is not False else 0
        return least, greatest

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:
        """Give requirements without points, and points that do not add up."""
        yield from _needs_requirements(requirements)
        lacking = [i for i, requirement in enumerate(requirements) if requirement.points is None]
        for index in lacking:
            yield Problem(code="missing-key", path=("requirements", index, "points"))
        added = sum((requirement.points or Decimal(0) for requirement in requirements), Decimal(0))
        if not lacking and added != full:
            expected, hint = Message("expected.sum", value=added), Message("hint.check-points")
            yield Problem(
                code="points-mismatch",
                path=("points",),
                found=shown(full),
                expected=expected,
                hint=hint,
            )

    def told(self) -> Message:
        """Say it in one sentence."""
        return Message(f"grading.{self.name}")

    def endless(self, count: int) -> bool:  # noqa: ARG002 - protocol
        """Never: they are whole parts of what is written down."""
        return False


def _shares(value: Any) -> tuple[Decimal, ...] | None:
    return None if value is None else tuple(exact_decimal(share) for share in value)


@frozen(kw_only=True)
class Count:
    """Points by how many requirements are met (按达标项数计分).

    Args:
        met: Share of the points for none, one, two … met; the last one goes on.
        short: Share of the points for none, one, two … not met; the last one goes on.
            With neither, points are proportional: met by applicable requirements.

    Examples:
        One of three is not met: 0.66 of 15 points.

        >>> met, not_met = Checked(applies=True, holds=True), Checked(applies=True, holds=False)
        >>> asked = Requirement(id="a", rule=Rule("a"))
        >>> case = Case(full=Fraction(15), requirements=[(asked, c) for c in (met, met, not_met)])
        >>> Count(short=[1, 0.66, 0.33, 0]).points(case)[0] == Fraction("9.9")
        True
    """

    name: ClassVar[str] = "count"
    version: ClassVar[int] = 1
    #: What documents may write for it.
    expects: ClassVar[str] = "type.count-grading"
    #: What a document may write instead of its keys.
    short_form: ClassVar[Any] = Literal["proportional"]
    met: tuple[Decimal, ...] | None = field(default=None, converter=_shares)
    short: tuple[Decimal, ...] | None = field(default=None, converter=_shares)

    def __attrs_post_init__(self) -> None:
        require(self)

    def problems(self) -> Iterator[Problem]:
        """Give both directions at once, an empty list, and shares out of range."""
        if self.met is not None and self.short is not None:
            expected = Message("expected.one-key", names=("met", "short"))
            yield Problem(code="not-one-key", found="met, short", expected=expected)
        for name in ("met", "short"):
            shares: tuple[Decimal, ...] | None = getattr(self, name)
            if shares == ():
                yield Problem(code="empty-list", path=(name,))
            for index, share in enumerate(shares or ()):
                if not 0 <= share <= 1:
                    path, expected = (name, index), Message("expected.share")
                    yield Problem(
                        code="out-of-range", path=path, found=shown(share), expected=expected
                    )

    @property
    def measures(self) -> Rule | None:
        """Nothing."""
        return None

    def points(self, case: Case) -> Points:
        """Give the points for every count that is still possible, least and greatest."""
        if self.met is None and self.short is None:
            return self._proportional(case)
        credited = [checked.credited for _, checked in case.requirements]
        sure, open_ = credited.count(True), credited.count(None)
        possible = [
            case.full * self._share(n, len(credited)) for n in range(sure, sure + open_ + 1)
        ]
        return min(possible), max(possible)

    def _share(self, met: int, count: int) -> Fraction:
        shares, number = (self.met, met) if self.met is not None else (self.short, count - met)
        assert shares  # one is there, and not empty
        return Fraction(shares[min(number, len(shares) - 1)])

    def _proportional(self, case: Case) -> Points:
        """Average the applicable requirements, as any share of rows that may be members."""
        rows = []
        for _, checked in case.requirements:
            if checked.applies is not False:
                least = ONE if checked.holds is True else ZERO
                greatest = ZERO if checked.holds is False else ONE
                rows.append(Row(least, greatest, sure=checked.applies is True))
        found = mean(rows, Limits(complete=True, least=ZERO, greatest=ONE))
        # Where every one of them may turn out exempt, full points are possible.
        greatest = found.greatest if found.sure else ONE
        return case.full * found.least, case.full * greatest

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:  # noqa: ARG002 - protocol
        """Give a criterion without requirements, and requirements with points."""
        yield from _needs_requirements(requirements)
        yield from _no_own_points(requirements)

    def told(self) -> Message:
        """Say the direction and its shares."""
        if self.met is not None:
            return Message("grading.count.met", shares=self.met)
        if self.short is not None:
            return Message("grading.count.short", shares=self.short)
        return Message("grading.count.proportional")

    def endless(self, count: int) -> bool:
        """Tell whether a share of so many, or of fewer where some are exempt, may not end."""
        return self.met is None and self.short is None and count > 2  # noqa: PLR2004 - thirds never end

    @staticmethod
    def from_plain(value: Any) -> Any:
        """Take the word ``proportional`` for neither direction."""
        return {} if value == "proportional" else value

    def plain(self) -> Any:
        """Give the one direction, or ``proportional``."""
        if self.met is not None:
            return {"met": self.met}
        return {"short": self.short} if self.short is not None else "proportional"


def _measured(value: Value | None, full: Fraction, curve: Curve) -> Points:
    """Read a curve at a number, between 0 and the criterion's points."""
    assert value is not None  # evaluation hands in what the grading measures
    least, greatest, sure = number_bounds(value)
    if not sure:  # it may have no value at all, and then nothing is decided
        return ZERO, full
    low, high = curve.over(least, greatest)
    return max(ZERO, min(low, full)), max(ZERO, min(high, full))


@frozen(kw_only=True)
class ByCurve:
    """Points by a curve of one number (按指标值计分).

    Examples:
        >>> from civil_village.curves import Step, Steps
        >>> by = Steps([Step(from_=4, give=1), Step(from_=10, give=2)])
        >>> grading = ByCurve(of=Rule("meetings"), by=by)
        >>> grading.points(Case(full=Fraction(2), requirements=(), value=Fraction(5)))[0]
        Fraction(1, 1)
    """

    name: ClassVar[str] = "curve"
    version: ClassVar[int] = 1
    of: Rule
    by: AnyCurve

    @property
    def measures(self) -> Rule | None:
        """The rule ``of``."""
        return self.of

    def points(self, case: Case) -> Points:
        """Give the curve's points at the number, or over its bounds."""
        return _measured(case.value, case.full, self.by)

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:  # noqa: ARG002 - protocol
        """Give requirements, which would have no effect."""
        yield from _no_requirements(requirements)

    def told(self) -> Message:
        """Say the steps of a step table, else that a curve is read."""
        if isinstance(self.by, Steps):
            return Message("grading.curve.steps", steps=tuple(map(_step, self.by.steps)))
        return Message("grading.curve")

    def endless(self, count: int) -> bool:  # noqa: ARG002 - protocol
        """Tell whether the curve has sloping lines."""
        by = self.by
        return isinstance(by, Linear) or (
            isinstance(by, PerUnit | Shortfall) and by.count == "continuous"
        )


def _step(step: Step) -> Message:
    if step.from_ is not None:
        return Message("grading.step.from", end=step.from_, give=step.give)
    return Message("grading.step.above", end=step.above, give=step.give)


def _no_requirements(requirements: Sequence[Requirement]) -> Iterator[Problem]:
    if requirements:
        expected = Message("expected.only-with", name=("all", "sum", "count"))
        yield Problem(code="key-of-other-type", path=("requirements",), expected=expected)


@frozen(kw_only=True)
class PointsShort:
    """Points lost for every percentage point short of a target (差一个百分点扣分).

    Examples:
        A target of 95 %, 87.5 % reached: seven full points short, seven points lost.

        >>> grading = PointsShort(of=Rule("insurance"), target=0.95, lose=1)
        >>> grading.points(Case(full=Fraction(10), requirements=(), value=Fraction(7, 8)))[0]
        Fraction(3, 1)
    """

    name: ClassVar[str] = "points_short"
    version: ClassVar[int] = 1
    of: Rule
    #: The share that is asked for.
    target: Decimal = field(converter=exact_decimal, metadata={"share": True})
    #: Points lost for each percentage point.
    lose: Decimal = field(converter=exact_decimal)
    #: Least points.
    floor: Decimal = field(default=Decimal(0), converter=exact_decimal)
    #: Which percentage points count: full ones, begun ones, or exactly.
    count: Literal["whole", "started", "continuous"] = "whole"

    def __attrs_post_init__(self) -> None:
        require(self)

    def problems(self) -> Iterator[Problem]:
        """Give a target that is no share, and points that are not above 0."""
        if not 0 < self.target <= 1:
            expected = Message("expected.share")
            found = shown(self.target)
            yield Problem(code="out-of-range", path=("target",), found=found, expected=expected)
        if self.lose <= 0:
            expected = Message("expected.above", least=0)
            found = shown(self.lose)
            yield Problem(code="out-of-range", path=("lose",), found=found, expected=expected)

    @property
    def measures(self) -> Rule | None:
        """The rule ``of``."""
        return self.of

    def points(self, case: Case) -> Points:
        """Give the points at the share, or over its bounds."""
        curve = Shortfall(
            full=published(case.full),
            target=self.target,
            lose=self.lose,
            floor=self.floor,
            count=self.count,
        )
        return _measured(case.value, case.full, curve)

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:
        """Give requirements, and a floor above the criterion's points."""
        yield from _no_requirements(requirements)
        if not 0 <= self.floor <= full:
            path = ("grade", "points_short", "floor")
            expected = Message("expected.between", least=0, most=full)
            yield Problem(
                code="out-of-range", path=path, found=shown(self.floor), expected=expected
            )

    def told(self) -> Message:
        """Say target, loss and floor."""
        target = share_text(Fraction(self.target))
        key = f"grading.points_short.{self.count}"
        return Message(key, target=target, lose=self.lose, floor=self.floor)

    def endless(self, count: int) -> bool:  # noqa: ARG002 - protocol
        """Tell whether parts of a percentage point count."""
        return self.count == "continuous"


#: The gradings that documents may name.
AnyGrading = All | Sum | Count | ByCurve | PointsShort
