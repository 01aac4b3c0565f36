"""Strategies for what assessors, surveys and draws add to records.

Words of assessors are such that they can be joined as declared, and say all that is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Literal, get_args

from hypothesis import strategies as st

from civil_village.evidence.assessing import Assessors, Combine, Method, Observed
from civil_village.evidence.reported import Observation
from civil_village.evidence.sampling import Draw, SamplingPlan
from civil_village.evidence.sampling import draw as draw_members
from civil_village.evidence.surveys import SHEET_KINDS, Survey
from civil_village.exact_numbers import LARGEST, tidy
from civil_village.indicators import (
    Aggregate,
    AnyDerived,
    Catalogue,
    Indicator,
    SheetCount,
    SurveyShare,
)
from civil_village.records.subjects import Household
from civil_village.testing.strategies.naming import ids, labels, texts
from civil_village.testing.strategies.numbers import exact_decimals, roundings, whole_numbers

#: Ids of assessors: opaque, as they should be.
_ASSESSORS = ("expert1", "expert2", "expert3")


@cache
def methods() -> st.SearchStrategy[Method]:
    """Draw methods (测评方法) by which one assessor speaks, or several.

    Examples:
        >>> from hypothesis import find
        >>> find(methods(), lambda method: True).assessors
        'one'
    """
    return st.builds(Method, label=labels(), assessors=st.sampled_from(get_args(Assessors)))


@st.composite
def weights(draw: st.DrawFn, names: st.SearchStrategy[str] | None = None) -> Mapping[str, Fraction]:
    """Draw a few weights that add up to 1.

    Args:
        draw: Given by Hypothesis.
        names: What is weighted.

    Examples:
        >>> from hypothesis import find
        >>> sum(find(weights(), lambda drawn: len(drawn) == 2).values())
        Fraction(1, 1)
    """
    named = ids() if names is None else names
    shares = draw(st.dictionaries(named, st.integers(1, 5), min_size=1, max_size=3))
    return {name: Fraction(share, sum(shares.values())) for name, share in shares.items()}


@st.composite
def ways_to_join(draw: st.DrawFn, *, places: int = 2, open_: bool = False) -> Observed:
    """Draw how observed numbers come to one (观测值汇总).

    Args:
        draw: Given by Hypothesis.
        places: Decimal places of the numbers.
        open_: Only those that leave a number open for whoever has not spoken.

    Examples:
        >>> from hypothesis import find
        >>> find(ways_to_join(), lambda observed: observed.combine == "mean").missing
        'open'
    """
    combine = draw(st.sampled_from(get_args(Combine)))
    by = draw(st.just({}) | weights())
    named = st.sampled_from(_ASSESSORS)
    among = draw(st.just({}) | weights(named)) if combine == "mean" else {}
    some = {}
    if combine == "mean" and not (among or open_):
        some = draw(st.sampled_from([{}, {}, {"trimmed": 1}, {"highest": 2}]))
    missing = ["open"] if open_ or not (by or among) else ["open", "renormalise"]
    steps = [None, Decimal(1), *([Decimal("0.5")] if places else [])]
    return Observed(
        combine=combine,
        **some,
        assessors=among,
        methods=by,
        missing=draw(st.sampled_from(missing)),
        step=draw(st.sampled_from(steps)),
        round=draw(st.none() | roundings(1)),
    )


def voices(
    draw: st.DrawFn, how: str, among: Iterable[str] = (), *, least: int = 1
) -> Sequence[tuple[str, bool]]:
    """Draw who speaks, and who leads: all who are asked by name, or as many as can be joined."""
    count = {"one": 1, "sum": 1, "majority": draw(st.sampled_from([1, 3]))}.get(how)
    some = count if count is not None else draw(st.integers(least, len(_ASSESSORS)))
    return [(name, not index) for index, name in enumerate(tuple(among) or _ASSESSORS[:some])]


@st.composite
def observed_words(draw: st.DrawFn, name: str, indicator: Indicator) -> list[Observation]:
    """Draw what all assessors observe of an indicator that says how their numbers are joined.

    Args:
        draw: Given by Hypothesis.
        name: Name of the indicator.
        indicator: What the numbers are of.

    Examples:
        >>> from hypothesis import given, settings
        >>> tidiness = Indicator(label="整洁", value="amount", maximum=10, observed=Observed())
        >>> @settings(max_examples=5, deadline=None)
        ... @given(observed_words("tidiness", tidiness))
        ... def test(words):
        ...     assert all(0 <= word.value <= 10 for word in words)
        >>> test()
    """
    observed = indicator.observed
    assert observed is not None  # it says how they are joined
    low = indicator.minimum or Decimal(0)
    high = Decimal(LARGEST) if indicator.maximum is None else indicator.maximum
    numbers = exact_decimals(low, high, places=indicator.decimal_places)
    if observed.step is not None:
        step, start = Fraction(observed.step), Fraction(low)
        most = (Fraction(high) - start) // step
        numbers = whole_numbers(0, most).map(lambda count: tidy(start + count * step))
    # As many as are needed for a number that is not open.
    least = observed.highest or 2 * (observed.trimmed or 0) + 1
    return [
        Observation(of=name, method=method, value=draw(numbers), assessor=assessor, lead=lead)
        for method in (tuple(observed.methods) or (None,))
        for assessor, lead in voices(draw, observed.combine, observed.assessors, least=least)
    ]


@st.composite
def surveys(
    draw: st.DrawFn, name: str | None = None, asked: Iterable[AnyDerived] = ()
) -> list[Survey]:
    """Draw the sheets of a survey (问卷) in one village, in all strata that somebody asks for.

    Args:
        draw: Given by Hypothesis.
        name: Id of the survey; by default any.
        asked: What derives from it.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(surveys())
        ... def test(drawn):
        ...     assert all(0 <= survey.valid <= survey.issued for survey in drawn)
        >>> test()
    """
    shares = [derive for derive in asked if isinstance(derive, SurveyShare)]
    found = [derive for derive in shares if derive.survey == name]
    strata = {stratum for derive in found for stratum in derive.strata}
    questions = {derive.question for derive in found} or {draw(ids())}
    answers = [*sorted({answer for derive in found for answer in derive.answers}), "other"]
    own = draw(ids()) if name is None else name
    parts: list[str | None] = [*sorted(strata)]
    made = []
    for stratum in parts or [None]:
        counts = sorted((draw(whole_numbers(0, 60)) for _ in SHEET_KINDS), reverse=True)
        given: dict[str, dict[str, int]] = {}
        for question in sorted(questions):
            left = counts[-1]
            given[question] = {}
            for answer in answers:
                given[question][answer] = draw(whole_numbers(0, left))
                left -= given[question][answer]
        sheets: Any = dict(zip(SHEET_KINDS, counts, strict=True))
        made.append(Survey(id=own, stratum=stratum, answers=given, **sheets))
    return made


@st.composite
def survey_shares(draw: st.DrawFn) -> SurveyShare:
    """Draw shares of the answers to a question of a survey."""
    whole: Literal["valid", "answers"] = draw(st.sampled_from(["valid", "answers"]))
    shares = st.sampled_from([Fraction(1), Fraction(0), Fraction(4, 5)])
    return SurveyShare(
        survey=draw(ids()),
        question=draw(ids()),
        answers=draw(st.dictionaries(texts(), shares, min_size=1, max_size=2)),
        whole=whole,
        strata=draw(st.just({}) | weights()),
    )


@cache
def sheet_counts() -> st.SearchStrategy[SheetCount]:
    """Draw counts of the sheets of a survey that are of one kind."""
    return st.builds(SheetCount, survey=ids(), sheets=st.sampled_from(SHEET_KINDS))


@cache
def survey_derivations() -> st.SearchStrategy[SurveyShare | SheetCount]:
    """Draw what comes from a survey: sheets of a kind, or answers to a question.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(survey_derivations())
        ... def test(derive):
        ...     assert derive.survey
        >>> test()
    """
    return sheet_counts() | survey_shares()


@cache
def sampling_plans() -> st.SearchStrategy[SamplingPlan]:
    """Draw sampling plans (抽样方案).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(sampling_plans())
        ... def test(plan):
        ...     assert plan.number > 0
        >>> test()
    """
    seeds, numbers = texts().filter(bool), whole_numbers(1, 3)
    by = st.sampled_from([None, "group"])
    return st.builds(SamplingPlan, id=ids(), seed=seeds, number=numbers, by=by)


@cache
def sampling_draws() -> st.SearchStrategy[Draw]:
    """Draw recorded draws (抽样记录).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(sampling_draws())
        ... def test(made):
        ...     assert len(set(made.drawn)) == len(made.drawn)
        >>> test()
    """
    members = st.dictionaries(ids(), st.none() | ids(), max_size=5)
    return st.builds(draw_members, members, sampling_plans())


def evidence_of(
    draw: st.DrawFn, catalogue: Catalogue, homes: Sequence[Household]
) -> dict[str, Any]:
    """Draw the surveys and draws that the indicators of a village ask for."""
    derived = [each.derive for each in catalogue.indicators.values() if each.derive]
    asked = sorted({each.survey for each in derived if isinstance(each, SurveyShare | SheetCount)})
    rows = [each for each in derived if isinstance(each, Aggregate)]
    among = sorted({each.among for each in rows if each.among})
    groups = {home.id: home.group for home in homes}
    made = [
        SamplingPlan(id=name, seed="2026-1", number=draw(whole_numbers(1, 3)), by="group")
        for name in among
    ]
    return {
        "surveys": [survey for name in asked for survey in draw(surveys(name, derived))],
        "draws": [draw_members(groups, plan) for plan in made],
    }
