"""What is taken for granted of a table (读表所取): merged cells filled down, odd characters kept.

Each is told as a finding: the records have it, and whoever knows the table can say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from civil_village.messages import Message
from civil_village.problems import Cell, Problem, shown
from civil_village.tables.headings import Column
from civil_village.tables.hints import cell
from civil_village.tables.sheet import Sheet, SheetRow

#: Columns in which spreadsheets merge the cells of rows that belong together.
_MERGED = ("township", "village")
#: Characters that each computer may show in another way, or not at all (造字).
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def filled_down(
    rows: list[SheetRow], columns: list[Column]
) -> tuple[list[SheetRow], list[Problem]]:
    """Write into the cells that were merged what stands in the first of them.

    They were, where the column begins with a text, no text comes twice, and cells are empty
    between them: whoever fills in each row writes the same text several times.

    Returns:
        The rows; and a finding for each such column.
    """
    findings = []
    for column in columns:
        if column.meant.role not in _MERGED or not rows:
            continue
        texts = [cell(row, column) for row in rows]
        there = list(filter(None, texts))
        if len(there) in (0, len(texts)) or not texts[0] or len(set(there)) < len(there):
            continue
        first = texts.index("")
        made, above = [], ""
        for row, text in zip(rows, texts, strict=True):
            above = text or above
            cells = list(row.cells)
            if len(cells) >= column.number:  # else its length is wrong
                cells[column.number - 1] = above
            made.append(SheetRow(row.number, cells))
        hint = Message("hint.merged-cells", count=len(texts) - len(there))
        place, found = column.cell(rows[first].number), shown(texts[first - 1])
        findings.append(
            Problem(code="merged-cells", found=found, hint=hint, position=place, level="finding")
        )
        rows = made
    return rows, findings


def private_characters(sheet: Sheet) -> Iterator[Problem]:
    """Give a finding for each cell with a character that has no meaning of its own."""
    for row in (sheet.headings, *sheet.rows):
        for number, text in enumerate(row.cells, 1):
            if stray := _PRIVATE.search(text):
                found, hint = f"U+{ord(stray[0]):04X}", Message("hint.private-character")
                yield Problem(
                    code="private-character",
                    found=found,
                    hint=hint,
                    position=Cell(row.number, number),
                    level="finding",
                )
