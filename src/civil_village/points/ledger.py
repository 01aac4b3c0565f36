"""The ledger (积分台账): a set of events that only grows, from which points are derived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from threading import Lock
from typing import Any, ClassVar, get_args, overload

from attrs import evolve, field

from civil_village.forms import ONE_OR_MANY
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.names import DocumentId, id_problems
from civil_village.points.events import LedgerEvent
from civil_village.problems import Problem, reject, shown


class Events(Sequence[LedgerEvent]):
    """Events in the order of their arrival (事项序列), shared by all ledgers that grow from one.

    Adding to the longest of them costs no more than what is added; nobody sees what others
    add. Two are equal where their events are.

    Examples:
        >>> Events([]) == ()
        True
    """

    __slots__ = ("_items", "_lock", "_places", "_size")

    def __init__(self, events: Iterable[LedgerEvent] = ()) -> None:
        self._items = list(events)
        self._places = {event.id: place for place, event in reversed([*enumerate(self._items)])}
        self._size = len(self._items)
        self._lock = Lock()

    def extended(self, events: Sequence[LedgerEvent]) -> Events:
        """Give a sequence with more events at its end."""
        with self._lock:
            if len(self._items) != self._size:  # another ledger has grown from this one
                return Events([*self, *events])
            for place, event in enumerate(events, self._size):
                self._items.append(event)
                self._places.setdefault(event.id, place)
            made = copy(self)
            made._size = len(self._items)  # noqa: SLF001 - of the same class
        return made

    def __copy__(self) -> Events:
        made = Events.__new__(Events)
        for name in Events.__slots__:
            setattr(made, name, getattr(self, name))
        return made

    def begins_with(self, other: Events) -> bool:
        """Tell, without looking at them, whether these events have grown from others."""
        return self._items is other._items and self._size >= other._size

    def find(self, name: str) -> LedgerEvent | None:
        """Give the event of an id; ``None`` where there is none."""
        place = self._places.get(name, self._size)
        return self._items[place] if place < self._size else None

    @overload
    def __getitem__(self, index: int) -> LedgerEvent: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[LedgerEvent]: ...
    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return tuple(self._items[i] for i in range(*index.indices(self._size)))
        return self._items[range(self._size)[index]]

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[LedgerEvent]:
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


#: The classes of all events.
_EVENTS = frozenset(get_args(LedgerEvent))


def _as_events(events: Iterable[LedgerEvent]) -> Any:
    if isinstance(events, Events):
        return events
    listed = as_tuple(events)
    # What is no event is refused by the ledger, which knows at which place it stands.
    whole = isinstance(listed, tuple) and _EVENTS.issuperset(map(type, listed))
    return Events(listed) if whole else listed


@model(kw_only=True)
class Ledger(Model):
    """A book of events that only grows (积分台账); it holds no balance and no name.

    Examples:
        >>> from datetime import date, datetime, timezone
        >>> from civil_village.points.events import Claim
        >>> noon = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
        >>> claim = Claim(id="c1", item="training", who="h017", on=date(2024, 3, 1), recorded=noon)
        >>> log = Ledger().add(claim)
        >>> len(log.events), log.add(claim) == log
        (1, True)
    """

    kind: ClassVar[str] = "ledger"

    id: DocumentId = "ledger"
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    #: In the order of their arrival, which changes no result.
    events: tuple[LedgerEvent, ...] = field(default=(), converter=_as_events)
    #: So many events at the beginning have no seal.
    unsealed: int = 0
    #: Seals of the events after those, each over the one before it.
    seals: tuple[str, ...] = field(default=(), converter=as_tuple)

    def problems(self) -> Iterator[Problem]:
        """Give an id that stands twice, and seals without events."""
        yield from id_problems(self.id, "id", document=True)
        if len(self._events) != len(self._events._places):  # noqa: SLF001 - same module
            yield from self._double_ids()
        size, found = len(self.events), shown(self.unsealed)
        if not 0 <= self.unsealed <= size:
            expected = Message("expected.between", least=0, most=size)
            yield Problem(code="out-of-range", path=("unsealed",), found=found, expected=expected)
        elif self.unsealed + len(self.seals) > size:
            expected, found = (
                Message("expected.at-most", most=size - self.unsealed),
                shown(len(self.seals)),
            )
            yield Problem(code="out-of-range", path=("seals",), found=found, expected=expected)

    def _double_ids(self) -> Iterator[Problem]:
        """Tell an event that is there twice from two events of one id."""
        first: dict[str, LedgerEvent] = {}
        for index, event in enumerate(self.events):
            there = first.get(event.id)
            first.setdefault(event.id, event)
            if there is not None:
                same = there == event
                code = "duplicate-id" if same else "other-content"
                path = ("events", index, event.name, "id")
                hint = None if same else Message("hint.other-content")
                yield Problem(code=code, path=path, found=event.id, hint=hint)

    @property
    def _events(self) -> Events:
        events: Any = self.events
        return events  # type: ignore[no-any-return] # the converter made it one

    def __getitem__(self, name: str) -> LedgerEvent:
        found = self._events.find(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._events.find(name) is not None

    def add(self, *events: LedgerEvent) -> Ledger:
        """Give a ledger with more events; one that is there already changes nothing.

        Raises:
            DocumentError: An id is there with other content; nothing is added then.
        """
        new: dict[str, LedgerEvent] = {}
        problems: list[Problem] = []
        for index, event in enumerate(events):
            there = self._events.find(event.id) or new.get(event.id)
            if there is None:
                new[event.id] = event
            elif there != event:
                path = ("events", index, event.name, "id")
                hint = Message("hint.other-content")
                problems.append(Problem(code="other-content", path=path, found=event.id, hint=hint))
        reject(problems)
        if not new:
            return self
        return evolve(self, events=self._events.extended(tuple(new.values())))

    def merge(self, other: Ledger) -> Ledger:
        """Give the union with another ledger, such as one that was kept without a network.

        Seals of this ledger stay; what comes from the other stands at the end, not sealed yet.

        Raises:
            DocumentError: The two hold other content under one id.
        """
        return self.add(*other.events)
