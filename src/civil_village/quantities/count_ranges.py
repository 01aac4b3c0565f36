"""Ranges of counts (数量范围): how many there may be, such as ``1..2`` or ``3..``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import DocumentError, Problem, reject, shown
from civil_village.written_forms import Form

#: How a count lies to a range.
Fitting = Literal["few", "fits", "many"]

#: How it is written, as a regular expression.
WRITTEN = r"([0-9]{1,6})|([0-9]{0,6})\.\.([0-9]{0,6})"


@model
class CountRange(Model):
    """How many there may be (数量范围): so many, or from one number to another.

    Attributes:
        least: The least that is enough.
        most: The greatest that is allowed; ``None`` where there is no limit.

    Examples:
        >>> pilots = CountRange.parse("1..2")
        >>> [pilots.says(count) for count in (0, 2, 3)]
        ['few', 'fits', 'many']
        >>> CountRange.parse(3) == CountRange(3, 3), CountRange.parse("2..").most is None
        (True, True)
    """

    form: ClassVar[Form] = Form.of_its_own(
        write=lambda counts: counts.plain(),
        read=lambda value: CountRange.parse(value),  # noqa: PLW0108 - there is no class yet
    )
    least: int = 0
    most: int | None = None

    def problems(self) -> Iterator[Problem]:
        """Give numbers below 0, and a greatest that is below the least."""
        if self.least < 0 or (self.most is not None and self.most < self.least):
            yield _no_range(self.plain())

    @classmethod
    def taken(cls, value: object) -> CountRange | None:
        """Take a whole number or a text for a range; nothing else stands for one."""
        return cls.parse(value) if type(value) in (int, str) else None

    @classmethod
    def parse(cls, value: object) -> CountRange:
        """Read ``3``, ``1..2``, ``1..``, ``..2``, or ``..`` for any number.

        Raises:
            DocumentError: It is no such text, and no whole number.
        """
        text = str(value) if isinstance(value, str) or type(value) is int else ""
        found = re.fullmatch(WRITTEN, text)
        if found is None:
            raise DocumentError([_no_range(value)])
        least, most = (found[1], found[1]) if found[1] else (found[2] or 0, found[3] or None)
        made = cls(int(least), None if most is None else int(most))
        reject(made.problems())  # readers look for problems of fields alone
        return made

    def says(self, count: int) -> Fitting:
        """Say whether a count is too few, fits, or is too many."""
        if count < self.least:
            return "few"
        return "fits" if self.most is None or count <= self.most else "many"

    def times(self, number: int) -> CountRange:
        """Give the range of so many of them together.

        Examples:
            >>> CountRange(1, 2).times(13).plain()
            '13..26'
        """
        return CountRange(self.least * number, None if self.most is None else self.most * number)

    def plain(self) -> str | int:
        """Give the form in documents."""
        if self.least == self.most:
            return self.least
        return f"{self.least or ''}..{'' if self.most is None else self.most}"

    def text(self, lang: str) -> str:
        """Say it in ``lang``.

        Examples:
            >>> CountRange(1, 2).text("zh"), CountRange(1).text("en")
            ('1 至 2', 'at least 1')
        """
        if self.most is None:
            return f"至少 {self.least}" if lang == "zh" else f"at least {self.least}"
        if self.least == self.most:
            return str(self.least)
        if not self.least:
            return f"至多 {self.most}" if lang == "zh" else f"at most {self.most}"
        return f"{self.least} 至 {self.most}" if lang == "zh" else f"{self.least} to {self.most}"


#: At least one.
SOME = CountRange(1)
#: Exactly one.
ONE = CountRange(1, 1)


def _no_range(found: object) -> Problem:
    expected = Message("expected.count-range")
    return Problem(code="not-a-range", found=shown(found), expected=expected)
