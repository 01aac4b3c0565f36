"""Curves in words: all of a curve, and the piece that applied to a value."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.curves.curve import (
    Bracket,
    Brackets,
    Knot,
    Linear,
    PerUnit,
    Shortfall,
    Step,
    Steps,
)
from civil_village.curves.in_words import curve_told, piece_told
from civil_village.messages import LANGUAGES
from civil_village.testing import curves

STEPS = Steps([Step(from_=4, give=1), Step(above=10, give=2)])
LINE = Linear([Knot(at=0, give=0), Knot(at=4, give=10), Knot(at=8, give=12)])
PER = PerUnit(each=500, give=-1, start=100, least=-5, count="started")
GIFTS = Brackets([Bracket(to=1000, per=100, give=1, most=8), Bracket(per=400, give=1)])
SHORT = Shortfall(full=10, target=0.95, lose=1)
DAYS = Shortfall(full=10, target=20, lose=1, each=2, floor=3, count="continuous")


@pytest.mark.parametrize(
    ("curve", "en", "zh"),
    [
        (STEPS, "by steps of the value: 1 from 4, 2 above 10", "满 4 得 1 分、超过 10 得 2 分"),
        (LINE, "by straight lines between 0 at 0, 10 at 4, 12 at 8", "0 得 0 分、4 得 10 分"),
        (PER, "1 lost for each 500 begun, counted from 100, at least 5 lost", "每 500 扣 1 分"),
        (PerUnit(give=1, most=3), "1 for each, at most 3", "每个得 1 分、最多得 3 分"),
        (
            GIFTS,
            "1 for each full 100, at most 8 between 0 and 1000, 1 for each full 400 above 1000",
            "0 至 1000 的部分每满 100 得 1 分",
        ),
        (SHORT, "target 95%, 1 lost for each full percentage point short", "目标 95%"),
        (DAYS, "below 20 1 lost for each 2 in proportion, at least 3", "低于 20 的部分按比例"),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_all_of_a_curve_is_told(curve, en, zh):
    assert en in curve_told(curve).text("en")
    assert zh in curve_told(curve).text("zh")


@pytest.mark.parametrize(
    ("curve", "value", "en"),
    [
        (STEPS, 3, "below every step"),
        (STEPS, 10, "1 from 4"),
        (STEPS, Fraction(101, 10), "2 above 10"),
        (LINE, 0, "up to the first point, 0 at 0"),
        (LINE, 4, "between 0 at 0 and 10 at 4"),
        (LINE, Fraction(9, 2), "between 10 at 4 and 12 at 8"),
        (LINE, 9, "beyond the last point, 12 at 8"),
        (PER, 1101, "3 counted, 1 lost for each"),  # 1001 above 100
        (PER, 10000, "20 counted, 1 lost for each, limited to 5 lost"),
        (PER, 100, "nothing counts"),
        # 10 × 1, of which 8 count; then 2 × 400 of 999.
        (GIFTS, 1999, "10 counted, 1 for each, limited to 8 above 0, 2 counted, 1 for each above 1000"),
        (SHORT, Fraction(925, 1000), "2 counted, 1 lost for each"),
        (SHORT, 0, "95 counted, 1 lost for each, limited to 10 lost"),
        (DAYS, 15, "2.5 counted, 1 lost for each"),
    ],
)  # fmt: skip
def test_the_piece_that_applied_is_told(curve, value, en):
    assert piece_told(curve, Fraction(value)).text("en") == en


def test_what_a_curve_takes_is_told_as_lost():
    assert curve_told(STEPS, takes=True).text("zh") == "按指标值分档：满 4 扣 1 分、超过 10 扣 2 分"
    # What takes less than nothing gives.
    assert curve_told(PerUnit(give=-2), takes=True).text("en") == "2 for each"


def test_values_are_written_as_their_indicator_writes_them():
    def percent(value):
        return f"{value * 100}%"

    told = curve_told(Steps([Step(from_=Decimal("0.8"), give=3)]), measure=percent)
    assert told.text("en") == "by steps of the value: 3 from 80%"


@given(curves(), st.fractions(0, 10**6), st.booleans())
def test_every_curve_is_told_at_every_value(curve, value, takes):
    for lang in LANGUAGES:
        assert curve_told(curve, takes=takes).text(lang)
        assert piece_told(curve, value, takes=takes).text(lang)
