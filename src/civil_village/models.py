"""What every model is (模型): frozen, valid once it exists, and shown by its fields.

A model that exists is valid, also where Python code made it. Its values are fitted to the
declared types of its fields, as a reader fits those of a document; then its ``problems`` say
what else is wrong. A reader, which fits values itself and wants all problems of a whole
document at once, builds models under `drafting` and collects their problems afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from attrs import NOTHING, fields

from civil_village import checks
from civil_village.forms import Form, form_of
from civil_village.mappings import FrozenMapping, entries
from civil_village.messages import Message
from civil_village.problems import DocumentError, Problem, reject, shown
from civil_village.quantities import (
    WEIGHT_PLACES,
    Weight,
    as_decimal,
    exact_decimal,
    number_problems,
)
from civil_village.values import Shown, field_types, model

__all__ = ["Fit", "Model", "Shown", "by_name", "drafting", "fit_of", "model", "require"]

#: Takes a value as one of a type, itself or what it is converted to, or raises what is wrong.
Take = Callable[[Any], Any]


class Fit(NamedTuple):
    """What fits values to a type: classes whose values all fit as they are, and what to do else."""

    sure: frozenset[type[Any]]
    take: Take


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


# Scalars -----------------------------------------------------------------------------


class _Everything(frozenset[type[Any]]):
    """All classes there are."""

    def __contains__(self, kind: object) -> bool:
        return True

    def issuperset(self, kinds: Iterable[object]) -> bool:  # noqa: ARG002 - whatever they are
        return True


_NONE: frozenset[type[Any]] = frozenset()


def _checked(check: Callable[[Any], Iterable[Problem]]) -> Take:
    def take(value: Any) -> Any:
        reject(check(value))
        return value

    return take


def _text(value: Any) -> str:
    reject(checks.text(value))
    return str.__str__(value)


def _day(value: Any) -> Any:
    reject(checks.day(value))
    return checks.read_day(value)


def _instant(value: Any) -> datetime:
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise _refusal(value, Message("expected.instant"), code="not-an-instant")
    return value


def _fraction(value: Any) -> Fraction:
    reject(number_problems(value, places=WEIGHT_PLACES))
    return Fraction(as_decimal(value))


def _reckoned(value: Any) -> Any:
    """Take a number that was reckoned, not written down: it may have any number of digits."""
    endless = isinstance(value, Decimal) and not value.is_finite()
    if endless or isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _refusal(value, Message("type.number"))
    return Decimal(value)


_SCALARS: dict[Any, Fit] = {
    Any: Fit(_Everything(), lambda value: value),
    bool: Fit(frozenset({bool}), _checked(checks.truth)),
    int: Fit(frozenset({int}), _checked(checks.whole)),
    str: Fit(frozenset({str}), _text),
    Decimal: Fit(_NONE, exact_decimal),
    Weight: Fit(_NONE, partial(exact_decimal, places=WEIGHT_PLACES)),
    Fraction: Fit(frozenset({Fraction}), _fraction),
    date: Fit(frozenset({date}), _day),
    datetime: Fit(_NONE, _instant),
}


# Shapes ------------------------------------------------------------------------------


@cache
def fit_of(kind: Any) -> Fit:
    """Give what takes values as those of a type.

    Examples:
        >>> fit_of(tuple[date, ...]).take(["2024-05-01"])
        (datetime.date(2024, 5, 1),)
    """
    if kind in _SCALARS:
        return _SCALARS[kind]
    origin = get_origin(kind)
    if origin is Annotated:
        return fit_of(get_args(kind)[0])
    if origin is Literal:
        return Fit(_NONE, _words(get_args(kind)))
    if origin in (Union, UnionType):
        return _union(kind)
    if origin in _SHAPES:
        return Fit(_NONE, _SHAPES[origin](kind))
    return Fit(frozenset({origin or kind}), partial(_instance, kind=origin or kind))


def _words(words: tuple[str, ...]) -> Take:
    def take(value: Any) -> Any:
        reject(checks.word(value, words))
        return value

    return take


def _gathered(parts: Iterable[tuple[str | int, Any, Fit]]) -> list[Any]:
    """Fit several parts, and raise the problems of all of them together."""
    made: list[Any] = []
    problems: list[Problem] = []
    for step, value, fit in parts:
        try:
            made.append(value if value.__class__ in fit.sure else fit.take(value))
        except DocumentError as error:
            problems += (problem.inside(step) for problem in error.problems)
    reject(problems)
    return made


def _tuple(kind: Any) -> Take:
    kinds = get_args(kind)
    endless = len(kinds) == 2 and kinds[1] is Ellipsis  # noqa: PLR2004 - one type and the dots
    fits = [fit_of(each) for each in kinds if each is not Ellipsis]

    def take(value: Any) -> Any:
        if not isinstance(value, Sequence) or isinstance(value, str | bytes):
            raise _refusal(value, Message("type.list"))
        if not isinstance(value, tuple | list):
            return value  # the events of a book, each of which was looked at when it came
        if endless and value.__class__ is tuple and fits[0].sure.issuperset(map(type, value)):
            return value
        if not endless and len(value) != len(fits):
            expected = Message("expected.items", count=len(fits))
            raise _refusal(value, expected, code="wrong-length")
        each = fits * len(value) if endless else fits
        return tuple(_gathered(zip(range(len(value)), value, each, strict=True)))

    return take


def _set(kind: Any) -> Take:
    (item_fit,) = map(fit_of, get_args(kind))

    def take(value: Any) -> Any:
        if not isinstance(value, frozenset):
            raise _refusal(value, Message("type.list"))
        return frozenset(_gathered((index, item, item_fit) for index, item in enumerate(value)))

    return take


def _mapping(kind: Any) -> Take:
    key_fit, item_fit = map(fit_of, get_args(kind))

    def take(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise _refusal(value, Message("type.mapping"))
        known = entries(value)
        named = key_fit.sure.issuperset(map(type, known))
        if named and value is not known and item_fit.sure.issuperset(map(type, known.values())):
            return value
        if not named:
            _gathered((shown(key), key, key_fit) for key in value)
        made = _gathered((key, item, item_fit) for key, item in value.items())
        return FrozenMapping(dict(zip(value, made, strict=True)))

    return take


def _class(kind: Any) -> Take:
    (door,) = get_args(kind)

    def take(value: Any) -> Any:
        if not isinstance(value, type) or door not in value.__mro__:
            raise _refusal(value, Message("type.model", name=door.__name__))
        return value

    return take


_SHAPES: dict[Any, Callable[[Any], Take]] = {
    tuple: _tuple,
    frozenset: _set,
    FrozenMapping: _mapping,
    type: _class,
}


def _union(kind: Any) -> Fit:
    """Take one of several types: what is one already, or what one of them can be made of."""
    kinds = [part for part in get_args(kind) if part is not NoneType]
    sure = frozenset().union(*(fit_of(part).sure for part in kinds))
    take = fit_of(kinds[0]).take if len(kinds) == 1 else partial(_one_of, kinds=tuple(kinds))
    if set(kinds) == {Decimal, Fraction}:
        take = _reckoned
    return Fit(sure | {NoneType} if len(kinds) < len(get_args(kind)) else sure, take)


def _one_of(value: Any, kinds: tuple[Any, ...]) -> Any:
    refused: list[Problem] = []
    if isinstance(value, Decimal) and {Decimal, Fraction} <= set(kinds):
        return _reckoned(value)  # as a mean is, among facts
    for kind in (type(value),) if type(value) in kinds else kinds:
        try:
            return fit_of(kind).take(value)
        except DocumentError as error:
            refused += error.problems
    told = [problem for problem in refused if problem.code not in ("wrong-type", "not-a-number")]
    if told and isinstance(value, str | date | float | Decimal):
        raise DocumentError(told[:1])
    names = tuple(getattr(kind, "__name__", str(kind)) for kind in kinds)
    raise _refusal(value, Message("expected.one-of", names=names), hint=refused[-1].hint)


def _instance(value: Any, kind: Any) -> Any:
    """Take a model, or what stands for one in Python: a text for a label, a rule, a span."""
    if kind in type(value).__mro__ or _does_what(value, kind):
        return value
    made = kind.taken(value) if hasattr(kind, "taken") else _of_text(value, form_of(kind), kind)
    if made is None:
        hint = Message("hint.plain-data") if isinstance(value, Mapping) else None
        raise _refusal(value, Message("type.model", name=kind.__name__), hint=hint)
    return made


def _does_what(value: Any, kind: Any) -> bool:
    """Tell whether a value has all that a protocol asks for that nothing need derive from."""
    if not getattr(kind, "_is_protocol", False) or hasattr(kind, "taken"):
        return False
    names = {name for name in (*vars(kind), *kind.__annotations__) if not name.startswith("_")}
    return all(hasattr(value, name) for name in names)


def _of_text(value: Any, form: Form, kind: Any) -> Any:
    """Make a model of a text that a document may write for it."""
    if isinstance(value, str):
        if form.own is not None and form.own.read is not None:
            return form.own.read(value)
        if form.shorter is not None and form.shorter.kind is str:
            return kind(**form.shorter.long(value))
    return None


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


def _refusal(
    value: Any, expected: Message, *, code: str = "wrong-type", hint: Message | None = None
) -> DocumentError:
    return DocumentError([Problem(code=code, found=shown(value), expected=expected, hint=hint)])
