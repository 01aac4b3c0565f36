"""The same villages by two editions (两版结果): whose result is another, and what did it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import evolve, field

from civil_village.derivation import derive_each, derive_households
from civil_village.explanation import Explanation, tree_text
from civil_village.facts import Facts, known_facts
from civil_village.labels import Label, as_label
from civil_village.mappings import as_tuple, entries
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.records.records import Records
from civil_village.standards import Result, Standard, evaluate_each
from civil_village.standards.results.result import (
    CriterionResult,
    Outcome,
    PointBounds,
    RequirementResult,
    StrikeResult,
    points_text,
)


@model(kw_only=True)
class PartPair(Shown):
    """One part of a result by two editions (一项两版).

    Attributes:
        path: Path of the part.
        before: Its points or its state by the earlier edition, in words; ``None`` where that has no
            such part.
        after: The same by the later one.

    Examples:
        >>> PartPair(path="water", before="5", after="0").text("en")
        'water: 5 → 0'
    """

    path: str
    before: Decimal | Fraction | Message | str | None
    after: Decimal | Fraction | Message | str | None

    def explain(self) -> Explanation:
        """Tell it in one sentence."""
        none = Message("tailored.none")
        sides = {"before": self.before, "after": self.after}
        values = {side: none if mark is None else mark for side, mark in sides.items()}
        return Explanation(Message("diff.part", part=self.path, **values))

    text = tree_text


@model(kw_only=True)
class Reevaluated(Shown):
    """A village whose result is another by the later edition (两版结果不同).

    Attributes:
        id: Its id; ``None`` where its facts have none.
        label: Its name; ``None`` where nobody gave one.
        outcomes: Its outcome by each edition.
        scores: Its least and greatest score by each.
        bands: Its possible bands by each.
        parts: The parts that did it.

    Examples:
        >>> zero, five = (0, 0), (5, 5)
        >>> made = Reevaluated(
        ...     id="v1", outcomes=("passes", "fails"), scores=(five, zero),
        ...     parts=[PartPair(path="water", before="5", after="0")],
        ... )
        >>> print(made.text("en"))
        v1: 5 points → 0 points, passes → fails
          water: 5 → 0
    """

    id: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    outcomes: tuple[Outcome, Outcome] = field(converter=as_tuple)
    scores: tuple[PointBounds, PointBounds] = field(converter=as_tuple)
    bands: tuple[tuple[Label | str, ...], tuple[Label | str, ...]] = field(
        default=((), ()), converter=as_tuple
    )
    parts: tuple[PartPair, ...] = field(default=(), converter=as_tuple)

    def explain(self) -> Explanation:
        """Tell score, outcome and band of both, and what did it."""
        name: Any = self.label or self.id or Message("explain.facts")
        before, after = (points_text(score) for score in self.scores)
        said = Message("diff.scores", name=name, before=before, after=after)
        if self.outcomes[0] != self.outcomes[1]:
            one, other = (Message(f"outcome.{each}") for each in self.outcomes)
            said = Message("diff.and", told=said, before=one, after=other)
        if self.bands[0] != self.bands[1]:
            said = Message("diff.and", told=said, before=self.bands[0], after=self.bands[1])
        return Explanation(said, [part.explain() for part in self.parts])

    text = tree_text


def reevaluated(
    before: Standard, after: Standard, facts: Iterable[Facts] | Records
) -> tuple[tuple[Reevaluated, ...], int]:
    """Evaluate the same villages by two standards.

    Args:
        before: The earlier standard.
        after: The later one.
        facts: What is known of each, or records of them.

    Returns:
        Those whose result is another, and how many there are.
    """
    given = facts if isinstance(facts, Records) else tuple(facts)
    ours, theirs = (_results(each, given) for each in (before, after))
    pairs = list(zip(ours, theirs, strict=True))
    return tuple(_pair(*pair) for pair in pairs if _differs(*pair)), len(pairs)


def _results(standard: Standard, given: Records | tuple[Facts, ...]) -> list[Result]:
    if isinstance(given, Records):
        derive = derive_households if standard.subject == "household" else derive_each
        known = derive(standard.catalogue, given, as_of=given.as_of, extra="ignore")
    else:
        known = tuple(_fitted(standard, each) for each in given)
    return list(evaluate_each(standard, known))


def _fitted(standard: Standard, facts: Facts) -> Facts:
    """Give facts as the catalogue of a standard has them: what it does not ask is left out."""
    values = {
        name: value
        for name, value in entries(facts.values).items()
        if name in standard.catalogue.indicators
    }
    made = known_facts(standard.catalogue, values, subject=standard.subject)
    return evolve(made, id=facts.id, label=facts.label)


def _differs(before: Result, after: Result) -> bool:
    """Tell whether two results differ in more than in what only one of them asks."""
    whole = [(each.bounds, each.outcome, _bands(each)) for each in (before, after)]
    ours, theirs = dict(_marks(before)), dict(_marks(after))
    return whole[0] != whole[1] or any(ours[path] != theirs[path] for path in ours.keys() & theirs)


def _bands(result: Result) -> tuple[Any, ...]:
    return tuple(result.band_labels.get(name, name) for name in result.possible_bands)


def _marks(result: Result) -> Iterator[tuple[str, Any]]:
    """Give points of criteria, and states of gates and vetoes."""
    for path, part in result.parts():
        if isinstance(part, CriterionResult):
            yield path, points_text(part.bounds)
        elif isinstance(part, RequirementResult | StrikeResult) and "." not in path:
            yield path, Message(f"state.{part.state}")


def _pair(before: Result, after: Result) -> Reevaluated:
    ours, theirs = dict(_marks(before)), dict(_marks(after))
    parts = [
        PartPair(path=path, before=ours.get(path), after=theirs.get(path))
        for path in {**ours, **theirs}
        if ours.get(path) != theirs.get(path)
    ]
    return Reevaluated(
        id=before.id,
        label=before.label,
        outcomes=(before.outcome, after.outcome),
        scores=(before.bounds, after.bounds),
        bands=(_bands(before), _bands(after)),
        parts=parts,
    )
