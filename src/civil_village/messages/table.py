"""The one table of all texts, of which each part of the library has its own (文本总表)."""

from __future__ import annotations

from civil_village.messages.sentences.campaigns import CAMPAIGN_TEXTS
from civil_village.messages.sentences.consequences import CONSEQUENCE_TEXTS
from civil_village.messages.sentences.covenants import COVENANT_TEXTS
from civil_village.messages.sentences.findings import FINDING_TEXTS
from civil_village.messages.sentences.orders import ORDER_TEXTS
from civil_village.messages.sentences.origins import ORIGIN_TEXTS
from civil_village.messages.sentences.points import POINTS_TEXTS
from civil_village.messages.sentences.problems import PROBLEM_TEXTS
from civil_village.messages.sentences.procedures import PROCEDURE_TEXTS
from civil_village.messages.sentences.profiles import PROFILE_TEXTS
from civil_village.messages.sentences.reading import READING_TEXTS
from civil_village.messages.sentences.results import RESULT_TEXTS
from civil_village.messages.sentences.rules import RULE_TEXTS
from civil_village.messages.sentences.screen import SCREEN_TEXTS
from civil_village.messages.sentences.tables import TABLE_TEXTS

#: key → (Chinese, English). The one table of all texts.
TEXTS: dict[str, tuple[str, str]] = {
    **PROBLEM_TEXTS,
    **READING_TEXTS,
    **RULE_TEXTS,
    **RESULT_TEXTS,
    **ORDER_TEXTS,
    **ORIGIN_TEXTS,
    **FINDING_TEXTS,
    **SCREEN_TEXTS,
    **TABLE_TEXTS,
    **POINTS_TEXTS,
    **CAMPAIGN_TEXTS,
    **PROCEDURE_TEXTS,
    **CONSEQUENCE_TEXTS,
    **PROFILE_TEXTS,
    **COVENANT_TEXTS,
}
