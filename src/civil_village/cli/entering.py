"""New entries (登记): what the arguments say, completed, and tried on the policy before."""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from unicodedata import normalize

from attrs import evolve, frozen

from civil_village import checks
from civil_village.cli.ledger_files import BookText
from civil_village.documents.conversion import structure
from civil_village.documents.reading.text import read
from civil_village.documents.written_paths import as_written
from civil_village.events import known_from
from civil_village.ids import id_problems
from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.points import Ledger, Policy, Roster, State, settle
from civil_village.points.ledger.entries import LedgerEvent
from civil_village.problems import DocumentError, Problem, located, nearest, reject, shown

#: What generated ids of each kind begin with.
LETTERS = {
    "claim": "c",
    "approve": "a",
    "object": "o",
    "resolve": "r",
    "void": "v",
    "redeem": "d",
    "return": "n",
    "restock": "s",
    "judge": "j",
    "repair": "p",
    "close": "e",
    "check": "k",
}

#: Arguments of a claim that are copied as they are.
CLAIMED = (
    *("who", "on", "quantity", "persons", "points"),
    *("act", "place", "charged", "proof", "by"),
)


def free_id(kind: str, ledger: Ledger, mark: str | None = None) -> str:
    """Give the next free id for an entry of a kind.

    Args:
        kind: Name of the kind, such as ``claim``.
        ledger: The book that it is for.
        mark: Of the place where entries are made, so that books from several can be joined.

    Examples:
        >>> free_id("claim", Ledger()), free_id("claim", Ledger(), "east")
        ('c0001', 'east_c0001')
    """
    begins = ("" if mark is None else f"{mark}_") + LETTERS[kind]
    numbers = re.compile(re.escape(begins) + "([0-9]+)")
    found = (numbers.fullmatch(event.id) for event in ledger.events)
    last = max((int(match[1]) for match in found if match), default=0)
    return f"{begins}{last + 1:04}"


def instant_of(given: argparse.Namespace, policies: Sequence[Policy], ledger: Ledger) -> datetime:
    """Give the instant of recording: that which is named, else now.

    The clock is asked for whole seconds; where the last entry is of the same second, or the
    clock was set back a little, the next second after it is taken: what is entered later
    also counts later.

    Raises:
        DocumentError: What is named is no instant.
    """
    if given.recorded is not None:
        return structured(given.recorded, datetime, "--recorded")  # type: ignore[no-any-return] # as asked
    now = datetime.now(policies[-1].time_zone()).replace(microsecond=0)
    last = max((event.recorded for event in ledger.events), default=None)
    if last is not None and timedelta(0) <= last - now < timedelta(minutes=1):
        return last.astimezone(now.tzinfo).replace(microsecond=0) + timedelta(seconds=1)
    return now


def structured(value: Any, kind: Any, option: str) -> Any:
    """Read what an option says.

    Raises:
        DocumentError: It is none of that kind; the problem names the option.
    """
    try:
        return structure(value, kind)
    except DocumentError as error:
        raise DocumentError(evolve(p, document=option) for p in error.problems) from None


