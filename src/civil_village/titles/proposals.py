"""Proposals (拟定结果): whom a round decides on, why, the events to be recorded, a list to post."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field

from civil_village.events.masks import mask
from civil_village.evidence.reported import Event
from civil_village.explanation import Explanation, told, tree_html, tree_text
from civil_village.labels import Label, as_label, named
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.problems import Problem
from civil_village.rankings.placing import Place
from civil_village.rankings.selection import Selection


@model(kw_only=True)
class Proposal(Shown):
    """Whom a round decides on by a day (拟定结果). Made by `civil_village.titles.propose`.

    Attributes:
        scheme: Id of the scheme.
        label: Name for people; ``None`` where nobody gave one.
        round: Name of the round.
        as_of: The day of the decisions.
        places: The place of each unit that is compared, by placement; those left out, and why.
        selections: Who is chosen, placement by placement.
        events: The decisions that are surely due and do not stand in the log yet.
        recorded: Ids of those that stand there.
        void: Ids of decisions of this round that do not follow any more, to be withdrawn.
        problems: Units that are, or may be, chosen from both ends: nothing is decided on them.

    Examples:
        >>> Proposal(scheme="demo.title", round="2024", as_of=date(2024, 6, 1)).events
        ()
    """

    scheme: str
    label: Label | None = field(default=None, converter=as_label)
    round: str
    as_of: date
    places: FrozenMapping[str, tuple[Place, ...]] = field(default=EMPTY, converter=as_mapping)
    selections: tuple[Selection, ...] = field(default=(), converter=as_tuple)
    events: tuple[Event, ...] = field(default=(), converter=as_tuple)
    recorded: tuple[str, ...] = field(default=(), converter=as_tuple)
    void: tuple[str, ...] = field(default=(), converter=as_tuple)
    problems: tuple[Problem, ...] = field(default=(), converter=as_tuple)

    def selection(self, placement: str) -> Selection:
        """Give who is chosen by a placement.

        Args:
            placement: Its id.

        Raises:
            KeyError: There is none of that id in this round.
        """
        found = {each.quota: each for each in self.selections}
        return found[placement]

    def explain(self) -> Explanation:
        """Tell who is chosen by each placement, who is left out and why."""
        parts = []
        for each in self.selections:
            made = each.explain()
            left = [place for place in self.places[each.quota] if place.ranked is False]
            more = told(*(place.explain().message for place in left))
            parts.append(Explanation(made.message, (*made.parts, *more)))
        both = [Message("proposal.both", id=str(problem.found)) for problem in self.problems]
        void = [Message("proposal.void", id=name) for name in self.void]
        return Explanation(self._head("proposal.title"), (*parts, *told(*both, *void)))

    text = tree_text
    _repr_html_ = tree_html

    def notice(
        self, *, names: Mapping[str, Label | str] = EMPTY, secret: str | None = None
    ) -> Explanation:
        """Give the list for publicity (公示名单): who is surely chosen, by placement and stratum.

        Args:
            names: What people call the units, and the strata, by their ids; of others their ids
                are shown.
            secret: Where it is given, every unit is shown by its mask instead, as
                `civil_village.events.mask` makes it.

        Raises:
            DocumentError: The secret is too short, or has too few different characters.

        Examples:
            >>> best = Selection(quota="best", end="top", chosen=["p1"])
            >>> made = Proposal(
            ...     scheme="demo.title", round="2024", as_of=date(2024, 6, 1), selections=[best]
            ... )
            >>> print(made.notice(names={"p1": "示例甲"}).text("en"))
            demo.title, round 2024: list for publicity
              best
                示例甲
        """
        lists = []
        for each in self.selections:
            head = Message("quota.line.name", name=named(each, each.quota))
            lines = []
            for unit, place in self._in_order(each):
                name = names.get(unit, unit) if secret is None else mask(secret, unit)
                lines.append(_line(name, place, names))
            lists.append(Explanation(head, told(*lines)))
        return Explanation(self._head("proposal.notice"), tuple(lists))

    def _in_order(self, made: Selection) -> Iterator[tuple[str, Place | None]]:
        """Give those that are chosen with their places, stratum by stratum, the first first."""
        chosen = dict.fromkeys(made.chosen)
        for place in self.places.get(made.quota, ()):
            if place.id in chosen:
                del chosen[place.id]
                yield place.id, place
        yield from ((unit, None) for unit in chosen)

    def _head(self, key: str) -> Message:
        name = self.scheme if self.label is None else self.label
        return Message(key, name=name, round=self.round, as_of=self.as_of)


def _line(name: Label | str, place: Place | None, names: Mapping[str, Label | str]) -> Message:
    """Say one line of a list: the place where it is settled, after its stratum where it has one."""
    if place is None or place.place is None:
        return Message("quota.line.name", name=name)
    line = Message("proposal.line", name=name, place=place.place)
    if not place.stratum:
        return line
    return Message("quota.in", stratum=names.get(place.stratum, place.stratum), note=line)
