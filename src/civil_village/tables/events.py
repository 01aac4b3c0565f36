"""Rows into events (事件成档): of which village or household, of which kind, on which day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import evolve

from civil_village.calendar import VagueDate
from civil_village.checks import read_day
from civil_village.evidence.reported import Event
from civil_village.ids import id_problems
from civil_village.indicators import EventKind
from civil_village.messages import Message
from civil_village.problems import Cell, DocumentError, Problem, nearest, shown
from civil_village.records.records import Records
from civil_village.records.subjects import Entity, Household, Village
from civil_village.tables.columns import folded
from civil_village.tables.rows import RowReader, SubjectRow

#: Whose events they are: the id of a village, and of one of its households.
Whose = tuple[str, str | None]


class EventRoll:
    """The rows of one table as events, put to the villages and households that had them.

    Args:
        reader: What has read the rows.
        lines: The rows.
        known: The records that they are added to.
        kinds: The kinds of events of the catalogue.
    """

    def __init__(
        self,
        reader: RowReader,
        lines: list[SubjectRow],
        known: Records,
        kinds: Mapping[str, EventKind],
    ) -> None:
        self.reader, self.lines, self.known, self.kinds = reader, lines, known, kinds
        self.names = {
            folded(text): name
            for name, kind in kinds.items()
            for text in (kind.label.text("en"), kind.label.zh, name)
        }
        self.taken: dict[Whose, set[str]] = {}
        for village in known.subjects:
            self.taken[village.id, None] = {event.id for event in village.events}
            for home in village.households:
                self.taken[village.id, home.id] = {event.id for event in home.events}

    def problems(self) -> Iterator[Problem]:
        """Give all that is wrong with the rows: with what each says, of whom, and its id."""
        seen: dict[tuple[Whose, str], int] = {}
        for line in self.lines:
            yield from line.problems
            if any(problem.code == "row-length" for problem in line.problems):
                continue
            lacking = [role for role in ("village", "kind") if role not in line.roles]
            for role in lacking:
                yield from self._empty(line, role)
            yield from self._whose_problems(line)
            yield from self._kind_problems(line)
            yield from self._day_problems(line)
            if (name := line.roles.get("id")) is not None:
                place, whose = self._place(line, "id"), _whose(line)
                yield from (evolve(p, position=place) for p in id_problems(name))
                if name in self.taken.get(whose, ()) or (whose, name) in seen:
                    row = seen.get((whose, name))
                    hint = Message("hint.first-row", row=row) if row else Message("hint.other-id")
                    problem = Problem(code="duplicate-id", found=shown(name), hint=hint)
                    yield evolve(problem, position=place)
                seen.setdefault((whose, name), line.row)

    def _empty(self, line: SubjectRow, role: str) -> Iterator[Problem]:
        place = self._place(line, role)
        if not any(problem.position == place for problem in line.problems):
            yield Problem(code="empty-cell", hint=Message("hint.fill-in"), position=place)

    def _whose_problems(self, line: SubjectRow) -> Iterator[Problem]:
        """Give a village or a household that is not among the records."""
        village, home = _whose(line)
        known = {name for name, _ in self.taken}
        if village and village not in known:
            expected, hint = Message("expected.known-village"), nearest(village, known)
            problem = Problem(code="unknown-name", found=village, expected=expected, hint=hint)
            yield evolve(problem, position=self._place(line, "village"))
        elif village and home and (village, home) not in self.taken:
            homes = [name for of, name in self.taken if of == village and name]
            expected = Message("expected.known-household")
            problem = Problem(code="unknown-name", found=shown(home), expected=expected)
            place = self._place(line, "household")
            yield evolve(problem, hint=nearest(home, homes), position=place)

    def _kind_problems(self, line: SubjectRow) -> Iterator[Problem]:
        """Give a kind that the catalogue does not know, and values that others have."""
        said = line.roles.get("kind")
        kind = None if said is None else self.names.get(folded(said))
        if said is not None and kind is None:
            expected, hint = Message("expected.event"), nearest(said, self.names)
            problem = Problem(code="unknown-event", found=shown(said), expected=expected, hint=hint)
            yield evolve(problem, position=self._place(line, "kind"))
        if kind is None:
            return
        for name, value in line.values.items():
            column = self.reader.indicators[name]
            if name not in self.kinds[kind].values or column.meant.prefix not in (None, kind):
                expected = Message("expected.no-value", kind=self.kinds[kind].label)
                problem = Problem(code="value-of-other-event", found=shown(value))
                yield evolve(problem, expected=expected, position=column.cell(line.row))

    def _day_problems(self, line: SubjectRow) -> Iterator[Problem]:
        """Give an event without a day or with several, and days that do not go together."""
        wrong = {problem.position for problem in line.problems}
        for role, read in _DAYS.items():
            text, place = line.roles.get(role), self._place(line, role)
            if text is not None and read(text) is None:
                wrong.add(place)
                problem = Problem(code="not-a-date", found=shown(text), position=place)
                yield evolve(problem, expected=Message("expected.date"))
        if not wrong.isdisjoint(self._place(line, role) for role in _DAYS):
            return
        try:
            Event(id="e1", kind="event", **_days(line))
        except DocumentError as error:
            place = Cell(line.row, 0)
            yield from (evolve(p, path=(), position=place) for p in error.problems)

    def _place(self, line: SubjectRow, role: str) -> Cell:
        column = self.reader.roles.get(role)
        return Cell(line.row, 0) if column is None else column.cell(line.row)

    def settled(self) -> tuple[Village | Entity, ...]:
        """Give the subjects of the records, with what happened to each and its households."""
        happened: dict[Whose, list[Event]] = {}
        for line in self.lines:
            whose = _whose(line)
            events = happened.setdefault(whose, [])
            name = line.roles.get("id") or self._free(whose)
            self.taken[whose].add(name)
            kind, label = self.names[folded(line.roles["kind"])], line.roles.get("label")
            events.append(Event(id=name, kind=kind, label=label, values=line.values, **_days(line)))
        return tuple(self._with(village, happened) for village in self.known.subjects)

    def _free(self, whose: Whose) -> str:
        """Give the next id that counts on; those in a column of ids are all taken already."""
        number = len(self.taken[whose]) + 1
        while f"e{number:03}" in self.taken[whose]:
            number += 1
        return f"e{number:03}"

    def _with(
        self, village: Village | Entity, happened: Mapping[Whose, list[Event]]
    ) -> Village | Entity:
        def added(to: Any, whose: Whose) -> Any:
            new = happened.get(whose)
            return evolve(to, events=(*to.events, *new)) if new else to

        homes: list[Household] = [added(h, (village.id, h.id)) for h in village.households]
        changed = any(new is not old for new, old in zip(homes, village.households, strict=True))
        village = evolve(village, households=homes) if changed else village
        return added(village, (village.id, None))  # type: ignore[no-any-return] # as it came


def _whose(line: SubjectRow) -> Whose:
    return line.roles.get("village", ""), line.roles.get("household")


def _when(text: str | None) -> date | VagueDate | None:
    """Give a day, or a vague one; ``None`` where a text is neither."""
    found = read_day(text)
    if found is not None or text is None:
        return found
    try:
        return VagueDate.parse(text)
    except DocumentError:
        return None


#: What reads the days of an event.
_DAYS: dict[str, Callable[[str | None], date | VagueDate | None]] = {
    "on": _when,
    "from": read_day,
    "to": read_day,
}


def _days(line: SubjectRow) -> dict[str, Any]:
    """Give the days of an event by their names in Python."""
    on, first, last = (read(line.roles.get(role)) for role, read in _DAYS.items())
    return {"on": on, "from_": first, "to": last}
