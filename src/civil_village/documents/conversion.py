"""Plain data to models, strictly: what a document may say is what the models declare.

Each type is looked at once for what reads it; whatever reads is strict, gathers all problems
below it and gives each its path. Models are built as drafts, and what does not fit
together is found afterwards on the whole tree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from itertools import chain
from types import NoneType
from typing import Any, Literal, Union, get_args, get_origin

from civil_village import checks
from civil_village.calendar import VagueDate
from civil_village.canonical import AsWritten, as_written
from civil_village.documents.reading.plain_tree import Plain
from civil_village.events import EventDay
from civil_village.exact_numbers import published, share_of, tidy
from civil_village.facts import FactValue
from civil_village.ids import DocumentId, Id, id_problems
from civil_village.labels import Label
from civil_village.messages import LANGUAGES, Message, arguments_of, texts
from civil_village.messages.carried import LONGEST_OWN, OWN, stray_fields
from civil_village.problems import MOST_PROBLEMS, DocumentError, Problem, nearest, reject, shown
from civil_village.quantities.ratios import Ratio
from civil_village.rules import Rule, Unknown
from civil_village.standards.scorers import DOORS, Scorers
from civil_village.type_fitting import NONE, SCALARS, SHAPES, Fit, Fitting, Take, gathered, refusal
from civil_village.written_forms import Key, form_of, keys_of

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


def structure(value: Any, kind: Any) -> Any:
    """Read plain data as a type.

    Raises:
        DocumentError: Everything in it that has a wrong type, key or form.

    Examples:
        >>> structure([1, 2], tuple[int, ...])
        (1, 2)
    """
    return _DOCUMENTS.of(kind).of(value)


# Scalars -----------------------------------------------------------------------------


def _id(value: Any) -> str:
    """Read an id; a number is none, however it is quoted."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        reject(id_problems(str(value)))
    return structure(value, str)  # type: ignore[no-any-return] # by its type


def _fraction(value: Any) -> Fraction:
    if isinstance(value, dict) and set(value) == {"fraction"}:
        text = structure(value["fraction"], str)
        if not _FRACTION.fullmatch(text):
            raise refusal(text, Message("type.fraction"))
        return Fraction(text)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise refusal(value, Message("type.number"))
    return Fraction(value)


def _instant(value: Any) -> datetime:
    """Read an instant with its offset, in the one form in which it is written."""
    try:
        fits = isinstance(value, str) and _INSTANT.fullmatch(value)
        found = datetime.fromisoformat(value) if fits else None
    except ValueError:  # no such day, or no such time
        found = None
    if found is None:
        raise refusal(value, Message("expected.instant"), code="not-an-instant")
    return found


def _event_day(value: Any) -> EventDay:
    """Read a day, or a vague date."""
    if value is None:
        return None
    if isinstance(value, str) and _DAY.fullmatch(value):
        return structure(value, date)  # type: ignore[no-any-return] # by its type
    return VagueDate.parse(value)


def _fact(value: Any) -> FactValue:
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
            raise refusal(value, Message("type.fact"))


def _rule(value: Any) -> Rule:
    if isinstance(value, Plain) and not value.isidentifier():
        # YAML cuts an unquoted text at " #" and reads ": " in it as a key.
        marks = "\"'" if '"' in value else "'\""
        hint = Message("hint.write", form=f"{marks[1]}{value}{marks[1]}")
        raise refusal(value, Message("expected.quoted"), code="unquoted-rule", hint=hint)
    if not isinstance(value, str):
        raise refusal(value, Message("type.rule"))
    return Rule(str(value))


def _message(value: Any) -> Message:
    if not isinstance(value, dict) or not isinstance(value.get("key"), str):
        raise refusal(value, Message("type.message"))
    if value["key"] == OWN:
        return _own_message(value)
    if value["key"] not in texts():
        raise refusal(value["key"], Message("type.message"), code="unknown-message")
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
    made = gathered((name, item, _ARGUMENT) for name, item in given.items())
    return Message(str(value["key"]), **dict(zip(given, made, strict=True)))


def _argument(value: Any) -> Any:
    """Read whatever may stand in a message."""
    match value:
        case {"key": _}:
            return _message(value)
        case dict():
            return structure(value, Label)
        case list():
            return tuple(gathered((i, item, _ARGUMENT) for i, item in enumerate(value)))
        case _:
            return str(value) if isinstance(value, str) else value


def _anything(value: Any) -> Any:
    """Keep a value whose type only a catalogue knows."""
    match value:
        case dict():
            return {str(key): _anything(item) for key, item in value.items()}
        case list():
            return [_anything(item) for item in value]
        case _:
            return str(value) if isinstance(value, str) else value


# Shapes ------------------------------------------------------------------------------

#: Scalars of which several may stand in one place, since none is written as another.
_SCALARS = frozenset((bool, int, str))


