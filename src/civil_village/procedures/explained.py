"""Verdicts in words (审查说明): the word, each step with its record and rules, and every fault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from civil_village.duties.occurrences import Occurrence
from civil_village.explanation import Explanation, told
from civil_village.indicators import Catalogue
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.organizations.bodies import called
from civil_village.procedures.enough import Enough
from civil_village.procedures.faults import FailedComparison, StepFault
from civil_village.procedures.judging import Asked, Attempt, Work
from civil_village.procedures.outline import notice_text
from civil_village.procedures.procedure import NOTICE, Procedure
from civil_village.procedures.steps import MergedStep
from civil_village.requirements.facts_in_words import FactTeller
from civil_village.requirements.in_words import Teller
from civil_village.requirements.needs import Seeker
from civil_village.rules import Missing, Unknown
from civil_village.rules.syntax import Compare, Name
from civil_village.rules.wording import worded


class Told(Protocol):
    """What is told of a verdict."""

    @property
    def procedure(self) -> Procedure:
        """The procedure."""

    @property
    def matter(self) -> str:
        """What the matter is called."""

    @property
    def as_of(self) -> date:
        """The day."""

    @property
    def known(self) -> date | None:
        """What was recorded later is not known."""

    @property
    def word(self) -> str:
        """The word for all."""

    @property
    def steps(self) -> tuple[Occurrence, ...]:
        """What became of each step."""

    @property
    def faults(self) -> tuple[StepFault, ...]:
        """What was not in order."""

    @property
    def mended(self) -> tuple[StepFault, ...]:
        """What was not, and was done again."""

    @property
    def stopped(self) -> str | None:
        """The step whose vote was not carried."""

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is not known."""

    @property
    def enough(self) -> tuple[Enough, ...]:
        """Which counts would be enough."""

    @property
    def surplus(self) -> tuple[str, ...]:
        """Ids of records of what had been done."""

    @property
    def weekends_only(self) -> bool:
        """Whether working days are reckoned without a table."""

    @property
    def work(self) -> Work:
        """How it was worked out."""


def explained(verdict: Told) -> Explanation:
    """Tell a verdict as a tree."""
    return _Told(verdict).everything()


