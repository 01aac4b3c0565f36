"""What covenants say of events, drawn: answers, what these have in them, and what is entered."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

from hypothesis import strategies as st

import civil_village as cv
from civil_village.covenants import (
    ArticleAnswer,
    ArticleStrictness,
    EventAnswer,
    ExemplaryAnswer,
    Strictness,
    check_event,
    stricter,
)
from civil_village.following import Entries, reconcile
from civil_village.testing.strategies.covenant import EventCase, covenants, event_cases

NOON = datetime(2024, 12, 31, 12, tzinfo=UTC)


def answer_to(case: EventCase, **more: Any) -> EventAnswer:
    """Hold the event of a case against its covenant."""
    asked = {"as_of": case.as_of, "log": case.log, "indexes": case.indexes} | more
    return check_event(case.covenant, asked.pop("event", case.event), **asked)


@cache
def event_answers() -> st.SearchStrategy[EventAnswer]:
    """Draw what a covenant says of an event."""
    return event_cases().map(answer_to)


def article_answers() -> st.SearchStrategy[ArticleAnswer]:
    """Draw what became of an article."""
    some = event_answers().filter(lambda made: made.articles != ())
    return some.flatmap(lambda made: st.sampled_from(made.articles))


def exemplary_answers() -> st.SearchStrategy[ExemplaryAnswer]:
    """Draw whether an event earns what keeping all earns."""
    return event_answers().map(lambda made: made.exemplary).filter(lambda made: made is not None)


@cache
def strictnesses() -> st.SearchStrategy[Strictness]:
    """Draw how strict two covenants are beside each other."""
    return st.builds(stricter, covenants(), covenants())


def article_strictnesses() -> st.SearchStrategy[ArticleStrictness]:
    """Draw how strict an article is beside another."""
    some = strictnesses().filter(lambda made: made.articles != ())
    return some.flatmap(lambda made: st.sampled_from(made.articles))


def entries() -> st.SearchStrategy[Entries]:
    """Draw what is to be entered in a log of what follows."""
    return st.builds(
        lambda made, log: reconcile(
            made.followed, log, of=made.covenant, as_of=made.as_of, recorded=NOON
        ),
        event_answers(),
        st.sampled_from([cv.Ledger(), cv.EventLog()]),
    )
