"""Evaluation: a standard on facts gives a result, purely and exactly.

The order is fixed: grading, the criterion's rounding, the section's cap, the total, its
rounding, bands, then section minimums and strikes. Every number travels as least and
greatest, so a gap shows as a range and never as a failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from attrs import field, frozen

from civil_village.canonical import digest
from civil_village.curves import Points
from civil_village.facts import Facts, fact_problems
from civil_village.messages import Message
from civil_village.problems import Problem, nearest, reject
from civil_village.quantities import Rounding
from civil_village.requirements import (
    Checked,
    Requirement,
    State,
    Strike,
    check_requirement,
    check_strike,
)
from civil_village.rules import Missing, Unknown, Value, Valued
from civil_village.standards.explanation import explain
from civil_village.standards.gradings import Case
from civil_village.standards.model import Criterion, Section, Standard
from civil_village.standards.result import (
    SEMANTICS,
    Digests,
    Explanation,
    Outcome,
    Result,
    StrikeResult,
)
from civil_village.standards.worked import (
    CriterionWork,
    SectionWork,
    Worked,
    published_bounds,
)


def evaluate(standard: Standard, facts: Facts) -> Result:
    """Evaluate one subject (测评): what it meets, its points, whether it passes, and why.

    Args:
        standard: The standard; whole and checked, as every one that exists.
        facts: What `civil_village.derive` gave for the subject.

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
        >>> from civil_village.standards.model import Passing
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
    reject(_facts_problems(standard, facts))
    work = _Work(standard, facts, facts.scope(), _words(facts))
    return work.result()


def evaluate_each(standard: Standard, many: Iterable[Facts]) -> tuple[Result, ...]:
    """Evaluate many subjects, each by itself.

    Raises:
        DocumentError: As `evaluate`.
    """
    return tuple(evaluate(standard, facts) for facts in many)


def _facts_problems(standard: Standard, facts: Facts) -> Iterator[Problem]:
    """Give what stops these facts from being judged by this standard."""
    if facts.subject != standard.subject:
        expected = Message(f"subject.{standard.subject}")
        found = Message(f"subject.{facts.subject}").text("en")
        yield Problem(code="other-subject", path=("subject",), found=found, expected=expected)
        return
    for name, indicator in standard.catalogue.of(standard.subject).items():
        if name in facts.values:
            yield from fact_problems(name, indicator, facts.values[name])
        else:
            expected = Message("expected.derived")
            yield Problem(code="missing-fact", path=("values", name), expected=expected)
    parts = [pair for pair in standard.paths() if not isinstance(pair[1], Section | Strike)]
    paths = [path for path, _ in parts]
    asked = [path for path, part in parts if isinstance(part, Requirement)]
    for index, observation in enumerate(facts.observations):
        for name, value, known in (
            ("of", observation.of, asked),
            ("method", observation.method, list(standard.methods)),
        ):
            if value not in known:
                yield _unknown(value, known, "observations", index, name)
    for path in facts.exempt:
        if path not in paths:
            yield _unknown(path, paths, "exempt", path)
        elif standard.exempt == "refuse":
            expected = Message("expected.no-exemption")
            yield Problem(code="exemption-refused", path=("exempt", path), expected=expected)


def _unknown(name: str, known: Sequence[str], *path: str | int) -> Problem:
    expected, hint = Message("expected.part-of-standard"), nearest(name, known)
    return Problem(code="unknown-name", path=path, found=name, expected=expected, hint=hint)


def _words(facts: Facts) -> dict[str, dict[str, bool]]:
    """Sort the assessors' words by requirement and method."""
    words: dict[str, dict[str, bool]] = {}
    for observation in facts.observations:
        words.setdefault(observation.of, {})[observation.method] = observation.met
    return words


