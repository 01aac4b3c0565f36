"""The standard as data: sections, criteria, strikes, bands, and how it passes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Literal

from attrs import field, frozen

from civil_village.assessing import Method, as_methods
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.canonical import plain_tagged, pretty_json
from civil_village.curves import Bands
from civil_village.indicators import Catalogue, Subject
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import FrozenMapping, as_tuple
from civil_village.messages import Lang, Message
from civil_village.names import DocumentId, Id, id_problems, key_problems
from civil_village.problems import Problem, duplicates, nearest, require, shown
from civil_village.quantities import Rounding, exact_decimal, optional_decimal
from civil_village.requirements import ONE_OR_MANY, Requirement, Strike
from civil_village.rules import Rule, Signature, Variable
from civil_village.standards.gradings import All, AnyGrading


@frozen(kw_only=True)
class Criterion:
    """One scored line of a standard (测评项目): requirements or a number, and a grading.

    Examples:
        >>> from civil_village.rules import Rule
        >>> plan = Requirement(id="plan", rule=Rule("plan_filed"))
        >>> Criterion(id="work", points=5, requirements=[plan]).grade.name
        'all'
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    #: Full points; above 0.
    points: Decimal = field(converter=exact_decimal)
    grade: AnyGrading = field(factory=All)
    requirements: tuple[Requirement, ...] = field(default=(), converter=as_tuple)
    #: Outside this condition the whole criterion is exempt.
    applies: Rule | None = None
    #: Rounding of its points.
    round: Rounding | None = None
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def __attrs_post_init__(self) -> None:
        require(self)

    def problems(self) -> Iterator[Problem]:
        """Give points that are not above 0, double ids, and a grading that does not fit."""
        yield from id_problems(self.id, "id")
        if self.points <= 0:
            expected = Message("expected.above", least=0)
            found = shown(self.points)
            yield Problem(code="out-of-range", path=("points",), found=found, expected=expected)
        yield from duplicates([r.id for r in self.requirements], "requirements")
        yield from self.grade.problems_in(self.points, self.requirements)
        yield from self.assumed.problems_in(Criterion)

    def text(self, lang: Lang) -> str:
        """Name it by its label, else its id."""
        return self.label.text(lang) if self.label else self.id


