"""Tables as text (写表): CSV that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from civil_village.messages import decimal_text

#: With one of these a cell begins that a spreadsheet would take for a formula; full-width
#: ones too, which some programs take for the others.
_FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20'")


def safe(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula: with ``'`` before it if need be.

    `civil_village.read_table` takes that mark away again.

    Examples:
        >>> safe("=1+1"), safe("示例村甲")
        ("'=1+1", '示例村甲')
    """
    return f"'{text}" if text[:1] in _FORMULA else text


def number_text(value: Decimal | Fraction) -> str:
    """Write a number: digits where they end, else cut digits with the exact fraction.

    A bare fraction such as 1/3 would be made a day of January.

    Examples:
        >>> number_text(Decimal("2.50")), number_text(Fraction(-100, 3))
        ('2.5', '-33.33… (-100/3)')
    """
    exact = decimal_text(value)
    if "/" not in exact:
        return exact
    cut = decimal_text(Fraction(int(Fraction(value) * 100), 100))
    return f"{cut}… ({exact})"


def table_text(rows: Iterable[Sequence[str]], *, mark: bool = False) -> str:
    r"""Write rows as CSV.

    Args:
        rows: The cells, made safe.
        mark: Whether a byte-order mark goes before them, by which Excel knows UTF-8.

    Examples:
        >>> table_text([["id", "label"], ["v001", 'a "village", far']])
        'id,label\nv001,"a ""village"", far"\n'
    """
    written = io.StringIO()
    # The writer quotes only the line break that it writes itself.
    plain = [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows]
    csv.writer(written, lineterminator="\n").writerows(plain)
    return ("\ufeff" if mark else "") + written.getvalue()
