"""The plain form of any model, canonical JSON, and digests; knows no kinds of documents.

The plain form leaves out what is at its default, so that a model and what it was read
from say the same. Canonical JSON has sorted keys and no spaces; its sha-256 is the
digest, the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from json.encoder import encode_basestring, encode_basestring_ascii
from types import NoneType
from typing import Annotated, Any

from attrs import NOTHING, Attribute, Factory, has

from civil_village.mappings import FrozenMapping, keep_signature
from civil_village.messages import Message, decimal_text
from civil_village.problems import Problem, shown
from civil_village.written_forms import FieldForm, document_key, field_form, form_of, written_fields

#: Plain data as a document has it, of whatever type its place will ask for.
AsWritten = Annotated[Any, "as-written"]
#: Makes the plain form of a value.
Write = Callable[[Any], Any]


#: What is its own plain form.
_PLAIN = frozenset((NoneType, bool, int, str, Decimal))


def plain(value: Any) -> Any:
    """Give the plain form of a value: mappings, lists, texts, truths and exact numbers.

    Examples:
        >>> from civil_village.labels import Label
        >>> plain({"label": Label("户数"), "from": Decimal("1.50")})
        {'label': '户数', 'from': Decimal('1.50')}
    """
    kind = value.__class__
    return value if kind in _PLAIN else _writer(kind)(value)


def as_written(value: Any) -> Any:
    """Freeze plain data, and write models as documents do.

    Examples:
        >>> as_written({"caps": [1.5]})
        FrozenMapping({'caps': (Decimal('1.5'),)})
    """
    if has(value.__class__) or isinstance(value, float | date | Fraction):
        value = plain(value)
    if isinstance(value, Mapping):
        return FrozenMapping({str(key): as_written(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return tuple(map(as_written, value))
    return value


keep_signature(as_written)


def unwritten(value: Any, *path: str | int) -> Iterator[Problem]:
    """Give a value that no document can write.

    Examples:
        >>> [problem.code for problem in unwritten({"share": object()}, "set")]
        ['wrong-type']
    """
    try:
        plain(value)
    except TypeError:
        expected = Message("expected.document")
        yield Problem(code="wrong-type", path=path, found=shown(value), expected=expected)


@cache
def _writer(kind: type[Any]) -> Write:
    """Give what makes the plain form of a class's values."""
    if has(kind):
        return _model_writer(kind)
    for known, write in _SIMPLE:
        if issubclass(kind, known):
            return write
    message = f"no plain form of {kind.__name__}"
    raise TypeError(message)


def _fraction(value: Fraction) -> Any:
    text = decimal_text(value)
    return {"fraction": text} if "/" in text else Decimal(text)


#: What makes the plain form of what is no model; the first that fits counts.
_SIMPLE: tuple[tuple[tuple[type[Any], ...], Write], ...] = (
    ((float,), lambda value: Decimal(float.__repr__(value))),  # of a record made in Python
    ((str,), str),
    ((NoneType, bool, int, Decimal), lambda value: value),
    ((date,), lambda value: value.isoformat()),
    ((Mapping,), lambda value: {str(key): plain(item) for key, item in value.items()}),
    ((Sequence,), lambda value: [plain(item) for item in value]),
    ((Fraction,), _fraction),
)


def _model_writer(kind: type[Any]) -> Write:
    """Give what writes a model in the form that its class declares."""
    form = form_of(kind)
    if form.own is not None:
        own = form.own.write
        return lambda value: plain(own(value))
    sole, name = form.sole, kind.name if form.named else None
    brief = None if form.shorter is None else form.shorter.brief

    def write(value: Any) -> Any:
        made = plain_fields(value) if sole is None else plain(getattr(value, sole))
        if brief is not None:
            made = brief(made)
        if name is None:
            return made
        return name if made == {} else {name: made}

    return write


def plain_fields(model: Any) -> dict[str, Any]:
    """Give the plain form of a model, field by field, without what is at its default."""
    made = {}
    for key, name, default, write in _fields(model.__class__):
        value = getattr(model, name)
        if default is NOTHING or (value is not default and value != default):
            made[key] = write(value)
    return made


@cache
def _fields(model: type[Any]) -> tuple[tuple[str, str, Any, Write], ...]:
    """Give key, name, default and writer of each field that documents write."""
    return tuple(
        (document_key(each), each.name, _default(each), _field_writer(field_form(each)))
        for each in written_fields(model)
    )


def _field_writer(form: FieldForm) -> Write:
    """Give what makes the plain form of a field's values."""
    if form.one_or_many:
        return lambda value: plain(value[0] if len(value) == 1 else value)
    write = form.write
    return plain if write is None else lambda value: plain(write(value))


