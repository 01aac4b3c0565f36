"""What must fit between a derived indicator and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from civil_village import checks
from civil_village.indicators.aggregated import Aggregate, EventCount, RankOf
from civil_village.indicators.derived import (
    AS_OF,
    AnyDerived,
    DaysBetween,
    EarlierValue,
    Formula,
    Growth,
    IndexValue,
    Needed,
)
from civil_village.indicators.indicator import Indicator
from civil_village.indicators.subjects import BUILT_IN, COHORTS, MEMBERS, NUMBERS, places_of
from civil_village.messages import Message
from civil_village.problems import Problem, nearest, shown
from civil_village.rules import Rule, Signature

Signatures = Mapping[str, Signature]


class Around(NamedTuple):
    """What a derived indicator may be made of."""

    #: The indicators of its own subject.
    own: Mapping[str, Indicator]
    #: Signatures of its own subject, of members by their kind, and of events by theirs.
    names: Callable[[], Signatures]
    rows: Mapping[str, Signatures]
    events: Mapping[str, Signatures]
    #: The kinds of members, in the order in which people are told of them.
    kinds: tuple[str, ...]


def derive_problems(indicator: Indicator, derive: AnyDerived, around: Around) -> Iterator[Problem]:
    """Give names that do not exist, and values that do not fit, in one derivation."""
    if any(derive.problems()):
        return  # said by the derivation itself
    over_rows = False
    if isinstance(derive, Aggregate) and not indicator.compares:
        over_rows = derive.over in around.rows
    kind = None if over_rows else derive.event_kind
    if derive.compares and not indicator.compares and not over_rows:
        return  # its subject is of no kind that is known, which is said there
    member = indicator.subject in MEMBERS
    beyond = indicator.subject == "group" and (over_rows or _beyond_groups(derive))
    if (member and derive.rows) or beyond:
        # A member has no members of its own, and a group no events: it could never be known.
        yield checks.only_with(derive.how, "subject: village")
    if kind is not None and kind not in around.events:
        yield _unknown_kind(derive, kind, around)
        return
    match derive:
        case Aggregate():
            misplaced = list(derive.misplaced(compares=False, events=False)) if over_rows else []
            yield from misplaced or _aggregate_problems(indicator, derive, around)
        case RankOf():
            yield from _inside("rank", derive.rank.check(around.names(), wanted="number"))
            yield from _by_problems(derive.by, indicator, around)
        case EventCount(where=Rule() as where):
            yield from _inside("where", where.check(around.events[derive.events]))
        case _:
            yield from _own_problems(indicator, derive, around)


def _beyond_groups(derive: AnyDerived) -> bool:
    """Tell whether it needs what a record has and a group has not."""
    of_records = isinstance(derive, EarlierValue | Growth | IndexValue)
    return of_records or derive.event_kind is not None


def _unknown_kind(derive: AnyDerived, kind: str, around: Around) -> Problem:
    if not isinstance(derive, Aggregate):
        hint = nearest(kind, around.events)
        return Problem(code="unknown-event", path=(derive.how,), found=kind, hint=hint)
    names = (*around.kinds, *COHORTS, *around.events)
    expected = Message("expected.one-of", names=names)
    hint = nearest(kind, names)
    return Problem(
        code="unknown-name", path=("over",), found=shown(kind), expected=expected, hint=hint
    )


def _aggregate_problems(
    indicator: Indicator, derive: Aggregate, around: Around
) -> Iterator[Problem]:
    if derive.over == "village" and indicator.subject == "village":
        yield checks.only_with("over", "subject: household", found="village")
    if indicator.compares:
        names = around.names()
    else:
        names = around.events.get(derive.over) or around.rows.get(derive.over, {})
    found = list(derive.of.check(names, wanted=derive.wanted))
    yield from _inside(derive.how, found)
    if derive.where is not None:
        yield from _inside("where", derive.where.check(names))
    yield from _by_problems(derive.by, indicator, around)
    if not found:
        yield from unit_problems(indicator, derive.how, derive.of, names)


def _by_problems(by: str | None, indicator: Indicator, around: Around) -> Iterator[Problem]:
    if by is None:
        return
    if by in around.own:
        if around.own[by].value in NUMBERS:
            yield _wrong_value("by", around.own[by], "choice", "truth", "text", "date")
        return
    subjects = BUILT_IN if indicator.subject is None else (indicator.subject,)
    places = [place for subject in subjects for place in places_of(subject)]
    if by not in places:
        yield unknown_indicator(by, (*around.own, *places), "by")


def unit_problems(
    indicator: Indicator, key: str, rule: Rule, names: Signatures
) -> Iterator[Problem]:
    """Give a number whose unit is not that of its indicator."""
    kind = rule.signature(names)
    if kind and kind.type == "number" and kind.unit != indicator.unit_name and not kind.free:
        units = tuple(unit or Message("unit.none") for unit in (indicator.unit_name, kind.unit))
        expected = Message("expected.same-unit", units=units)
        yield Problem(code="unit-mismatch", path=(key,), expected=expected)


def _own_problems(indicator: Indicator, derive: AnyDerived, around: Around) -> Iterator[Problem]:
    """Check what is made of the subject's own facts."""
    match derive:
        case Formula(rule=rule):
            yield from _rule_problems(indicator, rule, around.names())
        case Needed(needed=number):
            yield from _inside("needed", number.check(around.names(), wanted="number"))
        case DaysBetween(days=days):
            for index, name in enumerate(days):
                yield from _date_problems(name, around, "days", index)
        case IndexValue(on=on):
            yield from _date_problems(on, around, "on")
        case Growth(growth=name):
            yield from _growth_problems(name, around)
        case EarlierValue(earlier=name):
            yield from _earlier_problems(indicator, name, around)


