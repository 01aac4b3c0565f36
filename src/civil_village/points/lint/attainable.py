"""What can be attained (可达): how much an item, a cap and an account can come to.

Every bound is sound and none need be the tightest: where nothing is proved there is no end,
written as ``None``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from civil_village.calendar import Period, Span
from civil_village.consequences import ItemPosted
from civil_village.curves.curve import AnyCurve, Brackets, Linear, PerUnit, Shortfall, Steps
from civil_village.points.policy.items import Cap, Item
from civil_village.points.policy.policy import Policy

#: The most that something can come to, whatever its sign; ``None`` is without an end.
Most = Fraction | None

#: Least and most days of a period, and of the unit of a span.
_DAYS = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "quarter": (90, 92), "year": (365, 366)}
#: Calendar units of which each is whole within the later ones.
_NESTED = ("month", "quarter", "year")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def windows(inner: Period, outer: Period | None) -> int | None:
    """Give the most periods of one kind that touch one of another kind, or all time.

    Args:
        inner: The periods that are counted.
        outer: The one that they touch; ``None`` is all time.

    Examples:
        >>> year, week = Period(unit="year"), Period(unit="week")
        >>> windows(Period(unit="month"), year), windows(week, year), windows(year, week)
        (12, 54, 2)
    """
    if inner.unit == "ever" or inner == outer:
        return 1
    if outer is None or outer.unit in ("ever", "act") or inner.unit == "act":
        return None
    most = _days(outer)[1]
    if inner.rolling is not None:
        return -(-most // _days(inner)[0])  # stretches that follow each other cover it
    if inner.unit == "day":
        return most
    plain = all(p.starts is None and p.closes is None for p in (inner, outer))
    if plain and inner.unit in _NESTED and outer.unit in _NESTED:
        return max(1, _MONTHS[outer.unit] // _MONTHS[inner.unit])
    if outer.unit == "day":
        return 1
    return -(-most // _days(inner)[0]) + 1


def _days(period: Period) -> tuple[int, int]:
    """Give least and most days of a period; rolling days may count the first day too."""
    if period.rolling is not None:
        span: Span = period.rolling
        least, most = _DAYS[span.unit]
        return least * span.number, most * span.number + 1
    return _DAYS[period.unit or "day"]


def added(parts: Iterable[Most]) -> Most:
    """Add up; one part without an end leaves the sum without one.

    Examples:
        >>> added([Fraction(1), Fraction(2)]), added([Fraction(1), None])
        (Fraction(3, 1), None)
    """
    total = Fraction(0)
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def times(part: Most, number: int | Fraction | None) -> Most:
    """Multiply; nothing stays nothing, however often it is there.

    Examples:
        >>> times(Fraction(0), None), times(Fraction(2), 3), times(Fraction(2), None)
        (Fraction(0, 1), Fraction(6, 1), None)
    """
    if part == 0 or number == 0:
        return Fraction(0)
    return None if part is None or number is None else part * number


def least_of(parts: Iterable[Most]) -> Most:
    """Give the least of several bounds, all of which hold."""
    return min((part for part in parts if part is not None), default=None)


# Curves and claims ---------------------------------------------------------------------


def climbs(curve: AnyCurve) -> tuple[Most, Most]:
    """Give by how much a curve rises in all, and falls in all, from 0 on.

    Examples:
        >>> from civil_village.curves.curve import Step
        >>> climbs(Steps([Step(from_=4, give=2), Step(from_=9, give=1)]))
        (Fraction(2, 1), Fraction(1, 1))
    """
    start = curve.at(0)
    match curve:
        case Steps(steps=steps):
            ends = [(s.from_ if s.from_ is not None else s.above or Decimal(0), s) for s in steps]
            later = [s.give for end, s in ends if end > 0 or (end == 0 and s.above is not None)]
            return _between([start, *map(Fraction, later)])
        case Linear(knots=knots):
            return _between([start, *(Fraction(knot.give) for knot in knots if knot.at > 0)])
        case PerUnit(give=give, least=least, most=most):
            end = most if give > 0 else least
            size = Fraction(0) if give == 0 else None if end is None else abs(Fraction(end) - start)
            return (size, Fraction(0)) if give > 0 else (Fraction(0), size)
        case Brackets(brackets=brackets):
            size = _whole(curve)
            falling = any(bracket.give < 0 for bracket in brackets)
            return (Fraction(0), size) if falling else (size, Fraction(0))
        case Shortfall(full=full):
            return Fraction(full) - start, Fraction(0)


def _between(values: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """Add up the rises and the falls of a row of values."""
    steps = [after - before for before, after in pairwise(values)]
    rises = sum((step for step in steps if step > 0), Fraction(0))
    return rises, rises - (values[-1] - values[0])


def _whole(curve: Brackets) -> Most:
    """Give the size of all that brackets give or take together."""
    *closed, last = curve.brackets
    if last.to is not None:
        return abs(curve.at(Fraction(last.to)))
    if last.most is None and last.give:
        return None
    before = abs(curve.at(Fraction(closed[-1].to or 0))) if closed else Fraction(0)
    return before + (abs(Fraction(last.most)) if last.most is not None and last.give else 0)


def claim_most(item: Item, sign: int) -> Most:
    """Give the most that one claim gains (sign 1) or loses (sign -1), before any cap.

    Examples:
        >>> from civil_village.points.policy.items import Targets
        >>> litter = Item(to=Targets({"credit": 1}), points=-5)
        >>> claim_most(litter, -1), claim_most(litter, 1)
        (Fraction(5, 1), Fraction(0, 1))
    """
    size = listed_most(item, sign)
    if item.each != "claim" and size:
        return None
    if item.repeat is not None:
        size = times(size, max(map(Fraction, item.repeat.factors)))
    if item.round is not None and size is not None:
        size = abs(Fraction(item.round.of(sign * size)))
    return size


def listed_most(item: Item, sign: int) -> Most:
    """Give the most that one claim of one person gains or loses by the list alone.

    Examples:
        >>> from civil_village.points.policy.items import ByHand, Targets
        >>> by_hand = ByHand(least=-50, most=-10)
        >>> listed_most(Item(to=Targets({"a": 1}), by_hand=by_hand, approval=["council"]), -1)
        Fraction(50, 1)
    """
    if item.curve is not None:
        start = item.curve.at(0)
        climb = climbs(item.curve)[0 if sign > 0 else 1]
        return None if climb is None else max(Fraction(0), sign * start + climb)
    ends = item.listed
    return max(Fraction(0), sign * ends[0], sign * ends[1])


def claim_least(item: Item) -> Fraction:
    """Give points, whatever their sign, below which no claim that is worth any can be.

    Examples:
        >>> from civil_village.points.policy.items import Targets
        >>> claim_least(Item(to=Targets({"credit": 1}), points=-5))
        Fraction(5, 1)
    """
    if item.curve is not None:
        return Fraction(0)
    low, high = item.listed
    size = low if low > 0 else -high if high < 0 else Fraction(0)
    if item.repeat is not None:
        size *= min((Fraction(f) for f in item.repeat.factors if f), default=Fraction(0))
    # Rounding may go down, but never past a whole step below.
    return size if item.round is None else max(Fraction(0), size - Fraction(item.round.step))


# Items and caps ------------------------------------------------------------------------


class Reach:
    """What a policy lets items and accounts come to, for one subject (可达范围).

    Args:
        policy: A valid policy.

    Examples:
        >>> from civil_village.samples import bundled
        >>> Reach(bundled("points.village")).balance("exchange")
        (None, None)
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        slots = policy.delegated
        #: The signs of items that villages may still add.
        self.open = {
            sign
            for sign, side in ((1, slots and slots.gains), (-1, slots and slots.losses))
            if side is not None
        }
        #: Items that follow from a judgment or a settlement, past all caps.
        self.posted = frozenset(
            [j.repair for j in policy.judgments.values() if j.repair is not None]
            + [
                one.post
                for settlement in policy.settlements.values()
                for brought in settlement.bands.values()
                for one in brought
                if isinstance(one, ItemPosted)
            ]
        )

        #: Items by their classes, and caps of the policy by what they are of.
        self._members: dict[str | None, list[str]] = {}
        for name, item in policy.items.items():
            self._members.setdefault(item.class_, []).append(name)
        self._caps: dict[tuple[str, str | None], list[Cap]] = {}
        for cap in policy.caps:
            self._caps.setdefault((cap.of, None if cap.of == "all" else cap.name), []).append(cap)

    def caps_of(self, name: str) -> list[Cap]:
        """Give the caps that hold for an item: its own, and those of the policy."""
        item = self.policy.items[name]
        found = [*item.caps]
        for of in (("all", None), ("item", name), ("class", item.class_)):
            found += self._caps.get(of, ())
        return found

    def capped(self, cap: Cap, owner: str | None = None) -> tuple[str, ...]:
        """Name the items that a cap of the policy, or of an item, holds together."""
        items = self.policy.items
        if cap.of == "all":
            return tuple(items)
        if cap.of == "item":
            return (owner or cap.name or "",)
        of = items[owner].class_ if owner is not None else cap.name
        return tuple(self._members.get(of, ()))

    def count(
        self, name: str, outer: Period | None, each: str = "subject", skip: Collection[int] = ()
    ) -> Most:
        """Give the most claims of an item that count within a period.

        Args:
            name: The item.
            outer: The period; ``None`` is all time.
            each: For whom: the subject that is charged, or the member who acts.
            skip: Identities of caps that are left out.
        """
        item = self.policy.items[name]
        return least_of(
            times(Fraction(cap.count), windows(cap.per, outer))
            for cap in self.caps_of(name)
            if cap.count is not None and id(cap) not in skip and _bounds(cap, item, each)
        )

    def points(
        self,
        name: str,
        outer: Period | None,
        sign: int,
        each: str = "subject",
        skip: Collection[int] = (),
    ) -> Most:
        """Give the most points that claims of an item gain, or lose, within a period.

        Arguments are as in `count`; the sign is that of the points.
        """
        item = self.policy.items[name]
        once = claim_most(item, sign)
        if once == 0:
            return once
        bounds = [times(once, self.count(name, outer, each, skip))]
        bounds += [
            times(Fraction(cap.points), windows(cap.per, outer))
            for cap in self.caps_of(name)
            if cap.points is not None and id(cap) not in skip and _bounds(cap, item, each)
        ]
        over = item.per.over if item.per is not None else None
        # Rounding each part of a running total may come to more than the total.
        if item.curve is not None and over is not None and over.unit != "act" and not item.round:
            climb = times(climbs(item.curve)[0 if sign > 0 else 1], _factor(item))
            bounds.append(times(climb, windows(over, outer)))
        if outer is not None and outer.unit == "act" and self.policy.one_act_of(item) == "highest":
            bounds.append(once)
        return least_of(bounds)

    def together(self, cap: Cap, owner: str | None, sign: int, skip: Collection[int]) -> Most:
        """Give the most points of a sign that a cap, left out, would have to hold."""
        if cap.each == "place" or (cap.of != "item" and sign in self.open):
            return None
        names = self.capped(cap, owner)
        return added(self.points(name, cap.per, sign, cap.each, skip) for name in names)

    def counted(self, cap: Cap, owner: str | None, skip: Collection[int]) -> Most:
        """Give the most claims that a cap, left out, would have to hold."""
        if cap.each == "place" or (cap.of != "item" and self.open):
            return None
        names = self.capped(cap, owner)
        return added(self.count(name, cap.per, cap.each, skip) for name in names)

    # Accounts --------------------------------------------------------------------------

    def moved(self, account: str, sign: int) -> Most:
        """Give the most that an account gains (sign 1) or loses (-1) within one period of it.

        An account without a period has all time.
        """
        policy, model = self.policy, self.policy.accounts[account]
        if sign in self.open:
            return None
        outer = model.period if model.late == "own_period" else None
        parts = {
            name: (Fraction(item.to.accounts[account]), item)
            for name, item in policy.items.items()
            if account in item.to.accounts
        }
        if any(
            name in self.posted and sign * item.listed[0] > 0 for name, (_, item) in parts.items()
        ):
            return None
        each = {
            name: times(self.points(name, outer, sign), factor)
            for name, (factor, _) in parts.items()
        }
        largest = max((factor for factor, _ in parts.values()), default=Fraction(0))
        groups: dict[str, list[Most]] = {}
        for name, (_, item) in parts.items():
            groups.setdefault(item.class_ or "", []).append(each[name])
        bounds: dict[str, list[Most]] = {"": []}
        for cap in policy.caps:
            if cap.points is not None and cap.each == "subject" and cap.of != "item":
                most = times(Fraction(cap.points) * largest, windows(cap.per, outer))
                bounds.setdefault(cap.name or "", []).append(most)
        classes = [
            least_of([added(group), *(bounds.get(name, []) if name else [])])
            for name, group in groups.items()
        ]
        return least_of([added(classes), *bounds[""]])

    def balance(self, account: str) -> tuple[Most, Most]:
        """Give least and greatest balance of an account; ``None`` is without an end."""
        model = self.policy.accounts[account]
        base = Fraction(model.base)
        judged = [j for j in self.policy.judgments.values() if j.account == account]
        reads = [Fraction(j.reads) for j in judged if j.reads is not None]
        gains, losses = self.moved(account, 1), self.moved(account, -1)
        keep = model.carry.keep if model.carry is not None else None
        if (keep in ("all", "share") or judged) and gains:
            gains = None  # it may come from earlier periods, or after a repair
        rewards = [reward for reward in self.policy.rewards.values() if reward.account == account]
        if any(reward.returns != "own_period" for reward in rewards):
            gains = None  # what an earlier period gained may come back
        if (keep in ("all", "share", "debts") or judged) and losses:
            losses = None
        if model.up_only:
            losses = Fraction(0)
        least = None if losses is None or model.spendable else base - losses
        lapsing = model.validity or any(item.valid_for for item in self.policy.items.values())
        if model.floor is not None and not model.spendable and not lapsing:
            floor = Fraction(model.floor)
            least = floor if least is None else max(least, floor)
        greatest = None if gains is None else base + gains
        if reads:
            least = None if least is None else min(least, *reads)
            greatest = None if greatest is None else max(greatest, *reads)
        return least, greatest

    def spendable(self, account: str) -> Most:
        """Give the most that an account can ever hold of what buys rewards."""
        model = self.policy.accounts[account]
        greatest = self.balance(account)[1]
        if greatest is None:
            return None
        return greatest if model.spend_base else greatest - Fraction(model.base)


def _bounds(cap: Cap, item: Item, each: str) -> bool:
    """Tell whether a cap bounds what is asked for: what one subject, or one member, gains."""
    if cap.each == "place":
        return False
    # Members act for one subject, so what bounds the subject bounds each of them.
    return cap.each in ("subject", each) or item.charge == "actor"


def _factor(item: Item) -> Fraction:
    return max(map(Fraction, item.repeat.factors)) if item.repeat is not None else Fraction(1)
