"""The result of an evaluation as data: states, points, bounds, outcome, what decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol

from attrs import field, fields

from civil_village.explanation import Explanation
from civil_village.ids import DocumentId, id_problems
from civil_village.indicators import Subject
from civil_village.labels import Label, as_label
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.problems import Problem, no_such
from civil_village.requirements import RequirementState, StrikeState
from civil_village.rules import Missing
from civil_village.standards.parts_by_path import WHOLE, part_of_kind, paths

Outcome = Literal["passes", "fails", "open", "scored"]
#: Least and greatest points, or score, that the gaps allow.
PointBounds = tuple[Decimal | Fraction, Decimal | Fraction]

#: Number of the meaning that the library gives to a standard; it grows when that changes.
SEMANTICS = 1


def points_text(bounds: tuple[Any, Any]) -> Message | Any:
    """Write points, or their range, for a sentence."""
    low, high = bounds
    return low if low == high else Message("explain.range", least=low, greatest=high)


@model(kw_only=True)
class Digests(Shown):
    """Fingerprints (sha-256) of what a result was made of."""

    standard: str
    facts: str


class Grounds(Protocol):
    """What a result is explained from: the standard and facts, or what was stored of them."""

    def part(self, name: str) -> Any:
        """Work out one field of the result, where it was not stored."""
        ...

    def explanation(self, result: Result) -> Explanation | None:
        """Explain the result; ``None`` where its explanation was not stored."""
        ...

    def digests(self) -> Digests:
        """Give the fingerprints."""
        ...


@model(kw_only=True)
class RequirementResult(Shown):
    """What became of one requirement (要求结果).

    Attributes:
        id: Id of the requirement.
        state: ``met``, ``unmet``, ``undetermined`` or ``exempt``.
        missing: What would settle it; empty where it is settled.
    """

    id: str
    state: RequirementState
    missing: tuple[Missing, ...] = field(default=(), converter=as_tuple)


@model(kw_only=True)
class StrikeResult(Shown):
    """What became of one strike (否决结果).

    Attributes:
        id: Id of the strike.
        state: ``hit``, ``clear``, ``open`` or ``exempt``.
        missing: What would settle it; empty where it is settled.
    """

    id: str
    state: StrikeState
    missing: tuple[Missing, ...] = field(default=(), converter=as_tuple)


@model(kw_only=True)
class FaultResult(Shown):
    """What became of one fault (扣分结果): least and greatest points that it costs.

    Attributes:
        id: Id of the fault.
        lost: Least and greatest points that it costs by itself, also where the criterion has no
            more to lose; equal where they are certain.
        missing: What would settle it; empty where it is settled.

    Examples:
        >>> FaultResult(id="litter", lost=(Decimal(0), Decimal(2))).state
        'open'
    """

    id: str
    lost: PointBounds = field(converter=as_tuple)
    missing: tuple[Missing, ...] = field(default=(), converter=as_tuple)

    @property
    def state(self) -> StrikeState:
        """``hit`` where it surely costs points, ``clear`` where surely none, else ``open``."""
        if self.lost[0] > 0:
            return "hit"
        return "open" if self.lost[1] > 0 else "clear"


@model(kw_only=True)
class CriterionResult(Shown):
    """What became of one criterion (项目结果): least and greatest points, and what it lacks.

    Attributes:
        id: Id of the criterion.
        bounds: Least and greatest points; equal where they are certain.
        full: Full points.
        exempt: Whether the whole criterion is exempt.
        requirements: What became of each requirement.
        faults: What became of each fault of its grading.
        zeroed: What became of what would leave it without points.
        missing: What would settle its points; empty where they are settled.
    """

    #: The fields of the parts inside it, in the order of the walk.
    inside: ClassVar[tuple[str, ...]] = ("requirements", "faults", "zeroed")

    id: str
    bounds: PointBounds = field(converter=as_tuple)
    full: Decimal
    exempt: bool = False
    requirements: tuple[RequirementResult, ...] = field(default=(), converter=as_tuple)
    faults: tuple[FaultResult, ...] = field(default=(), converter=as_tuple)
    zeroed: tuple[StrikeResult, ...] = field(default=(), converter=as_tuple)
    missing: tuple[Missing, ...] = field(default=(), converter=as_tuple)

    @property
    def points(self) -> Decimal | Fraction | None:
        """The points, where least and greatest agree."""
        return self.bounds[0] if self.bounds[0] == self.bounds[1] else None


@model(kw_only=True)
class SectionResult(Shown):
    """What became of one section (单元结果), and whether its minimum is reached.

    Attributes:
        id: Id of the section.
        bounds: Least and greatest points; equal where they are certain.
        minimum: Whether its minimum is ``met``, ``unmet`` or ``undetermined``; ``met`` also where
            it has none.
        criteria: What became of each criterion.
    """

    inside: ClassVar[tuple[str, ...]] = ("criteria",)

    id: str
    bounds: PointBounds = field(converter=as_tuple)
    minimum: RequirementState = "met"
    criteria: tuple[CriterionResult, ...] = field(default=(), converter=as_tuple)

    @property
    def points(self) -> Decimal | Fraction | None:
        """The points, where least and greatest agree."""
        return self.bounds[0] if self.bounds[0] == self.bounds[1] else None


Part = SectionResult | CriterionResult | RequirementResult | FaultResult | StrikeResult


@model(kw_only=True)
class Result(Shown):
    """The answer of a standard about one subject (测评结果). Made by `civil_village.evaluate`.

    Its fields are worked out when they are first asked for.

    Attributes:
        standard: Id of the standard.
        edition: Edition of the standard; ``None`` where it has none.
        subject: Kind of the subject evaluated, such as ``village``.
        id: Id of the subject's record; ``None`` where facts were handed in without one.
        label: Name of the subject for people; ``None`` where nobody gave one.
        as_of: The day on which look-back windows ended; ``None`` where none was said.
        stage: The stage whose observations counted (阶段); ``None`` where all did.
        outcome: ``passes``, ``fails``, or ``open`` while missing facts may decide; ``scored`` where
            there is nothing to pass.
        bounds: Least and greatest published score; equal where the score is certain.
        most: Most points that facts can give, without bonuses.
        possible_bands: Ids of every band that is still possible, lowest first.
        band_labels: Their names for people, by id, where they have any.
        sections: What became of each section, in the order of the standard.
        criteria: What became of each criterion of a standard without sections.
        bonuses: What became of each bonus section.
        deductions: What became of each section that takes off.
        gates: What became of each gate.
        vetoes: What became of each veto.
        deciding: While outcome or band is open: the missing facts that may decide.
        tight: Whether the bounds are sure to be the tightest; ``None`` where nothing says, in a
            result that was stored before this was told.
        shared: The missing facts for which they may be wider than what can come out: they count
            in more than one place, or hang together with others.
        semantics: Which meaning the library gave to the standard.
        scorers: Name and version of each scorer used.
        evidence: What the fields and the explanation are worked out from.
    """

    kind: ClassVar[str] = "result"
    inside: ClassVar[tuple[str, ...]] = WHOLE

    standard: DocumentId
    edition: str | None = None
    subject: Subject
    id: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    as_of: date | None = None
    stage: str | None = None
    outcome: Outcome
    bounds: PointBounds = field(converter=as_tuple)
    most: Decimal | Fraction
    possible_bands: tuple[str, ...] = field(default=(), converter=as_tuple)
    band_labels: FrozenMapping[str, Label] = field(default=EMPTY, converter=as_mapping)
    sections: tuple[SectionResult, ...] = field(default=(), converter=as_tuple)
    criteria: tuple[CriterionResult, ...] = field(default=(), converter=as_tuple)
    bonuses: tuple[SectionResult, ...] = field(default=(), converter=as_tuple)
    deductions: tuple[SectionResult, ...] = field(default=(), converter=as_tuple)
    gates: tuple[RequirementResult, ...] = field(default=(), converter=as_tuple)
    vetoes: tuple[StrikeResult, ...] = field(default=(), converter=as_tuple)
    deciding: tuple[Missing, ...] = field(default=(), converter=as_tuple)
    tight: bool | None = None
    shared: tuple[Missing, ...] = field(default=(), converter=as_tuple)
    semantics: int
    scorers: tuple[str, ...] = field(default=(), converter=as_tuple)
    evidence: Grounds = field(eq=False, repr=False)

    @classmethod
    def of(cls, evidence: Grounds) -> Result:
        """Make a result whose fields come from its evidence."""
        made = cls.__new__(cls)
        object.__setattr__(made, "evidence", evidence)
        return made

    if not TYPE_CHECKING:  # or a misspelt name would pass the type checker

        def __getattr__(self, name: str) -> Any:
            # Asked only for what is not there yet: a field that nobody has needed so far.
            if name not in _FIELDS:
                raise AttributeError(name)
            value = self.evidence.part(name)
            object.__setattr__(self, name, value)
            return value

    def problems(self) -> Iterator[Problem]:
        """Give an id of the standard that is none."""
        yield from id_problems(self.standard, "standard", document=True)

    @property
    def score(self) -> Decimal | Fraction | None:
        """The score, where least and greatest agree."""
        return self.bounds[0] if self.bounds[0] == self.bounds[1] else None

    @property
    def band(self) -> str | None:
        """The band, where only one is possible."""
        return self.possible_bands[0] if len(self.possible_bands) == 1 else None

    @property
    def digests(self) -> Digests:
        """Fingerprints of standard and facts."""
        return self.evidence.digests()

    def explain(self) -> Explanation:
        """Say why, as a tree of plain data that renders in Chinese and English.

        Of a result that was stored without its explanation it says the outcome, and that the
        rest was not stored.
        """
        told = self.evidence.explanation(self)
        if told is not None:
            return told
        name = self.label or self.id or Message("explain.facts")
        outcome = Message(f"outcome.{self.outcome}")
        message = Message("explain.outcome", name=name, standard=self.standard, outcome=outcome)
        return Explanation(message, (Explanation(Message("explain.not-stored")),))

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        from civil_village.standards.html import result_html  # noqa: PLC0415 - few ask for it

        return result_html(self, self.explain())

    def parts(self) -> Iterator[tuple[str, Part]]:
        """Give every part by its path: ids from the outside in, joined by dots."""
        return paths(self)

    def __getitem__(self, path: str) -> Part:
        for name, part in self.parts():
            if name == path:
                return part
        raise no_such(path, (name for name, _ in self.parts()))

    def section(self, path: str) -> SectionResult:
        """Give what became of a section by its path, as `criterion` does."""
        return part_of_kind(self, path, SectionResult)

    def criterion(self, path: str) -> CriterionResult:
        """Give what became of a criterion by its path: ids from the outside in, joined by dots.

        ``result[path]`` gives any part; this one a type checker knows to be of a criterion.

        Raises:
            KeyError: There is no such part, or it is no criterion.

        Examples:
            >>> from civil_village.samples import bundled
            >>> from civil_village.standards import evaluate
            >>> result = evaluate(bundled("anle.standard"), {})
            >>> result.criterion("leadership.institutions").full
            Decimal('4')
        """
        return part_of_kind(self, path, CriterionResult)

    def requirement(self, path: str) -> RequirementResult:
        """Give what became of a requirement by its path, as `criterion` does."""
        return part_of_kind(self, path, RequirementResult)

    def fault(self, path: str) -> FaultResult:
        """Give what became of a fault of a grading by its path, as `criterion` does."""
        return part_of_kind(self, path, FaultResult)

    def strike(self, path: str) -> StrikeResult:
        """Give what became of a strike by its path, as `criterion` does."""
        return part_of_kind(self, path, StrikeResult)


#: What evidence works out.
_FIELDS = {attribute.name for attribute in fields(Result)} - {"evidence"}
