"""Results as a table: readable, for programs too, and never a formula."""

import csv
import io
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village.tables.writing import number_text, safe, table_text
from civil_village.testing import standards
from tests.drawn.results import results
from tests.profiles import whole_documents
from tests.tables.making import CATALOGUE, STANDARD

DAY = date(2024, 6, 30)
VILLAGES = [
    cv.Village(
        id="v001",
        label=cv.Label("示例村甲", "Example village A"),
        values={"meetings": 3, "insured": 9, "residents": 10},
        reported={"accident": DAY},
    ),
    cv.Village(id="v002", values={"meetings": 2, "residents": 10}, reported={"accident": DAY}),
    cv.Village(
        id="v003",
        label="=示例村丙",
        values={"insured": 9, "residents": 10},
        events=[cv.Event(id="e1", kind="accident", on=date(2024, 1, 2))],
    ),
]
RESULTS = cv.evaluate_each(STANDARD, cv.derive_each(CATALOGUE, VILLAGES, as_of=DAY))


def rows_of(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_results_stand_in_rows_in_english():
    """v002 held two of three meetings, and lacks the insured: 0 or 5 points of 15."""
    assert rows_of(cv.write_results(RESULTS, STANDARD, lang="en")) == [
        [
            *("id", "label", "outcome", "band", "score", "least", "greatest", "vetoes", "missing"),
            *("Work [work]", "Meetings [work.meets]", "[work.meets.three]", "[work.care]"),
            *("[work.care.most]", "Accident [accident]"),
        ],
        [
            *("v001", "Example village A", "passes", "good", "15", "15", "15", "", ""),
            *("15", "10", "met", "5", "met", "clear"),
        ],
        [
            *("v002", "", "fails", "fail", "", "0", "5", "", ""),
            *("0..5", "0", "unmet", "0..5", "undetermined", "clear"),
        ],
        [
            *("v003", "'=示例村丙", "fails", "fail | good", "", "5", "15", "Accident", "meetings"),
            *("5..15", "0..10", "undetermined", "5", "met", "hit"),
        ],
    ]


def test_results_stand_in_rows_in_chinese():
    heading, _, _, row = rows_of(cv.write_results(RESULTS, STANDARD))
    assert heading[:9] == [
        *("编号", "名称", "结论", "等次", "得分", "最低得分", "最高得分", "否决", "待定所缺"),
    ]
    assert row[2:] == [
        *("不达标", "不合格 | good", "", "5", "15", "事故", "会议次数"),
        *("5..15", "0..10", "未定", "5", "达到", "触发"),
    ]


def test_no_results_are_headings():
    assert len(rows_of(cv.write_results([], STANDARD))) == 1


def test_a_mark_goes_first_where_it_is_asked_for():
    plain = cv.write_results(RESULTS, STANDARD)
    assert cv.write_results(RESULTS, STANDARD, mark=True) == "\ufeff" + plain


@pytest.mark.parametrize("change", [{"id": "other"}, {"edition": "2"}, {"vetoes": ()}])
def test_results_of_another_standard_are_refused(change):
    with pytest.raises(cv.DocumentError) as refused:
        cv.write_results(RESULTS, evolve(STANDARD, **change))
    assert [(p.code, p.path) for p in refused.value.problems] == [
        ("other-standard", (index,)) for index in range(3)
    ]


def test_a_stored_result_is_written_alike():
    stored = [cv.loads(cv.dumps(result)) for result in RESULTS]
    assert cv.write_results(stored, STANDARD) == cv.write_results(RESULTS, STANDARD)


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "＝1", "＋1", "－1", "＠a", "'a"]
)
def test_what_a_spreadsheet_would_run_is_made_safe(text):
    assert safe(text) == "'" + text


@pytest.mark.parametrize("text", ["", "a=1", "示例村", " =1"])
def test_other_texts_are_left_alone(text):
    assert safe(text) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("2.50"), "2.5"),
        (Decimal(-3), "-3"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 3), "0.33… (1/3)"),
        (Fraction(-200, 3), "-66.66… (-200/3)"),
    ],
)
def test_numbers_are_written_exactly_and_are_no_days(number, text):
    assert number_text(number) == text


@given(
    st.lists(
        st.lists(st.text().filter(lambda text: "\r" not in text), min_size=1, max_size=4),
        max_size=4,
    )
)
def test_what_is_written_as_csv_reads_back(rows):
    rows = [[cell.encode("utf-8", "ignore").decode() for cell in row] for row in rows]
    read = list(csv.reader(io.StringIO(table_text(rows), newline=""), strict=True))
    assert read == rows


def test_line_breaks_in_a_cell_stay_in_it():
    assert table_text([["a\rb", "c\r\nd"], ["e", "f"]]) == '"a\nb","c\nd"\ne,f\n'


@whole_documents
@given(st.data())
def test_every_result_of_every_standard_fits_its_headings(data):
    standard = data.draw(standards())
    made = data.draw(st.lists(results(standard), max_size=2))
    for lang in ("zh", "en"):
        heading, *rows = rows_of(cv.write_results(made, standard, lang=lang))
        assert all(len(row) == len(heading) for row in rows)
        texts = [cell for row in (heading, *rows) for cell in row]
        numbers = "0123456789"
        assert not [
            cell for cell in texts if cell[:1] in "=+@\t\r-" and cell[1:2] not in numbers and cell
        ]
