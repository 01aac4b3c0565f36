"""Headings are found by id and label in either language; nothing is guessed."""

from decimal import Decimal

import pytest

import civil_village as cv
from civil_village.tables.headings import OFFERED
from tests.tables.making import STANDARD, errors_of, problems_of


def values(heading, cell):
    records = cv.read_table(f'id,"{heading}"\nv001,"{cell}"\n', STANDARD)
    return dict(records["v001"].values)


@pytest.mark.parametrize(
    "heading",
    [
        "meetings",
        "会议次数",
        "Meetings",
        "会议 次数",
        "会议\n次数",
        " ＭＥＥＴＩＮＧＳ ",
        "'会议次数",
    ],
)
def test_an_indicator_is_found_by_id_and_by_label(heading):
    assert values(heading, "3") == {"meetings": 3}


@pytest.mark.parametrize(
    "heading", ["创建经费（元）", "funds (yuan)", "创建经费(Yuan)", "创建经费[元]"]
)
def test_a_unit_may_stand_in_brackets(heading):
    assert values(heading, "3") == {"funds": 3}


@pytest.mark.parametrize(
    "heading", ["创建经费（万元）", "会议次数（次）", "安全饮水率（户）", "村名（字）"]
)
def test_another_unit_is_refused(heading):
    assert problems_of(f"id,{heading}\nv001,3\n") == [(1, "B", "unit-mismatch")]


def test_a_share_may_be_headed_in_percent():
    assert values("安全饮水率（％）", "92") == {"water": Decimal("0.92")}


@pytest.mark.parametrize(
    ("heading", "hint"),
    [
        ("会议此数", "did you mean 会议次数?"),
        ("meetngs", "did you mean meetings?"),
        ("所属乡振", "did you mean 所属乡镇?"),
        ("完全不同", None),
    ],
)
def test_an_unknown_heading_is_refused_with_the_nearest(heading, hint):
    (problem,) = errors_of(f"id,{heading}\nv001,3\n")
    assert (problem.code, problem.position) == ("unknown-heading", cv.problems.Cell(1, 2, heading))
    assert (problem.hint and problem.hint.text("en")) == hint


def test_unknown_columns_are_ignored_in_a_wide_table():
    table = "id,会议次数,电话,\nv001,3,123,\n"
    assert problems_of(table) == [(1, "C", "unknown-heading")]
    records = cv.read_table(table, STANDARD, extra="ignore")
    assert dict(records["v001"].values) == {"meetings": 3}


@pytest.mark.parametrize("extra", ["refuse", "ignore"])
@pytest.mark.parametrize(
    ("heading", "hint"),
    [("参保率", "report insured, residents instead"), ("事故数", "leave the column out")],
)
def test_what_is_computed_cannot_be_reported(heading, hint, extra):
    (problem,) = errors_of(f"id,{heading}\nv001,3\n", extra=extra)
    assert (problem.code, problem.hint.text("en")) == ("computed-given", hint)


def test_two_columns_of_one_indicator_are_refused():
    assert problems_of("id,会议次数,meetings,编号\nv001,3,4,v001\n") == [
        (1, "C", "duplicate-heading"),
        (1, "D", "duplicate-heading"),
    ]


def test_a_column_without_a_heading_must_be_empty():
    assert problems_of("id,,会议次数\nv001,,3\n") == []
    assert problems_of("id,,会议次数\nv001,,3\nv002,x,3\n") == [(1, "B", "missing-heading")]


def test_a_title_above_the_headings_is_told():
    problems = errors_of("示例镇文明村测评表,,\nid,会议次数,有计划\nv001,3,是\n")
    assert [(problem.code, problem.hint.text("en")) for problem in problems] == [
        ("title-row", "the headings stand in row 2: delete the rows above it")
    ]


@pytest.mark.parametrize(
    ("above", "row"),
    [
        ("示例镇测评表\n", 2),
        ("示例镇测评表,填报单位：示例镇,\n", 2),
        ("示例镇测评表,,\n,,\n填报日期：,2024年5月,\n", 4),
    ],
)
def test_rows_above_the_headings_are_one_problem_however_many_rows_follow(above, row):
    rows = "".join(f"v{n:03},3,是\n" for n in range(50))
    (problem,) = errors_of(f"{above}id,会议次数,有计划\n{rows}")
    assert problem.hint.text("zh") == f"表头在第 {row} 行；请删去其上各行"


def test_a_title_without_any_headings_is_told():
    (problem,) = errors_of("示例镇测评表,,\n甲,乙,丙\n丁,3,是\n")
    assert (problem.code, problem.hint.text("zh")) == (
        "title-row",
        "表头须在第一行；请删去表上方的标题行",
    )


def test_a_column_without_a_heading_at_the_end_is_told_once():
    assert problems_of("id,会议次数,\nv001,3,9\nv002,4,\nv003,5,6\n") == [
        (1, "C", "missing-heading")
    ]
    assert problems_of("id,会议次数,,\nv001,3,,9\nv002,4\n") == [(1, "D", "missing-heading")]
    assert problems_of("id,会议次数,,\nv001,3,,\nv002,4\n") == []


def twins(**indicators):
    return cv.Standard(
        id="twins",
        catalogue=cv.Catalogue(indicators=indicators),
        criteria=[
            cv.Criterion(
                id="all",
                points=1,
                requirements=[cv.Requirement(id=name, rule=cv.Rule(name)) for name in indicators],
            )
        ],
    )


def test_a_label_that_two_indicators_have_is_ambiguous_and_their_ids_are_not():
    standard = twins(
        plan=cv.Indicator(label="计划", value="truth"),
        old=cv.Indicator(label="计划", value="truth"),
    )
    (problem,) = errors_of("id,计划\nv001,是\n", standard)
    assert (problem.code, problem.expected.text("en")) == ("ambiguous-heading", "one of plan, old")
    assert problems_of("id,plan,old\nv001,是,否\n", standard) == []


def test_an_indicator_may_bear_the_name_of_a_column_that_is_none():
    standard = twins(code=cv.Indicator(label="有门牌", value="truth"))
    (problem,) = errors_of("id,code\nv001,是\n", standard)
    assert problem.expected.text("en") == "one of 行政区划代码, 有门牌"
    assert problems_of("id,行政区划代码,有门牌\nv001,123456789012,是\n", standard) == []


def test_an_id_goes_before_a_label():
    standard = twins(
        plan=cv.Indicator(label="规划", value="truth"),
        other=cv.Indicator(label=cv.Label("其他", "plan"), value="truth"),
    )
    records = cv.read_table("id,plan\nv001,是\n", standard)
    assert dict(records["v001"].values) == {"plan": True}


def test_a_table_needs_ids_or_names():
    assert problems_of("会议次数,有计划\n3,是\n") == [(1, "", "missing-column")]
    assert problems_of("id,参评\nh1,是\n", subject="household") == [(1, "", "missing-column")]


def test_so_many_unknown_headings_get_the_nearest_known_one():
    headings = ",".join(f"meetings{number}" for number in range(OFFERED + 1))
    problems = errors_of(f"id,{headings}\nv001{',' * (OFFERED + 1)}\n")
    assert len(problems) == OFFERED + 1
    assert [problem.hint is None for problem in problems] == [False] * OFFERED + [True]
