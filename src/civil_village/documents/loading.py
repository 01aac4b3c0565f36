"""Loading and dumping: one envelope for every kind of document, all problems at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any, NamedTuple, Protocol, overload

from civil_village.arguments import one
from civil_village.canonical import plain_fields, pretty
from civil_village.documents.conversion import read_fields, structure, using
from civil_village.documents.kinds import KINDS, D, Document, Kind, kind_name, kind_of
from civil_village.documents.model_problems import tree_problems
from civil_village.documents.reading.python_data import Handed, as_read
from civil_village.documents.reading.text import read
from civil_village.documents.written_paths import as_written
from civil_village.messages import Message
from civil_village.models import Shown, drafting
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
from civil_village.standards.scorers import Scorers
from civil_village.type_fitting import refusal
from civil_village.written_forms import keys_of

#: Problems of an envelope that leave no sense in reading on.
_UNREADABLE = frozenset({"unknown-kind", "other-kind", "newer-format"})

#: The newest format that this version reads, and the one that it writes.
FORMAT = 1


class References(Protocol):
    """Knows documents by their names, as `Library` does."""

    def referred(self, reference: str, kind: str | None) -> Any:
        """Give the document of a kind that a reference names; ``None`` takes any.

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
        library: Where the documents stand that it refers to, a `Library`. What it only ``uses``
            parts of is looked at where a library is given.
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
    return checked(opened(text, source), kind, library=library, scorers=scorers)


