"""Quantities (数量): ratios that keep their parts, and declared rounding.

What belongs here: numbers as models have them. What does not: plain exact arithmetic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.quantities.count_ranges import CountRange as CountRange
    from civil_village.quantities.ratios import Ratio as Ratio
    from civil_village.quantities.rounding import Rounding as Rounding

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)
