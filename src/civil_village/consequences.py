"""Consequences (后果), the closed list: what a strike, a judgment, a period or a failure brings.

The list is closed. Whatever speaks of consequences takes its words from here and names
those that it can bring; a document says one by its key.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from attrs import field

from civil_village import checks, public
from civil_village.calendar import Leap, Period, Span, Window
from civil_village.curves.curve import BandLowered
from civil_village.ids import Id
from civil_village.labels import Label, as_label
from civil_village.mappings import as_tuple
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
    """A benefit is granted (礼遇), for the next period.

    Attributes:
        benefit: Id of the benefit.

    Examples:
        >>> BenefitGranted(benefit="first_choice").benefit
        'first_choice'
    """

    benefit: Id


@model(kw_only=True)
class Ban(Model):
    """Something that a subject loses for a time (取消资格): for a span, or to the end of a period.

    Attributes:
        stops: What is lost: ``redeem``, ``rank``, ``benefits``.
        valid_for: From the day up to the day before the anniversary; this or ``through``.
        through: To the end of the period in which the day lies (0), or of the n-th after it.
        per: The periods that ``through`` counts.

    Examples:
        The right to redeem, for the rest of this year and all of the next:

        >>> ban = Ban(stops=["redeem"], through=1, per=Period(unit="year"))
        >>> str(ban.days(date(2024, 3, 1), leap="28_february").last)
        '2025-12-31'
    """

    stops: tuple[Stopped, ...] = field(converter=as_tuple)
    valid_for: Span | None = None
    through: int | None = None
    per: Period | None = None

    def problems(self) -> Iterator[Problem]:
        """Give no end or two, and periods that do not come again."""
        yield from checks.not_empty(self.stops, "stops")
        yield from checks.one_key(self, "valid_for", "through")
        if (self.through is None) != (self.per is None):
            name = "per" if self.per is None else "through"
            yield Problem(code="missing-key", path=(name,))
        if self.per is not None:
            yield from (p.inside("per") for p in self.per.only())
        yield from checks.between(self.through, 0, 100, "through")

    def days(self, first: date, *, leap: Leap) -> Window:
        """Give the days for which it holds.

        Args:
            first: The day on which it begins.
            leap: When what began on 29 February lapses.
        """
        if self.valid_for is not None:
            return Window(first, self.valid_for.anniversary(first, leap=leap) - _ONE)
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


#: All that can follow; each place that says ``then``, or the like, takes some of them.
Consequence = BandLowered | ItemPosted | BenefitGranted | Banned | DutyCalled | Publicised

public.tell(__name__)
