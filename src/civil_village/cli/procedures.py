"""The commands of procedures (议事程序): the records of matters, judged on a day.

What they answer is worked out by the library; here are arguments and files.
"""

from __future__ import annotations

import argparse
from typing import Any

from civil_village.canonical import plain, pretty_json
from civil_village.cli.files import FINE, WRONG, document_text
from civil_village.cli.ledger_files import book_of, tell_strangers
from civil_village.cli.options import day_of, workdays_of
from civil_village.cli.points_views import problem_plain
from civil_village.cli.screen import Screen
from civil_village.documents import loads
from civil_village.duties import Occurrence
from civil_village.evidence.event_log import EventLog
from civil_village.problems import DocumentError
from civil_village.procedures import (
    Procedure,
    RecordVerdict,
    StepFault,
    check_record,
    check_records,
    fault_message,
    record_problems,
)
from civil_village.rules import Unknown


def add_procedure(procedure: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Let a parser take the commands of procedures."""
    add = procedure.add_subparsers(dest="task", required=True, metavar="COMMAND").add_parser
    check = add("check", parents=[common], help="judge the records of matters (审查)")
    check.add_argument("procedure", metavar="PROCEDURE", help="bundled name or file")
    check.add_argument(
        "record", metavar="RECORD", help="what happened, in JSON lines or a document"
    )
    check.add_argument("--as-of", metavar="DATE", required=True, help="day that it is about")
    check.add_argument("--known", metavar="DATE", help="leave out what was recorded later")
    check.add_argument("--workdays", metavar="FILE", help="table of working days")
    check.add_argument("--matter", metavar="NAME", help="only one of several matters")
    check.add_argument("--json", action="store_true", help="the answer as JSON")


def run_procedure(given: argparse.Namespace, screen: Screen) -> int:
    """Run one command of procedures.

    Args:
        given: The arguments.
        screen: Where to show the answer.

    Returns:
        The exit code: of what the records come to it says nothing.

    Raises:
        UsageError: What was asked cannot be done.
        DocumentError: A document is wrong.
    """
    as_of = day_of(given.as_of, "--as-of")
    assert as_of is not None  # the option is required
    asked: dict[str, Any] = {"as_of": as_of, "known": day_of(given.known, "--known")}
    asked |= workdays_of(given.workdays)
    made = loads(document_text(given.procedure), Procedure, source=given.procedure)
    book = book_of(given.record, EventLog)
    wrong = tell_strangers(record_problems(made, book.log), book, screen)
    try:
        verdicts = (
            check_records(made, book.log, **asked)
            if given.matter is None
            else (check_record(made, book.log, matter=given.matter, **asked),)
        )
        # Where nothing has happened all is still owed, in whatever matter.
        verdicts = verdicts or (check_record(made, book.log, **asked),)
    except DocumentError as error:
        raise DocumentError(map(book.placed, error.problems)) from None
    if given.json:
        screen.json(pretty_json(verdict_plain(each)) for each in verdicts)
    for number, each in enumerate(() if given.json else verdicts):
        screen.line(each.explain(), before="\n" if number else "")
    return WRONG if wrong else FINE


def verdict_plain(verdict: RecordVerdict) -> dict[str, Any]:
    """Give a verdict as plain data."""
    return {
        "procedure": verdict.procedure.id,
        "matter": verdict.matter,
        "as_of": verdict.as_of,
        "known": verdict.known,
        "word": verdict.word,
        "steps": [_step(each) for each in verdict.steps],
        "faults": [_fault(verdict, each) for each in verdict.faults],
        "mended": [_fault(verdict, each) for each in verdict.mended],
        "stopped": verdict.stopped,
        "missing": verdict.missing,
        "enough": [{**plain(each), "possible": each.possible} for each in verdict.enough],
        "surplus": verdict.surplus,
    }


def _step(each: Occurrence) -> dict[str, Any]:
    return {
        "step": each.duty,
        "state": each.state,
        "on": each.on,
        "opens": each.opens,
        "due": each.due,
        "days": each.days,
        "record": next(iter(each.served), None),
        "waits": [wait.on for wait in each.waits],
    }


def _fault(verdict: RecordVerdict, fault: StepFault) -> dict[str, Any]:
    message = fault_message(verdict.procedure, fault)
    return {
        "step": fault.step,
        "record": fault.event,
        "broken": fault.broken,
        "rule": fault.rule,
        "of": fault.of,
        "found": fault.found,
        "expected": fault.expected,
        "days": fault.days,
        "comparisons": [
            {
                "rule": side.rule.canonical(),
                "found": None if isinstance(side.found, Unknown) else side.found,
                "expected": None if isinstance(side.expected, Unknown) else side.expected,
            }
            for side in fault.comparisons
        ],
        "problem": None if fault.problem is None else problem_plain(fault.problem),
        "text": {"zh": message.text("zh"), "en": message.text("en")},
    }
