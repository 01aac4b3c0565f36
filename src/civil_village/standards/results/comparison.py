"""Comparison (对比): two results of one subject, part by part, under one standard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import field
from attrs.converters import optional

from civil_village.arguments import one
from civil_village.explanation import Explanation, tree_html, tree_text
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.problems import Problem, no_such, reject, shown
from civil_village.standards.results.result import (
    CriterionResult,
    FaultResult,
    Outcome,
    Part,
    PointBounds,
    Result,
    SectionResult,
    points_text,
)

Change = Literal["same", "better", "worse", "known", "open", "other"]

#: States that count for or against; ``exempt`` is neither.
_WORTH = {"met": 1, "unmet": 0, "clear": 1, "hit": 0}
_OPEN = ("undetermined", "open")


@model(kw_only=True)
class Difference(Shown):
    """One part of a standard in two results (差异), and what became of it from first to second.

    ``known`` is what was open and no longer is, ``open`` what no longer is known, both also
    where bounds only draw closer or apart; ``other`` is an exemption that came or went.

    Attributes:
        path: Path of the part: ids from the outside in, joined by dots.
        change: ``same``, ``better``, ``worse``, ``known``, ``open`` or ``other``.
        states: States of a requirement or strike; ``None`` of a criterion.
        points: Least and greatest points of the criterion, or of that to which a requirement
            belongs.

    Examples:
        >>> states = ("unmet", "met")
        >>> told = Difference(path="work.plan", change="better", states=states)
        >>> told.text("en")
        'work.plan: unmet → met (better)'
    """

    path: str
    change: Change
    states: tuple[str, str] | None = field(default=None, converter=optional(as_tuple))
    points: tuple[PointBounds, PointBounds] | None = field(
        default=None, converter=optional(as_tuple)
    )

    def explain(self) -> Explanation:
        """Tell what it was and what it became."""
        sides = {"before": _side(self, 0), "after": _side(self, 1)}
        change = Message(f"compare.{self.change}")
        return Explanation(Message("compare.part", path=self.path, change=change, **sides))

    text = tree_text


@model(kw_only=True)
class Comparison(Shown):
    """Two results of one subject under one standard (结果对比). Made by `compare`.

    Iterating over it gives the parts that differ; ``len`` counts them.

    Attributes:
        stages: Stages of the two results, such as ``self`` and ``review``; ``None`` is every stage.
        outcomes: Outcome of each.
        scores: Least and greatest score of each.
        parts: Every requirement, criterion and strike, in the order of the standard.
    """

    stages: tuple[str | None, str | None] = field(default=(None, None), converter=as_tuple)
    outcomes: tuple[Outcome, Outcome] = field(converter=as_tuple)
    scores: tuple[PointBounds, PointBounds] = field(converter=as_tuple)
    parts: tuple[Difference, ...] = field(converter=as_tuple)

    def __iter__(self) -> Iterator[Difference]:
        return (part for part in self.parts if part.change != "same")

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, path: str) -> Difference:
        for part in self.parts:
            if part.path == path:
                return part
        raise no_such(path, (part.path for part in self.parts))

    @property
    def score_change(self) -> Change:
        """What became of the score."""
        return _moved(*self.scores)

    def explain(self) -> Explanation:
        """Tell score and outcome of both, and every difference, as a tree."""
        before, after = (
            Message(
                "compare.side", points=points_text(score), outcome=Message(f"outcome.{outcome}")
            )
            for score, outcome in zip(self.scores, self.outcomes, strict=True)
        )
        change = Message(f"compare.{self.score_change}")
        head = Message("compare.score", before=before, after=after, change=change)
        return Explanation(head, [part.explain() for part in self])

    text = tree_text
    _repr_html_ = tree_html


def compare(first: Result, second: Result) -> Comparison:
    """Compare two results of one subject part by part (对比): self-assessment and review, say.

    Args:
        first: The earlier result, or the first stage.
        second: What it is compared with; ``better`` means that this one is.

    Raises:
        DocumentError: They are of different subjects, or of different standards: neither
            the digest nor both id and edition are equal.

    Examples:
        >>> from civil_village.samples import bundled
        >>> from civil_village.standards.evaluation.evaluation import evaluate
        >>> standard = bundled("anle.standard")
        >>> made = compare(evaluate(standard, {}), evaluate(standard, {"work_rules": True}))
        >>> print(made["leadership.institutions"].text("en"))
        leadership.institutions: 0 to 4 points → 1.32 to 4 points (known)
    """
    one(first, Result, path=("first",))
    one(second, Result, path=("second",))
    reject(_refused(first, second))
    ours, theirs = dict(first.parts()), dict(second.parts())
    parts = [made for path in ours if (made := _difference(path, ours, theirs)) is not None]
    return Comparison(
        stages=(first.stage, second.stage),
        outcomes=(first.outcome, second.outcome),
        scores=(first.bounds, second.bounds),
        parts=parts,
    )


def _refused(first: Result, second: Result) -> Iterator[Problem]:
    """Give what stops two results from being compared."""
    for name in ("subject", "id"):
        one, other = getattr(first, name), getattr(second, name)
        if one != other:
            expected = Message("expected.exactly", value=one)
            yield Problem(
                code="not-comparable", path=(name,), found=shown(other), expected=expected
            )
    named = first.standard == second.standard and first.edition == second.edition
    alike = (named and first.edition is not None) or (
        first.digests.standard == second.digests.standard
    )
    if not alike or [path for path, _ in first.parts()] != [path for path, _ in second.parts()]:
        one, other = (f"{each.standard}@{each.edition or ''}" for each in (first, second))
        expected = Message("expected.same-standard", name=one)
        yield Problem(code="not-comparable", path=("standard",), found=other, expected=expected)


def _difference(path: str, ours: dict[str, Part], theirs: dict[str, Part]) -> Difference | None:
    one, other = ours[path], theirs[path]
    if isinstance(one, SectionResult) or isinstance(other, SectionResult):
        return None  # its criteria say all
    home = path if isinstance(one, CriterionResult) else path.rpartition(".")[0]
    first, second = ours.get(home), theirs.get(home)
    points = None
    if isinstance(first, CriterionResult) and isinstance(second, CriterionResult):
        points = (first.bounds, second.bounds)
    if isinstance(one, CriterionResult) or isinstance(other, CriterionResult):
        assert points is not None  # of a criterion itself
        return Difference(path=path, change=_moved(*points), points=points)
    states = (one.state, other.state)
    change = _turned(*states)
    if isinstance(one, FaultResult) and isinstance(other, FaultResult):
        change = _moved(_given(one), _given(other))
    return Difference(path=path, change=change, states=states, points=points)


def _given(fault: FaultResult) -> PointBounds:
    """Give what a fault gives: less where it costs more."""
    least, greatest = fault.lost
    return -greatest, -least


def _turned(before: str, after: str) -> Change:
    """Tell what became of a state."""
    if before == after:
        return "same"
    if before in _OPEN:
        return "known"
    if after in _OPEN:
        return "open"
    if before not in _WORTH or after not in _WORTH:
        return "other"
    return "better" if _WORTH[after] > _WORTH[before] else "worse"


def _moved(before: PointBounds, after: PointBounds) -> Change:
    """Tell what became of points: closer together, apart, or moved up or down."""
    (low, high), (least, greatest) = before, after
    if before == after:
        return "same"
    if low <= least and greatest <= high:
        return "known"
    if least <= low and high <= greatest:
        return "open"
    return "better" if least > low else "worse"


def _side(part: Difference, index: int) -> Message:
    """Word one side of a difference."""
    state = None if part.states is None else Message(f"state.{part.states[index]}")
    if part.points is None:
        return Message("compare.state", state=state)
    points = points_text(part.points[index])
    if state is None:
        return Message("compare.points", points=points)
    return Message("compare.both", state=state, points=points)
