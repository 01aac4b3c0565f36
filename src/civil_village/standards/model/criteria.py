"""The parts of a standard: criteria and sections, and what it takes to pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.checks import unique_ids
from civil_village.exact_numbers import as_exact, published
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, Source, as_label, name_text
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, shown
from civil_village.quantities.rounding import Rounding
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Rule, Signature
from civil_village.standards.aggregations import Added, Aggregation, CombinedPart
from civil_village.standards.gradings import All, Grading
from civil_village.standards.parts_by_path import paths
from civil_village.written_forms import ONE_OR_MANY

#: What a group of criteria is in a standard: its points count, are added above the total,
#: or are taken off.
Role = Literal["section", "bonus", "deduction"]
#: In which field of a standard, and of a result, the sections of each role stand.
FIELDS: dict[Role, str] = {"section": "sections", "bonus": "bonuses", "deduction": "deductions"}

_ALL_OR_NOTHING = All()


@model(kw_only=True)
class Criterion(Model):
    """One scored line of a standard (测评项目): requirements or a number, and a grading.

    Attributes:
        id: Id of the criterion, the last step of its path.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        points: Full points; above 0.
        grade: How what is found becomes points (计分方式); by default all or nothing.
        requirements: What must be shown; none for gradings that look at a number.
        zero_if: What leaves it without any points, whatever else is found (本项计零分).
        applies: Outside this condition the whole criterion is exempt.
        exempt: Where it is exempt as a whole, it is left out of its ``section``, whose points stay,
            or gives the mean of what the ``others`` that are evaluated with it have; ``None`` is as
            the standard says.
        exempt_points: So many points it gives where it is exempt as a whole, instead.
        round: Rounding of its points.
        advisory: Whether it is shown and not scored (参考项).
        assumed: Fields that the source does not give; to name them changes no number.

    Examples:
        >>> from civil_village.rules import Rule
        >>> plan = Requirement(id="plan", rule=Rule("plan_filed"))
        >>> Criterion(id="work", points=5, requirements=[plan]).grade.name
        'all'
    """

    #: The fields of the parts inside it, in the order of the walk.
    inside: ClassVar[tuple[str, ...]] = ("requirements", "grade", "zero_if")

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    points: Decimal = field(converter=as_exact)
    grade: Grading = _ALL_OR_NOTHING
    requirements: tuple[Requirement, ...] = field(default=(), converter=as_tuple)
    zero_if: tuple[Strike, ...] = field(default=(), converter=as_tuple)
    applies: Rule | None = None
    exempt: Literal["section", "others"] | None = None
    exempt_points: Decimal | None = field(default=None, converter=as_exact)
    round: Rounding | None = None
    advisory: bool = False
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give points that are not above 0, double ids, and a grading that does not fit."""
        yield from id_problems(self.id, "id")
        yield from checks.above(self.points, 0, "points")
        yield from unique_ids([r.id for r in self.requirements], "requirements")
        taken = {part.id for part in self.requirements} | dict(paths(self.grade)).keys()
        for index, strike in enumerate(self.zero_if):
            path = ("zero_if", index)
            if strike.id in taken:
                yield Problem(code="duplicate-id", path=(*path, "id"), found=strike.id)
            taken.add(strike.id)
            if strike.then:
                yield checks.only_with("then", "vetoes", path=(*path, "then"))
        yield from self.grade.problems_in(self.points, self.requirements)
        if self.points > 0:
            yield from checks.between(self.exempt_points, 0, self.points, "exempt_points")
        if self.exempt is not None and self.exempt_points is not None:
            names = ("exempt", "exempt_points")
            expected = Message("expected.one-key", names=names)
            yield Problem(code="not-one-key", found=", ".join(names), expected=expected)
        yield from self.assumed.problems_in(Criterion)

    def rule_problems(self, names: Mapping[str, Signature]) -> Iterator[Problem]:
        """Give what is wrong with its own rules: when it applies, and what its grading measures."""
        if self.applies is not None:
            yield from (p.inside("applies") for p in self.applies.check(names))
        measures = self.grade.measures
        problems = [
            problem.inside("grade", self.grade.name, *path)
            for path, rule in measures.items()
            for problem in rule.check(names, wanted="number")
        ]
        yield from problems
        if measures and not problems:
            yield from self.grade.measured_problems(self.points, self.measured(names))

    def measured(self, names: Mapping[str, Signature]) -> list[Signature]:
        """Describe the numbers that its grading measures, as far as they make sense."""
        found = (rule.signature(names) for rule in self.grade.measures.values())
        return [number for number in found if number is not None]

    text = name_text


