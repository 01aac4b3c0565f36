"""The commands of covenants (村规民约): hold an event against one, and one against a guideline.

What they answer is worked out by the library; here are arguments and files.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from attrs import evolve

from civil_village.calendar.workdays import WEEKENDS_ONLY, Workdays
from civil_village.canonical import plain, pretty_json
from civil_village.checks import read_day
from civil_village.cli.files import FINE, WRONG, UsageError, document_text
from civil_village.cli.ledger_files import book_of, is_lines
from civil_village.cli.naming import meant
from civil_village.cli.screen import Screen
from civil_village.covenants import Covenant, EventAnswer, check_event, stricter
from civil_village.covenants.articles import EVENT
from civil_village.documents import loads
from civil_village.evidence.event_log import EventLog
from civil_village.facts import Facts
from civil_village.indicators.checks import unknown_indicator
from civil_village.messages import LANGUAGES, Message
from civil_village.problems import nearest, reject
from civil_village.records.records import Records
from civil_village.tables.cells import read_cell

Add = Callable[..., argparse.ArgumentParser]

#: A fact on the command line: a name, and its value.
_FACT = re.compile(r"([^\s=]+)=(.*)", re.DOTALL)


def add_covenant(covenant: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Let a parser take the commands of covenants."""
    json = argparse.ArgumentParser(add_help=False)
    json.add_argument("--json", action="store_true", help="the answer as JSON")
    add: Add = covenant.add_subparsers(dest="task", required=True, metavar="COMMAND").add_parser
    check = add("check", parents=[common, json], help="hold an event against it (核查)")
    check.add_argument("covenant", metavar="COVENANT", help="bundled name or file")
    check.add_argument(
        "event",
        metavar="EVENT",
        nargs="+",
        help="records, log or facts, by bundled name or file; or facts, as event=wedding tables=12",
    )
    check.add_argument("--as-of", metavar="DATE", required=True, help="day on which it is asked")
    check.add_argument("--id", metavar="ID", help="only the event of this id")
    check.add_argument("--log", metavar="FILE", help="reports before it, decisions on the covenant")
    check.add_argument("--records", metavar="FILE", help="records with tables of indexes")
    check.add_argument("--workdays", metavar="FILE", help="table of working days")
    strict = add("stricter", parents=[common, json], help="hold it against a guideline (只严不宽)")
    strict.add_argument("guideline", metavar="GUIDELINE", help="bundled name or file")
    strict.add_argument("covenant", metavar="COVENANT", help="bundled name or file")


def _read(name: str, kind: Any) -> Any:
    return loads(document_text(name), kind, source=name)


# An event -------------------------------------------------------------------------------


def _check(given: argparse.Namespace, screen: Screen) -> int:
    as_of = read_day(given.as_of)
    if as_of is None:
        raise UsageError(Message("screen.option-not-a-day", option="--as-of", found=given.as_of))
    covenant = _read(given.covenant, Covenant)
    found = tuple(_answers(given, covenant, as_of))
    if given.json:
        screen.data(pretty_json([answer_plain(answer) for answer in found]))
        return FINE
    for number, answer in enumerate(found):
        screen.line(answer.explain(), before="\n" if number else "")
    if not found:
        screen.line(Message("screen.no-events"))
    return FINE


def _answers(given: argparse.Namespace, covenant: Covenant, as_of: date) -> Iterator[EventAnswer]:
    """Hold every event that is asked about against the covenant."""
    more: dict[str, Any] = {"as_of": as_of, "workdays": WEEKENDS_ONLY}
    if given.workdays is not None:
        more["workdays"] = _read(given.workdays, Workdays)
    if given.records is not None:
        more["indexes"] = _read(given.records, Records).indexes
    if given.log is not None:
        more["log"] = book_of(given.log, EventLog).log
    events = list(_events(given.event, covenant, more, as_of))
    if given.id is not None:
        ids = [event.id for event in events if not isinstance(event, dict) and event.id]
        events = [event for event in events if getattr(event, "id", None) == given.id]
        if not events:
            raise UsageError(Message("screen.no-such-event", id=given.id), nearest(given.id, ids))
    for event in events:
        yield check_event(covenant, event, **more)


