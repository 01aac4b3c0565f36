"""One record derived (逐档取值): reported values first, then what comes from them, in order.

What each subject has by itself is worked out first; then, one indicator after the other,
what comes from all that are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from attrs import evolve, field

from civil_village.aggregates import aggregate_rows
from civil_village.derivation.declared_range import blank, range_problems, settled
from civil_village.derivation.from_records.accepted import name_problems, record_problems
from civil_village.derivation.from_records.observed import (
    PlacedWord,
    observed_problems,
    observed_value,
    values_of,
)
from civil_village.derivation.parts_and_wholes import excess_problems
from civil_village.derivation.plan import DerivationPlan, MemberRecord, SubjectNames
from civil_village.derivation.sources.cohorts import Peer, compared
from civil_village.derivation.sources.dated_events import last_event, no_day, over_events
from civil_village.derivation.sources.same_subject import days_between, growth, needed, ruled
from civil_village.derivation.sources.two_facts import ratio_of
from civil_village.evidence.reported import Values
from civil_village.evidence.surveys import Survey, sheets_of
from civil_village.exact_numbers import published
from civil_village.facts import (
    Basis,
    Facts,
    FactValue,
    observation_problems,
    read_value,
    rule_value,
)
from civil_village.indicators import (
    AS_OF,
    BEYOND,
    BUILT_IN,
    Aggregate,
    AnyDerived,
    DaysBetween,
    EarlierValue,
    EventCount,
    Formula,
    Growth,
    IndexValue,
    Indicator,
    LastEvent,
    Needed,
    RankOf,
    SheetCount,
    Subject,
    SurveyShare,
)
from civil_village.mappings import FrozenMapping
from civil_village.messages import Message
from civil_village.models import Shown, drafting, model
from civil_village.problems import (
    MOST_PROBLEMS,
    Origin,
    Path,
    Problem,
    bounded,
    in_order,
    reject,
    shown,
)
from civil_village.records.subjects import (
    Entity,
    Group,
    Household,
    Record,
    Village,
    household_id,
    rows_of,
)
from civil_village.rules import Missing, Rule, Unknown, Value, united
from civil_village.rules.syntax import Compare, Constant, Name
from civil_village.rules.wording import worded

#: Tells of some that are compared whether there are no others; the second argument says whether
#: households of other villages belong among them.
Whole = Callable[[Sequence["Work"], bool], bool]
#: A record with its facts, or with all that is wrong with it.
DerivedOutcome = tuple[list[Problem], Facts | None]
Rows = dict[Subject, list[dict[str, Value]]]
_NO_ENTRIES: Values = FrozenMapping()


class Given(NamedTuple):
    """How a record was handed in (交来情况), for what is wrong with it to say."""

    #: Whether it has an id of its own.
    named: bool = True
    #: What leads to it in what was handed in; nothing where it is all.
    steps: Path = ()
    #: Its id among several.
    name: str | None = None
    #: What was handed in beside for all, by key and name, and which it does not say itself.
    beside: frozenset[Path] = frozenset()

    def place(self, problem: Problem, origin: Origin | None) -> Problem:
        """Give a problem its full path, whose record it is, and its place where that is known."""
        if problem.path[:1] == ("as_of",) or problem.path[:2] in self.beside:
            return problem
        if origin is not None and problem.path[:2] in origin.common:
            return origin.place(problem)  # what a document says for all is of no record
        names = [name for name in (self.name, problem.record) if name]
        told = evolve(problem, record="/".join(names) or None)
        return told.inside(*self.steps) if origin is None else origin.place(told)


def worked(
    plan: DerivationPlan,
    records: Sequence[Record],
    *,
    given: Sequence[Given],
    whole: Whole,
    villages: Sequence[Village] | None = None,
) -> list[DerivedOutcome]:
    """Work out the facts of all records that are compared with each other.

    Where too much is wrong with the first of them, the others are left out.

    Args:
        plan: What is the same for all.
        records: The records.
        given: How each was handed in.
        whole: Tells whether those that are compared are all.
        villages: The village of each, where they are households of several.
    """
    works, found = [], 0
    for index, record in enumerate(records):
        village = None if villages is None else villages[index]
        work = Work(plan, plan.own, record, village=village)
        work.report(observation_problems(record.observations, plan.stage))
        work.report(record_problems(record, plan.own, plan))
        work.alone(_member_rows(work))
        works.append(work)
        found += len(work.problems)
        if found > MOST_PROBLEMS:
            break
    derive_compared(works, whole=whole)
    return [
        _outcome(work, record, each)
        for work, record, each in zip(works, records, given, strict=False)
    ]


def _outcome(work: Work, record: Record, given: Given) -> DerivedOutcome:
    if work.problems:
        placed = [_placed(problem, record, given) for problem in work.problems]
        return sorted(placed, key=lambda problem: (problem.document or "", in_order(problem))), None
    with drafting():  # of values that were checked one by one
        facts = Facts(
            subject=work.plan.subject,
            id=record.id if given.named else None,
            label=record.label,
            as_of=work.plan.as_of,
            values={name: work.values[name] for name in work.names.indicators},
            stage=work.plan.stage,
            observations=[w for w in record.observations if w.counts_at(work.plan.stage)],
            exempt=record.exempt,
            basis={name: Basis(**known) for name, known in work.basis.items()},
            derived_by=work.plan.catalogue,
        )
    reject(facts.problems())
    return [], facts


def _placed(problem: Problem, record: Record, given: Given) -> Problem:
    """Give a problem its place; a row may have been read elsewhere than what it is a row of."""
    match problem.path:
        case (("villages" | "households") as plural, int(index), *rest):
            row: Village | Household = getattr(record, plural)[index]
            if row.origin is not None:
                return _placed(evolve(problem, path=tuple(rest)), row, given)
    return given.place(problem, record.origin)


def _member_rows(of: Work) -> Rows:
    """Work out the values of each row of a record, as its rules will see them."""
    rows: Rows = {}
    for plural, members in rows_of(of.record).items():
        kind = of.plan.kinds.get(plural)
        if kind is None or not members:
            continue  # of no kind that is known, as is told elsewhere, or none at all
        names, works = of.plan.members[kind], []
        for index, member in enumerate(members):
            work = Work(of.plan, names, member, (*of.steps, *of.place(kind), index), of.problems)
            if not isinstance(member, Group):
                work.report(record_problems(_by_itself(member), names, of.plan))
            if isinstance(member, Entity) and member.subject not in (None, kind):
                work.report([_of_other_kind(work, kind)])
            work.alone(_member_rows(work))
            works.append(work)
        derive_compared(works, whole=as_told(complete=_complete(of.record, plural)))
        rows[kind] = [_row(work) for work in works]
    return rows


def _of_other_kind(row: Work, kind: Subject) -> Problem:
    """Say that a row stands under the plural of another kind than its own."""
    assert isinstance(row.record, Entity)
    expected = Message("expected.one-of", names=(kind,))
    found = shown(row.record.subject)
    return Problem(code="wrong-type", path=("subject",), found=found, expected=expected)


def _by_itself(member: Record) -> Record:
    """Give a row without what the document says for all: that is told once."""
    common = member.origin.common if member.origin is not None else frozenset()
    own: Any = {
        key: {n: v for n, v in getattr(member, key).items() if (key, n) not in common}
        for key in ("reported", "indexes")
    }
    return evolve(member, **own) if common else member


def _row(work: Work) -> dict[str, Value]:
    """Give a member's values as rules see them, its gaps named as its own."""
    scope = {name: rule_value(name, value) for name, value in work.values.items()}
    return {name: _of_row(value, work.record.id) for name, value in scope.items()}


