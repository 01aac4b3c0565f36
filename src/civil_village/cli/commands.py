"""The commands: what they take, and what they answer.

Exit codes: 0 fine, 1 the documents are wrong or an entry is refused, 2 usage.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any

from attrs import evolve

from civil_village import __version__, checks
from civil_village.canonical import pretty_json
from civil_village.cli.campaigns import CAMPAIGN_TASKS, add_campaign
from civil_village.cli.completing import completed
from civil_village.cli.covenants import COVENANT_TASKS, add_covenant
from civil_village.cli.files import (
    FINE,
    USAGE,
    WRONG,
    UsageError,
    document_text,
    file_bytes,
    is_table,
    reason_of,
)
from civil_village.cli.naming import meant
from civil_village.cli.plans import PLAN_TASKS, add_plan
from civil_village.cli.points import POINTS_TASKS, add_points
from civil_village.cli.procedures import add_procedure, run_procedure
from civil_village.cli.profiles import PROFILE_TASKS, add_diff, add_profile, run_diff, whole
from civil_village.cli.ranks import place_table, quota_lines, ranking_of, strata
from civil_village.cli.registers import add_register, run_register
from civil_village.cli.scoring import hinted, scorers_of, scoring
from civil_village.cli.screen import Screen
from civil_village.cli.shelf import shelf_of
from civil_village.cli.titles import TITLE_TASKS, add_title
from civil_village.cli.usage import Parser, language
from civil_village.cli.views import (
    COLUMNS,
    document_lines,
    outcome_row,
    portable_lines,
    rule_lines,
    value_lines,
)
from civil_village.cli.writing import add_output, write_table
from civil_village.derivation import derive_each, derive_households
from civil_village.documents import dumps, lint, loads
from civil_village.documents.kinds import KINDS
from civil_village.documents.loading import opened
from civil_village.documents.schemas import schema
from civil_village.facts import Facts, known_facts
from civil_village.indicators.rule_problems import explained
from civil_village.labels import named
from civil_village.mappings import entries
from civil_village.messages import LANGUAGES, Lang, Message
from civil_village.problems import MOST_PROBLEMS, CivilVillageError, reject
from civil_village.records.records import Records
from civil_village.rules import Rule
from civil_village.samples import BUNDLED, bundled
from civil_village.standards import Result, Standard, evaluate_each
from civil_village.standards.rankings.ranking_of_results import rank
from civil_village.tables import read_table, template, write_places, write_results
from civil_village.tables.columns import RowSubject

_WINDOWS = os.name == "nt"


@cache
def parser(lang: Lang = "en") -> argparse.ArgumentParser:
    """Make the parser of arguments, which speaks a language."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of the answer"
    )
    speaking = Parser(
        prog="civil-village",
        description="Evaluate civilized villages (文明村镇), explained.",
        parents=[common],
    )
    top: argparse.ArgumentParser = speaking
    top.add_argument("--version", action="version", version=f"civil-village {__version__}")
    shelf = argparse.ArgumentParser(add_help=False)
    shelf.add_argument(
        "--with",
        dest="shelf",
        metavar="FILE",
        action="append",
        default=[],
        help="document that is referred to; may stand several times",
    )
    scorers = scoring()
    documents = [common, shelf, scorers]
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add = commands.add_parser
    add("list", parents=[common], help="list the documents that come along (内置文档)")
    show = add("show", parents=documents, help="show a document (查看文档)")
    show.add_argument("name", metavar="NAME", help="bundled name or file")
    check = add("check", parents=documents, help="check documents (检查文档)")
    check.add_argument("files", metavar="FILE", nargs="+", help="bundled name or file")
    evaluate = add("evaluate", parents=documents, help="evaluate records (测评)")
    _add_records(evaluate)
    form = evaluate.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="results as a JSON list")
    form.add_argument("--explain", action="store_true", help="explain every result")
    add_output(form, evaluate)
    ranks = add("rank", parents=documents, help="rank records (排名)")
    _add_records(ranks)
    ranks.add_argument("--by", metavar="PATH", help="section or criterion whose points rank")
    ranks.add_argument(
        "--within",
        metavar="NAME",
        help="rank apart: village, group, township, all, or an indicator",
    )
    add_output(ranks, ranks)
    template_ = add("template", parents=documents, help="write an empty table (表格模板)")
    template_.add_argument("standard", metavar="STANDARD", help="bundled name or file")
    rows = template_.add_mutually_exclusive_group()
    rows.add_argument("--households", action="store_true", help="for a village's households")
    rows.add_argument("--events", action="store_true", help="for what happened")
    add_output(template_, template_)
    _add_rule(add("rule", parents=documents, help="work a rule out (规则求值)"))
    schema = add(
        "schema", parents=[common, scorers], help="give the JSON Schema of a kind (文档模式)"
    )
    schema.add_argument(
        "kind", metavar="KIND", type=_kind_meant, choices=KINDS, help=", ".join(KINDS)
    )
    add_points(add("points", help="keep, settle and show points (积分)"), common)
    add_campaign(add("campaign", help="follow and check campaigns (创建活动)"), common)
    add_plan(add("plan", help="show the bundled plans and what carries them (方案)"), common)
    add_covenant(add("covenant", help="hold events against covenants (村规民约)"), common)
    add_procedure(add("procedure", help="judge how matters were decided (议事程序)"), common)
    add_register(add("register", help="check and follow registers (清单)"), [common, shelf])
    add_title(add("title", help="follow titles, selections and disputes (称号)"), common)
    add_profile(add("profile", help="resolve and check profiles (裁量)"), documents)
    add_diff(add("diff", parents=documents, help="compare two editions (版次对比)"))
    speaking.speak(lang)
    return top


