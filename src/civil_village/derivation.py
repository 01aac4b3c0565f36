"""From records to facts: values are read by type, and derived indicators worked out.

All that is wrong with a record is found at once and reported where it stands. What is
not there becomes an unknown with the bounds that the rest proves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from attrs import evolve, field, frozen

from civil_village.aggregates import aggregate_rows
from civil_village.evidence import Event, Exemption, Observation
from civil_village.facts import (
    Facts,
    FactValue,
    observation_problems,
    part_exceeds,
    read_date,
    read_value,
    rule_value,
)
from civil_village.indicators import PLURALS, ROWS, Catalogue, Derived, Indicator, Subject
from civil_village.messages import Message
from civil_village.places import Group, Household, Record, Village
from civil_village.problems import Problem, in_order, nearest, reject, shown
from civil_village.quantities import LARGEST, Ratio, number_problems, published
from civil_village.rules import Missing, Signature, Unknown, Value, number_bounds, united

Member = Household | Group
Extra = Literal["refuse", "ignore"]


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
    plan = _Plan.of(catalogue, _subject(record, subject), as_of=as_of, extra=extra)
    return plan.facts(record, changes)


def derive_each(
    catalogue: Catalogue,
    records: Iterable[Record | Mapping[str, Any]],
    *,
    subject: Subject = "village",
    as_of: date | None = None,
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
    plans: dict[Subject, _Plan] = {}
    made: list[Facts] = []
    problems: list[Problem] = []
    for record in records:
        kind = _subject(record, subject)
        if kind not in plans:
            plans[kind] = _Plan.of(catalogue, kind, as_of=as_of, extra=extra)
        found, facts = plans[kind].derived(record, {})
        problems += found
        if facts is not None:
            made.append(facts)
    reject(dict.fromkeys(problems))  # what all records have in common is said once
    return tuple(made)


def _subject(record: Record | Mapping[str, Any], subject: Subject) -> Subject:
    return subject if isinstance(record, Mapping) else record.kind


@frozen(kw_only=True)
class _Names:
    """A subject's indicators with their signatures."""

    indicators: dict[str, Indicator]
    signatures: dict[str, Signature]


@frozen(kw_only=True)
class _Plan:
    """What is the same for every record of a subject."""

    catalogue: Catalogue
    subject: Subject
    own: _Names
    members: dict[Subject, _Names]
    as_of: date | None
    extra: Extra

    @classmethod
    def of(
        cls, catalogue: Catalogue, subject: Subject, *, as_of: date | None, extra: Extra
    ) -> _Plan:
        """Look up in the catalogue what every record of a subject needs."""
        # An instant does not compare with days, nor does a text.
        if as_of is not None and type(as_of) is not date:
            expected, found = Message("expected.date"), shown(as_of)
            reject([Problem(code="not-a-date", path=("as_of",), found=found, expected=expected)])

        def names(kind: Subject, *, member: bool) -> _Names:
            return _Names(
                indicators=catalogue.of(kind, member=member),
                signatures=catalogue.signatures(kind, member=member),
            )

        return cls(
            catalogue=catalogue,
            subject=subject,
            own=names(subject, member=False),
            members={kind: names(kind, member=True) for kind in PLURALS},
            as_of=as_of,
            extra=extra,
        )

    def facts(self, record: Record | Mapping[str, Any], changes: dict[str, Any]) -> Facts:
        """Give the facts of one record, or raise all that is wrong with it."""
        problems, facts = self.derived(record, changes)
        reject(problems)
        assert facts is not None  # there are facts where there are no problems
        return facts

    def derived(
        self, given: Record | Mapping[str, Any], changes: dict[str, Any]
    ) -> tuple[list[Problem], Facts | None]:
        """Give the facts of one record, or all that is wrong with it."""
        record = self.record(given, changes)
        work = _Work(self, record)
        values = work.values()
        if work.problems:
            origin = record.origin
            placed = [origin.place(p) if origin else p for p in work.problems]
            return sorted(placed, key=in_order), None
        named = not isinstance(given, Mapping)
        return [], Facts(
            subject=self.subject,
            id=record.id if named else None,
            label=record.label,
            as_of=self.as_of,
            values={name: values[name] for name in self.own.indicators},
            observations=record.observations,
            exempt=record.exempt,
            derived_by=self.catalogue,
        )

    def record(self, given: Record | Mapping[str, Any], changes: dict[str, Any]) -> Record:
        """Make a record of a plain mapping, and put in what was handed in beside it."""
        if not isinstance(given, Mapping):
            return evolve(given, **changes)
        kind = Household if self.subject == "household" else Village
        return kind(id="unnamed", values=given, **changes)


