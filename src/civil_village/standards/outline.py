"""The outline of a standard (概要): its parts with points, limits and rules in words, as a tree.

What shows a standard writes this, commands and pages alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from civil_village.curves.curve import Band
from civil_village.curves.in_words import Measure, bare
from civil_village.exact_numbers import share_text
from civil_village.explanation import Explanation, told
from civil_village.indicators.in_words import origin, rounding
from civil_village.labels import named
from civil_village.leeway import tailoring_told
from civil_village.messages import Message
from civil_village.rankings.quotas import Quota
from civil_village.requirements import Requirement, Strike
from civil_village.rules.syntax import Name
from civil_village.rules.wording import worded
from civil_village.standards.aggregations import Added, Aggregation
from civil_village.standards.aggregations.weighted import Weighted
from civil_village.standards.gradings import Fault, Less

#: What a part of a standard, or of a result, is; and how far a list of parts sets it in.
LEVELS = {
    **dict.fromkeys(("section", "bonus", "deduction", "gate"), 0),
    **dict.fromkeys(("criterion", "strike"), 1),
    **dict.fromkeys(("requirement", "fault", "zero"), 2),
}
#: What is said of a part that is not of the usual kind of its level.
ROLES = {
    name: Message(f"page.role.{name}") for name in ("bonus", "deduction", "gate", "fault", "zero")
}


def outline(standard: Any) -> Explanation:
    """Tell what a standard asks, from the outside in: all that decides a result.

    Args:
        standard: The `Standard`.
    """
    teller = _Teller(standard)
    total = [Message("outline.total", most=standard.most)] if standard.groups else []
    parts = [*told(*total, *_whole(standard)), *teller.methods()]
    for group in standard.groups:
        criteria = [teller.criterion(criterion) for criterion in group.criteria]
        if group.section is not None:
            below = [*told(*_limits(group.section)), *criteria]
            criteria = [_part(group.role, group.section, below, points=group.section.most)]
        parts += tuple(criteria)
    parts += tuple(teller.requirement("gate", gate) for gate in standard.gates)
    if standard.vetoes:
        vetoes = tuple(teller.part("strike", strike) for strike in standard.vetoes)
        parts += (Explanation(Message("outline.vetoes"), vetoes),)
    parts += tuple(teller.origins())
    if standard.aims:
        aims = told(*(Message("value", value=aim.label) for aim in standard.aims))
        parts += (Explanation(Message("outline.aims"), aims),)
    if standard.tailored:
        done = told(*tailoring_told(standard.tailored))
        parts += (Explanation(Message("outline.tailored"), done),)
    name = f"{standard.id}@{standard.edition}" if standard.edition else standard.id
    return Explanation(Message("outline.standard", name=named(standard), id=name), parts)


def _part(key: str, part: Any, below: Iterable[Explanation], **points: Any) -> Explanation:
    return Explanation(Message(f"outline.{key}", name=named(part), **points), tuple(below))


def _whole(standard: Any) -> Iterator[Message]:
    """Tell what is made of the points of all parts, in the order in which that is done."""
    if standard.combine != Added():
        yield combination(standard.combine, standard.sections or standard.criteria)
    if standard.cap is not None:
        yield Message("explain.cap", cap=standard.cap)
    yield from rounding(standard.round)
    if standard.bands is not None:
        yield Message("page.bands", bands=tuple(map(_band, standard.bands)))
    yield from passing(standard)
    if standard.compare == "exact":
        yield Message("explain.compares-exact")
    yield Message(f"outline.missing.{standard.missing}")
    yield Message(f"outline.exempt.{standard.exempt}")
    if standard.ranking is not None:
        yield standard.ranking.told()
    for quota in standard.quotas:
        yield _quota(quota)
    yield from standard.assumed.told()


def _band(band: Band) -> Message:
    end = band.above if band.from_ is None else band.from_
    key = "page.band" if end is None else f"page.band.{'above' if band.from_ is None else 'from'}"
    return Message(key, band=named(band), end=end)


def _quota(quota: Quota) -> Message:
    """Tell how many are chosen, and from which end."""
    share = None if quota.share is None else share_text(Fraction(quota.share))
    key = f"outline.quota.{quota.from_end}" + ".share" * (share is not None)
    count = quota.top or quota.bottom
    return Message(key, name=named(quota), count=count, share=share)


def passing(standard: Any) -> Iterator[Message]:
    """Tell from which score or band a standard is passed."""
    passes = standard.passes
    if passes is not None and passes.score is not None:
        yield Message("explain.passes-score", score=passes.score)
    elif passes is not None:
        yield Message("explain.passes-band", band=named(standard.bands[passes.band]))


def combination(combine: Aggregation, parts: Iterable[Any]) -> Message:
    """Tell how the points of parts are added up; weights stand beside the labels of their parts."""
    said, labels = combine.told(), {part.id: named(part) for part in parts}
    if not isinstance(combine, Weighted):
        return said
    weights = tuple(
        Message("aggregation.weight", name=labels[name], weight=weight)
        for name, weight in combine.weights.items()
    )
    return Message(said.key, weights=weights)


def _limits(section: Any) -> Iterator[Message]:
    if section.combine != Added():
        yield combination(section.combine, section.criteria)
    yield from rounding(section.round)
    if section.minimum is not None:
        yield Message("outline.minimum", minimum=section.minimum)
    if section.cap is not None:
        yield Message("explain.cap", cap=section.cap)
    yield from section.assumed.told()


def measure_of(fault: Fault, indicators: Mapping[str, Any]) -> Measure:
    """Give how the number of a fault is written: as the indicator's, where it is one."""
    tree = fault.number.expression
    if isinstance(tree, Name):
        measure: Measure = indicators[tree.id].measure
        return measure
    return bare


