"""The commands of points (积分): enter, redeem, settle, show, seal and join books.

What they answer is worked out by the library; here are arguments, files and the clock.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from attrs import evolve, frozen

from civil_village import checks
from civil_village.canonical import plain, pretty_json
from civil_village.cli.entering import (
    Completed,
    Tried,
    called_in,
    given_event,
    instant_of,
    meant,
    number,
    structured,
    tried,
)
from civil_village.cli.files import FINE, WRONG, UsageError, document_text
from civil_village.cli.ledger_files import BookText, KeptBook, book_of, kept, policies_of, roster_of
from civil_village.cli.options import secret_of
from civil_village.cli.points_views import (
    after,
    balances,
    balances_plain,
    divided,
    left_out,
    names_on,
    problem_plain,
    ranked,
    redeemable,
    totals,
)
from civil_village.cli.screen import Screen
from civil_village.cli.writing import named_for, output
from civil_village.documents import lint
from civil_village.documents.logs import write_log
from civil_village.events.masks import extract
from civil_village.events.seals import head, seal, verify
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.points import Claim, Ledger, Policy, Redeem, Roster, State, settle
from civil_village.points.ledger.entries import LedgerEvent
from civil_village.problems import MOST_PROBLEMS, DocumentError, Problem, nearest, reject

Add = Callable[..., argparse.ArgumentParser]


def add_points(points: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Let a parser take the commands of points."""
    json = argparse.ArgumentParser(add_help=False)
    json.add_argument("--json", action="store_true", help="the answer as JSON")
    policy = argparse.ArgumentParser(add_help=False)
    policy.add_argument("policy", metavar="POLICY", help="bundled name or file")
    policy.add_argument(
        "--edition",
        metavar="FILE",
        action="append",
        default=[],
        help="another edition of the policy; may stand several times",
    )
    book = argparse.ArgumentParser(add_help=False)
    book.add_argument("ledger", metavar="LEDGER", help="ledger in JSON lines; bundled where read")
    roster = argparse.ArgumentParser(add_help=False)
    roster.add_argument("--roster", metavar="FILE", help="who the subjects are")
    add = points.add_subparsers(dest="task", required=True, metavar="COMMAND").add_parser
    settled = [common, policy, book, roster]
    _entering(add, [*settled, json])
    _showing(add, settled)
    _keeping(add, common, json, book)
    lint_ = add("lint", parents=[common, json], help="check a policy (检查办法)")
    lint_.add_argument("policy", metavar="POLICY", help="bundled name or file")


def _entering(add: Add, parents: list[argparse.ArgumentParser]) -> None:
    """Add the commands that write an entry."""
    enter = add("add", parents=parents, help="enter a claim or another event (登记)")
    what = enter.add_mutually_exclusive_group(required=True)
    what.add_argument("--event", metavar="JSON", help='the event, as {"claim": {…}}')
    what.add_argument("--claim", metavar="ITEM", help="claim points for an item, by id or label")
    enter.add_argument("--who", metavar="WHO", help="who did it, by id or name; for --claim")
    enter.add_argument("--quantity", metavar="N", help="how much of what the item counts")
    enter.add_argument("--persons", metavar="N", help="so many persons or times")
    enter.add_argument("--points", metavar="N", help="points that the claim itself says")
    for name, told in (
        ("act", "mark of the act that several claims are about"),
        ("place", "where it was"),
        ("charged", "who is charged, where the item leaves it open"),
        ("proof", "mark of a proof that is kept elsewhere"),
        ("by", "role that enters it"),
    ):
        enter.add_argument(f"--{name}", metavar="ID", help=told)
    redeem = add("redeem", parents=parents, help="redeem points for a reward (兑换)")
    redeem.add_argument("reward", metavar="REWARD", help="the reward, by id or label")
    redeem.add_argument("who", metavar="WHO", help="the subject, by id or name")
    size = redeem.add_mutually_exclusive_group()
    size.add_argument("--count", metavar="N", help="pieces; by default 1")
    size.add_argument("--amount", metavar="N", help="amount of a payout")
    for command in (enter, redeem):
        command.add_argument("--on", metavar="DATE", help="day of the act; by default today")
        command.add_argument("--recorded", metavar="INSTANT", help="by default now")
        command.add_argument("--id", metavar="ID", help="by default the next free one")
        command.add_argument(
            "--mark", metavar="MARK", help="before generated ids, one for each place of entry"
        )
        command.add_argument("--new", action="store_true", help="begin a ledger if there is none")


