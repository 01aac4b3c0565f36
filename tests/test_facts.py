"""Reading values by the type of their indicator, and facts as a whole."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from civil_village.documents import dumps, loads
from civil_village.evidence.assessing import double
from civil_village.evidence.reported import Observation
from civil_village.facts import Facts, fact_problems, read_value, rule_value
from civil_village.indicators import Indicator
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem
from civil_village.quantities.ratios import Ratio
from civil_village.rules import Missing, Unknown


def indicator(value, **keywords):
    return Indicator(label="示例", value=value, **keywords)


TRUTH, TEXT, DATE = indicator("truth"), indicator("text"), indicator("date")
COUNT, AMOUNT, RATIO = indicator("count"), indicator("amount"), indicator("ratio")
CHOICE = indicator("choice", choices=["warm", "cool"])
EXCEEDING = indicator("ratio", may_exceed=True)


def shortly(value):
    """Name a case by its value and its problem alone."""
    if isinstance(value, Problem):
        return value.code
    return value.value if isinstance(value, Indicator) else str(value)


def typed(value):
    return type(value), value


@pytest.mark.parametrize("of", [TRUTH, TEXT, DATE, COUNT, AMOUNT, RATIO, CHOICE])
def test_a_blank_is_no_value_and_no_problem(of):
    assert read_value(of, None) == (None, ())


@pytest.mark.parametrize(
    ("of", "given", "read"),
    [
        (TRUTH, True, True),
        (TRUTH, False, False),
        (TEXT, "", ""),
        (TEXT, "写实", "写实"),
        (CHOICE, "cool", "cool"),
        (DATE, "2024-02-29", date(2024, 2, 29)),
        (DATE, date(2024, 2, 29), date(2024, 2, 29)),
        (COUNT, 0, 0),
        (COUNT, 3.0, 3),
        (COUNT, Decimal("1E+2"), 100),
        (COUNT, 10**11, 10**11),
        (indicator("count", minimum=-2), -2, -2),
        (indicator("count", maximum=12), 12, 12),
        (AMOUNT, 5, Decimal(5)),
        (AMOUNT, 0.1, Decimal("0.1")),
        (AMOUNT, Decimal("1.50"), Decimal("1.5")),
        (indicator("amount", places=4), Decimal("0.0001"), Decimal("0.0001")),
        (RATIO, "92%", Decimal("0.92")),
        (RATIO, "0.25 %", Decimal("0.0025")),
        (RATIO, 0, Decimal(0)),
        (RATIO, 1, Decimal(1)),
        (RATIO, 0.9, Decimal("0.9")),
        (RATIO, {"part": 92, "whole": 100}, Ratio(92, 100)),
        (RATIO, {"part": 0, "whole": 0}, Ratio(0, 0)),
        (RATIO, {"part": 0.1, "whole": Decimal("0.1")}, Ratio(Decimal("0.1"), Decimal("0.1"))),
        (RATIO, Ratio(1, 2), Ratio(1, 2)),
        (EXCEEDING, "150%", Decimal("1.5")),
        (EXCEEDING, {"part": 3, "whole": 2}, Ratio(3, 2)),
        (EXCEEDING, Ratio(3, 2), Ratio(3, 2)),
    ],
    ids=shortly,
)
def test_a_good_value_is_read_by_its_type(of, given, read):
    value, problems = read_value(of, given)
    assert (typed(value), problems) == (typed(read), ())


def wrong(code, found, key, **arguments):
    return Problem(code=code, found=found, expected=Message(key, **arguments))


@pytest.mark.parametrize(
    ("of", "given", "problem"),
    [
        (TRUTH, 1, wrong("wrong-type", "1", "type.truth")),
        (DATE, "2024-02-30", wrong("not-a-date", "2024-02-30", "expected.date")),
        (DATE, 20240230, wrong("not-a-date", "20240230", "expected.date")),
        (DATE, datetime(2024, 2, 1), wrong("not-a-date", "2024-02-01T00:00:00", "expected.date")),  # noqa: DTZ001 - it is refused
        (COUNT, True, wrong("not-a-number", "true", "expected.in-digits")),
        (COUNT, Fraction(1, 2), wrong("not-a-number", "0.5", "expected.in-digits")),
        (COUNT, 2.5, wrong("too-many-places", "2.5", "type.whole")),
        (COUNT, -1, wrong("out-of-range", "-1", "expected.at-least", least=0, most=None)),
        (
            COUNT,
            10**11 + 1,
            wrong("number-too-large", "100000000001", "expected.at-most", most=10**11),
        ),
        (
            indicator("count", maximum=12),
            13,
            wrong("out-of-range", "13", "expected.between", least=0, most=12),
        ),
        (
            indicator("amount", minimum=-2, maximum=2),
            -3,
            wrong("out-of-range", "-3", "expected.between", least=-2, most=2),
        ),
        (RATIO, "many", wrong("wrong-type", "many", "expected.share")),
        (
            RATIO,
            "0.92",
            evolve(
                wrong("wrong-type", "0.92", "expected.share"),
                hint=Message("hint.bare", form="0.92"),
            ),
        ),
        (
            RATIO,
            ".746",
            evolve(
                wrong("wrong-type", ".746", "expected.share"),
                hint=Message("hint.write", form="0.746"),
            ),
        ),
        (
            RATIO,
            95,
            evolve(
                wrong("out-of-range", "95", "expected.share"),
                hint=Message("hint.write", form="95%"),
            ),
        ),
        (RATIO, True, wrong("not-a-number", "true", "expected.in-digits")),
        (RATIO, -0.1, wrong("out-of-range", "-0.1", "expected.share")),
        (RATIO, Decimal("1.0001"), wrong("out-of-range", "1.0001", "expected.share")),
        (EXCEEDING, -1, wrong("out-of-range", "-1", "expected.share")),
        (
            RATIO,
            {"part": 3, "whole": -4},
            wrong("out-of-range", "-4", "expected.at-least", least=0),
        ),
        (RATIO, [3, 4], wrong("not-a-number", "[3, 4]", "expected.in-digits")),
    ],
    ids=shortly,
)
def test_a_bad_value_is_told_with_what_was_expected(of, given, problem):
    assert read_value(of, given) == (None, (problem,))


@pytest.mark.parametrize(("given", "found"), [(3, "3"), (True, "true")], ids=str)
def test_a_number_is_no_text_until_it_stands_in_quotes(given, found):
    problem = Problem(
        code="wrong-type",
        found=found,
        expected=Message("type.text"),
        hint=Message("hint.write", form=f'"{found}"'),
    )
    assert read_value(TEXT, given) == (None, (problem,))


def test_a_misspelt_choice_gets_the_nearest():
    problem = Problem(
        code="unknown-choice",
        found="wram",
        expected=Message("expected.one-of", names=("warm", "cool")),
        hint=Message("hint.nearest", name="warm"),
    )
    assert read_value(CHOICE, "wram") == (None, (problem,))


@pytest.mark.parametrize(
    ("of", "given", "most", "hint"),
    [
        (AMOUNT, "1.005", 2, "hint.round-or-declare"),
        (indicator("amount", places=4), "1.00005", 4, "hint.round"),
    ],
    ids=["finer places", "no finer places"],
)
def test_too_fine_an_amount_may_be_rounded_or_its_places_declared(of, given, most, hint):
    problem = Problem(
        code="too-many-places",
        found=given,
        expected=Message("expected.places", most=most),
        hint=Message(hint),
    )
    assert read_value(of, Decimal(given)) == (None, (problem,))


def test_a_share_has_at_most_four_places():
    assert read_value(RATIO, "92.34%") == (Decimal("0.9234"), ())
    _, (problem,) = read_value(RATIO, "92.345%")
    assert (problem.code, problem.expected) == (
        "too-many-places",
        Message("expected.places", most=4),
    )


@pytest.mark.parametrize(
    ("given", "form"), [("yes", "true"), ("是", "true"), ("N", "false"), ("无", "false")]
)
def test_a_word_for_a_truth_gets_the_truth_offered(given, form):
    _, (problem,) = read_value(TRUTH, given)
    assert (problem.code, problem.hint.text("en").count(form)) == ("wrong-type", 1)


def test_both_parts_of_a_ratio_are_read_and_told_by_name():
    _, problems = read_value(RATIO, {"part": "3", "whole": None})
    expected, hint = Message("expected.in-digits"), Message("hint.bare", form=3)
    assert problems == (
        Problem(code="not-a-number", path=("part",), found='"3"', expected=expected, hint=hint),
        Problem(code="not-a-number", path=("whole",), found="null", expected=expected),
    )


@pytest.mark.parametrize("given", [{"part": 5, "whole": 4}, Ratio(5, 4)], ids=["mapping", "ratio"])
def test_a_part_does_not_exceed_its_whole(given):
    found, (problem,) = read_value(RATIO, given)
    assert (found, problem.code, problem.found) == (None, "part-exceeds-whole", "5 > 4")
    assert problem.text("zh").startswith("此处：部分（5）不应多于整体（4）。\n提示：")
    assert problem.hint == Message("hint.may-exceed")


# What rules see.


@pytest.mark.parametrize(
    ("fact", "seen"),
    [
        (True, True),
        ("warm", "warm"),
        (date(2024, 6, 30), "2024-06-30"),
        (3, Fraction(3)),
        (Decimal("0.5"), Fraction(1, 2)),
        (Ratio(1, 3), Fraction(1, 3)),
    ],
    ids=shortly,
)
def test_a_rule_sees_exact_values(fact, seen):
    assert typed(rule_value("x", fact)) == typed(seen)


def test_a_rule_sees_a_share_of_nothing_as_having_no_value():
    missing = (Missing("no-value", "x"),)
    unknown = Unknown(missing, Fraction(0), Fraction(1), sure=False)
    assert rule_value("x", Ratio(0, 0)) == unknown


@pytest.mark.parametrize(
    ("of", "value", "fits"),
    [
        (TRUTH, True, True),
        (TRUTH, "yes", False),
        (TRUTH, 1, False),
        (COUNT, 3, True),
        (COUNT, True, False),
        (RATIO, Ratio(0, 0), True),
        (CHOICE, "warm", True),
        (CHOICE, 3, False),
        (DATE, date(2024, 1, 2), True),
        (TRUTH, Unknown((Missing("indicator", "x"),)), True),
        (COUNT, Unknown((Missing("indicator", "x"),)), False),
        (TRUTH, Unknown((Missing("indicator", "x"),), Fraction(0), Fraction(1)), False),
    ],
    ids=shortly,
)
def test_a_fact_is_of_the_type_of_its_indicator(of, value, fits):
    problems = list(fact_problems("x", of, value))
    assert not problems if fits else [p.code for p in problems] == ["wrong-type"]


# Facts as a whole.


def test_facts_have_ids_for_names_and_one_word_by_each_method():
    word = Observation(of="a.b", method="visit", met=True)
    with pytest.raises(DocumentError) as caught:
        Facts(
            values={"A": 1}, observations=[word, Observation(of="a.b", method="visit", met=False)]
        )
    assert caught.value.problems == (
        Problem(code="not-an-id", path=("values", "A"), found="A", expected=Message("expected.id")),
        double(1, "a.b, visit").inside("observations"),
    )


def test_words_by_two_methods_or_on_two_requirements_stand_side_by_side():
    words = [
        Observation(of="a.b", method="visit", met=True),
        Observation(of="a.b", method="papers", met=True),
        Observation(of="a.c", method="visit", met=False),
    ]
    assert Facts(values={}, observations=words).observations == tuple(words)


def test_every_kind_of_fact_reads_back_as_it_was_written():
    missing = (Missing("row", "joined", "h1"), Missing("completeness", "households"))
    facts = Facts(
        id="v1",
        as_of=date(2024, 2, 29),
        values={
            "a": True,
            "b": 3,
            "c": Decimal("0.25"),
            "d": Fraction(1, 3),
            "e": Ratio(1, 3),
            "f": "2024-02-29",
            "g": date(2024, 2, 29),
            "h": Unknown(missing),
            "i": Unknown(missing, Fraction(-1, 3), Fraction(2), sure=False),
        },
    )
    again = loads(dumps(facts), Facts)
    assert again == facts
    assert [type(value) for value in again.values.values()] == [
        type(value) for value in facts.values.values()
    ]


def test_a_number_that_was_derived_may_have_any_number_of_digits():
    facts = Facts(values={"mean": Decimal("-64.679934")})
    assert loads(dumps(facts)) == facts
