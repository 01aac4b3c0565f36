"""Exact numbers, ratios and rounding."""

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.documents.conversion import structure
from civil_village.exact_numbers import (
    as_decimal,
    as_exact,
    exact_decimal,
    number_problems,
    published,
    share_of,
    share_text,
    tidy,
)
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem
from civil_village.quantities.ratios import Ratio
from civil_village.quantities.rounding import Rounding

NAN, INFINITY = float("nan"), float("inf")


class OtherFloat(float):
    """A float that writes itself in its own way, as those of other packages do."""

    def __repr__(self):
        return f"other({float(self)})"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1200, "1200"),
        (-3, "-3"),
        (Decimal("0.920"), "0.92"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0E-10"), "0"),
        (Decimal("-0.0001"), "-0.0001"),
        (Decimal("123456789.123400"), "123456789.1234"),
        (0.1, "0.1"),
        (0.92, "0.92"),
        (1e10, "10000000000"),
        (-2.5, "-2.5"),
        (0.0, "0"),
        (OtherFloat(0.1), "0.1"),
        (10**11, "100000000000"),
        (-(10**11), "-100000000000"),
        (Decimal("1." + "0" * 6000), "1"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_number_is_taken_exactly_without_trailing_zeros(value, text):
    assert str(exact_decimal(value)) == text
    assert list(number_problems(value)) == []


REFUSED = [
    (True, "not-a-number", "expected.in-digits", {}, "true"),
    (None, "not-a-number", "expected.in-digits", {}, "null"),
    ([3], "not-a-number", "expected.in-digits", {}, "[3]"),
    (3j, "not-a-number", "expected.in-digits", {}, "3j"),
    (Fraction(1, 2), "not-a-number", "expected.in-digits", {}, "0.5"),
    (NAN, "not-finite", "expected.finite", {}, "nan"),
    (-INFINITY, "not-finite", "expected.finite", {}, "-inf"),
    (Decimal("NaN"), "not-finite", "expected.finite", {}, "NaN"),
    (Decimal("sNaN"), "not-finite", "expected.finite", {}, "sNaN"),
    (Decimal("Infinity"), "not-finite", "expected.finite", {}, "Infinity"),
    (-0.0, "minus-zero", "expected.number", {}, "-0.0"),
    (Decimal("-0"), "minus-zero", "expected.number", {}, "0"),
    (Decimal("-0.00000"), "minus-zero", "expected.number", {}, "0"),
    (1234567890.123456, "too-many-digits", "expected.digits", {"most": 15}, "1234567890.123456"),
    (1234567890123456, "too-many-digits", "expected.digits", {"most": 15}, "1234567890123456"),
    (0.00001, "too-many-places", "expected.places", {"most": 4}, "1e-05"),
    (Decimal("0.12345"), "too-many-places", "expected.places", {"most": 4}, "0.12345"),
    (10**11 + 1, "number-too-large", "expected.at-most", {"most": 10**11}, "100000000001"),
    (-(10**11) - 1, "number-too-large", "expected.at-most", {"most": 10**11}, "-100000000001"),
    (1e300, "number-too-large", "expected.at-most", {"most": 10**11}, "1e+300"),
    (10**5000, "number-too-large", "expected.at-most", {"most": 10**11}, "1" + "0" * 58 + "…"),
    (
        Decimal("1E+999999999"),
        "number-too-large",
        "expected.at-most",
        {"most": 10**11},
        "1E+999999999",
    ),
    (Decimal("1E-999999999"), "too-many-places", "expected.places", {"most": 4}, "1E-999999999"),
    (
        Decimal("1." + "0" * 6000 + "1"),
        "too-many-digits",
        "expected.digits",
        {"most": 15},
        "1." + "0" * 57 + "…",
    ),
]


@pytest.mark.parametrize(
    ("value", "code", "expected", "arguments", "found"),
    REFUSED,
    ids=[f"{row[1]}-{str(row[4])[:16]}" for row in REFUSED],
)
def test_what_is_no_exact_number_is_refused(value, code, expected, arguments, found):
    problem = Problem(code=code, found=found, expected=Message(expected, **arguments))
    assert list(number_problems(value)) == [problem]
    with pytest.raises(DocumentError) as caught:
        exact_decimal(value)
    assert caught.value.problems == (problem,)


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), ("-1.50", Decimal("-1.5")), ("007", 7), ("1,200", 1200), ("\uff19\uff12", 92)],
)
def test_a_text_that_spells_a_number_is_shown_in_quotes_beside_the_number(text, number):
    assert list(number_problems(text)) == [
        Problem(
            code="not-a-number",
            found=f'"{text}"',
            expected=Message("expected.in-digits"),
            hint=Message("hint.bare", form=Decimal(number)),
        )
    ]


@pytest.mark.parametrize("text", ["", "many", "1e5", "3 of 4", "9" * 200])
def test_a_text_that_spells_none_is_shown_as_it_is(text):
    (problem,) = number_problems(text)
    assert (problem.code, problem.hint) == ("not-a-number", None)


