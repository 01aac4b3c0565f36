"""The grounds of a new result (测评依据): one builder of all its parts, from a compiled answer.

Each thing is worked out when somebody asks for it; the interpreter is asked for no more than
what complicated rules lack, and for the explanation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from civil_village.canonical import digest
from civil_village.exact_numbers import published
from civil_village.explanation import Explanation
from civil_village.facts import Facts, FactValue, known_facts
from civil_village.mappings import EMPTY, FrozenMapping, entries
from civil_village.requirements import Heard, Requirement, RequirementState, Strike, StrikeState
from civil_village.rules import Missing, Unknown
from civil_village.standards.compilation.compiled import (
    KEPT_RESULTS,
    Compiled,
    CompiledAnswer,
    CriterionSpan,
)
from civil_village.standards.evaluation.assessors import spoken
from civil_village.standards.gradings import Fault, Less
from civil_village.standards.model.criteria import FIELDS, Criterion
from civil_village.standards.model.standard import CriteriaGroup
from civil_village.standards.results.result import (
    SEMANTICS,
    CriterionResult,
    Digests,
    FaultResult,
    PointBounds,
    RequirementResult,
    Result,
    SectionResult,
    StrikeResult,
)
from civil_village.standards.scoring.criterion import Score
from civil_village.standards.scoring.missing_facts import KnownFacts, Lacking
from civil_village.standards.scoring.outcome import Total
from civil_village.standards.scoring.rescaling import Counted, CountedPoints
from civil_village.standards.scoring.tightness import loosening


class FreshGrounds:
    """The evidence of a fresh result: each thing is worked out when somebody asks for it."""

    def __init__(
        self,
        compiled: Compiled,
        given: Facts | Mapping[str, FactValue],
        words: Heard,
        answer: CompiledAnswer,
        scores: tuple[Score, ...],
    ) -> None:
        self.compiled = compiled
        self.given = given
        self.words = words
        self.answer = answer
        self.found = scores
        #: Points of exempt criteria that follow the others, by the criterion's number.
        self.others: Mapping[int, CountedPoints] = EMPTY

    def __reduce__(self) -> tuple[type[FreshGrounds], tuple[Any, ...], dict[str, Any]]:
        # What was worked out so far holds functions, which cannot be sent to another process.
        made = (self.compiled, self.given, self.words, self.answer, self.found)
        return FreshGrounds, made, {"others": self.others}

    def beside(self, others: Mapping[int, CountedPoints]) -> FreshGrounds:
        """Give the same evidence, with the points of exempt criteria that follow the others."""
        states, least, greatest, strikes, exempt = self.answer

        def points(own: tuple[Counted, ...], end: int) -> tuple[Counted, ...]:
            return tuple(others[i][end] if i in others else one for i, one in enumerate(own))

        low, high = points(least, 0), points(greatest, 1)
        scores = [
            score._replace(least=low[i], greatest=high[i], settled=low[i] == high[i])
            if i in others
            else score
            for i, score in enumerate(self.scores)
        ]
        answer = (states, low, high, strikes, exempt)
        made = FreshGrounds(self.compiled, self.given, self.words, answer, tuple(scores))
        made.others = others
        return made

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
            unreported=self.compiled.unreported,
        )

    @cached_property
    def tally(self) -> Total:
        """What the points and strikes come to."""
        _, least, greatest, strikes, _ = self.answer
        standard = self.compiled.standard
        units = [score.unit for score in self.scores] if standard.leaves_out else []
        gates = [state for _, state in self.gates]
        own = strikes[: len(standard.vetoes)]
        return self.compiled.tallying.tally(least, greatest, own, gates, units)

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """What each criterion comes to in full."""
        if self.found:
            return self.found
        exempt = self.given.exempt if isinstance(self.given, Facts) else ()
        return self.compiled.scores(self.values, spoken(self.words), exempt)

    @property
    def values(self) -> Mapping[str, FactValue]:
        """The facts as they were given."""
        return entries(self.given.values) if isinstance(self.given, Facts) else self.given

    @cached_property
    def lacking(self) -> Lacking:
        """What undecided parts lack."""
        known = KnownFacts(self.values, self.compiled.unreported)
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
            case "edition" | "subject":
                return getattr(standard, name)
            case "most":
                return self.compiled.most
            case "id" | "label" | "as_of" | "stage":
                return getattr(given, name) if isinstance(given, Facts) else None
            case "outcome":
                return self.tally.outcome
            case "bounds":
                return self.published(self.tally.total)
            case "possible_bands":
                return self.tally.bands
            case "band_labels":
                bands = standard.bands.bands if standard.bands else ()
                known = {band.id: band.label for band in bands if band.label is not None}
                return FrozenMapping({n: known[n] for n in self.tally.bands if n in known})
            case "sections" | "criteria" | "bonuses" | "deductions" | "gates" | "vetoes":
                return self.parts[name]
            case "deciding":
                open_ = self.tally.outcome == "open" or len(self.tally.bands) > 1
                return tuple(dict.fromkeys(self.deciding())) if open_ else ()
            case "tight":
                return not self.loosening
            case "shared":
                return self.loosening
            case "semantics":
                return SEMANTICS
            case _:
                return self.compiled.scorers

    @cached_property
    def loosening(self) -> tuple[Missing, ...]:
        """The missing facts that may make the bounds wider than what can come out."""
        least, greatest = self.answer[1], self.answer[2]
        if least is greatest:
            return ()
        left_out = self.compiled.standard.leaves_out
        spans = [(group, span) for group, own in self.compiled.groups for span in own]
        open_ = [
            (f"{group.start}{span.criterion.id}", span.criterion, self.compiled.uses[span.number])
            for group, span in spans
            if not span.criterion.advisory
            and (
                least[span.number] != greatest[span.number]
                or (left_out and not self.scores[span.number].settled)
            )
        ]
        if self.tally.total[0] == self.tally.total[1]:
            return ()
        found = loosening(self.compiled.standard, open_, self.lacking.known)
        # What the others have is known within bounds of their own.
        follow = [
            Missing("others", self.compiled.criteria[number])
            for number in self.others
            if least[number] != greatest[number]
        ]
        return (*found, *follow)

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
    def groups(self) -> list[tuple[CriteriaGroup, tuple[CriterionResult, ...]]]:
        """What became of the criteria of each group."""
        return [(group, tuple(map(self.criterion, made))) for group, made in self.compiled.groups]

    @property
    def gates(self) -> Iterator[tuple[Requirement, RequirementState]]:
        """The gates, each with its state."""
        gates, states = self.compiled.standard.gates, self.answer[0]
        return zip(gates, states[len(states) - len(gates) :], strict=True)

    def criterion(self, span: CriterionSpan) -> CriterionResult:
        """Give what became of one criterion; where all is known, or nothing, it is made once."""
        states, least, greatest, strikes, exempt = self.answer
        number, own, struck = span.number, states[span.states], strikes[span.strikes]
        settled = least is greatest or self.scores[number].settled
        open_ = not settled or "undetermined" in own or "open" in struck
        if open_ and (span.judged or self.speaks(span.reads)):
            return self.made(span, settled=settled)  # what is known decides what is lacking
        faults, points = self.faults(span.criterion), (least[number], greatest[number])
        key = number, own, struck, points, exempt[number], open_, faults
        kept = self.compiled.made
        found = kept.get(key)
        if found is None:
            found = self.made(span, settled=settled)
            if len(kept) < KEPT_RESULTS:
                kept[key] = found
        return found

    def speaks(self, names: Collection[str]) -> bool:
        """Tell whether anything is known of facts beyond what the catalogue says of them."""
        values, unreported = self.values, self.compiled.unreported
        if values.keys().isdisjoint(names):
            return False
        found = ((name, values.get(name)) for name in names)
        return any(value is not None and value != unreported[name] for name, value in found)

    def made(self, span: CriterionSpan, *, settled: bool) -> CriterionResult:
        """Say what became of one criterion, and what it lacks unless its points are settled."""
        states, least, greatest, strikes, exempt = self.answer
        number, criterion = span.number, span.criterion
        own = zip(criterion.requirements, span.paths, states[span.states], strict=True)
        asked = [self.requirement(*one) for one in own]
        struck = zip(criterion.zero_if, strikes[span.strikes], strict=True)
        zeroed = [self.strike(*one) for one in struck]
        every = bool(asked) and all(one.state == "exempt" for one in asked)
        missing: list[Missing] = []
        if not settled:
            missing += [item for one in asked for item in one.missing]
            # Whether a strike applies counts even where it cannot hit.
            missing += [item for one in criterion.zero_if for item in self.lacking.strike(one)]
            missing += self.lacking.criterion(criterion)
            if criterion.exempt == "others" and number not in self.others:
                follows = self.scores[number].unit.exempt is not False
                missing += [Missing("others", self.compiled.criteria[number])] if follows else []
        return CriterionResult(
            id=criterion.id,
            bounds=self.published((least[number], greatest[number])),
            full=criterion.points,
            exempt=exempt[number] is True or every,
            requirements=asked,
            faults=self.faults(criterion),
            zeroed=zeroed,
            missing=tuple(dict.fromkeys(missing)),
        )

    def requirement(
        self, requirement: Requirement, path: str, state: RequirementState
    ) -> RequirementResult:
        """Give what became of one requirement."""
        open_ = state == "undetermined"
        missing = self.lacking.requirement(path, requirement) if open_ else ()
        return RequirementResult(id=requirement.id, state=state, missing=missing)

    def faults(self, criterion: Criterion) -> tuple[FaultResult, ...]:
        """Give what became of each fault of a criterion."""
        if not isinstance(criterion.grade, Less):
            return ()
        full = Fraction(criterion.points)
        return tuple(self.fault(fault, full) for fault in criterion.grade.faults)

    def fault(self, fault: Fault, full: Fraction) -> FaultResult:
        """Give what became of one fault of a criterion of so many points."""
        value = self.lacking.worth(fault.number, self.lacking.known)
        least, greatest = fault.costs(value, full=full)
        missing = value.missing if isinstance(value, Unknown) and least != greatest else ()
        lost = published(least), published(greatest)
        return FaultResult(id=fault.id, lost=lost, missing=missing)

    def strike(self, strike: Strike, state: StrikeState) -> StrikeResult:
        """Give what became of one strike."""
        missing = self.lacking.strike(strike) if state == "open" else ()
        return StrikeResult(id=strike.id, state=state, missing=missing)

    def deciding(self) -> Iterator[Missing]:
        """Gather what every open part lacks: strikes and gates, then criteria with open points."""
        for part in (*self.parts["vetoes"], *self.parts["gates"]):
            yield from part.missing
        scored = list(self.scored())
        yield from (item for _, made in scored for one in made for item in one.missing)
        if not self.compiled.standard.leaves_out:
            return
        # What nothing is asked for has no quotient.
        rescaled = self.compiled.standard.exempt == "rescale"
        left_out = [
            (group, all(one.exempt for one in made))
            for group, made in scored
            if rescaled or (group.section is not None and group.section.leaves_out)
        ]
        for group, out in left_out:
            section = group.section
            if out and section and (section.minimum is not None or not rescaled):
                yield Missing("nothing-asked", section.id)
        if not rescaled:
            return
        sections = [out for group, out in left_out if group.role == "section"]
        if sections and all(sections):
            yield Missing("nothing-asked", self.compiled.standard.id)

    def scored(self) -> Iterator[tuple[CriteriaGroup, list[CriterionResult]]]:
        """Give what became of the criteria of each group, without those that are advisory."""
        for group, made in self.groups:
            pairs = zip(group.criteria, made, strict=True)
            yield group, [one for criterion, one in pairs if not criterion.advisory]

    def explanation(self, result: Result) -> Explanation:
        """Explain the result: every rule worked out by the interpreter."""
        from civil_village.standards.evaluation.explained import explain  # noqa: PLC0415 - as before
        from civil_village.standards.evaluation.interpreted import work_out  # noqa: PLC0415 - few ask for it

        compiled = self.compiled
        worked = work_out(
            compiled.standard,
            self.facts,
            self.words,
            signatures=compiled.signatures,
            tallying=compiled.defining,
            others={
                compiled.criteria[number]: (
                    points[0] / Fraction(scale),
                    points[1] / Fraction(scale),
                )
                for number, points in self.others.items()
                for scale in (compiled.scale,)
            },
        )
        return explain(worked, result, compiled.texts, compiled.origins)

    def digests(self) -> Digests:
        """Give the fingerprints of standard and facts."""
        return Digests(standard=self.compiled.digest, facts=digest(self.facts))
