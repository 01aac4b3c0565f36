"""The catalogue (指标目录): which facts there are, and how some derive from others."""

from __future__ import annotations

from civil_village import public
from civil_village.indicators.aggregated import (
    Aggregate,
    CountOf,
    EventCount,
    MaximumOf,
    MeanOf,
    MinimumOf,
    RankOf,
    ShareOf,
    SumOf,
)
from civil_village.indicators.catalogue import Catalogue, Consistency, EventKind
from civil_village.indicators.derived import (
    AS_OF,
    AnyDerived,
    DaysBetween,
    EarlierValue,
    Formula,
    Growth,
    IndexValue,
    LastEvent,
    Needed,
)
from civil_village.indicators.derived_base import Derived
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
from civil_village.indicators.surveyed import SheetCount, SurveyShare

__all__ = [
    "AMOUNT_PLACES",
    "AS_OF",
    "BEYOND",
    "BUILT_IN",
    "MEMBERS",
    "PLACES",
    "PLURALS",
    "ROWS",
    "Aggregate",
    "AnyDerived",
    "Catalogue",
    "Consistency",
    "CountOf",
    "DaysBetween",
    "Derived",
    "EarlierValue",
    "EventCount",
    "EventKind",
    "Formula",
    "Growth",
    "IndexValue",
    "Indicator",
    "LastEvent",
    "MaximumOf",
    "MeanOf",
    "MinimumOf",
    "Needed",
    "RankOf",
    "ShareOf",
    "SheetCount",
    "Subject",
    "SubjectKind",
    "SumOf",
    "SurveyShare",
    "ValueType",
    "ordered",
    "own_reads",
    "places_of",
]

public.tell(__name__)
