"""The screen: lines and tables in one language, on any console."""

from __future__ import annotations

import codecs
import importlib.util
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from json import dumps
from typing import Any

from civil_village.messages import Lang, harmless, written

#: A cell of a table shows so many characters at most.
WIDEST = 200
_NOT_ASCII = re.compile("[^\x00-\x7f]")

#: So many lines of a kind are shown at most; JSON has all.
MOST_LINES = 20


class Screen:
    """Where answers are shown, in the language of their reader.

    Args:
        lang: The language.
    """

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def line(self, value: Any, *, indent: int = 0, before: str = "", after: str = "") -> None:
        """Show one value as a line, or as lines; a text is one that we have put together."""
        text = self._said(value).replace("\n", "\n" + "  " * indent)
        print(before + "  " * indent + text + after)

    def error(self, value: Any) -> None:
        """Show what is wrong, apart from the answer."""
        print(self._said(value), file=sys.stderr)

    def _said(self, value: Any) -> str:
        text = value if isinstance(value, str) else written(value, self.lang)
        return harmless(text, longest=None, lines=True)

    def data(self, text: str, *, json: bool = True) -> None:
        """Show what programs read: JSON that every console can show, or text as it is."""
        print(_data(text, json=json))

    def json(self, documents: Iterable[str]) -> None:
        """Show several JSON documents as one list, each as soon as it is there."""
        before = "["
        for document in documents:
            print(before + "\n" + _data(document, json=True), end="")
            before = ","
        print("[\n]" if before == "[" else "\n]")

    def table(self, heading: Sequence[Any], rows: Sequence[Sequence[Any]]) -> None:
        """Show a table; a pretty one where rich is installed and the screen is a terminal."""
        texts = [[self._cell(cell) for cell in row] for row in (heading, *rows)]
        if sys.stdout.isatty() and importlib.util.find_spec("rich") is not None:
            _rich_table(texts)
            return
        widths = [max(width(row[column]) for row in texts) for column in range(len(heading))]
        for row in (texts[0], ["-" * size for size in widths], *texts[1:]):
            cells = [
                cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True)
            ]
            print("  ".join(cells).rstrip())

    def _cell(self, value: Any) -> str:
        return harmless(written(value, self.lang), longest=WIDEST)


def _data(text: str, *, json: bool) -> str:
    """Give what programs read as this console can show it."""
    text = text.rstrip("\n")
    if json and not _shows_chinese():
        text = _NOT_ASCII.sub(lambda found: dumps(found[0])[1:-1], text)
    return harmless(text, longest=None, lines=True) if sys.stdout.isatty() else text


def _shows_chinese() -> bool:
    """Tell whether Chinese is shown for sure; what is piped on is read as UTF-8, if at all."""
    try:
        encoding = codecs.lookup(getattr(sys.stdout, "encoding", None) or "ascii").name
    except LookupError:
        return False
    chinese = encoding in ("gbk", "gb2312", "gb18030")
    return encoding == "utf-8" or (chinese and sys.stdout.isatty())


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
