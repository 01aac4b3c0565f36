"""Dividing a sum (分配): by weights, exactly, in whole steps, so that nothing is lost.

Parts and what is left always add up to the sum. It serves funds and dividends, points over
the cells of a table, and points that are rescaled to another total.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Literal, get_args

from attrs import Attribute, field

from civil_village import checks, public
from civil_village.arguments import one
from civil_village.canonical import lot
from civil_village.exact_numbers import Number, as_exact, tidy
from civil_village.mappings import FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Lang, Message
from civil_village.models import Model, model
from civil_village.problems import DocumentError, Problem, reject, shown
from civil_village.type_fitting import fit_of, gathered

#: Who of those with equal remainders gets the last steps: the first in order, those whose
#: lot is drawn, those of the smaller or of the larger weight, or nobody, so that the steps are
#: left; so they are where weights are equal too.
RemainderTies = Literal["order", "lot", "left", "smaller", "larger"]
#: What counts of a weight above a floor: all of it, or what is above.
FloorMeaning = Literal["whole", "excess"]


#: What every kind of division says of how it is done.
_HOW = frozenset(("step", "floor", "floor_means", "cap", "ties", "seed", "leave"))


def own_first(_: type[Any], declared: list[Attribute[Any]]) -> list[Attribute[Any]]:
    """Put what is divided before how: the fields of a kind of division before those of all."""
    return sorted(declared, key=lambda each: each.name in _HOW)


@model(kw_only=True)
class DivisionRule(Model):
    """How a sum is divided, as a document declares it (分配办法); what is divided by says more.

    Attributes:
        step: Every part is a multiple of it, such as 0.01 yuan.
        floor: Weights below this line get nothing (起分线).
        floor_means: Whether the ``whole`` weight counts, or its ``excess`` over the line.
        cap: Most that one receiver gets; what is above it goes to the others.
        ties: Who of those with equal remainders gets a last step: the first in ``order``, by
            ``lot``, the ``smaller`` or the ``larger`` weight, or nobody (``left``).
        seed: Seed of the lots, where ``ties`` is ``lot``.
        leave: Leave what does not come out even, instead of giving it to the largest remainders.

    Examples:
        >>> DivisionRule(step=1, ties="order").among(10, {"a": 1, "b": 2}).parts["b"]
        Decimal('7')
    """

    step: Decimal = field(converter=as_exact)
    floor: Decimal | None = field(default=None, converter=as_exact)
    floor_means: FloorMeaning = "whole"
    cap: Decimal | None = field(default=None, converter=as_exact)
    ties: RemainderTies | None = None
    seed: str | None = None
    leave: bool = False

    def problems(self) -> Iterator[Problem]:
        """Give amounts out of range, and keys that do not go together."""
        yield from checks.above(self.step, 0, "step")
        for name in ("floor", "cap"):
            yield from checks.at_least(getattr(self, name), 0, name)
        if self.floor is None and self.floor_means != "whole":
            yield checks.only_with("floor_means", "floor")
        if self.ties is not None and self.leave:
            yield checks.only_with("ties", "leave: false")

    def among(
        self, total: Number, weights: Mapping[str, Number], *, seed: str | None = None
    ) -> Division:
        """Divide a sum among receivers, as declared.

        Args:
            total: The sum.
            weights: The weight of each receiver.
            seed: Seed of the lots, where none is declared.

        Raises:
            DocumentError: As `divide` does.
        """
        return divide(
            total,
            weights,
            step=self.step,
            floor=self.floor,
            floor_means=self.floor_means,
            cap=self.cap,
            ties=self.ties,
            seed=seed if self.seed is None else self.seed,
            leave=self.leave,
        )


@model(kw_only=True)
class Division(Model):
    """A sum that was divided (分配结果). Made by `civil_village.dividing.divide`.

    Attributes:
        total: What was divided.
        parts: The part of each receiver, in the order of the weights.
        left: What nobody gets.
        capped: Receivers whose part is the cap.
        below: Those below the floor line, who get nothing.

    Examples:
        >>> print(Division(total=10, parts={"h1": 7, "h2": 2}, left=1).text("en"))
        h1: 7
        h2: 2
        left: 1
    """

    #: See `civil_village.messages.Message`.
    says_lines: ClassVar[bool] = True

    total: Decimal = field(converter=as_exact)
    parts: FrozenMapping[str, Decimal] = field(converter=as_mapping)
    left: Decimal = field(default=Decimal(0), converter=as_exact)
    capped: tuple[str, ...] = field(default=(), converter=as_tuple)
    below: tuple[str, ...] = field(default=(), converter=as_tuple)

    def problems(self) -> Iterator[Problem]:
        """Give parts that do not add up to the sum."""
        added = sum(map(Fraction, self.parts.values()), Fraction(self.left))
        if added != self.total:
            found, expected = shown(tidy(added)), Message("expected.sum", value=self.total)
            yield Problem(code="parts-mismatch", path=("parts",), found=found, expected=expected)

    def text(self, lang: Lang) -> str:
        """Say every part, and what is left."""
        lines = [Message("divide.part", name=n, part=part) for n, part in self.parts.items()]
        if self.left:
            lines.append(Message("divide.left", left=self.left))
        return "\n".join(line.text(lang) for line in lines)


def divide(
    total: Number,
    weights: Mapping[str, Number],
    *,
    step: Number,
    floor: Number | None = None,
    floor_means: FloorMeaning = "whole",
    cap: Number | None = None,
    ties: RemainderTies | None = None,
    seed: str | None = None,
    leave: bool = False,
) -> Division:
    """Divide a sum by weights, in whole steps, by largest remainders (最大余数法).

    Args:
        total: The sum; 0 or more, and a multiple of the step unless something may be left.
        weights: The weight of each receiver, such as a balance of points; 0 or more.
        step: Every part is a multiple of it: 1 yuan, 0.01, half a point.
        floor: Weights below this line get nothing (起分线).
        floor_means: Whether the ``whole`` weight counts, or its ``excess`` over the line.
        cap: Most that one receiver gets; what is above it goes to those below it.
        ties: Who of those with equal remainders gets a last step; there is no default.
        seed: Seed of the lots, where ``ties`` is ``lot``.
        leave: Leave what does not come out even, instead of giving it to the largest
            remainders.

    Returns:
        Parts and what is left; together they are the sum. Something is left with ``leave``,
        with ties that are left, and where every receiver has reached the cap.

    Raises:
        DocumentError: A number is out of range, or a tie decides and ``ties`` does not say how.

    Examples:
        >>> parts = divide(100, {"a": 1, "b": 1, "c": 1}, step=1, ties="order").parts
        >>> {name: int(part) for name, part in parts.items()}
        {'a': 34, 'b': 33, 'c': 33}

        With a cap, what is too much goes to the others, again by weight:

        >>> made = divide(100, {"a": 8, "b": 1, "c": 1}, step=1, cap=50)
        >>> {name: int(part) for name, part in made.parts.items()}
        {'a': 50, 'b': 25, 'c': 25}

    Source:
        the method of largest remainders, as seats are apportioned; caps by repeated division.
    """
    one(weights, Mapping, path=("weights",))
    numbers = {"total": total, "step": step, "floor": floor, "cap": cap}
    asked = {n: number for n, number in numbers.items() if number is not None or n in _REQUIRED}
    exact, given = _read(asked, Decimal), _read(weights, Fraction, "weights")
    reject(checks.word(floor_means, get_args(FloorMeaning), "floor_means"))
    if ties is not None:
        reject(checks.word(ties, get_args(RemainderTies), "ties"))
    line = Fraction(exact.pop("floor")) if "floor" in exact else None
    reject(_problems(exact, given, line, leave=leave))
    if ties == "lot" and seed is None:
        reject([Problem(code="missing-key", path=("seed",))])
    unit = Fraction(exact["step"])
    steps = Fraction(exact["total"]) / unit
    most = (Fraction(exact["cap"]) / unit).__floor__() if "cap" in exact else None
    counting = {
        name: weight - line if line is not None and floor_means == "excess" else weight
        for name, weight in given.items()
        if line is None or weight >= line
    }
    shares = _shares(steps, counting, most)
    whole = {name: share.__floor__() for name, share in shares.items()}
    if not leave:
        lots = {name: lot(seed, name) for name in shares} if ties == "lot" and seed else {}
        for name in _largest(shares, ties, _second(counting, ties, lots)):
            whole[name] += 1
    parts = {name: tidy(whole.get(name, 0) * unit) for name in given}
    return Division(
        total=exact["total"],
        parts=parts,
        left=tidy(Fraction(exact["total"]) - sum(whole.values()) * unit),
        capped=[name for name, count in whole.items() if count == most],
        below=[name for name in given if name not in counting],
    )


#: Numbers that cannot be left out.
_REQUIRED = ("total", "step")


def _read(numbers: Mapping[str, Any], kind: Any, *path: str) -> dict[str, Any]:
    """Take numbers as those of a type, each that is none told with its name."""
    try:
        made = gathered((name, number, fit_of(kind)) for name, number in numbers.items())
    except DocumentError as error:
        raise DocumentError(problem.inside(*path) for problem in error.problems) from None
    return dict(zip(numbers, made, strict=True))


def _problems(
    exact: Mapping[str, Decimal],
    weights: Mapping[str, Fraction],
    line: Fraction | None,
    *,
    leave: bool,
) -> Iterator[Problem]:
    if exact["step"] <= 0:
        expected, found = Message("expected.above", least=0), shown(exact["step"])
        yield Problem(code="out-of-range", path=("step",), found=found, expected=expected)
        return
    least = Message("expected.at-least", least=0)
    for name in ("total", "cap"):
        if name in exact and exact[name] < 0:
            found = shown(exact[name])
            yield Problem(code="out-of-range", path=(name,), found=found, expected=least)
    if line is not None and line < 0:
        yield Problem(code="out-of-range", path=("floor",), found=shown(tidy(line)), expected=least)
    for name, weight in weights.items():
        if weight < 0 and line is None:  # below a line, as debts are, it gets nothing
            found = Message("value", value=weight).text("en")
            yield Problem(code="out-of-range", path=("weights", name), found=found, expected=least)
    if not leave and (Fraction(exact["total"]) / Fraction(exact["step"])).denominator != 1:
        expected, found = Message("expected.step", step=exact["step"]), shown(exact["total"])
        yield Problem(code="out-of-range", path=("total",), found=found, expected=expected)


def _shares(
    steps: Fraction, weights: Mapping[str, Fraction], most: int | None
) -> dict[str, Fraction]:
    """Give exact shares, as often as it takes for nobody to be above the cap."""
    shares: dict[str, Fraction] = {}
    rest, open_ = steps, {name: w for name, w in weights.items() if w > 0}
    together = sum(open_.values(), Fraction(0))
    # Whoever has the greatest weight reaches the cap first.
    for name, weight in sorted(open_.items(), key=lambda item: -item[1]):
        if most is None or rest * weight <= most * together:
            break
        shares[name] = Fraction(most)
        rest, together = rest - most, together - weight
    return {
        name: shares[name] if name in shares else rest * weight / together
        for name, weight in open_.items()
    }


def _second(
    weights: Mapping[str, Fraction], ties: RemainderTies | None, lots: Mapping[str, int]
) -> dict[str, Fraction | int]:
    """Give what tells equal remainders apart, the first to get a step first."""
    match ties:
        case "order":
            return {name: place for place, name in enumerate(weights)}
        case "lot":
            return dict(lots)
        case "smaller":
            return dict(weights)
        case "larger":
            return {name: -weight for name, weight in weights.items()}
    return {}


def _largest(
    shares: Mapping[str, Fraction], ties: RemainderTies | None, second: Mapping[str, Fraction | int]
) -> Sequence[str]:
    """Name who gets one step more: the largest remainders, as many as there are steps."""
    remainders = {name: share - share.__floor__() for name, share in shares.items()}
    count = int(sum(remainders.values()))
    keys = {name: (-remainders[name], second.get(name, 0)) for name in shares}
    order = sorted(shares, key=lambda name: keys[name])
    if count == 0 or keys[order[count - 1]] < keys[order[count]]:
        return order[:count]
    tied = [name for name in order if keys[name] == keys[order[count]]]
    if ties is None:
        expected = Message("expected.remainder-ties")
        reject([Problem(code="tied-remainders", found=", ".join(tied), expected=expected)])
    return [name for name in order[:count] if name not in tied]


public.tell(__name__)
