"""Events that speak of nothing (未对应的事件): they are told, and never lost in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from civil_village.campaigns.campaign import Campaign
from civil_village.campaigns.seen_events import Seen
from civil_village.duties.occurrences import Occurrence
from civil_village.events import Events, by_day
from civil_village.evidence.reported import CALL, Event


def idle_events(
    campaign: Campaign,
    seen: Seen,
    tracks: Mapping[tuple[str, str | None], tuple[Occurrence, ...]],
    as_of: date,
) -> list[Event]:
    """Give the events that speak of nothing that there is, by day.

    Those of kinds or places that the plan does not have, those that should serve or call for a
    duty and do not, and those that speak of an occurrence, batch or fund that there is not.

    Args:
        campaign: The plan.
        seen: What happened.
        tracks: What became of each duty at each place.
        as_of: The day.
    """
    return by_day(Events(_idle(campaign, seen, tracks, as_of)))


def _idle(
    campaign: Campaign,
    seen: Seen,
    tracks: Mapping[tuple[str, str | None], tuple[Occurrence, ...]],
    as_of: date,
) -> Iterator[Event]:
    served = {name for track in tracks.values() for each in track for name in each.served}
    for duty in campaign.duties:
        if duty.refused is not None:  # what was sent back, and what sends it back
            sent = {each.id for each in seen.at(duty.deliver, None)}
            back = [each for each in seen.at(duty.refused, None) if each.of in sent]
            served.update(name for each in back for name in (each.id, each.of or ""))
    for kind, places in seen.by_kind.items():
        speaks = _Speaking(campaign, kind)
        for events in places.values():
            yield from (e for e in events if e.id not in served and not speaks.of(e))
    refs = {(each.ref, place) for (_, place), track in tracks.items() for each in track}
    everywhere = {name for name, _ in refs}
    for event in seen.special:
        about, listed = (event.of or "", event.place), event.of in everywhere
        there = about in refs or (listed and event.place is None)
        if not there and (listed or not _comes(campaign, *about, as_of)):
            yield event


def _comes(campaign: Campaign, about: str, place: str | None, as_of: date) -> bool:
    """Tell whether an occurrence is one of the next year, which is not listed yet."""
    name, _, period = about.partition("/")
    duty = campaign.duty(name) if name in campaign.others else None
    first = None if duty is None else campaign.first_day(duty)
    if duty is None or duty.every is None or first is None:
        return False
    if place is not None and place not in campaign.places_of(duty):
        return False
    first = max(first, date(as_of.year, 1, 1))
    last = date(min(as_of.year + 1, date.max.year), 12, 31)
    return any(each.name == period for each in duty.every.occurrences(first, last))


class _Speaking:
    """Tells of events of one kind, which serve no duty, whether they say anything all the same."""

    def __init__(self, campaign: Campaign, kind: str) -> None:
        self.places = {None, *campaign.by_place}
        self.known = kind in (*campaign.events, CALL)
        duties = campaign.duties
        #: The duties that one calls for from outside, each with its places.
        self.called = {
            duty.id: (None, *self.places) if duty.each is None else campaign.places_of(duty)
            for duty in duties
            if kind == CALL and duty.due is not None
        }
        counted = any(
            getattr(each.derive, "event_kind", None) == kind
            for each in campaign.indicators.values()
        )
        #: The places at which one calls for a duty.
        self.calls: set[str | None] = set()
        for duty in duties:
            if kind in duty.after or kind in duty.before:
                self.calls |= self.places if duty.each is None else set(campaign.places_of(duty))
        #: What it may speak of: batches that it closes, funds that it spends.
        self.about = {batch.id for batch in campaign.batches if batch.closed == kind}
        self.about |= {name for name, fund in campaign.funds.items() if fund.spent == kind}
        asked = {name for duty in duties for name in (duty.done, duty.deliver, duty.refused)}
        spends = any(fund.spent == kind for fund in campaign.funds.values())
        asked_for = kind in asked or bool(self.calls) or bool(self.about) or spends
        #: Whether it is enough that it stands in the log.
        self.enough = counted or not asked_for

    def of(self, event: Event) -> bool:
        """Tell it of an event."""
        if not self.known or event.place not in self.places:
            return False
        if event.kind == CALL:
            return event.place in self.called.get(event.of or "", ())
        return self.enough or event.of in self.about or event.place in self.calls
