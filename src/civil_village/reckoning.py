"""Reckoning (演算): numbers and truths that may be known, or parts of a rule.

How points are counted is written once, with the operators of Python and the words of this
module. Handed exact numbers and truths it gives points; handed the symbols of a language of
rules it gives the expression of the points. Neither is written beside the other, so they
cannot come apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, Literal, NamedTuple, TypeVar

from civil_village import public


class Symbol:
    """A number that stands for a part of a rule (数值符号).

    Attributes:
        least: No value of it is less.
        greatest: No value of it is greater.
    """

    __slots__ = ("greatest", "least")

    least: Fraction
    greatest: Fraction

    def __add__(self, other: Reckoned | int) -> Symbol:
        raise NotImplementedError

    def __sub__(self, other: Reckoned | int) -> Symbol:
        raise NotImplementedError

    def __mul__(self, other: Reckoned | int) -> Symbol:
        raise NotImplementedError

    def __truediv__(self, other: Reckoned | int) -> Symbol:
        raise NotImplementedError

    def __radd__(self, other: Fraction | int) -> Symbol:
        return self + other

    def __rsub__(self, other: Fraction | int) -> Symbol:
        return -self + other

    def __rmul__(self, other: Fraction | int) -> Symbol:
        return self * other

    def __rtruediv__(self, other: Fraction | int) -> Symbol:
        raise NotImplementedError

    def __neg__(self) -> Symbol:
        return self * -1

    def __ge__(self, other: Reckoned | int) -> Truth:
        raise NotImplementedError

    def __gt__(self, other: Reckoned | int) -> Truth:
        raise NotImplementedError

    def __le__(self, other: Reckoned | int) -> Truth:
        raise NotImplementedError

    def __lt__(self, other: Reckoned | int) -> Truth:
        raise NotImplementedError

    def within(self, least: Fraction, greatest: Fraction) -> Symbol:
        """Give the same number, of which more is known."""
        raise NotImplementedError

    def floored(self) -> Symbol:
        """Give the largest whole number that is not above it, where it is at least 0."""
        raise NotImplementedError

    def raised(self) -> Symbol:
        """Give the smallest whole number that is not below it, where it is above -1."""
        raise NotImplementedError


class Question:
    """A truth that stands for a part of a rule (真值符号)."""

    __slots__ = ()

    def __bool__(self) -> bool:
        raise TypeError("pick: it is not known which side counts")

    def pick(self, then: Reckoned, otherwise: Reckoned) -> Reckoned:
        """Give one number where it holds, else another."""
        raise NotImplementedError

    def denied(self) -> Truth:
        """Give what holds where it does not."""
        raise NotImplementedError

    def joined(self, sign: Literal["&&", "||"], others: Sequence[Question]) -> Truth:
        """Join it with others."""
        raise NotImplementedError


class UnwritableError(Exception):
    """Something cannot be said as a part of a rule.

    Attributes:
        reason: Why: ``scorer-without-core``, ``too-large-numbers``, ``too-large-text``,
            ``open-exemption``, ``exempt-in-section`` or ``rests-on-left-out``.
        names: The variables that it reads, where they are too large.
    """

    def __init__(self, reason: str, used: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.names = used


#: A number, known or not.
Reckoned = Fraction | Symbol
#: The same, or counted in whole numbers.
N = TypeVar("N", bound=int | Fraction | Symbol)
#: A truth, known or not.
Truth = bool | Question


def exactly(number: Reckoned) -> Fraction:
    """Give a number that is known, as everything that is made of known ones is."""
    assert isinstance(number, Fraction)
    return number


def ends(number: Reckoned | int) -> tuple[Fraction, Fraction]:
    """Give the least and the greatest that a number can be.

    Examples:
        >>> ends(Fraction(3))
        (Fraction(3, 1), Fraction(3, 1))
    """
    if isinstance(number, Symbol):
        return number.least, number.greatest
    return Fraction(number), Fraction(number)


def within(number: Reckoned, least: Fraction, greatest: Fraction) -> Reckoned:
    """Say more of a number: what its size is, which nothing of its parts shows."""
    return number.within(least, greatest) if isinstance(number, Symbol) else number


def pick(when: Truth, then: Reckoned, otherwise: Reckoned) -> Reckoned:
    """Give one number where something holds, else another.

    Examples:
        >>> pick(True, Fraction(1), Fraction(2))
        Fraction(1, 1)
    """
    if when is True:
        return then
    if when is False:
        return otherwise
    assert isinstance(when, Question)
    return when.pick(then, otherwise)


def first(cases: Iterable[tuple[Truth, Reckoned]], otherwise: Reckoned) -> Reckoned:
    """Give the number of the first case that holds; cases after a sure one are not looked at.

    Examples:
        >>> first([(False, Fraction(1)), (True, Fraction(2))], Fraction(3))
        Fraction(2, 1)
    """
    open_: list[tuple[Question, Reckoned]] = []
    for when, then in cases:
        if when is True:
            otherwise = then
            break
        if isinstance(when, Question):
            open_.append((when, then))
    for question, then in reversed(open_):
        otherwise = question.pick(then, otherwise)
    return otherwise


def lesser(one: N, other: N) -> N:
    """Give the smaller of two numbers.

    Examples:
        >>> lesser(Fraction(1), Fraction(2))
        Fraction(1, 1)
    """
    left: Any = one
    when = left <= other
    if isinstance(when, Question):
        made: N = _picked(when, one, other, min)
        return made
    return one if when else other


def greater(one: N, other: N) -> N:
    """Give the larger of two numbers.

    Examples:
        >>> greater(Fraction(1), Fraction(2))
        Fraction(2, 1)
    """
    left: Any = one
    when = left >= other
    if isinstance(when, Question):
        made: N = _picked(when, one, other, max)
        return made
    return one if when else other


def _picked(when: Question, one: Any, other: Any, extreme: Callable[..., Any]) -> Any:
    """Pick the smaller or the larger of two numbers; what their sizes say of it is kept."""
    sizes = ends(one), ends(other)
    end = sizes[1][0 if extreme is max else 1]
    if extreme(*sizes[0], end) == end:
        return other  # whatever they turn out to be
    made = when.pick(one, other)
    assert isinstance(made, Symbol)
    return made.within(*map(extreme, *sizes))


def total(numbers: Iterable[Reckoned]) -> Reckoned:
    """Add numbers up; 0 for none.

    Examples:
        >>> total([Fraction(1), Fraction(2)])
        Fraction(3, 1)
    """
    return sum(numbers, Fraction(0))


def counted(truths: Iterable[Truth]) -> Reckoned:
    """Count what holds.

    Examples:
        >>> counted([True, False, True])
        Fraction(2, 1)
    """
    known, open_ = 0, []
    for truth in truths:
        if isinstance(truth, Question):
            open_.append(truth)
        else:
            known += truth
    return total([Fraction(known), *(one.pick(Fraction(1), Fraction(0)) for one in open_)])


def both(*truths: Truth) -> Truth:
    """Join truths by and; nothing at all holds.

    Examples:
        >>> both(True, False), both()
        (False, True)
    """
    return _joined("&&", truths, deciding=False)


def either(*truths: Truth) -> Truth:
    """Join truths by or; nothing at all does not hold.

    Examples:
        >>> either(True, False), either()
        (True, False)
    """
    return _joined("||", truths, deciding=True)


def _joined(sign: Literal["&&", "||"], truths: Iterable[Truth], *, deciding: bool) -> Truth:
    open_: list[Question] = []
    for truth in truths:
        if truth is deciding:
            return deciding
        if isinstance(truth, Question):
            open_.append(truth)
    return open_[0].joined(sign, open_[1:]) if open_ else not deciding


def denied(truth: Truth) -> Truth:
    """Deny a truth.

    Examples:
        >>> denied(True)
        False
    """
    return truth.denied() if isinstance(truth, Question) else not truth


def floored(number: Reckoned) -> Reckoned:
    """Give the largest whole number that is not above one.

    Examples:
        >>> floored(Fraction(5, 2)), floored(Fraction(-5, 2))
        (Fraction(2, 1), Fraction(-3, 1))
    """
    if not isinstance(number, Symbol):
        return Fraction(number.numerator // number.denominator)
    if number.least >= 0:
        return number.floored()
    # Languages differ in which way they divide a number below 0, so none is divided.
    return pick(number >= 0, number.floored(), -(-number).raised())


def raised(number: Reckoned) -> Reckoned:
    """Give the smallest whole number that is not below one.

    Examples:
        >>> raised(Fraction(5, 2)), raised(Fraction(-5, 2))
        (Fraction(3, 1), Fraction(-2, 1))
    """
    if not isinstance(number, Symbol):
        return Fraction(-(-number.numerator // number.denominator))
    if number.least > -1:
        return number.raised()
    return pick(number > -1, number.raised(), -(-number).floored())


def mirrored(number: Reckoned, work: Callable[[Reckoned], Reckoned]) -> Reckoned:
    """Work with a number of at least 0; one below 0 is turned round before and after.

    Examples:
        >>> mirrored(Fraction(-5, 2), floored)
        Fraction(-2, 1)
    """
    if not isinstance(number, Symbol):
        return work(number) if number >= 0 else -work(-number)
    if number.least >= 0:
        return work(number)
    zero = Fraction(0)
    above = work(number.within(zero, max(number.greatest, zero)))
    return pick(number >= 0, above, -work((-number).within(zero, -number.least)))


class Mark(NamedTuple):
    """An answer that may be open (两侧真值): whether it is surely yes, and whether it can be.

    Attributes:
        sure: Whether it is yes, whatever the missing facts turn out to be.
        possible: Whether they can make it yes.

    Examples:
        >>> Mark.of(True)
        Mark(sure=True, possible=True)
    """

    sure: Truth
    possible: Truth

    @classmethod
    def of(cls, truth: bool | None) -> Mark:  # noqa: FBT001 - what is marked
        """Mark what is known, or open.

        Examples:
            >>> Mark.of(None)
            Mark(sure=False, possible=True)
        """
        return cls(truth is True, truth is not False)


public.tell(__name__)
