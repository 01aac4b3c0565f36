"""Curves (计分曲线): from one exact number to points, or to a named band.

What belongs here: the shapes that points follow, bands, and tables as sources print them.
What does not: which number is looked at, and what becomes of the points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.curves.curve import Band as Band
    from civil_village.curves.curve import Bands as Bands
    from civil_village.curves.curve import Bracket as Bracket
    from civil_village.curves.curve import Brackets as Brackets
    from civil_village.curves.curve import Knot as Knot
    from civil_village.curves.curve import Linear as Linear
    from civil_village.curves.curve import PerUnit as PerUnit
    from civil_village.curves.curve import Shortfall as Shortfall
    from civil_village.curves.curve import Step as Step
    from civil_village.curves.curve import Steps as Steps
    from civil_village.curves.range_tables import PrintedRange as PrintedRange
    from civil_village.curves.range_tables import bands_from_ranges as bands_from_ranges
    from civil_village.curves.range_tables import steps_from_ranges as steps_from_ranges

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)
