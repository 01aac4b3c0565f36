"""Evaluation: a standard on facts gives a result, purely and exactly.

The order is fixed: grading, the criterion's rounding, the section's cap, the total, its
rounding, bands, then section minimums and strikes. Every number travels as least and
greatest, so a gap shows as a range and never as a failure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from civil_village.canonical import digest
from civil_village.explanation import Explanation
from civil_village.facts import Facts, FactValue, fact_problems, known_facts
from civil_village.mappings import entries
from civil_village.messages import Message
from civil_village.problems import Problem, nearest, reject
from civil_village.requirements import Heard, Requirement, State, Strike, StrikeState
from civil_village.rules import Missing
from civil_village.standards.compiled import Answer, Compiled, compile_standard
from civil_village.standards.definition import work_out
from civil_village.standards.hearing import heard, hearing_problems, spoken, unknown_part
from civil_village.standards.lacking import Known, Lacking
from civil_village.standards.model import Group, Standard
from civil_village.standards.parts import FIELDS, Criterion, Section
from civil_village.standards.rescaling import CountedPoints
from civil_village.standards.result import (
    SEMANTICS,
    CriterionResult,
    Digests,
    PointBounds,
    RequirementResult,
    Result,
    SectionResult,
    StrikeResult,
)
from civil_village.standards.scoring import Score
from civil_village.standards.tally import Tally


def evaluate(standard: Standard, facts: Facts | Mapping[str, FactValue]) -> Result:
    """Evaluate one subject (测评): what it meets, its points, whether it passes, and why.

    Args:
        standard: The standard; whole and checked, as every one that exists.
        facts: What `civil_village.derive` gave for the subject; or a plain mapping of such
            values, where a name that is not there is missing.

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
        >>> from civil_village.standards.parts import Passing
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
        given = dict(entries(facts))  # a result stays what it was, whatever becomes of the facts
        answer = compiled(given)
        # Complete facts that are no more than all rules read have no unknown name among them.
        whole = answer[1] is answer[2] and len(given) == len(compiled.reads)
        if not (whole or compiled.known.issuperset(given)):
            reject(_unknown_facts(compiled.known, given))
        return Result.of(_Live(compiled, given, {}, answer))
    derived = facts.derived_by is standard.catalogue and facts.subject == standard.subject
    if not derived or facts.observations or facts.exempt:
        reject(_facts_problems(standard, facts))
    words = heard(standard, facts)
    answer = compiled(entries(facts.values), spoken(words), facts.exempt)
    return Result.of(_Live(compiled, facts, words, answer))


def evaluate_each(standard: Standard, many: Iterable[Facts]) -> tuple[Result, ...]:
    """Evaluate many subjects, each by itself.

    Raises:
        DocumentError: As `evaluate`.
    """
    return tuple(evaluate(standard, facts) for facts in many)


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
        yield Problem(code="other-subject", path=("subject",), found=found, expected=expected)
        return
    for name, indicator in standard.catalogue.of(standard.subject).items():
        if name in facts.values:
            yield from fact_problems(name, indicator, facts.values[name])
        else:
            expected = Message("expected.derived")
            yield Problem(code="missing-fact", path=("values", name), expected=expected)
    yield from hearing_problems(standard, facts)
    paths = [path for path, part in standard.paths() if not isinstance(part, Section | Strike)]
    for path in facts.exempt:
        yield from unknown_part(path, paths, "exempt", path)
        if path in paths and standard.exempt == "refuse":
            expected = Message("expected.no-exemption")
            yield Problem(code="exemption-refused", path=("exempt", path), expected=expected)


