"""Documents without one of their parts, and what they then answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from attrs import evolve, fields

import civil_village as cv
from civil_village.campaigns import status
from civil_village.campaigns.findings import findings, vacancies
from civil_village.clauses import Part
from civil_village.evidence import Event, EventLog
from civil_village.models import drafting
from civil_village.points import Claim, Redeem
from civil_village.points.lint.findings import findings as points_findings
from civil_village.problems import Problem
from civil_village.records import Records
from civil_village.registers import Register, check_register, overdue
from civil_village.samples import bundled_plan
from civil_village.standards import Passing
from civil_village.titles import TitleScheme, propose

#: A day by which what each plan asks for has come, and some of it twice; nobody reports anything.
LAST = {
    "plan2.campaign": date(2012, 6, 30),
    "plan4.campaign": date(2019, 6, 30),
    "plan5.campaign": date(2018, 6, 30),
    "plan6.campaign": date(2023, 6, 30),
}
LATER = date(2030, 6, 30)


def without(document: Any, path: str) -> Any:
    """Give a document without the part at a path, and otherwise as it was; it may be invalid."""
    with drafting():
        less = _less(document, path.split("."))
        if document.kind == "title_scheme" and path.startswith("states."):
            # Steps to a state that there is not would be refused, whatever the state.
            steps = [each for each in less.steps if each.to in (None, *less.states)]
            steps = [evolve(e, from_=[n for n in e.from_ if n in less.states]) for e in steps]
            less = evolve(less, steps=[each for each in steps if each.from_])
        return less


def _less(value: Any, path: list[str], *, top: bool = True) -> Any:
    """Leave out what stands at a path: the inner lists of a standard are not named in it."""
    step, *rest = path
    named = {each.name: getattr(value, each.name) for each in fields(type(value)) if each.init}
    held = named.get(step)
    if isinstance(held, Mapping):
        key, *inner = rest
        less = {k: v for k, v in held.items() if k != key or inner}
        if inner:
            less[key] = _less(held[key], inner, top=False)
        return evolve(value, **{step: less})
    if top and isinstance(held, tuple):
        step, *rest = rest
        return evolve(value, **{path[0]: _shorter(held, step, rest)})
    if held is not None:
        return evolve(value, **{step: _less(held, rest, top=False) if rest else None})
    for name, several in named.items():
        if isinstance(several, tuple) and any(
            name_of(at, e) == step for at, e in enumerate(several)
        ):
            return evolve(value, **{name: _shorter(several, step, rest)})
    raise KeyError(path)


def _shorter(several: tuple[Any, ...], step: str, rest: list[str]) -> tuple[Any, ...]:
    named = [(name_of(at, each), each) for at, each in enumerate(several)]
    if not rest:
        return tuple(each for name, each in named if name != step)
    return tuple(_less(e, rest, top=False) if name == step else e for name, e in named)


def name_of(at: int, part: Any) -> str:
    """Give the name of a part of a list in a path: its id, or its place."""
    return str(getattr(part, "id", at))


def small(document: Any) -> Any:
    """Give a document with a place of each level, or two; the answers are of the same kind."""
    if document.kind != "campaign":
        return document
    places: dict[str, Any] = {}
    kept: set[str] = set()
    for name, several in document.places.items():
        first = [each for each in several.list if each.part_of is None or each.part_of in kept]
        places[name] = evolve(several, list=first[:2], count=None)
        kept |= {each.id for each in first[:2]}
    batches = [evolve(each, list=each.list[:1], count=None) for each in document.batches]
    if batches:  # each has places of its own
        return document
    return evolve(document, places=places)


@cache
def documents() -> dict[str, Any]:
    """Give the documents of all six plans, small."""
    return {
        document.id: small(document)
        for number in range(1, 7)
        for document in bundled_plan(f"plan{number}")
    }


@cache
def whole_answer(name: str, within: str | None = None) -> Any:
    """Give what a whole document answers, or one section of it."""
    return answer(_within(documents()[name], within))


def answer_without_texts(name: str) -> Any:
    """Give what a document answers without its aims."""
    with drafting():
        return answer(evolve(documents()[name], aims=()))


def answers(part: Part) -> tuple[Any, Any]:
    """Give what its document answers without a part, and with it; of a standard, its section."""
    document = documents()[part.document]
    path = part.path.split(".")
    within = path[1] if path[0] == "sections" else None
    less = without(_within(document, within), part.path)
    return answer(less), whole_answer(part.document, within)


def _within(document: Any, section: str | None) -> Any:
    if section is None:
        return document
    with drafting():
        kept = [each for each in document.sections if each.id == section]
        line = Passing(score=1)  # low enough for one section to decide
        return evolve(document, sections=kept, vetoes=(), total=None, bands=None, passes=line)


def answer(document: Any) -> Any:
    """Give what a document answers where nobody has reported anything.

    Of a document that does not fit together any more, that is what is wrong with it.
    """
    if getattr(document, "aims", ()):
        with drafting():  # what an aim names as serving it shall not count for the aim alone
            aims = tuple(evolve(aim, served_by=()) for aim in document.aims)
            document = evolve(document, aims=aims)
    return _ANSWERS[document.kind](document)


def _last(name: str) -> date:
    return LAST.get(name, LATER)


def _odd(found: Iterable[Problem]) -> list[tuple[Any, ...]]:
    """Give what is worth a look in a document, its texts apart."""
    return [(p.code, p.path, p.found) for p in found if p.path[0] != "aims"]


@cache
def _called(name: str) -> EventLog:
    """Give a log of what calls for something in a campaign, each once at each place of a level."""
    campaign = documents()[name]
    calling = {
        (kind, place)
        for duty in campaign.duties
        for kind in (*(duty.after or ()), *(duty.before or ()))
        if kind in campaign.events
        for place in campaign.places_of(duty)
    }
    return EventLog(
        events=[
            Event(id=f"e{at}", kind=kind, on=_last(name) - timedelta(days=100), place=place)
            for at, (kind, place) in enumerate(sorted(calling, key=str))
        ]
    )


def _of_campaign(campaign: cv.Campaign) -> Any:
    wrong = [(problem.code, problem.path, problem.found) for problem in campaign.problems()]
    if wrong:
        return wrong
    roster = cv.Roster(id="nobody")
    none = Records(id="none", subjects=[])
    made = status(
        campaign, _called(campaign.id), as_of=_last(campaign.id), roster=roster, records=none
    )
    owed = [(e.duty, e.place, e.name, e.state, e.blocked) for e in made if e.state != "not_yet"]
    lacking = vacancies(campaign, roster, as_of=_last(campaign.id))
    return (
        owed,
        [(phase.phase, phase.says) for phase in made.phases],
        made.coverage,
        made.held,
        made.funds,
        [(problem.code, problem.path) for problem in lacking],
        _odd(findings(campaign)),
    )


def _of_standard(standard: cv.Standard) -> Any:
    """Give what decides about a subject of which nothing is known, and what it may come to."""
    if standard.catalogue != documents()[standard.id].catalogue:
        every = (*standard.catalogue.problems(), *standard.problems())
        unknown = [problem for problem in every if problem.code.startswith("unknown-")]
        if unknown:
            return unknown
    subject = cv.Household if standard.subject == "household" else cv.Village
    facts = cv.derive(standard.catalogue, subject(id="s001"), as_of=LATER)
    try:
        result = cv.evaluate(standard, facts)
    except cv.DocumentError as error:
        return error.problems
    return result.outcome, result.bounds, result.possible_bands, result.deciding


@cache
def _book() -> cv.Ledger:
    """Give a ledger of one household that does all that is known once, and goes to meetings."""
    policy = documents()["points.village"]
    day = {"who": "h1", "on": date(2024, 6, 20), "recorded": datetime(2024, 6, 25, tzinfo=UTC)}
    ledger = cv.Ledger()
    for name, item in policy.items.items():
        quantity = {} if item.per is None else {"quantity": 10}
        ledger = ledger.add(Claim(id=f"c_{name}", item=name, **quantity, **day))
    for at in range(130):
        ledger = ledger.add(Claim(id=f"m{at}", item="meeting", act=f"a{at}", **day))
    bought = day | {"recorded": datetime(2024, 6, 26, tzinfo=UTC), "on": date(2024, 6, 26)}
    for name in policy.rewards:
        ledger = ledger.add(Redeem(id=f"r_{name}", reward=name, **bought))
    return ledger


def _of_policy(policy: cv.Policy) -> Any:
    """Give what the household comes to and gets, and what is worth a look."""
    state = cv.settle(policy, _book(), as_of=date(2024, 12, 30))
    return (
        [(name, state.balance("h1", name)) for name in policy.accounts],
        state.problems,
        state.benefits("h1"),
        [state.board(name) for name in policy.boards],
        _odd(points_findings(policy)),
    )


def _of_covenant(covenant: cv.Covenant) -> Any:
    """Give what is said of an event of each kind of which nothing is known."""
    told = []
    for kind in covenant.kinds:
        found = cv.check_event(covenant, {"event": kind, "on": date(2024, 5, 1)}, as_of=LATER)
        articles = [(each.id, each.state) for each in found.articles]
        told.append((kind, found.word, articles, found.exemplary))
    return told


def _of_procedure(procedure: cv.Procedure) -> Any:
    """Give what is said of a matter of which nobody has recorded anything, and of one begun."""
    wrong = [(p.code, p.path, p.found) for p in procedure.problems() if p.level == "error"]
    if wrong:
        return wrong
    first = documents()[procedure.id].steps[0].id
    begun = Event(id="e1", kind=first, on=date(2024, 3, 1))
    return [
        (found.word, found.steps)
        for log in (EventLog(), EventLog(events=[begun]))
        for found in [cv.check_record(procedure, log, as_of=LATER)]
    ]


@cache
def _ways(name: str) -> list[tuple[Any, ...]]:
    """Give ways through a chart, one to each of its steps; ``None`` waits until a time runs out."""
    scheme, ways = documents()[name], []
    seen, waiting = {scheme.start}, [(scheme.start, ())]
    for state, way in waiting:  # which grow on the way
        following = [(step.to, (*way, step)) for step in scheme.steps if state in step.from_]
        ways += [way for _, way in following]
        following.append((scheme.states[state].next, (*way, None)))
        for other, further in following:
            if other is not None and other not in seen:
                seen.add(other)
                waiting.append((other, further))
    return ways


def _of_scheme(scheme: TitleScheme) -> Any:
    """Give where each way through the whole chart leads, of whose guards nothing is known.

    Of a selection by rounds also whom each round of its invented log chooses.
    """
    wrong = [(p.code, p.path, p.found) for p in scheme.problems() if p.level == "error"]
    if wrong:
        return wrong
    told = []
    for way in _ways(scheme.id):
        day, events = date(2024, 1, 1), []
        for step in way:
            day += timedelta(days=400 if step is None else 1)
            if step is not None:
                of = events[0].id if events and scheme.opens else None
                by = step.by[0] if step.by else None
                name = f"e{len(events)}"
                events.append(Event(id=name, kind=step.event, on=day, by=by, of=of, subject="u1"))
        found = cv.standing(scheme, EventLog(events=events), as_of=day)
        told.append((found.states, [(e.event, e.reason, e.sure) for e in found.refused]))
    log = cv.bundled(f"{scheme.id}.log") if scheme.rounds else None
    made = [propose(scheme, log, round=each.id, as_of=LATER) for each in scheme.rounds]
    return told, [(each.round, each.selections) for each in made]


def _of_register(register: Register) -> Any:
    """Give what is owed where each item was asked for once, and what is worth a look."""
    wrong = [(p.code, p.path, p.found) for p in register.problems() if p.level == "error"]
    if wrong:
        return wrong
    day = date(2024, 3, 1)
    asked = [
        Event(id=f"a_{item.id}", kind="application", of=item.id, on=day)
        for item in documents()[register.id].items
        if item.limit is not None
    ]
    owed = overdue(register, EventLog(events=asked), as_of=date(2024, 12, 31))
    states = [(each.name, each.state, each.due) for each in owed]
    return states, [(problem.code, problem.found) for problem in check_register(register)]


_ANSWERS = {
    "campaign": _of_campaign,
    "covenant": _of_covenant,
    "policy": _of_policy,
    "procedure": _of_procedure,
    "register": _of_register,
    "standard": _of_standard,
    "title_scheme": _of_scheme,
}
