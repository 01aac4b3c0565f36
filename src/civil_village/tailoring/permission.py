"""What a document below may do (裁量权限): locks, what may only be stricter, slots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from civil_village.documents.library import document_name
from civil_village.leeway import Leeway, Slots, Tailored
from civil_village.messages import Message
from civil_village.problems import Path, Problem, nearest, shown
from civil_village.tailoring.changes import Touch
from civil_village.tailoring.parts import Row, Steps, Tree, begins, text_of
from civil_village.tailoring.stricter import Judgement, judge
from civil_village.tailoring.wording import labels_of, literals, told

#: Lists in which whatever is added asks for more, or nothing.
_ASKING = frozenset(
    (
        *("sections", "criteria", "gates", "vetoes", "deductions", "zero_if", "faults", "duties"),
        *("enter", "leave", "indicators", "events", "subjects", "consistency", "methods", "aims"),
        *("bodies", "places", "articles", "steps"),
    )
)


class Bound(NamedTuple):
    """Leeway that a document gives, with its name and its id."""

    by: str
    id: str
    leeway: Leeway

    @classmethod
    def of(cls, document: Any, leeway: Leeway) -> Bound:
        """Give the leeway of a document."""
        return cls(document_name(document), document.id, leeway)


class Judged:
    """One thing that was done, judged by what it asks for (裁量判断)."""

    def __init__(self, touch: Touch, before: Any, after: Any) -> None:
        self.touch, self._before, self._after = touch, before, after

    @cached_property
    def judgement(self) -> Judgement:
        """Whether it asks for more."""
        touch = self.touch
        if touch.did == "set":
            return judge(touch, self._before, self._after)
        if touch.did == "moved":
            return Judgement("neutral" if touch.within else "unproven", Message("tightening.moved"))
        if touch.did == "dropped":
            return Judgement("looser", Message("tightening.dropped"))
        assert touch.row is not None  # what is added comes into a list
        name = touch.row.steps[-1].name
        if touch.row.steps[0].name != "bonuses" and (name in _ASKING or self._asks_for_each):
            return Judgement("tighter")
        return Judgement("unproven", Message("tightening.added"))

    @property
    def _asks_for_each(self) -> bool:
        """Whether a requirement is added to a criterion that gives no more for one more met."""
        row = self.touch.row
        if row is None or row.steps[-1].name != "requirements" or row.owner is None:
            return False
        node = row.owner.node
        match node.get("grade", "all"):
            case "all":
                return True
            case {"count": {"short": list(shares)}}:
                return bool(shares == sorted(shares, reverse=True))
            case _:
                return False

    @cached_property
    def words(self) -> tuple[Any, Any]:
        """From what to what a field was changed."""
        touch = self.touch
        if touch.did != "set":
            return None, None
        old, new = (part.get(touch.key) for part in (touch.old, touch.new))
        alike = self.literals
        if alike is not None:
            return alike
        before, after = (
            told(value, labels_of(document), touch.kind, str(touch.key))
            for value, document in ((old, self._before), (new, self._after))
        )
        return before, after

    @cached_property
    def literals(self) -> tuple[Any, Any] | None:
        """The one literal in which two rules differ, before and after."""
        touch = self.touch
        if touch.did != "set":
            return None
        old, new = (part.get(touch.key) for part in (touch.old, touch.new))
        if not (isinstance(old, str) and isinstance(new, str)):
            return None
        if touch.key not in ("rule", "when", "applies", "keep", "done_when"):
            return None
        return literals(old, new, labels_of(self._after))


def refusals(
    tree: Tree,
    judged: Sequence[Judged],
    bounds: Sequence[Bound],
    tailored: Sequence[Tailored],
    *,
    delegated: bool,
) -> Iterator[Problem]:
    """Give what a profile does that nobody has left to it.

    Args:
        tree: The document before its changes.
        judged: What it does.
        bounds: The leeway of each document above it, and its own.
        tailored: What those above have done already, which counts in slots.
        delegated: Whether the document has slots of its own form for items.
    """
    open_: dict[Row, list[tuple[Bound, Slots]]] = {}
    for bound in bounds:
        for path, slots in bound.leeway.slots.items():
            for row in tree.find_rows(path):
                open_.setdefault(row, []).append((bound, slots))
    locks = [
        (bound, steps)
        for bound in bounds
        for path in bound.leeway.locked
        for steps in steps_of(tree, path)
    ]
    for each in judged:
        touch = each.touch
        into = touch.row if touch.did in ("added", "taken") else None
        filling = into in open_ or (delegated and into is not None and into.key == "items")
        locking = next((bound.by for bound, steps in locks if _meets(touch, steps)), None)
        if locking is not None:
            yield _refused("locked", touch, Message("should.locked", by=locking, what=_what(touch)))
        elif not filling:
            yield from _beyond(each, bounds)
    for row, given in open_.items():
        yield from _slot_problems(row, given, judged, tailored)


def _beyond(each: Judged, bounds: Sequence[Bound]) -> Iterator[Problem]:
    """Give what is more than those above have left, of what fills no slot."""
    by = {bound.leeway.only: bound for bound in bounds}
    if "slots" in by and each.judgement.verdict != "neutral":
        told = Message("should.slots-only", by=by["slots"].by, what=_what(each.touch))
        yield _refused("beyond-slots", each.touch, told)
    elif "tighten" in by and not each.judgement.holds:
        yield _loosened(each, by["tighten"])


def _refused(code: str, touch: Touch, expected: Message, *, hint: Message | None = None) -> Problem:
    return Problem(code=code, path=touch.where, found=_what(touch), expected=expected, hint=hint)


def _loosened(each: Judged, bound: Bound) -> Problem:
    """Say that something is loosened, or cannot be shown to be stricter, and why."""
    touch, judgement = each.touch, each.judgement
    before, after = each.words
    none = Message("tailored.none")
    told: dict[str, Any] = {"by": bound.by, "before": before or none, "after": after or none}
    laxer = judgement.verdict == "looser"
    if touch.did == "set":
        expected = Message("should.stricter" if laxer else "should.shown-stricter", **told)
    else:
        key = "should.kept" if laxer else "should.shown-stricter-part"
        expected = Message(key, by=bound.by, what=_what(touch))
    code = "loosened" if laxer else "not-shown-tighter"
    return _refused(code, touch, expected, hint=judgement.reason)


def _what(touch: Touch) -> str:
    return touch.part if touch.did != "set" else f"{touch.part}.{touch.key}".strip(".")


def _meets(touch: Touch, lock: Steps) -> bool:
    """Tell whether what is done reaches into what is locked."""
    if touch.did in ("added", "taken"):
        return begins(touch.steps[:-1], lock)
    return begins(touch.steps, lock) or begins(lock, touch.steps)


def steps_of(tree: Tree, path: str) -> list[Steps]:
    """Give what a path in a document's leeway means: a part, a list, or a field."""
    parts = tree.find(path)
    if parts:
        return [part.steps for part in parts]
    field = tree.field(path)
    if field is not None:
        return [field]
    return [row.steps for row in tree.find_rows(path)]


