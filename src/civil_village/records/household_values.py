"""Further values of households (户的结果): what they came to elsewhere, as facts of their village.

What an evaluation or a title says of each household becomes a value of it, so that its village
can count it: no hand carries it over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, TypeVar, overload

from attrs import evolve

from civil_village import checks
from civil_village.arguments import one
from civil_village.mappings import EMPTY
from civil_village.problems import Problem, reject
from civil_village.records.records import Records
from civil_village.records.subjects import Entity, Village, household_id

S = TypeVar("S", Village, Entity)
#: Values by indicator, for each household by its id.
Told = Mapping[str, Mapping[str, Any]]


@overload
def with_household_values(
    records: Records,
    told: Told,
    *,
    otherwise: Mapping[str, Any] = EMPTY,
    extra: Literal["refuse", "ignore"] = "refuse",
) -> Records: ...
@overload
def with_household_values(
    records: S,
    told: Told,
    *,
    otherwise: Mapping[str, Any] = EMPTY,
    extra: Literal["refuse", "ignore"] = "refuse",
) -> S: ...
def with_household_values(
    records: Any,
    told: Told,
    *,
    otherwise: Mapping[str, Any] = EMPTY,
    extra: Literal["refuse", "ignore"] = "refuse",
) -> Any:
    """Give the same records, in which households have further values (户的结果进入档案).

    Args:
        records: Records, a village, or an entity with villages.
        told: By household, its id alone or with its village as in ``v001/h1``, the values by
            indicator; ``None`` for what is open.
        otherwise: What holds of households of which nothing is told.
        extra: Whether ids that no household has are refused or ignored.

    Raises:
        DocumentError: Ids that no household has, or more than one.

    Examples:
        >>> from civil_village.records import Household
        >>> village = Village(id="v1", households=[Household(id=name) for name in ("h1", "h2")])
        >>> made = with_household_values(
        ...     village, {"h1": {"titled": True}}, otherwise={"titled": False}
        ... )
        >>> [home.values["titled"] for home in made.households]
        [True, False]
    """
    one(records, Records, Village, Entity, path=("records",))
    subjects = records.subjects if isinstance(records, Records) else (records,)
    if extra == "refuse":
        reject(_strangers(subjects, told))
    made: list[Any] = [_with_values(subject, told, otherwise) for subject in subjects]
    return evolve(records, subjects=made) if isinstance(records, Records) else made[0]


def _with_values(subject: Any, told: Told, otherwise: Mapping[str, Any]) -> Any:
    homes = []
    for home in subject.households:
        found = told.get(household_id(subject.id, home.id), told.get(home.id, otherwise))
        homes.append(evolve(home, values={**home.values, **found}) if found else home)
    if isinstance(subject, Village):
        return evolve(subject, households=homes)
    villages = [_with_values(each, told, otherwise) for each in subject.villages]
    return evolve(subject, households=homes, villages=villages)


def _homes(subjects: Iterable[Village | Entity]) -> Iterator[tuple[str, str]]:
    """Give the id of each household, after that of the village or subject whose row it is."""
    for subject in subjects:
        yield from ((subject.id, home.id) for home in subject.households)
        if isinstance(subject, Entity):
            yield from _homes(subject.villages)


def _strangers(subjects: Iterable[Village | Entity], told: Told) -> Iterator[Problem]:
    """Give ids that no household has, and those that households of several villages have."""
    homes = list(_homes(subjects))
    names = Counter(name for _, name in homes)
    whole = {household_id(*each) for each in homes}
    for name in told:
        if name not in whole:
            yield from checks.known(name, names, "told", name)
            if names[name] > 1:
                yield Problem(code="duplicate-id", path=("told", name), found=name)
