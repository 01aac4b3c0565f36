"""Ranking of results (排名): the places worked out, strata and keys among them.

The places themselves, and who is chosen, come from `civil_village.rankings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from civil_village import checks
from civil_village.arguments import one, several
from civil_village.facts import Facts
from civil_village.indicators import places_of
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem, nearest, reject
from civil_village.rankings import Quota
from civil_village.rankings.keys import TieKey
from civil_village.rankings.placing import Place, placed
from civil_village.rankings.quotas import PartBy
from civil_village.rankings.selection import Selection, choose
from civil_village.rankings.units import Unit
from civil_village.records.subjects import Entity, Village, household_id, village_of
from civil_village.rules import Unknown
from civil_village.standards.rankings.ranking import ByScore, Only, Ranking, tie_breakers
from civil_village.standards.results.result import Outcome, Result
from civil_village.type_fitting import fit_of

#: The stratum of each result by id, or what gives it; ``None`` where it is not known.
Strata = Mapping[str, str | None] | Callable[[Result], str | None]


def rank(
    results: Iterable[Result], *, ranking: Ranking | None = None, strata: Strata | None = None
) -> tuple[Place, ...]:
    """Rank results, each stratum by itself (排名).

    Households are ranked within their village, unless the ranking says otherwise: ``v001/h1``
    stands in ``v001``.

    Args:
        results: Results with ids, of one standard or of standards that can be compared.
        ranking: By what they are ordered; by default the score, the highest first.
        strata: The stratum of each result, by its id or worked out from it, for rankings
            within strata; `civil_village.standards.strata_of` gives it. A stratum of
            ``None`` is not known: such a unit may belong to any.

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
    chosen = _ranking(ranking)
    return tuple(placed(_units(results, chosen, strata, chosen.within), chosen.ties))


def select(
    results: Iterable[Result],
    quota: Quota,
    *,
    ranking: Ranking | None = None,
    strata: Strata | None = None,
) -> Selection:
    """Choose the units that a quota has places for (按名额遴选).

    Args:
        results: Results with ids.
        quota: How many, from which end, and who of those tied.
        ranking: By what they are ordered; by default the score, the highest first.
        strata: The stratum of each result, for a quota ``within`` strata alone, as for
            `civil_village.rank`.

    Returns:
        Who is surely chosen, who may be, who is left tied at the cut, and why.

    Raises:
        DocumentError: As `civil_village.rank`; strata for a quota that is not within any.

    Examples:
        >>> import civil_village as cv
        >>> records = cv.bundled("anle.villages")
        >>> standard = cv.bundled("anle.standard")
        >>> facts = cv.derive_each(standard.catalogue, records, as_of=records.as_of)
        >>> results = cv.evaluate_each(standard, facts)
        >>> select(results, Quota(id="best", top=2, ties="none")).chosen
        ('v001', 'v005')
    """
    one(quota, Quota, path=("quota",))
    if strata is not None and quota.within is None:
        reject([checks.only_with("strata", "within")])
    chosen = _ranking(ranking)
    by = quota.ties.by if isinstance(quota.ties, PartBy) else ()
    return choose(_units(results, chosen, strata, quota.within, by), quota)


def strata_of(within: str, subjects: Iterable[Village | Entity | Facts]) -> dict[str, str | None]:
    """Give the stratum of each subject by its id, for rankings and quotas within strata (分组).

    Args:
        within: A choice or text indicator; or ``township``, ``village`` or ``group``, which
            villages tell of themselves and of their households.
        subjects: Villages, entities or facts; of an indicator that comes from other facts, facts.

    Returns:
        By id the stratum, ``None`` where it is not known; a household stands there with its
        village: ``v001/h1``.

    Examples:
        >>> hill = Facts(subject="village", id="v1", values={"terrain": "hill"})
        >>> strata_of("terrain", [hill, Village(id="v2")])
        {'v1': 'hill', 'v2': None}
    """
    several(subjects, Village, path=("subjects",))
    many = tuple(subjects)
    for index, subject in enumerate(many):
        one(subject, Village, Entity, Facts, path=("subjects", index))
    return dict(pair for subject in many for pair in _strata(within, subject))


