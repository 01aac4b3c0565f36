"""Two-sided tables (两端表): ranges as sources print them, checked for gaps and overlaps.

A source writes "85-100 A, 70-84 B"; documents write lower ends alone, so that neither gaps
nor overlaps can be written. What lies between two printed ends depends on the step of the
points: between 84 and 85 there is nothing in whole points, and much in tenths.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import field

from civil_village.curves.curve import Band, Bands, Step, Steps
from civil_village.exact_numbers import Number, as_exact, exact_decimal, tidy
from civil_village.labels import Label, as_label
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, reject, shown


@model(kw_only=True)
class PrintedRange(Model):
    """One line of a two-sided table (分段): an id or points, and both ends where it has them.

    Attributes:
        id: Name of the band, for bands.
        label: Name for people; ``None`` where nobody gave one.
        give: Points on this line, for a step table.
        from_: Inclusive lower end (以上).
        above: Exclusive lower end (超过).
        to: Inclusive upper end (以下).
        below: Exclusive upper end (不足).

    Examples:
        >>> PrintedRange(id="b", from_=70, to=84).to
        Decimal('84')
    """

    id: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    give: Decimal | None = field(default=None, converter=as_exact)
    from_: Decimal | None = field(default=None, converter=as_exact)
    above: Decimal | None = field(default=None, converter=as_exact)
    to: Decimal | None = field(default=None, converter=as_exact)
    below: Decimal | None = field(default=None, converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give two lower or two upper ends."""
        for one, other in (("from_", "above"), ("to", "below")):
            if getattr(self, one) is not None and getattr(self, other) is not None:
                expected = Message("expected.one-key", names=(one.rstrip("_"), other))
                yield Problem(code="not-one-key", expected=expected)

    @property
    def name(self) -> str:
        """What it is called in a problem: its id, else its points."""
        return self.id if self.id is not None else shown(self.give)

    def first(self, step: Fraction) -> int | None:
        """Give its first number, in steps; ``None`` where it has no lower end."""
        if self.above is not None:
            return (Fraction(self.above) / step).__floor__() + 1
        return None if self.from_ is None else (Fraction(self.from_) / step).__ceil__()

    def last(self, step: Fraction) -> int | None:
        """Give its last number, in steps; ``None`` where it has no upper end."""
        if self.below is not None:
            return (Fraction(self.below) / step).__ceil__() - 1
        return None if self.to is None else (Fraction(self.to) / step).__floor__()


def bands_from_ranges(ranges: Iterable[PrintedRange | Mapping[str, Any]], *, step: Number) -> Bands:
    """Turn a two-sided table into bands, if it has neither gaps nor overlaps (等次表).

    Args:
        ranges: The lines of the table, in any order, as `PrintedRange` or as mappings with its keys
            (``from`` for ``from_``). The lowest needs no lower end, the highest no upper one.
        step: Step of the points: 1, 0.1 …

    Returns:
        Bands by their lower ends, lowest first; the lowest and the highest go on.

    Raises:
        DocumentError: A range is empty; between two ranges is a gap, or they overlap; the
            problem has the first number for which that is so.

    Examples:
        >>> table = [{"id": "a", "from": 85, "to": 100}, {"id": "b", "from": 70, "to": 84}]
        >>> [band.id for band in bands_from_ranges(table, step=1)]
        ['b', 'a']
        >>> bands_from_ranges(table, step=Decimal("0.1"))  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        civil_village.problems.DocumentError: [0].from: no range has this number, got 84.1; ...
    """
    found = _in_order(ranges, step)
    return Bands(
        [
            Band(id=str(one.id), label=one.label, **({} if index == 0 else _lower(one)))
            for index, one in enumerate(found)
        ]
    )


def steps_from_ranges(ranges: Iterable[PrintedRange | Mapping[str, Any]], *, step: Number) -> Steps:
    """Turn a two-sided table of points into steps, if it has neither gaps nor overlaps (分档表).

    Args:
        ranges: As for `bands_from_ranges`; each with a lower end and the points that it gives.
        step: Step of the measured number.

    Returns:
        Steps by their lower ends; below the first there are no points, the last goes on.

    Raises:
        DocumentError: As `bands_from_ranges`.

    Examples:
        >>> table = [{"from": 4, "to": 9, "give": 1}, {"from": 10, "give": 2}]
        >>> int(steps_from_ranges(table, step=1).at(10))
        2
    """
    return Steps(
        [
            Step(give=0 if one.give is None else one.give, **_lower(one))
            for one in _in_order(ranges, step)
        ]
    )


def _lower(one: PrintedRange) -> dict[str, Decimal | None]:
    return {"from_": one.from_, "above": one.above}


def _in_order(
    ranges: Iterable[PrintedRange | Mapping[str, Any]], step: Number
) -> list[PrintedRange]:
    """Give the ranges from the lowest to the highest, checked."""
    size = exact_decimal(step)
    if size <= 0:
        expected = Message("expected.above", least=0)
        reject([Problem(code="out-of-range", path=("step",), found=shown(size), expected=expected)])
    many = [one if isinstance(one, PrintedRange) else _range(one) for one in ranges]
    reject(_empty_problems(many, Fraction(size)))
    order = sorted(range(len(many)), key=lambda index: _start(many[index], Fraction(size)))
    if order:
        reject(_meeting_problems(many, order, Fraction(size)))
    return [many[index] for index in order]


def _range(given: Mapping[str, Any]) -> PrintedRange:
    return PrintedRange(
        **{"from_" if key == "from" else key: value for key, value in given.items()}
    )


def _start(one: PrintedRange, step: Fraction) -> tuple[bool, int]:
    first = one.first(step)
    return (False, 0) if first is None else (True, first)


def _empty_problems(many: list[PrintedRange], step: Fraction) -> Iterator[Problem]:
    for index, one in enumerate(many):
        first, last = one.first(step), one.last(step)
        if first is not None and last is not None and last < first:
            yield Problem(code="range-empty", path=(index,), found=one.name)


def _meeting_problems(
    many: list[PrintedRange], order: list[int], step: Fraction
) -> Iterator[Problem]:
    """Compare each range with those below it: the first number in neither, or in both."""
    highest, *others = order
    for index in others:
        last, first = many[highest].last(step), many[index].first(step)
        code, number = None, None
        if last is None or first is None or first <= last:
            # Where neither has a lower end, what one of them surely has is its last number.
            code, number = "range-overlap", last if first is None else first
        elif first > last + 1:
            code, number = "range-gap", last + 1
        if code is not None:
            names = {"before": many[highest].name, "after": many[index].name}
            yield Problem(
                code=code,
                path=(index, "above" if many[index].above is not None else "from"),
                found=None if number is None else shown(tidy(number * step)),
                expected=Message("expected.meeting", **names),
                hint=Message("hint.lower-ends"),
            )
        upper = many[index].last(step)
        if last is not None and (upper is None or upper > last):
            highest = index