def checked(
    document: Opened,
    kind: Any = None,
    *,
    library: References | None = None,
    scorers: Scorers | None = None,
) -> Any:
    """Give the whole, checked model of a text that was read; see `loads`."""
    with using(scorers or Scorers.builtin()):
        model, problems = document.model(kind, library)
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
        value: A text, a model, or plain data with ``kind`` and ``format`` as of a document.
        library: Where the documents stand that a text refers to, a `Library`.
        scorers: As in `loads`.
        source: Name of the file, for problems.

    Examples:
        >>> [problem.code for problem in lint("kind: nothing")]
        ['missing-key', 'unknown-kind']
    """
    try:
        if isinstance(value, Shown):
            return tuple(_all_problems(value))
        one(value, str, bytes, Mapping, path=("value",))
        with using(scorers or Scorers.builtin()):
            data = isinstance(value, Mapping)
            document = handed(as_read(value)) if data else opened(value, source)
            return tuple(document.model(None, library, advise=True)[1])
    except DocumentError as error:
        return error.problems


def _all_problems(model: Any) -> list[Problem]:
    """Give what is wrong with a model or, where nothing is, what is worth a look."""
    problems = tree_problems(model)
    if any(problem.level == "error" for problem in problems):
        return problems
    kind = kind_of(model.__class__)
    return list(bounded([*problems, *(() if kind is None else kind.findings(model))]))


class Opened(NamedTuple):
    """A text that was read, but not yet understood: plain data, and where each part stands."""

    data: dict[str, Any]
    locator: Locator
    #: What it is, where it need not say so itself.
    known: Kind | None = None

    @property
    def kind(self) -> Kind | None:
        """The kind that it is or says it is; ``None`` where there is no such kind."""
        if self.known is not None:
            return self.known
        name = self.data.get("kind")
        return KINDS.get(name) if isinstance(name, str) else None

    def model(
        self,
        wanted: Any,
        library: References | None,
        *,
        advise: bool = False,
        linked: bool = True,
    ) -> tuple[Any, list[Problem]]:
        """Give the model and its problems; raise those of the first wave.

        What it ``uses`` is not looked at where it is not ``linked`` yet.
        """
        data, locator, kind = self.data, self.locator, self.kind
        asked = None if wanted is None else kind_name(wanted)
        said = self.known is None
        problems = list(_envelope_problems(data, kind, asked)) if said else []
        model = None
        if kind is not None and _UNREADABLE.isdisjoint(problem.code for problem in problems):
            body = {key: value for key, value in data.items() if key not in ("kind", "format")}
            refused = _refer(body, kind, library)
            try:
                with drafting():
                    model = read_body(body, kind)
            except DocumentError as error:
                problems += [refused.get(problem.path, problem) for problem in error.problems]
        placed = partial(_placed, data=data, kind=kind, locator=locator)
        reject(placed(problems))
        with drafting():
            problems = _all_problems(model) if advise else tree_problems(model)
            problems += _link_problems(model, library if linked else None)
            if kind is not None:
                model = kind.placed(model, locator)
        return model, placed(problems)

    def link_problems(self, model: Any, library: References) -> list[Problem]:
        """Give what its model names of documents that it uses, and they do not have."""
        problems = list(_link_problems(model, library))
        return _placed(problems, data=self.data, kind=self.kind, locator=self.locator)


def handed(data: Any, known: Kind | None = None) -> Opened:
    """Take plain data as a document that was opened, of a kind that they need not say.

    Raises:
        DocumentError: They are no mapping.
    """
    if not isinstance(data, dict):
        raise refusal(data, Message("expected.document"), code="not-a-mapping")
    return Opened(data, Handed(), None if "kind" in data else known)


def opened(text: str | bytes, source: str | None = None) -> Opened:
    """Read a text strictly, without asking what it means.

    Raises:
        DocumentError: The text is no JSON or YAML, or its outermost part no mapping.
    """
    one(text, str, bytes, path=("text",))
    return Opened(*read(text, name=source))


def _refer(body: dict[str, Any], kind: Kind, library: References | None) -> dict[Path, Problem]:
    """Put in what a document refers to; give what cannot be found, by its path."""
    refused: dict[Path, Problem] = {}
    for key, named in _references(kind):
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
def _references(kind: Kind) -> tuple[tuple[str, str], ...]:
    """Give the keys under which a kind may refer to a document, and the kind of each."""
    named = ((key, kind_of(field.kind)) for key, field in keys_of(kind.model).items())
    return tuple((key, of.name) for key, of in named if of is not None)


def _link_problems(model: Any, library: References | None) -> Iterator[Problem]:
    """Give what a document names of those that it uses (关联文档) and that they do not have.

    A kind of document may name others under ``uses``, whose parts it then speaks of by their ids;
    its model says with ``link_problems`` what it misses in them.
    """
    names: tuple[str, ...] = getattr(model, "uses", ())
    if library is None or not names:
        return
    used = []
    for index, name in enumerate(names):
        try:
            used.append(library.referred(name, None))
        except DocumentError as error:
            yield from (problem.inside("uses", index) for problem in error.problems)
    if len(used) == len(names):
        yield from model.link_problems(used)


def no_reference(reference: str, kind: str | None, hint: Message | None) -> DocumentError:
    """Make the error about a reference that leads nowhere."""
    what = Message("kind.document" if kind is None else f"kind.{kind}")
    expected = Message("expected.reference", kind=what)
    found = shown(reference)
    problem = Problem(code="unknown-document", found=found, expected=expected, hint=hint)
    return DocumentError([problem])


def _placed(
    problems: list[Problem], data: Any, kind: Kind | None, locator: Locator
) -> list[Problem]:
    """Give problems the places at which their document has them, in its order."""
    types = () if kind is None else (kind.told_beside, kind.model)

    def placed(problem: Problem) -> Problem:
        holding = (each for each in types if each and problem.path[0] in keys_of(each))
        written = as_written(problem, data, next(holding, Any)) if problem.path else problem
        return located(written, locator)

    return sorted(map(placed, problems), key=in_order)


def _envelope_problems(
    data: dict[str, Any], kind: Kind | None, wanted: str | None
) -> Iterator[Problem]:
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
    if kind is not None and kind.lends_its_id and data.get("id") is None:
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


def read_body(body: Any, kind: Kind) -> Any:
    """Read what stands in a document of a kind beside ``kind`` and ``format``, unchecked.

    Raises:
        DocumentError: Everything in it that has a wrong type, key or form.
    """
    beside = kind.told_beside
    if beside is None or not isinstance(body, dict):
        return structure(body, kind.model)
    told = {key: value for key, value in body.items() if key in keys_of(beside)}
    fields = {key: value for key, value in body.items() if key not in told}
    stood: Any = None
    made: dict[str, Any] = {}
    problems: list[Problem] = []
    try:
        stood = structure(told, beside)
    except DocumentError as error:
        problems += error.problems
    try:
        made = read_fields(fields, kind.model)
    except DocumentError as error:
        problems += error.problems
    reject(problems)
    return stood.whole(made)


def dumps(value: Document, *, ascii_only: bool = False, explanation: bool = True) -> str:
    """Write a document as JSON that reads back equal (写出).

    Args:
        value: Any document; a standard takes its catalogue along, a result its explanation
            and the fingerprints of what it was made of.
        ascii_only: Write other letters as escapes, for consoles that cannot show them.
        explanation: Whether a result takes its explanation along, which is by far the most
            of it; without one it reads back equal, but can no longer say why.

    Raises:
        DocumentError: It is no document, or a catalogue without id, which only a part of a
            standard can be.

    Examples:
        >>> from civil_village.records.records import Records
        >>> records = Records(id="demo", subjects=[])
        >>> loads(dumps(records)) == records
        True
    """
    kind = kind_of(value.__class__)
    if kind is None:
        raise DocumentError(_kind_problems(value.__class__.__name__, None))
    if kind.lends_its_id and value.id is None:
        raise DocumentError([Problem(code="missing-key", path=("id",))])
    envelope = {"kind": value.kind, "format": FORMAT}
    body = written_body(value, kind, explanation=explanation)
    return pretty(envelope | body, ascii_only=ascii_only)


def written_body(value: Any, kind: Kind, *, explanation: bool = True) -> dict[str, Any]:
    """Give what `read_body` reads."""
    body = plain_fields(value)
    if kind.told_beside is not None:
        body |= plain_fields(kind.told_beside.of(value, explanation=explanation))
    return body
