"""Each comparison by which a rule fails, with both sides and by how much."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from civil_village.indicators import Catalogue, Indicator
from civil_village.labels import Label
from civil_village.requirements.failures import failures
from civil_village.rules import Missing, Rule, Unknown
from civil_village.testing import rule_cases

CATALOGUE = Catalogue(
    indicators={
        "tables": Indicator(label=Label("桌数", "tables"), value="count"),
        "gift": Indicator(label=Label("礼金", "gift"), value="amount", unit="元"),
        "tobacco": Indicator(label=Label("烟", "tobacco"), value="amount", unit="元"),
        "drink": Indicator(label=Label("酒", "drink"), value="amount", unit="元"),
        "pork": Indicator(label=Label("猪肉价", "pork price"), value="amount", unit="元"),
        "insured": Indicator(label=Label("参保率", "insured"), value="ratio"),
        "official": Indicator(label=Label("干部户", "official"), value="truth"),
        "setting": Indicator(
            label=Label("地点", "setting"), value="choice", choices=["home", "hotel"]
        ),
    }
)
SCOPE = {
    "tables": Fraction(18),
    "gift": Fraction(100),
    "tobacco": Fraction(80),
    "drink": Fraction(45),
    "pork": Fraction(57, 2),
    "insured": Fraction(9, 10),
    "official": True,
    "setting": "hotel",
}


def found(text, lang="en", **scope):
    """Give what fails of a rule, in words."""
    worth = Rule(text).value({**SCOPE, **scope})
    all_ = failures(worth, CATALOGUE.indicators, CATALOGUE.signatures("village"))
    return [each.told.text(lang) for each in all_]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("tables <= 15", "tables: 18, at most 15, 3 over"),
        ("15 >= tables", "tables: 18, at most 15, 3 over"),
        # A whole number below 18 is 1 less.
        ("tables < 18", "tables: 18, must be below 18, 1 over"),
        ("tables >= 20", "tables: 18, at least 20, 2 short"),
        ("tables == 16", "tables: 18, must be 16, 2 apart"),
        ("tables != 18", "tables: 18, must not be 18"),
        ("!(tables > 15)", "tables: 18, at most 15, 3 over"),
        ("gift <= pork", "gift: 100 元, at most 28.5 元 (pork price), 71.5 元 over"),
        ("tobacco + drink <= 100", "tobacco + drink: 125 元, at most 100 元, 25 元 over"),
        (
            "tables <= (official ? 10 : 15)",
            "tables: 18, at most 10 (if official then 10, else 15), 8 over",
        ),
        ("insured >= 0.95", "insured: 90%, at least 95%, 5 percentage points short"),
        # Of a share there is no next one.
        ("insured > 0.9", "insured: 90%, must be above 90%"),
        ("!official", "official: true, must be false"),
        ("setting == 'home'", "setting: hotel, must be home"),
        ("setting != 'hotel'", "setting: hotel, must not be hotel"),
        ("setting in ['home']", "setting: hotel, must be one of home"),
        ("!(setting in ['hotel'])", "setting: hotel, must be none of hotel"),
        ("official ? tables <= 10 : tables <= 15", "tables: 18, at most 10, 8 over"),
    ],
)
def test_what_fails_is_told_with_both_sides(rule, told):
    assert found(rule) == [told]


def test_of_conditions_that_must_all_hold_only_those_that_fail_are_told():
    assert found("tables <= 20 && gift <= 50 && insured >= 0.95") == [
        "gift: 100 元, at most 50 元, 50 元 over",
        "insured: 90%, at least 95%, 5 percentage points short",
    ]


def test_of_conditions_of_which_one_is_enough_all_are_told():
    assert len(found("tables <= 15 || gift <= 50")) == 2


def test_what_holds_has_no_failure():
    assert found("tables <= 18 || official") == []


def test_an_unknown_number_fails_by_what_is_sure_of_it():
    many = Unknown((Missing("completeness", "guests"),), Fraction(20), Fraction(10**11))
    assert found("tables <= 15", tables=many) == [
        "tables: at least 20, at most 15, at least 5 over"
    ]
    few = Unknown((Missing("row", "guests", "g1"),), Fraction(20), Fraction(22))
    assert found("tables <= 15", "zh", tables=few) == ["桌数：20 到 22 之间，上限 15，超出 至少 5"]


def test_sizes_are_exact():
    worth = Rule("gift <= 28.5").value({"gift": Fraction(Decimal("30.05"))})
    (one,) = failures(worth, CATALOGUE.indicators, CATALOGUE.signatures("village"))
    assert (one.found, one.limit, one.by) == (
        Fraction("30.05"),
        Fraction("28.5"),
        Fraction("1.55"),
    )


@given(rule_cases())
def test_only_a_rule_that_fails_has_failures(case):
    worth = case.rule.value(case.scope)
    told = failures(worth, {}, case.signatures)
    assert not told or worth.value is False
    assert all(each.by is None or each.by >= 0 for each in told)
