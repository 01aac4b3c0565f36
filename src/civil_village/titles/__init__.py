"""Titles (称号): schemes of titles, selections and disputes as documents, and their standing.

What belongs here: the document, its rounds, and what became of each unit by a day. What does
not: how a chart is folded, which `civil_village.charts` knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.titles.findings import title_log_problems as title_log_problems
    from civil_village.titles.rounds import Round as Round
    from civil_village.titles.scheme import TitleScheme as TitleScheme
    from civil_village.titles.standing import TitleStanding as TitleStanding
    from civil_village.titles.states import UnitState as UnitState
    from civil_village.titles.unit_rows import row_indicators as row_indicators
    from civil_village.titles.unit_rows import rows as rows

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)
