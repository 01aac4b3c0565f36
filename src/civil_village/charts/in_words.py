"""Charts in words (状态图的说明): states, refusals, what is possible, and what it still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from civil_village.charts.chart import Chart
from civil_village.charts.courses import Barred, Doubt, Refusal, Stay
from civil_village.charts.guards import Guarded
from civil_village.charts.possible import Possible
from civil_village.consequences import Followed
from civil_village.consequences import told as consequence
from civil_village.explanation import Explanation, told
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.organizations.bodies import called
from civil_village.rules import Missing
from civil_village.rules.wording import worded


class ChartWords:
    """Tells what became of the instances of a chart, with its labels.

    Args:
        chart: The chart.
    """

    def __init__(self, chart: Chart) -> None:
        self.chart = chart

    # Names ---------------------------------------------------------------------------------

    def states(self, names: Sequence[str]) -> Any:
        """Name a state, or say that it is one of several."""
        labels = tuple(named(self.chart.states.get(name), name) for name in names)
        return labels[0] if len(labels) == 1 else Message("chart.one-of", states=labels)

    def kind(self, name: str) -> Any:
        """Name a kind of event."""
        return named(self.chart.events.get(name), name)

    def who(self, by: Iterable[str]) -> tuple[Any, ...]:
        """Name those who may do something."""
        return tuple(called(self.chart.bodies, name) for name in by)

    def event(self, name: str, kind: str, on: date | None) -> Message:
        """Name an event by its kind, id and day."""
        key = "chart.event" if on is not None else "chart.event.undated"
        return Message(key, kind=self.kind(kind), id=name, **({} if on is None else {"on": on}))

    def lacking(self, kind: str | None, missing: Iterable[Missing]) -> Message:
        """Say which facts of an event are missing."""
        return Message("explain.lacking", facts=tuple(self.fact(kind, m) for m in missing))

    def fact(self, kind: str | None, missing: Missing) -> Any:
        """Name one fact of an event that is missing."""
        if missing.kind == "completeness":
            return Message("missing.completeness", name=self.kind(missing.name))
        if missing.name == "by":
            return Message("chart.who")
        label = self.labels(kind).get(missing.name)
        name = named(label, missing.name)
        return Message("chart.never", name=name) if missing.kind == "no-value" else name

    def labels(self, kind: str | None) -> dict[str, Any]:
        """Give what guards of a kind of event read, with their labels."""
        own = self.chart.events.get(kind or "")
        return {**self.chart.before, **({} if own is None else own.values)}

    # Sentences -----------------------------------------------------------------------------

    def stay(self, stay: Stay) -> Explanation:
        """Tell of a state when it was, and by which event."""
        arguments = {"state": self.states(stay.states), "first": stay.first, "last": stay.last}
        key = "chart.stay"
        key += "" if stay.first is not None else ".always"
        key += "" if stay.last is not None else ".still"
        if stay.event is None:
            parts = () if stay.first is None else told(Message("chart.stay.time"))
        else:
            parts = told(Message("chart.stay.event", id=stay.event))
        return Explanation(Message(key, **_there(arguments)), parts)

    def refusal(self, refusal: Refusal) -> Explanation:
        """Tell why an event changed nothing, and what is possible instead."""
        arguments = {
            "event": self.event(refusal.event, refusal.kind, refusal.on),
            "state": None if refusal.state is None else self.states([refusal.state]),
            "by": self.who(refusal.by) or None,
        }
        message = Message(f"chart.refused.{refusal.reason}", **_there(arguments))
        if not refusal.sure and refusal.reason not in ("undetermined", "untold"):
            message = Message("chart.refused.perhaps", said=message)
        return Explanation(message, tuple(self.grounds(refusal)))

    def grounds(self, refusal: Refusal) -> Iterator[Explanation]:
        """Tell what an event lacks, which bans hold, and what is possible instead."""
        for guard in refusal.guards:
            yield self.guard(refusal.kind, guard)
        yield from told(*map(self.ban, refusal.bans))
        if refusal.state is not None and refusal.reason in ("no-step", "late", "nothing-open"):
            yield from told(self.instead(refusal.state, refusal.kind))

    def instead(self, state: str, than: str) -> Message:
        """Say which other events are possible in a state, and by whom.

        Args:
            state: The state.
            than: The kind of event that is not.
        """
        found: dict[str, list[tuple[str, ...]]] = {}
        for step in self.chart.steps:
            if state in step.from_:
                found.setdefault(step.event, []).append(step.by)
        for hold in self.chart.holds:
            if state in hold.in_ and hold.opens != than:
                found.setdefault(hold.opens, []).append(())
        if not found:
            return Message("chart.instead.nothing")
        allowed = tuple(self.allowed(kind, several) for kind, several in found.items())
        return Message("chart.instead", allowed=allowed)

    def allowed(self, kind: str, several: Sequence[tuple[str, ...]]) -> Any:
        """Name a kind of event, and who may bring it."""
        if not all(several):  # anybody may
            return self.kind(kind)
        who = self.who(dict.fromkeys(name for by in several for name in by))
        return Message("chart.allowed.by", kind=self.kind(kind), by=who)

    def guard(self, kind: str, guard: Guarded) -> Explanation:
        """Tell a requirement of a step, and what it lacks."""
        requirement, checked = guard.requirement, guard.checked
        arguments = {"name": named(requirement)}
        key = f"chart.guard.{checked.state}"
        if requirement.rule is not None:
            arguments["rule"] = worded(requirement.rule.expression, self.labels(kind))
        parts = told(self.lacking(kind, checked.missing)) if checked.missing else ()
        return Explanation(Message(key, **arguments), parts)

    def ban(self, ban: Barred) -> Message:
        """Tell a ban, and until when it holds."""
        if ban.last == date.max:
            return Message("chart.ban", id=ban.event)
        return Message("chart.ban.until", id=ban.event, last=ban.last)

    def doubt(self, doubt: Doubt, kind: str | None) -> Explanation:
        """Tell what is open about an event, or about what is not reported."""
        lacking = self.lacking(kind, doubt.missing)
        if doubt.event is None or kind is None:
            return Explanation(lacking)
        return Explanation(
            Message("chart.open", kind=self.kind(kind), id=doubt.event), told(lacking)
        )

    def possible(self, one: Possible) -> Explanation:
        """Tell what can happen now, by whom, until when, and what it lacks."""
        kind = self.kind(one.event)
        if one.of is not None:
            message = Message("chart.can.decide", kind=kind, of=one.of)
        elif one.to is not None:
            message = Message("chart.can", kind=kind, to=self.states([one.to]))
        else:
            opens = any(one.event == hold.opens for hold in self.chart.holds)
            message = Message("chart.can.open" if opens else "chart.can.stay", kind=kind)
        return Explanation(message, tuple(self.terms(one)))

    def terms(self, one: Possible) -> Iterator[Explanation]:
        """Tell by whom and until when something can happen, and what it lacks."""
        if one.by:
            yield Explanation(Message("chart.by", by=self.who(one.by)))
        if one.until is not None:
            yield Explanation(Message("chart.until", last=one.until))
        for guard in one.guards:
            yield self.guard(one.event, guard)
        yield from told(*map(self.ban, one.bans))

    def followed(self, each: Followed) -> Message:
        """Tell what follows from a state."""
        state, _, event = each.of.partition("/")
        unit = each.subject or each.place or event
        what = consequence(each.consequence, self.part)
        return Message(
            "chart.follows", unit=unit, state=self.states([state]), on=each.on, what=what
        )

    def part(self, name: str) -> Any:
        """Name a kind of event or a body; anything else is not the chart's own."""
        return self.kind(name) if name in self.chart.events else called(self.chart.bodies, name)


def _there(arguments: dict[str, Any]) -> dict[str, Any]:
    """Leave out what there is not."""
    return {name: value for name, value in arguments.items() if value is not None}
