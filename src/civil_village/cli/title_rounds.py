"""The commands of titles that take all units (届次): rounds, chains, whom a round decides on.

What they answer is worked out by the library; here are arguments and files.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import evolve

from civil_village.canonical import plain, pretty_json
from civil_village.cli.files import FINE, document_text
from civil_village.cli.ledger_files import book_of, kept, roster_of
from civil_village.cli.naming import meant
from civil_village.cli.options import day_of, document_of, secret_of, workdays_of
from civil_village.cli.screen import Screen
from civil_village.documents import loads
from civil_village.evidence.event_log import EventLog
from civil_village.explanation import Explanation, told
from civil_village.indicators import places_of
from civil_village.labels import Label, named
from civil_village.messages import Message
from civil_village.organizations.bodies import called, names_of
from civil_village.records.records import Records
from civil_village.records.subjects import villages_in
from civil_village.standards.rankings.ranking_of_results import strata_of
from civil_village.titles.placements import PLACE, STATE
from civil_village.titles.proposals import Proposal
from civil_village.titles.proposing import propose
from civil_village.titles.scheme import TitleScheme
from civil_village.titles.standing import standing

Add = Callable[..., argparse.ArgumentParser]


def add_rounds(
    add: Add,
    common: list[argparse.ArgumentParser],
    *,
    json: argparse.ArgumentParser,
    work: argparse.ArgumentParser,
) -> None:
    """Add the commands of rounds.

    Args:
        add: Adds a command.
        common: What every command takes, with the scheme and the book.
        json: Takes the form of the answer.
        work: Takes the table of working days.
    """
    chains = add("rounds", parents=[*common, work, json], help="show rounds and chains (届次)")
    chains.add_argument("--as-of", metavar="DATE", required=True, help="day that it is about")
    chains.add_argument("--known", metavar="DATE", help="leave out what was recorded later")
    choice = add("select", parents=[*common, work, json], help="work out a round's list (拟定名单)")
    choice.add_argument("--round", metavar="NAME", required=True, help="round that decides")
    choice.add_argument("--as-of", metavar="DATE", required=True, help="day of the decisions")
    choice.add_argument("--known", metavar="DATE", help="leave out what was recorded later")
    choice.add_argument("--records", metavar="FILE", help="records of all units there are")
    choice.add_argument("--by", metavar="NAME", help="who decides, by id or label")
    shown = choice.add_mutually_exclusive_group()
    shown.add_argument("--notice", action="store_true", help="only the list for publicity (公示)")
    shown.add_argument("--enter", action="store_true", help="enter the decisions in the log")
    choice.add_argument("--roster", metavar="FILE", help="what people call the units")
    choice.add_argument(
        "--secret-file", metavar="FILE", help="show masks; it holds at least 16 characters"
    )


def run_rounds(given: argparse.Namespace, screen: Screen) -> int:
    """Show what the rounds are by a day, and the chains of all units that have one."""
    scheme, book = _scheme(given), book_of(given.book, EventLog)
    as_of, known = day_of(given.as_of, "--as-of"), day_of(given.known, "--known")
    assert as_of is not None  # the option is required
    made = standing(scheme, book.log, as_of=as_of, known=known, **workdays_of(given.workdays))
    chains = {unit: [c for c in made.chains(unit) if c.most or c.reached] for unit in made}
    if given.json:
        rounds = [plain(each) for each in made.rounds]
        units = {unit: [plain(c) for c in each] for unit, each in chains.items() if each}
        screen.data(
            pretty_json({"scheme": scheme.id, "as_of": as_of, "rounds": rounds, "units": units})
        )
        return FINE
    labels = {each.id: named(each, each.id) for each in scheme.rounds}
    lines = [
        Message(
            f"round.{each.says}", round=labels[each.round], opens=each.opens, closed=each.closed
        )
        for each in made.rounds
    ]
    title = Message("title.title", name=named(scheme), as_of=as_of)
    parts = (
        Explanation(Message("quota.line.name", name=unit), tuple(c.explain() for c in each))
        for unit, each in chains.items()
        if each
    )
    screen.line(Explanation(title, (*told(*lines), *parts)))
    return FINE


def run_select(given: argparse.Namespace, screen: Screen) -> int:
    """Show whom a round decides on, or enter the decisions in the log."""
    scheme = _scheme(given)
    if not given.enter:
        _show(given, screen, scheme, _proposed(given, scheme, book_of(given.book, EventLog).log))
        return FINE
    with kept(given.book, EventLog) as book:
        made = _proposed(given, scheme, book.log)
        now = datetime.now().astimezone().replace(microsecond=0)
        events = [evolve(event, recorded=now) for event in made.events]
        waiting = book.enter_all(events, book.log.add(*events)) if events else 0
    if waiting:
        screen.error(Message("screen.finding", text=Message("seal.waiting", count=waiting)))
    if given.json:
        screen.data(pretty_json(proposal_plain(made)))
        return FINE
    screen.line(made.explain())
    for event in made.events:
        screen.line(Message("screen.entered", id=event.id))
    return FINE


def _show(given: argparse.Namespace, screen: Screen, scheme: TitleScheme, made: Proposal) -> None:
    if given.json:
        screen.data(pretty_json(proposal_plain(made)))
    elif given.notice:
        secret = None if given.secret_file is None else secret_of(given.secret_file)
        screen.line(made.notice(names=dict(_names(given, scheme)), secret=secret))
    else:
        screen.line(made.explain())


def proposal_plain(made: Proposal) -> dict[str, Any]:
    """Give a proposal as plain data.

    Args:
        made: The proposal.
    """
    return {
        "scheme": made.scheme,
        "round": made.round,
        "as_of": made.as_of,
        "placements": {
            each.quota: {
                "chosen": each.chosen,
                "possible": each.possible,
                "tied": each.tied,
                "places": [_place(place) for place in made.places[each.quota]],
            }
            for each in made.selections
        },
        "decisions": [plain(event) for event in made.events],
        "recorded": made.recorded,
        "void": made.void,
        "both_ends": [problem.found for problem in made.problems],
    }


def _place(place: Any) -> dict[str, Any]:
    names = ("id", "stratum", "place", "best", "worst", "ranked")
    reason = {"zh": place.reason.text("zh"), "en": place.reason.text("en")}
    return {**{name: getattr(place, name) for name in names}, "reason": reason}


def _scheme(given: argparse.Namespace) -> TitleScheme:
    return loads(document_text(given.scheme), TitleScheme, source=given.scheme)


def _proposed(given: argparse.Namespace, scheme: TitleScheme, log: EventLog) -> Proposal:
    """Work out what a round decides."""
    as_of, known = day_of(given.as_of, "--as-of"), day_of(given.known, "--known")
    assert as_of is not None  # the option is required
    rounds = [(each.id, named(each, each.id)) for each in scheme.rounds]
    bodies = [(name, called(scheme.bodies, name)) for name in names_of(scheme.bodies)]
    records = document_of(given.records, Records)
    return propose(
        scheme,
        log,
        round=meant(given.round, rounds),
        as_of=as_of,
        known=known,
        units=None if records is None else list(_units(scheme, records)),
        strata=None if records is None else _strata(scheme, records),
        by=None if given.by is None else meant(given.by, bodies),
        **workdays_of(given.workdays),
    )


def _units(scheme: TitleScheme, records: Records) -> Iterator[str]:
    """Give the ids of all units: households, or whatever the records are of."""
    if scheme.subject == "household":
        yield from (home.id for village in villages_in(records) for home in village.households)
    else:
        yield from (subject.id for subject in records)


def _strata(scheme: TitleScheme, records: Records) -> Mapping[str, str | None] | None:
    """Give the strata that a quota asks for and records tell; all quotas have the same."""
    asked = {
        quota.within
        for round_ in scheme.rounds
        for placement in scheme.placements
        if (quota := placement.quota_in(round_)) is not None
    }
    told_ = {within for within in asked if within in places_of("village")} - {STATE, PLACE}
    return strata_of(told_.pop(), records) if len(told_) == 1 else None


def _names(given: argparse.Namespace, scheme: TitleScheme) -> Iterator[tuple[str, Label | str]]:
    """Give what people call units, from a roster or records, and strata that are states."""
    yield from ((name, named(state, name)) for name, state in scheme.states.items())
    records = document_of(given.records, Records)
    yield from () if records is None else ((each.id, named(each)) for each in records)
    roster = roster_of(given.roster)
    yield from () if roster is None else ((each.id, named(each)) for each in roster.members)
