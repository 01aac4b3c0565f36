"""What all ways in which an indicator comes from others have in common."""

from __future__ import annotations

from typing import ClassVar

from civil_village.indicators.subjects import ValueType
from civil_village.models import Model


class Derived(Model):
    """How an indicator comes from others (派生指标): by one way, told by its key.

    The ways are classes of `civil_village.indicators`, each with its own keys: ``ShareOf`` and
    ``CountOf`` take a rule that is true or false of a member; ``SumOf``, ``MeanOf``,
    ``MinimumOf``, ``MaximumOf`` and ``RankOf`` one that is a number; ``Formula`` and ``Needed``
    one over the subject's own facts, of which ``EarlierValue``, ``Growth``, ``DaysBetween`` and
    ``IndexValue`` are made too; ``EventCount`` and ``LastEvent`` look at events; ``SurveyShare``
    and ``SheetCount`` at surveys.

    Examples:
        >>> from civil_village.indicators import ShareOf
        >>> from civil_village.rules import Rule
        >>> made = ShareOf(share=Rule("takes_part"))
        >>> isinstance(made, Derived), made.how
        (True, 'share')
    """

    __slots__ = ()

    #: The key that names the way, and the types of value that such an indicator may have.
    how: ClassVar[str]
    values: ClassVar[tuple[ValueType, ...]]

    @property
    def compares(self) -> bool:
        """Whether it takes all subjects that are handed in together."""
        return False

    @property
    def rows(self) -> str | None:
        """The kind of members that it aggregates over; ``None`` where it does not."""
        return None

    @property
    def event_kind(self) -> str | None:
        """The kind of event that it looks at."""
        return None
