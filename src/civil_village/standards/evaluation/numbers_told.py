"""Measured numbers told (计量说明): what a grading measured, and which part of it applied."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from civil_village.exact_numbers import published
from civil_village.explanation import Explanation, told
from civil_village.indicators import ROWS
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.requirements.in_words import Teller
from civil_village.rules import Unknown, Value, Valued
from civil_village.rules.syntax import Name
from civil_village.rules.wording import worded
from civil_village.standards.evaluation.workings import CriterionWorkings
from civil_village.standards.gradings import Fault, Less
from civil_village.standards.outline import measure_of
from civil_village.standards.results.result import points_text


def numbers_told(work: CriterionWorkings, teller: Teller) -> Iterator[Explanation]:
    """Tell the numbers that a grading measured, and what of it applied to them.

    Args:
        work: The criterion, worked out.
        teller: What tells rules and facts.
    """
    grade = work.criterion.grade
    if isinstance(grade, Less):
        yield from _faults(work, grade, teller)
        return
    for number in work.measured:
        yield _number(number, teller)
    values = [number.value for number in work.measured]
    if values and not any(isinstance(value, Unknown) for value in values):
        yield from told(*grade.applied(Fraction(work.criterion.points), values))


def _number(number: Valued, teller: Teller) -> Explanation:
    """Tell a number: a fact alone, or an expression with its value and its facts."""
    facts = tuple(teller.names(number.expression))
    if isinstance(number.expression, Name):
        return facts[0]
    rule = worded(number.expression, teller.seeker.indicators)
    value = _value_text(number.value)
    return Explanation(Message("explain.measured", rule=rule, value=value), facts)


def _value_text(value: Value) -> object:
    """Write what is known of a number that is no fact itself."""
    if isinstance(value, Fraction):
        return published(value)
    if not isinstance(value, Unknown):
        return value
    if any(item.kind == "no-value" for item in value.missing):
        return Message("explain.no-value")
    if value.least is None or value.greatest is None:
        return Message("explain.unknown")
    least, greatest = published(value.least), published(value.greatest)
    if greatest < ROWS:
        return Message("explain.between", least=least, greatest=greatest)
    # Default limits say nothing.
    return Message("explain.at-least", least=least) if least > 0 else Message("explain.unknown")


def _faults(work: CriterionWorkings, grade: Less, teller: Teller) -> Iterator[Explanation]:
    """Tell each fault: what was counted, what it costs, and where nothing is left to lose."""
    full = Fraction(work.criterion.points)
    left = full - Fraction(grade.floor)  # at most so much can still be lost
    for fault, number in zip(grade.faults, work.measured, strict=True):
        low, high = fault.costs(number.value, full=full)
        state = "hit" if low > 0 else "open" if high > 0 else "clear"
        bounds = points_text((published(low), published(high)))
        message = Message(f"explain.fault.{state}", name=named(fault), lost=bounds)
        parts = [*_counted(fault, number, teller)]
        if low != high and isinstance(number.value, Unknown):
            lacking = tuple(map(teller.missing, number.value.missing))
            parts.append(Explanation(Message("explain.lacking", facts=lacking)))
        if high > left and not left:
            parts.append(Explanation(Message("explain.nothing-left")))
        elif low > left:
            parts.append(Explanation(Message("explain.only-left", left=published(left))))
        yield Explanation(message, parts)
        left = max(Fraction(0), left - low)


def _counted(fault: Fault, number: Valued, teller: Teller) -> Iterator[Explanation]:
    """Tell how a fault costs, and what it costs by."""
    measure = measure_of(fault, teller.seeker.indicators)
    yield Explanation(fault.told(measure))
    if fault.when is not None:
        yield from teller.rule("when", number.parts[0])
        return
    yield _number(number, teller)
    if isinstance(number.value, Fraction):
        piece = fault.applied(number.value, measure)
        if piece.key not in ("curve.nothing", "curve.no-step"):
            yield Explanation(Message("explain.applied", piece=piece))
