"""What claims are worth (计分): curves, repeats, caps, in the one order of the steps.

One act's choice by listed points, then the curve or the value, the repeat factor, rounding,
and the caps of item, class and all. Claims are taken in the order of their recording, and a
pending one holds its share of every cap; one that is void or refused holds nothing, so that
what was recorded after it is worked out anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from civil_village.calendar import Period
from civil_village.exact_numbers import Exact, lean
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.points.claims.claim_state import ClaimStanding
from civil_village.points.claims.editions import ItemLine, Meter
from civil_village.points.ledger.roster import Roster
from civil_village.points.policy.items import Cap, Item

#: Takes each reason as it arises, where somebody wants to know.
Telling = Callable[[ClaimStanding, Message], None]


class Valuation:
    """The valuing of entries one after the other: what each meter has counted so far.

    Args:
        day: The day for which one asks.
        roster: Who the members of households are.
        judged: Subjects and acts that a judgment took over, by pairs.
        leap: When what began on 29 February lapses.
        tell: Takes the reasons.
    """

    __slots__ = ("_counted", "_day", "_judged", "_leap", "_roster", "_tell", "_times", "_totals")

    def __init__(
        self,
        day: date,
        *,
        roster: Roster | None,
        judged: frozenset[tuple[str, str]],
        leap: Any,
        tell: Telling | None = None,
    ) -> None:
        self._day, self._roster, self._judged = day, roster, judged
        self._leap, self._tell = leap, tell
        self._counted: dict[Any, Any] = {}
        self._totals: dict[Any, Exact] = {}
        self._times: dict[Any, Any] = {}

    def value_all(
        self, entries: Sequence[ClaimStanding], zeroed: frozenset[int] = frozenset()
    ) -> None:
        """Value entries that all stand, in their order.

        Args:
            entries: Those that are neither void nor refused, in the order of recording.
            zeroed: Orders of those that are worth nothing beside another of their act.
        """
        losers = self._not_highest(entries) if any(e.claim.act for e in entries) else {}
        both = self._later(entries) if any(_is_both(e.line.item) for e in entries) else {}
        for entry in entries:
            other = losers.get(entry.order)
            if other is not None:
                entry.points = 0
                self._say(entry, "points.not-highest", other=other)
            elif entry.order in zeroed:
                entry.points = 0
                self._say(entry, "points.not-highest-after-caps")
            else:
                self.value(entry, both.get(entry.order, 0))

    def value(self, entry: ClaimStanding, later: int = 0) -> None:
        """Work out what one entry is worth, and let every meter count it.

        Args:
            entry: The next entry.
            later: How many later ones of its kind make it a repetition too.
        """
        claim, line = entry.claim, entry.line
        item = line.item
        if line.easy and claim.act is None and self._tell is None:
            entry.points = self._easily(entry, line)
            return
        judged = claim.act is not None and (entry.charged, claim.act) in self._judged
        if judged and self._listed(entry) < 0:
            entry.points = 0
            self._say(entry, "points.judged")
            return
        quantity = self._quantity(entry)
        if quantity is None:
            entry.points = 0
            return
        points = self._worth(entry, quantity)
        if item.repeat is not None:
            points = self._repeated(entry, points, later)
        if item.round is not None:
            rounded = lean(item.round.of(Fraction(points)))
            if rounded != points:
                self._say(entry, "points.rounded", points=rounded, step=item.round.step)
            points = rounded
        points = self._capped(entry, points)
        entry.points = points
        for meter in line.meters:
            self._count(entry, meter, points, quantity)

    def _easily(self, entry: ClaimStanding, line: ItemLine) -> Exact:
        """Value an entry whose meters count points or claims of its subject by the calendar.

        It is the same order of steps with fewer questions.
        """
        on, who, counted = entry.on, entry.charged, self._counted
        points, total = line.fixed, lean(0)
        key: tuple[str, str, date] | None = None
        if points is None:
            assert line.over is not None  # a curve adds up over a period
            key = (who, line.name, line.over(on))
            before = self._totals.get(key, 0)
            total = before + lean(entry.claim.quantity or 0)
            points = line.along(total) - line.along(before)
        gain = points > 0
        size = points if gain else -points
        feeds = []
        for meter, most, of_points in line.feeds:
            place = (meter, who, meter.first(on), gain or not of_points)
            used = counted.get(place, 0)
            if most is not None:
                if of_points:
                    size = min(size, max(0, most - used))
                elif used >= most:
                    return 0
            feeds.append((place, used, of_points))
        for place, used, of_points in feeds:
            counted[place] = used + (size if of_points else 1)
        if key is not None:
            self._totals[key] = total
        return size if gain else -size

    # Worth --------------------------------------------------------------------------

    def _listed(self, entry: ClaimStanding) -> Exact:
        """Give what it would be worth by itself."""
        item, claim = entry.line.item, entry.claim
        if item.curve is not None:
            return entry.line.along(lean(claim.quantity or 0))
        if item.by_hand is not None:
            return lean(entry.hand or 0)
        return (entry.line.fixed or 0) * self._units(entry)

    def _units(self, entry: ClaimStanding) -> int:
        item = entry.line.item
        match item.each:
            case "claim":
                return 1
            case "person":
                return entry.claim.persons or 1
        roster = self._roster
        assert roster is not None  # else the claim is not in the book
        home = roster.household(entry.charged, entry.on) or entry.charged
        return roster.size(home, self._members_day(item, entry.on))

    def _members_day(self, item: Item, on: date) -> date:
        if item.members_on == "act":
            return on
        if item.members_on == "as_of" or item.within is None:
            return self._day
        return min(item.within.around(on).last, self._day)

    def _worth(self, entry: ClaimStanding, quantity: Exact) -> Exact:
        item = entry.line.item
        if item.curve is not None:
            return self._along(entry, quantity)
        if item.by_hand is not None:
            worth = lean(entry.hand or 0)
            if self._tell is not None:
                by_approval = any(a.points is not None for a in entry.approvals)
                said = "hand" if by_approval else "hand-stated"
                key = "hand-awaited" if entry.hand is None else said
                self._say(entry, f"points.{key}", points=worth)
            return worth
        units = self._units(entry)
        worth = (entry.line.fixed or 0) * units
        if self._tell is not None:
            key = {"claim": "fixed", "person": "persons", "member": "members"}[item.each]
            self._say(entry, f"points.{key}", points=entry.line.fixed or 0, count=units)
        return worth

    def _along(self, entry: ClaimStanding, quantity: Exact) -> Exact:
        """Give what a quantity adds along a curve over a running total, or by itself."""
        line = entry.line
        assert line.item.per is not None and line.over is not None  # noqa: PT018 - a curve has it
        before: Exact = 0
        if line.item.per.over.unit == "act":
            worth = line.along(quantity)
        else:
            key = (entry.charged, line.name, line.over(entry.on))
            before = self._totals.get(key, 0)
            worth = line.along(before + quantity) - line.along(before)
            self._totals[key] = before + quantity
        if self._tell is not None:
            per, total = line.item.per, before + quantity
            told: dict[str, Any] = {"unit": named(per, per.quantity), "points": worth}
            if before:
                this = per.over.this(entry.on)
                self._say(entry, "points.measured-so-far", this=this, total=total, **told)
            else:
                self._say(entry, "points.measured", quantity=quantity, **told)
        return lean(worth)

    # One act ------------------------------------------------------------------------

    def _not_highest(self, entries: Iterable[ClaimStanding]) -> dict[int, str]:
        """Find those that another of their act outdoes by listed points, and that other."""
        groups: dict[tuple[str, str, bool], list[tuple[Exact, ClaimStanding]]] = {}
        for entry in entries:
            act = entry.claim.act
            if act is not None and entry.line.one_act == "highest":
                listed = self._listed(entry)
                groups.setdefault((entry.charged, act, listed > 0), []).append((listed, entry))
        losers: dict[int, str] = {}
        for group in groups.values():
            _, winner = max(group, key=lambda pair: (abs(pair[0]), -pair[1].order))
            losers |= {e.order: winner.claim.id for _, e in group if e is not winner}
        return losers

    # Repetition ---------------------------------------------------------------------

    def _later(self, entries: Sequence[ClaimStanding]) -> dict[int, int]:
        """Count, for each entry that a later one doubles too, how many later ones do."""
        counts: dict[int, int] = {}
        for place, entry in enumerate(entries):
            if _is_both(entry.line.item):
                counts[entry.order] = sum(
                    self._again(entry, other) for other in entries[place + 1 :]
                )
        return counts

    def _again(self, entry: ClaimStanding, other: ClaimStanding) -> bool:
        """Tell whether another entry is a repetition of the conduct of this one."""
        repeat = entry.line.item.repeat
        assert repeat is not None  # only such are asked for
        if self._kind(entry) != self._kind(other) or entry.charged != other.charged:
            return False
        if repeat.per is not None:
            return repeat.per.around(entry.on) == repeat.per.around(other.on)
        assert repeat.valid_for is not None  # one of the two is there
        first, second = sorted((entry.on, other.on))
        return second < repeat.valid_for.anniversary(first, leap=self._leap)

    def _kind(self, entry: ClaimStanding) -> tuple[str, str | None]:
        item = entry.line.item
        of_class = item.repeat is not None and item.repeat.of == "class"
        return ("class", item.class_) if of_class else ("item", entry.line.name)

    def _repeated(self, entry: ClaimStanding, points: Exact, later: int) -> Exact:
        repeat = entry.line.item.repeat
        assert repeat is not None  # only such are asked for
        key: Any = (entry.charged, self._kind(entry))
        if repeat.per is not None:
            key = (*key, repeat.per.around(entry.on))
            times = self._times[key] = self._times.get(key, 0) + 1
        else:
            assert repeat.valid_for is not None  # one of the two is there
            end = repeat.valid_for.anniversary(entry.on, leap=self._leap)
            earlier = self._times.setdefault(key, [])
            # One that is recorded later comes later, also where its act was earlier.
            times = 1 + sum(
                first <= entry.on < last or entry.on <= first < end for first, last in earlier
            )
            earlier.append((entry.on, end))
        times += later
        factor = lean(repeat.factor(times))
        if factor != 1:
            self._say(entry, "points.repeated", time=times, factor=factor)
        return points * factor

    # Caps ---------------------------------------------------------------------------

    def _quantity(self, entry: ClaimStanding) -> Exact | None:
        """Give how much of a claim's quantity counts; ``None`` where the claim does not."""
        quantity = lean(entry.claim.quantity or 0)
        for cap, meter, most in entry.line.caps:
            if cap.points is not None:
                continue
            used = self._used(entry, meter, gain=True)
            if cap.count is not None and used >= most:
                self._say_cap(entry, cap, "points.count-cap", most=most, used=used)
                return None
            if cap.quantity is not None and quantity > most - used:
                quantity = max(0, most - used)
                per = entry.line.item.per
                assert per is not None  # a cap of a quantity goes with it
                told: dict[str, Any] = {"most": most, "used": used, "points": quantity}
                unit = named(per, per.quantity)
                self._say_cap(entry, cap, "points.measured-cap", unit=unit, **told)
        return quantity

    def _capped(self, entry: ClaimStanding, points: Exact) -> Exact:
        for cap, meter, most in entry.line.caps:
            if cap.points is None:
                continue
            gain = points > 0
            used = self._used(entry, meter, gain=gain)
            room = max(0, most - used)
            if (points if gain else -points) > room:
                points = room if gain else -room
                self._say_cap(entry, cap, "points.cap", most=most, used=used, points=points)
        return points

    def _used(self, entry: ClaimStanding, meter: Meter, *, gain: bool) -> Exact:
        counted: Any = self._counted.get(self._place_of(entry, meter, gain=gain), 0)
        if meter.cap.per.rolling is None:
            return counted  # type: ignore[no-any-return] # a number, where no days roll
        return _most_within(counted or [], entry.on, meter.cap.per)

    def _count(self, entry: ClaimStanding, meter: Meter, points: Exact, quantity: Exact) -> None:
        measure = meter.measure
        size = points if points > 0 else -points
        amount = size if measure == "points" else 1 if measure == "count" else quantity
        place = self._place_of(entry, meter, gain=points > 0 or measure != "points")
        if meter.cap.per.rolling is None:
            self._counted[place] = self._counted.get(place, 0) + amount
        else:
            self._counted.setdefault(place, []).append((entry.on, amount))

    def _place_of(self, entry: ClaimStanding, meter: Meter, *, gain: bool) -> Any:
        """Name the place of a meter at which an entry is counted: for whom, and when."""
        claim, cap = entry.claim, meter.cap
        whom: Any = entry.charged
        if cap.each == "member":
            whom = (whom, claim.who)
        elif cap.each == "place":
            whom = self._place(entry)
        when: Any = None
        if cap.per.unit == "act":
            when = claim.act or ("", claim.id)
        elif cap.per.rolling is None:
            when = meter.first(entry.on)
        return (meter, whom, when, gain)

    def _place(self, entry: ClaimStanding) -> str | None:
        if entry.claim.place is not None or self._roster is None:
            return entry.claim.place
        member = self._roster.find(entry.charged, entry.on)
        return member.place if member else None

    # Reasons ------------------------------------------------------------------------

    def _say(self, entry: ClaimStanding, key: str, **arguments: Any) -> None:
        if self._tell is not None:
            self._tell(entry, Message(key, **arguments))

    def _say_cap(self, entry: ClaimStanding, cap: Cap, key: str, **told: Any) -> None:
        if self._tell is not None:
            per, of = cap.per.message(entry.on), Message(f"points.of-{cap.of}")
            self._say(entry, key, of=of, per=per, **told)


