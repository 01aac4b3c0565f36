"""The procedure (议事程序): in which order, by whom and how a matter is decided, as a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import ClassVar

from attrs import evolve, field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar.spans import Leap
from civil_village.calendar.time_limits import TimeLimit
from civil_village.evidence.reported import WITHDRAW
from civil_village.explanation import Explanation
from civil_village.ids import DocumentId, Id, id_problems, key_problems
from civil_village.indicators import Catalogue, SubjectKind
from civil_village.labels import Label, Source, as_label, named
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.organizations.bodies import Body, names_of
from civil_village.problems import Path, Problem
from civil_village.procedures.least_times import exceeds, least_time, longest
from civil_village.procedures.steps import MergedStep, ProcedureStep, StepRequirement, WholeTime
from civil_village.rules import Signature
from civil_village.rules.checker import excluded
from civil_village.rules.syntax import Expression, Logic, names
from civil_village.written_forms import ONE_OR_MANY

#: The kind of event that announces a step, which it speaks ``of`` (通知).
NOTICE = "notice"
#: Kinds of events that every procedure understands beside its own.
BUILT_IN_KINDS = (NOTICE, WITHDRAW)
#: Whose facts the values of a record are.
RECORD = "record"
#: Most steps of a procedure, and most ways to merge some of them.
STEPS, MERGES = 100, 8


@model(kw_only=True)
class Procedure(Model):
    """A procedure by which a matter is decided (议事程序), such as four deliberations.

    It is judged, not driven: what has happened is never refused, but faults are noted.

    Attributes:
        id: Id of the document.
        edition: Edition, as the source numbers it; ``None`` where there is none.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        leap: When a time of months or years ends that would end on 29 February.
        bodies: The bodies that act in it, by their ids.
        catalogue: The facts that the record of a step may hold, and rules of consistency.
        steps: Its steps.
        merges: Which of them one record may stand for.
        within: The time in which all of it must be done, or all through a step.
        assumed: Fields that the source does not give.

    Examples:
        >>> decide = ProcedureStep(id="decide", by=["assembly"])
        >>> publish = ProcedureStep(id="publish", after=["decide"], due="5 days")
        >>> made = Procedure(
        ...     id="demo.decision", bodies={"assembly": Body(label="村民会议")},
        ...     steps=[decide, publish],
        ... )
        >>> made.step("publish").after
        ('decide',)
    """

    kind: ClassVar[str] = "procedure"

    id: DocumentId
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    leap: Leap = "28_february"
    bodies: FrozenMapping[Id, Body] = field(default=EMPTY, converter=as_mapping)
    catalogue: Catalogue = field(factory=lambda: Catalogue(indicators={}))
    steps: tuple[ProcedureStep, ...] = field(converter=as_tuple)
    merges: tuple[MergedStep, ...] = field(default=(), converter=as_tuple)
    within: WholeTime | None = None
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def step(self, name: str) -> ProcedureStep:
        """Give the step of an id.

        Raises:
            KeyError: There is none.
        """
        return self._steps[name]

    @cached_property
    def _steps(self) -> dict[str, ProcedureStep]:
        return {step.id: step for step in self.steps}

    @property
    def parts(self) -> Iterator[tuple[Path, ProcedureStep | MergedStep]]:
        """Its steps and its merged steps, each with its path."""
        yield from ((("steps", index), step) for index, step in enumerate(self.steps))
        yield from ((("merges", index), merge) for index, merge in enumerate(self.merges))

    @cached_property
    def own_kinds(self) -> dict[str, ProcedureStep | MergedStep]:
        """Its steps and its merged steps, by the kinds of events that are their records."""
        return {part.id: part for _, part in self.parts}

    @cached_property
    def order(self) -> tuple[ProcedureStep, ...]:
        """Its steps, each after those that it comes after."""
        return tuple(self._steps[name] for name in TopologicalSorter(self._before).static_order())

    @cached_property
    def _before(self) -> dict[str, tuple[str, ...]]:
        """The steps that each comes after, as far as there are such."""
        return {s.id: tuple(n for n in s.after if n in self._steps) for s in self.steps}

    @cached_property
    def earlier(self) -> Mapping[str, frozenset[str]]:
        """All the steps that each comes after, however many lie between."""
        found: dict[str, frozenset[str]] = {}
        for step in self.order:
            before = self._before[step.id]
            found[step.id] = frozenset(before).union(*(found[name] for name in before))
        return found

    @cached_property
    def records(self) -> Catalogue:
        """What the values of records mean: its catalogue, which knows of records."""
        kind = SubjectKind(label=Label("步骤记录", "record of a step"))
        return evolve(self.catalogue, subjects={**self.catalogue.subjects, RECORD: kind})

    @cached_property
    def signatures(self) -> Mapping[str, Signature]:
        """Describe the values of records to the rules."""
        return self.records.signatures(RECORD)

    @property
    def by_workdays(self) -> bool:
        """Whether a time of it is reckoned in working days."""
        limits = [limit for step in self.steps for limit in (step.interval, step.due)]
        limits += [] if self.within is None else [self.within.time]
        limits += [step.notice.before for step in self.steps if step.notice is not None]
        return any(limit is not None and limit.unit == "working day" for limit in limits)

    @cached_property
    def timed(self) -> dict[str, ProcedureStep]:
        """The steps that must be done within the time for all, by their ids."""
        if self.within is None:
            return {}
        last = self.within.through
        if last is None:
            return self._steps
        among = {last, *self.earlier[last]}
        return {name: step for name, step in self._steps.items() if name in among}

    def called(self, name: str) -> Label | str:
        """Give what people call a step, or a merged one, by its id."""
        return named(self.own_kinds.get(name), name)

    def explain(self) -> Explanation:
        """Say what it asks for: its steps, their order and times, their rules, as a tree."""
        from civil_village.procedures.outline import outline  # noqa: PLC0415 - few ask for it

        return outline(self)

    # What is checked ---------------------------------------------------------------------

    def problems(self) -> Iterator[Problem]:
        """Give what does not fit together, and what no record could ever satisfy."""
        yield from id_problems(self.id, "id", document=True)
        yield from key_problems(self.bodies, "bodies")
        yield from checks.not_empty(self.steps, "steps")
        yield from checks.at_most(len(self.steps), STEPS, "steps")
        yield from checks.at_most(len(self.merges), MERGES, "merges")
        yield from self._kind_problems()
        bodies = names_of(self.bodies)
        for path, part in self.parts:
            key, others = ("of", part.of) if isinstance(part, MergedStep) else ("after", part.after)
            for at, name in enumerate(others):
                yield from checks.known(name, self._steps, *path, key, at)
            for at, name in enumerate(part.by):
                yield from checks.known(name, bodies, *path, "by", at, code="unknown-body")
            for at, each in enumerate(part.require):
                found = each.asked.rule_problems(self.signatures, {})
                yield from (problem.inside(*path, "require", at) for problem in found)
            yield from self._together_problems(part.require, *path)
        if self.within is not None and self.within.through is not None:
            yield from checks.known(self.within.through, self._steps, "within", "through")
        yield from self._time_problems()
        yield from self.assumed.problems_in(Procedure)

    def _kind_problems(self) -> Iterator[Problem]:
        """Give kinds of events that mean two things."""
        seen = set[str]()
        for path, part in self.parts:
            where = (*path, "id")
            if part.id in seen:
                hint = Message("hint.other-id")
                yield Problem(code="duplicate-id", path=where, found=part.id, hint=hint)
            seen.add(part.id)
            if part.id in BUILT_IN_KINDS:
                yield _kept(part.id, BUILT_IN_KINDS, *where)
        if RECORD in self.catalogue.subjects:
            yield _kept(RECORD, (RECORD,), "catalogue", "subjects", RECORD)

    def _together_problems(
        self, require: tuple[StepRequirement, ...], *path: str | int
    ) -> Iterator[Problem]:
        """Give requirements that no value of a record meets together."""
        rules = [each.rule.expression for each in require if each.applies is None]
        known = [rule for rule in rules if not {*names(rule)} - self.signatures.keys()]
        if any(excluded([*_joined(rule)], self.signatures) for rule in known):
            return  # told where it stands
        name = excluded([part for rule in known for part in _joined(rule)], self.signatures)
        if name is not None:
            label = named(self.catalogue.indicators.get(name), name)
            expected = Message("expected.compatible", name=label)
            yield Problem(code="never-holds", path=(*path, "require"), expected=expected)

    def _time_problems(self) -> Iterator[Problem]:
        """Give rings of steps, and times that cannot be kept."""
        try:
            TopologicalSorter(self._before).prepare()
        except CycleError as error:
            found = " → ".join(reversed(error.args[1]))
            hint = Message("hint.break-ring")
            yield Problem(code="made-of-itself", path=("steps",), found=found, hint=hint)
            return
        for index, step in enumerate(self.steps):
            if step.interval and step.due and exceeds(step.interval, step.due):
                yield _too_short(step.due, step.interval, "steps", index, "due")
        within = self.within
        if len(self.steps) > STEPS or len(self.merges) > MERGES or within is None:
            return
        if within.through not in (None, *self._steps):
            return  # told where it stands
        most = longest(within.time)
        least, path = least_time(self.timed, self.merges)
        if most is not None and least > most:
            steps = Message("procedure.path", steps=tuple(self.called(name) for name in path))
            days = Message("procedure.days", days=least)
            yield _too_short(within.time, days, "within", hint=steps)


def _kept(found: str, names: tuple[str, ...], *path: str | int) -> Problem:
    """Say that a name has a meaning of its own."""
    expected = Message("expected.not-kept", names=names)
    return Problem(code="reserved-word", path=path, found=found, expected=expected)


def _joined(rule: Expression) -> Iterator[Expression]:
    """Give the conditions that a rule joins by and."""
    if isinstance(rule, Logic) and rule.operator == "&&":
        for part in rule.operands:
            yield from _joined(part)
    else:
        yield rule


def _too_short(
    time: TimeLimit, least: TimeLimit | Message, *path: str | int, hint: Message | None = None
) -> Problem:
    """Say that a time is shorter than what must fit into it."""
    expected = Message("expected.time-for", least=least)
    return Problem(
        code="too-little-time", path=path, found=time.plain(), expected=expected, hint=hint
    )
