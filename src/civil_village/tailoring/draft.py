"""A document in the making (合成中的文件): its plain data, and what the reader says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from attrs import evolve

from civil_village.canonical import plain
from civil_village.documents.kinds import Kind, kind_of
from civil_village.documents.library import document_name
from civil_village.documents.loading import read_body, written_body
from civil_village.documents.model_problems import tree_problems
from civil_village.documents.written_paths import as_written
from civil_village.labels import Label
from civil_village.leeway import Deed, Leeway, Slots, Tailored
from civil_village.messages import Message, decimal_text
from civil_village.models import drafting
from civil_village.problems import DocumentError, Problem
from civil_village.profiles.profile import Profile
from civil_village.standards.model.standard import Standard
from civil_village.tailoring.changes import Origin, Origins, Touch
from civil_village.tailoring.permission import Bound, Judged
from civil_village.tailoring.rescaling import Rescaled, rescaled
from civil_village.written_forms import keys_of

#: A problem, and the profile in which it stands.
Placed = tuple[Profile, Problem]


class Draft:
    """The document on which all profiles stand, as they change it one after the other.

    Args:
        base: The document.
        kind: Its kind.
    """

    def __init__(self, base: Any, kind: Kind) -> None:
        self.kind = kind
        self.body: dict[str, Any] = deepcopy(written_body(base, kind))
        #: As it was when it could be read last.
        self.model: Any = base
        self.origins = Origins()
        self.bounds = [Bound.of(base, base.leeway)] if base.leeway else []
        self.tailored: tuple[Tailored, ...] = base.tailored
        self._told: set[Any] = set()
        #: Whether points should have been brought to a total, and could not.
        self._unscaled = False

    def rescale(self, profile: Profile, problems: list[Problem]) -> list[Tailored]:
        """Bring all points to the total of a profile; add what cannot be to the problems."""
        if profile.rescale is None:
            return []
        model = self._model()
        if not isinstance(model, Standard):
            if model is not None:
                expected = Message("expected.only-with", name="kind: standard")
                problems.append(
                    Problem(code="key-of-other-type", path=("rescale",), expected=expected)
                )
            return []
        made, wrong = rescaled(model, profile.rescale)
        problems += wrong
        self._unscaled = bool(wrong)
        if wrong:
            return []
        origin = Origin(profile, ("rescale",), holds=False)
        for each in made:
            node: Any = self.body
            for step in each.steps:
                node = node[step]
            node[each.key] = each.after
            self.origins.put(origin, node, each.key)
        return [_of_rescaled(profile, each) for each in made if each.before != each.after]

    def read(self, profile: Profile, touches: Iterable[Touch]) -> list[Placed]:
        """Read it as it is now; give what the reader refuses, each with who has written it."""
        changed = {touch.steps[0].name for touch in touches if len(touch.steps) > 1}
        for key, each in keys_of(self.kind.model).items():
            inner = self.body.get(key)
            # What is changed inside is no longer the document of that name.
            if key in changed and isinstance(inner, dict) and kind_of(each.kind) is not None:
                for name in ("id", "edition"):
                    inner.pop(name, None)
        own = {
            "id": profile.id,
            "edition": profile.edition,
            "label": profile.label,
            "source": profile.source or None,
            "from": profile.from_,
        }
        for key, value in own.items():
            if value is None:
                self.body.pop(key, None)
            elif key in keys_of(self.kind.model):
                self.body[key] = plain(value)
        problems: list[Problem] = []
        model = self._model(problems)
        if model is not None:
            self.model = model
            problems += tree_problems(model)
        errors = (
            each
            for each in problems
            if each.level == "error" and not (self._unscaled and each.code == "total-mismatch")
        )
        return list(self._placed(profile, errors))

    def _model(self, problems: list[Problem] | None = None) -> Any:
        """Read it without asking whether all fits; ``None`` where it cannot be read."""
        try:
            with drafting():
                return read_body(self.body, self.kind)
        except DocumentError as error:
            if problems is not None:
                problems += error.problems
            return None

    def _placed(self, profile: Profile, problems: Iterable[Problem]) -> Iterator[Placed]:
        """Give problems the place in the profile that has brought them about."""
        for problem in problems:
            written = as_written(problem, self.body, self.kind.model)
            found = self.origins.of(self.body, written.path)
            if found is not None:
                origin, rest = found
                path = (*origin.path, *rest) if origin.holds else origin.path
                yield origin.profile, _moved(written, path)
            elif (written.path, written.code) not in self._told:
                self._told.add((written.path, written.code))
                yield profile, _moved(written, ("of", *written.path))

    def record(self, profile: Profile, done: Iterable[Tailored]) -> None:
        """Remember what a profile has done, and what it leaves to those below it."""
        self.tailored = (*self.tailored, *done)
        # A new edition says anew what it leaves.
        self.bounds = [bound for bound in self.bounds if bound.id != profile.id]
        if profile.leeway is not None:
            self.bounds.append(Bound.of(profile, profile.leeway))

    def finish(self) -> None:
        """Write into the document what was done to it, and what may still be done."""
        if self.tailored:
            self.body["tailored"] = plain(self.tailored)
        self.body.pop("leeway", None)
        if self.bounds:
            self.body["leeway"] = plain(joined([bound.leeway for bound in self.bounds]))
        self.model = self._model() or self.model


def _moved(problem: Problem, path: Any) -> Problem:
    """Give a problem another path; of declared sums, offer to bring all points to them."""
    hint = problem.hint
    if problem.code == "total-mismatch":
        hint = Message("hint.rescale")
    return evolve(problem, path=path, hint=hint)


def joined(leeways: Iterable[Leeway]) -> Leeway:
    """Give what is left where several documents bind: the least of all.

    Examples:
        >>> joined([Leeway(locked=["vetoes"]), Leeway(only="tighten")])
        Leeway(only='tighten', locked=('vetoes',), slots=FrozenMapping({}))
    """
    order = (None, "tighten", "slots")
    only, locked, slots = None, dict[str, None](), dict[str, Slots]()
    for each in leeways:
        only = max(only, each.only, key=order.index)
        locked |= dict.fromkeys(each.locked)
        for path, more in each.slots.items():
            there = slots.get(path, more)
            sizes = [size for size in (there.most, more.most) if size is not None]
            slots[path] = Slots(
                count=min(there.count, more.count), most=min(sizes) if sizes else None
            )
    return Leeway(only=only, locked=tuple(locked), slots=slots)


_DEEDS: dict[str, Deed] = {"tighter": "tightened", "looser": "loosened", "weighs": "weighed"}
_PARTS: dict[str, Deed] = {
    "added": "added",
    "taken": "taken",
    "dropped": "dropped",
    "moved": "moved",
}


def records(profile: Profile, judged: Iterable[Judged]) -> Iterator[Tailored]:
    """Give the record of each thing that a profile does."""
    for each in judged:
        touch = each.touch
        did = _PARTS.get(touch.did) or _DEEDS.get(each.judgement.verdict, "changed")
        before, after = each.words
        # Of one literal, or of points, the numbers say it all.
        alone = did == "weighed" or (did == "tightened" and each.literals is not None)
        yield Tailored(
            part=touch.part,
            did=did,
            key=None if alone else touch.key,
            before=before,
            after=after,
            by=document_name(profile),
            name=profile.label,
            reason=touch.change.reason,
            source=touch.change.source,
        )


def _of_rescaled(profile: Profile, each: Rescaled) -> Tailored:
    numbers = each.key != "grade"
    return Tailored(
        part=each.part,
        did="rescaled",
        key=None if each.key == "points" else each.key,
        before=Label(decimal_text(each.before)) if numbers else None,
        after=Label(decimal_text(each.after)) if numbers else None,
        by=document_name(profile),
        name=profile.label,
    )
