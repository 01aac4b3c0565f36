"""Models inside of a program's own classes (嵌入), where cattrs reads and writes these.

What belongs here: a strategy of cattrs, and what is wrong told with the path in its classes.
What does not: how documents are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cattrs import BaseConverter, ClassValidationError, IterableValidationError

from civil_village.canonical import plain
from civil_village.documents.conversion import using
from civil_village.documents.kinds import kind_of
from civil_village.documents.loading import written_body
from civil_village.documents.plain_data import is_model, read_model
from civil_village.documents.reading.python_data import as_read
from civil_village.problems import DocumentError, Problem
from civil_village.standards.scorers import Scorers


def use_models(converter: BaseConverter, *, scorers: Scorers | None = None) -> None:
    """Let a converter of cattrs read and write the models of the library (嵌入自有类).

    Wherever a class has a model, it is read as by `civil_village.read` and written as in a
    document, numbers exact, without the ``kind`` and ``format`` that stand around one. All else
    stays the converter's own.

    Args:
        converter: Any converter; afterwards it knows the models.
        scorers: The gradings, aggregations and rankings that standards may name; by default
            those of the library, as in `loads`.

    Examples:
        >>> from attrs import field, make_class
        >>> from cattrs import Converter
        >>> from civil_village.labels import Label
        >>> from civil_village.rules import Rule
        >>> kinds = {"title": Label, "when": list[Rule]}
        >>> Reminder = make_class("Reminder", {name: field(type=kinds[name]) for name in kinds})
        >>> converter = Converter()
        >>> use_models(converter)
        >>> reminder = converter.structure({"title": "开会", "when": ["meetings<3"]}, Reminder)
        >>> converter.unstructure(reminder)
        {'title': '开会', 'when': ['meetings < 3']}
    """

    def read(value: Any, kind: Any) -> Any:
        with using(scorers or Scorers.builtin()):
            return read_model(as_read(value), kind)

    converter.register_structure_hook_func(is_model, read)
    converter.register_unstructure_hook_func(is_model, _written)


def _written(value: Any) -> Any:
    document = kind_of(value.__class__)
    return plain(value) if document is None else written_body(value, document)


def problems_of(error: BaseException) -> tuple[Problem, ...]:
    """Give what is wrong with models in an error of cattrs, each with its path in its classes.

    Args:
        error: What ``converter.structure`` raised. Without ``detailed_validation`` that is the
            first problem that was met, and paths begin at the model.

    Returns:
        The problems of models alone; for its own errors cattrs has ``transform_error``.

    Examples:
        >>> from cattrs import BaseValidationError, Converter
        >>> from civil_village.rules import Rule
        >>> converter = Converter()
        >>> use_models(converter)
        >>> try:
        ...     converter.structure(["meetings < 3", "meetings <"], list[Rule])
        ... except BaseValidationError as error:
        ...     [(problem.code, problem.path) for problem in problems_of(error)]
        [('rule-end', (1,))]
    """
    return tuple(_told(error))


def _told(error: BaseException) -> Iterator[Problem]:
    if isinstance(error, DocumentError):
        yield from error.problems
    elif isinstance(error, ClassValidationError):
        placed, others = error.group_exceptions()
        yield from (each.inside(note.name) for inner, note in placed for each in _told(inner))
        yield from (each for inner in others for each in _told(inner))
    elif isinstance(error, IterableValidationError):
        items, others = error.group_exceptions()
        yield from (each.inside(note.index) for inner, note in items for each in _told(inner))
        yield from (each for inner in others for each in _told(inner))