def number(text: str) -> Any:
    """Give the number that an argument says; another text stays, for the model to refuse.

    Examples:
        >>> number("2.5"), number("many")
        (Decimal('2.5'), 'many')
    """
    try:
        made = Decimal(text) if re.fullmatch(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?", text) else text
    except InvalidOperation:  # pragma: no cover - the form above is always a number
        return text
    return int(made) if isinstance(made, Decimal) and made == int(made) else made


#: What things are called, by their ids: those of a policy, or the subjects of a roster.
Called = Mapping[str, Collection[Label]]


def called_in(policies: Sequence[Policy], kind: str) -> Called:
    """Give what the parts of a kind are called, in any edition of a policy."""
    found: dict[str, set[Label]] = {}
    for policy in policies:
        for name, part in getattr(policy, kind).items():
            found.setdefault(name, set()).update([part.label] if part.label else [])
    return found


def meant(text: str, called: Called, option: str, *, hint: Message | None = None) -> str:
    """Give the id that is meant: by the id itself, or by what people call it.

    Args:
        text: An id, or a label in either language.
        called: What there is to choose from.
        option: Where it was said.
        hint: What to do where nothing is called so; ``None`` names all that there is.

    Raises:
        DocumentError: Several are called so, or nothing is, and it is no id either.

    Examples:
        >>> soap = {"soap": [Label("香皂", "soap")], "towel": [Label("毛巾")]}
        >>> meant("香皂", soap, "REWARD"), meant("salt", soap, "REWARD")
        ('soap', 'salt')
    """
    if text in called:
        return text
    plain = normalize("NFC", text).strip()
    found = [n for n, labels in called.items() if any(plain in (b.zh, b.en) for b in labels)]
    if len(found) == 1:
        return found[0]
    if found:
        problem = Problem(code="ambiguous-name", found=text, expected=checks.one_of(found))
    elif any(id_problems(text, "id")):
        labels = [word for each in called.values() for b in each for word in (b.zh, b.en or b.zh)]
        near = nearest(plain, labels)
        every = [next((b.zh for b in called[name]), name) for name in called]
        expected = None if near or hint else checks.one_of(every)
        problem = Problem(
            code="unknown-label", found=shown(text), expected=expected, hint=near or hint
        )
    else:
        return text
    raise DocumentError([evolve(problem, document=option)])


@frozen
class Completed:
    """What an entry has where its author does not say so: id, instant and day."""

    ledger: Ledger
    recorded: datetime
    today: date
    mark: str | None = None
    id: str | None = None

    def event(self, kind: str, fields: dict[str, Any]) -> dict[str, Any]:
        """Give the plain form of the whole entry."""
        whole: dict[str, Any] = dict(fields)
        whole.setdefault("id", self.id or free_id(kind, self.ledger, self.mark))
        if kind != "void":  # which is of the day of what it takes back
            whole.setdefault("on", self.today.isoformat())
        whole.setdefault("recorded", self.recorded.isoformat())
        return {kind: whole}


def given_event(given: argparse.Namespace, completed: Completed) -> LedgerEvent:
    """Read the entry that the arguments say.

    Raises:
        DocumentError: Everything that is wrong with it.
    """
    if given.event is not None:
        return _written_event(given.event, completed)
    fields = {name: getattr(given, name) for name in CLAIMED if getattr(given, name) is not None}
    for name in {"quantity", "persons", "points"} & fields.keys():
        fields[name] = number(fields[name])
    data = completed.event("claim", {"item": given.claim, **fields})
    return structured(data, LedgerEvent, "--claim")  # type: ignore[no-any-return] # as asked


def _written_event(text: str, completed: Completed) -> LedgerEvent:
    option = "--event"
    if not text.lstrip().startswith("{"):  # it would be read as YAML
        expected = Message("expected.ledger-line", name="claim")
        problem = Problem(code="not-an-entry", found=shown(text), expected=expected)
        raise DocumentError([evolve(problem, document=option)])
    data, locator = read(text, name=option)
    if len(data) == 1:
        ((kind, fields),) = data.items()
        if kind in LETTERS and isinstance(fields, dict):
            data = completed.event(kind, fields)
    try:
        return structure(data, LedgerEvent)  # type: ignore[no-any-return] # as asked
    except DocumentError as error:
        problems = [located(as_written(p, data, LedgerEvent), locator) for p in error.problems]
        raise DocumentError(problems) from None


@frozen
class Tried:
    """What a book is like with an entry that is not written yet."""

    ledger: Ledger
    state: State
    #: What is worth a look, and what is wrong with other entries and was not before.
    notes: tuple[Problem, ...] = ()
    #: That the shelf is short of what the entry wants.
    short: tuple[Problem, ...] = ()


def tried(
    policies: Sequence[Policy], book: BookText, event: LedgerEvent, roster: Roster | None
) -> Tried:
    """Try an entry on a book.

    Raises:
        DocumentError: The policy does not take it, it is another one of an id that is there,
            the roster does not know its subject, or for its early instant something that
            was handed out already would no longer be.
    """
    try:
        ledger = book.ledger.add(event)
    except DocumentError as error:
        path = (event.name, "id")
        raise DocumentError(evolve(p, path=path) for p in error.problems) from None
    if ledger is book.ledger:
        return Tried(ledger, settled(policies, ledger, roster))
    reject(_strangers(event, roster))
    state = settled(policies, ledger, roster)
    own = [
        _hinted(evolve(p, path=(event.name, *p.path[2:])), policies, book.ledger)
        for p in state.problems
        if p.path[:2] == ("events", event.id) and p.level == "error"
    ]
    short = tuple(problem for problem in own if problem.code == "short-of-stock")
    reject(problem for problem in own if problem not in short)
    early = any(other.recorded > event.recorded for other in book.ledger.events)
    if not early and not state.problems:
        return Tried(ledger, state)
    before = settled(policies, book.ledger, roster)
    reject(_lost(before, state, event))
    known = frozenset(map(_mark, before.problems))
    notes = [p for p in state.problems if _mark(p) not in known]
    if short:  # it is told with the entry itself
        notes = [p for p in notes if p.path[:2] != ("events", event.id)]
    return Tried(ledger, state, tuple(notes), short)


def _mark(problem: Problem) -> tuple[Any, ...]:
    return problem.code, problem.path


def settled(policies: Sequence[Policy], ledger: Ledger, roster: Roster | None) -> State:
    """Settle a book on the last day of which it speaks."""
    zone = policies[-1].time_zone()
    days = [known_from(event, zone) for event in ledger.events]
    days += [event.on for event in ledger.events if event.on is not None]
    return settle(policies, ledger, as_of=max(days, default=date.min), roster=roster)


def _strangers(event: LedgerEvent, roster: Roster | None) -> Iterator[Problem]:
    """Give subjects that the roster does not know: most often a slip of the hand."""
    if roster is None or event.on is None:
        return
    for name in ("who", "charged"):
        who = getattr(event, name, None)
        if who is not None and roster.find(who, event.on) is None:
            there = [member.id for member in roster.members if member.holds(event.on)]
            path, hint = (event.name, name), nearest(who, there)
            yield Problem(code="not-on-roster", path=path, found=who, hint=hint)


#: Where the names stand that a problem of an unknown one is about.
_KNOWN = {
    "unknown-item": "items",
    "unknown-reward": "rewards",
    "unknown-judgment": "judgments",
    "unknown-account": "accounts",
}


def _hinted(problem: Problem, policies: Sequence[Policy], ledger: Ledger) -> Problem:
    """Offer the name that may be meant."""
    if problem.hint is not None or problem.found is None:
        return problem
    names: list[str] = []
    if problem.code in _KNOWN:
        names = [name for policy in policies for name in getattr(policy, _KNOWN[problem.code])]
    elif problem.code == "not-in-ledger":
        names = [event.id for event in ledger.events]
    return evolve(problem, hint=nearest(problem.found, names))


def _lost(before: State, after: State, event: LedgerEvent) -> Iterator[Problem]:
    """Give redemptions that were granted, and for an entry of an earlier instant are no more."""
    granted = {told.id for told in after.redemptions if told.granted}
    for told in before.redemptions:
        if told.granted and told.id not in granted:
            path, hint = (event.name, "recorded"), Message("hint.grant-lost")
            found = event.recorded.isoformat()
            expected = Message("expected.grant-kept", id=told.id)
            yield Problem(code="grant-lost", path=path, found=found, expected=expected, hint=hint)
