"""Plain data to models, strictly: what a document may say is what the models declare.

cattrs does the dispatch; every hook here is strict, gathers all problems below it and
gives each its path. Models are built as drafts, and what does not fit together is found
afterwards on the whole tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from attrs import NOTHING, Attribute, has, resolve_types
from cattrs import Converter

from civil_village.calendar import Span
from civil_village.canonical import document_key, written_fields
from civil_village.documents.reading import Plain
from civil_village.facts import FactValue, read_date, text_problems, truth_problems
from civil_village.labels import Label
from civil_village.mappings import FrozenMapping
from civil_village.messages import TEXTS, Message, arguments_of
from civil_village.problems import DocumentError, Path, Problem, nearest, reject, shown
from civil_village.quantities import Ratio, number_problems, published, share_of, tidy
from civil_village.rules import Rule, Unknown

Hook = Callable[[Any, Any], Any]

#: Numerator and denominator; short enough that reckoning with them takes no time.
_FRACTION = re.compile(r"-?[0-9]{1,400}/[1-9][0-9]{0,399}")


@cache
def converter() -> Converter:
    """Give the converter that reads documents; made on first use.

    It only structures: the way back is `civil_village.canonical.plain`.
    """
    made = Converter()
    for kind, scalar in _SCALARS.items():
        made.register_structure_hook(kind, scalar)
    for fits, hook in _SHAPES:
        made.register_structure_hook_func(fits, hook)
    return made


def structure(value: Any, kind: Any) -> Any:
    """Read plain data as a type.

    Raises:
        DocumentError: Everything in it that has a wrong type, key or form.

    Examples:
        >>> structure([1, 2], tuple[int, ...])
        (1, 2)
    """
    return converter().structure(value, kind)


def refuse(code: str, value: Any, expected: Message, hint: Message | None = None) -> DocumentError:
    """Make the error about one value."""
    return DocumentError([Problem(code=code, found=shown(value), expected=expected, hint=hint)])


def wrong(value: Any, key: str) -> DocumentError:
    """Make the error about a value of a wrong type."""
    return refuse("wrong-type", value, Message(key))


# Scalars -----------------------------------------------------------------------------


def _bool(value: Any, _: Any) -> bool:
    reject(truth_problems(value))
    return bool(value)


def _int(value: Any, _: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong(value, "type.whole")
    return value


def _str(value: Any, _: Any) -> str:
    reject(text_problems(value))
    return str(value)


def _decimal(value: Any, _: Any) -> Decimal:
    reject(number_problems(value))
    return tidy(value)


def _fraction(value: Any, _: Any) -> Fraction:
    if isinstance(value, dict) and set(value) == {"fraction"}:
        text = _str(value["fraction"], str)
        if not _FRACTION.fullmatch(text):
            raise wrong(text, "type.fraction")
        return Fraction(text)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise wrong(value, "type.number")
    return Fraction(value)


def _date(value: Any, _: Any) -> date:
    found = read_date(value)
    if found is None:
        raise refuse("not-a-date", value, Message("expected.date"))
    return found


def _rule(value: Any, _: Any) -> Rule:
    if isinstance(value, Plain) and not value.isidentifier():
        # YAML cuts an unquoted text at " #" and reads ": " in it as a key.
        marks = "\"'" if '"' in value else "'\""
        hint = Message("hint.write", form=f"{marks[1]}{value}{marks[1]}")
        raise refuse("unquoted-rule", value, Message("expected.quoted"), hint)
    if not isinstance(value, str):
        raise wrong(value, "type.rule")
    return Rule(str(value))


def _span(value: Any, _: Any) -> Span:
    return Span.parse(value)


class _Argument:
    """Whatever may stand in a message; only a mark for its hook."""


_SCALARS: dict[Any, Hook] = {
    bool: _bool,
    int: _int,
    str: _str,
    Decimal: _decimal,
    Fraction: _fraction,
    date: _date,
    Rule: _rule,
    Span: _span,
    Message: lambda value, _: _message(value),
    _Argument: lambda value, _: _argument(value),
}


def _message(value: Any) -> Message:
    if not isinstance(value, dict) or not isinstance(value.get("key"), str):
        raise wrong(value, "type.message")
    if value["key"] not in TEXTS:
        raise refuse("unknown-message", value["key"], Message("type.message"))
    lacking = sorted(arguments_of(value["key"]) - set(value))
    reject(Problem(code="missing-key", path=(name,)) for name in lacking)
    given = [(name, item) for name, item in value.items() if name != "key"]
    made = _gather(((name,), item, _Argument) for name, item in given)
    return Message(str(value["key"]), **dict(zip((name for name, _ in given), made, strict=True)))


def _argument(value: Any) -> Any:
    match value:
        case {"key": _}:
            return _message(value)
        case dict():
            return structure(value, Label)
        case list():
            return tuple(_gather(((i,), item, _Argument) for i, item in enumerate(value)))
        case _:
            return str(value) if isinstance(value, str) else value


# Shapes ------------------------------------------------------------------------------


def _gather(parts: Iterator[tuple[Path, Any, Any]]) -> list[Any]:
    """Structure several parts, and raise the problems of all of them together."""
    made: list[Any] = []
    problems: list[Problem] = []
    for path, value, kind in parts:
        try:
            made.append(structure(value, kind))
        except DocumentError as error:
            problems += [problem.inside(*path) for problem in error.problems]
    reject(problems)
    return made


def _tuple(value: Any, kind: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise wrong(value, "type.list")
    kinds = get_args(kind)
    if kinds[-1] is Ellipsis:
        kinds = kinds[:1] * len(value)
    elif len(kinds) != len(value):
        raise refuse("wrong-length", value, Message("expected.items", count=len(kinds)))
    pairs = zip(value, kinds, strict=True)
    return tuple(_gather(((index,), item, kind) for index, (item, kind) in enumerate(pairs)))


def _mapping(value: Any, kind: Any) -> FrozenMapping[str, Any]:
    if not isinstance(value, dict):
        raise wrong(value, "type.mapping")
    item_kind = get_args(kind)[1]
    made = _gather(((key,), item, item_kind) for key, item in value.items())
    return FrozenMapping(dict(zip(value, made, strict=True)))


def _literal(value: Any, kind: Any) -> Any:
    allowed = get_args(kind)
    if not isinstance(value, str) or value not in allowed:
        expected = Message("expected.one-of", names=allowed)
        raise refuse("wrong-type", value, expected, nearest(str(value), allowed))
    return str(value)


def _annotated(value: Any, kind: Any) -> Any:
    return structure(value, get_args(kind)[0])


def _anything(value: Any, _: Any) -> Any:
    """Keep a value whose type only a catalogue knows."""
    match value:
        case dict():
            return {str(key): _anything(item, _) for key, item in value.items()}
        case list():
            return [_anything(item, _) for item in value]
        case _:
            return str(value) if isinstance(value, str) else value


def _union(value: Any, kind: Any) -> Any:
    """Read one of several types: a plug-in by its name, or the one that is not nothing."""
    kinds = [part for part in get_args(kind) if part is not NoneType]
    if value is None and len(kinds) < len(get_args(kind)):
        return None
    if len(kinds) == 1:
        return structure(value, kinds[0])
    if set(kinds) == {Decimal, Fraction}:
        # Points are reckoned, not written down: they may have any number of digits.
        return published(structure(value, Fraction))
    return _tagged(value, {part.name: part for part in kinds})


def _tagged(value: Any, kinds: dict[str, Any]) -> Any:
    """Read a plug-in: its name alone, or its name before its parameters."""
    parameters: Any
    steps: Path = ()
    if isinstance(value, str):
        name, parameters = str(value), {}
    elif isinstance(value, dict) and len(value) == 1:
        ((name, parameters),) = value.items()
        steps = (name,)
    else:
        raise refuse("not-one-key", value, Message("expected.one-key", names=tuple(kinds)))
    if name not in kinds:
        expected = Message("expected.one-of", names=tuple(kinds))
        raise refuse("unknown-name", name, expected, nearest(name, kinds))
    (made,) = _gather(iter([(steps, parameters, kinds[name])]))
    return made


def _fact(value: Any, _: Any) -> FactValue:
    """Read one fact; what JSON has no form for is marked by its keys."""
    match value:
        case dict() if "missing" in value:
            return structure(value, Unknown)  # type: ignore[no-any-return] # by its type
        case {"date": day, **others} if not others:
            return structure(day, date)  # type: ignore[no-any-return] # by its type
        case {"fraction": _, **others} if not others:
            return structure(value, Fraction)  # type: ignore[no-any-return] # by its type
        case dict():
            return structure(value, Ratio)  # type: ignore[no-any-return] # by its type
        case bool() | int():
            return value
        case Decimal():
            return tidy(value)
        case str():
            return str(value)
        case _:
            raise wrong(value, "type.fact")


def _model(value: Any, kind: Any) -> Any:
    """Read a model field by field, each key known and each required key there."""
    if hasattr(kind, "from_plain"):
        value = kind.from_plain(value)
    names = _fields(kind)
    if hasattr(kind, "expects") and not isinstance(value, dict | list):
        raise wrong(value, kind.expects)
    if hasattr(kind, "written_as"):
        attribute = names[kind.written_as]
        return kind(**{attribute.name: structure(value, attribute.type)})
    return kind(**read_fields(value, kind))


def read_fields(value: Any, kind: Any) -> dict[str, Any]:
    """Read the fields of a model from a mapping, by their names in Python.

    Raises:
        DocumentError: Everything that is wrong with keys and values.
    """
    if not isinstance(value, dict):
        raise wrong(value, "type.mapping")
    names = _fields(kind)
    problems = list(_key_problems(value, names))
    arguments: dict[str, Any] = {}
    for key, attribute in names.items():
        if key in value:
            try:
                arguments[attribute.name] = _field(value[key], attribute)
            except DocumentError as error:
                problems += [problem.inside(key) for problem in error.problems]
    reject(problems)
    return arguments


@cache
def _fields(kind: Any) -> dict[str, Attribute[Any]]:
    resolve_types(kind)
    return {document_key(attribute): attribute for attribute in written_fields(kind)}


def _key_problems(value: dict[str, Any], names: dict[str, Attribute[Any]]) -> Iterator[Problem]:
    for key in value:
        if key not in names:
            expected = Message("expected.one-of", names=tuple(names))
            hint = nearest(key, names)
            yield Problem(
                code="unknown-key", path=(key,), found=shown(key), expected=expected, hint=hint
            )
    for key, attribute in names.items():
        if key not in value and attribute.default is NOTHING:
            yield Problem(code="missing-key", path=(key,))


def _field(value: Any, attribute: Attribute[Any]) -> Any:
    metadata = attribute.metadata
    if metadata.get("one_or_many"):
        if not isinstance(value, dict | list):
            raise wrong(value, "type.sources")
        value = [value] if isinstance(value, dict) else value
    if metadata.get("share") and isinstance(value, str):
        share = share_of(value)
        value = value if share is None else share
    return structure(value, attribute.type)


_SHAPES: tuple[tuple[Callable[[Any], bool], Hook], ...] = (
    (has, _model),
    (lambda kind: get_origin(kind) is tuple, _tuple),
    (lambda kind: get_origin(kind) is FrozenMapping, _mapping),
    (lambda kind: get_origin(kind) is Literal, _literal),
    (lambda kind: get_origin(kind) in (Union, UnionType), _union),
    (lambda kind: kind == FactValue, _fact),
    (lambda kind: get_origin(kind) is Annotated, _annotated),
    (lambda kind: kind is Any, _anything),
    (lambda kind: kind in (Rule, Message, Span), lambda value, kind: _SCALARS[kind](value, kind)),
)


def tree_problems(model: Any) -> Iterator[Problem]:
    """Give what every part of a model says is wrong with it, from the outside in.

    Examples:
        >>> from civil_village.curves import Band, Bands
        >>> list(tree_problems(Bands([Band(id="fail"), Band(id="pass", from_=60)])))
        []
    """
    if isinstance(model, tuple):
        for index, item in enumerate(model):
            yield from (problem.inside(index) for problem in tree_problems(item))
    elif isinstance(model, FrozenMapping):
        for key, item in model.items():
            yield from (problem.inside(key) for problem in tree_problems(item))
    elif has(type(model)) and type(model) not in _SCALARS:
        if hasattr(model, "problems"):
            yield from model.problems()
        alone = getattr(model, "written_as", None)
        for attribute in written_fields(type(model)):
            value = getattr(model, attribute.name)
            steps = () if attribute.name == alone else (document_key(attribute),)
            if isinstance(getattr(type(value), "name", None), str):
                steps += (value.name,)
            yield from (problem.inside(*steps) for problem in tree_problems(value))
