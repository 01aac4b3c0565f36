"""The plain form of any model, canonical JSON, and digests; knows no kinds of documents.

The plain form leaves out what is at its default, so that a model and what it was read
from say the same. Canonical JSON has sorted keys and no spaces; its sha-256 is the
digest, the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import NOTHING, Attribute, Factory, fields, has

from civil_village.messages import decimal_text


def plain(value: Any) -> Any:
    """Give the plain form of a value: mappings, lists, texts, truths and exact numbers.

    Examples:
        >>> from civil_village.labels import Label
        >>> plain({"label": Label("户数"), "from": Decimal("1.50")})
        {'label': '户数', 'from': Decimal('1.50')}
    """
    match value:
        case float():  # of a record that was made in Python
            return Decimal(float.__repr__(value))
        case None | bool() | int() | Decimal() | str():
            return str(value) if isinstance(value, str) else value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case tuple() | list():
            return [plain(item) for item in value]
        case Fraction():
            text = decimal_text(value)
            return {"fraction": text} if "/" in text else Decimal(text)
    if hasattr(value, "plain"):
        return plain(value.plain())
    if hasattr(value, "written_as"):
        return plain(getattr(value, value.written_as))
    if getattr(value, "tagged", False):  # one of several kinds that stand in one list
        return {value.name: plain_fields(value)}
    if has(type(value)):
        return plain_fields(value)
    message = f"no plain form of {type(value).__name__}"
    raise TypeError(message)


def plain_fields(model: Any) -> dict[str, Any]:
    """Give the plain form of a model, field by field, without what is at its default."""
    return {
        document_key(attribute): _field(attribute, getattr(model, attribute.name))
        for attribute in written_fields(type(model))
        if getattr(model, attribute.name) != _default(attribute)
    }


def written_fields(model: type[Any]) -> Iterator[Attribute[Any]]:
    """Give the fields of a model that documents write: those that count for equality."""
    return (attribute for attribute in fields(model) if attribute.eq)


def document_key(attribute: Attribute[Any]) -> str:
    """Give the key of a field in documents; Python needs ``from_`` where they say ``from``."""
    return attribute.name.rstrip("_")


def _field(attribute: Attribute[Any], value: Any) -> Any:
    if attribute.metadata.get("one_or_many") and len(value) == 1:
        return plain(value[0])
    if "plain" in attribute.metadata:
        return plain(attribute.metadata["plain"](value))
    tagged = getattr(type(value), "name", None)
    if isinstance(tagged, str):
        return plain_tagged(value)
    return plain(value)


def plain_tagged(value: Any) -> Any:
    """Give the form of a plug-in: its name alone, or its name before its parameters."""
    parameters = plain(value)
    return {value.name: parameters} if parameters != {} else value.name


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
