"""Types, ranges and sizes of the parts of a rule."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from civil_village.labels import Label
from civil_village.rules.signatures import (
    MIRROR,
    Signature,
    constant_signature,
    decided,
    either,
    product,
)
from civil_village.testing import RuleCase, rule_cases
from civil_village.testing.strategies.rule import RELATIONS


def test_a_number_is_bounded_by_its_places_and_its_wider_end():
    assert Signature.number(minimum=-20, maximum=5, places=2, unit="元") == Signature(
        type="number",
        unit="元",
        minimum=Fraction(-20),
        maximum=Fraction(5),
        numerator=2000,  # 20.00 in hundredths
        denominator=100,
    )
    assert Signature.number(maximum=Fraction(5, 2)).numerator == 3
    assert Signature.number().maximum == 10**11


def test_a_signature_says_no_more_than_it_is_told():
    assert Signature(type="truth") == Signature(
        type="truth",
        unit=None,
        free=False,
        minimum=Fraction(0),
        maximum=Fraction(0),
        numerator=0,
        denominator=1,
        static=True,
        share=False,
        partial=False,
        choices=(),
    )


def test_a_label_is_kept_but_is_no_part_of_what_a_rule_knows():
    label = Label("户数", "households")
    labelled = Signature.number(label=label)
    assert labelled.label == label
    assert labelled == Signature.number()


def test_a_number_with_places_moves_in_steps_and_a_share_does_not():
    assert Signature.number(places=2).step == Fraction(1, 100)
    assert Signature(type="number", denominator=100, static=False).step is None


@pytest.mark.parametrize(
    ("value", "numerator", "denominator"),
    [
        (0, 0, 1),
        (-3, 3, 1),
        (Decimal("0.92"), 92, 100),
        (Decimal("-1.5"), 15, 10),
        (Decimal("0.125"), 125, 1000),
        (Decimal(2), 2, 1),
    ],
)
def test_a_literal_is_a_quotient_by_a_power_of_ten(value, numerator, denominator):
    assert constant_signature(value) == Signature(
        type="number",
        free=True,
        minimum=Fraction(value),
        maximum=Fraction(value),
        numerator=numerator,
        denominator=denominator,
    )


def test_truths_and_texts_have_no_range():
    assert constant_signature(True) == Signature(type="truth")
    assert constant_signature("hill") == Signature(type="text")


def test_a_product_has_the_range_of_its_ends_and_the_size_of_both_factors():
    # (-2 to 3) x (-5 to 1): least 3 x -5, greatest -2 x -5; tenths by hundredths
    left = Signature.number(minimum=-2, maximum=3, places=1, unit="元")
    right = Signature.number(minimum=-5, maximum=1, places=2)
    assert product(left, right) == Signature(
        type="number",
        unit="元",
        minimum=Fraction(-15),
        maximum=Fraction(10),
        numerator=30 * 500,
        denominator=1000,
    )
    assert product(right, left).unit == "元"
    # (-2 to 3) x (-1 to 7): the most is 3 x 7, the least -2 x 7
    wide = product(left, Signature.number(minimum=-1, maximum=7))
    assert (wide.minimum, wide.maximum) == (-14, 21)


def test_only_a_product_of_literals_takes_the_unit_of_what_it_meets():
    literal, count = constant_signature(2), Signature.number(maximum=3)
    assert product(literal, literal).free is True
    assert product(literal, count).free is product(count, literal).free is False
    assert either(literal, literal, Fraction(0), Fraction(1)).free is True
    assert either(count, literal, Fraction(0), Fraction(1)).free is False
    assert either(literal, count, Fraction(0), Fraction(1)).free is False


def test_a_sum_has_the_unit_of_the_side_that_has_one():
    literal, income = constant_signature(2), Signature.number(unit="元")
    for sides in ((literal, income), (income, literal), (income, income)):
        assert either(*sides, Fraction(0), Fraction(1)).unit == "元"
    assert either(literal, literal, Fraction(0), Fraction(1)).unit is None


def test_every_operator_has_one_that_says_the_same_the_other_way_round():
    assert {sign: MIRROR[sign] for sign in RELATIONS} == {
        "==": "==",
        "!=": "!=",
        "<": ">",
        "<=": ">=",
        ">": "<",
        ">=": "<=",
    }


def test_a_sum_stands_over_the_least_common_denominator():
    # 3.0 in tenths and 5.00 in hundredths: at most 300 + 500 hundredths
    left, right = Signature.number(maximum=3, places=1), Signature.number(maximum=5, places=2)
    assert either(left, right, Fraction(0), Fraction(8)) == Signature(
        type="number", maximum=Fraction(8), numerator=800, denominator=100
    )


def test_a_sum_with_a_share_stands_over_the_product_of_denominators():
    # part/whole + 0.5 with a whole of at most 1000: (part x 10 + 5 x whole) / (whole x 10)
    share = Signature(
        type="number", maximum=Fraction(1), numerator=1000, denominator=1000, static=False
    )
    assert either(share, constant_signature(Decimal("0.5")), Fraction(0), Fraction(2)) == Signature(
        type="number",
        maximum=Fraction(2),
        numerator=1000 * 10 + 5 * 1000,
        denominator=10_000,
        static=False,
    )


def test_what_is_made_of_a_share_is_no_longer_one():
    share = Signature(
        type="number", maximum=Fraction(1), numerator=9, denominator=9, static=False, share=True
    )
    assert product(share, share).share is False
    assert product(share, constant_signature(2)).static is False
    assert product(constant_signature(2), share).static is False
    assert either(constant_signature(2), share, Fraction(2), Fraction(3)).static is False
    assert either(share, share, Fraction(0), Fraction(2)).share is False


def test_a_number_is_no_share_unless_it_is_said_to_be_one():
    number = Signature.number(maximum=1)
    assert (number.share, number.free, number.static) == (False, False, True)


DECIDED = [
    # a lies from 0 to 5
    ("<", 0, False),
    ("<", 1, None),
    ("<", 5, None),
    ("<", 6, True),
    ("<=", -1, False),
    ("<=", 0, None),
    ("<=", 4, None),
    ("<=", 5, True),
    (">", -1, True),
    (">", 0, None),
    (">", 4, None),
    (">", 5, False),
    (">=", 0, True),
    (">=", 1, None),
    (">=", 5, None),
    (">=", 6, False),
    ("==", -1, False),
    ("==", 0, None),
    ("==", 5, None),
    ("==", 6, False),
    ("!=", -1, True),
    ("!=", 0, None),
    ("!=", 6, True),
]


@pytest.mark.parametrize(("sign", "literal", "outcome"), DECIDED)
def test_a_comparison_is_decided_by_ranges_alone_where_they_do(sign, literal, outcome):
    count, mirror = Signature.number(maximum=5), {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
    assert decided(sign, count, constant_signature(literal)) is outcome
    assert decided(mirror.get(sign, sign), constant_signature(literal), count) is outcome


def test_two_values_that_cannot_differ_are_decided():
    three = Signature.number(minimum=3, maximum=3)
    outcomes = [decided(sign, three, constant_signature(3)) for sign in RELATIONS]
    assert dict(zip(RELATIONS, outcomes, strict=True)) == {
        "==": True,
        "!=": False,
        "<": False,
        "<=": True,
        ">": False,
        ">=": True,
    }


@given(rule_cases("number", unknowns=False))
def test_a_number_never_leaves_the_range_and_the_size_of_its_signature(case: RuleCase):
    value, kind = case.rule.value(case.scope).value, case.signature
    assert isinstance(value, Fraction)
    assert kind.minimum <= value <= kind.maximum
    if kind.static:
        counted = value * kind.denominator
        assert counted.denominator == 1
        assert abs(counted) <= kind.numerator
    assert value.denominator <= kind.denominator
    assert abs(value.numerator) <= kind.numerator
