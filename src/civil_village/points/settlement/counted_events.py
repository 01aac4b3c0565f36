"""Counted events (依据): which events of a ledger count, folded in their order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from threading import RLock
from typing import Any

from civil_village.events import Events, by_recording, known_from, visible
from civil_village.organizations.roster import Roster
from civil_village.points.claims.editions import PolicyEditions
from civil_village.points.ledger.entries import LedgerEvent, Void, is_ahead
from civil_village.points.policy.policy import Policy
from civil_village.points.settlement.book import Book
from civil_village.points.settlement.fold import Fold


class CountedEvents:
    """PolicyEditions, roster and events, as they are known on a day.

    A fold that has gone on to later events is no longer that of this basis; then the events
    are folded anew, should anybody still ask.

    Args:
        editions: The policy.
        events: All events of the ledger.
        as_of: What is dated later does not exist.
        known: What was recorded later is not known.
        roster: Who the subjects are.
    """

    def __init__(
        self,
        editions: PolicyEditions,
        events: Events[LedgerEvent],
        *,
        as_of: date,
        known: date | None,
        roster: Roster | None,
    ) -> None:
        self.editions, self.events, self.roster = editions, events, roster
        self.as_of, self.known = as_of, known
        self._fold: Fold | None = None
        self._count = 0
        #: Whether every event counts, so that a later day needs no other.
        self._whole = False
        self._last: tuple[object, str] | None = None
        #: Held by whoever asks: bases that hand their fold on have one together.
        self.lock = RLock()

    def given(self) -> tuple[Any, ...]:
        """Give what it was made of, for `of`."""
        return self.editions.policies, self.events, self.as_of, self.known, self.roster

    @classmethod
    def of(
        cls,
        policies: Iterable[Policy],
        events: Events[LedgerEvent],
        as_of: date,
        known: date | None,
        roster: Roster | None,
    ) -> CountedEvents:
        """Make one of what another one was made of."""
        return cls(PolicyEditions(list(policies)), events, as_of=as_of, known=known, roster=roster)

    @property
    def fold(self) -> Fold:
        """The events, folded."""
        if self._fold is None or self._fold.count != self._count:
            fold = Fold(Book(self.editions, self.roster))
            self._take(fold)
        assert self._fold is not None  # just made
        return self._fold

    def _take(self, fold: Fold, begin: int = 0) -> None:
        """Take the events from a place on, of which only those count that exist."""
        zone = self.editions.zone
        found = visible(self.events, as_of=self.as_of, known=self.known, zone=zone, begin=begin)
        if len(found) < len(self.events) - begin:
            found += self._ahead(begin)
        fold.take(counting := by_recording(found))
        self._fold, self._count = fold, fold.count
        self._whole = len(counting) == len(self.events) - begin
        if counting:
            self._last = (counting[-1].recorded, counting[-1].id)

    def _ahead(self, begin: int) -> list[LedgerEvent]:
        """Give acts that are dated after their recording and later than the day: told all the same.

        With them come the voids that take them back.
        """
        zone, known, as_of = self.editions.zone, self.known, self.as_of
        ahead = {e.id for e in self.events if is_ahead(e, zone) and (e.on or as_of) > as_of}
        return [
            event
            for event in self.events[begin:]
            if event.id in ahead
            or (isinstance(event, Void) and event.on is None and event.of in ahead)
            if known is None or known_from(event, zone) <= known
        ]

    def goes_on(self, later: CountedEvents) -> bool:
        """Go on to a later day or a longer ledger, where the past stays as it is.

        Args:
            later: What the later state rests on; it takes the fold over, where that can be.

        Returns:
            Whether it did.
        """
        fold = self._fold
        if (
            fold is None
            or fold.count != self._count
            or not self._whole
            or later.editions.policies != self.editions.policies
            or later.roster != self.roster
            or later.as_of < self.as_of
            or (later.known is not None and (self.known is None or later.known < self.known))
            or not later.events.begins_with(self.events)
        ):
            return False
        more = later.events[len(self.events) :]
        first = min(((event.recorded, event.id) for event in more), default=None)
        if first is not None and self._last is not None and first < self._last:
            return False
        later._last, later.lock = self._last, self.lock
        later._take(fold, len(self.events))
        return True
