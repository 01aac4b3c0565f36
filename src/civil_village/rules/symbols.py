"""Numbers and truths of the core with the operators of Python (符号): what points are told in.

See `civil_village.reckoning`, whose symbols these are: an expression of the core is made by
the same text that works with exact numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd
from typing import Literal

from civil_village.reckoning import Question, Reckoned, Symbol, Truth, ends
from civil_village.rules.core import FALSE, OPPOSITE, TRUE, Core, Quotient, whole
from civil_village.rules.syntax import (
    ArithmeticOperator,
    Compare,
    CompareOperator,
    Constant,
    Expression,
    Not,
)

ZERO = Fraction(0)


class CoreNumber(Symbol):
    """A number of the core (核心数值): a quotient, and what is known of its size.

    Attributes:
        core: Where its nodes are made.
        quotient: A whole number over another that is above 0.
        least: No value of it is less.
        greatest: No value of it is greater.

    Examples:
        >>> from civil_village.rules.printer import to_text
        >>> from civil_village.rules.syntax import Name
        >>> hundredths = Quotient(Name("funds_VALUE"), Constant(100))
        >>> funds = CoreNumber(Core(), hundredths, Fraction(0), Fraction(1000))
        >>> doubled = 2 * funds + Fraction(1, 4)
        >>> to_text(doubled.quotient.numerator), to_text(doubled.quotient.denominator)
        ('funds_VALUE * 2 + 25', '100')
        >>> funds >= 0  # its size says so
        True
    """

    __slots__ = ("core", "quotient")

    def __init__(self, core: Core, quotient: Quotient, least: Fraction, greatest: Fraction) -> None:
        self.core = core
        self.quotient = quotient
        self.least = least
        self.greatest = greatest

    def _sum(self, sign: ArithmeticOperator, other: Reckoned | int) -> CoreNumber:
        low, high = ends(other)
        if sign == "-":
            low, high = -high, -low
        made = self.core.total(sign, self.quotient, quotient_of(self.core, other))
        return CoreNumber(self.core, made, self.least + low, self.greatest + high)

    def __add__(self, other: Reckoned | int) -> CoreNumber:
        return self if other == 0 else self._sum("+", other)

    def __sub__(self, other: Reckoned | int) -> CoreNumber:
        return self if other == 0 else self._sum("-", other)

    def __rsub__(self, other: Fraction | int) -> CoreNumber:
        made = self.core.total("-", quotient_of(self.core, other), self.quotient)
        return CoreNumber(self.core, made, other - self.greatest, other - self.least)

    def __mul__(self, other: Reckoned | int) -> CoreNumber:
        if isinstance(other, CoreNumber):
            made = self.core.product(self.quotient, other.quotient)
        else:
            made = self._scaled(Fraction(other))  # type: ignore[arg-type] # a number
        corners = [one * two for one in (self.least, self.greatest) for two in ends(other)]
        return CoreNumber(self.core, made, min(corners), max(corners))

    def _scaled(self, factor: Fraction) -> Quotient:
        """Multiply by a known number; what its parts share with a literal is left out."""
        above, below = factor.numerator, factor.denominator
        under = self.quotient.denominator
        literal = whole(under)
        if literal is not None:
            common = gcd(above, literal)
            above, under = above // common, Constant(literal // common)
        factor_ = self.core.number(above)
        numerator = self.core.times(self.quotient.numerator, factor_)
        return Quotient(numerator, self.core.times(under, self.core.number(below)))

    def __truediv__(self, other: Reckoned | int) -> CoreNumber:
        if not isinstance(other, CoreNumber):
            return self.__mul__(1 / Fraction(other))  # type: ignore[arg-type] # a number
        return _divided(self.core, self.quotient, ends(self), other)

    def __rtruediv__(self, other: Fraction | int) -> CoreNumber:
        return _divided(self.core, quotient_of(self.core, other), ends(other), self)

    def _compare(self, sign: CompareOperator, other: Reckoned | int) -> Truth:
        low, high = ends(other)
        # What the sizes decide needs no question.
        sure = {
            ">=": self.least >= high,
            ">": self.least > high,
            "<=": self.greatest <= low,
            "<": self.greatest < low,
        }
        if sure[sign]:
            return True
        if sure[OPPOSITE[sign]]:
            return False
        node = self.core.cross(sign, self.quotient, quotient_of(self.core, other))
        return truth_of(self.core, node)

    def __ge__(self, other: Reckoned | int) -> Truth:
        return self._compare(">=", other)

    def __gt__(self, other: Reckoned | int) -> Truth:
        return self._compare(">", other)

    def __le__(self, other: Reckoned | int) -> Truth:
        return self._compare("<=", other)

    def __lt__(self, other: Reckoned | int) -> Truth:
        return self._compare("<", other)

    def within(self, least: Fraction, greatest: Fraction) -> CoreNumber:
        """Give the same number, of which more is known."""
        return CoreNumber(
            self.core, self.quotient, max(self.least, least), min(self.greatest, greatest)
        )

    def floored(self) -> CoreNumber:
        """Give the largest whole number that is not above it, where it is at least 0."""
        made = self.core.divide(*self.quotient)
        low, high = (Fraction(end.numerator // end.denominator) for end in ends(self))
        return CoreNumber(self.core, Quotient(made, Constant(1)), low, high)

    def raised(self) -> CoreNumber:
        """Give the smallest whole number that is not below it, where it is above -1."""
        core, (above, below) = self.core, self.quotient
        more = core.plus("-", below, Constant(1))
        made = core.divide(core.plus("+", above, more), below)
        low, high = (Fraction(-(-end.numerator // end.denominator)) for end in ends(self))
        return CoreNumber(core, Quotient(made, Constant(1)), low, high)


class CoreTruth(Question):
    """A truth of the core (核心真值).

    Attributes:
        core: Where its nodes are made.
        node: The condition.

    Examples:
        >>> from civil_village.rules.printer import to_text
        >>> from civil_village.rules.syntax import Name
        >>> core = Core()
        >>> plan = truth_of(core, core.compare("==", Name("plan_VALUE"), Constant(1)))
        >>> to_text(plan.denied().node)
        'plan_VALUE != 1'
    """

    __slots__ = ("core", "node")

    def __init__(self, core: Core, node: Expression) -> None:
        self.core = core
        self.node = node

    def pick(self, then: Reckoned, otherwise: Reckoned) -> CoreNumber:
        """Give one number where it holds, else another."""
        core, pick = self.core, self.core.pick
        one, two = core.levelled(quotient_of(core, then), quotient_of(core, otherwise))
        made = Quotient(
            pick(self.node, one.numerator, two.numerator),
            pick(self.node, one.denominator, two.denominator),
        )
        (low, high), (least, greatest) = ends(then), ends(otherwise)
        return CoreNumber(core, made, min(low, least), max(high, greatest))

    def denied(self) -> Truth:
        """Give what holds where it does not."""
        match self.node:
            case Compare(operator, left, right):
                node = self.core.compare(OPPOSITE[operator], left, right)
            case Not(operand):
                node = operand
            case _:
                node = self.core.opposite(self.node)
        return truth_of(self.core, node)

    def joined(self, sign: Literal["&&", "||"], others: Sequence[Question]) -> Truth:
        """Join it with others."""
        nodes = [one.node for one in (self, *others) if isinstance(one, CoreTruth)]
        join = self.core.both if sign == "&&" else self.core.either
        return truth_of(self.core, join(*nodes))


def truth_of(core: Core, node: Expression) -> Truth:
    """Give a condition of the core as a truth; a literal is a known one."""
    return node is TRUE if node is TRUE or node is FALSE else CoreTruth(core, node)


def node_of(truth: Truth) -> Expression:
    """Give the condition of the core that stands for a truth."""
    if isinstance(truth, CoreTruth):
        return truth.node
    return TRUE if truth else FALSE


def quotient_of(core: Core, number: Reckoned | int) -> Quotient:
    """Give a number as one of the core."""
    if isinstance(number, CoreNumber):
        return number.quotient
    exact = Fraction(number)  # type: ignore[arg-type] # a known number
    return Quotient(core.number(exact.numerator), core.number(exact.denominator))


def _divided(
    core: Core, above: Quotient, size: tuple[Fraction, Fraction], below: CoreNumber
) -> CoreNumber:
    """Divide by a number that is above 0."""
    assert below.least > 0
    turned = Quotient(below.quotient.denominator, below.quotient.numerator)
    corners = [one / two for one in size for two in ends(below)]
    return CoreNumber(core, core.product(above, turned), min(corners), max(corners))
