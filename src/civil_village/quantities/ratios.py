"""Ratios (比率): shares that keep their part and their whole, so that nothing is rounded."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from attrs import field

from civil_village.exact_numbers import as_exact
from civil_village.messages import decimal_text
from civil_village.models import Model, model


@model
class Ratio(Model):
    """A share of a whole that keeps both its parts (比率), so that nothing is rounded.

    92 of 100 and 23 of 25 compare alike, and a whole of 0 is kept as what it is: a
    share that cannot be computed, not a share of 0.

    Attributes:
        part: The part; a whole number or an exact decimal.
        whole: What it is a part of.
        numerator: That of the exact share in lowest terms.
        denominator: That of the exact share in lowest terms; 0 where there is none.

    Examples:
        >>> Ratio(92, 100).value
        Fraction(23, 25)
        >>> Ratio(0, 0).value is None
        True

    Source:
        semantics of ratios: exact, and undetermined where the whole is 0.
    """

    part: Decimal = field(converter=as_exact)
    whole: Decimal = field(converter=as_exact)
    numerator: int = field(init=False, eq=False, repr=False)
    denominator: int = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        share = None if self.whole == 0 else Fraction(self.part) / Fraction(self.whole)
        object.__setattr__(self, "numerator", 0 if share is None else share.numerator)
        object.__setattr__(self, "denominator", 0 if share is None else share.denominator)

    @property
    def value(self) -> Fraction | None:
        """The exact share, or ``None`` where the whole is 0."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    def text(self, lang: str) -> str:  # noqa: ARG002 - same form as every worded value
        """Write part and whole."""
        return f"{decimal_text(self.part)}/{decimal_text(self.whole)}"
