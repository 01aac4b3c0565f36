"""Findings on campaigns (方案检查): what a plan leaves open, and what its organization lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from civil_village.campaigns.campaign import Campaign
from civil_village.campaigns.in_words import Words
from civil_village.checks import one_of
from civil_village.clauses import unserved
from civil_village.duties.seen_events import strange_events
from civil_village.evidence.event_log import EventLog
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.organizations.bodies import Body, Post, called, names_of
from civil_village.organizations.memberships import Membership
from civil_village.organizations.places import PLAN
from civil_village.organizations.roster import Roster
from civil_village.problems import Path, Problem
from civil_village.quantities.count_ranges import CountRange
from civil_village.records.records import Records
from civil_village.records.subjects import Village

#: What is told of units, households or places that are named themselves.
_NAMED = ("uncovered", "covered-twice", "idle-unit", "unpaired-place")


def findings(campaign: Campaign) -> Iterator[Problem]:
    """Give what is worth a look in a whole, valid plan (方案检查).

    Args:
        campaign: The plan.

    Examples:
        >>> from civil_village.campaigns import Fund
        >>> campaign = Campaign(id="demo", funds={"special": Fund(label="专项经费")})
        >>> [problem.code for problem in findings(campaign)]
        ['no-sum']
    """
    for name, fund in campaign.funds.items():
        if fund.planned is None:
            yield _finding("no-sum", ("funds", name, "planned"))
    for name in campaign.years:
        if not campaign.years.known(name):
            yield _finding("unknown-year", ("years", name))
    for name, places in campaign.places.items():
        if not places.list:
            yield _finding("places-unnamed", ("places", name, "list"))
    for index, duty in enumerate(campaign.duties):
        if duty.lead is None:
            yield _finding("no-lead", ("duties", index, "lead"), duty.id)
        timed = (duty.window, duty.phase, duty.every, duty.after, duty.before, duty.due, duty.keep)
        if not any(timed):
            yield _finding("duty-without-time", ("duties", index), duty.id)
    yield from unserved(campaign)
    yield from _strange_places(campaign)
    yield from _without_line(campaign)


def _strange_places(campaign: Campaign) -> Iterator[Problem]:
    """Find names of places that are none of the plan's: a text that was copied from another."""
    own = {each.label.zh for each in campaign.by_place.values() if each.label is not None}
    for index, aim in enumerate(campaign.aims if own else ()):
        for at, name in enumerate(aim.mentions):
            if name not in own:
                yield _finding("other-place", ("aims", index, "mentions", at), name, one_of(own))


def _without_line(campaign: Campaign) -> Iterator[Problem]:
    """Find rates that the plan names and sets no value: no rule compares them."""
    rules = [rule for duty in campaign.duties for rule in (duty.keep, duty.done_when, duty.applies)]
    gates = [gate for phase in campaign.phases for gate in (*phase.enter, *phase.leave)]
    rules += [rule for gate in gates for rule in (gate.rule, gate.applies)]
    read = {name for rule in rules if rule is not None for name in rule.names}
    for name, indicator in campaign.indicators.items():
        if indicator.value == "ratio" and name not in read:
            yield _finding("rate-without-line", ("indicators", name))


def _finding(
    code: str, path: Path, found: str | None = None, expected: Message | None = None
) -> Problem:
    return Problem(code=code, path=path, found=found, expected=expected, level="finding")


def vacancies(
    campaign: Campaign, roster: Roster, *, as_of: date, records: Records | None = None
) -> tuple[Problem, ...]:
    """Give what an organization lacks on a day (组织检查).

    Findings are posts without a holder or with too many, posts that require each other, bodies that
    a place lacks, households in no cell or in two, units and places that are not paired. Posts that
    exclude each other, held by one, are an error: whoever keeps the roster refuses them.

    Args:
        campaign: The plan, with its bodies.
        roster: Who belongs to them.
        as_of: The day.
        records: The places with their households, where cells are to cover these.

    Examples:
        >>> group = Body(label="领导小组", posts={"head": Post(count=2)})
        >>> campaign = Campaign(id="demo", bodies={"group": group})
        >>> roster = Roster(id="r", memberships=[Membership(who="p1", of="group.head")])
        >>> [(p.code, p.found) for p in vacancies(campaign, roster, as_of=date(2024, 1, 1))]
        [('head-lacking', '1')]
    """
    here = [each for each in roster.memberships if each.holds(as_of)]
    return tuple(_Organization(campaign, here, records).problems())


