"""The definition (定义): a standard worked out rule by rule, as the interpreter does it.

What is generated for speed must give the same; from here come explanations, and what is
missing. Every number travels as least and greatest, so a gap shows as a range and never
as a failure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from civil_village.facts import Facts
from civil_village.requirements import Checked, Heard, check_requirement, check_strike
from civil_village.rules import Missing, Signature, Unknown, Value, Valued
from civil_village.standards.model import Criterion, Standard
from civil_village.standards.scoring import criterion_points, is_exempt
from civil_village.standards.tally import Tallying
from civil_village.standards.worked import CriterionWork, SectionWork, Worked


def work_out(
    standard: Standard,
    facts: Facts,
    words: Heard,
    signatures: Mapping[str, Signature] | None = None,
) -> Worked:
    """Work out everything in the fixed order.

    Args:
        standard: The standard.
        facts: Facts of its subject and catalogue.
        words: What each method says of a requirement, by the requirement's path; ``None``
            is a tie.
        signatures: What rules know of the facts, where that is at hand already.
    """
    if signatures is None:
        signatures = standard.catalogue.signatures(standard.subject)
    work = _Work(standard, facts, facts.scope(), words)
    groups = [
        [
            work.criterion(criterion, "" if section is None else f"{section.id}.")
            for criterion in criteria
        ]
        for section, criteria in standard.groups
    ]
    strikes = tuple(check_strike(strike, work.scope) for strike in standard.vetoes)
    points = [criterion.points for group in groups for criterion in group]
    found = Tallying(standard, scale=1).tally(
        [least for least, _ in points],
        [greatest for _, greatest in points],
        [check.strike_state for check in strikes],
    )
    sections = tuple(
        SectionWork(
            section=section,
            criteria=tuple(group),
            points=(Fraction(added[0]), Fraction(added[1])),
            minimum=minimum,
        )
        for (section, _), group, (added, minimum) in zip(
            standard.groups, groups, found.sections, strict=True
        )
    )
    return Worked(
        standard=standard,
        facts=facts,
        sections=sections,
        strikes=strikes,
        tally=found,
        signatures=signatures,
    )


@frozen
class _Work:
    """One evaluation under way."""

    standard: Standard
    facts: Facts
    scope: Mapping[str, Value]
    words: Heard

    def criterion(self, criterion: Criterion, start: str) -> CriterionWork:
        """Work out one criterion: its requirements, then its points."""
        path = start + criterion.id
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
        of = criterion.grade.measures
        measured = None if of is None else of.value(self.scope)
        condition = None if criterion.applies is None else criterion.applies.value(self.scope)
        applies = self.applies(path, condition)
        least, greatest = criterion_points(
            criterion, checks, applies=applies, value=measured.value if measured else None
        )
        open_ = [valued for valued in (condition, measured) if valued is not None]
        unmet = self.standard.missing == "unmet"
        return CriterionWork(
            path=path,
            criterion=criterion,
            checks=checks,
            measured=measured,
            applies=condition,
            points=(least, least if unmet else greatest),
            exempt=is_exempt(checks, applies) is True,
            missing=() if least == greatest else _missing(checks, open_),
        )

    def applies(self, path: str, condition: Valued | None) -> bool | None:
        """Tell whether a criterion applies by itself; ``None`` where that is open."""
        if path in self.facts.exempt:
            return False
        if condition is None:
            return True
        return None if isinstance(condition.value, Unknown) else bool(condition.value)


def _missing(checks: Sequence[Checked], values: Sequence[Valued]) -> tuple[Missing, ...]:
    # Whether a requirement applies counts even where it holds: shares have it in their whole.
    found = [item for check in checks for item in check.missing]
    found += [m for v in values if isinstance(v.value, Unknown) for m in v.value.missing]
    return tuple(dict.fromkeys(found))
