"""Strategies for scorers: gradings and aggregations, and what they look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

from hypothesis import strategies as st

from civil_village.curves.curve import UnitsCounted
from civil_village.exact_numbers import tidy
from civil_village.requirements import Checked, Requirement
from civil_village.rules import Rule, Signature
from civil_village.standards import (
    Added,
    Aggregation,
    All,
    ByCurve,
    CombinedPart,
    Count,
    Fault,
    GeometricMean,
    Given,
    GradedCase,
    Grading,
    Less,
    Levels,
    Minimum,
    Occurrences,
    PointsShort,
    Sum,
    WeightedMean,
    WeightedSum,
)
from civil_village.testing.strategies.choosing import one_of
from civil_village.testing.strategies.curve import (
    brackets,
    curves,
    linear_curves,
    steps,
    unit_curves,
)
from civil_village.testing.strategies.naming import assumptions, ids, namings
from civil_village.testing.strategies.numbers import exact_decimals, points, shares
from civil_village.testing.strategies.rule import rules, signatures


def count_gradings() -> st.SearchStrategy[Count]:
    """Draw gradings by how many requirements are met (按达标项数计分).

    Examples:
        >>> from hypothesis import find
        >>> find(count_gradings(), lambda grading: True)
        Count(met=None, short=None)
    """
    lists = st.lists(shares(), min_size=1, max_size=4)
    return st.just(Count()) | st.builds(Count, met=lists) | st.builds(Count, short=lists)


def curve_gradings(
    names: Mapping[str, Signature] | None = None,
) -> st.SearchStrategy[ByCurve]:
    """Draw gradings by a curve of one number (按指标值计分).

    Args:
        names: What the number may be of; by default any names.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(curve_gradings({"meetings": Signature.number()}))
        ... def test(grading):
        ...     assert set(grading.of.names) <= {"meetings"}
        >>> test()
    """
    if names is None:
        return signatures().flatmap(curve_gradings)
    return st.builds(ByCurve, of=rules(names, "number"), by=curves())


def points_short_gradings(
    names: Mapping[str, Signature] | None = None, *, full: Decimal = Decimal(100)
) -> st.SearchStrategy[PointsShort]:
    """Draw gradings by points short of a target (差一个百分点扣分).

    Args:
        names: What the share may be of; by default any names.
        full: Points of the criterion.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(points_short_gradings({"insured": Signature.number()}))
        ... def test(grading):
        ...     assert 0 < grading.target <= 1
        >>> test()
    """
    if names is None:
        return signatures().flatmap(lambda known: points_short_gradings(known, full=full))
    alone = {name: kind for name, kind in names.items() if kind.share} or names
    return st.builds(
        PointsShort,
        of=rules(alone, "number"),
        target=shares().filter(bool),
        lose=exact_decimals(Decimal("0.1"), 5, places=1),
        floor=exact_decimals(0, full, places=1),
        count=st.sampled_from(get_args(UnitsCounted)),
    )


def gradings() -> st.SearchStrategy[Grading]:
    """Draw gradings of every kind (计分方式).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(gradings())
        ... def test(grading):
        ...     assert grading.told().text("en")
        >>> test()
    """
    return st.one_of(
        st.sampled_from([All(), Sum(), Levels()]),
        count_gradings(),
        curve_gradings(),
        points_short_gradings(),
        occurrence_gradings(),
        less_gradings(),
        given_gradings(),
    )


def occurrence_gradings(
    names: Mapping[str, Signature] | None = None, *, full: Decimal = Decimal(10)
) -> st.SearchStrategy[Occurrences]:
    """Draw gradings that take off points for each occurrence (发现一处扣分).

    Args:
        names: What the number may be of; by default any names.
        full: Points of the criterion.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(occurrence_gradings({"spots": Signature.number()}))
        ... def test(grading):
        ...     assert grading.lose > 0
        >>> test()
    """
    if names is None:
        return signatures().flatmap(lambda known: occurrence_gradings(known, full=full))
    return st.builds(
        Occurrences,
        of=rules(names, "number"),
        lose=exact_decimals(Decimal("0.1"), 5, places=1),
        free=exact_decimals(0, 3, places=0),
        each=exact_decimals(1, 3, places=1),
        floor=exact_decimals(0, full, places=1),
    )


@st.composite
def _fault(draw: st.DrawFn, names: Mapping[str, Signature], name: str) -> Fault:
    """Draw a fault of one of the three ways."""
    way = one_of(draw, ("once", "each", "each", "short", "curve"))
    lose = draw(exact_decimals(Decimal("0.1"), 5, places=1))
    own: dict[str, Any] = {"id": name, **draw(namings())}
    if way == "once":
        return Fault(when=draw(rules(names)), lose=lose, **own)
    own |= {"of": draw(rules(names, "number")), "assumed": draw(assumptions(("lose",)))}
    own["most"] = draw(st.none() | points())
    if way == "curve":
        by = draw(st.one_of(steps(), linear_curves(), unit_curves(), brackets()))
        return Fault(by=by, **own)
    own["count"] = draw(st.sampled_from(get_args(UnitsCounted)))
    own["each"] = draw(st.sampled_from([Decimal("0.01"), Decimal(1), Decimal("2.5")]))
    own["target" if way == "short" else "free"] = draw(exact_decimals(0, 3, places=1))
    return Fault(lose=lose, **own)


def faults(names: Mapping[str, Signature] | None = None) -> st.SearchStrategy[Fault]:
    """Draw faults (扣分情形): what costs points once, each time, or by a curve.

    Args:
        names: What their rules may be of; by default any names.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(faults({"spots": Signature.number()}))
        ... def test(fault):
        ...     assert set(fault.number.names) <= {"spots"}
        >>> test()
    """
    if names is None:
        return signatures().flatmap(faults)
    return ids().flatmap(lambda name: _fault(names, name))


def less_gradings(
    names: Mapping[str, Signature] | None = None, *, full: Decimal = Decimal(10)
) -> st.SearchStrategy[Less]:
    """Draw gradings that take off what each fault costs (逐项扣分).

    Args:
        names: What the rules of faults may be of; by default any names.
        full: Points of the criterion.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(less_gradings({"spots": Signature.number()}))
        ... def test(grading):
        ...     assert grading.faults
        >>> test()
    """
    if names is None:
        return signatures().flatmap(lambda known: less_gradings(known, full=full))
    own = st.lists(faults(names), min_size=1, max_size=3, unique_by=lambda fault: fault.id)
    return st.builds(Less, faults=own, floor=exact_decimals(0, full, places=1))


def given_gradings(names: Mapping[str, Signature] | None = None) -> st.SearchStrategy[Given]:
    """Draw gradings that take a number as the points (按评分计).

    Args:
        names: What the number may be of; by default any names.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(given_gradings({"look": Signature.number()}))
        ... def test(grading):
        ...     assert set(grading.of.names) <= {"look"}
        >>> test()
    """
    if names is None:
        return signatures().flatmap(given_gradings)
    return st.builds(Given, of=rules(names, "number"))


@st.composite
def combinations(draw: st.DrawFn, parts: Sequence[CombinedPart]) -> Aggregation:
    """Draw ways to combine the points of parts (汇总方式), mostly the plain sum.

    Args:
        draw: Given by Hypothesis.
        parts: What is combined; all of them with full points.

    Examples:
        >>> from hypothesis import find
        >>> find(combinations([]), lambda combination: True)
        Added()
    """
    if not parts:
        return Added()
    made = kinds(parts)
    return draw(made[one_of(draw, ("sum", "sum", "sum", *made))])


def kinds(parts: Sequence[CombinedPart]) -> dict[str, st.SearchStrategy[Aggregation]]:
    """Give the strategy of each kind of aggregation, by its name."""
    one = exact_decimals(Decimal("0.1"), 3, places=1)
    weights = st.fixed_dictionaries({part.id: one for part in parts})
    full = points()
    return {
        "sum": st.just(Added()),
        "weighted_sum": st.builds(WeightedSum, weights=weights),
        "weighted_mean": st.builds(WeightedMean, weights=weights, full=full),
        "minimum": st.builds(Minimum, full=full),
        "geometric": full.flatmap(
            lambda most: st.builds(
                GeometricMean,
                full=st.just(most),
                step=st.sampled_from([most, tidy(Fraction(most) / 4)]),
            )
        ),
    }


def combined_parts(*, least: int = 1, most: int = 4) -> st.SearchStrategy[list[CombinedPart]]:
    """Draw parts that an aggregation combines, each with some of its full points.

    Args:
        least: Fewest parts.
        most: Most parts.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(combined_parts())
        ... def test(made):
        ...     assert all(part.points <= part.full for part in made)
        >>> test()
    """

    def part(drawn: tuple[str, Decimal, Decimal]) -> CombinedPart:
        name, full, share = drawn
        return CombinedPart(name, Fraction(full), Fraction(full) * Fraction(share))

    one = st.tuples(ids(), points(), shares()).map(part)
    return st.lists(one, min_size=least, max_size=most, unique_by=lambda made: made.id)


def aggregations(name: str | None = None) -> st.SearchStrategy[Aggregation]:
    """Draw aggregations (汇总方式) for parts of any names.

    Args:
        name: The word by which documents name the kind; by default any kind.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(aggregations())
        ... def test(made):
        ...     assert made.told().text("en")
        >>> test()
    """
    return combined_parts().flatmap(
        lambda made: combinations(made) if name is None else kinds(made)[name]
    )


def checked() -> st.SearchStrategy[Checked]:
    """Draw requirements as they were worked out (查验结果): every state there is.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(checked())
        ... def test(found):
        ...     assert found.state
        >>> test()
    """
    truths = st.sampled_from([True, False, None])
    return st.builds(Checked, applies=truths, holds=truths)


def graded_cases(*, most: int = 3) -> st.SearchStrategy[GradedCase]:
    """Draw what a grading by requirements looks at, in every mix of states.

    Args:
        most: Most requirements.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(graded_cases())
        ... def test(case):
        ...     assert case.full > 0
        >>> test()
    """
    asked = st.builds(Requirement, id=ids(), rule=st.just(Rule("a")))
    pairs = st.lists(st.tuples(asked, checked()), min_size=1, max_size=most)
    return st.builds(
        GradedCase,
        full=points().map(Fraction),
        requirements=pairs.map(tuple),
        credited=st.booleans(),
    )
