"""What assessors observed of an indicator: read as its values are, and joined as declared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve

from civil_village.derivation.declared_range import limits
from civil_village.derivation.plan import DerivationPlan, MemberRecord, SubjectNames
from civil_village.evidence.assessing import Word, double
from civil_village.evidence.reported import Observation
from civil_village.facts import FactValue, read_value
from civil_village.indicators import Indicator
from civil_village.messages import Message
from civil_village.problems import Problem, nearest
from civil_village.records.subjects import Group, Record

#: An observation, and its place among those of its record.
PlacedWord = tuple[int, Observation]


def values_of(record: Record | MemberRecord, plan: DerivationPlan) -> dict[str, list[PlacedWord]]:
    """Sort the observed values that count at the stage by indicator."""
    said: dict[str, list[PlacedWord]] = {}
    for index, word in enumerate(() if isinstance(record, Group) else record.observations):
        if word.value is not None and word.counts_at(plan.stage):
            said.setdefault(word.of, []).append((index, word))
    return said


def observed_problems(
    said: dict[str, list[PlacedWord]], names: SubjectNames, plan: DerivationPlan
) -> Iterator[Problem]:
    """Give observed values of indicators that do not exist, or that come from other facts."""
    for name, words in said.items():
        path = ("observations", words[0][0], "of")
        indicator = names.indicators.get(name)
        if indicator is None and plan.extra == "refuse":
            hint = nearest(name, [n for n, each in names.indicators.items() if not each.computed])
            expected = Message("expected.indicator")
            yield Problem(
                code="unknown-indicator", path=path, found=name, expected=expected, hint=hint
            )
        elif indicator is not None and indicator.computed:
            hint = Message("hint.leave-out")
            yield Problem(code="computed-given", path=path, found=name, hint=hint)


def observed_value(
    name: str, indicator: Indicator, words: Sequence[PlacedWord]
) -> tuple[FactValue | None, list[Problem]]:
    """Read what assessors observed, and join it where the indicator says how."""
    values, problems = [], []
    for index, word in words:
        value, found = read_value(indicator, word.value)
        problems += [problem.inside("observations", index, "value") for problem in found]
        values.append(value)
    problems += _double_problems(words, several=indicator.observed is not None)
    if problems or indicator.observed is None:
        return (None if problems else values[0]), problems
    numbers = [Fraction(value) for value in values]  # type: ignore[arg-type] # of an amount
    return _joined(name, indicator, words, numbers)


def _joined(
    name: str, indicator: Indicator, words: Sequence[PlacedWord], numbers: Sequence[Fraction]
) -> tuple[FactValue | None, list[Problem]]:
    assert indicator.observed is not None
    low, high = limits(indicator)
    ends = (low or Fraction(0), high)
    spoken = [
        Word(number, word.method, word.assessor, word.lead)
        for number, (_, word) in zip(numbers, words, strict=True)
    ]
    problems = [
        problem.inside("observations", index, "value")
        for number, (index, _) in zip(numbers, words, strict=True)
        for problem in indicator.observed.step_problems(number, ends[0])
    ]
    for problem in indicator.observed.word_problems(spoken, ends):
        place, *others = problem.path
        index = words[int(place)][0]
        problems.append(evolve(problem, path=("observations", index, *others)))
    if problems:
        return None, problems
    return indicator.observed.of(name, spoken, ends), []


def _double_problems(words: Sequence[PlacedWord], *, several: bool) -> Iterator[Problem]:
    """Give the second of two words that nothing joins: of one assessor, or of anybody."""
    seen: set[tuple[str | None, str | None] | None] = set()
    for index, word in words:
        key = (word.method, word.assessor) if several else None
        if key in seen:
            found = ", ".join(filter(None, (word.of, word.method, word.assessor)))
            yield double(index, found).inside("observations")
        seen.add(key)
