"""Consequences (后果), the closed list: what a strike, a breach, a period or a failure brings.

The list is closed. Whatever speaks of consequences takes its words from here and names
those that it can bring; a document says one by its key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from attrs import field

from civil_village import checks, public
from civil_village.calendar import Leap, Period, Span, Window
from civil_village.curves.curve import BandLowered
from civil_village.exact_numbers import as_exact
from civil_village.ids import DocumentId, Id, id_problems
from civil_village.labels import Label, as_label
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, Shown, model
from civil_village.problems import Problem

#: What can be stopped: redeeming, being ranked, and benefits.
Stopped = Literal["redeem", "rank", "benefits"]

_ONE = timedelta(days=1)


@model(kw_only=True)
class ItemPosted(Shown):
    """An item is posted (记分), on the day after the period; it lasts as its entries do.

    Attributes:
        post: Id of the item, which has fixed points.

    Examples:
        >>> ItemPosted(post="district_bonus").post
        'district_bonus'
    """

    post: Id


@model(kw_only=True)
class BenefitGranted(Shown):
    """A benefit is granted (礼遇): by points for the next period, by a covenant for the event.

    Attributes:
        benefit: Id of the benefit.
        label: Name for people, where the benefit is declared nowhere else.
        worth: What it is worth, in yuan; ``None`` where the source does not say.

    Examples:
        >>> BenefitGranted(benefit="checkup", worth=200).worth
        Decimal('200')
    """

    benefit: Id
    label: Label | None = field(default=None, converter=as_label)
    worth: Decimal | None = field(default=None, converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give a worth below nought."""
        yield from checks.at_least(self.worth, 0, "worth")


@model(kw_only=True)
class Ban(Model):
    """Something that a subject loses for a time (取消资格).

    It holds for a span, to the end of a period, or until something happens.

    Attributes:
        stops: What is lost: ``redeem``, ``rank``, ``benefits``.
        titles: Ids of the title schemes whose steps in are refused (不得参评); what is held stays.
        valid_for: From the day up to the day before the anniversary; one of three.
        through: To the end of the period in which the day lies (0), or of the n-th after it.
        per: The periods that ``through`` counts.
        until: The kind of event with which it ends, such as a recorded release.

    Examples:
        The right to redeem, for the rest of this year and all of the next:

        >>> ban = Ban(stops=["redeem"], through=1, per=Period(unit="year"))
        >>> str(ban.days(date(2024, 3, 1), leap="28_february").last)
        '2025-12-31'

        Not in the selection of star households, for a year:

        >>> Ban(titles=["demo.star_household"], valid_for=Span(1, "year")).titles
        ('demo.star_household',)
    """

    stops: tuple[Stopped, ...] = field(default=(), converter=as_tuple)
    titles: tuple[DocumentId, ...] = field(default=(), converter=as_tuple)
    valid_for: Span | None = None
    through: int | None = None
    per: Period | None = None
    until: Id | None = None

    def problems(self) -> Iterator[Problem]:
        """Give one that stops nothing, no end or two, and periods that do not come again."""
        if not self.stops and not self.titles:
            yield from checks.not_empty(self.stops, "stops")
        for index, name in enumerate(self.titles):
            yield from id_problems(name, "titles", index, document=True)
        yield from checks.one_key(self, "valid_for", "through", "until")
        if (self.through is None) != (self.per is None):
            name = "per" if self.per is None else "through"
            yield Problem(code="missing-key", path=(name,))
        if self.per is not None:
            yield from (p.inside("per") for p in self.per.only())
        yield from checks.between(self.through, 0, 100, "through")

    def days(self, first: date, *, leap: Leap) -> Window:
        """Give the days for which it holds; the last of all where it ends ``until`` an event.

        Args:
            first: The day on which it begins.
            leap: When what began on 29 February lapses.
        """
        if self.valid_for is not None:
            return Window(first, self.valid_for.anniversary(first, leap=leap) - _ONE)
        if self.until is not None:
            return Window(first, date.max)
        assert self.per is not None and self.through is not None  # noqa: PT018 - told above
        last = self.per.around(first).last
        for _ in range(self.through):
            last = last if last == date.max else self.per.around(last + _ONE).last
        return Window(first, last)


@model(kw_only=True)
class Banned(Shown):
    """A ban falls on a subject (取消资格), for as long as the ban says.

    Attributes:
        ban: What falls on the subject, and for how long.

    Examples:
        >>> Banned(ban=Ban(stops=["rank"], valid_for=Span(1, "year"))).ban.stops
        ('rank',)
    """

    ban: Ban


