"""Books of points in files (积分台账文件): read in any form, grown line by line.

A book is somebody's only record. Whatever writes here leaves either the whole new content
or, to the byte, what was there; and two who write at once do so one after the other.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from attrs import evolve, frozen

from civil_village.cli.files import UsageError, document_text, file_bytes
from civil_village.documents import loads
from civil_village.documents.lines import read_ledger
from civil_village.messages import Message
from civil_village.points import Ledger, Policy, Roster
from civil_village.problems import Position, Problem
from civil_village.samples import BUNDLED

#: Whether files can be locked; on Windows they are not.
_LOCKS = importlib.util.find_spec("fcntl") is not None
#: What only documents have on their first line.
_KIND = re.compile(rb'"kind"\s*:')
_IDS = re.compile(rb"""["']?\bid["']?\s*:\s*["']?([^\s"',}\]]+)""")


@frozen
class BookText:
    """A ledger, and the text that it was read from, so that problems can say where."""

    name: str
    text: bytes
    ledger: Ledger

    def placed(self, problem: Problem) -> Problem:
        """Give a problem of an event its file and, where it is found, its line.

        Examples:
            >>> book = BookText("book.jsonl", b'{"void": {"id": "v1"}}', Ledger())
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


def policies_of(name: str, editions: list[str]) -> list[Policy]:
    """Read a policy, and further editions of it."""
    names = [name, *editions]
    return [loads(document_text(one), Policy, source=one) for one in names]


def roster_of(name: str | None) -> Roster | None:
    """Read a roster, where one is named."""
    return None if name is None else loads(document_text(name), Roster, source=name)


def book_of(name: str) -> BookText:
    """Read a ledger: a bundled one, lines of JSON, or a document.

    Raises:
        UsageError: There is none, or it cannot be read.
        DocumentError: Everything that is wrong with it.
    """
    return _book(name, document_text(name) if name in BUNDLED else file_bytes(name))


def _book(name: str, text: bytes) -> BookText:
    if is_lines(text):
        return BookText(name, text, read_ledger(text, source=name))
    return BookText(name, text, loads(text, Ledger, source=name))


def is_lines(text: bytes) -> bool:
    """Tell lines of JSON from a document; an empty file is a ledger without entries.

    Examples:
        >>> is_lines(b'{"void": {"id": "v1"}}'), is_lines(b"kind: ledger"), is_lines(b"{")
        (True, False, False)
    """
    first = text.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0].rstrip()
    if not first:
        return True
    return first.startswith(b"{") and first != b"{" and not _KIND.search(first)


class KeptBook:
    """A book in lines that is open for writing. Made by `kept`."""

    def __init__(self, name: str, file: BinaryIO | None) -> None:
        self.name = name
        self._file = file
        text = b"" if file is None else _read(name, file)
        if not is_lines(text):
            hint = Message("hint.to-lines", name=name)
            raise UsageError(Message("screen.not-lines", name=name), hint)
        self.read = _book(name, text)

    @property
    def ledger(self) -> Ledger:
        """What it holds."""
        return self.read.ledger

    def append(self, line: str) -> None:
        """Put a line at the end, whole or not at all.

        Raises:
            UsageError: It cannot be written.
        """
        data = line.encode()
        if self._file is None:
            written(self.name, data)
            return
        if self.read.text and not self.read.text.endswith(b"\n"):
            data = b"\n" + data
        end = self._file.seek(0, os.SEEK_END)
        try:
            _write(self._file, data)
        except OSError as error:
            with suppress(OSError):
                self._file.truncate(end)
            raise _unwritable(self.name, error) from None

    def replace(self, text: str) -> None:
        """Put other content in its place, whole or not at all.

        Raises:
            UsageError: It cannot be written.
        """
        if not _LOCKS and self._file is not None:
            self._file.close()  # Windows replaces no open file
        replaced(self.name, text.encode())


@contextmanager
def kept(name: str, *, new: bool = False) -> Iterator[KeptBook]:
    """Open a book in lines for writing; nobody else writes to it meanwhile.

    Args:
        name: Its file.
        new: Begin one where there is none; the file is made with its first entry.

    Raises:
        UsageError: There is none, it cannot be read or written, or it is not in lines.
        DocumentError: Everything that is wrong with it.
    """
    if name in BUNDLED:
        hint = Message("hint.to-lines", name=name)
        raise UsageError(Message("screen.bundled-stays", name=name), hint)
    file = None if new and not Path(name).exists() else _locked(name)
    try:
        yield KeptBook(name, file)
    finally:
        if file is not None:
            file.close()  # which opens the lock as well


def _locked(name: str) -> BinaryIO:
    """Open a file once nobody else writes to it."""
    while True:
        try:
            file = Path(name).open("r+b", buffering=0)  # noqa: SIM115 - its user closes it
        except FileNotFoundError:
            hint = Message("hint.new-ledger")
            raise UsageError(Message("screen.no-ledger", name=name), hint) from None
        except (OSError, ValueError) as error:
            raise _unreadable(name, error) from None
        if not _LOCKS:
            return file
        import fcntl  # noqa: PLC0415 - not there on Windows

        fcntl.flock(file, fcntl.LOCK_EX)
        # Whoever had it before may have put another file in its place.
        with suppress(OSError):
            if os.path.samestat(os.fstat(file.fileno()), Path(name).stat()):
                return file
        file.close()


def _read(name: str, file: BinaryIO) -> bytes:
    try:
        return file.read()
    except OSError as error:
        raise _unreadable(name, error) from None


def _write(file: BinaryIO, data: bytes) -> None:
    """Write all of some bytes, down to the disk."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    file.flush()
    os.fsync(file.fileno())


def written(name: str, data: bytes, *, force: bool = False) -> None:
    """Write a file, whole or not at all.

    Raises:
        UsageError: There is one of that name and it is not to be replaced, or it cannot be
            written.
    """
    if force:
        replaced(name, data)
        return
    try:
        with Path(name).open("xb", buffering=0) as file:
            try:
                _write(file, data)
            except OSError:
                Path(name).unlink()
                raise
    except FileExistsError:
        raise UsageError(Message("screen.exists", name=name), Message("hint.force")) from None
    except (OSError, ValueError) as error:
        raise _unwritable(name, error) from None


def replaced(name: str, data: bytes) -> None:
    """Write a file beside the one of that name, and put it in its place.

    Raises:
        UsageError: It cannot be written.
    """
    path = Path(name).resolve()  # a link stays a link
    try:
        beside = tempfile.NamedTemporaryFile(  # noqa: SIM115 - it outlives its closing
            dir=path.parent, prefix=f".{path.name}.", delete=False
        )
        try:
            with beside:
                beside.write(data)
                beside.flush()
                os.fsync(beside.fileno())
            if path.exists():
                shutil.copymode(path, beside.name)
            Path(beside.name).replace(path)
        except OSError:
            with suppress(OSError):
                Path(beside.name).unlink()
            raise
    except (OSError, ValueError) as error:
        raise _unwritable(name, error) from None


def _unreadable(name: str, error: Exception) -> UsageError:
    reason = getattr(error, "strerror", None) or str(error)
    return UsageError(Message("screen.not-readable", name=name, reason=reason))


def _unwritable(name: str, error: Exception) -> UsageError:
    reason = getattr(error, "strerror", None) or str(error)
    return UsageError(Message("screen.not-writable", name=name, reason=reason))