def _kind_meant(given: str) -> str:
    """Give the kind of document that a name means."""
    return meant(given, ((kind, Message(f"kind.{kind}")) for kind in KINDS))


def _add_rule(rule: argparse.ArgumentParser) -> None:
    """Let a command work a rule out."""
    rule.add_argument("text", metavar="TEXT", help="the rule, in quotes")
    rule.add_argument(
        "--catalogue", metavar="NAME", required=True, help="standard whose indicators it uses"
    )
    rule.add_argument("--facts", metavar="FILE", help="facts or records; bundled name or file")
    rule.add_argument("--as-of", metavar="DATE", help="day for records, as 2024-06-30")
    rule.add_argument("--portable", action="store_true", help="show it for other engines")


def _add_records(command: argparse.ArgumentParser) -> None:
    """Let a command evaluate records by a standard."""
    command.add_argument("standard", metavar="STANDARD", help="bundled name or file")
    command.add_argument("records", metavar="RECORDS", help="bundled name, file, or table (.csv)")
    command.add_argument("--households", metavar="TABLE", help="table of their households (.csv)")
    command.add_argument("--events", metavar="TABLE", help="table of what happened (.csv)")
    command.add_argument(
        "--complete",
        metavar="NAME",
        action="append",
        default=[],
        help="households, groups, cohort (all that are compared), or a kind of event is complete",
    )
    command.add_argument("--as-of", metavar="DATE", help="day of evaluation, as 2024-06-30")


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
    lang = language(sys.argv[1:] if arguments is None else arguments, os.environ)
    try:
        given = parser(lang).parse_args(arguments, argparse.Namespace(lang=lang))
    except SystemExit as stopped:  # argparse has said what is wrong, or has shown its help
        return stopped.code if isinstance(stopped.code, int) else USAGE
    screen = Screen(given.lang)
    try:
        answer = int(_COMMANDS[given.command](given, screen))
        sys.stdout.flush()
    except UsageError as error:
        screen.error(error.message)
        if error.hint:
            screen.error(Message("problem.hint", hint=error.hint))
        return USAGE
    except CivilVillageError as error:
        told = type(error)(hinted(error.problems, given))
        screen.error(told.text(screen.lang, most=MOST_PROBLEMS))
        return WRONG
    except OSError as error:  # of the answer itself: every file says what is wrong with it
        _forget_answer()
        # The reader, such as `head`, has seen enough; Windows calls that an invalid argument.
        if isinstance(error, BrokenPipeError) or (_WINDOWS and error.errno == errno.EINVAL):
            return FINE
        screen.error(Message("screen.not-shown", reason=reason_of(error)))
        return USAGE
    return answer


