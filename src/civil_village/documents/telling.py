"""What is wrong with a whole tree of models (全树检查): every part is asked, from the outside in.

Parts are built as drafts, which say nothing; what does not fit together is gathered here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, get_args

from attrs import has, resolve_types

from civil_village.calendar import Span
from civil_village.canonical import document_key, written_fields
from civil_village.mappings import FrozenMapping
from civil_village.messages import Message
from civil_village.problems import Path, Problem, bounded
from civil_village.rules import Rule

#: What is whole when it is made, and so has nothing to tell.
_WHOLE = frozenset((bool, int, str, Decimal, Fraction, date, Rule, Span, Message))


def tree_problems(model: Any) -> list[Problem]:
    """Give what every part of a model says is wrong with it, from the outside in.

    Examples:
        >>> from civil_village.curves import Band, Bands
        >>> tree_problems(Bands([Band(id="fail"), Band(id="pass", from_=60)]))
        []
    """
    return list(bounded(_told(model)))


def _told(model: Any) -> Iterator[Problem]:
    if hasattr(model, "problems"):
        yield from model.problems()
    for steps, part in _parts(model):
        for problem in _told(part):
            yield problem.inside(*steps)


def _parts(value: Any) -> Iterable[tuple[Path, Any]]:
    """Give the parts of a value that may have problems, each with the steps to it."""
    if isinstance(value, tuple) or getattr(value, "holds_parts", False):
        return (((index, *_tag(item)), item) for index, item in enumerate(value))
    if isinstance(value, FrozenMapping):
        return (((key,), item) for key, item in value.items())
    fields = [(steps, getattr(value, name)) for name, steps in _telling_fields(value.__class__)]
    return [((*steps, *_tag(part)), part) for steps, part in fields if part is not None]


def _tag(part: Any) -> Path:
    """Give the name that stands before the parameters of a plug-in."""
    name = getattr(type(part), "name", None)
    return (name,) if isinstance(name, str) else ()


@cache
def _telling_fields(kind: Any) -> tuple[tuple[str, Path], ...]:
    """Name the fields of a model whose values may have problems, and the key of each."""
    if not has(kind) or kind in _WHOLE:
        return ()
    alone = getattr(kind, "written_as", None)
    return tuple(
        (attribute.name, () if attribute.name == alone else (document_key(attribute),))
        for attribute in written_fields(resolve_types(kind))
        if _may_tell(attribute.type)
    )


def _may_tell(kind: Any) -> bool:
    """Whether a value of a type, or anything in it, may have problems to tell."""
    waiting, met = [kind], []
    while waiting:
        kind = waiting.pop()
        if kind is Any or (hasattr(kind, "problems") and kind not in _WHOLE):
            return True
        if kind not in met and kind not in _WHOLE:
            met.append(kind)
            waiting += get_args(kind)
            if has(kind):
                waiting += [attribute.type for attribute in written_fields(resolve_types(kind))]
    return False
