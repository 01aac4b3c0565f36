"""Pages (网页显示): answers as HTML, for notebooks and for pages of others.

A fragment that stands by itself: no scripts, nothing from outside, every text escaped,
colours only from what surrounds it, so that it reads on light and on dark. Chinese comes
first, English beside it where there is any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, Protocol

from civil_village.messages import LANGUAGES, Message, written


class ToldTree(Protocol):
    """A sentence and those that it rests on, as an `Explanation` has them."""

    @property
    def message(self) -> Message:
        """The sentence."""
        ...

    @property
    def parts(self) -> tuple[Any, ...]:
        """What it rests on."""
        ...

    @property
    def about(self) -> str:
        """What kind of thing it speaks of."""
        ...


_STYLE = """<style>
.civil-village{line-height:1.45}
.civil-village p,.civil-village ul{margin:.3em 0}
.civil-village table{border-collapse:collapse;margin:.5em 0}
.civil-village caption{font-weight:bold;text-align:start;padding:.2em 0}
.civil-village table th,.civil-village table td{border:1px solid rgba(128,128,128,.5);
padding:.2em .5em;text-align:start;vertical-align:top;font-weight:normal;white-space:normal}
.civil-village table thead th,.civil-village table .level0 th{font-weight:bold;
background:rgba(128,128,128,.15)}
.civil-village table .level1 th{padding-inline-start:1.2em}
.civil-village table .level2 th{padding-inline-start:2.4em}
.civil-village table td.number{text-align:end;font-variant-numeric:tabular-nums}
.civil-village [lang=en]{font-size:.9em;opacity:.8}
.civil-village small{display:block}
</style>"""


def tree_page(told: ToldTree) -> str:
    """Show a tree of sentences, each level of it a list.

    Examples:
        >>> from civil_village.explanation import Explanation
        >>> why = Explanation(Message("explain.why"))
        >>> "<ul><li>" in tree_page(Explanation(why.message, (why,)))
        True
    """
    return page([f"<p><strong>{both(told.message)}</strong></p>", *_branches(told.parts)])


def _branches(parts: Iterable[ToldTree]) -> Iterator[str]:
    items = [f"<li>{both(part.message)}{''.join(_branches(part.parts))}</li>" for part in parts]
    if items:
        yield f"<ul>{''.join(items)}</ul>"


def page(lines: Iterable[str]) -> str:
    """Put lines of HTML together to one fragment, with how it looks."""
    return "\n".join(['<div class="civil-village" lang="zh">', _STYLE, *lines, "</div>"])


def paragraph(value: Any) -> str:
    """Give a value as a paragraph."""
    return f"<p>{both(value)}</p>"


def both(value: Any) -> str:
    """Write a value in Chinese, and in English beside it where that is not the same.

    Examples:
        >>> both(3), both(Message("page.part"))
        ('3', '项目 <span lang="en">part</span>')
    """
    zh, en = (escape(written(value, lang)) for lang in LANGUAGES)
    return zh if zh == en else f'{zh} <span lang="en">{en}</span>'


def notes(parts: Iterable[ToldTree]) -> str:
    """Give sentences and all that they rest on, one below the other."""
    return "".join(f"<small>{both(part.message)}</small>{notes(part.parts)}" for part in parts)


def number(value: Any) -> tuple[str]:
    """Mark a cell as a number; nothing for none."""
    return ("",) if value is None else (both(value),)


def row(level: int, name: Any, *cells: str | tuple[str]) -> str:
    """Give one row of cells in HTML, set in by its level; numbers are set to the other side."""
    texts = "".join(
        f'<td class="number">{cell[0]}</td>' if isinstance(cell, tuple) else f"<td>{cell}</td>"
        for cell in cells
    )
    return f'<tr class="level{level}"><th scope="row">{both(name)}</th>{texts}</tr>'


def table(caption: str, heads: Iterable[str], rows: list[str]) -> Iterator[str]:
    """Give a table; none where it has no rows.

    Args:
        caption: What follows ``page.`` in the key of its title.
        heads: The same of the head of each column.
        rows: Its rows, see `row`.
    """
    if rows:
        top = "".join(f'<th scope="col">{both(Message(f"page.{head}"))}</th>' for head in heads)
        yield f"<table>\n<caption>{both(Message(f'page.{caption}'))}</caption>"
        yield f"<thead><tr>{top}</tr></thead>\n<tbody>"
        yield from rows
        yield "</tbody>\n</table>"
