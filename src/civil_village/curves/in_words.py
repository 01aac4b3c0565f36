"""Curves in words (曲线的说明): what a curve gives as a whole, and the piece that applied.

Points below 0, and those that a curve takes, are told as points lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, assert_never

from attrs import evolve

from civil_village.curves.curve import (
    AnyCurve,
    Bracket,
    Brackets,
    Knot,
    Linear,
    PerUnit,
    Shortfall,
    Step,
    Steps,
    UnitsCounted,
)
from civil_village.exact_numbers import Exact, Number, published, share_text
from civil_village.messages import Message
from civil_village.models import Shown, model

#: The size of a percentage point, for which there are words.
PERCENTAGE_POINT = Decimal("0.01")


#: How a value of a curve is written, such as by `Indicator.measure`.
Measure = Callable[[Exact], Any]


def bare(value: Exact) -> Exact | Decimal:
    """Write a value by itself, without a unit."""
    return published(value)


def curve_told(curve: AnyCurve, *, takes: bool = False, measure: Measure = bare) -> Message:
    """Tell all of a curve.

    Args:
        curve: The curve.
        takes: Whether what it gives are points lost.
        measure: How its values are written.

    Examples:
        >>> curve_told(PerUnit(each=100, give=1, most=3)).text("en")
        '1 for each full 100, at most 3'
        >>> curve_told(Steps([Step(from_=3, give=2)]), takes=True).text("en")
        'by steps of the value: 2 lost from 3'
    """
    teller = _CurveTeller(takes=takes, measure=measure)
    match curve:
        case Steps():
            return Message("grading.curve.steps", steps=tuple(map(teller.step, curve.steps)))
        case Linear():
            return Message("grading.curve.linear", knots=tuple(map(teller.knot, curve.knots)))
        case PerUnit():
            return _listed(*teller.per(curve))
        case Brackets():
            told = tuple(teller.bracket(start, each) for start, each in _started(curve))
            return Message("grading.curve.brackets", brackets=told)
        case Shortfall():
            return teller.short(curve)
        case _:
            assert_never(curve)


def piece_told(
    curve: AnyCurve, value: Fraction, *, takes: bool = False, measure: Measure = bare
) -> Message:
    """Tell the piece of a curve that applied to a value; as in `curve_told`.

    Examples:
        >>> line = Linear([Knot(at=0, give=0), Knot(at=4, give=10), Knot(at=8, give=12)])
        >>> piece_told(line, Fraction(5)).text("en")
        'between 10 at 4 and 12 at 8'
    """
    teller = _CurveTeller(takes=takes, measure=measure)
    match curve:
        case Steps():
            numbered = Steps([evolve(step, give=n) for n, step in enumerate(curve.steps, 1)])
            reached = int(numbered.at(value))
            return teller.step(curve.steps[reached - 1]) if reached else Message("curve.no-step")
        case Linear():
            return teller.line(curve.knots, value)
        case PerUnit():
            counted = evolve(curve, give=1, least=None, most=None).at(value)
            return teller.counted(counted, curve.give, curve.at(value))
        case Brackets():
            return _listed(*teller.brackets(curve, value))
        case Shortfall():
            short = Fraction(curve.target) - value
            counted = PerUnit(each=curve.each, give=1, count=curve.count).at(short)
            lost = Fraction(curve.full) - curve.at(value)
            return evolve(teller, takes=True).counted(counted, curve.lose, lost)
        case _:
            assert_never(curve)


def lost(points: Number) -> Message:
    """Say how many points are lost."""
    return Message("curve.takes", points=points)


@model(kw_only=True)
class _CurveTeller(Shown):
    """Tells curves that give points, or curves whose points are lost."""

    takes: bool
    measure: Measure

    def points(self, number: Number) -> Message:
        """Say points, below 0 or of what takes them as lost."""
        size = published(-number if number < 0 else number)
        return lost(size) if self.takes == (number >= 0) else Message("curve.gives", points=size)

    def at(self, value: Decimal) -> Any:
        """Write a value of the curve."""
        return self.measure(Fraction(value))

    def unit(self, each: Decimal, gives: Message, count: UnitsCounted) -> Message:
        """Tell what each unit gives."""
        size = self.at(each)
        if each == 1 and count == "whole" and not isinstance(size, Message):
            return Message("curve.per.one", gives=gives)
        return Message(f"curve.per.{count}", each=size, gives=gives)

    def short(self, curve: Shortfall) -> Message:
        """Tell target, loss and floor of a curve of what is short."""
        lose, floor = curve.lose, curve.floor
        if curve.each == PERCENTAGE_POINT:
            key, target = f"grading.points_short.{curve.count}", share_text(Fraction(curve.target))
            told = Message(key, target=target, lose=lose, floor=floor)
        else:
            per = self.unit(curve.each, lost(lose), curve.count)
            told = Message("curve.short", target=self.at(curve.target), told=per, floor=floor)
        return _listed(Message("curve.full", full=curve.full), told)

    def step(self, step: Step) -> Message:
        if step.from_ is not None:
            return Message("curve.from", end=self.at(step.from_), gives=self.points(step.give))
        return Message(
            "curve.above", end=self.at(Decimal(step.above or 0)), gives=self.points(step.give)
        )

    def knot(self, knot: Knot) -> Message:
        return Message("curve.at", at=self.at(knot.at), gives=self.points(knot.give))

    def line(self, knots: tuple[Knot, ...], value: Fraction) -> Message:
        """Tell the line on which a value stands, or the end before or after all lines."""
        if value <= knots[0].at:
            return Message("curve.up-to", knot=self.knot(knots[0]))
        for before, after in pairwise(knots):
            if value <= after.at:
                ends = {"before": self.knot(before), "after": self.knot(after)}
                return Message("curve.between", **ends)
        return Message("curve.from-on", knot=self.knot(knots[-1]))

    def per(self, curve: PerUnit) -> Iterator[Message]:
        """Tell what each unit gives, from where units count, and the limits."""
        yield self.unit(curve.each, self.points(curve.give), curve.count)
        if curve.start:
            yield Message("curve.start", start=self.at(curve.start))
        if curve.least is not None:
            yield Message("curve.least", limit=self.points(curve.least))
        if curve.most is not None:
            yield Message("curve.most", limit=self.points(curve.most))

    def bracket(self, start: Decimal, bracket: Bracket) -> Message:
        """Tell what a bracket gives for its own part."""
        per = PerUnit(each=bracket.per, give=bracket.give, most=bracket.most, count=Brackets.count)
        told = _listed(*self.per(per))
        if bracket.to is None:
            return Message("curve.bracket.last", start=self.at(start), told=told)
        return Message("curve.bracket", start=self.at(start), to=self.at(bracket.to), told=told)

    def brackets(self, curve: Brackets, value: Fraction) -> Iterator[Message]:
        """Tell of each bracket that a value reaches what it gave."""
        for start, bracket in _started(curve):
            if value > start or not start:
                end = value if bracket.to is None else min(value, Fraction(bracket.to))
                amount = end - Fraction(start)
                units = PerUnit(each=bracket.per, give=1, count=curve.count).at(amount)
                alone = Brackets([evolve(bracket, to=None)])
                told = self.counted(units, bracket.give, alone.at(amount))
                yield Message("curve.bracket.last", start=self.at(start), told=told)

    def counted(self, units: Fraction, each: Decimal, points: Fraction) -> Message:
        """Tell how many units counted, what each gives, and where a limit stopped that."""
        if not units:
            return Message("curve.nothing")
        told = Message("curve.units", units=published(units), gives=self.points(each))
        if points == units * Fraction(each):
            return told
        return _listed(told, Message("curve.limited", points=self.points(points)))


def _listed(*parts: Message) -> Message:
    return parts[0] if len(parts) == 1 else Message("curve.parts", parts=parts)


def _started(curve: Brackets) -> Iterator[tuple[Decimal, Bracket]]:
    """Give each bracket with the amount from which it counts."""
    start = Decimal(0)
    for bracket in curve.brackets:
        yield start, bracket
        start = start if bracket.to is None else bracket.to
