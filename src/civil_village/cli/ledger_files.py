"""Books in files (台账文件), of points and of campaigns: read in any form, grown line by line.

A book is somebody's only record. Whatever writes here leaves either the whole new content
or, to the byte, what was there; and two who write at once do so one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from itertools import chain
from typing import Any, Generic, TypeVar

from attrs import evolve, frozen

from civil_village.cli.files import (
    UsageError,
    bounded,
    document_text,
    lines_of,
    opened,
    unreadable,
)
from civil_village.cli.screen import Screen
from civil_village.cli.writing import HeldFile, held
from civil_village.documents import loads
from civil_village.documents.kinds import KINDS
from civil_village.documents.logs import log_line, read_log
from civil_village.documents.reading.text import LARGEST
from civil_village.events import Log
from civil_village.events.seals import head, seal
from civil_village.messages import Message
from civil_village.points import Policy, Roster
from civil_village.problems import MOST_PROBLEMS, Position, Problem
from civil_village.samples import BUNDLED

L = TypeVar("L", bound=Log[Any])

_MARK = b"\xef\xbb\xbf"
#: What the first line of a document says; an event may have a kind of such a name, but no format.
_KIND = re.compile(rb'"kind"\s*:\s*"(?:%b)"' % "|".join(KINDS).encode())
_FORMAT = re.compile(rb'"format"\s*:')
_IDS = re.compile(rb"""["']?\bid["']?\s*:\s*["']?([^\s"',}\]]+)""")


@frozen
class BookText(Generic[L]):
    """A book, and the text that it was read from, so that problems can say where."""

    name: str
    text: bytes
    log: L

    def placed(self, problem: Problem) -> Problem:
        """Give a problem of an event its file and, where it is found, its line.

        Examples:
            >>> from civil_village.evidence import EventLog
            >>> from civil_village.problems import Problem
            >>> book = BookText("book.jsonl", b'{"void": {"id": "v1"}}', EventLog())
            >>> book.placed(Problem(code="unknown-event", path=("events", "v1", "of"))).where("en")
            'book.jsonl, events.v1.of, line 1, column 11'
        """
        placed = evolve(problem, document=self.name)
        if len(problem.path) < 2:  # noqa: PLR2004 - events, and the id of one
            return placed
        place = self._places.get(str(problem.path[1]).encode())
        if place is None:
            return placed
        line = self.text.count(b"\n", 0, place) + 1
        start = self.text.rfind(b"\n", 0, place) + 1
        column = len(self.text[start:place].decode(errors="replace")) + 1
        return evolve(placed, position=Position(line, column))

    @cached_property
    def _places(self) -> dict[bytes, int]:
        """Where each id is given first."""
        places: dict[bytes, int] = {}
        for found in _IDS.finditer(self.text):
            places.setdefault(found[1], found.start())
        return places


def tell_strangers(problems: Iterable[Problem], book: BookText[Any], screen: Screen) -> bool:
    """Tell the events of a book that name what there is not, and therefore count for nothing."""
    found = [*problems]
    for problem in found[:MOST_PROBLEMS]:
        screen.error(book.placed(problem))
    if len(found) > MOST_PROBLEMS:
        screen.error(Message("problem.more", count=len(found) - MOST_PROBLEMS))
    return bool(found)


def policies_of(name: str, editions: list[str]) -> list[Policy]:
    """Read a policy, and further editions of it."""
    names = [name, *editions]
    return [loads(document_text(one), Policy, source=one) for one in names]


def roster_of(name: str | None) -> Roster | None:
    """Read a roster, where one is named."""
    return None if name is None else loads(document_text(name), Roster, source=name)


def book_of(name: str, kind: type[L]) -> BookText[L]:
    """Read a book of a kind: a bundled one, lines of JSON, or a document.

    Raises:
        UsageError: There is none, or it cannot be read.
        DocumentError: Everything that is wrong with it.
    """
    if name in BUNDLED:
        return _book(name, iter([document_text(name)]), kind)
    with opened(name) as file:
        return _book(name, lines_of(file), kind)


def _book(
    name: str, lines: Iterator[bytes], kind: type[L], *, only_lines: bool = False
) -> BookText[L]:
    """Read a book line by line; a document is read as a whole."""
    begun: list[bytes] = []
    size = 0
    for line in lines:  # up to the first that holds something
        begun.append(line)
        size += len(line)
        if line.removeprefix(_MARK).strip() or size > LARGEST:
            break
    text = b"".join(begun)
    if is_lines(text):
        read = list(begun)
        log = read_log(chain(begun, _noted(lines, read)), kind, source=name)
        return BookText(name, b"".join(read), log)
    if only_lines:
        raise UsageError(Message("screen.not-lines", name=name), _to_lines(name, kind))
    text = bounded(name, chain(begun, lines))
    return BookText(name, text, loads(text, kind, source=name))


def _to_lines(name: str, kind: type[Any]) -> Message | None:
    """Say how lines are made of a book, where a command does that."""
    return Message("hint.to-lines", name=name) if kind.kind == "ledger" else None


def _noted(lines: Iterator[bytes], read: list[bytes]) -> Iterator[bytes]:
    """Give lines, and note those that were read."""
    for line in lines:
        read.append(line)
        yield line


def is_lines(text: bytes) -> bool:
    """Tell lines of JSON from a document; an empty file is a book without entries.

    Examples:
        >>> is_lines(b'{"void": {"id": "v1"}}'), is_lines(b"kind: ledger"), is_lines(b"{")
        (True, False, False)
        >>> is_lines(b'{"id": "e1", "kind": "notice"}'), is_lines(b'{"kind": "log", "format": 1}')
        (True, False)
    """
    first = text.removeprefix(_MARK).lstrip().split(b"\n", 1)[0].rstrip()
    if not first:
        return True
    if not first.startswith(b"{") or first == b"{":
        return False
    cut = not first.endswith(b"}")  # a document goes on in the next line
    return not (_KIND.search(first) and (cut or _FORMAT.search(first)))


class KeptBook(Generic[L]):
    """A book in lines that is open for writing. Made by `kept`."""

    def __init__(self, file: HeldFile, kind: type[L]) -> None:
        self._file = file
        try:
            self.read = _book(file.name, lines_of(file.file), kind, only_lines=True)
        except OSError as error:
            raise unreadable(file.name, error) from None

    @property
    def log(self) -> L:
        """What it holds."""
        return self.read.log

    def append(self, line: str) -> None:
        """Put a line at the end, whole or not at all.

        Raises:
            UsageError: It cannot be written.
        """
        torn = self.read.text and not self.read.text.endswith(b"\n")
        self._file.append(b"\n" * bool(torn) + line.encode())

    def enter(self, event: Any, grown: L) -> tuple[str | None, int]:
        """Put an event at the end; where the book is sealed up to there, seal it on.

        Args:
            event: The event.
            grown: The book with it.

        Returns:
            Its seal, if it has one, and how many events of a sealed book wait for theirs.

        Raises:
            UsageError: It cannot be written.
        """
        sealed = self.log.unsealed + len(self.log.seals)
        seal_ = head(seal(grown)) if sealed and sealed == len(self.log.events) else None
        self.append(log_line(event, seal_))
        return seal_, len(grown.events) - sealed if sealed and seal_ is None else 0

    def replace(self, text: str) -> None:
        """Put other content in its place, whole or not at all.

        Raises:
            UsageError: It cannot be written.
        """
        self._file.replace(text.encode())


@contextmanager
def kept(name: str, kind: type[L], *, new: bool = False) -> Iterator[KeptBook[L]]:
    """Open a book in lines for writing; nobody else writes to it meanwhile.

    Args:
        name: Its file.
        kind: What it is a book of, such as `Ledger`.
        new: Begin one where there is none; it stays only with its first entry.

    Raises:
        UsageError: There is none, it cannot be read or written, or it is not in lines.
        DocumentError: Everything that is wrong with it.
    """
    if name in BUNDLED:
        raise UsageError(Message("screen.bundled-stays", name=name), _to_lines(name, kind))
    with ExitStack() as stack:
        try:
            file = stack.enter_context(held(name, new=new))
        except FileNotFoundError:
            hint = Message("hint.new-ledger")
            raise UsageError(Message("screen.no-ledger", name=name), hint) from None
        yield KeptBook(file, kind)
