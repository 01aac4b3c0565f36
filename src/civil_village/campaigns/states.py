"""The state of a campaign on a day (进展): what is done, due, late, and on whom it waits.

A state is a function of the plan, the log and the day, and never stored: any past day can be
asked, as of what was known on any other. What no event touches since an earlier state is taken
from that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property

from attrs import field

from civil_village.calendar.workdays import WEEKENDS_ONLY, Workdays
from civil_village.campaigns.batches import Coverage
from civil_village.campaigns.campaign import Campaign
from civil_village.campaigns.explained import explained
from civil_village.campaigns.funds import FundState
from civil_village.campaigns.idle_events import idle_events
from civil_village.campaigns.phases import PhaseState
from civil_village.campaigns.progress import Progress
from civil_village.campaigns.working_out import Question, Track, Work
from civil_village.consequences import Followed
from civil_village.dividing import Division
from civil_village.duties.occurrences import GOOD, Occurrence, OccurrenceState
from civil_village.evidence.event_log import EventLog
from civil_village.evidence.reported import CALL, Event
from civil_village.explanation import Explanation, tree_html
from civil_village.facts import FactValue
from civil_village.mappings import FrozenMapping, as_mapping, as_tuple
from civil_village.models import Shown, model
from civil_village.organizations.places import PLAN
from civil_village.organizations.roster import Roster
from civil_village.records.records import Records


@model(kw_only=True)
class Status(Shown):
    """What became of a campaign by a day (进展). Made by `civil_village.status`.

    Attributes:
        campaign: The plan.
        as_of: The day.
        known: What was recorded later is not known; ``None`` where all is.
        tracks: The occurrences of each duty at each place, in the order in which they fall due.
        phases: Its phases, whether they run, and their gates.
        then: What follows failures.
        work: How it was worked out, for what is asked later.

    Examples:
        >>> from civil_village.duties import Duty
        >>> from civil_village.organizations import Body
        >>> from civil_village.indicators import EventKind
        >>> plan = Duty(id="plan", lead="office", window="2024-01..2024-03", done="report")
        >>> campaign = Campaign(
        ...     id="demo.campaign", bodies={"office": Body(label="文明办")},
        ...     events={"report": EventKind(label="工作报告")}, duties=[plan],
        ... )
        >>> made = status(campaign, EventLog(), as_of=date(2024, 4, 3))
        >>> [(each.duty, each.days) for each in made.late]
        [('plan', 3)]
    """

    campaign: Campaign
    as_of: date
    known: date | None = None
    tracks: FrozenMapping[Track, tuple[Occurrence, ...]] = field(converter=as_mapping)
    phases: tuple[PhaseState, ...] = field(default=(), converter=as_tuple)
    then: tuple[Followed, ...] = field(default=(), converter=as_tuple)
    work: Work = field(eq=False, repr=False)

    @cached_property
    def idle(self) -> tuple[str, ...]:
        """Ids of the events that speak of nothing that there is, by day: they are not lost."""
        work = self.work
        return tuple(e.id for e in idle_events(self.campaign, work.seen, self.tracks, self.as_of))

    # Views of the same occurrences ---------------------------------------------------------

    def __iter__(self) -> Iterator[Occurrence]:
        return (each for track in self.tracks.values() for each in track)

    @cached_property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """All occurrences, duty by duty, place by place."""
        return tuple(self)

    @cached_property
    def counts(self) -> Mapping[OccurrenceState, int]:
        """How many occurrences are in each state."""
        return Counter(each.state for each in self)

    def of(self, *states: OccurrenceState) -> tuple[Occurrence, ...]:
        """Give the occurrences in some states."""
        return tuple(each for each in self if each.state in states)

    @property
    def late(self) -> tuple[Occurrence, ...]:
        """What is late and still owed, the latest first."""
        return tuple(sorted(self.of("late"), key=lambda each: -each.days))

    @property
    def due(self) -> tuple[Occurrence, ...]:
        """What is owed and not late, the soonest first."""
        return tuple(sorted(self.of("due"), key=lambda each: each.due or date.max))

    @property
    def blocked(self) -> tuple[Occurrence, ...]:
        """What is owed and cannot be done, for what it waits for."""
        return tuple(each for each in self if each.blocked)

    def caller(self, each: Occurrence) -> Event | None:
        """Give the event that calls for an occurrence (起因); ``None`` where none does.

        Args:
            each: One of the occurrences.
        """
        return self._callers.get(each.name) if self.campaign.duty(each.duty).called else None

    @cached_property
    def _callers(self) -> Mapping[str, Event]:
        kinds = {kind for duty in self.campaign.duties for kind in (*duty.after, *duty.before)}
        return {
            event.id: event for kind in (*kinds, CALL) for event in self.work.seen.at(kind, None)
        }

    def by_body(self, name: str) -> tuple[Occurrence, ...]:
        """Give what a body leads or takes part in; posts of it, too.

        Args:
            name: Id of the body, or of a post: ``committee.head``.
        """
        duties = {
            duty.id
            for duty in self.campaign.duties
            if any(each == name or each.startswith(f"{name}.") for each in duty.bodies)
        }
        return tuple(each for each in self if each.duty in duties)

    def by_place(self, name: str) -> tuple[Occurrence, ...]:
        """Give what is owed at a place, and at the places in it."""
        inside = self.campaign.inside.get(name, (name,))
        return tuple(each for each in self if each.place in inside)

    def by_phase(self, name: str) -> tuple[Occurrence, ...]:
        """Give what is owed in a phase."""
        duties = {duty.id for duty in self.campaign.duties if duty.phase == name}
        return tuple(each for each in self if each.duty in duties)

    def coming(self, days: int) -> tuple[Occurrence, ...]:
        """Give what falls due in the next days and is not done, the soonest first.

        Args:
            days: How many days; those after the day of the state.
        """
        last = date.fromordinal(min(self.as_of.toordinal() + days, date.max.toordinal()))
        question = self.work.question
        found = self
        if question.through < last:
            found = _answered(Work(question._replace(through=last)).done())
        soon = [
            each
            for each in found
            if each.state in ("due", "not_yet", "handed_in")
            and each.due is not None
            and self.as_of < each.due <= last
        ]
        return tuple(sorted(soon, key=lambda each: each.due or date.max))

    @property
    def weekends_only(self) -> bool:
        """Whether working days are asked for, and there is no table of holidays."""
        without = self.work.workdays == WEEKENDS_ONLY
        return without and any(duty.by_workdays for duty in self.campaign.duties)

    # Rolled up -----------------------------------------------------------------------------

    def progress(self, occurrences: Iterable[Occurrence] | None = None) -> Progress:
        """Say how far some occurrences are, all pooled; by default all of them."""
        done = owed = 0
        for each in self if occurrences is None else occurrences:
            if each.state in ("not_yet", "excused"):
                continue
            owed += 1
            done += each.state in GOOD
        return Progress(done=done, owed=owed)

    def mean_progress(self, level: str) -> tuple[Fraction | None, tuple[str, ...]]:
        """Say how far the places of a level are on the mean, each counting alike.

        Args:
            level: The level: ``village``.

        Returns:
            The mean of their shares, and the places in which nothing is owed, which are left out.
        """
        shares, without = [], []
        at = self._by_place
        for place in self.campaign.by_level.get(level, ()):
            found: list[Occurrence] = []
            for name in self.campaign.inside[place.id]:
                found += at.get(name, ())
            share = self.progress(found).share
            if share is None:
                without.append(place.id)
            else:
                shares.append(share)
        mean = sum(shares, Fraction(0)) / len(shares) if shares else None
        return mean, tuple(without)

    @cached_property
    def _by_place(self) -> dict[str | None, list[Occurrence]]:
        found: dict[str | None, list[Occurrence]] = {}
        for (_, place), track in self.tracks.items():
            found.setdefault(place, []).extend(track)
        return found

    @property
    def coverage(self) -> tuple[Coverage, ...]:
        """How many places each batch has covered, with those before it, of all."""
        return tuple(self.work.coverage())

    @property
    def covered(self) -> Coverage | None:
        """How many places stand in batches that are closed by the day, of all of theirs.

        ``None`` where there are no batches.
        """
        found = self.coverage
        if not found:
            return None
        closed = [
            one for one, each in zip(self.campaign.batches, found, strict=True) if each.closed
        ]
        number = sum(batch.size for batch in closed)
        return Coverage(batch=None, covered=number, whole=found[-1].whole)

    @property
    def held(self) -> Coverage | None:
        """How many places hold the title on the day, of all; ``None`` without such a list."""
        return self.work.held()

    @property
    def funds(self) -> tuple[FundState, ...]:
        """What was planned, spent and is left of each fund."""
        return tuple(self.work.funds())

    def value(self, name: str, place: str | None = None) -> FactValue:
        """Give an indicator of the plan, or of a place, on the day (指标值).

        Args:
            name: The indicator.
            place: Id of the place; without one, that of all.

        Returns:
            The exact value; `Unknown` where it is not known, with what is missing.

        Raises:
            KeyError: There is no such place, or its level has no such indicator.

        Examples:
            >>> from civil_village.indicators import CountOf, EventKind, Indicator
            >>> from civil_village.evidence import Event
            >>> from civil_village.rules import Rule
            >>> visits = Indicator(label="走访次数", value="count", subject="plan",
            ...     derive=CountOf(count=Rule("true"), over="visit"))
            >>> plan = Campaign(id="demo", events={"visit": EventKind(label="走访")},
            ...     indicators={"visits": visits})
            >>> log = EventLog(events=[Event(id="e1", kind="visit", on=date(2024, 3, 1))])
            >>> status(plan, log, as_of=date(2024, 3, 2)).value("visits")
            1
        """
        level = PLAN if place is None else self.campaign.level_of(place)
        return self.work.facts.value(name, level, place, self.as_of)

    def divided(self, fund: str) -> Division:
        """Divide a fund over its places, by the indicator that its division names.

        Args:
            fund: Id of the fund.

        Raises:
            DocumentError: It is not divided, a weight is not known, or a tie decides and nothing
                says how.
        """
        return self.work.divided(fund)

    def explain(
        self, occurrences: Iterable[Occurrence] | None = None, *, most: int | None = None
    ) -> Explanation:
        """Tell it as a tree: what is late, due, blocked, and why; phases, coverage, funds.

        Args:
            occurrences: Tell of these alone, such as those of a place; by default of everything.
            most: So many lines of a kind at most, and how many there are more; by default all.
        """
        return explained(self, occurrences, most=most)

    _repr_html_ = tree_html


def status(
    campaign: Campaign,
    log: EventLog,
    *,
    as_of: date,
    known: date | None = None,
    records: Records | None = None,
    roster: Roster | None = None,
    workdays: Workdays = WEEKENDS_ONLY,
    through: date | None = None,
    earlier: Status | None = None,
) -> Status:
    """Say what became of a campaign by a day (查看进展).

    Args:
        campaign: The plan.
        log: What happened; what it does not hold has not happened.
        as_of: The day; what is dated later has not happened.
        known: What was recorded later is not known yet; by default all is known.
        records: What is reported of its places, where rules read it.
        roster: Who holds posts, is paired, belongs to teams and lists.
        workdays: The days on which work is done; without a table Monday to Friday.
        through: Occurrences that fall due by then are listed, too; by default those whose time
            has begun by the day.
        earlier: A state of the same plan and day whose log this one has grown from: what the new
            events do not touch is taken from it.

    Examples:
        A disclosure is owed by the 20th of the first month of each quarter:

        >>> from civil_village.calendar.recurrences import Recurrence
        >>> from civil_village.duties import Duty
        >>> from civil_village.evidence import Event
        >>> from civil_village.indicators import EventKind
        >>> from civil_village.organizations import Locality, LocalityList
        >>> duty = Duty(id="disclosure", each="village", done="notice", begins="2024",
        ...     every=Recurrence(unit="quarter", month=1, day=20))
        >>> kinds = {"notice": EventKind(label="公开")}
        >>> campaign = Campaign(id="demo", duties=[duty], events=kinds, places={
        ...     "villages": LocalityList(level="village", list=[Locality(id="jiahui")])})
        >>> posted = Event(id="e1", kind="notice", place="jiahui", on=date(2024, 1, 18))
        >>> made = status(campaign, EventLog(events=[posted]), as_of=date(2024, 4, 22))
        >>> [(each.name, each.state, each.days) for each in made]
        [('2024-Q1', 'done', 0), ('2024-Q2', 'late', 2)]
    """
    question = Question(
        campaign, log, as_of, known, records, roster, workdays, max(as_of, through or as_of)
    )
    return _answered(Work(question, None if earlier is None else earlier.work).done())


def _answered(work: Work) -> Status:
    """Give the state that was worked out."""
    return Status(
        campaign=work.campaign,
        as_of=work.as_of,
        known=work.question.known,
        tracks=work.in_order,
        phases=work.phases(),
        then=work.then,
        work=work,
    )
