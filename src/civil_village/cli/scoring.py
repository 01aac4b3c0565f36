"""Scorers on the command line (计分插件): which ones documents may name, and a hint.

Only here does anybody look at what is installed without being told: to say which flag is
wanted. Code of other packages is imported only where the flag is given.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from attrs import evolve

from civil_village.messages import Message
from civil_village.problems import Problem
from civil_village.standards import Scorers


def scoring() -> argparse.ArgumentParser:
    """Make the part of a parser that takes the flag."""
    made = argparse.ArgumentParser(add_help=False)
    made.add_argument(
        "--scorers",
        choices=("builtin", "installed"),
        default="builtin",
        help="which scorers documents may name; installed imports code of other packages",
    )
    return made


def scorers_of(given: argparse.Namespace) -> Scorers:
    """Give the scorers that were asked for.

    Raises:
        DocumentError: One that is installed cannot be used.
    """
    return Scorers.installed() if given.scorers == "installed" else Scorers.builtin()


def hinted(problems: Iterable[Problem], given: argparse.Namespace) -> tuple[Problem, ...]:
    """Give problems, with the flag as a hint where an installed scorer is meant."""
    told = tuple(problems)
    unknown = {problem.found for problem in told if problem.code == "unknown-name"}
    if not unknown or getattr(given, "scorers", None) != "builtin":
        return told
    meant = unknown.intersection(Scorers.announced())
    hint = Message("hint.scorers-installed")
    return tuple(
        evolve(problem, hint=hint)
        if problem.code == "unknown-name" and problem.found in meant
        else problem
        for problem in told
    )
