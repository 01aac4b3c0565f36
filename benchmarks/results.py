"""What whole results cost: with and without gaps, as a row of a table, as JSON."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import mix as mixes
from clock import Timed, medians
from mix import Record

import civil_village as cv

#: Share of the facts that are missing, by the name that tables show.
GAPS = {"complete": 0.0, "a tenth missing": 0.1, "all missing": 1.0}


def all_parts(
    criteria: int, exempt: Literal["credit", "rescale"], *, rounds: int
) -> dict[str, float]:
    """Time a result of which everything but words is read: seconds by how much is missing."""
    standard = mixes.generate(criteria).standard
    if exempt == "rescale":
        standard = standard.replaced(exempt=exempt, round=cv.quantities.Rounding(step=0.01))
    timed = {
        name: Timed(partial(_read, standard), _records(criteria, share))
        for name, share in GAPS.items()
    }
    return medians(timed, rounds=rounds, turn=0.02)


def _read(standard: cv.Standard, record: Record) -> Any:
    result = cv.evaluate(standard, record)
    whole = result.outcome, result.bounds, result.possible_bands, result.deciding
    return whole, list(result.parts())


def written(*, rounds: int) -> dict[str, tuple[float, float]]:
    """Time results of 21 criteria, a tenth of the facts missing, and weigh what is written.

    Returns:
        Seconds and bytes of one result: its row among a hundred of a table, then its JSON.
    """
    standard, records = mixes.generate(21).standard, _records(21, 0.1)

    def evaluated(record: Record, write: Callable[[cv.Result], str]) -> str:
        return write(cv.evaluate(standard, record))

    def row(many: list[Record]) -> str:
        return cv.write_results([cv.evaluate(standard, record) for record in many], standard)

    short = partial(evaluated, write=partial(cv.dumps, explanation=False))
    long = partial(evaluated, write=cv.dumps)
    timed = {
        "a row of a results table": Timed(row, [records]),
        "JSON without explanation": Timed(short, records),
        "JSON with explanation": Timed(long, records),
    }
    seconds = medians(timed, rounds=rounds, turn=0.02)
    found = {}
    for name, one in timed.items():
        size = sum(len(one.call(given).encode()) for given in one.inputs) / len(records)
        each = seconds[name] * len(one.inputs) / len(records)
        found[name] = each, size
    return found


def _records(criteria: int, missing: float) -> list[Record]:
    """Make a hundred records in which so many of the facts are absent."""
    chance, mix = random.Random(4), mixes.generate(criteria)
    return [
        {name: value for name, value in record.items() if chance.random() >= missing}
        for record in mixes.records(mix, 100)
    ]
