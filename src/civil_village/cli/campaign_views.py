"""What the commands of campaigns show (活动显示): tables, and their JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from civil_village.campaigns import Campaign, Status
from civil_village.campaigns.in_words import Words
from civil_village.campaigns.progress import Progress
from civil_village.canonical import plain
from civil_village.duties import Occurrence
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.organizations.bodies import called

ShownTable = tuple[list[Any], list[list[Any]]]


def status_plain(made: Status, occurrences: Iterable[Occurrence]) -> dict[str, Any]:
    """Give a state as plain data, with those of its occurrences that were asked for, all of them.

    Args:
        made: The state.
        occurrences: What was asked for.
    """
    those = tuple(occurrences)
    return {
        "campaign": made.campaign.id,
        "as_of": made.as_of,
        "known": made.known,
        "phases": made.phases,
        "progress": _progress(made.progress(those)),
        "occurrences": occurrences_plain(those),
        "then": [{**plain(each), "place": each.place} for each in made.then],
        "coverage": [{**plain(each), "share": each.share} for each in made.coverage],
        "held": made.held,
        "funds": [{**plain(each), "left": each.left} for each in made.funds],
        "idle": made.idle,
    }


def _progress(found: Progress) -> dict[str, Any]:
    return {"done": found.done, "owed": found.owed, "share": found.share}


def occurrences_plain(occurrences: Iterable[Occurrence]) -> list[dict[str, Any]]:
    """Give occurrences as plain data."""
    return [
        {"duty": each.duty, "place": each.place, "blocked": each.blocked, **plain(each)}
        for each in occurrences
    ]


def calendar_plain(occurrences: Iterable[Occurrence]) -> list[dict[str, Any]]:
    """Give what falls due as plain data."""
    names = ("due", "duty", "place", "name", "opens")
    return [{name: getattr(each, name) for name in names} for each in occurrences]


def calendar_table(
    campaign: Campaign, occurrences: Iterable[Occurrence], *, most: int
) -> ShownTable:
    """Show what falls due, in one line for all places of a duty with the same day.

    Args:
        campaign: The plan.
        occurrences: What falls due, in order.
        most: So many things stand in a line at most, four times over.
    """
    words = Words(campaign, most)
    lines: dict[tuple[Any, ...], list[str]] = {}
    for each in occurrences:
        places = lines.setdefault((each.due, each.duty, each.name), [])
        if each.place is not None:
            places.append(each.place)
    rows = []
    for (due, name, period), places in lines.items():
        duty = campaign.duty(name)
        lead = "" if duty.lead is None else called(campaign.bodies, duty.lead)
        at = words.places(places, campaign.places_of(duty), duty.each) if places else ""
        rows.append([due, named(duty), period, at, lead])
    heading = ("due", "duty", "period", "where", "lead")
    return [Message(f"campaign.column.{name}") for name in heading], rows
