"""Paths as their author sees them (书写路径): models speak of more than a document writes."""

from __future__ import annotations

from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from attrs import evolve, has

from civil_village.documents.conversion import named_kinds
from civil_village.mappings import FrozenMapping
from civil_village.problems import Path, Problem
from civil_village.written_forms import Step, form_of, keys_of

#: A key or index, or ``None`` for what is written without one, and the type of what is there.
PlaceInTree = tuple[Step | None, Any]


def as_written(problem: Problem, data: Any, kind: Any) -> Problem:
    """Give a problem the path of what the document has, where it wrote a shorter form.

    A source alone stands for a list of one, ``{4: 1}`` for a list of steps, a bare number
    for a rounding: the way to what is wrong in them leads no further than the text does.

    Args:
        problem: Its path leads through models.
        data: The plain data of the whole document.
        kind: What the document is, as a type; by the forms of its parts the way is found.

    Examples:
        >>> from civil_village.standards import Criterion
        >>> written = {"grade": {"curve": {"of": "a", "by": {"steps": {"4": "one"}}}}, "round": 0}
        >>> path = ("grade", "curve", "by", "steps", 0, "give")
        >>> as_written(Problem(code="not-a-number", path=path), written, Criterion).path[-2:]
        ('steps', '4')
        >>> problem = Problem(code="out-of-range", path=("round", "step"))
        >>> as_written(problem, written, Criterion).path
        ('round',)
    """
    path: Path = ()
    left = problem.path
    while left:
        found = _inner(kind, data, left[0])
        if found is None:
            # What is missing has no place of its own, but must be named.
            return evolve(problem, path=path + (left if problem.code == "missing-key" else ()))
        key, kind = found
        left = left[1:]
        if key is not None:
            path = (*path, key)
            if isinstance(data, dict) and key not in data:
                return evolve(problem, path=path + left)
            data = data[key]
    return evolve(problem, path=path)


def _inner(kind: Any, data: Any, step: Step) -> PlaceInTree | None:
    """Give the place where what a step leads to is written; ``None`` where nothing is."""
    kind = _sole(kind)
    named = named_kinds(kind)
    if named is not None:
        return _at(data, step, named.get(str(step), Any))
    if get_origin(kind) is tuple:
        return _item(get_args(kind), data, step)
    if get_origin(kind) is FrozenMapping:
        return _at(data, step, get_args(kind)[1])
    if not has(kind):
        return _at(data, step, Any)
    form, keys = form_of(kind), keys_of(kind)
    if form.shorter is not None and form.shorter.fits(data):
        if form.shorter.field is not None:
            return (None, keys[form.shorter.field].kind) if step == form.shorter.field else None
        place = form.shorter.place(data, step)
        return None if place is None else (place, Any)
    if form.sole is not None:
        return _inner(keys[form.sole].kind, data, step)
    return _at(data, step, keys[step].kind if step in keys else Any)


def _sole(kind: Any) -> Any:
    """Give the type itself of one with remarks, or of one that may be nothing."""
    if get_origin(kind) is Annotated:
        return _sole(get_args(kind)[0])
    parts = [part for part in get_args(kind) if part is not NoneType]
    return _sole(parts[0]) if len(parts) == 1 and NoneType in get_args(kind) else kind


def _item(kinds: tuple[Any, ...], data: Any, step: Step) -> PlaceInTree | None:
    """Find an item of a list; the only one may be written without the list."""
    if not isinstance(data, list):
        return (None, kinds[0]) if isinstance(data, dict) and step == 0 else None
    if isinstance(step, str):  # texts are told by themselves
        return (data.index(step), Any) if step in data else None
    return _at(data, step, kinds[0] if kinds[-1] is Ellipsis or step >= len(kinds) else kinds[step])


def _at(data: Any, step: Step, kind: Any) -> PlaceInTree | None:
    """Find what stands under a key or index, as it is."""
    if isinstance(data, dict):
        return (step, kind) if isinstance(step, str) else None
    return (step, kind) if isinstance(data, list) and step in range(len(data)) else None