def _events(
    words: list[str], covenant: Covenant, more: dict[str, Any], as_of: date
) -> Iterator[Any]:
    """Give the events that the arguments name: facts written out, or those of a document."""
    if all(_FACT.fullmatch(word) for word in words):
        yield _facts(words, covenant)
        return
    if len(words) > 1:
        wrong = next(word for word in words if not _FACT.fullmatch(word))
        raise UsageError(Message("screen.no-fact", found=wrong), Message("hint.facts"))
    (name,) = words
    text = document_text(name)
    if is_lines(text):
        document: Any = book_of(name, EventLog).log
    else:
        document = loads(text, source=name)
    match document:
        case Records():
            yield from (each for each in document if getattr(each, "subject", None) == EVENT)
        case Facts():
            yield document
        case EventLog():
            more.setdefault("log", document)
            yield from (e for e in document.seen(as_of=as_of) if e.kind in covenant.kinds)
        case _:
            kind = Message(f"kind.{document.kind}")
            raise UsageError(Message("screen.no-event-document", name=name, kind=kind))


def _facts(words: list[str], covenant: Covenant) -> dict[str, Any]:
    """Read facts that are written out: names or labels, and values as people type them."""
    indicators = {n: i for n, i in covenant.catalogue.indicators.items() if not i.computed}
    labelled = [(name, indicator.label) for name, indicator in indicators.items()]
    facts, problems = {}, []
    for word in words:
        found = _FACT.fullmatch(word)
        assert found is not None  # looked at above
        name = meant(found[1], labelled)
        if name not in indicators:
            labels = [label.text(lang) for _, label in labelled for lang in LANGUAGES]
            problem = unknown_indicator(name, [*indicators, *labels], "facts", name)
            problems.append(problem)
            continue
        text, indicator = found[2], indicators[name]
        if name == EVENT:  # a kind that there is not is refused later, with the nearest
            text = meant(text, covenant.kinds.items())
            indicator = evolve(indicator, value="text", choices=())
        read = read_cell(text, indicator)
        if read.problem is not None:
            problems.append(read.problem.inside("facts", name))
        facts[name] = read.value
    reject(problems)
    return facts


def answer_plain(answer: EventAnswer) -> dict[str, Any]:
    """Give an answer as plain data, with what it says in both languages."""
    exemplary = answer.exemplary
    return {
        "covenant": answer.covenant.name,
        "as_of": answer.as_of,
        "id": answer.id,
        "event": answer.event,
        "on": answer.on,
        "word": answer.word,
        "in_force": answer.in_force,
        "articles": [
            {
                "id": each.id,
                "state": each.state,
                "failures": [
                    {
                        "rule": failure.rule,
                        "asked": failure.asked,
                        "found": plain(failure.found),
                        "limit": plain(failure.limit),
                        "by": failure.by,
                        "told": _told(failure.told),
                    }
                    for failure in each.failures
                ],
                "missing": plain(each.missing),
                "due": each.due,
                "given": each.given,
                "late": each.late,
                "then": plain(each.then),
            }
            for each in answer.articles
        ],
        "exemplary": None
        if exemplary is None
        else {"state": exemplary.state, "worth": list(exemplary.worth)},
        "followed": plain(answer.followed),
    }


def _told(message: Message) -> dict[str, str]:
    return {lang: message.text(lang) for lang in LANGUAGES}


# A guideline ----------------------------------------------------------------------------


def _stricter(given: argparse.Namespace, screen: Screen) -> int:
    found = stricter(_read(given.guideline, Covenant), _read(given.covenant, Covenant))
    if given.json:
        answer = {
            "guideline": found.guideline,
            "covenant": found.covenant,
            "holds": found.holds,
            "articles": [
                {"article": each.article, "verdict": each.verdict, "reason": _told(each.reason)}
                for each in found.articles
            ],
        }
        screen.data(pretty_json(answer))
    else:
        screen.line(found.explain())
    return FINE if found.holds else WRONG


#: What each of its commands does.
COVENANT_TASKS: dict[str, Callable[[argparse.Namespace, Screen], int]] = {
    "check": _check,
    "stricter": _stricter,
}
