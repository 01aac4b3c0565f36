"""What the commands of titles show (称号显示) as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from civil_village.canonical import plain
from civil_village.charts import Guarded, Possible, Refusal
from civil_village.titles.standing import TitleStanding
from civil_village.titles.states import UnitState


def standing_plain(made: TitleStanding) -> dict[str, Any]:
    """Give a standing as plain data.

    Args:
        made: The standing.
    """
    return {
        "scheme": made.scheme.id,
        "as_of": made.as_of,
        "known": made.known,
        "units": {unit: _state(each) for unit, each in made.states.items()},
        "refused": [_refusal(each) for each in made.refused],
        "then": [plain(each) for each in made.followed],
        "others": made.others,
    }


def unit_plain(made: TitleStanding, unit: str) -> dict[str, Any]:
    """Give everything of one unit as plain data.

    Args:
        made: The standing.
        unit: Id of the unit, or of the event that opened the instance.
    """
    course = made.course(unit)
    return {
        "scheme": made.scheme.id,
        "as_of": made.as_of,
        "known": made.known,
        "unit": unit,
        **_state(made.unit_state(unit)),
        "open": [plain(each) for each in course.doubts],
        "bans": [plain(each) for each in made.bans(unit)],
        "history": [plain(each) for each in course.stays],
        "refused": [_refusal(each) for each in course.refused],
        "then": [plain(each) for each in course.followed],
        "can": [_possible(each) for each in made.can(unit)],
    }


def _state(state: UnitState) -> dict[str, Any]:
    return {"states": state.states, "since": state.since, "until": state.until}


def _refusal(each: Refusal) -> dict[str, Any]:
    names = ("event", "kind", "on", "of", "state", "reason", "sure", "by")
    told = {name: getattr(each, name) for name in names}
    bans = [plain(ban) for ban in each.bans]
    return {**told, "require": _guards(each.guards), "bans": bans}


def _possible(each: Possible) -> dict[str, Any]:
    names = ("event", "state", "to", "by", "until", "of", "sure", "barred")
    return {**{name: getattr(each, name) for name in names}, "require": _guards(each.guards)}


def _guards(guards: Iterable[Guarded]) -> list[dict[str, Any]]:
    return [
        {"id": g.requirement.id, "state": g.checked.state, "missing": g.checked.missing}
        for g in guards
    ]