def _showing(add: Add, parents: list[argparse.ArgumentParser]) -> None:
    """Add the commands that settle a ledger and show it."""
    for name, told in (
        ("statement", "show what a subject has, and why (对账单)"),
        ("settle", "show the balances of all (结算)"),
        ("rank", "rank balances (排名)"),
        ("board", "show a board (红黑榜)"),
        ("redeemable", "show what can be redeemed, and why not the rest (可兑积分)"),
        ("totals", "add up the accounts over all subjects (账户合计)"),
        ("divide", "divide a sum by balances, as the policy says (积分分红)"),
    ):
        command = add(name, parents=parents, help=told)
        if name == "statement":
            command.add_argument("who", metavar="WHO", help="the subject, by id or name")
        elif name == "redeemable":
            whose = "the subject, by id or name; by default all"
            command.add_argument("--who", metavar="WHO", help=whose)
        elif name in ("rank", "board", "divide"):
            command.add_argument("name", metavar="NAME", help="as the policy calls it")
        if name == "divide":
            command.add_argument("total", metavar="TOTAL", help="the sum")
            command.add_argument("--seed", metavar="TEXT", help="for lots that are drawn")
        command.add_argument(
            "--as-of",
            metavar="DATE",
            required=name == "settle",
            help="day that it is about" + ("" if name == "settle" else "; by default today"),
        )
        command.add_argument("--known", metavar="DATE", help="leave out what was recorded later")
        form = command.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help="the answer as JSON, without names")
        form.add_argument("--names", action="store_true", help="show names from the roster")


def _keeping(
    add: Add,
    common: argparse.ArgumentParser,
    json: argparse.ArgumentParser,
    book: argparse.ArgumentParser,
) -> None:
    """Add the commands that need no policy."""
    check = add("verify", parents=[common, book, json], help="check the seals (核验)")
    check.add_argument("--head", metavar="HEX", help="a last seal that was kept elsewhere")
    close = add("seal", parents=[common, book, json], help="seal the entries (封存)")
    close.add_argument("--from-now", action="store_true", help="leave those that are there")
    public = add("extract", parents=[common, book], help="hide ids, for the public (公开摘录)")
    public.add_argument(
        "--secret-file",
        metavar="FILE",
        required=True,
        help="holds at least 16 characters, 8 of them different",
    )
    public.add_argument("--hide-places", action="store_true", help="hide places too")
    join = add("merge", parents=[common, book, json], help="join ledgers, as lines (合并)")
    join.add_argument("others", metavar="OTHER", nargs="*", help="ledgers that are added")
    for command in (public, join):
        command.add_argument(
            *("-o", "--output"),
            metavar="FILE",
            required=command is join,
            help="ledger in JSON lines" + ("" if command is join else "; by default shown"),
        )
        command.add_argument("--force", action="store_true", help="replace the file")


# Entries -------------------------------------------------------------------------------


