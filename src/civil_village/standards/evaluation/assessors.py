"""Assessors (听取意见): their words sorted by requirement and method, and joined as declared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from civil_village import checks
from civil_village.evidence.assessing import double
from civil_village.evidence.reported import Observation
from civil_village.facts import Facts
from civil_village.messages import Message
from civil_village.problems import Problem
from civil_village.requirements import Heard, Requirement, Words
from civil_village.standards.model.standard import Standard


def heard(standard: Standard, facts: Facts) -> dict[str, dict[str, bool | None]]:
    """Give what each method says of each requirement, by the requirement's path.

    Where assessors are tied stands ``None``; a method whose lead has not spoken is not there.

    Examples:
        >>> from civil_village.samples import bundled
        >>> heard(bundled("anle.standard"), Facts(values={}))
        {}
    """
    said: dict[str, dict[str, list[bool]]] = {}
    for word in facts.observations:
        if word.met is None or word.method is None:
            continue  # a number, which `derive` has joined
        if standard.methods[word.method].assessors != "lead" or word.lead:
            said.setdefault(word.of, {}).setdefault(word.method, []).append(word.met)
    return {
        path: {method: standard.methods[method].joined(words) for method, words in methods.items()}
        for path, methods in said.items()
    }


def spoken(words: Heard) -> Words:
    """Leave out the methods whose assessors are tied: they say nothing that could count.

    Examples:
        >>> spoken({"work.plan": {"visit": None, "documents": True}})
        {'work.plan': {'documents': True}}
    """
    return {
        path: {method: word for method, word in methods.items() if word is not None}
        for path, methods in words.items()
    }


def hearing_problems(standard: Standard, facts: Facts) -> Iterator[Problem]:
    """Give words on what the standard does not ask, and words that nothing joins."""
    asked = [path for path, part in standard.paths() if isinstance(part, Requirement)]
    indicators = list(standard.catalogue.of(standard.subject))
    seen: dict[tuple[str, str], Observation] = {}
    for index, word in enumerate(facts.observations):
        steps = ("observations", index)
        if word.met is None:
            yield from unknown_part(word.of, indicators, *steps, "of")
            continue
        assert word.method is not None  # a word on a requirement has one
        problems = [
            *unknown_part(word.of, asked, *steps, "of"),
            *unknown_part(word.method, list(standard.methods), *steps, "method"),
        ]
        yield from problems
        if not problems and _counts_alone(standard, word):
            key = (word.of, word.method)
            if key in seen:
                yield double(index, ", ".join(key)).inside("observations")
            seen[key] = word


def _counts_alone(standard: Standard, word: Observation) -> bool:
    how = standard.methods[word.method or ""].assessors
    return how == "one" or (how == "lead" and word.lead)


def unknown_part(name: str, known: Sequence[str], *path: str | int) -> Iterator[Problem]:
    """Give a name that a standard does not have, with the nearest that it has."""
    yield from checks.known(name, known, *path, expected=Message("expected.part-of-standard"))