def _strata(within: str, subject: Village | Entity | Facts) -> Iterator[tuple[str, str | None]]:
    """Give the stratum of a subject, and those of its villages and their households."""
    if isinstance(subject, Entity) and within in places_of("household"):
        yield from (pair for village in subject.villages for pair in _strata(within, village))
        if within == "all":
            yield subject.id, ""
        return
    if not isinstance(subject, Village) or within not in places_of("household"):
        found = subject.values.get(within)
        yield str(subject.id), None if found is None or isinstance(found, Unknown) else str(found)
        return
    township = None if subject.township is None else str(subject.township.zh)
    places = {"village": subject.id, "township": township, "all": ""}
    if within in places_of("village"):
        yield subject.id, places[within]
    for home in subject.households:
        group = None if home.group is None else f"{subject.id}/{home.group}"
        yield household_id(subject.id, home.id), {**places, "group": group}[within]


def _ranking(asked: Ranking | None) -> Ranking:
    """Give the ranking that is asked for, also by its name alone; by default that of the score.

    Raises:
        DocumentError: It is none.
    """
    try:
        made: Ranking = ByScore() if asked is None else fit_of(Ranking).of(asked)
    except DocumentError as error:
        raise DocumentError(each.inside("ranking") for each in error.problems) from None
    return made


def _units(
    results: Iterable[Result],
    ranking: Ranking,
    strata: Strata | None,
    within: str | None,
    by: tuple[TieKey, ...] = (),
) -> list[Unit]:
    """Give results as units of a ranking, with further keys that part ties.

    Raises:
        DocumentError: Results without an id or with the same one; strata that are lacking.
    """
    several(results, Result, path=("results",))
    many = tuple(results)
    for index, result in enumerate(many):
        one(result, Result, path=("results", index))
    reject(_result_problems(many))
    reject(_strata_problems(many, strata, within))
    return [
        Unit(
            id=str(result.id),
            label=result.label,
            keys=(*ranking.keys(result), *tie_breakers(result, by, ranking.best)),
            shown=ranking.shown(result),
            stratum=_stratum_of(result, strata, within),
            takes_part=takes_part(result.outcome, ranking.only),
        )
        for result in many
    ]


def _stratum_of(result: Result, strata: Strata | None, within: str | None) -> str | None:
    name = str(result.id)
    if strata is None:
        apart = (within or places_of(result.subject)[0]) == "village"
        return village_of(name) if apart else ""
    return strata(result) if callable(strata) else strata[name]


def takes_part(outcome: Outcome, only: Only) -> bool | None:
    """Tell whether a result takes part; ``None`` while that is open, since it may still fail.

    Examples:
        >>> takes_part("open", "all"), takes_part("open", "not_fails")
        (True, None)
    """
    if only == "all" or outcome in ("passes", "scored"):
        return True
    return False if outcome == "fails" else None


def _result_problems(results: Sequence[Result]) -> Iterator[Problem]:
    """Give results without an id, and those with one that another has."""
    seen: set[str] = set()
    for index, result in enumerate(results):
        if result.id is None:
            yield Problem(code="missing-key", path=(index, "id"))
        elif result.id in seen:
            yield Problem(code="duplicate-id", path=(index, "id"), found=result.id)
        else:
            seen.add(result.id)


def _strata_problems(
    results: Sequence[Result], strata: Strata | None, within: str | None
) -> Iterator[Problem]:
    """Give strata that are asked for and lacking, and results that they leave out."""
    if strata is None:
        if within not in (None, "all", "village"):
            expected = Message("expected.strata", name=within)
            yield Problem(code="missing-key", path=("strata",), expected=expected)
    elif not callable(strata):
        for result in results:
            if result.id not in strata:
                hint = nearest(str(result.id), strata)
                yield Problem(code="missing-key", path=("strata", str(result.id)), hint=hint)
