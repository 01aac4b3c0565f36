"""An invented county's assessment, which joins many shapes, and three villages by hand."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

import civil_village as cv

STANDARD = cv.loads(Path(__file__).with_name("baishan.yaml").read_bytes(), cv.Standard)
DAY = dt.date(2026, 6, 30)
KNOWN = {"households": True, "cohort": True, "accident": DAY, "burning": DAY}


def said(of, method, *words):
    """Give the words of as many assessors, or the numbers that they give."""
    key = "value" if of == "look" else "met"
    return [
        cv.Observation(of=of, method=method, assessor=f"e{n}", **{key: word})
        for n, word in enumerate(words, 1)
    ]


def village(name, values, *, united, look, taking, hours, tidy, good, fair=0, sheets=10, **more):
    """Give an invented village with six households, of which nobody lives in the last."""
    homes = [f"h{n}" for n in range(1, 7)]
    sample = cv.evidence.draw(
        dict.fromkeys(homes), cv.evidence.SamplingPlan(id="yards", seed="2026-06-30", number=2)
    )
    seen = dict(zip(sample.drawn, tidy, strict=True))
    rows = [
        cv.Household(
            id=home,
            values={
                "takes_part": n <= taking,
                "occupied": n < 6,
                "volunteered": hours if n == 1 else 0,
                **({"tidy": seen[home]} if home in seen else {}),
            },
        )
        for n, home in enumerate(homes, 1)
    ]
    asked = cv.evidence.Survey(
        id="people", valid=sheets, answers={"q1": {"good": good, "fair": fair}}
    )
    words = [
        *said("lead.count.plan", "documents", True),
        *said("lead.count.united", "documents", True),
        *said("lead.count.united", "visit", *united),
        *said("look", "visit", *look[:-1]),
        *said("look", "documents", look[-1]),
    ]
    return cv.Village(
        id=name,
        label="示例村（虚构）",
        values={"plan": True, **values},
        households=rows,
        observations=words,
        surveys=[asked],
        draws=[sample],
        reported=KNOWN,
        **more,
    )


A = village(
    "a",
    {"terrain": "plain", "self_score": 50, "meetings": 3, "spots": 3, "minutes": 15}
    | {"insured": 950, "residents": 1001, "cleaners": 3, "income": 36000, "awards": 3}
    | {"school_age": 0, "in_school": 0},
    united=(True, False, True),
    look=(8, 9, 9),
    taking=4,
    hours=20,
    tidy=(True, True),
    good=8,
    fair=2,
    earlier={"2025": {"income": 35000}},
)
B = village(
    "b",
    {"terrain": "plain", "self_score": 44, "meetings": 2, "spots": 20, "minutes": 30}
    | {"insured": 460, "residents": 500, "cleaners": 1, "income": 24000, "awards": 0}
    | {"school_age": 20, "in_school": 20},
    united=(False, False, True),
    look=(6, 7),
    taking=3,
    hours=3,
    tidy=(True, False),
    good=9,
    sheets=9,
    earlier={"2025": {"income": 20000}},
)
C = village(
    "c",
    {"terrain": "hill", "self_score": 45, "meetings": 4, "spots": 0, "minutes": 31}
    | {"insured": 855, "residents": 900, "cleaners": 2, "income": 30000, "awards": 1}
    | {"school_age": 10, "in_school": 9},
    united=(True,),
    look=(10, 10),
    taking=5,
    hours=10,
    tidy=(True, True),
    good=9,
    events=[
        cv.Event(id="e1", kind="burning", on=dt.date(2025, 6, 30)),
        cv.Event(id="e2", kind="accident", on=dt.date(2025, 6, 29)),
    ],
)
FACTS = cv.derive_each(STANDARD.catalogue, [A, B, C], as_of=DAY)
RESULTS = dict(zip("abc", cv.evaluate_each(STANDARD, FACTS), strict=True))


def bounds(name):
    result = RESULTS[name]
    parts = {section.id: tuple(map(str, section.bounds)) for section in result.sections}
    return parts, tuple(map(str, result.bounds))


def test_the_first_village_is_a_model():
    """Village a: 10 + 20.7 + 20 + 9 + 2 = 61.7, above 60.

    lead: all three met 6; 1001 residents need 3 cleaners 2.5, no children: exempt 1.5; 10.
    place: look 0.6 x 8.5 + 0.4 x 9 = 8.7; 8 - 3 x 0.5 = 6.5; 0.5; 20 hours 5; 20.7.
    people: 950 of 1001 is 94.9 %, no full point short 8.25; 4 of 5 occupied 5; yards 4;
    (8 + 2 x 0.6) / 10 = 92 % 4.25; 21.5, capped at 20.
    economy: first of three 3; mean 30000, 1.2 times is 36000 3; 30000 or more 3; 9.
    awards: 3, capped at 2.
    """
    assert bounds("a") == (
        {
            "lead": ("10", "10"),
            "place": ("20.7", "20.7"),
            "people": ("20", "20"),
            "economy": ("9", "9"),
        },
        ("61.7", "61.7"),
    )
    assert (RESULTS["a"].band, RESULTS["a"].outcome) == ("model", "passes")
    assert RESULTS["a"]["lead.sum.school"].state == "exempt"


def test_the_second_village_misses_gate_minimum_and_line_and_its_survey_is_open():
    """Village b: 5.98 + 6.7 + 9.25 + 3 = 24.93, rounded 24.9; with 4.25 more 29.18, so 29.2.

    lead: one of three met 6 x 0.33 = 1.98; 4; 5.98, where 6 are needed.
    place: 0.6 x 6 + 0.4 x 7 = 6.4; 20 spots leave nothing; within 30 minutes 0.3; 0; 6.7.
    people: 460 of 500 is 92 %, three points short 5.25; 3 of 5 take part 0; one of two yards 4;
    nine sheets are too few 0 to 4.25.
    economy: third 0; 0; growth 4000 of 20000 3.
    """
    assert bounds("b") == (
        {
            "lead": ("5.98", "5.98"),
            "place": ("6.7", "6.7"),
            "people": ("9.25", "13.5"),
            "economy": ("3", "3"),
        },
        ("24.9", "29.2"),
    )
    assert (RESULTS["b"].band, RESULTS["b"].outcome) == ("none", "fails")
    assert (RESULTS["b"]["lead"].minimum, RESULTS["b"]["self"].state) == ("unmet", "unmet")
    assert RESULTS["b"].deciding == ()


def test_the_third_village_passes_with_one_item_at_nought():
    """Village c: 8.5 + 12 + 20 + 6 + 1 = 47.5.

    lead: 6; two cleaners for 900 residents 2.5, 9 of 10 children 0; 8.5.
    place: 10; burning zeroes the spots 0; 31 minutes 0; 10 hours 2; 12.
    people: 855 of 900 is 95 % 8.25, 5, 4, 90 % 4.25; 21.5, capped at 20.
    economy: second 3; below 36000 0; last year unknown, but 30000 3; 6. One award 1.
    """
    assert bounds("c") == (
        {
            "lead": ("8.5", "8.5"),
            "place": ("12", "12"),
            "people": ("20", "20"),
            "economy": ("6", "6"),
        },
        ("47.5", "47.5"),
    )
    assert (RESULTS["c"].band, RESULTS["c"].outcome) == ("pass", "passes")
    assert RESULTS["c"]["place.spots.burning"].state == "hit"
    assert RESULTS["c"]["accident"].state == "clear"


def test_half_of_each_terrain_is_chosen_rounded_up():
    (quota,) = STANDARD.quotas
    strata = cv.standards.strata_of("terrain", FACTS)
    chosen = cv.select(RESULTS.values(), quota, ranking=STANDARD.ranking, strata=strata)
    assert set(chosen.chosen) == {"a", "c"}  # 1 of 2 on the plain, 1 of 1 in the hills


def test_the_whole_document_is_read_back_equal():
    assert cv.loads(cv.dumps(STANDARD)) == STANDARD
    assert STANDARD.total == Decimal("62.5")


@pytest.mark.parametrize("name", "abc")
def test_results_are_read_back_equal(name):
    assert cv.loads(cv.dumps(RESULTS[name])) == RESULTS[name]