def log_problems(campaign: Campaign, log: EventLog) -> Iterator[Problem]:
    """Give what events name and a plan does not have: kinds, places, bodies (事件簿检查).

    Such an event shows nothing done; most often it is a slip of the hand.

    Args:
        campaign: The plan.
        log: The events.

    Examples:
        >>> from civil_village.evidence import Event
        >>> from civil_village.indicators import EventKind
        >>> log = EventLog(events=[Event(id="e1", kind="reprot", on=date(2024, 3, 1))])
        >>> plan = Campaign(id="demo", events={"report": EventKind(label="报告")})
        >>> [(problem.path, problem.found) for problem in log_problems(plan, log)]
        [(('events', 'e1', 'kind'), 'reprot')]
    """
    return strange_events(
        log,
        kinds=campaign.events,
        places=campaign.by_place,
        bodies=names_of(campaign.bodies),
    )


def vacancies_told(
    campaign: Campaign, found: Iterable[Problem], *, most: int | None = None
) -> list[Message]:
    """Tell what an organization lacks, in one line for all places that lack the same.

    Args:
        campaign: The plan.
        found: As `vacancies` gives it.
        most: So many places or names stand in a line, four times over; by default all.

    Examples:
        >>> group = Body(label="领导小组", posts={"head": Post(label="组长", count=2)})
        >>> campaign = Campaign(id="demo", bodies={"group": group})
        >>> found = vacancies(campaign, Roster(id="r"), as_of=date(2024, 1, 1))
        >>> [line.text("zh") for line in vacancies_told(campaign, found)]
        ['领导小组组长：岗位无人或人数不足，现为 0，应为：2 人']
    """
    words = Words(campaign, most)
    groups: dict[tuple[Any, ...], list[Problem]] = {}
    for problem in found:
        _, name = _where(campaign, problem)
        told = None if problem.code in _NAMED else problem.found
        groups.setdefault((problem.code, name, told, problem.expected), []).append(problem)
    return [_vacancy(words, key[1], several) for key, several in groups.items()]


def _where(campaign: Campaign, problem: Problem) -> tuple[str | None, str]:
    """Give the place of a vacancy, and the body, the post or the person that it is about."""
    kind, name, *steps = map(str, problem.path)
    if kind == "memberships":
        return None, name
    place = steps.pop(0) if steps and steps[0] not in campaign.bodies[name].posts else None
    return place, ".".join((name, *steps))


def _vacancy(words: Words, name: str, several: Sequence[Problem]) -> Message:
    """Tell one vacancy, of as many places as have it."""
    campaign, first = words.campaign, several[0]
    says = Message(f"problem.{first.code}")
    if first.path[0] == "memberships":
        posts = tuple(called(campaign.bodies, each) for each in (first.found or "").split(", "))
        says = Message("campaign.lacks.things", problem=says, things=posts)
        if first.code == "required-post" and first.expected is not None:
            other = called(campaign.bodies, str(first.expected.arguments["value"]))
            says = Message("campaign.lacks.also", found=posts, things=other)
        return Message("campaign.vacancy", name=name, problem=says)
    label = called(campaign.bodies, name)
    if first.code in _NAMED:
        of = {**campaign.by_place, **campaign.bodies}
        things = [named(of.get(each.found or ""), each.found or "") for each in several]
        says = Message("campaign.lacks.things", problem=says, things=words.listed(things))
        return Message("campaign.vacancy", name=label, problem=says)
    if first.found is not None:
        key = "campaign.lacks" if first.expected is None else "campaign.lacks.expected"
        says = Message(key, problem=says, found=first.found, expected=first.expected)
    places = [place for place, _ in (_where(campaign, each) for each in several) if place]
    if not places:
        return Message("campaign.vacancy", name=label, problem=says)
    level = campaign.bodies[name.partition(".")[0]].level
    at = words.places(places, campaign.by_level.get(level, ()), level)
    return Message("campaign.vacancy.at", name=label, at=at, problem=says)


