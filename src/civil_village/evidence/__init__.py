"""Evidence (佐证): what is reported beside plain values, and how several words become one.

What belongs here: events, words of assessors, exemptions, surveys, draws by lot. What does
not: values of indicators, and what is made of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.evidence.assessing import Method as Method
    from civil_village.evidence.assessing import Observed as Observed
    from civil_village.evidence.event_log import EventLog as EventLog
    from civil_village.evidence.reported import Event as Event
    from civil_village.evidence.reported import Exemption as Exemption
    from civil_village.evidence.reported import Observation as Observation
    from civil_village.evidence.sampling import Draw as Draw
    from civil_village.evidence.sampling import SamplingPlan as SamplingPlan
    from civil_village.evidence.sampling import Stratum as Stratum
    from civil_village.evidence.sampling import draw as draw
    from civil_village.evidence.surveys import Survey as Survey

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)
