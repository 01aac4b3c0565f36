"""Rows into villages and households (成档): ids, names, and what stands twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve, field, frozen

from civil_village.ids import id_like, id_problems
from civil_village.messages import Message
from civil_village.problems import Cell, Origin, Path, Position, Problem, nearest, shown
from civil_village.records.records import Records
from civil_village.records.subjects import Entity, Household, Village
from civil_village.tables.asides import is_aside, is_sum
from civil_village.tables.headings import Column
from civil_village.tables.rows import RowReader, SubjectRow


@frozen(eq=False)
class TableLocator:
    """Knows in which cell of a table each value stands (定位器).

    Args:
        name: Name of the file, where it is known.
        columns: Column of each indicator.
        rows: Row of each village or household, by the path to it.
    """

    name: str | None
    columns: Mapping[str, Column]
    rows: dict[Path, int] = field(factory=dict)

    def position(self, path: Path, offset: int | None = None) -> Position | None:  # noqa: ARG002 - as all locators
        """Give the cell of a value, or the row of what is no single value."""
        for length in (4, 2):  # a household before its village
            row = self.rows.get(path[:length])
            if row is None:
                continue
            match path[length:]:
                case ("values", str(name), *_) if name in self.columns:
                    return self.columns[name].cell(row)
                case _:
                    return Cell(row, 0)
        return None


class Roll:
    """The rows of one table as subjects, each with an id of its own.

    Args:
        reader: What has read the rows.
        lines: The rows.
        known: For households, the records whose villages they belong to, where there are.
    """

    def __init__(self, reader: RowReader, lines: list[SubjectRow], known: Records | None) -> None:
        self.reader = reader
        self.lines = lines
        self.known = known
        #: The ids of the households that each known village has already.
        self.households: dict[str, frozenset[str]] = {
            village.id: frozenset(home.id for home in village.households)
            for village in (known.subjects if known is not None else ())
        }

    @property
    def numbered(self) -> bool:
        """Whether ids are given by the order of the rows, as no column has them."""
        return "id" not in self.reader.roles

    @property
    def grouped(self) -> str | None:
        """The role by whose text rows belong together, so that ids count within it."""
        if self.reader.form.subject == "household":
            return "village"
        return "township" if self.numbered else None

    def ids(self) -> Iterator[str]:
        """Give the id of every row; counted ones begin anew in every village."""
        counts: dict[str, int] = {}
        for line in self.lines:
            if not self.numbered:
                yield line.roles["id"]
                continue
            village = line.roles.get("village", "")
            counts[village] = counts.get(village, 0) + 1
            yield f"{self.reader.form.subject[0]}{counts[village]:03}"

    def problems(self) -> Iterator[Problem]:
        """Give all that is wrong with the rows; of a row of nobody only that it is one.

        To what each row says of itself come ids that are none, are missing or stand twice.
        """
        seen: dict[tuple[str | None, str], int] = {}
        codes: dict[str, int] = {}
        for line in self.lines:
            if nobody := self._nobody(line):
                yield nobody
                continue
            yield from line.problems
            if any(problem.code == "row-length" for problem in line.problems):
                continue
            if self.reader.form.subject == "household":
                yield from self._village_problems(line)
            if "group" in line.roles:
                yield from self._id_problems(line, "group")
            yield from self._key_problems(line, seen)
            if (code := line.roles.get("code")) is not None:
                first, place = codes.setdefault(code, line.row), self._place(line, "code")
                if first != line.row:
                    hint = Message("hint.first-row", row=first)
                    yield Problem(code="duplicate-code", found=code, hint=hint, position=place)

    def _nobody(self, line: SubjectRow) -> Problem | None:
        """Say that a row adds others up, remarks on them, or has nothing but a name.

        With an id of its own, a name may read like a remark.
        """
        named = not self.numbered and not any(id_problems(line.roles.get("id", "")))
        for role in ("label", "id", "village", "township"):
            text = line.roles.get(role, "")
            if text and (is_sum(text) if named else is_aside(text)):
                hint, place = Message("hint.total-row"), self._place(line, role)
                return Problem(code="total-row", found=shown(text), hint=hint, position=place)
        village = self.reader.form.subject == "village" and len(self.reader.readers) > 1
        if village and self.numbered and line.filled == 1 and "label" in line.roles:
            hint, place = Message("hint.name-alone"), self._place(line, "label")
            found = shown(line.roles["label"])
            return Problem(code="name-alone", found=found, hint=hint, position=place)
        return None

    def _village_problems(self, line: SubjectRow) -> Iterator[Problem]:
        """Give a village that is not known, or whose id is none."""
        found = list(self._id_problems(line, "village"))
        yield from found
        name = line.roles.get("village")
        if found or name is None or self.known is None or name in self.households:
            return
        expected, hint = Message("expected.known-village"), nearest(name, self.households)
        problem = Problem(code="unknown-name", found=shown(name), expected=expected, hint=hint)
        yield evolve(problem, position=self._place(line, "village"))

    def _key_problems(
        self, line: SubjectRow, seen: dict[tuple[str | None, str], int]
    ) -> Iterator[Problem]:
        """Give what stops a row from being told apart: by its id, else by its name."""
        role = "label" if self.numbered else "id"
        found = list(self._id_problems(line, role))
        yield from found
        if found or role not in line.roles:
            return
        key = (line.roles.get(self.grouped or ""), line.roles[role])
        code = "duplicate-name" if self.numbered else "duplicate-id"
        hint = Message("hint.first-row", row=seen.get(key))
        if key not in seen:
            seen[key] = line.row
            if self.numbered or key[1] not in self.households.get(key[0] or "", ()):
                return
            hint = Message("hint.other-id")
        problem = Problem(code=code, found=shown(key[1]), hint=hint)
        yield evolve(problem, position=self._place(line, role))

    def _id_problems(self, line: SubjectRow, role: str) -> Iterator[Problem]:
        """Give a cell that must not be empty, and an id that is none."""
        place, text = self._place(line, role), line.roles.get(role)
        if text is None:
            if not any(problem.position == place for problem in line.problems):
                yield Problem(code="empty-cell", hint=Message("hint.fill-in"), position=place)
        elif role != "label":
            for problem in id_problems(text):
                meant = None if text[:1].isdigit() else id_like(text)
                hint = Message("hint.write", form=meant) if meant else Message("hint.row-ids")
                yield evolve(problem, hint=hint, position=place)

    def _place(self, line: SubjectRow, role: str) -> Cell:
        column = self.reader.roles.get(role)
        return Cell(line.row, 0) if column is None else column.cell(line.row)

    def villages(self, locator: TableLocator) -> tuple[Village, ...]:
        """Make a village of every row."""
        made = []
        for index, (name, line) in enumerate(zip(self.ids(), self.lines, strict=True)):
            locator.rows["subjects", index] = line.row
            origin = Origin(locator, ("subjects", index))
            made.append(Village(id=name, origin=origin, **line.said("label", "township", "code")))
        return tuple(made)

    def settled(self, locator: TableLocator) -> tuple[Village | Entity, ...]:
        """Put a household of every row into its village: a known one, or a new one."""
        known = () if self.known is None else self.known.subjects
        homes = {village.id: list(village.households) for village in known}
        order = {name: index for index, name in enumerate(homes)}
        for name, line in zip(self.ids(), self.lines, strict=True):
            village = line.roles["village"]
            rows = homes.setdefault(village, [])
            index = order.setdefault(village, len(order))
            path = ("subjects", index, "households", len(rows))
            locator.rows[path] = line.row
            origin = Origin(locator, path)
            rows.append(Household(id=name, origin=origin, **line.said("label", "group")))
        if self.known is None:
            made = [(Origin(locator, ("subjects", order[name])), name) for name in homes]
            return tuple(Village(id=n, households=homes[n], origin=o) for o, n in made)
        return tuple(evolve(village, households=homes[village.id]) for village in known)
