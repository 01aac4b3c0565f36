"""The plain form of any model, canonical JSON, and digests; knows no kinds of documents.

The plain form leaves out what is at its default, so that a model and what it was read
from say the same. Canonical JSON has sorted keys and no spaces; its sha-256 is the
digest, the same on every machine.
"""

from __future__ import annotations

import hashlib
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
    return "".join(_json(plain(value), sort=True, indent=None, level=0, ascii_only=False))


def pretty_json(value: Any, *, ascii_only: bool = False) -> str:
    """Write a value in JSON for people, keys in the order of the model.

    Args:
        value: A model or plain data.
        ascii_only: Write other letters as escapes, for consoles that cannot show them.
    """
    return "".join(_json(plain(value), sort=False, indent=2, level=0, ascii_only=ascii_only)) + "\n"


def digest(value: Any) -> str:
    """Give the sha-256 of a value's canonical JSON, in hexadecimal.

    Examples:
        >>> digest({"a": 1}) == digest({"a": Decimal("1.0")})
        True
    """
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def _json(
    value: Any, *, sort: bool, indent: int | None, level: int, ascii_only: bool
) -> Iterator[str]:
    """Write plain data piece by piece; numbers exactly, which the standard writer cannot."""
    match value:
        case None | bool():
            yield {None: "null", True: "true", False: "false"}[value]
        case int() | Decimal():
            yield decimal_text(value)
        case str():
            yield json.dumps(value, ensure_ascii=ascii_only)
        case Mapping() | list() if not value:
            yield "{}" if isinstance(value, Mapping) else "[]"
        case _:
            deeper: dict[str, Any] = {
                "sort": sort,
                "indent": indent,
                "level": level + 1,
                "ascii_only": ascii_only,
            }
            colon = ":" if indent is None else ": "
            keyed = isinstance(value, Mapping)
            pairs = value.items() if isinstance(value, Mapping) else enumerate(value)
            items = sorted(pairs) if keyed and sort else pairs
            yield "{" if keyed else "["
            for index, (key, item) in enumerate(items):
                yield ("," if index else "") + _break(indent, level + 1)
                if keyed:
                    yield json.dumps(key, ensure_ascii=ascii_only) + colon
                yield from _json(item, **deeper)
            yield _break(indent, level) + ("}" if keyed else "]")


def _break(indent: int | None, level: int) -> str:
    return "" if indent is None else "\n" + " " * (indent * level)