@frozen
class _Work:
    """The derivation of one record; gathers problems as it goes."""

    plan: _Plan
    record: Record
    problems: list[Problem] = field(factory=list)

    def values(self) -> dict[str, FactValue]:
        """Work out every indicator of the record itself."""
        record = self.record
        self.problems.extend(observation_problems(record.observations))
        self.problems.extend(_reported_problems(self.plan.catalogue, record))
        self.problems.extend(self.event_problems(record.events))
        rows: dict[Subject, list[dict[str, Value]]] = {}
        if isinstance(record, Village):
            rows["household"] = self.member_rows("household", record.households)
            rows["group"] = self.member_rows("group", record.groups)
        return self.worked(record, self.plan.own, rows)

    def member_rows(self, kind: Subject, members: Sequence[Member]) -> list[dict[str, Value]]:
        """Work out the values of each member, as its rules will see them."""
        made = []
        for index, member in enumerate(members):
            steps = (PLURALS[kind], index)
            if isinstance(member, Household):
                reported = _reported_problems(self.plan.catalogue, member)
                self.problems.extend(problem.inside(*steps) for problem in reported)
                self.problems.extend(self.event_problems(member.events, *steps))
            values = self.worked(member, self.plan.members[kind], {}, *steps)
            scope = {name: rule_value(name, value) for name, value in values.items()}
            made.append({name: _of_row(value, member.id) for name, value in scope.items()})
        return made

    def event_problems(self, events: Sequence[Event], *steps: str | int) -> Iterator[Problem]:
        """Give events of kinds that the catalogue does not know."""
        known = self.plan.catalogue.events
        for index, event in enumerate(events):
            if event.kind not in known and self.plan.extra == "refuse":
                yield Problem(
                    code="unknown-event",
                    path=(*steps, "events", index, "kind"),
                    found=event.kind,
                    expected=Message("expected.event"),
                    hint=nearest(event.kind, known),
                )

    def worked(
        self,
        record: Record | Member,
        names: _Names,
        rows: dict[Subject, list[dict[str, Value]]],
        *steps: str | int,
    ) -> dict[str, FactValue]:
        """Read the reported values of a record or member, then derive the others."""
        self.problems.extend(self.name_problems(record.values, names, *steps))
        values: dict[str, FactValue] = {}
        for name, indicator in names.indicators.items():
            if indicator.derive is not None:
                found = self.aggregate(name, indicator, record, rows)
            elif indicator.of is None:
                value, problems = read_value(indicator, record.values.get(name))
                self.problems.extend([p.inside(*steps, "values", name) for p in problems])
                found = _blank(name, indicator, names) if value is None else value
            else:
                continue
            values[name] = self.settled(name, indicator, found, *steps)
        for name, indicator in names.indicators.items():
            if indicator.of is not None:
                found = self.ratio(name, indicator, values, *steps)
                values[name] = self.settled(name, indicator, found, *steps)
        return values

    def name_problems(
        self, values: Mapping[str, Any], names: _Names, *steps: str | int
    ) -> Iterator[Problem]:
        """Give values of indicators that do not exist or that nobody may report."""
        reportable = [name for name, i in names.indicators.items() if not i.computed]
        for name in values:
            path = (*steps, "values", name)
            if name not in names.indicators:
                if self.plan.extra == "refuse":
                    yield Problem(
                        code="unknown-indicator",
                        path=path,
                        found=shown(name),
                        expected=Message("expected.indicator"),
                        hint=nearest(name, reportable),
                    )
            elif names.indicators[name].computed:
                of = names.indicators[name].of
                hint = Message("hint.report", names=of) if of else Message("hint.leave-out")
                yield Problem(
                    code="computed-given", path=path, found=shown(values[name]), hint=hint
                )

    def ratio(
        self, name: str, indicator: Indicator, values: dict[str, FactValue], *steps: str | int
    ) -> FactValue:
        """Divide two facts, exactly where both are known."""
        assert indicator.of is not None
        part, whole = (values[of] for of in indicator.of)
        bounds = [number_bounds(rule_value(name, value)) for value in (part, whole)]
        (low, high, _), (least, greatest, _) = bounds
        if low > greatest and not indicator.may_exceed:
            problem = part_exceeds(published(low), published(greatest))
            self.problems.append(problem.inside(*steps, "values", indicator.of[0]))
        elif not isinstance(part, Unknown) and not isinstance(whole, Unknown):
            if not any(list(number_problems(value)) for value in (part, whole)):
                return Ratio(part, whole)
            if whole:  # a mean may be too fine to be written down as a part
                return published(low / least)
        sure = least > 0 and all(known for _, _, known in bounds)
        most = high / least if least > 0 else None
        if not indicator.may_exceed:
            most = Fraction(1) if most is None else min(most, Fraction(1))
        lowest = low / greatest if greatest > 0 else Fraction(0)
        missing = united(v for v in (part, whole) if isinstance(v, Unknown))
        limit = Fraction(LARGEST) if most is None else most
        return Unknown(missing or (Missing("no-value", name),), min(lowest, limit), limit, sure)

    def aggregate(
        self,
        name: str,
        indicator: Indicator,
        record: Record | Member,
        rows: dict[Subject, list[dict[str, Value]]],
    ) -> FactValue:
        """Work out one derived indicator from events or rows."""
        derive = indicator.derive
        assert derive is not None
        if derive.events is not None:
            return self.event_count(derive, record)
        signatures = self.plan.members[derive.over].signatures
        return aggregate_rows(
            name,
            derive,
            rows.get(derive.over, []),
            complete=_complete(record, PLURALS[derive.over]),
            signature=derive.of.signature(signatures),
        )

    def event_count(self, derive: Derived, record: Record | Member) -> FactValue:
        """Count the events of a kind in the window that ends on the day of evaluation."""
        kind, within, as_of = derive.events, derive.within, self.plan.as_of
        assert kind is not None
        assert within is not None
        if as_of is None:
            expected, hint = Message("expected.as-of"), Message("hint.as-of")
            problem = Problem(code="no-day", path=("as_of",), expected=expected, hint=hint)
            if problem not in self.problems:
                self.problems.append(problem)
            return 0
        events = [] if isinstance(record, Group) else record.events
        window = [within.holds(event.on, as_of=as_of) for event in events if event.kind == kind]
        count = sum(window)
        through = None if isinstance(record, Group) else _day(record.reported.get(kind))
        if through is not None and through >= as_of:
            return count
        return Unknown((Missing("completeness", kind),), Fraction(count), Fraction(ROWS))

    def settled(
        self, name: str, indicator: Indicator, value: FactValue, *steps: str | int
    ) -> FactValue:
        """Apply the indicator's rounding and, to what is computed, its declared range."""
        if isinstance(value, Unknown):
            return _narrowed(indicator, value)
        number = rule_value(name, value)
        if not isinstance(number, Fraction):
            return value
        low, high = _limits(indicator)
        if indicator.computed and (number > high or (low is not None and number < low)):
            key = "expected.at-most" if low is None else "expected.between"
            expected = Message(key, least=low, most=high)
            self.problems.append(
                Problem(
                    code="out-of-range",
                    path=(*steps, "values", name),
                    found=shown(published(number)),
                    expected=expected,
                )
            )
        return value if indicator.round is None else indicator.round.of(number)


