"""Points by how many requirements are met (按达标项数计分)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from attrs import field
from attrs.converters import optional

from civil_village.curves.curve import ReckonedPoints
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, shown
from civil_village.reckoning import both, counted, denied, either, first, greater, pick
from civil_village.requirements import Requirement
from civil_village.rules import Signature
from civil_village.standards.gradings.grading import (
    ONE,
    CoreCase,
    Grading,
    needs_requirements,
    no_own_points,
)
from civil_village.written_forms import SHARE, Form


@model(kw_only=True)
class Count(Grading, Model):
    """Points by how many requirements are met (按达标项数计分).

    Attributes:
        met: Share of the points for none, one, two … met; the last one goes on.
        short: Share of the points for none, one, two … not met; the last one goes on. With neither,
            points are proportional: met by applicable requirements.

    Examples:
        One of three is not met: 0.66 of 15 points.

        >>> from civil_village.standards import GradedCase
        >>> from civil_village.requirements import Checked, Requirement
        >>> from civil_village.rules import Rule
        >>> met, not_met = Checked(applies=True, holds=True), Checked(applies=True, holds=False)
        >>> asked = Requirement(id="a", rule=Rule("a"))
        >>> checks = [(asked, check) for check in (met, met, not_met)]
        >>> case = GradedCase(full=Fraction(15), requirements=checks)
        >>> Count(short=[1, 0.66, 0.33, 0]).points(case)[0] == Fraction("9.9")
        True
    """

    name: ClassVar[str] = "count"
    version: ClassVar[int] = 1
    form: ClassVar[Form] = Form.word(
        Literal["proportional"], named=True, expects="type.count-grading"
    )
    met: tuple[Decimal, ...] | None = field(
        default=None, converter=optional(as_tuple), metadata=SHARE
    )
    short: tuple[Decimal, ...] | None = field(
        default=None, converter=optional(as_tuple), metadata=SHARE
    )

    def problems(self) -> Iterator[Problem]:
        """Give both directions at once, an empty list, and shares out of range."""
        if self.met is not None and self.short is not None:
            expected = Message("expected.one-key", names=("met", "short"))
            yield Problem(code="not-one-key", found="met, short", expected=expected)
        for name in ("met", "short"):
            shares: tuple[Decimal, ...] | None = getattr(self, name)
            if shares == ():
                yield Problem(code="empty-list", path=(name,))
            for index, share in enumerate(shares or ()):
                if not 0 <= share <= 1:
                    path, expected = (name, index), Message("expected.share")
                    yield Problem(
                        code="out-of-range", path=path, found=shown(share), expected=expected
                    )

    def core(self, case: CoreCase) -> ReckonedPoints:
        """Give the points for every count that is still possible, least and greatest."""
        if self.met is None and self.short is None:
            return self._proportional(case)
        credited = [marks.credited for _, marks in case.requirements]
        fewest = counted(mark.sure for mark in credited)
        most = counted(mark.possible for mark in credited)
        if self.short is not None:
            fewest, most = len(credited) - most, len(credited) - fewest
        # A table of steps, of which each begins one requirement after the one before.
        shares = [Fraction(share) for share in self.met or self.short or ()]
        table = [(place, share) for place, share in enumerate(shares) if place <= len(credited)]
        rising = sorted(table, key=lambda one: one[1])
        last = table[-1][0]
        cases = [
            (both(most >= place, place == last or fewest < place + 1), case.full * share)
            for place, share in rising
        ]
        return first(cases[:-1], cases[-1][1]), first(cases[:0:-1], cases[0][1])

    def _proportional(self, case: CoreCase) -> ReckonedPoints:
        """Average the applicable requirements; those that may be exempt just where it matters."""
        every = [marks for _, marks in case.requirements]
        met = counted(m.met.sure for m in every)
        # What may be exempt pulls the mean down unless it is met, and up unless it is not.
        asked = counted(
            either(m.applies.sure, both(m.applies.possible, denied(m.holds.sure))) for m in every
        )
        least = pick(asked >= 1, case.full * met / greater(ONE, asked), case.full)
        met = counted(m.met.possible for m in every)
        asked = counted(either(m.applies.sure, m.met.possible) for m in every)
        # Where every one of them may turn out exempt, full points are possible.
        some = either(*(m.applies.sure for m in every))
        return least, pick(some, case.full * met / greater(ONE, asked), case.full)

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:  # noqa: ARG002 - protocol
        """Give a criterion without requirements, and requirements with points."""
        yield from needs_requirements(requirements)
        yield from no_own_points(requirements)

    def told(self) -> Message:
        """Say the direction and its shares."""
        if self.met is not None:
            return Message("grading.count.met", shares=self.met)
        if self.short is not None:
            return Message("grading.count.short", shares=self.short)
        return Message("grading.count.proportional")

    def endless(self, count: int, numbers: Sequence[Signature]) -> bool:  # noqa: ARG002 - the door for all
        """Tell whether a share of so many, or of fewer where some are exempt, may not end."""
        return self.met is None and self.short is None and count > 2  # noqa: PLR2004 - thirds never end
