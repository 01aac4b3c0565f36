"""Scorers: which gradings, aggregations and rankings documents may name (计分插件).

The set is an explicit value. A document cannot make the library import anything: what it
may name stands in the set, and only `Scorers.installed` looks at installed packages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from attrs import field

from civil_village.mappings import FrozenMapping, as_mapping
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, reject
from civil_village.standards.aggregations import AGGREGATIONS, Aggregation
from civil_village.standards.gradings import GRADINGS, Grading
from civil_village.standards.rankings.ranking import RANKINGS, Ranking

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

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


@model(kw_only=True)
class Scorers(Model):
    """The gradings, aggregations and rankings that documents may name (计分插件), by name.

    Attributes:
        gradings: Gradings by the word that documents name them by.
        aggregations: Aggregations by the word that documents name them by.
        rankings: Rankings by the word that documents name them by.

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
        group ``civil_village.scorers``, best by the names that documents write.

        Raises:
            DocumentError: An entry point cannot be loaded, or names no scorer; else as `of`.
        """
        found: list[Scorer] = []
        problems: list[Problem] = []
        for point in _announced():
            try:
                scorer = point.load()
            except Exception as error:  # noqa: BLE001 - whatever code of others raises
                reason = f"{type(error).__name__}: {error}"
                hint = Message("hint.scorer-failed", reason=reason)
                problems.append(Problem(code="unloaded-scorer", found=_origin(point), hint=hint))
                continue
            if _kind(scorer) is None:
                expected = Message("expected.scorer")
                problems.append(Problem(code="no-scorer", found=_origin(point), expected=expected))
            found.append(scorer)
        reject(problems)
        return _BUILTIN.including(*found)

    @staticmethod
    def announced() -> tuple[str, ...]:
        """Name what installed packages announce, without importing any code of theirs."""
        return tuple(dict.fromkeys(point.name for point in _announced()))

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


def _announced() -> list[EntryPoint]:
    """Give the entry points of our group, in an order that does not hang on the machine."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - slow, and rarely needed

    return sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))


def _origin(point: EntryPoint) -> str:
    """Say which entry point of which package it is."""
    package = "" if point.dist is None else f" ({point.dist.name} {point.dist.version})"
    return f"{point.name} = {point.value}{package}"


def _kind(scorer: Any) -> str | None:
    """Tell which kind of scorer a class is."""
    if isinstance(scorer, type):
        for kind, door in DOORS.items():
            if door in scorer.__mro__ and isinstance(getattr(scorer, "name", None), str):
                return kind
    return None


_BUILTIN = Scorers.of([*GRADINGS, *AGGREGATIONS, *RANKINGS])
