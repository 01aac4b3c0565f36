"""Facts in words: every number stands with its window, its whole, its rounding and its words."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest

import civil_village as cv
from civil_village.facts import Basis
from civil_village.indicators.in_words import observed

DAY = date(2024, 6, 30)


def standard(indicators, rule="true", *, events=None, **more):
    """Make a standard whose one requirement reads a rule."""
    criterion = {"id": "work", "points": 20, "requirements": [{"id": "asked", "rule": rule}]}
    document = {
        "kind": "standard",
        "format": 1,
        "id": "demo",
        "catalogue": {"indicators": indicators, "events": events or {}},
        "criteria": [more.pop("criterion", criterion)],
        **more,
    }
    return cv.loads(json.dumps(document))


def lines(made, record, lang="en", **given):
    """Give the lines of an explanation, without what sets them in."""
    facts = cv.derive(made.catalogue, record, as_of=DAY, **given)
    return told(cv.evaluate(made, facts), lang)


def told(result, lang="en"):
    """Give the lines of a result's explanation."""
    return [line.strip() for line in result.explain().text(lang).splitlines()]


def label(zh, en):
    """Make a label in both languages."""
    return {"zh": zh, "en": en}


SHARE = {
    "share": {"label": label("占比", "share"), "value": "ratio", "round": 0.01},
}


@pytest.mark.parametrize(
    ("reported", "en", "zh"),
    [
        (0.746, "share = 75%, rounded half up from 74.6%", "占比 = 75%（由 74.6% 四舍五入）"),
        ({"part": 746, "whole": 1000}, "share = 75%, rounded half up from 74.6%", None),
        ({"part": 2, "whole": 3}, "share = 67%, rounded half up from 66.66…%", None),
        (0.75, "share = 75%", "占比 = 75%"),
    ],
)
def test_a_rounded_share_tells_what_it_was(reported, en, zh):
    made = standard(SHARE, "share >= 0.75")
    assert en in lines(made, {"share": reported})
    assert zh is None or zh in lines(made, {"share": reported}, "zh")
    assert "rounded to 0.01, half up" in lines(made, {"share": reported})


def test_another_way_of_rounding_is_named():
    down = {"share": {**SHARE["share"], "round": {"step": 0.1, "mode": "down"}}}
    assert "share = 70%, rounded down from 74.6%" in lines(
        standard(down, "share >= 0.75"), {"share": 0.746}
    )


def test_points_tell_what_they_were_before_their_rounding():
    """A third of 20 is 6 2/3: 7 for the criterion, and 10 for the total of steps of 5."""
    asked = [{"id": name, "rule": name} for name in "abc"]
    work = {
        "id": "work",
        "points": 20,
        "requirements": asked,
        "round": 1,
        "grade": {"count": "proportional"},
    }
    made = standard(
        {name: {"label": name, "value": "truth"} for name in "abc"}, criterion=work, round=5
    )
    found = lines(made, {"a": True, "b": False, "c": False})
    assert "rounded to 1, half up, from 6.66…" in found
    assert "rounded to 5, half up, from 7" in found
    assert "由 6.66… 舍入到 1，四舍五入" in lines(made, {"a": True, "b": False, "c": False}, "zh")


ACCIDENTS = {
    "accidents": {
        "label": label("近一年事故数", "accidents"),
        "value": "count",
        "derive": {"events": "accident", "within": "1 year"},
    }
}
EVENTS = {"accident": {"label": label("事故", "accident")}}


def village(days, **more):
    """Make a village with an accident on each of these days."""
    events = [cv.Event(id=f"e{n}", kind="accident", on=day) for n, day in enumerate(days)]
    return cv.Village(id="v1", events=events, reported={"accident": DAY}, **more)


def test_a_window_tells_its_days_and_what_was_counted():
    made = standard(
        ACCIDENTS,
        events=EVENTS,
        criterion={"id": "work", "points": 5, "requirements": [{"id": "a", "rule": "true"}]},
        vetoes=[{"id": "accident", "when": "accidents > 0"}],
    )
    found = village([date(2023, 6, 29), date(2023, 6, 30), date(2024, 2, 1)])
    assert "2023-06-30 to 2024-06-30: 2 counted (e1, e2)" in lines(made, found)
    assert "2023-06-30 至 2024-06-30：计入 2 件（e1、e2）" in lines(made, found, "zh")
    assert "within 1 year up to the day of evaluation" in lines(made, found)
    assert "2023-06-30 to 2024-06-30: none counted" in lines(made, village([]))


