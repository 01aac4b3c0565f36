"""Problems of a whole tree of models (全树检查): every part is asked, from the outside in.

Parts are built as drafts, which say nothing; what does not fit together is gathered here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import chain
from typing import Any, get_args

from attrs import has

from civil_village.mappings import FrozenMapping
from civil_village.models import Model
from civil_village.problems import Path, Problem, bounded
from civil_village.written_forms import form_of, keys_of

#: What is whole when it is made, and so has nothing to tell.
_WHOLE = frozenset((bool, int, str, Decimal, Fraction, date))


def tree_problems(model: Any) -> list[Problem]:
    """Give what every part of a model says is wrong with it, from the outside in.

    Examples:
        >>> from civil_village.curves.curve import Band, Bands
        >>> tree_problems(Bands([Band(id="fail"), Band(id="pass", from_=60)]))
        []
    """
    return list(bounded(_told(model)))


#: The steps from one part to another in it, and that part.
_Part = tuple[Path, Any]
#: Gives the parts of a model, a list or a mapping.
_Parts = Callable[[Any], Iterator[_Part]]


def _told(model: Any) -> Iterator[Problem]:
    # The steps to each open part from the one around it: most parts have nothing to tell, so
    # that whole paths are put together only where something is told.
    trail: list[Path] = []
    open_: list[Iterator[_Part]] = [iter([((), model)])]
    while open_:
        for steps, part in open_[-1]:
            tells, parts = _asked(part.__class__)
            if tells:
                for problem in part.problems():
                    yield problem.inside(*chain(*trail, steps))
            if parts is not None:
                open_.append(parts(part))
                trail.append(steps)
                break
        else:
            open_.pop()
            del trail[-1:]


@cache
def _asked(kind: Any) -> tuple[bool, _Parts | None]:
    """Tell whether what is of a class has problems to tell, and how its parts are found."""
    if form_of(kind).own is not None or issubclass(kind, str):
        return False, None
    if issubclass(kind, Sequence):
        return _tells(kind), _items
    if issubclass(kind, FrozenMapping):
        return _tells(kind), _entries
    return _tells(kind), _fields_of(kind) if has(kind) else None


def _tells(kind: Any) -> bool:
    """Whether a class has a say of its own: most models have nothing to add to their types."""
    return getattr(kind, "problems", Model.problems) is not Model.problems


def _fields_of(kind: Any) -> _Parts | None:
    """Give what gives the fields of a model that may have something to tell, if any may."""
    sole = form_of(kind).sole
    fields = [
        (field.name, field.default, () if field.name == sole else (key,))
        for key, field in keys_of(kind).items()
        if _may_tell(field.kind)
    ]

    def parts(value: Any) -> Iterator[_Part]:
        for name, default, steps in fields:
            part = getattr(value, name)
            # A default was checked when its class was made.
            if part is not default and part is not None and (part or part.__class__ is not tuple):
                yield steps + _name(part.__class__), part

    return parts if fields else None


def _items(values: Sequence[Any]) -> Iterator[_Part]:
    return (((index, *_name(item.__class__)), item) for index, item in enumerate(values))


def _entries(values: FrozenMapping[str, Any]) -> Iterator[_Part]:
    return (((key,), item) for key, item in values.items())


@cache
def _name(kind: Any) -> Path:
    """Give the name that stands before the parameters of a class."""
    return (kind.name,) if form_of(kind).named else ()


def _may_tell(kind: Any) -> bool:
    """Whether a value of a type, or anything in it, may have problems to tell."""
    waiting, met = [kind], []
    while waiting:
        kind = waiting.pop()
        whole = kind in _WHOLE or form_of(kind).own is not None
        if kind is Any or (_tells(kind) and not whole):
            return True
        if kind not in met and not whole:
            met.append(kind)
            waiting += get_args(kind)
            if has(kind):
                waiting += [field.kind for field in keys_of(kind).values()]
    return False
