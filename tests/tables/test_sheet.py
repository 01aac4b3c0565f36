"""Rows keep the numbers that a spreadsheet shows; what is no table is refused."""

import pytest

from civil_village import DocumentError
from civil_village.problems import Cell
from civil_village.tables.sheet import COLUMNS, ROWS, SheetRow, read_sheet


def refused(text):
    with pytest.raises(DocumentError) as error:
        read_sheet(text)
    (problem,) = error.value.problems
    return problem.code, problem.position


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_are_counted_as_the_spreadsheet_counts_them(end):
    """An empty row counts, and a row with a line break inside a cell is one row."""
    text = end.join(["id,name", "", 'v001,"a\nb"', ",", "v002,c"])
    assert read_sheet(text).rows == [SheetRow(3, ["v001", "a\nb"]), SheetRow(5, ["v002", "c"])]


def test_empty_rows_may_stand_above_the_headings():
    assert read_sheet("\n,,\nid,name\nv001,a").headings == SheetRow(3, ["id", "name"])


def test_empty_cells_beyond_the_headings_are_left_out():
    assert read_sheet("id,name,,\nv001,a,,\nv002,b,,x\n").rows == [
        SheetRow(2, ["v001", "a", "", ""]),
        SheetRow(3, ["v002", "b", "", "x"]),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", " , ,\n", "\ufeff"[:0]])
def test_a_text_without_anything_is_no_table(text):
    assert refused(text) == ("empty-table", None)


def test_headings_alone_are_no_table():
    assert refused("id,name\n\n") == ("empty-table", Cell(1, 0))


@pytest.mark.parametrize("mark", ["\t", ";", "|", "，", "；"])
def test_other_separators_are_refused(mark):
    assert refused(f"id{mark}name\nv001{mark}a\n") == ("table-separator", Cell(1, 1))


@pytest.mark.parametrize("text", ['id,name\nv001,"a\nv002,b\n', 'id,name\nv001,"a"b\n'])
def test_quotes_that_do_not_pair_are_told_with_their_row(text):
    assert refused(text) == ("not-csv", Cell(2, 0))


def test_a_table_may_have_so_many_rows_and_no_more():
    text = "id\n" + "a\n" * ROWS
    assert len(read_sheet(text).rows) == ROWS
    assert refused(text + "a\n") == ("too-many-rows", Cell(ROWS + 2, 0))


def test_a_table_may_have_so_many_columns_and_no_more():
    assert len(read_sheet("a" + ",a" * (COLUMNS - 1) + "\nb").headings.cells) == COLUMNS
    assert refused("a" + ",a" * COLUMNS + "\nb") == ("too-many-columns", Cell(1, 0))


def test_a_cell_that_the_reader_of_the_process_refuses_is_too_long():
    assert refused("id\n" + "a" * 200_000) == ("cell-too-long", Cell(2, 0))
