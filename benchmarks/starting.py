"""What comes before the first record: starting Python, loading and compiling a standard."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import attrs
import cattrs
from clock import Timed, medians
from mix import generate, records
from ours import compile_once

import civil_village as cv

#: Programs that are started anew each time.
PROGRAMS = {
    "`import attrs, cattrs`": "import attrs, cattrs",
    "bundled standard, an empty record": """
from datetime import date
import civil_village as cv
standard = cv.bundled("anle.standard")
facts = cv.derive(standard.catalogue, {}, as_of=date(2024, 12, 31))
print(cv.evaluate(standard, facts).outcome)
""",
    "bundled standard, bundled villages": """
import civil_village as cv
standard, villages = cv.bundled("anle.standard"), cv.bundled("anle.villages")
facts = cv.derive_each(standard.catalogue, villages, as_of=villages.as_of)
print(cv.evaluate_each(standard, facts)[0].outcome)
""",
}


@attrs.frozen
class PlainLabel:
    """A label, without any check."""

    zh: str
    en: str


@attrs.frozen
class PlainRequirement:
    """A requirement, its rule left as text."""

    id: str
    label: str
    rule: str


@attrs.frozen
class PlainCriterion:
    """A criterion."""

    id: str
    label: PlainLabel
    points: int
    requirements: list[PlainRequirement]


@attrs.frozen
class PlainIndicator:
    """An indicator."""

    label: str
    value: str
    maximum: int | None = None
    choices: list[str] | None = None


@attrs.frozen
class PlainCatalogue:
    """A catalogue."""

    indicators: dict[str, PlainIndicator]


@attrs.frozen
class PlainStandard:
    """All that the document of a mix says, in classes that check nothing."""

    kind: str
    id: str
    catalogue: PlainCatalogue
    criteria: list[PlainCriterion]


def cold(*, rounds: int) -> dict[str, float]:
    """Take the processor time of whole processes, user and system, in seconds.

    All have their bytecode, as libraries have that were installed: the first round, which
    does not count, writes it.
    """
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        taken = [
            {name: _processor_time(code, environment) for name, code in PROGRAMS.items()}
            for _ in range(rounds + 1)
        ]
    return {name: median(each[name] for each in taken[1:]) for name in PROGRAMS}


def _processor_time(code: str, environment: dict[str, str]) -> float:
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], check=True, capture_output=True, env=environment
    )
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def loading(*, rounds: int) -> dict[str, float]:
    """Time reading a standard of 100 criteria, in seconds; cattrs gets parsed JSON."""
    text = cv.dumps(generate(100).standard)
    structure = cattrs.Converter().structure
    timed = {
        "cattrs, plain classes": Timed(
            lambda data: structure(data, PlainStandard), [json.loads(text)]
        ),
        "`json.loads`": Timed(json.loads, [text]),
        "`civil_village.loads`": Timed(cv.loads, [text]),
    }
    return medians(timed, rounds=rounds, turn=0.02)


def compiling(*, rounds: int) -> tuple[float, int]:
    """Give the seconds and bytes that it takes to compile both ways through a standard."""
    mix = generate(100)
    text, (record,) = cv.dumps(mix.standard), records(mix, 1)

    def compiled(standard: cv.Standard) -> cv.standards.Compiled:
        judge = compile_once(standard)
        judge(record)
        judge({})
        return judge

    standards = [_loaded(text) for _ in range(rounds + 1)]
    compiled(standards[0])
    taken = []
    for standard in standards[1:]:
        start = perf_counter()
        compiled(standard)
        taken.append(perf_counter() - start)
    last = _loaded(text)
    return median(taken), _size(lambda: compiled(last))


def size_of_standard() -> int:
    """Give the bytes that a loaded standard of 100 criteria takes."""
    text = cv.dumps(generate(100).standard)
    _loaded(text)  # what is made once for all is there before
    return _size(lambda: _loaded(text))


def _loaded(text: str) -> cv.Standard:
    standard = cv.loads(text)
    assert isinstance(standard, cv.Standard)
    return standard


def _size(make: Callable[[], Any]) -> int:
    """Give the bytes that are still taken once something was made."""
    tracemalloc.start()
    kept = make()
    gc.collect()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del kept
    return size
