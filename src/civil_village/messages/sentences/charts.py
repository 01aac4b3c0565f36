"""Texts of charts and titles: what is wrong with a chart, what became of a unit, and why."""

from __future__ import annotations

CHART_TEXTS: dict[str, tuple[str, str]] = {
    # What is wrong with a chart.
    "problem.unreachable-state": ("没有步骤通到此状态", "nothing leads to a state"),
    "problem.dead-end": (
        "此状态没有出路，也没有声明为终点",
        "nothing leads out of a state that is not final",
    ),
    "hint.final": ("如为终点，请写 final: true", "if it is an end, write final: true"),
    "problem.final-left": ("终点状态还有出路", "something leads out of a final state"),
    "problem.endless": (
        "这些状态到期后互相接续，永不停止",
        "states follow each other by time alone, in a ring",
    ),
    "hint.endless": (
        "让其中一个状态不再因到期转换",
        "let one of them have no time of its own",
    ),
    "problem.never-tried": ("此步骤永远轮不到", "a step can never be tried"),
    "hint.never-tried": (
        "前面有一个步骤不设条件，已接走同一事项；请把它放到最后",
        "an earlier step without a condition takes the same event; put that one last",
    ),
    "problem.two-uses": ("一类事项有两种用途", "a kind of event has two uses"),
    "hint.two-uses": (
        "步骤、提出与裁定各用一类事项",
        "let steps, what opens and what decides have kinds of their own",
    ),
}
