"""Sheets and answers are counted exactly; what is not reported is named and bounded."""

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civil_village.evidence.surveys import (
    SHEET_KINDS,
    SHEETS,
    Answers,
    Survey,
    sheets_of,
    survey_problems,
)
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem
from civil_village.quantities.ratios import Ratio
from civil_village.rules import Missing, Unknown

SURVEY = Survey(
    id="s",
    issued=60,
    returned=55,
    valid=52,
    answers={"q1": {"satisfied": 40, "fair": 8, "not": 2}},
)
ASKED = Answers(
    survey="s", question="q1", weights={"satisfied": Fraction(1), "fair": Fraction(4, 5)}
)
STRATA = {"g1": Fraction(1, 2), "g2": Fraction(1, 2)}


def stratum(name, valid, satisfied):
    return Survey(id="s", stratum=name, valid=valid, answers={"q1": {"satisfied": satisfied}})


def problems_of(**given):
    with pytest.raises(DocumentError) as caught:
        Survey(**{"id": "s", **given})
    return list(caught.value.problems)


def faults(**given):
    return [(problem.code, problem.path) for problem in problems_of(**given)]


# What can be reported.


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"issued": 60, "returned": 61}, "returned"),
        ({"returned": 55, "valid": 56}, "valid"),
        ({"issued": 60, "valid": 61}, "valid"),
    ],
)
def test_there_are_no_more_sheets_than_came_from_somewhere(given, path):
    assert faults(**given) == [("too-many-sheets", (path,))]


def test_more_answers_than_valid_sheets_are_an_error_that_names_question_and_numbers():
    assert problems_of(valid=52, answers={"q1": {"yes": 50, "no": 3}, "q2": {"yes": 52}}) == [
        Problem(
            code="too-many-sheets",
            path=("answers", "q1"),
            found="53",
            expected=Message("expected.at-most", most=52),
        )
    ]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"valid": -1}, ("out-of-range", ("valid",))),
        ({"valid": SHEETS + 1}, ("out-of-range", ("valid",))),
        ({"valid": "52"}, ("wrong-type", ("valid",))),
        (
            {"answers": {"q1": {"yes": Decimal("0.5")}}},
            ("wrong-type", ("answers", "q1", "yes")),
        ),
        ({"answers": {"Q1": {"yes": 1}}}, ("not-an-id", ("answers", "Q1"))),
        ({"id": "S"}, ("not-an-id", ("id",))),
        ({"stratum": "1"}, ("not-an-id", ("stratum",))),
    ],
)
def test_what_is_no_count_of_sheets_is_refused(given, fault):
    assert faults(**given) == [fault]


def test_one_stratum_of_a_survey_stands_once():
    twice = [stratum("g1", 5, 4), stratum("g2", 5, 4), stratum("g1", 5, 4)]
    (problem,) = survey_problems(twice)
    assert (problem.code, problem.path) == ("duplicate-id", ("surveys", 2, "id"))
    assert list(survey_problems(twice[:2])) == []


def test_the_sheets_of_all_strata_together_are_bounded():
    half = SHEETS // 2
    assert list(survey_problems([stratum("g1", half, 0), stratum("g2", half, 0)])) == []
    (problem,) = survey_problems([stratum("g1", half, 0), stratum("g2", half + 1, 0)])
    assert (problem.code, problem.path) == ("out-of-range", ("surveys", 1))


# What follows from it.


def test_the_weighted_answers_are_a_share_of_the_valid_sheets():
    assert ASKED.share([SURVEY]) == Ratio(Decimal("46.4"), 52)  # 40 + 0.8 x 8


def test_or_a_share_of_those_who_answered_the_question():
    assert evolve_answers(whole="answers").share([SURVEY]) == Ratio(Decimal("46.4"), 50)


def evolve_answers(**changes):
    return evolve(ASKED, **changes)


def test_the_sheets_of_strata_are_added_up():
    assert ASKED.share([stratum("g1", 10, 4), stratum("g2", 40, 36)]) == Ratio(40, 50)


