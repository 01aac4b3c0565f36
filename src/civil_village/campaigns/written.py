"""What is written of a campaign: its timeline (进度图), its calendar (日历), its bulletin (简报).

All of them are made from the plan, or from its state; no figure stands in them that the state
does not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from civil_village.calendar.workdays import WEEKENDS_ONLY, Workdays
from civil_village.campaigns.campaign import Campaign
from civil_village.campaigns.explained import occurrence_lines
from civil_village.campaigns.states import Status, status
from civil_village.duties.occurrences import Occurrence, OccurrenceState
from civil_village.evidence.event_log import EventLog
from civil_village.labels import named
from civil_village.messages import Lang, Message, phrase, written
from civil_village.problems import CivilVillageError, Problem

#: What a bulletin tells one by one.
_BULLETIN: tuple[OccurrenceState, ...] = ("late", "missed", "broken", "too_many", "handed_in")


def timeline(campaign: Campaign, lang: Lang = "zh") -> str:
    """Draw the phases and batches of a plan as a chart in Mermaid's language (进度图).

    What has no certain days stands in the list of a comment.

    Args:
        campaign: The plan.
        lang: The language.

    Examples:
        >>> from civil_village.campaigns import Phase
        >>> plan = Campaign(id="demo", phases=[Phase(id="pilot", window="2022-06-mid..2022-07")])
        >>> print(timeline(plan, "en"))
        gantt
            title demo
            dateFormat YYYY-MM-DD
            section phases
            pilot :2022-06-11, 2022-08-01
    """
    lines = ["gantt", f"    title {_plain(named(campaign), lang)}", "    dateFormat YYYY-MM-DD"]
    open_: list[str] = []
    for key, parts in (("phases", campaign.phases), ("batches", campaign.batches)):
        rows = []
        for part in parts:
            name = _plain(named(part), lang)
            certain = None if part.window is None else part.window.resolved(campaign.years).certain
            if certain is None or certain.last == date.max:
                open_.append(f"%% {name}: {'?' if part.window is None else part.window.text}")
            else:
                end = certain.last + timedelta(days=1)
                rows.append(f"    {name} :{certain.first}, {end}")
        if rows:
            lines += [f"    section {phrase(f'campaign.section.{key}', lang)}", *rows]
    return "\n".join([*lines, *open_])


def calendar_of(
    campaign: Campaign, year: int, *, workdays: Workdays = WEEKENDS_ONLY
) -> tuple[Occurrence, ...]:
    """Give what falls due in a year by the plan alone, the soonest first (任务日历).

    What must hold on every day falls due on none.

    Args:
        campaign: The plan.
        year: The year.
        workdays: The days on which work is done.

    Examples:
        >>> from civil_village.calendar.recurrences import Recurrence
        >>> from civil_village.duties import Duty
        >>> from civil_village.indicators import EventKind
        >>> every = Recurrence(unit="half", month=1, day=15)
        >>> duty = Duty(id="report", every=every, begins="2024", done="report")
        >>> plan = Campaign(id="demo", duties=[duty], events={"report": EventKind(label="报告")})
        >>> [str(each.due) for each in calendar_of(plan, 2024)]
        ['2024-01-15', '2024-07-15']
    """
    last = date(year, 12, 31)
    found = status(campaign, EventLog(), as_of=date(year, 1, 1), workdays=workdays, through=last)
    kept = {duty.id for duty in campaign.duties if duty.keep is not None}
    owed = (each for each in found if each.duty not in kept)
    due = [each for each in owed if each.due is not None and each.due.year == year]
    return tuple(sorted(due, key=lambda each: (each.due or date.max, each.duty, each.place or "")))


def ics(campaign: Campaign, occurrences: tuple[Occurrence, ...], lang: Lang = "zh") -> bytes:
    """Write occurrences as a calendar file, the same bytes each time (日历文件).

    Args:
        campaign: The plan.
        occurrences: What falls due.
        lang: The language.

    Raises:
        CivilVillageError: The extra ``ics`` is not installed.
    """
    try:
        from icalendar import Calendar, Event  # noqa: PLC0415 - an extra, loaded on first use
    except ImportError:
        hint = Message("hint.extra", extra="ics")
        raise CivilVillageError(
            [Problem(code="missing-extra", found="icalendar", hint=hint)]
        ) from None
    made: Any = Calendar()
    made.add("prodid", "-//civil_village//campaign//")
    made.add("version", "2.0")
    for each in occurrences:
        event: Any = Event()
        event.add("uid", f"{each.ref}/{each.place or 'plan'}@{campaign.id}")
        event.add("dtstamp", datetime(1970, 1, 1, tzinfo=UTC))
        event.add("dtstart", each.due)
        event.add("summary", " ".join(_names(campaign, each, lang)))
        made.add_component(event)
    written_: bytes = made.to_ical()
    return written_


def bulletin(made: Status, lang: Lang = "zh") -> str:
    """Write the bulletin of a state as Markdown (工作简报): every figure is the state's.

    Args:
        made: The state.
        lang: The language.

    Examples:
        >>> plan = Campaign(id="demo")
        >>> print(bulletin(status(plan, EventLog(), as_of=date(2024, 4, 3)), "en"))
        # demo, as of 2024-04-03
        <BLANKLINE>
        nothing is owed yet
    """
    title, *parts = _sections(made, lang)
    return "\n\n".join([f"# {title}", *parts])


def _sections(made: Status, lang: Lang) -> Iterator[str]:
    told = made.explain()
    yield told.message.text(lang)
    for part in told.parts:
        if part.message.key in ("campaign.progress", "campaign.nothing-owed"):
            yield part.message.text(lang)
    table = _table(made, lang)
    if table:
        yield table
    for state in _BULLETIN:
        found = made.of(state)
        if found:
            heading = f"## {phrase(f'heading.{state}', lang)}"
            lines = [
                "- " + "; ".join(line.text(lang).split("\n")).replace(";   ", "; ")
                for line in occurrence_lines(made, found)
            ]
            yield "\n".join([heading, "", *lines])
    for part in told.parts:
        if part.message.key.startswith(("campaign.coverage", "campaign.held", "campaign.fund")):
            yield part.message.text(lang)


def _table(made: Status, lang: Lang) -> str:
    """Write how far each place is, as a table."""
    rows = []
    for localities in made.campaign.places.values():
        for place in localities.list:
            own = made.by_place(place.id)
            progress = made.progress(own)
            if progress.owed:
                late = sum(each.state == "late" for each in own)
                name = _plain(named(place), lang)
                rows.append(f"| {name} | {progress.owed} | {progress.done} | {late} |")
    if not rows:
        return ""
    keys = ("place", "owed", "done", "late")
    heads = " | ".join(phrase(f"campaign.column.{key}", lang) for key in keys)
    return "\n".join([f"| {heads} |", "| --- | ---: | ---: | ---: |", *rows])


def _names(campaign: Campaign, each: Occurrence, lang: Lang) -> Iterator[str]:
    yield _plain(named(campaign.duty(each.duty)), lang)
    if each.place is not None:
        yield _plain(named(campaign.by_place.get(each.place), each.place), lang)
    if each.name:
        yield each.name


def _plain(value: Any, lang: Lang) -> str:
    return written(value, lang).replace(":", "：").replace("|", "/")
