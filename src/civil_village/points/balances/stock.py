"""Stock (库存): what of a reward was put on the shelf, and what was granted from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from civil_village.exact_numbers import Exact, lean
from civil_village.points.balances.daily_amounts import DailyAmounts
from civil_village.points.balances.subject import Redemption
from civil_village.points.policy.rewards import Limit


class Stock:
    """Redemptions of one reward that were granted, in the order of recording."""

    __slots__ = (
        "_latest",
        "_pieces",
        "_taken",
        "_total",
        "_used",
        "_waiting",
        "granted",
        "returned",
    )

    def __init__(self) -> None:
        self.granted: list[Redemption] = []
        #: Those of the granted ones that were given back.
        self.returned: list[Redemption] = []
        #: Pieces more, or fewer, than at first; days on which any was taken are marked.
        self._pieces = DailyAmounts()
        #: What is not among them yet, since nobody has asked for a day before the latest.
        self._waiting: list[tuple[int, date, bool]] = []
        self._total, self._latest = 0, date.min
        #: Pieces that were granted and not given back.
        self._taken = 0
        #: Limit's kind, whom, and first day of the period → what was used.
        self._used: dict[Any, Exact] = {}

    def grant(self, redemption: Redemption) -> None:
        """Take what was granted off the shelf, and count it for every limit."""
        self.granted.append(redemption)
        self._taken += redemption.event.count
        self._put(-redemption.event.count, redemption.event.on, taken=True)
        for limit in redemption.reward.limits:
            key = _key(redemption, limit)
            if key is not None:
                self._used[key] = self._used.get(key, 0) + measured(redemption, limit)

    def put_back(self, redemption: Redemption, day: date) -> None:
        """Take back from a day on what was granted."""
        self.returned.append(redemption)
        self._taken -= redemption.event.count
        self._put(redemption.event.count, day)

    def put(self, pieces: int, day: date) -> None:
        """Put pieces on the shelf from a day on; below 0, take them off again."""
        self._put(pieces, day)

    def _put(self, pieces: int, day: date, *, taken: bool = False) -> None:
        self._waiting.append((pieces, day, taken))
        self._total += pieces
        self._latest = max(self._latest, day)

    def _by_day(self) -> DailyAmounts:
        for pieces, day, taken in self._waiting:
            self._pieces.add(pieces, day)
            if taken:
                self._pieces.mark(day)
        self._waiting.clear()
        return self._pieces

    def left(self, stock: int, day: date) -> int:
        """Count the pieces that are left on a day.

        Args:
            stock: So many there were before any restocking.
            day: The day.
        """
        return stock + (self._total if day >= self._latest else int(self._by_day().at(day)))

    def least(self, stock: int, day: date) -> int:
        """Count the pieces that are left on a day and on every later one."""
        left = self.left(stock, day)
        later = self._by_day().least(day) if day < self._latest else None
        return left if later is None else min(left, stock + int(later))

    def last(self, day: date) -> str | None:
        """Name the redemption that was granted last, and is not given back on a day."""
        standing = (r.event.id for r in reversed(self.granted) if not r.returned_by(day))
        return next(standing, None)

    def ever(self, stock: int) -> int:
        """Count the pieces that there would be had nobody redeemed any."""
        return stock + self._total + self._taken

    def used(self, redemption: Redemption, limit: Limit) -> Exact:
        """Tell how much of a limit other redemptions have used."""
        day = redemption.event.on
        if limit.per.unit == "act":
            return 0
        key = _key(redemption, limit)
        if key is not None:
            gone = (r for r in self.returned if r.returned_by(day) and _key(r, limit) == key)
            back = sum((measured(r, limit) for r in gone), start=lean(0))
            return self._used.get(key, 0) - back
        assert limit.per.rolling is not None  # only such have no key
        used: Exact = 0
        for other in self.granted:
            first, last = sorted((other.event.on, day))
            near = first > limit.per.rolling.back_from(last)
            if (
                near
                and not other.returned_by(day)
                and _whom(other, limit) == _whom(redemption, limit)
            ):
                used += measured(other, limit)
        return used


def measured(redemption: Redemption, limit: Limit) -> Exact:
    """Give what a redemption uses of a limit: pieces, points, or an amount."""
    if limit.count is not None:
        return redemption.event.count
    return redemption.cost if limit.points is not None else redemption.amount


def _whom(redemption: Redemption, limit: Limit) -> str:
    whom = {"subject": redemption.event.who, "household": redemption.household, "all": ""}
    return whom[limit.each]


def _key(redemption: Redemption, limit: Limit) -> Any:
    """Name what a limit counts together; ``None`` where its days roll along."""
    if limit.per.rolling is not None or limit.per.unit == "act":
        return None
    measure = (limit.count is None, limit.points is None, limit.amount is None)
    first = limit.per.around(redemption.event.on).first
    return (limit.each, limit.per, measure, _whom(redemption, limit), first)
