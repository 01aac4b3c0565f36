"""The book (账簿): what the fold has gathered of every subject, up to a moment.

Nothing here is a balance. What is kept is what was said of each claim, which redemptions were
granted, and what closed settlements have paid, since these were decided on what was known
then; all else is worked out for the day that is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain
from typing import Any

from civil_village.calendar import Window
from civil_village.consequences import Banned, BenefitGranted, ItemPosted
from civil_village.curves.curve import Band
from civil_village.exact_numbers import Exact, lean
from civil_village.labels import Label, named
from civil_village.messages import Message
from civil_village.organizations.roster import Roster
from civil_village.points.balances.daily_earnings import DailyEarnings
from civil_village.points.balances.movements import Moved, Movement, Run
from civil_village.points.balances.period_sums import PeriodSums
from civil_village.points.balances.stock import Stock
from civil_village.points.balances.subject import (
    Barred,
    Brought,
    Course,
    Redemption,
    SubjectBook,
    Verdict,
    run,
)
from civil_village.points.claims.claim_state import ClaimStanding
from civil_village.points.claims.editions import PolicyEditions
from civil_village.points.claims.valuation import Valuation, value_at
from civil_village.points.ledger.entries import Check, Close, LedgerEvent, Restock
from civil_village.points.policy.accounts import Account
from civil_village.points.policy.effects import Settlement
from civil_village.points.policy.items import Item
from civil_village.problems import Problem

_ONE = timedelta(days=1)


class SharedCaps:
    """Entries that share caps, in the order of recording: of one subject, or of all."""

    __slots__ = ("done", "entries", "last", "stale", "steady", "valuation", "varies")

    def __init__(self) -> None:
        self.entries: list[ClaimStanding] = []
        self.valuation: Valuation | None = None
        #: So many of the entries are valued.
        self.done = 0
        #: Whether they have to be valued from the first on.
        self.stale = False
        #: Whether what they are worth depends on the day for which one asks.
        self.varies = False
        #: Whether each is worth the same on every day: they came in the order of their days, or
        #: hang on no other, and all stand.
        self.steady = True
        #: The latest day on which anything of them changes.
        self.last = date.min


class Book:
    """Everything that is known after some events.

    Args:
        editions: The policy.
        roster: Who the subjects are.
    """

    def __init__(self, editions: PolicyEditions, roster: Roster | None) -> None:
        self.editions, self.roster = editions, roster
        self.subjects: dict[str, SubjectBook] = {}
        self.entries: dict[str, ClaimStanding] = {}
        self.redemptions: dict[str, Redemption] = {}
        self.verdicts: dict[str, Verdict] = {}
        self._shelves: dict[str, Stock] = {}
        self.checks: dict[str, Check] = {}
        self.restocked: dict[str, Restock] = {}
        #: What was paid when a period's settlement was closed, by subject.
        self.closed: dict[tuple[str, date], tuple[Close, dict[str, str]]] = {}
        self._refused: dict[str, list[Problem]] = {}
        #: What is told of events that say what was said before.
        self._noted: dict[str, Problem] = {}
        #: First day of any event.
        self.start = date.max
        #: Subjects and acts that a judgment took over.
        self.judged: frozenset[tuple[str, str]] = frozenset()
        self._units: dict[str, SharedCaps] = {}
        self._tallies: dict[tuple[str, str], PeriodSums] = {}
        self._tides: dict[tuple[str, str], DailyEarnings] = {}
        #: How often the entries of all were valued anew.
        self._revalued = 0

    def problems(self) -> Iterator[Problem]:
        """Give what is wrong with events."""
        return chain(chain.from_iterable(self._refused.values()), self._noted.values())

    def refuse(self, event: LedgerEvent, problem: Problem) -> None:
        """Note what is wrong with an event."""
        self._refused.setdefault(event.id, []).append(problem)

    def refuse_name(self, event: Any, name: str) -> None:
        """Refuse an event whose item, reward or judgment the edition of its day does not have."""
        found, kind, code = getattr(event, name), f"{name}s", f"unknown-{name}"
        policies, field, expected = self.editions.policies, name, None
        if self.editions.at(event.on) is None:
            code, field, found = "policy-not-in-force", "on", str(event.on)
            expected = Message("expected.not-before", least=policies[0].from_)
        elif any(found in getattr(policy, kind) for policy in policies):
            code = "not-in-edition"
        path = ("events", event.id, field)
        self.refuse(event, Problem(code=code, path=path, found=found, expected=expected))

    def is_refused(self, name: str) -> bool:
        """Tell whether an event did not get into the book, or its wish was not granted."""
        return name in self._refused

    def note_again(self, event: LedgerEvent, other: str) -> None:
        """Note that an event says what another one has said before it."""
        path, hint = ("events", event.id), Message("hint.said-by", other=other)
        self._noted[event.id] = Problem(code="said-already", path=path, hint=hint, level="finding")

    def forget(self, name: str) -> bool:
        """Take back what is told of an event, and tell whether there was anything."""
        told = [kept.pop(name, None) for kept in (self._refused, self._noted)]
        return any(told)

    def subject(self, who: str) -> SubjectBook:
        """Give a subject, which is new where it was not there."""
        found = self.subjects.get(who)
        if found is None:
            found = self.subjects[who] = SubjectBook(who)
        return found

    def unit_of(self, who: str) -> SharedCaps | None:
        """Give the entries that share caps with those of a subject."""
        return self._units.get(who if self.editions.by_subject else "")

    def unit(self, entry: ClaimStanding) -> SharedCaps:
        """Give the entries that share caps with one, which are none yet where it is new."""
        key = entry.charged if self.editions.by_subject else ""
        found = self._units.get(key)
        if found is None:
            found = self._units[key] = SharedCaps()
        return found

    def changed(self, entry: ClaimStanding, day: date) -> None:
        """Note that something was said of an entry, which changes what later ones are worth."""
        unit = self.unit(entry)
        unit.stale = True
        unit.steady = unit.steady and entry.out is None and entry.refused is None
        unit.last = max(unit.last, day)
        self.touch(entry)

    def touch(self, entry: ClaimStanding) -> None:
        """Note that an entry counts from another day on, or lapses on another."""
        self.subjects[entry.charged].changes += 1

    def shelf(self, reward: str) -> Stock:
        """Give the shelf of a reward, which is full where nothing was redeemed yet."""
        found = self._shelves.get(reward)
        if found is None:
            found = self._shelves[reward] = Stock()
        return found

    def stock(self, name: str, day: date) -> int | None:
        """Count the pieces of a reward that are left on a day; ``None`` where none are counted."""
        policy = self.editions.at(day)
        reward = policy.rewards.get(name) if policy else None
        if reward is None or reward.stock is None:
            return None
        return self.shelf(name).left(reward.stock, day)

    def value(self, who: str, day: date) -> None:
        """Value the entries of a subject, and of all that share caps with it, for a day."""
        unit = self.unit_of(who)
        if unit is None:
            return
        how: dict[str, Any] = {
            "roster": self.roster,
            "judged": self.judged,
            "leap": self.editions.leap,
        }
        if unit.steady:
            day = max(day, unit.last)
        if unit.stale or unit.varies or day < unit.last or unit.valuation is None:
            unit.valuation = value_at(unit.entries, day, **how)
            unit.done = len(unit.entries)
            if self.editions.by_subject:
                self.subject(who).changes += 1
            else:
                self._revalued += 1
            # What was worked out for an earlier day holds for that day alone.
            unit.stale = day < unit.last
            return
        for entry in unit.entries[unit.done :]:
            unit.valuation.value(entry)
        unit.done = len(unit.entries)

    def run(
        self,
        subject: SubjectBook,
        name: str,
        day: date,
        *,
        upto: date | None = None,
        brought: Brought | None = None,
        more: list[Movement] | None = None,
        lines: list[Moved] | None = None,
    ) -> Run:
        """Work out an account of a subject.

        Args:
            subject: The subject.
            name: The account's id.
            day: What takes effect later does not count.
            upto: The day whose end is asked for, by default the same.
            brought: What settlements have brought, where that is known already.
            more: Further movements to try.
            lines: Where lines are kept.
        """
        account = self.editions.account(name, upto or day)
        self.value(subject.who, day)
        if brought is None:
            brought = self.brought(subject, upto or day, day)
        if upto is None and more is None and lines is None and name in self.editions.summed:
            tallied = self._tallied(subject, name, day, brought)
            if tallied is not None:
                return tallied
        found = subject.movements(
            name, account, day, zone=self.editions.zone, leap=self.editions.leap
        )
        extra = [*brought.movements.get(name, ()), *(more or ())]
        return run(account, found, extra, upto or day, start=self.first(), lines=lines)

    def _tallied(self, subject: SubjectBook, name: str, day: date, brought: Brought) -> Run | None:
        """Give the sums of an account, where nothing but entries and redemptions moved it."""
        if brought.movements.get(name) or subject.verdicts:
            return None
        account = self.editions.account(name, day)
        mark = (subject.changes, self._revalued, id(account))
        tally = self._tallies.get((subject.who, name))
        if tally is None or tally.mark != mark:
            tally = PeriodSums(
                subject,
                name,
                account,
                zone=self.editions.zone,
                mark=mark,
            )
            self._tallies[subject.who, name] = tally
        if not tally.through(day):
            del self._tallies[subject.who, name]
            return None
        return tally.run(self.first())

    def tide(self, subject: SubjectBook, name: str) -> DailyEarnings | None:
        """Give what is earned on an account on every day; ``None`` where that is no mere sum."""
        unit = self.unit_of(subject.who)
        if (
            name not in self.editions.tidal
            or subject.verdicts
            or (unit is not None and not unit.steady)
        ):
            return None
        self.value(subject.who, date.max)
        mark = (subject.changes, self._revalued)
        tide = self._tides.get((subject.who, name))
        if tide is None or tide.mark != mark:
            account, zone = self.editions.accounts[name], self.editions.zone
            tide = self._tides[subject.who, name] = DailyEarnings(
                subject, name, account, zone=zone, mark=mark
            )
        return tide.rise()

    def balance(self, subject: SubjectBook, name: str, day: date) -> Exact:
        """Give the balance of an account on a day."""
        tide = self.tide(subject, name)
        if tide is None:
            return self.run(subject, name, day).balance
        return lean(self.editions.accounts[name].base) + tide.at(day)

    def first(self) -> date:
        """Give the first day of the book: that of the policy, or of the first event."""
        starts = [policy.from_ for policy in self.editions.policies if policy.from_ is not None]
        known = [*starts, self.start] if self.start < date.max else starts
        return min(known, default=date.max)

    def band(self, subject: SubjectBook, name: str, of: Run, day: date) -> Band | None:
        """Give the band of an account, as it reads on a day."""
        policy = self.editions.at(day) or self.editions.policies[0]
        bands = policy.accounts[name].bands
        if bands is None:
            return None
        standing = subject.standing(name, day, self.editions.leap)
        named = [bands[v.judgment.band] for v in standing if v.judgment.band is not None]
        # Of several judgments the lowest holds, also where another says what is read.
        if not named or any(v.judgment.reads is not None for v in standing):
            named.append(bands.at(self.reading(subject, name, of, day)))
        return min(named, key=lambda band: bands.rank(band.id))

    def reading(self, subject: SubjectBook, name: str, of: Run, day: date) -> Exact:
        """Give what an account reads as on a day: its balance, unless it is judged."""
        standing = subject.standing(name, day, self.editions.leap)
        reads = [lean(v.judgment.reads) for v in standing if v.judgment.reads is not None]
        return min(reads) if reads else of.balance

    def brought(self, subject: SubjectBook, upto: date, day: date) -> Brought:
        """Work out what settlements have brought a subject, period after period.

        Args:
            subject: The subject.
            upto: Settlements of periods that are over before this day.
            day: What takes effect later does not count.
        """
        made = Brought({}, [], [], [])
        courses: dict[str, Course] = {}
        for end, name, settlement in self.ends(upto):
            account = self.editions.account(settlement.of, end)
            course = courses.get(settlement.of)
            if course is None or course.account is not account:  # another edition has begun
                more = made.movements.setdefault(settlement.of, [])
                course = self._course(subject, account, name=settlement.of, day=day, more=more)
                courses[settlement.of] = course
            of = course.through(end)
            now = self.band(subject, settlement.of, of, end)
            paid = self._paid(name, end, subject.who, day, now)
            made.bands.append((name, end, paid, now.id if now else None))
            if paid is not None:
                self._follow(made, settlement, paid, f"{name}/{end}/{subject.who}", end)
        return made

    def _course(
        self, subject: SubjectBook, account: Account, *, name: str, day: date, more: list[Movement]
    ) -> Course:
        """Give the course of an account, what takes effect after a day left out."""
        self.value(subject.who, day)
        leap, zone = self.editions.leap, self.editions.zone
        found = subject.movements(name, account, day, zone=zone, leap=leap)
        return Course(account, found, more, self.first())

    def ends(self, upto: date) -> list[tuple[date, str, Settlement]]:
        """Give the ends of periods before a day, in order, with what settles them."""
        found: list[tuple[date, str, Settlement]] = []
        first = self.first()
        if first == date.max:
            return found
        names = dict.fromkeys(n for policy in self.editions.policies for n in policy.settlements)
        for name in names:
            end = date.min
            day = first
            while True:
                policy = self.editions.at(day) or self.editions.policies[0]
                settlement = policy.settlements.get(name)
                of = settlement.of if settlement else self.settlement(name).of
                period = self.editions.account(of, day).period
                if period is None:
                    break
                end = period.around(day).last
                if end >= upto:
                    break
                if settlement is not None:
                    found.append((end, name, settlement))
                day = end + _ONE
        return sorted(found, key=lambda item: (item[0], item[1]))

    def settlement(self, name: str) -> Settlement:
        """Give a settlement of any edition by its name."""
        return next(p.settlements[name] for p in self.editions.policies if name in p.settlements)

    def _paid(self, name: str, end: date, who: str, day: date, now: Band | None) -> str | None:
        """Give the band that is paid for: as it was closed, or as it is now."""
        closed = self.closed.get((name, end))
        if closed is not None and closed[0].on <= day:
            return closed[1].get(who)
        return now.id if now else None

    def _follow(self, made: Brought, settlement: Settlement, band: str, by: str, end: date) -> None:
        day = end + _ONE
        policy = self.editions.at(end) or self.editions.policies[0]
        period = self.editions.account(settlement.of, end).period
        assert period is not None  # else it would not end
        for brought in settlement.bands.get(band, ()):
            match brought:
                case ItemPosted():
                    self._post(made, policy.items[brought.post], by, day)
                case BenefitGranted():
                    days = Window(day, period.around(day).last)
                    made.benefits.append((brought.benefit, days, by))
                case Banned():
                    days = brought.ban.days(day, leap=self.editions.leap)
                    made.bans.append(Barred(brought.ban.stops, days, by))

    def _post(self, made: Brought, item: Item, by: str, day: date) -> None:
        """Post what a settlement brings to the accounts of its item."""
        for target, factor in item.to.accounts.items():
            amount = lean(item.points or 0) * lean(factor)
            account = self.editions.account(target, day)
            if amount > 0 or not account.up_only:
                span = item.valid_for or account.lasts(amount)
                lapses = span.anniversary(day, leap=self.editions.leap) if span else None
                movement = Movement(day, -1, "settled", by, amount, lapses)
                made.movements.setdefault(target, []).append(movement)

    def everybody(self, day: date) -> list[str]:
        """Name all subjects: those of the book, and those whom the policy finds on the roster."""
        names = dict.fromkeys(self.subjects)
        policy = self.editions.at(day) or self.editions.policies[0]
        for member in self.roster.members if self.roster is not None and policy.subject else ():
            at_home = member.household is not None
            wanted = {"household": not at_home, "person": at_home, "head": member.head}
            if wanted[policy.subject or "person"] and member.holds(day):
                names[member.id] = None
        return list(names)

    def named(self, subject: SubjectBook, day: date) -> dict[str, Exact]:
        """Give the values that rules may read: balances, their parts, sums of the period."""
        made = self.brought(subject, day, day)
        values: dict[str, Exact] = {}
        for name in self.editions.accounts:
            of = self.run(subject, name, day, brought=made)
            values[name] = self.reading(subject, name, of, day)
            values[name + "_base"] = of.base
            values[name + "_earned"] = of.earned
            values[name + "_gains"] = of.gains
            values[name + "_losses"] = of.losses
            values[name + "_spent"] = of.spent
        return values

    def suspended(self, values: dict[str, Exact], day: date) -> dict[str, bool]:
        """Tell which suspensions hold, by the values that rules may read."""
        policy = self.editions.at(day)
        scope: dict[str, Any] = {name: Fraction(value) for name, value in values.items()}
        return {
            name: bool(suspension.when.value(scope).value)
            for name, suspension in (policy.suspensions if policy else {}).items()
        }

    def called(self, by: str) -> Message | Label | str:
        """Give what people call a judgment that was passed, or the settlement of a period."""
        verdict = self.verdicts.get(by)
        if verdict is not None:
            return named(verdict.judgment, verdict.event.judgment)
        name, _, rest = by.partition("/")
        settlement, through = named(self.settlement(name), name), rest.partition("/")[0]
        return Message("statement.of-day", what=settlement, day=through)

    def posted(self, name: str, end: date, band: str | None) -> tuple[Label | str, ...]:
        """Give what people call the items that a settlement posts for a band."""
        policy = self.editions.at(end) or self.editions.policies[0]
        settlement = policy.settlements.get(name) or self.settlement(name)
        brought = settlement.bands.get(band or "", ())
        posts = [one.post for one in brought if isinstance(one, ItemPosted)]
        return tuple(named(policy.items[post], post) for post in posts)

    def bans(self, subject: SubjectBook, made: Brought, day: date) -> list[Barred]:
        """Give the bans that hold on a day."""
        found = [*subject.barred(self.editions.leap, day), *made.bans]
        return [ban for ban in found if ban.days.holds(day)]
