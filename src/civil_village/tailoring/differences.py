"""Two editions beside each other (版次对比): part by part, and whether their scores compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

from attrs import field

from civil_village.documents.kinds import Document, kind_of
from civil_village.documents.library import document_name
from civil_village.explanation import Explanation, told, tree_html, tree_text
from civil_village.facts import Facts
from civil_village.labels import Label
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.problems import Problem, reject
from civil_village.profiles.profile import Profile
from civil_village.records.records import Records
from civil_village.standards import Standard
from civil_village.tailoring.as_profile import as_profile
from civil_village.tailoring.both_results import Reevaluated, reevaluated
from civil_village.tailoring.comparing import Comparing, Revised
from civil_village.tailoring.deciding import deciding_digest, scoring_digest


@model(kw_only=True)
class Revision(Shown):
    """What differs between two editions, part by part (修订对照). Made by `diff`.

    Iterating over it gives the parts; ``len`` counts them.

    Attributes:
        before: The earlier edition.
        after: The later one.
        parts: What became of each part that is not the same.
        results: What both give the same villages, of those for whom it is not the same.
        evaluated: How many were evaluated; 0 where no facts were handed in.

    Examples:
        >>> from civil_village.samples import bundled
        >>> standard = bundled("anle.standard")
        >>> renamed = standard.replaced("leadership", label="领导班子建设")
        >>> made = diff(standard, renamed)
        >>> made.scores_compare, made.outcomes_compare, len(made)
        (True, True, 1)
    """

    before: Any
    after: Any
    parts: tuple[Revised, ...] = field(converter=as_tuple)
    results: tuple[Reevaluated, ...] = field(default=(), converter=as_tuple)
    evaluated: int = 0

    def __iter__(self) -> Iterator[Revised]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    @property
    def scores_compare(self) -> bool:
        """Whether both work scores out alike, so that those of one year stand beside the next."""
        return scoring_digest(self.before) == scoring_digest(self.after)

    @property
    def outcomes_compare(self) -> bool:
        """Whether both decide all alike: scores, outcomes, bands and places."""
        return deciding_digest(self.before) == deciding_digest(self.after)

    def profile(self, *, reason: str | Label) -> Profile:
        """Give the profile of the earlier edition that resolves to the later one.

        Raises:
            DocumentError: Both have one id and one edition.

        Args:
            reason: Why all of it was changed.

        Examples:
            >>> from civil_village.documents.library import Library
            >>> from civil_village.samples import bundled
            >>> from civil_village.tailoring.resolving import resolve
            >>> standard = bundled("anle.standard")
            >>> later = standard.without("vice").replaced(edition="2")
            >>> made = diff(standard, later).profile(reason="示例")
            >>> [change.drop for change in made.changes]
            ['vetoes.vice']
        """
        return as_profile(self.before, self.after, reason)

    def explain(self) -> Explanation:
        """Tell the verdict, each part, and each village that now has another result."""
        names = (document_name(each) for each in (self.before, self.after))
        head = Message("diff.title", **dict(zip(("before", "after"), names, strict=True)))
        verdict = "same" if self.outcomes_compare else "scores" if self.scores_compare else "none"
        parts = [*told(Message(f"diff.verdict.{verdict}")), *(each.explain() for each in self)]
        if not self.parts:
            parts += told(Message("diff.nothing"))
        if self.evaluated:
            same = self.evaluated - len(self.results)
            below = tuple(each.explain() for each in self.results)
            count = Message("diff.results", count=self.evaluated, same=same)
            parts.append(Explanation(count, below))
        return Explanation(head, parts)

    text = tree_text
    _repr_html_ = tree_html


def diff(
    before: Document, after: Document, facts: Iterable[Facts] | Records | None = None
) -> Revision:
    """Compare two editions of a document, part by part (版次对比).

    Args:
        before: The earlier edition.
        after: The later one; any document of the same kind.
        facts: What is known of some villages, or records of them: each is evaluated by both
            standards.

    Returns:
        What was added, is gone, was moved or changed; whether scores and outcomes compare; and
        which results are not the same, with the parts that did it.

    Raises:
        DocumentError: They are of two kinds, or facts are handed in for what is no standard, or do
            not fit one.

    Examples:
        >>> from civil_village.samples import bundled
        >>> standard = bundled("anle.standard")
        >>> diff(standard, standard).parts
        ()
    """
    kind = kind_of(before.__class__)
    if kind is None or before.__class__ is not after.__class__:
        kinds = [getattr(each, "kind", type(each).__name__) for each in (before, after)]
        expected = Message("expected.exactly", value=kinds[0])
        reject([Problem(code="other-kind", path=("after",), found=kinds[1], expected=expected)])
    parts = tuple(Comparing(before, after).revised())
    if facts is None:
        return Revision(before=before, after=after, parts=parts)
    if before.kind != "standard":
        expected = Message("expected.only-with", name="kind: standard")
        reject([Problem(code="key-of-other-type", path=("facts",), expected=expected)])
    earlier, later = cast("Standard", before), cast("Standard", after)
    results, count = reevaluated(earlier, later, facts)
    return Revision(before=before, after=after, parts=parts, results=results, evaluated=count)
