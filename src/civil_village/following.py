"""Following (后果登记): what follows by one document, entered in the logs of others.

What a covenant, a chart or a duty brings is an answer. It acts where it is entered: points as
a claim in a ledger, a ban or a step in the log of a title, a duty as a call in the log of a
campaign. Each entry has an id made of the document, of what speaks and of what it says, so that
entering it twice changes nothing; and what no longer follows, after a correction, is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from attrs import field

from civil_village import checks, public
from civil_village.arguments import day, one
from civil_village.canonical import digest
from civil_village.consequences import Banned, DutyCalled, Followed, ItemPosted, StepTaken
from civil_village.evidence.event_log import EventLog
from civil_village.evidence.reported import CALL, WITHDRAW, Event
from civil_village.ids import id_problems
from civil_village.mappings import as_tuple
from civil_village.models import Shown, model
from civil_village.points.ledger.entries import Claim, Void
from civil_village.points.ledger.ledger import Ledger
from civil_village.problems import reject

L = TypeVar("L", Ledger, EventLog)

#: The kind of event by which a ban reaches the log of a title.
BAN = "ban"
#: So many digits of an id say by which document the entry was made, and so many what it says; and
#: so many letters before them what it is about.
_DOCUMENT, _CONTENT, _HEAD = 6, 8, 64


class Document(Protocol):
    """A document that has an id of its own."""

    @property
    def id(self) -> str:
        """Its id."""
        ...


@model(kw_only=True)
class Entries(Shown):
    """What is to be done in a log so that it holds what follows, no more and no less (登记事项).

    Made by `civil_village.following.reconcile`.

    Attributes:
        enter: What follows and is not there yet.
        withdraw: What takes out those entries of the document that no longer follow.
        elsewhere: What acts in no log: publicity, benefits, the end of a membership, and a ban on
            redeeming, ranking or benefits. Whoever keeps these does what it says.

    Examples:
        >>> Entries().settled
        True
    """

    enter: tuple[Claim | Event, ...] = field(default=(), converter=as_tuple)
    withdraw: tuple[Void | Event, ...] = field(default=(), converter=as_tuple)
    elsewhere: tuple[Followed, ...] = field(default=(), converter=as_tuple)

    @property
    def settled(self) -> bool:
        """Whether the log holds what follows already."""
        return not (self.enter or self.withdraw)

    def into(self, log: L) -> L:
        """Give the log with all of it."""
        events: Any = (*self.enter, *self.withdraw)
        return log.add(*events)


def reconcile(
    followed: Iterable[Followed],
    log: Ledger | EventLog,
    *,
    of: Document,
    as_of: date,
    recorded: datetime | None = None,
    to: Document | None = None,
) -> Entries:
    """Say what is to be entered in a log of what follows by a document, and what taken out.

    Points become claims of a ledger, whose act is the source event. In a log of events a ban from
    titles becomes a ``ban`` for each, a step its event, and a duty that is called a ``call``.
    Entries that are there already change nothing, whenever they were recorded.

    Args:
        followed: All that follows by the document, as its answers give it: what is left out no
            longer follows. Who asked about one event alone takes ``enter`` alone.
        log: The ledger, or the log of events.
        of: The document that says so: a covenant, a title scheme, a campaign.
        as_of: The day; what follows from a later one is not entered yet.
        recorded: The instant of entering; a ledger needs one.
        to: The title scheme or campaign whose log it is, where what concerns others stands
            elsewhere.

    Raises:
        DocumentError: What is to be entered says neither household nor place, or there is no
            instant.

    Examples:
        >>> from datetime import timezone
        >>> from civil_village.covenants import Article, Covenant, check_events
        >>> covenant = Covenant(
        ...     id="demo.covenant", kinds={"dumping": "乱倒垃圾"},
        ...     articles=[Article(id="litter", forbidden=True, then=[ItemPosted(post="litter")])],
        ... )
        >>> dumped = Event(id="e1", kind="dumping", subject="h017", on=date(2024, 5, 1))
        >>> more = {"of": covenant, "as_of": date(2024, 5, 2)}
        >>> more["recorded"] = datetime(2024, 5, 2, 9, tzinfo=timezone.utc)
        >>> def follow(*events):
        ...     log = EventLog(events=events)
        ...     found = check_events(covenant, log, as_of=more["as_of"])
        ...     return [one for each in found for one in each.followed]
        >>> ledger = reconcile(follow(dumped), Ledger(), **more).into(Ledger())
        >>> [(claim.item, claim.who, claim.act) for claim in ledger.events]
        [('litter', 'h017', 'e1')]
        >>> reconcile(follow(dumped), ledger, **more).settled
        True
        >>> [void.of == ledger.events[0].id for void in reconcile([], ledger, **more).withdraw]
        [True]
    """
    one(log, Ledger, EventLog, path=("log",))
    day(as_of, path=("as_of",))
    points = isinstance(log, Ledger)
    if points and recorded is None:
        reject([checks.missing("recorded")])
    out = {getattr(event, "of", None) for event in log.events if _takes_out(event)}
    tag = digest(of.id)[-_DOCUMENT:]
    known = tuple(each for each in followed if each.on <= as_of)
    wanted: dict[str, Claim | Event] = {}
    for each in known:
        for about, said in _claims(each) if points else _events(each, to):
            reject(_nobody(each))
            number = 0
            while (name := _name(tag, each, about, said, number)) in wanted or name in out:
                number += 1
            wanted[name] = _made(name, said, recorded)
    stale = [
        event.id
        for event in log.events
        if _made_by(tag, event.id) and not _takes_out(event)
        if event.id not in wanted and event.id not in out
    ]
    return Entries(
        enter=[event for name, event in wanted.items() if name not in log],
        withdraw=[_withdrawal(tag, name, recorded, points=points) for name in stale],
        elsewhere=[each for each in known if _elsewhere(each)],
    )


def _claims(each: Followed) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the claim that points become: what it is about, and what it says."""
    if isinstance(each.consequence, ItemPosted):
        source = each.of.partition("/")[2]
        yield (
            each.consequence.post,
            {
                "item": each.consequence.post,
                "who": each.who,
                "on": each.on,
                "act": source if source and not any(id_problems(source)) else None,
                "place": each.place,
            },
        )


