"""The commands of profiles and editions (裁量与版次): resolve, check, and what differs.

Exit codes of what differs: 0 where scores and outcomes compare, 3 where outcomes do not, 4 where
scores do not either.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from typing import Any

from civil_village.canonical import digest, plain, pretty_json
from civil_village.cli.files import FINE, WRONG, UsageError, document_text, is_table
from civil_village.cli.points_views import problem_plain
from civil_village.cli.scoring import scorers_of
from civil_village.cli.screen import Screen
from civil_village.cli.shelf import library_of
from civil_village.cli.writing import named_for, written
from civil_village.documents import dumps, lint, loads
from civil_village.documents.library import Library, document_name
from civil_village.facts import Facts
from civil_village.messages import Message
from civil_village.profiles import Pinned, Profile, Take
from civil_village.records.records import Records
from civil_village.samples import BUNDLED, bundled
from civil_village.tailoring import Revision, deciding_digest, diff, resolve, scoring_digest

#: Exit codes beside the usual ones.
OUTCOMES_DIFFER, SCORES_DIFFER = 3, 4

Add = Callable[..., argparse.ArgumentParser]


def add_profile(profile: argparse.ArgumentParser, documents: list[Any]) -> None:
    """Let a parser take the commands of profiles."""
    add: Add = profile.add_subparsers(dest="task", required=True, metavar="COMMAND").add_parser
    whole = add("resolve", parents=documents, help="write the whole document (合成)")
    whole.add_argument("profile", metavar="PROFILE", help="bundled name or file")
    whole.add_argument("-o", "--output", metavar="FILE", help="write it to a file (.json)")
    whole.add_argument("--force", action="store_true", help="replace the file if there is one")
    check = add("check", parents=documents, help="check a profile with all above it (检查)")
    check.add_argument("profile", metavar="PROFILE", help="bundled name or file")
    check.add_argument("--json", action="store_true", help="the answer as JSON")


def add_diff(command: argparse.ArgumentParser) -> None:
    """Let a command compare two editions."""
    command.add_argument("before", metavar="BEFORE", help="bundled name or file")
    command.add_argument("after", metavar="AFTER", help="bundled name or file")
    command.add_argument(
        "--facts", metavar="FILE", help="facts or records, evaluated by both; bundled name or file"
    )
    command.add_argument("--json", action="store_true", help="the answer as JSON")


def shelf(given: argparse.Namespace, *documents: Any) -> Library:
    """Give the documents that were named, and those bundled ones that profiles are of."""
    library = library_of(given.shelf, scorers_of(given))
    waiting = [*documents, *library]
    found: dict[str, Any] = {}
    while waiting:
        each = waiting.pop()
        for pinned in _pins(each):
            if pinned.name not in library and pinned.id in BUNDLED and pinned.id not in found:
                document = bundled(pinned.id)
                found[pinned.id] = document
                waiting.append(document)
    return Library((*library, *found.values()))


def _pins(document: Any) -> Iterator[Pinned]:
    if isinstance(document, Profile):
        yield document.of
        yield from (change.from_ for change in document.changes if isinstance(change, Take))


def whole(document: Any, given: argparse.Namespace) -> Any:
    """Give the whole document of a profile; any other is whole already."""
    if not isinstance(document, Profile):
        return document
    return resolve(document, shelf(given, document), scorers=scorers_of(given))


def _profile(given: argparse.Namespace) -> Profile:
    name = given.profile
    document = loads(document_text(name), library=shelf(given), source=name)
    if not isinstance(document, Profile):
        raise UsageError(Message("screen.no-profile", name=name))
    return document


def _resolve(given: argparse.Namespace, screen: Screen) -> int:
    named_for(given.output, "JSON", ".json")
    made = whole(_profile(given), given)
    if given.output is None:
        screen.data(dumps(made))
        return FINE
    written(given.output, dumps(made).encode(), force=given.force)
    screen.line(Message("screen.written", name=given.output))
    return FINE


def _check(given: argparse.Namespace, screen: Screen) -> int:
    profile = _profile(given)
    library = shelf(given, profile)
    made = resolve(profile, library, scorers=scorers_of(given))
    found = lint(made)
    if given.json:
        screen.data(pretty_json({"findings": [problem_plain(problem) for problem in found]}))
        return FINE
    for problem in found:
        screen.line(Message("screen.finding", text=problem))
    for pinned in _pins(profile):
        if pinned.digest is None:
            pin = digest(library[pinned.name])
            screen.line(Message("screen.pin", name=pinned.name, digest=pin))
    said = {"name": given.profile, "whole": document_name(made), "count": len(profile.changes)}
    screen.line(Message("screen.profile-fine", **said))
    return WRONG if any(problem.level == "error" for problem in found) else FINE


def run_diff(given: argparse.Namespace, screen: Screen) -> int:
    """Show what differs between two editions.

    Args:
        given: The arguments.
        screen: Where to show the answer.

    Returns:
        The exit code, which says whether they compare.

    Raises:
        UsageError: What was asked cannot be done.
        DocumentError: A document is wrong.
    """
    library, scorers = shelf(given), scorers_of(given)

    def loaded(name: str) -> Any:
        text = document_text(name)
        return whole(loads(text, library=library, scorers=scorers, source=name), given)

    found = diff(loaded(given.before), loaded(given.after), _facts(given))
    if given.json:
        screen.data(pretty_json(_plain(found)))
    else:
        screen.line(found.explain())
    if found.outcomes_compare:
        return FINE
    return OUTCOMES_DIFFER if found.scores_compare else SCORES_DIFFER


def _facts(given: argparse.Namespace) -> Any:
    """Read what is evaluated by both."""
    name = given.facts
    if name is None:
        return None
    if is_table(name):
        raise UsageError(Message("screen.table-alone", name=name), Message("hint.table-alone"))
    document = loads(document_text(name), source=name)
    if isinstance(document, Facts):
        return [document]
    if not isinstance(document, Records):
        kinds = tuple(Message(f"kind.{kind}") for kind in ("facts", "records"))
        raise UsageError(Message("screen.wanted", name=name, kind=kinds))
    return document


def _plain(found: Revision) -> dict[str, Any]:
    """Give what differs as data."""
    digests = {
        side: {"scoring": scoring_digest(each), "deciding": deciding_digest(each)}
        for side, each in (("before", found.before), ("after", found.after))
    }
    return {
        "before": document_name(found.before),
        "after": document_name(found.after),
        "scores_compare": found.scores_compare,
        "outcomes_compare": found.outcomes_compare,
        "digests": digests,
        "parts": [plain(part) for part in found],
        "evaluated": found.evaluated,
        "results": [
            {
                "id": each.id,
                "outcomes": list(each.outcomes),
                "scores": [list(score) for score in each.scores],
                "parts": [part.path for part in each.parts],
            }
            for each in found.results
        ],
    }


#: What each of its commands does.
PROFILE_TASKS: dict[str, Callable[[argparse.Namespace, Screen], int]] = {
    "resolve": _resolve,
    "check": _check,
}