@model(kw_only=True)
class Section(Model):
    """A group of criteria (测评单元), perhaps with a minimum and a cap of its own.

    Attributes:
        id: Id of the section, which is its path.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        points: The points that the source declares for it; its criteria must add up to them, up
            to the cap.
        minimum: Points below which the outcome fails, whatever the total (单项最低分).
        combine: How the points of its criteria become its own (汇总方式).
        round: Rounding of its points, before the cap.
        cap: Most points that count of it (封顶).
        criteria: Its criteria, in order.
        assumed: Fields that the source does not give; to name them changes no number.

    Examples:
        >>> Section(id="work", criteria=[], minimum=12).minimum
        Decimal('12')
    """

    inside: ClassVar[tuple[str, ...]] = ("criteria",)

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    points: Decimal | None = field(default=None, converter=as_exact)
    minimum: Decimal | None = field(default=None, converter=as_exact)
    combine: Aggregation = field(factory=Added)
    round: Rounding | None = None
    cap: Decimal | None = field(default=None, converter=as_exact)
    criteria: tuple[Criterion, ...] = field(converter=as_tuple)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    @property
    def leaves_out(self) -> bool:
        """Whether criteria that are exempt are left out of it, while its points stay."""
        return any(line.exempt == "section" for line in self.criteria)

    @property
    def full_parts(self) -> list[CombinedPart]:
        """What its points are made of: its criteria that are scored, each with all its points."""
        return full_parts(self.criteria)

    @property
    def most(self) -> Decimal:
        """Its full points: what its criteria come to with all of theirs, up to the cap."""
        added = most_of(self.combine, self.full_parts)
        return added if self.cap is None else min(added, self.cap)

    def problems(self) -> Iterator[Problem]:
        """Give double ids, a combination that does not fit, and a minimum out of reach."""
        yield from id_problems(self.id, "id")
        yield from unique_ids([criterion.id for criterion in self.criteria], "criteria")
        misfits = list(combination_problems(self.combine, self.full_parts))
        yield from misfits
        if self.cap is not None and self.cap <= 0:
            expected = Message("expected.above", least=0)
            found = shown(self.cap)
            yield Problem(code="out-of-range", path=("cap",), found=found, expected=expected)
        elif self.criteria and not misfits and not any(self.combine.problems()):
            most = self.most
            if (self.minimum or 0) > most:
                expected, found = Message("expected.at-most", most=most), shown(self.minimum)
                yield Problem(code="unreachable", path=("minimum",), found=found, expected=expected)
            if self.points is not None:
                yield from total_problems(self.points, most, "points")
        yield from self.assumed.problems_in(Section)

    text = name_text


def full_parts(parts: Sequence[Criterion]) -> list[CombinedPart]:
    """Give the scored criteria of a group, each with all its points."""
    return [CombinedPart(c.id, (full := Fraction(c.points)), full) for c in parts if not c.advisory]


def total_problems(
    declared: Decimal, full: Decimal, key: str, tolerance: Decimal = Decimal(0)
) -> Iterator[Problem]:
    """Give declared points that are not what the parts add up to."""
    if abs(Fraction(declared) - Fraction(full)) > tolerance:
        yield Problem(
            code="total-mismatch",
            path=(key,),
            found=shown(declared),
            expected=Message("expected.sum", value=full),
            hint=Message("hint.check-points"),
        )


def together(combine: Aggregation, parts: Sequence[CombinedPart]) -> Fraction:
    """Give the points of parts together; 0 where something is wrong with them."""
    if not parts or any(combine.problems()) or any(combination_problems(combine, parts)):
        return Fraction(0)
    return combine.points(parts)


def most_of(combine: Aggregation, parts: Sequence[CombinedPart]) -> Decimal:
    """Give the points of parts that all have full points; 0 where something is wrong."""
    return Decimal(str(published(together(combine, parts))))


def combination_problems(combine: Aggregation, parts: Sequence[CombinedPart]) -> Iterator[Problem]:
    """Give what is wrong with an aggregation and its parts."""
    if combine == Added() or any(combine.problems()):
        return
    if not parts or any(part.full <= 0 for part in parts):
        path, expected = ("combine",), Message("expected.parts-with-points")
        yield Problem(code="nothing-to-combine", path=path, found=combine.name, expected=expected)
    else:
        yield from (p.inside("combine", combine.name) for p in combine.problems_in(parts))


@model(kw_only=True)
class Passing(Model):
    """What it takes to pass (达标线): a band or a better one, or a score; exactly one.

    Attributes:
        band: This band or a better one passes; this or ``score``.
        score: This score or more passes.

    Examples:
        >>> Passing(score=80).score
        Decimal('80')
    """

    band: Id | None = None
    score: Decimal | None = field(default=None, converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give neither or both."""
        yield from checks.one_key(self, "band", "score")
