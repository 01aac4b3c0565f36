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
from civil_village.written_forms import Form, is_no_mapping

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
        steps = abs(Fraction(value)) / Fraction(self.step)
        whole, rest = divmod(steps.numerator, steps.denominator)
        twice = 2 * rest - steps.denominator
        away = {
            "half_up": twice >= 0,
            "half_even": twice > 0 or (twice == 0 and whole % 2 == 1),
            "down": False,
            "up": rest > 0,
        }[self.mode]
        sign = -1 if value < 0 else 1
        return tidy(sign * (whole + away) * Fraction(self.step))
