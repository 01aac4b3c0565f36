"""Files and bundled documents: what the commands read, and what they write."""

from __future__ import annotations

import argparse
from pathlib import Path

from civil_village.cli.screen import Screen
from civil_village.messages import Message
from civil_village.problems import nearest
from civil_village.samples import BUNDLED, bundled_text

#: Exit codes: fine, the documents are wrong, usage.
FINE, WRONG, USAGE = 0, 1, 2


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
    """Read a file.

    Raises:
        UsageError: There is none, or it cannot be read.
    """
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        raise UsageError(Message("screen.no-file", name=name), nearest(name, BUNDLED)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(Message("screen.not-readable", name=name, reason=reason)) from None


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
        UsageError: The file is there already, or cannot be written.
    """
    name = given.output
    if name in (None, "-"):
        screen.line(text.removeprefix("\ufeff").rstrip("\n"))
        return False
    try:
        with Path(name).open("w" if given.force else "x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(Message("screen.exists", name=name), Message("hint.force")) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(Message("screen.not-writable", name=name, reason=reason)) from None
    screen.line(Message("screen.written", name=name))
    return True
