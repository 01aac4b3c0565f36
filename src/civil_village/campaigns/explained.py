"""The state of a campaign in words (进展说明): what is late, due, blocked, broken, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from attrs import evolve

from civil_village.campaigns.batches import Coverage
from civil_village.campaigns.campaign import Campaign
from civil_village.campaigns.funds import FundState
from civil_village.campaigns.in_words import Words
from civil_village.campaigns.phases import PhaseState
from civil_village.campaigns.progress import Progress
from civil_village.consequences import Followed
from civil_village.consequences import told as consequence
from civil_village.duties.occurrences import Occurrence, Wait
from civil_village.evidence.reported import CALL, Event
from civil_village.exact_numbers import share_text
from civil_village.explanation import Explanation, told
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.organizations.bodies import called

#: What is told one by one; of the others their number.
_TOLD = ("late", "missed", "broken", "too_many", "due", "handed_in", "undetermined")
#: In which order everything is told.
_ORDER = ("done", "done_late", "kept", "excused", "not_yet", "blocked", *_TOLD)


class Told(Protocol):
    """What is told of a state."""

    @property
    def campaign(self) -> Campaign:
        """The plan."""

    @property
    def as_of(self) -> date:
        """The day."""

    @property
    def known(self) -> date | None:
        """What was recorded later is not known."""

    @property
    def weekends_only(self) -> bool:
        """Whether working days are reckoned without a table."""

    @property
    def phases(self) -> tuple[PhaseState, ...]:
        """Its phases, and their gates."""

    @property
    def idle(self) -> tuple[str, ...]:
        """Ids of the events that serve nothing."""

    @property
    def then(self) -> tuple[Followed, ...]:
        """What follows failures."""

    @property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """All occurrences."""

    def caller(self, each: Occurrence) -> Event | None:
        """Give the event that calls for an occurrence, where one does."""

    def progress(self, occurrences: Iterable[Occurrence] | None = None) -> Progress:
        """Say how far some of them are."""

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """How many places each batch has covered."""

    @property
    def held(self) -> Coverage | None:
        """How many places hold the title."""

    @property
    def funds(self) -> tuple[FundState, ...]:
        """What is left of each fund."""


def explained(
    status: Told, occurrences: Iterable[Occurrence] | None = None, *, most: int | None = None
) -> Explanation:
    """Tell the state of a campaign as a tree.

    Args:
        status: The state.
        occurrences: Those of its occurrences that are told, and nothing of the rest; by default
            everything is told.
        most: So many lines of a kind at most, and how many there are more; by default all.
    """
    words = _Told(status, most)
    among = None if occurrences is None else tuple(occurrences)
    title = Message("campaign.title", name=named(status.campaign), as_of=status.as_of)
    return Explanation(title, tuple(words.everything() if among is None else words.part(among)))


class _Told(Words):
    """Tells one state."""

    def __init__(self, status: Told, most: int | None = None) -> None:
        super().__init__(status.campaign, most)
        self.status = status

    def everything(self) -> Iterator[Explanation]:
        """Tell everything, in order."""
        status = self.status
        yield from self.known()
        if status.weekends_only:
            yield Explanation(Message("campaign.weekends-only"))
        yield from map(self.phase, status.phases)
        yield from self.states(status.occurrences)
        if status.then:
            parts = self.cut([Explanation(self.followed(each)) for each in status.then])
            yield Explanation(Message("campaign.then"), parts)
        yield from self.coverage()
        yield from told(*map(self.fund, status.funds))
        if status.idle:
            yield Explanation(Message("campaign.idle", ids=self.listed(status.idle)))

    def part(self, occurrences: tuple[Occurrence, ...]) -> Iterator[Explanation]:
        """Tell some occurrences."""
        yield from self.known()
        yield from self.states(occurrences)

    def known(self) -> Iterator[Explanation]:
        """Tell that what was recorded later is not known."""
        if self.status.known is not None:
            yield Explanation(Message("campaign.known", known=self.status.known))

    def phase(self, state: PhaseState) -> Explanation:
        """Tell whether a phase runs, from when to when, and its gates."""
        phase = self.campaign.phase(state.phase)
        says: str = state.says
        days: Any = None
        if phase.window is not None:
            certain = phase.window.resolved(self.campaign.years).certain
            if certain is None:  # in a year that nobody knows: the source's words are all there is
                days = phase.window.text
            else:
                days = Message("campaign.days", first=certain.first, last=certain.last)
                if says == "out":
                    says = "ahead" if self.status.as_of < certain.first else "over"
        key = "campaign.phase" if days is None else "campaign.phase.days"
        state_ = Message(f"campaign.phase.{says}")
        message = Message(key, name=named(phase), days=days, state=state_)
        gates = (
            Message(f"campaign.gate.{gate.state}", name=self.waited_for(gate.path))
            for gate in state.gates
        )
        return Explanation(message, told(*gates))

    def states(self, occurrences: tuple[Occurrence, ...]) -> Iterator[Explanation]:
        """Tell how far they are, and each state that any is in: what matters one by one."""
        progress = self.status.progress(occurrences)
        if progress.share is None:
            yield Explanation(Message("campaign.nothing-owed"))
        else:
            share = share_text(progress.share)
            done, owed = progress.done, progress.owed
            yield Explanation(Message("campaign.progress", done=done, owed=owed, share=share))
        by_state: dict[str, list[Occurrence]] = {}
        for each in occurrences:
            by_state.setdefault(each.state, []).append(each)
        by_state["blocked"] = [each for each in occurrences if each.blocked]
        for state in _ORDER:
            found = by_state.get(state)
            if found:
                heading = Message(f"heading.{state}")
                message = Message("campaign.count", state=heading, count=len(found))
                lines = self.lines(found) if state in _TOLD else ()
                yield Explanation(message, self.cut(lines))

    def lines(self, occurrences: Iterable[Occurrence]) -> list[Explanation]:
        """Tell occurrences, in one line where those of many places differ in nothing else."""
        alike: dict[Occurrence, list[Occurrence]] = {}
        for each in occurrences:
            alike.setdefault(evolve(each, place=each.place and "", served=()), []).append(each)
        return [self.occurrence(several) for several in alike.values()]

    def occurrence(self, several: list[Occurrence]) -> Explanation:
        """Tell occurrences of a duty in one state, and what that rests on."""
        name, state = self.name(several), state_message(several[0])
        return Explanation(
            Message("campaign.occurrence", name=name, state=state), tuple(self.grounds(several))
        )

    def grounds(self, several: list[Occurrence]) -> Iterator[Explanation]:
        """Tell who leads, what it waits for, when it was not kept, and by which events it is so."""
        each = several[0]
        duty = self.campaign.duty(each.duty)
        if duty.lead is not None:
            lead = called(self.campaign.bodies, duty.lead)
            key = "campaign.by" if duty.role is None else "campaign.by.role"
            yield Explanation(Message(key, lead=lead, role=duty.role))
        if duty.channel is not None:
            yield Explanation(Message("campaign.channel", channel=duty.channel))
        event = self.status.caller(each)
        if event is not None:
            yield Explanation(Message("campaign.called", event=self.event(event)))
        yield from told(*map(self.wait, each.waits))
        for window in each.breaks:
            if window.last < date.max:  # the one that lasts is told by the state
                yield Explanation(Message("campaign.break", first=window.first, last=window.last))
        served = [name for each in several for name in each.served]
        if served:
            yield Explanation(Message("campaign.served", ids=self.listed(served)))

    def event(self, event: Event) -> Message:
        """Say what happened, when, and what is reported of it."""
        if event.kind == CALL:
            return Message("campaign.event.call", on=event.on or event.from_)
        kind = self.campaign.events[event.kind]
        values = tuple(
            Message("campaign.event.value", name=named(kind.values.get(name), name), value=value)
            for name, value in event.values.items()
        )
        key = "campaign.event.values" if values else "campaign.event"
        name, on = event.label or kind.label, event.on or event.from_
        return Message(key, kind=name, on=on, values=values)

    def name(self, several: list[Occurrence]) -> Message:
        """Say what occurrences are called: their duty, their period or event, places, day."""
        each = several[0]
        duty = self.campaign.duty(each.duty)
        places = [one.place for one in several if one.place is not None]
        made = self.at(duty, places, each.name)
        if each.state in ("due", "not_yet", "late", "missed") and each.due is not None:
            return Message("campaign.due", name=made, due=each.due)
        return made

    def wait(self, wait: Wait) -> Message:
        """Say what something waits for, and at whom."""
        on = self.waited_for(wait.on)
        if not wait.sure:
            return Message("campaign.may-wait", on=on)
        if wait.by is None:
            return Message("campaign.waits", on=on, since=wait.since)
        by = called(self.campaign.bodies, wait.by)
        return Message("campaign.waits.by", on=on, by=by, since=wait.since)

    def waited_for(self, on: str) -> Any:
        """Give what people call a duty, or the gate of a phase."""
        phase, dot, gate = on.partition(".")
        if not dot:
            return named(self.campaign.duty(on))
        found = self.campaign.phase(phase)
        return next(named(each) for each in (*found.enter, *found.leave) if each.id == gate)

    def followed(self, each: Followed) -> Message:
        """Say what follows a failure."""
        duty, _, name = each.of.partition("/")
        places = () if each.place is None else (each.place,)
        of = self.at(self.campaign.duty(duty), places, name)
        what = consequence(each.consequence, self.called)
        return Message("campaign.follows", of=of, on=each.on, what=what)

    def called(self, name: str) -> Any:
        """Give what people call a duty, or a body, of an id."""
        if name in self.campaign.others:
            return named(self.campaign.duty(name))
        return called(self.campaign.bodies, name)

    def coverage(self) -> Iterator[Explanation]:
        """Tell how many places are covered after each batch, and how many hold the title."""
        for number, each in enumerate(self.status.coverage, 1):
            yield Explanation(
                Message(
                    "campaign.coverage",
                    number=number,
                    covered=each.covered,
                    whole=each.whole,
                    share=_share(each.share),
                )
            )
        held = self.status.held
        if held is not None:
            share = _share(held.share)
            yield Explanation(
                Message("campaign.held", covered=held.covered, whole=held.whole, share=share)
            )

    def fund(self, state: FundState) -> Message:
        """Say what is left of a fund."""
        fund = self.campaign.funds[state.fund]
        name = named(fund, state.fund)
        unit = fund.unit
        if state.planned is None:
            spent = Message("campaign.amount", value=state.spent, unit=unit)
            return Message("campaign.fund.unplanned", name=name, spent=spent)
        amounts = {
            key: Message("campaign.amount", value=getattr(state, key), unit=unit)
            for key in ("planned", "spent", "left")
        }
        return Message("campaign.fund", name=name, **amounts)


def state_message(each: Occurrence) -> Message:
    """Say in which state an occurrence is."""
    return Message(f"state.{each.state}", on=each.on, days=each.days, count=each.count)


def _share(share: Fraction | None) -> Any:
    return Message("value.none") if share is None else share_text(share)


def occurrence_lines(status: Told, occurrences: Iterable[Occurrence]) -> list[Explanation]:
    """Tell some occurrences of a state, each with what it rests on."""
    return _Told(status).lines(occurrences)
