"""Results as a table (结果表): a row for each subject, a column for each part of the standard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from civil_village.arguments import one, several
from civil_village.labels import Label, named
from civil_village.messages import Lang, Message, phrase
from civil_village.problems import Problem, reject
from civil_village.requirements import Strike
from civil_village.standards import CriterionResult, FaultResult, Result, SectionResult, Standard
from civil_village.standards.evaluation.explained import missing_text
from civil_village.standards.results.result import Part, PointBounds
from civil_village.tables.writing import number_text, safe, table_text

#: Columns of the whole result, before those of its parts.
_WHOLE = ("id", "label", "outcome", "band", "score", "least", "greatest", "vetoes", "missing")


def write_results(
    results: Iterable[Result], standard: Standard, *, lang: Lang = "zh", mark: bool = False
) -> str:
    r"""Write results as a table in CSV (结果表).

    A row has the id and label of a subject; outcome, band, score with its least and greatest;
    the vetoes that are hit, and the missing facts that decide; then a column for each section
    and criterion (points, ``3..5`` while they are open), fault (points lost, likewise),
    requirement and veto (its state).
    The heading of a part ends with its path in brackets. In English all states are the words
    of the data. No cell begins like a formula.

    Args:
        results: Results of the standard.
        standard: The standard.
        lang: Language of headings, names and states.
        mark: Whether a byte-order mark goes first, by which Excel knows UTF-8.

    Raises:
        DocumentError: A result is of another standard.

    Examples:
        >>> from civil_village.derivation import derive_each
        >>> from civil_village.samples import bundled
        >>> from civil_village.standards import evaluate_each
        >>> standard, records = bundled("anle.standard"), bundled("anle.villages")
        >>> facts = derive_each(standard.catalogue, records, as_of=records.as_of)
        >>> text = write_results(evaluate_each(standard, facts), standard, lang="en")
        >>> text.splitlines()[1].split(",")[:5]
        ['v001', 'Example village A', 'passes', 'model', '97.3']
    """
    one(standard, Standard, path=("standard",))
    several(results, Result, path=("results",))
    headings = [phrase(f"column.{name}", lang) for name in _WHOLE]
    headings += [_heading(path, part.label, lang) for path, part in standard.paths()]
    rows = [[safe(heading) for heading in headings]]
    checked = _checked(results, standard)
    # Results share what became of a part alike: it is written once.
    made = {id(part): part for _, parts in checked for _, part in parts}
    cells = {key: _cell(part, lang) for key, part in made.items()}
    for result, parts in checked:
        own = [cells[id(part)] for _, part in parts]
        rows.append([*_row(result, standard, lang), *own])
    return table_text(rows, mark=mark)


def _checked(
    results: Iterable[Result], standard: Standard
) -> list[tuple[Result, list[tuple[str, Part]]]]:
    """Give results with their parts; refuse those of another standard, or of another edition."""
    found = []
    for index, result in enumerate(results):
        one(result, Result, path=("results", index))
        found.append((result, list(result.parts())))
    paths = [path for path, _ in standard.paths()]
    wanted = f"{standard.id}@{standard.edition}" if standard.edition else standard.id
    reject(
        Problem(
            code="other-standard",
            path=(index,),
            found=result.standard,
            expected=Message("expected.exactly", value=wanted),
        )
        for index, (result, parts) in enumerate(found)
        if (result.standard, result.edition) != (standard.id, standard.edition)
        or [path for path, _ in parts] != paths
    )
    return found


def _heading(path: str, label: Label | None, lang: Lang) -> str:
    return f"{label.text(lang)} [{path}]" if label else f"[{path}]"


def _row(result: Result, standard: Standard, lang: Lang) -> Iterator[str]:
    """Give the cells of one result as a whole."""
    least, greatest = result.bounds
    hit = [strike for strike in result.vetoes if strike.state == "hit"]
    yield safe(result.id or "")
    yield safe(result.label.text(lang) if result.label else "")
    yield phrase(f"outcome.{result.outcome}", lang)
    yield _listed([_band(standard, name) for name in result.possible_bands], lang, " | ")
    yield "" if result.score is None else number_text(result.score)
    yield number_text(least)
    yield number_text(greatest)
    yield _listed([_named(standard[strike.id]) for strike in hit], lang)
    yield _listed([missing_text(standard, item) for item in result.deciding], lang)


def _band(standard: Standard, name: str) -> Label | str:
    assert standard.bands is not None  # the name came from it
    return named(standard.bands[name])


def _named(part: Any) -> Label | str:
    assert isinstance(part, Strike)
    return named(part)


def _listed(items: Iterable[Any], lang: Lang, between: str = "; ") -> str:
    """Join texts; a text that stands twice, once."""
    texts = [item if isinstance(item, str) else item.text(lang) for item in items]
    return safe(between.join(dict.fromkeys(texts)))


def _cell(part: Part, lang: Lang) -> str:
    """Give what became of one part: points, or a state."""
    if isinstance(part, SectionResult | CriterionResult):
        return _points(part.bounds)
    if isinstance(part, FaultResult):
        return _points(part.lost)
    return phrase(f"state.{part.state}", lang)


def _points(bounds: PointBounds) -> str:
    least, greatest = bounds
    if least == greatest:
        return number_text(least)
    return f"{number_text(least)}..{number_text(greatest)}"
