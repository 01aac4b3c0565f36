"""The ledger (积分台账): a log of events from which points are derived."""

from __future__ import annotations

from typing import ClassVar

from attrs import field

from civil_village.events import Log, as_events
from civil_village.ids import DocumentId
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import as_tuple
from civil_village.models import model
from civil_village.points.ledger.entries import LedgerEvent
from civil_village.written_forms import ONE_OR_MANY


@model(kw_only=True)
class Ledger(Log[LedgerEvent]):
    """A book of events that only grows (积分台账); it holds no balance and no name.

    Attributes:
        id: Id of the document.
        edition: Edition, as the source numbers it; ``None`` where there is none.
        label: Name for people; ``None`` where nobody gave one.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        events: In the order of their arrival, which changes no result.
        unsealed: So many events at the beginning have no seal.
        seals: Seals of the events after those, each over the one before it.

    Examples:
        >>> from datetime import date, datetime, timezone
        >>> from civil_village.points.ledger.entries import Claim
        >>> noon = datetime(2024, 3, 1, 12, tzinfo=timezone.utc)
        >>> claim = Claim(id="c1", item="training", who="h017", on=date(2024, 3, 1), recorded=noon)
        >>> log = Ledger().add(claim)
        >>> len(log.events), log.add(claim) == log
        (1, True)
    """

    kind: ClassVar[str] = "ledger"
    telling: ClassVar[tuple[str, ...]] = ("who", "charged", "proof", "act")

    id: DocumentId = "ledger"
    edition: str | None = None
    label: Label | None = field(default=None, converter=as_label)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    events: tuple[LedgerEvent, ...] = field(default=(), converter=as_events)
    unsealed: int = 0
    seals: tuple[str, ...] = field(default=(), converter=as_tuple)
