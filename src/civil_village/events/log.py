"""The log (事件簿): a set of events that only grows, from which everything else is derived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from threading import Lock
from typing import Any, ClassVar, Generic, Self, TypeVar, overload

from attrs import evolve

from civil_village import checks
from civil_village.events.event import Happening
from civil_village.ids import id_problems
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model
from civil_village.problems import Problem, reject
from civil_village.written_forms import form_of

E = TypeVar("E", bound=Happening)
L = TypeVar("L", bound="Log[Any]")


class Events(Sequence[E]):
    """Events in the order of their arrival (事项序列), shared by all logs that grow from one.

    Adding to the longest of them costs no more than what is added; nobody sees what others
    add. Two are equal where their events are.

    Examples:
        >>> Events([]) == ()
        True
    """

    __slots__ = ("_items", "_lock", "_places", "_size")

    def __init__(self, events: Iterable[E] = ()) -> None:
        self._items = list(events)
        self._places = {event.id: place for place, event in reversed([*enumerate(self._items)])}
        self._size = len(self._items)
        self._lock = Lock()

    def extended(self, events: Sequence[E]) -> Events[E]:
        """Give a sequence with more events at its end."""
        with self._lock:
            if len(self._items) != self._size:  # another log has grown from this one
                return Events([*self, *events])
            for place, event in enumerate(events, self._size):
                self._items.append(event)
                self._places.setdefault(event.id, place)
            made = copy(self)
            made._size = len(self._items)  # noqa: SLF001 - of the same class
        return made

    def __copy__(self) -> Events[E]:
        made: Events[E] = Events.__new__(Events)
        for name in Events.__slots__:
            setattr(made, name, getattr(self, name))
        return made

    def begins_with(self, other: Events[E]) -> bool:
        """Tell, without looking at them, whether these events have grown from others."""
        return self._items is other._items and self._size >= other._size

    def find(self, name: str) -> E | None:
        """Give the event of an id; ``None`` where there is none."""
        place = self._places.get(name, self._size)
        return self._items[place] if place < self._size else None

    @overload
    def __getitem__(self, index: int) -> E: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[E]: ...
    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            # Of many events a few cost no more than those few.
            start, stop, step = index.indices(self._size)
            if step > 0:
                return tuple(self._items[start:stop:step])
            return tuple(self._items[i] for i in range(start, stop, step))
        return self._items[range(self._size)[index]]

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[E]:
        return iter(self._items[: self._size])

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Sequence) and not isinstance(other, str | bytes):
            return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))
        return NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Events({self._items[: self._size]!r})"

    def __reduce__(self) -> Any:
        return Events, (self._items[: self._size],)


def as_events(events: Iterable[Any]) -> Any:
    """Copy what a user hands in as a list of events; what is none stays, for its model to refuse.

    Examples:
        >>> as_events([])
        Events([])
    """
    if isinstance(events, Events):
        return events
    listed = as_tuple(events)
    whole = isinstance(listed, tuple) and all(isinstance(event, Happening) for event in listed)
    return Events(listed) if whole else listed


class Log(Model, Generic[E]):
    """What every book of events can do (只增不改): a kind of log is a model that is one.

    Its model has the fields ``id``, ``events`` (made by `as_events`), ``unsealed`` and
    ``seals``, whatever it has beside them; its events are of a closed union of named classes.
    """

    __slots__ = ()

    kind: ClassVar[str]
    #: Fields of its events whose ids tell who it was: subjects, and marks that lead to them.
    telling: ClassVar[tuple[str, ...]]

    @property
    def id(self) -> str:
        """What it is called."""
        raise NotImplementedError

    @property
    def events(self) -> Sequence[E]:
        """Its events in the order of their arrival, which changes no result."""
        raise NotImplementedError

    @property
    def unsealed(self) -> int:
        """So many events at the beginning have no seal."""
        raise NotImplementedError

    @property
    def seals(self) -> tuple[str, ...]:
        """Seals of the events after those, each over the one before it."""
        raise NotImplementedError

    def problems(self) -> Iterator[Problem]:
        """Give an id that stands twice, and seals without events."""
        yield from id_problems(self.id, "id", document=True)
        if len(self._events) != len(self._events._places):  # noqa: SLF001 - same module
            yield from self._double_ids()
        size = len(self.events)
        yield from checks.between(self.unsealed, 0, size, "unsealed")
        if 0 <= self.unsealed <= size:
            yield from checks.at_most(len(self.seals), size - self.unsealed, "seals")

    def _double_ids(self) -> Iterator[Problem]:
        """Tell an event that is there twice from two events of one id."""
        first: dict[str, int] = {}
        for index, event in enumerate(self.events):
            there = first.setdefault(event.id, index)
            if event != self.events[there]:
                yield _other_content(index, event, there)
            elif there != index:
                path = ("events", index, *id_path(event))
                yield Problem(code="duplicate-id", path=path, found=event.id)

    @property
    def _events(self) -> Events[E]:
        events: Any = self.events
        return events  # type: ignore[no-any-return] # the converter made it one

    def __getitem__(self, name: str) -> E:
        found = self._events.find(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._events.find(name) is not None

    def add(self, *events: E) -> Self:
        """Give a log with more events; one that is there already changes nothing.

        Raises:
            DocumentError: An id is there with other content; nothing is added then.
        """
        new: dict[str, E] = {}
        unlike = []
        for index, event in enumerate(events):
            there = self._events.find(event.id) or new.setdefault(event.id, event)
            if there != event:
                unlike.append((index, event))
        if unlike:
            places = {event.id: place for place, event in enumerate([*self.events, *new.values()])}
            reject(_other_content(index, event, places[event.id]) for index, event in unlike)
        return changed(self, events=self._events.extended(tuple(new.values()))) if new else self

    def merge(self, other: Self) -> Self:
        """Give the union with another log, such as one that was kept without a network.

        Seals of this log stay; what comes from the other stands at the end, not sealed yet.

        Raises:
            DocumentError: The two hold other content under one id.
        """
        return self.add(*other.events)


def id_path(event: Happening) -> tuple[str, ...]:
    """Give where the id of an event stands in it: under the name of its kind, where that has one.

    Examples:
        >>> id_path(Happening(id="e1"))
        ('id',)
    """
    return (event.name, "id") if form_of(type(event)).named else ("id",)


def changed(log: L, **changes: Any) -> L:
    """Give a log in which some fields are others."""
    model: Any = log  # what is one is a model
    return evolve(model, **changes)  # type: ignore[no-any-return] # of the same class


def _other_content(index: int, event: Happening, there: int) -> Problem:
    """Say that an event differs from the one of its id that is there already, at a place."""
    return Problem(
        code="other-content",
        path=("events", index, *id_path(event)),
        found=event.id,
        expected=Message("expected.same-as-entry", number=there + 1),
        hint=Message("hint.other-content"),
    )