@model(kw_only=True)
class DutyCalled(Shown):
    """Another duty is called for (追加任务): an account to be given, a plan to put things right.

    Attributes:
        duty: Id of the duty, which has a time limit of its own.

    Examples:
        >>> DutyCalled(duty="account").duty
        'account'
    """

    duty: Id


@model(kw_only=True)
class Publicised(Model):
    """It is made public (通报、曝光).

    Attributes:
        publicity: In what way: a word or a sentence for people.

    Examples:
        >>> Publicised(publicity="曝光").publicity.zh
        '曝光'
    """

    publicity: Label = field(converter=as_label)


@model(kw_only=True)
class StepTaken(Shown):
    """A step of a title's chart is taken (启动程序): a title is withdrawn, a review begins.

    Attributes:
        step: The kind of event that takes it.
        scheme: Id of the title scheme; ``None`` for that which says so.

    Examples:
        >>> StepTaken(step="withdrawal", scheme="county.civilised_village").step
        'withdrawal'
    """

    step: Id
    scheme: DocumentId | None = None


@model(kw_only=True)
class MembershipEnded(Shown):
    """A membership ends (终止职务、退出): of a post, a team, a list.

    Attributes:
        ends: The body, or the post of one: ``committee.head``.

    Examples:
        >>> MembershipEnded(ends="committee.head").ends
        'committee.head'
    """

    ends: str


#: What may follow where something is failed, broken, or reached on a day.
Following = (
    DutyCalled | Publicised | ItemPosted | Banned | BenefitGranted | StepTaken | MembershipEnded
)

#: All that can follow; each place that says ``then``, or the like, takes some of them.
Consequence = BandLowered | Following


@model(kw_only=True)
class Followed(Shown):
    """What follows from something on a day (后续处理), and for whom.

    It is an answer, of a covenant, a chart or a duty, until whoever keeps the log of its receiver
    enters it there; see `civil_village.following`.

    Attributes:
        of: What speaks, and of which event or period: ``tables/w17`` for an article of a covenant
            and the event that breaks it, ``rectify/e5`` for a duty that an event called for.
        place: Its place; ``None`` where it has none.
        subject: An opaque id of whom it is about; ``None`` where it is about its place.
        on: The day from which it follows.
        to: The last day of a ban; ``None`` where it is no ban, or has no end yet.
        consequence: What follows.

    Examples:
        >>> called = DutyCalled(duty="account")
        >>> Followed(of="rectify/e5", on=date(2024, 3, 2), consequence=called).of
        'rectify/e5'
    """

    of: str
    place: str | None = None
    subject: str | None = None
    on: date
    to: date | None = None
    consequence: Consequence

    @property
    def who(self) -> str | None:
        """Whom it is about: its subject, else its place."""
        return self.subject or self.place


def told(one: Consequence, called: Callable[[str], Any] = str) -> Message:
    """Say a consequence (后果的文字).

    Args:
        one: What follows.
        called: What people call the duty, item, benefit, title or body of an id; by default its
            id.

    Examples:
        >>> told(DutyCalled(duty="account")).text("en")
        'the duty "account"'
        >>> told(Banned(ban=Ban(stops=["rank"], valid_for=Span(1, "year")))).text("en")
        'barred from being ranked for 1 year'
    """
    match one:
        case BandLowered(band=band):
            return Message("follows.band", name=called(band))
        case ItemPosted(post=post):
            return Message("follows.post", name=called(post))
        case BenefitGranted(benefit=benefit, label=label, worth=worth):
            name = called(benefit) if label is None else label
            key = "follows.benefit" if worth is None else "follows.benefit-worth"
            return Message(key, name=name, **({} if worth is None else {"worth": worth}))
        case Banned(ban=ban):
            stopped = [Message(f"follows.stops.{stop}") for stop in ban.stops]
            stopped += [Message("follows.stops.title", name=called(name)) for name in ban.titles]
            return Message("follows.ban", what=tuple(stopped), time=_time(ban))
        case DutyCalled(duty=duty):
            return Message("follows.duty", name=called(duty))
        case Publicised(publicity=publicity):
            return Message("follows.publicity", name=publicity)
        case StepTaken(step=step):
            return Message("follows.step", name=called(step))
        case MembershipEnded(ends=ends):
            return Message("follows.ends", name=called(ends))


def _time(ban: Ban) -> Message:
    """Say how long a ban holds."""
    if ban.valid_for is not None:
        return Message("follows.ban.for", span=ban.valid_for)
    if ban.until is not None:
        return Message("follows.ban.until", kind=ban.until)
    unit = ban.per.unit if ban.per else None
    return Message(f"follows.ban.through-{unit}", number=ban.through)


public.tell(__name__)
