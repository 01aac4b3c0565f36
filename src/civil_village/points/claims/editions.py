"""Editions of a policy made ready for the fold: which item applies, and what meters it feeds.

A meter counts one thing (points, claims, a quantity) of one item, of a class or of all, for
one kind of subject and one kind of period. Editions of a policy share the meters that they
declare alike, so that a new edition within a year does not start any cap anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import chain

from civil_village.calendar import Period
from civil_village.consequences import ItemPosted
from civil_village.editions import begins, same_day_problems
from civil_village.exact_numbers import lean
from civil_village.messages import Message
from civil_village.points.policy.accounts import Account, Carry
from civil_village.points.policy.items import Cap, Item, OneAct, Publicity
from civil_village.points.policy.policy import Policy
from civil_village.problems import Problem, reject

_ORDER = {"item": 0, "class": 1, "all": 2}
#: So many days, or amounts, are kept looked up; hostile books may hold any number.
_KEPT = 20_000
_KEPT_WHOLE = Carry(keep="all")


class First:
    """The first days of a period, each looked up once."""

    __slots__ = ("_found", "period")

    def __init__(self, period: Period) -> None:
        self.period = period
        self._found: dict[date, date] = {}

    def of(self, day: date) -> date:
        """Give the first day of the period in which a day lies."""
        found = self._found.get(day)
        if found is None:
            if len(self._found) >= _KEPT:
                self._found.clear()
            found = self._found[day] = self.period.around(day).first
        return found


class Meter:
    """What counts one thing of one item, of a class or of all: one for all caps that read it."""

    __slots__ = ("cap", "first", "measure")

    def __init__(self, cap: Cap) -> None:
        self.cap = cap
        self.measure = measure_of(cap)
        #: Gives the first day of a day's period.
        self.first = First(cap.per).of

    @property
    def easy(self) -> bool:
        """Whether it counts points or claims of one subject over a period of the calendar."""
        per = self.cap.per
        periodic = per.rolling is None and per.unit != "act"
        return periodic and self.cap.each == "subject" and self.measure != "quantity"


def measure_of(cap: Cap) -> str:
    """Name what a cap measures: ``points``, ``count`` or ``quantity``."""
    return next(m for m in ("points", "count", "quantity") if getattr(cap, m) is not None)


class ItemLine:
    """One item of one edition, with what its value takes looked up once."""

    __slots__ = (
        "_along",
        "alone",
        "always",
        "asks",
        "caps",
        "days",
        "doubles",
        "easy",
        "factors",
        "feeds",
        "fixed",
        "immediate",
        "item",
        "measured",
        "meters",
        "name",
        "one_act",
        "over",
        "plain",
        "policy",
        "publicity",
        "takes_nothing",
        "targets",
        "varies",
    )

    def __init__(self, name: str, item: Item, policy: Policy) -> None:
        self.name, self.item, self.policy = name, item, policy
        self.fixed: int | Fraction | None = None if item.points is None else lean(item.points)
        #: Days whose acts count.
        self.days = item.days
        self.one_act: OneAct = policy.one_act_of(item)
        self.publicity: Publicity | None = policy.publicity_of(item)
        #: Whether a claim counts from its own day on, without anybody's word.
        self.immediate = self.publicity is None and not item.approval
        self.targets = tuple((account, lean(f)) for account, f in item.to.accounts.items())
        #: Whether its worth hangs on the day for which one asks.
        self.varies = item.each == "member" and item.members_on != "act"
        #: Whether a later claim changes what an earlier one is worth.
        self.doubles = item.repeat is not None and item.repeat.multiply == "both"
        self.factors = dict(self.targets)
        #: First day of the period over which a curve adds up.
        self.over = First(item.per.over).of if item.per is not None else None
        #: Its caps, those of the item first, each with its meter and the most that it allows.
        self.caps: tuple[tuple[Cap, Meter, int | Fraction], ...] = ()
        #: Meters that count it, whether or not they limit it.
        self.meters: tuple[Meter, ...] = ()
        #: Whether what a claim is worth hangs on no other claim, nor any other on it.
        self.alone = False
        #: Whether it is valued in few steps: see `civil_village.points.claims.valuation`.
        self.easy = False
        #: For those: each meter, the most that it allows, and whether it counts points.
        self.feeds: tuple[tuple[Meter, int | Fraction | None, bool], ...] = ()
        self._along: dict[int | Fraction, int | Fraction] = {}
        #: What a claim of it says beside the act, by the name of the field, and whether it must.
        self.asks = {
            name: must
            for name, asked, must in (
                ("quantity", item.per is not None, True),
                ("persons", item.each == "person", False),
                ("charged", item.charge == "named", True),
                ("points", item.by_hand is not None, False),
            )
            if asked
        }
        #: Whether it asks for nothing, or for a quantity alone, as most do.
        self.plain, self.measured = not self.asks, [*self.asks] == ["quantity"]
        #: Whether acts of all days count.
        self.always = item.from_ is None and item.until is None
        #: Whether a quantity of 0 is worth something.
        self.takes_nothing = (
            item.curve is not None and self._by_act() and bool(item.curve.at(Fraction(0)))
        )

    def declared(self) -> list[Cap]:
        """Give the caps that limit it: its own, and those of the policy."""
        of = [cap for cap in self.policy.caps if self._is_meant(cap)]
        return sorted([*self.item.caps, *of], key=lambda cap: _ORDER[cap.of])

    def _is_meant(self, cap: Cap) -> bool:
        if cap.of == "all":
            return True
        return cap.name == (self.name if cap.of == "item" else self.item.class_)

    def which(self, of: str) -> str | None:
        """Name what a cap of this kind is over, for this item."""
        return {"item": self.name, "class": self.item.class_, "all": ""}[of]

    def along(self, amount: int | Fraction) -> int | Fraction:
        """Give the points of its curve at an amount."""
        found = self._along.get(amount)
        if found is None:
            assert self.item.curve is not None  # only such are asked
            if len(self._along) >= _KEPT:
                self._along.clear()
            found = self._along[amount] = lean(self.item.curve.at(Fraction(amount)))
        return found

    def settle_ways(self) -> None:
        """See whether it can be valued in few steps, once its meters are known."""
        item = self.item
        lasting = item.curve is None or (self.over is not None and not self._by_act())
        counts = any(meter.measure == "count" for meter in self.meters)
        self.easy = (
            item.by_hand is None
            and item.each == "claim"
            and item.repeat is None
            and item.round is None
            and all(meter.easy for meter in self.meters)
            and lasting
            and not (counts and item.curve is not None)
        )
        self.alone = (
            not self.meters and item.repeat is None and (item.curve is None or self._by_act())
        )
        most: dict[Meter, int | Fraction] = {}
        for _, meter, limit in self.caps:
            most[meter] = min(limit, most.get(meter, limit))
        self.feeds = tuple((m, most.get(m), m.measure == "points") for m in self.meters)

    def _by_act(self) -> bool:
        return self.item.per is not None and self.item.per.over.unit == "act"


def _most(cap: Cap) -> int | Fraction:
    for most in (cap.points, cap.count, cap.quantity):
        if most is not None:
            return lean(most)
    raise AssertionError(cap)  # a cap has one of the three


def is_summed(account: Account) -> bool:
    """Tell whether an account is the mere sum of what moves it, period by period."""
    return (
        account.floor is None
        and account.deduct is None
        and not account.validity
        and not account.spend_base
        and account.late == "own_period"
    )


class PolicyEditions:
    """Editions of one policy, each from its day on (各版办法).

    Raises:
        DocumentError: Two begin on one day, or their accounts differ.
    """

    def __init__(self, policies: Sequence[Policy]) -> None:
        self.policies = tuple(sorted(policies, key=begins))
        self._starts = [begins(policy) for policy in self.policies]
        reject(self._problems())
        self._lines = [
            {name: ItemLine(name, item, policy) for name, item in policy.items.items()}
            for policy in self.policies
        ]
        self._feed()
        newest = self.policies[-1]
        self.accounts = newest.accounts
        self.zone = newest.time_zone()
        self.leap = newest.leap
        #: Accounts whose balance does not hang on the order of what moves them.
        self.summed = frozenset(
            name
            for name in self.accounts
            if all(is_summed(policy.accounts[name]) for policy in self.policies)
            and not any(
                item.valid_for is not None and name in item.to.accounts
                for policy in self.policies
                for item in policy.items.values()
            )
        )
        posted = {
            account
            for policy in self.policies
            for settlement in policy.settlements.values()
            for brought in chain.from_iterable(settlement.bands.values())
            if isinstance(brought, ItemPosted)
            for account in policy.items[brought.post].to.accounts
        }
        #: Such accounts to which nothing but claims and redemptions posts, and of which a new
        #: period keeps all or nothing.
        self.tidal = frozenset(
            name
            for name in self.summed - posted
            if all(policy.accounts[name] == self.accounts[name] for policy in self.policies)
            and (self.accounts[name].carry or _KEPT_WHOLE).keep in ("all", "none")
        )
        #: Whether every cap and every repeat concerns one subject alone.
        self.by_subject = all(
            cap.each != "place"
            for lines in self._lines
            for line in lines.values()
            for cap, *_ in line.caps
        )

    def _problems(self) -> list[Problem]:
        problems = list(same_day_problems(self.policies, "policies"))
        for index, policy in enumerate(self.policies[1:], 1):
            if set(policy.accounts) != set(self.policies[0].accounts):
                names = tuple(sorted(self.policies[0].accounts))
                expected = Message("expected.exactly", value=names)
                found = ", ".join(sorted(policy.accounts))
                path = ("policies", index, "accounts")
                problems.append(
                    Problem(code="other-accounts", path=path, found=found, expected=expected)
                )
        return problems

    def _feed(self) -> None:
        """Let every item feed each meter that any cap reads and that counts it."""
        every = [line for lines in self._lines for line in lines.values()]
        meters: dict[tuple[object, ...], Meter] = {}
        for line in every:
            caps = []
            for cap in line.declared():
                key = (cap.of, line.which(cap.of), cap.each, cap.per, measure_of(cap))
                caps.append((cap, meters.setdefault(key, Meter(cap)), _most(cap)))
            line.caps = tuple(caps)
        for line in every:
            line.meters = tuple(
                meter for (of, which, *_), meter in meters.items() if line.which(str(of)) == which
            )
            line.settle_ways()

    def at(self, day: date) -> Policy | None:
        """Give the edition of a day; ``None`` before the first."""
        place = bisect_right(self._starts, day) - 1
        return None if place < 0 else self.policies[place]

    def account(self, name: str, day: date) -> Account:
        """Give an account as it is on a day; before the first edition, as that has it."""
        return (self.at(day) or self.policies[0]).accounts[name]

    def line(self, name: str, day: date) -> ItemLine | None:
        """Give an item as it is on a day; ``None`` where there is none."""
        lines = self._lines
        if len(lines) == 1 and self._starts[0] == date.min:
            return lines[0].get(name)
        place = bisect_right(self._starts, day) - 1
        return None if place < 0 else lines[place].get(name)
