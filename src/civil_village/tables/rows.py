"""One row into what it says of its subject (表格行): roles, values, and all its problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from civil_village.evidence.reported import Observation
from civil_village.facts import part_exceeds
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.problems import Cell, Problem
from civil_village.tables.cells import (
    CellReader,
    Read,
    read_code,
    read_day,
    read_text,
    read_when,
)
from civil_village.tables.columns import Meant, TableColumns
from civil_village.tables.headings import Column
from civil_village.tables.hints import cell
from civil_village.tables.sheet import SheetRow

#: Problems of cells that stand under the heading of another type.
_TYPES = frozenset(
    ("not-a-number", "wrong-type", "not-a-date", "unknown-choice", "percent-not-share")
)
#: So many of them, if more than half of the filled cells, make a row look shifted.
_SHIFTED = 3

#: Roles that are read as names for people, or as days; the others are ids and codes.
_ROLES: dict[str, Callable[[str], Read]] = {
    **dict.fromkeys(("label", "township", "kind"), read_text),
    **dict.fromkeys(("from", "to"), read_day),
    "on": read_when,
}


@frozen
class SubjectRow:
    """What one row says."""

    row: int
    #: Ids and names by role; blanks are left out.
    roles: dict[str, str]
    #: Values by indicator; blanks are left out.
    values: dict[str, Any]
    #: What assessors say.
    words: list[Observation]
    #: Values of earlier periods.
    earlier: dict[str, dict[str, Any]]
    #: How many cells say something, or that it is not known, beside numbers and townships.
    filled: int
    problems: list[Problem]

    def said(self, *roles: str) -> dict[str, Any]:
        """Give what it says of a village or household: roles by name, values, words."""
        names = {role: self.roles.get(role) for role in roles}
        return {
            **names,
            "values": self.values,
            "observations": self.words,
            "earlier": self.earlier,
        }


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
        own = [c for c in columns if c.meant.role is None and c.meant.place == "values"]
        self.indicators = {c.meant.name: c for c in own}
        #: Part and whole of each ratio that must not exceed 1 and has a column for both.
        ratios = (one.indicator for one in form.values if one.indicator is not None)
        self.pairs = [
            each.of
            for each in ratios
            if each.of and not each.may_exceed and self.indicators.keys() >= set(each.of)
        ]

    def line(self, row: SheetRow) -> SubjectRow:
        """Read a row; of one that is too long or short only the length is told."""
        aside = [self.roles[role] for role in _ASIDE if role in self.roles]
        filled = sum(bool(text.strip()) for text in row.cells)
        filled -= sum(bool(cell(row, column)) for column in aside)
        line = SubjectRow(row.number, {}, {}, [], {}, filled, [])
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
                _keep(line, column.meant, value)
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


def _keep(line: SubjectRow, meant: Meant, value: Any) -> None:
    """Put a value where its column says."""
    if meant.indicator is None:
        line.roles[meant.name] = value
    elif meant.place == "values":
        line.values[meant.name] = value
    elif meant.place == "earlier":
        line.earlier.setdefault(str(meant.prefix), {})[meant.name] = value
    else:
        said: dict[str, Any] = {"met" if isinstance(value, bool) else "value": value}
        line.words.append(Observation(of=meant.name, method=meant.prefix, **said))


#: What a row may have that is of nobody.
_ASIDE = ("row_number", "township")


class _NameReader(dict[str, Read]):
    """Reads the cells of a column of names, ids or codes."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self.role = role

    def __missing__(self, text: str) -> Read:
        if self.role == "row_number":  # says nothing of its row
            return Read()
        read = self[text] = _ROLES.get(self.role, read_code)(text)
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