@frozen(kw_only=True)
class Section:
    """A group of criteria (测评单元), perhaps with a minimum and a cap of its own.

    Examples:
        >>> Section(id="work", criteria=[], minimum=12).minimum
        Decimal('12')
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    #: Points below which the outcome fails, whatever the total (单项最低分).
    minimum: Decimal | None = field(default=None, converter=optional_decimal)
    #: Most points that count of it (封顶).
    cap: Decimal | None = field(default=None, converter=optional_decimal)
    criteria: tuple[Criterion, ...] = field(converter=as_tuple)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def __attrs_post_init__(self) -> None:
        require(self)

    @property
    def most(self) -> Decimal:
        """Most points that it can give."""
        added = sum((criterion.points for criterion in self.criteria), Decimal(0))
        return added if self.cap is None else min(added, self.cap)

    def problems(self) -> Iterator[Problem]:
        """Give double ids, and a minimum that no village can reach."""
        yield from id_problems(self.id, "id")
        yield from duplicates([criterion.id for criterion in self.criteria], "criteria")
        if self.cap is not None and self.cap <= 0:
            expected = Message("expected.above", least=0)
            found = shown(self.cap)
            yield Problem(code="out-of-range", path=("cap",), found=found, expected=expected)
        elif self.criteria and self.minimum is not None and self.minimum > self.most:
            expected = Message("expected.at-most", most=self.most)
            found = shown(self.minimum)
            yield Problem(code="unreachable", path=("minimum",), found=found, expected=expected)
        yield from self.assumed.problems_in(Section)

    def text(self, lang: Lang) -> str:
        """Name it by its label, else its id."""
        return self.label.text(lang) if self.label else self.id


@frozen(kw_only=True)
class Aim:
    """What a source asks for that is not scored (倡导): a labelled text, no rule.

    Examples:
        >>> Aim(id="spirit", label="弘扬社会主义核心价值观").label.zh
        '弘扬社会主义核心价值观'
    """

    id: Id
    label: Label = field(converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    #: Why it is not scored.
    reason: Label | None = field(default=None, converter=as_label)

    def __attrs_post_init__(self) -> None:
        require(self)

    def problems(self) -> Iterator[Problem]:
        """Give an id that is none."""
        yield from id_problems(self.id, "id")


@frozen(kw_only=True)
class Passing:
    """What it takes to pass (达标线): a band or a better one, or a score; exactly one.

    Examples:
        >>> Passing(score=80).score
        Decimal('80')
    """

    band: Id | None = None
    score: Decimal | None = field(default=None, converter=optional_decimal)

    def __attrs_post_init__(self) -> None:
        require(self)

    def problems(self) -> Iterator[Problem]:
        """Give neither or both."""
        if (self.band is None) == (self.score is None):
            expected = Message("expected.one-key", names=("band", "score"))
            yield Problem(code="not-one-key", expected=expected)


@frozen(kw_only=True)
class Standard:
    """A creation standard (创建标准) or a star scheme (星级评选办法), whole and checked.

    A standard has sections of criteria, or criteria alone. Without `passes` it is passed
    unless a strike or a section's minimum fails it.

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

    id: DocumentId
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    subject: Subject = "village"
    catalogue: Catalogue
    #: Ways in which assessors form their word (测评方法), for judged requirements.
    methods: FrozenMapping[Id, Method] = field(factory=FrozenMapping, converter=as_methods)
    sections: tuple[Section, ...] = field(default=(), converter=as_tuple)
    criteria: tuple[Criterion, ...] = field(default=(), converter=as_tuple)
    #: What fails the outcome, or lowers the band, whatever the score (一票否决).
    vetoes: tuple[Strike, ...] = field(default=(), converter=as_tuple)
    aims: tuple[Aim, ...] = field(default=(), converter=as_tuple)
    #: The total that the source declares; the points must add up to it.
    total: Decimal | None = field(default=None, converter=optional_decimal)
    #: Rounding of the total, before bands and the pass line.
    round: Rounding | None = None
    bands: Bands | None = None
    passes: Passing | None = None
    #: What an undetermined requirement counts as: open, or unmet for lack of evidence.
    missing: Literal["open", "unmet"] = "open"
    #: What an exempt requirement gives: its points, or a refusal of all exemptions.
    exempt: Literal["credit", "refuse"] = "credit"
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def __attrs_post_init__(self) -> None:
        require(self)

    @property
    def groups(self) -> tuple[tuple[Section | None, tuple[Criterion, ...]], ...]:
        """Each section with its criteria; criteria alone stand under ``None``."""
        if self.criteria:
            return ((None, self.criteria),)
        return tuple((section, section.criteria) for section in self.sections)

    @property
    def most(self) -> Decimal:
        """Most points that it can give."""
        parts = [section.most for section in self.sections]
        return sum([*parts, *(criterion.points for criterion in self.criteria)], Decimal(0))

    def paths(self) -> Iterator[tuple[str, Section | Criterion | Requirement | Strike]]:
        """Give every part by its path: ids from the outside in, joined by dots."""
        for section, criteria in self.groups:
            start = "" if section is None else f"{section.id}."
            if section is not None:
                yield section.id, section
            for criterion in criteria:
                yield f"{start}{criterion.id}", criterion
                for requirement in criterion.requirements:
                    yield f"{start}{criterion.id}.{requirement.id}", requirement
        for strike in self.vetoes:
            yield strike.id, strike

    def __getitem__(self, path: str) -> Section | Criterion | Requirement | Strike:
        for name, part in self.paths():
            if name == path:
                return part
        raise KeyError(path)

    def portable(self, *, gaps: bool = True) -> str:
        """Write all its rules for other languages' engines, as a JSON document (可移植文档).

        Args:
            gaps: Whether facts may be missing.

        Returns:
            Variables and how each is made of the facts; then, by path, the texts of every
            criterion, requirement and strike (see `Portable`), with points and gradings in
            the form of documents.

        Raises:
            DocumentError: A rule would be too large.

        Examples:
            >>> import json
            >>> from civil_village.samples import bundled
            >>> written = json.loads(bundled("anle.standard").portable(gaps=False))
            >>> written["strikes"]["major_incident"]["when"]["holds"]
            'major_incidents_VALUE > 0'
        """
        return pretty_json(PortableWriter(self, gaps=gaps).document())

    def problems(self) -> Iterator[Problem]:
        """Give what does not fit together: ids, rules, totals, bands, exemptions."""
        yield from id_problems(self.id, "id", document=True)
        yield from key_problems(self.methods, "methods")
        yield from self._structure_problems()
        yield from self._rule_problems()
        yield from self._total_problems()
        if self.bands is not None:
            yield from self._band_problems(self.bands)
        yield from self._passing_problems()
        yield from self.assumed.problems_in(Standard)

    def _structure_problems(self) -> Iterator[Problem]:
        if bool(self.sections) == bool(self.criteria):
            expected = Message("expected.one-key", names=("sections", "criteria"))
            yield Problem(code="not-one-key", expected=expected)
        for name in ("sections", "criteria", "vetoes", "aims"):
            parts: tuple[Any, ...] = getattr(self, name)
            yield from duplicates([part.id for part in parts], name)
        taken = {section.id for section in self.sections}
        taken |= {criterion.id for criterion in self.criteria}
        for index, strike in enumerate(self.vetoes):
            if strike.id in taken:
                yield Problem(code="duplicate-id", path=("vetoes", index, "id"), found=strike.id)

    def _criteria(self) -> Iterator[tuple[tuple[str | int, ...], Criterion]]:
        for index, criterion in enumerate(self.criteria):
            yield ("criteria", index), criterion
        for number, section in enumerate(self.sections):
            for index, criterion in enumerate(section.criteria):
                yield ("sections", number, "criteria", index), criterion

    def _rule_problems(self) -> Iterator[Problem]:
        names = self.catalogue.signatures(self.subject)
        methods = {
            name: Signature(type="truth", label=method.label)
            for name, method in self.methods.items()
        }
        for steps, criterion in self._criteria():
            for index, requirement in enumerate(criterion.requirements):
                for problem in requirement.rule_problems(names, methods):
                    yield problem.inside(*steps, "requirements", index)
                if self.exempt == "refuse" and requirement.applies is not None:
                    yield _refused(*steps, "requirements", index)
            if criterion.applies is not None:
                yield from (p.inside(*steps, "applies") for p in criterion.applies.check(names))
                if self.exempt == "refuse":
                    yield _refused(*steps)
            measured = criterion.grade.measures
            if measured is not None:
                path = (*steps, "grade", criterion.grade.name, "of")
                yield from (p.inside(*path) for p in measured.check(names, wanted="number"))
        for index, strike in enumerate(self.vetoes):
            yield from (p.inside("vetoes", index) for p in strike.rule_problems(names))

    def _total_problems(self) -> Iterator[Problem]:
        if self.total is not None and self.total != self.most:
            expected, hint = Message("expected.sum", value=self.most), Message("hint.check-points")
            yield Problem(
                code="total-mismatch",
                path=("total",),
                found=shown(self.total),
                expected=expected,
                hint=hint,
            )
        if self.round is None:
            for steps, criterion in self._criteria():
                if criterion.round is None and criterion.grade.endless(len(criterion.requirements)):
                    expected = Message("expected.rounding")
                    yield Problem(code="rounding-needed", path=(*steps, "grade"), expected=expected)

    def _band_problems(self, bands: Bands) -> Iterator[Problem]:
        if list(bands.problems()) or (self.round is not None and list(self.round.problems())):
            return  # said by the bands and the rounding themselves
        most = self._published_most
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

    @property
    def _published_most(self) -> Decimal:
        """Most points after the declared rounding of the total."""
        rounds = self.round is not None and not list(self.round.problems())
        return self.round.of(self.most) if self.round and rounds else self.most

    def _passing_problems(self) -> Iterator[Problem]:
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
        score = None if self.passes is None else self.passes.score
        if score is not None and score > self._published_most:
            expected = Message("expected.at-most", most=self._published_most)
            path = ("passes", "score")
            yield Problem(code="unreachable", path=path, found=shown(score), expected=expected)


