"""Standards and results as HTML (网页显示), for notebooks and for pages of others.

A fragment that stands by itself: no scripts, nothing from outside, every text escaped,
colours only from what surrounds it, so that it reads on light and on dark. Chinese comes
first, English beside it where there is any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any, Protocol

from civil_village.curves import Band
from civil_village.messages import Message, written
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Rule
from civil_village.standards.aggregations import Added


class Told(Protocol):
    """A sentence and those that it rests on, as an `Explanation` has them."""

    @property
    def message(self) -> Message:
        """The sentence."""
        ...

    @property
    def parts(self) -> tuple[Any, ...]:
        """What it rests on."""
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

#: A sign for each state, beside its word.
_SIGNS = {
    **dict.fromkeys(("met", "clear", "passes"), "✓"),
    **dict.fromkeys(("unmet", "hit", "fails"), "✗"),
    **dict.fromkeys(("undetermined", "open"), "?"),
    "exempt": "–",
}


# A result ----------------------------------------------------------------------------


def result_html(result: Any, told: Told) -> str:
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
    lines = [f"<p><strong>{_both(who)}</strong> · {_both(standard)}</p>"]
    outcome = Message(f"outcome.{result.outcome}")
    lines.append(f"<p><strong>{_SIGNS[result.outcome]} {_both(outcome)}</strong></p>")
    rows: list[str] = []
    strikes: list[str] = []
    for part in told.parts:
        match _kind(part):
            case "section" | "criterion" | "requirement" | "bonus" | "deduction" | "gate":
                rows += _result_rows(part)
            case "strike":
                strikes.append(_row(1, _name(part), _state(part), _notes(part.parts)))
            case "deciding":
                lacking = "".join(f"<li>{_both(each.message)}</li>" for each in part.parts)
                lines.append(f"<p>{_both(part.message)}</p>\n<ul>{lacking}</ul>")
            case _:
                lines += [f"<p>{_both(each.message)}</p>" for each in (part, *part.parts)]
    lines += _table("result", ("part", "state", "points", "most", "grounds"), rows)
    lines += _table("vetoes", ("part", "state", "grounds"), strikes)
    return _page(lines)


#: Parts that have a row of their own, and how far each is set in.
_LEVELS = {
    **dict.fromkeys(("section", "bonus", "deduction", "gate"), 0),
    "criterion": 1,
    "requirement": 2,
    "zero": 2,
}


def _result_rows(told: Told) -> Iterator[str]:
    """Give the row of a section, criterion or requirement, then those of its parts."""
    inner = [part for part in told.parts if _kind(part) in _LEVELS]
    notes = [part for part in told.parts if _kind(part) not in _LEVELS]
    points, most = (told.message.arguments.get(name) for name in ("points", "most"))
    cells = _state(told), _number(points), _number(most), _notes(notes)
    yield _row(_LEVELS[_kind(told)], _name(told), *cells)
    for part in inner:
        yield from _result_rows(part)


def _kind(told: Told) -> str:
    """Give what a sentence is about, by its key: ``criterion`` of ``explain.criterion``."""
    return (*told.message.key.split("."), "")[1]


def _name(told: Told) -> Any:
    return told.message.arguments.get("name", "")


def _state(told: Told) -> str:
    """Give the state that the key of a sentence tells, as a sign and a word."""
    state = told.message.key.rpartition(".")[2]
    if state not in _SIGNS:
        return ""
    kind = "strike" if _kind(told) in ("strike", "zero") else "state"
    return f"{_SIGNS[state]} {_both(Message(f'page.{kind}.{state}'))}"


def _notes(parts: Iterable[Told]) -> str:
    """Give sentences and all that they rest on, one below the other."""
    return "".join(f"<small>{_both(part.message)}</small>{_notes(part.parts)}" for part in parts)


# A standard --------------------------------------------------------------------------


def standard_html(standard: Any) -> str:
    """Show a standard: every part with its points, and its rules in words.

    Args:
        standard: The `Standard`.

    Examples:
        >>> from civil_village.samples import bundled
        >>> "安乐村创建标准" in standard_html(bundled("anle.standard"))
        True
    """
    name = f"{standard.id}@{standard.edition}" if standard.edition else standard.id
    lines = [f"<p><strong>{_both(standard.label or standard.id)}</strong> · {_both(name)}</p>"]
    lines.append(f"<p>{_both(Message('screen.total', most=standard.most))}</p>")
    lines += [f"<p>{_both(told)}</p>" for told in _lines(standard)]
    rows: list[str] = []
    for group in standard.groups:
        section = group.section
        if section is not None:
            limits = [Message(f"page.role.{group.role}")] if group.role != "section" else []
            limits += _limits(section)
            rows.append(_row(0, section, _number(section.most), _small(limits)))
        for criterion in group.criteria:
            rows += _criterion_rows(criterion, standard)
    for gate in standard.gates:
        told = [Message("page.role.gate"), *_rules(gate, standard)]
        rows.append(_row(0, gate, "", _small(told)))
    strikes = [_row(1, each, _small(_rules(each, standard))) for each in standard.vetoes]
    lines += _table("standard", ("part", "points-of", "rules"), rows)
    lines += _table("vetoes", ("part", "rules"), strikes)
    return _page(lines)


def _lines(standard: Any) -> Iterator[Message]:
    """Tell bands, pass line and rounding."""
    if standard.bands is not None:
        yield Message("page.bands", bands=tuple(map(_band, standard.bands)))
    passes = standard.passes
    if passes is not None and passes.score is not None:
        yield Message("explain.passes-score", score=passes.score)
    elif passes is not None:
        yield Message("explain.passes-band", band=standard.bands[passes.band])
    if standard.combine != Added():
        yield standard.combine.told()
    if standard.cap is not None:
        yield Message("explain.cap", cap=standard.cap)
    yield from _rounding(standard)


def _band(band: Band) -> Message:
    end = band.above if band.from_ is None else band.from_
    key = "page.band" if end is None else f"page.band.{'above' if band.from_ is None else 'from'}"
    return Message(key, band=band, end=end)


def _rounding(part: Any) -> Iterator[Message]:
    if part.round is not None:
        mode = Message(f"rounding.{part.round.mode}")
        yield Message("explain.rounded", step=part.round.step, mode=mode)


def _limits(section: Any) -> Iterator[Message]:
    if section.combine != Added():
        yield section.combine.told()
    yield from _rounding(section)
    if section.minimum is not None:
        yield Message("screen.minimum", minimum=section.minimum)
    if section.cap is not None:
        yield Message("explain.cap", cap=section.cap)


def _criterion_rows(criterion: Any, standard: Any) -> Iterator[str]:
    notes = [Message("explain.advisory")] if criterion.advisory else []
    notes += [criterion.grade.told(), *_rounding(criterion)]
    if criterion.grade.measures is not None:
        notes.append(_rule("of", criterion.grade.measures, standard.catalogue.indicators))
    notes += _rules(criterion, standard)
    yield _row(1, criterion, _number(criterion.points), _small(notes))
    for requirement in criterion.requirements:
        told = _small(_rules(requirement, standard))
        yield _row(2, requirement, _number(requirement.points), told)
    for strike in criterion.zero_if:
        zero = [Message("page.role.zero"), *_rules(strike, standard)]
        yield _row(2, strike, "", _small(zero))


def _rules(part: Requirement | Strike | Any, standard: Any) -> Iterator[Message]:
    """Say every rule of a criterion, requirement or strike in words."""
    for role in ("rule", "when", "judged", "applies"):
        rule = getattr(part, role, None)
        if rule is not None:
            labels = standard.methods if role == "judged" else standard.catalogue.indicators
            yield _rule(role, rule, labels)
    for consequence in getattr(part, "then", ()):
        yield Message("explain.would-fall", band=standard.bands[consequence.band])


def _rule(role: str, rule: Rule, labels: Mapping[str, Any]) -> Message:
    return Message(f"page.role.{role}", rule=_Said(rule, labels))


class _Said:
    """A rule in words, in the language that is asked for."""

    def __init__(self, rule: Rule, labels: Mapping[str, Any]) -> None:
        self.rule, self.labels = rule, labels

    def text(self, lang: Any) -> str:
        """Say the rule."""
        return self.rule.say(lang, self.labels)


# Pieces ------------------------------------------------------------------------------


def _both(value: Any) -> str:
    """Write a value in Chinese, and in English beside it where that is not the same."""
    zh, en = (escape(written(value, lang)) for lang in ("zh", "en"))
    return zh if zh == en else f'{zh} <span lang="en">{en}</span>'


def _small(told: Iterable[Any]) -> str:
    return "".join(f"<small>{_both(each)}</small>" for each in told)


def _number(value: Any) -> Any:
    """Mark a cell as a number; nothing for none."""
    return ("",) if value is None else (_both(value),)


def _row(level: int, name: Any, *cells: Any) -> str:
    """Give one row of cells in HTML; numbers are set to the other side."""
    texts = "".join(
        f'<td class="number">{cell[0]}</td>' if isinstance(cell, tuple) else f"<td>{cell}</td>"
        for cell in cells
    )
    return f'<tr class="level{level}"><th scope="row">{_both(name)}</th>{texts}</tr>'


def _table(caption: str, heads: Iterable[str], rows: list[str]) -> Iterator[str]:
    """Give a table; none where it has no rows."""
    if rows:
        top = "".join(f'<th scope="col">{_both(Message(f"page.{head}"))}</th>' for head in heads)
        yield f"<table>\n<caption>{_both(Message(f'page.{caption}'))}</caption>"
        yield f"<thead><tr>{top}</tr></thead>\n<tbody>"
        yield from rows
        yield "</tbody>\n</table>"


def _page(lines: Iterable[str]) -> str:
    return "\n".join(['<div class="civil-village" lang="zh">', _STYLE, *lines, "</div>"])