def _reported_problems(catalogue: Catalogue, record: Record) -> Iterator[Problem]:
    """Give names of what is reported that mean nothing, and values of a wrong kind."""
    plurals = set(PLURALS.values()) if isinstance(record, Village) else set()
    for name, value in record.reported.items():
        path = ("reported", name)
        if name in plurals:
            if not isinstance(value, bool):
                expected = Message("type.truth")
                yield Problem(code="wrong-type", path=path, found=shown(value), expected=expected)
        elif name not in catalogue.events:
            hint = nearest(name, [*plurals, *catalogue.events])
            expected = Message("expected.reported")
            yield Problem(
                code="unknown-name", path=path, found=shown(name), expected=expected, hint=hint
            )
        elif _day(value) is None:
            expected = Message("expected.date")
            yield Problem(code="not-a-date", path=path, found=shown(value), expected=expected)


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else read_date(value)


def _complete(record: Record | Member, plural: str) -> bool:
    return isinstance(record, Village) and record.reported.get(plural) is True


def _blank(name: str, indicator: Indicator, names: _Names) -> Unknown:
    """Make the unknown that a value which nobody reported is."""
    signature = names.signatures[name]
    missing = (Missing("indicator", name),)
    if signature.type != "number":
        return Unknown(missing)
    # A share may still come as nought of nought, which has no value.
    return Unknown(missing, signature.minimum, signature.maximum, indicator.value != "ratio")


def _limits(indicator: Indicator) -> tuple[Fraction | None, Fraction]:
    """Give the least number that is declared, where one is, and the greatest that may be."""
    if indicator.value == "ratio":
        return Fraction(0), Fraction(LARGEST if indicator.may_exceed else 1)
    low, high = indicator.minimum, indicator.maximum
    return None if low is None else Fraction(low), Fraction(LARGEST if high is None else high)


def _narrowed(indicator: Indicator, value: Unknown) -> Unknown:
    """Keep an unknown number within its declared range, and round its bounds."""
    if value.least is None or value.greatest is None:
        return value
    low, high = _limits(indicator)
    least = value.least if low is None else max(value.least, low)
    greatest = min(value.greatest, high)
    if indicator.round is not None:
        least, greatest = (Fraction(indicator.round.of(end)) for end in (least, greatest))
    return evolve(value, least=min(least, greatest), greatest=greatest)


def _of_row(value: Value, member: str) -> Value:
    """Say of what is missing in a member's value that it is the member's."""
    if not isinstance(value, Unknown):
        return value
    missing = tuple(Missing("row", item.name, member) for item in value.missing)
    return evolve(value, missing=missing)
