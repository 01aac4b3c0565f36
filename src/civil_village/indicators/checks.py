"""What must fit between a derived indicator and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from civil_village.indicators.derived import AGGREGATES, AS_OF, Derived
from civil_village.indicators.indicator import Indicator
from civil_village.indicators.subjects import BUILT_IN, COHORTS, MEMBERS, places_of
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


def derive_problems(indicator: Indicator, derive: Derived, around: Around) -> Iterator[Problem]:
    """Give names that do not exist, and values that do not fit, in one derivation."""
    if any(derive.problems()):
        return  # said by the derivation itself
    over_rows = derive.aggregates and not indicator.compares and derive.over in around.rows
    kind = None if over_rows else derive.event_kind
    if derive.compares and not indicator.compares and not over_rows:
        return  # its subject is of no kind that is known, which is said there
    member = indicator.subject in MEMBERS
    beyond = indicator.subject == "group" and (over_rows or _beyond_groups(derive))
    if (member and derive.rows) or beyond:
        # A member has no members of its own, and a group no events: it could never be known.
        expected = Message("expected.only-with", name="subject: village")
        yield Problem(
            code="key-of-other-type", path=(derive.how,), found=derive.how, expected=expected
        )
    if kind is not None and kind not in around.events:
        yield _unknown_kind(derive, kind, around)
    elif derive.aggregates or derive.rank is not None:
        misplaced = list(derive.misplaced(compares=False, events=False)) if over_rows else []
        yield from misplaced or _aggregate_problems(indicator, derive, around)
    elif kind is not None and derive.where is not None:
        yield from _inside("where", derive.where.check(around.events[kind]))
    else:
        yield from _own_problems(indicator, derive, around)


def _beyond_groups(derive: Derived) -> bool:
    """Tell whether it needs what a record has and a group has not."""
    return bool(derive.event_kind or derive.earlier or derive.growth or derive.index)


def _unknown_kind(derive: Derived, kind: str, around: Around) -> Problem:
    if derive.how not in AGGREGATES:
        hint = nearest(kind, around.events)
        return Problem(code="unknown-event", path=(derive.how,), found=kind, hint=hint)
    names = (*around.kinds, *COHORTS, *around.events)
    expected = Message("expected.one-of", names=names)
    hint = nearest(kind, names)
    return Problem(
        code="unknown-name", path=("over",), found=shown(kind), expected=expected, hint=hint
    )


def _aggregate_problems(indicator: Indicator, derive: Derived, around: Around) -> Iterator[Problem]:
    if derive.over == "village" and indicator.subject == "village":
        expected = Message("expected.only-with", name="subject: household")
        yield Problem(code="key-of-other-type", path=("over",), found="village", expected=expected)
    if indicator.compares:
        names = around.names()
    else:
        names = around.events.get(derive.over) or around.rows.get(derive.over, {})
    wanted: Any = "truth" if derive.how in ("share", "count") else "number"
    found = list(derive.of.check(names, wanted=wanted))
    yield from _inside(derive.how, found)
    if derive.where is not None:
        yield from _inside("where", derive.where.check(names))
    if derive.by is not None:
        yield from _by_problems(derive.by, indicator, around)
    if not found and derive.rank is None:
        yield from unit_problems(indicator, derive.how, derive.of, names)


def _by_problems(by: str, indicator: Indicator, around: Around) -> Iterator[Problem]:
    if by in around.own:
        if around.own[by].value in ("count", "amount", "ratio"):
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


def _own_problems(indicator: Indicator, derive: Derived, around: Around) -> Iterator[Problem]:
    """Check what is made of the subject's own facts."""
    if derive.rule is not None:
        yield from _rule_problems(indicator, derive.rule, around.names())
    elif derive.needed is not None:
        yield from _inside("needed", derive.needed.check(around.names(), wanted="number"))
    for index, name in enumerate(derive.days or ()):
        yield from _date_problems(name, around, "days", index)
    if derive.index is not None:
        yield from _date_problems(derive.on, around, "on")
    if derive.growth is not None:
        source = around.own.get(derive.growth)
        if source is None:
            yield unknown_indicator(derive.growth, around.own, "growth")
        elif source.value not in ("count", "amount", "ratio"):
            yield _wrong_value("growth", source, "count", "amount", "ratio")
    if derive.earlier is not None:
        yield from _earlier_problems(indicator, derive.earlier, around)


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
