"""Gradings and curves on single numbers, with the points that they give, reckoned by hand.

Each case is one criterion of 10 points. ``n`` is an amount with two places from 0 to 100, ``s``
a share of ``part`` in ``whole``, and ``a``, ``b``, ``c`` are truths; what is not there is missing.
"""

from decimal import Decimal
from fractions import Fraction

from civil_village.curves import Bracket, Brackets, Knot, Linear, PerUnit, Shortfall, Step, Steps
from civil_village.indicators import Catalogue, Indicator
from civil_village.quantities.ratios import Ratio
from civil_village.quantities.rounding import Rounding
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Rule
from civil_village.standards import (
    All,
    ByCurve,
    Count,
    Criterion,
    Divided,
    Given,
    Levels,
    Occurrences,
    PointsShort,
    Standard,
    Sum,
)

CATALOGUE = Catalogue(
    indicators={
        "n": Indicator(label="数", value="amount", unit="元", minimum=0, maximum=100, places=2),
        "part": Indicator(label="分子", value="count", maximum=1000),
        "whole": Indicator(label="分母", value="count", maximum=1000),
        "s": Indicator(label="比", value="ratio", of=["part", "whole"]),
        **{name: Indicator(label=name, value="truth") for name in "abc"},
    }
)
N, S = Rule("n"), Rule("s")


def of(by):
    return ByCurve(of=N, by=by)


def abc(*points):
    own = points or (None, None, None)
    return [
        Requirement(id=name, rule=Rule(name), points=point)
        for name, point in zip("abc", own, strict=True)
    ]


def standard(grade, requirements=(), **more):
    """Give a standard of one criterion."""
    made = Criterion(id="one", points=10, grade=grade, requirements=requirements, **more)
    return Standard(id="hand", catalogue=CATALOGUE, criteria=[made], round=Rounding(step=0.0001))


STEPS = Steps([Step(from_=4, give=1), Step(above=10, give=7), Step(from_=20, give=3)])
LINE = Linear([Knot(at=0, give=0), Knot(at=30, give=10)])
PEAK = Linear([Knot(at=0, give=0), Knot(at=10, give=8), Knot(at=20, give=2)])
#: More than one bracket, one of them capped; the last one goes on.
GIFTS = Brackets(
    [Bracket(to=10, per=3, give=1), Bracket(to=20, per=2, give=2, most=5), Bracket(per=10, give=1)]
)

