"""The title scheme (称号办法): the chart of a title, a selection or a kind of dispute."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

from attrs import Attribute, field, fields

from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.charts.chart import BUILT_IN_KINDS, Chart
from civil_village.checks import missing, unique_ids
from civil_village.ids import DocumentId, Id, id_problems
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import as_tuple
from civil_village.models import model
from civil_village.problems import Problem
from civil_village.titles.chains import Chain
from civil_village.titles.ladders import ladder_problems
from civil_village.titles.placements import Placement, placement_problems
from civil_village.titles.rounds import CLOSED, Round, round_problems
from civil_village.written_forms import ONE_OR_MANY

#: Kinds of events that every scheme understands beside its own.
KINDS = (*BUILT_IN_KINDS, CLOSED)


def head_first(_: type[Any], declared: list[Attribute[Any]]) -> list[Attribute[Any]]:
    """Put what a document says of itself before its chart."""
    chart = {each.name for each in fields(Chart)}
    return sorted(declared, key=lambda attribute: attribute.name in chart)


@model(kw_only=True, field_transformer=head_first)
class TitleScheme(Chart):
    """A title, a selection or a kind of dispute, as a document (称号办法).

    What happens stands in a log; a state is worked out from it, for any day.

    Attributes:
        id: Id of the document.
        edition: Edition, as the source numbers it; ``None`` where there is none.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        subject: What kind of unit it is about: village, household, person, dispute.
        rounds: Its rounds, in the order in which they open; empty where it has none.
        ladder: Its classes (分类), states from the lowest to the highest: a round moves a unit by
            one, and once.
        placements: What a round decides over all units.
        chains: What is counted from round to round, and what follows.
        assumed: Fields that the source does not give.
        events: The kinds of events that it knows, with what may be reported of each.
        opens: Kinds of events each of which opens an instance of its own, such as a dispute.
        bodies: Who acts, by the ids that steps and events use; empty where it does not matter.
        start: The state in which everything begins.
        states: The states, by their ids.
        steps: The steps, in the order in which they are tried.
        holds: What keeps a state from running out while it is open.
        leap: When what began on 29 February lapses.

    Examples:
        >>> from civil_village import bundled
        >>> scheme = bundled("titles.village")
        >>> scheme.states["posted"].lasts.plain(), scheme.states["posted"].next
        ('5 days', 'listed')
    """

    kind: ClassVar[str] = "title_scheme"
    built_in: ClassVar[tuple[str, ...]] = KINDS

    id: DocumentId
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    subject: Id = "village"
    rounds: tuple[Round, ...] = field(default=(), converter=as_tuple)
    ladder: tuple[Id, ...] = field(default=(), converter=as_tuple)
    placements: tuple[Placement, ...] = field(default=(), converter=as_tuple)
    chains: tuple[Chain, ...] = field(default=(), converter=as_tuple)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give what does not fit together in the chart, and in what its rounds decide."""
        yield from id_problems(self.id, "id", document=True)
        yield from super().problems()
        yield from self._round_problems()
        yield from self.assumed.problems_in(TitleScheme)

    def _round_problems(self) -> Iterator[Problem]:
        """Give rounds, placements, chains and classes that do not fit the chart."""
        if (self.placements or self.chains) and not self.rounds:
            yield missing("rounds")
        taken = dict.fromkeys(step.event for step in self.steps)
        yield from round_problems(self.rounds, "rounds")
        yield from placement_problems(self.placements, self.rounds, self.events, self.states, taken)
        for index, each in enumerate(self.placements):
            if each.decides in self.opens:
                path = ("placements", index, "decides")
                yield Problem(code="two-uses", path=path, found=each.decides)
        yield from unique_ids([each.id for each in self.chains], "chains")
        for index, chain in enumerate(self.chains):
            found = chain.problems_in(self.events, self.states)
            yield from (problem.inside("chains", index) for problem in found)
        yield from ladder_problems(self.ladder, self.states, self.steps, self.decided)

    @cached_property
    def decided(self) -> frozenset[str]:
        """The kinds of events by which its rounds decide."""
        return frozenset(kind for each in self.placements for kind in each.kinds)
