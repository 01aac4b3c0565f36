"""Findings on charts (状态图检查): what is declared and never used."""

from __future__ import annotations

from collections.abc import Iterator

from civil_village.charts.chart import Chart
from civil_village.charts.guard_names import EARLIER, SINCE
from civil_village.problems import Problem


def findings(chart: Chart) -> Iterator[Problem]:
    """Give what is worth a look in a whole, valid chart: kinds of events that change nothing.

    Args:
        chart: The chart.

    Examples:
        >>> from civil_village.charts import ChartState
        >>> from civil_village.indicators import EventKind
        >>> chart = Chart(events={"visit": EventKind(label="走访")}, start="none",
        ...     states={"none": ChartState(final=True)})
        >>> [problem.code for problem in findings(chart)]
        ['changes-nothing']
    """
    used = {step.event for step in chart.steps} | {*chart.opens}
    used |= {name for hold in chart.holds for name in (hold.opens, hold.closes)}
    rules = [
        r for step in chart.steps for guard in step.require for r in (guard.rule, guard.applies)
    ]
    rules += (hold.upheld.when for hold in chart.holds if hold.upheld is not None)
    read = {name for rule in rules if rule is not None for name in rule.names}
    for kind in chart.events:
        if kind not in used and read.isdisjoint((SINCE + kind, EARLIER + kind)):
            path = ("events", kind)
            yield Problem(code="changes-nothing", path=path, found=kind, level="finding")
