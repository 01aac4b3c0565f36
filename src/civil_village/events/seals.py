"""Seals of a log (封签): a chain of digests that shows later whether its past was changed.

The seal of an event is the digest of the seal before it together with the event, all of its
fields included. The first one is over all that stands in the book before it, so that every
seal vouches for everything from the first entry on. Whoever keeps the last seal elsewhere, on
paper or on a notice board, can tell whether the book still has the past that it had then.

Seals of the older form had nothing before the first of them. Books that bear them load and
are verified for ever; what is sealed in them from now on gets the newer form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from civil_village.arguments import one
from civil_village.canonical import digest
from civil_village.events.log import L, Log, changed
from civil_village.explanation import Explanation, told, tree_html
from civil_village.messages import Lang, Message
from civil_village.models import Shown, model
from civil_village.problems import DocumentError, Problem, shown

#: What every seal, and so every head, begins with; seals of the older form have digits alone.
FORM = "2:"
#: What is sealed before the first seal: this, the entries before it, and their older seals.
BEGINNING = "civil-village:{kind}:2"
#: What stood for the seal before the first one in the older form, which only ledgers had.
NOTHING = "civil-village:ledger:1"

#: What a check of the seals comes to, the gravest first. ``altered``: an event does not fit
#: its seal. ``cut_short``: the head from outside is not reached. ``unsealed_before``: all is
#: as it was sealed, but the first events have no seal. ``unsealed``: there are no seals, so
#: nothing is shown. ``intact``: all is as it was sealed, from the first event on.
SealState = Literal["altered", "cut_short", "unsealed_before", "unsealed", "intact"]

_HEAD = re.compile(f"(?:{FORM})?[0-9a-f]{{64}}")


@model(kw_only=True)
class Verification(Shown):
    """What the seals of a log show (核验结果).

    Attributes:
        state: ``intact``, ``unsealed_before`` (as it was sealed, but the first events have no
            seal), ``unsealed`` (so that nothing is shown), ``altered`` (an event does not fit its
            seal), or ``cut_short`` (the expected head is not reached).
        unsealed: So many events at the beginning are without a seal.
        sealed: So many events after those have one.
        waiting: So many events at the end are not sealed yet.
        at: Index of the first event that does not fit its seal; ``None`` where all do.
        event: Id of that event.
        head: The last seal that stands in the log; ``None`` where there is none.
        reached: So many events, from the first on, the log had when the expected head was its last
            seal; ``None`` where none was expected or it is not reached.
        later: So many events after those; the expected head does not vouch for them.
        unvouched: So many events at the beginning the seals, or the expected head, do not vouch
            for, since they are of the older form: what stands there may have been put in since.

    Examples:
        >>> from civil_village.points import Ledger
        >>> verify(Ledger()).state
        'unsealed'
    """

    state: SealState
    unsealed: int = 0
    sealed: int = 0
    waiting: int = 0
    at: int | None = None
    event: str | None = None
    head: str | None = None
    reached: int | None = None
    later: int = 0
    unvouched: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing was found that somebody changed; without seals nothing can be."""
        return self.state not in ("altered", "cut_short")

    def text(self, lang: Lang) -> str:
        """Say it in a few sentences, each on a line.

        Examples:
            >>> from civil_village.points import Ledger
            >>> verify(Ledger()).text("en")
            'Nothing is sealed, so nothing is shown.'
        """
        return self.explain().text(lang, step=0)

    _repr_html_ = tree_html

    def explain(self) -> Explanation:
        """Tell what was found, and how far that reaches, as a tree."""
        first, *others = told(*self._told())
        return Explanation(first.message, others)

    def _told(self) -> Iterator[Message]:
        if self.at is not None:
            # The first seal speaks of everything before it, too.
            first = self.unsealed > 0 and self.at == self.unsealed
            key = "seal.altered-first" if first else "seal.altered"
            yield Message(key, number=self.at + 1, event=self.event)
        elif self.state == "cut_short":
            yield Message("seal.cut-short")
        elif self.sealed:
            yield Message("seal.intact", count=self.sealed)
        else:
            yield Message("seal.unsealed")
        if self.reached is not None:
            yield Message("seal.reached", number=self.reached)
        if self.unvouched:
            yield Message("seal.older", count=self.unvouched)
        elif self.unsealed:
            covered = self.sealed and self.sound
            key = "seal.covered-before" if covered else "seal.unsealed-before"
            yield Message(key, count=self.unsealed)
        if self.later:
            yield Message("seal.later", count=self.later)
        if self.waiting:
            yield Message("seal.waiting", count=self.waiting)


