"""A table into records (读表): everything that is wrong with it at once, or all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain

from attrs import evolve

from civil_village.arguments import one
from civil_village.derivation.plan import Extra
from civil_village.messages import Message
from civil_village.problems import (
    MOST_PROBLEMS,
    DocumentError,
    Problem,
    bounded,
    in_order,
    reject,
)
from civil_village.records.records import Records
from civil_village.records.subjects import Entity, Village
from civil_village.standards import Standard
from civil_village.tables.columns import RowSubject, TableColumns
from civil_village.tables.encoding import decoded
from civil_village.tables.events import EventRoll
from civil_village.tables.headings import read_headings, titled
from civil_village.tables.hints import without_hints
from civil_village.tables.merged import filled_down, private_characters
from civil_village.tables.rows import RowReader, SubjectRow
from civil_village.tables.sheet import SheetRow, read_sheet
from civil_village.tables.subjects import Roll, TableLocator


def read_table(
    data: bytes | str,
    standard: Standard,
    *,
    source: str | None = None,
    name: str = "table",
    subject: RowSubject | None = None,
    villages: Records | None = None,
    as_of: date | None = None,
    reported: Mapping[str, bool | date] | None = None,
    extra: Extra = "refuse",
) -> Records:
    r"""Read a table in CSV (读取表格): a row for each village, household, or event.

    The first row has the headings: the id of an indicator, or its label in Chinese or
    English, in any order; and ``id`` (编号), ``label`` (名称), ``township`` (乡镇) and ``code``
    (行政区划代码). Rows of households have ``village`` (村编号), the id of their village, and
    may have ``group`` (组编号). Without ids the rows are counted, ``v001`` or ``h001``, and
    must have names. Empty cells and ``-``, ``—`` and ``/`` are values that are not known.

    What was judged has columns of method and requirement, ``visit:work.plan`` or by their
    labels; an earlier value has its period before the colon, ``2023:income``. Rows of events
    have ``village``, ``kind`` (事件), and ``on`` (日期) or ``from`` and ``to``; they may have
    ``household``.

    Args:
        data: The table: text, or bytes in UTF-8 or GB18030.
        standard: What is going to be evaluated; its catalogue has the indicators.
        source: Name of the file, for problems to say.
        name: Id of the records.
        subject: Whose rows they are: by default the standard's own subject's; of a standard
            for villages it may be ``household``, for what derives from households; ``event``
            for what happened.
        villages: Records that households or events are added to, by the ids of their villages.
        as_of: The day that the table speaks of.
        reported: What is complete: ``{"households": True, "major_accident": day}``.
        extra: Whether columns that the catalogue does not know are refused or ignored.

    Returns:
        The records; problems that `civil_village.derive` finds in them name row and column.
        Their `findings` tell what was taken for granted, such as cells that were merged.

    Raises:
        DocumentError: All that is wrong with the table, each with its cell.

    Examples:
        >>> from civil_village.indicators import Catalogue, Indicator
        >>> from civil_village.requirements import Requirement
        >>> from civil_village.rules import Rule
        >>> from civil_village.standards import Criterion
        >>> catalogue = Catalogue(indicators={"plan": Indicator(label="有计划", value="truth")})
        >>> work = Criterion(
        ...     id="work", points=5, requirements=[Requirement(id="plan", rule=Rule("plan"))]
        ... )
        >>> standard = Standard(id="demo", catalogue=catalogue, criteria=[work])
        >>> records = read_table("编号,村名,有计划\nv001,示例村甲,是\n", standard)
        >>> records["v001"].label.zh, records["v001"].values["plan"]
        ('示例村甲', True)
        >>> try:
        ...     read_table("编号,有计划\nv001,也许\n", standard)
        ... except DocumentError as error:
        ...     print(error.problems[0].where("en"))
        row 2, column B (有计划)
    """
    one(data, str, bytes, path=("data",))
    try:
        form = TableColumns.of(standard, subject)
        reject(_unfit(form.subject, villages))
        sheet = read_sheet(decoded(data))
        reject(filter(None, [titled(sheet, form)]))
        columns, problems = read_headings(sheet, form, extra=extra)
        rows, changed = without_hints(sheet.rows, columns, form)
        rows = [row for row in rows if row.cells != sheet.headings.cells]  # anew on each page
        rows, findings = filled_down(rows, columns)
        findings += bounded(private_characters(sheet))
        if not rows:
            problems.append(Problem(code="empty-table", expected=Message("expected.table")))
        reader = RowReader(form, columns, len(sheet.headings.cells))
        lines = _lines(reader, rows, len(problems))
        problems += changed
        if any(problem.code in _UNTOLD for problem in problems):
            reject([*problems, *(problem for line in lines for problem in line.problems)])
        subjects = _subjects(reader, lines, problems, known=villages, source=source, of=standard)
        told = tuple(evolve(finding, document=source) for finding in findings)
    except DocumentError as error:
        named = [evolve(problem, document=source) for problem in error.problems]
        raise DocumentError(sorted(named, key=in_order)) from None
    given = reported or {}
    if villages is None:
        return Records(id=name, as_of=as_of, reported=given, subjects=subjects, findings=told)
    reported = {**villages.reported, **given}
    as_of, told = as_of or villages.as_of, (*villages.findings, *told)
    return evolve(villages, subjects=subjects, reported=reported, as_of=as_of, findings=told)


def _unfit(subject: RowSubject, villages: Records | None) -> Iterator[Problem]:
    """Give villages that are to be added to villages, and events of nobody."""
    if subject == "event" and villages is None:
        yield Problem(code="missing-key", path=("villages",), hint=Message("hint.villages"))
    elif subject == "village" and villages is not None:
        expected, found = Message("subject.household"), Message("subject.village").text("en")
        yield Problem(code="other-subject", found=found, expected=expected)


def _subjects(
    reader: RowReader,
    lines: list[SubjectRow],
    problems: list[Problem],
    *,
    known: Records | None,
    source: str | None,
    of: Standard,
) -> tuple[Village | Entity, ...]:
    """Give the villages of a table, with their households and events where it has such."""
    if reader.form.subject == "event":
        assert known is not None  # else it was refused
        events = EventRoll(reader, lines, known, of.catalogue.events)
        reject(chain(problems, events.problems()))
        return events.settled()
    roll = Roll(reader, lines, known)
    reject(chain(problems, roll.problems()))
    locator = TableLocator(source, reader.indicators)
    return roll.villages(locator) if reader.form.subject == "village" else roll.settled(locator)


#: Where these are wrong with the headings, ids cannot be told.
_UNTOLD = frozenset(("missing-column", "duplicate-heading", "ambiguous-heading"))


def _lines(reader: RowReader, rows: list[SheetRow], found: int) -> list[SubjectRow]:
    """Read rows until too much is wrong with them."""
    lines = []
    for row in rows:
        line = reader.line(row)
        lines.append(line)
        found += len(line.problems)
        if found > MOST_PROBLEMS:
            break
    return lines
