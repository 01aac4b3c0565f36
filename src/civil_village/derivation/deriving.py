"""Deriving (取得事实): one record, many that are compared, or the households of one village."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve

from civil_village.derivation.one_record import DerivedOutcome, Work, as_told, worked
from civil_village.derivation.plan import DerivationPlan, Extra, subject_of
from civil_village.evidence.reported import Event, Exemption, Observation
from civil_village.facts import Facts
from civil_village.indicators import Catalogue, Subject
from civil_village.problems import reject
from civil_village.records.records import Records
from civil_village.records.subjects import (
    Entity,
    Group,
    Household,
    Record,
    Village,
    household_id,
    villages_in,
)


def derive(
    catalogue: Catalogue,
    record: Record | Mapping[str, Any],
    *,
    subject: Subject = "village",
    households: Sequence[Household] | None = None,
    groups: Sequence[Group] | None = None,
    rows: Mapping[str, Sequence[Entity | Village]] | None = None,
    events: Sequence[Event] | None = None,
    observations: Sequence[Observation] | None = None,
    exempt: Mapping[str, Exemption] | None = None,
    earlier: Mapping[str, Mapping[str, Any]] | None = None,
    indexes: Mapping[str, Mapping[str, Any]] | None = None,
    cohort: Iterable[Record | Mapping[str, Any]] | None = None,
    reported: Mapping[str, bool | date] | None = None,
    as_of: date | None = None,
    stage: str | None = None,
    extra: Extra = "refuse",
) -> Facts:
    """Turn one record into facts (取得事实): read its values, work out what derives.

    Args:
        catalogue: Which facts there are, and how some derive from others.
        record: A `Village`, a `Household`, an `Entity`, or a plain mapping of values.
        subject: What a plain mapping is about, or an entity that does not say it.
        households: Rows of a village; with a record they take the place of its own, as do
            the following.
        groups: Its sub-units.
        rows: Rows of any kind by their plurals: ``{"meetings": [Entity(id="m1")]}``.
        events: Dated events.
        observations: Words of assessors.
        exempt: Recorded exemptions by path.
        earlier: Values of earlier periods: ``{"2023": {"income": 21000}}``.
        indexes: Dated values: ``{"pork_price": {"2024-05": 28.5, "2024-05-03": 29}}``.
        cohort: The others that it is compared with (参评对象); where it is among them, it
            is left out.
        reported: What is complete: ``{"households": True, "cohort": True,
            "major_accident": day}``.
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
    given |= {"rows": rows, "observations": observations, "exempt": exempt, "reported": reported}
    given |= {"earlier": earlier, "indexes": indexes}
    changes = {name: value for name, value in given.items() if value is not None}
    plan = DerivationPlan.of(
        catalogue, subject_of(record, subject), as_of=as_of, stage=stage, extra=extra
    )
    own = plan.record(record, changes)
    named = not isinstance(record, Mapping)
    others = [
        other
        for other in cohort or ()
        if not named or isinstance(other, Mapping) or other.id != own.id
    ]
    records = [own, *(plan.record(other, {}) for other in others)]
    names = [named, *(not isinstance(other, Mapping) for other in others)]
    whole = as_told(complete=own.reported.get("cohort") is True)
    (problems, facts), *around = worked(plan, records, named=names, whole=whole)
    for index, (found, _) in enumerate(around):
        problems += [p if p.position else p.inside("cohort", index) for p in found]
    reject(problems)
    assert facts is not None  # there are facts where there are no problems
    return facts


