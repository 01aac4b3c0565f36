"""Changes made to a document (改动): in its plain data, with what each has put where.

All changes of one profile are found in the document as it is before any of them; what two of
them would make differently is a problem, so that their order does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any, Literal, NamedTuple

from civil_village.messages import Message
from civil_village.problems import Path, Problem, nearest, shown
from civil_village.profiles.profile import Add, Change, Drop, Move, Profile, Select, Take
from civil_village.tailoring.parts import Part, Row, Step, Steps, Tree, begins, is_part, text_of
from civil_village.written_forms import keys_of

#: Fields of a whole document that are the profile's own.
OWN_FIELDS = ("id", "edition", "label", "source", "from", "leeway", "tailored")


class Origin(NamedTuple):
    """Which profile has put something into a document, and where that stands in it."""

    profile: Profile
    path: Path
    #: Whether what is further inside stands there too.
    holds: bool = True


class Touch(NamedTuple):
    """One thing that a change does to one place."""

    did: Literal["set", "added", "taken", "dropped", "moved"]
    #: To what it does it: a field, a part, or a part that there was not.
    steps: Steps
    #: Path of the part as people write it.
    part: str
    change: Any
    #: Where the change stands in the profile.
    where: Path
    row: Row | None = None
    #: Of a field: its class, its name, and the plain part before and after.
    kind: Any = None
    key: str | None = None
    old: Any = None
    new: Any = None
    #: Whether a part only stands elsewhere in its own list.
    within: bool = False


class Origins:
    """Where what stands in plain data comes from (来处)."""

    def __init__(self) -> None:
        self._of: dict[int | tuple[int, str], Origin] = {}
        # What is named by its identity has to live as long.
        self._kept: list[Any] = []

    def put(self, origin: Origin, node: Any, key: str | None = None) -> None:
        """Remember who has put a part, or one field of it."""
        self._kept.append(node)
        self._of[id(node) if key is None else (id(node), key)] = origin

    def of(self, data: Any, path: Path) -> tuple[Origin, Path] | None:
        """Give who has put what a path leads to, and the steps inside of that."""
        found: tuple[Origin, Path] | None = None
        for index, step in enumerate(path):
            by_key = self._of.get((id(data), str(step)))
            if by_key is not None:
                found = by_key, path[index + 1 :]
            try:
                data = data[step]
            except (KeyError, IndexError, TypeError):
                break
            by_node = self._of.get(id(data)) if isinstance(data, dict | list) else None
            if by_node is not None:
                found = by_node, path[index + 1 :]
        return found


class Changes:
    """The changes of one profile, made to the plain data of a document.

    Args:
        tree: The document.
        profile: The profile.
        origins: Filled with where everything comes from.
        other: Gives the tree of another document that parts are taken from, for where it is named.
    """

    def __init__(
        self,
        tree: Tree,
        profile: Profile,
        origins: Origins,
        other: Callable[[Take, Path], Tree | None],
    ) -> None:
        self.tree, self.profile, self.origins, self.other = tree, profile, origins, other
        self.problems: list[Problem] = []
        self.touched: list[Touch] = []
        #: Parts that go, and those that stand elsewhere afterwards.
        self._gone: dict[int, Part] = {}
        self._moved: set[int] = set()
        self._inserts: dict[Row, list[tuple[str, Any, str | None, Path]]] = {}
        self._set: set[tuple[int, str]] = set()

    def make(self) -> None:
        """Make them all; what cannot be made is a problem."""
        for index, change in enumerate(self.profile.changes):
            here = ("changes", index)
            match change:
                case Drop(drop=path):
                    for part in self._part(path, (*here, "drop")):
                        self._drop(part, change, (*here, "drop"))
        self._select()
        for index, change in enumerate(self.profile.changes):
            if isinstance(change, Move):
                self._move(change, ("changes", index))
        for index, change in enumerate(self.profile.changes):
            here = ("changes", index)
            match change:
                case Change():
                    self._change(change, here)
                case Add():
                    self._add(change, here)
                case Take():
                    self._take(change, here)
        self._put_in_order()

    # What a path means -----------------------------------------------------------------

    def _part(self, path: str, where: Path, tree: Tree | None = None) -> list[Part]:
        """Give the one part that a path means, or say what is wrong with it."""
        tree = tree or self.tree
        found = tree.find(path)
        if len(found) == 1:
            return found
        self._unclear(path, where, found, (part.path for part in tree.parts))
        return []

    def _row(self, path: str, where: Path) -> Row | None:
        """Give the one list that a path means, likewise."""
        found = self.tree.find_rows(path)
        if len(found) == 1:
            return found[0]
        self._unclear(path, where, found, (row.name for row in self.tree.rows))
        return None

    def _unclear(
        self, path: str, where: Path, found: Iterable[Part | Row], names: Iterable[str]
    ) -> None:
        each = tuple(text_of(one.steps) for one in found)
        if each:
            expected = Message("expected.one-of", names=each)
            self._wrong("ambiguous-part", where, found=path, expected=expected)
        else:
            known = list(names)
            inner = [name for name in known if name.endswith(f".{path}")]
            hint = Message("hint.nearest", name=inner[0]) if inner else nearest(path, known)
            self._wrong("unknown-part", where, found=shown(path), hint=hint)

    def _wrong(self, code: str, where: Path, **told: Any) -> None:
        self.problems.append(Problem(code=code, path=where, **told))

    def _is_gone(self, part: Part, where: Path) -> bool:
        """Tell whether a part goes, with what holds it; that it is changed too is a problem."""
        holder: Part | None = part
        while holder is not None and id(holder) not in self._moved:
            if id(holder) in self._gone:
                self._wrong("part-dropped", where, found=part.path)
                return True
            holder = holder.row.owner
        return False

    # Each kind of change ---------------------------------------------------------------

    def _drop(self, part: Part, change: Any, where: Path) -> None:
        if id(part) in self._gone:
            return
        self._gone[id(part)] = part
        self.touched.append(Touch("dropped", part.steps, part.path, change, where, part.row))

    def _select(self) -> None:
        """Drop what is not selected of each list in which something is."""
        keeping: dict[Row, set[str]] = {}
        by: dict[Row, tuple[Any, Path]] = {}
        for index, change in enumerate(self.profile.changes):
            if not isinstance(change, Select):
                continue
            for number, path in enumerate(change.select):
                for part in self._part(path, ("changes", index, "select", number)):
                    holder: Part | None = part
                    while holder is not None:
                        keeping.setdefault(holder.row, set()).add(holder.id)
                        by.setdefault(holder.row, (change, ("changes", index, "select")))
                        holder = holder.row.owner
        for part in self.tree.parts:
            if part.row in keeping and part.id not in keeping[part.row]:
                self._drop(part, *by[part.row])

    def _change(self, change: Change, here: Path) -> None:
        where = (*here, "change")
        node: dict[str, Any]
        own: tuple[str, ...] = OWN_FIELDS
        if change.change:
            parts = self._part(change.change, where)
            if not parts or self._is_gone(parts[0], where):
                return
            (part,) = parts
            node, kind, steps = part.keys(), part.kind, part.steps
            own = () if part.row.mapped else ("id",)
        else:
            node, kind, steps = self.tree.body, self.tree.kind, ()
        old, touches = deepcopy(node), []
        for key, value in change.set.items():
            place = (*here, "set", key)
            if key in own:
                expected = Message("expected.own" if steps else "expected.own-of-profile")
                self._wrong("not-to-set", place, found=key, expected=expected)
                continue
            if key not in keys_of(kind):
                known = tuple(name for name in keys_of(kind) if name not in own)
                expected, hint = Message("expected.one-of", names=known), nearest(key, known)
                self._wrong("unknown-key", place, found=key, expected=expected, hint=hint)
                continue
            if (id(node), key) in self._set:
                self._wrong("changed-twice", place, found=f"{change.change}.{key}".strip("."))
                continue
            self._set.add((id(node), key))
            if value is None:
                node.pop(key, None)
            else:
                node[key] = thawed(value)
            self.origins.put(Origin(self.profile, place), node, key)
            touches.append((key, place))
        self.touched += (
            Touch(
                "set",
                (*steps, Step(key, is_id=False)),
                change.change and text_of(part.short),
                change,
                place,
                kind=kind,
                key=key,
                old=old,
                new=node,
            )
            for key, place in touches
        )

    def _add(self, change: Add, here: Path) -> None:
        where = (*here, "add")
        row = self._row(change.to, (*here, "to"))
        if row is None or (row.owner is not None and self._is_gone(row.owner, (*here, "to"))):
            return
        data = self._own(row, thawed(change.add))
        if row.mapped:
            if not isinstance(data, dict):
                self._wrong("wrong-type", where, found=shown(data), expected=Message("type.by-ids"))
                return
            parts = [(name, node, (*where, name)) for name, node in data.items()]
        else:
            listed = data if isinstance(data, list) else [data]
            single = data is not listed
            parts = [
                (node["id"] if is_part(node) else "", node, where if single else (*where, place))
                for place, node in enumerate(listed)
            ]
        for name, node, place in parts:
            after = (change.after, (*here, "after"))
            self._insert(row, name, node, Origin(self.profile, place), after)

    def _own(self, row: Row, data: Any) -> Any:
        """Mark what fills the slots that a policy delegates as of their own."""
        body, slotted = self.tree.body, "own" in keys_of(row.kind)
        lower = "delegated" in body and body["id"] != self.profile.id
        if lower and slotted and isinstance(data, dict):
            for node in data.values():
                if isinstance(node, dict):
                    node["own"] = True
        return data

    def _take(self, change: Take, here: Path) -> None:
        tree = self.other(change, (*here, "from"))
        if tree is None:
            return
        for number, path in enumerate(change.take):
            where = (*here, "take", number)
            rows = [row for row in tree.find_rows(path) if text_of(row.steps).endswith(path)]
            parts = (
                [part for part in tree.parts if part.row is rows[0]]
                if len(rows) == 1
                else self._part(path, where, tree)
            )
            for part in parts:
                self._take_part(part, change, where)

    def _take_part(self, part: Part, change: Take, where: Path) -> None:
        to = change.to if change.to is not None else text_of(part.row.steps)
        row = self._row(to, (*where[:2], "to") if change.to is not None else where)
        if row is None:
            return
        there = row.items().get(part.id)
        if there == part.node:
            return
        if there is not None:
            expected = Message("expected.same-part")
            self._wrong("taken-differs", where, found=part.path, expected=expected)
            return
        origin = Origin(self.profile, where, holds=False)
        self._insert(row, part.id, deepcopy(part.node), origin, (None, where))

    def _move(self, change: Move, here: Path) -> None:
        for part in self._part(change.move, (*here, "move")):
            row = part.row if change.to is None else self._row(change.to, (*here, "to"))
            if row is None:
                continue
            if id(part) in self._gone or id(part) in self._moved:
                self._wrong("changed-twice", (*here, "move"), found=part.path)
                continue
            self._moved.add(id(part))
            if row.kind is not part.kind:
                expected = Message("expected.same-list")
                self._wrong("other-list", (*here, "to"), found=row.name, expected=expected)
                continue
            within, where = row is part.row, (*here, "move")
            moved = (part.id, part.node, change.after, (*here, "after"))
            self._inserts.setdefault(row, []).append(moved)
            if not within:
                self._inserts.setdefault(part.row, [])
            self._leave(part)
            self.touched.append(
                Touch("moved", part.steps, part.path, change, where, row, within=within)
            )

    def _leave(self, part: Part) -> None:
        """Take a part out of its list, for it comes back elsewhere."""
        held = part.row.held
        if part.row.mapped:
            del held[part.id]
        else:
            held[:] = [item for item in held if item is not part.node]

    def _insert(
        self, row: Row, name: str, node: Any, origin: Origin, after: tuple[str | None, Path]
    ) -> None:
        """Let a part come into a list."""
        gone = {part.id for part in self._gone.values() if part.row is row}
        coming = [given for given, *_ in self._inserts.get(row, ())]
        if name and ((name in row.items() and name not in gone) or name in coming):
            self._wrong("duplicate-id", origin.path, found=name)
            return
        self._inserts.setdefault(row, []).append((name, node, *after))
        self.origins.put(origin, node)
        if not isinstance(node, dict | list):
            self._kept_scalar(row, name, origin)
        steps = (*row.steps, Step(name, is_id=True))
        before = [] if row.owner is None else [row.owner.path]
        path = ".".join([*before, name]) if row.main else text_of(steps)
        change = self.profile.changes[int(origin.path[1])]
        did: Literal["added", "taken"] = "taken" if isinstance(change, Take) else "added"
        self.touched.append(Touch(did, steps, path, change, origin.path, row, new=node))

    def _kept_scalar(self, row: Row, name: str, origin: Origin) -> None:
        """Remember who put what has no parts of its own: by the mapping that it stands in."""
        if row.held is None:
            row.holder[row.key] = {}
        self.origins.put(origin, row.held, name)

    def _put_in_order(self) -> None:
        """Take out what goes, and put in what comes, each where it should stand."""
        leaving: dict[Row, list[Part]] = {}
        for part in self._gone.values():
            leaving.setdefault(part.row, []).append(part)
        for row in {**dict.fromkeys(leaving), **self._inserts}:
            gone = {part.id for part in leaving.get(row, ())}
            if row.mapped:
                kept = {name: node for name, node in (row.held or {}).items() if name not in gone}
                coming = {name: node for name, node, *_ in self._inserts.get(row, ())}
                made: Any = {**kept, **coming}
                if row.held is not None and made:
                    row.held.clear()
                    row.held.update(made)
                    continue
            else:
                made = [
                    item for item in row.held or () if not (is_part(item) and item["id"] in gone)
                ]
                made = self._in_order(made, self._inserts.get(row, []))
            row.hold(made)

    def _in_order(
        self, items: list[Any], inserts: list[tuple[str, Any, str | None, Path]]
    ) -> list[Any]:
        """Put what comes after what it should stand after, else last."""
        waiting = [each for each in inserts if each[2] is not None]
        made = [*items, *(node for _, node, after, _ in inserts if after is None)]
        last: dict[str, int] = {}
        while waiting:
            ids = {item["id"]: at for at, item in enumerate(made) if is_part(item)}
            ready = next((each for each in waiting if not each[2] or each[2] in ids), None)
            if ready is None:
                for _, node, after, where in waiting:
                    hint = nearest(str(after), ids)
                    self._wrong("unknown-part", where, found=shown(after), hint=hint)
                    made.append(node)
                break
            waiting.remove(ready)
            _, node, after, _ = ready
            beside = str(after)
            place = ids[beside] + 1 if beside else 0
            # What was put there before it stays before it.
            place += last.get(beside, 0)
            last[beside] = last.get(beside, 0) + 1
            made.insert(place, node)
        return made


def thawed(value: Any) -> Any:
    """Give frozen plain data as mappings and lists that may be changed."""
    if isinstance(value, Mapping):
        return {key: thawed(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [thawed(item) for item in value]
    return value


def touched_in(touches: Iterable[Touch], steps: Steps) -> Iterator[Touch]:
    """Give what was done inside of a place."""
    return (touch for touch in touches if begins(touch.steps, steps))
