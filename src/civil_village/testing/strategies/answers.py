"""Strategies for answers: results and their parts, explanations, messages and problems."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any, get_args

from attrs import evolve
from hypothesis import strategies as st

from civil_village.exact_numbers import tidy
from civil_village.explanation import Explanation
from civil_village.messages import Message, arguments_of
from civil_village.messages.table import TEXTS
from civil_village.problems import (
    Cell,
    CivilVillageError,
    DocumentError,
    Excerpt,
    Level,
    Position,
    Problem,
)
from civil_village.rankings.keys import VETO_COUNT
from civil_village.rankings.selection import Selection
from civil_village.requirements import RequirementState, StrikeState
from civil_village.requirements.needs import Need
from civil_village.rules import ManyRows, Missing, Unknown
from civil_village.rules.values import NAMED, MissingKind
from civil_village.standards import (
    CriterionResult,
    RequirementResult,
    Result,
    SectionResult,
    Standard,
    StrikeResult,
    evaluate,
    evaluate_each,
)
from civil_village.standards.rankings.ranked import select
from civil_village.standards.results.comparison import Comparison, compare
from civil_village.testing.strategies.labels import ids, labels, texts
from civil_village.testing.strategies.numbers import exact_decimals, points
from civil_village.testing.strategies.rankings import quotas
from civil_village.testing.strategies.records import facts
from civil_village.testing.strategies.rules import signatures, unknown_values
from civil_village.testing.strategies.standards import standards

#: Messages that only ever stand around the parts of a problem, never for one.
_FRAMES = frozenset(f"problem.{name}" for name in ("got", "expected", "line", "hint", "more"))


@cache
def missing_facts() -> st.SearchStrategy[Missing]:
    """Draw facts that are not there (缺失事实), of every kind.

    Examples:
        >>> from hypothesis import find
        >>> find(missing_facts(), lambda missing: True)
        Missing(kind='indicator', name='a', row=None, rows=None)
    """
    of_rows = st.sampled_from(["row", "observation"])
    alone = st.sampled_from([kind for kind in get_args(MissingKind) if kind not in _WITH_ROW])
    many = st.builds(Missing, st.sampled_from(["row", "date"]), ids(), rows=many_rows())
    return st.builds(Missing, alone, ids()) | st.builds(Missing, of_rows, ids(), ids()) | many


@cache
def many_rows() -> st.SearchStrategy[ManyRows]:
    """Draw many rows that lack the same (多行).

    Examples:
        >>> from hypothesis import find
        >>> find(many_rows(), lambda rows: True)
        ManyRows(count=21, first=('a',))
    """
    first = st.lists(ids(), min_size=1, max_size=NAMED, unique=True).map(tuple)
    return st.builds(ManyRows, st.integers(NAMED + 1, 10**6), first)


_WITH_ROW = ("row", "observation", "tie", "survey")


@cache
def unknowns() -> st.SearchStrategy[Unknown]:
    """Draw unknowns (未知值): truths, choices, and numbers with their bounds.

    Examples:
        >>> from hypothesis import find
        >>> find(unknowns(), lambda unknown: True).missing
        (Missing(kind='indicator', name='a', row=None, rows=None),)
    """

    @st.composite
    def made(draw: st.DrawFn) -> Unknown:
        ((name, kind), *_) = draw(signatures()).items()
        missing = draw(st.lists(missing_facts(), min_size=1, max_size=3, unique=True))
        found = draw(unknown_values(name, kind))
        return Unknown(tuple(missing), found.least, found.greatest, found.sure)

    return made()


# Messages and problems ----------------------------------------------------------------


@cache
def messages() -> st.SearchStrategy[Message]:
    """Draw sentences as data (消息), with arguments of every type that they can have.

    Examples:
        >>> from hypothesis import find
        >>> find(messages(), lambda message: not message.arguments).text("en") != ""
        True
    """
    plain = st.integers(-9, 10**6) | exact_decimals(-9, 99) | texts() | st.booleans() | labels()
    arguments = plain | st.lists(plain, max_size=3).map(tuple)

    @cache
    def filled(key: str) -> st.SearchStrategy[Message]:
        names = sorted(arguments_of(key))
        return st.fixed_dictionaries(dict.fromkeys(names, arguments)).map(
            lambda given: Message(key, **given)
        )

    return st.sampled_from(sorted(TEXTS)).flatmap(filled) | _own_messages(arguments)


def _own_messages(arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Message]:
    """Draw sentences that bring their own texts."""

    def filled(given: dict[str, Any]) -> st.SearchStrategy[Message]:
        fields = "".join(f" {{{name}}}" for name in sorted(given))
        plain = texts().filter(lambda text: not set(text) & set("{}"))
        return st.builds(lambda zh, en: Message.own((zh + fields, en), **given), plain, plain)

    named = ids().filter(lambda name: name not in ("key", "zh", "en"))
    return st.dictionaries(named, arguments, max_size=2).flatmap(filled)


@cache
def positions() -> st.SearchStrategy[Position]:
    """Draw places in a text (位置).

    Examples:
        >>> from hypothesis import find
        >>> find(positions(), lambda position: True)
        Position(line=1, column=1)
    """
    return st.builds(Position, st.integers(1, 10**6), st.integers(1, 1000))


@cache
def cells() -> st.SearchStrategy[Cell]:
    """Draw places in a table (单元格): with a heading, without one, and whole rows.

    Examples:
        >>> from hypothesis import find
        >>> find(cells(), lambda cell: cell.column > 0).letter
        'A'
    """
    rows = st.integers(1, 10**6)
    columns = st.integers(1, 1000)
    whole = st.builds(Cell, rows, st.just(0))
    return whole | st.builds(Cell, rows, columns, st.none() | texts())


@cache
def problems() -> st.SearchStrategy[Problem]:
    """Draw problems (问题) of every code, errors and findings.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(problems())
        ... def test(problem):
        ...     assert problem.text("en")
        >>> test()
    """
    codes = [key for key in TEXTS if key.startswith("problem.") and key not in _FRAMES]
    excerpts = st.tuples(texts(), st.integers(0, 3), st.integers(1, 3)).map(
        lambda drawn: Excerpt(drawn[0], drawn[1], drawn[1] + drawn[2])
    )
    return st.builds(
        Problem,
        code=st.sampled_from([code.removeprefix("problem.") for code in codes]),
        path=st.lists(ids() | st.integers(0, 9), max_size=4).map(tuple),
        found=st.none() | texts(),
        expected=st.none() | messages(),
        hint=st.none() | messages(),
        position=st.none() | positions() | cells(),
        level=st.sampled_from(get_args(Level)),
        excerpt=st.none() | excerpts,
        document=st.none() | texts(),
    )


def errors(kind: type[CivilVillageError] = DocumentError) -> st.SearchStrategy[Any]:
    """Draw errors of this library with at least one problem.

    Args:
        kind: The class of error.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(errors())
        ... def test(error):
        ...     assert error.problems
        >>> test()
    """
    return st.lists(problems(), min_size=1, max_size=3).map(kind)


# Results ------------------------------------------------------------------------------


def results(standard: Standard | None = None) -> st.SearchStrategy[Result]:
    """Draw results (测评结果), as `civil_village.evaluate` gives them.

    Args:
        standard: What they are results of; by default any.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(results())
        ... def test(result):
        ...     assert (result.score is None) is (result.bounds[0] != result.bounds[1])
        >>> test()
    """
    if standard is None:
        return standards().flatmap(results)
    return facts(standard).map(lambda made: evaluate(standard, made))


@cache
def selections() -> st.SearchStrategy[Selection]:
    """Draw who gets a place of a quota (遴选结果), as `civil_village.select` gives it.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=3, deadline=None)
        ... @given(selections())
        ... def test(selection):
        ...     assert not set(selection.chosen) & set(selection.possible)
        >>> test()
    """
    many = standards().flatmap(
        lambda standard: st.lists(
            facts(standard).filter(lambda made: made.id is not None),
            max_size=3,
            unique_by=lambda made: made.id,
        ).map(lambda made: evaluate_each(standard, made))
    )
    usable = quotas(parts=[VETO_COUNT], strata=[])
    return st.builds(select, many, usable)


@cache
def requirement_results() -> st.SearchStrategy[RequirementResult]:
    """Draw what became of one requirement (要求结果): only an open one lacks something.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(requirement_results())
        ... def test(result):
        ...     assert result.state != "met" or not result.missing
        >>> test()
    """
    return _of_state(RequirementResult, get_args(RequirementState), "undetermined")


@cache
def strike_results() -> st.SearchStrategy[StrikeResult]:
    """Draw what became of one strike (否决结果): only an open one lacks something.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(strike_results())
        ... def test(result):
        ...     assert result.id
        >>> test()
    """
    return _of_state(StrikeResult, get_args(StrikeState), "open")


def _of_state(kind: Any, states: tuple[str, ...], open_: str) -> st.SearchStrategy[Any]:
    settled = st.sampled_from([state for state in states if state != open_])
    return st.builds(kind, id=ids(), state=settled) | st.builds(
        kind, id=ids(), state=st.just(open_), missing=_lacking(1)
    )


def _lacking(least: int) -> st.SearchStrategy[tuple[Missing, ...]]:
    return st.lists(missing_facts(), min_size=least, max_size=3, unique=True).map(tuple)


@cache
def needs() -> st.SearchStrategy[Need]:
    """Draw what one condition of a requirement still needs (差距).

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(needs())
        ... def test(need):
        ...     assert need.path
        >>> test()
    """
    where = {"path": st.lists(ids(), min_size=2, max_size=3).map(".".join), "indicator": ids()}
    amounts = st.builds(
        Need,
        **where,
        kind=st.sampled_from(["more", "fewer"]),
        amount=points(),
        beyond=st.booleans(),
        of=st.none() | ids(),
    )
    choices = st.builds(
        Need,
        **where,
        kind=st.just("one-of"),
        choices=st.lists(ids(), min_size=1, max_size=3, unique=True).map(tuple),
    )
    plain = st.builds(Need, **where, kind=st.sampled_from(["true", "false", "known", "nothing"]))
    return amounts | choices | plain


@st.composite
def criterion_results(draw: st.DrawFn) -> CriterionResult:
    """Draw what became of one criterion (项目结果), its points settled or not.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(criterion_results())
        ... def test(result):
        ...     assert result.bounds[0] <= result.bounds[1]
        >>> test()
    """
    full = draw(points())
    ends = sorted(draw(st.tuples(*[exact_decimals(0, full)] * 2)))
    asked = st.lists(requirement_results(), max_size=2, unique_by=lambda result: result.id)
    return CriterionResult(
        id=draw(ids()),
        bounds=(ends[0], ends[1]),
        full=full,
        exempt=ends[0] == full and draw(st.booleans()),
        requirements=tuple(draw(asked)),
        zeroed=tuple(draw(st.lists(strike_results(), max_size=1))),
        missing=() if ends[0] == ends[1] else draw(_lacking(1)),
    )


@st.composite
def section_results(draw: st.DrawFn) -> SectionResult:
    """Draw what became of one section (单元结果): its bounds are those of its criteria.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(section_results())
        ... def test(result):
        ...     assert result.bounds[0] <= result.bounds[1]
        >>> test()
    """
    own = draw(st.lists(criterion_results(), max_size=2, unique_by=lambda result: result.id))
    least, greatest = (tidy(sum(Fraction(r.bounds[end]) for r in own)) for end in (0, 1))
    states: list[RequirementState] = (
        ["met", "unmet"] if least == greatest else ["met", "unmet", "undetermined"]
    )
    return SectionResult(
        id=draw(ids()),
        bounds=(least, greatest),
        minimum=draw(st.sampled_from(states)),
        criteria=tuple(own),
    )


@cache
def explanations() -> st.SearchStrategy[Explanation]:
    """Draw explanations (说明): sentences that rest on sentences.

    Examples:
        >>> from hypothesis import find
        >>> find(explanations(), lambda told: True).parts
        ()
    """
    return st.recursive(
        st.builds(Explanation, messages()),
        lambda inner: st.builds(Explanation, messages(), st.lists(inner, max_size=3).map(tuple)),
        max_leaves=6,
    )


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Draw comparisons (结果对比) of two results of one standard.

    Args:
        draw: Given by Hypothesis.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(comparisons())
        ... def test(made):
        ...     assert len(made) <= len(made.parts)
        >>> test()
    """
    standard = draw(standards())
    both = [evolve(draw(facts(standard)), id=None) for _ in range(2)]
    first, second = (evaluate(standard, each) for each in both)
    return compare(first, second)
