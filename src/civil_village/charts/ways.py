"""The ways through a chart (通路): what leads where, what is never reached, what never ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from civil_village.charts.holds import Hold
from civil_village.charts.states import ChartState
from civil_village.charts.steps import ChartStep
from civil_village.messages import Message
from civil_village.problems import Problem


def ways_out(
    states: Mapping[str, ChartState], steps: Sequence[ChartStep], holds: Sequence[Hold]
) -> dict[str, set[str]]:
    """Give the states to which each leads: by steps, by time, by what is upheld.

    Examples:
        >>> ways_out({"none": ChartState(), "held": ChartState()}, [
        ...     ChartStep(event="award", from_=["none"], to="held")], [])
        {'none': {'held'}, 'held': set()}
    """
    found: dict[str, set[str]] = {name: set() for name in states}
    for name, state in states.items():
        found[name] |= set() if state.next is None else {state.next}
    for step in steps:
        if step.to is not None:
            for name in step.from_:
                found[name].add(step.to)
    for hold in holds:
        if hold.upheld is not None:
            for name in hold.in_:
                found[name].add(hold.upheld.to)
    return found


def way_problems(
    start: str, states: Mapping[str, ChartState], steps: Sequence[ChartStep], holds: Sequence[Hold]
) -> Iterator[Problem]:
    """Give states that nothing leads to, or out of, and steps that are never tried.

    Args:
        start: The state in which everything begins.
        states: The states; every name that is used is one of them.
        steps: The steps.
        holds: What holds states.
    """
    out = ways_out(states, steps, holds)
    reached, waiting = {start}, [start]
    while waiting:
        new = out[waiting.pop()] - reached
        reached |= new
        waiting += new
    for name, state in states.items():
        if name not in reached:
            yield Problem(code="unreachable-state", path=("states", name), found=name)
        if not (out[name] or state.final):
            hint = Message("hint.final")
            yield Problem(code="dead-end", path=("states", name), found=name, hint=hint)
        if out[name] and state.final:
            yield Problem(code="final-left", path=("states", name, "final"), found=name)
    yield from _endless(states)
    yield from _never_tried(steps)


def _endless(states: Mapping[str, ChartState]) -> Iterator[Problem]:
    """Give a ring of states through which time alone leads: it would never come to rest."""
    after = {name: [] if s.next is None else [s.next] for name, s in states.items()}
    try:
        TopologicalSorter(after).prepare()
    except CycleError as error:
        ring = error.args[1][::-1]
        found, hint = " → ".join(ring), Message("hint.endless")
        path = ("states", ring[0], "next")
        yield Problem(code="endless", path=path, found=found, hint=hint)


def _never_tried(steps: Sequence[ChartStep]) -> Iterator[Problem]:
    """Give steps after one that leaves nothing to them."""
    tried: dict[tuple[str, str], list[ChartStep]] = {}
    for index, step in enumerate(steps):
        for at, name in enumerate(step.from_):
            before = tried.setdefault((step.event, name), [])
            if any(each.takes_all(step) for each in before):
                hint, path = Message("hint.never-tried"), ("steps", index, "from", at)
                yield Problem(code="never-tried", path=path, found=name, hint=hint)
            before.append(step)
