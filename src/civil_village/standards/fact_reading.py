"""Reading facts into whole numbers (读取事实), where a generated function does not do it itself."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen

from civil_village.facts import checked_value
from civil_village.indicators import Indicator
from civil_village.rules import Signature, Unknown
from civil_village.rules.core import Part, Variable


@frozen
class Reader:
    """Reads a fact where it is not plainly what its indicator asks for.

    Raises:
        DocumentError: It is of another type than its indicator.
    """

    name: str
    indicator: Indicator
    signature: Signature
    codes: tuple[str, ...]
    parts: tuple[tuple[Part, ...], ...]

    def __call__(self, given: Any) -> Any:
        """Give the numbers of a number, the code of a choice, a truth or ``None``."""
        value = checked_value(self.name, self.indicator, self.signature, given)
        if self.signature.type == "truth":
            return None if isinstance(value, Unknown) else value
        if self.signature.type == "choice":
            return -1 if isinstance(value, Unknown) else self.codes.index(str(value))
        scale = self.signature.denominator if self.signature.static else 1
        return tuple(
            Variable(indicator=self.name, parts=part, scale=scale).of(value) for part in self.parts
        )


def part_and_whole(given: Any) -> tuple[int, int]:
    """Give part and whole of a share or mean that is no `Ratio`."""
    if isinstance(given, Decimal | Fraction) or type(given) is int:
        return given.as_integer_ratio()
    raise TypeError


def scaled(given: Any, scale: int) -> int:
    """Give the whole multiple of an amount that is no whole number."""
    if not isinstance(given, Decimal | Fraction):
        raise TypeError
    multiple = Fraction(given) * scale
    if multiple.denominator != 1:
        raise ValueError
    return multiple.numerator
