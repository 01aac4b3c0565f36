"""The catalogue (指标目录): which facts there are, and how some derive from others."""

from __future__ import annotations

from civil_village.indicators.catalogue import Catalogue, Consistency, EventKind
from civil_village.indicators.derived import AS_OF, Derived
from civil_village.indicators.indicator import Indicator
from civil_village.indicators.reads import ordered, own_reads
from civil_village.indicators.subjects import (
    AMOUNT_PLACES,
    BEYOND,
    BUILT_IN,
    MEMBERS,
    PLACES,
    PLURALS,
    ROWS,
    Subject,
    SubjectKind,
    ValueType,
    places_of,
)

__all__ = [
    "AMOUNT_PLACES",
    "AS_OF",
    "BEYOND",
    "BUILT_IN",
    "MEMBERS",
    "PLACES",
    "PLURALS",
    "ROWS",
    "Catalogue",
    "Consistency",
    "Derived",
    "EventKind",
    "Indicator",
    "Subject",
    "SubjectKind",
    "ValueType",
    "ordered",
    "own_reads",
    "places_of",
]