@pytest.mark.parametrize(
    ("derive", "said", "window"),
    [
        (
            {"events": "accident", "within": "1 year", "window": "calendar"},
            "the 1 year before the current one, by the calendar",
            "2023-01-01 to 2023-12-31: 1 counted (e0)",
        ),
        (
            {"events": "accident", "within": "2 months", "window": "running"},
            "the current period and those before it, 2 months by the calendar, so far",
            "2024-05-01 to 2024-06-30: none counted",
        ),
        (
            {"count": "hurt >= 2", "over": "accident"},
            "number of accident for which: people hurt is at least 2",
            "up to 2024-06-30: none counted",
        ),
    ],
)
def test_windows_of_other_kinds_do_so_too(derive, said, window):
    events = {
        "accident": {
            "label": label("事故", "accident"),
            "values": {"hurt": {"label": label("受伤人数", "people hurt"), "value": "count"}},
        }
    }
    one = {"accidents": {**ACCIDENTS["accidents"], "derive": derive}}
    happened = cv.Event(id="e0", kind="accident", on=date(2023, 3, 1), values={"hurt": 1})
    place = cv.Village(id="v1", events=[happened], reported={"accident": DAY})
    found = lines(standard(one, "accidents == 0", events=events), place)
    assert said in found
    assert window in found


def test_of_very_many_events_the_first_twenty_are_named():
    days = [date(2024, 1, n % 28 + 1) for n in range(300)]
    (line,) = [
        x
        for x in lines(standard(ACCIDENTS, "accidents == 0", events=EVENTS), village(days))
        if "counted" in x
    ]
    assert line.startswith("2023-06-30 to 2024-06-30: 300 counted (e0, e1, ")
    assert line.endswith("e19 and more)")
    assert line.count("e1") == 11  # e1, e10 … e19


def test_a_needed_number_tells_what_was_divided_and_how_it_was_rounded():
    made = standard(
        {
            "residents": {"label": label("常住人口", "residents"), "value": "count"},
            "needed": {
                "label": label("应配保洁员", "cleaners needed"),
                "value": "count",
                "derive": {"needed": "residents", "per": 400},
            },
            "cleaners": {"label": label("保洁员", "cleaners"), "value": "count"},
        },
        "cleaners >= needed",
    )
    found = lines(made, {"residents": 1700, "cleaners": 4})
    place = found.index("cleaners needed = 5")
    assert found[place + 1 : place + 3] == ["residents ÷ 400, rounded up", "residents = 1700"]
    assert "常住人口 ÷ 400，进一" in lines(made, {"residents": 1700, "cleaners": 4}, "zh")


def test_a_place_tells_how_many_are_compared_and_by_what():
    made = standard(
        {
            "income": {"label": label("收入", "income"), "value": "count"},
            "place": {
                "label": label("名次", "place"),
                "value": "count",
                "derive": {"rank": "income", "best": "high", "by": "township"},
            },
        },
        "place <= 1",
    )
    villages = [
        cv.Village(
            id=f"v{n}",
            township="east" if n < 3 else "west",
            values={"income": 10 - n},
            reported={"cohort": True},
        )
        for n in range(5)
    ]
    results = cv.evaluate_each(made, cv.derive_each(made.catalogue, villages, as_of=DAY))
    found = told(results[1])
    place = found.index("place = 2")
    assert found[place + 1 : place + 6] == [
        "place among those compared, the highest first: income",
        "equal ones are placed 1, 2, 2, 4",
        "only among those of the same township",
        "3 are compared",
        "income = 9",
    ]
    assert "2 are compared" in told(results[4])
    assert "只与乡镇相同者比较" in told(results[4], "zh")


def test_a_mean_without_itself_tells_how_many_others_there_are():
    made = standard(
        {
            "income": {"label": "收入", "value": "count", "maximum": 100},
            "others": {
                "label": label("他村平均", "mean of the others"),
                "value": "amount",
                "derive": {"mean": "income", "over": "cohort", "itself": False},
            },
        },
        "income >= others",
    )
    three = [
        cv.Village(id=f"v{n}", values={"income": n}, reported={"cohort": True}) for n in (1, 2, 4)
    ]
    (found, *_) = cv.evaluate_each(made, cv.derive_each(made.catalogue, three))
    assert "2 are compared" in told(found)
    assert "without itself" in told(found)
    assert "mean of the others = 3" in told(found)


AGE = {
    "age": {
        "label": "年龄",
        "value": "amount",
        "unit": "岁",
        "places": 0,
        "maximum": 150,
        "subject": "household",
    },
    "mean": {
        "label": label("平均年龄", "mean age"),
        "value": "amount",
        "unit": label("岁", "years"),
        "derive": {"mean": "age"},
        "maximum": 150,
    },
}


def homes(*ages):
    """Make a village of households of these ages, all that there are."""
    rows = [cv.Household(id=f"h{n}", values={"age": age}) for n, age in enumerate(ages)]
    return cv.Village(id="v1", households=rows, reported={"households": True})


