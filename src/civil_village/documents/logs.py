"""Logs as lines (逐行台账): one entry a line, so that a file can grow at its end.

Each line is JSON: the entry under the name of its kind and, where it has one, its seal
beside it. The first line may say under the kind of the log, such as ``ledger``, what the
others cannot: what it is called, and how many entries of one that has no seal yet stay without.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, TypeVar, get_args

from attrs import evolve, field, fields, make_class

from civil_village import checks
from civil_village.canonical import line_json, plain, plain_fields
from civil_village.documents.conversion import structure
from civil_village.documents.reading.text import LARGEST, decoded, read
from civil_village.documents.written_paths import as_written
from civil_village.events import Happening, Log
from civil_village.events.log import id_path
from civil_village.ids import id_problems
from civil_village.mappings import FrozenMapping
from civil_village.messages import Message
from civil_village.models import Model
from civil_village.problems import (
    DocumentError,
    Path,
    Position,
    Problem,
    bounded,
    in_order,
    located,
    reject,
    shown,
)
from civil_village.values import field_types
from civil_village.written_forms import written_fields

L = TypeVar("L", bound=Log[Any])


def read_log(text: str | bytes | Iterable[bytes], kind: type[L], *, source: str | None = None) -> L:
    """Give the log that lines of JSON hold (读取逐行台账).

    Blank lines count for nothing. A line that says again, word for word, what an earlier
    one says is skipped, so that copies of one file can be joined. There may be any number
    of lines; each has the limits of a document.

    Args:
        text: The lines; bytes are UTF-8. A file that is open in binary mode is read line by
            line, and no further once too much is wrong.
        kind: The class of the log, such as `Ledger`; it says of which kinds the entries are.
        source: Name of the file, for problems.

    Raises:
        DocumentError: Everything that is wrong, each with its line and column.

    Examples:
        >>> from civil_village.points import Ledger
        >>> line = '{"restock": {"id": "r1", "reward": "soap", "count": 60, '
        >>> line += '"on": "2024-03-01", "recorded": "2024-03-01T12:00:00+08:00"}}'
        >>> read_log(line + chr(10), Ledger)["r1"].count
        60
        >>> try:
        ...     read_log(line[:50], Ledger)
        ... except DocumentError as error:
        ...     [problem.code for problem in error.problems]
        ['torn-line']
    """
    lines: Iterable[str | bytes] = io.BytesIO(text) if isinstance(text, bytes) else text
    if isinstance(text, str):
        lines = io.StringIO(text, newline="\n")
    return _Reading(kind, source).log(lines)  # type: ignore[no-any-return] # of that kind


def write_log(log: Log[Any]) -> str:
    """Write a log as lines of JSON that read back equal (写出逐行台账).

    Examples:
        >>> from civil_village.points import Ledger
        >>> write_log(Ledger())
        ''
    """
    model: Any = type(log)
    kind = _heading_of(model)
    heading = plain_fields(kind(**{name: getattr(log, name) for name in _names(kind)}))
    lines = [line_json({log.kind: heading}) + "\n"] if heading else []
    seals = chain([None] * log.unsealed, log.seals)
    lines += (log_line(event, next(seals, None)) for event in log.events)
    return "".join(lines)


def log_line(event: Happening, seal: str | None = None) -> str:
    """Write one entry as a line, to be put at the end of a file that ends with a whole line.

    Args:
        event: The entry.
        seal: Its seal, where it has one.

    Examples:
        >>> from datetime import date, datetime, timezone
        >>> from civil_village.points.ledger.entries import Return
        >>> noon = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
        >>> log_line(Return(id="r1", of="x", on=date(2024, 3, 1), recorded=noon))[:53]
        '{"return": {"id": "r1", "of": "x", "on": "2024-03-01"'
    """
    return line_json({**plain(event), **({} if seal is None else {"seal": seal})}) + "\n"


class _Heading(Model):
    """What is said of a log itself, and does not stand in the lines of its entries."""

    __slots__ = ()
    id: str
    unsealed: int

    def problems(self) -> Iterator[Problem]:
        """Give an id that is none, and a number below 0."""
        yield from id_problems(self.id, "id", document=True)
        yield from checks.at_least(self.unsealed, 0, "unsealed")


@cache
def _heading_of(kind: Any) -> Any:
    """Give what reads and writes the heading of a kind of log: its own fields but two."""
    types = field_types(kind)
    own = {
        each.name: field(default=each.default, metadata=each.metadata, type=types[each.name])
        for each in written_fields(kind)
        if each.name not in ("events", "seals")
    }
    return make_class("Heading", own, bases=(_Heading,), frozen=True, kw_only=True)


def _names(kind: Any) -> list[str]:
    return [attribute.name for attribute in fields(kind)]


class _Entry(NamedTuple):
    """What a line holds."""

    number: int
    event: Happening
    seal: str | None = None


class _Reading:
    """One reading of lines: what they hold."""

    def __init__(self, kind: Any, source: str | None) -> None:
        self.kind, self.source = kind, source
        #: What an entry may be: the closed union that the log declares.
        self.entry = get_args(field_types(kind)["events"])[0]
        self.headed = _heading_of(kind)
        #: The line on which the heading stands, and what it says.
        self.heading: tuple[int, Any] = (0, None)
        self.entries: dict[str, _Entry] = {}

    def log(self, lines: Iterable[str | bytes]) -> Any:
        """Read all lines, and what they are together.

        Raises:
            DocumentError: Everything that is wrong.
        """
        problems = [*bounded(self._taken(lines))]
        entries = [*self.entries.values()]
        sealed = [place for place, entry in enumerate(entries) if entry.seal is not None]
        problems += bounded(self._gaps(entries[sealed[0] : sealed[-1]] if sealed else []))
        reject(sorted(problems, key=in_order))
        # What follows is not known while something else stands in a line.
        number, heading = self.heading
        if not number:
            (heading,) = _read_parts([((self.kind.kind,), {}, self.headed)])
        said = {name: getattr(heading, name) for name in _names(self.headed)}
        unsealed = sealed[0] if sealed else heading.unsealed
        reject(self._miscounted(heading.unsealed, unsealed, len(entries)))
        return self.kind(
            **said | {"unsealed": unsealed},
            events=[entry.event for entry in entries],
            seals=[entry.seal for entry in entries if entry.seal is not None],
        )

    def _taken(self, lines: Iterable[str | bytes]) -> Iterator[Problem]:
        """Take all lines; give what is wrong with each."""
        for number, line in enumerate(lines, 1):
            text = self._decoded(number, line)
            if text.strip(" \t\r\n"):
                try:
                    self._take(number, text.removesuffix("\n"))
                except DocumentError as error:
                    ends = not text.endswith("\n")
                    yield from (_torn(p) if ends else p for p in error.problems)

    def _decoded(self, number: int, line: str | bytes) -> str:
        """Give the text of a line; nothing else is told beside one that is none.

        Raises:
            DocumentError: It has more bytes than a document may have, or is no UTF-8.
        """
        try:
            text = decoded(line, None, most=LARGEST)
        except DocumentError as error:
            raise DocumentError(self._placed(p, number) for p in error.problems) from None
        # A byte-order mark belongs to the beginning of a file alone.
        if number > 1 and (line[:1] == "\ufeff" or line[:3] == b"\xef\xbb\xbf"):
            return "\ufeff" + text
        return text

    def _take(self, number: int, line: str) -> None:
        """Take what a line holds.

        Raises:
            DocumentError: All that is wrong with the line, in its place.
        """
        if not line.lstrip(" \t\r").startswith("{"):  # it would be read as YAML
            kinds = get_args(self.entry)
            expected = Message("expected.event-line")
            if kinds:
                expected = Message("expected.ledger-line", name=kinds[0].name)
            found = shown(line.strip())
            problem = Problem(code="not-an-entry", found=found, expected=expected)
            raise DocumentError([self._placed(problem, number)])
        try:
            data, locator = read(line)
        except DocumentError as error:
            raise DocumentError(self._placed(p, number) for p in error.problems) from None
        heads = self.kind.kind in data
        mapping: Any = FrozenMapping
        kind = mapping[str, self.headed] if heads else self.entry
        try:
            (self._take_heading if heads else self._take_entry)(number, data)
        except DocumentError as error:
            problems = (located(as_written(p, data, kind), locator) for p in error.problems)
            raise DocumentError(self._placed(p, number) for p in problems) from None

    def _take_heading(self, number: int, data: dict[str, Any]) -> None:
        name, (first, there) = self.kind.kind, self.heading
        expected = Message("expected.one-of", names=(name,))
        others = [
            Problem(code="unknown-key", path=(key,), found=shown(key), expected=expected)
            for key in data
            if key != name
        ]
        (heading,) = _read_parts([((name,), data[name], self.headed)], others)
        if not first and not self.entries:
            self.heading = (number, heading)
        elif not first:
            expected = Message("expected.heading-first", kind=name)
            reject([Problem(code="not-an-entry", path=(name,), expected=expected)])
        elif heading != there:
            reject([_otherwise((name,), first)])

    def _take_entry(self, number: int, data: dict[str, Any]) -> None:
        body = {key: value for key, value in data.items() if key != "seal"}
        parts: list[tuple[Path, Any, Any]] = [((), body, self.entry)]
        if "seal" in data:
            parts.append((("seal",), data["seal"], str))
        event, *seals = _read_parts(parts)
        entry = _Entry(number, event, *seals)
        first = self.entries.setdefault(event.id, entry)
        if event != first.event:
            reject([_otherwise(id_path(event), first.number, found=event.id)])
        if entry.seal not in (None, first.seal):
            reject([_otherwise(("seal",), first.number)])

    def _gaps(self, entries: list[_Entry]) -> Iterator[Problem]:
        """Give the lines between sealed ones that have no seal."""
        for entry in entries:
            if entry.seal is None:
                hint = Message("hint.seal-missing")
                problem = Problem(code="missing-key", path=("seal",), hint=hint)
                yield self._placed(problem, entry.number)

    def _miscounted(self, said: int, unsealed: int, entries: int) -> Iterator[Problem]:
        """Give a number of entries without seal that is not theirs."""
        if said in (0, unsealed) and said <= entries:
            return
        expected = (
            Message("expected.at-most", most=entries)
            if said == unsealed
            else Message("expected.exactly", value=unsealed)
        )
        path = (self.kind.kind, "unsealed")
        problem = Problem(code="out-of-range", path=path, found=shown(said), expected=expected)
        yield self._placed(problem, self.heading[0])

    def _placed(self, problem: Problem, number: int) -> Problem:
        """Give a problem of one line its place in the file."""
        column = problem.position.column if problem.position else 1
        return evolve(problem, position=Position(number, column), document=self.source)


def _read_parts(parts: list[tuple[Path, Any, Any]], problems: Sequence[Problem] = ()) -> list[Any]:
    """Read parts of a line, each by its path, its plain data and its type.

    Raises:
        DocumentError: All that is wrong with them, after what was known to be wrong.
    """
    made: list[Any] = []
    found = list(problems)
    for path, data, kind in parts:
        try:
            made.append(structure(data, kind))
        except DocumentError as error:
            found += [problem.inside(*path) for problem in error.problems]
    reject(found)
    return made


def _torn(problem: Problem) -> Problem:
    """Say of the end of a file that it is cut off, where no more than that is wrong."""
    if problem.code != "not-json":
        return problem
    return evolve(problem, code="torn-line", found=None, hint=Message("hint.torn-line"))


def _otherwise(path: Path, first: int, found: str | None = None) -> Problem:
    """Say that a line differs from an earlier one that speaks of the same."""
    expected, hint = Message("expected.same-as-line", line=first), Message("hint.other-content")
    return Problem(code="other-content", path=path, found=found, expected=expected, hint=hint)