def _slot_problems(
    row: Row,
    given: Sequence[tuple[Bound, Slots]],
    judged: Sequence[Judged],
    tailored: Sequence[Tailored],
) -> Iterator[Problem]:
    """Give parts that are too many for their slots, or too large."""
    adding = [
        each.touch
        for each in judged
        if each.touch.row is row and each.touch.did in ("added", "taken")
    ]
    start = row.owner.path if row.main and row.owner is not None else text_of(row.steps)
    used = sum(
        each.did in ("added", "taken") and each.part.rpartition(".")[0] == start
        for each in tailored
    )
    for bound, slots in given:
        left = slots.count - used
        for touch in adding[max(left, 0) :]:
            expected = Message("expected.slots", by=bound.by, count=slots.count, used=used)
            yield Problem(
                code="too-many-own", path=touch.where, found=touch.part, expected=expected
            )
        most = slots.most
        for touch in adding if most is not None else ():
            points = touch.new.get("points") if isinstance(touch.new, dict) else None
            if not isinstance(points, int | Decimal) or abs(Fraction(points)) > (most or 0):
                expected = Message("expected.at-most", most=most)
                path: Path = (*touch.where, "points")
                yield Problem(
                    code="own-too-large", path=path, found=shown(points), expected=expected
                )


def leeway_problems(tree: Tree, leeway: Leeway | None, *path: str) -> Iterator[Problem]:
    """Give paths of a document's leeway that lead nowhere in it."""
    if leeway is None:
        return
    for index, locked in enumerate(leeway.locked):
        if not steps_of(tree, locked):
            hint = nearest(locked, tree.names())
            where = (*path, "locked", index)
            yield Problem(code="unknown-part", path=where, found=shown(locked), hint=hint)
    for name in leeway.slots:
        if len(tree.find_rows(name)) != 1:
            hint = nearest(name, tree.names())
            where = (*path, "slots", name)
            yield Problem(code="unknown-part", path=where, found=shown(name), hint=hint)