@frozen
class _Entering:
    """One entry on its way into a book."""

    given: argparse.Namespace
    screen: Screen
    policies: list[Policy]
    roster: Roster | None
    book: KeptBook[Ledger]
    #: Instant of recording, and its day.
    recorded: datetime
    today: date

    def find(self, name: str, option: str) -> None:
        """Put the id of a subject in the place of what people call it on the day of the entry."""
        said = getattr(self.given, name)
        if said is not None:
            on = None if self.given.on is None else checks.read_day(self.given.on)
            setattr(self.given, name, _subject(said, self.roster, on or self.today, option))

    def completed(self) -> Completed:
        """Give what the entry has where the arguments leave it open."""
        given = self.given
        return Completed(self.book.log, self.recorded, self.today, given.mark, given.id)

    def tried(self, event: LedgerEvent) -> Tried:
        """Try it, and tell what it does to other entries."""
        found = tried(self.policies, self.book.read, event, self.roster)
        for note in found.notes:
            self.screen.error(Message("screen.finding", text=self.book.read.placed(note)))
        return found

    def write(self, event: LedgerEvent, ledger: Ledger) -> str | None:
        """Write it at the end; where the book is sealed up to there, seal it on."""
        seal_, waiting = self.book.enter(event, ledger)
        if waiting:
            told = Message("seal.waiting", count=waiting)
            self.screen.error(Message("screen.finding", text=told))
        return seal_

    def state(self, found: Tried, event: LedgerEvent) -> State:
        """Give the state on the day of the entry, or of its recording if that is later."""
        day = max(event.on or self.today, self.today)
        if day == found.state.as_of:
            return found.state
        return settle(self.policies, found.ledger, as_of=day, roster=self.roster)


def _add(given: argparse.Namespace, screen: Screen) -> int:
    if given.event is not None:
        stray = [n for n in (*_FLAGS, "on", "id") if getattr(given, n) is not None]
        if stray:
            raise UsageError(Message("screen.not-with-event", option=f"--{stray[0]}"))
    policies, roster = policies_of(given.policy, given.edition), roster_of(given.roster)
    with kept(given.ledger, Ledger, new=given.new) as book:
        entering = _begun(given, screen, policies, roster, book)
        if given.event is None:
            given.claim = meant(given.claim, called_in(policies, "items"), "--claim")
            for name in ("who", "charged"):
                entering.find(name, f"--{name}")
        event = given_event(given, entering.completed())
        found = entering.tried(event)
        reject(found.short)
        there = found.ledger is book.log
        seal_ = None if there else entering.write(event, found.ledger)
    state = entering.state(found, event)
    told: Any = None
    if isinstance(event, Claim):
        told = state.posting(event.id)
    elif isinstance(event, Redeem):
        told = state.redemption(event.id)
    if given.json:
        answer = {"event": plain(event), "written": not there, "seal": seal_}
        _json(screen, answer if told is None else {**answer, type(told).__name__.lower(): told})
        return FINE
    screen.line(Message("screen.entered-already" if there else "screen.entered", id=event.id))
    if told is not None:
        screen.line(told)
    return FINE


def _subject(said: str, roster: Roster | None, day: date, option: str) -> str:
    """Give the id of a subject, which may be said by its name on the roster."""
    called = {name: [label] for name, label in names_on(roster, day).items()}
    # Who is on a roster is not told to whoever asks.
    hint = Message("hint.roster" if roster is None else "hint.as-on-roster")
    return meant(said, called, option, hint=hint)


_FLAGS = ("who", "quantity", "persons", "points", "act", "place", "charged", "proof", "by")


def _begun(
    given: argparse.Namespace,
    screen: Screen,
    policies: list[Policy],
    roster: Roster | None,
    book: KeptBook[Ledger],
) -> _Entering:
    recorded = instant_of(given, policies, book.log)
    today = recorded.astimezone(policies[-1].time_zone()).date()
    return _Entering(given, screen, policies, roster, book, recorded, today)


