"""The clock: several calls in turns, so that a slow moment of the machine meets them all."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle, islice
from statistics import median
from time import perf_counter
from typing import Any

from attrs import frozen


@frozen
class Timed:
    """A call that is timed, and what it is called with, one after another."""

    call: Callable[[Any], Any]
    inputs: Sequence[Any]


def medians(timed: Mapping[str, Timed], *, rounds: int, turn: float) -> dict[str, float]:
    """Time calls.

    Args:
        timed: The calls by name.
        rounds: How often each gets its turn; each round starts with another one.
        turn: How long a turn lasts at least, in seconds; it is one call or more.

    Returns:
        The median over the rounds of the seconds that one call takes. The garbage collector
        runs as usual, but what was there before is no longer its concern.
    """
    gc.collect()
    gc.freeze()
    names, inputs = list(timed), {name: cycle(one.inputs) for name, one in timed.items()}
    calls = {name: _calls(timed[name].call, inputs[name], turn) for name in names}
    taken: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        shift = number % len(names)
        for name in names[shift:] + names[:shift]:
            seconds = _taken(timed[name].call, inputs[name], calls[name])
            taken[name].append(seconds / calls[name])
    gc.unfreeze()
    return {name: median(seconds) for name, seconds in taken.items()}


def _calls(call: Callable[[Any], Any], inputs: cycle[Any], turn: float) -> int:
    """Find how many calls fill a turn; the first calls warm up."""
    calls = 1
    while True:
        seconds = _taken(call, inputs, calls)
        if seconds >= turn / 2:
            return max(1, round(calls * turn / seconds))
        calls *= 2


def _taken(call: Callable[[Any], Any], inputs: cycle[Any], calls: int) -> float:
    these = list(islice(inputs, calls))
    start = perf_counter()
    for one in these:
        call(one)
    return perf_counter() - start
