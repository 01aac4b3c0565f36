"""The outline of a standard (概要): its parts with points, limits and rules in words, as a tree.

What shows a standard writes this: commands in short, pages in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from civil_village.curves.curve import Band
from civil_village.explanation import Explanation, told
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.requirements import Requirement, Strike
from civil_village.rules.wording import worded
from civil_village.standards.aggregations import Added

#: What a part of a standard, or of a result, is; and how far a list of parts sets it in.
LEVELS = {
    **dict.fromkeys(("section", "bonus", "deduction", "gate"), 0),
    **dict.fromkeys(("criterion", "strike"), 1),
    **dict.fromkeys(("requirement", "zero"), 2),
}
#: What is said of a part that is not of the usual kind of its level.
ROLES = {name: Message(f"page.role.{name}") for name in ("bonus", "deduction", "gate", "zero")}


def outline(standard: Any) -> Explanation:
    """Tell what a standard asks, from the outside in.

    Args:
        standard: The `Standard`.
    """
    teller = _Teller(standard)
    parts = [*told(Message("screen.total", most=standard.most), *_whole(standard))]
    for group in standard.groups:
        criteria = [teller.criterion(criterion) for criterion in group.criteria]
        if group.section is not None:
            below = [*told(*_limits(group.section)), *criteria]
            criteria = [_part(group.role, group.section, below, points=group.section.most)]
        parts += criteria
    parts += [teller.requirement("gate", gate) for gate in standard.gates]
    if standard.vetoes:
        vetoes = [teller.part("strike", strike) for strike in standard.vetoes]
        parts.append(Explanation(Message("screen.vetoes"), vetoes))
    if standard.aims:
        aims = (Message("value", value=aim.label) for aim in standard.aims)
        parts.append(Explanation(Message("screen.aims"), told(*aims)))
    name = f"{standard.id}@{standard.edition}" if standard.edition else standard.id
    return Explanation(Message("outline.standard", name=named(standard), id=name), parts)


def _part(key: str, part: Any, below: Iterable[Explanation], **points: Any) -> Explanation:
    return Explanation(Message(f"outline.{key}", name=named(part), **points), tuple(below))


def _whole(standard: Any) -> Iterator[Message]:
    """Tell bands, pass line, sum, cap and rounding."""
    if standard.bands is not None:
        yield Message("page.bands", bands=tuple(map(_band, standard.bands)))
    yield from passing(standard)
    if standard.combine != Added():
        yield standard.combine.told()
    if standard.cap is not None:
        yield Message("explain.cap", cap=standard.cap)
    yield from rounding(standard)


def _band(band: Band) -> Message:
    end = band.above if band.from_ is None else band.from_
    key = "page.band" if end is None else f"page.band.{'above' if band.from_ is None else 'from'}"
    return Message(key, band=named(band), end=end)


def passing(standard: Any) -> Iterator[Message]:
    """Tell from which score or band a standard is passed."""
    passes = standard.passes
    if passes is not None and passes.score is not None:
        yield Message("explain.passes-score", score=passes.score)
    elif passes is not None:
        yield Message("explain.passes-band", band=named(standard.bands[passes.band]))


def rounding(part: Any) -> Iterator[Message]:
    """Tell a declared rounding."""
    if part.round is not None:
        mode = Message(f"rounding.{part.round.mode}")
        yield Message("explain.rounded", step=part.round.step, mode=mode)


def _limits(section: Any) -> Iterator[Message]:
    if section.combine != Added():
        yield section.combine.told()
    yield from rounding(section)
    if section.minimum is not None:
        yield Message("screen.minimum", minimum=section.minimum)
    if section.cap is not None:
        yield Message("explain.cap", cap=section.cap)


class _Teller:
    """Tells the parts of one standard, with the labels that its rules need."""

    def __init__(self, standard: Any) -> None:
        self.standard = standard
        self.indicators: Mapping[str, Any] = standard.catalogue.indicators

    def criterion(self, criterion: Any) -> Explanation:
        """Tell how a criterion is graded, then its requirements and what leaves it at 0."""
        notes = [Message("explain.advisory")] if criterion.advisory else []
        notes += [criterion.grade.told(), *rounding(criterion)]
        notes += [self.rule("of", rule) for rule in criterion.grade.measures.values()]
        below = [*told(*notes, *self.rules(criterion))]
        below += [self.requirement("requirement", each) for each in criterion.requirements]
        below += [self.part("zero", strike) for strike in criterion.zero_if]
        return _part("criterion", criterion, below, points=criterion.points)

    def requirement(self, about: str, requirement: Requirement) -> Explanation:
        """Tell a requirement, and whether anything of it is assumed."""
        assumed = [Message("screen.assumed")] if requirement.assumed else []
        if about == "gate":
            return self.part(about, requirement, *assumed)
        key = about if requirement.points is None else f"{about}.points"
        return self.part(key, requirement, *assumed, points=requirement.points)

    def part(
        self, key: str, part: Requirement | Strike, *more: Message, **points: Any
    ) -> Explanation:
        """Tell a requirement or strike with its rules."""
        return _part(key, part, told(*self.rules(part), *more), **points)

    def rules(self, part: Any) -> Iterator[Message]:
        """Say every rule of a criterion, requirement or strike in words."""
        for role in ("rule", "when", "judged", "applies"):
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
