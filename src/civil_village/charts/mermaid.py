"""A chart as a picture (状态图的图示), in the language of Mermaid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from civil_village.charts.chart import Chart
from civil_village.charts.in_words import ChartWords
from civil_village.messages import Lang, Message, written
from civil_village.rules.wording import worded


def drawing(chart: Chart, lang: Lang = "zh") -> str:
    """Draw a chart for Mermaid (画状态图): states, steps with who and what they ask, times, holds.

    Args:
        chart: The chart.
        lang: The language.

    Examples:
        >>> from civil_village.charts import ChartState, ChartStep
        >>> from civil_village.indicators import EventKind
        >>> chart = Chart(
        ...     events={"award": EventKind(label="命名")}, start="none",
        ...     states={"none": ChartState(), "held": ChartState(label="持有", final=True)},
        ...     steps=[ChartStep(event="award", from_=["none"], to="held")],
        ... )
        >>> print(drawing(chart))
        stateDiagram-v2
            state "none" as none_
            state "持有" as held_
            [*] --> none_
            none_ --> held_ : 命名
            held_ --> [*]
    """
    return "\n".join(["stateDiagram-v2", *(f"    {line}" for line in _lines(chart, lang))])


def _lines(chart: Chart, lang: Lang) -> Iterator[str]:
    words = ChartWords(chart)

    def plain(value: Any) -> str:
        return _plain(written(value, lang))

    # No state is called like a word of Mermaid's own, such as `end`.
    for name in chart.states:
        yield f'state "{plain(words.states([name]))}" as {name}_'
    yield f"[*] --> {chart.start}_"
    for step in chart.steps:
        told: list[Any] = [words.kind(step.event)]
        if step.by:
            told[0] = Message("chart.allowed.by", kind=told[0], by=words.who(step.by))
        labels = words.labels(step.event)
        told += (worded(r.rule.expression, labels) for r in step.require if r.rule is not None)
        text = plain(Message("chart.drawn", parts=tuple(told)))
        yield from (f"{name}_ --> {step.to or name}_ : {text}" for name in step.from_)
    for hold in chart.holds:
        if hold.upheld is not None:
            rule = worded(hold.upheld.when.expression, words.labels(hold.closes))
            text = plain(Message("chart.drawn", parts=(words.kind(hold.closes), rule)))
            yield from (f"{name}_ --> {hold.upheld.to}_ : {text}" for name in hold.in_)
        for name in hold.in_:
            yield f"note right of {name}_ : {plain(words.kind(hold.opens))}"
    for name, state in chart.states.items():
        if state.next is not None:
            span = state.lasts if state.lasts is not None else state.due
            text = plain(Message("chart.drawn.over", span=span))
            yield f"{name}_ --> {state.next}_ : {text}"
        if state.final:
            yield f"{name}_ --> [*]"


def _plain(text: str) -> str:
    """Replace what would end a text in Mermaid's language."""
    return text.replace(":", "：").replace(";", "；").replace('"', "'").replace("#", "＃")
