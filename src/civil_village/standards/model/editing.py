"""Changing one part of a standard (修改标准): what comes out is a new, checked standard.

Models never change. These functions copy a part with other values, then everything that
holds it, from the inside out; each copy is checked as it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, Protocol, TypeVar

from attrs import evolve, fields_dict

from civil_village.exact_numbers import added
from civil_village.messages import Message
from civil_village.models import drafting
from civil_village.problems import DocumentError, Problem, nearest, reject, shown
from civil_village.standards.gradings import Sum

#: What becomes of declared sums: they stay as declared, or follow their parts.
Totals = Literal["keep", "adjust"]


class Parted(Protocol):
    """What has parts by their paths: a standard."""

    def paths(self) -> Iterator[tuple[str, Any]]:
        """Give every part by its path."""
        ...


S = TypeVar("S", bound=Parted)
W = TypeVar("W")

#: Gives what stands in the place of one part: that part changed, or nothing.
Edit = Callable[[Any], Sequence[Any]]

#: The fields that hold parts with ids.
_INNER = (
    "sections",
    "criteria",
    "requirements",
    "faults",
    "zero_if",
    "bonuses",
    "deductions",
    "gates",
    "vetoes",
)


def replaced(standard: S, path: str, changes: Mapping[str, Any], totals: Totals) -> S:
    """Give a copy of a standard with other values in one part, or in itself.

    Args:
        standard: The standard.
        path: Ids from the outside in, joined by dots; empty for the standard itself.
        changes: New values by field.
        totals: Whether declared sums stay or follow their parts.

    Raises:
        DocumentError: There is no such part or field, or the result does not fit together.
    """
    if not path:
        return _copied(standard, changes, totals)
    return _edited(standard, path, lambda part: [_copied(part, changes, totals)], totals)


def without(standard: S, path: str, totals: Totals) -> S:
    """Give a copy of a standard that lacks one part.

    Args:
        standard: The standard.
        path: Ids from the outside in, joined by dots.
        totals: Whether declared sums stay or follow their parts.

    Raises:
        DocumentError: There is no such part, or the result does not fit together.
    """
    return _edited(standard, path, lambda _: [], totals)


def _edited(standard: S, path: str, change: Edit, totals: Totals) -> S:
    known = [name for name, _ in standard.paths()]
    if path not in known:
        hint = nearest(path, known)
        reject([Problem(code="unknown-name", found=shown(path), hint=hint)])
    return _rebuilt(standard, path.split("."), change, totals)


def _rebuilt(whole: W, steps: Sequence[str], change: Edit, totals: Totals) -> W:
    """Copy a part that holds the changed one, which the steps lead to."""
    name, *further = steps
    key, index = _place(whole, name)
    parts = getattr(whole, key)
    made: Any
    try:
        if index is None:
            made = _rebuilt(parts, steps, change, totals)
        else:
            part = parts[index]
            own = [_rebuilt(part, further, change, totals)] if further else change(part)
            made = (*parts[:index], *own, *parts[index + 1 :])
    except DocumentError as error:
        place = (key, parts.name if index is None else index)
        raise DocumentError(problem.inside(*place) for problem in error.problems) from None
    return _copied(whole, {key: made}, totals)


def _place(whole: Any, name: str) -> tuple[str, int | None]:
    """Give the field and the index of the part with an id; what is inside a grading has none."""
    for key in _INNER:
        for index, part in enumerate(getattr(whole, key, ())):
            if part.id == name:
                return key, index
    return "grade", None


def _copied(part: W, changes: Mapping[str, Any], totals: Totals) -> W:
    """Copy one part with new values, and with sums that follow where they are to."""
    reject(_unknown_fields(type(part), changes))
    if totals == "adjust":
        changes = {**_sums(part, changes), **changes}
    return evolve(part, **changes)  # type: ignore[misc] # every part is an attrs model


def _sums(part: Any, changes: Mapping[str, Any]) -> dict[str, Decimal]:
    """Give the sums that a part declares, as they are after the changes."""
    with drafting():
        made = evolve(part, **changes)
        if getattr(made, "total", None) is not None:
            return {"total": made.full}
        if "criteria" in changes and getattr(made, "points", None) is not None:
            return {"points": made.most}
        if "requirements" in changes and isinstance(made.grade, Sum):
            return {"points": added(one.points or 0 for one in made.requirements)}
    return {}


def _unknown_fields(kind: type[Any], changes: Mapping[str, Any]) -> Iterator[Problem]:
    known = fields_dict(kind)
    for name in changes:
        if name not in known:
            expected, hint = Message("expected.one-of", names=tuple(known)), nearest(name, known)
            yield Problem(
                code="unknown-key", path=(name,), found=name, expected=expected, hint=hint
            )
