"""Places of a ranking as a table (名次表): a row for each unit."""

from __future__ import annotations

from collections.abc import Iterable

from civil_village.arguments import one, several
from civil_village.messages import Lang, phrase
from civil_village.rankings.placing import Place
from civil_village.tables.writing import number_text, safe, table_text

_COLUMNS = ("place", "best", "worst", "id", "label", "stratum", "least", "greatest", "reason")


def write_places(places: Iterable[Place], *, lang: Lang = "zh", mark: bool = False) -> str:
    r"""Write the places of a ranking as a table in CSV (名次表).

    A row has the place, empty while it is open, with the best and the worst that missing facts
    allow; id, label and stratum; least and greatest points; and the reason.

    Args:
        places: What `civil_village.rank` gave.
        lang: Language of headings, names and reasons.
        mark: Whether a byte-order mark goes first, by which Excel knows UTF-8.

    Examples:
        >>> from civil_village.messages import Message
        >>> told = Message("rank.settled", above=1, level=0)
        >>> place = Place(id="v1", bounds=(80, 80), place=2, best=2, worst=2, reason=told)
        >>> print(write_places([place], lang="en").splitlines()[1])
        2,2,2,v1,,,80,80,"1 above, 0 level"
    """
    several(places, Place, path=("places",))
    rows = [[phrase(f"column.{name}", lang) for name in _COLUMNS]]
    for index, place in enumerate(places):
        one(place, Place, path=("places", index))
        rows.append(_row(place, lang))
    return table_text(rows, mark=mark)


def _row(place: Place, lang: Lang) -> list[str]:
    ends = ["" if end is None else str(end) for end in (place.place, place.best, place.worst)]
    named = [place.id, place.label.text(lang) if place.label else "", place.stratum or ""]
    points = [number_text(end) for end in place.bounds]
    return [*ends, *map(safe, named), *points, safe(place.reason.text(lang))]
