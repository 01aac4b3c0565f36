"""What values are (值): frozen, and compared, kept in sets and shown by their fields, all alike."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache, partial
from operator import attrgetter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, get_type_hints

from attrs import fields, has, resolve_types

if TYPE_CHECKING:  # type checkers know the classes of attrs by its own name for this alone
    from attrs import frozen as model
else:
    from attrs import frozen

    model = partial(frozen, repr=False, eq=False)

__all__ = ["Shown", "field_types", "model"]


class Shown:
    """What is compared and shown by its fields.

    One way for all: attrs would write and compile each class its own, for which whoever starts
    the library would have to wait.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        kind: Any = type(self)
        told = _compared(kind)
        return other is self or bool(told(self) == told(other))

    def __hash__(self) -> int:
        kind: Any = type(self)
        return hash(_compared(kind)(self))

    def __repr__(self) -> str:
        kind: Any = type(self)
        named = (attribute.name for attribute in fields(kind) if attribute.repr)
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in named)
        return f"{type(self).__qualname__.rsplit('>.', 1)[-1]}({told})"


@cache
def _compared(kind: Any) -> Callable[[Any], Any]:
    """Give what gets the values by which the models of a class are compared."""
    names = [attribute.name for attribute in fields(kind) if attribute.eq]
    return attrgetter(*names) if names else lambda _: ()


@cache
def field_types(kind: Any) -> dict[str, Any]:
    """Give the types of the fields of a class, by their names.

    `attrs.resolve_types` works out whatever a class and its bases declare, for which whoever
    starts the library would have to wait; it is asked where types are written as such.
    """
    if any(not isinstance(attribute.type, str) for attribute in fields(kind)):
        return {attribute.name: attribute.type for attribute in fields(resolve_types(kind))}
    by_scope: dict[str, dict[str, Any]] = {}
    for attribute in fields(kind):
        owner = _owner(kind, attribute.name) if attribute.inherited else kind
        by_scope.setdefault(owner.__module__, {})[attribute.name] = attribute.type
    return {
        name: hint
        for module, told in by_scope.items()
        for name, hint in get_type_hints(
            SimpleNamespace(__annotations__=told), vars(sys.modules[module]), include_extras=True
        ).items()
    }


def _owner(kind: Any, name: str) -> Any:
    """Give the class that declares a field, whose module has the names of its annotation."""
    holders = (holder for holder in kind.__mro__ if has(holder))
    return next(holder for holder in holders if not getattr(fields(holder), name).inherited)
