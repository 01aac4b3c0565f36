"""What is wrong with a whole tree of models (全树检查): every part is asked, from the outside in.

Parts are built as drafts, which say nothing; what does not fit together is gathered here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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


#: A part, and the steps to it from the root.
_Part = tuple[Path, Any]


def _told(model: Any) -> Iterator[Problem]:
    open_: list[Iterator[_Part]] = [iter([((), model)])]
    while open_:
        for path, part in open_[-1]:
            tells, parts = _asked(part.__class__)
            if tells:
                for problem in part.problems():
                    yield problem.inside(*path)
            if parts is not None:
                open_.append(parts(path, part))
                break
        else:
            open_.pop()


@cache
def _asked(kind: type[Any]) -> tuple[bool, Callable[[Path, Any], Iterator[_Part]] | None]:
    """Tell whether what is of a class has problems to tell, and how its parts are found."""
    form = form_of(kind)
    if form.own is not None or issubclass(kind, str):
        return False, None
    tells = hasattr(kind, "problems")
    if issubclass(kind, Sequence):
        return tells, _items
    if issubclass(kind, FrozenMapping):
        return tells, _entries
    if not has(kind):
        return tells, None
    fields = [
        (field.name, () if field.name == form.sole else (key,))
        for key, field in keys_of(kind).items()
        if _may_tell(field.kind)
    ]

    def parts(path: Path, value: Any) -> Iterator[_Part]:
        for name, steps in fields:
            part = getattr(value, name)
            if part is not None and part != ():
                yield (*path, *steps, *_tag(part)), part

    return tells, parts if fields else None


def _items(path: Path, values: Sequence[Any]) -> Iterator[_Part]:
    return (((*path, index, *_tag(item)), item) for index, item in enumerate(values))


def _entries(path: Path, values: FrozenMapping[str, Any]) -> Iterator[_Part]:
    return (((*path, key), item) for key, item in values.items())


@cache
def _name(kind: type[Any]) -> Path:
    """Give the name that stands before the parameters of a class."""
    return (kind.name,) if form_of(kind).named else ()


def _tag(part: Any) -> Path:
    return _name(part.__class__)


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
