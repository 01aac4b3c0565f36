"""Words of several assessors come to one as declared, exactly, and never by a guess."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.evidence.assessing import ASSESSORS, Method, Observed, Word
from civil_village.mappings import FrozenMapping
from civil_village.problems import DocumentError
from civil_village.rules import Missing, Signature, Unknown
from civil_village.testing import ways_to_join
from civil_village.type_fitting import fit_of

TEN = (Fraction(0), Fraction(10))
WEIGHTS = {"documents": Decimal("0.4"), "visit": Decimal("0.4"), "survey": Decimal("0.2")}


def word(number, method=None, assessor=None, *, lead=False):
    return Word(Fraction(number), method, assessor, lead)


def faults(function, *arguments, **keywords):
    with pytest.raises(DocumentError) as caught:
        function(*arguments, **keywords)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def told(problems):
    return [(problem.code, problem.path) for problem in problems]


# Judgements.


@pytest.mark.parametrize(
    ("how", "words", "joined"),
    [
        ("one", [True], True),
        ("one", [False], False),
        ("majority", [True, True, False], True),
        ("majority", [True, False, False], False),
        ("majority", [True, False], None),
        ("worst", [True, True], True),
        ("worst", [True, True, False], False),
        ("lead", [True], True),
    ],
)
def test_words_are_joined_as_the_method_says(how, words, joined):
    assert Method(label="走访", assessors=how).joined(words) is joined


def test_a_method_may_be_no_more_than_its_label():
    assert fit_of(FrozenMapping[str, Method]).take(
        {"visit": "走访", "papers": cv.Label("材料")}
    ) == {
        "visit": Method(label="走访"),
        "papers": Method(label="材料"),
    }


def test_a_way_of_joining_words_is_one_of_four():
    assert faults(Method, label="走访", assessors="best") == [("wrong-type", ("assessors",))]


# Numbers.


def test_points_by_hand_are_averaged_over_assessors_and_then_weighted_over_methods():
    words = [word(9, "documents"), word(7, "visit"), word(8, "visit"), word(10, "survey")]
    # 9 x 0.4 + 7.5 x 0.4 + 10 x 0.2 = 3.6 + 3 + 2
    assert Observed(methods=WEIGHTS).of("look", words, TEN) == Decimal("8.6")


def test_a_method_that_has_not_spoken_leaves_the_number_open_over_its_range():
    words = [word(9, "documents"), word(10, "survey")]
    # 3.6 + 2, and 0 to 10 x 0.4 more
    assert Observed(methods=WEIGHTS).of("look", words, TEN) == Unknown(
        (Missing("observation", "look", "visit"),), Fraction(28, 5), Fraction(48, 5)
    )


def test_a_method_that_has_not_spoken_can_be_left_out_instead():
    words = [word(9, "documents"), word(10, "survey")]
    # 5.6 of the 0.6 that have spoken
    observed = Observed(methods=WEIGHTS, missing="renormalise")
    assert observed.of("look", words, TEN) == Fraction(28, 3)


@pytest.mark.parametrize(
    ("combine", "joined"),
    [("mean", 5), ("median", 4), ("worst", 3), ("best", 8), ("sum", 15), ("lead", 4)],
)
def test_assessors_are_combined_as_declared(combine, joined):
    words = [word(3, None, "a"), word(8, None, "b"), word(4, None, "c", lead=True)]
    assert Observed(combine=combine).of("look", words, (Fraction(0), Fraction(20))) == joined


MARKS = [9, 6, 7, 10, 3]


@pytest.mark.parametrize(
    ("keywords", "marks", "joined"),
    [
        ({"combine": "median"}, MARKS, 7),
        ({"combine": "median"}, [9, 6, 7, 10], 8),  # halfway between 7 and 9
        ({"trimmed": 1}, MARKS, Fraction(22, 3)),  # 6, 7 and 9
        ({"trimmed": 2}, MARKS, 7),
        ({"trimmed": 1, "combine": "sum"}, [3, 2, 4, 1], 5),
        ({"trimmed": 1}, [8, 8, 2], 8),
        ({"highest": 2}, MARKS, Decimal("9.5")),
        ({"highest": 5}, MARKS, 7),
        ({"highest": 2, "combine": "sum"}, [4, 1, 5, 2], 9),
    ],
)
def test_some_marks_of_many_are_left_out(keywords, marks, joined):
    """In whichever order the assessors spoke."""
    for heard in (marks, marks[::-1]):
        assert Observed(**keywords).of("look", [word(mark) for mark in heard], TEN) == joined


@pytest.mark.parametrize("keywords", [{"trimmed": 1}, {"highest": 3}])
def test_where_too_few_have_spoken_the_number_is_open(keywords):
    words = [word(9), word(2)]
    open_ = Unknown((Missing("observation", "look", None),), *TEN)
    assert Observed(**keywords).of("look", words, TEN) == open_
    # By one of two methods that count alike, of which the other gave 8.
    halves = {"visit": Fraction(1, 2), "papers": Fraction(1, 2)}
    words = [word(9, "visit"), *(word(8, "papers") for _ in range(3))]
    found = Observed(**keywords, methods=halves).of("look", words, TEN)
    assert found == Unknown((Missing("observation", "look", "visit"),), Fraction(4), Fraction(9))


def test_a_sum_of_some_marks_alone_stays_in_the_range():
    observed = Observed(combine="sum", highest=2)
    assert told(observed.word_problems([word(5), word(5), word(4)], TEN)) == []
    assert told(observed.word_problems([word(5), word(6), word(4)], TEN)) == [
        ("out-of-range", (2,))
    ]


@pytest.mark.parametrize(
    ("keywords", "problems"),
    [
        ({"trimmed": 0}, [("out-of-range", ("trimmed",))]),
        ({"highest": 101}, [("out-of-range", ("highest",))]),
        ({"trimmed": 1, "combine": "median"}, [("key-of-other-type", ("trimmed",))]),
        ({"highest": 1, "combine": "best"}, [("key-of-other-type", ("highest",))]),
        ({"trimmed": 1, "assessors": {"a": 1}}, [("key-of-other-type", ("trimmed",))]),
        ({"trimmed": 1, "highest": 2}, [("not-one-key", ())]),
        ({"trimmed": "one"}, [("wrong-type", ("trimmed",))]),
    ],
)
def test_what_leaves_out_marks_fits_what_they_come_to(keywords, problems):
    assert faults(Observed, **keywords) == problems


def test_without_the_word_of_the_lead_the_number_is_open():
    observed = Observed(combine="lead")
    assert observed.of("look", [word(3)], TEN) == Unknown(
        (Missing("observation", "look", "lead"),), *TEN
    )


def test_assessors_have_the_weights_that_are_declared():
    observed = Observed(assessors={"chair": Decimal("0.5"), "a": Decimal("0.25"), "b": 0.25})
    words = [word(8, None, "chair"), word(4, None, "a"), word(6, None, "b")]
    assert observed.of("look", words, TEN) == Decimal("6.5")  # 4 + 1 + 1.5
    assert observed.of("look", words[:2], TEN) == Unknown(
        (Missing("observation", "look", "b"),), Fraction(5), Fraction(15, 2)
    )


def test_each_method_is_rounded_before_the_weights():
    thirds = Observed(
        methods={"visit": Fraction(1, 2), "papers": Fraction(1, 2)},
        round=cv.quantities.Rounding(step=1),
    )
    words = [word(7, "visit"), word(8, "visit"), word(4, "papers")]
    assert thirds.of("look", words, TEN) == 6  # (8 + 4) / 2, where 7.5 is rounded to 8


def test_weights_add_up_to_one_exactly():
    third = Fraction(1, 3)
    assert Observed(methods={"a": third, "b": third, "c": third}).methods["a"] == third
    given = {"a": Decimal("0.3333"), "b": Decimal("0.3333"), "c": Decimal("0.3333")}
    assert faults(Observed, methods=given) == [("weights-mismatch", ("methods",))]


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({"methods": {"a": 0, "b": 1}}, [("out-of-range", ("methods", "a"))]),
        ({"methods": {"a": 2}}, [("out-of-range", ("methods", "a"))]),
        ({"methods": {"a": "1"}}, [("not-a-number", ("methods", "a"))]),
        (
            {"methods": {"a": Fraction(1, 3**20), "b": 1 - Fraction(1, 3**20)}},
            [("too-many-places", ("methods", "a")), ("too-many-places", ("methods", "b"))],
        ),
        ({"methods": {"A": 1}}, [("not-an-id", ("methods", "A"))]),
        ({"assessors": {"a": 1}, "combine": "best"}, [("key-of-other-type", ("assessors",))]),
        ({"missing": "renormalise"}, [("key-of-other-type", ("missing",))]),
        ({"step": 0}, [("out-of-range", ("step",))]),
        ({"combine": "middle"}, [("wrong-type", ("combine",))]),
        ({"missing": "zero", "methods": {"a": 1}}, [("wrong-type", ("missing",))]),
    ],
)
def test_what_cannot_be_joined_so_is_refused(given, problems):
    assert faults(Observed, **given) == problems


def test_a_number_off_its_step_is_a_problem():
    observed = Observed(step=Decimal("0.5"))
    assert told(observed.step_problems(Fraction(15, 2), Fraction(0))) == []
    (problem,) = observed.step_problems(Fraction(77, 10), Fraction(0))
    assert (problem.code, problem.found) == ("off-step", "7.7")
    # steps begin at the least number: 1, 3, 5
    assert told(Observed(step=2).step_problems(Fraction(3), Fraction(1))) == []
    assert told(Observed(step=2).step_problems(Fraction(4), Fraction(1))) == [("off-step", ())]


@pytest.mark.parametrize(
    ("observed", "words", "problems"),
    [
        (Observed(methods=WEIGHTS), [word(1, "visits")], [("unknown-name", (0, "method"))]),
        (Observed(methods=WEIGHTS), [word(1)], [("missing-key", (0, "method"))]),
        (Observed(assessors={"a": 1}), [word(1)], [("missing-key", (0, "assessor"))]),
        (Observed(assessors={"a": 1}), [word(1, None, "b")], [("unknown-name", (0, "assessor"))]),
        (Observed(), [word(1, "visit"), word(2, "papers")], [("double-observation", (1,))]),
        (
            Observed(combine="lead"),
            [word(1, None, "a", lead=True), word(2, None, "b", lead=True)],
            [("double-observation", (1,))],
        ),
        (
            Observed(combine="sum"),
            [word(6, None, "a"), word(5, None, "b")],
            [("out-of-range", (1,))],
        ),
        (Observed(combine="sum"), [word(6, None, "a"), word(4, None, "b")], []),
        (Observed(), [word(1)] * ASSESSORS, []),
        (Observed(), [word(1)] * (ASSESSORS + 1), [("out-of-range", (ASSESSORS,))]),
    ],
)
def test_words_that_do_not_fit_what_is_declared_are_problems(observed, words, problems):
    assert told(observed.word_problems(words, TEN)) == problems


# What rules know of it.


@pytest.mark.parametrize(
    ("observed", "denominator", "static"),
    [
        (Observed(combine="best"), 100, True),
        (Observed(), 100 * ASSESSORS, False),
        (Observed(round=cv.quantities.Rounding(step=Decimal("0.5"))), 100, True),
        # the mean of up to 100 words by each of three methods, and weights in fifths
        (Observed(methods=WEIGHTS), 100 * ASSESSORS**3 * 5, False),
        # fifths are tenths, and so are digits
        (Observed(combine="best", methods=WEIGHTS), 1000, True),
        (Observed(combine="best", methods=WEIGHTS, missing="renormalise"), 500, False),
        (Observed(methods=WEIGHTS, round=cv.quantities.Rounding(step=Decimal("0.1"))), 1000, True),
        (Observed(assessors=WEIGHTS), 1000, True),
        (Observed(combine="worst", methods={"a": Fraction(1, 3), "b": Fraction(2, 3)}), 300, False),
        (Observed(combine="median"), 1000, True),
        (Observed(highest=3), 300, False),
        (Observed(highest=3, combine="sum"), 100, True),
        (Observed(trimmed=1), 100 * ASSESSORS, False),
    ],
)
def test_a_joined_number_is_as_fine_as_its_words_and_weights_make_it(observed, denominator, static):
    found = observed.signature(Signature.number(maximum=10, places=2))
    assert (found.denominator, found.static) == (denominator, static)
    assert found.numerator == 10 * denominator


def test_a_rounding_of_methods_may_lead_out_of_the_range_and_rules_know_it():
    observed = Observed(round=cv.quantities.Rounding(step=5))
    found = observed.signature(Signature.number(maximum=9, places=0))
    assert (found.minimum, found.maximum) == (0, 10)


@st.composite
def spoken(draw):
    """Draw how numbers are joined, numbers of assessors, and some of them."""
    observed = draw(ways_to_join(open_=True))
    words = [
        word(draw(st.integers(0, 10)), method, assessor, lead=not index)
        for method in observed.methods or [None]
        for index, assessor in enumerate(observed.assessors or ["expert1"])
    ]
    return observed, words, draw(st.lists(st.sampled_from(words), min_size=1, unique=True))


@given(spoken())
def test_whatever_is_missing_the_number_lies_within_the_bounds_that_are_announced(case):
    observed, words, some = case
    whole, part = (observed.of("look", heard, TEN) for heard in (words, some))
    assert not isinstance(whole, Unknown)
    if isinstance(part, Unknown):
        assert part.least <= whole <= part.greatest
    else:
        assert part == whole


@given(spoken())
def test_a_joined_number_is_one_that_its_signature_allows(case):
    observed, words, some = case
    kind = observed.signature(Signature.number(maximum=10))
    for heard in (words, some):
        found = observed.of("look", heard, TEN)
        ends = (found.least, found.greatest) if isinstance(found, Unknown) else (Fraction(found),)
        for end in ends:
            assert kind.minimum <= end <= kind.maximum
            assert end.denominator <= kind.denominator
            assert not kind.static or kind.denominator % end.denominator == 0
