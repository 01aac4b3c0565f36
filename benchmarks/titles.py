"""A log of titles, drawn by a seed, and a fold of its chart that was written by hand.

The fold knows this one chart and nothing else: no reasons, no refusals, no sets of states where
something is open, no bad input. It is what somebody would write who needs the states alone.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import civil_village as cv

AS_OF = date(2024, 12, 31)
FIRST = 2015
SOURCE = """
kind: title_scheme
format: 1
id: benchmark.star_household
subject: household
events:
  application: {label: 申报, values: {self_score: {label: 自评分, value: count, maximum: 100}}}
  review: {label: 测评, values: {score: {label: 测评分, value: count, maximum: 100}}}
  recheck: {label: 复核, values: {score: {label: 复核分, value: count, maximum: 100}}}
  objection: {label: 异议}
  decision: {label: 裁定, values: {upheld: {label: 成立, value: truth}}}
start: none
states:
  none: {}
  applied: {lasts: 60 days, next: none}
  posted: {lasts: 5 days, next: held}
  held: {lasts: 1 year, next: none}
  rectify: {due: 90 days, next: revoked}
  revoked: {lasts: 1 year, next: none}
steps:
  - event: application
    from: [none, held]
    to: applied
    by: [village]
    require: [{id: self, rule: "self_score >= 60"}]
  - event: review
    from: [applied]
    to: posted
    by: [office]
    require: [{id: pass, rule: "score >= 70"}]
  - {event: review, from: [applied], to: none, by: [office]}
  - {event: recheck, from: [held, rectify], to: held, require: [{id: again, rule: "score >= 60"}]}
  - {event: recheck, from: [held], to: rectify}
holds: [{opens: objection, closes: decision, in: [posted], upheld: {when: upheld, to: none}}]
"""
ROUNDS = "rounds:\n" + "\n".join(
    f"  - {{id: '{year}', opens: {year}-01-01, closes: {year}-12-31}}"
    for year in range(FIRST, 2025)
)
CHAIN = """
chains:
  - id: three
    result: review
    when: "score >= 70"
    broken_by: [revoked]
    after: 3
    then: [{duty: recommend}]
"""


def scheme(*, chains: bool) -> cv.TitleScheme:
    """Give the scheme, with its chain over ten rounds or without."""
    loaded = cv.loads(SOURCE + (ROUNDS + CHAIN if chains else ""))
    assert isinstance(loaded, cv.TitleScheme)
    return loaded


def log(homes: int, *, seed: int = 1) -> cv.EventLog:
    """Draw ten years of events: most apply each year, some are objected to or re-checked."""
    draw = random.Random(seed)
    events: list[cv.Event] = []

    def add(kind: str, who: str, on: date, by: str, of: str | None = None, **values: Any) -> str:
        name = f"e{len(events)}"
        events.append(cv.Event(id=name, kind=kind, subject=who, on=on, by=by, of=of, values=values))
        return name

    for number in range(homes):
        who = f"h{number}"
        for year in range(FIRST, FIRST + 10):
            if draw.random() < 0.3:
                continue
            on = date(year, 3, 1) + timedelta(days=draw.randrange(30))
            add("application", who, on, "village", self_score=draw.randrange(50, 101))
            on += timedelta(days=draw.randrange(10, 70))
            add("review", who, on, "office", score=draw.randrange(60, 101))
            if draw.random() < 0.05:
                name = add("objection", who, on + timedelta(days=draw.randrange(7)), "village")
                upheld = draw.random() < 0.3
                add("decision", who, on + timedelta(days=12), "office", name, upheld=upheld)
            if draw.random() < 0.2:
                on += timedelta(days=draw.randrange(20, 120))
                add("recheck", who, on, "office", score=draw.randrange(40, 101))
    return cv.EventLog(events=events)


DAY = timedelta(days=1)


def a_year_on(day: date) -> date:
    """Give the last day of a year that begins on a day."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 27)
    return day.replace(year=day.year + 1) - DAY


