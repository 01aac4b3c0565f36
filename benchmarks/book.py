"""A book of points, drawn by a seed, and a fold of its policy that was written by hand.

The fold knows this one policy and nothing else: no reasons, no statements, no past days, no
bad input. It is what somebody would write who needs the balances alone.
"""

from __future__ import annotations

import gc
import random
import tracemalloc
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta, timezone
from statistics import median
from time import perf_counter
from typing import Any

import civil_village as cv
from civil_village.points import Claim, Ledger, Policy, Redeem, Void, settle
from civil_village.points.ledger.entries import LedgerEvent

AS_OF = date(2024, 12, 31)
SOURCE = """
kind: policy
format: 1
id: benchmark.points
accounts:
  exchange: {spendable: true, period: year, carry: none}
  honour: {up_only: true}
items:
  cleaning: {to: [exchange, honour], class: work, points: 5, caps: [{per: month, points: 20}]}
  help: {to: [exchange, honour], class: work, points: 10}
  meeting: {to: [exchange, honour], points: 5, caps: [{per: week, count: 1}]}
  training: {to: [exchange, honour], points: 1, caps: [{per: year, points: 3}]}
  hours:
    to: [exchange, honour]
    per: {quantity: hours, over: year}
    curve: {steps: {4: 1, 10: 2, 20: 5, 50: 10, 80: 15, 100: 20}}
  litter:
    to: [exchange]
    class: harm
    points: -5
    repeat: {of: class, valid_for: 1 year, factors: [1, 2]}
  fence: {to: [exchange], class: harm, points: -2}
caps: [{of: class, name: work, per: month, points: 60}]
rewards:
  soap: {account: exchange, price: 25, stock: 100000000}
  noodles: {account: exchange, price: 30, limits: [{per: year, count: 4}]}
"""
ITEMS = {
    "cleaning": 30,
    "help": 15,
    "meeting": 15,
    "training": 5,
    "hours": 15,
    "litter": 5,
    "fence": 5,
}


def policy() -> Policy:
    """Give the policy."""
    loaded = cv.loads(SOURCE)
    assert isinstance(loaded, Policy)
    return loaded


