"""Strategies for how indicators derive: from rows, events, surveys, cohorts and earlier values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st

from civil_village.calendar.spans import LookBack
from civil_village.indicators import (
    PLURALS,
    AnyDerived,
    CountOf,
    DaysBetween,
    EarlierValue,
    EventCount,
    Formula,
    Growth,
    IndexValue,
    LastEvent,
    MaximumOf,
    MeanOf,
    MinimumOf,
    Needed,
    RankOf,
    ShareOf,
    SheetCount,
    Subject,
    SumOf,
    SurveyShare,
)
from civil_village.indicators.aggregated import Blank
from civil_village.rankings.order import Ties
from civil_village.rules import Rule, Signature
from civil_village.testing.strategies.calendar import spans
from civil_village.testing.strategies.choosing import below, one_of, rarely
from civil_village.testing.strategies.evidence import sheet_counts, survey_shares
from civil_village.testing.strategies.naming import ids
from civil_village.testing.strategies.rule import rules, signatures

#: Ways that aggregate a rule over rows.
AGGREGATES: tuple[Any, ...] = (ShareOf, CountOf, SumOf, MeanOf, MinimumOf, MaximumOf)


#: What a blank of a member can be.
BLANKS: tuple[Blank, ...] = get_args(Blank)


@st.composite
def derivations(
    draw: st.DrawFn,
    names: Mapping[str, Signature] | None = None,
    *,
    over: Subject | None = None,
    blanks: Sequence[Blank] = BLANKS,
) -> AnyDerived:
    """Draw how an indicator of a village comes from its rows (派生指标).

    Args:
        draw: Given by Hypothesis.
        names: What a rule may know of a member; by default any names, or any other way.
        over: Whose rows they are; by default households or groups.
        blanks: What a blank of a member may be, among them ``unknown``.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(derivations())
        ... def test(derive):
        ...     assert derive.how
        >>> test()
    """
    if names is None:
        if draw(st.integers(0, 1)) == 1:
            return draw(_other_ways())
        names = draw(signatures())
    rows = one_of(draw, tuple(PLURALS)) if over is None else over
    made: AnyDerived = draw(aggregated(one_of(draw, AGGREGATES), names, rows, blanks))
    return made


@st.composite
def aggregated(
    draw: st.DrawFn,
    way: Any,
    names: Mapping[str, Signature],
    over: Subject,
    blanks: Sequence[Blank],
) -> Any:
    """Draw one way to aggregate a rule over rows of a kind."""
    truth = way.wanted == "truth"
    return way(
        **{way.how: draw(rules(names, way.wanted))},
        over=over,
        among=draw(ids()) if over == "household" and rarely(draw) else None,
        where=draw(rules(names)) if draw(below(2)) else None,
        blank=one_of(draw, [blank for blank in blanks if truth or blank != "no"]),
    )


@cache
def _other_ways() -> st.SearchStrategy[AnyDerived]:
    """Draw how an indicator comes from events, from those compared, or from its own subject."""
    village = st.sampled_from(["cohort", "village"])
    cohort = {"over": village, "by": st.none() | ids(), "itself": st.booleans()}
    return st.one_of(*_others().values(), st.builds(MeanOf, mean=_numbers(), **cohort))


@cache
def _numbers() -> st.SearchStrategy[Rule]:
    return signatures().flatmap(lambda names: rules(names, "number"))


@cache
def _others() -> dict[type[Any], st.SearchStrategy[Any]]:
    windows = {
        "within": spans(),
        "window": st.sampled_from(get_args(LookBack)),
        "in_window": st.sampled_from(["overlaps", "begins", "holds_on_day"]),
    }
    ties = st.sampled_from(get_args(Ties))
    best = st.sampled_from(["high", "low"])
    periods = st.sampled_from(["2022", "2023"])
    dates = st.just("as_of") | ids()
    gap = st.sampled_from(["unknown", "latest_known"])
    return {
        EventCount: st.builds(EventCount, events=ids(), **windows),
        LastEvent: st.builds(LastEvent, last=ids()),
        SheetCount: sheet_counts(),
        SurveyShare: survey_shares(),
        RankOf: st.builds(RankOf, rank=_numbers(), best=best, ties=ties, by=st.none() | ids()),
        Formula: st.builds(Formula, rule=signatures().flatmap(rules)),
        EarlierValue: st.builds(EarlierValue, earlier=ids(), period=periods),
        Growth: st.builds(Growth, growth=ids(), since=periods),
        DaysBetween: st.builds(DaysBetween, days=st.tuples(dates, dates)),
        Needed: st.builds(Needed, needed=_numbers(), per=st.integers(1, 500)),
        IndexValue: st.builds(IndexValue, index=ids(), on=dates, gap=gap),
    }


def of_way(way: type[Any]) -> st.SearchStrategy[Any]:
    """Draw derivations of one way, by its class; their rules are over any names."""
    if way not in AGGREGATES:
        return _others()[way]
    over = st.sampled_from(tuple(PLURALS))
    return st.tuples(signatures(), over).flatmap(lambda drawn: aggregated(way, *drawn, BLANKS))
