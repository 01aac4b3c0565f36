"""The title scheme (称号办法): the chart of a title, a selection or a kind of dispute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrs import field

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


@model(kw_only=True)
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
