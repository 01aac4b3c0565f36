"""Ranking (排名): from results to places, least and greatest where facts are missing.

Units of one stratum are ranked among themselves. A place is given when no missing fact can
change it; otherwise the best and the worst possible place are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, field

from civil_village.facts import Facts
from civil_village.labels import Label, as_label
from civil_village.mappings import as_tuple
from civil_village.messages import Lang, Message
from civil_village.models import Shown, model
from civil_village.places import Village
from civil_village.problems import Problem, nearest, reject
from civil_village.rules import Unknown
from civil_village.standards.orders import TOWNSHIP, ByScore, Only, Ranking
from civil_village.standards.result import Outcome, PointBounds, Result
from civil_village.standards.standings import Entry, Ties, numbered, places

#: The stratum of each result by id, or what gives it; ``None`` where it is not known.
Strata = Mapping[str, str | None] | Callable[[Result], str | None]


@model(kw_only=True)
class Place(Shown):
    """The place of one unit in a ranking (名次). Made by `civil_village.rank`.

    Examples:
        >>> from civil_village.messages import Message
        >>> told = Message("rank.settled", above=1, level=0)
        >>> place = Place(id="v1", bounds=(80, 80), place=2, best=2, worst=2, reason=told)
        >>> place.text("en")
        'v1: place 2 (1 above, 0 level)'
    """

    id: str
    label: Label | None = field(default=None, converter=as_label)
    #: The stratum in which it is ranked; ``None`` where there are none or it is not known.
    stratum: str | None = None
    #: Least and greatest points by which it is ranked.
    bounds: PointBounds = field(converter=as_tuple)
    #: Its place, counted from 1; ``None`` while that is open and for what is left out.
    place: int | None = None
    #: Best and worst place that missing facts allow; ``None`` for what is left out.
    best: int | None = None
    worst: int | None = None
    #: Whether it takes part: ``None`` while that is open.
    ranked: bool | None = True
    #: Why it has this place, or none.
    reason: Message

    def text(self, lang: Lang) -> str:
        """Say name, place and reason in one line."""
        name = self.label or self.id
        if self.ranked is False:
            return Message("rank.line.out", name=name, reason=self.reason).text(lang)
        if self.place is None:
            told = {"name": name, "best": self.best, "worst": self.worst, "reason": self.reason}
            return Message("rank.line.open", **told).text(lang)
        return Message("rank.line", name=name, place=self.place, reason=self.reason).text(lang)


def rank(
    results: Iterable[Result], *, ranking: Ranking | None = None, strata: Strata | None = None
) -> tuple[Place, ...]:
    """Rank results, each stratum by itself (排名).

    Args:
        results: Results with ids, of one standard or of standards that can be compared.
        ranking: By what they are ordered; by default the score, the highest first.
        strata: The stratum of each result, by its id or worked out from it, for rankings
            within strata; `civil_village.strata_of` gives it. A stratum of ``None`` is not
            known: such a unit may belong to any.

    Returns:
        Every result's place, stratum by stratum as they first appear, the best place first;
        what is left out stands last, with the reason.

    Raises:
        DocumentError: Results without an id or with the same one; strata that are lacking;
            a part that the results do not have.

    Examples:
        >>> import civil_village as cv
        >>> records = cv.bundled("anle.villages")
        >>> standard = cv.bundled("anle.standard")
        >>> facts = cv.derive_each(standard.catalogue, records, as_of=records.as_of)
        >>> found = rank(cv.evaluate_each(standard, facts))
        >>> [(place.id, place.place, place.best, place.worst) for place in found[:2]]
        [('v001', 1, 1, 1), ('v005', 2, 2, 2)]
    """
    many = tuple(results)
    chosen = ByScore() if ranking is None else ranking
    reject(result_problems(many))
    groups, unknown = grouped(many, strata, chosen.within)
    return tuple(_Standings(many, chosen, unknown).of_each(groups))


def strata_of(within: str, subjects: Iterable[Village | Facts]) -> dict[str, str | None]:
    """Give the stratum of each subject by its id, for rankings and quotas within strata (分组).

    Args:
        within: A choice or text indicator, or ``township``, which only villages have.
        subjects: Villages or facts; of an indicator that comes from other facts, facts.

    Returns:
        By id the stratum, ``None`` where it is not known.

    Examples:
        >>> hill = Facts(subject="village", id="v1", values={"terrain": "hill"})
        >>> strata_of("terrain", [hill, Village(id="v2")])
        {'v1': 'hill', 'v2': None}
    """
    return {str(subject.id): _stratum(within, subject) for subject in subjects}


def _stratum(within: str, subject: Any) -> str | None:
    if within == TOWNSHIP:
        label = getattr(subject, TOWNSHIP, None)
        return None if label is None else str(label.zh)
    found = subject.values.get(within)
    return None if found is None or isinstance(found, Unknown) else str(found)


def grouped(
    results: Sequence[Result], strata: Strata | None, within: str | None
) -> tuple[dict[str | None, list[int]], list[int]]:
    """Give each stratum with the indexes of its results, and those whose stratum is unknown.

    Raises:
        DocumentError: Strata that are lacking.
    """
    if strata is None:
        if within is not None:
            expected = Message("expected.strata", name=within)
            reject([Problem(code="missing-key", path=("strata",), expected=expected)])
        return {None: list(range(len(results)))}, []
    reject(_strata_problems(results, strata))
    groups: dict[str | None, list[int]] = {}
    for index, result in enumerate(results):
        name = strata(result) if callable(strata) else strata[str(result.id)]
        groups.setdefault(name, []).append(index)
    unknown = groups.pop(None, [])
    return groups, unknown


def takes_part(outcome: Outcome, only: Only) -> bool | None:
    """Tell whether a result takes part; ``None`` while that is open, since it may still fail.

    Examples:
        >>> takes_part("open", "all"), takes_part("open", "not_fails")
        (True, None)
    """
    if only == "all" or outcome == "passes":
        return True
    return False if outcome == "fails" else None


def result_problems(results: Sequence[Result]) -> Iterator[Problem]:
    """Give results without an id, and those with one that another has."""
    seen: set[str] = set()
    for index, result in enumerate(results):
        if result.id is None:
            yield Problem(code="missing-key", path=(index, "id"))
        elif result.id in seen:
            yield Problem(code="duplicate-id", path=(index, "id"), found=result.id)
        else:
            seen.add(result.id)


def _strata_problems(results: Sequence[Result], strata: Strata) -> Iterator[Problem]:
    if not callable(strata):
        for result in results:
            if result.id not in strata:
                hint = nearest(str(result.id), strata)
                yield Problem(code="missing-key", path=("strata", str(result.id)), hint=hint)


class _Standings:
    """The places of results, a stratum at a time.

    A unit whose stratum is not known may stand in any of them, or in one of its own.
    """

    def __init__(self, results: Sequence[Result], ranking: Ranking, unknown: Sequence[int]) -> None:
        self.results = results
        self.ranking = ranking
        self.unknown = unknown
        self.parts = [takes_part(result.outcome, ranking.only) for result in results]
        taking = [index for index, part in enumerate(self.parts) if part is not False]
        ends = numbered([ranking.keys(results[index]) for index in taking])
        self.entries = {
            index: Entry(least, greatest, self.parts[index] is True)
            for index, (least, greatest) in zip(taking, ends, strict=True)
        }

    def of_each(self, groups: Mapping[str | None, Sequence[int]]) -> Iterator[Place]:
        """Give the places of every stratum, then those whose stratum is not known."""
        guests = self.taking(self.unknown)
        visiting = [evolve(self.entries[index], sure=False) for index in guests]
        anywhere = dict(zip(guests, _spreads(visiting, self.ranking.ties), strict=True))
        for stratum, members in groups.items():
            inside = self.taking(members)
            entries = [*(self.entries[index] for index in inside), *visiting]
            found = dict(zip([*inside, *guests], _spreads(entries, self.ranking.ties), strict=True))
            yield from self.lines(stratum, members, found)
            anywhere = {i: max(anywhere[i], found[i], key=lambda s: s.worst) for i in guests}
        alone = {
            index: evolve(spread, best=1, above=0, may=spread.above + spread.may)
            for index, spread in anywhere.items()
        }
        yield from self.lines(None, self.unknown, alone)

    def taking(self, members: Sequence[int]) -> list[int]:
        """Give those that take part, or may."""
        return [index for index in members if index in self.entries]

    def lines(
        self, stratum: str | None, members: Sequence[int], spreads: Mapping[int, _Spread]
    ) -> Iterator[Place]:
        """Give the places of the members of a stratum, the best first, those left out last."""
        inside = self.taking(members)
        for index in sorted(inside, key=lambda index: (spreads[index].best, spreads[index].worst)):
            spread, ranked = spreads[index], self.parts[index]
            settled = ranked and spread.best == spread.worst
            yield self.place(
                index,
                stratum,
                place=spread.best if settled else None,
                best=spread.best,
                worst=spread.worst,
                ranked=ranked,
                reason=spread.reason if ranked else Message("rank.open", then=spread.reason),
            )
        for index in members:
            if index not in self.entries:
                yield self.place(index, stratum, ranked=False, reason=Message("rank.fails"))

    def place(self, index: int, stratum: str | None, **found: Any) -> Place:
        """Make the place of one result."""
        result = self.results[index]
        bounds = self.ranking.shown(result)
        return Place(id=str(result.id), label=result.label, stratum=stratum, bounds=bounds, **found)


@model(kw_only=True)
class _Spread(Shown):
    """Best and worst place of one unit, and the units above it and level with it."""

    best: int
    worst: int
    above: int
    #: How many more may be above.
    may: int
    level: int

    @property
    def reason(self) -> Message:
        """Say how many are above and level."""
        if self.may:
            return Message("rank.unsettled", above=self.above, may=self.may)
        return Message("rank.settled", above=self.above, level=self.level)


def _spreads(entries: Sequence[Entry], ties: Ties) -> list[_Spread]:
    """Give what is known of the place of each unit among the others."""
    settled = Counter(e.least for e in entries if e.sure and e.least == e.greatest)
    around = places(entries, "competition")
    ends = around if ties == "competition" else places(entries, ties)
    return [
        _Spread(
            best=best,
            worst=worst,
            above=first - 1,
            may=last - first,
            level=(settled[e.least] - e.sure) if e.least == e.greatest else 0,
        )
        for e, (best, worst), (first, last) in zip(entries, ends, around, strict=True)
    ]
