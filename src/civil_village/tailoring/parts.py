"""Parts of any document by their paths (文件各部分), in its plain data.

A part is what stands in a list under its id, or in a mapping by ids. Its full path has the
names of fields and the ids that lead to it; people leave the fields out. The same walk finds
the lists, also those that have nothing in them yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from attrs import has

from civil_village.documents.conversion import named_kinds
from civil_village.labels import Label
from civil_village.mappings import FrozenMapping
from civil_village.written_forms import form_of, keys_of


class Step(NamedTuple):
    """One step to a part: the name of a field, or an id."""

    name: str
    is_id: bool


#: Steps from the document to a part, a list or a field of it.
Steps = tuple[Step, ...]


def inner_fields(kind: Any) -> tuple[str, ...] | None:
    """Give the fields of a class that hold the parts whose ids make paths, where it names them.

    Examples:
        >>> from civil_village.standards import Section
        >>> inner_fields(Section)
        ('criteria',)
    """
    inside = getattr(kind, "inside", None)
    return inside if isinstance(inside, tuple) else None


def text_of(steps: Steps) -> str:
    """Write steps as a path.

    Examples:
        >>> text_of((Step("sections", is_id=False), Step("work", is_id=True)))
        'sections.work'
    """
    return ".".join(step.name for step in steps)


class Row:
    """A list of parts, or a mapping of them (各部分的清单): filled, empty or not there."""

    __slots__ = ("holder", "key", "kind", "main", "mapped", "needed", "owner", "steps")

    def __init__(
        self,
        holder: dict[str, Any],
        key: str,
        *,
        steps: Steps,
        kind: Any,
        owner: Part | None,
        mapped: bool,
        main: bool,
    ) -> None:
        #: The plain data that has it, and under which key.
        self.holder, self.key = holder, key
        self.steps, self.kind, self.owner = steps, kind, owner
        #: Whether parts stand by their ids, and not in a list.
        self.mapped = mapped
        #: Whether its parts are those that people mean by ids alone.
        self.main = main
        #: Whether the document must have it, even with nothing in it.
        self.needed = False

    @property
    def held(self) -> Any:
        """What it has: a list or a dict; ``None`` where it is not there."""
        return self.holder.get(self.key)

    def hold(self, value: Any) -> None:
        """Put other parts in; what has none goes, unless the document must have it."""
        if value or self.needed:
            self.holder[self.key] = value
        else:
            self.holder.pop(self.key, None)

    @property
    def name(self) -> str:
        """Its path as people write it."""
        before = () if self.owner is None else tuple(s.name for s in self.owner.short)
        inner = self.steps[0 if self.owner is None else len(self.owner.steps) :]
        return ".".join([*before, *(step.name for step in inner)])

    def items(self) -> dict[str, Any]:
        """Give its parts by their ids, as they stand."""
        held = self.held or {}
        return dict(held) if self.mapped else {item["id"]: item for item in held if is_part(item)}


class Part:
    """One part (部分): the plain data under an id."""

    __slots__ = ("id", "kind", "main", "node", "row", "steps")

    def __init__(self, name: str, node: Any, row: Row) -> None:
        self.id, self.node, self.row = name, node, row
        self.kind, self.main = row.kind, row.main
        self.steps: Steps = (*row.steps, Step(name, is_id=True))

    @property
    def short(self) -> Steps:
        """The steps that people write: ids alone, or all where that could mean two things."""
        return tuple(step for step in self.steps if step.is_id) if self.main else self.steps

    @property
    def path(self) -> str:
        """Its path as people write it."""
        return text_of(self.short)

    def keys(self) -> dict[str, Any]:
        """Give its fields, to be changed: a shorter form is written out first."""
        if not isinstance(self.node, dict):
            self.node = self.row.held[self.id] = long_of(self.node, self.kind)
        made: dict[str, Any] = self.node
        return made


class Tree:
    """The parts of a document, found in its plain data (文件树).

    Args:
        body: The plain data, without ``kind`` and ``format``.
        kind: The class of the document.

    Examples:
        >>> from civil_village.samples import bundled
        >>> from civil_village.documents.loading import written_body
        >>> from civil_village.documents.kinds import KINDS
        >>> standard = bundled("anle.standard")
        >>> tree = Tree(written_body(standard, KINDS["standard"]), type(standard))
        >>> [part.path for part in tree.parts if part.path.startswith("leadership.")][:2]
        ['leadership.institutions', 'leadership.institutions.organisation']
        >>> [part.path for part in tree.find("creation.leadership")]
        []
    """

    def __init__(self, body: dict[str, Any], kind: Any) -> None:
        self.body, self.kind = body, kind
        self.parts: list[Part] = []
        self.rows: list[Row] = []
        #: Whether ids alone tell parts apart, as in standards.
        self._short = inner_fields(kind) is not None
        self._fields(body, kind, (), None, main=self._short)
        self._by_id: dict[str, list[Part]] = {}
        for part in self.parts:
            self._by_id.setdefault(part.id, []).append(part)

    def find(self, path: str) -> list[Part]:
        """Give the parts that a path may mean: one, where it is clear."""
        names = path.split(".")
        found = [part for part in self._by_id.get(names[-1], ()) if _leads(part.steps, names)]
        whole = [part for part in found if len(part.steps) == len(names)]
        return whole or [part for part in found if part.main] or found

    def find_rows(self, path: str) -> list[Row]:
        """Give the lists that a path may mean: by their own path, or the only one of a part."""
        names = path.split(".")
        found = [
            row
            for row in self.rows
            if row.steps[-1].name == names[-1] and _leads(row.steps, names, to_field=True)
        ]
        whole = [row for row in found if len(row.steps) == len(names)]
        found = whole or [row for row in found if row.main] or found
        if not found:
            parts = self.find(path)
            found = [row for row in self.rows if row.owner in parts and row.owner is not None]
        return found

    def field(self, path: str) -> Steps | None:
        """Give the steps to a field that a path means: of a part, or of the document."""
        before, _, key = path.rpartition(".")
        owners = self.find(before) if before else []
        if before and len(owners) != 1:
            return None
        kind = owners[0].kind if owners else self.kind
        steps = owners[0].steps if owners else ()
        return (*steps, Step(key, is_id=False)) if key in keys_of(kind) else None

    def names(self) -> list[str]:
        """Give the paths of all parts and lists, as people write them."""
        return [*(part.path for part in self.parts), *(row.name for row in self.rows)]

    # The walk ------------------------------------------------------------------------

    def _fields(
        self, node: dict[str, Any], kind: Any, steps: Steps, owner: Part | None, *, main: bool
    ) -> None:
        inside = inner_fields(kind)
        for key, each in keys_of(kind).items():
            named = main and (inside is None or key in inside)
            further = (*steps, Step(key, is_id=False))
            known = len(self.rows)
            self._value(node, key, each.kind, further, owner, main=named)
            for row in self.rows[known : known + 1]:
                row.needed = each.required and row.holder is node and row.key == key

    def _value(
        self,
        holder: dict[str, Any],
        key: str,
        kind: Any,
        steps: Steps,
        owner: Part | None,
        *,
        main: bool,
    ) -> None:
        """Look into what stands under a key, or may stand there."""
        data = holder.get(key)
        kind = _sole(kind)
        named = named_kinds(kind)
        if named is not None:
            if isinstance(data, dict) and len(data) == 1:
                (name,) = data
                if str(name) in named:
                    self._value(data, name, named[str(name)], steps, owner, main=main)
            return
        item, mapped = _items_of(kind)
        if item is not None:
            if data is not None and not mapped:  # the only one may stand without the list
                items = data if isinstance(data, list) else [data]
                holder[key] = [long_of(each, item) or each for each in items]
            row = Row(holder, key, steps=steps, kind=item, owner=owner, mapped=mapped, main=main)
            self.rows.append(row)
            for name, node in row.items().items():
                part = Part(name, node, row)
                self.parts.append(part)
                if isinstance(node, dict):
                    self._fields(node, item, part.steps, part, main=main)
        elif has(kind):
            self._model(holder, key, kind, steps, owner, main=main)

    def _model(
        self,
        holder: dict[str, Any],
        key: str,
        kind: Any,
        steps: Steps,
        owner: Part | None,
        *,
        main: bool,
    ) -> None:
        data = holder.get(key)
        form, keys = form_of(kind), keys_of(kind)
        if form.own is not None:
            return
        shorter = form.shorter
        short = shorter is not None and data is not None and shorter.fits(data)
        sole = form.sole if not short else None if shorter is None else shorter.field
        if sole is not None:
            self._value(holder, key, keys[sole].kind, steps, owner, main=main)
        elif isinstance(data, dict) and not short:
            self._fields(data, kind, steps, owner, main=main)


def _sole(kind: Any) -> Any:
    """Give the type itself of one with remarks, or of one that may be nothing."""
    if get_origin(kind) is Annotated:
        return _sole(get_args(kind)[0])
    parts = [part for part in get_args(kind) if part is not NoneType]
    return _sole(parts[0]) if len(parts) == 1 and NoneType in get_args(kind) else kind


def _items_of(kind: Any) -> tuple[Any, bool]:
    """Give the class of the parts that stand in a list or mapping, and which it is."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        item = _sole(arguments[0])
        return (item if has(item) and "id" in keys_of(item) else None), False
    if origin is FrozenMapping:
        item = _sole(arguments[1])
        fields = has(item) and item is not Label and form_of(item).own is None
        return (item if fields else None), True
    return None, False


