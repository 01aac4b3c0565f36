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

from civil_village.messages import Message
from civil_village.points.items import Cap, Item, OneAct, Publicity
from civil_village.points.policy import Policy
from civil_village.problems import Problem, reject
from civil_village.quantities import lean

#: What is capped (item, class, all), which of them, for whom, over what, and which measure.
Meter = tuple[str, str, str, object, str]

_ORDER = {"item": 0, "class": 1, "all": 2}


class Line:
    """One item of one edition, with what its value takes looked up once."""

    __slots__ = (
        "cap_lines",
        "fixed",
        "item",
        "meters",
        "name",
        "needs_unit",
        "one_act",
        "plain",
        "policy",
        "publicity",
        "targets",
    )

    def __init__(self, name: str, item: Item, policy: Policy) -> None:
        self.name, self.item, self.policy = name, item, policy
        self.fixed: int | Fraction | None = None if item.points is None else lean(item.points)
        self.one_act: OneAct = policy.one_act_of(item)
        self.publicity: Publicity | None = policy.publicity_of(item)
        self.targets = tuple((account, lean(f)) for account, f in item.to.accounts.items())
        caps = [*item.caps, *(cap for cap in policy.caps if self._is_meant(cap))]
        caps.sort(key=lambda cap: _ORDER[cap.of])
        self.cap_lines: tuple[tuple[Cap, Meter, int | Fraction], ...] = tuple(
            (cap, meter_of(cap, name, item), _most(cap)) for cap in caps
        )
        #: Meters that it feeds; those of other items' caps are added by `Editions`.
        self.meters: tuple[tuple[Cap, Meter], ...] = ()
        self.plain = False

    def _is_meant(self, cap: Cap) -> bool:
        if cap.of == "all":
            return True
        return cap.name == (self.name if cap.of == "item" else self.item.class_)


def meter_of(cap: Cap, name: str, item: Item) -> Meter:
    """Name the meter that a cap reads, for one of the items that it limits."""
    measure = next(m for m in ("points", "count", "quantity") if getattr(cap, m) is not None)
    which = {"item": name, "class": item.class_ or "", "all": ""}[cap.of]
    return (cap.of, which, cap.each, cap.per, measure)


def _most(cap: Cap) -> int | Fraction:
    for most in (cap.points, cap.count, cap.quantity):
        if most is not None:
            return lean(most)
    raise AssertionError(cap)  # a cap has one of the three


class Editions:
    """Editions of one policy, each from its day on (各版办法).

    Raises:
        DocumentError: Two begin on one day, or their accounts differ.
    """

    def __init__(self, policies: Sequence[Policy]) -> None:
        self.policies = tuple(sorted(policies, key=lambda policy: policy.from_ or date.min))
        self._starts = [policy.from_ or date.min for policy in self.policies]
        reject(self._problems())
        self._lines = [
            {name: Line(name, item, policy) for name, item in policy.items.items()}
            for policy in self.policies
        ]
        self._feed()
        newest = self.policies[-1]
        self.accounts = newest.accounts
        self.zone = newest.time_zone()
        self.leap = newest.leap
        #: Whether every cap and every repeat concerns one subject alone.
        self.by_subject = all(
            cap.each != "place"
            for lines in self._lines
            for line in lines.values()
            for cap, *_ in line.cap_lines
        )

    def _problems(self) -> list[Problem]:
        problems = []
        if not self.policies:
            problems.append(Problem(code="empty-list", path=("policies",)))
        for index, start in enumerate(self._starts[1:], 1):
            if start == self._starts[index - 1]:
                found = str(self.policies[index].from_)
                path = ("policies", index, "from")
                problems.append(Problem(code="two-editions", path=path, found=found))
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
        meters: dict[Meter, Cap] = {}
        for lines in self._lines:
            for line in lines.values():
                for cap, meter, _ in line.cap_lines:
                    meters.setdefault(meter, cap)
        for lines in self._lines:
            for name, line in lines.items():
                own = {"item": name, "class": line.item.class_, "all": ""}
                line.meters = tuple(
                    (cap, meter) for meter, cap in meters.items() if own[meter[0]] == meter[1]
                )
                item = line.item
                line.plain = (
                    not line.meters
                    and item.points is not None
                    and item.each == "claim"
                    and item.repeat is None
                    and item.round is None
                )

    def at(self, day: date) -> Policy | None:
        """Give the edition of a day; ``None`` before the first."""
        place = bisect_right(self._starts, day) - 1
        return None if place < 0 else self.policies[place]

    def line(self, name: str, day: date) -> Line | None:
        """Give an item as it is on a day; ``None`` where there is none."""
        lines = self._lines
        if len(lines) == 1 and self._starts[0] == date.min:
            return lines[0].get(name)
        place = bisect_right(self._starts, day) - 1
        return None if place < 0 else lines[place].get(name)
