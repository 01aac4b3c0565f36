"""Seals of a ledger (封签): a chain of digests that shows later whether its past was changed.

The seal of an event is the digest of the seal before it together with the event, all of its
fields included. Whoever keeps the last seal elsewhere, on paper or on a notice board, can
tell whether the book still has the past that it had then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import evolve, frozen

from civil_village.canonical import digest
from civil_village.messages import Lang, Message
from civil_village.points.events import LedgerEvent
from civil_village.points.ledger import Ledger
from civil_village.problems import DocumentError, Problem, shown

#: What stands for the seal before the first event that is sealed.
NOTHING = "civil-village:ledger:1"

#: What a check of the seals comes to, the gravest first. ``altered``: an event does not fit
#: its seal. ``cut_short``: the head from outside is not reached. ``unsealed_before``: all is
#: as it was sealed, but the first events have no seal. ``unsealed``: there are no seals, so
#: nothing is shown. ``intact``: all is as it was sealed, from the first event on.
SealState = Literal["altered", "cut_short", "unsealed_before", "unsealed", "intact"]

_HEAD = re.compile("[0-9a-f]{64}")


@frozen(kw_only=True)
class Verification:
    """What the seals of a ledger show (核验结果).

    Examples:
        >>> verify(Ledger()).state
        'unsealed'
    """

    state: SealState
    #: So many events at the beginning are without a seal.
    unsealed: int = 0
    #: So many events after those have one.
    sealed: int = 0
    #: So many events at the end are not sealed yet.
    waiting: int = 0
    #: Index and id of the first event that does not fit its seal.
    at: int | None = None
    event: str | None = None
    #: The last seal that stands in the ledger.
    head: str | None = None
    #: So many events, from the first on, the ledger had when the expected head was its last
    #: seal; ``None`` where none was expected or it is not reached.
    reached: int | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing was found that somebody changed; without seals nothing can be."""
        return self.state not in ("altered", "cut_short")

    def text(self, lang: Lang) -> str:
        """Say it in a few sentences, each on a line.

        Examples:
            >>> verify(Ledger()).text("en")
            'Nothing is sealed, so nothing is shown.'
        """
        return "\n".join(part.text(lang) for part in self._parts())

    def _parts(self) -> Iterator[Message]:
        if self.at is not None:
            yield Message("seal.altered", number=self.at + 1, event=self.event)
        elif self.state == "cut_short":
            yield Message("seal.cut-short")
        elif self.sealed:
            yield Message("seal.intact", count=self.sealed)
        else:
            yield Message("seal.unsealed")
        if self.reached is not None:
            yield Message("seal.reached", number=self.reached)
        if self.unsealed:
            yield Message("seal.unsealed-before", count=self.unsealed)
        if self.waiting:
            yield Message("seal.waiting", count=self.waiting)


def seal(ledger: Ledger, *, from_now: bool = False) -> Ledger:
    """Give the ledger with a seal on each event that was waiting for one (封存).

    What a ledger got from another one by `Ledger.merge` waits like everything new: the
    union keeps this ledger's seals, and its chain goes on over the events of the other. The
    other's own head is not reached in it; verify the other ledger before the two are one.

    Args:
        ledger: The book. Seals that it has stay as they are, whether they fit or not.
        from_now: Leave the events that are there without seals, and seal only what comes
            after them. This can be said as long as there is no seal.

    Raises:
        DocumentError: It is sealed already, so that it is too late for ``from_now``.

    Examples:
        >>> from datetime import date, datetime, timezone
        >>> from civil_village.points.events import Claim
        >>> noon = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
        >>> claim = Claim(id="c1", item="training", who="h017", on=date(2024, 3, 1), recorded=noon)
        >>> book = seal(Ledger().add(claim))
        >>> len(book.seals), verify(book).state
        (1, 'intact')
        >>> verify(seal(Ledger().add(claim), from_now=True)).state
        'unsealed_before'
    """
    if from_now:
        if ledger.seals:
            found = str(len(ledger.seals))
            raise DocumentError([Problem(code="already-sealed", path=("seals",), found=found)])
        return evolve(ledger, unsealed=len(ledger.events))
    waiting = ledger.events[ledger.unsealed + len(ledger.seals) :]
    return evolve(ledger, seals=(*ledger.seals, *_chain(head(ledger) or NOTHING, waiting)))


def head(ledger: Ledger) -> str | None:
    """Give the last seal, which stands for all that is sealed (末签); ``None`` without seals.

    Examples:
        >>> head(Ledger()) is None
        True
    """
    return ledger.seals[-1] if ledger.seals else None


def verify(ledger: Ledger, *, expected_head: str | None = None) -> Verification:
    """Tell whether the sealed events are what they were when they were sealed (核验).

    Whoever holds the book can change it and seal it anew, or cut off its end together with
    the seals. Only a head that was kept elsewhere shows that.

    Args:
        ledger: The book.
        expected_head: Its last seal at some time, as it was kept outside. Events that were
            sealed after it do no harm.

    Raises:
        DocumentError: What is expected cannot be a seal, so that it tells nothing.

    Examples:
        >>> from datetime import date, datetime, timezone
        >>> from attrs import evolve
        >>> from civil_village.points.events import Claim
        >>> noon = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
        >>> claim = Claim(id="c1", item="training", who="h017", on=date(2024, 3, 1), recorded=noon)
        >>> book = seal(Ledger().add(claim))
        >>> found = verify(evolve(book, events=[evolve(claim, who="h018")]))
        >>> found.state, found.at, found.event
        ('altered', 0, 'c1')
    """
    if expected_head is not None and not _HEAD.fullmatch(expected_head):
        expected, found = Message("expected.head"), shown(expected_head)
        raise DocumentError([Problem(code="not-a-head", found=found, expected=expected)])
    sealed = ledger.events[ledger.unsealed : ledger.unsealed + len(ledger.seals)]
    at, reached = None, None
    links = zip(_chain(NOTHING, sealed), ledger.seals, strict=True)
    for index, (computed, there) in enumerate(links, ledger.unsealed):
        if computed != there:
            at = index
            break
        if computed == expected_head:
            reached = index + 1
    return Verification(
        state=_state(ledger, at=at, missed=expected_head is not None and reached is None),
        unsealed=ledger.unsealed,
        sealed=len(sealed),
        waiting=len(ledger.events) - ledger.unsealed - len(sealed),
        at=at,
        event=None if at is None else ledger.events[at].id,
        head=head(ledger),
        reached=reached,
    )


def _state(ledger: Ledger, *, at: int | None, missed: bool) -> SealState:
    if at is not None:
        return "altered"
    if missed:
        return "cut_short"
    if ledger.unsealed:
        return "unsealed_before"
    return "intact" if ledger.seals else "unsealed"


def _chain(before: str, events: Iterable[LedgerEvent]) -> Iterator[str]:
    """Give the seal of each event, over the one before it."""
    for event in events:
        before = digest([before, event])
        yield before
