"""Rounds (批次) of a title: when each opens and closes, and how many it may award."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field

from civil_village import checks
from civil_village.labels import Label, as_label
from civil_village.models import Model, model
from civil_village.problems import Problem


@model(kw_only=True)
class Round(Model):
    """A round of a title (评选批次): units are chosen among, and the choice is recorded.

    Attributes:
        id: Its name, such as ``2024``.
        label: Name for people; ``None`` where nobody gave one.
        opens: Its first day.
        closes: Its last day; ``None`` where a dated record closes it.

    Examples:
        >>> Round(id="2024", opens=date(2024, 3, 1)).closes is None
        True
    """

    id: str
    label: Label | None = field(default=None, converter=as_label)
    opens: date
    closes: date | None = None

    def problems(self) -> Iterator[Problem]:
        """Give an end that comes before the beginning."""
        yield from checks.in_order(self.opens, self.closes, "closes")
