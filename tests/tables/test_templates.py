"""A template reads back: its headings are known, its hints passed over."""

import csv
import io

import pytest
from hypothesis import given

import civil_village as cv
from civil_village.testing import standards
from tests.profiles import whole_documents
from tests.tables.making import STANDARD, errors_of, problems_of


def rows_of(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_template_has_headings_and_hints_in_chinese():
    headings, hints = rows_of(cv.tables.template(STANDARD))
    assert headings == [
        *("编号", "村名", "乡镇", "会议次数", "创建经费（元）", "参保人数", "应保人数"),
        *("安全饮水率", "有计划", "道路", "备案日期", "备注"),
    ]
    assert hints[3:] == [
        "整数；不小于 0",
        "数字；单位 元；不小于 0；至多 2 位小数",
        "整数；不小于 0",
        "整数；不小于 0",
        "占比，如 92% 或 92/100",
        "是或否",
        "其中之一：硬化、Gravel",
        "日期，如 2024-05-03",
        "文字",
    ]


def test_a_template_has_headings_and_hints_in_english():
    headings, hints = rows_of(cv.tables.template(STANDARD, lang="en"))
    assert headings[:5] == ["village id", "name", "township", "meetings", "funds (yuan)"]
    assert hints[4] == "a number; in yuan; at least 0; at most 2 decimal places"


def test_a_hint_has_range_and_source():
    share = cv.Indicator(
        label="户数",
        value="count",
        minimum=1,
        maximum=9,
        source=cv.Source(document="plan-5", clause="三"),
    )
    standard = cv.Standard(
        id="demo",
        catalogue=cv.Catalogue(indicators={"homes": share}),
        criteria=[
            cv.Criterion(
                id="a", points=1, requirements=[cv.Requirement(id="b", rule=cv.Rule("homes > 2"))]
            )
        ],
    )
    hint = "a whole number; between 1 and 9; source plan-5 三"
    assert rows_of(cv.tables.template(standard, lang="en"))[1][-1] == hint


def test_a_mark_goes_first_where_it_is_asked_for():
    assert cv.tables.template(STANDARD, mark=True) == "\ufeff" + cv.tables.template(STANDARD)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("subject", ["village", "household"])
def test_an_untouched_template_with_one_row_reads_back(lang, subject):
    text = cv.tables.template(STANDARD, lang=lang, subject=subject)
    headings = rows_of(text)[0]
    cells = ["v001", "h001"] if subject == "household" else ["v001"]
    row = ",".join([*cells, *[""] * (len(headings) - len(cells))])
    records = cv.read_table(text + row + "\n", STANDARD, subject=subject)
    assert [village.id for village in records] == ["v001"]


def test_a_template_that_nobody_filled_in_is_empty():
    assert [problem.code for problem in errors_of(cv.tables.template(STANDARD))] == ["empty-table"]


def test_hints_are_passed_over_in_other_columns_too():
    """Columns were deleted, and the others moved about."""
    headings, hints = rows_of(cv.tables.template(STANDARD))
    keep = [6, 0, 4]
    lines = [[row[index] for index in keep] for row in (headings, hints)]
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in lines)
    records = cv.read_table(text + "\n5,v001,3\n", STANDARD)
    assert dict(records["v001"].values) == {"residents": 5, "funds": 3}


def test_hints_that_were_written_into_are_refused():
    headings, hints = rows_of(cv.tables.template(STANDARD))
    hints[3] = "3"
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in (headings, hints))
    text += "\nv001" + "," * (len(headings) - 1) + "\n"
    assert problems_of(text) == [(2, "", "changed-hints")]


@whole_documents
@given(standards())
def test_every_template_of_every_standard_reads_back(standard):
    for lang in ("zh", "en"):
        text = cv.tables.template(standard, lang=lang)
        problems = errors_of(text, standard)
        assert [problem.code for problem in problems] == ["empty-table"]


def test_a_row_that_says_what_a_hint_says_is_a_row():
    """A remark may read as the hint of its column does."""
    records = cv.read_table("编号,备注,会议次数\nv001,文字,3\n", STANDARD)
    assert dict(records["v001"].values) == {"remark": "文字", "meetings": 3}
