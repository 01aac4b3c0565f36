"""Strategies for standards: requirements, gradings, criteria, sections, strikes, bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, get_args

from attrs import frozen
from hypothesis import strategies as st

from civil_village.assessing import Method
from civil_village.curves import Bands, CountOf
from civil_village.indicators import Catalogue, Subject
from civil_village.quantities import Rounding
from civil_village.requirements import Consequence, Requirement, Strike
from civil_village.rules import Signature
from civil_village.standards import (
    Aim,
    All,
    ByCurve,
    Count,
    Criterion,
    Passing,
    PointsShort,
    Section,
    Standard,
    Sum,
)
from civil_village.standards.gradings import AnyGrading
from civil_village.testing.exact import exact_decimals, points, roundings, shares
from civil_village.testing.indicating import catalogues
from civil_village.testing.observing import methods as ways_to_judge
from civil_village.testing.scales import bands, curves
from civil_village.testing.typed import rules, signatures
from civil_village.testing.words import (
    assumptions,
    document_ids,
    ids,
    labels,
    namings,
    sources,
    texts,
)


@frozen
class _Names:
    """What the rules of a standard may speak of."""

    facts: Mapping[str, Signature]
    methods: Mapping[str, Signature]
    #: Whether anything may be exempt.
    exempt: bool = True


def _rarely(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | st.none() | strategy


@st.composite
def _any_names(draw: st.DrawFn) -> _Names:
    methods = draw(st.lists(ids(), max_size=2, unique=True))
    return _Names(draw(signatures()), dict.fromkeys(methods, Signature(type="truth")))


@st.composite
def _requirement(
    draw: st.DrawFn, names: _Names, name: str, own_points: Decimal | None
) -> Requirement:
    form = draw(st.sampled_from(["rule", "rule", "judged", "both"] if names.methods else ["rule"]))
    return Requirement(
        id=name,
        **draw(namings()),
        rule=None if form == "judged" else draw(rules(names.facts)),
        judged=None if form == "rule" else draw(rules(names.methods)),
        applies=draw(_rarely(rules(names.facts))) if names.exempt else None,
        points=own_points,
        assumed=draw(assumptions(("points", "rule"))),
    )


def requirements() -> st.SearchStrategy[Requirement]:
    """Draw requirements (要求): rules, judgements and both.

    Examples:
        >>> from hypothesis import find
        >>> find(requirements(), lambda requirement: True).rule.text
        'a'
    """
    return st.tuples(_any_names(), ids(), st.none() | points()).flatmap(
        lambda drawn: _requirement(*drawn)
    )


@st.composite
def _strike(draw: st.DrawFn, names: _Names, name: str, named: Bands | None) -> Strike:
    falls = st.sampled_from(named.bands) if named else st.nothing()
    then = st.lists(falls.map(lambda band: Consequence(band=band.id)), max_size=1)
    return Strike(
        id=name,
        **draw(namings()),
        when=draw(rules(names.facts)),
        applies=draw(_rarely(rules(names.facts))),
        then=draw(then) if named else (),
        assumed=draw(assumptions(("when",))),
    )


def strikes() -> st.SearchStrategy[Strike]:
    """Draw strikes (一票否决) that fail the outcome, or lower the band.

    Examples:
        >>> from hypothesis import find
        >>> find(strikes(), lambda strike: True).when.text
        'a'
    """
    return st.tuples(_any_names(), ids(), st.none() | bands()).flatmap(
        lambda drawn: _strike(*drawn)
    )


# Gradings -----------------------------------------------------------------------------


def counts() -> st.SearchStrategy[Count]:
    """Draw gradings by how many requirements are met (按达标项数计分).

    Examples:
        >>> from hypothesis import find
        >>> find(counts(), lambda grading: True)
        Count(met=None, short=None)
    """
    lists = st.lists(shares(), min_size=1, max_size=4)
    return st.just(Count()) | st.builds(Count, met=lists) | st.builds(Count, short=lists)


def curve_gradings(
    names: Mapping[str, Signature] | None = None,
) -> st.SearchStrategy[ByCurve]:
    """Draw gradings by a curve of one number (按指标值计分).

    Args:
        names: What the number may be of; by default any names.

    Examples:
        >>> from hypothesis import find
        >>> find(curve_gradings({"meetings": Signature.number()}), lambda grading: True).of.text
        'meetings'
    """
    if names is None:
        return signatures().flatmap(curve_gradings)
    return st.builds(ByCurve, of=rules(names, "number"), by=curves())


def short_gradings(
    names: Mapping[str, Signature] | None = None, *, full: Decimal = Decimal(100)
) -> st.SearchStrategy[PointsShort]:
    """Draw gradings by points short of a target (差一个百分点扣分).

    Args:
        names: What the share may be of; by default any names.
        full: Points of the criterion.

    Examples:
        >>> from hypothesis import find
        >>> find(short_gradings({"insured": Signature.number()}), lambda grading: True).target
        Decimal('0.5')
    """
    if names is None:
        return signatures().flatmap(lambda known: short_gradings(known, full=full))
    alone = {name: kind for name, kind in names.items() if kind.share} or names
    return st.builds(
        PointsShort,
        of=rules(alone, "number"),
        target=shares().filter(bool),
        lose=exact_decimals(Decimal("0.1"), 5, places=1),
        floor=exact_decimals(0, full, places=1),
        count=st.sampled_from(get_args(CountOf)),
    )


def gradings() -> st.SearchStrategy[AnyGrading]:
    """Draw gradings of every kind (计分方式).

    Examples:
        >>> from hypothesis import find
        >>> find(gradings(), lambda grading: grading.name == "sum")
        Sum()
    """
    return st.one_of(st.just(All()), st.just(Sum()), counts(), curve_gradings(), short_gradings())


# Criteria and sections ----------------------------------------------------------------


@st.composite
def _criterion(draw: st.DrawFn, names: _Names, name: str) -> Criterion:
    full = draw(points())
    way = draw(st.sampled_from(["all", "sum", "count", "curve", "short"]))
    asked: list[Requirement] = []
    grade: AnyGrading = All()
    if way in ("all", "sum", "count"):
        own: list[Decimal | None] = [None] * draw(st.integers(1, 3))
        if way == "sum":
            each = [draw(points()) for _ in own]
            own, full = list(each), sum(each, Decimal(0))
        asked_ids = draw(st.lists(ids(), min_size=len(own), max_size=len(own), unique=True))
        asked = [draw(_requirement(names, *pair)) for pair in zip(asked_ids, own, strict=True)]
    if way == "sum":
        grade = Sum()
    elif way == "count":
        grade = draw(counts())
    elif way == "curve":
        grade = draw(curve_gradings(names.facts))
    elif way == "short":
        grade = draw(short_gradings(names.facts, full=full))
    rounding = draw(_rarely(roundings(full)))
    if rounding is None and grade.endless(len(asked)):
        rounding = Rounding(step=Decimal("0.01"))
    return Criterion(
        id=name,
        **draw(namings()),
        points=full,
        grade=grade,
        requirements=asked,
        applies=draw(_rarely(rules(names.facts))) if names.exempt else None,
        round=rounding,
        assumed=draw(assumptions(("points", "grade"))),
    )


def criteria() -> st.SearchStrategy[Criterion]:
    """Draw criteria (测评项目) with every grading.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(criteria())
        ... def test(criterion):
        ...     assert criterion.points > 0
        >>> test()
    """
    return st.tuples(_any_names(), ids()).flatmap(lambda drawn: _criterion(*drawn))


@st.composite
def _section(draw: st.DrawFn, name: str, own: list[Criterion]) -> Section:
    most = sum((criterion.points for criterion in own), Decimal(0))
    cap = draw(_rarely(st.sampled_from([most / 2, most])))
    top = most if cap is None else cap
    minimum = draw(_rarely(st.sampled_from([top, top / 2]))) if own else None
    return Section(
        id=name,
        **draw(namings()),
        criteria=own,
        cap=cap if own else None,
        minimum=minimum,
        assumed=draw(assumptions(("minimum", "cap"))),
    )


@st.composite
def sections(draw: st.DrawFn) -> Section:
    """Draw sections (测评单元), some with a cap and a minimum.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(sections())
        ... def test(section):
        ...     assert section.minimum is None or section.minimum <= section.most
        >>> test()
    """
    own = draw(_criteria(draw(_any_names()), least=0))
    return draw(_section(draw(ids()), own))


@st.composite
def _criteria(draw: st.DrawFn, names: _Names, *, least: int, most: int = 3) -> list[Criterion]:
    own = draw(st.lists(ids(), min_size=least, max_size=most, unique=True))
    return [draw(_criterion(names, name)) for name in own]


@st.composite
def _sections(draw: st.DrawFn, names: _Names) -> list[Section]:
    """Draw sections, of which the first has a criterion."""
    own = draw(st.lists(ids(), min_size=1, max_size=2, unique=True))
    return [
        draw(_section(name, draw(_criteria(names, least=1 if name == own[0] else 0, most=2))))
        for name in own
    ]


def aims() -> st.SearchStrategy[Aim]:
    """Draw aims (倡导): what is asked for and not scored.

    Examples:
        >>> from hypothesis import find
        >>> find(aims(), lambda aim: True).label.zh
        '0'
    """
    return st.builds(
        Aim,
        id=ids(),
        label=labels(),
        source=st.lists(sources(), max_size=1),
        reason=st.none() | labels(),
    )


def passings(
    most: Decimal = Decimal(100), named: Bands | None = None
) -> st.SearchStrategy[Passing]:
    """Draw what it takes to pass (达标线).

    Args:
        most: Most points that there are.
        named: The bands that may be asked for instead of a score.

    Examples:
        >>> from hypothesis import find
        >>> find(passings(), lambda passing: True).score
        Decimal('0')
    """
    usual = st.sampled_from([most, most / 2])
    scores = st.builds(Passing, score=exact_decimals(0, most, places=1) | usual)
    if named is None:
        return scores
    return scores | st.sampled_from([Passing(band=band.id) for band in named])


# Standards ----------------------------------------------------------------------------


def standards(
    catalogue: Catalogue | None = None,
    *,
    subject: Subject = "village",
    missing: Sequence[Literal["open", "unmet"]] = ("open", "unmet"),
) -> st.SearchStrategy[Standard]:
    """Draw small standards (创建标准), whole and checked.

    Args:
        catalogue: The indicators that its rules may use; by default any.
        subject: Whose standard it is: a village's or a household's.
        missing: What an undetermined requirement may count as.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(standards())
        ... def test(standard):
        ...     assert standard.most > 0
        >>> test()
    """
    if catalogue is None:
        return catalogues(subject).flatmap(
            lambda made: standards(made, subject=subject, missing=missing)
        )
    known = catalogue

    @st.composite
    def made(draw: st.DrawFn) -> Standard:
        methods: dict[str, Method] = draw(st.dictionaries(ids(), ways_to_judge(), max_size=2))
        exempt: Any = draw(st.sampled_from(["credit", "credit", "credit", "refuse"]))
        names = _Names(
            known.signatures(subject),
            {name: Signature(type="truth", label=way.label) for name, way in methods.items()},
            exempt == "credit",
        )
        grouped = draw(st.booleans())
        own = [] if grouped else draw(_criteria(names, least=1))
        outer = draw(_sections(names)) if grouped else []
        taken = {criterion.id for criterion in own} | {section.id for section in outer}
        most = sum([*(part.points for part in own), *(part.most for part in outer)], Decimal(0))
        rounding = draw(_rarely(roundings(most)))
        top = most if rounding is None else rounding.of(most)
        named = draw(_rarely(bands(top)))
        others = ids().filter(lambda name: name not in taken)
        vetoes = [
            draw(_strike(names, name, named))
            for name in draw(st.lists(others, max_size=2, unique=True))
        ]
        return Standard(
            id=draw(document_ids()),
            edition=draw(_rarely(texts())),
            label=draw(st.none() | labels()),
            source=draw(st.lists(sources(), max_size=2)),
            subject=subject,
            catalogue=known,
            methods=methods,
            sections=outer,
            criteria=own,
            vetoes=vetoes,
            aims=draw(st.lists(aims(), max_size=1)),
            total=draw(st.sampled_from([None, most])),
            round=rounding,
            bands=named,
            passes=draw(st.none() | passings(top, named)),
            missing=draw(st.sampled_from(missing)),
            exempt=exempt,
            assumed=draw(assumptions(("total", "bands", "passes"))),
        )

    return made()