def _rule_problems(indicator: Indicator, rule: Rule, names: Signatures) -> Iterator[Problem]:
    truth = indicator.value == "truth"
    found = list(rule.check(names, wanted="truth" if truth else "number"))
    yield from _inside("rule", found)
    kind = rule.signature(names)
    if found or kind is None or truth:
        return
    yield from unit_problems(indicator, "rule", rule, names)
    if indicator.value == "count" and (kind.denominator != 1 or not kind.static):
        expected, hint = Message("type.whole"), Message("hint.amount-or-needed")
        yield Problem(
            code="wrong-type", path=("rule",), found=rule.text, expected=expected, hint=hint
        )


def _date_problems(name: str, around: Around, *path: str | int) -> Iterator[Problem]:
    if name == AS_OF:
        return
    if name not in around.own:
        yield unknown_indicator(name, (*around.own, AS_OF), *path)
    elif around.own[name].value != "date":
        yield _wrong_value(path, around.own[name], "date")


def _growth_problems(name: str, around: Around) -> Iterator[Problem]:
    source = around.own.get(name)
    if source is None:
        yield unknown_indicator(name, around.own, "growth")
    elif source.value not in NUMBERS:
        yield _wrong_value("growth", source, *NUMBERS)


def _earlier_problems(indicator: Indicator, name: str, around: Around) -> Iterator[Problem]:
    source = around.own.get(name)
    if source is None:
        yield unknown_indicator(name, around.own, "earlier")
    elif (source.value, source.choices) != (indicator.value, indicator.choices):
        yield _wrong_value("earlier", source, indicator.value)
    elif source.unit_name != indicator.unit_name:
        units = tuple(each.unit_name or Message("unit.none") for each in (indicator, source))
        expected = Message("expected.same-unit", units=units)
        yield Problem(code="unit-mismatch", path=("earlier",), expected=expected)


def _wrong_value(path: Any, source: Indicator, *wanted: str) -> Problem:
    steps = path if isinstance(path, tuple) else (path,)
    expected = Message("expected.one-of", names=wanted)
    return Problem(code="wrong-type", path=steps, found=source.value, expected=expected)


def _inside(key: str, problems: Any) -> Iterator[Problem]:
    return (problem.inside(key) for problem in problems)


def unknown_indicator(name: str, names: Any, *path: str | int) -> Problem:
    """Say that an indicator is not in the catalogue, and which one is near."""
    return Problem(
        code="unknown-indicator",
        path=path,
        found=shown(name),
        expected=Message("expected.indicator"),
        hint=nearest(name, names),
    )
