"""Campaigns (创建活动): phases, places, bodies, duties, batches, funds of a plan; their state.

What belongs here: the plan as a document, what became of it on a day, what is found wrong
with it. What does not: single duties, organizations, and how facts are derived.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.campaigns.batches import Batch as Batch
    from civil_village.campaigns.batches import Coverage as Coverage
    from civil_village.campaigns.campaign import Campaign as Campaign
    from civil_village.campaigns.funds import Fund as Fund
    from civil_village.campaigns.funds import FundDivision as FundDivision
    from civil_village.campaigns.funds import FundState as FundState
    from civil_village.campaigns.phases import Phase as Phase
    from civil_village.campaigns.phases import PhaseState as PhaseState
    from civil_village.campaigns.status import Status as Status
    from civil_village.campaigns.status import status as status

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)