class _Organization:
    """The bodies of a plan and who belongs to them on a day."""

    def __init__(
        self, campaign: Campaign, memberships: list[Membership], records: Records | None
    ) -> None:
        self.campaign, self.records = campaign, records
        #: Who belongs to each body, by place and post.
        self.of: dict[tuple[str, str | None], dict[str | None, list[str]]] = {}
        #: What each belongs to, by the names of bodies and posts, at each place.
        self.holds: dict[str, set[tuple[str, str | None]]] = {}
        self.unknown: list[Membership] = []
        self.nowhere: list[Membership] = []
        for each in memberships:
            body = campaign.bodies.get(each.body)
            if body is None or (each.post is not None and each.post not in body.posts):
                self.unknown.append(each)
                continue
            place = each.place if body.each is not None else None
            if place not in self._places(body):
                self.nowhere.append(each)
                continue
            posts = self.of.setdefault((each.body, place), {})
            posts.setdefault(each.post, []).append(each.who)
            self.holds.setdefault(each.who, set()).update({(each.body, place), (each.of, place)})

    def problems(self) -> Iterator[Problem]:
        """Give everything that is lacking."""
        for each in self.unknown:
            yield _finding("unknown-body", ("memberships", each.who), each.of)
        for each in self.nowhere:
            yield _finding("unknown-place", ("memberships", each.who), each.place)
        for name, body in self.campaign.bodies.items():
            for place in self._places(body):
                yield from self._body(name, body, place)
            if body.among:
                yield from self._pairs(name, body)
            if body.covers == "household":
                yield from self._cells(name)
        yield from self._posts()

    def _places(self, body: Body) -> tuple[str | None, ...]:
        if body.level == PLAN:
            return (None,)
        return tuple(place.id for place in self.campaign.by_level.get(body.level, ()))

    def _body(self, name: str, body: Body, place: str | None) -> Iterator[Problem]:
        posts = self.of.get((name, place), {})
        path: Path = ("bodies", name) if place is None else ("bodies", name, place)
        asked = body.members.least or any(post.count.least for post in body.posts.values())
        if not posts and asked and place is not None:
            yield _finding("body-lacking", path)
            return
        everybody = {who for several in posts.values() for who in several}
        counts: list[tuple[Path, CountRange, set[str]]] = [((), body.members, everybody)]
        counts += [((p,), post.count, set(posts.get(p, ()))) for p, post in body.posts.items()]
        for step, range_, who in counts:
            says = range_.says(len(who))
            if says != "fits":
                code = "head-lacking" if says == "few" else "too-many-holders"
                expected = Message("expected.holders", range=range_)
                yield _finding(code, (*path, *step), str(len(who)), expected)

    def _pairs(self, name: str, body: Body) -> Iterator[Problem]:
        members = {
            who
            for (b, _), posts in self.of.items()
            if b == name
            for ws in posts.values()
            for who in ws
        }
        for who in sorted(members.difference(body.among)):
            yield _finding("unknown-name", ("bodies", name), who, one_of(body.among))
        for unit in body.among:
            if unit not in members:
                yield _finding("idle-unit", ("bodies", name), unit)
        for place in self._places(body):
            if place is not None and not self.of.get((name, place)) and not body.members.least:
                yield _finding("unpaired-place", ("bodies", name, place), place)

    def _cells(self, name: str) -> Iterator[Problem]:
        cells: dict[str, int] = {}
        for (body, _), posts in self.of.items():
            if body == name:
                for several in posts.values():
                    for who in several:
                        cells[who] = cells.get(who, 0) + 1
        expected = Message("expected.one-cell")
        for village in self.records or ():
            for home in village.households if isinstance(village, Village) else ():
                count = cells.get(home.id, 0)
                if count != 1:
                    code = "covered-twice" if count else "uncovered"
                    yield _finding(code, ("bodies", name, village.id), home.id, expected)

    def _posts(self) -> Iterator[Problem]:
        posts: Mapping[str, Post] = {
            f"{name}.{post}": each
            for name, body in self.campaign.bodies.items()
            for post, each in body.posts.items()
        }
        for who, held in self.holds.items():
            for name, place in sorted(held, key=str):
                post = posts.get(name)
                if post is None:
                    continue
                for other in post.never:
                    if self._together(other, place, held):
                        path, found = ("memberships", who), f"{name}, {other}"
                        yield Problem(code="incompatible-posts", path=path, found=found)
                for other in post.also:
                    if not self._together(other, place, held):
                        yield _finding(
                            "required-post",
                            ("memberships", who),
                            name,
                            Message("value", value=other),
                        )

    def _together(
        self, other: str, place: str | None, held: Collection[tuple[str, str | None]]
    ) -> bool:
        """Tell whether another post is held, at the same place where both are of one level."""
        level = self.campaign.bodies[other.partition(".")[0]].level
        if place is not None and level == self.campaign.level_of(place):
            return (other, place) in held
        return any(name == other for name, _ in held)
