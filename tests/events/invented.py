"""An invented log of titles: reviews, which need no instant, and decisions about them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import ClassVar

from attrs import field, frozen

from civil_village.events import Happening, Log, as_events, in_form
from civil_village.ids import DocumentId, Id
from civil_village.labels import Label, as_label
from civil_village.mappings import FrozenMapping, as_mapping, as_tuple
from civil_village.written_forms import NAMED, Form


@frozen(kw_only=True, field_transformer=in_form)
class Review(Happening):
    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "review"
    subject: Id
    on: date
    by: Id | None = None
    values: FrozenMapping[str, Decimal] = field(factory=FrozenMapping, converter=as_mapping)


@frozen(kw_only=True, field_transformer=in_form)
class Decision(Happening):
    form: ClassVar[Form] = NAMED
    name: ClassVar[str] = "decision"
    of: Id
    recorded: datetime
    #: By default the day of the review.
    on: date | None = None


@frozen(kw_only=True)
class Titles(Log[Review | Decision]):
    kind: ClassVar[str] = "titles"
    telling: ClassVar[tuple[str, ...]] = ("subject",)

    id: DocumentId = "titles"
    #: What no other log has.
    town: Label | None = field(default=None, converter=as_label)
    events: tuple[Review | Decision, ...] = field(default=(), converter=as_events)
    unsealed: int = 0
    seals: tuple[str, ...] = field(default=(), converter=as_tuple)


NOON = datetime(2024, 5, 4, 12, tzinfo=UTC)
REVIEW = Review(
    id="e7",
    subject="v001",
    on=date(2024, 5, 2),
    recorded=NOON,
    by="county_office",
    values={"score": Decimal("86.5")},
)
DECISION = Decision(id="e8", of="e7", recorded=NOON.replace(day=6))
