"""Scalars of other packages (外来标量): what they mean to Python itself.

numpy and pandas have truths, whole numbers and marks of what is missing of their own. They are
known by what they do and what their class is called, so that neither package is loaded; no
value is compared with another, since some answer that with an array or not at all.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import isnan
from numbers import Integral, Real
from operator import index
from types import NoneType
from typing import Any

#: Most values are of one of these classes, and mean what they are.
_OWN = frozenset((bool, int, str, Fraction, date, NoneType))
#: Classes of marks that say that a value is missing: those of pandas, and that of masked arrays.
_MISSING = frozenset(("NAType", "NaTType", "MaskedConstant"))
#: Classes of truths that are no `bool`.
_TRUTHS = frozenset(("bool", "bool_"))
#: Classes of days and spans that are numbers too, but not to be taken for such.
_DATED = frozenset(("datetime64", "timedelta64"))


def native(value: Any) -> Any:
    """Give a scalar of another package as Python has it; ``None`` where it says it is missing.

    Args:
        value: Anything; what is no such scalar stays as it is.

    Examples:
        >>> native(float("nan")), native(Decimal("NaN")), native(0.5), native("3")
        (None, None, 0.5, '3')
    """
    kind = type(value)
    if kind in _OWN:
        return value
    if isinstance(value, float):
        return None if isnan(value) else value
    if isinstance(value, Decimal):
        return None if value.is_nan() else value
    if kind.__name__ in _MISSING:
        return None
    if isinstance(value, int | str | date | Fraction):
        return value
    if kind.__name__ in _DATED:
        text = str(value)
        return None if text == "NaT" else text
    if kind.__name__ in _TRUTHS:
        return bool(value)
    return _number(value)


def _number(value: Any) -> Any:
    """Give what is a number by what it can do; anything else stays."""
    try:
        if isinstance(value, Integral) or hasattr(type(value), "__index__"):
            return index(value)
        # Half as wide a float has another shortest form than the same value in full width.
        found = float(str(value)) if isinstance(value, Real) else value
    except (TypeError, ValueError):  # an array of several, a number that writes itself in words
        return value
    return native(found) if isinstance(found, float) else found
