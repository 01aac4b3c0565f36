"""Ladders (分类晋级): classes of units, from the lowest to the highest, and how a round moves them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from civil_village import checks
from civil_village.charts.steps import Step
from civil_village.messages import Message
from civil_village.problems import Problem


def ladder_problems(
    ladder: Sequence[str], states: Collection[str], steps: Sequence[Step], decided: Collection[str]
) -> Iterator[Problem]:
    """Give classes that are no states, and steps of a round over more than one of them.

    Args:
        ladder: The classes, from the lowest to the highest.
        states: The states of the scheme.
        steps: Its steps.
        decided: The kinds of events by which its rounds decide.
    """
    yield from checks.unique(ladder, "ladder")
    for index, name in enumerate(ladder):
        yield from checks.known(name, tuple(states), "ladder", index)
    places = {name: place for place, name in enumerate(ladder)}
    for index, step in enumerate(steps):
        for at, name in enumerate(step.from_):
            if step.event in decided and moves(ladder, name, step.to):
                if abs(places[step.to] - places[name]) > 1:
                    expected = Message("expected.next-class")
                    path = ("steps", index, "from", at)
                    yield Problem(code="skips-class", path=path, found=name, expected=expected)


def moves(ladder: Collection[str], before: str, after: str) -> bool:
    """Tell whether a step leads from one class to another.

    Examples:
        >>> moves(["third", "second"], "third", "second"), moves(["third"], "none", "third")
        (True, False)
    """
    return before != after and before in ladder and after in ladder
