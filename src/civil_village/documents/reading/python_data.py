"""Plain data of Python (Python 数据): brought to what a reader of text gives.

What a web framework has made of JSON, what another reader has made of YAML, rows of a frame:
mappings, lists and scalars. Afterwards nothing tells them from a document that was read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from civil_village.documents.reading.plain_tree import DEEPEST, EXPONENT, LONGEST, normal, number
from civil_village.exact_numbers import as_decimal
from civil_village.foreign_scalars import native
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.problems import (
    MOST_PROBLEMS,
    DocumentError,
    Path,
    Position,
    Problem,
    reject,
    shown,
)

#: As many values as the longest text could hold; lists that hold each other are cut there.
VALUES = 5_000_000
#: No whole number with fewer bits is too long.
_SHORT = 1_000


def as_read(value: Any) -> Any:
    """Give plain data as it would be read: numbers exact, text composed, keys text, days written.

    Args:
        value: Mappings, lists and scalars, as deep as documents may be; models among them stay.

    Raises:
        DocumentError: What no document could say, each with its path.

    Examples:
        >>> as_read({"share": 0.1, "steps": {10: (1, 2)}, "on": date(2024, 5, 1)})
        {'share': Decimal('0.1'), 'steps': {'10': [1, 2]}, 'on': '2024-05-01'}
    """
    reading = _Reading()
    found = reading.value(value, ())
    reject(reading.problems)
    return found


class _Reading:
    """One look at all values, in their order; gathers problems as it goes."""

    __slots__ = ("left", "problems")

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        #: How many values may still come.
        self.left = VALUES

    def value(self, value: Any, path: Path) -> Any:
        """Give one value, and those inside it."""
        self.left -= 1
        if self.left < 0 or len(self.problems) > MOST_PROBLEMS:
            if self.left == -1:
                expected = Message("expected.values", most=VALUES)
                self.problems.append(Problem(code="too-large", path=path, expected=expected))
            return None
        value = native(value)
        if isinstance(value, Mapping):
            return self.entries(value, path) if self.is_open(path) else None
        if isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray):
            if not self.is_open(path):
                return None
            return [self.value(item, (*path, index)) for index, item in enumerate(value)]
        return self.scalar(value, path)

    def is_open(self, path: Path) -> bool:
        """Tell whether a mapping or list may be here; note where one lies too deep."""
        if len(path) < DEEPEST:
            return True
        self.note("too-deep", path, expected=Message("expected.levels", most=DEEPEST))
        return False

    def entries(self, values: Mapping[Any, Any], path: Path) -> dict[str, Any]:
        """Give a mapping with its keys as text."""
        made: dict[str, Any] = {}
        for given, item in values.items():
            key = self.scalar(native(given), (*path, shown(given)))
            if isinstance(key, int | Decimal) and not isinstance(key, bool):
                key = str(key)  # as a step of points stands in YAML
            if not isinstance(key, str):
                expected = Message("type.text")
                self.note(
                    "wrong-type", (*path, shown(given)), found=shown(given), expected=expected
                )
            elif key in made:
                self.note("duplicate-key", (*path, key), found=key, hint=Message("hint.one-key"))
            else:
                made[key] = self.value(item, (*path, key))
            if self.left < 0 or len(self.problems) > MOST_PROBLEMS:
                break
        return made

    def scalar(self, value: Any, path: Path) -> Any:
        """Give what has no parts."""
        if isinstance(value, str):
            try:
                return normal(str.__str__(value))
            except DocumentError as error:
                self.problems += (problem.inside(*path) for problem in error.problems)
                return ""
        if isinstance(value, bool | None):
            return value
        if isinstance(value, int | float | Decimal):
            return self.number(value, path)
        return value.isoformat() if isinstance(value, date) else value

    def number(self, value: Any, path: Path) -> int | Decimal:
        """Give a number exactly, a float at its shortest decimal form."""
        if isinstance(value, int) and value.bit_length() < _SHORT:
            return int(value)
        exact = as_decimal(value) if isinstance(value, float) else value
        if isinstance(value, float | Decimal) and not as_decimal(value).is_finite():
            found, expected = shown(exact), Message("expected.finite")
            self.note("not-finite", path, found=found, expected=expected)
            return 0
        try:
            return number(str(exact))
        except ValueError:
            expected = Message("expected.number-length", most=LONGEST, exponent=EXPONENT)
            self.note("number-too-long", path, found=shown(value), expected=expected)
            return 0

    def note(self, code: str, path: Path, **told: Any) -> None:
        """Note a problem."""
        self.problems.append(Problem(code=code, path=path, **told))


@model
class Handed(Shown):
    """Knows that what was handed in as data stands in no text (数据定位器)."""

    name: str | None = None

    def position(self, path: Path, offset: int | None = None) -> Position | None:  # noqa: ARG002 - as of a text
        """Give no place: paths say it all."""
        return None
