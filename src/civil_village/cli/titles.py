"""The commands of titles (称号): standing, entries, a picture of the chart.

What they answer is worked out by the library; here are arguments and files.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from attrs import evolve

from civil_village.canonical import plain, pretty_json
from civil_village.charts import drawing
from civil_village.charts.chart import BAN
from civil_village.charts.in_words import ChartWords
from civil_village.charts.instances import unit_of
from civil_village.checks import known
from civil_village.cli.entering import next_id, number
from civil_village.cli.files import FINE, WRONG, UsageError, document_text
from civil_village.cli.ledger_files import BookText, book_of, kept
from civil_village.cli.naming import meant
from civil_village.cli.options import day_of, workdays_of
from civil_village.cli.screen import MOST_LINES, Screen
from civil_village.cli.title_rounds import add_rounds, run_rounds, run_select
from civil_village.cli.title_views import standing_plain, unit_plain
from civil_village.documents import loads
from civil_village.documents.conversion import structure
from civil_village.evidence.event_log import EventLog
from civil_village.evidence.reported import WITHDRAW, Event
from civil_village.indicators import Indicator
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.organizations.bodies import called, names_of
from civil_village.problems import MOST_PROBLEMS, DocumentError, nearest, reject
from civil_village.titles.findings import title_log_problems
from civil_village.titles.scheme import KINDS, TitleScheme
from civil_village.titles.standing import TitleStanding, standing

Add = Callable[..., argparse.ArgumentParser]


def add_title(title: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Let a parser take the commands of titles."""
    json = argparse.ArgumentParser(add_help=False)
    json.add_argument("--json", action="store_true", help="the answer as JSON")
    scheme = argparse.ArgumentParser(add_help=False)
    scheme.add_argument("scheme", metavar="SCHEME", help="bundled name or file")
    book = argparse.ArgumentParser(add_help=False)
    book.add_argument("--book", metavar="FILE", required=True, help="log in JSON lines")
    work = argparse.ArgumentParser(add_help=False)
    work.add_argument("--workdays", metavar="FILE", help="table of working days")
    add: Add = title.add_subparsers(dest="task", required=True, metavar="COMMAND").add_parser
    state = add(
        "standing", parents=[common, scheme, book, work, json], help="show who stands where (状态)"
    )
    state.add_argument("--as-of", metavar="DATE", required=True, help="day that it is about")
    state.add_argument("--known", metavar="DATE", help="leave out what was recorded later")
    state.add_argument(
        "--unit", metavar="ID", help="one unit, with its history, and what it can do"
    )
    enter = add(
        "enter", parents=[common, scheme, book, work, json], help="enter an event in a log (登记)"
    )
    enter.add_argument("kind", metavar="KIND", help="kind of event, by id or label")
    for name, told in (
        ("place", "village that it is about, or where it was"),
        ("subject", "opaque id of whom it is about, where that is no village"),
        ("by", "body or post that acts, by id or label"),
        ("of", "event or title that it speaks of"),
    ):
        enter.add_argument(f"--{name}", metavar="NAME", help=told)
    enter.add_argument(
        "--value",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="what is reported of it; may stand several times",
    )
    enter.add_argument("--on", metavar="DATE", help="day of the act; by default today")
    enter.add_argument("--to", metavar="DATE", help="last day, of a ban")
    enter.add_argument("--recorded", metavar="INSTANT", help="by default now")
    enter.add_argument("--id", metavar="ID", help="by default the next free one")
    enter.add_argument(
        "--mark", metavar="MARK", help="before generated ids, one for each place of entry"
    )
    enter.add_argument("--new", action="store_true", help="begin a log if there is none")
    add_rounds(add, [common, scheme, book], json=json, work=work)
    add("draw", parents=[common, scheme], help="draw its chart, for Mermaid (状态图)")


def _scheme(given: argparse.Namespace) -> TitleScheme:
    return loads(document_text(given.scheme), TitleScheme, source=given.scheme)


# The standing ----------------------------------------------------------------------------


def _standing(given: argparse.Namespace, screen: Screen) -> int:
    as_of, past = day_of(given.as_of, "--as-of"), day_of(given.known, "--known")
    assert as_of is not None  # the option is required
    scheme, book = _scheme(given), book_of(given.book, EventLog)
    wrong = _tell_wrong(scheme, book, screen)
    made = standing(scheme, book.log, as_of=as_of, known=past, **workdays_of(given.workdays))
    unit = given.unit
    there = {*made.events.events, *made.events.bans}
    if unit is not None and unit not in there:
        guess = nearest(unit, sorted(there))
        screen.error(Message("screen.finding", text=Message("title.unheard", unit=unit)))
        if guess is not None:
            screen.error(Message("problem.hint", hint=guess))
    if given.json:
        told = standing_plain(made) if unit is None else unit_plain(made, unit)
        screen.data(pretty_json(told))
    else:
        screen.line(made.explain(given.unit, most=MOST_LINES))
    return WRONG if wrong else FINE


def _tell_wrong(scheme: TitleScheme, book: BookText[EventLog], screen: Screen) -> bool:
    """Tell what is wrong with events of the scheme's kinds; other kinds may be of other schemes."""
    found = [p for p in title_log_problems(scheme, book.log) if p.path[2:] != ("kind",)]
    own = {event.id for event in book.log.events if event.kind in scheme.events}
    found = [problem for problem in found if problem.path[1] in own]
    for problem in found[:MOST_PROBLEMS]:
        screen.error(book.placed(problem))
    if len(found) > MOST_PROBLEMS:
        screen.error(Message("problem.more", count=len(found) - MOST_PROBLEMS))
    return bool(found)


