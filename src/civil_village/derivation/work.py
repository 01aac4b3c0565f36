"""The derivation of one record: reported values first, then what comes from them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, field, frozen

from civil_village.aggregates import aggregate_rows
from civil_village.derivation.events import event_count, no_day
from civil_village.derivation.observing import observed_problems, observed_value, values_of
from civil_village.derivation.plan import Member, Names, Plan
from civil_village.derivation.ranges import blank, range_problems, settled
from civil_village.derivation.ratios import ratio_of
from civil_village.derivation.reading import event_problems, name_problems, reported_problems
from civil_village.derivation.surveying import surveyed
from civil_village.facts import Facts, FactValue, observation_problems, read_value, rule_value
from civil_village.indicators import PLURALS, Indicator, Subject
from civil_village.places import Household, Record, Village
from civil_village.problems import Problem, in_order
from civil_village.rules import Missing, Unknown, Value

Rows = dict[Subject, list[dict[str, Value]]]


def derived(plan: Plan, record: Record, *, named: bool) -> tuple[list[Problem], Facts | None]:
    """Give the facts of one record, or all that is wrong with it."""
    work = Work(plan, record)
    values = work.values()
    if work.problems:
        origin = record.origin
        placed = [origin.place(p) if origin else p for p in work.problems]
        return sorted(placed, key=in_order), None
    return [], Facts(
        subject=plan.subject,
        id=record.id if named else None,
        label=record.label,
        as_of=plan.as_of,
        values={name: values[name] for name in plan.own.indicators},
        stage=plan.stage,
        observations=[word for word in record.observations if word.counts_at(plan.stage)],
        exempt=record.exempt,
        derived_by=plan.catalogue,
    )


@frozen
class Work:
    """The derivation of one record; gathers problems as it goes."""

    plan: Plan
    record: Record
    problems: list[Problem] = field(factory=list)

    def values(self) -> dict[str, FactValue]:
        """Work out every indicator of the record itself."""
        record, plan = self.record, self.plan
        self.problems.extend(observation_problems(record.observations, plan.stage))
        self.problems.extend(reported_problems(plan.catalogue, record))
        self.problems.extend(event_problems(record.events, plan))
        rows: Rows = {}
        if isinstance(record, Village):
            rows["household"] = self.member_rows("household", record.households)
            rows["group"] = self.member_rows("group", record.groups)
        return self.worked(record, plan.own, rows)

    def member_rows(self, kind: Subject, members: Sequence[Member]) -> list[dict[str, Value]]:
        """Work out the values of each member, as its rules will see them."""
        made = []
        for index, member in enumerate(members):
            steps = (PLURALS[kind], index)
            if isinstance(member, Household):
                reported = reported_problems(self.plan.catalogue, member)
                self.problems.extend(problem.inside(*steps) for problem in reported)
                self.problems.extend(event_problems(member.events, self.plan, *steps))
            values = self.worked(member, self.plan.members[kind], {}, *steps)
            scope = {name: rule_value(name, value) for name, value in values.items()}
            made.append({name: _of_row(value, member.id) for name, value in scope.items()})
        return made

    def worked(
        self, record: Record | Member, names: Names, rows: Rows, *steps: str | int
    ) -> dict[str, FactValue]:
        """Read the reported values of a record or member, then derive the others."""
        self.problems.extend(name_problems(record.values, names, self.plan, *steps))
        said = values_of(record, self.plan)
        observed = observed_problems(said, names, self.plan)
        self.problems.extend(problem.inside(*steps) for problem in observed)
        values: dict[str, FactValue] = {}
        for name, indicator in names.indicators.items():
            if indicator.derive is not None:
                found = self.aggregate(name, indicator, record, rows)
            elif indicator.of is None:
                value, problems = read_value(indicator, record.values.get(name))
                self.problems.extend([p.inside(*steps, "values", name) for p in problems])
                if name in said:
                    value, wrong = observed_value(name, indicator, said[name])
                    self.problems.extend(problem.inside(*steps) for problem in wrong)
                signature = names.signatures[name]
                found = blank(name, indicator, signature) if value is None else value
            else:
                continue
            values[name] = self.settled(name, indicator, found, *steps)
        for name, indicator in names.indicators.items():
            if indicator.of is not None:
                part, whole = (values[of] for of in indicator.of)
                found, problem = ratio_of(name, part, whole, may_exceed=indicator.may_exceed)
                if problem is not None:
                    self.problems.append(problem.inside(*steps, "values", indicator.of[0]))
                values[name] = self.settled(name, indicator, found, *steps)
        return values

    def settled(
        self, name: str, indicator: Indicator, value: FactValue, *steps: str | int
    ) -> FactValue:
        """Check a value against the declared range as it is, then round it."""
        found = range_problems(name, indicator, value)
        self.problems.extend(problem.inside(*steps) for problem in found)
        return settled(name, indicator, value)

    def aggregate(
        self, name: str, indicator: Indicator, record: Record | Member, rows: Rows
    ) -> FactValue:
        """Work out one derived indicator from events or rows."""
        derive, as_of = indicator.derive, self.plan.as_of
        assert derive is not None
        if derive.events is not None:
            if as_of is not None:
                return event_count(derive, record, as_of)
            if no_day() not in self.problems:
                self.problems.append(no_day())
            return 0
        if derive.survey is not None:
            value, wrong = surveyed(derive, record)
            self.problems.extend(wrong)
            return value
        names, complete = self.plan.members[derive.over], _complete(record, PLURALS[derive.over])
        members = rows.get(derive.over, [])
        if derive.among is not None:
            drawn = self.drawn(derive.among, record, members)
            if drawn is None:
                signature = self.plan.own.signatures[name]
                missing = (Missing("draw", derive.among),)
                unknown = blank(name, indicator, signature)
                return evolve(unknown, missing=missing, sure=not signature.partial)
            members, complete = drawn, True
        return aggregate_rows(
            name,
            derive,
            members,
            complete=complete,
            signature=derive.of.signature(names.signatures),
        )

    def drawn(
        self, among: str, record: Record | Member, rows: list[dict[str, Value]]
    ) -> list[dict[str, Value]] | None:
        """Give the rows of the households that were drawn; of one without a row all is unknown."""
        if not isinstance(record, Village):
            return None
        draw = next((draw for draw in record.draws if draw.id == among), None)
        if draw is None:
            return None
        known = dict(zip((home.id for home in record.households), rows, strict=True))
        blanks = [Household(id=name) for name in draw.drawn if name not in known]
        known |= zip(
            (home.id for home in blanks), self.member_rows("household", blanks), strict=True
        )
        return [known[name] for name in draw.drawn]


def _complete(record: Record | Member, plural: str) -> bool:
    return isinstance(record, Village) and record.reported.get(plural) is True


def _of_row(value: Value, member: str) -> Value:
    """Say of what is missing in a member's value that it is the member's."""
    if not isinstance(value, Unknown):
        return value
    missing = tuple(Missing("row", item.name, member) for item in value.missing)
    return evolve(value, missing=missing)
