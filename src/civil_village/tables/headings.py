"""Headings into columns (表头): what each column is of, or what is wrong with its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve, frozen

from civil_village.derivation.plan import Extra
from civil_village.messages import Message
from civil_village.problems import Cell, Problem, shown
from civil_village.tables.columns import Meant, TableColumns, folded
from civil_village.tables.sheet import Sheet, SheetRow

#: So many unknown headings get the nearest known one: looking takes a while.
OFFERED = 50

_UNIT = re.compile(r"(.+)[(\[【〔]([^()\[\]【】〔〕]+)[)\]】〕]")


@frozen
class Column:
    """A column of a table: where it stands, and what it is of."""

    number: int
    heading: str
    meant: Meant

    def cell(self, row: int) -> Cell:
        """Give the place of its cell in a row."""
        return Cell(row, self.number, self.heading)


def read_headings(
    sheet: Sheet, form: TableColumns, *, extra: Extra = "refuse"
) -> tuple[list[Column], list[Problem]]:
    """Give the columns that are read, and all that is wrong with the headings.

    Args:
        sheet: The table.
        form: The columns that it can have.
        extra: Whether columns that nothing knows are refused or ignored.
    """
    columns: list[Column] = []
    problems: list[Problem] = []
    taken: dict[object, str] = {}
    unknown = 0
    for number, written in enumerate(sheet.headings.cells, 1):
        heading = " ".join(written.split()).removeprefix("'")
        place = Cell(sheet.headings.number, number, heading or None)
        found = meaning(heading, form) if heading else _unnamed(sheet.rows, number)
        if isinstance(found, Problem):
            unknown += found.code == "unknown-heading"
            if found.code in ("unknown-heading", "missing-heading") and extra == "ignore":
                continue
            if found.code == "unknown-heading" and unknown <= OFFERED:
                found = evolve(found, hint=form.offered(heading))
            problems.append(evolve(found, position=place))
        elif found is not None and found.key in taken:
            name = taken[found.key]
            expected = Message("expected.one-heading", name=name)
            problems.append(
                Problem(
                    code="duplicate-heading",
                    found=shown(heading),
                    expected=expected,
                    position=place,
                )
            )
        elif found is not None:
            taken[found.key] = heading
            columns.append(Column(number, heading, found))
    problems += _lacking(form, columns, Cell(sheet.headings.number, 0))
    return columns, problems


def meaning(heading: str, form: TableColumns) -> Meant | Problem:
    """Give the one thing that a heading means, or what is wrong with it."""
    found = form.meant(heading)
    if not found and (parts := _UNIT.fullmatch(folded(heading))):
        found = tuple(form.meant(parts[1]))
        if len(found) == 1:
            return _with_unit(found[0], heading, parts[2])
    if not found:
        expected = Message("expected.heading")
        return Problem(code="unknown-heading", found=shown(heading), expected=expected)
    if len(found) > 1:
        names = tuple(form.other_name(meant, heading) for meant in found)
        expected = Message("expected.one-of", names=names)
        return Problem(code="ambiguous-heading", found=shown(heading), expected=expected)
    return _reportable(found[0], heading)


def _with_unit(meant: Meant, heading: str, unit: str) -> Meant | Problem:
    """Check a unit in brackets: numbers in another unit must not be taken for this one's."""
    indicator = meant.indicator
    declared = None if indicator is None else indicator.unit
    if declared is not None and unit in (folded(declared.zh), folded(declared.text("en"))):
        return meant
    if indicator is not None and indicator.value == "ratio" and unit == "%":
        return _reportable(evolve(meant, percent=True), heading)
    expected = Message("expected.unit", unit=declared or Message("unit.none"))
    hint = Message("hint.convert")
    return Problem(code="unit-mismatch", found=shown(heading), expected=expected, hint=hint)


def _reportable(meant: Meant, heading: str) -> Meant | Problem:
    """Refuse a column of what is computed from others."""
    indicator = meant.indicator
    if indicator is None or not indicator.computed or meant.place == "earlier":
        return meant
    of = indicator.of
    hint = Message("hint.report", names=of) if of else Message("hint.leave-out-column")
    return Problem(code="computed-given", found=shown(heading), hint=hint)


def _unnamed(rows: list[SheetRow], number: int) -> Problem | None:
    """Refuse a column without a heading, unless all of it is empty."""
    for row in rows:
        if len(row.cells) >= number and row.cells[number - 1].strip():
            return Problem(code="missing-heading", found=shown(row.cells[number - 1]))
    return None


def titled(sheet: Sheet, form: TableColumns) -> Problem | None:
    """Refuse a table whose headings stand further down, under titles and dates."""
    first, *others = (sheet.headings, *sheet.rows[:_TITLES])
    if _known(first, form):
        return None
    row = max(others, key=lambda other: _known(other, form))
    alone = sum(bool(cell.strip()) for cell in first.cells) == 1
    if not alone and not _known(row, form):
        return None
    hint = Message("hint.title-row", row=row.number) if _known(row, form) else Message("hint.title")
    return Problem(code="title-row", hint=hint, position=Cell(first.number, 0))


#: So many rows below the first one are looked at for headings.
_TITLES = 10


def _known(row: SheetRow, form: TableColumns) -> int:
    """Count the cells of a row that are headings."""
    return sum(bool(cell.strip() and form.meant(cell)) for cell in row.cells)


#: Columns of which a table of households or villages needs one.
_NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "village": (("id", "label"),),
    "household": (("village",), ("id", "label")),
    "event": (("village",), ("kind",), ("on", "from")),
}


def _lacking(form: TableColumns, columns: list[Column], place: Cell) -> Iterator[Problem]:
    """Give the columns without which nobody knows whose rows these are."""
    roles = {column.meant.role for column in columns}
    for names in _NEEDED[form.subject]:
        if not roles.intersection(names):
            expected = Message("expected.one-of", names=names)
            yield Problem(code="missing-column", expected=expected, position=place)
