"""Loading and dumping: one envelope, a closed table of kinds, all problems at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, overload

from attrs import frozen

from civil_village.canonical import plain, plain_fields, pretty_json
from civil_village.documents.conversion import read_fields, structure, tree_problems
from civil_village.documents.paths import as_written
from civil_village.documents.reading import read
from civil_village.facts import Facts
from civil_village.messages import Message
from civil_village.problems import (
    DocumentError,
    Locator,
    Problem,
    drafting,
    in_order,
    located,
    nearest,
    reject,
    shown,
)
from civil_village.records import Records
from civil_village.standards.lint import findings
from civil_village.standards.model import Standard
from civil_village.standards.result import Digests, Explanation, Result
from civil_village.standards.stored import Stored

Document = Standard | Records | Facts | Result
D = TypeVar("D", Standard, Records, Facts, Result)

#: Every kind of document; no other is read.
KINDS: dict[str, type[Any]] = {kind.kind: kind for kind in (Standard, Records, Facts, Result)}

#: Problems of an envelope that leave no sense in reading on.
_UNREADABLE = frozenset({"unknown-kind", "other-kind", "newer-format"})

#: The newest format that this version reads, and the one that it writes.
FORMAT = 1


@overload
def loads(text: str | bytes, kind: type[D], *, source: str | None = None) -> D: ...
@overload
def loads(text: str | bytes, kind: str | None = None, *, source: str | None = None) -> Document: ...
def loads(text: str | bytes, kind: Any = None, *, source: str | None = None) -> Any:
    """Read a document (读取): JSON where it begins with a brace, else YAML.

    Args:
        text: The document; bytes are UTF-8.
        kind: The class or kind that it must be; ``None`` takes any.
        source: Name of the file, for problems.

    Returns:
        The whole, checked model.

    Raises:
        DocumentError: Everything that is wrong, each with path, line and column.

    Examples:
        >>> text = '{"kind": "records", "format": 1, "id": "demo", "subjects": [{"id": "v001"}]}'
        >>> loads(text).subjects[0].id
        'v001'
    """
    model, problems = _read(text, kind, source)
    reject(problem for problem in problems if problem.level == "error")
    return model


def lint(value: Any, *, source: str | None = None) -> tuple[Problem, ...]:
    """Give everything that is wrong or worth a look, errors and findings (检查).

    Args:
        value: A text, or a model.
        source: Name of the file, for problems.

    Examples:
        >>> [problem.code for problem in lint("kind: nothing")]
        ['missing-key', 'unknown-kind']
    """
    if not isinstance(value, str | bytes):
        return tuple(_all_problems(value))
    try:
        return tuple(_read(value, None, source, advise=True)[1])
    except DocumentError as error:
        return error.problems


def _all_problems(model: Any) -> list[Problem]:
    """Give what is wrong with a model or, where nothing is, what is worth a look."""
    problems = tree_problems(model)
    if isinstance(model, Standard) and all(problem.level == "finding" for problem in problems):
        problems += findings(model)
    return problems


def _read(
    text: str | bytes, kind: Any, source: str | None, *, advise: bool = False
) -> tuple[Any, list[Problem]]:
    """Give the model of a text and its problems; raise those of the first wave."""
    data, locator = read(text, name=source)
    problems = list(_envelope_problems(data, getattr(kind, "kind", kind)))
    model = None
    if "kind" in data and _UNREADABLE.isdisjoint(problem.code for problem in problems):
        body = {key: value for key, value in data.items() if key not in ("kind", "format")}
        try:
            with drafting():
                model = _structure(body, KINDS[data["kind"]])
        except DocumentError as error:
            problems += error.problems
    reject(_placed(problems, data, locator))
    with drafting():
        problems = _all_problems(model) if advise else tree_problems(model)
        if isinstance(model, Records):
            model = model.located(locator)
    return model, _placed(problems, data, locator)


def _placed(problems: list[Problem], data: Any, locator: Locator) -> list[Problem]:
    """Give problems the places at which their document has them, in its order."""
    return sorted((located(as_written(p, data), locator) for p in problems), key=in_order)


def _envelope_problems(data: dict[str, Any], wanted: str | None) -> Iterator[Problem]:
    if "kind" in data:
        yield from _kind_problems(data["kind"], wanted)
    else:
        expected = Message("expected.one-of", names=tuple(KINDS))
        yield Problem(code="missing-key", path=("kind",), expected=expected)
    if "format" in data:
        yield from _format_problems(data["format"])
    else:
        hint = Message("hint.write", form=f"format: {FORMAT}")
        yield Problem(code="missing-key", path=("format",), hint=hint)


def _kind_problems(kind: Any, wanted: str | None) -> Iterator[Problem]:
    if not isinstance(kind, str) or kind not in KINDS:
        expected, hint = Message("expected.one-of", names=tuple(KINDS)), nearest(str(kind), KINDS)
        yield Problem(
            code="unknown-kind", path=("kind",), found=shown(kind), expected=expected, hint=hint
        )
    elif wanted is not None and kind != wanted:
        expected = Message("expected.exactly", value=wanted)
        yield Problem(code="other-kind", path=("kind",), found=str(kind), expected=expected)


def _format_problems(number: Any) -> Iterator[Problem]:
    whole = isinstance(number, int) and not isinstance(number, bool)
    if whole and number > FORMAT:
        expected = Message("expected.at-most", most=FORMAT)
        hint = Message("hint.newer-version")
        yield Problem(
            code="newer-format", path=("format",), found=shown(number), expected=expected, hint=hint
        )
    elif not whole or number != FORMAT:
        expected = Message("expected.exactly", value=FORMAT)
        yield Problem(code="wrong-type", path=("format",), found=shown(number), expected=expected)


def _structure(body: dict[str, Any], kind: type[Any]) -> Any:
    if kind is not Result:
        return structure(body, kind)
    # What a result was made of is no part of it, so its explanation is kept beside it.
    told = {key: value for key, value in body.items() if key in ("explanation", "digests")}
    fields = {key: value for key, value in body.items() if key not in told}
    parts = (lambda: structure(told, _Told), lambda: read_fields(fields, Result))
    made: list[Any] = []
    problems: list[Problem] = []
    for part in parts:
        try:
            made.append(part())
        except DocumentError as error:
            problems += error.problems
    reject(problems)
    stored, arguments = made
    return Result(**arguments, evidence=Stored(told=stored.explanation, kept=stored.digests))


@frozen(kw_only=True)
class _Told:
    """What a stored result has beside its own fields."""

    explanation: Explanation
    digests: Digests


def dumps(value: Document, *, ascii_only: bool = False) -> str:
    """Write a document as JSON that reads back equal (写出).

    Args:
        value: A standard, records, facts, or a result; a result takes its explanation
            and the fingerprints of what it was made of along.
        ascii_only: Write other letters as escapes, for consoles that cannot show them.

    Examples:
        >>> records = Records(id="demo", subjects=[])
        >>> loads(dumps(records)) == records
        True
    """
    envelope = {"kind": value.kind, "format": FORMAT, **plain_fields(value)}
    if isinstance(value, Result):
        envelope["explanation"] = plain(value.explain())
        envelope["digests"] = plain(value.digests)
    return pretty_json(envelope, ascii_only=ascii_only)
