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
    from civil_village.campaigns.findings import log_problems as log_problems
    from civil_village.campaigns.findings import vacancies as vacancies
    from civil_village.campaigns.findings import vacancies_told as vacancies_told
    from civil_village.campaigns.funds import Fund as Fund
    from civil_village.campaigns.funds import FundDivision as FundDivision
    from civil_village.campaigns.funds import FundState as FundState
    from civil_village.campaigns.phases import GateState as GateState
    from civil_village.campaigns.phases import Phase as Phase
    from civil_village.campaigns.phases import PhaseState as PhaseState
    from civil_village.campaigns.progress import Progress as Progress
    from civil_village.campaigns.states import Status as Status
    from civil_village.campaigns.states import status as status
    from civil_village.campaigns.written import bulletin as bulletin
    from civil_village.campaigns.written import calendar_of as calendar_of
    from civil_village.campaigns.written import ics as ics
    from civil_village.campaigns.written import timeline as timeline
    from civil_village.campaigns.written import undated as undated

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)
