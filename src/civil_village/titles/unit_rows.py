"""A standing as rows (状态明细): what became of each unit or dispute, for indicators to count.

How large a share is settled in the village, or how many were escalated, is an indicator like any
other: it aggregates over these rows.
"""

from __future__ import annotations

from civil_village.charts.chart import Chart
from civil_village.indicators import Indicator
from civil_village.labels import Label, named
from civil_village.messages import written
from civil_village.records.subjects import Entity
from civil_village.titles.standing import TitleStanding

#: What rules may ask of a row: its state, and before the name of each whether it has been in it.
STATE, BEEN = "state", "been_"


def row_indicators(chart: Chart, subject: str) -> dict[str, Indicator]:
    """Describe the rows of a chart's instances to a catalogue.

    Args:
        chart: The chart.
        subject: The kind of rows that they are to be.

    Examples:
        >>> from civil_village import bundled
        >>> found = row_indicators(bundled("titles.disputes"), "dispute")
        >>> found["been_township"].label.zh
        '经过“乡镇调解”'
    """
    state = Indicator(
        label=Label("状态", "state"), value="choice", choices=tuple(chart.states), subject=subject
    )
    found = {STATE: state}
    for name, each in chart.states.items():
        said = [written(named(each, name), lang) for lang in ("zh", "en")]
        label = Label(f"经过“{said[0]}”", f'it has been in the state "{said[1]}"')
        found[BEEN + name] = Indicator(label=label, value="truth", subject=subject)
    return found


def rows(standing: TitleStanding, *, place: str | None = None) -> tuple[Entity, ...]:
    """Give what became of units or disputes by the day as rows; what is open stays blank.

    Args:
        standing: The standing.
        place: Only those of this place; by default all.

    Examples:
        >>> from datetime import date
        >>> from civil_village import bundled, standing
        >>> made = standing(bundled("titles.disputes"), bundled("titles.log"),
        ...     as_of=date(2024, 6, 30))
        >>> row = rows(made, place="v03")[0]
        >>> row.id, row.values["state"], row.values["been_township"]
        ('m5', 'settled_village', False)
    """
    return tuple(
        _row(standing, unit)
        for unit, events in standing.events.events.items()
        if place is None or any(event.place == place for event in events)
    )


def _row(standing: TitleStanding, unit: str) -> Entity:
    course = standing.course(unit)
    values: dict[str, str | bool | None] = {}
    if len(course.states) == 1:
        values[STATE] = course.states[0]
    sure = {stay.state for stay in course.stays if stay.state is not None}
    perhaps = {name for stay in course.stays for name in stay.states}
    for name in standing.scheme.states:
        values[BEEN + name] = True if name in sure else None if name in perhaps else False
    return Entity(id=unit, values=values)
