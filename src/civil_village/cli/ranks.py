"""What the command ``rank`` (排名) asks of a standard, and shows of places and quotas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve

from civil_village.cli.naming import meant
from civil_village.facts import Facts
from civil_village.indicators import places_of
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.problems import Problem, reject
from civil_village.rankings.placing import Place
from civil_village.rankings.selection import overlaps
from civil_village.records.records import Records
from civil_village.standards import (
    ByPart,
    ByScore,
    Criterion,
    Ranking,
    Result,
    Section,
    Standard,
)
from civil_village.standards.rankings.ranking import stratum_problems
from civil_village.standards.rankings.ranking_of_results import select, strata_of
from civil_village.standards.results.result import points_text


def ranking_of(standard: Standard, by: str | None, within: str | None) -> Ranking:
    """Give the ranking that the standard declares, or what is asked for instead.

    Args:
        standard: The standard.
        by: Path of a section or criterion whose points rank, or what people call it.
        within: By what the units are ranked apart, by its id or label.

    Raises:
        UsageError: Several are called so.
        DocumentError: The standard has no such part, or nothing of that name to rank within.
    """
    ranking: Ranking = standard.ranking or ByScore()
    if by is not None:
        by = meant(by, ((path, named(part)) for path, part in _scored(standard)))
        ranking = ByPart(of=by, ties=ranking.ties, only=ranking.only, within=ranking.within)
    if within is not None:
        places = places_of(standard.subject)
        indicators = standard.catalogue.of(standard.subject)
        within = meant(
            within,
            [
                *((place, Message(f"place.{place}")) for place in places),
                *((name, indicator.label) for name, indicator in indicators.items()),
            ],
        )
        ranking = evolve(ranking, within=within)  # type: ignore[misc] # every ranking is an attrs model
    reject(_problems(standard, ranking))
    return ranking


def _problems(standard: Standard, ranking: Ranking) -> Iterator[Problem]:
    yield from ranking.problems_in([path for path, _ in _scored(standard)])
    indicators = standard.catalogue.of(standard.subject)
    yield from stratum_problems(ranking.within, standard.subject, indicators)


def _scored(standard: Standard) -> Iterator[tuple[str, Section | Criterion]]:
    """Give the parts that have points, by their paths."""
    for path, part in standard.paths():
        if isinstance(part, Section | Criterion):
            yield path, part


def strata(
    within: str | None, records: Records, facts: Sequence[Facts]
) -> Mapping[str, str | None] | None:
    """Give the stratum of each unit by its id, where the id does not tell it."""
    if within in (None, "all", "village"):
        return None
    return strata_of(within, records if within in places_of("household") else facts)


def place_table(places: Sequence[Place]) -> tuple[list[Message], list[list[Any]]]:
    """Give headings and cells of places; the stratum only where there are any."""
    names = ["place", "id", "label", "stratum", "ranked-by", "because"]
    if all(place.stratum is None for place in places):
        names.remove("stratum")
    rows = [_cells(place) for place in places]
    headings = [Message(f"screen.{name}") for name in names]
    return headings, [[row[name] for name in names] for row in rows]


def _cells(place: Place) -> dict[str, Any]:
    shown: Any = "" if place.place is None else place.place
    if place.place is None and place.best is not None:
        shown = Message("explain.range", least=place.best, greatest=place.worst)
    return {
        "place": shown,
        "id": place.id,
        "label": place.label or "",
        "stratum": place.stratum or "",
        "ranked-by": points_text(place.bounds),
        "because": place.reason,
    }


def quota_lines(
    standard: Standard, results: Sequence[Result], records: Records, facts: Sequence[Facts]
) -> Iterator[Any]:
    """Say who fills each quota of the standard, and who stands at both ends."""
    made = [
        select(
            results,
            quota,
            ranking=standard.ranking,
            strata=strata(quota.within, records, facts),
        )
        for quota in standard.quotas
    ]
    yield from made
    yield from (Message("screen.finding", text=problem) for problem in overlaps(made))
