"""What differs between two editions, as the profile that makes the one of the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from civil_village.canonical import digest
from civil_village.documents.kinds import Document, kind_of
from civil_village.labels import Label
from civil_village.profiles.profile import Add, AnyChange, Change, Drop, Move, Pinned, Profile
from civil_village.tailoring.changes import OWN_FIELDS
from civil_village.tailoring.comparing import Comparing, changed_keys
from civil_village.tailoring.parts import Part, Step, Steps, begins, long_of, text_of
from civil_village.written_forms import keys_of


def as_profile(before: Document, after: Document, reason: str | Label) -> Profile:
    """Give the profile of one document that resolves to the other, but for what was tailored.

    Args:
        before: What the profile is of.
        after: What it gives.
        reason: Why all of it was changed.
    """
    given: Any = after
    base: Any = before
    return Profile(
        id=given.id,
        edition=given.edition,
        label=given.label,
        source=given.source,
        from_=getattr(given, "from_", None),
        of=Pinned(id=base.id, edition=base.edition, digest=digest(before)),
        leeway=getattr(given, "leeway", None),
        changes=list(_Writing(Comparing(before, after), reason).changes()),
    )


class _Writing:
    """Writes each difference as a change."""

    def __init__(self, found: Comparing, reason: str | Label) -> None:
        self.found = found
        self.reason: Any = reason
        #: Fields that are set whole, with all parts in them.
        self.covered: list[Steps] = []
        #: What each part that comes into a list, or changes its place, stands after.
        self.before = _predecessors(found)

    def changes(self) -> Iterator[AnyChange]:
        """Give all of them; those of whole fields first, which cover what is inside."""
        yield from self._sets()
        found, why = self.found, self.reason
        for part in found.gone:
            if not self._is_covered(part.steps):
                yield Drop(drop=text_of(part.steps), reason=why)
        for old, new in found.moved:
            if not self._is_covered(old.steps) and not self._is_covered(new.steps):
                to, after = text_of(new.row.steps), self.before.get(new.steps)
                to = self._as_before(new) or to
                yield Move(move=text_of(old.steps), to=to, after=after, reason=why)
        for part, after in found.shifted:
            if not self._is_covered(part.steps):
                yield Move(move=self._old_path(part), after=after, reason=why)
        for part in found.added:
            if not self._is_covered(part.steps):
                yield self._added(part)

    def _sets(self) -> Iterator[Change]:
        found = self.found
        bodies = found.bodies
        pairs: list[tuple[Steps, Any, dict[str, Any], dict[str, Any], Any]] = [
            ((), found.trees[0].kind, bodies[0], bodies[1], found.whole[1])
        ]
        pairs += [
            (
                old.steps,
                new.kind,
                long_of(old.node, old.kind),
                long_of(new.node, new.kind),
                found.full[1][new.steps],
            )
            for old, new in found.both
            if old.node != new.node
        ]
        for steps, kind, old, new, whole in pairs:
            own = OWN_FIELDS if not steps else ()
            keys = [key for key in changed_keys(kind, old, new) if key not in own]
            keys = keys if steps else list(dict.fromkeys([*keys, *self._embedded(kind)]))
            if not keys or self._is_covered(steps):
                continue
            self.covered += ((*steps, Step(key, is_id=False)) for key in keys)
            values = {key: long_of(whole, kind).get(key) for key in keys}
            yield Change(change=text_of(steps), set=values, reason=self.reason)

    def _embedded(self, kind: Any) -> Iterator[str]:
        """Give the fields that hold another document under its own name, and another edition."""
        for key, each in keys_of(kind).items():
            sides = [whole.get(key) for whole in self.found.whole]
            if kind_of(each.kind) is not None and sides[0] != sides[1] and "id" in (sides[1] or ()):
                yield key

    def _is_covered(self, steps: Steps) -> bool:
        return any(begins(steps, whole) for whole in self.covered)

    def _added(self, part: Part) -> Add:
        node = self.found.full[1][part.steps]
        to = self._as_before(part) or text_of(part.row.steps)
        if part.row.mapped:
            return Add(add={part.id: node}, to=to, reason=self.reason)
        return Add(add=node, to=to, after=self.before.get(part.steps), reason=self.reason)

    def _as_before(self, part: Part) -> str | None:
        """Give the list that a part comes into, by the path that it has in the earlier edition."""
        owner = part.row.owner
        if owner is None:
            return None
        old = next(old for old, new in self.found.both if new.steps == owner.steps)
        return text_of((*old.steps, *part.row.steps[len(owner.steps) :]))

    def _old_path(self, part: Part) -> str:
        old = next(old for old, new in self.found.both if new.steps == part.steps)
        return text_of(old.steps)


def _predecessors(found: Comparing) -> dict[Steps, str]:
    """Give the id before each part in its list of the later edition; empty for the first."""
    made: dict[Steps, str] = {}
    last: dict[Steps, str] = {}
    for part in found.trees[1].parts:
        made[part.steps] = last.get(part.row.steps, "")
        last[part.row.steps] = part.id
    return made
