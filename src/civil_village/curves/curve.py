"""Curves from one exact number to points, and bands that name ranges of it.

A curve is asked two things: its points at a value, and the least and greatest points
over a range of values, for a value that is known only within bounds. Parts of steps and
bands are given by their lower ends alone, so gaps and overlaps cannot be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, ClassVar, Literal, Protocol

from attrs import field

from civil_village import checks
from civil_village.checks import unique_ids
from civil_village.exact_numbers import LARGEST, Exact, as_exact, share_of
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, as_label, name_text
from civil_village.mappings import FrozenMapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, Shown, model
from civil_village.problems import Problem, no_such, shown
from civil_village.reckoning import (
    Reckoned,
    Truth,
    both,
    denied,
    exactly,
    first,
    floored,
    greater,
    lesser,
    raised,
    total,
)
from civil_village.written_forms import NAMED, Form, Shorter

ZERO = Fraction(0)
#: No number that is looked at is larger.
LARGEST_VALUE = Fraction(LARGEST)

_PLAIN_NUMBER = r"-?[0-9]{1,30}(?:\.[0-9]{1,30})?"

#: Least and greatest points.
Points = tuple[Fraction, Fraction]


#: Least and greatest points, known or as parts of a rule.
ReckonedPoints = tuple[Reckoned, Reckoned]


@model
class Curve(Model):
    """What every curve can do (分段函数); the value's range may be open upwards.

    Its points are told once, in the words of `civil_village.reckoning`: of an exact number
    they are points, of a number of the integer core they are the expression of the points.
    """

    def at(self, value: Exact) -> Fraction:
        """Give the points at a value."""
        return exactly(self.reckoned(value if isinstance(value, Fraction) else Fraction(value)))

    def over(self, least: Exact, greatest: Exact | None) -> Points:
        """Give the least and the greatest points over a range of values."""
        end = None if greatest is None else Fraction(greatest)
        low, high = self.reckoned_over(Fraction(least), end)
        return exactly(low), exactly(high)

    def reckoned(self, value: Reckoned) -> Reckoned:
        """Give the points at a value, which may be a part of a rule."""
        raise NotImplementedError

    def reckoned_over(self, least: Reckoned, greatest: Reckoned | None) -> ReckonedPoints:
        """Give the least and the greatest points over a range, likewise."""
        raise NotImplementedError


class _Ended(Protocol):
    """A part that begins at a lower end."""

    @property
    def from_(self) -> Decimal | None: ...
    @property
    def above(self) -> Decimal | None: ...


def _reached(part: _Ended, value: Reckoned) -> Truth:
    if part.from_ is not None:
        return value >= Fraction(part.from_)
    return part.above is None or value > Fraction(part.above)


def _end(part: _Ended) -> tuple[Fraction, bool] | None:
    """Give a lower end in the order of ends: ``from`` 4 comes before ``above`` 4."""
    number = part.from_ if part.from_ is not None else part.above
    return None if number is None else (Fraction(number), part.above is not None)


def _ladder_problems(parts: Sequence[_Ended], *, open_first: bool) -> Iterator[Problem]:
    """Check lower ends: one each (none for an open first part), each above the last."""
    for index, part in enumerate(parts):
        given = (part.from_ is not None) + (part.above is not None)
        wanted = 0 if open_first and index == 0 else 1
        if given != wanted:
            expected = Message("expected.no-lower-end" if wanted == 0 else "expected.lower-end")
            yield Problem(code="lower-end", path=(index,), expected=expected)
    ends = [(index, end) for index, part in enumerate(parts) if (end := _end(part)) is not None]
    for (_, before), (index, end) in pairwise(ends):
        if end <= before:
            expected = Message("expected.above", least=before[0])
            found = shown(Decimal(parts[index].from_ or parts[index].above or 0))
            yield Problem(code="unreachable-part", path=(index,), found=found, expected=expected)


def _key_number(key: Any) -> Any:
    """Read the key of a mapping, in documents always a text, as the number that it stands for."""
    share = share_of(key) if isinstance(key, str) else None
    if share is not None:
        return share
    return Decimal(key) if isinstance(key, str) and re.fullmatch(_PLAIN_NUMBER, key) else key


def _pairs(key: str) -> Shorter:
    """Give the shorter form of a list of corners: ``{4: 1, 10: 2}``, from each key its points."""

    def place(data: Any, index: Any) -> Any:
        return list(data)[index] if index < len(data) else None

    return Shorter(
        kind=FrozenMapping[str, Decimal],
        fits=lambda value: isinstance(value, dict),
        long=lambda value: [{key: _key_number(end), "give": n} for end, n in value.items()],
        place=place,
    )


@model(kw_only=True)
class Step(Model):
    """One step of a step table: from here on (``from``), or above here, so many points.

    Attributes:
        from_: Inclusive lower end (以上).
        above: Exclusive lower end (超过).
        give: Points on this step.
    """

    from_: Decimal | None = field(default=None, converter=as_exact)
    above: Decimal | None = field(default=None, converter=as_exact)
    give: Decimal = field(converter=as_exact)


@model
class Steps(Curve):
    """A step table (分档): the last step reached gives its points; below the first, 0.

    Attributes:
        steps: The steps, by rising lower ends.

    Examples:
        >>> hours = Steps([Step(from_=4, give=1), Step(from_=10, give=2)])
        >>> [int(hours.at(value)) for value in (3, 4, 9, 10, 60)]
        [0, 1, 1, 2, 2]
    """

    name: ClassVar[str] = "steps"
    form: ClassVar[Form] = Form.alone(
        "steps", shorter=_pairs("from"), named=True, expects="type.steps"
    )
    steps: tuple[Step, ...] = field(converter=as_tuple)

    def problems(self) -> Iterator[Problem]:
        """Give steps that are out of order, and a table without any."""
        yield from checks.not_empty(self.steps)
        yield from _ladder_problems(self.steps, open_first=False)

    def reckoned(self, value: Reckoned) -> Reckoned:
        """Give the points of the last step that is reached."""
        steps = reversed(self.steps)
        return first(((_reached(step, value), Fraction(step.give)) for step in steps), ZERO)

    def reckoned_over(self, least: Reckoned, greatest: Reckoned | None) -> ReckonedPoints:
        """Give the least and greatest points of all steps that the range touches."""
        if greatest is least:
            return (points := self.reckoned(least)), points
        # What is below the first step is one more, without points.
        gives = [ZERO, *(Fraction(step.give) for step in self.steps)]
        begun = [True, *(greatest is None or _reached(step, greatest) for step in self.steps)]
        ended = [*(_reached(step, least) for step in self.steps), False]
        touched = [both(one, denied(two)) for one, two in zip(begun, ended, strict=True)]
        rising = sorted(
            zip(gives, range(len(gives)), touched, strict=True), key=lambda one: one[:2]
        )
        cases = [(touch, give) for give, _, touch in rising]
        return first(cases[:-1], cases[-1][1]), first(cases[:0:-1], cases[0][1])


@model(kw_only=True)
class Knot(Model):
    """One corner of a linear curve: at this value, so many points.

    Attributes:
        at: The value; above that of the corner before.
        give: Points there.
    """

    at: Decimal = field(converter=as_exact)
    give: Decimal = field(converter=as_exact)


@model
class Linear(Curve):
    """Straight lines between corners (线性插值); level before the first and after the last.

    Attributes:
        knots: The corners, by rising values.

    Examples:
        >>> Linear([Knot(at=0, give=0), Knot(at=3, give=1)]).at(1)
        Fraction(1, 3)
    """

    name: ClassVar[str] = "linear"
    form: ClassVar[Form] = Form.alone(
        "knots", shorter=_pairs("at"), named=True, expects="type.knots"
    )
    knots: tuple[Knot, ...] = field(converter=as_tuple)

    def problems(self) -> Iterator[Problem]:
        """Give corners that are out of order, and fewer than two of them."""
        if len(self.knots) < 2:  # noqa: PLR2004 - a line needs two
            yield Problem(code="too-few", path=(), expected=Message("expected.two"))
        for index, (before, after) in enumerate(pairwise(self.knots), start=1):
            yield from checks.above(after.at, before.at, index, "at")

    def reckoned(self, value: Reckoned) -> Reckoned:
        """Give the points on the line between the corners around a value."""
        return first(self._lines(value), Fraction(self.knots[-1].give))

    def _lines(self, value: Reckoned) -> Iterator[tuple[Truth, Reckoned]]:
        """Give the points on each line, and whether the value is before its end."""
        yield value <= Fraction(self.knots[0].at), Fraction(self.knots[0].give)
        for before, after in pairwise(self.knots):
            inside = value <= Fraction(after.at)
            if inside is not False:
                start, low = Fraction(before.at), Fraction(before.give)
                slope = (Fraction(after.give) - low) / (Fraction(after.at) - start)
                line = low + slope * (value - start)
                yield inside, line

    def reckoned_over(self, least: Reckoned, greatest: Reckoned | None) -> ReckonedPoints:
        """Give the least and greatest points, which stand at the ends or at corners."""
        start = self.reckoned(least)
        if greatest is least:
            return start, start
        end = Fraction(self.knots[-1].give) if greatest is None else self.reckoned(greatest)
        gives = [knot.give for knot in self.knots]
        if gives in (sorted(gives), sorted(gives, reverse=True)):
            return (start, end) if gives[0] <= gives[-1] else (end, start)
        # Of the corners inside, the lowest counts, and the highest; of none, neither does.
        inside = [
            (both(least < Fraction(k.at), greatest is None or greatest > Fraction(k.at)), k.give)
            for k in self.knots
        ]
        rising = sorted(((when, Fraction(give)) for when, give in inside), key=lambda one: one[1])
        low, high = first(rising, rising[-1][1]), first(rising[::-1], rising[0][1])
        return lesser(lesser(start, end), low), greater(greater(start, end), high)

    @property
    def slopes(self) -> tuple[Fraction, ...]:
        """How much the points rise with the value, between each corner and the next."""
        return tuple(
            (Fraction(after.give) - Fraction(before.give))
            / (Fraction(after.at) - Fraction(before.at))
            for before, after in pairwise(self.knots)
            if after.at != before.at
        )


UnitsCounted = Literal["whole", "started", "continuous"]


def _units(amount: Reckoned, each: Decimal, count: UnitsCounted) -> Reckoned:
    """Count units of ``each`` in an amount of at least 0: full ones, begun ones, or exact."""
    units = amount / Fraction(each)
    if count == "continuous":
        return units
    return floored(units) if count == "whole" else raised(units)


@model(kw_only=True)
class PerUnit(Curve):
    """So many points per unit (按量计分): per 500 people, per meeting, per case.

    Attributes:
        each: Size of the unit; above 0.
        give: Points for each unit; may be below 0.
        start: Units are counted from here.
        least: Least points, where there is a floor.
        most: Most points, where there is a cap.
        count: ``whole`` units only, ``started`` ones too, or ``continuous``.

    Examples:
        >>> PerUnit(each=100, give=1, most=3).at(250)
        Fraction(2, 1)
    """

    name: ClassVar[str] = "per"
    form: ClassVar[Form] = NAMED
    each: Decimal = field(default=Decimal(1), converter=as_exact)
    give: Decimal = field(converter=as_exact)
    start: Decimal = field(default=Decimal(0), converter=as_exact)
    least: Decimal | None = field(default=None, converter=as_exact)
    most: Decimal | None = field(default=None, converter=as_exact)
    count: UnitsCounted = "whole"

    def problems(self) -> Iterator[Problem]:
        """Give a unit that is not above 0, and a floor above the cap."""
        yield from checks.above(self.each, 0, "each")
        if self.least is not None and self.most is not None and self.least > self.most:
            expected = Message("expected.at-least", least=self.least)
            yield Problem(
                code="out-of-range", path=("most",), found=shown(self.most), expected=expected
            )

    def reckoned(self, value: Reckoned) -> Reckoned:
        """Give the points of the units that a value has."""
        amount = greater(ZERO, value - Fraction(self.start))
        return self._capped(_units(amount, self.each, self.count) * Fraction(self.give))

    def reckoned_over(self, least: Reckoned, greatest: Reckoned | None) -> ReckonedPoints:
        """Give the points at both ends: they only rise, or only fall."""
        start = self.reckoned(least)
        if greatest is least or not self.give:
            return start, start
        if greatest is not None:
            end = self.reckoned(greatest)
        else:
            limit = self.most if self.give > 0 else self.least
            # Without a cap nothing bounds the points but the largest number that is written.
            end = self.reckoned(LARGEST_VALUE) if limit is None else Fraction(limit)
        return (start, end) if self.give > 0 else (end, start)

    @property
    def slopes(self) -> tuple[Fraction, ...]:
        """How much the points rise with each part of a unit; nothing where only units count."""
        sloping = self.count == "continuous" and self.each
        return (Fraction(self.give) / Fraction(self.each),) if sloping else ()

    def _capped(self, points: Reckoned) -> Reckoned:
        if self.least is not None:
            points = greater(points, Fraction(self.least))
        return points if self.most is None else lesser(points, Fraction(self.most))


@model(kw_only=True)
class Bracket(Model):
    """One bracket of a progressive curve: points for each unit between two amounts (一档).

    Attributes:
        to: Where it ends, that amount included; the last bracket has no end.
        per: Size of a unit; above 0.
        give: Points for each unit.
        most: Most points that this bracket gives, where there is a cap.
    """

    to: Decimal | None = field(default=None, converter=as_exact)
    per: Decimal = field(converter=as_exact)
    give: Decimal = field(converter=as_exact)
    most: Decimal | None = field(default=None, converter=as_exact)


@model
class Brackets(Curve):
    """Progressive brackets (分档累进): each counts its own part of an amount, from the last end.

    Attributes:
        brackets: The brackets, from the lowest amounts on.

    Examples:
        One point per 100 up to 1,000, then one per 400 of what is above 1,000:

        >>> gifts = Brackets([Bracket(to=1000, per=100, give=1), Bracket(per=400, give=1)])
        >>> [int(gifts.at(yuan)) for yuan in (99, 100, 1000, 1399, 1400)]
        [0, 1, 10, 10, 11]
    """

    name: ClassVar[str] = "brackets"
    form: ClassVar[Form] = Form.alone("brackets", named=True)
    brackets: tuple[Bracket, ...] = field(converter=as_tuple)
    #: Which units of a bracket count: ``whole`` ones, ``started`` ones, or ``continuous``.
    count: ClassVar[UnitsCounted] = "whole"

    def problems(self) -> Iterator[Problem]:
        """Give ends out of order, units of no size, and brackets that give and take."""
        yield from checks.not_empty(self.brackets)
        last = len(self.brackets) - 1
        before = Decimal(0)
        for index, bracket in enumerate(self.brackets):
            yield from (p.inside(index) for p in checks.above(bracket.per, 0, "per"))
            if (bracket.to is None) != (index == last) and bracket.to is None:
                expected = Message("expected.above", least=before)
                yield Problem(code="missing-key", path=(index, "to"), expected=expected)
            if bracket.to is not None:
                yield from checks.above(bracket.to, before, index, "to")
                before = bracket.to
            most = bracket.most
            if most is not None and min(most, bracket.give) < 0 < max(most, bracket.give):
                expected, found = Message("expected.same-sign"), shown(most)
                path = (index, "most")
                yield Problem(code="out-of-range", path=path, found=found, expected=expected)
        signs = {bracket.give > 0 for bracket in self.brackets if bracket.give}
        if len(signs) > 1:
            yield Problem(code="mixed-signs", expected=Message("expected.same-sign"))

    def reckoned(self, value: Reckoned) -> Reckoned:
        """Add up what each bracket gives for its own part of a value."""
        return total(self._parts(value))

    def _parts(self, value: Reckoned) -> Iterator[Reckoned]:
        before = ZERO
        for bracket in self.brackets:
            if (value <= before) is True:
                break
            end = value if bracket.to is None else lesser(value, Fraction(bracket.to))
            amount = greater(ZERO, end - before)
            gained = _units(amount, bracket.per, self.count) * Fraction(bracket.give)
            if bracket.most is not None and bracket.give:  # where nothing is given, nothing is cut
                limited = lesser if bracket.give > 0 else greater
                gained = limited(gained, Fraction(bracket.most))
            yield gained
            before = Fraction(bracket.to or 0)  # the last one has no end, and nothing follows it

    def reckoned_over(self, least: Reckoned, greatest: Reckoned | None) -> ReckonedPoints:
        """Give the points at both ends: they only rise, or only fall."""
        start = self.reckoned(least)
        if greatest is least:
            return start, start
        end = self.reckoned(LARGEST_VALUE if greatest is None else greatest)
        falls = any(bracket.give < 0 for bracket in self.brackets)
        return (end, start) if falls else (start, end)


@model(kw_only=True)
class Shortfall(Curve):
    """Points lost for every point that a share falls short of its target (差一个百分点扣分).

    Attributes:
        full: Points at the target and above it.
        target: The share that is asked for, between 0 and 1; or any number, with ``each``.
        lose: Points lost for each point short.
        floor: Least points.
        each: Size of one point; 0.01 is a percentage point.
        count: Which points count: ``whole`` (full points only), ``started``, ``continuous``.

    Examples:
        A target of 95 % and 92.5 % reached: two full points short cost 2 of 10.

        >>> rule = Shortfall(full=10, target=0.95, lose=1)
        >>> int(rule.at(Fraction(925, 1000)))
        8
    """

    name: ClassVar[str] = "short"
    form: ClassVar[Form] = NAMED
    full: Decimal = field(converter=as_exact)
    target: Decimal = field(converter=as_exact)
    lose: Decimal = field(converter=as_exact)
    floor: Decimal = field(default=Decimal(0), converter=as_exact)
    each: Decimal = field(default=Decimal("0.01"), converter=as_exact)
    count: UnitsCounted = "whole"

    def problems(self) -> Iterator[Problem]:
        """Give sizes that are not above 0, and a floor above the full points."""
        yield from checks.above(self.each, 0, "each")
        yield from checks.above(self.lose, 0, "lose")
        yield from checks.at_most(self.floor, self.full, "floor")

    def reckoned(self, value: Reckoned) -> Reckoned:
        """Give the points at a value."""
        short = greater(ZERO, Fraction(self.target) - value)
        lost = _units(short, self.each, self.count) * Fraction(self.lose)
        return greater(Fraction(self.floor), Fraction(self.full) - lost)

    def reckoned_over(self, least: Reckoned, greatest: Reckoned | None) -> ReckonedPoints:
        """Give the points at both ends: they never fall as the share rises."""
        low = self.reckoned(least)
        if greatest is least:
            return low, low
        return low, Fraction(self.full) if greatest is None else self.reckoned(greatest)

    @property
    def slopes(self) -> tuple[Fraction, ...]:
        """How much the points rise with each part of a point; nothing where only points count."""
        sloping = self.count == "continuous" and self.each
        return (Fraction(self.lose) / Fraction(self.each),) if sloping else ()


#: The curves by the name that stands before their parameters.
AnyCurve = Steps | Linear | PerUnit | Brackets | Shortfall


@model(kw_only=True)
class Band(Model):
    """One named range of a score (等次), given by its lower end; the first has none.

    Attributes:
        id: Id of the band.
        label: Name for people; ``None`` where nobody gave one.
        from_: Inclusive lower end (以上).
        above: Exclusive lower end (超过).
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    from_: Decimal | None = field(default=None, converter=as_exact)
    above: Decimal | None = field(default=None, converter=as_exact)

    text = name_text


