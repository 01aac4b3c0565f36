"""Scorers: which gradings, aggregations and rankings documents may name (计分插件).

The set is an explicit value. A document cannot make the library import anything: what it
may name stands in the set, and only `Scorers.installed` looks at installed packages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import field, frozen

from civil_village.mappings import FrozenMapping, as_mapping
from civil_village.messages import Message
from civil_village.problems import Problem, reject
from civil_village.standards.aggregations import AGGREGATIONS, Aggregation
from civil_village.standards.gradings import GRADINGS, Grading
from civil_village.standards.orders import RANKINGS, Ranking

#: A class of any of the three kinds.
Scorer = type[Grading] | type[Aggregation] | type[Ranking]

#: What each kind derives from.
DOORS: dict[str, type[Any]] = {
    "gradings": Grading,
    "aggregations": Aggregation,
    "rankings": Ranking,
}

#: Packages announce their scorers in this group of entry points.
GROUP = "civil_village.scorers"


@frozen(kw_only=True)
class Scorers:
    """The gradings, aggregations and rankings that documents may name (计分插件), by name.

    Examples:
        >>> sorted(Scorers.builtin().aggregations)
        ['geometric', 'minimum', 'sum', 'weighted_mean', 'weighted_sum']
    """

    gradings: FrozenMapping[str, type[Grading]] = field(converter=as_mapping)
    aggregations: FrozenMapping[str, type[Aggregation]] = field(converter=as_mapping)
    rankings: FrozenMapping[str, type[Ranking]] = field(converter=as_mapping)

    @classmethod
    def of(cls, scorers: Iterable[Scorer]) -> Scorers:
        """Make a set of classes.

        Raises:
            DocumentError: Two of one kind have one name, or a class is no scorer.
        """
        kinds: dict[str, dict[str, Any]] = {kind: {} for kind in DOORS}
        problems: list[Problem] = []
        for scorer in scorers:
            kind = _kind(scorer)
            if kind is None:
                expected = Message("expected.scorer")
                problems.append(Problem(code="no-scorer", found=str(scorer), expected=expected))
            elif kinds[kind].setdefault(scorer.name, scorer) is not scorer:
                problems.append(Problem(code="double-scorer", path=(kind,), found=scorer.name))
        reject(problems)
        return cls(**kinds)

    @classmethod
    def builtin(cls) -> Scorers:
        """Give those that come with the library."""
        return _BUILTIN

    @classmethod
    def installed(cls) -> Scorers:
        """Give those of the library and of every installed package that announces some.

        This imports code of these packages. They name their classes as entry points of the
        group ``civil_village.scorers``.

        Raises:
            DocumentError: As `of`.
        """
        from importlib.metadata import entry_points  # noqa: PLC0415 - slow, and rarely needed

        found = sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))
        return _BUILTIN.including(*(point.load() for point in found))

    def including(self, *scorers: Scorer) -> Scorers:
        """Give a set that has these too.

        Raises:
            DocumentError: As `of`.
        """
        return Scorers.of([*self, *scorers])

    def __iter__(self) -> Iterator[Scorer]:
        yield from self.gradings.values()
        yield from self.aggregations.values()
        yield from self.rankings.values()


def _kind(scorer: Any) -> str | None:
    """Tell which kind of scorer a class is."""
    if isinstance(scorer, type):
        for kind, door in DOORS.items():
            if door in scorer.__mro__ and isinstance(getattr(scorer, "name", None), str):
                return kind
    return None


_BUILTIN = Scorers.of([*GRADINGS, *AGGREGATIONS, *RANKINGS])
