"""Masks on a roster (名册遮名): who the subjects of an extract are, without their names."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from civil_village.events.masks import masked, require_secret
from civil_village.labels import Label
from civil_village.organizations.roster import Member, Roster


def extract_roster(roster: Roster, *, secret: str, hide_places: bool = False) -> Roster:
    """Give a roster to an extract, without names, so that others can settle it too (名册摘录).

    Ids and households get the masks that they have in the extract. Why somebody is not
    ranked is not told, only that it is so.

    Args:
        roster: The whole roster.
        secret: As in `mask`.
        hide_places: As in `extract`.

    Raises:
        DocumentError: The secret is too short, or has too few different characters.

    Examples:
        >>> roster = Roster(id="demo.roster", members=[Member(id="p1", label="某某")])
        >>> extract_roster(roster, secret="rain on the third roof").members[0].label is None
        True
    """
    require_secret(secret)
    telling = ("id", "household", "place") if hide_places else ("id", "household")

    def shown(member: Member) -> Member:
        changes: dict[str, Any] = dict(masked(member, secret, *telling))
        if member.excluded is not None:
            changes["excluded"] = Label("不参评", "not ranked")
        return evolve(member, label=None, **changes)

    return evolve(roster, members=[shown(member) for member in roster.members])
