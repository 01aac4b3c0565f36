"""Measure the library beside other rule engines; print tables in Markdown.

Run it with ``python benchmarks/run.py``; ``--quick`` takes a minute, ``--only speed`` (or
``gaps``, ``results``, ``starting``, ``points``, ``titles``) measures one part. It writes
nothing but what it prints.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import book
import mix as mixes
import results
import starting
import titles
from clock import Timed, medians
from mix import Mix, Record
from ours import ALIKE, OURS, interpreter
from peers import PEERS, Engine

import civil_village as cv

#: Distributions whose versions are printed.
VERSIONS = (
    *("attrs", "cattrs", "datalogic-py", "zen-engine", "cel-expr-python"),
    *("common-expression-language", "rule-engine", "json-logic-qubit", "cel-python"),
)
BY_HAND = "hand-written Python"
INTERPRETER = "civil_village: interpreter"


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    parts: dict[str, Callable[..., None]] = {
        "speed": speed,
        "gaps": gaps,
        "results": whole_results,
        "starting": before_records,
        "points": points,
        "titles": standings,
    }
    parser.add_argument("--only", choices=parts, nargs="+", default=list(parts), help="parts")
    options = parser.parse_args()
    python = f"Python {platform.python_version()} on {sys.platform}, {platform.machine()}"
    print(f"civil_village {cv.__version__}, {python}.")
    print("Others:", ", ".join(_version(name) for name in VERSIONS) + ".")
    for name, why in skipped().items():
        print(f"- {name}: skipped, {why}.")
    for name in options.only:
        parts[name](quick=options.quick)


def _version(name: str) -> str:
    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"no {name}"


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print a table; numbers stand to the right."""
    print()
    print("|", " | ".join(heads), "|")
    print("| --- |" + " ---: |" * (len(heads) - 1))
    for row in rows:
        print("|", " | ".join(map(str, row)), "|")