def test_a_mean_is_cut_for_reading_and_tells_of_how_many_it_is():
    """632 of 15 are 42.1333…; the rule looks at the exact number."""
    made = standard(AGE, "mean > 42.13")
    found = lines(made, homes(*[42] * 14, 44))
    assert "mean age = 42.13… years" in found
    assert "平均年龄 = 42.13… 岁" in lines(made, homes(*[42] * 14, 44), "zh")
    assert "households counted: 15" in found
    assert "计入 15 户" in lines(made, homes(*[42] * 14, 44), "zh")
    assert "asked: met" in found
    assert "mean age = 43 years" in lines(made, homes(42, 44))


def test_the_open_ends_of_a_share_are_round():
    place = {
        "label": label("位次", "place"),
        "value": "ratio",
        "derive": {"rank": "income", "best": "high"},
    }
    made = standard({"income": {"label": "收入", "value": "count"}, "place": place}, "place <= 0.1")
    found = lines(made, {"income": 3})
    assert "place = between 0% and 100%" in found


def test_growth_tells_both_values():
    growth = {
        "label": label("增长率", "growth"),
        "value": "ratio",
        "may_exceed": True,
        "derive": {"growth": "income", "since": "2023"},
    }
    income = {"label": label("收入", "income"), "value": "amount", "unit": "元"}
    made = standard({"income": income, "growth": growth}, "growth >= 0.1")
    found = lines(made, {"income": 23000}, earlier={"2023": {"income": 20000}})
    place = found.index("growth = 15%")
    assert found[place + 1 : place + 4] == [
        "growth of income since 2023",
        "2023: 20000 元",
        "income = 23000 元",
    ]


def test_the_latest_known_value_tells_its_day():
    price = {
        "label": label("肉价", "price"),
        "value": "amount",
        "derive": {"index": "pork", "gap": "latest_known"},
    }
    made = standard({"price": price}, "price < 30")
    found = lines(made, {}, indexes={"pork": {"2024-05-03": 28.5}})
    assert "the value of 2024-05-03" in found
    now = lines(made, {}, indexes={"pork": {"2024-06-30": 28.5}})
    assert not any(line.startswith("the value of") for line in now)


def test_what_comes_from_what_comes_from_others_is_told_down_to_its_source():
    made = standard(
        {
            "a": {"label": "甲", "value": "count"},
            "b": {"label": "乙", "value": "count", "derive": {"rule": "a * 2"}, "maximum": 100},
            "c": {"label": "丙", "value": "count", "derive": {"rule": "b + 1"}, "maximum": 100},
        },
        "c >= 5",
    )
    found = lines(made, {"a": 3}, "zh")
    place = found.index("丙 = 7")
    assert found[place + 1 : place + 5] == [
        "按规则得出：乙 + 1",
        "乙 = 6",
        "按规则得出：甲 × 2",
        "甲 = 3",
    ]


def test_a_truth_that_is_worked_out_tells_from_what():
    made = standard(
        {
            "a": {"label": "甲", "value": "count"},
            "big": {"label": "规模大", "value": "truth", "derive": {"rule": "a > 2"}},
        },
        "big",
    )
    assert "按规则得出：甲大于 2" in lines(made, {"a": 3}, "zh")


LOOK = {
    "look": {
        "label": label("整洁分", "tidiness"),
        "value": "amount",
        "maximum": 10,
        "observed": {"methods": {"visit": 0.6, "papers": 0.4}},
    }
}
GIVEN = {"id": "work", "points": 10, "grade": {"given": "look"}, "round": 0.1}
METHODS = {"visit": label("走访", "visit"), "papers": label("查阅", "papers")}


def test_points_that_are_given_tell_words_methods_and_weights():
    made = standard(LOOK, criterion=GIVEN, methods=METHODS)
    words = [
        cv.Observation(of="look", value=8, method="visit", assessor="expert1"),
        cv.Observation(of="look", value=9, method="visit"),
        cv.Observation(of="look", value=10, method="papers", assessor="expert2", lead=True),
    ]
    found = lines(made, {}, observations=words)
    place = found.index("tidiness = 9.1")
    assert found[place + 1 : place + 5] == [
        "the mean of the assessors' numbers",
        "mean of methods by weights: visit 0.6, papers 0.4",
        "visit: expert1 8, 9, together 8.5",
        "papers: expert2 (lead) 10",
    ]
    assert "走访：expert1 8、9，合为 8.5" in lines(made, {}, "zh", observations=words)


