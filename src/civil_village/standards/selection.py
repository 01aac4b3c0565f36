"""Selection (遴选): who of a ranking gets a place of a quota, surely or possibly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from attrs import evolve, field

from civil_village.canonical import lot
from civil_village.labels import Label, as_label
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Lang, Message
from civil_village.models import Shown, model
from civil_village.problems import Problem, reject
from civil_village.standards.orders import ByScore, Ranking, tie_breakers
from civil_village.standards.quotas import End, PartBy, Quota, TakeNone
from civil_village.standards.ranking import Strata, grouped, result_problems, takes_part
from civil_village.standards.result import Result
from civil_village.standards.standings import Entry, Keys, numbered, places


@model(kw_only=True)
class Selection(Shown):
    """Who gets a place of a quota (遴选结果). Made by `civil_village.select`.

    Examples:
        >>> told = Message("quota.filled", seats=1, chosen=1)
        >>> made = Selection(quota="best", end="top", chosen=["v1"], notes=[told])
        >>> print(made.text("en"))
        best
          chosen: v1
          1 of 1 chosen
    """

    #: See `civil_village.Message`.
    says_lines: ClassVar[bool] = True

    #: Id of the quota, its label, and the end from which it chooses.
    quota: str
    label: Label | None = field(default=None, converter=as_label)
    end: End
    #: Ids of those that are chosen whatever the missing facts are, the first first.
    chosen: tuple[str, ...] = field(default=(), converter=as_tuple)
    #: Ids of those that missing facts may still bring in, or keep out.
    possible: tuple[str, ...] = field(default=(), converter=as_tuple)
    #: Ids of those that are tied across the cut and not chosen.
    tied: tuple[str, ...] = field(default=(), converter=as_tuple)
    #: Why each unit is chosen or not, by its id.
    reasons: FrozenMapping[str, Message] = field(default=EMPTY, converter=as_mapping)
    #: Of each stratum how many are chosen, too many, or too few.
    notes: tuple[Message, ...] = field(default=(), converter=as_tuple)

    def text(self, lang: Lang) -> str:
        """Say who is chosen, who may be and who is tied, with the notes."""
        lines = [Message("quota.line.name", name=self.label or self.quota)]
        named = {"chosen": self.chosen, "possible": self.possible, "tied": self.tied}
        lines += [Message(f"quota.line.{key}", ids=ids) for key, ids in named.items() if ids]
        lines += self.notes
        return "\n  ".join(line.text(lang) for line in lines)


def select(
    results: Iterable[Result],
    quota: Quota,
    *,
    ranking: Ranking | None = None,
    strata: Strata | None = None,
) -> Selection:
    """Choose the units that a quota has places for (按名额遴选).

    Args:
        results: Results with ids.
        quota: How many, from which end, and who of those tied.
        ranking: By what they are ordered; by default the score, the highest first.
        strata: The stratum of each result, for a quota within strata, as for
            `civil_village.rank`.

    Returns:
        Who is surely chosen, who may be, who is left tied at the cut, and why.

    Raises:
        DocumentError: As `civil_village.rank`.

    Examples:
        >>> import civil_village as cv
        >>> records = cv.bundled("anle.villages")
        >>> standard = cv.bundled("anle.standard")
        >>> facts = cv.derive_each(standard.catalogue, records, as_of=records.as_of)
        >>> results = cv.evaluate_each(standard, facts)
        >>> select(results, Quota(id="best", top=2, ties="none")).chosen
        ('v001', 'v005')
    """
    many = tuple(results)
    reject(result_problems(many))
    choosing = _Choosing(many, quota, ByScore() if ranking is None else ranking)
    groups, unknown = grouped(many, strata, quota.within)
    return choosing.selection(groups, unknown)


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
    """Chooses among results, a stratum at a time."""

    def __init__(self, results: Sequence[Result], quota: Quota, ranking: Ranking) -> None:
        self.results = results
        self.quota = quota
        parts = [takes_part(result.outcome, ranking.only) for result in results]
        taking = [index for index, part in enumerate(parts) if part is not False]
        by = quota.ties.by if isinstance(quota.ties, PartBy) else ()
        keys: list[Keys] = []
        for index in taking:
            found = (*ranking.keys(results[index]), *tie_breakers(results[index], by))
            keys.append(found if quota.from_end == "top" else _turned(found))
        self.entries = self.numbered(taking, keys, parts)
        self.drawn = self.entries
        if quota.draw is not None:
            # Of lots the smallest comes first, of keys the greatest.
            lots = [-lot(quota.draw, str(results[index].id)) for index in taking]
            keys = [(*found, (drawn, drawn)) for found, drawn in zip(keys, lots, strict=True)]
            self.drawn = self.numbered(taking, keys, parts)

    def numbered(
        self, taking: Sequence[int], keys: Sequence[Keys], parts: Sequence[bool | None]
    ) -> dict[int, Entry]:
        """Give the entry of each result that takes part."""
        ends = zip(taking, numbered(keys), strict=True)
        return {index: Entry(low, high, parts[index] is True) for index, (low, high) in ends}

    def selection(
        self, groups: Mapping[str | None, Sequence[int]], unknown: Sequence[int]
    ) -> Selection:
        """Choose in every stratum that the quota is for."""
        chances: dict[int, _Chance] = {}
        notes: list[Message] = []
        if unknown and self.quota.stratum not in groups:
            chances = self.stratum(None, [], unknown)[0]  # it may be one that nobody else is in
        for stratum, members in groups.items():
            if self.quota.stratum in (None, stratum):
                found, told = self.stratum(stratum, members, unknown)
                for index, chance in found.items():
                    before = chances.get(index)
                    chances[index] = chance if before is None or chance.possible else before
                notes += told
        in_order = list(chances)

        def named(which: str) -> tuple[str, ...]:
            return tuple(self.id(i) for i in in_order if getattr(chances[i], which))

        reasons = {self.id(i): chance.reason for i, chance in chances.items()}
        for index, result in enumerate(self.results):
            if index not in chances:
                away = Message("quota.elsewhere" if index in self.entries else "rank.fails")
                reasons[str(result.id)] = away
        return Selection(
            quota=self.quota.id,
            label=self.quota.label,
            end=self.quota.from_end,
            chosen=named("chosen"),
            possible=named("possible"),
            tied=named("tied"),
            reasons=reasons,
            notes=notes,
        )

    def id(self, index: int) -> str:
        """Give the id of a result."""
        return str(self.results[index].id)

    def seats(self, members: Sequence[int], unknown: Sequence[int]) -> tuple[int, int]:
        """Give the least and the greatest number of places that a stratum may have."""
        if self.quota.of == "all":
            least = len(members)
            most = least + len(unknown)
        else:
            inside = [self.entries[index] for index in members if index in self.entries]
            least = sum(entry.sure for entry in inside)
            most = len(inside) + sum(index in self.entries for index in unknown)
        return self.quota.seats(least), self.quota.seats(most)

    def stratum(
        self, stratum: str | None, members: Sequence[int], unknown: Sequence[int]
    ) -> tuple[dict[int, _Chance], list[Message]]:
        """Choose in one stratum; a unit that may stand in another too is never sure."""
        here = [index for index in members if index in self.entries]
        guests = [index for index in unknown if index in self.entries]
        seats = self.seats(members, unknown)

        def ends(entries: Mapping[int, Entry]) -> list[_Ends]:
            inside = [entries[index] for index in here]
            inside += [evolve(entries[index], sure=False) for index in guests]
            pairs = zip(places(inside, "competition"), places(inside, "worst"), strict=True)
            return [_Ends(first, last) for first, last in pairs]

        before = ends(self.entries)
        after = before if self.drawn is self.entries else ends(self.drawn)
        sure = [*(self.entries[index].sure for index in here), *(False for _ in guests)]
        found = {
            index: self.chance(seats, untied, drawn, sure=certain)
            for index, untied, drawn, certain in zip(
                [*here, *guests], before, after, sure, strict=True
            )
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
        told = {"seats": _range(seats), "above": above, "may": may}
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
            reason=Message(f"quota.{key}", seed=self.quota.draw, **told),
        )

    def note(self, stratum: str | None, seats: _Seats, chances: Sequence[_Chance]) -> list[Message]:
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
        return [note if stratum is None else Message("quota.in", stratum=stratum, note=note)]


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
