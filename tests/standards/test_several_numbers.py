"""A grading of somebody else's that measures several numbers: every road takes all of them."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from civil_village import DocumentError, dumps, evaluate, loads
from civil_village.facts import known_facts
from civil_village.indicators import Catalogue, Indicator
from civil_village.messages import Message
from civil_village.rules import Rule, number_bounds
from civil_village.standards import Criterion, Grading, Standard
from civil_village.standards.compilation.compiled import compile_standard
from civil_village.standards.evaluation.interpreted import work_out
from civil_village.standards.gradings.grading import no_requirements
from civil_village.standards.lint.findings import findings
from civil_village.testing import check_grading


@frozen(kw_only=True)
class Weaker(Grading):
    """The lesser of two numbers is the points (取低分): all of them, if both reach that."""

    name: ClassVar[str] = "weaker"
    version: ClassVar[int] = 1
    monotone: ClassVar[bool] = True
    left: Rule
    right: Rule

    @property
    def measures(self):
        return {("left",): self.left, ("right",): self.right}

    def problems_in(self, full, requirements):
        return no_requirements(requirements)

    def points(self, case):
        bounds = [number_bounds(value) for value in case.values]
        if not all(sure for *_, sure in bounds):
            return Fraction(0), case.full
        least, greatest = (min(case.full, *(bound[end] for bound in bounds)) for end in (0, 1))
        return max(Fraction(0), least), max(Fraction(0), greatest)

    def told(self):
        return Message.own(("取两数中较小者", "the lesser of two numbers"))


def standard(left="a + b", right="2 * b"):
    numbers = {name: Indicator(label=name, value="count", maximum=20) for name in ("a", "b")}
    grade = Weaker(left=Rule(left), right=Rule(right))
    work = Criterion(id="work", points=10, grade=grade)
    return Standard(id="demo", catalogue=Catalogue(indicators=numbers), criteria=[work])


def bounds(**facts):
    return tuple(map(int, evaluate(standard(), facts).bounds))


def test_it_keeps_its_promises():
    check_grading(Weaker(left=Rule("a"), right=Rule("b")))


class Hasty(Weaker):
    """Takes what is missing of the second number for its least."""

    def points(self, case):
        return (Weaker(left=self.left, right=self.right).points(case)[0],) * 2


class Falling(Weaker):
    """More of the second gives less."""

    def points(self, case):
        left, right = (number_bounds(value) for value in case.values)
        if not (left[2] and right[2]):
            return Fraction(0), case.full
        ends = [min(case.full, left[end] / (1 + right[1 - end])) for end in (0, 1)]
        return ends[0], ends[1]

    def endless(self, count, numbers):
        return True


@pytest.mark.parametrize(
    ("liar", "sentence"),
    [
        (Hasty, "points stay inside their bounds, however gaps are filled"),
        (Falling, "it says that it is monotone: more never gives less"),
    ],
)
def test_the_kit_varies_every_number(liar, sentence):
    with pytest.raises(AssertionError) as caught:
        check_grading(frozen(kw_only=True)(liar)(left=Rule("a"), right=Rule("b")))
    assert str(caught.value).splitlines()[0] == sentence


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"a": 1, "b": 3}, (4, 4)),  # 1 + 3 = 4, 2 * 3 = 6
        ({"a": 9, "b": 2}, (4, 4)),  # 11 and 4
        ({"b": 3}, (3, 6)),  # 3 to 23, and 6
        ({"a": 5}, (0, 10)),  # 5 to 25, and 0 to 40
        ({}, (0, 10)),
    ],
)
def test_points_follow_from_all_numbers(facts, expected):
    assert bounds(**facts) == expected


@given(st.dictionaries(st.sampled_from("ab"), st.integers(0, 20)))
def test_compiled_and_interpreted_are_one(facts):
    made = standard()
    given_ = known_facts(made.catalogue, facts, subject="village")
    (section,) = work_out(made, given_, {}).sections
    compiled = compile_standard(made)
    _, least, greatest, *_ = compiled(facts)
    assert section.criteria[0].points == tuple(
        Fraction(end[0]) / compiled.scale for end in (least, greatest)
    )


def test_what_is_missing_is_that_of_every_number():
    (criterion,) = evaluate(standard(), {}).criteria
    assert [item.name for item in criterion.missing] == ["a", "b"]


def test_the_explanation_tells_each_expression_with_its_value():
    text = evaluate(standard(), {"a": 1, "b": 3}).explain().text("en")
    assert [line.strip() for line in text.splitlines()[-6:]] == [
        "the lesser of two numbers",
        "a + b = 4",
        "a = 1",
        "b = 3",
        "2 × b = 6",
        "b = 3",
    ]


def test_the_portable_form_lists_the_numbers():
    (work,) = json.loads(standard().portable(gaps=False))["criteria"].values()
    assert [number["numerator"] for number in work["measures"]] == [
        "a_VALUE + b_VALUE",
        "b_VALUE * 2",
    ]


def test_what_is_wrong_with_each_is_told_at_its_place():
    with pytest.raises(DocumentError) as caught:
        standard(left="c", right="a >= 1")
    start = ("criteria", 0, "grade", "weaker")
    assert [problem.path for problem in caught.value.problems] == [
        (*start, "left"),
        (*start, "right"),
    ]


def test_a_number_that_cannot_change_anything_is_found():
    """Neither number can leave 10: always full points."""
    found = findings(standard(left="a + 10", right="b + 10"))
    assert [problem.code for problem in found] == ["idle-criterion"]


def test_a_stored_result_reads_back():
    result = evaluate(standard(), {"a": 1})
    assert loads(dumps(result)).bounds == (Decimal(0), Decimal(10))