def _forget_answer() -> None:
    """Let what could not be shown go nowhere, or the interpreter tries again at its end."""
    with suppress(AttributeError, OSError, ValueError):  # it may be no file at all
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _list(_: argparse.Namespace, screen: Screen) -> int:
    heading = [Message(f"screen.{name}") for name in ("name", "kind", "what")]
    kinds = {name: bundled(name).kind for name in BUNDLED}
    rows = [[name, Message(f"kind.{kinds[name]}"), BUNDLED[name][1]] for name in BUNDLED]
    screen.table(heading, rows)
    return FINE


def _show(given: argparse.Namespace, screen: Screen) -> int:
    for depth, line in document_lines(_load(given.name, given)):
        screen.line(line, indent=depth)
    return FINE


def _check(given: argparse.Namespace, screen: Screen) -> int:
    wrong, library, scorers = False, shelf_of(given.shelf, scorers_of(given)), scorers_of(given)
    for name in given.files:
        found = lint(document_text(name), library=library, scorers=scorers, source=name)
        problems = hinted(found, given)
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
    day = None if given.as_of is None else checks.read_day(given.as_of)
    if given.as_of is not None and day is None:
        raise UsageError(Message("screen.not-a-day", found=given.as_of))
    return day


def _evaluate(given: argparse.Namespace, screen: Screen) -> int:
    day = _day(given)
    standard = _wanted(given.standard, given)
    records = completed(_reported(given, standard, day, screen), standard, given.complete)
    as_of = records.as_of
    results = list(evaluate_each(standard, _derived(standard, records, as_of)))
    if given.output:
        if write_table(given, write_results(results, standard, lang=given.lang, mark=True), screen):
            screen.line(_counts(results))
    elif given.json:
        screen.json(dumps(result) for result in _one_by_one(results))
    elif given.explain:
        for result in _one_by_one(results):
            screen.line(result.explain(), after="\n")
    else:
        _summary(standard, results, as_of, screen)
    return FINE


def _one_by_one(results: list[Result]) -> Iterator[Result]:
    """Give one result after the other and keep none: what explains it takes the most memory."""
    results.reverse()
    while results:
        yield results.pop()


def _summary(
    standard: Standard, results: Sequence[Result], as_of: date | None, screen: Screen
) -> None:
    key = "screen.untitled" if as_of is None else "screen.title"
    screen.line(Message(key, standard=named(standard), day=as_of), after="\n")
    rows = [outcome_row(standard, result) for result in results]
    names = [name for name in COLUMNS if name != "band" or standard.bands is not None]
    heading = [Message(f"screen.{name}") for name in names]
    screen.table(heading, [[row[name] for name in names] for row in rows])
    screen.line(_counts(results), before="\n")


def _counts(results: Sequence[Result]) -> Message:
    """Say how many pass, fail, or are open, where there is anything to pass."""
    outcomes = [result.outcome for result in results]
    if "scored" in outcomes:
        return Message("screen.counts.scored", count=len(results))
    counts = {name: outcomes.count(name) for name in ("passes", "fails", "open")}
    return Message("screen.counts", count=len(results), **counts)


def _reported(
    given: argparse.Namespace, standard: Standard, day: date | None, screen: Screen
) -> Records:
    """Read the records, and households and events where tables have them."""
    records = _records(given.records, standard)
    tables: tuple[tuple[RowSubject, str | None], ...] = (
        ("household", given.households),
        ("event", given.events),
    )
    for subject, name in tables:
        if name is not None:
            data = file_bytes(name)
            records = read_table(data, standard, source=name, subject=subject, villages=records)
    for finding in records.findings:
        screen.error(Message("screen.finding", text=finding))
    return evolve(records, as_of=day or records.as_of)


def _records(name: str, standard: Standard) -> Records:
    """Read records, or the table of a standard's subjects."""
    if is_table(name):
        return read_table(file_bytes(name), standard, source=name)
    return loads(document_text(name), Records, source=name)


def _derived(standard: Standard, records: Records, as_of: date | None) -> tuple[Facts, ...]:
    """Give the facts of each subject, or of each household, as the standard asks."""
    if standard.subject == "household":
        return derive_households(standard.catalogue, records, as_of=as_of)
    return derive_each(standard.catalogue, records, as_of=as_of)


