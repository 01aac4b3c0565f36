"""What was changed in words (改动说明): from what to what, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from civil_village.canonical import line_json
from civil_village.labels import Label
from civil_village.messages import LANGUAGES, phrase, written
from civil_village.problems import DocumentError, shown
from civil_village.rules import Rule
from civil_village.rules.syntax import Compare, Constant, Expression, Name, parts
from civil_village.rules.wording import worded
from civil_village.written_forms import keys_of

#: So much is shown of what has no words of its own.
LENGTH = 80


def told(value: Any, labels: Mapping[str, Any], kind: Any = None, key: str = "") -> Label | None:
    """Say a plain value of a field in both languages; nothing where there is none.

    Examples:
        >>> told(Decimal("1.50"), {}).en
        '1.5'
    """
    if value is None:
        return None
    if kind is not None and _is_rule(kind, key) and isinstance(value, str):
        try:
            return worded(Rule(value).expression, labels)
        except DocumentError:
            return Label(value)
    match value:
        case {"zh": str(zh)}:
            return Label(zh, value.get("en"))
        case bool() | int() | str() | Decimal():
            zh, en = (phrase("value", lang, value=value) for lang in LANGUAGES)
            return Label(zh, None if zh == en else en)
        case _:
            return Label(shown(line_json(value), LENGTH))


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
    zh, en = (written(value, lang) for lang in LANGUAGES)
    return Label(zh, None if zh == en else en)


def _is_rule(kind: Any, key: str) -> bool:
    each = keys_of(kind).get(key)
    return each is not None and Rule in (each.kind, *getattr(each.kind, "__args__", ()))


def labels_of(document: Any) -> Mapping[str, Any]:
    """Give what the names that rules of a document read are called."""
    if document.kind == "policy":
        return dict(document.accounts)
    catalogue = getattr(document, "catalogue", None)
    return {} if catalogue is None else dict(catalogue.indicators)


