"""What is known of one subject (对象): its entries, redemptions and judgments, and its accounts.

Balances are worked out here from the movements of a day: nothing of them is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, tzinfo
from typing import NamedTuple

from civil_village.calendar import Leap, Window
from civil_village.consequences import Stopped
from civil_village.events import known_from
from civil_village.exact_numbers import Exact, lean
from civil_village.messages import Message
from civil_village.points.balances.movements import Moved, Movement, Run, ordered
from civil_village.points.claims.claim_state import ClaimStanding
from civil_village.points.ledger.entries import Judge, Redeem, Repair
from civil_village.points.policy.accounts import Account
from civil_village.points.policy.effects import Judgment
from civil_village.points.policy.items import Item
from civil_village.points.policy.rewards import Reward


class Redemption:
    """A redemption that was granted or refused."""

    __slots__ = ("amount", "cost", "event", "household", "order", "refusals", "returned", "reward")

    def __init__(self, event: Redeem, reward: Reward, order: int) -> None:
        self.event, self.reward, self.order = event, reward, order
        self.cost: Exact = 0
        #: What is handed out of a payout.
        self.amount: Exact = 0
        self.household = event.who
        self.refusals: tuple[Message, ...] = ()
        #: The day on which it was given back, and that event.
        self.returned: tuple[date, str, int] | None = None

    @property
    def granted(self) -> bool:
        """Whether it was granted."""
        return not self.refusals

    def returned_by(self, day: date) -> bool:
        """Tell whether it was given back up to a day."""
        return self.returned is not None and self.returned[0] <= day


class Verdict:
    """A judgment that was passed on a subject."""

    __slots__ = ("event", "judgment", "on", "order", "out", "repaired")

    def __init__(self, event: Judge, judgment: Judgment, order: int) -> None:
        self.event, self.judgment, self.order = event, judgment, order
        self.on = event.on
        self.out: date | None = None
        #: The event that repaired it, its place, and the item that is posted then.
        self.repaired: tuple[Repair, int, Item | None] | None = None

    def gone(self, day: date) -> bool:
        """Tell whether it is void on a day."""
        return self.event.on > day or (self.out is not None and self.out <= day)

    def stands(self, day: date, leap: Leap) -> bool:
        """Tell whether it holds on a day: passed, and neither void, repaired nor lapsed."""
        if self.gone(day) or (self.repaired is not None and self.repaired[0].on <= day):
            return False
        valid = self.judgment.valid_for
        return valid is None or day < valid.anniversary(self.event.on, leap=leap)

    def covers(self, day: date, leap: Leap) -> bool:
        """Tell whether it stood on a day, as it is known in the end."""
        return self.out is None and self.stands(day, leap)


class Barred(NamedTuple):
    """Something that a subject may not do for a time, and what brought it."""

    stops: tuple[Stopped, ...]
    days: Window
    #: Id of the judgment, or name of the settlement.
    by: str


class Brought(NamedTuple):
    """What settlements have brought a subject up to a day."""

    movements: dict[str, list[Movement]]
    bans: list[Barred]
    #: Benefit, its days, settlement.
    benefits: list[tuple[str, Window, str]]
    #: Settlement, last day of the period, band that was paid, and band as it is now.
    bands: list[tuple[str, date, str | None, str | None]]


class SubjectBook:
    """A person or household in the fold."""

    __slots__ = ("changes", "entries", "redeemed_through", "redemptions", "verdicts", "who")

    def __init__(self, who: str) -> None:
        self.who = who
        #: The last day on which something was redeemed.
        self.redeemed_through = date.min
        #: How often anything was said of what was there before.
        self.changes = 0
        self.entries: list[ClaimStanding] = []
        self.redemptions: list[Redemption] = []
        self.verdicts: list[Verdict] = []

    def movements(
        self, name: str, account: Account, day: date, *, zone: tzinfo, leap: Leap
    ) -> list[Movement]:
        """Give what moved an account up to a day, in order, but for settlements.

        Args:
            name: The account's id.
            account: The account.
            day: Nothing that takes effect later is among them.
            zone: Zone of the days of recording.
            leap: When what began on 29 February lapses.
        """
        found = [
            *self._of_entries(name, account, day, zone=zone, leap=leap),
            *self._of_redemptions(name, day),
            *self._of_repairs(name, account, day, leap=leap),
        ]
        return ordered(found)

    def _of_entries(
        self, name: str, account: Account, day: date, *, zone: tzinfo, leap: Leap
    ) -> Iterator[Movement]:
        lost = [
            verdict
            for verdict in self.verdicts
            if verdict.judgment.gains == "lost" and verdict.judgment.account == name
        ]
        for entry in self.entries:
            points = entry.points
            if not points or entry.on > day or entry.gone(day):
                continue
            effect = entry.effect(zone)
            if effect is None or effect > day:
                continue
            for target, factor in entry.line.targets:
                if target != name or (points < 0 and account.up_only):
                    continue
                if lost and points > 0 and any(v.covers(entry.on, leap) for v in lost):
                    continue
                on = entry.on
                if account.late == "posting_period":
                    on = max(effect, known_from(entry.claim, zone))
                amount = points * factor
                lapses = self._lapses(entry, account, amount, day, leap=leap)
                if lapses is not None and lapses <= on:
                    continue  # it had lapsed before it was posted
                lasts = None
                if entry.line.item.lasting:
                    lasts = date.max if entry.repaired is None else entry.repaired
                yield Movement(on, entry.order, "entry", entry.claim.id, amount, lapses, lasts)

    @staticmethod
    def _lapses(
        entry: ClaimStanding, account: Account, amount: Exact, day: date, *, leap: Leap
    ) -> date | None:
        """Give the day on which an entry lapses; lasting conduct only once it is repaired."""
        item = entry.line.item
        span = item.valid_for or (account.lasts(amount) if account.validity else None)
        if span is None:
            return None
        start = entry.on
        if item.lasting:
            if entry.repaired is None or entry.repaired > day:
                return None
            start = entry.repaired
        return span.anniversary(start, leap=leap)

    def _of_redemptions(self, name: str, day: date) -> Iterator[Movement]:
        for redemption in self.redemptions:
            event, reward = redemption.event, redemption.reward
            if not redemption.granted or reward.account != name or event.on > day:
                continue
            back = redemption.returned_by(day)
            if back and reward.returns == "own_period":
                continue
            yield Movement(event.on, redemption.order, "redeem", event.id, -redemption.cost)
            if back and redemption.returned is not None:
                on, returned, order = redemption.returned
                yield Movement(on, order, "return", returned, redemption.cost)

    def _of_repairs(
        self, name: str, account: Account, day: date, *, leap: Leap
    ) -> Iterator[Movement]:
        for verdict in self.verdicts:
            if verdict.repaired is None or verdict.gone(day):
                continue
            event, order, item = verdict.repaired
            if event.on > day or item is None or item.points is None:
                continue
            factor = item.to.accounts.get(name)
            amount = lean(item.points)
            if factor is None or (amount < 0 and account.up_only):
                continue
            amount *= lean(factor)
            span = item.valid_for or account.lasts(amount)
            lapses = span.anniversary(event.on, leap=leap) if span else None
            yield Movement(event.on, order, "repair", event.id, amount, lapses)

    def standing(self, name: str, day: date, leap: Leap) -> list[Verdict]:
        """Give the judgments of an account that stand on a day."""
        return [
            verdict
            for verdict in self.verdicts
            if verdict.judgment.account == name and verdict.stands(day, leap)
        ]

    def barred(self, leap: Leap, day: date) -> Iterator[Barred]:
        """Give what judgments have taken from it, whether or not that is over."""
        for verdict in self.verdicts:
            if not verdict.gone(day):
                for ban in verdict.judgment.bans:
                    days = ban.days(verdict.event.on, leap=leap)
                    yield Barred(ban.stops, days, verdict.event.id)


class Course:
    """An account on its way through days that come one after the other.

    Args:
        account: The account.
        movements: What moved it, in order.
        more: What settlements bring it; grows, but never by what is dated before a day that
            was asked for.
        start: The first day of the book.
    """

    __slots__ = ("_more", "_movements", "_run", "_taken", "account")

    def __init__(
        self, account: Account, movements: list[Movement], more: list[Movement], start: date
    ) -> None:
        self.account = account
        self._movements, self._more = movements, more
        self._taken = [0, 0]
        first = min([start, *(each[0].on for each in (movements, more) if each)])
        self._run = Run(account, first)

    def through(self, day: date) -> Run:
        """Take it to the end of a day, which is no earlier than the one before."""
        met: list[Movement] = []
        for place, each in enumerate((self._more, self._movements)):
            begin = end = self._taken[place]
            while end < len(each) and each[end].on <= day:
                end += 1
            met += each[begin:end]
            self._taken[place] = end
        return self._run.through(ordered(met), day)


def run(
    account: Account,
    movements: list[Movement],
    more: list[Movement] | None,
    day: date,
    *,
    start: date,
    lines: list[Moved] | None = None,
) -> Run:
    """Take an account through its movements to the end of a day.

    Args:
        account: The account.
        movements: What moved it, in order.
        more: What settlements have brought it.
        day: The day.
        start: The first day of the book.
        lines: Where lines are kept, where somebody wants them.
    """
    together = ordered([*more, *movements]) if more else movements
    first = min(start, together[0].on) if together else start
    return Run(account, first, lines).through(together, day)
