"""Facts of places (范围事实): what rules of a campaign read, at a place, on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from attrs import evolve

from civil_village.campaigns.campaign import Campaign
from civil_village.campaigns.registers import (
    OCCURRENCE,
    duties_read,
    membership_rows,
    occurrence_rows,
    rows_read,
)
from civil_village.derivation.deriving import derive
from civil_village.duties.occurrences import Occurrence
from civil_village.evidence.reported import Event
from civil_village.facts import Facts
from civil_village.indicators import BUILT_IN, Catalogue
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

    def all(self, place: str | None = None) -> list[Event]:
        """Give all events of a place, or of all, in the order of days."""
        ...


class PlaceFacts:
    """What is known of the places of a campaign, derived when a rule asks for it.

    Args:
        campaign: The plan.
        seen: What happened.
        records: What is reported of the places.
        roster: Who belongs to what.
    """

    def __init__(
        self, campaign: Campaign, seen: EventsAt, records: Records | None, roster: Roster | None
    ) -> None:
        self.campaign, self.seen, self.records, self.roster = campaign, seen, records, roster
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
        """Give the days on which what a rule reads may change, from the first to the last.

        A rule over occurrences is asked on the last day alone.
        """
        if last < first:
            return
        if rows_read(self.campaign.catalogue, [rule], OCCURRENCE):
            yield last
            return
        changes = {first, last}
        for each in self._memberships:
            if place is None or each.place in (None, place):
                changes |= _turns(each)
        for event in self._events_at(place):
            changes |= {event.days.first, event.days.last}
        yield from sorted(day for day in changes if first <= day <= last)

    def _events_at(self, place: str | None) -> Sequence[Event]:
        """Give what happened at a place, or anywhere, in the order of days."""
        if place not in self._by_place:
            self._by_place[place] = self.seen.all(place)
        return self._by_place[place]

    def truth(self, rule: Rule, level: str, place: str | None, day: date) -> bool | None:
        """Say whether a rule holds at a place on a day; ``None`` where that is open."""
        value = rule.value(self.scope(level, place, day, [rule], {})).value
        return None if isinstance(value, Unknown) else bool(value)

    def event_applies(self, rule: Rule | None, event: Event) -> bool:
        """Tell whether a duty applies to the event that calls for it."""
        if rule is None:
            return True
        catalogue = Catalogue(indicators=self.campaign.events[event.kind].values)
        return rule.value(derive(catalogue, event.values).scope()).value is not False

    def number(self, name: str, level: str, place: str, day: date) -> Any:
        """Give a number of a place, for a fund to be divided by.

        Raises:
            DocumentError: It is not known.
        """
        value = self.facts(level, place, day, rows={})[name]
        if isinstance(value, Unknown):
            expected = Message("expected.known-weight")
            raise DocumentError(
                [Problem(code="missing-key", path=(place, name), expected=expected)]
            )
        return value

    def scope(
        self,
        level: str,
        place: str | None,
        day: date,
        rules: Iterable[Rule],
        tracks: Mapping[Any, tuple[Occurrence, ...]],
    ) -> Mapping[str, Value]:
        """Give what rules read, in the form that they work with."""
        rules = list(rules)
        rows: dict[str, list[Entity]] = {}
        if tracks and rows_read(self.campaign.catalogue, rules, OCCURRENCE):
            read = duties_read(self.campaign.catalogue, rules, self.campaign.duties)
            found = [
                each
                for (duty, where), track in tracks.items()
                if duty in read and (place is None or where == place)
                for each in track
            ]
            rows["occurrences"] = occurrence_rows(found)
            return self._derived(level, place, day, rows).scope()
        return self.facts(level, place, day, rows={}).scope()

    def facts(self, level: str, place: str | None, day: date, rows: Mapping[str, Any]) -> Facts:
        """Give the facts of a place on a day."""
        key = (level, place, day)
        if key not in self._made:
            self._made[key] = self._derived(level, place, day, dict(rows))
        return self._made[key]

    def _derived(self, level: str, place: str | None, day: date, rows: dict[str, Any]) -> Facts:
        here = [m for m in self.memberships(day) if place is None or m.place == place]
        rows["memberships"] = membership_rows(here)
        events = [e for e in self._events_at(place) if e.kind in self.campaign.events]
        events = [evolve(e, of=None) for e in events if e.days.first <= day]
        record = self._record(level, place)
        told = not isinstance(record, Mapping)
        complete = {**record.reported} if told else {}
        complete["occurrences"] = True
        complete["memberships"] = self.roster is not None
        complete |= dict.fromkeys(self.campaign.events, day)
        if level == PLAN:
            complete["villages"] = True
        return derive(
            self.campaign.catalogue,
            record,
            subject=level,
            rows={**record.rows, **rows} if told else rows,
            events=events,
            reported=complete,
            as_of=day,
            extra="ignore",
        )

    def _record(self, level: str, place: str | None) -> Any:
        """Give what is reported of a place: as a record, or its values where it has no class."""
        if level == PLAN:
            villages = [
                self.villages.get(each.id) or Village(id=each.id)
                for each in self.campaign.by_level.get("village", ())
            ]
            return Entity(subject=PLAN, id=PLAN, villages=villages)
        found = self.villages.get(place or "")
        if found is not None:
            return found
        if level == "village":
            return Village(id=place or PLAN)
        if level not in BUILT_IN:
            return Entity(subject=level, id=place or PLAN)
        where = self.campaign.by_place.get(place or "")
        village = None if where is None else self.villages.get(where.part_of or "")
        groups = village.groups if isinstance(village, Village) else ()
        return next((group.values for group in groups if group.id == place), {})


def _turns(membership: Membership) -> set[date]:
    """Give the days on which a membership begins, and no longer holds."""
    found = {membership.from_} - {None}
    if membership.until is not None and membership.until < date.max:
        found.add(membership.until + _ONE)
    return {day for day in found if day is not None}
