"""The commands of campaigns (创建活动): state, calendar, timeline, bulletin, check, entries.

What they answer is worked out by the library; here are arguments and files.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from attrs import evolve

from civil_village.campaigns import Campaign, Status, status
from civil_village.campaigns.explained import occurrence_lines
from civil_village.campaigns.findings import log_problems, vacancies, vacancies_told
from civil_village.campaigns.written import bulletin, calendar_of, ics, timeline, undated
from civil_village.canonical import plain, pretty_json
from civil_village.cli.campaign_views import (
    calendar_plain,
    calendar_table,
    occurrences_plain,
    status_plain,
)
from civil_village.cli.entering import next_id, structured
from civil_village.cli.files import FINE, WRONG, UsageError, document_text
from civil_village.cli.ledger_files import book_of, kept, roster_of, tell_strangers
from civil_village.cli.naming import meant
from civil_village.cli.options import day_of, document_of, id_of, workdays_of
from civil_village.cli.points_views import problem_plain
from civil_village.cli.screen import MOST_LINES, Screen
from civil_village.cli.writing import named_for, written
from civil_village.documents import lint, loads
from civil_village.documents.reading.text import read
from civil_village.duties import Occurrence
from civil_village.evidence.event_log import EventLog
from civil_village.evidence.reported import Event
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.organizations.bodies import called, names_of
from civil_village.problems import DocumentError, Problem, reject, shown
from civil_village.records.records import Records

Add = Callable[..., argparse.ArgumentParser]


def add_campaign(campaign: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Let a parser take the commands of campaigns."""
    json = argparse.ArgumentParser(add_help=False)
    json.add_argument("--json", action="store_true", help="the answer as JSON")
    plan = argparse.ArgumentParser(add_help=False)
    plan.add_argument("plan", metavar="PLAN", help="bundled name or file")
    work = argparse.ArgumentParser(add_help=False)
    work.add_argument("--workdays", metavar="FILE", help="table of working days")
    add: Add = campaign.add_subparsers(dest="task", required=True, metavar="COMMAND").add_parser
    state = add("status", parents=[common, plan, work, json], help="show what became of it (进展)")
    _add_state(state)
    state.add_argument("--unit", metavar="NAME", help="only what a body or a post is part of")
    state.add_argument("--place", metavar="NAME", help="only what is owed at a place, or in it")
    state.add_argument("--phase", metavar="NAME", help="only what is owed in a phase")
    told = add("bulletin", parents=[common, plan, work], help="write a bulletin (简报)")
    _add_state(told)
    year = add("calendar", parents=[common, plan, work, json], help="show a year's calendar (日历)")
    year.add_argument("--year", metavar="YEAR", required=True, help="the year, as 2024")
    year.add_argument("--ics", metavar="FILE", help="write it for calendar programs (.ics)")
    year.add_argument("--force", action="store_true", help="replace the file if there is one")
    _add_entering(add("add", parents=[common, plan, json], help="enter an event in a log (登记)"))
    add("timeline", parents=[common, plan], help="draw its phases, for Mermaid (进度图)")
    check = add("check", parents=[common, plan, json], help="check it and its bodies (检查)")
    check.add_argument("--roster", metavar="FILE", help="who belongs to its bodies")
    check.add_argument("--records", metavar="FILE", help="records of its places")
    check.add_argument("--as-of", metavar="DATE", help="day of which the roster is asked")


def _add_entering(enter: argparse.ArgumentParser) -> None:
    """Let a command enter an event."""
    enter.add_argument("log", metavar="LOG", help="log in JSON lines")
    what = enter.add_mutually_exclusive_group(required=True)
    what.add_argument("--event", metavar="JSON", help='the event, as {"kind": …}')
    what.add_argument("--kind", metavar="KIND", help="kind of event, by id or label")
    for name, told in (
        ("place", "where it was, by id or label"),
        ("by", "body or post that reports, by id or label"),
        ("of", "event, occurrence of a duty, or fund that it speaks of"),
        ("subject", "opaque id of whom it is about"),
    ):
        enter.add_argument(f"--{name}", metavar="NAME", help=told)
    enter.add_argument("--on", metavar="DATE", help="day of the act; by default today")
    enter.add_argument("--recorded", metavar="INSTANT", help="by default now")
    enter.add_argument("--id", metavar="ID", help="by default the next free one")
    mark = "before generated ids, one for each place of entry"
    enter.add_argument("--mark", metavar="MARK", help=mark)
    enter.add_argument("--new", action="store_true", help="begin a log if there is none")


