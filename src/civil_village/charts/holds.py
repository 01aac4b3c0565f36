"""Holds (异议等待): what keeps a state from running out while it is open, such as an objection."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field

from civil_village import checks
from civil_village.ids import Id
from civil_village.labels import Source
from civil_village.mappings import as_tuple
from civil_village.models import Model, model
from civil_village.problems import Problem
from civil_village.rules import Rule
from civil_village.written_forms import ONE_OR_MANY


@model(kw_only=True)
class Upheld(Model):
    """When a hold is upheld, and where it then leads at once (异议成立).

    Attributes:
        when: A rule over the values of the event that closes the hold.
        to: The state that begins on the day of that event.

    Examples:
        >>> Upheld(when=Rule("upheld"), to="none").to
        'none'
    """

    when: Rule
    to: Id


@model(kw_only=True)
class Hold(Model):
    """What keeps a state from running out while it is open (异议): an objection, an inquiry.

    It can be opened on any day of the state, the last one included. When the last one that is
    open has been rejected, the next state begins on the later of that day and the day after the
    last.

    Attributes:
        opens: The kind of event that opens one.
        closes: The kind of event that decides on one; it says ``of`` which, by the id of the event
            that opened it.
        in_: The states in which it can be opened.
        by: Who may decide: bodies, posts, roles; empty where anybody may.
        upheld: When it is upheld, and where that leads; without it every one is rejected.
        restart: Whether the state begins anew on the day after the last one is rejected.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.

    Examples:
        >>> upheld = Upheld(when=Rule("upheld"), to="none")
        >>> Hold(opens="objection", closes="decision", in_=["posted"], upheld=upheld).restart
        False
    """

    opens: Id
    closes: Id
    in_: tuple[Id, ...] = field(converter=as_tuple)
    by: tuple[str, ...] = field(default=(), converter=as_tuple)
    upheld: Upheld | None = None
    restart: bool = False
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)

    def problems(self) -> Iterator[Problem]:
        """Give a hold on nothing, and names that stand twice."""
        yield from checks.not_empty(self.in_, "in")
        yield from checks.unique(self.in_, "in")
        yield from checks.unique(self.by, "by")
