"""Conversion is strict: a value is of the type that its field has, or it is refused."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import pytest

import civil_village as cv
from civil_village.documents.conversion import structure
from civil_village.documents.model_problems import tree_problems
from civil_village.documents.reading.text import Plain
from civil_village.facts import FactValue
from civil_village.mappings import FrozenMapping
from civil_village.messages import Message
from civil_village.models import drafting
from civil_village.problems import Problem
from civil_village.standards.gradings import Grading


def refused(value, kind):
    with pytest.raises(cv.DocumentError) as caught:
        structure(value, kind)
    return caught.value.problems


def brief(problems):
    return [(problem.code, *problem.path) for problem in problems]


#: One value of each form that plain data have.
FORMS = {
    "none": None,
    "true": True,
    "whole": 3,
    "decimal": Decimal("3.9"),
    "text": "abc",
    "list": ["a"],
    "mapping": {"a": 1},
}


@pytest.mark.parametrize(
    ("kind", "taken"),
    [
        (bool, "true"),
        (int, "whole"),
        (str, "text"),
        (Decimal, "whole decimal"),
        (Fraction, "whole decimal"),
        (date, ""),
        (cv.Rule, "text"),
        (cv.calendar.Span, ""),
        (tuple[str, ...], "list"),
        (FrozenMapping[str, int], "mapping"),
        (Literal["abc", "abd"], "text"),
        (cv.Label, "text"),
        (cv.Source, ""),
        (cv.quantities.Rounding, "whole decimal"),
        (Grading, ""),
        (Message, ""),
        (bool | None, "none true"),
        (cv.Label | None, "none text"),
        (Any, " ".join(FORMS)),
    ],
    ids=str,
)
@pytest.mark.parametrize("form", FORMS)
def test_a_value_of_another_type_is_never_turned_into_the_wanted_one(kind, taken, form):
    try:
        structure(FORMS[form], kind)
    except cv.DocumentError:
        was_taken = False
    else:
        was_taken = True
    assert was_taken is (form in taken.split())


@pytest.mark.parametrize(
    ("value", "kind", "problem"),
    [
        pytest.param(
            "false",
            bool,
            Problem(
                code="wrong-type",
                found='"false"',
                expected=Message("type.truth"),
                hint=Message("hint.bare", form="false"),
            ),
            id="the word false is no truth",
        ),
        pytest.param(
            0,
            bool,
            Problem(code="wrong-type", found="0", expected=Message("type.truth")),
            id="0 is no truth",
        ),
        pytest.param(
            Decimal("3.0"),
            int,
            Problem(code="wrong-type", found="3", expected=Message("type.whole")),
            id="3.0 is no whole number",
        ),
        pytest.param(
            True,
            int,
            Problem(code="wrong-type", found="true", expected=Message("type.whole")),
            id="true is no 1",
        ),
        pytest.param(
            None,
            str,
            Problem(code="wrong-type", found="null", expected=Message("type.text")),
            id="nothing is no text",
        ),
        pytest.param(
            "abc",
            tuple[str, ...],
            Problem(
                code="wrong-type",
                found="abc",
                expected=Message("type.list"),
                hint=Message("hint.write", form="[abc]"),
            ),
            id="a text is no list of letters",
        ),
        pytest.param(
            {"a": 1},
            tuple[str, ...],
            Problem(code="wrong-type", found="{a: 1}", expected=Message("type.list")),
            id="a mapping is no list",
        ),
        pytest.param(
            ["a"],
            FrozenMapping[str, int],
            Problem(code="wrong-type", found="[a]", expected=Message("type.mapping")),
            id="a list is no mapping",
        ),
        pytest.param(
            "2024-2-3",
            date,
            Problem(code="not-a-date", found="2024-2-3", expected=Message("expected.date")),
            id="a day has two digits each for month and day",
        ),
        pytest.param(
            "20240203",
            date,
            Problem(code="not-a-date", found="20240203", expected=Message("expected.date")),
            id="and its parts have hyphens between them",
        ),
    ],
)
def test_a_wrong_type_says_what_was_expected(value, kind, problem):
    assert refused(value, kind) == (problem,)


def test_a_rule_that_is_a_name_needs_no_quotes():
    assert structure(Plain("plan"), cv.Rule) == cv.Rule("plan")


def test_plain_text_is_text_once_it_is_read():
    assert type(structure(Plain("012"), str)) is str
    assert type(structure(Plain("a"), Literal["a"])) is str
    assert type(structure([Plain("a")], Any)[0]) is str
    assert type(structure(Plain("a"), FactValue)) is str


# Keys.


def test_python_names_are_no_keys():
    assert brief(refused({"id": "good", "from_": 8}, cv.curves.Band)) == [("unknown-key", "from_")]
    assert structure({"id": "good", "from": 8}, cv.curves.Band) == cv.curves.Band(
        id="good", from_=8
    )


def test_what_is_kept_beside_a_record_is_no_key():
    assert brief(refused({"id": "v1", "origin": None}, cv.Village)) == [("unknown-key", "origin")]


def test_every_problem_of_a_model_is_told_with_its_path():
    value = {
        "idd": "v1",
        "label": 5,
        "households": [{"id": "h1"}, {"events": [{"id": "e", "on": "2024-02-30"}]}],
        "exempt": {"a.b": {"by": True}},
    }
    assert brief(refused(value, cv.Village)) == [
        ("unknown-key", "idd"),
        ("missing-key", "id"),
        ("wrong-type", "label"),
        ("missing-key", "households", 1, "id"),
        ("missing-key", "households", 1, "events", 0, "kind"),
        ("not-a-date", "households", 1, "events", 0, "on"),
        ("missing-key", "exempt", "a.b", "reason"),
        ("wrong-type", "exempt", "a.b", "by"),
    ]


# Shorter forms.


def test_one_source_may_stand_without_a_list():
    plan = {"document": "plan", "clause": "三"}
    asked = {"id": "a", "rule": "a"}
    one = structure({**asked, "source": plan}, cv.Requirement)
    assert one == structure({**asked, "source": [plan]}, cv.Requirement)
    assert one.source == (cv.Source(document="plan", clause="三"),)
    two = structure({**asked, "source": [plan, {"clause": "四"}]}, cv.Requirement)
    assert two.source == (*one.source, cv.Source(clause="四"))


def test_a_bare_number_is_the_step_of_an_ordinary_rounding():
    assert structure(Decimal("0.1"), cv.quantities.Rounding) == cv.quantities.Rounding(
        step=Decimal("0.1")
    )
    written = {"step": 1, "mode": "down"}
    assert structure(written, cv.quantities.Rounding) == cv.quantities.Rounding(step=1, mode="down")
    assert brief(refused({"step": 1, "mode": "off"}, cv.quantities.Rounding)) == [
        ("wrong-type", "mode")
    ]


def test_a_share_may_be_written_in_percent_where_one_is_meant():
    for target, share in (("95%", "0.95"), ("0.5 %", "0.005"), ("100%", "1")):
        read = structure({"of": "a", "target": target, "lose": 1}, cv.standards.PointsShort)
        assert read.target == Decimal(share)
    assert brief(refused({"of": "a", "target": "95", "lose": "1%"}, cv.standards.PointsShort)) == [
        ("not-a-number", "target"),
        ("not-a-number", "lose"),
    ]


def test_assumed_fields_are_a_list_or_have_reasons():
    asked = {"id": "a", "rule": "a"}
    listed = structure({**asked, "assumed": ["rule"]}, cv.Requirement).assumed
    assert dict(listed.reasons) == {"rule": None}
    told = structure({**asked, "assumed": {"rule": "原文未列"}}, cv.Requirement).assumed
    assert dict(told.reasons) == {"rule": cv.Label("原文未列")}
    for wrong in ("rule", [1], [["rule"]], None):
        (problem,) = refused({**asked, "assumed": wrong}, cv.Requirement)
        assert (problem.code, problem.path) == ("wrong-type", ("assumed",))


# What is chosen by its name.


def test_a_grading_is_its_name_or_its_name_before_its_parameters():
    assert structure("all", Grading) == cv.standards.All()
    assert structure({"all": {}}, Grading) == cv.standards.All()
    assert structure({"count": "proportional"}, Grading) == cv.standards.Count()
    assert structure({"count": {"met": [0, 1]}}, Grading) == cv.standards.Count(met=[0, 1])
    short = {"of": "a", "target": 1, "lose": 2}
    assert structure({"points_short": short}, Grading) == cv.standards.PointsShort(
        of=cv.Rule("a"), target=1, lose=2
    )


@pytest.mark.parametrize(
    ("written", "problems"),
    [
        ({"cuont": {}}, [("unknown-name",)]),
        ({}, [("not-one-key",)]),
        ({"all": {}, "sum": {}}, [("not-one-key",)]),
        (["all"], [("not-one-key",)]),
        (None, [("not-one-key",)]),
        ({"all": None}, [("wrong-type", "all")]),
        ({"all": {"of": "a"}}, [("unknown-key", "all", "of")]),
        ({"count": "in proportion"}, [("wrong-type", "count")]),
        ({"count": {"met": "all"}}, [("wrong-type", "count", "met")]),
        ("curve", [("missing-key", "of"), ("missing-key", "by")]),
        (
            {"curve": {"of": "a >", "by": {"steps": [{"give": "x"}]}}},
            [("rule-end", "curve", "of"), ("not-a-number", "curve", "by", "steps", 0, "give")],
        ),
    ],
    ids=str,
)
def test_a_grading_that_is_none_is_refused_with_its_path(written, problems):
    assert brief(refused(written, Grading)) == problems


@pytest.mark.parametrize(
    ("written", "curve"),
    [
        (
            {"steps": {"4": 1, "10": 2}},
            cv.curves.Steps([cv.curves.Step(from_=4, give=1), cv.curves.Step(from_=10, give=2)]),
        ),
        ({"steps": [{"above": 4, "give": 1}]}, cv.curves.Steps([cv.curves.Step(above=4, give=1)])),
        ({"steps": {"80%": 1}}, cv.curves.Steps([cv.curves.Step(from_=Decimal("0.8"), give=1)])),
        (
            {"linear": {"0": 0, "2.5": 10}},
            cv.curves.Linear([cv.curves.Knot(at=0, give=0), cv.curves.Knot(at=2.5, give=10)]),
        ),
        ({"per": {"give": 1}}, cv.curves.PerUnit(give=1)),
        (
            {"short": {"full": 10, "target": 0.9, "lose": 1}},
            cv.curves.Shortfall(full=10, target=0.9, lose=1),
        ),
    ],
    ids=str,
)
def test_a_curve_is_its_name_before_its_parameters(written, curve):
    exact = structure_exact(written)
    assert structure({"of": "a", "by": exact}, cv.standards.ByCurve).by == curve


def structure_exact(value):
    """Give the data as readers do, with decimals in place of floats."""
    match value:
        case dict():
            return {key: structure_exact(item) for key, item in value.items()}
        case float():
            return Decimal(str(value))
        case _:
            return value


# Facts and messages, which only this library writes.


@pytest.mark.parametrize(
    ("written", "fact"),
    [
        (True, True),
        (3, 3),
        (Decimal("1.50"), Decimal("1.5")),
        ("tap", "tap"),
        ("2024-06-30", "2024-06-30"),
        ({"date": "2024-06-30"}, date(2024, 6, 30)),
        ({"fraction": "-100/3"}, Fraction(-100, 3)),
        ({"part": 9, "whole": 10}, cv.Ratio(9, 10)),
        (
            {"missing": [["row", "i", "h1"]], "least": 1, "greatest": {"fraction": "4/3"}},
            cv.Unknown((cv.Missing("row", "i", "h1"),), Fraction(1), Fraction(4, 3)),
        ),
    ],
    ids=str,
)
def test_a_fact_is_read_by_its_form(written, fact):
    read = structure(written, FactValue)
    assert (read, type(read)) == (fact, type(fact))


@pytest.mark.parametrize(
    ("written", "problems"),
    [
        (None, [("wrong-type",)]),
        ([1], [("wrong-type",)]),
        ({}, [("missing-key", "part"), ("missing-key", "whole")]),
        ({"date": "soon"}, [("not-a-date",)]),
        ({"fraction": "1/0"}, [("wrong-type",)]),
        ({"fraction": "1e999999999"}, [("wrong-type",)]),
        (
            {"date": "2024-06-30", "fraction": "100/3"},
            [
                ("unknown-key", "date"),
                ("unknown-key", "fraction"),
                ("missing-key", "part"),
                ("missing-key", "whole"),
            ],
        ),
        ({"part": "9", "whole": 10}, [("not-a-number", "part")]),
        ({"missing": [["row"]]}, [("wrong-type", "missing", 0)]),
        ({"missing": [["row", "a", "b", "c"]]}, [("wrong-type", "missing", 0)]),
        ({"missing": [["sun", "a"]]}, [("wrong-type", "missing", 0, "kind")]),
    ],
    ids=str,
)
def test_a_fact_of_no_known_form_is_refused(written, problems):
    assert brief(refused(written, FactValue)) == problems


def test_bounds_come_together_and_in_order():
    lacking = {"missing": [["indicator", "a"]]}
    for written, problems in (
        ({"missing": []}, [("empty-list", "missing")]),
        ({**lacking, "least": 1}, [("missing-key", "greatest")]),
        ({**lacking, "greatest": 1}, [("missing-key", "least")]),
        ({**lacking, "least": 2, "greatest": 1}, [("out-of-range", "greatest")]),
        ({**lacking, "least": 1, "greatest": 1}, []),
    ):
        assert brief(tree_problems(structure(written, FactValue))) == problems


def test_a_message_is_one_of_the_library_with_all_that_it_needs():
    written = {"key": "hint.nearest", "name": {"zh": "户数", "en": "households"}}
    assert structure(written, Message) == Message(
        "hint.nearest", name=cv.Label("户数", "households")
    )
    inner = {"key": "expected.date"}
    assert structure({"key": "hint.nearest", "name": inner}, Message).text("en") == (
        "did you mean a day that exists, such as 2024-06-30?"
    )
    assert structure({"key": "hint.nearest", "name": ["a", inner]}, Message).arguments["name"] == (
        "a",
        Message("expected.date"),
    )


@pytest.mark.parametrize(
    ("written", "problems"),
    [
        ("hint.nearest", [("wrong-type",)]),
        ({"name": "a"}, [("wrong-type",)]),
        ({"key": "hint.none"}, [("unknown-message",)]),
        ({"key": "hint.nearest"}, [("missing-key", "name")]),
        ({"key": "hint.nearest", "name": {"key": "hint.none"}}, [("unknown-message", "name")]),
        (
            {"key": "hint.nearest", "name": [{"en": 1}]},
            [("missing-key", "name", 0, "zh"), ("wrong-type", "name", 0, "en")],
        ),
    ],
    ids=str,
)
def test_a_message_that_could_not_be_said_is_refused(written, problems):
    assert brief(refused(written, Message)) == problems


# Parts that fit each other.


def test_a_tree_tells_the_problems_of_every_part_from_the_outside_in():
    with drafting():
        criterion = structure(
            {
                "id": "Work",
                "points": 5,
                "round": 0,
                "grade": {"count": {"short": [1, 2]}},
                "requirements": [{"id": "a"}, {"id": "a", "rule": "a"}],
            },
            cv.Criterion,
        )
    assert brief(tree_problems(criterion)) == [
        ("not-an-id", "id"),
        ("duplicate-id", "requirements", 1, "id"),
        ("out-of-range", "grade", "count", "short", 1),
        ("empty-requirement", "requirements", 0),
        ("out-of-range", "round", "step"),
    ]