def _is_both(item: Item) -> bool:
    return item.repeat is not None and item.repeat.multiply == "both"


def _most_within(counted: Sequence[tuple[date, Exact]], day: date, per: Period) -> Exact:
    """Give the most that any stretch of rolling days around a day has counted so far."""
    assert per.rolling is not None  # only such are asked for
    ends = [day, *(other for other, _ in counted if other > day)]
    most: Exact = 0
    for end in ends:
        start = per.rolling.back_from(end)
        if start < day:
            most = max(most, sum(amount for other, amount in counted if start < other <= end))
    return most


def value_at(
    entries: Sequence[ClaimStanding],
    day: date,
    *,
    roster: Roster | None,
    judged: frozenset[tuple[str, str]],
    leap: Any,
    tell: Telling | None = None,
) -> Valuation:
    """Value all entries of a unit that stand on a day, from the first on."""
    standing = []
    for entry in entries:
        if entry.on <= day and not entry.gone(day):
            standing.append(entry)
        else:
            entry.points = 0
    how: dict[str, Any] = {"roster": roster, "judged": judged, "leap": leap}
    zeroed = frozenset[int]()
    if any(e.claim.act and e.line.one_act == "highest_after_caps" for e in standing):
        Valuation(day, **how).value_all(standing)
        zeroed = _outdone(standing)
    valuation = Valuation(day, **how, tell=tell)
    valuation.value_all(standing, zeroed)
    return valuation


def _outdone(entries: Iterable[ClaimStanding]) -> frozenset[int]:
    """Find those that another of their act outdoes after the caps."""
    groups: dict[tuple[str, str, bool], list[ClaimStanding]] = {}
    for entry in entries:
        act = entry.claim.act
        if act is not None and entry.line.one_act == "highest_after_caps" and entry.points:
            groups.setdefault((entry.charged, act, entry.points > 0), []).append(entry)
    outdone: set[int] = set()
    for group in groups.values():
        winner = max(group, key=lambda entry: (abs(entry.points), -entry.order))
        outdone |= {entry.order for entry in group if entry is not winner}
    return frozenset(outdone)