class _Teller:
    """Tells the parts of one standard, with the labels that its rules need."""

    def __init__(self, standard: Any) -> None:
        self.standard = standard
        self.indicators: Mapping[str, Any] = standard.catalogue.indicators

    def methods(self) -> Iterator[Explanation]:
        """Tell the ways to judge, and whose word counts."""
        methods = self.standard.methods.values()
        if methods:
            said = (
                Message(f"outline.method.{method.assessors}", name=method.label)
                for method in methods
            )
            yield Explanation(Message("outline.methods"), told(*said))

    def origins(self) -> Iterator[Explanation]:
        """Tell how the indicators come about that are not just reported."""
        catalogue, methods = self.standard.catalogue, self.standard.methods
        labels = {name: method.label for name, method in methods.items()}
        found = []
        for indicator in self.indicators.values():
            below = told(*origin(indicator, catalogue, labels))
            if below:
                found.append(Explanation(Message("value", value=indicator.label), below))
        if found:
            yield Explanation(Message("outline.indicators"), tuple(found))

    def criterion(self, criterion: Any) -> Explanation:
        """Tell how a criterion is graded, then its requirements and what leaves it at 0."""
        notes = [Message("explain.advisory")] if criterion.advisory else []
        notes.append(criterion.grade.told())
        faults = criterion.grade.faults if isinstance(criterion.grade, Less) else ()
        if not faults:
            notes += [self.rule("of", rule) for rule in criterion.grade.measures.values()]
        notes += [*rounding(criterion.round), *self.rules(criterion), *criterion.assumed.told()]
        below = list(told(*notes))
        for fault in faults:
            cost = fault.told(measure_of(fault, self.indicators))
            below.append(self.part("fault", fault, cost))
        below += [self.requirement("requirement", each) for each in criterion.requirements]
        below += [self.part("zero", strike) for strike in criterion.zero_if]
        return _part("criterion", criterion, below, points=criterion.points)

    def requirement(self, about: str, requirement: Requirement) -> Explanation:
        """Tell a requirement, with its points where it has some."""
        if about == "gate" or requirement.points is None:
            return self.part(about, requirement)
        return self.part(f"{about}.points", requirement, points=requirement.points)

    def part(
        self, key: str, part: Requirement | Fault | Strike, *more: Message, **points: Any
    ) -> Explanation:
        """Tell a requirement, fault or strike with its rules, and what of it is assumed."""
        below = told(*self.rules(part), *more, *part.assumed.told())
        return _part(key, part, below, **points)

    def rules(self, part: Any) -> Iterator[Message]:
        """Say every rule of a criterion, requirement, fault or strike in words."""
        for role in ("rule", "when", "of", "judged", "applies"):
            rule = getattr(part, role, None)
            if rule is not None:
                yield self.rule(role, rule)
        for consequence in getattr(part, "then", ()):
            band = self.standard.bands[consequence.band]
            yield Message("explain.would-fall", band=named(band))

    def rule(self, role: str, rule: Any) -> Message:
        """Say one rule in both languages."""
        labels = self.standard.methods if role == "judged" else self.indicators
        return Message(f"page.role.{role}", rule=worded(rule.expression, labels))
