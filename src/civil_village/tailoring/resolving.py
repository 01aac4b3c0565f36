"""Resolving (合成): the whole document that a profile gives, checked like any other.

What a profile changes is changed in plain data, which the usual reader then reads: a profile
cannot make what the reader refuses. What is wrong is told at once, of all profiles of a chain,
each with the document and the place that it comes from.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from attrs import evolve

from civil_village.arguments import one
from civil_village.canonical import digest
from civil_village.documents.conversion import using
from civil_village.documents.kinds import KINDS, Document, Kind, kind_of
from civil_village.documents.library import Library, document_name
from civil_village.documents.loading import written_body
from civil_village.leeway import Leeway
from civil_village.messages import Message
from civil_village.problems import DocumentError, Path, Problem, located, reject
from civil_village.profiles.profile import Pinned, Profile, Take
from civil_village.standards.scorers import Scorers
from civil_village.tailoring.changes import Changes
from civil_village.tailoring.draft import Draft, records
from civil_village.tailoring.parts import Tree
from civil_village.tailoring.permission import Bound, Judged, leeway_problems, refusals
from civil_village.written_forms import keys_of

#: No chain of profiles is longer.
LONGEST_CHAIN = 10


def resolve(
    profile: Document, library: Library | None = None, *, scorers: Scorers | None = None
) -> Document:
    """Give the whole document that a profile makes of the one that it is of (合成).

    The whole has id, edition, label and source of the profile, is read as strictly as any other,
    and knows by ``tailored`` what was done to which part, by whom and why; what is not named there
    is as it was in the document on which all profiles stand.

    Args:
        profile: A profile, perhaps of another profile; any other document is whole already.
        library: Where the documents stand that profiles are of.
        scorers: The gradings and aggregations that documents may name; by default those of the
            library.

    Returns:
        The whole document, of the kind of that on which all stand.

    Raises:
        DocumentError: Everything that is wrong in any profile of the chain, each with the document
            and the path in it: what cannot be found, what is locked or must not be loosened, and
            what the reader refuses of the whole.

    Examples:
        >>> from civil_village.profiles import Change
        >>> from civil_village.samples import bundled
        >>> change = Change(
        ...     change="leadership.institutions", set={"label": "机构"}, reason="示例"
        ... )
        >>> town = Profile(id="demo.town", of=Pinned(id="anle.standard"), changes=[change])
        >>> whole = resolve(town, Library.of(bundled("anle.standard")))
        >>> whole.id, whole.tailored[0].told().text("en")
        ('demo.town', 'changed by demo.town: name Rules of the leading body → 机构 (示例)')
    """
    one(library, Library, type(None), path=("library",))
    if not isinstance(profile, Profile):
        return profile
    resolving = _Resolving(library or Library(), scorers or Scorers.builtin())
    with using(resolving.scorers):
        made = resolving.whole(profile)
    reject(resolving.problems)
    assert made is not None  # else there was a problem
    return made


class _Resolving:
    """One chain of profiles, from the document on which all stand."""

    def __init__(self, library: Library, scorers: Scorers) -> None:
        self.library, self.scorers = library, scorers
        self.problems: list[Problem] = []
        self._told: set[Any] = set()

    def whole(self, profile: Profile) -> Document | None:
        """Give the whole document; ``None`` where it cannot be made."""
        chain = [profile]
        base: Any = profile
        while isinstance(base, Profile):
            base = self._pinned(base.of, base, ("of",))
            if isinstance(base, Profile):
                chain.append(base)
                if base in chain[:-1] or len(chain) > LONGEST_CHAIN:
                    expected = Message("expected.chain", most=LONGEST_CHAIN)
                    self._wrong(profile, Problem(code="endless-chain", expected=expected))
                    return None
        if base is None:
            return None
        kind = kind_of(base.__class__)
        if kind is None or "tailored" not in keys_of(kind.model):
            expected = Message("expected.one-of", names=tailorable())
            found = getattr(base, "kind", type(base).__name__)
            problem = Problem(code="other-kind", path=("of",), found=found, expected=expected)
            self._wrong(chain[-1], problem)
            return None
        draft = Draft(base, kind)
        self._base_problems(base, kind)
        for each in reversed(chain):
            self._level(draft, each)
        draft.finish()
        return draft.model  # type: ignore[no-any-return] # a document of its kind

    def _pinned(self, pinned: Pinned, profile: Profile, where: Path) -> Any:
        """Give the document that a profile names, where it is the one that is meant."""
        try:
            found = self.library.referred(pinned.name, None)
        except DocumentError as error:
            for problem in error.problems:
                self._wrong(profile, problem.inside(*where))
            return None
        made = digest(found)
        if pinned.digest is not None and pinned.digest != made:
            expected = Message("expected.exactly", value=made)
            path, hint = (*where, "digest"), Message("hint.other-digest", name=pinned.name)
            problem = Problem(
                code="other-digest", path=path, found=pinned.digest, expected=expected, hint=hint
            )
            self._wrong(profile, problem)
        return found

    def _base_problems(self, base: Any, kind: Kind) -> None:
        """Tell paths that the leeway of the document below all names, and that it has not."""
        tree = Tree(deepcopy(written_body(base, kind)), kind.model)
        self.problems += (
            evolve(problem, document=document_name(base))
            for problem in leeway_problems(tree, base.leeway, "leeway")
        )

    def _wrong(self, profile: Profile, problem: Problem) -> None:
        """Tell a problem of a profile, with the place in its text; each once."""
        named = evolve(problem, document=problem.document or document_name(profile))
        if profile.locator is not None:
            named = located(evolve(problem, document=None), profile.locator)
            named = evolve(named, document=named.document or document_name(profile))
        key = (named.document, named.path, named.code, named.found)
        if key not in self._told:
            self._told.add(key)
            self.problems.append(named)

    def _level(self, draft: Draft, profile: Profile) -> None:
        """Let one profile change the draft."""

        def other(take: Take, where: Path) -> Tree | None:
            return self._other(take, where, profile, draft.kind)

        tree = Tree(draft.body, draft.kind.model)
        delegated = "delegated" in draft.body and draft.body["id"] != profile.id
        # Who brings out a new edition is bound by those above, and not by its own last word.
        bounds = [bound for bound in draft.bounds if bound.id != profile.id]
        bounds.append(Bound.of(profile, Leeway(only=profile.only)))
        before = draft.model
        changes = Changes(tree, profile, draft.origins, other)
        changes.make()
        problems = list(changes.problems)
        rescaled = draft.rescale(profile, problems)
        problems += leeway_problems(Tree(draft.body, draft.kind.model), profile.leeway, "leeway")
        placed = draft.read(profile, changes.touched)
        judged = [Judged(touch, before, draft.model) for touch in changes.touched]
        problems += refusals(tree, judged, bounds, draft.tailored, delegated=delegated)
        for problem in problems:
            self._wrong(profile, problem)
        for author, problem in placed:
            self._wrong(author, problem)
        draft.record(profile, [*records(profile, judged), *rescaled])

    def _other(self, take: Take, where: Path, profile: Profile, kind: Kind) -> Tree | None:
        """Give the tree of a document that parts are taken from."""
        found = self._pinned(take.from_, profile, where)
        if found is not None and found.kind != kind.name:
            expected = Message("expected.exactly", value=kind.name)
            problem = Problem(code="other-kind", path=where, found=found.kind, expected=expected)
            self._wrong(profile, problem)
            found = None
        return None if found is None else Tree(deepcopy(written_body(found, kind)), kind.model)


def tailorable() -> tuple[str, ...]:
    """Give the kinds of documents that a profile may be of."""
    return tuple(name for name, kind in KINDS.items() if "tailored" in keys_of(kind.model))
