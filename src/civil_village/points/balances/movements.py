"""Movements (变动): how one balance comes about, day by day: gains, lapses, resets, costs.

At the start of a day what has run out lapses, then a new period begins; then come the day's
movements in the order of recording. Every change is a line, so that a balance is always the
sum of its lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from heapq import heappop, heappush
from typing import Literal

from attrs import evolve

from civil_village.calendar import Window
from civil_village.exact_numbers import Exact, lean
from civil_village.models import Shown, model
from civil_village.points.policy.accounts import Account

#: What changes a balance: an entry, a settlement or a repair, a redemption or its return, and
#: what the account does by itself.
LineKind = Literal["entry", "settled", "repair", "redeem", "return", "base", "lapse", "reset"]

_ONE = timedelta(days=1)


@model
class Movement(Shown):
    """One change that comes from outside of the account."""

    on: date
    #: Place among those of one day.
    order: int
    kind: LineKind
    id: str
    amount: Exact
    #: The day on which it lapses, where it does.
    lapses: date | None = None
    #: Conduct that lasts stays through every reset up to this day, on which it was set right.
    lasts: date | None = None


@model
class Moved(Shown):
    """A line of an account: what a movement changed in the end, and the balance after it."""

    on: date
    kind: LineKind
    id: str
    amount: Exact
    balance: Exact
    #: What the floor, or a lost remainder, kept off the balance.
    cut: Exact = 0


@model
class Lot(Shown):
    """What is left of one entry that can be spent, or that lapses."""

    lapses: date | None
    left: Exact
    id: str
    lasts: date | None = None


class Run:
    """An account at one point of its movements; `through` takes it to a day.

    Args:
        account: The account.
        start: The first day; its period is the first.
        lines: Where lines are kept, where somebody wants them.
    """

    __slots__ = (
        "_days",
        "_lots",
        "_number",
        "_soon",
        "account",
        "base",
        "earned",
        "gains",
        "lines",
        "losses",
        "spent",
        "unpaid",
    )

    def __init__(self, account: Account, start: date, lines: list[Moved] | None = None) -> None:
        self.account = account
        self.base: Exact = lean(account.base)
        self.earned: Exact = 0
        #: Sums of the current period.
        self.gains: Exact = 0
        self.losses: Exact = 0
        self.spent: Exact = 0
        #: What the floor kept off the balance though it was redeemed.
        self.unpaid: Exact = 0
        self.lines = lines
        #: The lots by their numbers, in order; and when some lapse, the first of them first.
        self._lots: dict[int, Lot] = {}
        self._soon: list[tuple[date, int]] = []
        self._number = 0
        period = account.period
        #: The days of the current period.
        self._days = Window() if period is None else period.around(start)
        if self.base:
            self._line(max(start, self._days.first), "base", "", self.base, 0)

    @property
    def balance(self) -> Exact:
        """What there is, base and earned together."""
        return self.base + self.earned

    @property
    def spendable(self) -> Exact:
        """What can be spent of it: not what the floor keeps, nor the base where it says so."""
        spendable = self.balance if self.account.spend_base else self.earned
        floor = self.account.floor
        return spendable if floor is None else min(spendable, self.balance - lean(floor))

    @property
    def overdrawn(self) -> Exact:
        """What lacks for all that was redeemed: a debt, and what the floor kept off it."""
        return max(0, -self.spendable) + self.unpaid

    def through(self, movements: Iterable[Movement], day: date) -> Run:
        """Take it through movements, which are in order, to the end of a day."""
        for movement in movements:
            if movement.on > day:
                break
            self.until(movement.on)
            self._move(movement)
        self.until(day)
        return self

    def until(self, day: date) -> None:
        """Let lapse what lapses, and begin the periods that begin, up to the start of a day."""
        while True:
            while self._soon and self._soon[0][1] not in self._lots:
                heappop(self._soon)  # it is spent
            lapse = self._soon[0][0] if self._soon else date.max
            last = self._days.last
            begin = last + _ONE if last < date.max else date.max
            if min(lapse, begin) > day or (lapse == begin == date.max):
                return
            if lapse <= begin:
                self._lapse(lapse)
            else:
                self._begin(begin)
                self._skip(min(day, lapse))

    def _skip(self, day: date) -> None:
        """Go to the period of a day at once, where those until then begin like this one."""
        period, carry = self.account.period, self.account.carry
        assert period is not None and carry is not None  # noqa: PT018 - a period has begun
        if carry.keep == "all" or (carry.keep != "share" and not self._lots):
            self._days = period.around(day)

    def _move(self, movement: Movement) -> None:
        amount = movement.amount
        match movement.kind:
            case "redeem":
                self._spend(-amount)
                self.spent -= amount
                self._down(movement, -amount)
            case "return":
                self.spent -= amount
                self._up(movement)
            case _ if amount >= 0:
                self.gains += amount
                self._up(movement)
            case _:
                self.losses -= amount
                self._down(movement, -amount)

    def _up(self, movement: Movement) -> None:
        self.earned += movement.amount
        if movement.amount:
            self._keep(Lot(movement.lapses, movement.amount, movement.id))
        self._line(movement.on, movement.kind, movement.id, movement.amount, 0)

    def _keep(self, lot: Lot) -> None:
        """Put a lot behind the others."""
        self._number += 1
        self._lots[self._number] = lot
        if lot.lapses is not None:
            heappush(self._soon, (lot.lapses, self._number))

    def _down(self, movement: Movement, amount: Exact) -> None:
        """Take off an amount, as far as parts and floor let it."""
        before = self.balance
        floor = self.account.floor
        if floor is not None:
            amount = min(amount, max(0, before - lean(floor)))
        if movement.kind == "redeem":
            self._pay(amount)
        elif self.account.deduct == "base":
            self._take_base_first(amount)
        elif self.account.deduct == "earned":
            self._take_earned_first(amount)
        else:
            self.earned -= amount
        taken = before - self.balance
        if (movement.lapses is not None or movement.lasts is not None) and taken:
            self._keep(Lot(movement.lapses, -taken, movement.id, movement.lasts))
        cut = -movement.amount - taken
        if movement.kind == "redeem":
            self.unpaid += cut
        self._line(movement.on, movement.kind, movement.id, -taken, cut)

    def _pay(self, amount: Exact) -> None:
        """Pay from what is earned, and from the base where that may be spent."""
        from_base: Exact = 0
        if self.account.spend_base:
            from_base = min(self.base, max(0, amount - max(0, self.earned)))
        self.base -= from_base
        self.earned -= amount - from_base

    def _take_base_first(self, amount: Exact) -> None:
        first = min(amount, max(0, self.base))
        self.base -= first
        if self.account.rest == "other":
            self.earned -= amount - first

    def _take_earned_first(self, amount: Exact) -> None:
        first = min(amount, max(0, self.earned))
        self.earned -= first
        if self.account.rest == "other":
            self.base -= amount - first

    def _spend(self, amount: Exact) -> None:
        """Take a redemption from the lots, in the order that the account says."""
        newest = self.account.spend == "newest"
        emptied: list[int] = []
        for number in reversed(self._lots) if newest else self._lots:
            if amount <= 0:
                break
            lot = self._lots[number]
            if lot.left <= 0:
                continue
            part = min(lot.left, amount)
            amount -= part
            if part == lot.left:
                emptied.append(number)
            else:
                self._lots[number] = evolve(lot, left=lot.left - part)
        for number in emptied:
            del self._lots[number]

    def _lapse(self, day: date) -> None:
        while self._soon and self._soon[0][0] == day:
            lot = self._lots.pop(heappop(self._soon)[1], None)
            if lot is not None:
                self.earned -= lot.left
                self._line(day, "lapse", lot.id, -lot.left, 0)

    def _begin(self, day: date) -> None:
        """Begin a period: keep of both parts what the account carries."""
        account = self.account
        assert account.period is not None and account.carry is not None  # noqa: PT018 - the model says so
        before = self.balance
        base = lean(account.base)
        carry = account.carry
        if account.deduct is None:
            differs = self.balance - base
            self.base = base
        else:
            differs = self.earned
            self.base = base + lean(carry.of(self.base - base))
        self.earned = lean(carry.of(differs))
        if carry.keep != "all":
            share = Fraction(carry.share or 0) if carry.keep == "share" else Fraction(0)
            self._keep_lots(day, share, self.earned - share * differs if share else 0)
        self.gains = self.losses = self.spent = 0
        self._days = account.period.around(day)
        if self.balance != before:
            self._line(day, "reset", "", self.balance - before, 0)

    def _keep_lots(self, day: date, share: Fraction, rounded: Exact) -> None:
        """Keep of the lots what is carried, and all of what still lasts on a day.

        Of a share the newest gains bear what was rounded; a debt is that of the newest losses,
        so that it is gone when they lapse.
        """
        lasting = [lot for lot in self._lots.values() if lot.lasts is not None and day <= lot.lasts]
        owed: Exact = sum((lot.left for lot in lasting), start=lean(0))
        debt = min(0, self.earned - owed) if not share else 0
        if lasting:
            self.earned = min(self.earned, owed)
        kept: list[Lot] = []
        for lot in reversed(self._lots.values()):
            if lot.lasts is not None and day <= lot.lasts:
                continue
            left: Exact = share * lot.left
            if lot.left > 0 and rounded:
                more = max(-left, rounded)
                left, rounded = left + more, rounded - more
            elif lot.left < 0 and debt:
                left = max(debt, lot.left)
                debt -= left
            if left:
                kept.append(evolve(lot, left=lean(left)))
        self._lots, self._soon = {}, []
        for lot in (*lasting, *reversed(kept)):
            self._keep(lot)

    def _line(self, on: date, kind: LineKind, name: str, amount: Exact, cut: Exact) -> None:
        if self.lines is not None:
            self.lines.append(Moved(on, kind, name, amount, self.balance, cut))


def ordered(movements: Sequence[Movement]) -> list[Movement]:
    """Put movements into the order of their days, and of recording within a day."""
    return sorted(movements, key=lambda movement: (movement.on, movement.order))
