"""Options that several commands share (通用选项): documents, days, parts by their names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from civil_village.checks import read_day
from civil_village.cli.files import UsageError, document_text, file_bytes
from civil_village.cli.naming import meant
from civil_village.documents import loads
from civil_village.messages import LANGUAGES, Message, written
from civil_village.problems import Problem, nearest, reject, shown


def document_of(name: str | None, kind: Any) -> Any:
    """Read a document of a kind, where one is named."""
    return None if name is None else loads(document_text(name), kind, source=name)


def day_of(text: str | None, option: str) -> date | None:
    """Read a day, where one is given.

    Raises:
        UsageError: It is none.

    Examples:
        >>> str(day_of("2026-03-02", "--as-of"))
        '2026-03-02'
    """
    day = None if text is None else read_day(text)
    if text is not None and day is None:
        raise UsageError(Message("screen.option-not-a-day", option=option, found=text))
    return day


def workdays_of(name: str | None) -> dict[str, Any]:
    """Read a table of working days, as the argument of whatever reckons by it."""
    from civil_village.calendar.workdays import Workdays  # noqa: PLC0415 - with pendulum

    table = document_of(name, Workdays)
    return {} if table is None else {"workdays": table}


def secret_of(name: str) -> str:
    """Read a secret from a file.

    Raises:
        UsageError: There is none, or it is no text.
    """
    try:
        return file_bytes(name).decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        reason = Message("screen.not-utf-8")
        raise UsageError(Message("screen.not-readable", name=name, reason=reason)) from None


def id_of(given: str, labelled: list[tuple[str, Any]], option: str) -> str:
    """Give the id of what is called so.

    Raises:
        UsageError: Several are called so.
        DocumentError: Nothing is.
    """
    name, known = meant(given, labelled), [name for name, _ in labelled]
    if name not in known:
        words = [word for _, label in labelled for word in _words(label)]
        hint = nearest(name, [*known, *words])
        reject([Problem(code="unknown-name", found=shown(name), hint=hint, document=option)])
    return name


def _words(label: Any) -> Iterator[str]:
    return (written(label, lang) for lang in LANGUAGES)
