"""Selection (遴选): the choice worked out, who gets a place of a quota, surely or possibly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, field

from civil_village.canonical import lot
from civil_village.explanation import Explanation, told, tree_html, tree_text
from civil_village.labels import Label, as_label, named
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.problems import Problem
from civil_village.rankings.order import Contender, Keys, Order
from civil_village.rankings.quotas import End, PartBy, Quota, TakeNone
from civil_village.rankings.units import Contest, Unit


@model(kw_only=True)
class Selection(Shown):
    """Who gets a place of a quota (遴选结果). Made by `civil_village.select`.

    Attributes:
        quota: Id of the quota.
        label: Name for people; ``None`` where nobody gave one.
        end: The end from which it chooses: ``top`` or ``bottom``.
        chosen: Ids of those that are chosen whatever the missing facts are, the first first.
        possible: Ids of those that missing facts may still bring in, or keep out.
        tied: Ids of those that are tied across the cut and not chosen.
        reasons: Why each unit is chosen or not, by its id.
        notes: Of each stratum how many are chosen, too many, or too few.

    Examples:
        >>> told = Message("quota.filled", seats=1, chosen=1)
        >>> made = Selection(quota="best", end="top", chosen=["v1"], notes=[told])
        >>> print(made.text("en"))
        best
          chosen: v1
          1 of 1 chosen
    """

    quota: str
    label: Label | None = field(default=None, converter=as_label)
    end: End
    chosen: tuple[str, ...] = field(default=(), converter=as_tuple)
    possible: tuple[str, ...] = field(default=(), converter=as_tuple)
    tied: tuple[str, ...] = field(default=(), converter=as_tuple)
    reasons: FrozenMapping[str, Message] = field(default=EMPTY, converter=as_mapping)
    notes: tuple[Message, ...] = field(default=(), converter=as_tuple)

    def explain(self) -> Explanation:
        """Tell who is chosen, who may be and who is tied, with the notes, as a tree."""
        lists = {"chosen": self.chosen, "possible": self.possible, "tied": self.tied}
        lines = [Message(f"quota.line.{key}", ids=ids) for key, ids in lists.items() if ids]
        head = Message("quota.line.name", name=named(self, self.quota))
        return Explanation(head, told(*lines, *self.notes))

    text = tree_text
    _repr_html_ = tree_html


def choose(units: Iterable[Unit], quota: Quota) -> Selection:
    """Choose the units that a quota has places for.

    Args:
        units: The units; keys of the quota's ties come last among theirs.
        quota: How many, from which end, and who of those tied.

    Returns:
        Who is surely chosen, who may be, who is left tied at the cut, and why.

    Examples:
        >>> points = {"a": 5, "b": 7}
        >>> units = [Unit(id=name, keys=((n, n),), shown=(n, n)) for name, n in points.items()]
        >>> choose(units, Quota(id="best", top=1, ties="none")).chosen
        ('b',)
    """
    return _Choosing(tuple(units), quota).selection()


def overlaps(selections: Iterable[Selection]) -> tuple[Problem, ...]:
    """Name each unit that a top and a bottom quota both choose, or may choose (两头重复).

    Examples:
        >>> best = Selection(quota="best", end="top", chosen=["v1"])
        >>> last = Selection(quota="last", end="bottom", possible=["v1"])
        >>> [(problem.path, problem.found) for problem in overlaps([best, last])]
        [(('best', 'last'), 'v1')]
    """
    many = tuple(selections)
    return tuple(
        Problem(code="both-ends", path=(top.quota, bottom.quota), found=name, level="finding")
        for top in many
        if top.end == "top"
        for bottom in many
        if bottom.end == "bottom"
        for name in (*top.chosen, *top.possible)
        if name in (*bottom.chosen, *bottom.possible)
    )


@model(kw_only=True)
class _Chance(Shown):
    """What is known of one unit's place: chosen, perhaps, or tied across the cut."""

    rank: tuple[int, int]
    chosen: bool
    possible: bool
    tied: bool
    reason: Message