def _redeem(given: argparse.Namespace, screen: Screen) -> int:
    policies, roster = policies_of(given.policy, given.edition), roster_of(given.roster)
    with kept(given.ledger, Ledger, new=given.new) as book:
        entering = _begun(given, screen, policies, roster, book)
        given.reward = meant(given.reward, called_in(policies, "rewards"), "REWARD")
        entering.find("who", "WHO")
        fields: dict[str, Any] = {"reward": given.reward, "who": given.who}
        for name in ("count", "amount"):
            if getattr(given, name) is not None:
                fields[name] = number(getattr(given, name))
        if given.on is not None:
            fields["on"] = given.on
        event = structured(entering.completed().event("redeem", fields), LedgerEvent, "redeem")
        found = entering.tried(event)
        granted = found.state.redemption(event.id)
        there = found.ledger is book.log
        if granted.granted and not there:
            entering.write(event, found.ledger)
    account, balance = after(entering.state(found, event), granted, policies)
    if given.json:
        wrote = granted.granted and not there
        _json(screen, {"granted": granted, "written": wrote, "balance": balance})
        return FINE if granted.granted else WRONG
    if not granted.granted:
        screen.error(granted)
        screen.error(Message("screen.not-entered"))
        return WRONG
    screen.line(Message("screen.entered-already" if there else "screen.entered", id=event.id))
    screen.line(granted)
    screen.line(Message("screen.balance-now", account=account, balance=balance))
    return FINE


# Answers -------------------------------------------------------------------------------


@frozen
class _Settled:
    """A ledger, settled as the arguments ask."""

    #: The edition of the day.
    policy: Policy
    state: State
    roster: Roster | None
    #: What subjects are called; ``None`` where no names are asked for.
    names: Any


def _settled(given: argparse.Namespace, screen: Screen) -> _Settled:
    """Settle what is named, and tell what is wrong with the ledger."""
    as_of, known = _day(given.as_of, "--as-of"), _day(given.known, "--known")
    if given.names and given.roster is None:
        raise UsageError(Message("screen.names-need-roster"))
    policies, roster = policies_of(given.policy, given.edition), roster_of(given.roster)
    book = book_of(given.ledger, Ledger)
    day = as_of or datetime.now(policies[-1].time_zone()).date()
    state = settle(policies, book.log, as_of=day, known=known, roster=roster)
    begun = [policy for policy in policies if (policy.from_ or date.min) <= day]
    newest = max(begun or policies, key=lambda policy: policy.from_ or date.min)
    for problem in state.problems[:MOST_PROBLEMS]:
        placed = book.placed(problem)
        finding = Message("screen.finding", text=placed)
        screen.error(placed if problem.level == "error" else finding)
    if len(state.problems) > MOST_PROBLEMS:
        screen.error(Message("problem.more", count=len(state.problems) - MOST_PROBLEMS))
    names = names_on(roster, day) if given.names else None
    return _Settled(newest, state, roster, names)


def _day(text: str | None, option: str) -> date | None:
    day = None if text is None else checks.read_day(text)
    if text is not None and day is None:
        raise UsageError(Message("screen.option-not-a-day", option=option, found=text))
    return day


def _outcome(settled: _Settled) -> int:
    """Give the exit code: the answer is given, also where the ledger has problems."""
    wrong = any(problem.level == "error" for problem in settled.state.problems)
    return WRONG if wrong else FINE


def _known_subject(given: argparse.Namespace, settled: _Settled) -> str:
    """Give the id of a subject that is in the book or on the roster."""
    state = settled.state
    who = _subject(given.who, settled.roster, state.as_of, "WHO")
    if who not in state.subjects:
        hint = nearest(who, state.subjects)
        reject([Problem(code="unknown-subject", found=who, hint=hint)])
    return who


def _called(given: argparse.Namespace, settled: _Settled, kind: str) -> str:
    """Give the id of a part of the policy that is named."""
    return meant(given.name, called_in([settled.policy], kind), "NAME")


def _statement(given: argparse.Namespace, screen: Screen) -> int:
    settled = _settled(given, screen)
    who = _known_subject(given, settled)
    statement = settled.state.statement(who)
    if given.json:
        _json(screen, statement)
    else:
        name = settled.names.get(who) if settled.names else None
        print_name = None if name is None else f"{name.text(given.lang)} ({who})"
        screen.line(statement.text(given.lang, name=print_name))
    return _outcome(settled)


def _settle(given: argparse.Namespace, screen: Screen) -> int:
    settled = _settled(given, screen)
    state, policy = settled.state, settled.policy
    if given.json:
        _json(screen, balances_plain(state, policy))
        return _outcome(settled)
    _title(screen, named(policy), state)
    screen.table(*balances(state, policy, names=settled.names))
    screen.line(Message("screen.pending", count=len(state.pending)), before="\n")
    for one in state.differences:
        screen.line(one)
    return _outcome(settled)


