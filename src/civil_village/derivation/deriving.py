"""Deriving (取得事实): one record, many that are compared, or the households of one village."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve

from civil_village.arguments import one, several
from civil_village.derivation.one_record import DerivedOutcome, Given, Work, as_told, worked
from civil_village.derivation.plan import DerivationPlan, Extra, subject_of
from civil_village.evidence.reported import Event, Exemption, Observation
from civil_village.facts import TOO_FINE, Facts
from civil_village.indicators import Catalogue, Subject
from civil_village.messages import Message, joined
from civil_village.problems import MOST_PROBLEMS, Path, Problem, more_problems, reject
from civil_village.records.records import Records
from civil_village.records.subjects import (
    Entity,
    Group,
    Household,
    Record,
    Village,
    household_id,
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
    beside: dict[str, Any] = {"households": households, "groups": groups, "events": events}
    beside |= {"rows": rows, "observations": observations, "exempt": exempt, "reported": reported}
    beside |= {"earlier": earlier, "indexes": indexes}
    changes = {name: value for name, value in beside.items() if value is not None}
    plan = DerivationPlan.of(
        catalogue, subject_of(record, subject), as_of=as_of, stage=stage, extra=extra
    )
    own = plan.record(record, changes, ("record",))
    several(cohort or (), Village, path=("cohort",))
    named = not isinstance(record, Mapping)
    others = [
        other
        for other in cohort or ()
        if not named or isinstance(other, Mapping) or other.id != own.id
    ]
    records = [own, *(plan.record(each, {}, ("cohort", n)) for n, each in enumerate(others))]
    given = [Given(named), *(_given(other, ("cohort", n)) for n, other in enumerate(others))]
    whole = as_told(complete=own.reported.get("cohort") is True)
    (problems, facts), *around = worked(plan, records, given=given, whole=whole)
    reject(column_by_column([*problems, *(each for found, _ in around for each in found)]))
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
        DocumentError: As `derive`; the problems of all records together, each with the number of
            its record, as ``records[3]`` has it, first in its path, and with its id. Numbers that
            are too fine are told once for each column.

    Examples:
        >>> from civil_village.indicators import Catalogue, Indicator
        >>> catalogue = Catalogue(indicators={"plan": Indicator(label="计划", value="truth")})
        >>> [facts["plan"] for facts in derive_each(catalogue, [{"plan": True}, {"plan": False}])]
        [True, False]
    """
    several(records, Village, path=("records",))
    one(reported or {}, Mapping, path=("reported",))
    one(indexes or {}, Mapping, path=("indexes",))
    common = {"reported": reported or {}, "indexes": indexes or {}}
    handed = _said_beside(records) | {(key, name) for key in common for name in common[key]}
    start = _START if isinstance(records, Records) else ()
    if as_of is None and isinstance(records, Records):
        as_of = records.as_of
    plans: dict[Subject, DerivationPlan] = {}
    cohorts: dict[Subject, list[tuple[int, Record, Given]]] = {}
    for index, record in enumerate(records):
        kind = subject_of(record, subject)
        if kind not in plans:
            plans[kind] = DerivationPlan.of(catalogue, kind, as_of=as_of, stage=stage, extra=extra)
        own = plans[kind].record(record, {}, (*start, index))
        changes: Any = {key: {**all_, **getattr(own, key)} for key, all_ in common.items() if all_}
        own = evolve(own, **changes) if changes else own
        said = records.subjects[index] if isinstance(records, Records) else record
        cohorts.setdefault(kind, []).append((index, own, _given(said, (*start, index), handed)))
    made: dict[int, DerivedOutcome] = {}
    for kind, members in cohorts.items():
        places, owns, given = zip(*members, strict=True)
        found = worked(plans[kind], owns, given=given, whole=_all_say_so)
        made |= zip(places, found, strict=False)  # fewer, where too much is wrong
    outcomes = [made[index] for index in sorted(made)]
    # What all records have in common is said once.
    reject(column_by_column(problem for problems, _ in outcomes for problem in problems))
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
    several(villages, Village, path=("villages",))
    handed = _said_beside(villages)
    start = _START if isinstance(villages, Records) else ()
    many = [
        (village, (*start, *steps))
        for index, subject in enumerate(villages)
        for village, steps in _villages_of(subject, index)
    ]
    homes = [(village, home) for village, _ in many for home in village.households]
    plan = DerivationPlan.of(catalogue, "household", as_of=as_of, stage=stage, extra=extra)
    everybody = all(
        village.reported.get(name) is True
        for village, _ in many
        for name in ("households", "cohort")
    )
    found = worked(
        plan,
        [home for _, home in homes],
        given=[
            _given(home, (*steps, "households", index), handed, village.id)
            for village, steps in many
            for index, home in enumerate(village.households)
        ],
        whole=lambda works, beyond: everybody if beyond else _all_say_so(works, beyond),
        villages=[village for village, _ in homes],
    )
    reject(column_by_column(problem for problems, _ in found for problem in problems))
    return tuple(
        evolve(facts, id=household_id(village.id, home.id))
        for (village, home), (_, facts) in zip(homes, found, strict=True)
        if facts is not None
    )


