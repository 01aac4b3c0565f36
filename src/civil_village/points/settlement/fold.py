"""The fold (逐笔累计): events one after the other, in the order of their recording.

Each changes what the book knows, or is a problem of the ledger; none changes what another
event says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from civil_village.events import known_from
from civil_village.exact_numbers import Exact
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.points.balances.subject import SubjectBook, Verdict
from civil_village.points.claims.claim_state import ClaimStanding
from civil_village.points.claims.editions import ItemLine
from civil_village.points.ledger.entries import (
    Approve,
    Check,
    Claim,
    Close,
    Judge,
    LedgerEvent,
    Object,
    Redeem,
    Repair,
    Resolve,
    Restock,
    Return,
    Void,
    is_ahead,
)
from civil_village.points.policy.items import Item
from civil_village.points.settlement.book import Book
from civil_village.points.settlement.redemption import decide
from civil_village.problems import Problem


class Fold:
    """Takes events, in the order of recording, into a book.

    Args:
        book: What is known so far.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        #: So many events were taken.
        self.count = 0
        self._said: dict[str, LedgerEvent] = {}
        #: Ids of all events but claims.
        self._others: set[str] = set()
        self._waiting: dict[str, list[LedgerEvent]] = {}
        #: What took an event back, or repaired it, first.
        self._voids: dict[str, str] = {}
        self._repairs: dict[str, str] = {}
        self._takes: dict[type[Any], Callable[[Any], None]] = {
            Claim: self._claim,
            Approve: self._approve,
            Object: self._object,
            Resolve: self._resolve,
            Void: self._void,
            Redeem: self._redeem,
            Return: self._return,
            Restock: self._restock,
            Judge: self._judge,
            Repair: self._repair,
            Close: self._close,
            Check: self._check,
        }

    def take(self, events: Iterable[LedgerEvent]) -> None:
        """Take events, which are in the order of recording and recorded after all so far."""
        takes, claim = self._takes, self._claim
        for event in events:
            self.count += 1
            if type(event) is Claim:  # as most are
                claim(event)
                continue
            if not self._is_ahead(event):
                takes[type(event)](event)
            self._others.add(event.id)

    def _is_ahead(self, event: LedgerEvent) -> bool:
        """Refuse what is dated after its recording."""
        zone = self.book.editions.zone
        ahead = is_ahead(event, zone)
        if ahead:
            expected = Message("expected.not-after", most=known_from(event, zone))
            self._refuse(event, "dated-ahead", "on", str(event.on), expected=expected)
        return ahead

    # Claims -------------------------------------------------------------------------

    def _claim(self, claim: Claim) -> None:
        book, on = self.book, claim.on
        if on > claim.recorded.date() and self._is_ahead(claim):
            return
        book.start = min(book.start, on)
        line = book.editions.line(claim.item, on)
        if line is None:
            book.refuse_name(claim, "item")
            return
        item = line.item
        if not (line.always or line.days.holds(on)):
            self._refuse(claim, "item-not-in-force", "on", str(on))
            return
        quantity = claim.quantity
        usual = (
            (quantity is None if line.plain else quantity and line.measured)
            and claim.persons is None
            and claim.charged is None
            and claim.points is None
        )
        if not (usual or self._is_said(claim, line)):
            return
        charged = claim.who if item.charge == "actor" else self._charged(claim, item.charge)
        if charged is None or (item.each == "member" and not self._has_members(claim, charged)):
            return
        entry = ClaimStanding(claim, line, charged, self.count)
        book.entries[claim.id] = entry
        book.subject(charged).entries.append(entry)
        unit = book.unit(entry)
        unit.entries.append(entry)
        if on < unit.last:
            unit.steady = unit.steady and line.alone
        elif on > unit.last:
            unit.last = on
        if line.varies:
            unit.varies, unit.steady = True, False
        if claim.act is not None or line.doubles:
            unit.stale, unit.steady = True, False
        if not self._waiting:
            return
        for event in self._waiting.pop(claim.id, ()):
            self._takes[type(event)](event)

    def _is_said(self, claim: Claim, line: ItemLine) -> bool:
        """Refuse a claim that says what its item does not ask for, or leaves out what it asks."""
        asks = line.asks
        for name, value in (
            ("quantity", claim.quantity),
            ("persons", claim.persons),
            ("charged", claim.charged),
            ("points", claim.points),
        ):
            if value is None:
                if asks.get(name):
                    self._refuse(claim, _NOT_SAID[name], name, None, expected=_asked(line, name))
                    return False
            elif name not in asks:
                self._refuse(claim, "not-asked", name, str(value))
                return False
        if claim.quantity == 0 and not line.takes_nothing:
            expected = Message("expected.above", least=0)
            self._refuse(claim, "out-of-range", "quantity", "0", expected=expected)
            return False
        return claim.points is None or self._is_allowed(claim, claim.points, line.item)

    def _is_allowed(self, event: LedgerEvent, points: Decimal, item: Item) -> bool:
        """Refuse points that no hand can set."""
        if item.by_hand is not None and item.by_hand.allows(points):
            return True
        self._refuse(event, "points-not-allowed", "points", str(points))
        return False

    def _charged(self, claim: Claim, charge: str) -> str | None:
        if charge == "named":
            return claim.charged
        roster, on = self.book.roster, claim.on
        if roster is None:
            self._refuse(claim, "no-roster", "who", claim.who, hint=Message("hint.roster"))
            return None
        member = roster.find(claim.who, on)
        # Somebody without a household is one.
        household = member.household if member and member.household else claim.who
        if member is None and not roster.size(household, on):
            self._refuse(claim, "not-on-roster", "who", claim.who)
            return None
        if charge == "household":
            return household
        head = roster.head(household, on)
        if head is None:
            self._refuse(claim, "no-head", "who", household)
        return head

    def _has_members(self, claim: Claim, charged: str) -> bool:
        """Refuse a claim for each member of a household that nobody knows the members of."""
        roster, on = self.book.roster, claim.on
        if roster is None:
            self._refuse(claim, "no-roster", "item", claim.item, hint=Message("hint.roster"))
            return False
        home = roster.household(charged, on) or charged
        if not roster.size(home, on):
            self._refuse(claim, "members-unknown", "who", home)
            return False
        return True

    def _refuse(
        self, event: LedgerEvent, code: str, name: str, found: str | None, **more: Any
    ) -> None:
        path = ("events", event.id, name)
        self.book.refuse(event, Problem(code=code, path=path, found=found, **more))

    def _approve(self, event: Approve) -> None:
        entry = self._entry(event)
        if entry is None:
            return
        if event.role not in entry.line.item.approval:
            self._refuse(event, "other-role", "role", event.role)
            return
        if not event.granted:
            entry.refused = min(event.on, entry.refused or event.on)
            self._said[event.id] = event
            self.book.changed(entry, event.on)
            return
        item = entry.line.item
        if event.points is not None and not self._is_allowed(event, event.points, item):
            return
        nobody_set = item.by_hand is not None and event.points is None and entry.hand is None
        if nobody_set and event.role == item.approval[-1]:
            self._refuse(event, "points-missing", "points", None)
            return
        other = next((a for a in entry.approvals if a.role == event.role), None)
        if other is not None:
            self.book.note_again(event, other.id)
        entry.approvals = (*entry.approvals, event)
        if event.points is not None:
            entry.hand = event.points
            self.book.changed(entry, event.on)
        self._said[event.id] = event
        entry.said()
        self.book.touch(entry)

    def _object(self, event: Object) -> None:
        entry = self._entry(event)
        if entry is None:
            return
        last = entry.posted_until(self.book.editions.zone)
        if entry.line.publicity is None or (last is not None and event.on > last):
            self._refuse(event, "late-objection", "on", str(event.on))
            return
        entry.objections = (*entry.objections, (event, None))
        self._said[event.id] = event
        entry.said()
        self.book.touch(entry)
        for waiting in self._waiting.pop(event.id, ()):
            self._takes[type(waiting)](waiting)

    def _resolve(self, event: Resolve) -> None:
        objection = self._said.get(event.of)
        if not isinstance(objection, Object):
            self._wait(event)
            return
        entry = self.book.entries[objection.of]
        decided = next(r for o, r in entry.objections if o.id == objection.id)
        if decided is not None:
            self.book.note_again(event, decided.id)
            return
        entry.objections = tuple(
            (o, event if o.id == objection.id else r) for o, r in entry.objections
        )
        self._said[event.id] = event
        if event.upheld:
            entry.refused = min(event.on, entry.refused or event.on)
            self.book.changed(entry, event.on)
        entry.said()
        self.book.touch(entry)

    def _entry(self, event: Approve | Object) -> ClaimStanding | None:
        found: ClaimStanding | None = self.book.entries.get(event.of)
        if found is None:
            self._wait(event)
        return found

    def _wait(self, event: Any) -> None:
        """Keep what is said of an event that is not there yet: clocks of two books may differ."""
        self._waiting.setdefault(event.of, []).append(event)

    # Voids --------------------------------------------------------------------------

    def _void(self, event: Void) -> None:
        book, of = self.book, event.of
        thing = book.entries.get(of) or book.verdicts.get(of)
        earlier = self._voids.get(of)
        if earlier is not None and (
            thing is None or thing.out is None or (event.on or thing.on) >= thing.out
        ):
            book.note_again(event, earlier)
        elif isinstance(thing, ClaimStanding):
            self._void_entry(event, thing)
        elif thing is not None:
            thing.out = event.on or thing.on
            self._judge_anew(thing)
            self._voids[of] = event.id
        elif of in book.redemptions:
            self._refuse(event, "void-of-redemption", "of", of)
        elif of in self._said:
            self._unsay(self._said.pop(of))
            book.forget(of)
            self._voids[of] = event.id
        elif of in book.restocked:
            self._unstock(event, book.restocked[of])
        elif self._withdraw(of):
            self._voids[of] = event.id
        elif of in self._others:
            self._refuse(event, "not-voidable", "of", of)
        else:
            self._wait(event)

    def _withdraw(self, name: str) -> bool:
        """Take back a check, or what did not get into the book, with what is told of it."""
        wrong = self.book.forget(name)
        if wrong:
            self._waiting.pop(name, None)
        return self.book.checks.pop(name, None) is not None or wrong

    def _unstock(self, event: Void, restock: Restock) -> None:
        """Take back a restocking, unless its pieces are gone."""
        shelf, policy = self.book.shelf(restock.reward), self.book.editions.at(restock.on)
        stock = policy.rewards[restock.reward].stock if policy else None
        if stock is not None and shelf.least(stock - restock.count, restock.on) < 0:
            self._refuse(event, "void-of-spent", "of", event.of)
            return
        shelf.put(-restock.count, restock.on)
        del self.book.restocked[event.of]
        self._voids[event.of] = event.id

    def _void_entry(self, event: Void, entry: ClaimStanding) -> None:
        day = event.on or entry.on
        before, owed = entry.out, self._overdrawn(entry, day)
        entry.out = day if before is None else min(day, before)
        self.book.changed(entry, day)
        if any(now > then for then, now in zip(owed, self._overdrawn(entry, day), strict=True)):
            entry.out = before
            self.book.changed(entry, day)
            self._refuse(event, "void-of-spent", "of", event.of)
        else:
            self._voids[event.of] = event.id

    def _overdrawn(self, entry: ClaimStanding, day: date) -> list[Exact]:
        """Give what lacks for redemptions from a day on, where a void must not leave a debt."""
        subject, found = self.book.subject(entry.charged), []
        for name, _ in entry.line.targets:
            if self.book.editions.account(name, day).overdrawn == "refuse":
                redeemed = {
                    max(day, r.event.on)
                    for r in subject.redemptions
                    if r.granted and r.reward.account == name
                }
                found += [self.book.run(subject, name, on).overdrawn for on in sorted(redeemed)]
        return found

    def _unsay(self, event: LedgerEvent) -> None:
        """Take back an approval, an objection, or the decision about one."""
        if isinstance(event, Object | Approve):
            entry = self.book.entries[event.of]
        else:
            assert isinstance(event, Resolve)  # no other is kept
            objection = next(
                o for e in self.book.entries.values() for o, _ in e.objections if o.id == event.of
            )
            entry = self.book.entries[objection.of]
        entry.approvals = tuple(a for a in entry.approvals if a.id != event.id)
        entry.objections = tuple(
            (o, None if r is not None and r.id == event.id else r)
            for o, r in entry.objections
            if o.id != event.id
        )
        refusals = [r.on for _, r in entry.objections if r is not None and r.upheld]
        refusals += [
            said.on
            for said in self._said.values()
            if isinstance(said, Approve) and said.of == entry.claim.id and not said.granted
        ]
        entry.refused = min(refusals, default=None)
        hands = [a.points for a in entry.approvals if a.points is not None]
        entry.hand = hands[-1] if hands else entry.claim.points
        entry.said()
        self.book.changed(entry, event.on)

    # Judgments ----------------------------------------------------------------------

    def _judge(self, event: Judge) -> None:
        policy = self.book.editions.at(event.on)
        judgment = policy.judgments.get(event.judgment) if policy else None
        if judgment is None:
            self.book.refuse_name(event, "judgment")
            return
        self.book.start = min(self.book.start, event.on)
        verdict = Verdict(event, judgment, self.count)
        self.book.verdicts[event.id] = verdict
        self.book.subject(event.who).verdicts.append(verdict)
        self._judge_anew(verdict)
        for waiting in self._waiting.pop(event.id, ()):
            self._takes[type(waiting)](waiting)

    def _judge_anew(self, verdict: Verdict) -> None:
        event = verdict.event
        if event.act is None:
            return
        pair = (event.who, event.act)
        verdicts = self.book.subject(event.who).verdicts
        stands = any(v.out is None and v.event.act == event.act for v in verdicts)
        others = self.book.judged - {pair}
        self.book.judged = others | {pair} if stands else others
        unit = self.book.unit_of(event.who)
        if unit is not None:
            unit.stale = True

    def _repair(self, event: Repair) -> None:
        verdict, entry = self.book.verdicts.get(event.of), self.book.entries.get(event.of)
        if verdict is not None:
            policy = self.book.editions.at(event.on)
            repair = verdict.judgment.repair
            item = policy.items.get(repair) if policy and repair else None
            within = verdict.judgment.within
            if within is not None and within.around(verdict.event.on) != within.around(event.on):
                self._refuse(event, "repair-too-late", "on", str(event.on))
            elif verdict.repaired is None:
                verdict.repaired = (event, self.count, item)
            else:
                self.book.note_again(event, verdict.repaired[0].id)
        elif entry is not None and entry.line.item.lasting:
            if entry.repaired is not None and entry.repaired <= event.on:
                self.book.note_again(event, self._repairs[event.of])
                return
            entry.repaired = event.on
            self._repairs[event.of] = event.id
            self.book.touch(entry)
        elif entry is not None:
            self._refuse(event, "nothing-to-repair", "of", event.of)
        else:
            self._wait(event)

    # Rewards ------------------------------------------------------------------------

    def _redeem(self, event: Redeem) -> None:
        decide(self.book, event, self.count)
        for waiting in self._waiting.pop(event.id, ()):
            self._takes[type(waiting)](waiting)

    def _return(self, event: Return) -> None:
        redemption = self.book.redemptions.get(event.of)
        if redemption is None:
            self._wait(event)
        elif not redemption.granted or redemption.returned is not None:
            self._refuse(event, "nothing-to-return", "of", event.of)
        elif event.on < redemption.event.on:
            self._refuse(event, "return-before", "on", str(event.on))
        else:
            redemption.returned = (event.on, event.id, self.count)
            self.book.shelf(redemption.event.reward).put_back(redemption, event.on)
            self.book.subject(redemption.event.who).changes += 1

    def _restock(self, event: Restock) -> None:
        policy = self.book.editions.at(event.on)
        if policy is None or event.reward not in policy.rewards:
            self.book.refuse_name(event, "reward")
            return
        self.book.restocked[event.id] = event
        self.book.shelf(event.reward).put(event.count, event.on)
        for waiting in self._waiting.pop(event.id, ()):
            self._takes[type(waiting)](waiting)

    def _check(self, event: Check) -> None:
        if event.account not in self.book.editions.accounts:
            self._refuse(event, "unknown-account", "account", event.account)
            return
        self.book.checks[event.id] = event

    def unheard(self) -> list[Problem]:
        """Give what was said of events that never came."""
        return [
            Problem(code=code, path=("events", event.id, "of"), found=name)
            for name, events in self._waiting.items()
            for code in ("not-in-book" if self.book.is_refused(name) else "not-in-ledger",)
            for event in events
        ]

    def _close(self, event: Close) -> None:
        ends = {(end, name) for end, name, _ in self.book.ends(event.on)}
        if (event.through, event.settlement) not in ends:
            self._refuse(event, "nothing-to-close", "through", str(event.through))
            return
        key = (event.settlement, event.through)
        if key in self.book.closed:
            self._refuse(event, "closed-already", "through", str(event.through))
            return
        settlement = self.book.settlement(event.settlement)
        paid: dict[str, str] = {}
        for who in self.book.everybody(event.through):
            subject = self.book.subjects.get(who) or SubjectBook(who)
            made = self.book.brought(subject, event.through, event.on)
            of = self.book.run(subject, settlement.of, event.on, upto=event.through, brought=made)
            band = self.book.band(subject, settlement.of, of, event.through)
            if band is not None:
                paid[who] = band.id
        self.book.closed[key] = (event, paid)


#: What is wrong where a claim leaves out what its item asks for.
_NOT_SAID = {"quantity": "amount-missing", "charged": "nobody-named"}


def _asked(line: ItemLine, name: str) -> Message | None:
    """Say what an item counts."""
    per = line.item.per
    if per is None or name != "quantity":
        return None
    return Message("expected.amount-of", unit=named(per, per.quantity))