def _rank(given: argparse.Namespace, screen: Screen) -> int:
    day = _day(given)
    standard = _wanted(given.standard, given)
    ranking = ranking_of(standard, given.by, given.within)
    records = completed(_reported(given, standard, day, screen), standard, given.complete)
    facts = _derived(standard, records, records.as_of)
    results = evaluate_each(standard, facts)
    within = strata(ranking.within, records, facts)
    places = rank(results, ranking=ranking, strata=within)
    if given.output:
        write_table(given, write_places(places, lang=given.lang, mark=True), screen)
        return FINE
    screen.line(ranking.told(), after="\n")
    screen.table(*place_table(places))
    for told in quota_lines(standard, results, records, facts):
        screen.line(told, before="\n")
    return FINE


def _template(given: argparse.Namespace, screen: Screen) -> int:
    standard = _wanted(given.standard, given)
    subject: RowSubject | None = "household" if given.households else None
    subject = "event" if given.events else subject
    write_table(given, template(standard, lang=given.lang, subject=subject, mark=True), screen)
    return FINE


def _rule(given: argparse.Namespace, screen: Screen) -> int:
    day = _day(given)
    standard = _wanted(given.catalogue, given)
    names = standard.catalogue.signatures(standard.subject)
    rule = Rule(given.text)
    found = list(explained(rule.check(names, wanted=None), standard.catalogue.indicators))
    reject(problem for problem in found if problem.level == "error")
    for problem in found:
        screen.line(Message("screen.finding", text=problem))
    many = [] if given.facts is None else _facts(given, standard, day)
    for line in rule_lines(rule, standard):
        screen.line(line)
    if given.portable:
        for line in portable_lines(rule.portable(names), rule.portable(names, gaps=True)):
            screen.line(line)
    for facts in many:
        for depth, line in value_lines(rule, standard, facts):
            screen.line(line, indent=depth)
    return FINE


def _facts(given: argparse.Namespace, standard: Standard, day: date | None) -> Sequence[Facts]:
    """Read facts, or derive them from records, as the standard's catalogue asks."""
    name = given.facts
    document = _records(name, standard) if is_table(name) else _load(name, given)
    if isinstance(document, Records):
        return _derived(standard, document, day or document.as_of)
    if not isinstance(document, Facts):
        kinds = tuple(Message(f"kind.{kind}") for kind in ("facts", "records"))
        raise UsageError(Message("screen.wanted", name=name, kind=kinds))
    catalogue, subject = standard.catalogue, standard.subject
    known = known_facts(catalogue, entries(document.values), subject=subject)
    return [evolve(known, id=document.id, label=document.label)]


def _schema(given: argparse.Namespace, screen: Screen) -> int:
    made = schema(given.kind, scorers=scorers_of(given))
    screen.data(pretty_json(made))
    return FINE


def _load(name: str, given: argparse.Namespace, kind: type[Any] | None = None) -> Any:
    text, library, scorers = (
        document_text(name),
        shelf_of(given.shelf, scorers_of(given)),
        scorers_of(given),
    )
    if kind is not None and opened(text, name).kind is KINDS["profile"]:
        return whole(loads(text, source=name), given)
    return loads(text, kind, library=library, scorers=scorers, source=name)


def _wanted(name: str, given: argparse.Namespace) -> Standard:
    return _load(name, given, Standard)  # type: ignore[no-any-return] # as asked


def _one_of(
    tasks: Mapping[str, Callable[[argparse.Namespace, Screen], int]],
) -> Callable[[argparse.Namespace, Screen], int]:
    """Give what runs whichever of several tasks was asked for."""
    return lambda given, screen: tasks[given.task](given, screen)


_COMMANDS = {
    "list": _list,
    "show": _show,
    "check": _check,
    "evaluate": _evaluate,
    "rank": _rank,
    "template": _template,
    "rule": _rule,
    "schema": _schema,
    "points": _one_of(POINTS_TASKS),
    "campaign": _one_of(CAMPAIGN_TASKS),
    "plan": _one_of(PLAN_TASKS),
    "diff": run_diff,
    "profile": _one_of(PROFILE_TASKS),
    "title": _one_of(TITLE_TASKS),
    "register": run_register,
    "covenant": _one_of(COVENANT_TASKS),
    "procedure": run_procedure,
}
