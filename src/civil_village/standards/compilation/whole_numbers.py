"""Facts as whole numbers (读取事实), where a generated function does not do it itself."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from civil_village.facts import checked_value
from civil_village.indicators import Indicator
from civil_village.rules import Signature, Unknown
from civil_village.rules.core import NumberPart, Variable


class Reader:
    """Reads a fact where it is not plainly what its indicator asks for.

    Args:
        name: Name of the indicator.
        indicator: What the fact is of.
        signature: What rules know of it.
        codes: The texts of all choices, each with its code.
        parts: Which numbers of a number are asked for, in order.

    Raises:
        DocumentError: It is of another type than its indicator.

    Examples:
        >>> meetings = Indicator(label="会议", value="count", maximum=60)
        >>> ends = (("least",), ("greatest",))
        >>> read = Reader("meetings", meetings, meetings.signature({}), {}, ends)
        >>> read(Decimal(3)), read(None)
        ((3, 3), (0, 60))
    """

    def __init__(
        self,
        name: str,
        indicator: Indicator,
        signature: Signature,
        codes: Mapping[str, int],
        parts: tuple[tuple[NumberPart, ...], ...],
    ) -> None:
        self.name, self.indicator, self.signature = name, indicator, signature
        self.codes = {text: codes[text] for text in signature.choices}
        scale = signature.denominator if signature.static else 1
        self.variables = tuple(Variable(indicator=name, parts=part, scale=scale) for part in parts)
        self.scale = scale
        #: What is known where nobody has said anything, and what is read then.
        self.unreported = checked_value(name, indicator, signature, None)
        self.nothing = self.read(None)

    def __call__(self, given: Any) -> Any:
        """Give the numbers of a number, the code of a choice, a truth or ``None``."""
        if given is None or (type(given) is Unknown and given == self.unreported):
            return self.nothing
        if type(given) is Decimal and self.signature.type == "number" and given.is_finite():
            return self.known(given)
        if type(given) is str and given in self.codes:
            return self.codes[given]
        return self.read(given)

    def known(self, given: Decimal) -> tuple[int, ...]:
        """Give the numbers of a decimal, which most numbers with gaps around them are."""
        part, whole = given.as_integer_ratio()
        if not self.signature.static:
            return part, whole, part, whole
        number, rest = divmod(part * self.scale, whole)
        if rest:
            return tuple(self.read(given))  # which says what is wrong with it
        return number, number, *(1 for _ in self.variables[2:])

    def read(self, given: Any) -> Any:
        """Read anything."""
        value = checked_value(self.name, self.indicator, self.signature, given)
        if self.signature.type == "truth":
            return None if isinstance(value, Unknown) else value
        if self.signature.type == "choice":
            return -1 if isinstance(value, Unknown) else self.codes[str(value)]
        return tuple(variable.of(value) for variable in self.variables)


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
