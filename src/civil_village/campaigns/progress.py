"""Progress (进度): how many of some occurrences lack nothing."""

from __future__ import annotations

from fractions import Fraction

from civil_village.models import Shown, model


@model(kw_only=True)
class Progress(Shown):
    """How far some occurrences are (进度): those that surely lack nothing, of all that are owed.

    Attributes:
        done: Done, done late or kept.
        owed: All whose time has begun, those that were excused left out.

    Examples:
        >>> Progress(done=3, owed=4).share
        Fraction(3, 4)
    """

    done: int
    owed: int

    @property
    def share(self) -> Fraction | None:
        """The share that is done; ``None`` where nothing is owed."""
        return Fraction(self.done, self.owed) if self.owed else None
