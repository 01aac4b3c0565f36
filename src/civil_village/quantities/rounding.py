"""Rounding (舍入), as a document declares it: to which step, and how."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from attrs import field

from civil_village import checks
from civil_village.exact_numbers import Number, as_exact, tidy
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.reckoning import Reckoned, exactly, floored, mirrored, pick, raised
from civil_village.written_forms import Form, is_no_mapping

_HALF = Fraction(1, 2)

RoundingMode = Literal["half_up", "half_even", "down", "up"]


@model(kw_only=True)
class Rounding(Model):
    """A rounding that a document declares (舍入): to which step, and how.

    Attributes:
        step: What results are multiples of; above zero.
        mode: ``half_up`` (四舍五入, away from zero), ``half_even``, ``down`` or ``up`` (towards and
            away from zero).

    Examples:
        >>> Rounding(step=Decimal("0.01")).of(Fraction(2, 3))
        Decimal('0.67')
        >>> Rounding(step=Decimal(1), mode="down").of(Fraction(-5, 2))
        Decimal('-2')
    """

    form: ClassVar[Form] = Form.short("step", kind=Decimal, fits=is_no_mapping, written=False)
    step: Decimal = field(converter=as_exact)
    mode: RoundingMode = "half_up"

    def problems(self) -> Iterator[Problem]:
        """Give a step that is not above zero."""
        yield from checks.above(self.step, 0, "step")

    def of(self, value: Number) -> Decimal:
        """Round a number to the declared step."""
        return tidy(exactly(self.rounded(Fraction(value))))

    def rounded(self, value: Reckoned) -> Reckoned:
        """Round a number that may be a part of a rule.

        Examples:
            >>> Rounding(step=Decimal("0.5"), mode="up").rounded(Fraction(6, 5))
            Fraction(3, 2)
        """
        step = Fraction(self.step)
        return mirrored(value / step, self._whole) * step

    def _whole(self, number: Reckoned) -> Reckoned:
        """Round a number of at least 0 to a whole one."""
        match self.mode:
            case "half_up":
                return floored(number + _HALF)
            case "half_even":
                below = floored(number)
                odd = below - 2 * floored(below / 2) >= 1
                return pick(odd, floored(number + _HALF), raised(number - _HALF))
            case "down":
                return floored(number)
            case "up":
                return raised(number)
