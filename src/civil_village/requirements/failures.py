"""What fails of a rule (不符之处): each comparison that does not hold, both sides, by how much."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import lcm
from typing import Any

from attrs import field

from civil_village.exact_numbers import published
from civil_village.indicators import ROWS, Indicator
from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.rules import Signature, Unknown, Value, Valued, number_bounds
from civil_village.rules.checker import check
from civil_village.rules.core import OPPOSITE
from civil_village.rules.printer import to_text
from civil_village.rules.signatures import MIRROR
from civil_village.rules.syntax import (
    Compare,
    Conditional,
    Constant,
    Expression,
    Logic,
    Membership,
    Name,
    Not,
    names,
)
from civil_village.rules.wording import worded


@model(kw_only=True)
class Failure(Shown):
    """One comparison of a rule that fails (不符之处).

    Attributes:
        rule: What is asked, in the canonical text of rules: ``tables <= 15``.
        asked: What must hold of both sides: ``<=`` and the like, ``in``, or ``not in``.
        found: What the first side is; an `Unknown` carries what is sure of it.
        limit: What the second side is; of a list its values.
        by: By how much it fails, at least: so much more or less would be enough; ``None`` of what
            is no number.
        beyond: Whether so much is not enough, but whatever is beyond it.
        told: The same as a sentence, with labels and units.

    Examples:
        >>> from civil_village.indicators import Catalogue
        >>> from civil_village.rules import Rule
        >>> tables = Indicator(label=Label("桌数", "tables"), value="count")
        >>> catalogue = Catalogue(indicators={"tables": tables})
        >>> worth = Rule("tables <= 15").value({"tables": Fraction(18)})
        >>> (found,) = failures(worth, catalogue.indicators, catalogue.signatures("village"))
        >>> found.by, found.told.text("en")
        (Fraction(3, 1), 'tables: 18, at most 15, 3 over')
    """

    rule: str
    asked: str
    found: Value
    limit: Value | tuple[Value, ...]
    by: Fraction | None = None
    beyond: bool = False
    told: Message = field(repr=False)


_MIRROR: Mapping[str, Any] = MIRROR


def failures(
    valued: Valued, indicators: Mapping[str, Indicator], signatures: Mapping[str, Signature]
) -> tuple[Failure, ...]:
    """Give each comparison by which a rule that does not hold fails, in the order of its text.

    Args:
        valued: The worked-out rule.
        indicators: What it reads.
        signatures: What rules know of these.
    """
    telling = _Failures(indicators, signatures)
    return tuple(telling.of(valued)) if valued.value is False else ()


class _Failures:
    """Finds what fails, and says it."""

    def __init__(
        self, indicators: Mapping[str, Indicator], signatures: Mapping[str, Signature]
    ) -> None:
        self.indicators, self.signatures = indicators, signatures

    def of(self, valued: Valued, *, wanted: bool = True) -> Iterator[Failure]:
        """Give what keeps a condition from being as it is wanted."""
        expression, sides = valued.expression, valued.parts
        match expression:
            case Not():
                yield from self.of(sides[0], wanted=not wanted)
            case Logic():
                for part in sides:
                    if part.value is not wanted and not isinstance(part.value, Unknown):
                        yield from self.of(part, wanted=wanted)
            case Conditional():
                taken = sides[1:] if isinstance(sides[0].value, Unknown) else ()
                for part in taken or (sides[1 if sides[0].value else 2],):
                    yield from self.of(part, wanted=wanted)
            case Compare(sign, left, right):
                sign = sign if wanted else OPPOSITE[sign]
                if isinstance(left, Constant) and not isinstance(right, Constant):
                    sign, left, right, sides = _MIRROR[sign], right, left, sides[::-1]
                yield self.compared(Compare(sign, left, right), sides[0].value, sides[1].value)
            case Membership(item, _):
                limit = tuple(part.value for part in sides[1:])
                asked = "in" if wanted else "not in"
                key = "failure.in" if wanted else "failure.not-in"
                told = Message(key, of=self.said(item), found=sides[0].value, limit=limit)
                yield Failure(
                    rule=to_text(expression if wanted else Not(expression)),
                    asked=asked,
                    found=sides[0].value,
                    limit=limit,
                    told=told,
                )
            case Name():
                comparison = Compare("==", expression, Constant(wanted))
                yield self.compared(comparison, valued.value, wanted)
            case _:
                return

    def compared(self, asked: Compare, found: Value, limit: Value) -> Failure:
        """Say how two sides fail."""
        sign = asked.operator
        numbers = not isinstance(found, bool | str) and not isinstance(limit, bool | str)
        by, beyond, key, sides = None, False, f"failure.{sign}", {"found": found, "limit": limit}
        if numbers:
            ends = (*number_bounds(found)[:2], *number_bounds(limit)[:2])
            step = self.step(asked) if sign in ("<", ">") else Fraction(0)
            by = None if sign == "!=" else _gap(sign, *ends) + (step or 0)
            beyond = step is None
            sides = self.sides(asked, *ends, by=by)
            key += ".beyond" * (beyond and not by)
        elif sign == "==":
            key = "failure.is"
        return Failure(
            rule=to_text(asked),
            asked=sign,
            found=found,
            limit=limit,
            by=by,
            beyond=beyond,
            told=Message(key, of=self.said(asked.left), **sides),
        )

    def sides(
        self,
        asked: Compare,
        low: Fraction,
        high: Fraction,
        least: Fraction,
        greatest: Fraction,
        *,
        by: Fraction | None,
    ) -> dict[str, Any]:
        """Write two numbers, and by how much they differ, with the unit of the first fact."""
        known = [self.indicators[name] for name in names(asked) if name in self.indicators]
        measure = known[0].measure if known else _bare
        exact = low == high and least == greatest
        size: Any = "" if by is None else measure(by)
        if known and known[0].value == "ratio" and by is not None:
            size = Message("failure.percent", points=measure(by).removesuffix("%"))
        limit = _number(measure, least, greatest)
        if names(asked.right):
            limit = Message("failure.side", value=limit, name=self.said(asked.right))
        return {
            "found": _number(measure, low, high),
            "limit": limit,
            "by": size if exact else Message("explain.at-least", least=size),
        }

    def said(self, expression: Expression) -> Label:
        """Say one side in words."""
        return worded(expression, self.indicators)

    def step(self, asked: Compare) -> Fraction | None:
        """Give the smallest difference of both sides; ``None`` where there is none."""
        sides = [check(side, self.signatures, "")[0] for side in (asked.left, asked.right)]
        if any(side is None or side.step is None for side in sides):
            return None
        return Fraction(1, lcm(*(side.denominator for side in sides if side is not None)))


def _gap(sign: str, low: Fraction, high: Fraction, least: Fraction, greatest: Fraction) -> Fraction:
    """Say by how much two numbers that fail a comparison lie apart, at least."""
    over, short = low - greatest, least - high
    if sign in ("<", "<="):
        return over
    return short if sign in (">", ">=") else max(over, short)


def _number(measure: Callable[[Fraction], Any], least: Fraction, greatest: Fraction) -> Any:
    """Write what is known of a number; a limit that holds for any says nothing."""
    if least == greatest:
        return measure(least)
    if greatest >= ROWS:
        return Message("explain.at-least", least=measure(least))
    return Message("explain.between", least=measure(least), greatest=measure(greatest))


def _bare(number: Fraction) -> Any:
    return published(number)
