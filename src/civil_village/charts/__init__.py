"""Charts (状态图): states, steps, what holds a state, and the fold of a log over them.

What belongs here: what has one instance of a life for each unit or opening event, and the state
that its events lead to. What does not: rounds, places and quotas, and documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.charts.chart import Chart as Chart
    from civil_village.charts.courses import Barred as Barred
    from civil_village.charts.courses import Doubt as Doubt
    from civil_village.charts.courses import Refusal as Refusal
    from civil_village.charts.courses import Stay as Stay
    from civil_village.charts.guards import Guarded as Guarded
    from civil_village.charts.holds import Hold as Hold
    from civil_village.charts.holds import Upheld as Upheld
    from civil_village.charts.mermaid import drawing as drawing
    from civil_village.charts.possible import Possible as Possible
    from civil_village.charts.states import ChartState as ChartState
    from civil_village.charts.steps import ChartStep as ChartStep

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)
