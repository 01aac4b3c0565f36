"""Facts of places (范围事实): what rules of a campaign read, at a place, on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from attrs import evolve

from civil_village.calendar import Window
from civil_village.campaigns.campaign import Campaign
from civil_village.campaigns.registers import (
    MEMBERSHIP,
    OCCURRENCE,
    duties_read,
    membership_rows,
    occurrence_rows,
    rows_read,
    turns,
    turns_with_events,
    window_turns,
)
from civil_village.derivation.deriving import derive
from civil_village.duties.occurrences import Occurrence
from civil_village.evidence.reported import Event
from civil_village.facts import Facts, FactValue
from civil_village.indicators import Catalogue
from civil_village.messages import Message
from civil_village.organizations.memberships import Membership
from civil_village.organizations.places import PLAN
from civil_village.organizations.roster import Roster
from civil_village.problems import DocumentError, Problem
from civil_village.records.records import Records
from civil_village.records.subjects import Entity, Village
from civil_village.rules import Rule, Unknown, Value

_ONE = timedelta(days=1)


class EventsAt(Protocol):
    """What gives the events of a place."""

    def all(self, places: Collection[str] | None = None) -> list[Event]:
        """Give all events of some places, or of all, in the order of days."""
        ...


class PlaceFacts:
    """What is known of the places of a campaign, derived when a rule asks for it.

    Args:
        campaign: The plan.
        seen: What happened.
        records: What is reported of the places.
        roster: Who belongs to what.
        reported: Kinds of events that are complete only through a day.
        tracks: The occurrences that were worked out so far.
    """

    def __init__(
        self,
        campaign: Campaign,
        seen: EventsAt,
        records: Records | None,
        roster: Roster | None,
        *,
        reported: Mapping[str, date],
        tracks: Mapping[Any, tuple[Occurrence, ...]],
    ) -> None:
        self.campaign, self.seen, self.records, self.roster = campaign, seen, records, roster
        self.reported, self.tracks = reported, tracks
        self._made: dict[Any, Facts] = {}
        self._by_place: dict[str | None, list[Event]] = {}
        #: What is reported, by place.
        self.villages = {} if records is None else {each.id: each for each in records}

    @property
    def first_day(self) -> date:
        """The first day of which anything is told; before it nothing changes."""
        days = [event.days.first for event in self._events_at(None)]
        days += (day for each in self._memberships for day in _turns(each))
        return min(days, default=date.min)

    @property
    def _memberships(self) -> tuple[Membership, ...]:
        return () if self.roster is None else self.roster.memberships

    def memberships(self, day: date) -> list[Membership]:
        """Give who belongs to what on a day."""
        return [each for each in self._memberships if each.holds(day)]

    def days(self, rule: Rule, place: str | None, first: date, last: date) -> Iterator[date]:
        """Give the days on which what a rule reads may change, from the first to the last."""
        if last < first:
            return
        changes = {first, last, *turns(self._occurrences([rule], place))}
        if rows_read(self.campaign.catalogue, [rule], MEMBERSHIP):
            for each in self._memberships:
                if each.place is None or self._lies(each.place, place):
                    changes |= _turns(each)
        if turns_with_events(self.campaign.catalogue, [rule]):
            events, asked = self._events_at(place), Window(first, last)
            changes |= {*window_turns(self.campaign.catalogue, [rule], events, asked)}
            for event in events:
                changes |= {event.days.first, event.days.last}
        yield from sorted(day for day in changes if first <= day <= last)

    def _events_at(self, place: str | None) -> Sequence[Event]:
        """Give what happened at a place, or anywhere, in the order of days."""
        if place not in self._by_place:
            inside = None if place is None else self.campaign.inside[place]
            self._by_place[place] = self.seen.all(inside)
        return self._by_place[place]

    def _occurrences(self, rules: Iterable[Rule], place: str | None) -> Iterator[Occurrence]:
        """Give the occurrences at a place that rules read."""
        read = duties_read(self.campaign.catalogue, rules, self.campaign.duties)
        for duty in self.campaign.duties if read else ():
            for where in self.campaign.places_of(duty) if duty.id in read else ():
                if self._lies(where, place):
                    yield from self.tracks.get((duty.id, where), ())

    def _lies(self, where: str | None, place: str | None) -> bool:
        """Tell whether a place lies in another, or is that; all lie in the plan."""
        return place is None or where in self.campaign.inside[place]

    def truth(self, rule: Rule, level: str, place: str | None, day: date) -> bool | None:
        """Say whether a rule holds at a place on a day; ``None`` where that is open."""
        return _truth(rule.value(self.facts(level, place, day, [rule]).scope()).value)

    def event_applies(self, rule: Rule | None, event: Event) -> bool | None:
        """Tell whether a duty applies to the event that calls for it; ``None`` if that is open."""
        if rule is None:
            return True
        catalogue = Catalogue(indicators=self.campaign.events[event.kind].values)
        return _truth(rule.value(derive(catalogue, event.values).scope()).value)

    def value(self, name: str, level: str, place: str | None, day: date) -> FactValue:
        """Give one indicator of a place on a day."""
        return self.facts(level, place, day, [Rule(name)])[name]

    def number(self, name: str, level: str, place: str, day: date) -> Any:
        """Give a number of a place, for a fund to be divided by.

        Raises:
            DocumentError: It is not known.
        """
        value = self.value(name, level, place, day)
        if isinstance(value, Unknown):
            expected = Message("expected.known-weight")
            raise DocumentError(
                [Problem(code="missing-key", path=(place, name), expected=expected)]
            )
        return value

    def facts(self, level: str, place: str | None, day: date, rules: Iterable[Rule]) -> Facts:
        """Give the facts of a place on a day, with the occurrences that rules read."""
        rules = list(rules)
        if rows_read(self.campaign.catalogue, rules, OCCURRENCE):
            rows = occurrence_rows(self._occurrences(rules, place), day)
            return self._derived(level, place, day, {"occurrences": rows})
        key = (level, place, day)
        if key not in self._made:
            self._made[key] = self._derived(level, place, day, {})
        return self._made[key]

    def _derived(self, level: str, place: str | None, day: date, rows: dict[str, Any]) -> Facts:
        here = [m for m in self.memberships(day) if self._lies(m.place, place)]
        rows["memberships"] = membership_rows(here)
        events = [e for e in self._events_at(place) if e.kind in self.campaign.events]
        events = [evolve(e, of=None) for e in events if e.days.first <= day]
        inner = {
            kind.plural_of(name): [
                self.villages.get(each.id) or Entity(id=each.id)
                for each in self.campaign.by_level.get(name, ())
                if self._lies(each.id, place)
            ]
            for name, kind in self.campaign.subjects.items()
            if name in self.campaign.by_level and name != level
        }
        rows |= inner
        record = self._record(level, place)
        complete = {**record.reported, "occurrences": True}
        complete |= dict.fromkeys(inner, True)
        complete["memberships"] = self.roster is not None
        complete |= {k: min(day, self.reported.get(k, day)) for k in self.campaign.events}
        if isinstance(record, Entity):
            complete["villages"] = True
        own = evolve(record, reported=complete, rows={**record.rows, **rows}, events=events)
        return derive(self.campaign.catalogue, own, as_of=day, extra="ignore")

    def _record(self, level: str, place: str | None) -> Any:
        found = self.villages.get(place or "")
        if level == "village":
            return found or Village(id=place or PLAN)
        villages = [
            self.villages.get(each.id) or Village(id=each.id)
            for each in self.campaign.by_level.get("village", ())
            if self._lies(each.id, place)
        ]
        if isinstance(found, Entity):
            return found if found.villages else evolve(found, villages=villages)
        return Entity(subject=level, id=place or PLAN, villages=villages)


def _truth(value: Value) -> bool | None:
    return None if isinstance(value, Unknown) else bool(value)


def _turns(membership: Membership) -> set[date]:
    """Give the days on which a membership begins, and no longer holds."""
    found = {membership.from_} - {None}
    if membership.until is not None and membership.until < date.max:
        found.add(membership.until + _ONE)
    return {day for day in found if day is not None}