def book(count: int, *, homes: int, voids: bool, seed: int = 1) -> list[LedgerEvent]:
    """Draw so many events of three years: claims, one redemption in twenty, perhaps voids."""
    draw = random.Random(seed)
    start = datetime(2022, 1, 1, tzinfo=timezone(timedelta(hours=8)))
    span = 3 * 365 * 86400
    events: list[Any] = []
    claims: list[Claim] = []
    for number in range(count):
        instant = start + timedelta(seconds=span * number // count)
        day, who, name = instant.date(), f"h{draw.randrange(homes)}", f"e{number}"
        kind = draw.random()
        if kind < 0.05:
            reward = draw.choice(["soap", "noodles"])
            events.append(Redeem(id=name, reward=reward, who=who, on=day, recorded=instant))
        elif voids and kind < 0.06 and claims:
            taken = claims[draw.randrange(max(0, len(claims) - 2000), len(claims))]
            events.append(Void(id=name, of=taken.id, recorded=instant))
        else:
            (item,) = draw.choices(list(ITEMS), list(ITEMS.values()))
            on = day - timedelta(days=draw.choice([0, 0, 0, 1, 2]))
            hours = draw.randrange(1, 9) if item == "hours" else None
            claim = Claim(id=name, item=item, who=who, on=on, recorded=instant, quantity=hours)
            claims.append(claim)
            events.append(claim)
    return events


STEPS, GIVES = (4, 10, 20, 50, 80, 100), (0, 1, 2, 5, 10, 15, 20)


class ByHand:
    """One household's points, added up as they come."""

    __slots__ = ("claims", "counts", "done", "exchange", "harms", "honour", "hours", "out", "spent")

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.out: set[str] = set()
        self.spent: dict[int, int] = {}
        self.again()

    def again(self) -> None:
        """Begin again, since a claim fell away."""
        self.done = self.honour = 0
        self.exchange: dict[int, int] = {}
        self.counts: dict[Any, int] = {}
        self.hours: dict[int, int] = {}
        self.harms: list[date] = []

    def sum(self) -> None:
        """Add up what came since."""
        counts = self.counts
        for claim in self.claims[self.done :]:
            if claim.id in self.out:
                continue
            on, item = claim.on, claim.item
            year = on.year
            if item == "hours":
                before = self.hours.get(year, 0)
                after = self.hours[year] = before + int(claim.quantity or 0)
                points = GIVES[bisect_right(STEPS, after)] - GIVES[bisect_right(STEPS, before)]
            elif item == "meeting":
                key: Any = on.isocalendar()[:2]
                points = 0 if key in counts else 5
                counts[key] = 1
            elif item == "training":
                key = year
                points = 1 if counts.get(key, 0) < 3 else 0
                counts[key] = counts.get(key, 0) + points
            elif item == "litter":
                old = sum(
                    then <= on < then.replace(year=then.year + 1, day=min(then.day, 28))
                    if then.month == 2
                    else then <= on < then.replace(year=then.year + 1)
                    for then in self.harms
                )
                self.harms.append(on)
                points = -10 if old else -5
            elif item == "fence":
                points = -2
            else:
                month = (year, on.month)
                points = 10 if item == "help" else 5
                if item == "cleaning":
                    key = ("cleaning", month)
                    points = min(points, 20 - counts.get(key, 0))
                key = ("work", month)
                points = min(points, 60 - counts.get(key, 0))
                counts[key] = counts.get(key, 0) + points
                if item == "cleaning":
                    key = ("cleaning", month)
                    counts[key] = counts.get(key, 0) + points
            self.exchange[year] = self.exchange.get(year, 0) + points
            if points > 0:
                self.honour += points
        self.done = len(self.claims)


def by_hand(events: Sequence[Any]) -> dict[str, tuple[int, int]]:
    """Fold the events; give exchange and honour points of each household at the end."""
    homes: dict[str, ByHand] = {}
    owner: dict[str, ByHand] = {}
    noodles: dict[tuple[str, int], int] = {}
    for event in events:
        kind = type(event)
        if kind is Claim:
            home = homes.get(event.who)
            if home is None:
                home = homes[event.who] = ByHand()
            owner[event.id] = home
            home.claims.append(event)
        elif kind is Void:
            home = owner[event.of]
            home.out.add(event.of)
            home.again()
        else:
            home = homes.setdefault(event.who, ByHand())
            year = event.on.year
            soap = event.reward == "soap"
            if not soap and noodles.get((event.who, year), 0) >= 4:
                continue
            home.sum()
            price = 25 if soap else 30
            if home.exchange.get(year, 0) - home.spent.get(year, 0) >= price:
                home.spent[year] = home.spent.get(year, 0) + price
                if not soap:
                    noodles[event.who, year] = noodles.get((event.who, year), 0) + 1
    found = {}
    for who, home in homes.items():
        home.sum()
        year = AS_OF.year
        found[who] = (home.exchange.get(year, 0) - home.spent.get(year, 0), home.honour)
    return found


def settled(points: Policy, events: Sequence[LedgerEvent]) -> dict[str, tuple[Any, Any]]:
    """Settle the same with the library, and read every balance."""
    log = Ledger(events=tuple(events))
    state = settle(points, log, as_of=AS_OF)
    return {
        who: (state.balance(who, "exchange"), state.balance(who, "honour"))
        for who in state.subjects
    }


def folded(points: Policy, events: Sequence[LedgerEvent]) -> Any:
    """Settle, and read the balances; give the state itself, to see what it weighs."""
    state = settle(points, Ledger(events=tuple(events)), as_of=AS_OF)
    for who in state.subjects:
        state.balance(who, "exchange")
        state.balance(who, "honour")
    return state


def differences(points: Policy, events: Sequence[LedgerEvent]) -> int:
    """Count the households whose points the two do not work out alike."""
    wanted, found = by_hand(events), settled(points, events)
    return sum(found[who] != numbers for who, numbers in wanted.items())


def weight(call: Callable[[Any], Any], events: Sequence[LedgerEvent]) -> int:
    """Give the bytes that are in use more, at most, while a call runs; the events not counted."""
    gc.collect()
    tracemalloc.start()
    kept = call(events)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return most


def one_more(points: Policy, events: Sequence[LedgerEvent]) -> float:
    """Give the median microseconds of settling after each of the last hundred events."""
    log = Ledger(events=tuple(events[:-100]))
    state, taken = settle(points, log, as_of=AS_OF), []
    for event in events[-100:]:
        log = log.add(event)
        start = perf_counter()
        state = settle(points, log, as_of=AS_OF, after=state)
        state.balance(str(getattr(event, "who", "h0")), "exchange")
        taken.append(perf_counter() - start)
    return 1e6 * median(taken)
