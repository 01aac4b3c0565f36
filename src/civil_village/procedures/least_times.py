"""The least time of a procedure (最短用时): how soon its last step can come after its first.

Intervals add up along every path, and what may be merged is. Working days, months and years are
as short, and as long, as they can be: nothing that some record keeps is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import accumulate

from civil_village.calendar.time_limits import TimeLimit
from civil_village.procedures.steps import MergedStep, ProcedureStep

#: Days of the months of a year, and of a leap year.
_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAP = (31, 29, *_MONTHS[2:])


def shortest(limit: TimeLimit) -> int:
    """Give the fewest days that a time can take.

    Examples:
        >>> [shortest(TimeLimit.parse(text)) for text in ("7 days", "2 weeks", "2 months")]
        [7, 14, 59]
    """
    return _days(limit, _MONTHS, min)


def longest(limit: TimeLimit) -> int | None:
    """Give the most days that a time can take; ``None`` of working days: nobody knows holidays.

    Examples:
        >>> longest(TimeLimit.parse("1 year")), longest(TimeLimit.parse("2 working days"))
        (366, None)
    """
    if limit.unit == "working day" and limit.number:
        return None
    return _days(limit, _LEAP, max)


def exceeds(least: TimeLimit, most: TimeLimit) -> bool:
    """Tell whether a least time is surely longer than what there is for it.

    Examples:
        >>> exceeds(TimeLimit.parse("3 working days"), TimeLimit.parse("2 working days"))
        True
    """
    if least.unit == most.unit:
        return least.number > most.number
    days = longest(most)
    return days is not None and shortest(least) > days


def _days(
    limit: TimeLimit, lengths: tuple[int, ...], extreme: Callable[[Iterable[int]], int]
) -> int:
    """Count the days of a time, from the month on in which it is shortest or longest."""
    match limit.unit:
        case "week":
            return limit.number * 7
        case "year" | "month":
            years, months = divmod(limit.number * (12 if limit.unit == "year" else 1), 12)
            ends = list(accumulate(lengths * 2, initial=0))
            return years * sum(lengths) + extreme(ends[n + months] - ends[n] for n in range(12))
        case _:  # so many working days are at least as many days
            return limit.number


def least_time(
    steps: Mapping[str, ProcedureStep], merges: Sequence[MergedStep]
) -> tuple[int, tuple[str, ...]]:
    """Give the fewest days from the first step to the last, and the longest path to it.

    Args:
        steps: The steps by their ids, in no ring; what they come after beside these does not count.
        merges: What may be merged: whatever makes it shortest, each step in one of them.

    Examples:
        >>> after = {"discuss": ["propose"], "decide": ["discuss"]}
        >>> steps = {"propose": ProcedureStep(id="propose")} | {
        ...     name: ProcedureStep(id=name, after=before, interval="7 days")
        ...     for name, before in after.items()
        ... }
        >>> least_time(steps, [])
        (14, ('propose', 'discuss', 'decide'))
        >>> least_time(steps, [MergedStep(id="joint", of=["propose", "discuss"])])[0]
        7
    """
    found = (_longest_path(steps, taken) for taken in _together(tuple(merges)))
    return min((each for each in found if each is not None), key=lambda each: each[0])


def _together(merges: tuple[MergedStep, ...]) -> Iterator[tuple[MergedStep, ...]]:
    """Give every choice of merges no two of which have a step in common."""
    if not merges:
        yield ()
        return
    first, *others = merges
    rest = tuple(others)
    yield from _together(rest)
    apart = tuple(each for each in rest if not {*each.of} & {*first.of})
    yield from ((first, *chosen) for chosen in _together(apart))


def _longest_path(
    steps: Mapping[str, ProcedureStep], taken: Iterable[MergedStep]
) -> tuple[int, tuple[str, ...]] | None:
    """Give the longest path where some steps are one; ``None`` where they cannot be."""
    one = {name: merge.id for merge in taken for name in merge.of}
    before: dict[str, dict[str, int]] = {}
    for name, step in steps.items():
        own = before.setdefault(one.get(name, name), {})
        interval = 0 if step.interval is None else shortest(step.interval)
        for earlier in steps.keys() & {*step.after}:
            if one.get(earlier, earlier) != one.get(name, name):
                key = one.get(earlier, earlier)
                own[key] = max(interval, own.get(key, 0))
    try:
        order = tuple(TopologicalSorter(before).static_order())
    except CycleError:
        return None
    ends: dict[str, tuple[int, tuple[str, ...]]] = {}
    for name in order:
        ways = [
            (ends[earlier][0] + days, (*ends[earlier][1], name))
            for earlier, days in before[name].items()
        ]
        ends[name] = max(ways, key=lambda way: way[0], default=(0, (name,)))
    return max(ends.values(), key=lambda way: way[0], default=(0, ()))
