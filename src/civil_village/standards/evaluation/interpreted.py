"""The interpreted standard (定义): worked out rule by rule; this road defines the answer.

What is generated for speed must give the same; from here come explanations, and what is
missing. Every number travels as least and greatest, so a gap shows as a range and never
as a failure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import evolve

from civil_village.curves.curve import Points
from civil_village.facts import Facts
from civil_village.mappings import EMPTY
from civil_village.models import Shown, drafting, model
from civil_village.reckoning import exactly
from civil_village.requirements import (
    Checked,
    Heard,
    Requirement,
    check_requirement,
    check_strike,
)
from civil_village.rules import Missing, Signature, Unknown, Value, Valued, united
from civil_village.standards.evaluation.workings import CriterionWorkings, SectionWorkings, Workings
from civil_village.standards.model.criteria import Criterion, Section
from civil_village.standards.model.standard import CriteriaGroup, Standard
from civil_village.standards.scoring.combined import combined
from civil_village.standards.scoring.criterion import Found, score
from civil_village.standards.scoring.outcome import Totalling
from civil_village.standards.scoring.rescaling import CountedPoints


def work_out(
    standard: Standard,
    facts: Facts,
    words: Heard,
    *,
    signatures: Mapping[str, Signature] | None = None,
    tallying: Totalling | None = None,
    others: Mapping[str, Points] = EMPTY,
) -> Workings:
    """Work out everything in the fixed order.

    Args:
        standard: The standard.
        facts: Facts of its subject and catalogue.
        words: What each method says of a requirement, by the requirement's path; ``None``
            is a tie.
        signatures: What rules know of the facts, where that is at hand already.
        tallying: How its points are added up, in whole points, likewise.
        others: Least and greatest points of criteria that are exempt and follow the others, by
            the criterion's path; without it they are open.
    """
    if signatures is None:
        signatures = standard.catalogue.signatures(standard.subject)
    if tallying is None:
        tallying = Totalling(standard, scale=1)
    work = _Work(standard, facts, facts.scope(), words, others)
    groups = [
        [work.criterion(criterion, group) for criterion in group.criteria]
        for group in standard.groups
    ]
    gates = tuple(work.requirement(gate, gate.id) for gate in standard.gates)
    strikes = tuple(check_strike(strike, work.scope) for strike in standard.vetoes)
    criteria = [criterion for group in groups for criterion in group]
    units = [criterion.unit for criterion in criteria] if standard.leaves_out else []
    found = tallying.tally(
        [criterion.points[0] for criterion in criteria],
        [criterion.points[1] for criterion in criteria],
        [check.strike_state for check in strikes],
        [check.state for check in gates],
        units,
    )
    sections = tuple(
        SectionWorkings(
            section=group.section,
            role=group.role,
            criteria=tuple(own),
            points=added,
            exact=added if group.section is None else _exact(group.section, own),
            minimum=minimum,
        )
        for group, own, (added, minimum) in zip(
            standard.groups, groups, found.sections, strict=True
        )
    )
    return Workings(
        standard=standard,
        facts=facts,
        scope=work.scope,
        sections=sections,
        gates=gates,
        strikes=strikes,
        tally=found,
        signatures=signatures,
    )


@model
class _Work(Shown):
    """One evaluation under way."""

    standard: Standard
    facts: Facts
    scope: Mapping[str, Value]
    words: Heard
    others: Mapping[str, Points]

    def requirement(self, requirement: Requirement, path: str) -> Checked:
        """Work out one requirement or gate."""
        return check_requirement(
            requirement,
            self.scope,
            path=path,
            words=self.words.get(path, {}),
            exempt=path in self.facts.exempt,
        )

    def criterion(self, criterion: Criterion, group: CriteriaGroup) -> CriterionWorkings:
        """Work out one criterion: its requirements, then its points."""
        path = group.start + criterion.id
        measured = tuple(rule.value(self.scope) for rule in criterion.grade.measures.values())
        found = Found(
            tuple(self.requirement(r, f"{path}.{r.id}") for r in criterion.requirements),
            tuple(check_strike(strike, self.scope) for strike in criterion.zero_if),
            [number.value for number in measured],
        )
        condition = None if criterion.applies is None else criterion.applies.value(self.scope)
        applies = self.applies(path, condition)
        made = score(criterion, found, applies=applies, terms=group.terms)
        points, exact = (made.least, made.greatest), (made.least, made.greatest)
        if criterion.round is not None:
            with drafting():  # of a criterion that was checked
                unrounded = evolve(criterion, round=None)
                before = score(unrounded, found, applies=applies, terms=group.terms)
            exact = (before.least, before.greatest)
        lacking = () if made.settled else _lacking(criterion, found, condition)
        missing = () if made.settled else _missing(found, lacking)
        if criterion.exempt == "others" and made.unit.exempt is not False:
            if path in self.others:
                points = exact = self.others[path]
            else:
                missing = (*missing, Missing("others", path))
        return CriterionWorkings(
            path=path,
            criterion=criterion,
            checks=tuple(found.checks),
            zeroing=tuple(found.zeroing),
            measured=measured,
            applies=condition,
            points=points,
            exact=exact,
            unit=made.unit,
            exempt=made.unit.exempt is True,
            left_out=applies is False,
            missing=missing,
            lacking=lacking,
        )

    def applies(self, path: str, condition: Valued | None) -> bool | None:
        """Tell whether a criterion applies by itself; ``None`` where that is open."""
        if path in self.facts.exempt:
            return False
        if condition is None:
            return True
        return None if isinstance(condition.value, Unknown) else bool(condition.value)


def _exact(section: Section, works: Sequence[CriterionWorkings]) -> CountedPoints:
    """Combine the points of a section's criteria, before its rounding and its cap."""
    scored = [work for work in works if not work.criterion.advisory]
    fulls = [Fraction(work.criterion.points) for work in scored]
    ids = [work.criterion.id for work in scored]
    low, high = (
        exactly(
            combined(section.combine, ids, fulls, [work.points[end] for work in scored], scale=1)
        )
        for end in (0, 1)
    )
    return low, high


def _missing(found: Found, own: Sequence[Missing]) -> tuple[Missing, ...]:
    # Whether a requirement applies counts even where it holds: shares have it in their whole.
    lacking = (item for check in (*found.checks, *found.zeroing) for item in check.missing)
    return tuple(dict.fromkeys((*lacking, *own)))


def _lacking(criterion: Criterion, found: Found, applies: Valued | None) -> tuple[Missing, ...]:
    """Give what its points lack by themselves: whether it applies, and what is measured."""
    own = () if applies is None else united([applies.value])
    measured = criterion.grade.missing(Fraction(criterion.points), found.values)
    return tuple(dict.fromkeys((*own, *measured)))