def test_so_many_places_are_allowed_as_are_asked_for():
    assert list(number_problems(Decimal("0.12"), places=2)) == []
    assert list(number_problems(Decimal("0.120"), places=2)) == []
    assert [p.code for p in number_problems(Decimal("0.123"), places=2)] == ["too-many-places"]
    assert [p.code for p in number_problems(Decimal("0.5"), places=0)] == ["too-many-places"]
    assert list(number_problems(Decimal("1E+2"), places=0)) == []
    (problem,) = number_problems(Decimal("0.5"), places=0)
    assert problem.expected == Message("type.whole")
    assert exact_decimal(Decimal("0.12345678"), places=8) == Decimal("0.12345678")


def test_fifteen_digits_are_allowed_wherever_the_point_stands():
    assert list(number_problems(Decimal("99999999999.9999"))) == []
    assert [p.code for p in number_problems(Decimal("0.999999999999999"))] == ["too-many-places"]
    assert list(number_problems(Decimal("0.999999999999999"), places=15)) == []
    assert [p.code for p in number_problems(Decimal("0.9999999999999999"), places=16)] == [
        "too-many-digits"
    ]


def test_nothing_depends_on_the_decimal_context_of_the_process():
    rough = decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Rounded])
    with decimal.localcontext(rough):
        assert exact_decimal(Decimal("12345.6789")) == Decimal("12345.6789")
        assert [p.code for p in number_problems(Decimal(100000000001))] == ["number-too-large"]
        assert Rounding(step=Decimal("0.01")).of(Fraction(200000, 3)) == Decimal("66666.67")
        assert share_of("92.1234%") == Decimal("0.921234")
        assert Ratio(Decimal("12345.67"), 100).value == Fraction(1234567, 10000)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_its_shortest_decimal_form(number):
    assert float(as_decimal(number)) == number
    assert as_decimal(number) == Decimal(repr(number))
    if not list(number_problems(number)):
        assert exact_decimal(number) == Decimal(repr(number))


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(-12, 12), st.integers(0, 6))
def test_a_number_is_refused_exactly_where_it_is_too_long_too_fine_or_too_large(
    digits, exponent, places
):
    number = Decimal(digits).scaleb(exponent)
    exact = Fraction(digits) * Fraction(10) ** exponent
    fits = (exact * 10**places).denominator == 1 and abs(exact) <= 10**11
    assert (list(number_problems(number, places=places)) == []) is fits


def test_nothing_for_nothing():
    assert as_exact(None) is None
    assert as_exact(1.5) == Decimal("1.5")


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("1.50"), "1.5"), (Fraction(1, 8), "0.125"), (3, "3"), (Decimal("-0"), "0")],
)
def test_a_number_whose_digits_end_is_tidied(value, text):
    assert str(tidy(value)) == text


def test_a_number_without_an_end_stays_a_fraction_where_it_is_published():
    assert published(Fraction(1, 3)) == Fraction(1, 3)
    assert type(published(Fraction(1, 3))) is Fraction
    assert str(published(Fraction(3, 2))) == "1.5"
    assert str(published(Decimal("2.0"))) == "2"


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("92%", "0.92"),
        ("0%", "0"),
        ("100%", "1"),
        ("120%", "1.2"),
        ("0.5 %", "0.005"),
        (" 92.50% ", "0.925"),
        ("92\uff05", "0.92"),
        ("33.333333%", "0.33333333"),
    ],
)
def test_a_share_in_percent_is_read_exactly(text, share):
    assert str(share_of(text)) == share


@pytest.mark.parametrize(
    "text", ["", "92", "%", "-5%", "+5%", "5e1%", ".5%", "5.%", "1,5%", "92%%", "92 percent"]
)
def test_what_is_no_share_in_percent_is_nothing(text):
    assert share_of(text) is None


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(0), "0%"),
        (Fraction(23, 25), "92%"),
        (Fraction(1), "100%"),
        (Fraction(6, 5), "120%"),
        (Fraction(1, 8), "12.5%"),
        (Fraction(1, 16), "6.25%"),
        (Fraction(1, 32), "3.12…%"),  # 3.125
        (Fraction(2, 3), "66.66…%"),
        (Fraction(79999, 10**5), "79.99…%"),  # never shown as the 80 % that it misses
        (Fraction(1, 10**6), "0…%"),
    ],
)
def test_a_share_is_shown_in_percent_cut_and_never_rounded_up(share, text):
    assert share_text(share) == text


def test_a_ratio_keeps_its_parts_and_is_exact():
    assert Ratio(92, 100).value == Ratio(23, 25).value == Fraction(23, 25)
    assert Ratio(92, 100) != Ratio(23, 25)
    assert Ratio(1, 3).value == Fraction(1, 3)
    assert Ratio(Decimal("0.50"), 0.25).value == 2
    assert Ratio(Decimal("7.50"), 8).text("zh") == Ratio(7.5, 8.0).text("en") == "7.5/8"