def _default(attribute: Attribute[Any]) -> Any:
    default = attribute.default
    if isinstance(default, Factory):  # type: ignore[arg-type] # a class at run time
        return default.factory()  # type: ignore[union-attr] # so it is one
    if default is NOTHING or attribute.converter is None or default is None:
        return default
    return attribute.converter(default)  # type: ignore[operator] # a plain function


def canonical_json(value: Any) -> str:
    """Write a value in canonical JSON.

    Examples:
        >>> canonical_json({"b": Decimal("1.50"), "a": [True, None, "户"]})
        '{"a":[true,null,"户"],"b":1.5}'
    """
    return _Json(sort=True).compact(plain(value))


def pretty_json(value: Any, *, ascii_only: bool = False) -> str:
    """Write a value in JSON for people, keys in the order of the model.

    Args:
        value: A model or plain data.
        ascii_only: Write other letters as escapes, for consoles that cannot show them.

    Examples:
        >>> print(pretty_json({"id": "v001", "values": {"meetings": 3}}), end="")
        {
          "id": "v001",
          "values": {"meetings": 3}
        }
    """
    return pretty(plain(value), ascii_only=ascii_only)


def pretty(data: Any, *, ascii_only: bool = False) -> str:
    """Write plain data in JSON for people; see `pretty_json`."""
    return _Json(space=" ", ascii_only=ascii_only).pretty(data) + "\n"


def line_json(value: Any) -> str:
    """Write a value in JSON on one line, keys in the order of the model.

    Examples:
        >>> line_json({"id": "v001", "values": {"meetings": 3}})
        '{"id": "v001", "values": {"meetings": 3}}'
    """
    return _Json(space=" ").compact(plain(value))


def digest(value: Any) -> str:
    """Give the sha-256 of a value's canonical JSON, in hexadecimal.

    A value that holds what no rule reads gives by its ``digested`` what the digest is of.

    Examples:
        >>> digest({"a": 1}) == digest({"a": Decimal("1.0")})
        True
    """
    import hashlib  # noqa: PLC0415 - loads OpenSSL, and no first answer needs a digest

    digested = getattr(value, "digested", None)
    text = canonical_json(value if digested is None else digested())
    return hashlib.sha256(text.encode()).hexdigest()


def lot(seed: str, name: str) -> int:
    """Draw the lot of a thing (抽签): by sha-256 of seed and id, the same anywhere.

    The smallest lot is drawn first.

    Examples:
        >>> sorted(["v1", "v2", "v3"], key=lambda name: lot("2024", name))
        ['v2', 'v1', 'v3']
    """
    return int(digest([seed, name]), 16)


class _Json:
    """Writes plain data in JSON; numbers exactly, which the standard writer cannot."""

    def __init__(self, *, space: str = "", sort: bool = False, ascii_only: bool = False) -> None:
        self.text: Callable[[str], str] = (
            encode_basestring_ascii if ascii_only else encode_basestring
        )
        #: What writes all data of a class on one line; numbers that are not here, exactly.
        self.writers: dict[type[Any], Callable[[Any], str]] = {
            dict: self._mapping,
            list: self._list,
            str: self.text,
            int: str,
            bool: lambda value: "true" if value else "false",
            NoneType: lambda _: "null",
        }
        self.sort, self.comma, self.colon = sort, f",{space}", f":{space}"

    def compact(self, value: Any) -> str:
        """Write on one line."""
        return self.writers.get(value.__class__, decimal_text)(value)

    def _mapping(self, value: dict[str, Any]) -> str:
        pairs = sorted(value.items()) if self.sort else value.items()
        text, colon, write = self.text, self.colon, self.writers.get
        inside = [text(k) + colon + write(v.__class__, decimal_text)(v) for k, v in pairs]
        return f"{{{self.comma.join(inside)}}}"

    def _list(self, value: list[Any]) -> str:
        return f"[{self.comma.join(map(self.compact, value))}]"

    def pretty(self, value: Any, level: int = 0) -> str:
        """Write over several lines; what holds no lists or mappings stays on one."""
        named = value.__class__ is dict
        parts: Any = value.values() if named else value if value.__class__ is list else ()
        if not parts or (level and _HOLDING.isdisjoint(map(type, parts))):
            return self.compact(value)
        break_, write = "\n" + "  " * (level + 1), self.compact
        lines = [
            self.pretty(part, level + 1) if part.__class__ in _HOLDING else write(part)
            for part in parts
        ]
        if not named:
            return f"[{break_}{f',{break_}'.join(lines)}{break_[:-2]}]"
        pairs = zip(map(self.text, value), lines, strict=True)
        inside = f",{break_}".join([key + self.colon + line for key, line in pairs])
        return f"{{{break_}{inside}{break_[:-2]}}}"


#: What holds other plain data.
_HOLDING: frozenset[type[Any]] = frozenset((dict, list))