def is_part(item: Any) -> bool:
    """Tell whether plain data is a part with an id."""
    return isinstance(item, dict) and isinstance(item.get("id"), str)


def _leads(steps: Steps, names: Sequence[str], *, to_field: bool = False) -> bool:
    """Tell whether names lead along steps: every id of them, and fields where they stand."""
    if not steps:
        return not names
    step, further = steps[0], steps[1:]
    if names and step.name == names[0] and _leads(further, names[1:], to_field=to_field):
        return True
    left_out = not step.is_id and (further or not to_field)
    return bool(left_out) and _leads(further, names, to_field=to_field)


def long_of(node: Any, kind: Any) -> dict[str, Any]:
    """Give the fields of a part, which may be written in a shorter form.

    Examples:
        >>> long_of("户数", Label)
        {'zh': '户数'}
    """
    if isinstance(node, dict):
        return node
    shorter = form_of(kind).shorter
    fits = shorter is not None and shorter.fits(node)
    return dict(shorter.long(node)) if shorter is not None and fits else {}


def begins(steps: Steps, with_: Steps) -> bool:
    """Tell whether steps lead into, or to, what other steps lead to.

    Examples:
        >>> work = (Step("sections", is_id=False), Step("work", is_id=True))
        >>> begins(work, with_=work[:1]), begins(work[:1], with_=work)
        (True, False)
    """
    return steps[: len(with_)] == with_
