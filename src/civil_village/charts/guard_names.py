"""What a guard may read (条件可用的名称): the values of its own event, and what came before it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from civil_village.indicators import EventKind, Indicator
from civil_village.labels import Label
from civil_village.rules import Signature

#: Before the name of a kind of event: the days since the last one, and how many there were.
SINCE, EARLIER = "days_since_", "earlier_"

#: No more days than the calendar has, and no more events than there may be rows.
MOST = {SINCE: date.max.toordinal(), EARLIER: 10**6}


def built_in(kinds: Mapping[str, EventKind]) -> dict[str, Indicator]:
    """Describe what came before an event, by the names that guards use.

    Args:
        kinds: The kinds of events of a chart.

    Examples:
        >>> built_in({"review": EventKind(label="测评")})["days_since_review"].label.zh
        '距上一次测评的天数'
    """
    found = {}
    for name, kind in kinds.items():
        zh, en = kind.label.text("zh"), kind.label.text("en")
        told = {
            SINCE: Label(f"距上一次{zh}的天数", f"days since the last {en}"),
            EARLIER: Label(f"此前{zh}的次数", f"number of earlier {en}"),
        }
        for begins, label in told.items():
            made = Indicator(label=label, value="count", maximum=MOST[begins])
            found[begins + name] = made
    return found


def signatures(kinds: Mapping[str, EventKind], kind: str) -> dict[str, Signature]:
    """Describe to the rules what a guard of a kind of event may read.

    Args:
        kinds: The kinds of events of a chart.
        kind: The kind of event that the guard stands before.
    """
    known = {name: each.signature({}) for name, each in built_in(kinds).items()}
    return {**known, **kinds[kind].signatures()}