def _events(each: Followed, to: Document | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the events that bans, steps and called duties become."""
    whose = {"subject": each.subject, "place": each.place}
    match each.consequence:
        case Banned(ban=ban):
            for title in ban.titles:
                if to is None or to.id == title:
                    ends = {} if ban.until is None or each.to is not None else {"until": ban.until}
                    days = {"from_": each.on, "to": each.to, "values": ends}
                    yield BAN, {"kind": BAN, "of": title, **whose, **days}
        case StepTaken(step=step, scheme=scheme) if to is None or scheme in (None, to.id):
            yield step, {"kind": step, "on": each.on, **whose}
        case DutyCalled(duty=duty) if to is None or duty in getattr(to, "others", ()):
            yield CALL, {"kind": CALL, "of": duty, "on": each.on, **whose}


def _elsewhere(each: Followed) -> bool:
    match each.consequence:
        case Banned(ban=ban):
            return bool(ban.stops)
        case ItemPosted() | StepTaken() | DutyCalled():
            return False
        case _:
            return True


def _nobody(each: Followed) -> Iterator[Any]:
    """Give what follows for nobody."""
    if each.who is None:
        yield checks.missing("followed", each.of, "subject")


def _made(name: str, said: dict[str, Any], recorded: datetime | None) -> Claim | Event:
    if "item" in said:
        assert recorded is not None  # asked for above
        return Claim(id=name, recorded=recorded, **said)
    return Event(id=name, recorded=recorded, **said)


def _withdrawal(tag: str, name: str, recorded: datetime | None, *, points: bool) -> Void | Event:
    """Make what takes an entry out; an entry is taken out once."""
    content = digest(["out", name])[-_CONTENT:]
    own = f"out_{name[: _HEAD - 4]}_{tag}{content}"
    if points:
        assert recorded is not None  # asked for above
        return Void(id=own, of=name, recorded=recorded)
    return Event(id=own, kind=WITHDRAW, of=name, recorded=recorded)


def _name(tag: str, each: Followed, about: str, said: dict[str, Any], number: int) -> str:
    """Make the id of an entry: what speaks, of which event, then marks of document and content."""
    words = re.sub(r"[^a-z0-9_]+", "_", f"{each.of}_{about}".lower())[:_HEAD]
    content = digest([each.of, number, {key: str(value) for key, value in said.items()}])
    return f"{words}_{tag}{content[-_CONTENT:]}"


def _made_by(tag: str, name: str) -> bool:
    return re.fullmatch(rf"[a-z].*_{tag}[0-9a-f]{{{_CONTENT}}}", name) is not None


def _takes_out(event: Any) -> bool:
    return isinstance(event, Void) or getattr(event, "kind", None) == WITHDRAW


public.tell(__name__)
