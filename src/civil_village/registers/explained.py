"""What is owed of a register in words (清单进展说明): overdue, due, done, by whom, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Protocol

from attrs import evolve

from civil_village.duties.duty import Duty
from civil_village.duties.in_words import Lines, state_message
from civil_village.duties.occurrences import Occurrence
from civil_village.evidence.reported import Event
from civil_village.explanation import Explanation, told
from civil_village.indicators import EventKind
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.organizations.bodies import Body, called
from civil_village.organizations.places import Locality
from civil_village.registers.items import APPLICATION
from civil_village.registers.register import Register

#: In which order states are told, and which of them one by one.
_ORDER = ("late", "missed", "due", "undetermined", "done_late", "done", "excused", "not_yet")
_TOLD = ("late", "missed", "due", "undetermined", "done_late")


class Told(Protocol):
    """What is told of a state."""

    @property
    def register(self) -> Register:
        """The register."""

    @property
    def as_of(self) -> date:
        """The day."""

    @property
    def known(self) -> date | None:
        """What was recorded later is not known."""

    @property
    def tracks(self) -> Mapping[tuple[str, int, str | None], tuple[Occurrence, ...]]:
        """The occurrences."""

    @property
    def idle(self) -> tuple[str, ...]:
        """Ids of the events that serve nothing."""

    @property
    def callers(self) -> Mapping[str, Event]:
        """The events that call for occurrences."""

    @property
    def places(self) -> Mapping[str, Locality]:
        """The places."""

    @property
    def bodies(self) -> Mapping[str, Body]:
        """The bodies."""

    @property
    def kinds(self) -> Mapping[str, EventKind]:
        """The kinds of events."""

    @property
    def weekends_only(self) -> bool:
        """Whether working days are reckoned without a table."""


def explained(
    status: Told, occurrences: Iterable[Occurrence] | None = None, *, most: int | None = None
) -> Explanation:
    """Tell what is owed of a register as a tree.

    Args:
        status: The state.
        occurrences: Those of its occurrences that are told, and nothing of the rest; by default
            everything is told.
        most: So many lines of a kind at most, and how many there are more; by default all.
    """
    words = _Told(status, most)
    title = Message("campaign.title", name=named(status.register), as_of=status.as_of)
    among = None if occurrences is None else {id(each) for each in occurrences}
    return Explanation(title, tuple(words.everything(among)))


class _Told(Lines):
    """Tells one state."""

    def __init__(self, status: Told, most: int | None) -> None:
        super().__init__(most)
        self.status = status

    def everything(self, among: set[int] | None) -> Iterator[Explanation]:
        """Tell everything, or some occurrences, in order."""
        status = self.status
        if status.known is not None:
            yield Explanation(Message("campaign.known", known=status.known))
        if status.weekends_only:
            yield Explanation(Message("campaign.weekends-only"))
        by_state: dict[str, dict[Any, list[Occurrence]]] = {}
        for (item, number, _), track in status.tracks.items():
            for each in track:
                if among is None or id(each) in among:
                    alike = (item, number, evolve(each, place=each.place and "", served=()))
                    by_state.setdefault(each.state, {}).setdefault(alike, []).append(each)
        if not by_state:
            yield Explanation(Message("campaign.nothing-owed"))
        for state in _ORDER:
            groups = by_state.get(state)
            if groups:
                count = sum(map(len, groups.values()))
                message = Message("campaign.count", state=Message(f"heading.{state}"), count=count)
                told_ = tuple(groups.items()) if state in _TOLD else ()
                yield Explanation(message, self.some(told_, lambda group: self.line(*group)))
        if status.idle and among is None:
            yield Explanation(Message("register.idle", ids=self.listed(status.idle)))

    def line(self, alike: tuple[str, int, Occurrence], several: list[Occurrence]) -> Explanation:
        """Tell occurrences of a duty of an item that differ in their places alone."""
        item, number, _ = alike
        each, duty = several[0], self.status.register.duties(self.item(item))[number]
        what = "answer" if APPLICATION in duty.after else "disclosure"
        name = Message(f"register.owed.{what}", name=named(self.item(item)))
        at = [each.name] if each.name else []
        places = [self.place(one.place) for one in several if one.place is not None]
        if places:
            at.append(self.listed(places))
        if at:
            name = Message("campaign.name.at", duty=name, at=tuple(at))
        if each.due is not None:
            name = Message("campaign.due", name=name, due=each.due)
        message = Message("campaign.occurrence", name=name, state=state_message(each))
        return Explanation(message, tuple(self.grounds(duty, several)))

    def item(self, name: str) -> Any:
        """Give an item."""
        return self.status.register.item(name)

    def place(self, name: str) -> Any:
        """Name a place."""
        return named(self.status.places.get(name), name)

    def grounds(self, duty: Duty, several: list[Occurrence]) -> Iterator[Explanation]:
        """Tell who owes it, on what ground, what called for it, and which events show it."""
        item = self.item(duty.id)
        bodies = tuple(called(self.status.bodies, name) for name in duty.bodies)
        if bodies:
            yield from told(Message("register.by", names=bodies))
        if item.basis is not None:
            yield from told(Message("register.basis", basis=item.basis))
        if duty.channel is not None:
            yield from told(Message("campaign.channel", channel=duty.channel))
        event = self.status.callers.get(several[0].name)
        if event is not None:
            kind = named(self.status.kinds.get(event.kind), event.kind)
            on = Message("campaign.event", kind=kind, on=event.on or event.from_)
            yield from told(Message("campaign.called", event=on))
        served = [name for each in several for name in each.served]
        if served:
            yield from told(Message("campaign.served", ids=self.listed(served)))
