"""The walk over a standard's tree, or over that of a result: every part, by its path.

Both trees have the same parts in the same order: criteria alone, then sections, bonuses and
deductions, each before its criteria, each criterion before what is inside it; then gates
and vetoes. A path is the ids from the outside in, joined by dots.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from civil_village.problems import Path


class Place(NamedTuple):
    """Where a part stands in its tree."""

    path: str
    #: The keys and indexes that lead to it in the document.
    steps: Path
    part: Any


def walk(tree: Any) -> Iterator[Place]:
    """Give every part of a standard, or of a result, with its place.

    Examples:
        >>> from civil_village.samples import bundled
        >>> place = list(walk(bundled("anle.standard")))[2]
        >>> place.path, place.steps
        ('leadership.institutions.organisation', ('sections', 0, 'criteria', 0, 'requirements', 0))
    """
    yield from _criteria("", (), tree.criteria)
    for key in ("sections", "bonuses", "deductions"):
        for index, section in enumerate(getattr(tree, key)):
            yield Place(section.id, (key, index), section)
            yield from _criteria(f"{section.id}.", (key, index), section.criteria)
    for key in ("gates", "vetoes"):
        for index, part in enumerate(getattr(tree, key)):
            yield Place(part.id, (key, index), part)


def _criteria(start: str, steps: Path, criteria: Iterable[Any]) -> Iterator[Place]:
    for index, criterion in enumerate(criteria):
        place = Place(start + criterion.id, (*steps, "criteria", index), criterion)
        yield place
        for key in criterion.inside:
            for number, part in enumerate(getattr(criterion, key)):
                yield Place(f"{place.path}.{part.id}", (*place.steps, key, number), part)
