"""The explanation of a result: a tree of sentences with the values that they rest on.

What it says is data, keys and arguments, so it can be stored and rendered later in
either language, without the standard at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from civil_village.exact_numbers import Exact, cut_text
from civil_village.explanation import Explanation, told
from civil_village.indicators.in_words import rounding
from civil_village.labels import Label, named
from civil_village.leeway import tailored_of
from civil_village.messages import Message
from civil_village.requirements import Checked, Requirement, Strike
from civil_village.requirements.facts_in_words import FactTeller, Origins
from civil_village.requirements.in_words import Teller, missing_told
from civil_village.requirements.needs import Seeker
from civil_village.rules import Missing
from civil_village.rules.wording import RuleTexts
from civil_village.standards.aggregations import Added
from civil_village.standards.evaluation.numbers_told import numbers_told
from civil_village.standards.evaluation.workings import (
    CriterionWorkings,
    SectionWorkings,
    Workings,
    published_bounds,
)
from civil_village.standards.gradings import Less
from civil_village.standards.model.standard import Standard
from civil_village.standards.outline import combination, passing
from civil_village.standards.results.result import Result, points_text
from civil_village.standards.scoring.rescaling import CountedPoints, figures, within_section


def explain(worked: Workings, result: Result, texts: RuleTexts, origins: Origins) -> Explanation:
    """Explain a result from the outside in: outcome, sections, criteria, requirements.

    Args:
        worked: The standard worked out on the facts.
        result: The result.
        texts: Where rules of the standard in words are kept for the next explanation.
        origins: Where it is kept how its indicators come about.
    """
    telling = _Telling(worked, texts, origins)
    parts = [telling.score(result)] if worked.sections else []
    parts += telling.deciding(result)
    parts += [
        telling.with_tailoring(strike.id, telling.strike(strike, check))
        for strike, check in zip(worked.standard.vetoes, worked.strikes, strict=True)
    ]
    parts += [
        telling.requirement(gate, check, gate.id, key="explain.gate")
        for gate, check in zip(worked.standard.gates, worked.gates, strict=True)
    ]
    for section in worked.sections:
        parts += telling.section(section)
    name = result.label or (
        Message("explain.subject", id=result.id) if result.id else Message("explain.facts")
    )
    outcome = Message(f"outcome.{result.outcome}")
    standard = named(worked.standard)
    message = Message("explain.outcome", name=name, standard=standard, outcome=outcome)
    return Explanation(message, tuple(parts))


class _Telling:
    """Says what one evaluation found, with the labels of its standard."""

    def __init__(self, worked: Workings, texts: RuleTexts, origins: Origins) -> None:
        self.worked = worked
        catalogue = worked.standard.catalogue
        seeker = Seeker(
            scope=worked.scope,
            signatures=worked.signatures,
            facts=worked.facts.values,
            indicators=catalogue.indicators,
        )
        facts = FactTeller(
            facts=worked.facts,
            catalogue=catalogue,
            methods=method_names(worked.standard),
            needs=lambda rule: seeker.told(seeker.of_rule(rule)),
            origins=origins,
        )
        self.teller = Teller(facts=facts, seeker=seeker, missing=self.missing, texts=texts)

    def with_tailoring(self, path: str, part: Explanation) -> Explanation:
        """Tell of a part also what documents below have done to it."""
        done = told(*tailored_of(self.worked.standard.tailored, path))
        return Explanation(part.message, (*part.parts, *done)) if done else part

    def requirement(
        self, requirement: Requirement, check: Checked, path: str, **key: str
    ) -> Explanation:
        """Tell a requirement's state, the facts behind it, and who has tailored it."""
        return self.with_tailoring(path, self.teller.requirement(requirement, check, path, **key))

    def score(self, result: Result) -> Explanation:
        """Tell the score and the band, and the rounding that was declared."""
        standard = self.worked.standard
        parts = []
        if standard.bands is not None:
            bands = tuple(self.band(name) for name in result.possible_bands)
            key = "explain.band" if len(bands) == 1 else "explain.bands"
            parts.append(Explanation(Message(key, bands=bands)))
        if standard.combine != Added():
            parts += told(combination(standard.combine, standard.sections or standard.criteria))
        if standard.cap is not None:
            parts.append(Explanation(Message("explain.cap", cap=standard.cap)))
        counted = [work for work in self.worked.sections if work.role == "section"]
        if standard.exempt == "rescale":
            parts += self.rescaled(counted, Fraction(standard.full))
        parts += told(
            *rounding(standard.round, _before(self.worked.tally.exact, self.worked.tally.total))
        )
        if standard.compare == "exact":
            parts.append(Explanation(Message("explain.compares-exact")))
        parts += told(*passing(standard), *standard.assumed.told())
        parts += told(*tailored_of(standard.tailored, ""))
        if result.shared:
            facts = told(*map(self.missing, result.shared))
            parts.append(Explanation(Message("explain.wide"), facts))
        message = Message("explain.score", points=points_text(result.bounds), most=result.most)
        return Explanation(message, parts)

    def rescaled(self, works: Sequence[SectionWorkings], full: Fraction) -> Iterator[Explanation]:
        """Tell what is rescaled to what, where anything is left out of the whole."""
        standard = self.worked.standard
        section = works[0].section if len(works) == 1 else None
        if section is not None and section.leaves_out:
            units = [
                within_section(
                    one.unit,
                    one.points,
                    Fraction(one.criterion.points),
                    left_out=one.criterion.exempt == "section",
                )
                for one in works[0].scored
            ]
        elif standard.exempt == "rescale":
            units = [one.unit for work in works for one in work.scored]
        else:
            return
        found = figures(units, full, unmet=standard.missing == "unmet")
        if found.nothing:
            yield Explanation(Message("explain.rescale-nothing"))
        elif found.touched:
            figured = {
                "points": points_text(published_bounds(found.points)),
                "asked": points_text(published_bounds(found.asked)),
                "rescaled": points_text((_cut(found.rescaled[0]), _cut(found.rescaled[1]))),
            }
            yield Explanation(Message("explain.rescale", full=found.full, **figured))

    def band(self, name: str) -> Label | str:
        """Name a band by its label."""
        bands = self.worked.standard.bands
        assert bands is not None  # the name came from it
        return named(bands[name])

    def deciding(self, result: Result) -> list[Explanation]:
        """Tell which missing facts may decide, and what cannot be judged at all."""
        unasked = [item for item in result.deciding if item.kind == "nothing-asked"]
        lacking = [item for item in result.deciding if item not in unasked]
        facts = told(*map(self.missing, lacking))
        heading = [Explanation(Message("explain.deciding"), facts)] if facts else []
        return [*heading, *told(*map(self.missing, unasked))]

    def missing(self, item: Missing) -> Message:
        """Name a missing fact by the labels of what it is about."""
        return missing_text(self.worked.standard, item)

    def strike(self, strike: Strike, check: Checked) -> Explanation:
        """Tell whether a strike hits, and what follows."""
        hit = self.teller.strike(strike, check)
        if check.strike_state not in ("hit", "open"):
            return hit
        key = "explain.falls" if check.strike_state == "hit" else "explain.would-fall"
        falls = (Message(key, band=self.band(consequence.band)) for consequence in strike.then)
        return Explanation(hit.message, (*hit.parts, *told(*falls)))

    def section(self, work: SectionWorkings) -> list[Explanation]:
        """Tell a section's points and minimum, then its criteria."""
        criteria = [self.criterion(criterion) for criterion in work.criteria]
        section = work.section
        if section is None:
            return criteria
        bounds = points_text(published_bounds(work.points))
        name = named(section)
        parts: list[Explanation] = []
        if section.leaves_out:
            parts += self.rescaled([work], Fraction(section.most))
        if section.minimum is not None:
            key = f"explain.minimum.{work.minimum}"
            figured = () if section.leaves_out else self.rescaled([work], Fraction(section.most))
            parts.append(Explanation(Message(key, minimum=section.minimum), tuple(figured)))
        if section.combine != Added():
            parts += told(combination(section.combine, section.criteria))
        parts += told(*rounding(section.round, _before(work.exact, work.points)))
        if section.cap is not None:
            parts.append(Explanation(Message("explain.cap", cap=section.cap)))
        done = tailored_of(self.worked.standard.tailored, section.id)
        parts += told(*section.assumed.told(), *done)
        message = Message(f"explain.{work.role}", name=name, points=bounds, most=section.most)
        return [Explanation(message, (*parts, *criteria))]

    def criterion(self, work: CriterionWorkings) -> Explanation:
        """Tell a criterion's points, how they are counted, and what they rest on."""
        criterion = work.criterion
        bounds = points_text(published_bounds(work.points))
        key = "explain.criterion.exempt" if work.exempt else "explain.criterion"
        name = named(criterion)
        message = Message(key, name=name, points=bounds, most=criterion.points)
        parts = [Explanation(Message("explain.advisory"))] if criterion.advisory else []
        parts += self.teller.granted(work.path)
        if criterion.exempt == "others" and work.unit.exempt is not False:
            parts.append(Explanation(Message("explain.others")))
            lacking = Missing("others", work.path)
            parts += told(self.missing(lacking)) if lacking in work.missing else ()
        if work.applies is not None:
            parts += self.teller.rule("applies", work.applies)
        pairs = zip(criterion.requirements, work.checks, strict=True)
        asked = [self.requirement(r, c, f"{work.path}.{r.id}") for r, c in pairs]
        if work.exempt:  # of what is exempt only the reason matters: its own, or that of all parts
            return Explanation(message, tuple(parts if work.left_out else [*parts, *asked]))
        parts.append(Explanation(criterion.grade.told()))
        parts += numbers_told(work, self.teller)
        if work.lacking and not isinstance(criterion.grade, Less):  # each fault says its own
            parts += told(self.teller.lacks(work.lacking))
        parts += told(*rounding(criterion.round, _before(work.exact, work.points)))
        if self.worked.standard.missing == "unmet" and work.missing:
            parts.append(Explanation(Message("explain.lack-of-evidence")))
        zeroing = zip(criterion.zero_if, work.zeroing, strict=True)
        struck = [
            self.with_tailoring(
                f"{work.path}.{strike.id}", self.teller.strike(strike, check, "explain.zero")
            )
            for strike, check in zeroing
        ]
        done = tailored_of(self.worked.standard.tailored, work.path)
        parts += [*asked, *struck, *told(*criterion.assumed.told(), *done)]
        return Explanation(message, tuple(parts))


def method_names(standard: Standard) -> dict[str, Label]:
    """Give the label of each way to judge, by its id."""
    return {name: method.label for name, method in standard.methods.items()}


def missing_text(standard: Standard, item: Missing) -> Message:
    """Name a missing fact by the labels of what it is about."""
    return missing_told(
        item,
        standard.catalogue,
        methods=method_names(standard),
        part=lambda path: dict(standard.paths()).get(path),
        whole=standard,
    )


def _before(exact: CountedPoints, rounded: CountedPoints) -> Any:
    """Write points as they were before their rounding; nothing where that changed nothing."""
    return None if exact == rounded else points_text((_cut(exact[0]), _cut(exact[1])))


def _cut(points: Exact) -> str:
    """Write points with at most two digits after the point, and a mark where more follow."""
    return cut_text(Fraction(points), 2)
