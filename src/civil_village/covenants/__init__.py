"""Covenants (村规民约): what a village has agreed on for weddings, funerals and daily life.

What belongs here: the covenant as a document, an event held against it, and whether one
covenant is at least as strict as another. What does not: how what follows reaches other logs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from civil_village.public import lazily

if TYPE_CHECKING:
    from civil_village.covenants.answers import ArticleAnswer as ArticleAnswer
    from civil_village.covenants.answers import ExemplaryAnswer as ExemplaryAnswer
    from civil_village.covenants.articles import Article as Article
    from civil_village.covenants.articles import PriorReport as PriorReport
    from civil_village.covenants.checking import check_event as check_event
    from civil_village.covenants.checking import check_events as check_events
    from civil_village.covenants.covenant import Covenant as Covenant
    from civil_village.covenants.covenant import Decided as Decided
    from civil_village.covenants.covenant import Exemplary as Exemplary
    from civil_village.covenants.event_answer import EventAnswer as EventAnswer
    from civil_village.covenants.strictness import ArticleStrictness as ArticleStrictness
    from civil_village.covenants.strictness import Strictness as Strictness
    from civil_village.covenants.strictness import stricter as stricter

if not TYPE_CHECKING:
    __getattr__, __dir__, __all__ = lazily(__name__)
