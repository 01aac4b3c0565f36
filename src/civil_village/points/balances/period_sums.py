"""Sums by period (累计), for accounts whose balance does not hang on the order.

Where nothing lapses, no floor cuts, and base and earned points are one, a balance is the sum
of its movements, period by period. Then nothing has to be put in order, and what came since
one last asked is added to what is there.
"""

from __future__ import annotations

from bisect import insort
from datetime import date, timedelta, tzinfo

from civil_village.calendar import Window
from civil_village.exact_numbers import Exact, lean
from civil_village.points.balances.movements import Run
from civil_village.points.balances.subject import Redemption, SubjectBook
from civil_village.points.claims.claim_state import ClaimStanding
from civil_village.points.policy.accounts import Account

_ONE = timedelta(days=1)


class PeriodSums:
    """Sums of one account of one subject, up to a day.

    Args:
        subject: The subject.
        name: Id of the account.
        account: The account.
        zone: Zone of the days of recording.
    """

    __slots__ = (
        "_account",
        "_days",
        "_done",
        "_name",
        "_redeemed",
        "_subject",
        "_sums",
        "_waiting",
        "_zone",
        "day",
        "mark",
    )

    def __init__(
        self, subject: SubjectBook, name: str, account: Account, *, zone: tzinfo, mark: object
    ) -> None:
        self._subject, self._name, self._account, self._zone = subject, name, account, zone
        #: What it was worked out from; where this has changed it is worth nothing any more.
        self.mark = mark
        #: The day up to which it has counted.
        self.day = date.min
        self._done = self._redeemed = 0
        #: First day of the period → gains, losses, spent.
        self._sums: dict[date, list[Exact]] = {}
        #: What takes effect later, the earliest first.
        self._waiting: list[tuple[date, int, ClaimStanding]] = []
        #: The period of the last one that was counted.
        self._days = Window(date.max, date.min)

    def through(self, day: date) -> bool:
        """Count what came since, up to a day; tell whether that can be done."""
        if day < self.day:
            return False
        self.day = day
        entries, redemptions = self._subject.entries, self._subject.redemptions
        while self._waiting and self._waiting[0][0] <= day:
            self._add(self._waiting.pop(0)[2])
        for entry in entries[self._done :]:
            self._meet(entry, day)
        self._done = len(entries)
        for redemption in redemptions[self._redeemed :]:
            if redemption.granted and redemption.reward.account == self._name:
                if redemption.event.on > day or redemption.returned is not None:
                    return False
                self._spend(redemption)
        self._redeemed = len(redemptions)
        return True

    def _meet(self, entry: ClaimStanding, day: date) -> None:
        if not entry.points:
            return
        since = entry.on
        if not entry.line.immediate:
            effect = entry.effect(self._zone)
            if effect is None:
                return
            since = max(since, effect)
        if since <= day:
            if not entry.gone(day):
                self._add(entry)
        else:
            insort(self._waiting, (since, entry.order, entry))

    def _add(self, entry: ClaimStanding) -> None:
        factor = entry.line.factors.get(self._name)
        if factor is None:
            return
        amount = entry.points if factor == 1 else entry.points * factor
        sums = self._sums.get(self._days.first) if self._days.holds(entry.on) else None
        if sums is None:
            sums = self._of(entry.on)
        if amount > 0:
            sums[0] += amount
        elif not self._account.up_only:
            sums[1] -= amount

    def _spend(self, redemption: Redemption) -> None:
        self._of(redemption.event.on)[2] += redemption.cost

    def _of(self, day: date) -> list[Exact]:
        """Give the sums of the period of a day."""
        if not self._days.holds(day):
            period = self._account.period
            self._days = Window() if period is None else period.around(day)
        found = self._sums.get(self._days.first)
        if found is None:
            found = self._sums[self._days.first] = [0, 0, 0]
        return found

    def run(self, start: date) -> Run:
        """Give the account as it is on its day."""
        account, day = self._account, self.day
        run = Run(account, start)
        period, differs = account.period, lean(0)
        now = date.min if period is None else period.around(day).first
        before: date | None = None
        for first in sorted({*self._sums, now}):
            if first > now:
                break
            if before is not None and period is not None and account.carry is not None:
                differs = lean(account.carry.of(differs))
                if account.carry.keep == "share":
                    before = period.around(before).last + _ONE
                    while before < first:
                        differs = lean(account.carry.of(differs))
                        before = period.around(before).last + _ONE
            gains, losses, spent = self._sums.get(first, (0, 0, 0))
            differs += gains - losses - spent
            before = first
        run.earned = differs
        run.gains, run.losses, run.spent = self._sums.get(now, (0, 0, 0))
        return run