def derive_each(
    catalogue: Catalogue,
    records: Iterable[Record | Mapping[str, Any]],
    *,
    subject: Subject = "village",
    indexes: Mapping[str, Mapping[str, Any]] | None = None,
    reported: Mapping[str, bool | date] | None = None,
    as_of: date | None = None,
    stage: str | None = None,
    extra: Extra = "refuse",
) -> tuple[Facts, ...]:
    """Turn many records into facts; what the catalogue says is worked out once.

    All records of one subject that are handed in together are a cohort (参评对象): they are
    what indicators with ``over: cohort`` and ranks compare.

    Args:
        catalogue: Which facts there are, and how some derive from others.
        records: `Records`, or any villages, households, entities, or plain mappings of values.
        subject: What a plain mapping is about, or an entity that does not say it.
        indexes: Dated values that serve all; a record's own table goes before.
        reported: What is complete for all, as in `derive`; a record's own word goes before.
            The cohort is whole where each record says so.
        as_of: The day on which look-back windows end; by default the one that `Records` speak
            of.
        stage: Only observations of this stage count, and those without one.
        extra: Whether values that the catalogue does not know are refused or ignored.

    Raises:
        DocumentError: As `derive`; the problems of all records together.

    Examples:
        >>> from civil_village.indicators import Catalogue, Indicator
        >>> catalogue = Catalogue(indicators={"plan": Indicator(label="计划", value="truth")})
        >>> [facts["plan"] for facts in derive_each(catalogue, [{"plan": True}, {"plan": False}])]
        [True, False]
    """
    common = {"reported": reported or {}, "indexes": indexes or {}}
    if as_of is None and isinstance(records, Records):
        as_of = records.as_of
    plans: dict[Subject, DerivationPlan] = {}
    cohorts: dict[Subject, list[tuple[int, Record, bool]]] = {}
    for index, record in enumerate(records):
        kind = subject_of(record, subject)
        if kind not in plans:
            plans[kind] = DerivationPlan.of(catalogue, kind, as_of=as_of, stage=stage, extra=extra)
        own = plans[kind].record(record, {})
        changes: Any = {key: {**all_, **getattr(own, key)} for key, all_ in common.items() if all_}
        own = evolve(own, **changes) if changes else own
        cohorts.setdefault(kind, []).append((index, own, not isinstance(record, Mapping)))
    made: dict[int, DerivedOutcome] = {}
    for kind, members in cohorts.items():
        places, owns, named = zip(*members, strict=True)
        found = worked(plans[kind], owns, named=named, whole=_all_say_so)
        made |= zip(places, found, strict=False)  # fewer, where too much is wrong
    outcomes = [made[index] for index in sorted(made)]
    # What all records have in common is said once.
    reject(dict.fromkeys(problem for problems, _ in outcomes for problem in problems))
    return tuple(facts for _, facts in outcomes if facts is not None)


def derive_households(
    catalogue: Catalogue,
    villages: Iterable[Village | Entity],
    *,
    as_of: date | None = None,
    stage: str | None = None,
    extra: Extra = "refuse",
) -> tuple[Facts, ...]:
    """Turn the households of several villages into facts; ids name the village: ``v001/h1``.

    Each is compared with those of its village, unless an indicator says otherwise by
    ``by: township`` or ``by: all``. Those are whole where every village says so of its
    ``households`` and of the ``cohort``.

    Args:
        catalogue: Which facts there are, and how some derive from others.
        villages: `Records`, or any villages; of a subject of another kind, those that are
            its rows.
        as_of: The day on which look-back windows end; by default the one that `Records` speak
            of.
        stage: Only observations of this stage count, and those without one.
        extra: Whether values that the catalogue does not know are refused or ignored.

    Raises:
        DocumentError: As `derive`; the problems of all households together.

    Examples:
        >>> from civil_village.indicators import Catalogue, Indicator
        >>> trees = Indicator(label="树", value="count", subject="household")
        >>> village = Village(id="v1", households=[Household(id="h1", values={"trees": 3})])
        >>> (facts,) = derive_households(Catalogue(indicators={"trees": trees}), [village])
        >>> facts.id, facts["trees"]
        ('v1/h1', 3)
    """
    if as_of is None and isinstance(villages, Records):
        as_of = villages.as_of
    many = tuple(villages_in(villages))
    homes = [(village, home) for village in many for home in village.households]
    plan = DerivationPlan.of(catalogue, "household", as_of=as_of, stage=stage, extra=extra)
    everybody = all(
        village.reported.get(name) is True for village in many for name in ("households", "cohort")
    )
    found = worked(
        plan,
        [home for _, home in homes],
        named=[True] * len(homes),
        whole=lambda works, beyond: everybody if beyond else _all_say_so(works, beyond),
        villages=[village for village, _ in homes],
    )
    reject(dict.fromkeys(problem for problems, _ in found for problem in problems))
    return tuple(
        evolve(facts, id=household_id(village.id, home.id))
        for (village, home), (_, facts) in zip(homes, found, strict=True)
        if facts is not None
    )


def _all_say_so(works: Sequence[Work], beyond: bool) -> bool:  # noqa: FBT001 - as of `Whole`
    """Tell whether each says that it is compared with all; for other villages none can."""
    records = [work.record for work in works]
    return not beyond and all(
        not isinstance(of, Group) and of.reported.get("cohort") is True for of in records
    )