#: What leads to the subjects of records.
_START: Path = ("subjects",)


def _said_beside(records: Any) -> frozenset[Path]:
    """Give what records say for all of their subjects, by key and name, where no text has it."""
    if not isinstance(records, Records) or any(each.origin for each in records.subjects):
        return frozenset()
    words = {"reported": records.reported, "indexes": records.indexes}
    return frozenset((key, name) for key, several in words.items() for name in several)


def _given(
    record: Record | Mapping[str, Any],
    steps: Path,
    handed: frozenset[Path] = frozenset(),
    village: str | None = None,
) -> Given:
    """Describe one of several records that were handed in, with what was said for all."""
    if isinstance(record, Mapping):
        return Given(named=False, steps=steps, beside=handed)
    own = frozenset(path for path in handed if path[1] not in getattr(record, str(path[0])))
    name = record.id if village is None else household_id(village, record.id)
    return Given(steps=steps, name=name, beside=own)


def _villages_of(subject: Village | Entity, index: int) -> Iterator[tuple[Village, Path]]:
    """Give a village, or those that are rows of a subject, each with what leads to it."""
    if isinstance(subject, Village):
        yield subject, (index,)
    else:
        for row, village in enumerate(subject.villages):
            yield village, (index, "villages", row)


def column_by_column(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Give each problem once, and of numbers that are too fine one for each column.

    A column of floats is wrong in the same way in most of its cells: the first is told, and how
    many there are.

    Examples:
        >>> fine = [Problem(code="too-many-digits", path=(n, "values", "share")) for n in (3, 5)]
        >>> [(problem.path, problem.hint.text("en")) for problem in column_by_column(fine)]
        [((3, 'values', 'share'), 'so in 2 rows, of which this is the first')]
    """
    columns: dict[Any, list[Problem]] = {}
    many = tuple(problems)
    for problem in dict.fromkeys(many):
        steps = tuple(step for step in problem.path if isinstance(step, str))
        fine = problem.code in TOO_FINE and "values" in steps
        columns.setdefault((steps, problem.document) if fine else problem, []).append(problem)
    stopped = len(many) > MOST_PROBLEMS
    for first, *others in columns.values():
        if others:
            key = "hint.in-rows-at-least" if stopped else "hint.in-rows"
            told = Message(key, count=1 + len(others))
            hint = joined([hint for hint in (first.hint, told) if hint is not None])
            yield evolve(first, hint=hint)
        else:
            yield first
    if stopped:
        yield more_problems("error")


def _all_say_so(works: Sequence[Work], beyond: bool) -> bool:  # noqa: FBT001 - as of `Whole`
    """Tell whether each says that it is compared with all; for other villages none can."""
    records = [work.record for work in works]
    return not beyond and all(
        not isinstance(of, Group) and of.reported.get("cohort") is True for of in records
    )
