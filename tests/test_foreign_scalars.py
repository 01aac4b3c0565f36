"""Scalars of other packages are what they mean, by stand-ins and, where they are there, themselves."""

from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from numbers import Integral, Real

import pytest

import civil_village as cv
from civil_village.curves import Band
from civil_village.foreign_scalars import native


class Stubborn:
    """Compares as arrays do: the answer is no truth."""

    def __eq__(self, other):
        raise TypeError("the truth of several values is ambiguous")

    __hash__ = None

    def __bool__(self):
        raise TypeError("neither")


class Whole(Stubborn):
    """A whole number, as numpy has them."""

    def __init__(self, number):
        self.number = number

    def __index__(self):
        return self.number


class Half(Stubborn):
    """A float of half the width: its own shortest form is shorter than that of its value."""

    def __init__(self, text):
        self.text_ = text

    def __str__(self):
        return self.text_


class Words(Half):
    """A real number that writes itself in words."""


class Array(Stubborn):
    """Of several values, so that it is no index."""

    def __index__(self):
        raise TypeError("only arrays of one value")


Integral.register(Whole)
Real.register(Half)


def stand_in(name, base=Stubborn, **members):
    """Make one object of a class that is called so."""
    return type(name, (base,), members)()


TRUE = stand_in("bool_", __bool__=lambda self: True)
FALSE = stand_in("bool", __bool__=lambda self: False)
NA = stand_in("NAType")
NAT = type("NaTType", (datetime,), {})(1, 1, 1)
MASKED = stand_in("MaskedConstant")
DAY = stand_in("datetime64", __str__=lambda self: "2024-05-01")
NO_DAY = stand_in("datetime64", __str__=lambda self: "NaT")
SPAN = stand_in("timedelta64", Whole, __init__=lambda self: None, __str__=lambda self: "3 days")


class Level(IntEnum):
    HIGH = 3


def test_what_says_that_it_is_missing_is_missing():
    marks = [
        None,
        float("nan"),
        Decimal("NaN"),
        Decimal("sNaN"),
        NA,
        NAT,
        MASKED,
        NO_DAY,
        Half("nan"),
    ]
    assert [native(mark) for mark in marks] == [None] * len(marks)


def test_whole_numbers_truths_and_floats_are_those_of_python():
    found = [native(value) for value in (Whole(3), TRUE, FALSE, Half("0.1"), DAY)]
    assert found == [3, True, False, 0.1, "2024-05-01"]
    assert [type(value) for value in found] == [int, bool, bool, float, str]


@pytest.mark.parametrize(
    "value",
    [True, 3, "3", 0.5, Decimal("0.5"), Fraction(1, 3), date(2024, 5, 1), Level.HIGH, float("inf")],
)
def test_what_python_has_itself_stays(value):
    assert native(value) is value


@pytest.mark.parametrize("value", [Stubborn(), Array(), Words("three"), [1], {"a": 1}, b"3", 1j])
def test_what_is_no_such_scalar_stays_and_is_not_compared(value):
    assert native(value) is value


def test_a_span_is_no_number_though_its_class_says_so():
    assert native(SPAN) == "3 days"


CATALOGUE = cv.Catalogue(
    indicators={
        "n": cv.Indicator(label="数", value="count"),
        "t": cv.Indicator(label="真", value="truth"),
        "a": cv.Indicator(label="量", value="amount"),
        "d": cv.Indicator(label="日", value="date"),
        "c": cv.Indicator(label="选", value="choice", choices=["x", "y"]),
    }
)
STANDARD = cv.Standard(
    id="demo",
    catalogue=CATALOGUE,
    criteria=[
        cv.Criterion(id="k", points=5, requirements=[cv.Requirement(id="r", rule="t && n >= 3")])
    ],
)


def known(facts):
    return {
        name: None if type(value) is cv.Unknown else value for name, value in facts.values.items()
    }


