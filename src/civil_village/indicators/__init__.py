"""The catalogue (指标目录): which facts there are, and how some derive from others."""

from __future__ import annotations

from civil_village.indicators.catalogue import Catalogue, EventKind
from civil_village.indicators.derived import Derived
from civil_village.indicators.indicator import Indicator
from civil_village.indicators.subjects import AMOUNT_PLACES, PLURALS, ROWS, Subject, ValueType

__all__ = [
    "AMOUNT_PLACES",
    "PLURALS",
    "ROWS",
    "Catalogue",
    "Derived",
    "EventKind",
    "Indicator",
    "Subject",
    "ValueType",
]
