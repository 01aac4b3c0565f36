"""Judging (程序审查): each record against its step, step by step in the order of the procedure.

Of several records of a step the first without a fault counts, else the last: what was done again
took the place of what was not in order. Whatever counts, counts for what comes after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from civil_village.calendar.notices import Notice
from civil_village.calendar.workdays import Workdays
from civil_village.duties.occurrences import Occurrence, Wait
from civil_village.duties.serving import unserved
from civil_village.duties.slots import exact_slot
from civil_village.evidence.reported import Event
from civil_village.procedures.enough import Enough, enough
from civil_village.procedures.faults import Broken, StepFault, failed
from civil_village.procedures.procedure import NOTICE, Procedure
from civil_village.procedures.reading import RecordFacts, read_record
from civil_village.procedures.steps import MergedStep, ProcedureStep, StepRequirement
from civil_village.requirements import Checked, check_requirement
from civil_village.requirements.needs import Seeker
from civil_village.rules import Missing


class Asked(NamedTuple):
    """A requirement of a record, worked out."""

    #: The step, or merged step, that asks for it.
    of: str
    requirement: StepRequirement
    check: Checked

    @property
    def path(self) -> str:
        """What it is called by: its step and its id."""
        return f"{self.of}.{self.requirement.id}"


class Attempt:
    """One record of a step, judged."""

    def __init__(self, event: Event, day: date, read: RecordFacts) -> None:
        self.event, self.day, self.read = event, day, read
        self.asked: list[Asked] = []
        self.faults: list[StepFault] = []
        self.missing: list[Missing] = []
        #: Whether the vote was carried; ``None`` where that is not known.
        self.carried: bool | None = True


class Work:
    """One judgement of the records of a matter, as they are seen on a day.

    Args:
        procedure: The procedure.
        events: What has happened in the matter, in the order of days.
        as_of: The day.
        workdays: Which days are worked.
        reported: Kinds of events that are complete only through a day.
        matter: What the matter is called.
    """

    def __init__(
        self,
        procedure: Procedure,
        events: Sequence[Event],
        *,
        as_of: date,
        workdays: Workdays,
        reported: Mapping[str, date],
        matter: str,
    ) -> None:
        self.procedure, self.as_of, self.workdays = procedure, as_of, workdays
        self.reported, self.matter = reported, matter
        self.by_kind: dict[str, list[Event]] = {}
        self.place = {event.id: place for place, event in enumerate(events)}
        for event in events:
            self.by_kind.setdefault(event.kind, []).append(event)
        self.read: dict[str, RecordFacts] = {}
        #: What counts for each step.
        self.chosen: dict[str, Attempt] = {}
        #: What was not in order of records in whose place another one counts.
        self.mended: list[StepFault] = []
        #: Records of steps that had been done already.
        self.surplus: dict[str, None] = {}
        self.faults: list[StepFault] = []
        self.missing: list[Missing] = []

    def done(self) -> Work:
        """Judge every step, then what speaks of all of them."""
        for step in self.procedure.order:
            self.judge(step)
        self.last_day = self.whole_time()
        for step in self.procedure.steps:
            if step.id in self.chosen:
                attempt = self.chosen[step.id]
                self.faults += attempt.faults
                self.missing += attempt.missing
        self.faults += self.beyond()
        self.faults += self.after_stop()
        self.faults = [*dict.fromkeys(self.faults)]
        told = {fault.event for fault in self.faults} | {e.event.id for e in self.chosen.values()}
        self.surplus = {name: None for name in self.surplus if name not in told}
        self.steps = tuple(self.states())
        self.enough = tuple(self.still_enough())
        return self

    # Records ---------------------------------------------------------------------------------

    def candidates(self, step: ProcedureStep) -> list[Event]:
        """Give the records that may be one of a step, in order: its own, and merged ones."""
        kinds = (step.id, *(m.id for m in self.procedure.merges if step.id in m.of))
        found = [event for kind in kinds for event in self.by_kind.get(kind, ())]
        return sorted(found, key=lambda event: self.place[event.id])

    def judge(self, step: ProcedureStep) -> None:
        """Judge the records of a step, and choose the one that counts."""
        attempts: list[Attempt] = []
        for event in self.candidates(step):
            before = attempts[-1].day if attempts else None
            attempts.append(self.attempt(step, event, before))
        if not attempts:
            return
        sound = (number for number, each in enumerate(attempts) if not each.faults)
        number = next(sound, len(attempts) - 1)
        self.chosen[step.id] = attempts[number]
        self.mended += (fault for each in attempts[:number] for fault in each.faults)
        self.surplus |= dict.fromkeys(each.event.id for each in attempts[number + 1 :])

    def attempt(self, step: ProcedureStep, event: Event, before: date | None) -> Attempt:
        """Judge one record of a step.

        Args:
            step: The step.
            event: The record.
            before: The day on which the step was tried before.
        """
        assert event.first is not None  # an exact day is asked for
        if event.id not in self.read:
            self.read[event.id] = read_record(self.procedure, event)
        made = Attempt(event, event.first, self.read[event.id])
        own = self.procedure.own_kinds[event.kind]
        made.faults += (
            StepFault(step=own.id, event=event.id, broken="impossible", problem=problem)
            for problem in made.read.impossible
        )
        self.ask(made, own)
        if own is not step:
            self.ask(made, step)
        self.acts(made, own)
        self.comes_after(made, step)
        if step.notice is not None:
            self.announced(made, step, step.notice, before)
        return made

    def ask(self, made: Attempt, part: ProcedureStep | MergedStep) -> None:
        """Work out the requirements of a record."""
        scope = made.read.facts.scope()
        for requirement in part.require:
            path = f"{part.id}.{requirement.id}"
            check = check_requirement(requirement.asked, scope, path=path, words={})
            made.asked.append(Asked(part.id, requirement, check))
            if check.state == "undetermined":
                made.missing += (_of(item, made.event) for item in check.missing)
            stops = requirement.fails == "stops"
            if stops and check.state == "undetermined" and made.carried:
                made.carried = None
            elif stops and check.state == "unmet":
                made.carried = False
            elif check.state == "unmet":
                sides = tuple(each for _, rule in check.rules for each in failed(rule))
                made.faults.append(
                    StepFault(
                        step=part.id,
                        event=made.event.id,
                        broken="requirement",
                        rule=path,
                        comparisons=sides,
                    )
                )

    def acts(self, made: Attempt, part: ProcedureStep | MergedStep) -> None:
        """Note who acts where nobody may stand in for those who must."""
        event, allowed = made.event, part.by
        if isinstance(part, MergedStep) and not allowed:
            own = (self.procedure.step(name).by for name in part.of)
            allowed = tuple(dict.fromkeys(name for by in own for name in by))
        if not allowed or event.by in allowed:
            return
        if event.by is None:
            made.missing.append(Missing("row", "by", event.id))
        else:
            made.faults.append(
                StepFault(
                    step=part.id, event=event.id, broken="by", found=event.by, expected=allowed
                )
            )

    def comes_after(self, made: Attempt, step: ProcedureStep) -> None:
        """Note a step that comes too soon or too late after those that it comes after."""
        days = []
        for name in step.after:
            other = self.chosen.get(name)
            if other is not None and other.event.id == made.event.id:
                continue  # one record stands for both
            if other is None and self.told(name) < made.day:
                made.missing.append(Missing("completeness", name))
            elif other is None or other.day > made.day:
                day = None if other is None else other.day
                self.note(made, step, "order", of=name, expected=day)
            else:
                days.append(other.day)
                first = self.earliest(step, other.day)
                if first > made.day:
                    self.note(made, step, "interval", of=name, expected=first)
        if step.due is not None and days:
            last = self.due(step, max(days))
            if last < made.day:
                self.note(made, step, "due", expected=last)

    def note(
        self,
        made: Attempt,
        step: ProcedureStep,
        broken: Broken,
        *,
        of: str | None = None,
        expected: date | None,
    ) -> None:
        """Note that a day is none on which a step could be."""
        made.faults.append(
            StepFault(
                step=step.id,
                event=made.event.id,
                broken=broken,
                of=of,
                found=made.day,
                expected=expected,
            )
        )

    def announced(
        self, made: Attempt, step: ProcedureStep, notice: Notice, before: date | None
    ) -> None:
        """Note a step that was not announced in time."""
        names = {step.id, made.event.kind}
        given = self.notice_of(names, before, made.day)
        last = notice.until(made.day, self.workdays)
        if given is not None and given <= last:
            return
        if given is None and self.told(NOTICE) < last:
            made.missing.append(Missing("completeness", NOTICE))
            return
        made.faults.append(
            StepFault(
                step=step.id, event=made.event.id, broken="notice", found=given, expected=last
            )
        )

    def notice_of(self, names: set[str], since: date | None, until: date) -> date | None:
        """Give the first day on which one of some steps was announced, since it was last tried."""
        for event in self.by_kind.get(NOTICE, ()):
            day = event.first
            if event.of in names and day is not None and (since or day) <= day <= until:
                return day
        return None

    def told(self, kind: str) -> date:
        """Give the day through which every event of a kind is reported."""
        return self.reported.get(kind, date.max)

    def earliest(self, step: ProcedureStep, day: date) -> date:
        """Give the first day on which a step may come after one of a day."""
        if step.interval is None:
            return day
        return step.interval.due(day, self.workdays, leap=self.procedure.leap)

    def due(self, step: ProcedureStep, day: date) -> date:
        """Give the last day on which a step may come after one of a day."""
        if step.due is None:
            return date.max
        return step.due.due(day, self.workdays, leap=self.procedure.leap)

    # All of it -------------------------------------------------------------------------------

    def whole_time(self) -> date:
        """Give the last day of the time for several steps together."""
        timed = self.procedure.timed
        days = [each.day for name, each in self.chosen.items() if name in timed]
        within = self.procedure.within
        if within is None or not days:
            return date.max
        return within.time.due(min(days), self.workdays, leap=self.procedure.leap)

    def last_of(self, step: str) -> date:
        """Give the last day of the time for several steps, where one is among them."""
        return self.last_day if step in self.procedure.timed else date.max

    def beyond(self) -> Iterator[StepFault]:
        """Note the first record that lies beyond the time for all steps."""
        made = self.chosen.items()
        late = [(each.day, name, each) for name, each in made if each.day > self.last_of(name)]
        if late:
            day, name, first = min(late, key=lambda each: each[:2])
            yield StepFault(
                step=name, event=first.event.id, broken="within", found=day, expected=self.last_day
            )

    @property
    def stops(self) -> list[tuple[str, Attempt]]:
        """The steps whose vote was not carried, with what counts for them, by day."""
        lost = [(name, each) for name, each in self.chosen.items() if each.carried is False]
        return sorted(lost, key=lambda each: (each[1].day, each[0]))

    def after_stop(self) -> Iterator[StepFault]:
        """Note every record after a vote that was not carried."""
        for stop, lost in self.stops[:1]:
            for kind in self.procedure.own_kinds:
                for event in self.by_kind.get(kind, ()):
                    if event.id != lost.event.id and self.follows(event, stop, lost):
                        yield StepFault(
                            step=kind,
                            event=event.id,
                            broken="stopped",
                            of=stop,
                            found=event.first,
                            expected=lost.day,
                        )

    def follows(self, event: Event, stop: str, lost: Attempt) -> bool:
        """Tell whether a record comes after the end of the matter."""
        assert event.first is not None  # an exact day is asked for
        part = self.procedure.own_kinds[event.kind]
        of = part.of if isinstance(part, MergedStep) else (part.id,)
        later = any(stop in self.procedure.earlier[name] for name in of)
        return event.first > lost.day or (later and event.first == lost.day)

    # What is owed ----------------------------------------------------------------------------

    def states(self) -> Iterator[Occurrence]:
        """Say of each step what became of it; of what is no longer owed, nothing."""
        stopped = bool(self.stops)
        for step in self.procedure.steps:
            made = self.chosen.get(step.id)
            if made is not None:
                yield self.served(step, made)
            elif not stopped:
                yield self.owed(step)

    def served(self, step: ProcedureStep, made: Attempt) -> Occurrence:
        """Say when a step was done."""
        days = [self.chosen[name].day for name in step.after if name in self.chosen]
        due = min(self.last_of(step.id), self.due(step, max(days)) if days else date.max)
        late = max(0, (made.day - due).days)
        return Occurrence(
            duty=step.id,
            place=None,
            name=self.matter,
            state="done_late" if late else "done",
            due=None if due == date.max else due,
            on=made.day,
            days=late,
            count=1,
            served=(made.event.id,),
        )

    def owed(self, step: ProcedureStep) -> Occurrence:
        """Say from when and until when a step is owed, and what it waits for."""
        waits = [Wait(name) for name in step.after if name not in self.chosen]
        days = [self.chosen[name].day for name in step.after if name in self.chosen]
        due, opens = (
            self.last_of(step.id),
            max((self.earliest(step, day) for day in days), default=date.min),
        )
        if not waits and days:
            due = min(due, self.due(step, max(days)))
        if step.notice is not None:
            names = {step.id, *(merge.id for merge in self.procedure.merges if step.id in merge.of)}
            given = self.notice_of(names, None, self.as_of)
            if given is not None:
                opens = max(opens, step.notice.opens(given, self.workdays))
        slot = exact_slot(self.matter, opens, due)
        state, late = unserved(step.duty, slot, self.as_of, self.told(step.id))
        if waits and state == "due":
            state = "not_yet"
        if state in ("due", "late") and any(
            self.chosen[name].carried is None
            for name in self.procedure.earlier[step.id]
            if name in self.chosen
        ):
            state, late = "undetermined", 0  # a vote may not have been carried
        first, last = slot.known
        return Occurrence(
            duty=step.id,
            place=None,
            name=self.matter,
            state=state,
            opens=first,
            due=last,
            days=late,
            waits=waits,
        )

    def still_enough(self) -> Iterator[Enough]:
        """Say which votes would still carry what is not decided."""
        for made in {each.event.id: each for each in self.chosen.values()}.values():
            asked = [
                each for each in self.asked_of(made.event.id) if each.check.state == "undetermined"
            ]
            if asked:
                facts, catalogue = made.read.facts, made.read.catalogue
                seeker = Seeker.on(facts, catalogue.indicators, self.procedure.signatures)
                wanted = (each.requirement for each in asked)
                yield from enough(made.event.id, catalogue, seeker, wanted)

    def asked_of(self, event: str) -> list[Asked]:
        """Give the requirements of the record of an id, each once, of whatever steps."""
        found = {
            each.path: each
            for made in self.chosen.values()
            if made.event.id == event
            for each in made.asked
        }
        return [*found.values()]


def _of(item: Missing, event: Event) -> Missing:
    """Say of which record a value is missing."""
    return Missing("row", item.name, event.id) if item.kind == "indicator" else item