class _Live:
    """The evidence of a fresh result: each thing is worked out when somebody asks for it."""

    def __init__(
        self,
        compiled: Compiled,
        given: Facts | Mapping[str, FactValue],
        words: Heard,
        answer: Answer,
    ) -> None:
        self.compiled = compiled
        self.given = given
        self.words = words
        self.answer = answer

    def __reduce__(self) -> tuple[type[_Live], tuple[Any, ...]]:
        # What was worked out so far holds functions, which cannot be sent to another process.
        return _Live, (self.compiled, self.given, self.words, self.answer)

    @cached_property
    def facts(self) -> Facts:
        """The facts, with an unknown for whatever is missing."""
        if isinstance(self.given, Facts):
            return self.given
        standard = self.compiled.standard
        return known_facts(
            standard.catalogue,
            self.given,
            subject=standard.subject,
            signatures=self.compiled.signatures,
        )

    @cached_property
    def tally(self) -> Tally:
        """What the points and strikes come to."""
        _, least, greatest, strikes, _ = self.answer
        standard = self.compiled.standard
        rescaled = standard.exempt == "rescale"
        units = [score.unit for score in self.scores] if rescaled else []
        gates = [state for _, state in self.gates]
        own = strikes[: len(standard.vetoes)]
        return self.compiled.tallying.tally(least, greatest, own, gates, units)

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """What each criterion comes to, beyond its points."""
        exempt = self.given.exempt if isinstance(self.given, Facts) else ()
        return self.compiled.scores(self.values, spoken(self.words), exempt)

    @property
    def values(self) -> Mapping[str, FactValue]:
        """The facts as they were given."""
        return entries(self.given.values) if isinstance(self.given, Facts) else self.given

    @cached_property
    def lacking(self) -> Lacking:
        """What undecided parts lack."""
        known = Known(self.values, self.compiled.unreported)
        return Lacking(known, self.words, self.compiled.worths)

    def published(self, points: CountedPoints) -> PointBounds:
        """Give least and greatest points as users see them."""
        least, greatest = map(self.compiled.points, points)
        return least, greatest

    def part(self, name: str) -> Any:
        """Work out one field of the result."""
        standard, given = self.compiled.standard, self.given
        match name:
            case "standard":
                return standard.id
            case "edition" | "subject" | "most":
                return getattr(standard, name)
            case "id" | "label" | "as_of" | "stage":
                return getattr(given, name) if isinstance(given, Facts) else None
            case "outcome":
                return self.tally.outcome
            case "bounds":
                return self.published(self.tally.total)
            case "possible_bands":
                return self.tally.bands
            case "sections" | "criteria" | "bonuses" | "deductions" | "gates" | "vetoes":
                return self.parts[name]
            case "deciding":
                open_ = self.tally.outcome == "open" or len(self.tally.bands) > 1
                return tuple(dict.fromkeys(self.deciding())) if open_ else ()
            case "semantics":
                return SEMANTICS
            case _:
                return self.compiled.scorers

    @cached_property
    def parts(self) -> dict[str, tuple[Any, ...]]:
        """What became of every part, by the field of the result."""
        standard = self.compiled.standard
        found: dict[str, list[Any]] = {"criteria": [], **{field: [] for field in FIELDS.values()}}
        for (group, made), (added, minimum) in zip(self.groups, self.tally.sections, strict=True):
            if group.section is None:
                found["criteria"] += made
            else:
                bounds, own = self.published(added), group.section.id
                section = SectionResult(id=own, bounds=bounds, minimum=minimum, criteria=made)
                found[FIELDS[group.role]].append(section)
        gates = [self.requirement(gate, gate.id, state) for gate, state in self.gates]
        vetoes = zip(standard.vetoes, self.answer[3], strict=False)
        return {
            **{field: tuple(made) for field, made in found.items()},
            "gates": tuple(gates),
            "vetoes": tuple(self.strike(strike, state) for strike, state in vetoes),
        }

    @cached_property
    def groups(self) -> list[tuple[Group, list[CriterionResult]]]:
        """What became of the criteria of each group."""
        states, least, greatest, strikes, exempt = self.answer
        standard = self.compiled.standard
        asked = zip(self.compiled.requirements, states, strict=True)
        zeroing = iter(strikes[len(standard.vetoes) :])
        whole = least is greatest
        settled = [True] * len(least) if whole else [score.settled for score in self.scores]
        scored = zip(zip(least, greatest, strict=True), exempt, settled, strict=True)
        return [
            (group, [self.criterion(c, asked, zeroing, next(scored)) for c in group.criteria])
            for group in standard.groups
        ]

    @property
    def gates(self) -> Iterator[tuple[Requirement, State]]:
        """The gates, each with its state."""
        gates, states = self.compiled.standard.gates, self.answer[0]
        return zip(gates, states[len(states) - len(gates) :], strict=True)

    def criterion(
        self,
        criterion: Criterion,
        states: Iterator[tuple[str, State]],
        zeroing: Iterator[StrikeState],
        scored: tuple[CountedPoints, bool | None, bool],
    ) -> CriterionResult:
        """Give what became of one criterion, with the next states of an answer."""
        points, exempt, settled = scored
        asked = [self.requirement(r, *next(states)) for r in criterion.requirements]
        zeroed = [self.strike(strike, next(zeroing)) for strike in criterion.zero_if]
        every = bool(asked) and all(one.state == "exempt" for one in asked)
        missing: list[Missing] = []
        if not settled:
            # Whether a strike applies counts even where it cannot hit.
            missing += [item for one in asked for item in one.missing]
            missing += [item for one in criterion.zero_if for item in self.lacking.strike(one)]
            missing += self.lacking.criterion(criterion)
        return CriterionResult(
            id=criterion.id,
            bounds=self.published(points),
            full=criterion.points,
            exempt=exempt is True or every,
            requirements=asked,
            zeroed=zeroed,
            missing=dict.fromkeys(missing),
        )

    def requirement(self, requirement: Requirement, path: str, state: State) -> RequirementResult:
        """Give what became of one requirement."""
        open_ = state == "undetermined"
        missing = self.lacking.requirement(path, requirement) if open_ else ()
        return RequirementResult(id=requirement.id, state=state, missing=missing)

    def strike(self, strike: Strike, state: StrikeState) -> StrikeResult:
        """Give what became of one strike."""
        missing = self.lacking.strike(strike) if state == "open" else ()
        return StrikeResult(id=strike.id, state=state, missing=missing)

    def deciding(self) -> Iterator[Missing]:
        """Gather what every open part lacks: strikes and gates, then criteria with open points."""
        for part in (*self.parts["vetoes"], *self.parts["gates"]):
            yield from part.missing
        scored = [
            (
                group,
                [
                    one
                    for criterion, one in zip(group.criteria, made, strict=True)
                    if not criterion.advisory
                ],
            )
            for group, made in self.groups
        ]
        yield from (m for _, made in scored for criterion in made for m in criterion.missing)
        if self.compiled.standard.exempt != "rescale":
            return
        # What nothing is asked for has no quotient.
        left_out = [(group, all(one.exempt for one in made)) for group, made in scored]
        for group, out in left_out:
            if out and group.section is not None and group.section.minimum is not None:
                yield Missing("nothing-asked", group.section.id)
        if all(out for group, out in left_out if group.role == "section"):
            yield Missing("nothing-asked", self.compiled.standard.id)

    def explanation(self, result: Result) -> Explanation:
        """Explain the result: every rule worked out by the interpreter."""
        from civil_village.standards.explanation import explain  # noqa: PLC0415 - many do not ask

        standard, signatures = self.compiled.standard, self.compiled.signatures
        worked = work_out(standard, self.facts, self.words, signatures)
        return explain(worked, result, self.compiled.texts)

    def digests(self) -> Digests:
        """Give the fingerprints of standard and facts."""
        return Digests(standard=self.compiled.digest, facts=digest(self.facts))
