"""Rankings as documents declare them (排名办法): by what, which units, what tied ones get.

A ranking is a frozen class of parameters with a name and a version; what it gives for a
result is a list of keys, each with its bounds, of which more is better.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import ClassVar, Literal, Protocol

from attrs import field

from civil_village.ids import Id
from civil_village.indicators import Indicator, Subject, places_of
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, by_name, model
from civil_village.problems import DocumentError, Problem, nearest
from civil_village.rankings.keys import (
    VETO_COUNT,
    Best,
    TieKey,
    key_problems,
    order_problems,
    part_problems,
)
from civil_village.rankings.order import Keys, Ties, directed
from civil_village.standards.results.result import (
    CriterionResult,
    PointBounds,
    Result,
    SectionResult,
)
from civil_village.written_forms import NAMED, Form

#: Which results take part: all, those that pass, or those that do not fail; where there is
#: nothing to pass, always all.
Only = Literal["all", "passes", "not_fails"]


class Ranking(Protocol):
    """How results are ordered (排名方式): the door for all rankings.

    A ranking is a frozen attrs class that derives from this one.
    `civil_village.testing.check_ranking` tells whether it keeps its promises.

    Examples:
        >>> ByScore().told().text("en")
        'by score, the highest first'
    """

    __slots__ = ()

    #: The word by which documents name it.
    name: ClassVar[str]
    form: ClassVar[Form] = NAMED
    #: Grows when the same parameters give another order.
    version: ClassVar[int]

    @property
    def best(self) -> Best:
        """Which end is the first, for its keys of ties and for those of quotas."""
        return "high"

    @property
    def ties(self) -> Ties:
        """What tied units get."""
        ...

    @property
    def only(self) -> Only:
        """Which results take part."""
        ...

    @property
    def within(self) -> str | None:
        """By what the units are divided into strata that are ranked apart."""
        ...

    def keys(self, result: Result) -> Keys:
        """Give the bounds of every key, the first key first; more is better."""
        ...

    def shown(self, result: Result) -> PointBounds:
        """Give the points that it ranks by, for people."""
        ...

    @staticmethod
    def taken(value: object) -> Ranking | None:
        """Take the name of one that comes with the library and needs no parameters."""
        return by_name(value, RANKINGS)

    def problems(self) -> Iterator[Problem]:
        """Give what is wrong with its parameters."""
        yield from ()

    def problems_in(self, parts: Collection[str]) -> Iterator[Problem]:  # noqa: ARG002 - for those that ask
        """Give what does not fit a standard with such sections and criteria."""
        yield from ()

    def told(self) -> Message:
        """Say how units are ranked."""
        ...


@model(kw_only=True)
class ByScore(Ranking, Model):
    """A ranking by the total score (按总分排名).

    Attributes:
        best: Whether the ``high`` or the ``low`` score is the best.
        ties: What tied units get: 1 2 2 4 (``competition``), 1 2 2 3 (``dense``) or 1 3 3 4
            (``worst``).
        by: What parts equal ones, in order: paths of sections and criteria, ``veto count``; each
            perhaps with the end that comes first: ``{dirt: low}``.
        only: Which results take part: ``all``, ``passes``, or ``not_fails``.
        within: Strata that are ranked apart (分组): a choice or text indicator, or ``township``; of
            households also ``group``, ``village``, which holds where nothing is said, and ``all``.

    Examples:
        >>> ByScore(by=["hygiene", "veto count"]).told().text("en")
        'by score, the highest first; then by hygiene, veto count'
    """

    name: ClassVar[str] = "score"
    version: ClassVar[int] = 1
    best: Best = "high"
    ties: Ties = "competition"
    by: tuple[TieKey, ...] = field(default=(), converter=as_tuple)
    only: Only = "all"
    within: Id | None = None

    def problems(self) -> Iterator[Problem]:
        """Give a tie-breaker that stands twice, and a name of strata that is no id."""
        yield from order_problems(self.by, self.within)

    def problems_in(self, parts: Collection[str]) -> Iterator[Problem]:
        """Give tie-breakers that the standard does not have."""
        yield from key_problems(self.by, parts, "by")

    def keys(self, result: Result) -> Keys:
        """Give the score, then the tie-breakers."""
        return (directed(result.bounds, self.best), *tie_breakers(result, self.by, self.best))

    def shown(self, result: Result) -> PointBounds:
        """Give the score."""
        return result.bounds

    def told(self) -> Message:
        """Say the direction and the tie-breakers."""
        return _told(Message(f"ranking.score.{self.best}"), self.by)


@model(kw_only=True)
class ByPart(Ranking, Model):
    """A ranking by the points of one section or criterion (单项排名).

    Attributes:
        of: Path of the section or criterion.
        best: Whether ``high`` or ``low`` points are the best.
        ties: What tied units get: 1 2 2 4 (``competition``), 1 2 2 3 (``dense``) or 1 3 3 4
            (``worst``).
        by: What parts equal ones, in order: paths of sections and criteria, ``veto count``; each
            perhaps with the end that comes first: ``{dirt: low}``.
        only: Which results take part: ``all``, ``passes``, or ``not_fails``.
        within: Strata that are ranked apart (分组): a choice or text indicator, or ``township``; of
            households also ``group``, ``village``, which holds where nothing is said, and ``all``.

    Examples:
        >>> ByPart(of="hygiene").told().text("en")
        'by points of hygiene, the highest first'
    """

    name: ClassVar[str] = "part"
    version: ClassVar[int] = 1
    of: str
    best: Best = "high"
    ties: Ties = "competition"
    by: tuple[TieKey, ...] = field(default=(), converter=as_tuple)
    only: Only = "all"
    within: Id | None = None

    def problems(self) -> Iterator[Problem]:
        """Give a tie-breaker that stands twice, and a name of strata that is no id."""
        yield from order_problems(self.by, self.within)

    def problems_in(self, parts: Collection[str]) -> Iterator[Problem]:
        """Give the part and tie-breakers that the standard does not have."""
        yield from part_problems(self.of, parts, "of")
        yield from key_problems(self.by, parts, "by")

    def keys(self, result: Result) -> Keys:
        """Give the points of the part, then the tie-breakers."""
        return (
            directed(self.shown(result), self.best),
            *tie_breakers(result, self.by, self.best),
        )

    def shown(self, result: Result) -> PointBounds:
        """Give the points of the part."""
        return _points(result, self.of, "of")

    def told(self) -> Message:
        """Say the part, the direction and the tie-breakers."""
        return _told(Message(f"ranking.part.{self.best}", of=self.of), self.by)


#: The rankings that come with the library.
RANKINGS: tuple[type[Ranking], ...] = (ByScore, ByPart)


def _told(first: Message, by: tuple[TieKey, ...]) -> Message:
    return Message("ranking.then", first=first, by=tuple(k.told for k in by)) if by else first


def stratum_problems(
    within: str | None, subject: Subject, indicators: Mapping[str, Indicator]
) -> Iterator[Problem]:
    """Give a name of strata that nothing of the subject bears, or something of many values."""
    if within is None or within in places_of(subject):
        return
    usable = [name for name, of in indicators.items() if of.value in ("choice", "text")]
    if within not in usable:
        places = places_of(subject)
        expected, hint = (
            Message("expected.stratum", places=places),
            nearest(within, [*usable, *places]),
        )
        path = ("within",)
        yield Problem(code="unknown-name", path=path, found=within, expected=expected, hint=hint)


def tie_breakers(result: Result, by: Iterable[TieKey], best: Best) -> Keys:
    """Give the bounds of every key of ties of a result; more is better.

    Args:
        result: The result.
        by: The keys.
        best: Which end is the first where neither a key nor its part says so: of vetoes, and
            of what is taken off, few are better.

    Raises:
        DocumentError: It has no such part.
    """
    taken_off = {section.id for section in result.deductions}

    def bounds(key: TieKey) -> PointBounds:
        few = key.of == VETO_COUNT or key.of.partition(".")[0] in taken_off
        found = _veto_count(result) if key.of == VETO_COUNT else _points(result, key.of, "by")
        return directed(found, key.best or ("low" if few else best))

    return tuple(map(bounds, by))


def _points(result: Result, name: str, key: str) -> PointBounds:
    scored = dict(result.parts())
    part = scored.get(name)
    if isinstance(part, SectionResult | CriterionResult):
        return part.bounds
    known = [path for path, p in scored.items() if isinstance(p, SectionResult | CriterionResult)]
    raise DocumentError(part_problems(name, known, key))


def _veto_count(result: Result) -> PointBounds:
    states = [strike.state for strike in result.vetoes]
    hit, open_ = states.count("hit"), states.count("open")
    return Fraction(hit), Fraction(hit + open_)