def _of_row(value: Value, member: str) -> Value:
    if not isinstance(value, Unknown):
        return value
    missing = tuple(Missing("row", item.name, member) for item in value.missing)
    return evolve(value, missing=missing)


def _complete(record: Record | MemberRecord, plural: str) -> bool:
    return not isinstance(record, Group) and record.reported.get(plural) is True


def as_told(*, complete: bool) -> Whole:
    """Answer the same for all that are compared; for other villages nobody can tell."""
    return lambda _, beyond: complete and not beyond


def derive_compared(works: Sequence[Work], *, whole: Whole) -> None:
    """Work out what comes from all that are compared, and what follows from that."""
    if not works:
        return
    names = works[0].names
    for name in names.compared:
        indicator = names.indicators[name]
        derive = indicator.derive
        if not isinstance(derive, Aggregate | RankOf) or not indicator.compares:
            for work in works:
                work.settle(name, work.found(name, indicator, {}))
            continue
        signature = derive.of.signature(names.signatures)
        ratio = indicator.value == "ratio"
        beyond = works[0].beyond(derive.by)
        for cohort in [works] if beyond else _of_each_village(works):
            peers = [work.peer(derive) for work in cohort]
            complete = whole(cohort, beyond)
            found = compared(name, derive, peers, signature, complete=complete, ratio=ratio)
            for work, (value, size) in zip(cohort, found, strict=True):
                work.basis[name] = {"size": size}
                work.settle(name, value)
    for work in works:
        work.report(work.contradictions())


