"""The commands of bundled plans (方案): which there are, what each is made of, what carries it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import Any

from civil_village.canonical import pretty_json
from civil_village.clauses import Carried, parts
from civil_village.cli.files import FINE
from civil_village.cli.screen import Screen
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.samples import BUNDLED, PLANS, bundled, bundled_plan, names_in, plan_coverage

Add = Callable[..., argparse.ArgumentParser]
#: How a clause is carried, in the order in which they are counted.
HOW = ("behaviour", "text", "missing")


def add_plan(plan: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Let a parser take the commands of bundled plans."""
    name = argparse.ArgumentParser(add_help=False)
    name.add_argument("plan", metavar="PLAN", choices=PLANS, help="plan1 to plan6")
    add: Add = plan.add_subparsers(dest="task", required=True, metavar="COMMAND").add_parser
    add("list", parents=[common], help="list the bundled plans (内置方案)")
    add("show", parents=[common, name], help="show the documents of a plan (方案文档)")
    told = add("coverage", parents=[common, name], help="tell what carries each clause (条款覆盖)")
    told.add_argument("--json", action="store_true", help="the answer as JSON")


def _list(_: argparse.Namespace, screen: Screen) -> int:
    heading = [Message(f"screen.{name}") for name in ("name", "what", "documents", *HOW)]
    rows = [
        [name, label, len(names_in(name)), *_counts(plan_coverage(name))]
        for name, label in PLANS.items()
    ]
    screen.table(heading, rows)
    return FINE


def _counts(covered: Sequence[Carried]) -> list[int]:
    return [sum(each.how == how for each in covered) for how in HOW]


def _show(given: argparse.Namespace, screen: Screen) -> int:
    """Show the documents of a plan, with how many of their parts say where they come from."""
    bundled_plan(given.plan)  # that they are linked is part of what is shown
    screen.line(PLANS[given.plan], after="\n")
    heading = [Message(f"screen.{name}") for name in ("name", "kind", "what", "sourced")]
    rows = []
    for name in names_in(given.plan):
        document = bundled(name)
        of = sum(1 for _ in parts(document))
        rows.append([name, Message(f"kind.{document.kind}"), BUNDLED[name][1], of])
    screen.table(heading, rows)
    return FINE


def _coverage(given: argparse.Namespace, screen: Screen) -> int:
    covered = plan_coverage(given.plan)
    if given.json:
        screen.data(pretty_json([_plain(each) for each in covered]))
        return FINE
    heading = [Message(f"screen.{name}") for name in ("clause", "how", "what", "where")]
    screen.table(heading, [row for each in covered for row in _rows(each)])
    counts = dict(zip(HOW, _counts(covered), strict=True))
    screen.line(Message("screen.covered", count=len(covered), **counts), before="\n")
    return FINE


def _rows(carried: Carried) -> list[list[Any]]:
    """Give a line for each part that carries a clause, the clause on the first alone."""
    first = [carried.clause, Message(f"screen.{carried.how}")]
    if not carried.parts:
        return [[*first, "", ""]]
    told = [[named(part, part.path.rpartition(".")[2]), part.name] for part in carried.parts]
    return [[*(first if at == 0 else ["", ""]), *each] for at, each in enumerate(told)]


def _plain(carried: Carried) -> dict[str, Any]:
    return {
        "clause": carried.clause,
        "how": carried.how,
        "parts": [part.name for part in carried.parts],
    }


#: What each of its commands does.
PLAN_TASKS: dict[str, Callable[[argparse.Namespace, Screen], int]] = {
    "list": _list,
    "show": _show,
    "coverage": _coverage,
}
