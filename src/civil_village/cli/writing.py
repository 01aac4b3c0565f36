"""Files that the commands write (写文件): whole or not at all, one writer after the other.

What is put in the place of a file is written beside it, down to the disk, and renamed. Who
writes to a file that others may write to holds its lock from the reading to the writing.
"""

from __future__ import annotations

import argparse
import errno
import importlib
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from civil_village.cli.files import UsageError, reason_of
from civil_village.cli.screen import Screen
from civil_village.messages import Message


def _locking(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


#: How files are locked: by the first on Unix, by the second on Windows.
_FCNTL, _MSVCRT = _locking("fcntl"), _locking("msvcrt")


class HeldFile:
    """A file that nobody else writes to meanwhile. Made by `held`."""

    def __init__(self, name: str, path: Path, file: BinaryIO, *, made: bool) -> None:
        self.name = name
        self.path = path
        self.file = file
        #: Whether it was made just now, so that it is to go again where nothing is written.
        self.made = made

    @property
    def is_new(self) -> bool:
        """Whether it was made just now, and nobody was quicker to write to it."""
        return self.made and not os.fstat(self.file.fileno()).st_size

    def append(self, data: bytes) -> None:
        """Put something at the end, whole or not at all.

        Raises:
            UsageError: It cannot be written.
        """
        end = self.file.seek(0, os.SEEK_END)
        try:
            _write(self.file, data)
            if self.made:
                _keep_name(self.path)
        except BaseException as error:
            with suppress(OSError):
                self.file.truncate(end)
            if isinstance(error, OSError):
                raise _unwritable(self.name, error) from None
            raise

    def replace(self, data: bytes) -> None:
        """Put other content in its place, whole or not at all; mode and owner stay.

        Raises:
            UsageError: It cannot be written.
        """
        try:
            beside = _beside(self.path, self.file, data)
            try:
                if _FCNTL is None:
                    self.file.close()  # Windows replaces no open file
                beside.replace(self.path)
            except BaseException:
                _removed(beside)
                raise
            _keep_name(self.path)
        except OSError as error:
            raise _unwritable(self.name, error) from None
        self.made = False


def _beside(path: Path, file: BinaryIO, data: bytes) -> Path:
    """Write what is going to take the place of a file, with its mode and, if possible, owner."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".civil-village.")
    beside = Path(name)
    try:
        with open(descriptor, "wb", buffering=0) as made:  # noqa: PTH123 - a descriptor is no path
            _write(made, data)
        if hasattr(os, "chown"):
            before = os.fstat(file.fileno())
            with suppress(OSError):  # only who may give files away can keep the owner
                os.chown(beside, before.st_uid, before.st_gid)
        shutil.copymode(path, beside)
    except BaseException:
        _removed(beside)
        raise
    return beside


def _removed(beside: Path) -> None:
    with suppress(OSError):
        beside.unlink()


@contextmanager
def held(name: str, *, new: bool = False) -> Iterator[HeldFile]:
    """Open a file for writing once nobody else writes to it.

    Args:
        name: Its name; a link leads to the file that is meant.
        new: Make it where there is none. If nothing is written to it, it goes again.

    Raises:
        FileNotFoundError: There is none, and it is not to be made.
        UsageError: It cannot be written.
    """
    with ExitStack() as stack:
        try:
            path = Path(name).resolve()
            stack.enter_context(_turn(path))
        except (OSError, ValueError, RuntimeError) as error:  # the last of links in a circle
            raise _unwritable(name, error) from None
        file = _opened(name, path, new=new)
        try:
            yield file
        finally:
            if _FCNTL is None:
                file.file.close()  # Windows removes no open file
            with suppress(OSError):
                if file.made and not path.stat().st_size:
                    path.unlink()
            file.file.close()  # which opens the lock as well


def _opened(name: str, path: Path, *, new: bool) -> HeldFile:
    """Open a file, or make it, and wait until nobody else has it."""
    while True:
        made = False
        try:
            try:
                file = path.open("r+b", buffering=0)
            except FileNotFoundError:
                if not new:
                    raise
                file, made = path.open("x+b", buffering=0), True
        except FileExistsError:  # somebody else made it in between
            continue
        except FileNotFoundError:
            if new:  # the folder is not there
                raise _unwritable(name, OSError(errno.ENOENT, os.strerror(errno.ENOENT))) from None
            raise
        except (OSError, ValueError) as error:
            raise _unwritable(name, error) from None
        try:
            _require_regular(name, file)
            if _FCNTL is None:
                return HeldFile(name, path, file, made=made)
            _FCNTL.flock(file, _FCNTL.LOCK_EX)
            # Whoever had it before may have put another file in its place, or removed it.
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                    return HeldFile(name, path, file, made=made)
        except OSError as error:
            file.close()
            raise _unwritable(name, error) from None
        except BaseException:
            file.close()
            raise
        file.close()


def _require_regular(name: str, file: BinaryIO) -> None:
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        raise UsageError(Message("screen.no-regular-file", name=name))


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """Wait for one's turn where files are not locked themselves.

    On Windows the lock is a file beside, since a file that is replaced must not be open.
    """
    if _FCNTL is not None or _MSVCRT is None:
        yield
        return
    beside = path.with_name(f".{path.name}.lock")
    with beside.open("a+b", buffering=0) as file:
        while True:
            file.seek(0)
            try:
                _MSVCRT.locking(file.fileno(), _MSVCRT.LK_LOCK, 1)
                break
            except OSError as error:
                if error.errno != errno.EDEADLOCK:  # that is what ten seconds in vain come to
                    raise
        try:
            yield
        finally:
            file.seek(0)
            _MSVCRT.locking(file.fileno(), _MSVCRT.LK_UNLCK, 1)
    with suppress(OSError):  # where somebody else waits for it, it is theirs to remove
        beside.unlink()


def _write(file: BinaryIO, data: bytes) -> None:
    """Write all of some bytes, down to the disk."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        os.fsync(file.fileno())


def _keep_name(path: Path) -> None:
    """Bring the name of a new file down to the disk, where folders can be."""
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def output(name: str, *, force: bool = False) -> Iterator[Callable[[bytes], None]]:
    """Give what writes a file as a whole; a file that is there is held meanwhile.

    Args:
        name: Its name.
        force: Replace it, if there is one.

    Raises:
        UsageError: There is one of that name and it is not to be replaced, or it cannot be
            written.
    """
    try:
        there = Path(name).stat()
    except FileNotFoundError:
        yield partial(_made, name)
        return
    except (OSError, ValueError) as error:
        raise _unwritable(name, error) from None
    if not force:
        raise _exists(name)
    if stat.S_ISREG(there.st_mode) or stat.S_ISDIR(there.st_mode):
        with held(name, new=True) as file:
            yield file.replace
    else:  # a device or a pipe stays what it is
        yield partial(_poured, name)


def written(name: str, data: bytes, *, force: bool = False) -> None:
    """Write a file, whole or not at all.

    Raises:
        UsageError: As of `output`.
    """
    with output(name, force=force) as write:
        write(data)


def _made(name: str, data: bytes) -> None:
    with held(name, new=True) as file:
        if not file.is_new:
            raise _exists(name)
        file.replace(data)


def _poured(name: str, data: bytes) -> None:
    try:
        with Path(name).open("wb", buffering=0) as file:
            _write(file, data)
    except OSError as error:
        raise _unwritable(name, error) from None


def _exists(name: str) -> UsageError:
    return UsageError(Message("screen.exists", name=name), Message("hint.force"))


def _unwritable(name: str, error: Exception) -> UsageError:
    return UsageError(Message("screen.not-writable", name=name, reason=reason_of(error)))


def named_for(name: str | None, format_: str, *endings: str) -> None:
    """Refuse a name that promises another format than the one that is written.

    Args:
        name: Name of the file; one without an ending promises nothing.
        format_: What is written, as people call it.
        endings: How its files end, the usual ending first.

    Raises:
        UsageError: It has another ending.
    """
    ending = Path(name or "").suffix.lower()
    if ending and ending not in endings:
        told = Message("screen.other-format", name=name, format=format_, ending=endings[0])
        raise UsageError(told)


def add_output(command: argparse._ActionsContainer, force: argparse.ArgumentParser) -> None:
    """Let a command write a table to a file."""
    command.add_argument("-o", "--output", metavar="FILE", help="write a table (.csv); - shows it")
    force.add_argument("--force", action="store_true", help="replace the file if there is one")


def write_table(given: argparse.Namespace, text: str, screen: Screen) -> bool:
    """Write a table to the file that was named, or show it.

    Args:
        given: The arguments, with ``output`` and ``force``.
        text: The table, with its byte-order mark.
        screen: Where to show it.

    Returns:
        Whether a file was written.

    Raises:
        UsageError: The file is there already, cannot be written, or is named as of another format.
    """
    name = given.output
    named_for(name, "CSV", ".csv")
    if name in (None, "-"):
        screen.data(text.removeprefix("\ufeff"), json=False)
        return False
    written(name, text.encode(), force=given.force)
    screen.line(Message("screen.written", name=name))
    return True
