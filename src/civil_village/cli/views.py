"""What the commands show of a standard, of records, and of a result."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from civil_village.explanation import Explanation, told
from civil_village.facts import Facts
from civil_village.indicators import ROWS, Catalogue
from civil_village.labels import named
from civil_village.leeway import tailoring_told
from civil_village.messages import Message
from civil_village.profiles import Profile
from civil_village.records.records import Records
from civil_village.requirements import Strike
from civil_village.requirements.facts_in_words import FactTeller
from civil_village.rules import Rule, Unknown, residual
from civil_village.rules.portable import Portable
from civil_village.rules.printer import to_text
from civil_village.rules.wording import worded
from civil_village.standards import Result, Standard
from civil_village.standards.evaluation.explained import missing_text
from civil_village.standards.results.result import points_text

#: A row names at most so many missing facts.
NAMED = 2


#: Columns of the summary, in their order.
COLUMNS = ("id", "label", "outcome", "score", "band", "because")


def outcome_row(standard: Standard, result: Result) -> dict[str, Any]:
    """Give the cells of one result: who, outcome, score, band, and why in few words."""
    bands = [standard.bands[name] for name in result.possible_bands] if standard.bands else []
    return {
        "id": result.id,
        "label": result.label or "",
        "outcome": Message(f"outcome.{result.outcome}"),
        "score": points_text(result.bounds),
        "band": tuple(map(named, bands)),
        "because": because(standard, result),
    }


def because(standard: Standard, result: Result) -> Any:
    """Say in few words why a result fails, what may still change it, or what lowers its band."""
    if result.outcome == "fails":
        return _failing(standard, result)
    names: list[Any] = list(_deciding(result))
    if names:
        if len(names) > NAMED:
            names = [*names[:NAMED], Message("screen.because.more", count=len(names) - NAMED)]
        return Message("screen.because.missing", names=tuple(names))
    if result.deciding:  # no fact, but a part of which nothing applies
        paths = [item.name for item in result.deciding]
        return Message("screen.because.nothing", names=_labels(standard, paths))
    hit = _hit(result)
    return Message("screen.because.veto", names=_labels(standard, hit)) if hit else ""


def _failing(standard: Standard, result: Result) -> Message:
    """Say why a result fails: by what no score makes up for, else by the score."""
    found = {
        "veto": [name for name in _hit(result) if not _strike(standard, name).then],
        "minimum": [section.id for section in result.sections if section.minimum == "unmet"],
        "gate": [gate.id for gate in result.gates if _is_missed(standard, gate.state)],
    }
    for reason, names in found.items():
        if names:
            return Message(f"screen.because.{reason}", names=_labels(standard, names))
    lowering = list(_lowering(standard, result))
    if lowering:
        return Message("screen.because.veto", names=_labels(standard, lowering))
    return Message("screen.because.score")


def _lowering(standard: Standard, result: Result) -> Iterator[str]:
    """Give the vetoes that lower a score that is high enough to a band that is not."""
    bands, passes = standard.bands, standard.passes
    if bands is None or passes is None or passes.band is None:
        return
    needed, most = bands[passes.band], result.bounds[1]
    if needed.from_ is not None and most < needed.from_:
        return
    if needed.above is not None and most <= needed.above:
        return
    for name in _hit(result):
        fallen = [bands.rank(consequence.band) for consequence in _strike(standard, name).then]
        if fallen and min(fallen) < bands.rank(passes.band):
            yield name


def _strike(standard: Standard, name: str) -> Strike:
    return next(strike for strike in standard.vetoes if strike.id == name)


def _hit(result: Result) -> list[str]:
    return [strike.id for strike in result.vetoes if strike.state == "hit"]


def _is_missed(standard: Standard, state: str) -> bool:
    """Tell whether a gate is missed; for lack of evidence it may count as missed, too."""
    return state == "unmet" or (state == "undetermined" and standard.missing == "unmet")


def _labels(standard: Standard, paths: list[str]) -> tuple[Any, ...]:
    parts = {standard.id: standard, **dict(standard.paths())}
    return tuple(named(parts[path], path) for path in paths)


def _deciding(result: Result) -> Iterator[Message]:
    """Give the deciding facts by their labels, as the explanation names them."""
    for part in result.explain().parts:
        if part.message.key == "explain.deciding":
            yield from (told.message for told in part.parts)


def document_lines(document: Any) -> Iterator[tuple[int, Any]]:
    """Give the lines that show a document, each with its depth."""
    own = document.kind == "procedure"  # whose class nobody loads who shows something else
    if own or isinstance(document, Catalogue | Records | Facts | Standard):
        yield 0, document.explain()
        return
    if isinstance(document, Profile):
        yield 0, document.explain()
        return
    yield 0, named(document)
    if isinstance(document, Result):
        yield 1, document.explain()
    done = told(*tailoring_told(getattr(document, "tailored", ())))
    if done:
        yield 1, Explanation(Message("outline.tailored"), done)


def rule_lines(rule: Rule, standard: Standard) -> Iterator[Any]:
    """Show a rule in its canonical text and in words."""
    yield rule.canonical()
    yield worded(rule.expression, standard.catalogue.indicators)


def portable_lines(complete: Portable, gapped: Portable) -> Iterator[Any]:
    """Show a rule as other engines read it: for complete facts, then for facts with gaps."""
    for key, portable in (("complete", complete), ("gaps", gapped)):
        yield Message(f"screen.portable.{key}")
        for name, text in portable.texts.items():
            yield f"  {name}: {text}"
        for variable in portable.variables:
            yield Message("screen.portable.variable", text=variable)


def value_lines(rule: Rule, standard: Standard, facts: Facts) -> Iterator[tuple[int, Any]]:
    """Show what a rule is worth on the facts of one subject, or what it lacks."""
    valued = rule.value(facts.scope())
    found, value = valued.value, Message("screen.plain", value=valued.value)
    if isinstance(found, Unknown):
        value = Message("holds.open")
        if found.least is not None and found.greatest is not None:
            # A limit that holds for any number says nothing of this one.
            key = "explain.at-least" if found.greatest >= ROWS else "screen.bounds"
            value = Message(key, least=found.least, most=found.greatest)
    name = facts.label or facts.id or Message("explain.facts")
    yield 0, Message("screen.value", name=name, value=value)
    facts_told = FactTeller(facts=facts, catalogue=standard.catalogue)
    yield from ((1, told) for told in facts_told.values(rule.names))
    if isinstance(found, Unknown):
        yield (
            1,
            Message(
                "explain.lacking",
                facts=tuple(missing_text(standard, item) for item in found.missing),
            ),
        )
        yield 1, Message("explain.residual", rule=to_text(residual(valued)))
