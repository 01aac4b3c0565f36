"""Steps (步骤) of a chart: which event leads from which states to which, by whom, and if what."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.ids import Id
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import as_tuple
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.requirements import Requirement
from civil_village.written_forms import ONE_OR_MANY


@model(kw_only=True)
class ChartStep(Model):
    """A step from one state to another (步骤), which a kind of event takes.

    Of one event and state, steps are tried in the order in which they stand: the first that the
    event's author may take, and whose requirements are met. One without either takes what is left.

    Attributes:
        event: The kind of event.
        from_: The states from which it leads.
        to: The state to which it leads, also where that is the same, which then begins anew;
            without it the event is taken, and the state goes on as it is.
        by: Who may take it: bodies, posts, roles; empty where anybody may.
        require: What must be met (guards): rules over the values of the event, and over the days
            since, and the number of, earlier events.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give.

    Examples:
        >>> ChartStep(event="review", from_=["applied"], to="posted", by=["county_office"]).by
        ('county_office',)
    """

    event: Id
    from_: tuple[Id, ...] = field(converter=as_tuple)
    to: Id | None = None
    by: tuple[str, ...] = field(default=(), converter=as_tuple)
    require: tuple[Requirement, ...] = field(default=(), converter=as_tuple)
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)

    def problems(self) -> Iterator[Problem]:
        """Give a step from nowhere, and names that stand twice."""
        yield from checks.not_empty(self.from_, "from")
        yield from checks.unique(self.from_, "from")
        yield from checks.unique(self.by, "by")
        yield from checks.unique_ids([each.id for each in self.require], "require")
        yield from self.assumed.problems_in(ChartStep)

    def takes_all(self, other: ChartStep) -> bool:
        """Tell whether it leaves nothing to another step of the same event and state."""
        return not self.require and (not self.by or (bool(other.by) and {*other.by} <= {*self.by}))
