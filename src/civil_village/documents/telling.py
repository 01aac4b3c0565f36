"""What is wrong with a whole tree of models (全树检查): every part is asked, from the outside in.

Parts are built as drafts, which say nothing; what does not fit together is gathered here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, get_args

from attrs import has

from civil_village.forms import form_of, keys_of
from civil_village.mappings import FrozenMapping
from civil_village.problems import Path, Problem, bounded

#: What is whole when it is made, and so has nothing to tell.
_WHOLE = frozenset((bool, int, str, Decimal, Fraction, date))


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
    if isinstance(value, Sequence) and not isinstance(value, str):
        return (((index, *_tag(item)), item) for index, item in enumerate(value))
    if isinstance(value, FrozenMapping):
        return (((key,), item) for key, item in value.items())
    fields = [(steps, getattr(value, name)) for name, steps in _telling_fields(value.__class__)]
    return [((*steps, *_tag(part)), part) for steps, part in fields if part is not None]


def _tag(part: Any) -> Path:
    """Give the name that stands before the parameters of a plug-in."""
    return (part.name,) if form_of(part.__class__).named else ()


@cache
def _telling_fields(kind: Any) -> tuple[tuple[str, Path], ...]:
    """Name the fields of a model whose values may have problems, and the key of each."""
    form = form_of(kind)
    if not has(kind) or form.own is not None:
        return ()
    return tuple(
        (field.name, () if field.name == form.sole else (key,))
        for key, field in keys_of(kind).items()
        if _may_tell(field.kind)
    )


def _may_tell(kind: Any) -> bool:
    """Whether a value of a type, or anything in it, may have problems to tell."""
    waiting, met = [kind], []
    while waiting:
        kind = waiting.pop()
        whole = kind in _WHOLE or form_of(kind).own is not None
        if kind is Any or (hasattr(kind, "problems") and not whole):
            return True
        if kind not in met and not whole:
            met.append(kind)
            waiting += get_args(kind)
            if has(kind):
                waiting += [field.kind for field in keys_of(kind).values()]
    return False
