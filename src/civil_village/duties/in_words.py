"""Duties in words (任务说明): states, and lines and lists that would be too long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from civil_village.duties.occurrences import Occurrence
from civil_village.explanation import Explanation
from civil_village.messages import Message

T = TypeVar("T")


class Lines:
    """Cuts what would be too long.

    Args:
        most: So many lines of a kind at most, and a quarter as many things in a line; ``None``
            cuts nothing.
    """

    def __init__(self, most: int | None = None) -> None:
        self.most = most

    def cut(self, lines: Sequence[Explanation]) -> tuple[Explanation, ...]:
        """Give as many lines as are told at most, and how many there are more."""
        return self.some(lines, lambda line: line)

    def some(
        self, things: Sequence[T], tell: Callable[[T], Explanation]
    ) -> tuple[Explanation, ...]:
        """Tell as many things as are told at most, and how many there are more."""
        if self.most is None or len(things) <= self.most + 1:  # the last takes no more room
            return tuple(map(tell, things))
        more = Message("campaign.more", count=len(things) - self.most)
        return (*map(tell, things[: self.most]), Explanation(more))

    def listed(self, values: Sequence[Any]) -> Any:
        """List as many values as stand in a line at most, and how many there are more."""
        most = self.most and max(1, self.most // 4)
        if most is None or len(values) <= most + 1:
            return tuple(values)
        return Message("campaign.listed", values=values[:most], more=len(values) - most)


def state_message(each: Occurrence) -> Message:
    """Say in which state an occurrence is.

    Examples:
        >>> state_message(Occurrence("plan", None, "", "late", days=3)).text("en")
        '3 days late'
    """
    return Message(f"state.{each.state}", on=each.on, days=each.days, count=each.count)