def test_or_their_shares_are_weighted():
    # 4/10 and 36/40, half each
    weighted = evolve_answers(strata=STRATA)
    assert weighted.share([stratum("g1", 10, 4), stratum("g2", 40, 36)]) == Fraction(13, 20)


def test_a_stratum_that_is_not_reported_lies_anywhere():
    assert evolve_answers(strata=STRATA).share([stratum("g1", 10, 4)]) == Unknown(
        (Missing("survey", "s", "g2"),), Fraction(1, 5), Fraction(7, 10), sure=False
    )


def test_a_stratum_without_a_valid_sheet_has_no_share():
    found = evolve_answers(strata=STRATA).share([stratum("g1", 10, 4), stratum("g2", 0, 0)])
    assert found.missing == (Missing("no-value", "s"),)
    assert not found.sure


def test_a_stratum_without_weight_is_a_problem():
    weighted = evolve_answers(strata=STRATA)
    (problem,) = weighted.stratum_problems([SURVEY, stratum("g1", 1, 1)])
    assert (problem.code, problem.path) == ("unknown-name", ("surveys", 0, "stratum"))
    assert list(ASKED.stratum_problems([SURVEY])) == []


@pytest.mark.parametrize(
    ("surveys", "missing"),
    [
        ([], ["q1", "valid"]),
        ([Survey(id="other", valid=3)], ["q1", "valid"]),
        ([Survey(id="s")], ["q1", "valid"]),
        ([Survey(id="s", valid=3)], ["q1"]),
        ([Survey(id="s", answers={"q1": {"satisfied": 3}})], ["valid"]),
    ],
)
def test_all_that_is_not_reported_is_named(surveys, missing):
    lacking = tuple(Missing("survey", "s", each) for each in missing)
    unknown = Unknown(lacking, Fraction(0), Fraction(1), sure=False)
    assert ASKED.share(surveys) == unknown


def test_of_those_who_answered_no_valid_sheets_need_be_known():
    answered = Survey(id="s", answers={"q1": {"satisfied": 3, "not": 1}})
    assert evolve_answers(whole="answers").share([answered]) == Ratio(3, 4)


def test_a_part_that_is_too_fine_to_write_down_is_exact_all_the_same():
    fine = evolve_answers(weights={"satisfied": Fraction(1, 3)})
    assert fine.share([stratum("g1", 10, 4)]) == Fraction(2, 15)
    assert fine.share([stratum("g1", 0, 0)]) == Ratio(0, 0)


def test_sheets_are_counted_over_all_strata():
    strata = [stratum("g1", 10, 4), stratum("g2", 40, 36)]
    assert sheets_of(strata, "s", "valid") == 50
    assert sheets_of([SURVEY], "s", "issued") == 60


def test_sheets_that_nobody_counted_lie_between_those_that_somebody_did():
    half = Survey(id="s", issued=60, valid=52)
    assert sheets_of([half], "s", "returned") == Unknown(
        (Missing("survey", "s", "returned"),), Fraction(52), Fraction(60)
    )
    assert sheets_of([], "s", "valid") == Unknown(
        (Missing("survey", "s", "valid"),), Fraction(0), Fraction(SHEETS)
    )


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 3), min_size=1, max_size=3), st.data())
def test_whatever_is_left_out_the_sheets_lie_within_what_is_announced(counted, data):
    whole, part = [], []
    for index, counts in enumerate(counted):
        sheets = dict(zip(SHEET_KINDS, sorted(counts, reverse=True), strict=True))
        kept = data.draw(st.sets(st.sampled_from(SHEET_KINDS)))
        whole.append(Survey(id="s", stratum=f"g{index}", **sheets))
        part.append(Survey(id="s", stratum=f"g{index}", **{k: sheets[k] for k in kept}))
    for kind in SHEET_KINDS:
        told, known = sheets_of(part, "s", kind), sheets_of(whole, "s", kind)
        if isinstance(told, Unknown):
            assert told.least <= known <= told.greatest
        else:
            assert told == known