# Entries ---------------------------------------------------------------------------------


def _enter(given: argparse.Namespace, screen: Screen) -> int:
    scheme, work = _scheme(given), workdays_of(given.workdays)
    with kept(given.book, EventLog, new=given.new) as book:
        event = _event(given, scheme, book.log)
        reject(
            evolve(p, path=p.path[2:]) for p in title_log_problems(scheme, EventLog(events=[event]))
        )
        try:
            grown = book.log.add(event)
        except DocumentError as error:
            raise DocumentError(evolve(p, path=("id",)) for p in error.problems) from None
        if event.kind == WITHDRAW and event.of is not None:
            reject(known(event.of, [each.id for each in book.log.events], "of"))
        there = grown is book.log
        last = max(each.first or date.min for each in grown.events)
        made = standing(scheme, grown, as_of=last, **work)
        unit = _unit_of(made, event)
        refused = made.events.astray if unit is None else made.course(unit).refused
        own = [each for each in refused if each.event == event.id]
        words = ChartWords(scheme)
        if not there and own and all(each.sure for each in own):
            for each in own:
                screen.error(words.refusal(each))
            screen.error(Message("screen.not-entered"))
            return WRONG
        notes = list(own)
        if not there and unit is not None:
            before = standing(scheme, book.log, as_of=last, **work).course(unit)
            known_ = {each.event for each in (*before.refused, *own)}
            notes += (each for each in refused if each.event not in known_)
        seal_, waiting = (None, 0) if there else book.enter(event, grown)
    if waiting:
        screen.error(Message("screen.finding", text=Message("seal.waiting", count=waiting)))
    if given.json:
        answer = {"event": plain(event), "written": not there, "seal": seal_}
        told = None if unit is None else unit_plain(made, unit)
        screen.data(pretty_json({**answer, "standing": told}))
        return FINE
    screen.line(Message("screen.entered-already" if there else "screen.entered", id=event.id))
    if unit is not None:
        screen.line(made.explain(unit).parts[0])
    for each in notes:
        screen.line(Message("screen.finding", text=words.refusal(each)))
    return FINE


def _unit_of(made: TitleStanding, event: Event) -> str | None:
    """Give the unit or instance that an event is about; of what is taken out, that of it."""
    if event.kind == WITHDRAW and event.of is not None:
        found = made.log.find(event.of)
        return None if found is None else _unit_of(made, found)
    if event.kind in made.scheme.events:
        there = made.events.events.items()
        return next((unit for unit, events in there if event in events), unit_of(event))
    return unit_of(event)


def _event(given: argparse.Namespace, scheme: TitleScheme, log: EventLog) -> Event:
    """Read the event that the arguments say, completed by what they leave open.

    Raises:
        UsageError: A name could mean several things, or a value is not told by a name.
        DocumentError: Everything that is wrong with it.
    """
    kinds: list[tuple[str, Any]] = [(name, named(kind)) for name, kind in scheme.events.items()]
    kinds += [(name, Message(f"title.kind.{name}")) for name in KINDS]
    bodies = [(name, called(scheme.bodies, name)) for name in names_of(scheme.bodies)]
    fields: dict[str, Any] = {"kind": meant(given.kind, kinds)}
    for name in ("place", "subject", "of", "to"):
        if getattr(given, name) is not None:
            fields[name] = getattr(given, name)
    if given.by is not None:
        fields["by"] = meant(given.by, bodies)
    if given.value:
        kind = scheme.events.get(fields["kind"])
        fields["values"] = dict(
            _value(text, {} if kind is None else kind.values) for text in given.value
        )
    now = datetime.now().astimezone().replace(microsecond=0)
    fields["from" if fields["kind"] == BAN else "on"] = given.on or now.date().isoformat()
    if fields["kind"] == BAN:
        fields.setdefault("of", scheme.id)
    fields["recorded"] = given.recorded or now.isoformat()
    fields["id"] = given.id or next_id("e" if given.mark is None else f"{given.mark}_e", log)
    return structure(fields, Event)  # type: ignore[no-any-return] # as asked


def _value(text: str, indicators: Mapping[str, Indicator]) -> tuple[str, Any]:
    """Read a value as ``score=88.5``, by the id or the label of what it is of."""
    given, sign, value = text.partition("=")
    if not sign:
        raise UsageError(Message("screen.not-a-value", found=text))
    name = meant(given.strip(), [(each, i.label) for each, i in indicators.items()])
    indicator = indicators.get(name)
    if indicator is not None and indicator.value == "truth":
        return name, _TRUTHS.get(value.strip().casefold(), value)
    if indicator is not None and indicator.value in ("count", "amount", "ratio"):
        return name, number(value.strip())
    return name, value


#: What people write for true and false.
_TRUTHS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


def _draw(given: argparse.Namespace, screen: Screen) -> int:
    screen.data(drawing(_scheme(given), given.lang), json=False)
    return FINE


#: What each of its commands does.
TITLE_TASKS: dict[str, Callable[[argparse.Namespace, Screen], int]] = {
    "standing": _standing,
    "enter": _enter,
    "rounds": run_rounds,
    "select": run_select,
    "draw": _draw,
}
