"""What the commands show of a standard, of records, and of a result."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from civil_village.facts import Facts
from civil_village.indicators import Catalogue
from civil_village.messages import Message
from civil_village.records import Records
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Portable, Rule, Unknown, residual
from civil_village.rules.printer import to_text
from civil_village.standards import Result, Section, Standard
from civil_village.standards.explanation import fact_text, points_text, worded

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
        "band": tuple(band.label or band.id for band in bands),
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
    return tuple(parts[path].label or path for path in paths)


def _deciding(result: Result) -> Iterator[Message]:
    """Give the deciding facts by their labels, as the explanation names them."""
    for part in result.explain().parts:
        if part.message.key == "explain.deciding":
            yield from (told.message for told in part.parts)


def document_lines(document: Any) -> Iterator[tuple[int, Any]]:
    """Give the lines that show a document, each with its depth."""
    yield 0, document.label or document.id
    if isinstance(document, Standard):
        yield from _standard_lines(document)
    elif isinstance(document, Catalogue):
        for name, indicator in document.indicators.items():
            yield 1, (name, indicator.label, indicator.value)
    elif isinstance(document, Records):
        yield 1, Message("screen.villages", count=len(document))
        for village in document.subjects:
            homes = Message("screen.households", count=len(village.households))
            yield 1, (village.id, village.label or "", homes)
    elif isinstance(document, Facts):
        for name, value in document.values.items():
            shown: Any = value
            if isinstance(value, Unknown):
                shown = Message("explain.lacking", facts=value.missing)
            yield 1, (name, shown)
    elif isinstance(document, Result):
        yield 1, document.explain()


def _standard_lines(standard: Standard) -> Iterator[tuple[int, Any]]:
    yield 1, Message("screen.total", most=standard.most)
    for group in standard.groups:
        if group.section is not None:
            role = () if group.role == "section" else (Message(f"page.role.{group.role}"),)
            yield 1, (*_section_line(group.section), *role)
        for criterion in group.criteria:
            advisory = (Message("explain.advisory"),) if criterion.advisory else ()
            points = Message("screen.points", points=criterion.points)
            yield 2, (criterion, points, *advisory)
            for requirement in criterion.requirements:
                yield 3, _requirement_line(requirement, standard.catalogue)
            for strike in criterion.zero_if:
                zero = Message("page.role.zero")
                yield 3, (strike, _said(strike.when, standard.catalogue), zero)
    for gate in standard.gates:
        yield 1, (*_requirement_line(gate, standard.catalogue), Message("page.role.gate"))
    if standard.vetoes:
        yield 1, Message("screen.vetoes")
        for strike in standard.vetoes:
            yield 2, (strike, _said(strike.when, standard.catalogue))
    if standard.aims:
        yield 1, Message("screen.aims")
        yield from ((2, aim.label) for aim in standard.aims)


def _section_line(section: Section) -> tuple[Any, ...]:
    parts = (section, Message("screen.points", points=section.most))
    if section.minimum is None:
        return parts
    return (*parts, Message("screen.minimum", minimum=section.minimum))


def _requirement_line(requirement: Requirement, catalogue: Catalogue) -> tuple[Any, ...]:
    parts: tuple[Any, ...] = (requirement,)
    if requirement.rule is not None:
        parts += (_said(requirement.rule, catalogue),)
    if requirement.assumed:
        parts += (Message("screen.assumed"),)
    return parts


def _said(rule: Rule, catalogue: Catalogue) -> Any:
    return worded(rule.expression, catalogue.indicators)


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
        if found.least is not None:
            value = Message("screen.bounds", least=found.least, most=found.greatest)
    name = facts.label or facts.id or Message("explain.facts")
    yield 0, Message("screen.value", name=name, value=value)
    indicators = standard.catalogue.indicators
    for id_ in rule.names:
        told = fact_text(indicators[id_], id_, facts.values[id_])
        yield 1, Message("explain.value", name=indicators[id_].label, value=told)
    if isinstance(found, Unknown):
        yield 1, Message("explain.lacking", facts=tuple(found.missing))
        yield 1, Message("explain.residual", rule=to_text(residual(valued)))
