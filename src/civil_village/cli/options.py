"""Options that several commands share (通用选项): a day, a table of working days."""

from __future__ import annotations

from datetime import date
from typing import Any

from civil_village.checks import read_day
from civil_village.cli.files import UsageError, document_text
from civil_village.documents import loads
from civil_village.messages import Message


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