def _refused(*path: str | int) -> Problem:
    expected = Message("expected.no-exemption")
    return Problem(code="exemption-refused", path=(*path, "applies"), expected=expected)


class PortableWriter:
    """Writes the rules of a standard for other engines; the variables are those of all rules."""

    def __init__(self, standard: Standard, *, gaps: bool) -> None:
        self.standard = standard
        self.gaps = gaps
        self.names = standard.catalogue.signatures(standard.subject)
        self.variables: dict[str, Variable] = {}

    def document(self) -> dict[str, Any]:
        """Give the whole document in plain form."""
        criteria: dict[str, Any] = {}
        requirements: dict[str, Any] = {}
        strikes: dict[str, Any] = {}
        for path, part in self.standard.paths():
            match part:
                case Criterion():
                    criteria[path] = self.criterion(part)
                case Requirement():
                    requirements[path] = self.requirement(part)
                case Strike():
                    strikes[path] = self.texts(when=part.when, applies=part.applies)
                case Section():
                    pass  # it has no rule of its own
        variables = [variable.plain() for variable in self.variables.values()]
        return {
            "kind": "portable",
            "format": 1,
            "standard": self.standard.id,
            "gaps": self.gaps,
            "variables": variables,
            "criteria": criteria,
            "requirements": requirements,
            "strikes": strikes,
        }

    def criterion(self, criterion: Criterion) -> dict[str, Any]:
        """Write a criterion: its points, its grading, its rules."""
        form = {"points": criterion.points, "grade": plain_tagged(criterion.grade)}
        return form | self.texts(measures=criterion.grade.measures, applies=criterion.applies)

    def requirement(self, requirement: Requirement) -> dict[str, Any]:
        """Write a requirement; the variables of its judgement are the words of methods."""
        form = self.texts(rule=requirement.rule, applies=requirement.applies)
        if requirement.judged is not None:
            methods = dict.fromkeys(requirement.judged.names, Signature(type="truth"))
            judged = requirement.judged.portable(methods, gaps=self.gaps)
            form["judged"] = dict(judged.texts)
        return form if requirement.points is None else form | {"points": requirement.points}

    def texts(self, **rules: Rule | None) -> dict[str, Any]:
        """Write rules on facts, by what each is for."""
        written = {}
        for role, rule in rules.items():
            if rule is not None:
                made = rule.portable(self.names, gaps=self.gaps)
                written[role] = dict(made.texts)
                self.variables |= {variable.name: variable for variable in made.variables}
        return written