def _title(screen: Screen, what: Any, state: State) -> None:
    screen.line(Message("screen.title", standard=what, day=state.as_of), after="\n")


def _rank(given: argparse.Namespace, screen: Screen) -> int:
    settled = _settled(given, screen)
    name = _called(given, settled, "standings")
    ranks = settled.state.rank(name)
    if given.json:
        _json(screen, ranks)
        return _outcome(settled)
    _title(screen, named(settled.policy.standings[name], name), settled.state)
    screen.table(*ranked(ranks.places, names=settled.names))
    if ranks.excluded:
        screen.line(Message("screen.left-out"), before="\n")
        screen.table(*left_out(ranks, names=settled.names))
    return _outcome(settled)


def _board(given: argparse.Namespace, screen: Screen) -> int:
    settled = _settled(given, screen)
    name = _called(given, settled, "boards")
    places = settled.state.board(name)
    if given.json:
        _json(screen, places)
        return _outcome(settled)
    _title(screen, named(settled.policy.boards[name], name), settled.state)
    screen.table(*ranked(places, names=settled.names))
    return _outcome(settled)


def _redeemable(given: argparse.Namespace, screen: Screen) -> int:
    settled = _settled(given, screen)
    state, policy = settled.state, settled.policy
    who = state.subjects if given.who is None else [_known_subject(given, settled)]
    accounts = [name for name, account in policy.accounts.items() if account.spendable]
    found = [state.redeemable(one, name) for one in who for name in accounts]
    if given.json:
        _json(screen, found)
        return _outcome(settled)
    _title(screen, named(policy), state)
    screen.table(*redeemable(found, names=settled.names))
    return _outcome(settled)


def _totals(given: argparse.Namespace, screen: Screen) -> int:
    settled = _settled(given, screen)
    found = [settled.state.totals(name) for name in settled.policy.accounts]
    if given.json:
        _json(screen, found)
        return _outcome(settled)
    _title(screen, named(settled.policy), settled.state)
    screen.table(*totals(found))
    return _outcome(settled)


def _divide(given: argparse.Namespace, screen: Screen) -> int:
    settled = _settled(given, screen)
    name = _called(given, settled, "dividends")
    made = settled.state.dividend(name, number(given.total), seed=given.seed)
    if given.json:
        _json(screen, made)
        return _outcome(settled)
    _title(screen, named(settled.policy.dividends[name], name), settled.state)
    screen.table(*divided(made, names=settled.names))
    if made.left:
        screen.line(Message("divide.left", left=made.left), before="\n")
    return _outcome(settled)


# Books ---------------------------------------------------------------------------------


def _verify(given: argparse.Namespace, screen: Screen) -> int:
    found = verify(book_of(given.ledger, Ledger).log, expected_head=given.head)
    if given.json:
        _json(screen, {**plain(found), "sound": found.sound})
    else:
        screen.line(found)
        if found.sound and found.head is not None:
            screen.line(Message("screen.head", head=found.head))
    # Without any seal nothing is shown, which is no proof that all is well; nor is a head that
    # does not speak of all that stands before it.
    shown = found.sealed and not (given.head and found.unvouched)
    return FINE if found.sound and shown else WRONG


def _seal(given: argparse.Namespace, screen: Screen) -> int:
    with kept(given.ledger, Ledger) as book:
        before = verify(book.log)
        if not before.sound:  # a new seal over what was changed would help to hide it
            screen.error(before)
            screen.error(Message("screen.nothing-written"))
            return WRONG
        if before.unvouched:  # the new seal is going to vouch for it as it is now
            older = Message("seal.older", count=before.unvouched)
            screen.error(Message("screen.finding", text=older))
        sealed = seal(book.log, from_now=given.from_now)
        if sealed != book.log:
            book.replace(write_log(sealed))
    new = len(sealed.seals) - len(book.log.seals)
    if given.json:
        _json(screen, {"sealed": new, "unsealed": sealed.unsealed, "head": head(sealed)})
        return FINE
    screen.line(Message("screen.sealed", count=new))
    if sealed.unsealed:
        screen.line(Message("seal.unsealed-before", count=sealed.unsealed))
    if sealed.seals:
        screen.line(Message("screen.head", head=head(sealed)))
    return FINE


