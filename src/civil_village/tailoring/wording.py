"""What was changed in words (改动说明): from what to what, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from civil_village.canonical import line_json
from civil_village.documents.conversion import read_field
from civil_village.labels import Label, Source
from civil_village.messages import LANGUAGES, written
from civil_village.models import drafting
from civil_village.problems import DocumentError, shown
from civil_village.rules import Rule
from civil_village.rules.syntax import Compare, Constant, Expression, Name, parts
from civil_village.rules.wording import worded
from civil_village.standards.gradings import Grading

#: So much is shown of what has no words of its own.
LENGTH = 80


def told(value: Any, labels: Mapping[str, Any], kind: Any = None, key: str = "") -> Label | None:
    """Say what a field has in both languages; nothing where there is none.

    Args:
        value: As the document writes it.
        labels: What the names that rules read are called.
        kind: The class whose field it is.
        key: The field.

    Examples:
        >>> from civil_village.requirements import Requirement
        >>> told(Decimal("1.50"), {}).zh, told("water >= 0.9", {}, Requirement, "rule").en
        ('1.5', 'water is at least 0.9')
    """
    if value is None:
        return None
    read: Any = value
    if kind is not None:
        with suppress(DocumentError), drafting():
            read = read_field(value, kind, key)
    match read:
        case Label():
            return read
        case Rule():
            return worded(read.expression, labels)
        case bool() | int() | str() | Decimal() | date():
            return _both(read)
        case _ if Grading in read.__class__.__mro__:
            return _both(read.told())
        case (Source(), *_):
            return _both(tuple(read))
        case _:
            return Label(shown(line_json(value), LENGTH))


def _both(value: Any) -> Label:
    """Say a value in both languages."""
    zh, en = (written(value, lang) for lang in LANGUAGES)
    return Label(zh, None if zh == en else en)


def literals(before: Any, after: Any, labels: Mapping[str, Any]) -> tuple[Label, Label] | None:
    """Say two rules by the one literal in which they differ; ``None`` where it is not so.

    Examples:
        >>> literals("water >= 0.92 && tidy", "water >= 0.95 && tidy", {})
        (Label(zh='0.92', en=None), Label(zh='0.95', en=None))
    """
    try:
        sides = Rule(before).expression, Rule(after).expression
    except DocumentError:
        return None
    found = _differing(*sides, None)
    if found is None or len(found) != 1:
        return None
    ((one, other, beside),) = found
    return _measured(one, beside, labels), _measured(other, beside, labels)


def _differing(
    one: Expression, other: Expression, beside: Expression | None
) -> list[tuple[Constant, Constant, Expression | None]] | None:
    """Give the literals in which two rules differ; ``None`` where they differ in more."""
    if isinstance(one, Constant) and isinstance(other, Constant):
        return [] if one == other else [(one, other, beside)]
    if type(one) is not type(other) or len(parts(one)) != len(parts(other)):
        return None
    if isinstance(one, Name) or getattr(one, "operator", "") != getattr(other, "operator", ""):
        return [] if one == other else None
    made = []
    for index, pair in enumerate(zip(parts(one), parts(other), strict=True)):
        opposite = parts(one)[1 - index] if isinstance(one, Compare) else None
        found = _differing(*pair, opposite)
        if found is None:
            return None
        made += found
    return made


def _measured(constant: Constant, beside: Expression | None, labels: Mapping[str, Any]) -> Label:
    """Write a literal as the indicator that it is compared with measures it."""
    label = labels.get(beside.id) if isinstance(beside, Name) else None
    measure = getattr(label, "measure", None)
    value: Any = constant.value
    if measure is not None and not isinstance(value, bool | str):
        value = measure(value)
    return _both(value)


def labels_of(document: Any) -> Mapping[str, Any]:
    """Give what the names that rules of a document read are called."""
    if document.kind == "policy":
        return dict(document.accounts)
    catalogue = getattr(document, "catalogue", None)
    return {} if catalogue is None else dict(catalogue.indicators)