def figure(number: float) -> str:
    """Write a number with as many digits as mean something."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


# Speed ----------------------------------------------------------------------------------


def speed(*, quick: bool) -> None:
    """Time one record, facts in as a dict, states and points out."""
    print("\n## One record: facts in as a dict, states and points out")
    sizes = [_speeds(criteria, quick=quick) for criteria in (20, 100)]
    heads = ["engine"]
    for criteria in (20, 100):
        heads += [f"{criteria} criteria, µs", "× by hand", "× fastest peer"]
    rows = []
    for name in sizes[0]:
        row = [name]
        for seconds in sizes:
            fastest = min(seconds[peer] for peer in PEERS if peer in seconds and peer != BY_HAND)
            ratios = seconds[name] / seconds[BY_HAND], seconds[name] / fastest
            row += [figure(seconds[name] * 1e6), *map(figure, ratios)]
        rows.append(row)
    table(heads, rows)


def _speeds(criteria: int, *, quick: bool) -> dict[str, float]:
    mix = mixes.generate(criteria)
    records = mixes.records(mix, 200)
    plain = [mixes.apart(record) for record in records]
    wanted = [_answer(interpreter(mix), record) for record in records]
    timed = {}
    for name, engine in _engines(mix).items():
        own = records if name in OURS else plain
        wrong = sum(
            _answer(engine, record) != answer for record, answer in zip(own, wanted, strict=True)
        )
        if wrong:
            print(f"- {name}: {wrong} of {len(records)} complete records judged wrongly.")
        timed[name] = Timed(engine.judge, own)
    return medians(timed, rounds=5 if quick else 21, turn=0.01 if quick else 0.03)


def _engines(mix: Mix) -> dict[str, Engine]:
    """Make every engine that is there ready for a mix, ours first."""
    return {name: make(mix) for name, make in {**OURS, **PEERS}.items() if name not in skipped()}


@cache
def skipped() -> dict[str, str]:
    """Give the engines that are not there, and why."""
    mix, why = mixes.generate(20), {}
    for name, make in {**OURS, **PEERS}.items():
        try:
            engine = make(mix)
            if name in OURS:
                engine.judge(mixes.records(mix, 1)[0])
        except ImportError as error:
            why[name] = f"no package {error.name}"
        except (AttributeError, TypeError) as error:
            if name not in OURS:
                raise
            why[name] = f"no such call ({type(error).__name__}: {error})"
    return why


def points(*, quick: bool) -> None:
    """Time and weigh a book of points beside a fold of its policy that was written by hand."""
    count = 20_000 if quick else 1_000_000
    print(f"\n## A book of {count:,} events, every balance read")
    policy, rows = book.policy(), []
    for told, voids in (("claims and redemptions", False), ("one void in a hundred", True)):
        events = book.book(count, homes=max(1, count // 500), voids=voids)
        other = book.differences(policy, events)
        if other:
            print(f"- {told}: {other} households come out otherwise.")
        timed = {
            "by hand": Timed(book.by_hand, [events]),
            "library": Timed(partial(book.settled, policy), [events]),
        }
        seconds = medians(timed, rounds=3, turn=0)
        per = {name: 1e6 * taken / count for name, taken in seconds.items()}
        weights = {
            "by hand": book.weight(book.by_hand, events),
            "library": book.weight(partial(book.folded, policy), events),
        }
        for name in timed:
            ratio = figure(per[name] / per["by hand"])
            rows.append(
                [f"{told}: {name}", figure(per[name]), ratio, figure(weights[name] / count)]
            )
    table(["book", "µs an event", "× by hand", "bytes an event"], rows)
    events = book.book(count, homes=max(1, count // 500), voids=True)
    more = figure(book.one_more(policy, events))
    print(f"\nOne event more, settled after the state before: {more} µs.")


def standings(*, quick: bool) -> None:
    """Time and weigh the standing of all households beside a fold of its chart by hand."""
    homes = 500 if quick else 20_000
    log = titles.log(homes)
    count = len(log.events)
    print(f"\n## Ten years of titles: {homes:,} households, {count:,} events, every state read")
    rows = []
    for told, chains in (("states", False), ("states and a chain over ten rounds", True)):
        scheme = titles.scheme(chains=chains)
        other = titles.differences(scheme, log)
        if other:
            print(f"- {told}: {other} households come out otherwise.")
        fold = partial(titles.by_hand, chains=chains)
        timed = {
            "by hand": Timed(fold, [log.events]),
            "library": Timed(partial(titles.read, scheme), [log]),
        }
        seconds = medians(timed, rounds=3, turn=0)
        weights = {
            "by hand": book.weight(fold, log.events),
            "library": book.weight(partial(titles.read, scheme), log),
        }
        for name, taken in seconds.items():
            ratio = figure(taken / seconds["by hand"])
            per = [figure(1e6 * taken / count), ratio, figure(weights[name] / count)]
            rows.append([f"{told}: {name}", *per])
    table(["log", "µs an event", "× by hand", "bytes an event"], rows)


def _answer(engine: Engine, record: Record) -> tuple[list[Any], list[Any]]:
    states, points = engine.read(engine.judge(record))
    return list(states), list(points)


# Gaps -----------------------------------------------------------------------------------


def gaps(*, quick: bool) -> None:
    """Count what each engine decides of records with gaps, and of exact boundaries."""
    print("\n## Records with gaps, and exact boundaries")
    mix = mixes.generate(20)
    records = mixes.gapped(mix, 100 if quick else 1000)
    cases = [(index, record) for record in records for index in range(len(mix.rules))]
    edge_mix, edges = mixes.boundary()
    found, at_edges = (
        {name: _truths(name, e, asked) for name, e in _engines(of).items() if name not in ALIKE}
        for of, asked in ((mix, cases), (edge_mix, edges))
    )
    wanted, edge_wanted = found[INTERPRETER], at_edges[INTERPRETER]
    known = sum(truth is not None for truth in wanted)
    print()
    print(
        f"{len(wanted):,} requirements of {len(records):,} records: {known:,} are decided by what"
    )
    print(f"is there, {len(wanted) - known:,} are not. {len(edges):,} cases at exact boundaries.")
    heads = ["engine", "decided: right", "left open", "wrong"]
    heads += ["not decided: left open", "guessed", "boundaries: wrong"]
    rows = []
    for name, truths in found.items():
        pairs = list(zip(truths, wanted, strict=True))
        edge_pairs = zip(at_edges[name], edge_wanted, strict=True)
        counts = [
            sum(truth is right for truth, right in pairs if right is not None),
            sum(truth is None for truth, right in pairs if right is not None),
            sum(truth is (not right) for truth, right in pairs if right is not None),
            sum(truth is None for truth, right in pairs if right is None),
            sum(truth is not None for truth, right in pairs if right is None),
            sum(truth is not right for truth, right in edge_pairs),
        ]
        rows.append([name, *(f"{count:,}" for count in counts)])
    table(heads, rows)


def _truths(name: str, engine: Engine, cases: list[tuple[int, Record]]) -> list[bool | None]:
    """Ask an engine about each case; an error or a value that is no truth leaves it open."""
    truths: list[bool | None] = []
    for index, record in cases:
        try:
            truth = engine.truth(index, record if name in OURS else mixes.apart(record))
        except Exception:  # noqa: BLE001 - engines raise what they like
            truth = None
        truths.append(truth if isinstance(truth, bool) else None)
    return truths


# Whole results --------------------------------------------------------------------------


def whole_results(*, quick: bool) -> None:
    """Time results with gaps beside complete ones, rows of tables and JSON."""
    rounds = 5 if quick else 21
    print("\n## A result of a plain dict, all parts read")
    rows = []
    for criteria in (20, 100):
        for exempt in ("credit", "rescale"):
            seconds = results.all_parts(criteria, exempt, rounds=rounds)
            whole = seconds["complete"]
            for name, taken in seconds.items():
                told = f"{criteria} criteria, exempt: {exempt}, {name}"
                rows.append([told, figure(taken * 1e6), figure(taken / whole)])
    table(["facts", "µs", "× complete"], rows)
    print("\n## A result of 21 criteria, a tenth of the facts missing, evaluated and written")
    rows = [
        [name, figure(seconds * 1e6), figure(size / 1000)]
        for name, (seconds, size) in results.written(rounds=rounds).items()
    ]
    table(["form", "µs", "kB"], rows)


# Before the first record ----------------------------------------------------------------


def before_records(*, quick: bool) -> None:
    """Time starting, loading and compiling, and weigh a standard."""
    print("\n## Process start to the first answer")
    _ratios(starting.cold(rounds=5 if quick else 15), "ms", 1e3)
    print("\n## Loading and checking a standard of 100 criteria, warm")
    _ratios(starting.loading(rounds=5 if quick else 21), "ms", 1e3)
    print("\n## Compiling, and memory, of a standard of 100 criteria")
    rows = [["loaded standard", "", figure(starting.size_of_standard() / 1024)]]
    compiled = starting.compiling(rounds=5 if quick else 21)
    rows.append(["compiling it", figure(compiled[0] * 1e3), figure(compiled[1] / 1024)])
    table(["what", "ms", "KiB"], rows)


def _ratios(seconds: dict[str, float], unit: str, scale: float) -> None:
    first = next(iter(seconds.values()))
    rows = [[name, figure(s * scale), figure(s / first)] for name, s in seconds.items()]
    table(["what", unit, "× first line"], rows)


if __name__ == "__main__":
    main()
