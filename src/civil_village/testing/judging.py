"""Strategies for standards: requirements, gradings, criteria, sections, strikes, bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from attrs import frozen
from hypothesis import strategies as st

from civil_village.assessing import Method
from civil_village.curves import Bands
from civil_village.indicators import Catalogue, Subject
from civil_village.quantities import Rounding, added, tidy
from civil_village.requirements import Consequence, Requirement, Strike
from civil_village.rules import Signature
from civil_village.standards import (
    Added,
    Aggregation,
    Aim,
    All,
    Criterion,
    Grading,
    Levels,
    Part,
    Passing,
    Section,
    Standard,
    Sum,
)
from civil_village.standards.parts import full_parts, most_of
from civil_village.testing.exact import exact_decimals, points, roundings
from civil_village.testing.indicating import catalogues
from civil_village.testing.observing import methods as ways_to_judge
from civil_village.testing.ordering import quotas, rankings
from civil_village.testing.scales import bands
from civil_village.testing.scorers import (
    combinations,
    counts,
    curve_gradings,
    given_gradings,
    occurrence_gradings,
    short_gradings,
)
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


def _half(points: Decimal) -> Decimal:
    return tidy(Fraction(points) / 2)


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


# Criteria and sections ----------------------------------------------------------------

#: The gradings that look at requirements.
_ASKING = ("all", "sum", "count", "levels")
#: Points that are given are at most so many.
MOST_GIVEN = 10**6


@st.composite
def _criterion(draw: st.DrawFn, names: _Names, name: str, *, scored: bool = False) -> Criterion:
    full = draw(points())
    way = draw(st.sampled_from([*_ASKING, "curve", "short", "occurrences", "given"]))
    asked: list[Requirement] = []
    grade: Grading = All()
    if way in _ASKING:
        own: list[Decimal | None] = [None] * draw(st.integers(1, 3))
        if way in ("sum", "levels"):
            each = [draw(points()) for _ in own]
            own, full = list(each), added(each) if way == "sum" else max(each)
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
    elif way == "levels":
        grade = Levels()
    elif way == "occurrences":
        grade = draw(occurrence_gradings(names.facts, full=full))
    elif way == "given":
        drawn = draw(given_gradings(names.facts))
        kind = drawn.of.signature(names.facts)
        fits = kind is not None and kind.minimum >= 0 and kind.maximum <= MOST_GIVEN
        if kind is not None and fits:  # else it could leave the criterion's points
            grade, full = drawn, max(tidy(Fraction(kind.maximum.__ceil__())), Decimal(1))
        else:
            grade = draw(occurrence_gradings(names.facts, full=full))
    number = None if grade.measures is None else grade.measures.signature(names.facts)
    rounding = draw(_rarely(roundings(full)))
    if rounding is None and grade.endless(len(asked), number):
        rounding = Rounding(step=Decimal("0.01"))
    taken = {requirement.id for requirement in asked}
    zeroing = draw(_rarely(ids().filter(lambda name: name not in taken)))
    return Criterion(
        id=name,
        **draw(namings()),
        points=full,
        grade=grade,
        requirements=asked,
        zero_if=[draw(_strike(names, zeroing, None))] if zeroing else (),
        applies=draw(_rarely(rules(names.facts))) if names.exempt else None,
        round=rounding,
        advisory=not scored and draw(st.integers(0, 7)) == 7,  # noqa: PLR2004 - one in eight
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
def _section(
    draw: st.DrawFn, name: str, own: list[Criterion], *, plain: bool = False, extra: bool = False
) -> Section:
    """Draw a section; plain ones only add up, and extra ones have no minimum."""
    full = full_parts(own)
    combine: Aggregation = Added() if plain else draw(combinations(full))
    most = most_of(combine, full)
    cap = draw(_rarely(st.sampled_from([_half(most), most]))) if most and not plain else None
    top = most if cap is None else cap
    minimum = draw(_rarely(st.sampled_from([top, _half(top)]))) if most and not extra else None
    rounding = draw(_rarely(roundings(most))) if most else None
    if rounding is None and combine.endless(full):
        rounding = Rounding(step=Decimal("0.01"))
    return Section(
        id=name,
        **draw(namings()),
        criteria=own,
        combine=combine,
        round=rounding,
        cap=cap,
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
    return [draw(_criterion(names, name, scored=name == own[0])) for name in own]


@st.composite
def _sections(
    draw: st.DrawFn, names: _Names, own: list[str], *, plain: bool = False, extra: bool = False
) -> list[Section]:
    """Draw sections of these names, of which the first has a criterion."""
    kind = {"plain": plain, "extra": extra}
    return [
        draw(
            _section(name, draw(_criteria(names, least=1 if name == own[0] else 0, most=2)), **kind)
        )
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
    usual = st.sampled_from([most, _half(most)])
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
        exempt: Any = draw(st.sampled_from(["credit", "credit", "credit", "refuse", "rescale"]))
        names = _Names(
            known.signatures(subject),
            {name: Signature(type="truth", label=way.label) for name, way in methods.items()},
            exempt != "refuse",
        )
        plain = exempt == "rescale"
        # No two parts of the outermost level have one id.
        taken = iter(draw(st.lists(ids(), min_size=9, max_size=9, unique=True)))

        def some(least: int, most: int) -> list[str]:
            return [next(taken) for _ in range(draw(st.integers(least, most)))]

        grouped = draw(st.booleans())
        outer = draw(_sections(names, some(1, 2), plain=plain)) if grouped else []
        alone = [] if grouped else some(1, 2)
        own = [draw(_criterion(names, name, scored=name == alone[0])) for name in alone]
        parts = [Part(s.id, Fraction(s.most), Fraction(s.most)) for s in outer if s.most]
        whole = len(parts) == len(outer)
        parts = [*parts, *full_parts(own)]
        combine: Aggregation = draw(combinations(parts)) if whole and not plain else Added()
        bonuses, deductions = (
            draw(_sections(names, some(1, 1), extra=True)) if draw(st.integers(0, 3)) == 3 else []  # noqa: PLR2004 - one in four
            for _ in range(2)
        )
        most = most_of(combine, parts)
        rounding = draw(_rarely(roundings(most)))
        if rounding is None and (plain or combine.endless(parts)):
            rounding = Rounding(step=Decimal("0.01"))
        top = added([most, *(section.most for section in bonuses)])
        cap = draw(_rarely(st.just(top))) if top else None
        compare: Any = draw(st.sampled_from(["published", "published", "exact"]))
        top = top if rounding is None or compare == "exact" else rounding.of(top)
        named = draw(_rarely(bands(top)))
        gates = [draw(_requirement(names, name, None)) for name in some(0, 1)]
        vetoes = [draw(_strike(names, name, named)) for name in some(0, 2)]
        named_parts = [criterion.id for criterion in own]
        for section in outer:
            named_parts += [section.id, *(f"{section.id}.{part.id}" for part in section.criteria)]
        strata = ["township"] if subject == "village" else []
        strata += [n for n, of in known.of(subject).items() if of.value in ("choice", "text")]
        chosen = st.lists(quotas(named_parts, strata), max_size=2, unique_by=lambda quota: quota.id)
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
            combine=combine,
            bonuses=bonuses,
            deductions=deductions,
            gates=gates,
            vetoes=vetoes,
            aims=draw(st.lists(aims(), max_size=1)),
            total=draw(st.sampled_from([None, most])),
            cap=cap,
            compare=compare,
            round=rounding,
            bands=named,
            passes=draw(st.none() | passings(top, named)),
            missing=draw(st.sampled_from(missing)),
            exempt=exempt,
            ranking=draw(_rarely(rankings(named_parts, strata))),
            quotas=draw(_rarely(chosen)) or [],
            assumed=draw(assumptions(("total", "bands", "passes"))),
        )

    return made()
