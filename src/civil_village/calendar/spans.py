"""A length of calendar time, and the window of days that looks back over it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, get_args

from attrs import field, frozen

from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem, require, shown

SpanUnit = Literal["year", "month", "week", "day"]

_FORM = re.compile(r"([1-9][0-9]{0,3}) ?(year|month|week|day)s?")


@frozen
class Span:
    """A length of time in calendar units (时段), such as ``1 year`` or ``30 days``.

    Examples:
        >>> Span(1, "year").back_from(date(2024, 2, 29))
        datetime.date(2023, 2, 28)
        >>> Span.parse("6 months")
        Span(number=6, unit='month')

    Source:
        semantics of look-back windows: same month and day, clipped to the month's last
        day; both ends count.
    """

    number: int
    unit: SpanUnit = field()

    def __attrs_post_init__(self) -> None:
        require(self)

    def problems(self) -> Iterator[Problem]:
        """Give a number or a unit with which it could not be written."""
        if not _FORM.fullmatch(f"{self.number} {self.unit}"):
            yield _no_span(self.plain())

    @classmethod
    def parse(cls, text: object) -> Span:
        """Read ``1 year``, ``3 months``, ``2 weeks`` or ``30 days``.

        Raises:
            DocumentError: It is no such text.
        """
        found = _FORM.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            raise DocumentError([_no_span(text)])
        unit: Any = found[2]
        return cls(int(found[1]), unit)

    def back_from(self, day: date) -> date:
        """Give the first day of the window that ends on ``day`` (both count).

        A span that reaches back before the first year of the calendar starts there.
        """
        import pendulum  # noqa: PLC0415 - costs as much as everything else together

        start = pendulum.date(day.year, day.month, day.day)
        try:
            back = start.subtract(**{self.unit + "s": self.number})
        except (OverflowError, ValueError):
            return date.min
        return date(back.year, back.month, back.day)

    def holds(self, day: date, *, as_of: date) -> bool:
        """Tell whether ``day`` lies in the window that ends on ``as_of``."""
        return self.back_from(as_of) <= day <= as_of

    def plain(self) -> Any:
        """Give the form in documents."""
        return f"{self.number} {self.unit}{'s' if self.number > 1 else ''}"

    def text(self, lang: str) -> str:
        """Say it in ``lang``."""
        words = {"year": "年", "month": "个月", "week": "周", "day": "天"}
        return f"{self.number} {words[self.unit]}" if lang == "zh" else str(self.plain())


def _no_span(found: object) -> Problem:
    expected = Message("expected.span", units=get_args(SpanUnit))
    return Problem(code="not-a-span", found=shown(found), expected=expected)