def _add_state(command: argparse.ArgumentParser) -> None:
    """Let a command ask for a state."""
    command.add_argument(
        "--log", metavar="FILE", required=True, help="what happened, in JSON lines or a document"
    )
    command.add_argument("--as-of", metavar="DATE", required=True, help="day that it is about")
    command.add_argument("--known", metavar="DATE", help="leave out what was recorded later")
    command.add_argument("--records", metavar="FILE", help="records of its places")
    command.add_argument("--roster", metavar="FILE", help="who belongs to its bodies")


def _plan(given: argparse.Namespace) -> Campaign:
    return loads(document_text(given.plan), Campaign, source=given.plan)


# The state ------------------------------------------------------------------------------


def _made(given: argparse.Namespace, screen: Screen) -> tuple[Status, bool]:
    """Work out the state that is asked for; tell what in the log the plan knows nothing of."""
    as_of, known = day_of(given.as_of, "--as-of"), day_of(given.known, "--known")
    assert as_of is not None  # the option is required
    plan, book = _plan(given), book_of(given.log, EventLog)
    wrong = tell_strangers(log_problems(plan, book.log), book, screen)
    made = status(
        plan,
        book.log,
        as_of=as_of,
        known=known,
        records=document_of(given.records, Records),
        roster=roster_of(given.roster),
        **workdays_of(given.workdays),
    )
    return made, wrong


def _status(given: argparse.Namespace, screen: Screen) -> int:
    made, wrong = _made(given, screen)
    part = _part(given, made)
    if given.json:
        screen.data(pretty_json(status_plain(made, made if part is None else part)))
    else:
        screen.line(made.explain(part, most=MOST_LINES))
    return WRONG if wrong else FINE


def _part(given: argparse.Namespace, made: Status) -> tuple[Occurrence, ...] | None:
    """Give the occurrences that are asked for; ``None`` where all are."""
    plan = made.campaign
    views: list[tuple[Occurrence, ...]] = []
    if given.unit is not None:
        bodies = [(name, called(plan.bodies, name)) for name in names_of(plan.bodies)]
        views.append(made.by_body(id_of(given.unit, bodies, "--unit")))
    if given.place is not None:
        places = [(name, named(place)) for name, place in plan.by_place.items()]
        views.append(made.by_place(id_of(given.place, places, "--place")))
    if given.phase is not None:
        phases = [(phase.id, named(phase)) for phase in plan.phases]
        views.append(made.by_phase(id_of(given.phase, phases, "--phase")))
    if not views:
        return None
    first, *others = views
    kept = [frozenset(view) for view in others]
    return tuple(each for each in first if all(each in view for view in kept))


def _bulletin(given: argparse.Namespace, screen: Screen) -> int:
    made, wrong = _made(given, screen)
    screen.data(bulletin(made, given.lang), json=False)
    return WRONG if wrong else FINE


# Entries --------------------------------------------------------------------------------

#: Arguments of an event that are copied as they are.
_FLAGS = ("kind", "place", "by", "of", "subject", "on", "id")


def _enter(given: argparse.Namespace, screen: Screen) -> int:
    plan = _plan(given)
    with kept(given.log, EventLog, new=given.new) as book:
        event = _event(given, plan, book.log)
        try:
            grown = book.log.add(event)
        except DocumentError as error:
            raise DocumentError(evolve(p, path=("id",)) for p in error.problems) from None
        alone = EventLog(events=[event])
        reject(evolve(p, path=p.path[2:]) for p in log_problems(plan, alone))
        last = event.days.last if event.days.last < date.max else event.days.first
        made = status(plan, grown, as_of=last)
        there = grown is book.log
        seal_, waiting = (None, 0) if there else book.enter(event, grown)
    if waiting:
        screen.error(Message("screen.finding", text=Message("seal.waiting", count=waiting)))
    serves = tuple(each for each in made if event.id in each.served)
    if given.json:
        answer = {"event": plain(event), "written": not there, "seal": seal_}
        screen.data(pretty_json({**answer, "serves": occurrences_plain(serves)}))
        return FINE
    screen.line(Message("screen.entered-already" if there else "screen.entered", id=event.id))
    for line in occurrence_lines(made, serves):
        screen.line(line)
    if event.id in made.idle:
        screen.line(Message("screen.finding", text=Message("campaign.idle", ids=(event.id,))))
    return FINE


