"""Two documents of a kind, whose parts are set beside each other (逐部分对照)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cached_property
from typing import Any, Literal

from attrs import field

from civil_village.assumptions import field_name
from civil_village.documents.kinds import Document, kind_of
from civil_village.documents.loading import written_body
from civil_village.explanation import Explanation, tree_text
from civil_village.labels import Label, as_label
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.tailoring.changes import Touch
from civil_village.tailoring.parts import Part, Row, Step, Steps, Tree, long_of
from civil_village.tailoring.permission import Judged
from civil_village.written_forms import keys_of

#: What became of a part.
Became = Literal["added", "gone", "moved", "changed"]


@model(kw_only=True)
class Revised(Shown):
    """What became of one part from one edition to the other (一处修订).

    Attributes:
        part: Path of the part, as the later edition has it; of what is gone, as the earlier one
            had it; empty for the document itself.
        label: What people call it; ``None`` where it has no label.
        became: ``added``, ``gone``, ``moved``, or ``changed``.
        key: The field that was changed; ``None`` of whole parts.
        before: What stood there, in words; of what was moved, the path that it had.
        after: What stands there now; of what was moved, the path that it has, or after what it
            stands.
        stricter: Whether the change asks for more (``True``) or less (``False``), where that can be
            shown.

    Examples:
        >>> Revised(
        ...     part="water.share", became="changed", key="rule", before="92%", after="95%",
        ...     stricter=True,
        ... ).text("en")
        'water.share: rule 92% → 95% (stricter)'
    """

    part: str
    label: Label | None = field(default=None, converter=as_label)
    became: Became
    key: str | None = None
    before: Label | None = field(default=None, converter=as_label)
    after: Label | None = field(default=None, converter=as_label)
    stricter: bool | None = None

    def explain(self) -> Explanation:
        """Tell it in one sentence."""
        none = Message("tailored.none")
        values = {"before": self.before or none, "after": self.after or none}
        where: Any = self.part or Message("diff.whole")
        if self.label is not None:
            where = Message("diff.named", part=self.part, label=self.label)
        if self.key is not None:
            said = Message("diff.changed", part=where, field=field_name(self.key), **values)
        else:
            shifted = self.became == "moved" and self.before is None
            said = Message(
                "diff.shifted" if shifted else f"diff.{self.became}", part=where, **values
            )
        if self.stricter is not None:
            said = Message("diff.stricter" if self.stricter else "diff.laxer", told=said)
        return Explanation(said)

    text = tree_text


class Comparing:
    """Two documents of a kind, whose parts are set beside each other."""

    def __init__(self, before: Document, after: Document) -> None:
        self.documents = before, after
        kind = kind_of(before.__class__)
        assert kind is not None  # whoever compares has asked
        self.bodies = [deepcopy(written_body(each, kind)) for each in self.documents]
        self.trees = [Tree(body, kind.model) for body in self.bodies]
        #: The whole plain part, before its lists are taken out of it.
        self.full = [
            {part.steps: deepcopy(part.node) for part in tree.parts} for tree in self.trees
        ]
        self.whole = [deepcopy(body) for body in self.bodies]
        self.rows = [_rows_by_owner(tree) for tree in self.trees]
        for tree in self.trees:
            for row in tree.rows:
                row.holder.pop(row.key, None)
        self.gone: list[Part] = []
        self.added: list[Part] = []
        #: Parts that both have, in the order of the later one.
        self.both: list[tuple[Part, Part]] = []
        #: What stands elsewhere in its own list, with what it stands after.
        self.shifted: list[tuple[Part, str]] = []
        self._children(None, None)
        self.moved = list(self._moves())

    @cached_property
    def _order(self) -> dict[Steps, int]:
        return {part.steps: at for at, part in enumerate(self.trees[1].parts)}

    def _children(self, old: Part | None, new: Part | None) -> None:
        """Set the parts of a part, or of the document, beside those of the other."""
        ours, theirs = (
            rows.get(None if part is None else part.steps, {})
            for rows, part in zip(self.rows, (old, new), strict=True)
        )
        for key in {**ours, **theirs}:
            mine, other = (each.get(key, {}) for each in (ours, theirs))
            self.gone += (part for name, part in mine.items() if name not in other)
            self.added += (part for name, part in other.items() if name not in mine)
            common = [name for name in other if name in mine]
            if common and not mine[common[0]].row.mapped:
                self._shifts(list(mine), other, common)
            for name in common:
                self.both.append((mine[name], other[name]))
                self._children(mine[name], other[name])

    def _shifts(self, mine: Sequence[str], other: dict[str, Part], common: Sequence[str]) -> None:
        """Note what stands elsewhere in its list: as few parts as explain the new order."""
        places = {name: at for at, name in enumerate(mine)}
        stay = _longest_rising([places[name] for name in common])
        staying = {mine[place] for place in stay}
        before = ""
        for name, part in other.items():
            if name in places and name not in staying:
                self.shifted.append((part, before))
            before = name

    def _moves(self) -> Iterator[tuple[Part, Part]]:
        """Pair parts that went from one list to another."""
        leaving = [part for top in self.gone for part in _with_inner(self.trees[0], top)]
        for new in list(self.added):
            owner = new.row.owner
            home = owner is None or any(new_.steps == owner.steps for _, new_ in self.both)
            fitting = [part for part in leaving if part.id == new.id and part.kind is new.kind]
            twins = [part for part in self.added if part.id == new.id and part.kind is new.kind]
            if not home or len(fitting) != 1 or len(twins) != 1 or not _alike(fitting[0], new):
                continue
            self.added.remove(new)
            if fitting[0] in self.gone:
                self.gone.remove(fitting[0])
            leaving.remove(fitting[0])
            self.both.append((fitting[0], new))
            yield fitting[0], new
            self._children(fitting[0], new)

    def revised(self) -> Iterator[Revised]:
        """Give what became of each part that is not the same: the whole first, then in order."""
        yield from self._fields(self.trees[0].kind, *self.bodies[:2], path="", label=None)
        for part in self.gone:
            yield Revised(part=part.path, label=_label(part), became="gone")
        for old, new in self.moved:
            yield Revised(
                part=new.path,
                label=_label(new),
                became="moved",
                before=Label(old.path),
                after=Label(new.path),
            )
        for part, after in self.shifted:
            place = Message("diff.after", name=after) if after else Message("diff.first")
            yield Revised(part=part.path, label=_label(part), became="moved", after=_said(place))
        for part in sorted(self.added, key=lambda part: self._order[part.steps]):
            yield Revised(part=part.path, label=_label(part), became="added")
        for old, new in sorted(self.both, key=lambda pair: self._order[pair[1].steps]):
            if old.node != new.node:
                nodes = [long_of(each.node, each.kind) for each in (old, new)]
                yield from self._fields(new.kind, *nodes, path=new.path, label=_label(new))

    def _fields(
        self, kind: Any, old: dict[str, Any], new: dict[str, Any], *, path: str, label: Label | None
    ) -> Iterator[Revised]:
        for key in changed_keys(kind, old, new):
            if not path and key in ("id", "edition", "tailored"):
                continue
            steps: Steps = (Step(key, is_id=False),)
            touch = Touch("set", steps, path, None, (), kind=kind, key=key, old=old, new=new)
            judged = Judged(touch, *self.documents)
            before, after = judged.words
            verdict = judged.judgement.verdict
            stricter = {"tighter": True, "looser": False}.get(verdict)
            yield Revised(
                part=path,
                label=label,
                became="changed",
                key=key,
                before=before,
                after=after,
                stricter=stricter,
            )


def changed_keys(kind: Any, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Give the keys of a part that do not say the same, in the order of its class."""
    return (key for key in keys_of(kind) if old.get(key) != new.get(key))


