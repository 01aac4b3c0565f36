"""From records to facts: values are read by type, and derived indicators worked out.

All that is wrong with a record is found at once and reported where it stands. What is
not there becomes an unknown with the bounds that the rest proves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from civil_village.derivation.plan import Extra, Plan, subject_of
from civil_village.derivation.work import derived
from civil_village.evidence import Event, Exemption, Observation
from civil_village.facts import Facts
from civil_village.indicators import Catalogue, Subject
from civil_village.places import Group, Household, Record
from civil_village.problems import Problem, reject

__all__ = ["derive", "derive_each"]


def derive(
    catalogue: Catalogue,
    record: Record | Mapping[str, Any],
    *,
    subject: Subject = "village",
    households: Sequence[Household] | None = None,
    groups: Sequence[Group] | None = None,
    events: Sequence[Event] | None = None,
    observations: Sequence[Observation] | None = None,
    exempt: Mapping[str, Exemption] | None = None,
    reported: Mapping[str, bool | date] | None = None,
    as_of: date | None = None,
    stage: str | None = None,
    extra: Extra = "refuse",
) -> Facts:
    """Turn one record into facts (取得事实): read its values, work out what derives.

    Args:
        catalogue: Which facts there are, and how some derive from others.
        record: A `Village`, a `Household`, or a plain mapping of values.
        subject: What a plain mapping is about.
        households: Rows of a village; with a record they take the place of its own, as do
            the following.
        groups: Its sub-units.
        events: Dated events.
        observations: Words of assessors.
        exempt: Recorded exemptions by path.
        reported: What is complete: ``{"households": True, "major_accident": day}``.
        as_of: The day on which look-back windows end.
        stage: Only observations of this stage count, and those without one: self-assessment,
            review and re-check of one village are derived apart. Without it all count.
        extra: Whether values that the catalogue does not know are refused or ignored.

    Raises:
        DocumentError: Values of a wrong type or range, unknown names, impossible parts;
            all of them at once.

    Examples:
        Seven of eight are insured; whether there is a plan nobody said.

        >>> from civil_village.indicators import Catalogue, Indicator
        >>> catalogue = Catalogue(indicators={
        ...     "insured": Indicator(label="参保人数", value="count"),
        ...     "residents": Indicator(label="应保人数", value="count"),
        ...     "insurance": Indicator(label="覆盖率", value="ratio", of=["insured", "residents"]),
        ...     "plan_filed": Indicator(label="有计划", value="truth"),
        ... })
        >>> facts = derive(catalogue, {"insured": 7, "residents": 8})
        >>> facts["insurance"]
        Ratio(part=Decimal('7'), whole=Decimal('8'))
        >>> facts["plan_filed"].missing[0].kind
        'indicator'
    """
    given: dict[str, Any] = {"households": households, "groups": groups, "events": events}
    given |= {"observations": observations, "exempt": exempt, "reported": reported}
    changes = {name: value for name, value in given.items() if value is not None}
    plan = Plan.of(catalogue, subject_of(record, subject), as_of=as_of, stage=stage, extra=extra)
    problems, facts = derived(
        plan, plan.record(record, changes), named=not isinstance(record, Mapping)
    )
    reject(problems)
    assert facts is not None  # there are facts where there are no problems
    return facts


def derive_each(
    catalogue: Catalogue,
    records: Iterable[Record | Mapping[str, Any]],
    *,
    subject: Subject = "village",
    as_of: date | None = None,
    stage: str | None = None,
    extra: Extra = "refuse",
) -> tuple[Facts, ...]:
    """Turn many records into facts; what the catalogue says is worked out once.

    Raises:
        DocumentError: As `derive`; the problems of all records together.

    Examples:
        >>> from civil_village.indicators import Catalogue, Indicator
        >>> catalogue = Catalogue(indicators={"plan": Indicator(label="计划", value="truth")})
        >>> [facts["plan"] for facts in derive_each(catalogue, [{"plan": True}, {"plan": False}])]
        [True, False]
    """
    plans: dict[Subject, Plan] = {}
    made: list[Facts] = []
    problems: list[Problem] = []
    for record in records:
        kind = subject_of(record, subject)
        if kind not in plans:
            plans[kind] = Plan.of(catalogue, kind, as_of=as_of, stage=stage, extra=extra)
        found, facts = derived(
            plans[kind], plans[kind].record(record, {}), named=not isinstance(record, Mapping)
        )
        problems += found
        if facts is not None:
            made.append(facts)
    reject(dict.fromkeys(problems))  # what all records have in common is said once
    return tuple(made)