class ByHand:
    """One household: where it stands, until when, what is open."""

    __slots__ = ("last", "open", "results", "revoked", "since", "state")

    def __init__(self) -> None:
        self.state, self.since, self.last = "none", date.min, date.max
        self.open: set[str] = set()
        self.results: dict[int, date] = {}
        self.revoked: list[date] = []

    def enter(self, state: str, day: date) -> None:
        """Enter a state."""
        self.state, self.since, self.open = state, day, set()
        if state == "applied":
            self.last = day + timedelta(days=59)
        elif state == "posted":
            self.last = day + timedelta(days=4)
        elif state in ("held", "revoked"):
            self.last = a_year_on(day)
            if state == "revoked":
                self.revoked.append(day)
        elif state == "rectify":
            self.last = day + timedelta(days=90)
        else:
            self.last = date.max

    def lapse(self, day: date) -> None:
        """Let states run out before a day."""
        while self.last < day and not self.open:
            following = {"posted": "held", "rectify": "revoked"}.get(self.state, "none")
            self.enter(following, self.last + DAY)

    def take(self, event: cv.Event) -> None:
        """Take an event."""
        on, kind, state = event.on, event.kind, self.state
        assert isinstance(on, date)
        self.lapse(on)
        state = self.state
        if kind == "application":
            able = state in ("none", "held") and event.by == "village"
            if able and event.values["self_score"] >= 60:
                self.enter("applied", on)
        elif kind == "review":
            if state == "applied" and event.by == "office":
                passed = event.values["score"] >= 70
                if passed:
                    self.results[on.year] = on
                self.enter("posted" if passed else "none", on)
        elif kind == "recheck":
            if state in ("held", "rectify"):
                if event.values["score"] >= 60:
                    self.enter("held", on)
                elif state == "held":
                    self.enter("rectify", on)
        elif kind == "objection":
            if state == "posted" and on <= self.last:
                self.open.add(event.id)
        elif kind == "decision" and event.of in self.open:
            self.open.discard(event.of)
            if event.values["upheld"]:
                self.enter("none", on)
            elif not self.open:
                self.last = max(self.last, on - DAY)
                self.lapse(on)

    def chain(self) -> int:
        """Count the rounds on end that end with the last closed one."""
        broken = max(self.revoked, default=date.min)
        length = 0
        for year in range(AS_OF.year, FIRST - 1, -1):
            if self.results.get(year, date.min) <= broken:
                break
            length += 1
        return length


def by_hand(events: Sequence[cv.Event], *, chains: bool) -> dict[str, tuple[Any, ...]]:
    """Fold the events; give the state of each household, since when, and its chain."""
    homes: dict[str, ByHand] = {}
    for event in sorted(events, key=lambda event: (event.on, event.id)):
        who = event.subject or ""
        home = homes.get(who)
        if home is None:
            home = homes[who] = ByHand()
        home.take(event)
    found: dict[str, tuple[Any, ...]] = {}
    for who, home in homes.items():
        home.lapse(AS_OF + DAY)
        since = None if home.since == date.min else home.since
        found[who] = (home.state, since, *([home.chain()] if chains else []))
    return found


def stood(titles: cv.TitleScheme, book: cv.EventLog) -> dict[str, tuple[Any, ...]]:
    """Ask the library for the same."""
    made = cv.standing(titles, book, as_of=AS_OF)
    found = {}
    for who, there in made.states.items():
        chain = [made.chain(who).length] if titles.chains else []
        found[who] = (there.states[0], there.since, *chain)
    return found


def differences(titles: cv.TitleScheme, book: cv.EventLog) -> int:
    """Count the households of which the two do not say the same."""
    wanted, found = by_hand(book.events, chains=bool(titles.chains)), stood(titles, book)
    return sum(found[who] != told for who, told in wanted.items())


def read(titles: cv.TitleScheme, book: cv.EventLog) -> Any:
    """Ask for the standing of all, with what follows; give it, to see what it weighs."""
    made = cv.standing(titles, book, as_of=AS_OF)
    len(made.states)
    return made