def _extract(given: argparse.Namespace, screen: Screen) -> int:
    secret = secret_of(given.secret_file)
    with _to(given, screen) as write:
        whole = book_of(given.ledger, Ledger).log
        write(extract(whole, secret=secret, hide_places=given.hide_places))
    return FINE


@contextmanager
def _to(given: argparse.Namespace, screen: Screen) -> Iterator[Callable[[Ledger], None]]:
    """Give what writes a ledger to the file that is named, or shows it.

    The file may be one of those that are read: who enters something meanwhile has to wait.
    """
    named_for(given.output, "JSON Lines", ".jsonl", ".ndjson")
    if given.output in (None, "-"):
        yield lambda ledger: screen.data(write_log(ledger))
        return
    with output(given.output, force=given.force) as write:
        yield lambda ledger: write(write_log(ledger).encode())


def _merge(given: argparse.Namespace, screen: Screen) -> int:
    with _to(given, screen) as write:
        first, *others = [book_of(name, Ledger) for name in (given.ledger, *given.others)]
        checked = [(book.name, verify(book.log)) for book in (first, *others)]
        broken = [(name, found) for name, found in checked if not found.sound]
        for name, found in broken:  # in the union nobody could tell any more
            screen.error(Message("screen.of-book", name=name, text=found))
        if broken:
            screen.error(Message("screen.nothing-written"))
            return WRONG
        merged = _union(first, others)
        write(merged)
    if given.output == "-":
        return FINE
    counts = {"count": len(merged.events), "added": len(merged.events) - len(first.log.events)}
    waiting = len(merged.events) - merged.unsealed - len(merged.seals) if merged.seals else 0
    if given.json:
        _json(screen, {**counts, "waiting": waiting})
        return FINE
    screen.line(Message("screen.written", name=given.output))
    screen.line(Message("screen.merged", **counts))
    if waiting:
        screen.line(Message("seal.waiting", count=waiting))
    return FINE


def _union(first: BookText[Ledger], others: Sequence[BookText[Ledger]]) -> Ledger:
    merged = first.log
    for other in others:
        try:
            merged = merged.merge(other.log)
        except DocumentError as error:
            problems = [evolve(p, path=("events", p.found or "", "id")) for p in error.problems]
            raise DocumentError(map(other.placed, problems)) from None
    return merged


def _lint(given: argparse.Namespace, screen: Screen) -> int:
    problems = lint(document_text(given.policy), source=given.policy)
    wrong = any(problem.level == "error" for problem in problems)
    if not wrong:
        policies_of(given.policy, [])  # another kind of document has problems of its own
    if given.json:
        _json(screen, [problem_plain(problem) for problem in problems])
        return WRONG if wrong else FINE
    for problem in sorted(problems, key=lambda problem: problem.level):  # errors first
        if problem.level == "error":
            screen.error(problem)
        else:
            screen.line(Message("screen.finding", text=problem))
    if not problems:
        screen.line(Message("screen.fine", name=given.policy))
    return WRONG if wrong else FINE


def _json(screen: Screen, value: Any) -> None:
    screen.data(pretty_json(value))


#: What each of its commands does.
POINTS_TASKS: dict[str, Callable[[argparse.Namespace, Screen], int]] = {
    "add": _add,
    "redeem": _redeem,
    "statement": _statement,
    "settle": _settle,
    "rank": _rank,
    "board": _board,
    "redeemable": _redeemable,
    "totals": _totals,
    "divide": _divide,
    "verify": _verify,
    "seal": _seal,
    "extract": _extract,
    "merge": _merge,
    "lint": _lint,
}
