"""Registers (台账): what a campaign counts itself, as rows that derived indicators aggregate over.

Occurrences of duties and memberships are rows of two kinds of their own; the places are those
of their level. Whatever aggregates over them is an indicator like any other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from civil_village.calendar import Window
from civil_village.duties.duty import Duty
from civil_village.duties.occurrences import GOOD, Occurrence
from civil_village.evidence.reported import Event
from civil_village.indicators import Catalogue, EventKind, Indicator, SubjectKind
from civil_village.indicators.aggregated import Aggregate, EventCount
from civil_village.indicators.derived import Formula
from civil_village.indicators.derived_base import Derived
from civil_village.indicators.reads import own_reads
from civil_village.labels import Label
from civil_village.organizations.bodies import Body
from civil_village.organizations.memberships import Membership
from civil_village.organizations.places import PLAN
from civil_village.records.subjects import Entity
from civil_village.rules import Rule
from civil_village.rules.syntax import (
    Compare,
    Constant,
    Expression,
    Name,
    parts,
)
from civil_village.rules.syntax import (
    Membership as Among,
)

#: The two kinds of rows.
OCCURRENCE, MEMBERSHIP = "occurrence", "membership"
#: The kinds of subjects and rows that every campaign has.
OWN_KINDS = (PLAN, OCCURRENCE, MEMBERSHIP)
#: What rules may ask of an occurrence, and of a membership.
DUTY, DONE, LATE, BODY, POST = "duty", "done", "late", "body", "post"
RESERVED = (DUTY, DONE, LATE, BODY, POST)
#: The post of a plain member.
PLAIN = "member"


def catalogue_of(
    subjects: Mapping[str, SubjectKind],
    indicators: Mapping[str, Indicator],
    events: Mapping[str, EventKind],
    *,
    duties: Iterable[str],
    bodies: Mapping[str, Body],
) -> Catalogue:
    """Make the catalogue of a campaign: its own indicators, and those of its registers.

    Raises:
        DocumentError: Everything that is wrong with the campaign's own.
    """
    posts = dict.fromkeys((PLAIN, *(post for body in bodies.values() for post in body.posts)))
    own: dict[str, Indicator] = {
        DUTY: _choice("任务", "duty", OCCURRENCE, duties),
        DONE: Indicator(label=Label("已完成", "done"), value="truth", subject=OCCURRENCE),
        LATE: Indicator(label=Label("逾期", "late"), value="truth", subject=OCCURRENCE),
        BODY: _choice("机构", "body", MEMBERSHIP, bodies),
        POST: _choice("岗位", "post", MEMBERSHIP, posts),
    }
    kinds = {
        PLAN: SubjectKind(label=Label("方案", "plan")),
        OCCURRENCE: SubjectKind(label=Label("任务场次", "occurrence of a duty")),
        MEMBERSHIP: SubjectKind(label=Label("成员关系", "membership")),
    }
    return Catalogue(
        subjects={**subjects, **kinds}, indicators={**indicators, **own}, events=events
    )


def _choice(zh: str, en: str, subject: str, names: Iterable[str]) -> Indicator:
    return Indicator(
        label=Label(zh, en), value="choice", choices=tuple(names) or ("none",), subject=subject
    )


def occurrence_rows(occurrences: Iterable[Occurrence], day: date) -> list[Entity]:
    """Give occurrences as rows, as they were on a day; what is undetermined stays blank."""
    return [
        Entity(id=f"o{number}", values=_row(each, day))
        for number, each in enumerate(occurrences, 1)
    ]


def _row(each: Occurrence, day: date) -> dict[str, str | bool]:
    if each.state == "undetermined":
        return {DUTY: each.duty}
    done = each.state in GOOD and each.state != "excused"
    late = each.state in ("late", "missed", "done_late")
    return {
        DUTY: each.duty,
        DONE: done and (each.on is None or each.on <= day),
        LATE: late and (each.due is None or each.due < day),
    }


def turns(occurrences: Iterable[Occurrence]) -> Iterator[date]:
    """Give the days on which the rows of occurrences may change."""
    for each in occurrences:
        if each.on is not None:
            yield each.on
        if each.due is not None and each.due < date.max:
            yield each.due + timedelta(days=1)


def membership_rows(memberships: Iterable[Membership]) -> list[Entity]:
    """Give memberships as rows."""
    return [
        Entity(id=f"m{number}", values={BODY: each.body, POST: each.post or PLAIN})
        for number, each in enumerate(memberships, 1)
    ]


def rows_read(catalogue: Catalogue, rules: Iterable[Rule], kind: str) -> bool:
    """Tell whether rules read, through whatever indicators, rows of a kind."""
    return any(derive.over == kind for derive in _aggregates(catalogue, rules))


def duties_read(catalogue: Catalogue, rules: Iterable[Rule], duties: Iterable[Duty]) -> set[str]:
    """Give the duties whose occurrences rules read, through whatever indicators.

    A rule over occurrences that names no duty reads those of all.
    """
    found: set[str] = set()
    for derive in _aggregates(catalogue, rules):
        if derive.over == OCCURRENCE:
            asked = (derive.of, *((derive.where,) if derive.where else ()))
            named = {name for rule in asked for name in _compared(rule.expression)}
            found |= named or {duty.id for duty in duties}
    return found


def window_turns(
    catalogue: Catalogue, rules: Iterable[Rule], events: Iterable[Event], days: Window
) -> Iterator[date]:
    """Give the days on which an event enters or leaves the look-back window of what rules read.

    Args:
        catalogue: The indicators.
        rules: The rules.
        events: The events.
        days: Only days among these.

    Examples:
        >>> from civil_village.calendar import Span
        >>> within = EventCount(events="accident", within=Span(1, "year"))
        >>> count = Indicator(label="事故数", value="count", derive=within)
        >>> told = Catalogue(indicators={"n": count}, events={"accident": EventKind(label="事故")})
        >>> accident = Event(id="e1", kind="accident", on=date(2024, 3, 1))
        >>> asked = Window(date(2024, 1, 1), date(2025, 12, 31))
        >>> [str(day) for day in window_turns(told, [Rule("n == 0")], [accident], asked)]
        ['2024-03-01', '2025-03-02']
    """
    several = list(events)
    every = range(days.first.toordinal(), days.last.toordinal() + 1)
    for derive in _derived(catalogue, rules):
        if not isinstance(derive, Aggregate | EventCount) or derive.within is None:
            continue
        look = derive.days
        own = {(e.days.first, e.days.last) for e in several if e.kind == derive.event_kind}
        for first, last in own:  # the ends of a window never go back
            enters = bisect_left(every, first, key=lambda n: look(date.fromordinal(n)).last)
            leaves = bisect_right(every, last, key=lambda n: look(date.fromordinal(n)).first)
            yield from (date.fromordinal(every[at]) for at in (enters, leaves) if at < len(every))


def turns_with_events(catalogue: Catalogue, rules: Iterable[Rule]) -> bool:
    """Tell whether what rules read may change on a day because of what happened.

    What is only reported, is counted over memberships, occurrences or places, or follows from such
    by a rule, does not.
    """
    return any(
        not isinstance(each, Formula)
        and not (isinstance(each, Aggregate) and each.over not in catalogue.events)
        for each in _derived(catalogue, rules)
    )


def _aggregates(catalogue: Catalogue, rules: Iterable[Rule]) -> Iterator[Aggregate]:
    return (each for each in _derived(catalogue, rules) if isinstance(each, Aggregate))


def _derived(catalogue: Catalogue, rules: Iterable[Rule]) -> Iterator[Derived]:
    """Give how all is derived that rules read, through whatever indicators."""
    return (each.derive for each in _read(catalogue, rules) if each.derive is not None)


def _read(catalogue: Catalogue, rules: Iterable[Rule]) -> Iterator[Indicator]:
    """Give the indicators that rules read, through whatever others."""
    waiting = [name for rule in rules for name in rule.names]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        indicator = catalogue.indicators.get(name)
        if name in seen or indicator is None:
            continue
        seen.add(name)
        yield indicator
        waiting += own_reads(indicator)
        derive = indicator.derive
        if isinstance(derive, Aggregate):
            inner = (derive.of, derive.where)
            waiting += (read for rule in inner if rule for read in rule.names)


def _compared(expression: Expression) -> Iterator[str]:
    """Give the duties that a rule over occurrences compares with."""
    match expression:
        case Compare("==", Name("duty"), Constant(str(value))):
            yield value
        case Compare("==", Constant(str(value)), Name("duty")):
            yield value
        case Among(Name("duty"), options):
            yield from (str(option.value) for option in options)
        case _:
            for part in parts(expression):
                yield from _compared(part)
