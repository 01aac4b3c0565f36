"""Daily earnings (逐日结余): what is earned on an account on every day at once.

Where a balance is a sum, an entry or a redemption raises or lowers it by one amount from a
day on. So the sum of any day, and the first later day on which something lacks, are found
without working out any day's account.
"""

from __future__ import annotations

from datetime import date, timedelta, tzinfo

from civil_village.exact_numbers import Exact
from civil_village.points.balances.daily_amounts import DailyAmounts
from civil_village.points.balances.subject import Redemption, SubjectBook
from civil_village.points.policy.accounts import Account

_ONE = timedelta(days=1)


class DailyEarnings:
    """What is earned on one account of one subject, on every day.

    Args:
        subject: The subject.
        name: Id of the account.
        account: The account: a sum that a new period keeps whole, or not at all.
        zone: Zone of the days of recording.
        mark: What it was worked out from; where this has changed it is worth nothing any more.
    """

    __slots__ = ("_account", "_done", "_levels", "_name", "_redeemed", "_subject", "_zone", "mark")

    def __init__(
        self, subject: SubjectBook, name: str, account: Account, *, zone: tzinfo, mark: object
    ) -> None:
        self._subject, self._name, self._account, self._zone = subject, name, account, zone
        self.mark = mark
        self._done = self._redeemed = 0
        #: Marked are the days on which something was redeemed.
        self._levels = DailyAmounts()

    def rise(self) -> DailyEarnings:
        """Count what came since."""
        entries, redemptions = self._subject.entries, self._subject.redemptions
        for entry in entries[self._done :]:
            amount = entry.points * entry.line.factors.get(self._name, 0)
            effect = entry.effect(self._zone) if amount else None
            if effect is not None and (amount > 0 or not self._account.up_only):
                self._raise(entry.on, amount, since=effect)
        self._done = len(entries)
        for redemption in redemptions[self._redeemed :]:
            if redemption.granted and redemption.reward.account == self._name:
                self._spend(redemption)
        self._redeemed = len(redemptions)
        return self

    def _spend(self, redemption: Redemption) -> None:
        on, cost = redemption.event.on, redemption.cost
        self._raise(on, -cost)
        self._levels.mark(on)
        if redemption.returned is not None:
            back = redemption.returned[0]
            own = redemption.reward.returns == "own_period"
            self._raise(on if own else back, cost, since=back)

    def _raise(self, on: date, amount: Exact, since: date | None = None) -> None:
        """Let an amount of a day count, as long as it is kept, once it has taken effect."""
        self._levels.add(amount, on if since is None else max(on, since), self._last(on))

    def _last(self, day: date) -> date:
        """Give the last day on which what came on a day is kept."""
        period, carry = self._account.period, self._account.carry
        kept = period is None or carry is None or carry.keep == "all"
        return date.max if kept or period is None else period.around(day).last

    def at(self, day: date) -> Exact:
        """Give what is earned on a day."""
        return self._levels.at(day)

    def short(self, day: date, cost: Exact) -> Exact | None:
        """Give what a later redemption leaves of a cost that is spent on a day, if too little."""
        if day == date.max:
            return None
        found = self._levels.below(cost, day + _ONE, self._last(day))
        return None if found is None else max(0, self._levels.at(found))
