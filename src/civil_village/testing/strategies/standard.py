"""Strategies for standards: requirements, gradings, criteria, sections, strikes, bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any, Literal

from attrs import evolve, frozen
from hypothesis import strategies as st

from civil_village.aims import Aim
from civil_village.curves.curve import BandLowered, Bands
from civil_village.evidence.assessing import Method
from civil_village.exact_numbers import added, tidy
from civil_village.indicators import PLACES, Catalogue, Subject
from civil_village.leeway import Leeway
from civil_village.models import drafting
from civil_village.quantities.rounding import Rounding
from civil_village.rankings import Quota
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Signature
from civil_village.standards import (
    Added,
    Aggregation,
    All,
    CombinedPart,
    Criterion,
    Grading,
    Levels,
    Passing,
    Section,
    Standard,
    Sum,
)
from civil_village.standards.model.criteria import full_parts, most_of
from civil_village.standards.model.reach import Reach
from civil_village.standards.model.terms import Terms
from civil_village.testing.strategies.calendar import DAY
from civil_village.testing.strategies.catalogue import catalogues
from civil_village.testing.strategies.choosing import below, new_ids, one_of, rarely
from civil_village.testing.strategies.curve import bands
from civil_village.testing.strategies.evidence import methods as ways_to_judge
from civil_village.testing.strategies.naming import (
    assumptions,
    document_ids,
    ids,
    labels,
    namings,
    sources,
    texts,
)
from civil_village.testing.strategies.numbers import exact_decimals, points, roundings
from civil_village.testing.strategies.ranking import quotas, rankings
from civil_village.testing.strategies.rule import rules, signatures
from civil_village.testing.strategies.scorer import (
    combinations,
    count_gradings,
    curve_gradings,
    given_gradings,
    less_gradings,
    occurrence_gradings,
    points_short_gradings,
)


@frozen
class _Names:
    """What the rules of a standard may speak of."""

    facts: Mapping[str, Signature]
    methods: Mapping[str, Signature]
    #: Whether anything may be exempt.
    exempt: bool = True
    #: Whether a criterion may say itself what it gives then.
    stated: bool = True


def _half(points: Decimal) -> Decimal:
    return tidy(Fraction(points) / 2)


@st.composite
def _any_names(draw: st.DrawFn) -> _Names:
    methods = draw(st.lists(ids(), max_size=2, unique=True))
    return _Names(draw(signatures()), dict.fromkeys(methods, Signature(type="truth")))


@st.composite
def _requirement(
    draw: st.DrawFn, names: _Names, name: str, own_points: Decimal | None
) -> Requirement:
    form = one_of(draw, ("rule", "rule", "judged", "both") if names.methods else ("rule",))
    return Requirement(
        id=name,
        **draw(namings()),
        rule=None if form == "judged" else draw(rules(names.facts)),
        judged=None if form == "rule" else draw(rules(names.methods)),
        applies=draw(rules(names.facts)) if names.exempt and rarely(draw) else None,
        points=own_points,
        assumed=draw(assumptions(("points", "rule"))),
    )


def requirements() -> st.SearchStrategy[Requirement]:
    """Draw requirements (要求): rules, judgements and both.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(requirements())
        ... def test(requirement):
        ...     assert requirement.rule or requirement.judged
        >>> test()
    """
    return st.tuples(_any_names(), ids(), st.none() | points()).flatmap(
        lambda drawn: _requirement(*drawn)
    )


@st.composite
def _strike(draw: st.DrawFn, names: _Names, name: str, named: Bands | None) -> Strike:
    return Strike(
        id=name,
        **draw(namings()),
        when=draw(rules(names.facts)),
        applies=draw(rules(names.facts)) if rarely(draw) else None,
        then=[BandLowered(band=one_of(draw, named.bands).id)] if named and draw(below(2)) else (),
        assumed=draw(assumptions(("when",))),
    )


def strikes() -> st.SearchStrategy[Strike]:
    """Draw strikes (一票否决) that fail the outcome, or lower the band.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(strikes())
        ... def test(strike):
        ...     assert strike.when.text
        >>> test()
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
    fresh = new_ids(draw)
    way = one_of(draw, (*_ASKING, "curve", "short", "occurrences", "less", "given"))
    asked: list[Requirement] = []
    grade: Grading = All()
    if way in _ASKING:
        own: list[Decimal | None] = [None] * (1 + draw(below(3)))
        if way in ("sum", "levels"):
            each = [draw(points()) for _ in own]
            own, full = list(each), added(each) if way == "sum" else max(each)
        asked = [draw(_requirement(names, *pair)) for pair in zip(fresh, own, strict=False)]
    if way == "sum":
        grade = Sum()
    elif way == "count":
        grade = draw(count_gradings())
    elif way == "curve":
        grade = draw(curve_gradings(names.facts))
    elif way == "short":
        grade = draw(points_short_gradings(names.facts, full=full))
    elif way == "levels":
        grade = Levels()
    elif way == "occurrences":
        grade = draw(occurrence_gradings(names.facts, full=full))
    elif way == "less":
        drawn_less = draw(less_gradings(names.facts, full=full))
        grade = evolve(drawn_less, faults=[evolve(f, id=next(fresh)) for f in drawn_less.faults])
    elif way == "given":
        drawn = draw(given_gradings(names.facts))
        kind = drawn.of.signature(names.facts)
        fits = kind is not None and kind.minimum >= 0 and kind.maximum <= MOST_GIVEN
        if kind is not None and fits:  # else it could leave the criterion's points
            grade, full = drawn, max(tidy(Fraction(kind.maximum.__ceil__())), Decimal(1))
        else:
            grade = draw(occurrence_gradings(names.facts, full=full))
    found = (rule.signature(names.facts) for rule in grade.measures.values())
    numbers = [number for number in found if number is not None]
    rounding = draw(roundings(full)) if rarely(draw) else None
    if rounding is None and grade.endless(len(asked), numbers):
        rounding = Rounding(step=Decimal("0.01"))
    return Criterion(
        id=name,
        **draw(namings()),
        points=full,
        grade=grade,
        requirements=asked,
        zero_if=[draw(_strike(names, next(fresh), None))] if rarely(draw) else (),
        applies=draw(rules(names.facts)) if names.exempt and rarely(draw) else None,
        round=rounding,
        exempt_points=one_of(draw, (0, full, _half(full)))
        if names.stated and rarely(draw)
        else None,
        advisory=not scored and rarely(draw, once_in=8),
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
    cap = one_of(draw, (_half(most), most)) if most and not plain and rarely(draw) else None
    top = most if cap is None else cap
    minimum = one_of(draw, (top, _half(top))) if most and not extra and rarely(draw) else None
    rounding = draw(roundings(most)) if most and rarely(draw) else None
    if rounding is None and combine.endless(full):
        rounding = Rounding(step=Decimal("0.01"))
    return Section(
        id=name,
        **draw(namings()),
        criteria=own,
        combine=combine,
        round=rounding,
        points=top if most and rarely(draw) else None,
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
    count = least + draw(below(most - least + 1))
    return [
        draw(_criterion(names, name, scored=not place))
        for place, name in enumerate(islice(new_ids(draw), count))
    ]


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
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(aims())
        ... def test(aim):
        ...     assert aim.label.zh
        >>> test()
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

_WAYS = st.dictionaries(ids(), ways_to_judge(), max_size=2)
_SOURCES = st.lists(sources(), max_size=2)
_AIMS = st.lists(aims(), max_size=1)
_Exempt = Literal["credit", "rescale", "refuse"]
#: What is made of what is exempt, as often as it is drawn.
EXEMPT: tuple[_Exempt, ...] = ("credit", "credit", "credit", "refuse", "rescale")


def standards(
    catalogue: Catalogue | None = None,
    *,
    subject: Subject = "village",
    missing: Sequence[Literal["open", "unmet"]] = ("open", "unmet"),
    exempt: Sequence[_Exempt] = EXEMPT,
) -> st.SearchStrategy[Standard]:
    """Draw small standards (创建标准), whole and checked.

    Args:
        catalogue: The indicators that its rules may use; by default any.
        subject: Whose standard it is: a village's or a household's.
        missing: What an undetermined requirement may count as.
        exempt: What may be made of what is exempt.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(standards())
        ... def test(standard):
        ...     assert standard.full > 0
        >>> test()
    """
    if catalogue is None:
        return catalogues(subject).flatmap(
            lambda made: standards(made, subject=subject, missing=missing, exempt=exempt)
        )
    known = catalogue

    @st.composite
    def made(draw: st.DrawFn) -> Standard:
        methods: dict[str, Method] = draw(_WAYS)
        exempts: Any = one_of(draw, exempt)
        names = _Names(
            known.signatures(subject),
            {name: Signature(type="truth", label=way.label) for name, way in methods.items()},
            exempts != "refuse",
            exempts == "credit",
        )
        plain = exempts == "rescale"
        # No two parts of the outermost level have one id.
        fresh = new_ids(draw)

        def some(least: int, most: int) -> list[str]:
            return list(islice(fresh, least + draw(below(most - least + 1))))

        grouped = draw(st.booleans())
        outer = draw(_sections(names, some(1, 2), plain=plain)) if grouped else []
        alone = [] if grouped else some(1, 2)
        own = [draw(_criterion(names, name, scored=name == alone[0])) for name in alone]
        parts = [CombinedPart(s.id, Fraction(s.most), Fraction(s.most)) for s in outer if s.most]
        whole = len(parts) == len(outer)
        parts = [*parts, *full_parts(own)]
        combine: Aggregation = draw(combinations(parts)) if whole and not plain else Added()
        bonuses, deductions = (
            draw(_sections(names, [next(fresh)], extra=True)) if rarely(draw, once_in=4) else []
            for _ in range(2)
        )
        most = most_of(combine, parts)
        rounding = draw(roundings(most)) if rarely(draw) else None
        if rounding is None and (plain or combine.endless(parts)):
            rounding = Rounding(step=Decimal("0.01"))
        top = added([most, *(section.most for section in bonuses)])
        whole_parts: dict[str, Any] = {
            "subject": subject,
            "catalogue": known,
            "methods": methods,
            "criteria": own,
            "combine": combine,
            "bonuses": bonuses,
            "deductions": deductions,
            "cap": top if top and rarely(draw) else None,
            "compare": one_of(draw, ("published", "published", "exact")),
            "round": rounding,
            "exempt": exempts,
        }
        # Nothing is asked for that no facts reach.
        reach = Reach(names.facts, Terms(credited=not plain, rescaled=plain))
        if exempts == "credit" and rounding is not None:
            outer = [_leaving_out(draw, section) for section in outer]
        outer = [_within_reach(section, reach) for section in outer]
        whole_parts["sections"] = outer
        with drafting():
            top = _floor(Standard(id="draft", **whole_parts).published_most)
        named = draw(bands(top)) if top > 0 and rarely(draw) else None
        gates = [draw(_requirement(names, name, None)) for name in some(0, 1)]
        vetoes = [draw(_strike(names, name, named)) for name in some(0, 2)]
        named_parts = [criterion.id for criterion in own]
        for section in outer:
            named_parts += [section.id, *(f"{section.id}.{part.id}" for part in section.criteria)]
        strata = list(PLACES[subject])
        strata += [n for n, of in known.of(subject).items() if of.value in ("choice", "text")]
        count = draw(below(3)) if rarely(draw) else 0
        chosen = [
            _of_a_stratum(draw, draw(quotas(named_parts, strata)), known) for _ in range(count)
        ]
        return Standard(
            **whole_parts,
            id=draw(document_ids()),
            edition=draw(texts()) if rarely(draw) else None,
            label=draw(labels()) if draw(below(2)) else None,
            source=draw(_SOURCES),
            gates=gates,
            vetoes=vetoes,
            aims=draw(_AIMS),
            total=one_of(draw, (None, most)),
            bands=named,
            passes=draw(passings(top, named)) if draw(below(2)) else None,
            missing=one_of(draw, missing),
            ranking=draw(rankings(named_parts, strata)) if rarely(draw) else None,
            quotas={quota.id: quota for quota in chosen}.values(),
            from_=DAY if rarely(draw) else None,
            leeway=Leeway(only="tighten") if rarely(draw) else None,
            assumed=draw(assumptions(("total", "bands", "passes"))),
        )

    return made()


def _leaving_out(draw: st.DrawFn, section: Section) -> Section:
    """Let a section leave out some of its criteria where they are exempt."""
    plain = section.combine == Added() and section.cap is None
    if not (plain and rarely(draw)):
        return section
    lines = [
        evolve(line, exempt="section", exempt_points=None) if draw(st.booleans()) else line
        for line in section.criteria
    ]
    return evolve(section, criteria=lines)


def _within_reach(section: Section, reach: Reach) -> Section:
    """Leave out a minimum that no facts reach."""
    beyond = (section.minimum or 0) > reach.section(section)
    return evolve(section, minimum=None) if beyond else section


def _floor(points: Decimal | Fraction) -> Decimal:
    """Cut points that may have many digits, or no last one, to two places."""
    return tidy(Fraction(int(Fraction(points) * 100), 100))


def _of_a_stratum(draw: st.DrawFn, quota: Quota, catalogue: Catalogue) -> Quota:
    """Let a quota be for a stratum that there can be."""
    within = catalogue.indicators.get(quota.within or "")
    if quota.stratum is None or within is None or not within.choices:
        return evolve(quota, stratum=None) if quota.within == "all" else quota
    return evolve(quota, stratum=one_of(draw, within.choices))