def _literal(_: Fitting, kind: Any) -> Fit:
    words = get_args(kind)

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in words:
            expected = Message("expected.one-of", names=words)
            raise refusal(value, expected, hint=nearest(str(value), words))
        return str(value)

    return Fit(NONE, read)


def _union(fitting: Fitting, kind: Any) -> Fit:
    """Read one of several types: a plug-in by its name, a word, or the one that is not nothing."""
    kinds = [part for part in get_args(kind) if part is not NoneType]
    nothing = frozenset({NoneType}) if len(kinds) < len(get_args(kind)) else NONE
    if len(kinds) == 1:
        sure, take = fitting.of(kinds[0])
        return Fit(sure | nothing, take)
    if set(kinds) == {Decimal, Fraction}:
        return Fit(nothing, _points)
    if _SCALARS.issuperset(kinds):
        return Fit(nothing, partial(_scalar, kinds=frozenset(kinds)))
    *others, word = kinds
    if get_origin(word) is Literal:
        (scalar,) = map(fitting.of, others)
        return Fit(nothing | scalar.sure, partial(_or_word, scalar=scalar, word=fitting.of(word)))
    named = named_kinds(kind)
    return Fit(nothing, _by_key(kinds) if named is None else partial(tagged, kinds=named))


def _scalar(value: Any, kinds: frozenset[type[Any]]) -> Any:
    """Read one of several scalars, which a document writes as they are."""
    value = str(value) if isinstance(value, str) else value  # how it was quoted says nothing
    if type(value) not in kinds:
        raise refusal(value, Message("type.scalar"))
    return value


def _or_word(value: Any, scalar: Fit, word: Fit) -> Any:
    return (word if isinstance(value, str) else scalar).of(value)


def _points(value: Any) -> Decimal | Fraction:
    # Points are reckoned, not written down: they may have any number of digits.
    return published(_fraction(value))


def tagged(value: Any, kinds: Mapping[str, Any]) -> Any:
    """Read a plug-in: its name alone, or its name before its parameters.

    Raises:
        DocumentError: It has no such name, or something is wrong with the parameters.

    Examples:
        >>> from civil_village.standards.gradings import Count
        >>> tagged({"count": {"met": [0, 1]}}, {"count": Count}).met
        (Decimal('0'), Decimal('1'))
    """
    if isinstance(value, str):
        return structure({}, _known(str(value), kinds))
    if not isinstance(value, dict) or len(value) != 1:
        raise refusal(value, Message("expected.one-key", names=tuple(kinds)), code="not-one-key")
    ((name, parameters),) = value.items()
    (made,) = gathered([(name, parameters, _DOCUMENTS.of(_known(name, kinds)))])
    return made


def _known(name: str, kinds: Mapping[str, Any]) -> Any:
    reject(checks.known(name, kinds))
    return kinds[name]


def _by_key(kinds: Iterable[Any]) -> Take:
    """Read one of several models: the one whose first own key is there, which no other has.

    Where the first key of the last model belongs to all, that one is meant by no other's.
    """
    *others, last = each = list(kinds)
    keys = Counter(chain.from_iterable(map(keys_of, each)))
    first = next(iter(keys_of(last)))
    plain = last if keys[first] == len(each) else None
    told = each if plain is None else others
    known = {next(key for key in keys_of(kind) if keys[key] == 1): kind for kind in told}

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise refusal(value, Message("type.mapping"))
        said = [key for key in value if key in known]
        if plain is not None and not said:
            return structure(value, plain)
        if not said:
            reject(_unknown_key(key, known) for key in value if key not in keys)
        if len(said) != 1:
            # Only those are expected that know what else is said.
            fit = tuple(key for key in known if value.keys() <= keys_of(known[key]).keys())
            expected = Message("expected.one-key", names=fit or tuple(known))
            found = ", ".join(said) or None
            raise DocumentError([Problem(code="not-one-key", found=found, expected=expected)])
        return structure(value, known[said[0]])

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


def _scorer(value: Any, door: Any) -> Any:
    """Read a scorer by its name, out of those of its kind that may be named."""
    return tagged(value, named_kinds(door) or {})


def _model(kind: Any) -> Fit:
    """Read a model field by field, each key known and each required key there."""
    form = form_of(kind)
    own, sole, shorter, expects = form.own, form.sole, form.shorter, form.expects
    if own is not None:
        assert own.read is not None  # else it stands among the scalars
        return Fit(NONE, own.read)

    text = None if shorter is None or shorter.kind is not str else shorter.field

    def read(value: Any) -> Any:
        if text is not None and value.__class__ is str:
            return kind(**{text: value})  # as most labels are: a text for a text
        if shorter is not None and shorter.fits(value):
            value = shorter.long(value)
        if sole is None:
            return kind(**read_fields(value, kind))
        if expects is not None and not isinstance(value, dict | list):
            raise refusal(value, Message(expects))
        if expects is not None and isinstance(value, list) and list in map(type, value):
            raise refusal(value, Message(expects), hint=_as_mapping(value))
        name, fit = _fields(kind)[0][sole]
        return kind(**{name: fit.of(value)})

    return Fit(frozenset({kind}), read)  # made already, where it comes from a library


