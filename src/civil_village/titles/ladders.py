"""Ladders (分类晋级): classes from the lowest to the highest, and how a round moves units."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from civil_village import checks
from civil_village.charts.fold import Once
from civil_village.charts.steps import ChartStep
from civil_village.evidence.reported import Event
from civil_village.messages import Message
from civil_village.problems import Problem
from civil_village.titles.rounds import RoundsOfDays


def ladder_problems(
    ladder: Sequence[str],
    states: Collection[str],
    steps: Sequence[ChartStep],
    decided: Collection[str],
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
            to = step.to or name
            moving = step.event in decided and moves(ladder, name, to)
            if moving and abs(places[to] - places[name]) > 1:
                expected, path = Message("expected.next-class"), ("steps", index, "from", at)
                yield Problem(code="skips-class", path=path, found=name, expected=expected)


def moves(ladder: Collection[str], before: str, after: str) -> bool:
    """Tell whether a step leads from one class to another.

    Examples:
        >>> moves(["third", "second"], "third", "second"), moves(["third"], "none", "third")
        (True, False)
    """
    return before != after and before in ladder and after in ladder


def moved_by(
    ladder: Collection[str], decided: Collection[str], rounds: RoundsOfDays
) -> Once | None:
    """Give what tells the round by which an event moves a unit from one class to another.

    Args:
        ladder: The classes.
        decided: The kinds of events by which rounds decide.
        rounds: Which event is of which round.

    Returns:
        It gives the name of the round; ``None`` of what moves no unit between classes, or is no
        decision of a round. There is nothing to give where there are no classes.
    """
    if not ladder:
        return None

    def moved(event: Event, before: str, after: str) -> str | None:
        if event.kind not in decided or not moves(ladder, before, after):
            return None
        place = rounds.named(event.of, event.on) if isinstance(event.on, date) else None
        return None if place is None else rounds.states[place].round

    return moved