def test_a_ratio_of_nothing_has_no_value():
    assert Ratio(0, 0).value is None
    assert Ratio(3, 0).value is None
    assert Ratio(0, 3).value == 0


@pytest.mark.parametrize("arguments", [(NAN, 1), (1, True), ("1", 2), (1, Decimal("0.00001"))])
def test_the_parts_of_a_ratio_are_exact_numbers(arguments):
    with pytest.raises(DocumentError):
        Ratio(*arguments)


ROUNDED = [
    # value, half_up, half_even, down, up; to steps of 0.1
    ("0.24", "0.2", "0.2", "0.2", "0.3"),
    ("0.25", "0.3", "0.2", "0.2", "0.3"),
    ("0.35", "0.4", "0.4", "0.3", "0.4"),
    ("0.26", "0.3", "0.3", "0.2", "0.3"),
    ("0.20", "0.2", "0.2", "0.2", "0.2"),
    ("0.0001", "0", "0", "0", "0.1"),
    ("-0.24", "-0.2", "-0.2", "-0.2", "-0.3"),
    ("-0.25", "-0.3", "-0.2", "-0.2", "-0.3"),
    ("-0.35", "-0.4", "-0.4", "-0.3", "-0.4"),
    ("-0.04", "0", "0", "0", "-0.1"),
    ("0", "0", "0", "0", "0"),
]


@pytest.mark.parametrize(("value", "half_up", "half_even", "down", "up"), ROUNDED)
def test_a_number_is_rounded_by_the_declared_mode(value, half_up, half_even, down, up):
    modes = {"half_up": half_up, "half_even": half_even, "down": down, "up": up}
    for mode, text in modes.items():
        assert str(Rounding(step=Decimal("0.1"), mode=mode).of(Decimal(value))) == text


def test_a_step_need_be_no_power_of_ten():
    # 7.5 is three steps of 2.5; 8.75 lies half way between three and four
    step = Decimal("2.5")
    assert [Rounding(step=step).of(value) for value in (7, 8, Decimal("8.75"))] == [
        Decimal("7.5"),
        Decimal("7.5"),
        Decimal(10),
    ]
    assert Rounding(step=step, mode="half_even").of(Decimal("8.75")) == 10
    assert Rounding(step=step, mode="half_even").of(Decimal("6.25")) == 5
    assert Rounding(step=5, mode="down").of(-9) == -5


@pytest.mark.parametrize("step", [0, -1, Decimal("-0.5")])
def test_a_step_lies_above_zero(step):
    with pytest.raises(DocumentError) as caught:
        Rounding(step=step)
    assert caught.value.problems == (
        Problem(
            code="out-of-range",
            path=("step",),
            found=str(step),
            expected=Message("expected.above", least=0),
        ),
    )


def test_a_bare_number_is_the_step_of_an_ordinary_rounding():
    assert structure(Decimal("0.01"), Rounding) == Rounding(step=Decimal("0.01"), mode="half_up")
    assert structure({"step": 1, "mode": "up"}, Rounding) == Rounding(step=1, mode="up")


MODES = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "down": decimal.ROUND_DOWN,
    "up": decimal.ROUND_UP,
}


@given(
    st.sampled_from(sorted(MODES)),
    st.decimals(-(10**6), 10**6, allow_nan=False, allow_infinity=False, places=4)
    | st.integers(-4000, 4000).map(lambda halves: Decimal(halves) * Decimal("0.005")),
    st.integers(0, 3),
)
def test_rounding_agrees_with_the_decimal_module_in_every_mode(mode, number, places):
    step = Decimal(1).scaleb(-places)
    expected = number.quantize(step, rounding=MODES[mode])
    assert Rounding(step=step, mode=mode).of(number) == expected
    assert not Rounding(step=step, mode=mode).of(number).is_signed() or expected < 0


@given(
    st.sampled_from(sorted(MODES)),
    st.fractions(-(10**6), 10**6, max_denominator=10**4),
    st.integers(1, 10**5).map(lambda digits: Decimal(digits).scaleb(-4)),
)
def test_what_is_rounded_is_a_whole_number_of_steps_less_than_one_away(mode, number, step):
    rounded = Fraction(Rounding(step=step, mode=mode).of(number))
    assert (rounded / Fraction(step)).denominator == 1
    away = abs(rounded - number) / Fraction(step)
    assert away < 1
    if mode.startswith("half"):
        assert away <= Fraction(1, 2)
    assert mode != "down" or abs(rounded) <= abs(number)
    assert mode != "up" or abs(rounded) >= abs(number)
    assert rounded * number >= 0
    assert Rounding(step=step, mode=mode).of(rounded) == rounded


def test_a_rounding_mode_that_is_none_is_refused():
    with pytest.raises(DocumentError) as refused:
        Rounding(step=1, mode="upwards")
    assert [(p.code, p.path) for p in refused.value.problems] == [("wrong-type", ("mode",))]