@frozen
class _Live:
    """The evidence of a fresh result: what was worked out, told when somebody asks."""

    worked: Worked

    def explanation(self, result: Result) -> Explanation:
        """Explain the result."""
        return explain(self.worked, result)

    def digests(self) -> Digests:
        """Give the fingerprints of standard and facts."""
        return Digests(standard=digest(self.worked.standard), facts=digest(self.worked.facts))


@frozen
class _Work:
    """One evaluation under way."""

    standard: Standard
    facts: Facts
    scope: Mapping[str, Value]
    words: Mapping[str, Mapping[str, bool]]
    scorers: dict[str, None] = field(factory=dict)

    def result(self) -> Result:
        """Work everything out in the fixed order."""
        standard, facts = self.standard, self.facts
        sections = tuple(self.section(*group) for group in standard.groups)
        strikes = tuple(check_strike(strike, self.scope) for strike in standard.vetoes)
        total = _rounded(_added(section.points for section in sections), standard.round)
        bands = self.bands(total, strikes)
        outcome = self.outcome(total, bands, sections, strikes)
        worked = Worked(standard=standard, facts=facts, sections=sections, strikes=strikes)
        return Result(
            standard=standard.id,
            edition=standard.edition,
            subject=facts.subject,
            id=facts.id,
            label=facts.label,
            as_of=facts.as_of,
            outcome=outcome,
            bounds=published_bounds(total),
            most=standard.most,
            possible_bands=bands,
            sections=[s.result() for s in sections if s.section is not None],
            criteria=[c.result() for s in sections if s.section is None for c in s.criteria],
            vetoes=[
                StrikeResult(id=strike.id, state=check.strike_state, missing=_open_missing(check))
                for strike, check in zip(standard.vetoes, strikes, strict=True)
            ],
            deciding=_deciding(worked) if outcome == "open" or len(bands) > 1 else (),
            semantics=SEMANTICS,
            scorers=tuple(self.scorers),
            evidence=_Live(worked),
        )

    def section(self, section: Section | None, criteria: Sequence[Criterion]) -> SectionWork:
        """Work out one section: its criteria, their sum, its cap, its minimum."""
        start = "" if section is None else f"{section.id}."
        worked = tuple(self.criterion(criterion, start + criterion.id) for criterion in criteria)
        points = _added(criterion.points for criterion in worked)
        minimum: State = "met"
        if section is not None:
            if section.cap is not None:
                cap = Fraction(section.cap)
                points = min(points[0], cap), min(points[1], cap)
            if section.minimum is not None:
                minimum = _reached(points, Fraction(section.minimum))
        return SectionWork(section=section, criteria=worked, points=points, minimum=minimum)

    def criterion(self, criterion: Criterion, path: str) -> CriterionWork:
        """Work out one criterion: its requirements, then its grading, then its exemption."""
        grade, full = criterion.grade, Fraction(criterion.points)
        self.scorers[f"{grade.name}@{grade.version}"] = None
        checks = tuple(
            check_requirement(
                requirement,
                self.scope,
                path=f"{path}.{requirement.id}",
                words=self.words.get(f"{path}.{requirement.id}", {}),
                exempt=f"{path}.{requirement.id}" in self.facts.exempt,
            )
            for requirement in criterion.requirements
        )
        measured = None if grade.measures is None else grade.measures.value(self.scope)
        applies = None if criterion.applies is None else criterion.applies.value(self.scope)
        case = Case(
            full=full,
            requirements=tuple(zip(criterion.requirements, checks, strict=True)),
            value=measured.value if measured else None,
        )
        exempt = self.exempt(path, checks, applies)
        points = (full, full) if exempt else grade.points(case)
        if exempt is None:  # it may turn out exempt, which gives full points
            points = points[0], full
        low, high = _rounded(points, criterion.round)
        points = min(low, full), min(high, full)
        open_ = [valued for valued in (applies, measured) if valued is not None]
        missing = () if points[0] == points[1] else _missing(checks, open_)
        if self.standard.missing == "unmet":
            points = points[0], points[0]
        return CriterionWork(
            path=path,
            criterion=criterion,
            checks=checks,
            measured=measured,
            applies=applies,
            points=points,
            exempt=exempt is True,
            missing=missing,
        )

    def exempt(self, path: str, checks: Sequence[Checked], applies: Valued | None) -> bool | None:
        """Tell whether a whole criterion is exempt; ``None`` where that is open."""
        if path in self.facts.exempt or (applies and applies.value is False):
            return True
        applied = {check.applies for check in checks}
        if applied == {False}:
            return True
        maybe = bool(applied) and True not in applied
        return None if maybe or (applies and isinstance(applies.value, Unknown)) else False

    def bands(self, total: Points, strikes: Sequence[Checked]) -> tuple[str, ...]:
        """Give every band that the score and the strikes leave possible, lowest first."""
        bands = self.standard.bands
        if bands is None:
            return ()
        possible = {bands.rank(band.id) for band in bands.over(*total)}
        for strike, check in zip(self.standard.vetoes, strikes, strict=True):
            for consequence in strike.then:
                lowered = {min(rank, bands.rank(consequence.band)) for rank in possible}
                if check.strike_state == "hit":
                    possible = lowered
                elif check.strike_state == "open":
                    possible |= lowered
        return tuple(bands.bands[rank].id for rank in sorted(possible))

    def outcome(
        self,
        total: Points,
        bands: Sequence[str],
        sections: Sequence[SectionWork],
        strikes: Sequence[Checked],
    ) -> Outcome:
        """Join the pass line, the section minimums and the strikes: one failure is enough."""
        states = [self.passing(total, bands), *(section.minimum for section in sections)]
        for strike, check in zip(self.standard.vetoes, strikes, strict=True):
            if not strike.then:
                state = check.strike_state
                states.append(
                    "unmet" if state == "hit" else "undetermined" if state == "open" else "met"
                )
        if "unmet" in states:
            return "fails"
        return "open" if "undetermined" in states else "passes"

    def passing(self, total: Points, possible: Sequence[str]) -> State:
        """Tell whether the score, or the band that is left of it, is enough."""
        passes, bands = self.standard.passes, self.standard.bands
        if passes is None:
            return "met"
        if passes.score is not None:
            return _reached(total, Fraction(passes.score))
        assert bands is not None  # the standard is checked
        assert passes.band is not None
        needed = bands.rank(passes.band)
        enough = [bands.rank(name) >= needed for name in possible]
        return "met" if all(enough) else "undetermined" if any(enough) else "unmet"