def test_derive_takes_them_in_values_rows_events_and_earlier_years():
    row = {"n": Whole(3), "t": TRUE, "a": Half("0.1"), "d": DAY, "c": NA}
    expected = {"n": 3, "t": True, "a": Decimal("0.1"), "d": date(2024, 5, 1), "c": None}
    assert known(cv.derive(CATALOGUE, row)) == expected
    nothing = dict.fromkeys(row, NAT)
    assert known(cv.derive(CATALOGUE, nothing)) == dict.fromkeys(row)
    assert cv.Event(id="e", kind="k", on="2024-05-01", values=row).values["n"] == 3
    assert cv.Village(id="v", earlier={"2023": row}).earlier["2023"]["c"] is None
    assert cv.Observation(of="n", value=Whole(3)).value == 3


def test_a_record_of_them_reads_back_equal():
    records = cv.Records(
        id="r", subjects=[cv.Village(id="v", values={"n": Whole(3), "t": FALSE, "c": NA})]
    )
    assert cv.loads(cv.dumps(records)) == records


def test_evaluate_takes_them_and_keeps_those_of_python():
    result = cv.evaluate(STANDARD, {"n": Whole(3), "t": TRUE})
    assert result.requirement("k.r").state == "met"
    assert result == cv.evaluate(STANDARD, {"n": 3, "t": True})
    assert result.digests == cv.evaluate(STANDARD, {"n": 3, "t": True}).digests
    assert cv.evaluate(STANDARD, {"n": 3, "t": NA}).requirement("k.r").state == "undetermined"


def test_numbers_and_truths_of_models_may_be_such():
    assert Band(id="good", from_=Whole(60)) == Band(id="good", from_=60)
    assert cv.Ratio(Whole(3), Whole(5)) == cv.Ratio(3, 5)
    indicator = cv.Indicator(label="量", value="amount", places=Whole(2), may_exceed=FALSE)
    assert indicator == cv.Indicator(label="量", value="amount", places=2)
    with pytest.raises(cv.DocumentError, match="places"):
        cv.Indicator(label="量", value="amount", places=float("nan"))


@pytest.mark.parametrize("name", list(CATALOGUE.indicators))
def test_what_compares_to_no_truth_is_refused_with_its_path(name):
    with pytest.raises(cv.DocumentError) as caught:
        cv.derive(CATALOGUE, {name: Stubborn()})
    assert [problem.path for problem in caught.value.problems] == [("values", name)]


@pytest.fixture
def real():
    """Numpy and pandas, where they are installed."""
    if not find_spec("numpy") or not find_spec("pandas"):
        pytest.skip("numpy and pandas are not installed: their scalars are tried by stand-ins only")
    return import_module("numpy"), import_module("pandas")


def test_the_scalars_of_numpy_and_pandas_themselves(real):
    np, pd = real
    row = {"n": np.int64(3), "t": np.bool_(True), "a": np.float32(0.1), "c": pd.NA, "d": pd.NaT}
    expected = {"n": 3, "t": True, "a": Decimal("0.1"), "c": None, "d": None}
    assert known(cv.derive(CATALOGUE, row)) == expected
    missing = [np.float64("nan"), np.datetime64("NaT"), np.ma.masked, pd.NA, pd.NaT]
    assert [native(mark) for mark in missing] == [None] * 5
    for several in (np.array([1, 2]), pd.Series([1, 2]), np.timedelta64(3, "D")):
        with pytest.raises(cv.DocumentError):
            cv.derive(CATALOGUE, {"n": several})


def test_rows_of_a_frame(real):
    _, pd = real
    frame = pd.DataFrame({"n": [1, None], "t": [True, None], "c": ["x", None]})
    for rows in (frame, frame.convert_dtypes()):
        one, two = cv.derive_each(CATALOGUE, rows.to_dict("records"))
        assert known(one) == {"n": 1, "t": True, "a": None, "d": None, "c": "x"}
        assert set(known(two).values()) == {None}
