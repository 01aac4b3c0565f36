"""The commands: what they take, and what they answer.

Exit codes: 0 fine, 1 the documents are wrong, 2 usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve

from civil_village import __version__
from civil_village.cli.screen import Screen
from civil_village.cli.views import (
    COLUMNS,
    document_lines,
    outcome_row,
    portable_lines,
    rule_lines,
    value_lines,
)
from civil_village.derivation import derive_each
from civil_village.documents import dumps, lint, loads
from civil_village.facts import Facts, known_facts, read_date
from civil_village.mappings import entries
from civil_village.messages import Message
from civil_village.problems import CivilVillageError, nearest, reject
from civil_village.records import Records
from civil_village.rules import Rule
from civil_village.samples import BUNDLED, bundled, bundled_text
from civil_village.standards import Result, Standard, evaluate_each

FINE, WRONG, USAGE = 0, 1, 2


class UsageError(Exception):
    """What was asked cannot be done; the message says why."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


def parser() -> argparse.ArgumentParser:
    """Make the parser of arguments."""
    top = argparse.ArgumentParser(
        prog="civil-village", description="Evaluate civilized villages (文明村镇), explained."
    )
    top.add_argument("--version", action="version", version=f"civil-village {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=("zh", "en"), default="en", help="language of the answer")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add = commands.add_parser
    add("list", parents=[common], help="list the documents that come along (内置文档)")
    show = add("show", parents=[common], help="show a document (查看文档)")
    show.add_argument("name", metavar="NAME", help="bundled name or file")
    check = add("check", parents=[common], help="check documents (检查文档)")
    check.add_argument("files", metavar="FILE", nargs="+", help="bundled name or file")
    evaluate = add("evaluate", parents=[common], help="evaluate records (测评)")
    evaluate.add_argument("standard", metavar="STANDARD", help="bundled name or file")
    evaluate.add_argument("records", metavar="RECORDS", help="bundled name or file")
    evaluate.add_argument("--as-of", metavar="DATE", help="day of evaluation, as 2024-06-30")
    evaluate.add_argument("--json", action="store_true", help="results as a JSON list")
    evaluate.add_argument("--explain", action="store_true", help="explain every result")
    rule = add("rule", parents=[common], help="work a rule out (规则求值)")
    rule.add_argument("text", metavar="TEXT", help="the rule, in quotes")
    rule.add_argument(
        "--catalogue", metavar="NAME", required=True, help="standard whose indicators it uses"
    )
    rule.add_argument("--facts", metavar="FILE", help="facts or records; bundled name or file")
    rule.add_argument("--as-of", metavar="DATE", help="day for records, as 2024-06-30")
    rule.add_argument("--portable", action="store_true", help="show it for other engines")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: What stands after the program's name; by default the process's own.

    Returns:
        The exit code: 0 fine, 1 the documents are wrong, 2 usage.

    Examples:
        >>> main(["check", "anle.standard"])
        anle.standard: no problems
        0
    """
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character gets its escape instead of a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        given = parser().parse_args(arguments)
    except SystemExit as stopped:  # argparse has said what is wrong, or has shown its help
        return stopped.code if isinstance(stopped.code, int) else USAGE
    screen = Screen(given.lang)
    try:
        return int(_COMMANDS[given.command](given, screen))
    except UsageError as error:
        screen.error(error.message)
        if error.hint:
            screen.error(Message("problem.hint", hint=error.hint))
        return USAGE
    except CivilVillageError as error:
        screen.error(error)
        return WRONG
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        sys.stderr.close()
        return FINE


def _list(_: argparse.Namespace, screen: Screen) -> int:
    heading = [Message(f"screen.{name}") for name in ("name", "kind", "what")]
    kinds = {name: bundled(name).kind for name in BUNDLED}
    rows = [[name, Message(f"kind.{kinds[name]}"), BUNDLED[name][1]] for name in BUNDLED]
    screen.table(heading, rows)
    return FINE


def _show(given: argparse.Namespace, screen: Screen) -> int:
    for depth, line in document_lines(_load(given.name)):
        screen.line(line, indent=depth)
    return FINE


def _check(given: argparse.Namespace, screen: Screen) -> int:
    wrong = False
    for name in given.files:
        problems = lint(_text(name), source=name)
        wrong = wrong or any(problem.level == "error" for problem in problems)
        for problem in sorted(problems, key=lambda problem: problem.level):  # errors first
            if problem.level == "error":
                screen.error(problem)
            else:
                screen.line(Message("screen.finding", text=problem))
        if not problems:
            screen.line(Message("screen.fine", name=name))
    return WRONG if wrong else FINE


def _day(given: argparse.Namespace) -> date | None:
    """Read the day of evaluation, where one is given."""
    day = None if given.as_of is None else read_date(given.as_of)
    if given.as_of is not None and day is None:
        raise UsageError(Message("screen.not-a-day", found=given.as_of))
    return day


def _evaluate(given: argparse.Namespace, screen: Screen) -> int:
    day = _day(given)
    standard = _wanted(given.standard, Standard)
    records = _wanted(given.records, Records)
    as_of = day or records.as_of
    results = list(_results(standard, records, as_of))
    if given.json:
        screen.json([dumps(result, ascii_only=screen.ascii_only) for result in results])
    elif given.explain:
        for result in results:
            screen.line(result.explain(), after="\n")
    else:
        _summary(standard, results, as_of, screen)
    return FINE


def _summary(
    standard: Standard, results: Sequence[Result], as_of: date | None, screen: Screen
) -> None:
    key = "screen.untitled" if as_of is None else "screen.title"
    screen.line(Message(key, standard=standard.label or standard.id, day=as_of), after="\n")
    rows = [outcome_row(standard, result) for result in results]
    names = [name for name in COLUMNS if name != "band" or standard.bands is not None]
    heading = [Message(f"screen.{name}") for name in names]
    screen.table(heading, [[row[name] for name in names] for row in rows])
    outcomes = [result.outcome for result in results]
    counts = {name: outcomes.count(name) for name in ("passes", "fails", "open")}
    screen.line(Message("screen.counts", count=len(results), **counts), before="\n")


def _results(standard: Standard, records: Records, as_of: date | None) -> Iterator[Result]:
    """Evaluate each village, or each household of each village, as the standard asks."""
    yield from evaluate_each(standard, _derived(standard, records, as_of))


def _derived(standard: Standard, records: Records, as_of: date | None) -> Iterator[Facts]:
    """Give the facts of each village, or of each household, as the standard asks."""
    if standard.subject == "village":
        yield from derive_each(standard.catalogue, records, as_of=as_of)
        return
    homes = [(village.id, home) for village in records for home in village.households]
    facts = derive_each(standard.catalogue, [home for _, home in homes], as_of=as_of)
    for (village, _), of in zip(homes, facts, strict=True):
        yield evolve(of, id=f"{village}/{of.id}")


def _rule(given: argparse.Namespace, screen: Screen) -> int:
    day = _day(given)
    standard = _wanted(given.catalogue, Standard)
    names = standard.catalogue.signatures(standard.subject)
    rule = Rule(given.text)
    found = list(rule.check(names, wanted=None))
    reject(problem for problem in found if problem.level == "error")
    for problem in found:
        screen.line(Message("screen.finding", text=problem))
    many = [] if given.facts is None else _facts(given.facts, standard, day)
    for line in rule_lines(rule, standard):
        screen.line(line)
    if given.portable:
        for line in portable_lines(rule.portable(names), rule.portable(names, gaps=True)):
            screen.line(line)
    for facts in many:
        for depth, line in value_lines(rule, standard, facts):
            screen.line(line, indent=depth)
    return FINE


def _facts(name: str, standard: Standard, day: date | None) -> Sequence[Facts]:
    """Read facts, or derive them from records, as the standard's catalogue asks."""
    document = _load(name)
    if isinstance(document, Records):
        return list(_derived(standard, document, day or document.as_of))
    if not isinstance(document, Facts):
        kinds = tuple(Message(f"kind.{kind}") for kind in ("facts", "records"))
        raise UsageError(Message("screen.wanted", name=name, kind=kinds))
    catalogue, subject = standard.catalogue, standard.subject
    known = known_facts(catalogue, entries(document.values), subject=subject)
    return [evolve(known, id=document.id, label=document.label)]


def _load(name: str) -> Any:
    return loads(_text(name), source=name)


def _wanted(name: str, kind: type[Any]) -> Any:
    return loads(_text(name), kind, source=name)


def _text(name: str) -> bytes:
    """Read a bundled document or a file; a bundled name goes first."""
    if name in BUNDLED:
        return bundled_text(name)
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        raise UsageError(Message("screen.no-file", name=name), nearest(name, BUNDLED)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(Message("screen.not-readable", name=name, reason=reason)) from None


_COMMANDS = {
    "list": _list,
    "show": _show,
    "check": _check,
    "evaluate": _evaluate,
    "rule": _rule,
}
