"""The title scheme (称号办法): the chart of a title, a selection or a kind of dispute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from attrs import Attribute, field, fields

from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.charts.chart import Chart
from civil_village.checks import unique_ids
from civil_village.ids import DocumentId, Id, id_problems
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import as_tuple
from civil_village.models import model
from civil_village.problems import Problem
from civil_village.titles.rounds import Round
from civil_village.written_forms import ONE_OR_MANY


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
        rounds: Its rounds, in order; empty where it has none.
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

    id: DocumentId
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    subject: Id = "village"
    rounds: tuple[Round, ...] = field(default=(), converter=as_tuple)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give what does not fit together in the chart, and rounds that stand twice."""
        yield from id_problems(self.id, "id", document=True)
        yield from super().problems()
        yield from unique_ids([each.id for each in self.rounds], "rounds")
        yield from self.assumed.problems_in(TitleScheme)
