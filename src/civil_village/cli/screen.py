"""The screen: lines and tables in one language, on any console."""

from __future__ import annotations

import importlib.util
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from civil_village.messages import Lang, written


class Screen:
    """Where answers are shown, in the language of their reader.

    Args:
        lang: The language.
    """

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    @property
    def ascii_only(self) -> bool:
        """Whether the console is none that shows Chinese for sure."""
        encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower()
        return encoding.replace("-", "") not in ("utf8", "gbk", "gb2312", "gb18030", "cp936")

    def line(self, value: Any, *, indent: int = 0, before: str = "", after: str = "") -> None:
        """Show one value as a line, or as lines."""
        text = written(value, self.lang).replace("\n", "\n" + "  " * indent)
        print(before + "  " * indent + text + after)

    def error(self, value: Any) -> None:
        """Show what is wrong, apart from the answer."""
        print(written(value, self.lang), file=sys.stderr)

    def json(self, documents: Iterable[str]) -> None:
        """Show several JSON documents as one list, each as soon as it is there."""
        before = "["
        for document in documents:
            print(before + "\n" + document.rstrip("\n"), end="")
            before = ","
        print("[\n]" if before == "[" else "\n]")

    def table(self, heading: Sequence[Any], rows: Sequence[Sequence[Any]]) -> None:
        """Show a table; a pretty one where rich is installed and the screen is a terminal."""
        texts = [[written(cell, self.lang) for cell in row] for row in (heading, *rows)]
        if sys.stdout.isatty() and importlib.util.find_spec("rich") is not None:
            _rich_table(texts)
            return
        widths = [max(width(row[column]) for row in texts) for column in range(len(heading))]
        for row in (texts[0], ["-" * size for size in widths], *texts[1:]):
            cells = [
                cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)
            ]
            print("  ".join(cells).rstrip())


def _rich_table(texts: Sequence[Sequence[str]]) -> None:
    """Show a table through rich, which fits it to the terminal."""
    from rich.console import Console  # noqa: PLC0415 - optional
    from rich.table import Table  # noqa: PLC0415 - optional

    table = Table(*texts[0])
    for row in texts[1:]:
        table.add_row(*row)
    Console(markup=False, highlight=False).print(table)


def width(text: str) -> int:
    """Count the columns that a text takes on a terminal: Chinese characters take two.

    Examples:
        >>> width("安乐村"), width("village")
        (6, 7)
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
