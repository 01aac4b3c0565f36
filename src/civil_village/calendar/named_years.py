"""Named years (年份): what a document calls the years that its source writes as 20xx."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Any, ClassVar, NamedTuple

from attrs import field

from civil_village import checks
from civil_village.ids import Id, key_problems
from civil_village.mappings import FrozenMapping, as_mapping, keep_signature
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import DocumentError, Problem, reject, shown
from civil_village.written_forms import Form

#: At most so many years have names: what follows from them takes a look at each for each.
MOST_YEARS = 50

#: Further away than any sum of differences leads; stands for a year that may be any.
_ANY = 1_000_000
_NAME = "[a-z][a-z0-9_]{0,79}"
_ORDERS = rf"(?:after|before) {_NAME}(?:, (?:after|before) {_NAME}){{0,9}}"
_FORM = re.compile(rf"[0-9]{{4}}|unknown|{_NAME} [+-] [1-9][0-9]{{0,2}}|{_ORDERS}")
_LOOSE = rf" ?({_NAME}) ?([+-]) ?([1-9][0-9]{{0,2}}) ?"
#: What may be written; parsing puts the blanks in order.
WRITTEN = rf"(?:[0-9]{{4}}|unknown|{_LOOSE}|{_ORDERS})"


class Bound(NamedTuple):
    """What a named year is at least or at most (界): another, and so many years more."""

    #: ``None`` for the year 0.
    of: str | None
    years: int
    least: bool


@model
class NamedYear(Model):
    """What is said of a year that has a name (年份写法).

    Attributes:
        text: ``2022``, ``unknown``, another name plus or minus so many years as ``y + 1``, or
            its order alone: ``after y``, ``before z``, or up to ten of these with commas.

    Examples:
        >>> NamedYear.parse("y+1")
        NamedYear(text='y + 1')
    """

    form: ClassVar[Form] = Form.of_its_own(
        write=lambda year: int(year.text) if year.text.isdecimal() else year.text,
        read=lambda value: NamedYear.parse(value),  # noqa: PLW0108 - there is no class yet
    )
    text: str

    def problems(self) -> Iterator[Problem]:
        """Give a text that says nothing of a year."""
        if not _FORM.fullmatch(self.text) or self.text == "0000":
            yield _no_named_year(self.text)

    @classmethod
    def parse(cls, value: object) -> NamedYear:
        """Read what is said of a year; a year may be a number.

        Raises:
            DocumentError: It is no such text.
        """
        text = str(value) if isinstance(value, str) or type(value) is int else ""
        loose = re.fullmatch(_LOOSE, text)
        text = f"{loose[1]} {loose[2]} {loose[3]}" if loose else text
        if not _FORM.fullmatch(text) or text == "0000":
            raise DocumentError([_no_named_year(value)])
        return cls(text)

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """What it is at least and at most."""
        if self.text.isdecimal():
            return _same(None, int(self.text))
        if self.text == "unknown":
            return ()
        if self.text.startswith(("after ", "before ")):
            said = (part.split(" ") for part in self.text.split(", "))
            return tuple(
                Bound(of, 1 if word == "after" else -1, least=word == "after") for word, of in said
            )
        of, sign, number = self.text.split(" ")
        return _same(of, int(sign + number))

    @property
    def others(self) -> tuple[str, ...]:
        """The names of the years by which it is told."""
        return tuple(dict.fromkeys(bound.of for bound in self.bounds if bound.of is not None))


def _same(of: str | None, years: int) -> tuple[Bound, ...]:
    return Bound(of, years, least=True), Bound(of, years, least=False)


def _as_years(years: Any) -> Any:
    """Take numbers for years, as documents do."""
    if not isinstance(years, Mapping):
        return years
    return as_mapping({k: str(v) if type(v) is int else v for k, v in years.items()})


keep_signature(_as_years)


@model
class NamedYears(Model):
    """The years that a document speaks of by name (年份), known, unknown or only in their order.

    Attributes:
        years: By name, what is said of each; at most 50.

    Examples:
        >>> years = NamedYears({"y": 2022, "z": "y + 1", "later": "after z", "open": "unknown"})
        >>> years.bounds("z"), years.bounds("later"), years.bounds("open")
        ((2023, 2023), (2024, None), (None, None))
        >>> years.known("z"), years.known("later")
        (True, False)

    Source:
        semantics of vague windows: an unknown year leaves open what hangs on it, unless
        another named year fixes it.
    """

    form: ClassVar[Form] = Form.alone("years", expects="type.mapping")
    years: FrozenMapping[Id, NamedYear] = field(factory=FrozenMapping, converter=_as_years)
    _bounds: Mapping[str, tuple[int, int]] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        bounds, _ = _solved(self.years)
        object.__setattr__(self, "_bounds", bounds)

    @staticmethod
    def taken(value: object) -> NamedYears | None:
        """Take the mapping that documents write."""
        return NamedYears(value) if isinstance(value, Mapping) else None

    def problems(self) -> Iterator[Problem]:
        """Give names that are none, unknown ones, rings, and years that contradict each other."""
        if len(self.years) > MOST_YEARS:
            yield from checks.at_most(len(self.years), MOST_YEARS)
            return
        found = list(key_problems(self.years))
        for name, year in self.years.items():
            for of in year.others:
                found.extend(checks.known(of, self.years, name))
        yield from found or self._ring() or self._contradictions()

    def _ring(self) -> list[Problem]:
        """Give years that are told by each other."""
        try:
            TopologicalSorter({name: year.others for name, year in self.years.items()}).prepare()
        except CycleError as error:
            ring: list[str] = error.args[1]
            found = " → ".join(reversed(ring))
            return [Problem(code="made-of-itself", path=(ring[-1],), found=found)]
        return []

    def _contradictions(self) -> Iterator[Problem]:
        bounds, settled = _solved(self.years)
        wrong = [
            name
            for name, (least, most) in bounds.items()
            if not settled or least > min(most, date.max.year) or most < date.min.year
        ]
        # A plain year is rarely what is wrong.
        wrong.sort(key=lambda name: self.years[name].text.isdecimal())
        for name in wrong[:1]:
            found, expected = self.years[name].text, Message("expected.fitting-year")
            yield Problem(code="years-contradict", path=(name,), found=found, expected=expected)

    def __contains__(self, name: object) -> bool:
        return name in self.years

    def __iter__(self) -> Iterator[str]:
        return iter(self.years)

    def __len__(self) -> int:
        return len(self.years)

    def __getitem__(self, name: str) -> NamedYear:
        return self.years[name]

    def bounds(self, name: str) -> tuple[int | None, int | None]:
        """Give the earliest and the latest year that a name can mean; ``None`` where none is.

        Raises:
            DocumentError: No year has that name.
        """
        reject(checks.known(name, self.years))
        least, most = self._bounds[name]
        return (
            least if least >= date.min.year else None,
            most if most <= date.max.year else None,
        )

    def known(self, name: str) -> bool:
        """Tell whether it is known which year a name means.

        Raises:
            DocumentError: No year has that name.
        """
        least, most = self.bounds(name)
        return least is not None and least == most


def _solved(years: Mapping[str, NamedYear]) -> tuple[dict[str, tuple[int, int]], bool]:
    """Give the least and the greatest year of each name, and whether they came to rest.

    Each is said to be at least, or at most, another and some years more; from end to end of
    such statements there are at most as many steps as names.
    """
    least, most = dict.fromkeys(years, -_ANY), dict.fromkeys(years, _ANY)
    said: list[tuple[str, str, int]] = []  # the first is at least the second and so many
    if len(years) <= MOST_YEARS:
        for name, year in years.items():
            for of, more, at_least in year.bounds:
                if of is None:
                    least[name] = most[name] = more
                elif of in years:
                    said.append((name, of, more) if at_least else (of, name, -more))
    moved = True
    for _ in range(len(years) + 1):
        moved = False
        for name, of, more in said:
            if least[of] + more > least[name]:
                least[name], moved = least[of] + more, True
            if most[name] - more < most[of]:
                most[of], moved = most[name] - more, True
        if not moved:
            break
    return {name: (least[name], most[name]) for name in years}, not moved


def _no_named_year(found: object) -> Problem:
    return Problem(code="not-a-year", found=shown(found), expected=Message("expected.named-year"))