class _Choosing:
    """Chooses among units, a stratum at a time."""

    def __init__(self, units: Sequence[Unit], quota: Quota) -> None:
        if quota.from_end == "bottom":
            units = [evolve(unit, keys=_turned(unit.keys)) for unit in units]
        self.quota = quota
        self.contest = Contest(units)
        self.entries = self.contest.entries()
        self.drawn = self.entries
        if quota.draw is not None:
            # Of lots the smallest comes first, of keys the greatest.
            lots = [-lot(quota.draw, unit.id) for unit in units]
            self.drawn = self.contest.entries([((drawn, drawn),) for drawn in lots])

    def selection(self) -> Selection:
        """Choose in every stratum that the quota is for."""
        chances: dict[int, _Chance] = {}
        notes: list[Message] = []
        strata, units = self.contest.strata, self.contest.units
        if self.contest.strays and self.quota.stratum not in strata:
            chances = self.stratum("", [])[0]  # it may be one that nobody else is in
        for stratum, members in strata.items():
            if self.quota.stratum in (None, stratum):
                found, noted = self.stratum(stratum, members)
                for index, chance in found.items():
                    before = chances.get(index)
                    chances[index] = chance if before is None or chance.possible else before
                notes += noted

        def named(which: str) -> tuple[str, ...]:
            return tuple(units[i].id for i, chance in chances.items() if getattr(chance, which))

        reasons = {units[i].id: chance.reason for i, chance in chances.items()}
        for index, unit in enumerate(units):
            if index not in chances:
                elsewhere = index in self.entries
                reasons[unit.id] = Message("quota.elsewhere") if elsewhere else unit.left_out
        return Selection(
            quota=self.quota.id or "",
            label=self.quota.label,
            end=self.quota.from_end,
            chosen=named("chosen"),
            possible=named("possible"),
            tied=named("tied"),
            reasons=reasons,
            notes=notes,
        )

    def seats(self, members: Sequence[int]) -> tuple[int, int]:
        """Give the least and the greatest number of places that a stratum may have."""
        strays = self.contest.strays
        if self.quota.of == "all":
            least = len(members)
            most = least + len(strays)
        else:
            inside = self.contest.inside(members)
            least = sum(self.entries[index].sure for index in inside)
            most = len(inside) + len(self.contest.inside(strays))
        return self.quota.seats(least), self.quota.seats(most)

    def stratum(
        self, stratum: str, members: Sequence[int]
    ) -> tuple[dict[int, _Chance], list[Message]]:
        """Choose in one stratum; a unit that may stand in another too is never sure."""
        here = self.contest.inside([*members, *self.contest.strays])
        seats = self.seats(members)

        def ends(entries: Mapping[int, Contender]) -> list[_Ends]:
            inside = [entries[index] for index in here]
            first, last = Order(inside, "competition"), Order(inside, "worst")
            return [_Ends(first.place(entry), last.place(entry)) for entry in inside]

        before = ends(self.entries)
        after = before if self.drawn is self.entries else ends(self.drawn)
        found = {
            index: self.chance(seats, untied, drawn, sure=self.entries[index].sure)
            for index, untied, drawn in zip(here, before, after, strict=True)
        }
        chances = dict(sorted(found.items(), key=lambda item: item[1].rank))
        return chances, self.note(stratum, seats, list(chances.values()))

    def chance(self, seats: _Seats, before: _Ends, after: _Ends, *, sure: bool) -> _Chance:
        """Tell whether one unit is chosen: before and after lots are drawn it may be tied."""
        least, most = seats
        every = not isinstance(self.quota.ties, TakeNone | PartBy)
        best, worst = after.first if every else after.last
        chosen, possible = sure and worst <= least, best <= most
        tied = sure and not possible and after.first[1] <= least
        above, may = after.first[0] - 1, after.first[1] - after.first[0]
        counts = {"seats": _range(seats), "above": above, "may": may}
        if self.quota.draw is not None and before.across(seats):
            key = "drawn" if possible else "not-drawn"
        elif tied:
            key = "tied.none" if isinstance(self.quota.ties, TakeNone) else "tied.by"
        else:
            key = "chosen" if chosen else "possible" if possible else "beyond"
        return _Chance(
            rank=after.first,
            chosen=chosen,
            possible=possible and not chosen,
            tied=tied,
            reason=Message(f"quota.{key}", seed=self.quota.draw, **counts),
        )

    def note(self, stratum: str, seats: _Seats, chances: Sequence[_Chance]) -> list[Message]:
        """Say how many of the places of a stratum are taken, and why not exactly all."""
        counts = {
            name: sum(getattr(chance, name) for chance in chances)
            for name in ("chosen", "possible", "tied")
        }
        chosen, (least, most) = counts["chosen"], seats
        if counts["possible"]:
            key = "open"
        elif chosen > most:
            key = "over"
        elif counts["tied"]:
            key = "unfilled"
        else:
            key = "short" if chosen < least else "filled"
        more, left = chosen - most, least - chosen
        note = Message(f"quota.{key}", seats=_range(seats), more=more, left=left, **counts)
        return [Message("quota.in", stratum=stratum, note=note) if stratum else note]


#: Least and greatest number of places.
_Seats = tuple[int, int]


@model
class _Ends(Shown):
    """Best and worst place of a unit, as the first of those level with it, and as the last."""

    first: tuple[int, int]
    last: tuple[int, int]

    def across(self, seats: _Seats) -> bool:
        """Tell whether the unit is surely tied with others across the cut."""
        return self.first[1] <= seats[0] and self.last[0] > seats[1]


def _range(seats: _Seats) -> Message | int:
    least, greatest = seats
    if least == greatest:
        return least
    return Message("explain.range", least=least, greatest=greatest)


def _turned(keys: Keys) -> Keys:
    """Turn keys round, so that the worst comes first."""
    return tuple((-Fraction(high), -Fraction(low)) for low, high in keys)
