"""Paths as their author sees them (书写路径): models speak of more than a document writes."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from civil_village.problems import Path, Problem


def as_written(problem: Problem, data: Any) -> Problem:
    """Give a problem the path of what the document has, where it wrote a shorter form.

    A source alone stands for a list of one, ``{4: 1}`` for a list of steps, a bare number
    for a rounding: the way to what is wrong in them leads no further than the text does.

    Args:
        problem: Its path leads through models.
        data: The plain data of the whole document.

    Examples:
        >>> written = {"steps": {"4": "one"}, "round": "half"}
        >>> as_written(Problem(code="not-a-number", path=("steps", 0, "give")), written).path
        ('steps', '4')
        >>> as_written(Problem(code="not-a-number", path=("round", "step")), written).path
        ('round',)
    """
    path: Path = ()
    left = problem.path
    while left:
        step, *others = left
        key, rest = _key(data, step, tuple(others))
        if key is None and isinstance(data, dict):
            left = rest  # the one item of a list that was written without it
            continue
        if key is None:
            # What is missing has no place of its own, but must be named.
            rest = left if problem.code == "missing-key" else ()
            return evolve(problem, path=path + rest)
        path, left = (*path, key), rest
        if isinstance(data, dict) and key not in data:
            return evolve(problem, path=path + left)
        data = data[key]
    return evolve(problem, path=path)


def _key(data: Any, step: str | int, others: Path) -> tuple[str | int | None, Path]:
    """Give the key or index under which a step is written, and the steps after it."""
    match data:
        case dict() if isinstance(step, str):
            return step, others
        case dict() if others and others[0] in data:
            return None, others
        case dict():
            # An entry stands for an item of two fields; it has no third place to point to.
            assert isinstance(step, int)  # texts are keys, above
            return (list(data)[step], others[1:]) if step < len(data) else (None, others)
        case list() if isinstance(step, int):
            return (step if step < len(data) else None), others
        case list() if step in data:
            return data.index(step), others
        case _:
            return None, others
