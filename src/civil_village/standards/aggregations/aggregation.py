"""What every aggregation can do: turn the points of several parts into one number (汇总方式).

The parts are the criteria of a section, or the sections of a standard. More points of a
part never give a smaller number, so least and greatest are found at the ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import ClassVar, NamedTuple, Protocol

from civil_village.messages import Message
from civil_village.models import Shown, by_name, model
from civil_village.problems import Problem
from civil_village.reckoning import Reckoned, exactly
from civil_village.written_forms import NAMED, Form


@model
class CombinedPart(Shown):
    """One part that is aggregated: its id, its full points, and the points that it has.

    Attributes:
        id: Id of the section or criterion.
        full: Its full points.
        points: The points that it has.

    Examples:
        >>> CombinedPart("visit", Fraction(100), Fraction(80)).share
        Fraction(4, 5)
    """

    id: str
    full: Fraction
    points: Fraction

    @property
    def share(self) -> Fraction:
        """Points by full points."""
        return self.points / self.full


class CorePart(NamedTuple):
    """One part as an aggregation's `core` looks at it (汇总对象): points known, or part of a rule.

    Attributes:
        id: Id of the section or criterion.
        full: Its full points.
        points: The points that it has.

    Examples:
        >>> CorePart("visit", Fraction(100), Fraction(80)).share
        Fraction(4, 5)
    """

    id: str
    full: Fraction
    points: Reckoned

    @property
    def share(self) -> Reckoned:
        """Points by full points."""
        return self.points / self.full


class Aggregation(Protocol):
    """How the points of parts become one number (汇总方式): the door for all aggregations.

    An aggregation is a frozen attrs class that derives from this one. It tells its number by
    `core`, in the words of `civil_village.reckoning`, or by `points`, as gradings do.
    `civil_village.testing.check_aggregation` tells whether it keeps its promises.

    Examples:
        >>> from civil_village.standards.aggregations import Added
        >>> Added().endless([])
        False
    """

    __slots__ = ()

    #: The word by which documents name it.
    name: ClassVar[str]
    form: ClassVar[Form] = NAMED
    #: Grows when the same parameters give another number.
    version: ClassVar[int]

    def core(self, parts: Sequence[CorePart]) -> Reckoned | None:  # noqa: ARG002 - for those that tell it so
        """Give the number as an expression; it never falls as points of a part rise.

        Returns:
            A number that is known where those of the parts are, else a part of a rule; nothing
            for an aggregation that tells its number by `points`.
        """
        return None

    def points(self, parts: Sequence[CombinedPart]) -> Fraction:
        """Give the number; it never falls as points of a part rise: that of `core`.

        Raises:
            NotImplementedError: The aggregation tells its number by neither.
        """
        found = self.core([CorePart(part.id, part.full, part.points) for part in parts])
        if found is None:
            raise NotImplementedError(f"{type(self).__name__}: core or points")
        return exactly(found)

    def told(self) -> Message:
        """Say how it is reckoned, with the aggregation's own numbers."""
        ...

    @staticmethod
    def taken(value: object) -> Aggregation | None:
        """Take the name of one that comes with the library and needs no parameters."""
        from civil_village.standards.aggregations import AGGREGATIONS  # noqa: PLC0415 - each of them derives from this

        return by_name(value, AGGREGATIONS)

    def problems(self) -> Iterator[Problem]:
        """Give what is wrong with its parameters."""
        yield from ()

    def problems_in(self, parts: Sequence[CombinedPart]) -> Iterator[Problem]:  # noqa: ARG002 - for those that ask
        """Give what is wrong with its use for these parts, all with full points."""
        yield from ()

    def endless(self, parts: Sequence[CombinedPart]) -> bool:  # noqa: ARG002 - for those that ask
        """Tell whether the number may have no last digit where the points of parts have one."""
        return False
