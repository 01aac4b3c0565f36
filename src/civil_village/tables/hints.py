"""The row of hints under the headings of a template (填写说明), and how it is passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from civil_village.indicators import Indicator
from civil_village.messages import LANGUAGES, Lang, Message, phrase
from civil_village.problems import Cell, Problem
from civil_village.tables.columns import Meant, TableColumns
from civil_village.tables.headings import Column
from civil_village.tables.sheet import SheetRow
from civil_village.tables.writing import safe


def hint(meant: Meant, form: TableColumns, lang: Lang) -> str:
    """Say what belongs into a column: type, unit, range, choices, source.

    Args:
        meant: What the column is of.
        form: The form that it stands in.
        lang: The language.
    """
    indicator = meant.indicator
    if indicator is None:
        return phrase(f"hint.column.{form.subject}.{meant.name}", lang, names=form.kinds)
    if meant.place == "words" and indicator.value == "truth":
        parts = [phrase("hint.column.word", lang)]
    else:
        parts = [part.text(lang) for part in _parts(indicator)]
    return phrase("hint.column.separator", lang).join(parts)


def _parts(indicator: Indicator) -> Iterator[Message]:
    yield Message(f"hint.column.{indicator.value}", names=indicator.choices)
    if indicator.unit is not None:
        yield Message("hint.column.unit", unit=indicator.unit)
    if indicator.value in ("count", "amount"):
        least: Any = indicator.minimum or 0
        if indicator.maximum is None:
            yield Message("expected.at-least", least=least)
        else:
            yield Message("expected.between", least=least, most=indicator.maximum)
    if indicator.value == "amount":
        yield Message("expected.places", most=indicator.decimal_places)
    if indicator.source is not None:
        yield Message("hint.column.source", source=indicator.source)


def without_hints(
    rows: list[SheetRow], columns: list[Column], form: TableColumns
) -> tuple[list[SheetRow], list[Problem]]:
    """Leave out the row of hints, if it is as the template had it.

    Returns:
        The other rows; and a problem where somebody has written into the hints.
    """
    first, *others = rows
    cells = [(column, cell(first, column)) for column in columns]
    same = [(text in hints(column.meant, form)) for column, text in cells if text]
    if not same or not any(same):
        return rows, []
    if all(same):
        return others, []
    marked = [c for c, text in cells if c.meant.indicator is None and text in hints(c.meant, form)]
    if not marked:
        return rows, []
    place = Cell(first.number, 0)
    found = Problem(code="changed-hints", hint=Message("hint.delete-row"), position=place)
    return others, [found]


def cell(row: SheetRow, column: Column) -> str:
    """Give the text of a row in a column, empty where the row is too short."""
    return row.cells[column.number - 1].strip() if len(row.cells) >= column.number else ""


def hints(meant: Meant, form: TableColumns) -> set[str]:
    """Give what the templates of either language say of a column."""
    return {safe(hint(meant, form, lang)).strip() for lang in LANGUAGES}
