"""What a rule may know of a name, and how types, ranges and sizes combine.

Every number in a rule is a quotient of two whole numbers whose sizes are bounded from
the declared maxima, so that engines with 64-bit integers can compute it exactly.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Literal

from attrs import field

from civil_village.exact_numbers import LARGEST
from civil_village.labels import Label
from civil_village.mappings import as_tuple
from civil_village.models import Shown, model
from civil_village.rules.syntax import ConstantValue

RuleType = Literal["truth", "number", "choice", "text", "date"]


@model(kw_only=True)
class Signature(Shown):
    """Type, unit, range and size of a name or of a part of a rule (类型签名).

    Examples:
        >>> Signature.number(maximum=1000, places=2).numerator
        100000
    """

    type: RuleType
    #: Unit of an amount, such as 元; counts and shares have none.
    unit: str | None = None
    #: A literal, which takes the unit of what it meets.
    free: bool = False
    #: Least and greatest value that it can have.
    minimum: Fraction = Fraction(0)
    maximum: Fraction = Fraction(0)
    #: Largest absolute numerator and denominator, as whole numbers.
    numerator: int = 0
    denominator: int = 1
    #: The denominator is a fixed number, mostly a power of ten, rather than a value.
    static: bool = True
    #: Whether it is a share of a whole, so that more than 1 is impossible.
    share: bool = False
    #: Whether it is a ratio, with which a quotient of two literals may be compared.
    ratio: bool = False
    #: Whether it may have no value at all: a share of nothing, the mean of no rows.
    partial: bool = False
    #: The texts that a choice allows.
    choices: tuple[str, ...] = field(default=(), converter=as_tuple)
    label: Label | None = field(default=None, eq=False)

    @classmethod
    def number(
        cls,
        *,
        minimum: Fraction | int = 0,
        maximum: Fraction | int = LARGEST,
        places: int = 0,
        unit: str | None = None,
        label: Label | None = None,
    ) -> Signature:
        """Describe a count or an amount with so many decimal places."""
        scale = 10**places
        # In whole numbers, where rounding up is the negative of rounding down.
        sizes = [-(-abs(end.numerator) * scale // end.denominator) for end in (minimum, maximum)]
        return cls(
            type="number",
            unit=unit,
            minimum=_fraction(minimum),
            maximum=_fraction(maximum),
            numerator=max(sizes),
            denominator=scale,
            label=label,
        )

    @property
    def step(self) -> Fraction | None:
        """The smallest difference of two values; ``None`` where there is none."""
        return Fraction(1, self.denominator) if self.static else None


def _fraction(number: Fraction | int) -> Fraction:
    return number if isinstance(number, Fraction) else Fraction(number)


@lru_cache(maxsize=1000, typed=True)  # rules of one standard name the same few numbers
def constant_signature(value: ConstantValue) -> Signature:
    """Describe a literal.

    Examples:
        >>> from decimal import Decimal
        >>> constant_signature(Decimal("0.92")).denominator
        100
        >>> constant_signature(Fraction(2, 3)).denominator
        3
    """
    if isinstance(value, bool):
        return Signature(type="truth")
    if isinstance(value, str):
        return Signature(type="text")
    number, denominator = Fraction(value), 1
    if isinstance(value, Fraction):
        denominator = number.denominator
    while denominator % number.denominator:
        denominator *= 10
    return Signature(
        type="number",
        free=True,
        minimum=number,
        maximum=number,
        numerator=abs(number.numerator) * (denominator // number.denominator),
        denominator=denominator,
    )


def product(left: Signature, right: Signature) -> Signature:
    """Describe the product of two numbers."""
    ends = [a * b for a in (left.minimum, left.maximum) for b in (right.minimum, right.maximum)]
    return Signature(
        type="number",
        unit=left.unit or right.unit,
        free=left.free and right.free,
        minimum=min(ends),
        maximum=max(ends),
        numerator=left.numerator * right.numerator,
        denominator=left.denominator * right.denominator,
        static=left.static and right.static,
        partial=left.partial or right.partial,
    )


def either(left: Signature, right: Signature, minimum: Fraction, maximum: Fraction) -> Signature:
    """Describe a number that is built from two over one denominator, within a range."""
    static = left.static and right.static
    join = lcm if static else int.__mul__
    denominator = join(left.denominator, right.denominator)
    sizes = [side.numerator * (denominator // side.denominator) for side in (left, right)]
    return Signature(
        type="number",
        unit=left.unit or right.unit,
        free=left.free and right.free,
        minimum=minimum,
        maximum=maximum,
        numerator=sum(sizes),
        denominator=denominator,
        static=static,
        partial=left.partial or right.partial,
    )


#: The operator that says the same with its sides exchanged.
MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def decided(sign: str, left: Signature, right: Signature) -> bool | None:
    """Decide a comparison by the ranges of its sides alone, where they do.

    Examples:
        >>> decided(">", Signature.number(maximum=5), constant_signature(5))
        False
    """
    if sign in ("<", "<="):
        return decided(MIRROR[sign], right, left)
    if sign == ">=":
        return True if left.minimum >= right.maximum else _no(left.maximum < right.minimum)
    if sign == ">":
        return True if left.minimum > right.maximum else _no(left.maximum <= right.minimum)
    apart = left.maximum < right.minimum or left.minimum > right.maximum
    same = left.minimum == left.maximum == right.minimum == right.maximum
    return (sign == "==") is same if apart or same else None


def _no(condition: bool) -> bool | None:  # noqa: FBT001 - turns a truth into "false or undecided"
    return False if condition else None
