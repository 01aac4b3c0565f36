"""How values are fitted to types (取值): said once, for whoever builds models and for readers.

A field takes a value as one of its type, itself or what it is converted to, or says what is
wrong with it. Python code and documents write the same values, but not all in the same way: a
`Fitting` has what is particular to one of them, and goes through all other types alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from itertools import count, repeat
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from civil_village import checks
from civil_village.exact_numbers import (
    WEIGHT_PLACES,
    Weight,
    exact_decimal,
)
from civil_village.foreign_scalars import native
from civil_village.mappings import FrozenMapping, entries
from civil_village.messages import Message
from civil_village.problems import MOST_PROBLEMS, DocumentError, Problem, reject, shown
from civil_village.written_forms import Form, form_of

#: Takes a value as one of a type, itself or what it is converted to, or raises what is wrong.
Take = Callable[[Any], Any]


class Fit(NamedTuple):
    """What fits values to a type: classes whose values all fit as they are, and what to do else."""

    sure: frozenset[type[Any]]
    take: Take

    def of(self, value: Any) -> Any:
        """Take a value."""
        return value if value.__class__ in self.sure else self.take(value)


class Fitting:
    """One way of fitting values (取值方式), type by type; each type is looked at once.

    Args:
        scalars: What fits values to the types that have no parts.
        shapes: What makes the fit of a type with parts, by what it is a case of.
        other: What makes the fit of any other class.
    """

    __slots__ = ("_fits", "_other", "_shapes")

    def __init__(
        self, scalars: Mapping[Any, Fit], shapes: Mapping[Any, Shape], other: Callable[[Any], Fit]
    ) -> None:
        self._fits, self._shapes, self._other = dict(scalars), shapes, other

    def of(self, kind: Any) -> Fit:
        """Give what takes values as those of a type."""
        fit = self._fits.get(kind)
        if fit is None:
            fit = self._fits[kind] = self._made(kind)
        return fit

    def _made(self, kind: Any) -> Fit:
        origin = get_origin(kind)
        if origin is Annotated:
            return self.of(get_args(kind)[0])
        shape = self._shapes.get(Union if origin is UnionType else origin)
        return self._other(origin or kind) if shape is None else shape(self, kind)


#: Makes the fit of a type with parts, whose own fits it asks for.
Shape = Callable[[Fitting, Any], Fit]


def fit_of(kind: Any) -> Fit:
    """Give what takes values as those of a type, as Python code hands them in.

    Examples:
        >>> fit_of(tuple[date, ...]).take(["2024-05-01"])
        (datetime.date(2024, 5, 1),)
    """
    return PYTHON.of(kind)


def refusal(
    value: Any, expected: Message, *, code: str = "wrong-type", hint: Message | None = None
) -> DocumentError:
    """Make the error about one value."""
    return DocumentError([Problem(code=code, found=shown(value), expected=expected, hint=hint)])


def gathered(parts: Iterable[tuple[str | int, Any, Fit]]) -> list[Any]:
    """Fit several parts, and raise the problems of all of them together.

    Args:
        parts: The step that leads to each, its value, and what fits it.
    """
    made: list[Any] = []
    refused: list[Problem] = []
    for step, value, (sure, take) in parts:
        try:
            made.append(value if value.__class__ in sure else take(value))
        except DocumentError as error:
            refused += (problem.inside(step) for problem in error.problems)
            if len(refused) > MOST_PROBLEMS:
                break
    if refused:
        reject(refused)
    return made


# Scalars -----------------------------------------------------------------------------


class _Everything(frozenset[type[Any]]):
    """All classes there are."""

    def __contains__(self, kind: object) -> bool:
        return True

    def issuperset(self, kinds: Iterable[object]) -> bool:  # noqa: ARG002 - whatever they are
        return True


NONE: frozenset[type[Any]] = frozenset()


def _native(check: Callable[[Any], Iterable[Problem]]) -> Take:
    """Take a scalar as it is, or one of another package for what it means."""

    def take(value: Any) -> Any:
        meant = native(value)
        reject(check(value if meant is None else meant))
        return meant

    return take


def _text(value: Any) -> str:
    reject(checks.text(value))
    return str.__str__(value)


def _day(value: Any) -> Any:
    reject(checks.day(value))
    return checks.read_day(value)


def _instant(value: Any) -> datetime:
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise refusal(value, Message("expected.instant"), code="not-an-instant")
    return value


def _fraction(value: Any) -> Fraction:
    return Fraction(exact_decimal(value, places=WEIGHT_PLACES))


def _reckoned(value: Any) -> Any:
    """Take a number that was reckoned, not written down: it may have any number of digits."""
    endless = isinstance(value, Decimal) and not value.is_finite()
    if endless or isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise refusal(value, Message("type.number"))
    return Decimal(value)


SCALARS: dict[Any, Fit] = {
    Any: Fit(_Everything(), lambda value: value),
    bool: Fit(frozenset({bool}), _native(checks.truth)),
    int: Fit(frozenset({int}), _native(checks.whole)),
    str: Fit(frozenset({str}), _text),
    Decimal: Fit(NONE, exact_decimal),
    Weight: Fit(NONE, partial(exact_decimal, places=WEIGHT_PLACES)),
    Fraction: Fit(frozenset({Fraction}), _fraction),
    date: Fit(frozenset({date}), _day),
    datetime: Fit(NONE, _instant),
}


# Shapes ------------------------------------------------------------------------------


def _literal(_: Fitting, kind: Any) -> Fit:
    words = get_args(kind)

    def take(value: Any) -> Any:
        reject(checks.word(value, words))
        return value

    return Fit(NONE, take)


def _tuple(fitting: Fitting, kind: Any) -> Fit:
    kinds = get_args(kind)
    endless = len(kinds) == 2 and kinds[1] is Ellipsis  # noqa: PLR2004 - one type and the dots
    fits = [fitting.of(each) for each in kinds if each is not Ellipsis]
    sure = fits[0].sure if endless else NONE

    def take(value: Any) -> Any:
        if not isinstance(value, tuple | list):
            if not isinstance(value, Sequence) or isinstance(value, str | bytes):
                one = Message("hint.write", form=f"[{shown(value)}]")
                raise refusal(
                    value, Message("type.list"), hint=one if isinstance(value, str) else None
                )
            return value  # the events of a book, each of which was looked at when it came
        if endless and sure.issuperset(map(type, value)):
            return tuple(value)
        if not endless and len(value) != len(fits):
            expected = Message("expected.items", count=len(fits))
            raise refusal(value, expected, code="wrong-length")
        return tuple(gathered(zip(count(), value, repeat(fits[0]) if endless else fits)))

    return Fit(NONE, take)


def _set(fitting: Fitting, kind: Any) -> Fit:
    (item_fit,) = map(fitting.of, get_args(kind))

    def take(value: Any) -> Any:
        if not isinstance(value, frozenset):
            raise refusal(value, Message("type.list"))
        return frozenset(gathered(zip(count(), value, repeat(item_fit))))

    return Fit(NONE, take)


def _mapping(fitting: Fitting, kind: Any) -> Fit:
    key_fit, item_fit = map(fitting.of, get_args(kind))

    def take(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise refusal(value, Message("type.mapping"))
        known = entries(value)
        named = key_fit.sure.issuperset(map(type, known))
        if named and value is not known and item_fit.sure.issuperset(map(type, known.values())):
            return value
        if not named:
            gathered((shown(key), key, key_fit) for key in value)
        made = gathered(zip(known, known.values(), repeat(item_fit)))
        return FrozenMapping(dict(zip(known, made, strict=True)))

    return Fit(NONE, take)


def _class(_: Fitting, kind: Any) -> Fit:
    (door,) = get_args(kind)

    def take(value: Any) -> Any:
        if not isinstance(value, type) or door not in value.__mro__:
            raise refusal(value, Message("type.model", name=door.__name__))
        return value

    return Fit(NONE, take)


def _union(fitting: Fitting, kind: Any) -> Fit:
    """Take one of several types: what is one already, or what one of them can be made of."""
    fits = {part: fitting.of(part) for part in get_args(kind) if part is not NoneType}
    sure = frozenset().union(*(fit.sure for fit in fits.values()))
    take = next(iter(fits.values())).take if len(fits) == 1 else partial(_one_of, fits=fits)
    if fits.keys() == {Decimal, Fraction}:
        take = _reckoned
    return Fit(sure | {NoneType} if len(fits) < len(get_args(kind)) else sure, take)


def _one_of(value: Any, fits: Mapping[Any, Fit]) -> Any:
    refused: list[Problem] = []
    if isinstance(value, Decimal) and fits.keys() >= {Decimal, Fraction}:
        return _reckoned(value)  # as a mean is, among facts
    for kind in (type(value),) if type(value) in fits else fits:
        try:
            return fits[kind].take(value)
        except DocumentError as error:
            refused += error.problems
    told = [problem for problem in refused if problem.code not in ("wrong-type", "not-a-number")]
    if told and isinstance(value, str | date | float | Decimal):
        raise DocumentError(told[:1])
    names = tuple(getattr(kind, "__name__", str(kind)) for kind in fits)
    raise refusal(value, Message("expected.one-of", names=names), hint=refused[-1].hint)


def _other(kind: Any) -> Fit:
    return Fit(frozenset({kind}), partial(_instance, kind=kind))


def _instance(value: Any, kind: Any) -> Any:
    """Take a model, or what stands for one in Python: a text for a label, a rule, a span."""
    if kind in type(value).__mro__ or _does_what(value, kind):
        return value
    made = kind.taken(value) if hasattr(kind, "taken") else _of_text(value, form_of(kind), kind)
    if made is None:
        readable = isinstance(value, Mapping)
        hint = Message("hint.read-data", name=kind.__name__) if readable else None
        raise refusal(value, Message("type.model", name=kind.__name__), hint=hint)
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


#: What types with parts are cases of.
SHAPES: dict[Any, Shape] = {
    Literal: _literal,
    Union: _union,
    tuple: _tuple,
    frozenset: _set,
    FrozenMapping: _mapping,
    type: _class,
}
#: As Python code hands values in.
PYTHON = Fitting(SCALARS, SHAPES, _other)
