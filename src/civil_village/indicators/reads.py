"""Which facts of the same subject an indicator is made of, and in which order they come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from civil_village.indicators.aggregated import Aggregate, RankOf
from civil_village.indicators.derived import (
    AS_OF,
    DaysBetween,
    EarlierValue,
    Formula,
    Growth,
    IndexValue,
    Needed,
)
from civil_village.indicators.indicator import Indicator


def own_reads(indicator: Indicator) -> Iterator[str]:
    """Name the indicators of the same subject that must be known before this one.

    What is aggregated over members or events is not among them: that is theirs.
    """
    yield from indicator.of or ()
    if indicator.known_when is not None:
        yield from indicator.known_when.names
    derive = indicator.derive
    if derive is None or any(derive.problems()):
        return
    match derive:
        case Aggregate() | RankOf() if indicator.compares:
            yield from derive.of.names
            if isinstance(derive, Aggregate) and derive.where is not None:
                yield from derive.where.names
            if derive.by is not None:
                yield derive.by
        case Formula(rule=rule) | Needed(needed=rule):
            yield from rule.names
        case DaysBetween(days=days):
            yield from (name for name in days if name != AS_OF)
        case IndexValue(on=on) if on != AS_OF:
            yield on
        case EarlierValue(earlier=name) | Growth(growth=name):
            yield name


def ordered(indicators: Mapping[str, Indicator]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Put a subject's indicators in an order in which each comes after what it is made of.

    Returns:
        Their names, and the first cycle that stands in the way: its names in a ring, the
        first one again at the end; none of them where there is none.

    Examples:
        >>> from civil_village.rules import Rule
        >>> def of(rule):
        ...     return Indicator(label="示例", value="count", derive=Formula(rule=Rule(rule)))
        >>> ordered({"a": of("b + 1"), "b": of("c"), "c": Indicator(label="示例", value="count")})
        (('c', 'b', 'a'), ())
        >>> ordered({"a": of("b"), "b": of("a")})
        (('a', 'b'), ('a', 'b', 'a'))
    """
    reads = {name: [n for n in own_reads(i) if n in indicators] for name, i in indicators.items()}
    if not any(reads.values()):
        return tuple(indicators), ()
    sorter = TopologicalSorter(reads)
    try:
        return tuple(sorter.static_order()), ()
    except CycleError as error:
        # graphlib tells it from what is read to what reads it.
        return tuple(indicators), tuple(reversed(error.args[1]))
