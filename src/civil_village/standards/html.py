"""Standards and results as HTML (网页显示): a table of their parts, from what they tell.

See `civil_village.pages` for the pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from civil_village.explanation import Explanation
from civil_village.messages import Message
from civil_village.pages import both, notes, number, page, paragraph, row, table
from civil_village.standards.outline import LEVELS, ROLES

#: A sign for each state, beside its word.
_SIGNS = {
    **dict.fromkeys(("met", "clear", "passes"), "✓"),
    "scored": "·",
    **dict.fromkeys(("unmet", "hit", "fails"), "✗"),
    **dict.fromkeys(("undetermined", "open"), "?"),
    "exempt": "–",
}
#: Parts with words of their own for their states.
_KINDS = {"strike": "strike", "zero": "strike", "fault": "fault"}


def result_html(result: Any, told: Explanation) -> str:
    """Show a result by its explanation, which stored results have too.

    Args:
        result: The `Result`.
        told: Its explanation.

    Examples:
        >>> from civil_village.samples import bundled
        >>> from civil_village.standards import evaluate
        >>> result = evaluate(bundled("anle.standard"), {})
        >>> html = result_html(result, result.explain())
        >>> "未定" in html, html.count("<table>")
        (True, 2)
    """
    names = told.message.arguments
    who, standard = names.get("name", result.id), names.get("standard", result.standard)
    outcome = both(Message(f"outcome.{result.outcome}"))
    lines = [f"<p><strong>{_SIGNS[result.outcome]} {outcome}</strong></p>"]
    for part in told.parts:
        if part.about == "deciding":
            lacking = "".join(f"<li>{both(each.message)}</li>" for each in part.parts)
            lines.append(f"{paragraph(part.message)}\n<ul>{lacking}</ul>")
        elif part.about not in LEVELS:
            lines += [paragraph(each.message) for each in (part, *part.parts)]
    return _page((who, standard), lines, told, "result", _RESULT)


def standard_html(told: Explanation) -> str:
    """Show a standard by its outline: every part with its points, and its rules in words.

    Examples:
        >>> from civil_village.samples import bundled
        >>> "安乐村创建标准" in standard_html(bundled("anle.standard").explain())
        True
    """
    names = told.message.arguments
    apart = (*LEVELS, "vetoes", "aims")
    lines = [line for part in told.parts if part.about not in apart for line in _lines(part)]
    return _page((names["name"], names["id"]), lines, told, "standard", _STANDARD)


def _lines(told: Explanation) -> Iterator[str]:
    """Give a paragraph, and what it rests on."""
    yield paragraph(told.message)
    below = [f"<li>{both(part.message)}{notes(part.parts)}</li>" for part in told.parts]
    if below:
        yield f"<ul>{''.join(below)}</ul>"


#: A cell of a row: made from what tells of its part, and from the notes below that.
_Cell = Callable[[Explanation, list[Explanation]], str | tuple[str]]


def _page(
    title: tuple[Any, Any],
    lines: list[str],
    told: Explanation,
    caption: str,
    columns: Mapping[str, _Cell],
) -> str:
    """Give title and lines, then a table of all parts and one of the vetoes, without points."""
    name, of = map(both, title)
    worded = {head: cell for head, cell in columns.items() if head in ("state", "grounds", "rules")}
    tables = {caption: columns, "vetoes": worded}
    rows: dict[str, list[str]] = {caption: [], "vetoes": []}
    for part in told.parts:
        which = "vetoes" if part.about in ("strike", "vetoes") else caption
        for each in part.parts if part.about == "vetoes" else (part,):
            rows[which] += _rows(each, tables[which].values())
    lines = [f"<p><strong>{name}</strong> · {of}</p>", *lines]
    for which, cells in tables.items():
        lines += table(which, ("part", *cells), rows[which])
    return page(lines)


def _rows(told: Explanation, cells: Any) -> Iterator[str]:
    """Give the row of a section, criterion or requirement, then those of its parts."""
    if told.about in LEVELS:
        below = [part for part in told.parts if part.about not in LEVELS]
        name = told.message.arguments.get("name", "")
        yield row(LEVELS[told.about], name, *(cell(told, below) for cell in cells))
        for part in told.parts:
            yield from _rows(part, cells)


def _state(told: Explanation, below: list[Explanation]) -> str:  # noqa: ARG001 - a cell
    """Give the state that the key of a sentence tells, as a sign and a word."""
    state = told.message.key.rpartition(".")[2]
    if state not in _SIGNS:
        return ""
    kind = _KINDS.get(told.about, "state")
    return f"{_SIGNS[state]} {both(Message(f'page.{kind}.{state}'))}"


def _number(name: str) -> _Cell:
    """Give what makes the cell of a number out of an argument of a sentence."""
    return lambda told, _: number(told.message.arguments.get(name))


def _rules(told: Explanation, below: list[Explanation]) -> str:
    role = [Explanation(ROLES[told.about])] if told.about in ROLES else []
    return notes([*role, *below])


_RESULT: dict[str, _Cell] = {
    "state": _state,
    "points": _number("points"),
    "most": _number("most"),
    "grounds": lambda _, below: notes(below),
}
_STANDARD: dict[str, _Cell] = {
    "points-of": lambda told, _: (
        number(told.message.arguments["points"]) if "points" in told.message.arguments else ""
    ),
    "rules": _rules,
}
