"""Findings on title schemes (称号办法检查): what is declared and never used, by chart or rounds."""

from __future__ import annotations

from collections.abc import Iterator

from civil_village.charts.findings import findings as chart_findings
from civil_village.problems import Problem
from civil_village.titles.scheme import TitleScheme


def findings(scheme: TitleScheme) -> Iterator[Problem]:
    """Give what is worth a look in a whole, valid scheme: kinds of events that nothing asks for.

    Args:
        scheme: The scheme.

    Examples:
        >>> from civil_village.charts import State
        >>> from civil_village.indicators import EventKind
        >>> scheme = TitleScheme(id="demo.title", events={"visit": EventKind(label="走访")},
        ...     start="none", states={"none": State(final=True)})
        >>> [problem.found for problem in findings(scheme)]
        ['visit']
    """
    used = {kind for each in scheme.placements for kind in (each.event, *each.kinds)}
    used |= {chain.result for chain in scheme.chains}
    for problem in chart_findings(scheme):
        if problem.found not in used:
            yield problem
