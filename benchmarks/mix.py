"""One generated mix of criteria, and records for it: the same for every engine.

The mix is a real standard; each engine's own form is written from its rules. A record is a
plain dict. A share is handed to the library as a `Ratio` and to the others as its two
parts, under the names that `part` and `whole` give.
"""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from attrs import frozen

import civil_village as cv
from civil_village.rules.syntax import Expression

Record = dict[str, Any]

#: Kinds of twenty criteria in a row; a larger mix repeats them.
KINDS = (
    *("count", "amount", "truth", "share", "either"),
    *("count", "range", "choice", "amount", "count"),
    *("both", "truth", "count", "share", "range"),
    *("count", "choice", "amount", "either", "truth"),
)
CHOICES = ("none", "planned", "partly", "mostly", "done")
#: Chance that a fact of a record with gaps is missing.
GAP = 0.15


@frozen
class Mix:
    """A standard whose criteria have one requirement each, so that states and points pair up."""

    standard: cv.Standard

    @property
    def rules(self) -> tuple[Expression, ...]:
        """The rule of each requirement, in order."""
        return tuple(_rule(c.requirements[0]).expression for c in self.standard.criteria)

    @property
    def points(self) -> tuple[int, ...]:
        """Full points of each criterion, in order."""
        return tuple(int(criterion.points) for criterion in self.standard.criteria)

    def named(self, value: str) -> tuple[str, ...]:
        """Give the names of all facts of one type."""
        known = self.standard.catalogue.indicators
        return tuple(name for name, indicator in known.items() if indicator.value == value)


def part(share: str) -> str:
    """Name the part of a share, for engines that have no ratios."""
    return f"{share}_part"


def whole(share: str) -> str:
    """Name the whole of a share."""
    return f"{share}_whole"


def apart(record: Record) -> Record:
    """Give a record for the other engines: shares as whole numbers, part and whole."""
    plain: Record = {}
    for name, value in record.items():
        if isinstance(value, cv.Ratio):
            plain[part(name)], plain[whole(name)] = int(value.part), int(value.whole)
        else:
            plain[name] = value
    return plain


def generate(criteria: int, *, seed: int = 1) -> Mix:
    """Make a mix of so many criteria."""
    making = _Making(random.Random(seed))
    rules = [making.rule(KINDS[index % len(KINDS)]) for index in range(criteria)]
    points = [making.chance.randint(1, 10) for _ in rules]
    return _mix(making.indicators, rules, points)


def records(mix: Mix, count: int, *, seed: int = 2) -> list[Record]:
    """Make complete records."""
    chance = random.Random(seed)
    known = mix.standard.catalogue.indicators
    return [{name: _value(i, chance) for name, i in known.items()} for _ in range(count)]


def gapped(mix: Mix, count: int, *, seed: int = 3) -> list[Record]:
    """Make records in which some facts are absent."""
    chance = random.Random(seed)
    return [
        {name: value for name, value in record.items() if chance.random() >= GAP}
        for record in records(mix, count, seed=seed)
    ]


def facts(mix: Mix, record: Record) -> cv.Facts:
    """Give a record as facts of the library; what is absent is unknown within its bounds."""
    values = {}
    for name, indicator in mix.standard.catalogue.indicators.items():
        values[name] = record[name] if name in record else _unknown(name, indicator)
    return cv.Facts(values=values)


