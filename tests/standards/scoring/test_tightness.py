"""Tightness: where a result says that its bounds are the tightest, every end comes out."""

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from civil_village.curves.curve import Step, Steps
from civil_village.indicators import Catalogue, Consistency, Formula, Indicator
from civil_village.messages import LANGUAGES
from civil_village.quantities.rounding import Rounding
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Missing, Rule
from civil_village.samples import bundled
from civil_village.standards import (
    ByCurve,
    Criterion,
    Given,
    Standard,
    evaluate,
)
from civil_village.testing import standards
from tests.profiles import whole_documents

INDICATORS = {
    "plan": Indicator(label="计划", value="truth"),
    "duty": Indicator(label="值班", value="truth"),
    "meetings": Indicator(label="会议", value="count", maximum=3),
    "spots": Indicator(label="点位", value="count", maximum=3),
    "both": Indicator(label="合计", value="count", derive=Formula(rule=Rule("meetings + spots"))),
    "invited": Indicator(label="应到", value="count", minimum=1, maximum=9),
    "present": Indicator(label="实到", value="count", maximum=9),
    "turnout": Indicator(label="到会率", value="ratio", of=["present", "invited"]),
}
CATALOGUE = Catalogue(indicators=INDICATORS)


def line(name, *rules, **keywords):
    asked = [Requirement(id=f"r{n}", rule=Rule(rule)) for n, rule in enumerate(rules)]
    return Criterion(id=name, points=5, requirements=asked, **keywords)


def found(*criteria, catalogue=CATALOGUE, given=None, **keywords):
    made = Standard(id="demo", catalogue=catalogue, criteria=criteria, **keywords)
    return evaluate(made, given or {})


def indicators(*names):
    return tuple(Missing("indicator", name) for name in names)


STEPS = Steps([Step(from_=1, give=5), Step(from_=2, give=0)])


@pytest.mark.parametrize(
    ("criteria", "shared"),
    [
        # One of the two is surely met, and one surely not: 5 points, and no more.
        ([line("a", "plan"), line("b", "!plan")], indicators("plan")),
        ([line("a", "plan || !plan")], indicators("plan")),
        ([line("a", "plan", "!plan && duty")], indicators("plan")),
        ([line("a", "duty", applies=Rule("duty"))], indicators("duty")),
        (
            [line("a", "plan", zero_if=[Strike(id="v", when=Rule("plan"))])],
            indicators("plan"),
        ),
        ([line("a", "both >= 2"), line("b", "spots >= 2")], indicators("spots")),
        ([line("a", "turnout >= 0.5"), line("b", "present >= 3")], indicators("present")),
        # Neither is above the other, which no rule asks.
        ([line("a", "present >= 3"), line("b", "invited < 3")], indicators("present", "invited")),
        # The most stands between two numbers that are not both there.
        ([line("a", grade=ByCurve(of=Rule("meetings"), by=STEPS))], indicators("meetings")),
        ([line("a", "2 * meetings == 3")], indicators("meetings")),
    ],
)
def test_facts_that_count_twice_or_hang_together_are_named(criteria, shared):
    result = found(*criteria)
    assert result.tight is False
    assert set(shared) <= set(result.shared)
    for lang in LANGUAGES:
        assert INDICATORS[shared[0].name].label.text(lang) in result.explain().text(lang)


@pytest.mark.parametrize(
    "criteria",
    [
        [line("a", "plan"), line("b", "duty && meetings >= 2")],
        [line("a", "2 * meetings + spots >= 4", "plan"), line("b", "duty")],
        [line("a", grade=Given(of=Rule("meetings"))), line("b", "turnout >= 0.5")],
        [line("a", "both >= 2")],
    ],
)
def test_gaps_of_their_own_leave_the_tightest_bounds(criteria):
    result = found(*criteria)
    assert (result.tight, result.shared) == (True, ())


def test_what_is_known_or_not_scored_counts_nothing():
    twice = [line("a", "plan"), line("b", "!plan")]
    assert found(*twice, given={"plan": True}).tight is True
    assert found(twice[0], line("b", "!plan", advisory=True)).tight is True
    assert found(*twice, missing="unmet").tight is True


def test_what_a_rule_of_consistency_binds_is_named():
    rule = Consistency(id="fewer", rule=Rule("meetings <= spots"))
    catalogue = Catalogue(indicators=INDICATORS, consistency=[rule])
    result = found(line("a", "meetings >= 2"), catalogue=catalogue)
    assert result.shared == indicators("meetings")


def test_what_is_left_out_of_the_whole_counts_in_it_and_in_the_points():
    keywords = {"exempt": "rescale", "round": Rounding(step=1)}
    result = found(line("a", "plan", applies=Rule("duty")), line("b", "spots > 1"), **keywords)
    assert result.shared == indicators("duty")


def test_bundled_standards_say_it_of_nothing_known():
    result = evaluate(bundled("anle.standard"), {})
    assert result.tight is (not result.shared)


SMALL = Catalogue(
    indicators={name: INDICATORS[name] for name in ("plan", "duty", "meetings", "spots")}
)
VALUES = {"plan": (False, True), "duty": (False, True), "meetings": range(4), "spots": range(4)}


@whole_documents
@given(
    standards(SMALL, missing=["open"]),
    st.fixed_dictionaries({n: st.none() | st.sampled_from(v) for n, v in VALUES.items()}),
)
def test_the_tightest_bounds_both_come_out(standard, given_):
    assume(not any(isinstance(p, Requirement) and p.judged for _, p in standard.paths()))
    known = {name: value for name, value in given_.items() if value is not None}
    result = evaluate(standard, known)
    gaps = {name: VALUES[name] for name in VALUES if name not in known}
    ways = [dict(zip(gaps, values, strict=True)) for values in product(*gaps.values())]
    results = [evaluate(standard, known | way) for way in ways]
    least = min(one.bounds[0] for one in results)
    greatest = max(one.bounds[1] for one in results)
    assert result.bounds[0] <= least
    assert greatest <= result.bounds[1]
    if result.tight:
        assert (least, greatest) == result.bounds