@model
class Bands(Model):
    """Named ranges of one number, lowest first (等次划分).

    Attributes:
        bands: The ranges, lowest first.

    Examples:
        >>> medals = Bands([Band(id="none"), Band(id="bronze", from_=5), Band(id="gold", from_=10)])
        >>> medals.at(7).id
        'bronze'
        >>> [band.id for band in medals.over(4, 5)]
        ['none', 'bronze']
    """

    form: ClassVar[Form] = Form.alone("bands")
    bands: tuple[Band, ...] = field(converter=as_tuple)

    def problems(self) -> Iterator[Problem]:
        """Give double ids, lower ends out of order, and a list without bands."""
        yield from checks.not_empty(self.bands)
        for index, band in enumerate(self.bands):
            yield from id_problems(band.id, index, "id")
        yield from unique_ids([band.id for band in self.bands])
        yield from _ladder_problems(self.bands, open_first=True)

    def __iter__(self) -> Iterator[Band]:
        return iter(self.bands)

    def __getitem__(self, name: str) -> Band:
        return self.bands[self.rank(name)]

    def __contains__(self, name: object) -> bool:
        return any(band.id == name for band in self.bands)

    def rank(self, name: str) -> int:
        """Give the place of a band, counted from 0 at the lowest.

        Raises:
            KeyError: There is no band of that id.
        """
        for index, band in enumerate(self.bands):
            if band.id == name:
                return index
        raise no_such(name, (band.id for band in self.bands))

    def at(self, value: Exact) -> Band:
        """Give the band that a number falls into."""
        number = Fraction(value)
        return [band for band in self.bands if _reached(band, number)][-1]

    def over(self, least: Exact, greatest: Exact) -> tuple[Band, ...]:
        """Give every band that a range of numbers touches, lowest first."""
        low, high = self.rank(self.at(least).id), self.rank(self.at(greatest).id)
        return self.bands[low : high + 1]


@model(kw_only=True)
class BandLowered(Shown):
    """A higher band falls to the one named (降等), for as long as what brings it holds.

    Attributes:
        band: Id of the band; a lower one stays.

    Examples:
        >>> BandLowered(band="none").band
        'none'
    """

    band: Id