def _event(given: argparse.Namespace, plan: Campaign, log: EventLog) -> Event:
    """Read the event that the arguments say, completed by what they leave open.

    Raises:
        UsageError: They say it twice, or a name could mean several.
        DocumentError: Everything that is wrong with it.
    """
    fields: dict[str, Any] = {n: v for n in _FLAGS if (v := getattr(given, n)) is not None}
    if given.event is not None:
        if fields:
            raise UsageError(Message("screen.not-with-event", option=f"--{next(iter(fields))}"))
        if not given.event.lstrip().startswith("{"):  # it would be read as YAML
            expected, found = Message("expected.event-line"), shown(given.event)
            reject(
                [Problem(code="not-an-entry", found=found, expected=expected, document="--event")]
            )
        fields, _ = read(given.event, name="--event")
    else:
        kinds = [(name, named(kind)) for name, kind in plan.events.items()]
        places = [(name, named(place)) for name, place in plan.by_place.items()]
        bodies = [(name, called(plan.bodies, name)) for name in names_of(plan.bodies)]
        for name, labelled in (("kind", kinds), ("place", places), ("by", bodies)):
            if name in fields:
                fields[name] = meant(fields[name], labelled)
    now = datetime.now().astimezone().replace(microsecond=0)
    if not {"on", "from"} & fields.keys():
        fields["on"] = now.date().isoformat()
    fields.setdefault("recorded", given.recorded or now.isoformat())
    fields.setdefault("id", next_id("e" if given.mark is None else f"{given.mark}_e", log))
    option = "--kind" if given.event is None else "--event"
    return structured(fields, Event, option)  # type: ignore[no-any-return] # as asked


# The plan alone -------------------------------------------------------------------------


def _calendar(given: argparse.Namespace, screen: Screen) -> int:
    if not (given.year.isascii() and given.year.isdecimal() and 0 < int(given.year[:5]) < 10**4):
        raise UsageError(Message("screen.not-a-year", found=given.year))
    year, plan, workdays = int(given.year), _plan(given), workdays_of(given.workdays)
    found = calendar_of(plan, year, **workdays)
    if given.ics is not None:
        named_for(given.ics, "iCalendar", ".ics")
        written(given.ics, ics(plan, found, given.lang), force=given.force)
        screen.line(Message("screen.written", name=given.ics))
        return FINE
    if given.json:
        screen.data(pretty_json(calendar_plain(found)))
        return FINE
    screen.line(Message("campaign.year", name=named(plan), year=str(year)), after="\n")
    if found:
        screen.table(*calendar_table(plan, found, most=MOST_LINES))
    else:
        screen.line(Message("campaign.nothing-due"))
    open_ = undated(plan)
    if open_:
        screen.line(Message("campaign.undated", names=tuple(map(named, open_))), before="\n")
    return FINE


def _timeline(given: argparse.Namespace, screen: Screen) -> int:
    screen.data(timeline(_plan(given), given.lang), json=False)
    return FINE


def _check(given: argparse.Namespace, screen: Screen) -> int:
    day = day_of(given.as_of, "--as-of")
    if given.roster is not None and day is None:
        raise UsageError(Message("screen.roster-needs-day"))
    if given.records is not None and given.roster is None:
        raise UsageError(Message("screen.records-need-roster"))
    plan, roster = _plan(given), roster_of(given.roster)
    records = document_of(given.records, Records)
    found = [
        evolve(problem, document=given.plan)
        for problem in lint(document_text(given.plan), source=given.plan)
    ]
    lacking: tuple[Problem, ...] = ()
    if roster is not None and day is not None:
        lacking = vacancies(plan, roster, as_of=day, records=records)
    code = WRONG if any(problem.level == "error" for problem in lacking) else FINE
    if given.json:
        plain_ = {"plan": found, "organization": lacking}
        screen.data(pretty_json({k: [problem_plain(p) for p in v] for k, v in plain_.items()}))
        return code
    for problem in found:
        screen.line(Message("screen.finding", text=problem))
    lines = vacancies_told(plan, lacking, most=MOST_LINES)
    for line in lines:
        screen.line(line)
    if not found and not lines:
        screen.line(Message("screen.fine", name=given.plan))
    return code


#: What each of its commands does.
CAMPAIGN_TASKS: dict[str, Callable[[argparse.Namespace, Screen], int]] = {
    "status": _status,
    "calendar": _calendar,
    "timeline": _timeline,
    "bulletin": _bulletin,
    "check": _check,
    "add": _enter,
}