#: By name: the standard, and facts with least and greatest points.
CASES = {
    "steps": (standard(of(STEPS)), [
        ({"n": "3.99"}, 0, 0), ({"n": 4}, 1, 1), ({"n": 10}, 1, 1), ({"n": "10.01"}, 7, 7),
        ({"n": "19.99"}, 7, 7), ({"n": 20}, 3, 3), ({}, 0, 7),
    ]),
    "linear": (standard(of(LINE), round=Rounding(step=0.01)), [
        # 1 of 30 is a third of a point, 29.99 of 30 are 9.99666 points.
        ({"n": 0}, 0, 0), ({"n": 1}, "0.33", "0.33"), ({"n": 15}, 5, 5),
        ({"n": "29.99"}, 10, 10), ({"n": "29.96"}, "9.99", "9.99"), ({"n": 31}, 10, 10),
        ({}, 0, 10),
    ]),
    "linear, up and down": (standard(of(PEAK), round=Rounding(step=0.1, mode="down")), [
        ({"n": 5}, 4, 4), ({"n": 10}, 8, 8), ({"n": 15}, 5, 5), ({"n": "10.01"}, "7.9", "7.9"),
        ({"n": 99}, 2, 2), ({}, 0, 8),
    ]),
    "per whole unit": (standard(of(PerUnit(each=2.5, give=1.5, start=1, most=9))), [
        # 5 above the start are two units, 4.99 are one.
        ({"n": 1}, 0, 0), ({"n": "3.49"}, 0, 0), ({"n": "3.5"}, "1.5", "1.5"),
        ({"n": 6}, 3, 3), ({"n": "5.99"}, "1.5", "1.5"), ({"n": 100}, 9, 9), ({}, 0, 9),
    ]),
    "per started unit": (standard(of(PerUnit(each=3, give=2, count="started", most=8))), [
        ({"n": 0}, 0, 0), ({"n": "0.01"}, 2, 2), ({"n": 3}, 2, 2), ({"n": "3.01"}, 4, 4),
        ({"n": 9}, 6, 6), ({"n": 100}, 8, 8), ({}, 0, 8),
    ]),
    "lost per unit": (standard(of(PerUnit(each=1, give=-1, least=-5))), [
        ({"n": 4}, 0, 0), ({}, 0, 0),  # no criterion has fewer than no points
    ]),
    "brackets": (standard(of(GIFTS)), [
        # 3 units of 3 in the first ten; then a unit of 2 gives 2, capped at 5.
        ({"n": "2.99"}, 0, 0), ({"n": 3}, 1, 1), ({"n": 10}, 3, 3), ({"n": "11.99"}, 3, 3),
        ({"n": 12}, 5, 5), ({"n": 16}, 8, 8), ({"n": "29.99"}, 8, 8), ({"n": 30}, 9, 9),
        ({"n": 90}, 10, 10), ({}, 0, 10),
    ]),
    "short": (standard(of(Shortfall(full=9, target=50, lose=0.5, each=5, floor=2))), [
        # 25 short are five times 5, 24.99 only four.
        ({"n": 50}, 9, 9), ({"n": 60}, 9, 9), ({"n": 25}, "6.5", "6.5"),
        ({"n": "25.01"}, 7, 7), ({"n": 0}, 4, 4), ({}, 4, 9),
    ]),
    # A share that may be one of nothing decides nothing, not even the floor.
    "points short, whole": (standard(PointsShort(of=S, target=0.95, lose=1)), [
        # 925 of 1000 are 2.5 points short, 924 are 2.6, 950 none; 947.5 would be a quarter.
        ({"s": (95, 100)}, 10, 10), ({"s": (925, 1000)}, 8, 8), ({"s": (92, 100)}, 7, 7),
        ({"s": (1, 3)}, 0, 0), ({"s": (9, 10)}, 5, 5), ({}, 0, 10),
    ]),
    "points short, started": (
        standard(PointsShort(of=S, target=0.95, lose=1, count="started", floor=1)), [
            ({"s": (95, 100)}, 10, 10), ({"s": (949, 1000)}, 9, 9), ({"s": (94, 100)}, 9, 9),
            ({"s": (939, 1000)}, 8, 8), ({"s": (0, 7)}, 1, 1), ({}, 0, 10),
        ]),
    "points short, continuous": (
        standard(PointsShort(of=S, target=0.95, lose=1, count="continuous"),
                 round=Rounding(step=0.01, mode="half_even")), [
            # 2 of 3 are 28.33 short; 0.94125 is 0.875 short, and 9.125 goes to the even 9.12.
            ({"s": (2, 3)}, 0, 0), ({"s": (9, 10)}, 5, 5), ({"s": (753, 800)}, "9.12", "9.12"),
            ({"s": (13, 14)}, "7.86", "7.86"), ({}, 0, 10),
        ]),
    "occurrences": (
        standard(Occurrences(of=N, lose=0.75, free=2, each=1.5, floor=1)), [
            # 5 less 2 are two of 1.5; 4.99 less 2 are one.
            ({"n": 0}, 10, 10), ({"n": 2}, 10, 10), ({"n": "3.49"}, 10, 10),
            ({"n": "3.5"}, "9.25", "9.25"), ({"n": "4.99"}, "9.25", "9.25"),
            ({"n": 5}, "8.5", "8.5"), ({"n": 100}, 1, 1), ({}, 1, 10),
        ]),
    "given": (standard(Given(of=Rule("n * 0.1")), round=Rounding(step=1, mode="up")), [
        ({"n": 0}, 0, 0), ({"n": "0.01"}, 1, 1), ({"n": 70}, 7, 7), ({"n": "70.01"}, 8, 8),
        ({}, 0, 10),
    ]),
    "all": (standard(All(), abc()), [
        ({"a": True, "b": True, "c": True}, 10, 10), ({"a": True, "b": True}, 0, 10),
        ({"a": False}, 0, 0),
    ]),
    "sum": (standard(Sum(), abc(5, 3.5, 1.5)), [
        ({"a": True, "b": True, "c": True}, 10, 10), ({"a": True, "b": False}, 5, "6.5"),
        ({"c": False}, 0, "8.5"),
    ]),
    "levels": (standard(Levels(), abc(4, 10, 6)), [
        ({"a": True, "b": False, "c": True}, 6, 6), ({"a": True, "c": False}, 4, 10),
        ({"a": False, "b": False, "c": False}, 0, 0), ({"b": False}, 0, 6),
    ]),
    "count, met": (standard(Count(met=[0, 0.6, 0.8]), abc()), [
        ({"a": True, "b": False, "c": False}, 6, 6), ({"a": True, "b": True, "c": True}, 8, 8),
        ({"a": True, "b": False}, 6, 8), ({"b": False}, 0, 8),
    ]),
    "count, met, not rising": (standard(Count(met=[0.2, 0.9, 0.5, 0.7]), abc()), [
        ({"a": True, "b": True, "c": False}, 5, 5), ({"a": True}, 5, 9), ({}, 2, 9),
        ({"a": True, "b": True}, 5, 7),
    ]),
    "count, short": (standard(Count(short=[1, 0.66, 0.33, 0]), abc()), [
        ({"a": True, "b": True, "c": False}, "6.6", "6.6"), ({"a": False}, 0, "6.6"),
        ({"a": True, "b": False}, "3.3", "6.6"),
    ]),
    "count, proportional": (standard(Count(), abc(), round=Rounding(step=0.01)), [
        ({"a": True, "b": True, "c": False}, "6.67", "6.67"), ({"a": True}, "3.33", 10),
    ]),
    "divided": (standard(Divided(step=0.25), abc()), [
        # Forty steps over three: 14, 13 and 13 of a quarter.
        ({"a": True, "b": False, "c": False}, "3.5", "3.5"),
        ({"a": False, "b": True}, "3.25", "6.5"), ({"a": True, "b": True, "c": True}, 10, 10),
    ]),
    "zeroed": (standard(Sum(), abc(5, 3, 2), zero_if=[Strike(id="bad", when=Rule("n > 50"))]), [
        ({"a": True, "b": True, "c": False, "n": 50}, 8, 8),
        ({"a": True, "b": True, "c": False, "n": "50.01"}, 0, 0),
        ({"a": True, "b": True, "c": False}, 0, 8),
    ]),
    "exempt": (
        standard(Count(), [*abc()[:2], Requirement(id="c", rule=Rule("c"), applies=Rule("n > 5"))],
                 round=Rounding(step=0.01)), [
            # Of two that apply one is met; where the third may apply, of three.
            ({"a": True, "b": False, "n": 5}, 5, 5),
            ({"a": True, "b": False, "c": False, "n": "5.01"}, "3.33", "3.33"),
            ({"a": True, "b": False, "c": False}, "3.33", 5),
            ({"a": True, "b": False, "c": True}, 5, "6.67"),
        ]),
}  # fmt: skip


def rows():
    """Give each case once for every row: its name, standard, facts, least, greatest."""
    for name, (made, table) in CASES.items():
        for facts, least, greatest in table:
            values = {key: fact(value) for key, value in facts.items()}
            yield name, made, values, Fraction(least), Fraction(greatest)


def fact(value):
    """Give a fact as `evaluate` takes it."""
    if isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return Ratio(*value)
    return Decimal(value)
