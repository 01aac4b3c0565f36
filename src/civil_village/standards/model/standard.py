"""The standard as data: its parts, strikes and bands, its total, and how it passes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Literal, NamedTuple

from attrs import field

from civil_village import checks
from civil_village.aims import Aim
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.canonical import pretty_json
from civil_village.checks import unique_ids
from civil_village.clauses import serving_problems
from civil_village.curves.curve import Bands
from civil_village.evidence.assessing import Method
from civil_village.exact_numbers import as_exact, published
from civil_village.explanation import Explanation
from civil_village.ids import DocumentId, Id, id_problems, key_problems
from civil_village.indicators import Catalogue, Indicator, Subject
from civil_village.indicators.rule_problems import explained
from civil_village.labels import Label, Source, as_label
from civil_village.leeway import Leeway, Tailored
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Path, Problem, nearest, no_such, shown
from civil_village.quantities.rounding import Rounding
from civil_village.rankings import Quota
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Signature
from civil_village.standards.aggregations import Added, Aggregation, CombinedPart
from civil_village.standards.gradings import Fault
from civil_village.standards.model import editing
from civil_village.standards.model.criteria import (
    FIELDS,
    Criterion,
    Passing,
    Role,
    Section,
    combination_problems,
    full_parts,
    most_of,
    total_problems,
)
from civil_village.standards.model.reach import Reach
from civil_village.standards.model.terms import Terms
from civil_village.standards.parts_by_path import WHOLE, part_of_kind, paths, walk
from civil_village.standards.rankings.ranking import Ranking, stratum_problems
from civil_village.written_forms import ONE_OR_MANY

#: What has an id, and so a path, in a standard.
AnyPart = Section | Criterion | Requirement | Fault | Strike


class CriteriaGroup(NamedTuple):
    """A group of criteria as it counts: a section, or the criteria alone under ``None``."""

    section: Section | None
    criteria: tuple[Criterion, ...]
    role: Role
    #: The keys and indexes that lead to it in the standard.
    steps: Path
    terms: Terms

    @property
    def start(self) -> str:
        """What the paths of its criteria begin with."""
        return "" if self.section is None else f"{self.section.id}."


@model(kw_only=True)
class Standard(Model):
    """A creation standard (创建标准) or a star scheme (星级评选办法), whole and checked.

    A standard has sections of criteria, or criteria alone; one of gates and vetoes needs
    neither. Without `passes` it is passed
    unless a strike, a gate or a section's minimum fails it; where there is nothing of that
    kind, and no bands, there is nothing to pass: its results are ``scored``.

    Attributes:
        id: Id of the document.
        edition: Edition, as the source numbers it; ``None`` where there is none.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        from_: First day on which this edition is in force (施行日期); ``None`` where it always is.
        subject: What is evaluated: ``village``, ``household``, ``group``, or a kind that the
            catalogue declares.
        catalogue: The facts that rules may name.
        methods: Ways in which assessors form their word (测评方法), for judged requirements.
        sections: Its sections, in order; either these or ``criteria``.
        criteria: The criteria of a standard without sections.
        combine: How the points of its sections, or of its criteria alone, become the total
            (汇总方式).
        bonuses: What is added above the total, each section up to its cap (加分项).
        deductions: What is taken off the total, each section up to its cap (扣分项).
        gates: What must be met beside the score (准入条件); no score makes up for one.
        vetoes: What fails the outcome, or lowers the band, whatever the score (一票否决).
        aims: What the source asks for and nobody scores.
        total: The total that the source declares; the points must add up to it.
        tolerance: By so much the points may differ from the declared total.
        cap: Most that counts of the total, bonuses included (总分封顶).
        round: Rounding of the total, before bands and the pass line.
        bands: Names for ranges of the score (等次); ``None`` where it has none.
        passes: What it takes to pass; without it only a strike, a gate or a section's minimum
            fails.
        compare: Which score bands and the pass line look at: the rounded one, or the exact one.
        missing: What an undetermined requirement counts as: open, or unmet for lack of evidence.
        exempt: What is exempt: full points (``credit``), left out of the whole (``rescale``), or
            nothing may be (``refuse``).
        ranking: How results are ranked (排名).
        quotas: How many of the ranking are chosen (名额).
        leeway: What those below may change of it (下级裁量范围); ``None`` says nothing.
        tailored: What those below have changed (裁量记录); of a document that `resolve` made.
        assumed: Fields that the source does not give; to name them changes no number.

    Examples:
        >>> from civil_village.indicators import Indicator
        >>> from civil_village.rules import Rule
        >>> standard = Standard(
        ...     id="demo",
        ...     catalogue=Catalogue(indicators={"plan": Indicator(label="计划", value="truth")}),
        ...     criteria=[Criterion(
        ...         id="work", points=5, requirements=[Requirement(id="plan", rule=Rule("plan"))]
        ...     )],
        ... )
        >>> standard.most
        Decimal('5')
        >>> standard["work.plan"].rule.text
        'plan'
    """

    kind: ClassVar[str] = "standard"
    inside: ClassVar[tuple[str, ...]] = WHOLE

    id: DocumentId
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    from_: date | None = None
    subject: Subject = "village"
    catalogue: Catalogue
    methods: FrozenMapping[Id, Method] = field(default=EMPTY, converter=as_mapping)
    sections: tuple[Section, ...] = field(default=(), converter=as_tuple)
    criteria: tuple[Criterion, ...] = field(default=(), converter=as_tuple)
    combine: Aggregation = field(factory=Added)
    bonuses: tuple[Section, ...] = field(default=(), converter=as_tuple)
    deductions: tuple[Section, ...] = field(default=(), converter=as_tuple)
    gates: tuple[Requirement, ...] = field(default=(), converter=as_tuple)
    vetoes: tuple[Strike, ...] = field(default=(), converter=as_tuple)
    aims: tuple[Aim, ...] = field(default=(), converter=as_tuple)
    total: Decimal | None = field(default=None, converter=as_exact)
    tolerance: Decimal = field(default=Decimal(0), converter=as_exact)
    cap: Decimal | None = field(default=None, converter=as_exact)
    round: Rounding | None = None
    bands: Bands | None = None
    passes: Passing | None = None
    compare: Literal["published", "exact"] = "published"
    missing: Literal["open", "unmet"] = "open"
    exempt: Literal["credit", "rescale", "refuse"] = "credit"
    ranking: Ranking | None = None
    quotas: tuple[Quota, ...] = field(default=(), converter=as_tuple)
    leeway: Leeway | None = None
    tailored: tuple[Tailored, ...] = field(default=(), converter=as_tuple)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    @property
    def groups(self) -> tuple[CriteriaGroup, ...]:
        """Every group of criteria: sections or criteria alone, then bonuses, deductions."""
        terms = {role: self._terms(role) for role in FIELDS}
        alone = CriteriaGroup(None, self.criteria, "section", (), terms["section"])
        grouped = [
            CriteriaGroup(section, section.criteria, role, (name, index), terms[role])
            for role, name in FIELDS.items()
            for index, section in enumerate(getattr(self, name))
        ]
        return (alone, *grouped) if self.criteria else tuple(grouped)

    def _terms(self, role: Role) -> Terms:
        """Say what is made of exemptions and gaps: no bonus or deduction is given for nothing."""
        return Terms(
            credited=self.exempt != "rescale" and role == "section",
            rescaled=self.exempt == "rescale",
            unmet=self.missing == "unmet" and role != "deduction",
        )

    @property
    def judges(self) -> bool:
        """Whether anything can be passed or failed, or the points are all there is."""
        asked = (self.passes, self.bands, self.gates, self.vetoes)
        minimums = [section.minimum for section in self.sections if section.minimum is not None]
        return any((*asked, minimums))

    @property
    def leaves_out(self) -> bool:
        """Whether anything that is exempt is left out of the whole, or of its section."""
        return self.exempt == "rescale" or any(section.leaves_out for section in self.sections)

    @property
    def full(self) -> Decimal:
        """Full points: what its parts come to with all of theirs, without bonuses."""
        return most_of(self.combine, self.full_parts)

    @property
    def most(self) -> Decimal | Fraction:
        """Most points that facts can give, without bonuses.

        These are its full points, unless a grading, the range of a number or a rounding
        cannot give all points of a criterion.
        """
        return published(self._reach("section").whole(self.combine, self.sections, self.criteria))

    @property
    def published_most(self) -> Decimal | Fraction:
        """Most points, bonuses and cap included, as bands and the pass line see them."""
        most = Fraction(self.most) + sum(map(self._reach("bonus").section, self.bonuses))
        most = most if self.cap is None else min(most, Fraction(self.cap))
        rounds = self.round is not None and not list(self.round.problems())
        seen = self.compare == "published" and self.round and rounds
        return self.round.of(most) if seen and self.round else published(most)

    def _reach(self, role: Role) -> Reach:
        return Reach(self.catalogue.signatures(self.subject), self._terms(role))

    @property
    def full_parts(self) -> list[CombinedPart]:
        """What its total is made of, each with all its points."""
        parts = [CombinedPart(s.id, Fraction(s.most), Fraction(s.most)) for s in self.sections]
        return [*full_parts(self.criteria), *parts]

    def paths(self) -> Iterator[tuple[str, AnyPart]]:
        """Give every part by its path: ids from the outside in, joined by dots."""
        return paths(self)

    def __getitem__(self, path: str) -> AnyPart:
        for name, part in self.paths():
            if name == path:
                return part
        raise no_such(path, (name for name, _ in self.paths()))

    def section(self, path: str) -> Section:
        """Give a section by its path, as `criterion` does."""
        return part_of_kind(self, path, Section)

    def criterion(self, path: str) -> Criterion:
        """Give a criterion by its path: ids from the outside in, joined by dots.

        ``standard[path]`` gives any part; this one a type checker knows to be a criterion.

        Raises:
            KeyError: There is no such part, or it is no criterion.

        Examples:
            >>> from civil_village.samples import bundled
            >>> bundled("anle.standard").criterion("leadership.institutions").points
            Decimal('4')
        """
        return part_of_kind(self, path, Criterion)

    def requirement(self, path: str) -> Requirement:
        """Give a requirement by its path, as `criterion` does."""
        return part_of_kind(self, path, Requirement)

    def fault(self, path: str) -> Fault:
        """Give a fault of a grading by its path, as `criterion` does."""
        return part_of_kind(self, path, Fault)

    def strike(self, path: str) -> Strike:
        """Give a strike by its path, as `criterion` does."""
        return part_of_kind(self, path, Strike)

    def replaced(
        self, path: str = "", /, *, totals: editing.Totals = "keep", **changes: Any
    ) -> Standard:
        """Give a copy with other values in one part, whole and checked (修改).

        Args:
            path: Path of a section, criterion, requirement or strike; without one, the values
                are those of the standard itself.
            totals: ``keep`` refuses what breaks a declared sum; ``adjust`` lets the total, and
                the points of a criterion whose requirements are added up, follow their parts.
                Pass line, bands and minimums always stay.
            **changes: New values by field, such as ``points`` or ``rule``.

        Raises:
            DocumentError: There is no such part or field, or the result does not fit together.

        Examples:
            >>> from civil_village.samples import bundled
            >>> heavier = bundled("anle.standard").replaced("order.safety", label="安全", points=2)
            >>> heavier["order.safety"].label.zh
            '安全'
        """
        return editing.replaced(self, path, changes, totals)

    def with_points(
        self, path: str, points: Decimal | float, *, totals: editing.Totals = "keep"
    ) -> Standard:
        """Give a copy in which a criterion or requirement has other points; see `replaced`."""
        return editing.replaced(self, path, {"points": points}, totals)

    def without(self, path: str, *, totals: editing.Totals = "keep") -> Standard:
        """Give a copy that lacks a section, criterion, requirement or strike; see `replaced`."""
        return editing.without(self, path, totals)

    def explain(self) -> Explanation:
        """Say what it asks: its parts with points, limits and rules in words, as a tree.

        Examples:
            >>> from civil_village.samples import bundled
            >>> print(bundled("anle.standard").explain().message.text("en"))
            Anle village creation standard (anle.standard@1)
        """
        from civil_village.standards.outline import outline  # noqa: PLC0415 - few ask for it

        return outline(self)

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        from civil_village.standards.html import standard_html  # noqa: PLC0415 - few ask for it

        return standard_html(self.explain())

    def portable(self, *, gaps: bool = True, exemptions: bool = False) -> str:
        """Write its rules and its scoring for other languages' engines, as JSON (可移植文档).

        Args:
            gaps: Whether facts may be missing.
            exemptions: Whether steps read recorded exemptions, each a variable of its own.

        Returns:
            Variables and how each is made of the facts; by path, the texts of every criterion,
            requirement and strike (see `Portable`), with points and gradings in the form of
            documents; steps in order, which give points, bands and the outcome; what of the
            scoring cannot be said so, and why.

        Raises:
            DocumentError: A rule would be too large.

        Examples:
            >>> import json
            >>> from civil_village.samples import bundled
            >>> written = json.loads(bundled("anle.standard").portable(gaps=False))
            >>> written["strikes"]["major_incident"]["when"]["holds"]
            'major_incidents_VALUE > 0'
        """
        from civil_village.standards import PortableStandard  # noqa: PLC0415 - few ask

        return pretty_json(PortableStandard(self, gaps=gaps, exemptions=exemptions).document())

    def problems(self) -> Iterator[Problem]:
        """Give what does not fit together: ids, rules, totals, bands, exemptions."""
        yield from id_problems(self.id, "id", document=True)
        yield from key_problems(self.methods, "methods")
        yield from self.catalogue.subject_problems(self.subject, "subject")
        yield from self._structure_problems()
        names = self.catalogue.signatures(self.subject)
        yield from self._rule_problems(names)
        yield from self._sum_problems(names)
        yield from self._named_band_problems()
        yield from serving_problems(self)
        if self._adds_up:
            if self.total is not None:
                yield from total_problems(self.total, self.full, "total", self.tolerance)
            if self.bands is not None:
                yield from self._band_problems(self.bands)
            yield from self._line_problems()
        yield from self._order_problems()
        yield from self.assumed.problems_in(Standard)

    def _structure_problems(self) -> Iterator[Problem]:
        # What only asks for gates and vetoes has nothing that is scored.
        alone = (self.gates or self.vetoes) and not (self.bonuses or self.deductions)
        if bool(self.sections) == bool(self.criteria) and (self.sections or not alone):
            expected = Message("expected.one-key", names=("sections", "criteria"))
            yield Problem(code="not-one-key", expected=expected)
        taken: set[str] = set()
        for name in ("sections", "criteria", "bonuses", "deductions", "gates", "vetoes"):
            parts: tuple[Any, ...] = getattr(self, name)
            yield from unique_ids([part.id for part in parts], name)
            for index, part in enumerate(parts):
                if part.id in taken:
                    yield Problem(code="duplicate-id", path=(name, index, "id"), found=part.id)
            taken |= {part.id for part in parts}
        for name in ("aims", "quotas"):
            yield from unique_ids([part.id for part in getattr(self, name)], name)
        for index, quota in enumerate(self.quotas):
            if quota.id is None:
                yield checks.missing("quotas", index, "id")
        for name in ("bonuses", "deductions"):
            for index, part in enumerate(getattr(self, name)):
                if part.minimum is not None:
                    yield _only_in_sections(name, index, "minimum")

    def _rule_problems(self, names: Mapping[str, Signature]) -> Iterator[Problem]:
        methods = {
            name: Signature(type="truth", label=method.label)
            for name, method in self.methods.items()
        }
        for _, steps, part in walk(self):
            match part:
                case Requirement():
                    problems = part.rule_problems(names, methods)
                case Criterion() | Strike():
                    problems = part.rule_problems(names)
                case _:
                    continue  # a section has no rule of its own
            for problem in explained(problems, self.catalogue.indicators):
                yield problem.inside(*steps)
            if isinstance(part, Criterion):
                yield from (p.inside(*steps) for p in self._exemption_problems(part, steps))
            exempts = part.applies is not None and not isinstance(part, Strike)
            if self.exempt == "refuse" and exempts and steps[0] != "gates":
                yield _refused(*steps)

    @property
    def _adds_up(self) -> bool:
        """Whether its sums can be reckoned: a combination that is wrong says so itself."""
        wholes: tuple[Standard | Section, ...] = (
            self,
            *self.sections,
            *self.bonuses,
            *self.deductions,
        )
        return not any(
            any(one.combine.problems()) or any(combination_problems(one.combine, one.full_parts))
            for one in wholes
            if one.combine != Added()  # any parts can be added
        )

    def _exemption_problems(self, line: Criterion, steps: Path) -> Iterator[Problem]:
        """Give what a criterion cannot give where it is exempt."""
        names = [name for name in ("exempt", "exempt_points") if getattr(line, name) is not None]
        if names and self.exempt != "credit":
            yield checks.only_with(names[0], "exempt: credit")
        elif line.exempt == "section":
            part = self.sections[int(steps[1])] if steps[0] == "sections" else None
            if part is None or part.combine != Added() or part.cap is not None:
                expected = Message("expected.rescale-section")
                yield Problem(code="not-rescaled", path=("exempt",), expected=expected)
            elif part.round is None and self.round is None:
                yield _no_rounding(".combined", "exempt")
        elif line.exempt == "others" and self.round is None and line.round is None:
            section = getattr(self, str(steps[0]))[int(steps[1])]
            if not isinstance(section, Section) or section.round is None:
                yield _no_rounding(".section", "exempt")

    def _sum_problems(self, names: Mapping[str, Signature]) -> Iterator[Problem]:
        """Give what is wrong with how its parts become one number."""
        parts = [] if self.combine == Added() else self.full_parts  # any parts can be added
        yield from combination_problems(self.combine, parts)
        if self.exempt == "rescale":
            yield from self._rescale_problems()
        if self.round is None:
            yield from self._rounding_problems(names, parts)

    def _rescale_problems(self) -> Iterator[Problem]:
        """Give what cannot be rescaled: only plain sums have a share that is left out."""
        sections = [(("sections", index), part) for index, part in enumerate(self.sections)]
        for path, part in ((), self), *sections:
            for name in ("combine", "cap"):
                if name == "cap" and part is self:
                    continue  # the cap of the total comes after
                if getattr(part, name) not in (None, Added()):
                    expected = Message("expected.rescale")
                    yield Problem(code="not-rescaled", path=(*path, name), expected=expected)

    def _rounding_problems(
        self, names: Mapping[str, Signature], parts: Sequence[CombinedPart]
    ) -> Iterator[Problem]:
        """Give parts whose points may have no last digit, with no rounding further out."""
        for group in self.groups:
            for index, criterion in enumerate(group.criteria):
                numbers = criterion.measured(names)
                endless = criterion.grade.endless(len(criterion.requirements), numbers)
                inner = criterion.round or (group.section and group.section.round)
                if endless and not inner and not criterion.advisory:
                    within = ".section" if group.section else ""
                    yield _no_rounding(within, *group.steps, "criteria", index, "grade")
        for index, part in enumerate(self.sections):
            if part.round is None and _is_endless(part.combine, part.full_parts):
                yield _no_rounding(".combined", "sections", index, "combine")
        if _is_endless(self.combine, parts):
            yield _no_rounding(".standard", "combine")
        if self.exempt == "rescale":
            yield _no_rounding(".standard", "exempt")

    def _band_problems(self, bands: Bands) -> Iterator[Problem]:
        if list(bands.problems()) or (self.round is not None and list(self.round.problems())):
            return  # said by the bands and the rounding themselves
        most = self.published_most
        reached = bands.rank(bands.at(Fraction(most)).id)
        for index, band in enumerate(bands):
            if index > reached:
                key, end = ("above", band.above) if band.from_ is None else ("from", band.from_)
                limit = Message(
                    "expected.below" if key == "above" else "expected.at-most", most=most
                )
                yield Problem(
                    code="unreachable-band",
                    path=("bands", index, key),
                    found=shown(end),
                    expected=limit,
                    hint=Message("hint.most-points", most=most),
                )

    def _named_band_problems(self) -> Iterator[Problem]:
        """Give the names of bands that there are not."""
        bands = [] if self.bands is None else [band.id for band in self.bands]
        named: list[tuple[tuple[str | int, ...], str]] = [
            (("vetoes", index, "then", number, "band"), consequence.band)
            for index, strike in enumerate(self.vetoes)
            for number, consequence in enumerate(strike.then)
        ]
        if self.passes is not None and self.passes.band is not None:
            named.append((("passes", "band"), self.passes.band))
        for path, name in named:
            if name not in bands:
                expected = Message("expected.one-of", names=tuple(bands))
                hint = nearest(name, bands)
                yield Problem(
                    code="unknown-band", path=path, found=name, expected=expected, hint=hint
                )

    def _line_problems(self) -> Iterator[Problem]:
        """Give a pass line and minimums of sections that no facts reach."""
        score = None if self.passes is None else self.passes.score
        if score is not None and score > (most := self.published_most):
            yield _out_of_reach(score, most, "passes", "score")
        reach = self._reach("section")
        for index, section in enumerate(self.sections):
            # What is more than full points, the section says itself.
            if section.criteria and section.minimum and section.minimum <= section.most:
                most = published(reach.section(section))
                if section.minimum > most:
                    yield _out_of_reach(section.minimum, most, "sections", index, "minimum")

    def _order_problems(self) -> Iterator[Problem]:
        orders: list[tuple[tuple[str | int, ...], Ranking | Quota]] = []
        if self.ranking is not None:
            orders.append((("ranking", self.ranking.name), self.ranking))
        orders += [(("quotas", index), quota) for index, quota in enumerate(self.quotas)]
        if not orders:
            return
        parts = [path for path, part in self.paths() if isinstance(part, Section | Criterion)]
        indicators = self.catalogue.of(self.subject)
        for path, order in orders:
            yield from (p.inside(*path) for p in order.problems_in(parts))
            found = stratum_problems(order.within, self.subject, indicators)
            yield from (p.inside(*path) for p in found)
            if isinstance(order, Quota) and order.stratum is not None:
                yield from (p.inside(*path) for p in _stratum_problems(order, indicators))


def _is_endless(combine: Aggregation, parts: Sequence[CombinedPart]) -> bool:
    """Tell whether points of parts may have no last digit; of what does not fit, none."""
    fits = not any(combine.problems()) and not any(combination_problems(combine, parts))
    return fits and combine.endless(parts)


def _stratum_problems(quota: Quota, indicators: Mapping[str, Indicator]) -> Iterator[Problem]:
    """Give the one stratum of a quota that nobody can belong to."""
    within = indicators.get(quota.within or "")
    if quota.within == "all":  # then there are none
        yield checks.only_with("stratum", "within", path=("stratum",), found=quota.stratum)
    elif within is not None and within.choices:
        yield from checks.known(str(quota.stratum), within.choices, "stratum")


def _out_of_reach(line: Decimal, most: Decimal | Fraction, *path: str | int) -> Problem:
    expected = Message("expected.at-most", most=most)
    return Problem(code="unreachable", path=path, found=shown(line), expected=expected)


def _refused(*path: str | int) -> Problem:
    expected = Message("expected.no-exemption")
    return Problem(code="exemption-refused", path=(*path, "applies"), expected=expected)


def _only_in_sections(*path: str | int) -> Problem:
    expected = Message("expected.only-with", name="sections")
    return Problem(code="key-of-other-type", path=path, found=str(path[-1]), expected=expected)


def _no_rounding(within: str, *path: str | int) -> Problem:
    """Ask for a rounding of what the points of a part go into: itself, or what is around it."""
    expected = Message(f"expected.rounding{within}")
    return Problem(code="rounding-needed", path=path, expected=expected)
