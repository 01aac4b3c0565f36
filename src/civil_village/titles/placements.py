"""Placements (名额分配): what a round decides over all units: by what, how many, which event.

Places, quotas and ladders are placements: the best are named, the best of each class move up a
class, the last lose their title.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from attrs import evolve, field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.ids import Id, id_problems
from civil_village.indicators import EventKind
from civil_village.labels import Label, Source, as_label, name_text
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.rankings import PartBy, Quota
from civil_village.rankings.keys import TieKey
from civil_village.requirements import Requirement
from civil_village.rules import Rule
from civil_village.titles.rounds import Round
from civil_village.written_forms import ONE_OR_MANY

#: Strata of their own: the state in which a unit stood as the round opened, and the place of its
#: event.
STATE, PLACE = "state", "place"


@model(kw_only=True)
class Placement(Model):
    """Who of all units gets a decision of a round (名额分配): compared by what, how many, of whom.

    Compared are the values of the last event of a unit in the round. Only who could take the step
    of the decision takes part: who is barred, or in another state, is left out with the reason.

    Attributes:
        id: Id of the placement.
        label: Name for people; ``None`` where nobody gave one.
        among: The states in which a unit stood as the round opened; empty for any.
        event: The kind of event whose values are compared.
        by: The number by which units are placed, over the values of that event.
        best: Whether the ``high`` or the ``low`` number is the best.
        require: What the values of that event must show for a unit to take part.
        quota: How many are chosen, from which end, within which strata: ``state`` (as the round
            opened), ``place``, a choice or text of the event, or strata that are handed in; its
            keys of ties are numbers of the event. ``None`` where each round has its own.
        decides: The kind of event by which a unit that is chosen is decided on.
        others: The kind of event for those that took part and are surely not chosen, if any.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> best = Quota(share=0.3, within="state", ties="none")
        >>> up = Placement(id="up", event="review", by="score", quota=best, decides="promotion")
        >>> up.quota_in(Round(id="2024", opens="2024-03-01")).id
        'up'
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    among: tuple[Id, ...] = field(default=(), converter=as_tuple)
    event: Id
    by: Rule
    best: Literal["high", "low"] = "high"
    require: tuple[Requirement, ...] = field(default=(), converter=as_tuple)
    quota: Quota | None = None
    decides: Id
    others: Id | None = None
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    text = name_text

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, or stand twice."""
        yield from id_problems(self.id, "id")
        yield from checks.unique(self.among, "among")
        yield from checks.unique_ids([each.id for each in self.require], "require")
        yield from self.assumed.problems_in(Placement)

    def quota_in(self, round_: Round) -> Quota | None:
        """Give its quota in a round; ``None`` where it has none then."""
        quota = round_.quotas.get(self.id, self.quota)
        return None if quota is None else evolve(quota, id=self.id, label=quota.label or self.label)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of events by which it decides."""
        return (self.decides,) if self.others is None else (self.decides, self.others)

    def problems_in(
        self, events: Mapping[str, EventKind], states: Collection[str], taken: Collection[str]
    ) -> Iterator[Problem]:
        """Give names that a scheme does not have, and numbers that are none.

        Args:
            events: The kinds of events of the scheme.
            states: Its states.
            taken: The kinds of events that take its steps.
        """
        for index, name in enumerate(self.among):
            yield from checks.known(name, tuple(states), "among", index)
        yield from checks.known(self.decides, tuple(taken), "decides")
        if self.others is not None:
            yield from checks.known(self.others, tuple(events), "others")
        if self.event not in events:
            yield from checks.known(self.event, tuple(events), "event")
            return
        names = events[self.event].signatures()
        yield from (p.inside("by") for p in self.by.check(names, wanted="number"))
        for index, each in enumerate(self.require):
            yield from (p.inside("require", index) for p in each.rule_problems(names, {}))
        if self.quota is not None:
            found = self.quota_problems(self.quota, events)
            yield from (problem.inside("quota") for problem in found)

    def quota_problems(self, quota: Quota, events: Mapping[str, EventKind]) -> Iterator[Problem]:
        """Give keys of ties that are no numbers of the event that it compares."""
        if self.event in events:
            names = events[self.event].signatures()
            numbers = [name for name, each in names.items() if each.type == "number"]
            for index, key in enumerate(tie_keys(quota)):
                yield from checks.known(key.of, numbers, "ties", "by", index)


def tie_keys(quota: Quota) -> tuple[TieKey, ...]:
    """Give the keys that part those tied across the cut of a quota.

    Examples:
        >>> tie_keys(Quota(top=1, ties="none"))
        ()
    """
    return quota.ties.by if isinstance(quota.ties, PartBy) else ()


def placement_problems(
    placements: tuple[Placement, ...],
    rounds: tuple[Round, ...],
    events: Mapping[str, EventKind],
    states: Collection[str],
    taken: Collection[str],
) -> Iterator[Problem]:
    """Give placements that do not fit their scheme, and quotas of rounds that fit none.

    Args:
        placements: The placements of a scheme.
        rounds: Its rounds.
        events: Its kinds of events.
        states: Its states.
        taken: The kinds of events that take its steps.
    """
    yield from checks.unique_ids([each.id for each in placements], "placements")
    for index, each in enumerate(placements):
        found = each.problems_in(events, states, taken)
        yield from (problem.inside("placements", index) for problem in found)
        if each.quota is None and not any(each.id in round_.quotas for round_ in rounds):
            yield checks.missing(
                "placements", index, "quota", expected=Message("expected.quota-somewhere")
            )
    named = {each.id: each for each in placements}
    for index, round_ in enumerate(rounds):
        for name, quota in round_.quotas.items():
            path = ("rounds", index, "quotas", name)
            yield from checks.known(name, tuple(named), *path)
            if name in named:
                found = named[name].quota_problems(quota, events)
                yield from (problem.inside(*path) for problem in found)
