"""What a catalogue knows of a fault in a rule (规则的问题), and the rule by itself cannot.

A rule sees the names of one subject alone. Where it fails because of what others are, or of
what its own are made of, the reason lies in the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from civil_village.indicators.aggregated import Aggregate
from civil_village.indicators.indicator import Indicator
from civil_village.indicators.reads import own_reads
from civil_village.indicators.subjects import BUILT_IN
from civil_village.messages import Message
from civil_village.problems import Problem

Indicators = Mapping[str, Indicator]


def explained(problems: Iterable[Problem], indicators: Indicators) -> Iterator[Problem]:
    """Give problems of rules, with the reason where the catalogue knows it.

    Args:
        problems: As the rules tell them, and any others.
        indicators: All of the catalogue, whose ever they are.
    """
    for problem in problems:
        found = indicators.get(problem.found or "")
        if problem.code == "unknown-indicator" and found is not None:
            yield _of_other_subject(problem, found)
        elif problem.code == "rule-overflow" and problem.hint is not None:
            names = [name for name in problem.hint.arguments["names"] if name in indicators]
            yield evolve(problem, hint=_bounded(names, indicators) or problem.hint)
        else:
            yield problem


def other_subject(name: str, indicator: Indicator, *path: str | int) -> Problem:
    """Say of a value that its indicator is of another kind of subject."""
    found = _of_other_subject(Problem(code="unknown-indicator", path=path, found=name), indicator)
    hints = {"household": "hint.derive-households", None: "hint.no-subject"}
    key = hints.get(indicator.subject)
    return evolve(found, hint=None if key is None else Message(key))


def _of_other_subject(problem: Problem, indicator: Indicator) -> Problem:
    of = indicator.subject
    subject = Message(f"subject.{of}") if of in BUILT_IN else of or Message("subject.own")
    expected = Message("expected.same-subject", name=problem.found, subject=subject)
    hint = None
    if of not in ("village", None):  # whoever has such rows can derive from them
        how = "share" if indicator.value == "truth" else "sum"
        hint = Message("hint.derive-from-rows", how=how, name=problem.found)
    return evolve(problem, code="indicator-of-other-subject", expected=expected, hint=hint)


def _bounded(names: list[str], indicators: Indicators) -> Message | None:
    """Say of which reported numbers a maximum is lacking, and what could be rounded instead."""
    endless = tuple(n for n in _sources(names, indicators) if _is_endless(indicators[n]))
    fine = (name for name in names if indicators[name].value == "ratio" or _made(indicators[name]))
    rounded = tuple(n for n in fine if indicators[n].value != "count" and not indicators[n].round)
    if endless and rounded:
        return Message("hint.declare-maximum-or-round", names=endless, rounded=rounded)
    if rounded:
        return Message("hint.declare-round", rounded=rounded)
    return Message("hint.declare-maximum", names=endless) if endless else None


def _sources(names: list[str], indicators: Indicators) -> dict[str, None]:
    """Name what some indicators are made of in the end, whose ever it is."""
    found: dict[str, None] = {}
    seen, waiting = set(names), [*reversed(names)]
    while waiting:
        name = waiting.pop()
        reads = [each for each in _made(indicators[name]) if each in indicators]
        if not reads:
            found[name] = None
        waiting += (each for each in reversed(reads) if each not in seen)
        seen.update(reads)
    return found


def _made(indicator: Indicator) -> tuple[str, ...]:
    """Name what the numbers of an indicator are made of."""
    derive = indicator.derive
    rows = derive.of.names if isinstance(derive, Aggregate) else ()
    asked = () if indicator.known_when is None else indicator.known_when.names
    return tuple(name for name in (*own_reads(indicator), *rows) if name not in asked)


def _is_endless(indicator: Indicator) -> bool:
    return indicator.value in ("count", "amount") and indicator.maximum is None