def _as_mapping(pairs: list[Any]) -> Message | None:
    """Offer the mapping that is meant by a list of pairs, where it is short."""
    whole = all(isinstance(pair, list) and len(pair) == 2 for pair in pairs)  # noqa: PLR2004 - a pair
    if not whole or len(pairs) > _FEW:
        return None
    said = ", ".join(": ".join(map(shown, pair)) for pair in pairs)
    return Message("hint.write", form=f"{{{said}}}")


#: So many pairs are written out in a hint.
_FEW = 6


def read_fields(value: Any, kind: Any) -> dict[str, Any]:
    """Read the fields of a model from a mapping, by their names in Python.

    Raises:
        DocumentError: Everything that is wrong with keys and values.
    """
    if not isinstance(value, dict):
        wide = isinstance(value, Plain) and "\uff1a" in value  # no colon to YAML
        hint = Message("hint.write", form=value.replace("\uff1a", ": ", 1)) if wide else None
        raise refusal(value, Message(form_of(kind).expects or "type.mapping"), hint=hint)
    known, required = _fields(kind)
    arguments: dict[str, Any] = {}
    refused: list[Problem] = []
    strange = False
    for key, item in value.items():
        if key in known:
            name, (sure, take) = known[key]
            try:
                arguments[name] = item if item.__class__ in sure else take(item)
            except DocumentError as error:
                refused += (problem.inside(key) for problem in error.problems)
                if len(refused) > MOST_PROBLEMS:
                    break
        else:
            strange = True
    if refused or strange or not required <= value.keys():
        reject(chain(_key_problems(value, kind), refused))
    return arguments


def read_field(value: Any, kind: Any, key: str) -> Any:
    """Read one field of a model, in the form that the field declares.

    Raises:
        DocumentError: Everything that is wrong with it.

    Examples:
        >>> from civil_village.standards.gradings import PointsShort
        >>> read_field("95%", PointsShort, "target")
        Decimal('0.95')
    """
    return _fields(kind)[0][key][1].of(value)


def _key_problems(value: dict[str, Any], kind: Any) -> Iterator[Problem]:
    """Give the keys of a mapping that a model does not know, and those that it lacks."""
    known = keys_of(kind)
    for key in value:
        if key not in known:
            yield _unknown_key(key, known)
    for key, field in known.items():
        if field.required and key not in value:
            yield Problem(code="missing-key", path=(key,))


@cache
def _fields(model: Any) -> tuple[dict[str, tuple[str, Fit]], frozenset[str]]:
    """Give names in Python and fits of a model's fields by their keys, and the keys it needs."""
    keys = keys_of(model)
    known = {key: (each.name, _field_fit(each)) for key, each in keys.items()}
    return known, frozenset(key for key, each in keys.items() if each.required)


def _field_fit(field: Key) -> Fit:
    """Give what reads a field: as its type, and in the shorter form that it may have."""
    fit = _DOCUMENTS.of(field.kind)
    if field.form.one_or_many:
        several = _texts if get_args(field.kind)[0] is str else _several
        return Fit(NONE, lambda value: fit.of(several(value)))
    if field.form.share:
        return Fit(NONE, lambda value: fit.of(_share(value)))
    return fit


def _several(value: Any) -> Any:
    if not isinstance(value, dict | list):
        raise refusal(value, Message("type.sources"))
    return [value] if isinstance(value, dict) else value


def _texts(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _share(value: Any) -> Any:
    match value:
        case dict():  # of several parts
            return {key: _share(part) for key, part in value.items()}
        case list():
            return [_share(part) for part in value]
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


#: What stands among the arguments of a message.
_ARGUMENT = Fit(NONE, _argument)
#: As documents write values: most as Python code hands them in.
_DOCUMENTS = Fitting(
    {
        **SCALARS,
        **{door: Fit(NONE, partial(_scorer, door=door)) for door in DOORS.values()},
        Any: Fit(NONE, _anything),
        AsWritten: Fit(NONE, as_written),
        **dict.fromkeys((Id, DocumentId), Fit(frozenset({str}), _id)),
        Fraction: Fit(NONE, _fraction),
        datetime: Fit(NONE, _instant),
        EventDay: Fit(NONE, _event_day),
        FactValue: Fit(NONE, _fact),
        Message: Fit(NONE, _message),
        Rule: Fit(NONE, _rule),
    },
    {**SHAPES, Literal: _literal, Union: _union},
    _model,
)
