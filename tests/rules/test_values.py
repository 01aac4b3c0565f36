"""What is known of a value that is not there."""

from fractions import Fraction

import pytest

from civil_village.canonical import plain
from civil_village.documents.conversion import structure
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem
from civil_village.rules.values import Missing, Unknown, number_bounds, united

FUNDS, PLAN = Missing("indicator", "funds"), Missing("row", "plan", "h2")


@pytest.mark.parametrize(
    ("missing", "zh", "en"),
    [
        (FUNDS, "funds", "funds"),
        (PLAN, "h2 的plan", "plan of h2"),
        (Missing("completeness", "fire"), "fire是否已全部上报", "whether all fire are reported"),
        (
            Missing("observation", "hygiene", "visit"),
            "“hygiene”尚无“visit”的评审意见",
            'no observation by visit on "hygiene"',
        ),
        (Missing("no-value", "share"), "share无法计算（分母为 0）", "share: the denominator is 0"),
    ],
    ids=lambda case: getattr(case, "kind", ""),
)
def test_a_missing_fact_is_said_in_both_languages(missing, zh, en):
    assert (missing.text("zh"), missing.text("en")) == (zh, en)


@pytest.mark.parametrize("missing", [FUNDS, PLAN])
def test_a_missing_fact_is_written_as_a_list_and_read_from_it(missing):
    form = plain(missing)
    assert form == [part for part in (missing.kind, missing.name, missing.row) if part]
    assert structure(form, Missing) == missing


@pytest.mark.parametrize("form", ["ab", None, [], ["row"], ["row"] * 4])
def test_what_is_no_list_of_two_or_three_is_refused(form):
    with pytest.raises(DocumentError) as caught:
        structure(form, Missing)
    (problem,) = caught.value.problems
    assert (problem.code, problem.expected) == ("wrong-type", Message("type.missing"))


def problems(*arguments):
    return list(Unknown(*arguments).problems())


def test_an_unknown_value_lacks_something_and_has_two_bounds_or_none():
    assert problems((FUNDS,)) == []
    assert problems((FUNDS,), Fraction(1), Fraction(1)) == []
    assert problems(()) == [Problem(code="empty-list", path=("missing",))]
    assert problems((FUNDS,), None, Fraction(1)) == [Problem(code="missing-key", path=("least",))]
    assert problems((FUNDS,), Fraction(1), None) == [
        Problem(code="missing-key", path=("greatest",))
    ]


def test_the_bounds_of_an_unknown_number_stand_in_order():
    assert problems((), Fraction(2), Fraction(1)) == [
        Problem(code="empty-list", path=("missing",)),
        Problem(
            code="out-of-range",
            path=("greatest",),
            found="1",
            expected=Message("expected.at-least", least=Fraction(2)),
        ),
    ]


def test_a_number_has_bounds_whether_known_or_not():
    assert number_bounds(Fraction(3)) == (3, 3, True)
    assert number_bounds(Unknown((FUNDS,), Fraction(1), Fraction(4))) == (1, 4, True)
    assert number_bounds(Unknown((FUNDS,), Fraction(1), Fraction(4), sure=False)) == (1, 4, False)


def test_what_is_missing_is_gathered_once_and_in_order():
    values = (Unknown((PLAN, FUNDS)), True, Fraction(1), "hill", Unknown((FUNDS,)))
    assert united(values) == (PLAN, FUNDS)
    assert united([True]) == ()