def _reached(points: Points, line: Fraction) -> State:
    if points[0] >= line:
        return "met"
    return "unmet" if points[1] < line else "undetermined"


def _added(points: Iterable[Points]) -> Points:
    least = greatest = Fraction(0)
    for low, high in points:
        least, greatest = least + low, greatest + high
    return least, greatest


def _rounded(points: Points, rounding: Rounding | None) -> Points:
    if rounding is None:
        return points
    return Fraction(rounding.of(points[0])), Fraction(rounding.of(points[1]))


def _missing(checks: Sequence[Checked], values: Sequence[Valued]) -> tuple[Missing, ...]:
    # Whether a requirement applies counts even where it holds: shares have it in their whole.
    found = [item for check in checks for item in check.missing]
    found += [m for v in values if isinstance(v.value, Unknown) for m in v.value.missing]
    return tuple(dict.fromkeys(found))


def _open_missing(check: Checked) -> tuple[Missing, ...]:
    return check.missing if check.strike_state == "open" else ()


def _deciding(worked: Worked) -> tuple[Missing, ...]:
    """Gather what every open part lacks: strikes first, then criteria with open points."""
    found = [item for check in worked.strikes for item in _open_missing(check)]
    for section in worked.sections:
        for criterion in section.criteria:
            found += criterion.missing
    return tuple(dict.fromkeys(found))
