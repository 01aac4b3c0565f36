"""Evaluation: a standard on facts gives a result, purely and exactly.

The order is fixed: grading, the criterion's rounding, the section's cap, the total, its
rounding, bands, then section minimums and strikes. Every number travels as least and
greatest, so a gap shows as a range and never as a failure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve

from civil_village.arguments import one, several
from civil_village.facts import FACT_TYPES, Facts, FactValue, fact_problems, known_facts
from civil_village.foreign_scalars import native
from civil_village.mappings import entries
from civil_village.messages import Message
from civil_village.problems import Problem, nearest, reject
from civil_village.requirements import Strike
from civil_village.standards.compilation.compiled import compile_standard
from civil_village.standards.evaluation.assessors import (
    heard,
    hearing_problems,
    spoken,
    unknown_part,
)
from civil_village.standards.evaluation.grounds import FreshGrounds
from civil_village.standards.gradings import Fault
from civil_village.standards.model.criteria import Section
from civil_village.standards.model.standard import Standard
from civil_village.standards.results.result import (
    Result,
)


def evaluate(
    standard: Standard,
    facts: Facts | Mapping[str, FactValue],
    *,
    id: str | None = None,  # noqa: A002 - as results call it
) -> Result:
    """Evaluate one subject (测评): what it meets, its points, whether it passes, and why.

    Args:
        standard: The standard; whole and checked, as every one that exists.
        facts: What `civil_village.derive` gave for the subject; or a plain mapping of such
            values, where a name that is not there is missing.
        id: Id of the subject, for facts that have none: results with ids can be ranked.

    Returns:
        The result, with bounds wherever facts are missing.

    Raises:
        DocumentError: The facts are of another subject or catalogue, or they name
            requirements or methods that the standard does not have.

    Examples:
        Nobody said whether there is a plan: between 0 and 5 points, and open.

        >>> from civil_village.derivation import derive
        >>> from civil_village.indicators import Catalogue, Indicator
        >>> from civil_village.requirements import Requirement
        >>> from civil_village.rules import Rule
        >>> from civil_village.standards.model.criteria import Criterion, Passing
        >>> plan = Requirement(id="plan", rule=Rule("plan"))
        >>> standard = Standard(
        ...     id="demo",
        ...     catalogue=Catalogue(indicators={"plan": Indicator(label="计划", value="truth")}),
        ...     criteria=[Criterion(id="work", points=5, requirements=[plan])],
        ...     passes=Passing(score=5),
        ... )
        >>> result = evaluate(standard, derive(standard.catalogue, {}))
        >>> result.outcome, [str(end) for end in result.bounds]
        ('open', ['0', '5'])
    """
    compiled = compile_standard(standard)
    if not isinstance(facts, Facts):
        one(facts, Facts, Mapping, path=("facts",))
    if id is not None:
        facts = _named(standard, facts, id)
    if not isinstance(facts, Facts):
        given = dict(entries(facts))  # a result stays what it was, whatever becomes of the facts
        if not FACT_TYPES.issuperset(map(type, given.values())):
            given = {name: native(value) for name, value in given.items()}
        answer, scores = compiled.found(given, {}, ())
        # Complete facts that are no more than all rules read have no unknown name among them.
        whole = answer[1] is answer[2] and len(given) == len(compiled.reads)
        if not (whole or compiled.known.issuperset(given)):
            reject(_unknown_facts(compiled.known, given))
        return Result.of(FreshGrounds(compiled, given, {}, answer, scores))
    derived = facts.derived_by is standard.catalogue and facts.subject == standard.subject
    if not derived or facts.observations or facts.exempt:
        reject(_facts_problems(standard, facts))
    words = heard(standard, facts)
    answer, scores = compiled.found(entries(facts.values), spoken(words), facts.exempt)
    return Result.of(FreshGrounds(compiled, facts, words, answer, scores))


def _named(standard: Standard, facts: Facts | Mapping[str, FactValue], name: str) -> Facts:
    """Give facts with an id, where they have no other."""
    if not isinstance(facts, Facts):
        given = {key: native(value) for key, value in facts.items()}
        known = standard.catalogue.of(standard.subject)
        reject(_unknown_facts(known, given))
        facts = known_facts(standard.catalogue, given, subject=standard.subject)
    if facts.id not in (None, name):
        expected = Message("expected.exactly", value=facts.id)
        reject([Problem(code="wrong-type", path=("id",), found=name, expected=expected)])
    return evolve(facts, id=name, derived_by=facts.derived_by)


def evaluate_each(standard: Standard, many: Iterable[Facts]) -> tuple[Result, ...]:
    """Evaluate many subjects: each by itself, then what follows the others.

    A criterion that is exempt with ``exempt: others`` has the mean of what the others have of
    it; evaluated alone, it is open.

    Raises:
        DocumentError: As `evaluate`.
    """
    several(many, Facts, path=("many",))
    made = []
    for index, facts in enumerate(many):
        one(facts, Facts, Mapping, path=("many", index))
        made.append(evaluate(standard, facts))
    results, compiled = tuple(made), compile_standard(standard)
    following = [n for n, path in enumerate(compiled.criteria) if _follows(standard, path)]
    if not following:
        return results
    from civil_village.standards.evaluation.others import (  # noqa: PLC0415 - few standards ask for it
        beside_others,
    )

    return beside_others(results, compiled, following)


def _follows(standard: Standard, path: str) -> bool:
    return standard.criterion(path).exempt == "others"


def _unknown_facts(known: Collection[str], facts: Mapping[str, Any]) -> Iterator[Problem]:
    for name in facts:
        if name not in known:
            expected, hint = Message("expected.indicator"), nearest(str(name), known)
            path = ("values", str(name))
            yield Problem(
                code="unknown-indicator", path=path, found=str(name), expected=expected, hint=hint
            )


def _facts_problems(standard: Standard, facts: Facts) -> Iterator[Problem]:
    """Give what stops these facts from being judged by this standard."""
    if facts.subject != standard.subject:
        expected = standard.catalogue.called(standard.subject)
        found = standard.catalogue.called(facts.subject).text("en")
        rows = (standard.subject, facts.subject) == ("household", "village")
        hint = Message("hint.derive-households") if rows else None
        yield Problem(
            code="other-subject", path=("subject",), found=found, expected=expected, hint=hint
        )
        return
    for name, indicator in standard.catalogue.of(standard.subject).items():
        if name in facts.values:
            yield from fact_problems(name, indicator, facts.values[name])
        else:
            expected = Message("expected.derived")
            yield Problem(code="missing-fact", path=("values", name), expected=expected)
    yield from hearing_problems(standard, facts)
    paths = [
        path for path, part in standard.paths() if not isinstance(part, Fault | Section | Strike)
    ]
    for path in facts.exempt:
        yield from unknown_part(path, paths, "exempt", path)
        if path in paths and standard.exempt == "refuse":
            expected = Message("expected.no-exemption")
            yield Problem(code="exemption-refused", path=("exempt", path), expected=expected)