def seal(log: L, *, from_now: bool = False) -> L:
    """Give the log with a seal on each event that was waiting for one (封存).

    What a log got from another one by its ``merge`` waits like everything new: the
    union keeps this log's seals, and its chain goes on over the events of the other. The
    other's own head is not reached in it; verify the other log before the two are one.

    Args:
        log: The book. Seals that it has stay as they are, whether they fit or not.
        from_now: Leave the events that are there without seals, and seal only what comes
            after them. This can be said as long as there is no seal.

    Raises:
        DocumentError: It is sealed already, so that it is too late for ``from_now``.

    Examples:
        >>> from datetime import date, datetime, timezone
        >>> from civil_village.points import Claim, Ledger
        >>> noon = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
        >>> claim = Claim(id="c1", item="training", who="h017", on=date(2024, 3, 1), recorded=noon)
        >>> book = seal(Ledger().add(claim))
        >>> len(book.seals), verify(book).state
        (1, 'intact')
        >>> verify(seal(Ledger().add(claim), from_now=True)).state
        'unsealed_before'
    """
    one(log, Log, path=("log",))
    if from_now:
        if log.seals:
            found = str(len(log.seals))
            raise DocumentError([Problem(code="already-sealed", path=("seals",), found=found)])
        return changed(log, unsealed=len(log.events))
    seals = [*log.seals]
    before = head(log)
    for place in range(log.unsealed + len(seals), len(log.events)):
        before = _newer(log, place, before)
        seals.append(before)
    return changed(log, seals=seals)


def head(log: Log[Any]) -> str | None:
    """Give the last seal, which stands for all that is sealed (最新封签); ``None`` without seals.

    Examples:
        >>> from civil_village.points import Ledger
        >>> head(Ledger()) is None
        True
    """
    return log.seals[-1] if log.seals else None


def verify(log: Log[Any], *, expected_head: str | None = None) -> Verification:
    """Tell whether the sealed events are what they were when they were sealed (核验).

    Whoever holds the book can change it and seal it anew, or cut off its end together with
    the seals. Only a head that was kept elsewhere shows that.

    Args:
        log: The book.
        expected_head: Its last seal at some time, as it was kept outside. Events that were
            sealed after it do no harm; they are told as later. It may be given without what
            tells its form.

    Raises:
        DocumentError: What is expected cannot be a seal, so that it tells nothing.

    Examples:
        >>> from datetime import date, datetime, timezone
        >>> from attrs import evolve
        >>> from civil_village.points import Claim, Ledger
        >>> noon = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
        >>> claim = Claim(id="c1", item="training", who="h017", on=date(2024, 3, 1), recorded=noon)
        >>> book = seal(Ledger().add(claim))
        >>> found = verify(evolve(book, events=[evolve(claim, who="h018")]))
        >>> found.state, found.at, found.event
        ('altered', 0, 'c1')
    """
    one(log, Log, path=("log",))
    if expected_head is not None and not _HEAD.fullmatch(expected_head):
        expected, found = Message("expected.head"), shown(expected_head)
        raise DocumentError([Problem(code="not-a-head", found=found, expected=expected)])
    last = log.unsealed + len(log.seals)
    at, reached, vouching, before = None, None, head(log), NOTHING
    for place, there in enumerate(log.seals, log.unsealed):
        newer = FORM in (there[: len(FORM)], before[: len(FORM)])  # no older one after those
        before = _newer(log, place, before) if newer else digest([before, log.events[place]])
        if before != there:
            at = place
            break
        if expected_head is not None and before[-64:] == expected_head[-64:]:
            reached, vouching = place + 1, before
    return Verification(
        state=_state(log, at=at, missed=expected_head is not None and reached is None),
        unsealed=log.unsealed,
        sealed=len(log.seals),
        waiting=len(log.events) - last,
        at=at,
        event=None if at is None else log.events[at].id,
        head=head(log),
        reached=reached,
        later=0 if reached is None else len(log.events) - reached,
        unvouched=0 if vouching is None or vouching.startswith(FORM) else log.unsealed,
    )


def _state(log: Log[Any], *, at: int | None, missed: bool) -> SealState:
    if at is not None:
        return "altered"
    if missed:
        return "cut_short"
    if log.unsealed:
        return "unsealed_before"
    return "intact" if log.seals else "unsealed"


def _newer(log: Log[Any], place: int, before: str | None) -> str:
    """Give the seal of the event at a place, over the one before it.

    The first one of its form is over everything before it, however much that is.
    """
    if before is None or not before.startswith(FORM):
        older = log.seals[: place - log.unsealed]
        before = FORM + digest([BEGINNING.format(kind=log.kind), log.events[:place], older])
    return FORM + digest([before, log.events[place]])
