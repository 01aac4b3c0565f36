"""The campaign (创建活动方案): a plan as data, down to villages, groups and persons."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from datetime import date
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import ClassVar

from attrs import field

from civil_village.aims import Aim
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.calendar.named_years import NamedYears
from civil_village.calendar.spans import Leap
from civil_village.calendar.vague_windows import VagueWindow
from civil_village.campaigns.batches import Batch
from civil_village.campaigns.funds import Fund
from civil_village.campaigns.phases import Phase
from civil_village.campaigns.registers import OWN_KINDS, RESERVED, catalogue_of, duties_read
from civil_village.checks import known, unique_ids
from civil_village.consequences import DutyCalled
from civil_village.duties.duty import Duty
from civil_village.evidence.reported import CALL, WITHDRAW
from civil_village.ids import DocumentId, Id, id_problems, key_problems
from civil_village.indicators import Catalogue, EventKind, Indicator, SubjectKind
from civil_village.indicators.subjects import MEMBERS
from civil_village.labels import Label, Source, as_label
from civil_village.leeway import Leeway, Tailored
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Model, drafting, model
from civil_village.organizations.bodies import Body, names_of
from civil_village.organizations.places import PLAN, Locality, LocalityList
from civil_village.problems import Path, Problem
from civil_village.rules import Rule
from civil_village.written_forms import ONE_OR_MANY

#: Kinds of events that every campaign understands beside its own.
EXCUSE, MOVE = "excuse", "move"
BUILT_IN_KINDS = (CALL, EXCUSE, MOVE, WITHDRAW)


@model(kw_only=True)
class Campaign(Model):
    """A campaign (创建活动方案): phases, places, bodies, duties, batches, funds, as a document.

    Attributes:
        id: Id of the document.
        edition: Edition, as the source numbers it; ``None`` where there is none.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        from_: First day on which this edition is in force (施行日期); ``None`` where it always is.
        years: Years that the source does not write out, by their names.
        begins: The first day from which duties come again, where they and their phases say none.
        leap: When what began on 29 February lapses.
        places: Its places, level by level.
        bodies: Its bodies, by their ids.
        subjects: Further kinds of subjects, as in a catalogue.
        indicators: Facts that its rules read. Of ``subject: plan`` are those of all of it; they
            may aggregate over ``occurrence`` (which has ``duty``, ``done``, ``late``) and
            ``membership`` (``body``, ``post``), and so may those of its places.
        events: Kinds of events that its log may report.
        phases: Its phases, in order.
        duties: Its duties.
        batches: Its places by batches.
        holds: Id of the body whose members are the places that hold the title.
        funds: Its funds, by their ids.
        aims: What it asks for that nobody can check.
        leeway: What those below may change of it (下级裁量范围); ``None`` says nothing.
        tailored: What those below have changed (裁量记录); of a document that `resolve` made.
        assumed: Fields that the source does not give.

    Examples:
        >>> report = EventKind(label="工作报告")
        >>> plan = Duty(id="plan", lead="office", window="2024-01..2024-03", done="report")
        >>> campaign = Campaign(
        ...     id="demo.campaign", bodies={"office": Body(label="文明办")},
        ...     events={"report": report}, duties=[plan],
        ... )
        >>> campaign.duty("plan").lead
        'office'
    """

    kind: ClassVar[str] = "campaign"

    id: DocumentId
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    from_: date | None = None
    years: NamedYears = field(factory=NamedYears)
    begins: VagueWindow | None = None
    leap: Leap = "28_february"
    places: FrozenMapping[Id, LocalityList] = field(default=EMPTY, converter=as_mapping)
    bodies: FrozenMapping[Id, Body] = field(default=EMPTY, converter=as_mapping)
    subjects: FrozenMapping[Id, SubjectKind] = field(default=EMPTY, converter=as_mapping)
    indicators: FrozenMapping[Id, Indicator] = field(default=EMPTY, converter=as_mapping)
    events: FrozenMapping[Id, EventKind] = field(default=EMPTY, converter=as_mapping)
    phases: tuple[Phase, ...] = field(default=(), converter=as_tuple)
    duties: tuple[Duty, ...] = field(default=(), converter=as_tuple)
    batches: tuple[Batch, ...] = field(default=(), converter=as_tuple)
    holds: Id | None = None
    funds: FrozenMapping[Id, Fund] = field(default=EMPTY, converter=as_mapping)
    aims: tuple[Aim, ...] = field(default=(), converter=as_tuple)
    leeway: Leeway | None = None
    tailored: tuple[Tailored, ...] = field(default=(), converter=as_tuple)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Its indicators and kinds of events, with those of its registers."""
        return catalogue_of(
            self.subjects,
            self.indicators,
            self.events,
            duties=[duty.id for duty in self.duties],
            bodies=self.bodies,
        )

    @cached_property
    def by_level(self) -> dict[str, tuple[Locality, ...]]:
        """Its places, by their level."""
        found: dict[str, tuple[Locality, ...]] = {}
        for places in self.places.values():
            found[places.level] = (*found.get(places.level, ()), *places.list)
        return found

    @cached_property
    def by_place(self) -> dict[str, Locality]:
        """Its places, by their ids."""
        return {place.id: place for places in self.places.values() for place in places.list}

    def level_of(self, place: str) -> str:
        """Give the level of a place.

        Raises:
            KeyError: There is no such place.
        """
        return self._levels[place]

    @cached_property
    def inside(self) -> dict[str, frozenset[str]]:
        """Each place with those that lie in it, itself among them."""
        found: dict[str, set[str]] = {name: {name} for name in self.by_place}
        for name, above in self._above.items():
            for each in above:
                found[each].add(name)
        return {name: frozenset(several) for name, several in found.items()}

    @cached_property
    def _above(self) -> dict[str, tuple[str, ...]]:
        """The places in which each lies, the nearest first."""
        found = {}
        for name in self.by_place:
            above: list[str] = []
            part_of = self.by_place[name].part_of
            while part_of is not None and part_of not in (name, *above):
                above.append(part_of)
                part_of = self.by_place[part_of].part_of
            found[name] = tuple(above)
        return found

    @cached_property
    def _nested(self) -> set[tuple[str, str]]:
        """The levels of which some places lie in each other, in either order."""
        pairs = {
            (self.level_of(name), self.level_of(each))
            for name, above in self._above.items()
            for each in above
        }
        return pairs | {(outer, inner) for inner, outer in pairs}

    def places_near(self, name: str, place: str | None) -> Sequence[str | None]:
        """Give the places at which a duty is owed that concern another place.

        That is the place itself, those that lie in it, or those in which it lies; where no places
        of the two levels lie in each other, all of them.

        Args:
            name: Id of the duty.
            place: The place that it is to concern; ``None`` for all.
        """
        level = self.duty(name).each
        if place is None or level is None:
            return self.places_of(self.duty(name))
        own = self.level_of(place)
        if level == own:
            return (place,)
        if (level, own) not in self._nested:
            return self.places_of(self.duty(name))
        near = (*self._above[place], *self.inside[place])
        return sorted(each for each in near if self.level_of(each) == level)

    @cached_property
    def _levels(self) -> dict[str, str]:
        return {place.id: level for level, places in self.by_level.items() for place in places}

    def duty(self, name: str) -> Duty:
        """Give the duty of an id.

        Raises:
            KeyError: There is none.
        """
        return self._duties[name]

    def phase(self, name: str) -> Phase:
        """Give the phase of an id.

        Raises:
            KeyError: There is none.
        """
        return next(phase for phase in self.phases if phase.id == name)

    @cached_property
    def others(self) -> dict[str, frozenset[str]]:
        """The ids of the other duties, for each."""
        every = frozenset(self._duties)
        return {name: every - {name} for name in self._duties}

    @cached_property
    def _duties(self) -> dict[str, Duty]:
        return {duty.id: duty for duty in self.duties}

    def places_of(self, duty: Duty) -> tuple[str | None, ...]:
        """Give the places at which a duty is owed; ``None`` alone for one that is owed once."""
        if duty.each is None:
            return (None,)
        places = self.by_level.get(duty.each, ())
        return tuple(place.id for place in places if duty.kind in (None, place.kind))

    def gates_before(self, phase: str | None) -> Iterator[str]:
        """Give the paths of the gates that lead into a phase, such as ``pilot.filed``."""
        for each in self.phases if phase is not None else ():
            yield from (f"{each.id}.{gate.id}" for gate in each.enter)
            if each.id == phase:
                return
            yield from (f"{each.id}.{gate.id}" for gate in each.leave)

    # What is checked ---------------------------------------------------------------------

    def problems(self) -> Iterator[Problem]:
        """Give what does not fit together: names, levels, rules, gates, batches, beginnings."""
        yield from id_problems(self.id, "id", document=True)
        for name in ("places", "bodies", "funds"):
            yield from key_problems(getattr(self, name), name)
        for name in ("phases", "duties", "batches", "aims"):
            yield from unique_ids([part.id for part in getattr(self, name)], name)
        yield from self._place_problems()
        yield from self._body_problems()
        yield from self._year_problems()
        catalogue = yield from self._catalogue_problems()
        for index, duty in enumerate(self.duties):
            found = self._duty_problems(duty, catalogue)
            yield from (problem.inside("duties", index) for problem in found)
        if catalogue is not None:
            yield from self._order_problems()
        yield from self._batch_problems()
        for name, fund in self.funds.items():
            if fund.spent is not None:
                yield from self._kind(fund.spent, "funds", name, "spent")
        if self.holds is not None:
            yield from known(self.holds, self.bodies, "holds")
        if catalogue is not None:
            yield from self._gate_problems(catalogue)
        yield from self.assumed.problems_in(Campaign)

    def _place_problems(self) -> Iterator[Problem]:
        seen: set[str] = set()
        for name, places in self.places.items():
            for index, place in enumerate(places.list):
                path = ("places", name, "list", index)
                if place.id in seen:
                    yield Problem(code="duplicate-id", path=path, found=place.id)
                seen.add(place.id)
                if place.part_of is not None:
                    yield from known(place.part_of, self.by_place, *path, "part_of")

    def _body_problems(self) -> Iterator[Problem]:
        names = names_of(self.bodies)
        for name, body in self.bodies.items():
            path = ("bodies", name)
            yield from self._level(body.each, *path, "each")
            if body.part_of is not None:
                yield from known(body.part_of, self.bodies, *path, "part_of")
            for index, each in enumerate(body.among):
                yield from known(each, self.bodies, *path, "among", index)
            for post_name, post in body.posts.items():
                for key in ("never", "also"):
                    for index, other in enumerate(getattr(post, key)):
                        yield from known(other, names, *path, "posts", post_name, key, index)

    def _level(self, level: str | None, *path: str | int) -> Iterator[Problem]:
        if level is not None:
            yield from known(level, self.by_level, *path, code="unknown-level")

    def _kind(self, kind: str, *path: str | int) -> Iterator[Problem]:
        yield from known(kind, (*self.events, *BUILT_IN_KINDS), *path)

    def _year_problems(self) -> Iterator[Problem]:
        windows: list[tuple[Path, VagueWindow | None]] = [(("begins",), self.begins)]
        windows += [(("phases", i, "window"), p.window) for i, p in enumerate(self.phases)]
        windows += [(("batches", i, "window"), b.window) for i, b in enumerate(self.batches)]
        for index, duty in enumerate(self.duties):
            windows.append((("duties", index, "window"), duty.window))
            windows.append((("duties", index, "begins"), duty.begins))
        for path, window in windows:
            for name in () if window is None else window.names:
                yield from known(name, tuple(self.years), *path)

    def _catalogue_problems(self) -> Generator[Problem, None, Catalogue | None]:
        """Give what is wrong with its indicators, and the whole catalogue where nothing is."""
        kept = (("indicators", RESERVED), ("events", (*BUILT_IN_KINDS, *OWN_KINDS)))
        found = [
            Problem(
                code="reserved-word",
                path=(key, name),
                found=name,
                expected=Message("expected.not-kept", names=names),
            )
            for key, names in kept
            for name in names
            if name in getattr(self, key)
        ]
        with drafting():  # its problems are told here, whoever builds the campaign
            catalogue = self.catalogue
        found = found or list(catalogue.problems())
        yield from found
        return None if found else catalogue

    def _duty_problems(self, duty: Duty, catalogue: Catalogue | None) -> Iterator[Problem]:
        names = names_of(self.bodies)
        for key, those in (("lead", (duty.lead,)), ("with", duty.with_), ("to", (duty.to,))):
            for index, name in enumerate(those):
                if name is not None:
                    path = (key, index) if key == "with" else (key,)
                    yield from known(name, names, *path, code="unknown-body")
        yield from self._level(duty.each, "each")
        if duty.phase is not None:
            yield from known(duty.phase, [phase.id for phase in self.phases], "phase")
        for key in ("done", "deliver", "refused"):
            if getattr(duty, key) is not None:
                yield from self._kind(getattr(duty, key), key)
        for key in ("after", "before"):
            for name in getattr(duty, key):
                yield from known(name, (*self.events, *self._duties), key, name)
        for index, name in enumerate(duty.needs):
            yield from known(name, self._duties, "needs", index)
        for index, one in enumerate(duty.then):
            if isinstance(one, DutyCalled):
                yield from known(one.duty, self._duties, "then", index, "duty")
                called = self._duties.get(one.duty)
                if called is not None and called.due is None:
                    hint = Message("hint.called-duty", name=one.duty)
                    yield Problem(code="missing-key", path=("then", index, "duty"), hint=hint)
        if duty.every is not None and self.first_day(duty) is None:
            yield Problem(code="missing-key", path=("begins",), hint=Message("hint.begins"))
        if catalogue is not None:
            if duty.rules and duty.each in MEMBERS:  # a row of a village has no facts of its own
                expected = Message("expected.declared")
                yield Problem(code="wrong-type", path=("each",), found=duty.each, expected=expected)
                return
            of_place = catalogue.signatures(duty.each or PLAN)
            called_by = (*duty.after, *duty.before)
            of_event = [self.events[n].signatures() for n in called_by if n in self.events]
            rules = [("done_when", of_place), ("keep", of_place)]
            rules += [("applies", signatures) for signatures in of_event or [of_place]]
            for key, signatures in rules:
                rule: Rule | None = getattr(duty, key)
                if rule is not None:
                    yield from (p.inside(key) for p in rule.check(signatures))

    def first_day(self, duty: Duty) -> date | None:
        """Give the day from which what comes again is owed: its own, its phase's, the plan's."""
        phase = next((p for p in self.phases if p.id == duty.phase), None)
        for begins in (duty.begins, None if phase is None else phase.window, self.begins):
            first = None if begins is None else begins.resolved(self.years).first_earliest
            if first is not None:
                return first
        return None

    @cached_property
    def order(self) -> tuple[Duty, ...]:
        """Its duties, each after those that it needs, or that call for it."""
        return tuple(self._duties[name] for name in TopologicalSorter(self.before).static_order())

    @cached_property
    def before(self) -> dict[str, set[str]]:
        """Which duties must be worked out before each.

        Those that it needs, that call for it, whose failure does, or whose occurrences it counts.
        """
        found = {duty.id: {n for n in duty.needs if n in self._duties} for duty in self.duties}
        for duty in self.duties:
            found[duty.id] |= {n for n in (*duty.after, *duty.before) if n in self._duties}
            found[duty.id] |= duties_read(self.catalogue, duty.rules, self.duties)
            called = [one.duty for one in duty.then if isinstance(one, DutyCalled)]
            for caller, name in zip((duty.id, *called), called, strict=False):
                if name in found:
                    found[name].add(caller)
        return found

    def _order_problems(self) -> Iterator[Problem]:
        try:
            TopologicalSorter(self.before).prepare()
        except CycleError as error:
            ring = error.args[1]
            found = " → ".join(reversed(ring))
            hint = Message("hint.break-ring")
            yield Problem(code="made-of-itself", path=("duties",), found=found, hint=hint)

    def _batch_problems(self) -> Iterator[Problem]:
        taken: set[str] = set()
        for index, batch in enumerate(self.batches):
            path = ("batches", index)
            yield from known(batch.of, self.places, *path, "of")
            if batch.closed is not None:
                yield from self._kind(batch.closed, *path, "closed")
            places = self.places.get(batch.of)
            listed = [] if places is None else [place.id for place in places.list]
            for at, name in enumerate(batch.list):
                if listed:
                    yield from known(name, listed, *path, "list", at)
                if name in taken:
                    hint = Message("hint.two-batches")
                    where = (*path, "list", at)
                    yield Problem(code="duplicate-id", path=where, found=name, hint=hint)
                taken.add(name)

    def _gate_problems(self, catalogue: Catalogue) -> Iterator[Problem]:
        signatures = catalogue.signatures(PLAN)
        order = {phase.id: index for index, phase in enumerate(self.phases)}
        for index, phase in enumerate(self.phases):
            for key, first in (("enter", index), ("leave", index + 1)):
                held = {d.id for d in self.duties if order.get(d.phase or "", -1) >= first}
                for at, gate in enumerate(getattr(phase, key)):
                    path = ("phases", index, key, at)
                    found = gate.rule_problems(signatures, {})
                    yield from (problem.inside(*path) for problem in found)
                    rules = [rule for rule in (gate.rule, gate.applies) if rule is not None]
                    ring = sorted(held & duties_read(catalogue, rules, self.duties))
                    if ring:
                        hint = Message("hint.gate-ring", names=tuple(ring))
                        yield Problem(code="made-of-itself", path=path, found=ring[0], hint=hint)