def _of_each_village(works: Sequence[Work]) -> Iterable[list[Work]]:
    """Divide households by their villages; what else is compared is of none."""
    groups: dict[str | None, list[Work]] = {}
    for work in works:
        groups.setdefault(work.village.id if work.village else None, []).append(work)
    return groups.values()


@model
class Work(Shown):
    """The derivation of one record or member; gathers problems as it goes."""

    plan: DerivationPlan
    names: SubjectNames
    record: Record | MemberRecord
    steps: Path = ()
    problems: list[Problem] = field(factory=list)
    values: dict[str, FactValue] = field(factory=dict)
    #: What they were worked out from: the fields of a `Basis`, for the record that is derived.
    basis: dict[str, dict[str, Any]] = field(factory=dict)
    #: The village of a household that stands among those of others.
    village: Village | None = None
    #: What assessors observed, by indicator.
    said: dict[str, list[PlacedWord]] = field(factory=dict)

    def report(self, problems: Any) -> None:
        """Take problems down, as seen from the record that is derived."""
        found = (problem.inside(*self.steps) for problem in problems)
        if self.steps:
            found = (evolve(problem, record=self.record.id) for problem in found)
        self.problems.extend(bounded(found))

    def alone(self, rows: Rows) -> None:
        """Work out what the subject has by itself and by its members."""
        self.report(name_problems(self.record.values, self.names, self.plan))
        self.said.update(values_of(self.record, self.plan))
        self.report(observed_problems(self.said, self.names, self.plan))
        for name in self.names.alone:
            self.settle(name, self.found(name, self.names.indicators[name], rows))

    def settle(self, name: str, found: FactValue) -> None:
        """Check a value against the declared range as it is, round it, and keep it."""
        indicator = self.names.indicators[name]
        if indicator.known_when is not None:
            found = self.evidenced(name, indicator.known_when, found)
        self.report(range_problems(name, indicator, found))
        value = self.values[name] = settled(name, indicator, found)
        if value is not found and isinstance(value, Decimal):  # what is not known has no rounding
            exact = rule_value(name, found)
            if isinstance(exact, Fraction) and exact != value:
                self.basis.setdefault(name, {})["exact"] = published(exact)

    def evidenced(self, name: str, enough: Rule, found: FactValue) -> FactValue:
        """Give a value where enough is known for one."""
        holds = enough.value(self.scope(enough)).value
        if holds is True:
            return found
        nothing = blank(name, self.names.indicators[name], self.names.signatures[name])
        little = (Missing("evidence", name, enough.canonical()),)
        return evolve(nothing, missing=(*united((holds, rule_value(name, found))), *little))

    def scope(self, *rules: Rule | None) -> dict[str, Value]:
        """Give what some rules read, as they see it."""
        read = (name for rule in rules if rule is not None for name in rule.names)
        return {name: rule_value(name, self.values[name]) for name in read}

    def peer(self, derive: Aggregate | RankOf) -> Peer:
        """Describe it to those that it is compared with, its gaps named as its own."""
        where = derive.where if isinstance(derive, Aggregate) else None
        scope, by = self.scope(derive.of, where), self.equal_in(derive.by)
        who = self.record.id
        if self.village is not None and self.beyond(derive.by):  # where ids may be the same
            who = household_id(self.village.id, who)
        own = {name: _of_row(value, who) for name, value in scope.items()}
        return Peer(own, _of_row(by, who))

    def beyond(self, by: str | None) -> bool:
        """Tell whether it is compared with households of other villages."""
        home = isinstance(self.record, Household) and by not in self.names.indicators
        return home and by in BEYOND

    def equal_in(self, by: str | None) -> Value:
        """Give what must be equal among those that are compared."""
        if by is not None and by in self.values:
            return rule_value(by, self.values[by])
        if by in (None, "village", "all"):
            return True
        place = getattr(self.record, by, None) or getattr(self.village, by, None)
        if place is None:
            return Unknown((Missing("row", by, self.record.id),))
        return str(getattr(place, "zh", place))

    def found(self, name: str, indicator: Indicator, rows: Rows) -> FactValue:
        """Find one value: as reported, as the ratio of two, or derived."""
        if indicator.derive is not None:
            return self.derived(name, indicator, indicator.derive, rows)
        if indicator.of is not None:
            part, whole = (self.values[of] for of in indicator.of)
            first, second = (self.names.indicators[of].label for of in indicator.of)
            value, problem = ratio_of(
                name, part, whole, may_exceed=indicator.may_exceed, labels=(first, second)
            )
            if problem is not None:
                self.report(self.excesses(problem, indicator.of, rows))
            return value
        read, problems = read_value(indicator, self.record.values.get(name))
        self.report(problem.inside("values", name) for problem in problems)
        if name in self.said:
            read, wrong = observed_value(name, indicator, self.said[name])
            self.report(wrong)
        return blank(name, indicator, self.names.signatures[name]) if read is None else read

    def excesses(self, problem: Problem, of: Sequence[str], rows: Rows) -> Iterator[Problem]:
        """Tell a part that is more than its whole where it comes from: of its members, or here."""
        part, whole = (self.names.indicators[name].derive for name in of)
        told: list[Problem] = []
        if isinstance(part, Aggregate) and not self.names.indicators[of[0]].compares:
            members = rows.get(part.over)
            if members is not None:
                told += excess_problems(problem, part, whole, members, self.place(part.over))
        yield from told or [problem.inside("values", of[0])]

    def derived(self, name: str, indicator: Indicator, derive: AnyDerived, rows: Rows) -> FactValue:
        """Derive one value by its way; what compares is worked out elsewhere, for all."""
        signature = self.names.signatures[name]
        match derive:
            case Formula(rule=rule):
                return ruled(rule, self.scope(rule), indicator.value)
            case Needed(needed=rule):
                return needed(derive, self.scope(rule))
            case DaysBetween(days=(first, last)):
                return days_between(self.date(first), self.date(last), signature)
            case EarlierValue():
                return self.earlier(derive.earlier, derive.period)
            case Growth(growth=of):
                points = self.names.indicators[of].value == "ratio"
                before = self.earlier(of, derive.since)
                base = rule_value(of, before)
                if isinstance(base, Fraction):
                    self.basis[name] = {"earlier": published(base)}
                return growth(name, self.values[of], before, signature, points=points)
            case IndexValue():
                return self.index(name, derive, indicator)
            case SheetCount():
                return sheets_of(self.surveys, derive.survey, derive.sheets)
            case SurveyShare(asked=asked):
                self.report(asked.stratum_problems(self.surveys))
                return asked.share(self.surveys)
            case LastEvent() | EventCount():
                return self.events(name, derive)
            case Aggregate(over=kind) if kind in self.plan.catalogue.events:
                return self.events(name, derive)
            case _:
                assert isinstance(derive, Aggregate)  # ranks are among what compares
                return self.over_rows(name, derive, rows)

    @property
    def surveys(self) -> Sequence[Survey]:
        """The surveys of a village."""
        return self.record.surveys if isinstance(self.record, Village) else ()

    def place(self, kind: Subject) -> Path:
        """Lead to the rows of a kind."""
        plural = self.plan.plurals[kind]
        return (plural,) if plural in BUILT_IN.values() else ("rows", plural)

    def over_rows(self, name: str, derive: Aggregate, rows: Rows) -> FactValue:
        """Aggregate over the members."""
        plural = self.plan.plurals[derive.over]
        members, complete = rows.get(derive.over, []), _complete(self.record, plural)
        if derive.among is not None:
            drawn = self.drawn(derive.among, members)
            if drawn is None:
                draw = Unknown((Missing("draw", derive.among),))
                anyone = self.aggregated(name, derive, members, member=draw, complete=complete)
                # Whom the rows do not name may be drawn too, so they prove no bounds.
                nothing = blank(name, self.names.indicators[name], self.names.signatures[name])
                return evolve(nothing, missing=united((draw, rule_value(name, anyone))))
            members, complete = drawn, True
        return self.aggregated(name, derive, members, member=True, complete=complete)

    def aggregated(
        self,
        name: str,
        derive: Aggregate,
        rows: Sequence[dict[str, Value]],
        *,
        member: Value,
        complete: bool,
    ) -> FactValue:
        """Aggregate over these rows, all of them members, or all perhaps."""
        found, self.basis[name] = aggregate_rows(
            name,
            derive,
            ((row, member) for row in rows),
            complete=complete,
            signature=derive.of.signature(self.plan.members[derive.over].signatures),
            rows=self.plan.plurals[derive.over],
        )
        return found

    def drawn(self, among: str, rows: list[dict[str, Value]]) -> list[dict[str, Value]] | None:
        """Give the rows of the households that were drawn; of one without a row all is unknown."""
        draws = self.record.draws if isinstance(self.record, Village) else ()
        draw = next((draw for draw in draws if draw.id == among), None)
        if draw is None or not isinstance(self.record, Village):
            return None
        known = dict(zip((home.id for home in self.record.households), rows, strict=True))
        return [known[name] if name in known else self.unseen(name) for name in draw.drawn]

    def unseen(self, name: str) -> dict[str, Value]:
        """Give the row of a household of which nothing is known."""
        work = Work(self.plan, self.plan.members["household"], Household(id=name))
        work.alone({})
        derive_compared([work], whole=as_told(complete=False))
        return _row(work)

    def events(self, name: str, derive: Aggregate | EventCount | LastEvent) -> FactValue:
        """Look at events up to the day of evaluation."""
        as_of = self.plan.as_of
        if as_of is None:
            return self.no_day(name)
        if isinstance(derive, LastEvent):
            found, self.basis[name] = last_event(name, derive.last, self.record, as_of)
        else:
            found, self.basis[name] = over_events(name, derive, self.record, self.plan, as_of)
        return found

    def no_day(self, name: str) -> FactValue:
        """Say that the day of evaluation is missing, once."""
        if no_day() not in self.problems:
            self.problems.append(no_day())
        return blank(name, self.names.indicators[name], self.names.signatures[name])

    def date(self, name: str) -> FactValue:
        """Give a date of the subject, or the day of evaluation."""
        if name != AS_OF:
            return self.values[name]
        if self.plan.as_of is not None:
            return self.plan.as_of
        if no_day() not in self.problems:
            self.problems.append(no_day())
        return Unknown((Missing("indicator", name),))

    def earlier(self, name: str, period: str) -> FactValue:
        """Give the value that an indicator had in an earlier period."""
        indicator, missing = self.names.indicators[name], (Missing("earlier", name, period),)
        values = None
        if not isinstance(self.record, Group):
            values = self.record.earlier.get(period)
        given = None if values is None else values.get(name)
        value = read_value(indicator, given)[0]  # what is wrong with it is told elsewhere
        if value is None:
            return evolve(blank(name, indicator, self.names.signatures[name]), missing=missing)
        return settled(name, indicator, value)

    def index(self, name: str, derive: IndexValue, indicator: Indicator) -> FactValue:
        """Read an index on its day."""
        nothing = blank(name, indicator, self.names.signatures[name])
        day = self.date(derive.on)
        if isinstance(day, Unknown):
            return evolve(
                nothing, missing=(*day.missing, Missing("index", derive.index, derive.on))
            )
        entries: Values = _NO_ENTRIES
        if not isinstance(self.record, Group):
            entries = self.record.indexes.get(derive.index, entries)
        table, _ = self.plan.tables.of(name, indicator, entries)
        known = table.on(day, derive.gap)  # type: ignore[arg-type] # the catalogue asked for a date
        if known is None:
            return evolve(nothing, missing=(Missing("index", derive.index, str(day)),))
        value, last = known
        if last != day:
            self.basis[name] = {"day": last}
        return value

    def contradictions(self) -> Iterator[Problem]:
        """Give the rules of consistency that the facts surely break."""
        for rule in self.names.consistency:
            scope = self.scope(rule)
            if rule.value(scope).value is False:
                found = ", ".join(f"{name} {_shown(value)}" for name, value in scope.items())
                expected = self.should(rule, scope)
                path = ("values", next(iter(scope)))
                yield Problem(code="inconsistent", path=path, found=found, expected=expected)

    def should(self, rule: Rule, scope: Mapping[str, Value]) -> Message:
        """Say what facts that break a rule should be, with what they are."""
        indicators = self.names.indicators
        match rule.expression:
            case Compare(sign, Name() | Constant() as left, Name() | Constant() as right):
                sides = (_side(side, indicators, scope) for side in (left, right))
                return Message(f"should.{sign}", **dict(zip(("left", "right"), sides, strict=True)))
        values = tuple(
            Message("should.value", name=indicators[name].label, value=_shown(value))
            for name, value in scope.items()
        )
        return Message("should.hold", rule=worded(rule.expression, indicators), values=values)


def _side(
    side: Name | Constant, indicators: Mapping[str, Indicator], scope: Mapping[str, Value]
) -> Message:
    """Say one side of a comparison with its value."""
    if isinstance(side, Constant):
        return Message("should.number", value=side.value)
    return Message("should.side", name=indicators[side.id].label, value=_shown(scope[side.id]))


def _shown(value: Value) -> str:
    if isinstance(value, Unknown):
        return f"{shown(value.least)} … {shown(value.greatest)}"
    return shown(value)