def test_points_that_are_open_tell_what_they_lack():
    """38 sheets of the 40 that are needed."""
    made = standard(
        {
            "sheets": {"label": label("有效问卷", "valid sheets"), "value": "count"},
            "content": {
                "label": label("满意率", "satisfaction"),
                "value": "ratio",
                "known_when": "sheets >= 40",
            },
        },
        criterion={
            "id": "work",
            "points": 20,
            "grade": {"curve": {"of": "content", "by": {"steps": {0.5: 10, 0.8: 20}}}},
        },
    )
    found = lines(made, {"sheets": 38, "content": 0.9})
    for line in (
        "known only where valid sheets is at least 40",
        "still needed: valid sheets: 2 more",
        "valid sheets = 38",
        "missing: enough to know satisfaction by (valid sheets is at least 40)",
    ):
        assert line in found
    enough = lines(made, {"sheets": 40, "content": 0.9})
    assert not any("missing" in line or "needed" in line for line in enough)


def test_open_given_points_tell_whose_word_they_lack():
    made = standard(LOOK, criterion=GIVEN, methods=METHODS)
    words = [cv.Observation(of="look", value=8, method="visit")]
    assert 'missing: no observation by papers on "tidiness"' in lines(made, {}, observations=words)


@pytest.mark.parametrize("way", ["recorded", "applies", "parts"])
def test_what_is_exempt_tells_that_and_why_alone(way):
    asked = {"id": "plan", "rule": "plan", **({"applies": "hill"} if way == "parts" else {})}
    work = {"id": "work", "points": 5, "requirements": [asked]}
    if way == "applies":
        work["applies"] = "hill"
    made = standard(
        {name: {"label": name, "value": "truth"} for name in ("plan", "hill")}, criterion=work
    )
    exempt = {"work": cv.evidence.Exemption(by="镇", reason="新设")} if way == "recorded" else {}
    found = lines(made, {"hill": False}, exempt=exempt)
    place = found.index("work: exempt, 5 of 5")
    why = {
        "recorded": ["exempted by 镇: 新设"],
        "applies": ["applies if: hill (does not hold)"],
        "parts": ["plan: exempt", "applies if: hill (does not hold)"],
    }
    assert found[place + 1 :] == why[way]


def test_a_veto_that_does_not_apply_tells_why():
    made = standard(
        {name: {"label": name, "value": "truth"} for name in ("plan", "hill")},
        "plan",
        vetoes=[{"id": "fire", "when": "plan", "applies": "hill"}],
    )
    found = lines(made, {"hill": False})
    place = found.index('veto "fire": does not apply')
    assert found[place + 1] == "applies if: hill (does not hold)"


def test_results_and_facts_that_were_stored_say_the_same():
    made = standard(ACCIDENTS, "accidents == 0", events=EVENTS)
    facts = cv.derive(made.catalogue, village([date(2024, 2, 1)]), as_of=DAY)
    result = cv.evaluate(made, facts)
    read = cv.loads(cv.dumps(facts))
    assert read == facts
    assert read.basis["accidents"].rows == ("e0",)
    assert told(cv.evaluate(made, read)) == told(result)
    assert told(cv.loads(cv.dumps(result))) == told(result)


def test_facts_that_were_stored_without_it_are_told_by_what_is_known():
    """As older ones are: the value and how it comes about, without the events."""
    made = standard(ACCIDENTS, "accidents == 0", events=EVENTS)
    older = cv.Facts(values={"accidents": 1}, as_of=DAY)
    found = told(cv.evaluate(made, older))
    assert "accidents = 1" in found
    assert "number of events: accident" in found
    assert not any("counted" in line for line in found)


def test_what_was_kept_changes_no_digest():
    made = standard(ACCIDENTS, "accidents == 0", events=EVENTS)
    facts = cv.derive(made.catalogue, village([date(2024, 2, 1)]), as_of=DAY)
    bare = cv.Facts(id="v1", values=facts.values, as_of=DAY)
    digests = [cv.evaluate(made, each).digests.facts for each in (facts, bare)]
    assert digests[0] == digests[1]


def test_what_was_kept_is_checked():
    with pytest.raises(cv.DocumentError, match="counted"):
        Basis(counted=0, rows=("e1",))
    assert Basis(exact=Fraction(2, 3)).exact == Fraction(2, 3)


@pytest.mark.parametrize(
    ("how", "en"),
    [
        ({"combine": "median"}, ["the median of the assessors' numbers"]),
        (
            {"trimmed": 1},
            ["the mean of the assessors' numbers", "1 of the highest and 1 of the lowest left out"],
        ),
        ({"highest": 3}, ["the mean of the assessors' numbers", "only the 3 highest count"]),
    ],
)
def test_how_marks_of_many_come_to_one_is_told(how, en):
    assert [told.text("en") for told in observed(cv.evidence.Observed(**how))] == en
