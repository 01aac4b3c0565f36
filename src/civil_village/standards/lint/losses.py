"""Losses (扣分核查): what is odd in the faults of a grading, as far as it can be proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from civil_village.exact_numbers import published
from civil_village.messages import Message, decimal_text
from civil_village.problems import Path, Problem, shown
from civil_village.rules import Value
from civil_village.standards.gradings import Fault, Less
from civil_village.standards.lint.finding import finding
from civil_village.standards.model.criteria import Criterion
from civil_village.standards.model.standard import Standard
from civil_village.standards.parts_by_path import walk


def odd_losses(standard: Standard, facts: Mapping[str, Value]) -> Iterator[Problem]:
    """Give faults that cost always the same, or more than there is, and floors never reached.

    Args:
        standard: A standard.
        facts: Facts of which no more is known than what the catalogue declares.

    Examples:
        >>> from civil_village.samples import bundled
        >>> list(odd_losses(bundled("anle.standard"), {}))
        []
    """
    seen: dict[Any, str] = {}
    for name, path, part in walk(standard):
        if isinstance(part, Criterion) and isinstance(part.grade, Less):
            inside = (*path, "grade", part.grade.name)
            yield from _losses(part, part.grade, inside, facts)
            for index, fault in enumerate(part.grade.faults):
                first = seen.setdefault(_counted(fault), f"{name}.{fault.id}")
                if first != f"{name}.{fault.id}":
                    where = (*inside, "faults", index)
                    expected = Message("expected.other-rule", path=first)
                    yield finding("scored-twice", where, shown(fault.number.text), expected)


def _losses(
    criterion: Criterion, grade: Less, path: Path, facts: Mapping[str, Value]
) -> Iterator[Problem]:
    """Look at what each fault can cost, and at what all of them can."""
    full, floor = Fraction(criterion.points), Fraction(grade.floor)
    in_all = Fraction(0)
    for index, fault in enumerate(grade.faults):
        where = (*path, "faults", index)
        least, greatest = fault.costs(fault.number.value(facts).value, full=full)
        in_all += greatest
        if least == greatest:
            yield finding("idle-fault", where, decimal_text(published(least)))
        for key in ("lose", "most"):
            points: Decimal | None = getattr(fault, key)
            if points is not None and points > full - floor:
                expected = Message("expected.at-most", most=published(full - floor))
                yield finding("costs-too-much", (*where, key), shown(points), expected)
    if floor > 0 and in_all < full - floor:
        expected = Message("expected.below", most=published(full - in_all))
        yield finding("unreached-floor", (*path, "floor"), shown(grade.floor), expected)


def _counted(fault: Fault) -> Any:
    """Give what a fault counts, so that two that count the same are told."""
    if fault.when is not None:
        return fault.when
    return fault.of, fault.each, fault.free, fault.target, fault.count, fault.by
