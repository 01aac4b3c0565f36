"""Checking (核查): an event, planned or past, held against the articles of a covenant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from attrs import evolve

from civil_village import checks
from civil_village.arguments import one
from civil_village.calendar.workdays import WEEKENDS_ONLY, Workdays
from civil_village.consequences import Banned, Followed, Following
from civil_village.covenants.answers import ArticleAnswer
from civil_village.covenants.articles import EVENT, ON, Article, PriorReport
from civil_village.covenants.covenant import Covenant
from civil_village.covenants.event_answer import EventAnswer
from civil_village.derivation import derive
from civil_village.evidence.event_log import EventLog
from civil_village.evidence.reported import Event
from civil_village.facts import Facts, known_facts
from civil_village.problems import Problem, reject
from civil_village.records.subjects import Entity
from civil_village.requirements import Checked, weighed
from civil_village.requirements.failures import failures
from civil_village.rules import Missing, Unknown, Value

_ONE = timedelta(days=1)
#: What is told of an exemplary event, where an article stands in other cases.
EXEMPLARY = "exemplary"


def check_event(
    covenant: Covenant,
    event: Event | Entity | Facts | Mapping[str, Any],
    *,
    as_of: date,
    log: EventLog | None = None,
    known: date | None = None,
    indexes: Mapping[str, Mapping[str, Any]] | None = None,
    workdays: Workdays = WEEKENDS_ONLY,
) -> EventAnswer:
    """Hold an event against a covenant (核查事项), whether it is planned or past.

    Args:
        covenant: The covenant.
        event: An event of a log, which says its kind, its day, whose it is, and its ``values``; a
            plain mapping of its facts, with ``event`` for its kind and ``on`` for its day; an
            entity of records; or facts, as `civil_village.derive` gives them.
        as_of: The day on which it is asked: a notice that is owed and not there is due through its
            last day, and a breach after it.
        log: What happened beside it: reports before it, decisions on the covenant. What it does not
            hold has not happened; without one nothing is known of that.
        known: What was recorded later is not known yet; by default all is known.
        indexes: Dated values of indexes: ``{"pork": {"2024-05": 28.5}}``.
        workdays: The days on which work is done; without a table Monday to Friday.

    Raises:
        DocumentError: The kind is none of the covenant's, or a fact is wrong.

    Examples:
        >>> from civil_village.indicators import Indicator
        >>> from civil_village.rules import Rule
        >>> tables = Article(id="tables", kinds=["wedding"], rule=Rule("tables <= 15"))
        >>> covenant = Covenant(
        ...     id="demo.covenant", kinds={"wedding": "婚事", "funeral": "丧事"},
        ...     indicators={"tables": Indicator(label="桌数", value="count")}, articles=[tables],
        ... )
        >>> day = date(2024, 5, 1)
        >>> for facts in ({"event": "wedding", "tables": 15}, {"event": "wedding"},
        ...               {"event": "funeral", "tables": 40}):
        ...     print(check_event(covenant, facts, as_of=day).word)
        in_order
        open
        not_regulated
    """
    one(covenant, Covenant, path=("covenant",))
    one(event, Event, Entity, Facts, Mapping, path=("event",))
    said = None if log is None else log.seen(as_of=as_of, known=known)
    asked = _asked(event)
    if asked.kind is None:
        reject([checks.missing("event", EVENT)])
    elif asked.kind not in covenant.kinds:
        reject(checks.known(asked.kind, covenant.kinds, "event", asked.key))
    work = _Work(covenant, asked, as_of=as_of, said=said, log=log, workdays=workdays)
    return work.answer(event, indexes)


def check_events(
    covenant: Covenant,
    log: EventLog,
    *,
    as_of: date,
    known: date | None = None,
    indexes: Mapping[str, Mapping[str, Any]] | None = None,
    workdays: Workdays = WEEKENDS_ONLY,
) -> tuple[EventAnswer, ...]:
    """Hold all events of a log that a covenant lists against it, in the order of their days.

    What was withdrawn by the day is not among them.

    Args:
        covenant: The covenant.
        log: The events, and what happened beside them.
        as_of: The day; what is dated later has not happened.
        known: What was recorded later is not known yet; by default all is known.
        indexes: Dated values of indexes.
        workdays: The days on which work is done.

    Examples:
        >>> covenant = Covenant(
        ...     id="demo", kinds={"dumping": "乱倒垃圾"},
        ...     articles=[Article(id="litter", forbidden=True)],
        ... )
        >>> found = Event(id="e1", kind="dumping", subject="h017", on=date(2024, 5, 1))
        >>> [each.word for each in check_events(
        ...     covenant, EventLog(events=[found]), as_of=date(2024, 5, 2))]
        ['breach']
    """
    more: Any = {"as_of": as_of, "log": log, "known": known, "workdays": workdays}
    seen = log.seen(as_of=as_of, known=known)
    return tuple(
        check_event(covenant, event, indexes=indexes, **more)
        for event in seen
        if event.kind in covenant.kinds
    )


class _Asked(NamedTuple):
    """The event that is asked about."""

    #: Its kind, and the key under which that was said.
    kind: str | None
    key: str
    on: date | None
    id: str | None = None
    subject: str | None = None
    place: str | None = None


def _asked(event: Event | Entity | Facts | Mapping[str, Any]) -> _Asked:
    """Tell what is asked about, in whatever form it was handed in."""
    match event:
        case Event():
            on = event.on if isinstance(event.on, date) else event.from_
            return _Asked(event.kind, "kind", on, event.id, event.subject, event.place)
        case Entity():
            return _Asked(*_kind_and_day(event.values), event.id)
        case Facts():
            return _Asked(*_kind_and_day(event.values), event.id)
        case _:
            return _Asked(*_kind_and_day(event))


def _kind_and_day(values: Mapping[str, Any]) -> tuple[str | None, str, date | None]:
    kind, on = values.get(EVENT), values.get(ON)
    return (kind if isinstance(kind, str) else None), EVENT, checks.read_day(on)


class _Work:
    """One event held against one covenant."""

    def __init__(
        self,
        covenant: Covenant,
        asked: _Asked,
        *,
        as_of: date,
        said: Sequence[Event] | None,
        log: EventLog | None,
        workdays: Workdays,
    ) -> None:
        self.covenant, self.asked, self.as_of = covenant, asked, as_of
        self.said, self.log, self.workdays = said, log, workdays
        self.kind = asked.kind or ""

    def answer(
        self,
        event: Event | Entity | Facts | Mapping[str, Any],
        indexes: Mapping[str, Mapping[str, Any]] | None,
    ) -> EventAnswer:
        """Work out every article, and what follows."""
        covenant, asked = self.covenant, self.asked
        facts = self.facts(event, indexes)
        in_force = self.in_force()
        scope = facts.scope()
        made = EventAnswer(
            covenant=covenant,
            as_of=self.as_of,
            event=self.kind,
            on=asked.on,
            id=asked.id,
            subject=asked.subject,
            place=asked.place,
            in_force=in_force,
            articles=[
                self.article(article, scope, in_force=in_force is not False)
                for article in covenant.articles
            ],
            facts=facts,
        )
        return evolve(made, followed=tuple(self.follows(made)))

    # What is known of it -----------------------------------------------------------------

    def facts(
        self,
        event: Event | Entity | Facts | Mapping[str, Any],
        indexes: Mapping[str, Mapping[str, Any]] | None,
    ) -> Facts:
        """Give the facts of the event, with what the log says of it."""
        catalogue, on = self.covenant.catalogue, self.asked.on
        beside: dict[str, Any] = {} if indexes is None else {"indexes": indexes}
        if on is None and self.covenant.looks_back and not isinstance(event, Facts):
            reject([checks.missing("event", ON)])
        match event:
            case Facts():
                if event.derived_by == catalogue:
                    return event
                known = known_facts(catalogue, event.values, subject=EVENT)
                return evolve(known, id=event.id, label=event.label, as_of=event.as_of)
            case Event():
                reject(self._twice(event))
                values = {**event.values, EVENT: event.kind, ON: on}
                entity = Entity(
                    subject=EVENT, id=event.id, label=event.label, values=self.told(values)
                )
                return derive(catalogue, entity, as_of=on, **beside, **self.around())
            case Entity():
                entity = evolve(event, values=self.told(event.values))
                beside |= self.around() if not event.events else {}
                return derive(catalogue, entity, subject=EVENT, as_of=on, **beside)
            case _:
                return derive(catalogue, event, subject=EVENT, as_of=on, **beside)

    def _twice(self, event: Event) -> Iterator[Problem]:
        """Give what an event says by itself, and no value may say again."""
        for name in (EVENT, ON):
            if name in event.values:
                yield Problem(code="computed-given", path=("event", "values", name), found=name)

    def told(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Give the facts with the days of the notices that the log holds."""
        days = {name: self.shown(name) for name in self.covenant.notices}
        return {**values, **{name: day for name, day in days.items() if day is not None}}

    def shown(self, kind: str) -> date | None:
        """Give the first day on which the log holds something of a kind about this event."""
        about = self.asked.id
        days = [e.first for e in self.said or () if e.kind == kind and about and e.of == about]
        return next((day for day in days if day is not None), None)

    def around(self) -> dict[str, Any]:
        """Give the events that a log reports about this one, and which are complete."""
        if self.said is None or self.log is None:
            return {}
        kinds, asked = self.covenant.events, self.asked
        events = [
            evolve(event, of=None)
            for event in self.said
            if event.kind in kinds
            and (event.of == asked.id or (asked.subject and event.subject == asked.subject))
        ]
        told = {kind: min(self.as_of, self.log.reported.get(kind, self.as_of)) for kind in kinds}
        return {"events": events, "reported": told}

    def in_force(self) -> bool | None:
        """Tell whether this edition was in force; ``None`` where nobody asks or knows."""
        decided, day = self.covenant.changed_by, self.asked.on or self.as_of
        if decided is None or self.said is None:
            return None
        editions = [
            event
            for event in self.said
            if event.kind == decided.event
            and (decided.by is None or event.by == decided.by)
            and (event.of or "").partition("@")[0] == self.covenant.id
            and (event.first or date.min) <= day <= (event.to or date.max)
        ]
        last = max(editions, key=lambda event: event.first or date.min, default=None)
        return last is not None and last.of == self.covenant.name

    # What it comes to --------------------------------------------------------------------

    def article(
        self, article: Article, scope: Mapping[str, Value], *, in_force: bool
    ) -> ArticleAnswer:
        """Work out one article."""
        if not in_force or not article.regards(self.kind):
            return ArticleAnswer(article=article, checked=Checked(applies=False, holds=None))
        rules = []
        applied: Value = True
        if article.applies is not None:
            condition = article.applies.value(scope)
            rules.append(("applies", condition))
            applied = condition.value
        if article.notice is not None:
            return self.noticed(article, article.notice, applied, scope)
        assert article.asked is not None  # one of three is there
        worth = article.asked.value(scope)
        if not article.forbidden:
            rules.append(("rule", worth))
        checked = weighed(applied, [worth.value], rules=tuple(rules))
        signatures = self.covenant.catalogue.signatures(EVENT)
        found = failures(worth, self.covenant.catalogue.indicators, signatures)
        broken = checked.state == "unmet"
        return ArticleAnswer(article=article, checked=checked, failures=found if broken else ())

    def noticed(
        self, article: Article, notice: PriorReport, applied: Value, scope: Mapping[str, Value]
    ) -> ArticleAnswer:
        """Say whether a notice was there in time, is due, or is owed."""
        due = None if self.asked.on is None else notice.until(self.asked.on, self.workdays)
        given, fact = self.shown(notice.of), scope[notice.of]
        if given is None and isinstance(fact, str):
            given = date.fromisoformat(fact)
        holds: Value = Unknown((Missing("indicator", notice.of),))
        late = 0
        if due is None:
            holds = Unknown((Missing("indicator", ON),))
        elif given is not None:
            late = max(0, (given - due).days)
            holds = late == 0
        elif self.as_of > due and self.complete(notice.of, due):
            late, holds = (self.as_of - due).days, False
        rules = () if article.applies is None else (("applies", article.applies.value(scope)),)
        checked = weighed(applied, [holds], rules=rules)
        owed = due if given is None and checked.applies is not False else None
        return ArticleAnswer(article=article, checked=checked, due=owed, given=given, late=late)

    def complete(self, kind: str, day: date) -> bool:
        """Tell whether all of a kind is known through a day: what a log lacks has not happened."""
        if self.log is None or self.asked.id is None:
            return False
        return self.log.reported.get(kind, date.max) >= day

    # What follows ------------------------------------------------------------------------

    def follows(self, made: EventAnswer) -> Iterator[Followed]:
        """Say what follows from the event; nothing before its day."""
        if made.on is None or made.planned:
            return
        for article in made.breaches:
            yield from (self.followed(article.id, one, made.on) for one in article.then)
        if made.word == "in_order" and self.covenant.exemplary is not None:
            for each in self.covenant.exemplary.then:
                yield self.followed(EXEMPLARY, each, made.on)

    def followed(self, path: str, consequence: Following, on: date) -> Followed:
        """Say one thing that follows."""
        of = path if self.asked.id is None else f"{path}/{self.asked.id}"
        return Followed(
            of=of,
            place=self.asked.place,
            subject=self.asked.subject,
            on=on,
            to=self.last(consequence, on),
            consequence=consequence,
        )

    def last(self, consequence: Following, on: date) -> date | None:
        """Give the last day of a ban; ``None`` where it is none, or goes on."""
        if not isinstance(consequence, Banned):
            return None
        ban = consequence.ban
        last = ban.days(on, leap=self.covenant.leap).last
        if ban.until is not None:
            ends = [
                event.first
                for event in self.said or ()
                if event.kind == ban.until
                and event.subject == self.asked.subject
                and event.first is not None
                and event.first > on
            ]
            last = min(ends, default=date.max)
            last = last if last == date.max else last - _ONE
        return None if last == date.max else last
