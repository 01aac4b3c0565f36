"""Tables of dated values (指数), such as a price for each month and for some days."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from civil_village import checks
from civil_village.calendar import day_of_month
from civil_village.facts import FactValue, read_value
from civil_village.indicators import Indicator
from civil_village.messages import Message
from civil_village.problems import Problem, shown

_MONTH = r"([0-9]{4})-(0[1-9]|1[0-2])"


class IndexTable(NamedTuple):
    """The values of one index; a day's own value goes before that of its month."""

    days: dict[date, FactValue]
    months: dict[tuple[int, int], FactValue]
    #: The last day of each value, in order, and the values.
    ends: tuple[date, ...]
    last: tuple[FactValue, ...]

    def on(
        self, day: date, gap: Literal["unknown", "latest_known"]
    ) -> tuple[FactValue, date] | None:
        """Give the value on a day; of a day before where there is none and that is wanted."""
        if day in self.days:
            return self.days[day], day
        month = (day.year, day.month)
        if month in self.months:
            return self.months[month], day
        before = bisect_left(self.ends, day)
        known = gap == "latest_known" and before
        return (self.last[before - 1], self.ends[before - 1]) if known else None


def read_index(
    indicator: Indicator, entries: Mapping[str, Any]
) -> tuple[IndexTable, tuple[Problem, ...]]:
    """Read the values of an index as those of an indicator.

    Args:
        indicator: What says their type.
        entries: Values by day or month; a blank is no value.

    Examples:
        >>> price = Indicator(label="肉价", value="amount", unit="元")
        >>> table, _ = read_index(price, {"2024-05": 28.5, "2024-05-03": 29})
        >>> [str(table.on(date(2024, 5, day), "unknown")[0]) for day in (2, 3)]
        ['28.5', '29']
        >>> table.on(date(2024, 6, 1), "unknown")
        >>> [str(found) for found in table.on(date(2024, 6, 1), "latest_known")]
        ['28.5', '2024-05-31']
    """
    days: dict[date, FactValue] = {}
    months: dict[tuple[int, int], FactValue] = {}
    problems: list[Problem] = []
    for key, given in entries.items():
        value, wrong = read_value(indicator, given)
        problems += [problem.inside(key) for problem in wrong]
        day, month = checks.read_day(key), re.fullmatch(_MONTH, key)
        if day is None and (month is None or month[1] == "0000"):
            expected = Message("expected.day-or-month")
            problems.append(
                Problem(code="not-a-date", path=(key,), found=shown(key), expected=expected)
            )
        elif value is not None and day is not None:
            days[day] = value
        elif value is not None and month is not None:
            months[int(month[1]), int(month[2])] = value
    ended = {day_of_month(*month, 31): value for month, value in months.items()}
    ended |= days
    order = sorted(ended)
    table = IndexTable(days, months, tuple(order), tuple(ended[day] for day in order))
    return table, tuple(problems)


class IndexTables:
    """The tables that have been read: the same one serves many records."""

    def __init__(self) -> None:
        self._read: dict[
            tuple[int, str], tuple[Mapping[str, Any], IndexTable, tuple[Problem, ...]]
        ] = {}

    def of(
        self, name: str, indicator: Indicator, entries: Mapping[str, Any]
    ) -> tuple[IndexTable, tuple[Problem, ...]]:
        """Read a table for one indicator, or give it as read before."""
        key = (id(entries), name)
        if key not in self._read:  # the entries are kept, so that no others get their id
            self._read[key] = (entries, *read_index(indicator, entries))
        return self._read[key][1:]
