"""Collections that cannot change, so that a model that holds one stays what it was."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from inspect import signature
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class FrozenMapping(Mapping[K, V]):
    """An immutable, hashable mapping that keeps the order of its keys (不可变映射).

    Args:
        entries: Any mapping; it is copied, so later changes to it do not show here.

    Examples:
        >>> FrozenMapping({"households": 2})["households"]
        2
        >>> FrozenMapping({"a": 1, "b": 2}) == {"b": 2, "a": 1}
        True
    """

    __slots__ = ("_entries",)

    def __init__(self, entries: Mapping[K, V] | None = None) -> None:
        object.__setattr__(self, "_entries", dict(entries or {}))

    _entries: dict[K, V]

    def __setattr__(self, name: str, value: object) -> None:
        message = f"a FrozenMapping cannot change: {name}"
        raise AttributeError(message)

    def __getitem__(self, key: K) -> V:
        return self._entries[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def keys(self) -> KeysView[K]:
        """Give the keys, in their order."""
        return self._entries.keys()

    def values(self) -> ValuesView[V]:
        """Give the values, in the order of their keys."""
        return self._entries.values()

    def items(self) -> ItemsView[K, V]:
        """Give the keys with their values, in their order."""
        return self._entries.items()

    def __hash__(self) -> int:
        return hash(frozenset(self._entries.items()))

    def __repr__(self) -> str:
        return f"FrozenMapping({self._entries!r})"

    def __reduce__(self) -> tuple[type[FrozenMapping[K, V]], tuple[dict[K, V]]]:
        return FrozenMapping, (dict(self._entries),)


#: A mapping of nothing, the default of many fields.
EMPTY: FrozenMapping[Any, Any] = FrozenMapping()


def entries(mapping: Mapping[K, V]) -> Mapping[K, V]:
    """Give what is quickest to look keys up in, for code that looks up many and changes none.

    Examples:
        >>> entries(FrozenMapping({"households": 2}))
        {'households': 2}
    """
    return mapping._entries if isinstance(mapping, FrozenMapping) else mapping  # noqa: SLF001 - same module


def keep_signature(convert: Callable[..., Any]) -> None:
    """Let a converter of fields keep its signature.

    attrs asks for it at each field, and to look it up a hundred times is a wait at every start.
    """
    vars(convert)["__signature__"] = signature(convert)


def as_tuple(items: Iterable[Any]) -> Any:
    """Copy what a user hands in as a list; what is none stays, for its model to refuse.

    Examples:
        >>> as_tuple([1, 2])
        (1, 2)
    """
    if isinstance(items, tuple):
        return items
    if isinstance(items, str | bytes | Mapping) or not isinstance(items, Iterable):
        return items
    return tuple(items)


keep_signature(as_tuple)


def as_mapping(entries: Mapping[Any, Any]) -> Any:
    """Copy what a user hands in as a dict; what is none stays, for its model to refuse.

    Examples:
        >>> as_mapping({"households": 2})["households"]
        2
    """
    if isinstance(entries, FrozenMapping) or not isinstance(entries, Mapping):
        return entries
    return FrozenMapping(entries)


keep_signature(as_mapping)