class _Told:
    """Tells one verdict."""

    def __init__(self, verdict: Told) -> None:
        self.verdict, self.procedure, self.work = verdict, verdict.procedure, verdict.work
        #: The faults that are not told yet.
        self.left = list(verdict.faults)

    def everything(self) -> Explanation:
        """Tell all of it, in order."""
        verdict, name = self.verdict, named(self.procedure)
        key = "procedure.title" if verdict.matter else "procedure.title.one"
        title = Message(key, name=name, matter=verdict.matter, as_of=verdict.as_of)
        parts = list(told(Message(f"procedure.word.{verdict.word}")))
        if verdict.known is not None:
            parts += told(Message("campaign.known", known=verdict.known))
        if verdict.weekends_only:
            parts += told(Message("campaign.weekends-only"))
        by_step = {each.duty: each for each in verdict.steps}
        parts += (
            self.step(by_step[step.id]) for step in self.procedure.steps if step.id in by_step
        )
        if verdict.stopped is not None:
            stopped = self.procedure.called(verdict.stopped)
            parts += told(Message("procedure.nothing-more", name=stopped))
        parts += told(*(self.fault(each, record=True) for each in self.left))
        if verdict.mended:
            lines = told(*(self.fault(each, record=True) for each in verdict.mended))
            parts.append(Explanation(Message("procedure.mended"), lines))
        if verdict.surplus:
            parts += told(Message("procedure.surplus", ids=verdict.surplus))
        beside = [item for item in verdict.missing if item.kind == "completeness"]
        beside += (item for item in verdict.missing if item.name == "by")
        if beside:
            lacking = tuple(map(self.missing, beside))
            parts += told(Message("explain.lacking", facts=lacking))
        return Explanation(title, tuple(parts))

    def step(self, each: Occurrence) -> Explanation:
        """Tell one step: in which state it is, and what that rests on."""
        name = self.procedure.called(each.duty)
        message = Message(
            "procedure.step", name=name, state=Message(f"state.{each.state}", **_state(each))
        )
        made = self.work.chosen.get(each.duty)
        parts = tuple(self.owed(each)) if made is None else tuple(self.record(each, made))
        return Explanation(message, parts)

    def owed(self, each: Occurrence) -> Iterator[Explanation]:
        """Tell from when and until when a step is owed, and what it waits for."""
        if each.waits:
            names = tuple(self.procedure.called(wait.on) for wait in each.waits)
            yield Explanation(Message("procedure.waits", names=names))
        if each.opens is not None and each.opens > self.verdict.as_of:
            yield Explanation(Message("procedure.opens", day=each.opens))
        if each.due is not None:
            yield Explanation(Message("procedure.due", day=each.due))

    def record(self, each: Occurrence, made: Attempt) -> Iterator[Explanation]:
        """Tell the record of a step, what is asked of it, and what is not in order."""
        event = made.event
        own = self.procedure.own_kinds[event.kind]
        yield Explanation(self.event(made))
        teller = self.teller(made)
        for asked in made.asked:
            if asked.of == each.duty or self.first_of(own) == each.duty:
                yield self.requirement(asked, teller)
        for enough in self.verdict.enough:
            if enough.event == event.id and self.first_of(own) in (None, each.duty):
                yield Explanation(self.enough(enough))
        mine = (each.duty, own.id) if self.first_of(own) in (None, each.duty) else (each.duty,)
        for fault in [f for f in self.left if f.event == event.id and f.step in mine]:
            self.left.remove(fault)
            if fault.broken != "requirement":  # which is told with its rule
                yield Explanation(self.fault(fault))

    def first_of(self, part: Any) -> str | None:
        """Give the step at which a merged record is told; ``None`` for any other."""
        if not isinstance(part, MergedStep):
            return None
        return next(step.id for step in self.procedure.steps if step.id in part.of)

    def event(self, made: Attempt) -> Message:
        """Say which record it is, of which day and by whom."""
        event, own = made.event, self.procedure.own_kinds[made.event.kind]
        key = "procedure.record" + ".merged" * isinstance(own, MergedStep)
        key += ".by" * (event.by is not None)
        by = event.by and called(self.procedure.bodies, event.by)
        return Message(key, id=event.id, on=made.day, by=by, name=named(own))

    def teller(self, made: Attempt) -> Teller:
        """Give what tells the rules of a record and its facts."""
        facts, catalogue = made.read.facts, made.read.catalogue
        return Teller(
            facts=FactTeller(facts=facts, catalogue=catalogue),
            seeker=Seeker.on(facts, catalogue.indicators, self.procedure.signatures),
            missing=self.missing,
        )

    def requirement(self, asked: Asked, teller: Teller) -> Explanation:
        """Tell one requirement, of a vote whether it was carried."""
        stops = asked.requirement.fails == "stops"
        key = "procedure.vote" if stops else "explain.requirement"
        return teller.requirement(asked.requirement.asked, asked.check, asked.path, key)

    def missing(self, item: Missing) -> Message:
        """Name what is missing by its label."""
        name: Any = named(self.procedure.catalogue.indicators.get(item.name), item.name)
        if item.name == "by":
            name = Message("procedure.who")
        elif item.kind == "completeness":
            notice = item.name == NOTICE
            name = Message("procedure.notices") if notice else self.procedure.called(item.name)
        return Message(f"missing.{item.kind}", name=name, row=item.row)

    def enough(self, each: Enough) -> Message:
        """Say which counts would still carry it."""
        name = named(self.procedure.catalogue.indicators[each.indicator], each.indicator)
        key = "procedure.enough" if each.possible else "procedure.enough.none"
        if each.possible and each.most is None:
            key = "procedure.enough.least"
        return Message(key, name=name, least=each.least, most=each.most)

    def fault(self, fault: StepFault, *, record: bool = False) -> Message:
        """Say one fault; with its record where it does not stand under that."""
        message = fault_message(self.procedure, fault)
        if not record:
            return message
        name = self.procedure.called(fault.step)
        return Message("procedure.fault.of", name=name, id=fault.event, fault=message)