def _rows_by_owner(tree: Tree) -> dict[Steps | None, dict[Steps, dict[str, Part]]]:
    """Give the parts of each list, by whose list it is and what leads from there to it."""
    found: dict[Steps | None, dict[Steps, dict[str, Part]]] = {}
    for part in tree.parts:
        found.setdefault(*_place(part.row)).setdefault(_inner(part.row), {})[part.id] = part
    return found


def _place(row: Row) -> tuple[Steps | None, dict[Steps, dict[str, Part]]]:
    return (None if row.owner is None else row.owner.steps), {}


def _inner(row: Row) -> Steps:
    return row.steps[0 if row.owner is None else len(row.owner.steps) :]


def _with_inner(tree: Tree, top: Part) -> Iterator[Part]:
    return (part for part in tree.parts if part.steps[: len(top.steps)] == top.steps)


def _alike(old: Part, new: Part) -> bool:
    """Tell whether a part may be the same in another place: what it says, or its label, is."""
    label = _label(old)
    return old.node == new.node or (label is not None and label == _label(new))


def _label(part: Part) -> Label | None:
    node = part.node if isinstance(part.node, dict) else {}
    match node.get("label"):
        case str(zh):
            return Label(zh)
        case {"zh": str(zh), **others}:
            en = others.get("en")
            return Label(zh, en if isinstance(en, str) else None)
        case _:
            return None


def _said(message: Message) -> Label:
    return Label(message.text("zh"), message.text("en"))


def _longest_rising(places: Sequence[int]) -> list[int]:
    """Give the longest row of rising numbers among numbers in their order.

    Examples:
        >>> _longest_rising([2, 0, 1, 3])
        [0, 1, 3]
    """
    ends: list[int] = []
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = tails[at - 1] if at else None
        ends[at : at + 1] = [place]
        tails[at : at + 1] = [place]
    row: list[int] = []
    place_: int | None = tails[-1] if tails else None
    while place_ is not None:
        row.append(place_)
        place_ = before[place_]
    return row[::-1]
