"""Dates that are only vaguely known: a year, a month, or ten days of one (上旬, 中旬, 下旬)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from civil_village.calendar.months import day_of_month
from civil_village.calendar.windows import Window
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import DocumentError, Problem, shown
from civil_village.written_forms import Form

_FORM = r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<part>\w+))?)?"
#: First and last day of the three parts of a month; the last runs to its end.
PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
CHINESE = {"上旬": "early", "中旬": "mid", "下旬": "late"}


@model
class VagueDate(Model):
    """A date of which only year, month or ten-day period is known (模糊日期).

    Attributes:
        text: ``2024``, ``2024-05``, or ``2024-05-early`` (``mid``, ``late``).

    Examples:
        >>> VagueDate.parse("2024-02-下旬")
        VagueDate(text='2024-02-late')
        >>> VagueDate("2024-02-late").days.last
        datetime.date(2024, 2, 29)
    """

    form: ClassVar[Form] = Form.of_its_own(
        write=lambda day: day.text,
        read=lambda value: VagueDate.parse(value),  # noqa: PLW0108 - there is no class yet
    )
    text: str

    def problems(self) -> Iterator[Problem]:
        """Give a text that is no vague date."""
        if _days(self.text) is None:
            yield _no_vague_date(self.text)

    @classmethod
    def parse(cls, value: object) -> VagueDate:
        """Read a year, also as a number, a month, or ten days of one.

        Raises:
            DocumentError: It is no such text.
        """
        text = str(value) if isinstance(value, str) or type(value) is int else ""
        for chinese, part in CHINESE.items():
            text = text.replace(chinese, part)
        if _days(text) is None:
            raise DocumentError([_no_vague_date(value)])
        return cls(text)

    @property
    def days(self) -> Window:
        """The days that it can be."""
        days = _days(self.text)
        assert days is not None  # it is one
        return days


def _days(text: str) -> Window | None:
    """Give the days of a vague date; ``None`` where the text is none."""
    found = re.fullmatch(_FORM, text)
    if found is None:
        return None
    year, month, part = int(found["year"]), found["month"], found["part"]
    if year == 0 or (part is not None and part not in PARTS):
        return None
    if month is None:
        return Window(date(year, 1, 1), date(year, 12, 31))
    if not 1 <= int(month) <= 12:  # noqa: PLR2004 - months of a year
        return None
    first, last = PARTS[part] if part else (1, 31)
    return Window(date(year, int(month), first), day_of_month(year, int(month), last))


def _no_vague_date(found: object) -> Problem:
    return Problem(code="not-a-date", found=shown(found), expected=Message("expected.day-or-vague"))
