"""Daily amounts (逐日累计): amounts of every day at once, where each change holds from a day on."""

from __future__ import annotations

from datetime import date

from civil_village.exact_numbers import Exact

#: More than there are days in the calendar.
_DAYS = 2**22


class DailyAmounts:
    """An amount for each day, raised or lowered from a day to a day; some days are marked.

    The calendar is halved again and again. Each part holds what all its days were raised by,
    and the least that any marked day of it comes to by that; so a change, or a question, looks
    at few parts, however many changes there were.

    Examples:
        >>> levels = DailyAmounts()
        >>> levels.add(5, date(2024, 3, 1))
        >>> levels.add(-3, date(2024, 3, 8))
        >>> levels.mark(date(2024, 3, 8))
        >>> levels.at(date(2024, 3, 7)), levels.least(date(2024, 3, 7))
        (5, 2)
        >>> levels.below(3, date(2024, 3, 1))
        datetime.date(2024, 3, 8)
    """

    __slots__ = ("_least", "_more")

    def __init__(self) -> None:
        self._more: dict[int, Exact] = {}
        self._least: dict[int, Exact] = {}

    def add(self, amount: Exact, first: date, last: date = date.max) -> None:
        """Raise the days from a first to a last one; none, where the last comes before it."""
        if last < first:
            return
        left, right = _place(first), _place(last) + 1
        ends = left, right - 1
        while left < right:
            if left % 2:
                self._raise(left, amount)
                left += 1
            if right % 2:
                right -= 1
                self._raise(right, amount)
            left, right = left // 2, right // 2
        for end in ends:
            self._settle(end)

    def _raise(self, place: int, amount: Exact) -> None:
        self._more[place] = self._more.get(place, 0) + amount
        if place in self._least:
            self._least[place] += amount

    def mark(self, day: date) -> None:
        """Mark a day."""
        place = _place(day)
        self._least[place] = self._more.get(place, 0)
        self._settle(place)

    def _settle(self, place: int) -> None:
        """Work out anew the least of all parts that hold a part."""
        least = self._least
        while place := place // 2:
            sides = [least[side] for side in (2 * place, 2 * place + 1) if side in least]
            if sides:
                least[place] = min(sides) + self._more.get(place, 0)

    def at(self, day: date) -> Exact:
        """Give the amount of a day."""
        place, more = _place(day), self._more
        total: Exact = 0
        while place:
            if place in more:
                total += more[place]
            place //= 2
        return total

    def least(self, first: date) -> Exact | None:
        """Give the least amount of any marked day from a first one on."""
        place = _place(first)
        found = self._least.get(place)
        while place > 1:
            later = self._least.get(place + 1) if place % 2 == 0 else None
            if later is not None:
                found = later if found is None else min(found, later)
            place //= 2
            if found is not None:
                found += self._more.get(place, 0)
        return found

    def below(self, amount: Exact, first: date, last: date = date.max) -> date | None:
        """Give the first marked day, from a first to a last one, that is below an amount."""
        waiting = [(1, 0, _DAYS, amount)]
        while waiting:
            place, begin, size, amount = waiting.pop()
            least = self._least.get(place)
            outside = last.toordinal() < begin or begin + size <= first.toordinal()
            if least is None or least >= amount or outside:
                continue
            if size == 1:
                return date.fromordinal(begin)
            amount, half = amount - self._more.get(place, 0), size // 2
            waiting.append((2 * place + 1, begin + half, half, amount))
            waiting.append((2 * place, begin, half, amount))
        return None


def _place(day: date) -> int:
    return day.toordinal() + _DAYS
