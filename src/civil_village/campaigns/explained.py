"""The state of a campaign in words (进展说明): what is late, due, blocked, broken, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from civil_village.campaigns.batches import Coverage
from civil_village.campaigns.campaign import Campaign
from civil_village.campaigns.funds import FundState
from civil_village.campaigns.phases import PhaseState
from civil_village.campaigns.progress import Progress
from civil_village.campaigns.working_out import Followed
from civil_village.consequences import (
    Banned,
    BenefitGranted,
    DutyCalled,
    ItemPosted,
    Publicised,
)
from civil_village.duties.duty import Following
from civil_village.duties.occurrences import Occurrence, OccurrenceState, Wait
from civil_village.evidence.reported import Event
from civil_village.exact_numbers import share_text
from civil_village.explanation import Explanation, told
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.organizations.bodies import names_of

#: What is told one by one, in this order; of the others their number.
_TOLD: tuple[OccurrenceState, ...] = (
    "late",
    "missed",
    "broken",
    "too_many",
    "due",
    "handed_in",
    "undetermined",
)


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
    def counts(self) -> Mapping[OccurrenceState, int]:
        """How many occurrences are in each state."""

    def of(self, *states: OccurrenceState) -> tuple[Occurrence, ...]:
        """Give the occurrences in some states."""

    @property
    def blocked(self) -> tuple[Occurrence, ...]:
        """What is owed and cannot be done."""

    def caller(self, each: Occurrence) -> Event | None:
        """Give the event that calls for an occurrence, where one does."""

    def progress(self) -> Progress:
        """Say how far everything is."""

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """How many places each batch has covered."""

    @property
    def held(self) -> Coverage | None:
        """How many places hold the title."""

    @property
    def funds(self) -> tuple[FundState, ...]:
        """What is left of each fund."""


def explained(status: Told) -> Explanation:
    """Tell the state of a campaign as a tree."""
    return Explanation(_title(status), tuple(_Words(status).parts()))


def _title(status: Told) -> Message:
    return Message("campaign.title", name=named(status.campaign), as_of=status.as_of)


class _Words:
    """Tells one state."""

    def __init__(self, status: Told) -> None:
        self.status, self.campaign = status, status.campaign
        self.bodies = names_of(self.campaign.bodies)

    def parts(self) -> Iterator[Explanation]:
        """Tell everything, in order."""
        status = self.status
        if status.known is not None:
            yield Explanation(Message("campaign.known", known=status.known))
        if status.weekends_only:
            yield Explanation(Message("campaign.weekends-only"))
        yield from map(self.phase, status.phases)
        progress = status.progress()
        if progress.share is None:
            yield Explanation(Message("campaign.nothing-owed"))
        else:
            share = share_text(progress.share)
            done, owed = progress.done, progress.owed
            yield Explanation(Message("campaign.progress", done=done, owed=owed, share=share))
        yield from self.states()
        if status.then:
            parts = tuple(Explanation(self.followed(each)) for each in status.then)
            yield Explanation(Message("campaign.then"), parts)
        yield from self.coverage()
        yield from told(*map(self.fund, status.funds))
        if status.idle:
            yield Explanation(Message("campaign.idle", ids=status.idle))

    def phase(self, state: PhaseState) -> Explanation:
        """Tell whether a phase runs, and its gates."""
        name = named(self.campaign.phase(state.phase))
        gates = (
            Message(f"campaign.gate.{gate.state}", name=self.waited_for(gate.path))
            for gate in state.gates
        )
        return Explanation(Message(f"campaign.phase.{state.says}", name=name), told(*gates))

    def states(self) -> Iterator[Explanation]:
        """Tell each state that anything is in: what matters one by one."""
        for state, count in sorted(self.status.counts.items()):
            if state not in _TOLD:
                heading = Message(f"heading.{state}")
                yield Explanation(Message("campaign.count", state=heading, count=count))
        blocked = self.status.blocked
        if blocked:
            heading = Message(
                "campaign.count", state=Message("heading.blocked"), count=len(blocked)
            )
            yield Explanation(heading)
        for state in _TOLD:
            found = self.status.of(state)
            if found:
                heading = Message(
                    "campaign.count", state=Message(f"heading.{state}"), count=len(found)
                )
                yield Explanation(heading, tuple(map(self.occurrence, found)))

    def occurrence(self, each: Occurrence) -> Explanation:
        """Tell one occurrence, and what that rests on."""
        return Explanation(
            Message("campaign.occurrence", name=self.name(each), state=state_message(each)),
            tuple(self.grounds(each)),
        )

    def grounds(self, each: Occurrence) -> Iterator[Explanation]:
        """Tell who leads, what it waits for, when it was not kept, and by which events it is so."""
        duty = self.campaign.duty(each.duty)
        if duty.lead is not None:
            lead = named(self.bodies.get(duty.lead), duty.lead)
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
        if each.served:
            yield Explanation(Message("campaign.served", ids=each.served))

    def event(self, event: Event) -> Message:
        """Say what happened, when, and what is reported of it."""
        kind = self.campaign.events[event.kind]
        values = tuple(
            Message("campaign.event.value", name=named(kind.values.get(name), name), value=value)
            for name, value in event.values.items()
        )
        key = "campaign.event.values" if values else "campaign.event"
        name, on = event.label or kind.label, event.on or event.from_
        return Message(key, kind=name, on=on, values=values)

    def name(self, each: Occurrence) -> Message:
        """Say what an occurrence is called: its duty, its period or event, its place, its day."""
        duty = named(self.campaign.duty(each.duty))
        at = self.at(each.place, each.name)
        made = (
            Message("campaign.name.at", duty=duty, at=at)
            if at
            else Message("campaign.name", duty=duty)
        )
        if each.state in ("due", "not_yet", "late", "missed") and each.due is not None:
            return Message("campaign.due", name=made, due=each.due)
        return made

    def at(self, place: str | None, name: str) -> tuple[Any, ...]:
        """Give the place, and the period or event, as far as there are any."""
        where = () if place is None else (named(self.campaign.by_place.get(place), place),)
        return (*where, name) if name else where

    def wait(self, wait: Wait) -> Message:
        """Say what something waits for, and at whom."""
        on = self.waited_for(wait.on)
        if not wait.sure:
            return Message("campaign.may-wait", on=on)
        if wait.by is None:
            return Message("campaign.waits", on=on, since=wait.since)
        by = named(self.bodies.get(wait.by), wait.by)
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
        at = self.at(each.place, name)
        of = Message(
            "campaign.name.at" if at else "campaign.name",
            duty=named(self.campaign.duty(duty)),
            at=at,
        )
        return Message(
            "campaign.follows", of=of, on=each.on, what=self.consequence(each.consequence)
        )

    def consequence(self, one: Following) -> Message:
        """Say one consequence."""
        match one:
            case DutyCalled(duty=duty):
                return Message("campaign.follows.duty", name=named(self.campaign.duty(duty)))
            case Publicised(publicity=publicity):
                return Message("campaign.follows.publicity", name=publicity)
            case ItemPosted(post=post):
                return Message("campaign.follows.post", name=post)
            case BenefitGranted(benefit=benefit):
                return Message("campaign.follows.benefit", name=benefit)
            case Banned():
                return Message("campaign.follows.ban")

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
    words = _Words(status)
    return [words.occurrence(each) for each in occurrences]
