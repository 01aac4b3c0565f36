"""Full points less what each fault costs (逐项扣分，扣完为止)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from attrs import field

from civil_village import checks
from civil_village.assumptions import NONE_ASSUMED, Assumed, as_assumed
from civil_village.curves.curve import (
    Brackets,
    Linear,
    PerUnit,
    Points,
    ReckonedPoints,
    Steps,
    UnitsCounted,
)
from civil_village.curves.in_words import Measure, bare, curve_told, lost, piece_told
from civil_village.exact_numbers import as_exact
from civil_village.ids import Id, id_problems
from civil_village.labels import Label, Source, as_label, name_text
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Path, Problem
from civil_village.reckoning import Reckoned, exactly, greater, lesser, pick, total
from civil_village.requirements import Requirement
from civil_village.rules import Missing, Rule, Signature, Value
from civil_village.standards.gradings.curved import is_endless
from civil_village.standards.gradings.grading import (
    ZERO,
    CoreCase,
    CoreValue,
    Grading,
    floor_problems,
    no_requirements,
)
from civil_village.written_forms import ONE_OR_MANY, SHARE, Form, is_list


@model(kw_only=True)
class Fault(Model):
    """What costs points of a criterion (扣分情形): once, each time, or by a curve.

    Attributes:
        id: Id of the fault, the last step of its path.
        label: Name for people; ``None`` where nobody gave one.
        when: It costs ``lose`` once while this is true; this or ``of``.
        of: The number by which it costs: of cases, days, a share.
        lose: Points lost: once, or for each.
        each: Size of one.
        free: So many of the number are free of loss.
        target: What the number falls short of is counted, instead of the number.
        count: Which ones count: ``whole`` (full ones only), ``started``, or ``continuous``.
        by: The curve that gives the points lost at the number; this or ``lose``.
        most: Most points that it can cost; ``None`` for no limit of its own.
        source: Where it comes from (出处): documents and clauses; empty where nothing says.
        assumed: Fields that the source does not give; to name them changes no number.
        number: What it costs by: the rule ``of``, or ``when`` counted as 1 or 0.

    Examples:
        Half a point for each of three spots.

        >>> litter = Fault(id="litter", of=Rule("spots"), lose=0.5)
        >>> litter.costs(Fraction(3), full=Fraction(8))[0]
        Fraction(3, 2)
    """

    id: Id
    label: Label | None = field(default=None, converter=as_label)
    when: Rule | None = None
    of: Rule | None = None
    lose: Decimal | None = field(default=None, converter=as_exact)
    each: Decimal = field(default=Decimal(1), converter=as_exact, metadata=SHARE)
    free: Decimal = field(default=Decimal(0), converter=as_exact, metadata=SHARE)
    target: Decimal | None = field(default=None, converter=as_exact, metadata=SHARE)
    count: UnitsCounted = "whole"
    by: Steps | Linear | PerUnit | Brackets | None = None
    most: Decimal | None = field(default=None, converter=as_exact)
    source: tuple[Source, ...] = field(default=(), converter=as_tuple, metadata=ONE_OR_MANY)
    assumed: Assumed = field(default=NONE_ASSUMED, converter=as_assumed)
    number: Rule = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        rule = self.of if self.when is None else self.when.as_number()
        object.__setattr__(self, "number", rule)

    def problems(self) -> Iterator[Problem]:
        """Give sizes out of range, and keys that do not go together."""
        yield from id_problems(self.id, "id")
        yield from checks.one_key(self, "when", "of")
        yield from checks.one_key(self, "lose", "by")
        yield from (checks.only_with(key, owner) for key, owner in self._stray())
        for name in ("lose", "each", "most"):
            yield from checks.above(getattr(self, name), 0, name)
        yield from checks.at_least(self.free, 0, "free")
        yield from self.assumed.problems_in(Fault)

    def _stray(self) -> Iterator[tuple[str, str]]:
        """Give keys that have no effect, each with the key that it goes with."""
        given = {
            "each": self.each != 1,
            "free": self.free != 0,
            "target": self.target is not None,
            "count": self.count != "whole",
            "most": self.most is not None,
        }
        for key in (key for key, there in given.items() if there):
            if self.of is None:
                yield key, "of"
            elif self.by is not None and key != "most":
                yield key, "lose"
            elif key == "free" and self.target is not None:
                yield key, "of, without target"

    text = name_text

    @property
    def curve(self) -> Steps | Linear | PerUnit | Brackets:
        """The points lost at the number, or at what it falls short of the target."""
        if self.by is not None:
            return self.by
        assert self.lose is not None  # it has one of the two
        return PerUnit(each=self.each, give=self.lose, start=self.free, count=self.count)

    def counted(self, number: Reckoned) -> Reckoned:
        """Give what is counted of a number: itself, or what it falls short of the target."""
        return number if self.target is None else Fraction(self.target) - number

    def costs(self, value: Value, *, full: Fraction) -> Points:
        """Give the least and greatest points that it costs, before the floor stops it.

        Args:
            value: Its number; 1 or 0 for a condition.
            full: Full points of the criterion, the most that what has no value may cost.
        """
        low, high = self.reckoned(CoreValue.of(value), full)
        return exactly(low), exactly(high)

    def reckoned(self, value: CoreValue, full: Fraction) -> ReckonedPoints:
        """Give the same of a number that may be a part of a rule."""
        start = end = self.counted(value.least)
        if value.greatest is not value.least:
            end = self.counted(value.greatest)
        if self.target is not None:  # what is greater falls short by less
            start, end = end, start
        low, high = self.curve.reckoned_over(start, end)
        most = full if self.most is None else Fraction(self.most)
        if self.most is not None:
            low, high = lesser(low, most), lesser(high, most)
        # Of what may have no value at all nothing is decided.
        low, high = (greater(ZERO, one) for one in (low, high))
        return pick(value.sure, low, ZERO), pick(value.sure, high, most)

    def applied(self, number: Fraction, measure: Measure = bare) -> Message:
        """Say what of it applied to a number."""
        counted = exactly(self.counted(number))
        return piece_told(self.curve, counted, takes=True, measure=measure)

    def told(self, measure: Measure = bare) -> Message:
        """Say what it costs.

        Args:
            measure: How its number is written.
        """
        if self.when is not None:
            assert self.lose is not None  # nothing else goes with a condition
            return lost(self.lose)
        told = curve_told(self.curve, takes=True, measure=measure)
        parts = [told]
        if self.target is not None:
            parts.append(Message("fault.target", target=measure(Fraction(self.target))))
        if self.most is not None:
            parts.append(Message("curve.most", limit=lost(self.most)))
        return told if len(parts) == 1 else Message("curve.parts", parts=tuple(parts))


@model(kw_only=True)
class Less(Grading, Model):
    """Full points less what each fault costs, down to a floor (逐项扣分，扣完为止).

    Attributes:
        faults: What costs points, in the order in which it is told.
        floor: Least points.

    Examples:
        Three spots cost 1.5 points, and a notice that is not posted 2, of 8.

        >>> litter = Fault(id="litter", of=Rule("spots"), lose=0.5)
        >>> notice = Fault(id="notice", when=Rule("!posted"), lose=2)
        >>> from civil_village.standards import GradedCase
        >>> grading = Less(faults=[litter, notice])
        >>> case = GradedCase(full=Fraction(8), requirements=(), values=[Fraction(3), Fraction(1)])
        >>> grading.points(case)[0]
        Fraction(9, 2)
    """

    name: ClassVar[str] = "less"
    version: ClassVar[int] = 1
    form: ClassVar[Form] = Form.short(
        "faults", kind=tuple[Fault, ...], fits=is_list, named=True, expects="type.less-grading"
    )
    #: The fields of the parts inside it, in the order of the walk.
    inside: ClassVar[tuple[str, ...]] = ("faults",)
    faults: tuple[Fault, ...] = field(converter=as_tuple)
    floor: Decimal = field(default=Decimal(0), converter=as_exact)

    def problems(self) -> Iterator[Problem]:
        """Give a grading without faults, and double ids."""
        yield from checks.not_empty(self.faults, "faults")
        yield from checks.unique_ids([fault.id for fault in self.faults], "faults")

    @property
    def measures(self) -> Mapping[Path, Rule]:
        """The number of each fault."""
        return {
            ("faults", index, "of" if fault.when is None else "when"): fault.number
            for index, fault in enumerate(self.faults)
        }

    def core(self, case: CoreCase) -> ReckonedPoints:
        """Give what is left when all faults have cost their most, and their least."""
        pairs = zip(self.faults, case.values, strict=True)
        costs = [fault.reckoned(value, case.full) for fault, value in pairs]
        least, greatest = (total(cost[end] for cost in costs) for end in (0, 1))
        floor = Fraction(self.floor)
        return greater(floor, case.full - greatest), greater(floor, case.full - least)

    def missing(self, full: Fraction, values: Sequence[Value]) -> Iterator[Missing]:
        """Give what is missing of the faults whose cost is open."""
        for fault, value in zip(self.faults, values, strict=True):
            least, greatest = fault.costs(value, full=full)
            if least != greatest:
                yield from super().missing(full, [value])

    def problems_in(self, full: Decimal, requirements: Sequence[Requirement]) -> Iterator[Problem]:
        """Give requirements, and a floor above the criterion's points."""
        yield from no_requirements(requirements)
        yield from floor_problems(self.name, self.floor, full)

    def endless(self, count: int, numbers: Sequence[Signature]) -> bool:  # noqa: ARG002 - the door for all
        """Tell whether a fault costs parts of what it counts that may have no last digit."""
        known: list[Sequence[Signature]] = [(number,) for number in numbers]
        if len(known) < len(self.faults):  # some of them make no sense
            known = [()] * len(self.faults)
        return any(
            is_endless(f.curve, number) for f, number in zip(self.faults, known, strict=True)
        )

    def told(self) -> Message:
        """Say that faults cost points, and where that ends."""
        return Message("grading.less", floor=self.floor)
