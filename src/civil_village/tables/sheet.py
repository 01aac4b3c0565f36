"""The rows of a table in CSV (表格的行): cells as text, each row by its number in the sheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from civil_village.messages import Message
from civil_village.problems import Cell, Problem, reject, shown

#: Most rows that hold something, without the headings.
ROWS = 100_000
#: Most columns.
COLUMNS = 1000
#: Most characters of a cell.
LONGEST = 2000

#: What separates the cells of tables that are not separated by commas.
_OTHERS = {"\t": "Tab", ";": ";", "|": "|", "\uff0c": "\uff0c", "\uff1b": "\uff1b"}


class SheetRow(NamedTuple):
    """A row that holds something."""

    #: Its number as a spreadsheet counts it, from 1.
    number: int
    cells: list[str]


class Sheet(NamedTuple):
    """A table as text: its headings, and all other rows that hold something."""

    headings: SheetRow
    rows: list[SheetRow]


def read_sheet(text: str) -> Sheet:
    r"""Take a CSV text apart; empty rows count for the numbers and are left out.

    Raises:
        DocumentError: It is no CSV, has no headings or no rows, or is too large.

    Examples:
        >>> sheet = read_sheet("id,plan\n\nv001,yes\n")
        >>> sheet.headings.cells, sheet.rows
        (['id', 'plan'], [SheetRow(number=3, cells=['v001', 'yes'])])
    """
    rows = list(_rows(text))
    expected = Message("expected.table")
    if not rows:
        reject([Problem(code="empty-table", expected=expected)])
    heading, *others = rows
    filled = [cell for cell in heading.cells if cell.strip()]
    if len(filled) == 1:
        _check_separator(heading, filled[0])
    if not others:
        place = Cell(heading.number, 0)
        reject([Problem(code="empty-table", expected=expected, position=place)])
    return Sheet(heading, others)


def _rows(text: str) -> Iterator[SheetRow]:
    """Give the rows that hold something, each as wide as the first where that may be.

    Empty cells beyond it are left out. Empty ones at its end may be lacking in the others: the
    first row may have less headings than cells.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number, filled, width, count = 0, 0, 0, 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reject([_broken(str(error), number)])
        if not any(cell.strip() for cell in cells):
            continue
        while len(cells) > (width or COLUMNS) and not cells[-1].strip():
            cells.pop()
        if len(cells) > COLUMNS:
            reject([_beyond("too-many-columns", len(cells), COLUMNS, number)])
        if count > ROWS:
            reject([_beyond("too-many-rows", count, ROWS, number)])
        if not width:
            width = len(cells)
            filled = max(index for index, cell in enumerate(cells, 1) if cell.strip())
        if filled <= len(cells) < width:
            cells += [""] * (width - len(cells))
        count += 1
        yield SheetRow(number, cells)


def _broken(reason: str, number: int) -> Problem:
    place = Cell(number, 0)
    if "larger" in reason:  # than the limit of the module, which the whole process shares
        expected = Message("expected.characters", most=LONGEST)
        return Problem(code="cell-too-long", expected=expected, position=place)
    return Problem(code="not-csv", hint=Message("hint.csv-quotes"), position=place)


def _beyond(code: str, found: int, most: int, number: int) -> Problem:
    expected = Message("expected.at-most", most=most)
    return Problem(code=code, found=str(found), expected=expected, position=Cell(number, 0))


def _check_separator(heading: SheetRow, cell: str) -> None:
    """Refuse headings that stand in one cell because something else separates them."""
    for mark, name in _OTHERS.items():
        if mark in cell:
            expected, place = Message("expected.comma"), Cell(heading.number, 1)
            problem = Problem(
                code="table-separator",
                found=shown(name),
                expected=expected,
                hint=Message("hint.save-csv"),
                position=place,
            )
            reject([problem])
