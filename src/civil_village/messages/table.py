"""The one table of all texts, of which each part of the library has its own (文本总表)."""

from __future__ import annotations

from civil_village.messages.finding_texts import FINDING_TEXTS
from civil_village.messages.order_texts import ORDER_TEXTS
from civil_village.messages.points_texts import POINTS_TEXTS
from civil_village.messages.problem_texts import PROBLEM_TEXTS
from civil_village.messages.reading_texts import READING_TEXTS
from civil_village.messages.result_texts import RESULT_TEXTS
from civil_village.messages.rule_texts import RULE_TEXTS
from civil_village.messages.screen_texts import SCREEN_TEXTS
from civil_village.messages.table_texts import TABLE_TEXTS

#: key → (Chinese, English). The one table of all texts.
TEXTS: dict[str, tuple[str, str]] = {
    **PROBLEM_TEXTS,
    **READING_TEXTS,
    **RULE_TEXTS,
    **RESULT_TEXTS,
    **ORDER_TEXTS,
    **FINDING_TEXTS,
    **SCREEN_TEXTS,
    **TABLE_TEXTS,
    **POINTS_TEXTS,
}
