"""A table and two star schemes of the field, with invented villages and households by hand.

Two more tables, the national item 1-1 and the ten items of a county, are bundled and tested there.
"""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve

import civil_village as cv

HERE = Path(__file__)
REVIEW, FIVE, MEDALS = (
    cv.loads(HERE.with_name(f"{name}.yaml").read_bytes(), cv.Standard)
    for name in ("review-2016", "five-stars", "medals")
)
DAY = dt.date(2024, 6, 30)

# The table with gate, pass line and front ranks --------------------------------------------

GOOD = {"greens": 1, "families": 80, "homes": 100, "registered": 9, "newcomers": 10}
GOOD |= {"self_score": 90, "other_looks": 15, "other": 35}
#: Income of the collective and per head, in thousands; three villages of one town.
INCOMES = {"v001": (300, 30), "v002": (200, 20), "v003": (100, 10)}


def town(**changes):
    """Evaluate a town's three villages, of which the first differs by `changes`."""
    words = [
        cv.Observation(of=path, method=method, met=True)
        for path, part in REVIEW.paths()
        if isinstance(part, cv.Requirement) and part.judged is not None
        for method in part.judged.names
    ]
    villages = [
        cv.Village(
            id=name,
            township="示例镇",
            values={**GOOD, "disposable": own * 1000, "income": head * 1000},
            observations=words,
            reported={"cohort": True},
        )
        for name, (own, head) in INCOMES.items()
    ]
    villages[0] = evolve(villages[0], values={**villages[0].values, **changes})
    return cv.evaluate_each(REVIEW, cv.derive_each(REVIEW.catalogue, villages))


def test_the_front_third_of_a_town_has_the_points_for_its_place():
    """Of three the first is in the front third: 8 + 30 + 12 + 15 (16, capped) + 35 = 100.

    The others lose 4 + 4 and have 92, which passes 85.
    """
    assert [result.score for result in town()] == [100, 92, 92]
    assert {result.outcome for result in town()} == {"passes"}


@pytest.mark.parametrize(
    ("changes", "score", "outcome"),
    [
        # 100 - 15: at the line
        ({"other_looks": 0}, 85, "passes"),
        ({"other_looks": 0, "greens": 0}, 82, "fails"),
        # the gate opens at 90, whatever the review says
        ({"self_score": 89.99}, 100, "fails"),
        # 79 of 100 families: 16 - 4 = 12
        ({"families": 79}, 97, "passes"),
        # nobody came: exempt, as good as met
        ({"registered": 0, "newcomers": 0}, 100, "passes"),
        # 8 of 9 is 88.9 %: 16 - 4 = 12
        ({"registered": 8, "newcomers": 9}, 97, "passes"),
    ],
)
def test_gate_line_and_rates_of_the_review(changes, score, outcome):
    first = town(**changes)[0]
    assert (first.score, first.outcome) == (Decimal(score), outcome)


def test_a_place_is_open_while_a_value_is_missing_and_so_are_its_points():
    """Without its own income the first may stand first or last: 96 to 100."""
    first = town(income=None)[0]
    assert first.bounds == (Decimal(96), Decimal(100))


# Stars of four criteria each --------------------------------------------------------------

YES = "saves plain_feasts elders_cared harmony children_taught sorted toilet penned "
YES += "promises friendly reads joins"
ALL = dict.fromkeys(YES.split(), True)
ALL |= {"work_days": 200, "debts": 0, "quarrels": 0, "yard": 80}
ALL |= {"helps": 1, "frauds": 0, "books": 20, "courses": 1}


@pytest.mark.parametrize(
    ("changes", "bounds", "bands"),
    [
        ({}, (5, 5), ("five",)),
        # three of four are no star
        ({"yard": 79}, (4, 4), ("four",)),
        ({"yard": 79, "debts": 1, "harmony": False, "helps": 0, "books": 19}, (0, 0), ("zero",)),
        # lost whatever the unknown is; open where it decides
        ({"work_days": None, "debts": 1}, (4, 4), ("four",)),
        ({"work_days": None}, (4, 5), ("four", "five")),
    ],
)
def test_a_star_needs_all_four_of_its_criteria(changes, bounds, bands):
    home = cv.Household(id="h1", values={**ALL, **changes})
    result = cv.evaluate(FIVE, cv.derive(FIVE.catalogue, home))
    assert (tuple(map(int, result.bounds)), result.possible_bands) == (bounds, bands)


@pytest.mark.parametrize(
    ("stars", "medal"),
    [
        (0, "none"),
        (4, "none"),
        (5, "bronze"),
        (7, "bronze"),
        (8, "silver"),
        (9, "silver"),
        (10, "gold"),
        (12, "gold"),
    ],
)
def test_the_number_of_stars_is_a_medal(stars, medal):
    home = cv.Household(id="h1", values={"stars": stars}, reported={"offence": DAY})
    result = cv.evaluate(MEDALS, cv.derive(MEDALS.catalogue, home, as_of=DAY))
    assert (result.band, result.outcome) == (medal, "fails" if medal == "none" else "passes")


@pytest.mark.parametrize(("on", "outcome"), [("2024-03-30", "fails"), ("2024-03-29", "passes")])
def test_an_offence_counts_for_its_quarter(on, outcome):
    """Three months before 30 June begin on 30 March."""
    case = cv.Event(id="e1", kind="offence", on=dt.date.fromisoformat(on))
    home = cv.Household(id="h1", values={"stars": 9}, events=[case], reported={"offence": DAY})
    result = cv.evaluate(MEDALS, cv.derive(MEDALS.catalogue, home, as_of=DAY))
    assert result.outcome == outcome
