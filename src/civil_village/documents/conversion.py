"""Plain data to models, strictly: what a document may say is what the models declare.

cattrs finds the hook of each type, once; every hook here is strict, gathers all problems
below it and gives each its path. Models are built as drafts, and what does not fit
together is found afterwards on the whole tree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import chain, count, repeat
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from attrs import has
from cattrs import Converter

from civil_village import checks
from civil_village.calendar import VagueDate
from civil_village.documents.reading_tree import Plain
from civil_village.events import EventDay
from civil_village.facts import FactValue
from civil_village.forms import Key, form_of, keys_of
from civil_village.labels import Label
from civil_village.mappings import FrozenMapping
from civil_village.messages import LANGUAGES, Message, arguments_of, texts
from civil_village.messages.own import LONGEST_OWN, OWN, stray_fields
from civil_village.problems import MOST_PROBLEMS, DocumentError, Problem, nearest, reject, shown
from civil_village.quantities import WEIGHT_PLACES, Weight, exact_decimal, published, share_of, tidy
from civil_village.ratios import Ratio
from civil_village.rules import Rule, Unknown
from civil_village.standards.scorers import DOORS, Scorers

#: Reads a value as a type.
Hook = Callable[[Any, Any], Any]

#: Numerator and denominator; short enough that reckoning with them takes no time.
_FRACTION = re.compile(r"-?[0-9]{1,400}/[1-9][0-9]{0,399}")
#: What is meant for a day, though there may be none such.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Day, time and offset; Python itself takes many more forms of the three.
INSTANT = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{3}([0-9]{3})?)?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{6})?)?)"
)
_INSTANT = re.compile(INSTANT)


@cache
def converter() -> Converter:
    """Give the converter that reads documents; made on first use.

    It only structures: the way back is `civil_village.canonical.plain`.
    """
    made = Converter()
    for kind, scalar in _SCALARS.items():
        made.register_structure_hook(kind, scalar)
    for fits, factory in _SHAPES:
        made.register_structure_hook_factory(fits, factory)
    return made


def structure(value: Any, kind: Any) -> Any:
    """Read plain data as a type.

    Raises:
        DocumentError: Everything in it that has a wrong type, key or form.

    Examples:
        >>> structure([1, 2], tuple[int, ...])
        (1, 2)
    """
    return _hook(kind)(value, kind)


def _hook(kind: Any) -> Hook:
    """Give what reads values of a type."""
    return converter().get_structure_hook(kind)


def refuse(code: str, value: Any, expected: Message, hint: Message | None = None) -> DocumentError:
    """Make the error about one value."""
    return DocumentError([Problem(code=code, found=shown(value), expected=expected, hint=hint)])


def wrong(value: Any, key: str) -> DocumentError:
    """Make the error about a value of a wrong type."""
    return refuse("wrong-type", value, Message(key))


# Scalars -----------------------------------------------------------------------------


def _bool(value: Any, _: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise DocumentError(checks.truth(value))


def _int(value: Any, _: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong(value, "type.whole")
    return value


def _str(value: Any, _: Any) -> str:
    if isinstance(value, str):
        return str(value)
    raise DocumentError(checks.text(value))


def _decimal(value: Any, _: Any) -> Decimal:
    return exact_decimal(value)


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
    found = checks.read_day(value)
    if found is None:
        raise refuse("not-a-date", value, Message("expected.date"))
    return found


def _instant(value: Any, _: Any) -> datetime:
    """Read an instant with its offset, in the one form in which it is written."""
    try:
        fits = isinstance(value, str) and _INSTANT.fullmatch(value)
        found = datetime.fromisoformat(value) if fits else None
    except ValueError:  # no such day, or no such time
        found = None
    if found is None:
        raise refuse("not-an-instant", value, Message("expected.instant"))
    return found


def _event_day(value: Any, _: Any) -> EventDay:
    """Read a day, or a vague date."""
    if value is None:
        return None
    if isinstance(value, str) and _DAY.fullmatch(value):
        return _date(value, date)
    return VagueDate.parse(value)


def _rule(value: Any, _: Any) -> Rule:
    if isinstance(value, Plain) and not value.isidentifier():
        # YAML cuts an unquoted text at " #" and reads ": " in it as a key.
        marks = "\"'" if '"' in value else "'\""
        hint = Message("hint.write", form=f"{marks[1]}{value}{marks[1]}")
        raise refuse("unquoted-rule", value, Message("expected.quoted"), hint)
    if not isinstance(value, str):
        raise wrong(value, "type.rule")
    return Rule(str(value))


def _message(value: Any, _: Any) -> Message:
    if not isinstance(value, dict) or not isinstance(value.get("key"), str):
        raise wrong(value, "type.message")
    if value["key"] == OWN:
        return _own_message(value)
    if value["key"] not in texts():
        raise refuse("unknown-message", value["key"], Message("type.message"))
    lacking = sorted(arguments_of(value["key"]) - set(value))
    reject(Problem(code="missing-key", path=(name,)) for name in lacking)
    return _filled_message(value)


def _own_message(value: Any) -> Message:
    """Read a message that brings its own texts, which come from who knows where."""
    names = value.keys() - {"key", *LANGUAGES}
    reject(
        problem.inside(lang)
        for lang in LANGUAGES
        for problem in _own_text_problems(value.get(lang), names)
    )
    return _filled_message(value)


def _own_text_problems(text: Any, names: Collection[str]) -> Iterator[Problem]:
    """Give what is wrong with one text: no text, too long, or fields that are none."""
    if text is None:
        yield Problem(code="missing-key")
    elif not isinstance(text, str):
        yield Problem(code="wrong-type", found=shown(text), expected=Message("type.text"))
    elif len(text) > LONGEST_OWN:
        expected = Message("expected.characters", most=LONGEST_OWN)
        yield Problem(code="message-too-long", found=str(len(text)), expected=expected)
    else:
        expected = Message("expected.own-fields", names=tuple(sorted(names)))
        for piece in stray_fields(text, names):
            yield Problem(code="stray-field", found=shown(piece), expected=expected)


def _filled_message(value: Any) -> Message:
    given = {name: item for name, item in value.items() if name != "key"}
    made = _gather((name, item, _argument, None) for name, item in given.items())
    return Message(str(value["key"]), **dict(zip(given, made, strict=True)))


def _argument(value: Any, _: Any) -> Any:
    """Read whatever may stand in a message."""
    match value:
        case {"key": _}:
            return _message(value, Message)
        case dict():
            return structure(value, Label)
        case list():
            return tuple(_gather((i, item, _argument, None) for i, item in enumerate(value)))
        case _:
            return str(value) if isinstance(value, str) else value


_SCALARS: dict[Any, Hook] = {
    bool: _bool,
    int: _int,
    str: _str,
    Decimal: _decimal,
    Fraction: _fraction,
    date: _date,
    datetime: _instant,
    Rule: _rule,
    Message: _message,
}


# Shapes ------------------------------------------------------------------------------


def _gather(parts: Iterable[tuple[str | int, Any, Hook, Any]]) -> list[Any]:
    """Read several parts, and raise the problems of all of them together.

    Args:
        parts: The step that leads to each, its plain data, what reads it, and its type.
    """
    made: list[Any] = []
    refused: list[Problem] = []
    for step, value, read, kind in parts:
        try:
            made.append(read(value, kind))
        except DocumentError as error:
            refused += (problem.inside(step) for problem in error.problems)
            if len(refused) > MOST_PROBLEMS:
                break
    if refused:
        reject(refused)
    return made


def _tuple(kind: Any) -> Hook:
    kinds = get_args(kind)
    hooks = [_hook(item) for item in kinds if item is not Ellipsis]

    def read(value: Any, _: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise wrong(value, "type.list")
        if kinds[-1] is Ellipsis:
            return tuple(_gather(zip(count(), value, repeat(hooks[0]), repeat(kinds[0]))))
        if len(kinds) != len(value):
            raise refuse("wrong-length", value, Message("expected.items", count=len(kinds)))
        return tuple(_gather(zip(count(), value, hooks, kinds)))

    return read


def _mapping(kind: Any) -> Hook:
    _, item_kind = get_args(kind)
    hook = _hook(item_kind)

    def read(value: Any, _: Any) -> FrozenMapping[str, Any]:
        if not isinstance(value, dict):
            raise wrong(value, "type.mapping")
        made = _gather(zip(value, value.values(), repeat(hook), repeat(item_kind)))
        return FrozenMapping(dict(zip(value, made, strict=True)))

    return read


def _literal(kind: Any) -> Hook:
    allowed = get_args(kind)

    def read(value: Any, _: Any) -> str:
        if not isinstance(value, str) or value not in allowed:
            expected = Message("expected.one-of", names=allowed)
            raise refuse("wrong-type", value, expected, nearest(str(value), allowed))
        return str(value)

    return read


def _annotated(kind: Any) -> Hook:
    if kind == Weight:
        return lambda value, _: exact_decimal(value, places=WEIGHT_PLACES)
    return _hook(get_args(kind)[0])


def _anything(value: Any, _: Any) -> Any:
    """Keep a value whose type only a catalogue knows."""
    match value:
        case dict():
            return {str(key): _anything(item, _) for key, item in value.items()}
        case list():
            return [_anything(item, _) for item in value]
        case _:
            return str(value) if isinstance(value, str) else value


def _union(kind: Any) -> Hook:
    """Read one of several types: a plug-in by its name, or the one that is not nothing."""
    kinds = [part for part in get_args(kind) if part is not NoneType]
    if len(kinds) == 1:
        read = _hook(kinds[0])
    elif set(kinds) == {Decimal, Fraction}:
        read = _points
    else:
        named = named_kinds(kind)
        read = _by_key(kinds) if named is None else _tagged(named)
    if len(kinds) == len(get_args(kind)):
        return read
    return lambda value, kind: None if value is None else read(value, kind)


def _points(value: Any, _: Any) -> Decimal | Fraction:
    # Points are reckoned, not written down: they may have any number of digits.
    return published(_fraction(value, Fraction))


def _tagged(kinds: Mapping[str, Any]) -> Hook:
    """Read a plug-in: its name alone, or its name before its parameters."""

    def read(value: Any, _: Any) -> Any:
        if isinstance(value, str):
            return structure({}, known(str(value)))
        if not isinstance(value, dict) or len(value) != 1:
            raise refuse("not-one-key", value, Message("expected.one-key", names=tuple(kinds)))
        ((name, parameters),) = value.items()
        kind = known(name)
        (made,) = _gather([(name, parameters, _hook(kind), kind)])
        return made

    def known(name: str) -> Any:
        if name not in kinds:
            expected = Message("expected.one-of", names=tuple(kinds))
            raise refuse("unknown-name", name, expected, nearest(name, kinds))
        return kinds[name]

    return read


def _by_key(kinds: Iterable[Any]) -> Hook:
    """Read one of several models: the one whose first own key is there, which no other has.

    Where the first key of the last model belongs to all, that one is meant by no other's.
    """
    *others, last = each = list(kinds)
    keys = Counter(chain.from_iterable(map(keys_of, each)))
    first = next(iter(keys_of(last)))
    plain = last if keys[first] == len(each) else None
    told = each if plain is None else others
    known = {next(key for key in keys_of(kind) if keys[key] == 1): kind for kind in told}

    def read(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise wrong(value, "type.mapping")
        said = [key for key in value if key in known]
        if plain is not None and not said:
            return _hook(plain)(value, plain)
        if not said:
            reject(_unknown_key(key, known) for key in value if key not in keys)
        if len(said) != 1:
            # Only those are expected that know what else is said.
            fit = tuple(key for key in known if value.keys() <= keys_of(known[key]).keys())
            expected = Message("expected.one-key", names=fit or tuple(known))
            found = ", ".join(said) or None
            raise DocumentError([Problem(code="not-one-key", found=found, expected=expected)])
        kind = known[said[0]]
        return _hook(kind)(value, kind)

    return read


@contextmanager
def using(scorers: Scorers) -> Iterator[None]:
    """Let documents name these scorers, until the end of the block."""
    token = _SCORERS.set(scorers)
    try:
        yield
    finally:
        _SCORERS.reset(token)


#: Which scorers documents may name; nothing stands for those of the library.
_SCORERS: ContextVar[Scorers | None] = ContextVar("scorers", default=None)


def named_kinds(kind: Any) -> Mapping[str, Any] | None:
    """Give the classes that may stand at one place, by the names that documents give them.

    ``None`` where a type is no choice among named classes.
    """
    for family, door in DOORS.items():
        if door is kind:
            scorers = _SCORERS.get() or Scorers.builtin()
            found: Mapping[str, Any] = getattr(scorers, family)
            return found
    kinds = [part for part in get_args(kind) if part is not NoneType]
    choice = len(kinds) > 1 and all(form_of(part).named for part in kinds)
    return {part.name: part for part in kinds} if choice else None


def _scorer(door: Any) -> Hook:
    """Read a scorer by its name, out of those of its kind that may be named."""

    def read(value: Any, _: Any) -> Any:
        return _tagged(named_kinds(door) or {})(value, door)

    return read


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


def _model(kind: Any) -> Hook:
    """Read a model field by field, each key known and each required key there."""
    form = form_of(kind)
    own, sole, shorter, expects = form.own, form.sole, form.shorter, form.expects
    if own is not None:
        assert own.read is not None  # else it stands among the scalars
        whole = own.read
        return lambda value, _: whole(value)
    written = dict if sole is None else (dict, list)

    def read(value: Any, _: Any) -> Any:
        if isinstance(value, kind):  # from a library
            return value
        if shorter is not None and shorter.fits(value):
            if shorter.field is not None:
                return kind(**_read_field(value, kind, shorter.field))
            value = shorter.long(value)
        if expects is not None and not isinstance(value, written):
            raise wrong(value, expects)
        if sole is not None:
            name, item_kind, read_sole = _fields(kind)[0][sole]
            return kind(**{name: read_sole(value, item_kind)})
        return kind(**read_fields(value, kind))

    return read


def _read_field(value: Any, kind: Any, key: str) -> dict[str, Any]:
    """Read the one field of a model that stands for the whole."""
    name, item_kind, read = _fields(kind)[0][key]
    try:
        return {name: read(value, item_kind)}
    except DocumentError as error:
        raise DocumentError(problem.inside(key) for problem in error.problems) from None


def read_fields(value: Any, kind: Any) -> dict[str, Any]:
    """Read the fields of a model from a mapping, by their names in Python.

    Raises:
        DocumentError: Everything that is wrong with keys and values.
    """
    if not isinstance(value, dict):
        raise wrong(value, "type.mapping")
    known, required = _fields(kind)
    arguments: dict[str, Any] = {}
    refused: list[Problem] = []
    for key, item in value.items():
        field = known.get(key)
        if field is not None:
            name, item_kind, read = field
            try:
                arguments[name] = read(item, item_kind)
            except DocumentError as error:
                refused += (problem.inside(key) for problem in error.problems)
                if len(refused) > MOST_PROBLEMS:
                    break
    if refused or len(arguments) < len(value) or not required <= value.keys():
        reject(chain(_key_problems(value, kind), refused))
    return arguments


def _key_problems(value: dict[str, Any], kind: Any) -> Iterator[Problem]:
    """Give the keys of a mapping that a model does not know, and those that it lacks."""
    known = keys_of(kind)
    for key in value:
        if key not in known:
            yield _unknown_key(key, known)
    for key, field in known.items():
        if field.required and key not in value:
            yield Problem(code="missing-key", path=(key,))


class _Field(NamedTuple):
    """How a document writes one field of a model."""

    #: Its name in Python.
    name: str
    kind: Any
    read: Hook


@cache
def _fields(model: Any) -> tuple[dict[str, _Field], frozenset[str]]:
    """Give the fields of a model by their keys in documents, and the keys that it needs."""
    keys = keys_of(model)
    known = {key: _Field(each.name, each.kind, _field_hook(each)) for key, each in keys.items()}
    return known, frozenset(key for key, each in keys.items() if each.required)


def _field_hook(field: Key) -> Hook:
    """Give what reads a field: as its type, and in the shorter form that it may have."""
    hook = _hook(field.kind)
    if field.form.one_or_many:
        return lambda value, kind: hook(_several(value), kind)
    if field.form.share:
        return lambda value, kind: hook(_share(value), kind)
    return hook


def _several(value: Any) -> Any:
    if not isinstance(value, dict | list):
        raise wrong(value, "type.sources")
    return [value] if isinstance(value, dict) else value


def _share(value: Any) -> Any:
    share = share_of(value) if isinstance(value, str) else None
    return value if share is None else share


def _unknown_key(key: str, known: Mapping[str, Any]) -> Problem:
    return Problem(
        code="unknown-key",
        path=(key,),
        found=shown(key),
        expected=Message("expected.one-of", names=tuple(known)),
        hint=nearest(key, known),
    )


#: What makes the hook of a type, by what the type looks like; the last that fits counts.
_SHAPES: tuple[tuple[Callable[[Any], bool], Callable[[Any], Hook]], ...] = (
    (has, _model),
    (lambda kind: get_origin(kind) is tuple, _tuple),
    (lambda kind: get_origin(kind) is FrozenMapping, _mapping),
    (lambda kind: get_origin(kind) is Literal, _literal),
    (lambda kind: get_origin(kind) in (Union, UnionType), _union),
    (lambda kind: kind == FactValue, lambda _: _fact),
    (lambda kind: kind == EventDay, lambda _: _event_day),
    (lambda kind: get_origin(kind) is Annotated, _annotated),
    (lambda kind: kind is Any, lambda _: _anything),
    (lambda kind: kind in DOORS.values(), _scorer),
)
