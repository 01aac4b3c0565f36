"""The plain tree (纯数据): what both formats build, with its places and problems.

What belongs here: the parts of reading that JSON and YAML share. What does not: the
syntax of either.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from attrs import evolve

from civil_village.messages import Message
from civil_village.problems import MOST_PROBLEMS, DocumentError, Path, Position, Problem, shown

#: No document nests deeper; the deepest of ours has about a third of it.
DEEPEST = 64
#: No number is written with more characters, nor with more digits of exponent.
LONGEST, EXPONENT = 400, 3
#: No character carries more combining marks: Unicode's own bound for texts in a stream.
#: Composing takes the square of their number, so that a long row of them would not end.
MARKS = 30

_SURROGATE = re.compile("[\ud800-\udfff]")


class Plain(str):
    """Text of a YAML scalar that was written without quotes (无引号文本).

    YAML cuts such text at `` #``, so a later stage may want to refuse it.

    Examples:
        >>> Plain("12:30") == "12:30"
        True
    """

    __slots__ = ()


class Mark(NamedTuple):
    """Where a value begins in the text (起始位置)."""

    #: Counted from 1.
    line: int
    #: Counted from 1.
    column: int
    #: Characters before the value's own text; ``None`` where the text is not written as it is.
    lead: int | None = None

    def position(self, offset: int | None = None) -> Position:
        """Give the place ``offset`` characters into the value, or else its beginning.

        Examples:
            >>> Mark(2, 5, lead=1).position(3), Mark(2, 5).position(3)
            (Position(line=2, column=9), Position(line=2, column=5))
        """
        inside = 0 if offset is None or self.lead is None else self.lead + offset
        return Position(self.line, self.column + inside)


def normal(text: str) -> str:
    r"""Give a text in Unicode's composed form (NFC), in which equal texts are equal.

    Raises:
        DocumentError: The text holds half a character, which no file could store, or one
            with too many marks.

    Examples:
        >>> len(normal("e\u0301"))
        1
    """
    if text.isascii():
        return text
    if half := _SURROGATE.search(text):
        raise DocumentError([not_a_character(f"\\u{ord(half[0]):04x}")])
    if unicodedata.is_normalized("NFC", text):
        return text
    for is_mark, row in groupby(text, lambda character: unicodedata.combining(character) > 0):
        if is_mark and (count := len(list(row))) > MARKS:
            expected = Message("expected.marks", most=MARKS)
            raise DocumentError(
                [Problem(code="too-many-marks", found=str(count), expected=expected)]
            )
    return unicodedata.normalize("NFC", text)


def not_a_character(escape: str) -> Problem:
    """Give the problem of an escape that gives half a character or none."""
    return Problem(code="not-a-character", found=escape, expected=Message("expected.character"))


def is_as_written(written: str, text: str) -> bool:
    """Whether each character of a text is one character of what is written.

    Escapes, folded lines and what Unicode composes move the characters after them.

    Examples:
        >>> is_as_written("it''s", "it's"), is_as_written("its", "its")
        (False, True)
    """
    return written == text and unicodedata.is_normalized("NFC", text)


def number(text: str) -> int | Decimal:
    """Take what is written as a JSON number exactly.

    Raises:
        ValueError: It has so many digits that reckoning with it would take long.

    Examples:
        >>> number("12"), number("1.50"), number("1e3")
        (12, Decimal('1.50'), Decimal('1E+3'))
    """
    mantissa, e, exponent = text.lower().partition("e")
    if len(text) > LONGEST or len(exponent.lstrip("+-0")) > EXPONENT:
        raise ValueError(text)
    return Decimal(text) if e or "." in mantissa else int(text)


class Tree:
    """Plain data that grows as a reader meets keys and values (数据树).

    Args:
        marks: Filled with where each path stands, where it is given.
        most: Number of marks with which there are enough.

    Examples:
        >>> tree = Tree()
        >>> tree.open({}, Mark(1, 1)), tree.key("a", Mark(1, 2)), tree.value(5, Mark(1, 7))
        (None, None, None)
        >>> tree.path, tree.root
        ((), {'a': 5})
    """

    __slots__ = ("_open", "_steps", "full", "marks", "most", "problems", "root", "start")

    def __init__(self, marks: dict[Path, Mark] | None = None, most: int | None = None) -> None:
        self.marks, self.most = marks, most
        self.root: Any = None
        #: Where the root begins; ``None`` as long as there is none.
        self.start: Mark | None = None
        #: Whether the reader must stop.
        self.full = False
        self.problems: list[Problem] = []
        self._open: list[dict[str, Any] | list[Any]] = []
        # For each open container the key or index of the value that comes next.
        self._steps: list[str | int | None] = []

    @property
    def path(self) -> Path:
        """Path of the value that comes next."""
        return tuple(step for step in self._steps if step is not None)

    @property
    def awaits_key(self) -> bool:
        """Whether a key comes next."""
        return bool(self._steps) and self._steps[-1] is None

    def open(self, container: dict[str, Any] | list[Any], mark: Mark) -> None:
        """Begin a mapping or a list, unless it would lie too deep."""
        if len(self._open) == DEEPEST:
            self.report_depth(mark)
            return
        self._put(container, mark)
        self._open.append(container)
        self._steps.append(None if isinstance(container, dict) else 0)

    def close(self) -> None:
        """End the innermost mapping or list."""
        self._open.pop()
        self._steps.pop()
        self._go_on()

    def key(self, text: str, mark: Mark) -> None:
        """Take the key of the value that comes next."""
        key = self._normal(text, mark)
        self._steps[-1] = key
        if key in self._open[-1]:
            hint = Message("hint.one-key")
            self.report("duplicate-key", mark, found=shown(key), hint=hint)

    def skip_key(self, text: str) -> None:
        """Go on after a key that was refused, with a stand-in that is never handed out."""
        self._steps[-1] = text

    def value(self, value: Any, mark: Mark) -> None:
        """Take a scalar value; text in any form of Unicode."""
        if isinstance(value, str):
            value = type(value)(self._normal(value, mark))
        self._put(value, mark)
        self._go_on()

    def number(self, text: str, mark: Mark) -> None:
        """Take a number as it is written."""
        try:
            value = number(text)
        except ValueError:
            expected = Message("expected.number-length", most=LONGEST, exponent=EXPONENT)
            self.report("number-too-long", mark, found=shown(text), expected=expected)
            value = 0
        self.value(value, mark)

    def report(
        self,
        code: str,
        mark: Mark,
        *,
        found: str | None = None,
        expected: Message | None = None,
        hint: Message | None = None,
    ) -> None:
        """Note a problem of the value that comes next."""
        self.note(Problem(code=code, found=found, expected=expected, hint=hint), mark)

    def note(self, problem: Problem, mark: Mark) -> None:
        """Note a problem, giving it the path and place of the value that comes next."""
        self.problems.append(evolve(problem, path=self.path, position=mark.position()))
        self.full = self.full or len(self.problems) > MOST_PROBLEMS

    def report_depth(self, mark: Mark) -> None:
        """Note that the text nests too deep to be read any further."""
        self.report("too-deep", mark, expected=Message("expected.levels", most=DEEPEST))
        self.full = True

    def _normal(self, text: str, mark: Mark) -> str:
        try:
            return normal(text)
        except DocumentError as error:
            self.note(error.problems[0], mark)
            return ""

    def _put(self, value: Any, mark: Mark) -> None:
        if self.marks is not None:
            self.marks[self.path] = mark
            self.full = self.full or len(self.marks) == self.most
        if not self._open:
            self.root, self.start = value, mark
            return
        parent, step = self._open[-1], self._steps[-1]
        if isinstance(parent, list):
            parent.append(value)
        else:
            assert isinstance(step, str)  # readers give a key before each value
            parent[step] = value

    def _go_on(self) -> None:
        if self._steps:
            step = self._steps[-1]
            self._steps[-1] = step + 1 if isinstance(step, int) else None
