"""Loading and dumping: one envelope, a closed table of kinds, all problems at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, overload

from civil_village.canonical import plain, plain_fields, pretty_json
from civil_village.documents.conversion import read_fields, structure, using
from civil_village.documents.paths import as_written
from civil_village.documents.reading import read
from civil_village.documents.telling import tree_problems
from civil_village.explanation import Explanation
from civil_village.facts import Facts
from civil_village.forms import keys_of
from civil_village.indicators import Catalogue
from civil_village.messages import Message
from civil_village.models import Shown, drafting, model
from civil_village.problems import (
    DocumentError,
    Locator,
    Path,
    Problem,
    bounded,
    in_order,
    located,
    nearest,
    reject,
    shown,
)
from civil_village.records import Records
from civil_village.standards.lint import findings as standard_findings
from civil_village.standards.model import Standard
from civil_village.standards.result import Digests, Result
from civil_village.standards.scorers import Scorers
from civil_village.standards.stored import Stored

if TYPE_CHECKING:
    from civil_village.points import Ledger, Policy, Roster

    Document = Catalogue | Standard | Records | Facts | Result | Policy | Ledger | Roster
    D = TypeVar("D", Catalogue, Standard, Records, Facts, Result, Policy, Ledger, Roster)
else:
    # Points have many models, which nobody should wait for who reads a standard.
    Document = Any
    D = TypeVar("D")

_FIRST: dict[str, type[Any]] = {
    kind.kind: kind for kind in (Catalogue, Standard, Records, Facts, Result)
}
#: Kinds whose models are loaded when one of them is asked for.
_LATER = {"policy": "Policy", "ledger": "Ledger", "roster": "Roster"}


class _Kinds(Mapping[str, type[Any]]):
    """The models of all kinds, by the kind's name."""

    def __getitem__(self, name: str) -> type[Any]:
        if name not in _LATER:
            return _FIRST[name]
        found: type[Any] = getattr(import_module("civil_village.points"), _LATER[name])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter((*_FIRST, *_LATER))

    def __len__(self) -> int:
        return len(_FIRST) + len(_LATER)

    def __contains__(self, name: object) -> bool:
        return name in _FIRST or name in _LATER


#: Every kind of document; no other is read. A kind refers only to those before it.
KINDS: Mapping[str, type[Any]] = _Kinds()

#: Problems of an envelope that leave no sense in reading on.
_UNREADABLE = frozenset({"unknown-kind", "other-kind", "newer-format"})

#: The newest format that this version reads, and the one that it writes.
FORMAT = 1


class References(Protocol):
    """Knows documents by their names, as `Library` does."""

    def referred(self, reference: str, kind: str) -> Any:
        """Give the document of a kind that a reference names.

        Raises:
            DocumentError: There is none, or more than one.
        """
        ...


@overload
def loads(
    text: str | bytes,
    kind: type[D],
    *,
    library: References | None = None,
    scorers: Scorers | None = None,
    source: str | None = None,
) -> D: ...
@overload
def loads(
    text: str | bytes,
    kind: str | None = None,
    *,
    library: References | None = None,
    scorers: Scorers | None = None,
    source: str | None = None,
) -> Document: ...
def loads(
    text: str | bytes,
    kind: Any = None,
    *,
    library: References | None = None,
    scorers: Scorers | None = None,
    source: str | None = None,
) -> Any:
    """Read a document (读取): JSON where it begins with a brace, else YAML.

    Args:
        text: The document; bytes are UTF-8.
        kind: The class or kind that it must be; ``None`` takes any.
        library: Where the documents stand that it refers to, a `Library`.
        scorers: The gradings and aggregations that it may name; by default those of the
            library, `Scorers.builtin`.
        source: Name of the file, for problems.

    Returns:
        The whole, checked model; what it referred to is part of it.

    Raises:
        DocumentError: Everything that is wrong, each with path, line and column.

    Examples:
        >>> text = '{"kind": "records", "format": 1, "id": "demo", "subjects": [{"id": "v001"}]}'
        >>> loads(text).subjects[0].id
        'v001'
    """
    with using(scorers or Scorers.builtin()):
        model, problems = opened(text, source).model(kind, library)
    reject(problem for problem in problems if problem.level == "error")
    return model


def lint(
    value: Any,
    *,
    library: References | None = None,
    scorers: Scorers | None = None,
    source: str | None = None,
) -> tuple[Problem, ...]:
    """Give everything that is wrong or worth a look, errors and findings (检查).

    Args:
        value: A text, or a model.
        library: Where the documents stand that a text refers to, a `Library`.
        scorers: As in `loads`.
        source: Name of the file, for problems.

    Examples:
        >>> [problem.code for problem in lint("kind: nothing")]
        ['missing-key', 'unknown-kind']
    """
    if not isinstance(value, str | bytes):
        return tuple(_all_problems(value))
    try:
        with using(scorers or Scorers.builtin()):
            return tuple(opened(value, source).model(None, library, advise=True)[1])
    except DocumentError as error:
        return error.problems


