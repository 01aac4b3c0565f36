"""Plain data to models (普通数据): what a program holds already, read as strictly as a document."""

from __future__ import annotations

from types import GenericAlias
from typing import Any, TypeVar, get_args, get_origin, overload

from attrs import evolve

from civil_village.documents.conversion import structure, tagged, using
from civil_village.documents.kinds import KINDS, Document, kind_of
from civil_village.documents.loading import References, checked, handed, read_body
from civil_village.documents.model_problems import tree_problems
from civil_village.documents.reading.python_data import as_read
from civil_village.documents.written_paths import as_written
from civil_village.messages import Message
from civil_village.models import Shown, drafting
from civil_village.problems import Problem, reject, shown
from civil_village.standards.scorers import DOORS, Scorers
from civil_village.written_forms import form_of

T = TypeVar("T")

#: What models derive from; scorers of others need not derive from ours.
_MODELS = frozenset((Shown, *DOORS.values()))


@overload
def read(
    value: Any,
    kind: type[T],
    *,
    library: References | None = None,
    scorers: Scorers | None = None,
) -> T: ...
@overload
def read(
    value: Any,
    kind: str | None = None,
    *,
    library: References | None = None,
    scorers: Scorers | None = None,
) -> Document: ...
def read(
    value: Any,
    kind: Any = None,
    *,
    library: References | None = None,
    scorers: Scorers | None = None,
) -> Any:
    """Read plain data as a model (读入普通数据): what ``json.loads`` or a web framework gave.

    It is read as a document of that form is, and refused as strictly; paths of problems are those
    of the data. Floats count at their shortest decimal form (0.1 is 0.1), NaN and other marks of
    what is missing as ``null``, whole numbers and truths of numpy as what they are.

    Args:
        value: Mappings, lists and scalars, with the keys that documents have.
        kind: Class of the model, such as `Village`; ``tuple[Village, ...]`` for a list of them. A
            kind of document, by class or name, needs no ``kind`` and ``format`` around it; without
            any the data say what they are.
        library: Where the documents stand that a document refers to, a `Library`.
        scorers: The gradings and aggregations that it may name; by default those of the library.

    Returns:
        The whole, checked model.

    Raises:
        DocumentError: Everything that is wrong, each with its path in the data.

    Examples:
        >>> from civil_village.problems import DocumentError
        >>> from civil_village.records import Village
        >>> village = read({"id": "v001", "households": [{"id": "h1"}]}, Village)
        >>> village.households[0].id
        'h1'
        >>> try:
        ...     read({"id": "v001", "households": [{"id": "h 1"}]}, Village)
        ... except DocumentError as error:
        ...     [(problem.code, problem.path) for problem in error.problems]
        [('not-an-id', ('households', 0, 'id'))]
    """
    data = as_read(value)
    known = KINDS.get(kind) if isinstance(kind, str) else kind_of(kind)
    if known is None and not isinstance(kind, str | None):
        with using(scorers or Scorers.builtin()):
            return read_model(data, kind)
    return checked(handed(data, known), kind, library=library, scorers=scorers)


def read_model(data: Any, kind: Any) -> Any:
    """Read plain data as a model, or as several; numbers are exact already.

    Raises:
        DocumentError: Everything that is wrong, or the class is none of models.
    """
    if not is_model(_item(kind)):
        expected, found = Message("expected.model-class"), shown(getattr(kind, "__name__", kind))
        reject([Problem(code="wrong-type", path=("kind",), found=found, expected=expected)])
    with drafting():
        model = _read(data, kind)
        # In a row of one, as a name before its parameters is a step to a part of something.
        problems = tree_problems((model,))
    row = GenericAlias(tuple, (Any if _has_its_name(kind) else kind, ...))
    placed = (as_written(each, [data], row) for each in problems if each.level == "error")
    reject(evolve(each, path=each.path[1:]) for each in placed)
    return model


def is_model(kind: Any) -> bool:
    """Tell whether a class is one of models, or of what stands in for such."""
    return isinstance(kind, type) and not _MODELS.isdisjoint(kind.__mro__)


def _item(kind: Any) -> Any:
    """Give the class of each of several, where several are asked for."""
    match get_origin(kind), get_args(kind):
        case (one, (item, dots)) if one is tuple and dots is Ellipsis:
            return item
        case _:
            return kind


def _read(data: Any, kind: Any) -> Any:
    document = kind_of(kind)
    if document is not None:
        return read_body(data, document)
    return tagged(data, {kind.name: kind}) if _has_its_name(kind) else structure(data, kind)


def _has_its_name(kind: Any) -> bool:
    """Whether one class is asked for whose name is written before its parameters."""
    return form_of(kind).named and kind not in DOORS.values()
