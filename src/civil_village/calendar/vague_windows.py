"""Vague windows (模糊时段): as plans write them, in calendar parts, some of them unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal, NamedTuple

from civil_village.calendar.months import day_of_month
from civil_village.calendar.named_years import NamedYears
from civil_village.calendar.vague import CHINESE, PARTS
from civil_village.calendar.windows import Window
from civil_village.messages import Message
from civil_village.models import Model, Shown, model
from civil_village.problems import DocumentError, Problem, shown
from civil_village.written_forms import Form

#: Whether a window holds a day: surely, perhaps, or surely not.
InWindow = Literal["in", "perhaps", "out"]

_NAME = "[a-z][a-z0-9_]{0,79}"


def _form(blank: str = "", *chinese: str) -> str:
    """Give the form of a window, with or without what only the reader takes."""
    ten = "|".join((*PARTS, *chinese))
    # A year, known or named, and perhaps a half, a quarter, a month, ten days or a day.
    part = (
        rf"(?:[0-9]{{4}}|{_NAME}|\({blank}{_NAME}{blank}[+-]{blank}[1-9][0-9]{{0,2}}{blank}\))"
        r"(?:-(?:H[12]|Q[1-4]|(?:0[1-9]|1[0-2])"
        rf"(?:-(?:{ten}|0[1-9]|[12][0-9]|3[01]))?))?"
    )
    dots = rf"{blank}\.\.{blank}"
    return f"(?:{part}|{part}{dots}(?:{part})?|{dots}{part})"


#: What may be written; parsing leaves out blanks and Chinese words.
WRITTEN = _form(" ?", *CHINESE)
_FORM = re.compile(_form())
_YEAR = re.compile(rf"([0-9]{{4}})|({_NAME})|\(({_NAME})([+-][0-9]+)\)")


class _Part(NamedTuple):
    """One end of a window, as written: year, and first and last month and day of it."""

    #: The name of the year; ``None`` where it is known.
    name: str | None
    #: The year, or how many more than the named one.
    year: int
    first: tuple[int, int]
    last: tuple[int, int]

    @classmethod
    def read(cls, text: str) -> _Part:
        """Read one end; it has the form of one."""
        found = _YEAR.match(text)
        assert found is not None  # it begins with a year
        name, year = found[2] or found[3], int(found[1] or found[4] or 0)
        match text[found.end() + 1 :].split("-"):
            case [""]:
                return cls(name, year, (1, 1), (12, 31))
            case [part] if part[0] in "HQ":
                months = 6 if part[0] == "H" else 3
                end = int(part[1]) * months
                return cls(name, year, (end - months + 1, 1), (end, 31))
            case [month]:
                return cls(name, year, (int(month), 1), (int(month), 31))
            case [month, days]:
                first, last = PARTS[days] if days in PARTS else (int(days), int(days))
                return cls(name, year, (int(month), first), (int(month), last))
        raise AssertionError(text)  # pragma: no cover - a part has at most two steps

    @property
    def exists(self) -> bool:
        """Whether there is such a day, at least in some year."""
        year = self.year if self.name is None else _LEAP_YEAR
        return year > 0 and day_of_month(year, *self.first).day == self.first[1]

    def years(self, named: NamedYears) -> tuple[int | None, int | None]:
        """Give the earliest and the latest year that it can lie in."""
        if self.name is None:
            return self.year, self.year
        least, most = named.bounds(self.name)
        return (
            None if least is None else least + self.year,
            None if most is None else most + self.year,
        )


#: Which has a 29 February.
_LEAP_YEAR = 2000


@model
class WindowBounds(Shown):
    """Between which days a window begins and ends (时段界限), as far as that is known.

    Attributes:
        first_earliest: The earliest day on which it can begin; ``None`` where none is known.
        first_latest: The latest day on which it can begin; ``None`` where none is known.
        last_earliest: The earliest last day; ``None`` where none is known.
        last_latest: The latest last day; ``None`` where none is known.

    Examples:
        >>> bounds = VagueWindow.parse("..2023-03").resolved()
        >>> [bounds.says(date(2023, month, 1)) for month in (2, 3, 4)]
        ['perhaps', 'in', 'out']
    """

    first_earliest: date | None
    first_latest: date | None
    last_earliest: date | None
    last_latest: date | None

    def says(self, day: date) -> InWindow:
        """Tell whether a day is surely in the window, perhaps, or surely not."""
        if self.first_earliest is not None and day < self.first_earliest:
            return "out"
        if self.last_latest is not None and day > self.last_latest:
            return "out"
        begun = self.first_latest is not None and day >= self.first_latest
        lasts = self.last_earliest is not None and day <= self.last_earliest
        return "in" if begun and lasts else "perhaps"

    @property
    def certain(self) -> Window | None:
        """The window itself, where both of its ends are known days."""
        first, last = self.first_earliest, self.last_latest
        if first is None or last is None:
            return None
        sure = first == self.first_latest and last == self.last_earliest
        return Window(first, last) if sure else None


@model
class VagueWindow(Model):
    """A window written in calendar parts (模糊时段): its years may be named, an end may be open.

    It runs, certainly, from the first day of its first part to the last day of its last. Where
    an end is open, the part that is told belongs to it as a whole, and what lies beyond on the
    open side does perhaps.

    Attributes:
        text: One part, or two with ``..`` between them, or one before or after it: ``2022``,
            ``2022-H1``, ``2022-Q3``, ``2022-06``, ``2022-06-mid`` (``early``, ``late``),
            ``2022-06-15``. A named year stands for a year, as ``y-06``, ``(y+1)-03``.

    Examples:
        >>> window = VagueWindow.parse("y-12..(y+1)-03")
        >>> window.resolved(NamedYears({"y": 2022})).certain
        Window(first=datetime.date(2022, 12, 1), last=datetime.date(2023, 3, 31), yearly=False)
        >>> window.resolved(NamedYears({"y": "unknown"})).says(date(2023, 1, 1))
        'perhaps'
        >>> VagueWindow.parse("2024-02-下旬").resolved().last_latest
        datetime.date(2024, 2, 29)

    Source:
        semantics of vague windows: certain from the first day of the first part to the last
        day of the last; earliest and latest serve open ends and unknown years only.
    """

    form: ClassVar[Form] = Form.of_its_own(
        write=lambda window: int(window.text) if window.text.isdecimal() else window.text,
        read=lambda value: VagueWindow.parse(value),  # noqa: PLW0108 - there is no class yet
    )
    text: str

    def problems(self) -> Iterator[Problem]:
        """Give a text that is no window, and an end before its beginning."""
        yield from _text_problems(self.text, self.text)

    @classmethod
    def parse(cls, value: object) -> VagueWindow:
        """Read a window; a year may be a number, and ten days may be written 上旬, 中旬, 下旬.

        Raises:
            DocumentError: It is no such text, or it ends before it begins.
        """
        text = str(value) if isinstance(value, str) or type(value) is int else ""
        for chinese, part in CHINESE.items():
            text = text.replace(chinese, part)
        text = re.sub(r" ?\.\. ?", "..", text)
        text = re.sub(rf"\( ?({_NAME}) ?([+-]) ?([0-9]{{1,3}}) ?\)", r"(\1\2\3)", text)
        problems = list(_text_problems(text, value))
        if problems:
            raise DocumentError(problems)
        return cls(text)

    @property
    def _ends(self) -> tuple[_Part | None, _Part | None]:
        """The first and the last part; ``None`` for an open end."""
        return _ends_of(self.text)

    @property
    def names(self) -> tuple[str, ...]:
        """The named years that it reads."""
        named = (part.name for part in self._ends if part is not None)
        return tuple(dict.fromkeys(name for name in named if name is not None))

    def resolved(self, years: NamedYears = NamedYears()) -> WindowBounds:  # noqa: B008 - frozen
        """Give the days between which it begins and ends.

        Args:
            years: What the document says of the years that it names.

        Raises:
            DocumentError: It names a year that is none of them, or one in which it would end
                before it begins, or lie outside of the calendar.
        """
        begin, end = self._ends
        early, late = begin or end, end or begin
        assert early is not None  # one end is told
        assert late is not None
        first, last = early.years(years), late.years(years)
        bounds = WindowBounds(
            None if begin is None else _day(first[0], early.first),
            _day(first[1], early.first),
            _day(last[0], late.last),
            None if end is None else _day(last[1], late.last),
        )
        earliest, latest = bounds.first_earliest, bounds.last_latest
        turned = earliest is not None and latest is not None and latest < earliest
        if turned or any(map(_beyond, (first, last))):
            expected = Message("expected.fitting-year")
            raise DocumentError([Problem(code="not-a-window", found=self.text, expected=expected)])
        return bounds


def _ends_of(text: str) -> tuple[_Part | None, _Part | None]:
    """Read both ends of a text that has the form of a window."""
    before, dots, after = text.partition("..")
    begin = _Part.read(before) if before else None
    return begin, (_Part.read(after) if after else None) if dots else begin


def _day(year: int | None, part: tuple[int, int]) -> date | None:
    """Give a day of a year; ``None`` where the year is not known, or none of the calendar."""
    if year is None or not date.min.year <= year <= date.max.year:
        return None
    return day_of_month(year, *part)


def _beyond(years: tuple[int | None, int | None]) -> bool:
    """Tell whether a year lies outside of the calendar, whichever of its years it is."""
    least, most = years
    late = least is not None and least > date.max.year
    return late or (most is not None and most < date.min.year)


def _text_problems(text: str, found: object) -> Iterator[Problem]:
    expected = Message("expected.vague-window")
    if not _FORM.fullmatch(text):
        yield Problem(code="not-a-window", found=shown(found), expected=expected)
        return
    begin, end = _ends_of(text)
    if all(part.exists for part in (begin, end) if part is not None):
        # Which year comes first is only known of those of one name, or of none.
        if begin is None or end is None or begin.name != end.name:
            return
        if (begin.year, begin.first) <= (end.year, end.last):
            return
        expected = Message("expected.end-after-begin")
    yield Problem(code="not-a-window", found=shown(found), expected=expected)
