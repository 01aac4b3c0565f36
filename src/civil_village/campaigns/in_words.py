"""Parts of a plan in words (称呼): duties, places, bodies, and lists that would be too long."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from typing import Any

from civil_village.campaigns.campaign import Campaign
from civil_village.duties.duty import Duty
from civil_village.duties.in_words import Lines
from civil_village.labels import named
from civil_village.messages import Message

#: The levels of places that have a name of their own.
_LEVELS = ("village", "group", "township")


class Words(Lines):
    """Names the parts of a plan.

    Args:
        campaign: The plan.
        most: As of `Lines`.
    """

    def __init__(self, campaign: Campaign, most: int | None = None) -> None:
        super().__init__(most)
        self.campaign = campaign

    def at(self, duty: Duty, places: Sequence[str], name: str) -> Message:
        """Name a duty, with the places, and the period or event, as far as there are any."""
        at: tuple[Any, ...] = ()
        called_by, dot, rest = name.partition(".")
        if dot:  # it was another duty's failure that called for it
            at = (
                Message("campaign.name.of", duty=named(self.campaign.duty(called_by)), name=rest),
            )
        elif name:
            at = (name,)
        if places:
            at = (*at, self.places(places, self.campaign.places_of(duty), duty.each))
        key = "campaign.name.at" if at else "campaign.name"
        return Message(key, duty=named(duty), at=at)

    def places(self, places: Sequence[str], every: Sized, level: str | None) -> Any:
        """Name places of a level, or say that they are all that could be."""
        labels = [named(self.campaign.by_place.get(place), place) for place in places]
        if len(labels) == 1:
            return labels[0]
        declared = self.campaign.subjects.get(level or "")
        what: Any = Message(f"level.{level}" if level in _LEVELS else "level.place")
        if declared is not None:
            what = declared.label
        if len(labels) == len(every):
            return Message("campaign.places.all", count=len(labels), level=what)
        listed = self.listed(labels)
        return Message("campaign.places", count=len(labels), level=what, places=listed)
