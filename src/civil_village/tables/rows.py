"""One row into what it says of its subject (表格行): roles, values, and all its problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from civil_village.facts import part_exceeds
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.problems import Cell, Problem
from civil_village.tables.cells import CellReader, Read, read_code, read_text
from civil_village.tables.columns import TableColumns
from civil_village.tables.headings import Column
from civil_village.tables.sheet import SheetRow

#: Problems of cells that stand under the heading of another type.
_TYPES = frozenset(
    ("not-a-number", "wrong-type", "not-a-date", "unknown-choice", "percent-not-share")
)
#: So many of them, if more than half of the filled cells, make a row look shifted.
_SHIFTED = 3

#: Roles that are read as names for people; the others are ids and codes.
_NAMES = ("label", "township")


@frozen
class SubjectRow:
    """What one row says."""

    row: int
    #: Ids and names by role; blanks are left out.
    roles: dict[str, str]
    #: Values by indicator; blanks are left out.
    values: dict[str, Any]
    problems: list[Problem]


class RowReader:
    """Reads the rows of one table.

    Args:
        form: The columns that it can have.
        columns: Those that it has and that are read.
        width: How many headings it has.
    """

    def __init__(self, form: TableColumns, columns: list[Column], width: int) -> None:
        self.form = form
        self.width = width
        self.readers = [(column, _reader(column)) for column in columns]
        #: The columns of roles, and those of indicators, each by its name.
        self.roles = {c.meant.name: c for c in columns if c.meant.role is not None}
        self.indicators = {c.meant.name: c for c in columns if c.meant.role is None}
        #: Part and whole of each ratio that must not exceed 1 and has a column for both.
        self.pairs = [
            of
            for of in (i.of for i in form.indicators.values() if not i.may_exceed)
            if of is not None and self.indicators.keys() >= set(of)
        ]

    def line(self, row: SheetRow) -> SubjectRow:
        """Read a row; of one that is too long or short only the length is told."""
        line = SubjectRow(row.number, {}, {}, [])
        if len(row.cells) != self.width:
            expected = Message("expected.cells", count=self.width)
            place, hint = Cell(row.number, 0), Message("hint.row-length")
            wrong = Problem(code="row-length", found=str(len(row.cells)), expected=expected)
            line.problems.append(evolve(wrong, hint=hint, position=place))
            return line
        for column, reader in self.readers:
            value, problem = reader[row.cells[column.number - 1]]
            if problem is not None:
                line.problems.append(evolve(problem, position=column.cell(row.number)))
            elif value is not None:
                kept = line.roles if column.meant.indicator is None else line.values
                kept[column.meant.name] = value
        line.problems.extend(self._excesses(line))
        if _looks_shifted(row, line.problems):
            place, hint = Cell(row.number, 0), Message("hint.row-shifted")
            line.problems.insert(0, Problem(code="row-shifted", hint=hint, position=place))
        return line

    def _excesses(self, line: SubjectRow) -> Iterator[Problem]:
        """Give parts that are more than their wholes."""
        for pair in self.pairs:
            part, whole = map(line.values.get, pair)
            if part is not None and whole is not None and part > whole:
                columns = [self.indicators[name] for name in pair]
                labels = [named(column.meant.indicator, column.meant.name) for column in columns]
                place = columns[0].cell(line.row)
                yield evolve(part_exceeds(part, whole, labels), position=place)


class _NameReader(dict[str, Read]):
    """Reads the cells of a column of names, ids or codes."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.role = role

    def __missing__(self, text: str) -> Read:
        if self.role == "row_number":  # says nothing of its row
            return Read()
        read = self[text] = (read_text if self.role in _NAMES else read_code)(text)
        return read


def _reader(column: Column) -> Mapping[str, Read]:
    meant = column.meant
    if meant.indicator is None:
        return _NameReader(meant.name)
    return CellReader(meant.indicator, percent=meant.percent)


def _looks_shifted(row: SheetRow, problems: list[Problem]) -> bool:
    """Tell whether most cells are of the type of another column."""
    wrong = sum(problem.code in _TYPES for problem in problems)
    return wrong >= _SHIFTED and wrong * 2 > sum(bool(cell.strip()) for cell in row.cells)