def fault_message(procedure: Procedure, fault: StepFault) -> Message:
    """Say what is not in order, with both sides (瑕疵的文字).

    Args:
        procedure: The procedure.
        fault: One of its records' faults.

    Examples:
        >>> from civil_village.procedures import ProcedureStep
        >>> publish = ProcedureStep(id="publish", after=["decide"], due="5 days")
        >>> procedure = Procedure(id="demo", steps=[ProcedureStep(id="decide"), publish])
        >>> late = StepFault(
        ...     step="publish", event="e5", broken="due",
        ...     found=date(2026, 3, 9), expected=date(2026, 3, 7),
        ... )
        >>> fault_message(procedure, late).text("en")
        '2 days late: 2026-03-09, to be done by 2026-03-07 (5 days)'
    """
    key = f"procedure.fault.{fault.broken}"
    sides: dict[str, Any] = {"found": fault.found, "expected": fault.expected, "days": fault.days}
    if fault.of is not None:
        sides["of"] = procedure.called(fault.of)
    match fault.broken:
        case "impossible":
            problem = fault.problem
            assert problem is not None  # of what is impossible there is always one
            says = Message(f"problem.{problem.code}")
            if problem.expected is not None:
                # What contradicts other numbers says them, too.
                key += ".should" if problem.expected.key.startswith("should.") else ".expected"
            return Message(key, says=says, found=problem.found, expected=problem.expected)
        case "requirement":
            return _unmet(procedure, fault, key)
        case "by":
            names = fault.expected if isinstance(fault.expected, tuple) else ()
            allowed = tuple(called(procedure.bodies, name) for name in names)
            return Message(key, found=called(procedure.bodies, str(fault.found)), expected=allowed)
        case "order" if fault.expected is None:
            return Message(f"{key}.none", of=sides["of"], found=fault.found)
        case "notice":
            notice = procedure.step(fault.step).notice
            assert notice is not None  # else nothing is announced
            key += ".none" if fault.found is None else ""
            return Message(key, time=notice_text(notice), **sides)
        case "interval" | "due":
            return Message(key, time=getattr(procedure.step(fault.step), fault.broken), **sides)
        case "within":
            assert procedure.within is not None  # else nothing lies beyond it
            return Message(key, time=procedure.within.time, **sides)
        case _:
            return Message(key, **sides)


def _unmet(procedure: Procedure, fault: StepFault, key: str) -> Message:
    """Say which requirement is not met, and by which comparisons."""
    own, _, name = (fault.rule or "").partition(".")
    asked = procedure.own_kinds[own].require
    label = next(named(each) for each in asked if each.id == name)
    sides = tuple(_comparison(procedure.catalogue, each) for each in fault.comparisons)
    return Message(key, name=label, sides=sides)


def _comparison(catalogue: Catalogue, each: FailedComparison) -> Message:
    """Say a comparison, and what was found in its place."""
    rule = each.rule.expression
    found: Any = each.found
    if isinstance(rule, Compare) and isinstance(rule.left, Name):
        indicator = catalogue.indicators[rule.left.id]
        if not isinstance(found, Unknown | bool | str):
            found = indicator.measure(Fraction(found))
    if isinstance(found, Unknown):
        found = Message("explain.unknown")
    return Message("procedure.comparison", rule=worded(rule, catalogue.indicators), found=found)


def _state(each: Occurrence) -> dict[str, Any]:
    return {"on": each.on, "days": each.days, "count": each.count}