def _all_problems(model: Any) -> list[Problem]:
    """Give what is wrong with a model or, where nothing is, what is worth a look."""
    problems = tree_problems(model)
    if any(problem.level == "error" for problem in problems):
        return problems
    if isinstance(model, Standard):
        problems += standard_findings(model)
    elif getattr(model, "kind", None) == "policy":
        from civil_village.points.lint import findings  # noqa: PLC0415 - with points, not before

        problems += findings(model)
    return list(bounded(problems))


@model
class Opened(Shown):
    """A text that was read, but not yet understood: plain data, and where each part stands."""

    data: dict[str, Any]
    locator: Locator

    @property
    def kind(self) -> str | None:
        """The kind that it says it is; ``None`` where there is no such kind."""
        kind = self.data.get("kind")
        return str(kind) if isinstance(kind, str) and kind in KINDS else None

    def model(
        self, wanted: Any, library: References | None, *, advise: bool = False
    ) -> tuple[Any, list[Problem]]:
        """Give the model and its problems; raise those of the first wave."""
        data, locator = self.data, self.locator
        problems = list(_envelope_problems(data, getattr(wanted, "kind", wanted)))
        model = None
        if "kind" in data and _UNREADABLE.isdisjoint(problem.code for problem in problems):
            body = {key: value for key, value in data.items() if key not in ("kind", "format")}
            refused = _refer(body, KINDS[data["kind"]], library)
            try:
                with drafting():
                    model = _structure(body, KINDS[data["kind"]])
            except DocumentError as error:
                problems += [refused.get(problem.path, problem) for problem in error.problems]
        kind = None if self.kind is None else KINDS[self.kind]
        placed = partial(_placed, data=data, kind=kind, locator=locator)
        reject(placed(problems))
        with drafting():
            problems = _all_problems(model) if advise else tree_problems(model)
            if isinstance(model, Records):
                model = model.located(locator)
        return model, placed(problems)


def opened(text: str | bytes, source: str | None) -> Opened:
    """Read a text strictly, without asking what it means.

    Raises:
        DocumentError: The text is no JSON or YAML, or its outermost part no mapping.
    """
    return Opened(*read(text, name=source))


def _refer(
    body: dict[str, Any], kind: type[Any], library: References | None
) -> dict[Path, Problem]:
    """Put in what a document refers to; give what cannot be found, by its path."""
    refused: dict[Path, Problem] = {}
    for key, named in _references(kind.kind):
        reference = body.get(key)
        if isinstance(reference, str):
            try:
                if library is None:
                    raise no_reference(reference, named, Message("hint.library"))
                body[key] = library.referred(str(reference), named)
            except DocumentError as error:
                (problem,) = error.problems
                refused[(key,)] = problem.inside(key)
    return refused


@cache
def _references(kind: str) -> tuple[tuple[str, str], ...]:
    """Give the keys under which a kind may refer to a document, and the kind of each."""
    model: Any = KINDS[kind]
    names = {model: name for name, model in _FIRST.items()}
    return tuple(
        (key, names[field.kind]) for key, field in keys_of(model).items() if field.kind in names
    )


def no_reference(reference: str, kind: str, hint: Message | None) -> DocumentError:
    """Make the error about a reference that leads nowhere."""
    expected = Message("expected.reference", kind=Message(f"kind.{kind}"))
    found = shown(reference)
    problem = Problem(code="unknown-document", found=found, expected=expected, hint=hint)
    return DocumentError([problem])


def _placed(problems: list[Problem], data: Any, kind: Any, locator: Locator) -> list[Problem]:
    """Give problems the places at which their document has them, in its order."""

    def placed(problem: Problem) -> Problem:
        beside = kind is Result and problem.path[:1] in _BESIDE
        return located(as_written(problem, data, Told if beside else kind), locator)

    return sorted(map(placed, problems), key=in_order)


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
    if data.get("kind") == Catalogue.kind and data.get("id") is None:
        yield Problem(code="missing-key", path=("id",))


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
    parts = (lambda: structure(told, Told), lambda: read_fields(fields, Result))
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


@model(kw_only=True)
class Told(Shown):
    """What a stored result has beside its own fields."""

    explanation: Explanation
    digests: Digests


_BESIDE = {(key,) for key in keys_of(Told)}


def dumps(value: Document, *, ascii_only: bool = False) -> str:
    """Write a document as JSON that reads back equal (写出).

    Args:
        value: Any document; a standard takes its catalogue along, a result its explanation
            and the fingerprints of what it was made of.
        ascii_only: Write other letters as escapes, for consoles that cannot show them.

    Raises:
        DocumentError: It is a catalogue without id, which only a part of a standard can be.

    Examples:
        >>> records = Records(id="demo", subjects=[])
        >>> loads(dumps(records)) == records
        True
    """
    if isinstance(value, Catalogue) and value.id is None:
        raise DocumentError([Problem(code="missing-key", path=("id",))])
    envelope = {"kind": value.kind, "format": FORMAT, **plain_fields(value)}
    if isinstance(value, Result):
        envelope["explanation"] = plain(value.explain())
        envelope["digests"] = plain(value.digests)
    return pretty_json(envelope, ascii_only=ascii_only)