def boundary() -> tuple[Mix, list[tuple[int, Record]]]:
    """Make rules, and cases that meet a threshold exactly, or pass it by the smallest step.

    Shares such as 7 of 100 against 0.07, sums such as 0.1 + 0.2 against 0.3, products such
    as 1.1 * 3 against 3.3. A case names one rule by its index.
    """
    rules, cases = [], []
    usual = {"ratio": cv.Ratio(1, 2), "first": _cents(1), "second": _cents(1), "price": _cents(1)}

    def case(rule: str, **values: Any) -> None:
        if rule not in rules:
            rules.append(rule)
        cases.append((rules.index(rule), usual | values))

    for percent in range(1, 100):
        for whole_number in (100, 300, 700):
            ratio = cv.Ratio(percent * whole_number // 100, whole_number)
            case(f"ratio >= {_cents(percent)}", ratio=ratio)
    for first in range(10, 100, 10):
        for second in range(10, 100, 10):
            for sign, step in (("<=", 0), (">=", 0), ("<=", 1), (">=", -1)):
                rule = f"first + second {sign} {_cents(first + second)}"
                case(rule, first=_cents(first), second=_cents(second + step))
    for price in range(105, 250, 5):
        for count in (3, 7):
            # The point makes it a number of the same type as the price in every language.
            rule = f"price * {count}.0 == {_cents(price * count)}"
            case(rule, price=_cents(price))
    indicators = {name: _amount(maximum=10) for name in ("first", "second", "price")}
    indicators["ratio"] = cv.Indicator(label="share", value="ratio")
    return _mix(indicators, rules, [1] * len(rules)), cases


def _cents(number: int) -> Decimal:
    return Decimal(number).scaleb(-2)  # keeps its places, and so the point in a rule


class _Making:
    """Makes rules, and the indicators that they speak of."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.indicators: dict[str, cv.Indicator] = {}

    def new(self, indicator: cv.Indicator) -> str:
        name = f"{indicator.value}_{len(self.indicators)}"
        self.indicators[name] = indicator
        return name

    def rule(self, kind: str) -> str:
        """Write one rule, about new facts."""
        chance = self.chance
        match kind:
            case "count":
                sign = chance.choice((">=", ">=", "<=", ">"))
                return f"{self.count()} {sign} {chance.randint(2, 15)}"
            case "amount":
                sign = chance.choice((">=", ">=", "<="))
                return f"{self.new(_amount(maximum=100_000))} {sign} {_money(chance)}"
            case "truth":
                return chance.choice(("", "", "!")) + self.truth()
            case "share":
                share = self.new(cv.Indicator(label="share", value="ratio"))
                return f"{share} >= {_cents(chance.randint(50, 98))}"
            case "choice":
                choice = self.new(cv.Indicator(label="choice", value="choice", choices=CHOICES))
                return f"{choice} in {chance.sample(CHOICES, 3)}"
            case "range":
                count, low = self.count(), chance.randint(2, 8)
                return f"{count} >= {low} && {count} <= {low + chance.randint(3, 8)}"
            case "both":
                return f"{self.rule('truth')} && ({self.rule('count')} || {self.rule('amount')})"
            case _:
                return f"{self.rule('count')} || {self.rule('truth')} && {self.rule('truth')}"

    def count(self) -> str:
        return self.new(cv.Indicator(label="count", value="count", maximum=20))

    def truth(self) -> str:
        return self.new(cv.Indicator(label="truth", value="truth"))


def _mix(indicators: dict[str, cv.Indicator], rules: list[str], points: list[int]) -> Mix:
    criteria = [
        cv.Criterion(
            id=f"c{index}",
            label=cv.Label(f"第 {index} 项", f"criterion {index}"),
            points=full,
            requirements=[cv.Requirement(id="r", label=rule, rule=cv.Rule(rule))],
        )
        for index, (rule, full) in enumerate(zip(rules, points, strict=True))
    ]
    return Mix(
        cv.Standard(
            id="benchmark", catalogue=cv.Catalogue(indicators=indicators), criteria=criteria
        )
    )


def _rule(requirement: cv.Requirement) -> cv.Rule:
    assert requirement.rule is not None  # made above
    return requirement.rule


def _amount(*, maximum: int) -> cv.Indicator:
    return cv.Indicator(label="amount", value="amount", maximum=maximum)


def _money(chance: random.Random) -> Decimal:
    return _cents(chance.randint(10_000, 9_000_000))


def _value(indicator: cv.Indicator, chance: random.Random) -> Any:
    match indicator.value:
        case "count":
            return chance.randint(0, 20)
        case "amount":
            return _money(chance)
        case "ratio":
            of = chance.randint(100, 3000)
            return cv.Ratio(of * chance.randint(40, 100) // 100, of)
        case "choice":
            return chance.choice(CHOICES)
        case _:
            return chance.random() < 0.7


def _unknown(name: str, indicator: cv.Indicator) -> cv.Unknown:
    missing = (cv.Missing("indicator", name),)
    if indicator.value in {"truth", "choice"}:
        return cv.Unknown(missing)
    kind = indicator.signature({})
    return cv.Unknown(missing, kind.minimum, kind.maximum, sure=indicator.value != "ratio")
