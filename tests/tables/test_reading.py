"""A table becomes records, whole; or all that is wrong with it is told, cell by cell."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import civil_village as cv
from civil_village.problems import MOST_PROBLEMS
from tests.tables.making import CATALOGUE, STANDARD, errors_of, problems_of, refusals

TABLE = """\
编号,村名,乡镇,行政区划代码,会议次数,创建经费（元）,参保人数,应保人数,安全饮水率,有计划,道路,备案日期,备注
v001,示例村甲,示例镇,123456789012,3,"1,234.50",92,100,92%,是,硬化,2024/5/3,无
v002,示例村,示例镇,,—,,0,0,7/8,×,gravel,,
"""


def test_a_table_of_villages_becomes_records():
    records = cv.read_table(TABLE, STANDARD, name="demo.table", as_of=date(2024, 6, 30))
    assert records == cv.Records(
        id="demo.table",
        as_of=date(2024, 6, 30),
        subjects=[
            cv.Village(
                id="v001",
                label="示例村甲",
                township="示例镇",
                code="123456789012",
                values={
                    "meetings": 3,
                    "funds": Decimal("1234.5"),
                    "insured": 92,
                    "residents": 100,
                    "water": Decimal("0.92"),
                    "plan": True,
                    "road": "硬化",
                    "filed": "2024-05-03",
                    "remark": "无",
                },
            ),
            cv.Village(
                id="v002",
                label="示例村",
                township="示例镇",
                values={
                    "insured": 0,
                    "residents": 0,
                    "water": {"part": 7, "whole": 8},
                    "plan": False,
                    "road": "Gravel",
                },
            ),
        ],
    )


def test_records_of_a_table_are_a_document_like_any_other():
    records = cv.read_table(TABLE.encode("gb18030"), STANDARD)
    assert cv.loads(cv.dumps(records)) == records


def test_records_of_a_table_are_evaluated():
    """92 of 100 are insured: that is at least 0.9; nobody reported the meetings of v002."""
    day = date(2024, 6, 30)
    records = cv.read_table(TABLE, STANDARD, as_of=day, reported={"accident": day})
    facts = cv.derive_each(CATALOGUE, records, as_of=day)
    first, second = cv.evaluate_each(STANDARD, facts)
    assert (first.outcome, first.score) == ("passes", Decimal(15))
    assert (second.outcome, second.bounds) == ("open", (Decimal(0), Decimal(15)))


def test_problems_of_the_catalogue_name_their_cells():
    """Only `derive` knows that a sum is out of its range, or that a day is missing."""
    standard = cv.Standard(
        id="demo",
        catalogue=cv.Catalogue(
            indicators={
                "insured": cv.Indicator(label="参保人数", value="count"),
                "residents": cv.Indicator(label="应保人数", value="count"),
                "insurance": cv.Indicator(
                    label="参保率", value="ratio", of=["insured", "residents"]
                ),
            }
        ),
        criteria=[
            cv.Criterion(
                id="a",
                points=1,
                requirements=[cv.Requirement(id="b", rule=cv.Rule("insurance >= 0.5"))],
            )
        ],
    )
    records = cv.read_table("id,应保人数,参保人数\n\nv001,5,3\n", standard, source="t.csv")
    other = cv.Catalogue(
        indicators={
            "insured": cv.Indicator(label="参保人数", value="count", maximum=2),
            "residents": cv.Indicator(label="应保人数", value="truth"),
        }
    )
    with pytest.raises(cv.DocumentError) as refused:
        cv.derive_each(other, records)
    told = [problem.where("en") for problem in refused.value.problems]
    assert told == ["t.csv, row 3, column B (应保人数)", "t.csv, row 3, column C (参保人数)"]
    problem = cv.Problem(code="no-day", path=("events", 0))
    (village,) = records
    assert village.origin.place(problem).where("zh") == "t.csv、subjects[0].events[0]、第 3 行"


def test_villages_whose_names_hold_each_other_are_three_villages():
    """A label is no key: names may be equal, or parts of each other, where ids differ."""
    table = "编号,村名,会议次数\nv001,安乐村,1\nv002,新安乐村,2\nv003,安乐,3\nv004,安乐村,4\n"
    records = cv.read_table(table, STANDARD)
    assert {v.id: (v.label.zh, v.values["meetings"]) for v in records} == {
        "v001": ("安乐村", 1),
        "v002": ("新安乐村", 2),
        "v003": ("安乐", 3),
        "v004": ("安乐村", 4),
    }


# Ids ----------------------------------------------------------------------------------


def test_without_ids_the_rows_are_counted():
    """Empty rows do not count; the names must differ within a township."""
    table = "村名,乡镇,会议次数\n安乐村,甲镇,1\n\n新安乐村,甲镇,2\n安乐村,乙镇,3\n"
    records = cv.read_table(table, STANDARD)
    assert [village.id for village in records] == ["v001", "v002", "v003"]
    assert problems_of(table + "安乐村,乙镇,3\n,乙镇,3\n") == [
        (6, "A", "duplicate-name"),
        (7, "A", "empty-cell"),
    ]


def test_ids_are_given_and_differ():
    table = "编号,村名\nV001,甲\n,乙\n2,丙\nv004,丁\nv004,戊\n示例村,己\n"
    problems = errors_of(table)
    assert [(p.position.line, p.code, p.hint.text("en")) for p in problems] == [
        (2, "not-an-id", "write v001"),
        (3, "empty-cell", "fill it in, or delete the row"),
        (4, "not-an-id", "write ids such as v001, or leave the column out and rows are counted"),
        (6, "duplicate-id", "row 5 has it already"),
        (7, "not-an-id", "write ids such as v001, or leave the column out and rows are counted"),
    ]


def test_a_column_of_row_numbers_says_nothing():
    records = cv.read_table("序号,编号,会议次数\n1,v009,3\n合计,v010,4\n", STANDARD)
    assert [village.id for village in records] == ["v009", "v010"]


@pytest.mark.parametrize("total", ["合计", "合 计", "总计", "Total"])
def test_a_row_of_totals_is_no_village(total):
    assert problems_of(f"编号,村名,会议次数\nv001,甲,3\n,{total},3\n") == [(3, "B", "total-row")]
    assert problems_of(f"村名,会议次数\n甲,3\n{total},3\n") == [(3, "A", "total-row")]


# Rows ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *(
            "合计：",
            "全镇合计",
            "平均",
            "平 均 值",
            "小计",
            "累计",
            "合计（12个村）",
            "总计12个村",
            "Subtotal",
        ),
        *("注：数据截至年底", "备注", "填表人：", "审核人: ", "数据来源：统计站", "说明1、口径"),
    ],
)
def test_a_row_of_totals_means_or_remarks_is_no_village(text):
    """With an id, without one, and where the first column has ids."""
    table = f"村名,会议次数\n示例村甲,3\n{text},3\n"
    assert problems_of(table) == [(3, "A", "total-row")]
    assert problems_of(f"编号,村名,会议次数\nv001,示例村甲,3\n,{text},3\n") == [
        (3, "B", "total-row")
    ]
    assert problems_of(f"编号,会议次数\nv001,3\n{text},3\n") == [(3, "A", "total-row")]


@pytest.mark.parametrize("name", ["平均村", "计家村", "小计村", "总部村", "注村", "Meanville"])
def test_a_village_whose_name_holds_such_a_word_is_one(name):
    (village,) = cv.read_table(f"村名,会议次数\n{name},3\n", STANDARD)
    assert village.label.zh == name


def test_with_an_id_of_its_own_a_name_may_read_like_a_remark():
    (village,) = cv.read_table("编号,村名,会议次数\nv001,老合计,3\n", STANDARD)
    assert village.label.zh == "老合计"
    assert problems_of("编号,村名,会议次数\nv001,合计,3\n") == [(2, "B", "total-row")]


def test_a_row_with_nothing_but_a_name_is_told():
    table = "序号,村名,会议次数,有计划\n1,示例村甲,3,\n2,填报说明见附件,,\n"
    (problem,) = errors_of(table)
    assert (problem.position.line, problem.code) == (3, "name-alone")
    assert "—" in problem.hint.text("zh")
    assert problems_of("村名,会议次数\n示例村甲,—\n") == []
    assert problems_of("村名\n示例村甲\n") == []


def test_a_remark_under_merged_townships_has_nothing_but_a_name():
    table = "乡镇,村名,会议次数\n示例镇,示例村甲,3\n,示例村乙,2\n,填报说明见附件,\n"
    assert problems_of(table) == [(4, "B", "name-alone")]


def test_sums_of_a_township_are_told_in_its_column():
    table = "乡镇,村名,会议次数\n示例镇,示例村甲,3\n示例镇小计,,3\n"
    assert problems_of(table) == [(3, "A", "total-row")]


def test_headings_may_stand_anew_on_each_page():
    table = "编号,村名,会议次数\nv001,示例村甲,3\n编号,村名,会议次数\nv002,示例村乙,2\n"
    assert [village.id for village in cv.read_table(table, STANDARD)] == ["v001", "v002"]


def test_two_villages_of_one_code_are_told():
    table = '编号,行政区划代码\nv001,530827101201.0\nv002,"530,827,101,201"\nv003,530827101202\n'
    (problem,) = errors_of(table)
    assert (problem.code, problem.found, problem.hint.text("en")) == (
        "duplicate-code",
        "530827101201",
        "row 2 has it already",
    )


def test_rows_of_another_length_are_refused_and_not_read():
    table = "编号,会议次数,有计划\nv001,三\nv001,1,是,x\nv001,2,是\n"
    assert problems_of(table) == [(2, "", "row-length"), (3, "", "row-length")]


def test_a_row_whose_cells_are_of_other_types_looks_shifted():
    """Each cell stands one column too far to the right."""
    table = "编号,会议次数,备案日期,有计划,安全饮水率\nv001,村,3,2024-05-03,是\nv002,x,y,是,1\n"
    assert problems_of(table) == [
        (2, "", "row-shifted"),
        *(
            (2, letter, code)
            for letter, code in zip(
                "BCDE", ["not-a-number", "not-a-date", "wrong-type", "wrong-type"], strict=True
            )
        ),
        (3, "B", "not-a-number"),
        (3, "C", "not-a-date"),
    ]


def test_reading_ends_after_so_many_problems():
    table = "编号,会议次数\n" + "".join(f"v{n},x\n" for n in range(MOST_PROBLEMS + 500))
    assert len(errors_of(table)) == MOST_PROBLEMS + 1


def test_the_width_of_a_row_is_that_of_the_headings():
    assert problems_of("编号,会议次数\nv001,3,,\nv002,3\n") == []


# Households ---------------------------------------------------------------------------

STARS = cv.Standard(
    id="stars",
    subject="household",
    catalogue=cv.Catalogue(indicators={"tidy": cv.Indicator(label="整洁", value="truth")}),
    criteria=[
        cv.Criterion(id="a", points=1, requirements=[cv.Requirement(id="b", rule=cv.Rule("tidy"))])
    ],
)


def test_rows_of_households_belong_to_their_villages():
    table = "村编号,户编号,户名,组编号,整洁\nv2,h1,示例户,g1,是\nv1,h1,,,否\nv2,h2,,,\n"
    records = cv.read_table(table, STARS)
    assert records.subjects == (
        cv.Village(
            id="v2",
            households=[
                cv.Household(id="h1", label="示例户", group="g1", values={"tidy": True}),
                cv.Household(id="h2"),
            ],
        ),
        cv.Village(id="v1", households=[cv.Household(id="h1", values={"tidy": False})]),
    )


def test_households_without_ids_are_counted_in_each_village():
    records = cv.read_table("village,户名,整洁\nv2,甲,是\nv1,乙,是\nv2,丙,否\n", STARS)
    assert [[home.id for home in village.households] for village in records] == [
        ["h001", "h002"],
        ["h001"],
    ]


def test_all_that_is_wrong_with_households_is_told():
    table = "村编号,户编号,组编号,整洁\nv1,h1,,是\nv1,h1,,是\n甲村,h2,,是\n,h3,,是\nv1,,一组,是\n合计,,,是\n"
    assert problems_of(table, STARS) == [
        (3, "B", "duplicate-id"),
        (4, "A", "not-an-id"),
        (5, "A", "empty-cell"),
        (6, "B", "empty-cell"),
        (6, "C", "not-an-id"),
        (7, "A", "total-row"),
    ]


def test_a_problem_of_a_household_names_its_cell():
    records = cv.read_table("村编号,户编号,整洁\nv1,h1,是\nv1,h2,否\n", STARS, source="h.csv")
    (village,) = records
    other = cv.Catalogue(indicators={"tidy": cv.Indicator(label="整洁", value="count")})
    for many in (village.households, records):
        with pytest.raises(cv.DocumentError) as refused:
            cv.derive_each(other, many)
    indicator = cv.Indicator(label="整洁", value="count", subject="household")
    with pytest.raises(cv.DocumentError) as refused:
        cv.derive_each(cv.Catalogue(indicators={"tidy": indicator}), records)
    places = [problem.where("en") for problem in refused.value.problems]
    assert places == ["h.csv, row 2, column C (整洁)", "h.csv, row 3, column C (整洁)"]


def test_households_are_added_to_the_villages_of_another_table():
    """Two of three take part, and all have been reported."""
    villages = cv.read_table(
        TABLE, STANDARD, as_of=date(2024, 6, 30), reported={"households": True}
    )
    homes = "村编号,户编号,参评\nv001,h1,是\nv001,h2,是\nv001,h3,否\n"
    records = cv.read_table(
        homes, STANDARD, subject="household", villages=villages, reported={"groups": True}
    )
    assert records["v001"].values == villages["v001"].values
    assert records.as_of == date(2024, 6, 30)
    assert dict(records.reported) == {"households": True, "groups": True}
    facts = cv.derive(CATALOGUE, records["v001"], as_of=records.as_of)
    assert facts["participation"] == cv.Ratio(2, 3)


def test_households_of_unknown_villages_and_known_households_are_refused():
    villages = cv.read_table("编号\nv001\nv002\n", STANDARD)
    first = "村编号,户编号,参评\nv001,h1,是\n"
    records = cv.read_table(first, STANDARD, subject="household", villages=villages)
    problems = errors_of(first + "v01,h2,是\nv002,h1,是\n", subject="household", villages=records)
    assert [(p.position.line, p.code, p.hint.text("en")) for p in problems] == [
        (2, "duplicate-id", "give each of them an id of its own"),
        (3, "unknown-name", "did you mean v001?"),
    ]


def test_a_subject_that_the_standard_does_not_have_is_refused():
    for standard, arguments in (
        (STARS, {"subject": "village"}),
        (
            cv.Standard(
                id="g", subject="group", catalogue=STARS.catalogue, criteria=STARS.criteria
            ),
            {},
        ),
        (STANDARD, {"villages": cv.Records(id="a", subjects=[])}),
    ):
        (problem,) = errors_of(TABLE, standard, source="t.csv", **arguments)
        assert (problem.code, problem.document) == ("other-subject", "t.csv")


# A township's whole table -------------------------------------------------------------

KINDS = ("count", "amount", "truth", "ratio", "date")
WIDE = cv.Standard(
    id="wide",
    catalogue=cv.Catalogue(
        indicators={
            **{f"c{n}": cv.Indicator(label=f"指标{n}", value=KINDS[n % 5]) for n in range(100)},
            "part": cv.Indicator(label="部分", value="count"),
            "whole": cv.Indicator(label="整体", value="count"),
            "share": cv.Indicator(label="占比", value="ratio", of=["part", "whole"]),
        }
    ),
    criteria=[
        cv.Criterion(
            id="a", points=1, requirements=[cv.Requirement(id="b", rule=cv.Rule("c0 > 3"))]
        )
    ],
)
HEADINGS = ["编号", "村名", *(f"指标{n}" for n in range(100)), "部分", "整体"]


def cell(row, column):
    """Give an invented value in one of the forms that clerks use."""
    number = (row * 7919 + column * 31) % 1000
    return {
        "count": str(number),
        "amount": f"{number:,}.5",
        "truth": ["是", "否", "√", "×", ""][number % 5],
        "ratio": f"{number % 101}％",
        "date": f"2024/{number % 12 + 1}/{number % 28 + 1}",
    }[KINDS[column % 5]]


def county():
    """Give headings and 690 rows, each a list of cells."""
    rows = [
        [f"v{n:03}", f"示例村{n}", *(cell(n, c) for c in range(100)), str(n), "690"]
        for n in range(1, 691)
    ]
    return [[*HEADINGS], *rows]


def text_of(rows):
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()


def test_690_villages_of_100_indicators_are_read_to_the_last_cell():
    records = cv.read_table(text_of(county()).encode("gb18030"), WIDE)
    assert len(records) == 690
    village = records["v690"]
    # (690 * 7919 + 99 * 31) % 1000 = 179: the 12th month, the 12th day
    assert village.values["c99"] == "2024-12-12"
    # (690 * 7919 + 98 * 31) % 1000 = 148; 148 % 101 = 47
    assert village.values["c98"] == Decimal("0.47")
    assert village.values["part"] == village.values["whole"] == 690


def test_every_mistake_of_a_whole_table_is_told_at_once():
    rows = county()
    rows[0][51] = "指标四十九"  # AZ: a heading that nobody knows
    rows[3][2] = "三十"  # a number in words, in the third row of the sheet but one
    rows[10][0] = "v008"  # an id of another row
    rows[20][4] = "也许"  # neither yes nor no
    rows[30][5] = "130%"  # more than the whole
    rows[40][6] = "2024/2/30"  # no such day
    rows[50][7] = "1.2E+05"  # rewritten by the spreadsheet
    rows[60][3] = "50%"  # a percent sign on an amount
    rows[70][102] = "700"  # a part that is more than its whole
    rows[80].pop()  # a cell too few
    rows[90][1] = "合计"  # a row of sums
    assert problems_of(text_of(rows)[:-2].encode("gbk"), WIDE) == [
        (1, "AZ", "unknown-heading"),
        (4, "C", "not-a-number"),
        (11, "A", "duplicate-id"),
        (21, "E", "wrong-type"),
        (31, "F", "out-of-range"),
        (41, "G", "not-a-date"),
        (51, "H", "not-a-number"),
        (61, "D", "percent-not-share"),
        (71, "CY", "part-exceeds-whole"),
        (81, "", "row-length"),
        (91, "B", "total-row"),
    ]


def test_a_table_that_is_wrong_says_so_in_sentences():
    table = "编号,会议次数\nv001,3次\n"
    with pytest.raises(cv.DocumentError) as refused:
        cv.read_table(table, STANDARD, source="villages.csv")
    assert refused.value.text("en") == (
        "villages.csv, row 2, column B (会议次数): not a number, got 3次; expected a number in "
        "digits, such as 12 or 12.5.\nHint: write the number alone, without its unit [not-a-number]"
    )
    assert refused.value.text("zh").startswith(
        "villages.csv、第 2 行 B 列（会议次数）：不是数字，实际为 3次"
    )


# Whatever comes -----------------------------------------------------------------------

CELLS = st.sampled_from(
    ["", "v001", "3", "1,5", "92%", "是", "—", "=1+1", '"', "\n", "合计", "\ufeff", "2024年1月1日"]
)
HEADS = st.sampled_from(
    ["编号", "村名", "会议次数", "创建经费（元）", "安全饮水率(%)", "有计划", "参保率", "", "?"]
)


@settings(max_examples=200)
@given(
    st.lists(HEADS, min_size=1, max_size=5),
    st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=4),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
def test_a_table_is_records_or_problems_with_a_text(headings, rows, encoding):
    data = text_of([headings, *rows]).encode(encoding)
    problems = list(refusals(data))
    assert all(problem.text(lang) for problem in problems for lang in ("zh", "en"))
    if not problems:
        records = cv.read_table(data, STANDARD)
        assert len(records) <= len(rows)
        assert cv.loads(cv.dumps(records)) == records


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_bytes_and_texts_of_any_kind_are_refused_politely(data):
    with pytest.raises(cv.DocumentError):
        cv.read_table(data, STANDARD)
