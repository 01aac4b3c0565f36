"""What every model is (模型): frozen, valid once it exists, and shown by its fields.

A model that exists is valid, also where Python code made it. Its values are fitted to the
declared types of its fields, as a reader fits those of a document; then its ``problems`` say
what else is wrong. A reader, which fits values itself and wants all problems of a whole
document at once, builds models under `drafting` and collects their problems afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, TypeVar

from attrs import NOTHING, fields

from civil_village import checks
from civil_village.problems import DocumentError, Problem, reject
from civil_village.type_fitting import Fit, fit_of
from civil_village.values import Shown, field_types, model

__all__ = ["Model", "Shown", "by_name", "drafting", "model", "require"]

T = TypeVar("T")

_draft: ContextVar[bool] = ContextVar("civil_village_draft", default=False)


class Model(Shown):
    """What every model of the library derives from (模型): it is checked when it is built."""

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        if not _draft.get():
            require(self)

    def problems(self) -> Iterator[Problem]:
        """Give every problem, with paths that begin at this model; none unless it says so."""
        yield from ()


def require(made: Model) -> None:
    """Fit the values of a model to its fields, and raise all that is wrong with it.

    Raises:
        DocumentError: A value is none of its field's type; or else the model has at least one
            problem of level ``error``.
    """
    kind: Any = type(made)
    problems: list[Problem] = []
    for name, default, fit in _fits(kind):
        value = getattr(made, name)
        if value is default or value.__class__ in fit.sure:
            continue
        try:
            fitted = fit.take(value)
        except DocumentError as error:
            problems += (problem.inside(name.rstrip("_")) for problem in error.problems)
        else:
            if fitted is not value:
                object.__setattr__(made, name, fitted)
    if problems:
        raise DocumentError(problems)
    reject(problem for problem in made.problems() if problem.level == "error")


@contextmanager
def drafting() -> Iterator[None]:
    """Build models whose values fit already, and whose problems are collected afterwards.

    Only for readers, which check the finished tree before they hand it out, and for what the
    library makes of values that it has checked.
    """
    token = _draft.set(True)
    try:
        yield
    finally:
        _draft.reset(token)


@cache
def _fits(kind: Any) -> tuple[tuple[str, Any, Fit], ...]:
    """Give the fields of a model that are handed in: name, default, and what fits its values."""
    types = field_types(kind)
    return tuple(
        (attribute.name, attribute.default, fit_of(types[attribute.name]))
        for attribute in fields(kind)
        if attribute.init
    )


def by_name(value: object, kinds: Iterable[type[T]]) -> T | None:
    """Make what is told by its name alone, such as a grading without parameters.

    Args:
        value: The name; for anything else there is nothing.
        kinds: Classes, each with its ``name``.

    Raises:
        DocumentError: None has that name, or it needs parameters.
    """
    if not isinstance(value, str):
        return None
    scorers: Iterable[Any] = kinds
    named = {scorer.name: scorer for scorer in scorers}
    reject(checks.known(value, named))
    kind = named[value]
    reject(checks.missing(f.name) for f in fields(kind) if f.init and f.default is NOTHING)
    made: T = kind()
    return made
