"""The commands of registers (清单): what items lack, what is overdue, applications.

What they answer is worked out by the library; here are arguments and files.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from attrs import evolve

from civil_village.campaigns.campaign import Campaign
from civil_village.canonical import plain, pretty_json
from civil_village.cli.files import FINE, WRONG, document_text
from civil_village.cli.ledger_files import book_of
from civil_village.cli.options import day_of, id_of, workdays_of
from civil_village.cli.points_views import problem_plain
from civil_village.cli.screen import MOST_LINES, Screen
from civil_village.cli.shelf import Shelf, shelf_of
from civil_village.documents import lint, loads
from civil_village.duties import Occurrence
from civil_village.evidence.event_log import EventLog
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.organizations.bodies import called, names_of
from civil_village.problems import MOST_PROBLEMS
from civil_village.registers.findings import event_problems
from civil_village.registers.owed import ItemStatus, overdue
from civil_village.registers.register import Register

Add = Callable[..., argparse.ArgumentParser]


def add_register(register: argparse.ArgumentParser, documents: list[Any]) -> None:
    """Let a parser take the commands of registers."""
    asked = argparse.ArgumentParser(add_help=False)
    asked.add_argument("register", metavar="REGISTER", help="bundled name or file")
    asked.add_argument("--json", action="store_true", help="the answer as JSON")
    parents = [*documents, asked]
    add: Add = register.add_subparsers(dest="task", required=True, metavar="COMMAND").add_parser
    add("check", parents=parents, help="show what its items lack (检查)")
    _add_state(add("overdue", parents=parents, help="show what is overdue, due, done (逾期)"))
    _add_state(add("applications", parents=parents, help="show applications and answers (申请)"))


def _add_state(command: argparse.ArgumentParser) -> None:
    """Let a command ask what became of a register."""
    command.add_argument(
        "--log", metavar="FILE", required=True, help="what happened, in JSON lines or a document"
    )
    command.add_argument("--as-of", metavar="DATE", required=True, help="day that it is about")
    command.add_argument("--known", metavar="DATE", help="leave out what was recorded later")
    command.add_argument("--workdays", metavar="FILE", help="table of working days")
    command.add_argument(
        "--place",
        metavar="NAME",
        action="append",
        default=[],
        help="ask about this place; may stand several times",
    )
    command.add_argument("--list", metavar="NAME", help="only the items of a list")
    command.add_argument("--item", metavar="NAME", help="only an item")
    command.add_argument("--unit", metavar="NAME", help="only what a body or a post owes")


def run_register(given: argparse.Namespace, screen: Screen) -> int:
    """Run one command of registers.

    Args:
        given: The arguments.
        screen: Where to show the answer.

    Returns:
        The exit code.

    Raises:
        UsageError: What was asked cannot be done.
        DocumentError: A document is wrong.
    """
    library = shelf_of(given.shelf)
    if given.task == "check":
        return _check(given, screen, library)
    return _state(given, screen, library)


def _check(given: argparse.Namespace, screen: Screen, library: Shelf) -> int:
    text = document_text(given.register)
    loads(text, Register, library=library, source=given.register)
    found = lint(text, library=library, source=given.register)
    if given.json:
        screen.data(pretty_json({"register": [problem_plain(problem) for problem in found]}))
        return FINE
    for problem in found[:MOST_PROBLEMS]:
        screen.line(Message("screen.finding", text=evolve(problem, document=given.register)))
    if not found:
        screen.line(Message("screen.fine", name=given.register))
    return FINE


def _state(given: argparse.Namespace, screen: Screen, library: Shelf) -> int:
    as_of, known = day_of(given.as_of, "--as-of"), day_of(given.known, "--known")
    assert as_of is not None  # the option is required
    text = document_text(given.register)
    register = loads(text, Register, library=library, source=given.register)
    plans = [library.referred(name, Campaign.kind) for name in register.uses]
    book = book_of(given.log, EventLog)
    found = [*event_problems(register, book.log, campaigns=plans)]
    for problem in found[:MOST_PROBLEMS]:
        screen.error(book.placed(problem))
    if len(found) > MOST_PROBLEMS:
        screen.error(Message("problem.more", count=len(found) - MOST_PROBLEMS))
    labelled = [(name, named(at)) for e in (*plans, register) for name, at in e.by_place.items()]
    places = [id_of(name, labelled, "--place") if labelled else name for name in given.place]
    made = overdue(
        register,
        book.log,
        as_of=as_of,
        known=known,
        places=places or None,
        campaigns=plans,
        **workdays_of(given.workdays),
    )
    part = _part(given, made)
    if given.json:
        screen.data(pretty_json(_plain(made, part)))
    else:
        screen.line(made.explain(part, most=MOST_LINES))
    return WRONG if found else FINE


def _part(given: argparse.Namespace, made: ItemStatus) -> tuple[Occurrence, ...] | None:
    """Give the occurrences that are asked for; ``None`` where all are."""
    register, bodies = made.register, made.bodies
    views: list[tuple[Occurrence, ...]] = []
    if given.task == "applications":
        views.append(made.applications)
    if given.list is not None:
        lists = [(each.id, named(each)) for each in register.lists]
        views.append(made.by_list(id_of(given.list, lists, "--list")))
    if given.item is not None:
        items = [(each.id, named(each)) for each in register.items]
        views.append(made.by_item(id_of(given.item, items, "--item")))
    if given.unit is not None:
        names = [(name, called(bodies, name)) for name in names_of(bodies)]
        views.append(made.by_body(id_of(given.unit, names, "--unit")))
    if not views:
        return None
    first, *others = ([id(each) for each in view] for view in views)
    wanted = set(first).intersection(*others)
    return tuple(each for each in made if id(each) in wanted)


def _plain(made: ItemStatus, part: tuple[Occurrence, ...] | None) -> dict[str, Any]:
    """Give a state as plain data, with those of its occurrences that were asked for."""
    applied = {id(each) for each in made.applications}
    wanted = made.occurrences if part is None else part
    return {
        "register": made.register.id,
        "as_of": made.as_of,
        "known": made.known,
        "occurrences": [
            {
                "item": each.duty,
                "owes": "answer" if id(each) in applied else "disclosure",
                "place": each.place,
                **{name: value for name, value in plain(each).items() if name != "duty"},
            }
            for each in wanted
        ],
        "idle": made.idle,
    }
