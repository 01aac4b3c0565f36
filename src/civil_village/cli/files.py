"""Files and bundled documents: what the commands read, and how much of it at most."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from civil_village.documents.reading.text import LARGEST
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem, nearest
from civil_village.samples import BUNDLED, bundled_text

#: Exit codes: fine, the documents are wrong, usage.
FINE, WRONG, USAGE = 0, 1, 2

#: So many bytes are read at once.
_PIECE = 1 << 20


class UsageError(Exception):
    """What was asked cannot be done; the message says why."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


def is_table(name: str) -> bool:
    """Tell whether a file is a table, by its name.

    Examples:
        >>> is_table("villages.CSV"), is_table("villages.yaml")
        (True, False)
    """
    return Path(name).suffix.lower() == ".csv"


def document_text(name: str) -> bytes:
    """Read a bundled document or a file; a bundled name goes first.

    Raises:
        UsageError: There is none, or it is a table, which says nothing without a standard.
    """
    if name in BUNDLED:
        return bundled_text(name)
    if is_table(name):
        raise UsageError(Message("screen.table-alone", name=name), Message("hint.table-alone"))
    return file_bytes(name)


def file_bytes(name: str) -> bytes:
    """Read a file, and no more of it than documents and tables may have.

    Raises:
        UsageError: There is none, or it cannot be read.
        DocumentError: It is too large.
    """
    with opened(name) as file:
        return bounded(name, pieces_of(file))


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """Open a file for reading.

    Raises:
        UsageError: There is none, or it cannot be read.
    """
    try:
        with Path(name).open("rb", buffering=0) as file:
            yield file
    except FileNotFoundError:
        raise UsageError(Message("screen.no-file", name=name), nearest(name, BUNDLED)) from None
    except (OSError, ValueError) as error:
        raise unreadable(name, error) from None


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """Give what is in a file, piece by piece, however long it goes on."""
    while piece := file.read(_PIECE):
        yield piece


def lines_of(file: BinaryIO) -> Iterator[bytes]:
    r"""Give the lines of a file, with their ends; one that is too long is the last, cut off.

    Examples:
        >>> import io
        >>> list(lines_of(io.BytesIO(b"a\n\nb")))
        [b'a\n', b'\n', b'b']
    """
    rest: list[bytes] = []
    size = 0
    for piece in pieces_of(file):
        *lines, last = piece.split(b"\n")
        for line in lines:
            yield b"".join((*rest, line, b"\n"))
            rest, size = [], 0
        rest.append(last)
        size += len(last)
        if size > LARGEST:
            break
    if size:
        yield b"".join(rest)


def bounded(name: str, pieces: Iterable[bytes]) -> bytes:
    """Put pieces together, as long as they are no more than a document may have.

    Raises:
        DocumentError: They are more.
    """
    kept, size = [], 0
    for piece in pieces:
        kept.append(piece)
        size += len(piece)
        if size > LARGEST:
            expected = Message("expected.bytes", most=LARGEST)
            raise DocumentError([Problem(code="too-large", expected=expected, document=name)])
    return b"".join(kept)


#: Failures of the system that have words of ours.
_REASONS = (
    *("EACCES", "EFBIG", "EIO", "EISDIR", "ELOOP", "EMFILE", "ENAMETOOLONG", "ENOENT"),
    *("ENOSPC", "ENOTDIR", "EPERM", "EROFS"),
)


def reason_of(error: Exception) -> Message | str:
    """Give what a failure of the system says of itself.

    Examples:
        >>> reason_of(PermissionError(13, "")).text("zh")
        '没有权限'
    """
    name = errno.errorcode.get(getattr(error, "errno", None) or 0)
    if name in _REASONS:
        return Message(f"reason.{name}")
    return getattr(error, "strerror", None) or str(error)


def unreadable(name: str, error: Exception) -> UsageError:
    """Say that a file cannot be read, and why."""
    return UsageError(Message("screen.not-readable", name=name, reason=reason_of(error)))
