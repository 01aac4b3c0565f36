"""The plain form of any model, canonical JSON, and digests; knows no kinds of documents.

The plain form leaves out what is at its default, so that a model and what it was read
from say the same. Canonical JSON has sorted keys and no spaces; its sha-256 is the
digest, the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any

from attrs import NOTHING, Attribute, Factory, has

from civil_village.forms import FieldForm, document_key, field_form, form_of, written_fields
from civil_village.messages import decimal_text

#: Makes the plain form of a value.
Write = Callable[[Any], Any]


def plain(value: Any) -> Any:
    """Give the plain form of a value: mappings, lists, texts, truths and exact numbers.

    Examples:
        >>> from civil_village.labels import Label
        >>> plain({"label": Label("户数"), "from": Decimal("1.50")})
        {'label': '户数', 'from': Decimal('1.50')}
    """
    return _writer(value.__class__)(value)


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
    for key, name, default, form in _fields(model.__class__):
        value = getattr(model, name)
        if value != default:
            one = form.one_or_many and len(value) == 1
            made[key] = plain(value[0] if one else form.write(value))
    return made


@cache
def _fields(model: type[Any]) -> tuple[tuple[str, str, Any, FieldForm], ...]:
    """Give key, name, default and form of each field that documents write."""
    return tuple(
        (document_key(each), each.name, _default(each), field_form(each))
        for each in written_fields(model)
    )


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
    return _compact(plain(value), sort=True, space="", ascii_only=False)


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
    return _pretty(plain(value), level=0, ascii_only=ascii_only) + "\n"


def line_json(value: Any) -> str:
    """Write a value in JSON on one line, keys in the order of the model.

    Examples:
        >>> line_json({"id": "v001", "values": {"meetings": 3}})
        '{"id": "v001", "values": {"meetings": 3}}'
    """
    return _compact(plain(value), sort=False, space=" ", ascii_only=False)


def digest(value: Any) -> str:
    """Give the sha-256 of a value's canonical JSON, in hexadecimal.

    Examples:
        >>> digest({"a": 1}) == digest({"a": Decimal("1.0")})
        True
    """
    import hashlib  # noqa: PLC0415 - loads OpenSSL, and no first answer needs a digest

    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def lot(seed: str, name: str) -> int:
    """Draw the lot of a thing (抽签): by sha-256 of seed and id, the same anywhere.

    The smallest lot is drawn first.

    Examples:
        >>> sorted(["v1", "v2", "v3"], key=lambda name: lot("2024", name))
        ['v2', 'v1', 'v3']
    """
    return int(digest([seed, name]), 16)


def _scalar(value: Any, *, ascii_only: bool) -> str:
    """Write a scalar; numbers exactly, which the standard writer cannot."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=ascii_only)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return decimal_text(value)


def _compact(value: Any, *, sort: bool, space: str, ascii_only: bool) -> str:
    """Write plain data on one line, with or without a space after commas and colons."""

    def deeper(item: Any) -> str:
        return _compact(item, sort=sort, space=space, ascii_only=ascii_only)

    if isinstance(value, Mapping):
        pairs = sorted(value.items()) if sort else value.items()
        items = [f"{deeper(key)}:{space}{deeper(item)}" for key, item in pairs]
        return "{" + f",{space}".join(items) + "}"
    if isinstance(value, list):
        return "[" + f",{space}".join(map(deeper, value)) + "]"
    return _scalar(value, ascii_only=ascii_only)


def _pretty(value: Any, *, level: int, ascii_only: bool) -> str:
    """Write plain data over several lines; what holds no lists or mappings stays on one."""
    parts = value.values() if isinstance(value, Mapping) else value
    nested = isinstance(value, Mapping | list) and any(isinstance(p, Mapping | list) for p in parts)
    if not nested and (level or not isinstance(value, Mapping | list) or not value):
        return _compact(value, sort=False, space=" ", ascii_only=ascii_only)
    keys = value if isinstance(value, Mapping) else [None] * len(value)
    break_ = "\n" + "  " * (level + 1)
    items = [
        ("" if key is None else _scalar(key, ascii_only=ascii_only) + ": ")
        + _pretty(part, level=level + 1, ascii_only=ascii_only)
        for key, part in zip(keys, parts, strict=True)
    ]
    start, end = ("{", "}") if isinstance(value, Mapping) else ("[", "]")
    return start + break_ + f",{break_}".join(items) + break_[:-2] + end
