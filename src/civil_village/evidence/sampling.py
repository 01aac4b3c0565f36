"""Sampling (抽样): members drawn by a seed that anybody can draw again, anywhere, alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from attrs import field

from civil_village import checks
from civil_village.exact_numbers import number_problems
from civil_village.ids import Id, id_problems
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Model, model
from civil_village.problems import Problem, shown


@model(kw_only=True)
class SamplingPlan(Model):
    """How many members are drawn of each stratum, and by which seed (抽样方案).

    Attributes:
        id: Id by which indicators speak of the draw.
        seed: Any text, told before anybody could know whom it draws.
        number: So many of each stratum, or all where there are fewer; at least 1.
        by: What the strata are: the groups of the members, or nothing, which makes one stratum.

    Examples:
        >>> SamplingPlan(id="yards", seed="2026-1", number=3).by is None
        True
    """

    id: Id
    seed: str
    number: int
    by: Literal["group"] | None = None

    def problems(self) -> Iterator[Problem]:
        """Give an id that is none, no seed, and a number that draws nobody."""
        yield from id_problems(self.id, "id")
        if not self.seed:
            yield Problem(code="missing-key", path=("seed",))
        wrong = list(number_problems(self.number, places=0))
        yield from (problem.inside("number") for problem in wrong)
        if not wrong:
            yield from checks.at_least(self.number, 1, "number")


@model(kw_only=True)
class Stratum(Model):
    """The members of one stratum, and those of them that were drawn (抽样层).

    Attributes:
        of: Id of the group; ``None`` for those of no group, and where there is one stratum only.
        members: Everybody who could have been drawn.
        drawn: Whom the seed draws, in the order in which it does.

    Examples:
        >>> Stratum(members=["h1", "h2"], drawn=["h2"]).drawn
        ('h2',)
    """

    of: Id | None = None
    members: tuple[Id, ...] = field(converter=as_tuple)
    drawn: tuple[Id, ...] = field(converter=as_tuple)

    def problems(self) -> Iterator[Problem]:
        """Give ids that are none, and members that stand twice."""
        if self.of is not None:
            yield from id_problems(self.of, "of")
        for index, name in enumerate(self.members):
            yield from id_problems(name, "members", index)
        yield from checks.unique(self.members, "members")


@model(kw_only=True)
class Draw(Model):
    """A draw as it is recorded (抽样记录): checked to follow from its plan and its members.

    Made by `draw`.

    Attributes:
        plan: How many were to be drawn, and by which seed.
        strata: The members of each stratum, and who of them was drawn.

    Examples:
        >>> made = draw(["h1", "h2", "h3"], SamplingPlan(id="yards", seed="2026-1", number=2))
        >>> made.drawn
        ('h1', 'h2')
    """

    plan: SamplingPlan
    strata: tuple[Stratum, ...] = field(converter=as_tuple)

    @property
    def id(self) -> str:
        """The id of its plan, by which records speak of it."""
        return self.plan.id

    @property
    def drawn(self) -> tuple[str, ...]:
        """Everybody who was drawn."""
        return tuple(name for stratum in self.strata for name in stratum.drawn)

    def problems(self) -> Iterator[Problem]:
        """Give strata or members that stand twice, and draws that the seed does not give."""
        if any(self.plan.problems()):
            return  # said by the plan itself
        if self.plan.by is None and len(self.strata) > 1:
            expected = Message("expected.only-with", name="by: group")
            yield Problem(code="key-of-other-type", path=("strata", 1), expected=expected)
        seen: set[str | None] = set()
        known: set[str] = set()
        for index, stratum in enumerate(self.strata):
            path = ("strata", index)
            if stratum.of in seen:
                found = shown(stratum.of)
                yield Problem(code="duplicate-id", path=(*path, "of"), found=found)
            twice = [name for name in stratum.members if name in known]
            if twice:
                yield Problem(code="duplicate-id", path=(*path, "members"), found=twice[0])
            seen.add(stratum.of)
            known.update(stratum.members)
            drawn = _drawn(stratum.members, self.plan)
            if not any(stratum.problems()) and stratum.drawn != drawn:
                expected = Message("expected.drawn", names=drawn)
                found = shown(stratum.drawn)
                yield Problem(
                    code="not-drawn", path=(*path, "drawn"), found=found, expected=expected
                )


def draw(members: Iterable[str] | Mapping[str, str | None], plan: SamplingPlan) -> Draw:
    """Draw members (抽样): the order is that of the sha-256 of the seed and each id.

    So the same seed draws the same members wherever and in whatever order they are listed,
    and who is added or leaves moves nobody else.

    Args:
        members: Their ids; where the plan draws by group, a mapping from ids to groups.
        plan: How many, and by which seed.

    Returns:
        The draw, to be kept in the records.

    Raises:
        DocumentError: A member stands twice, or its id is none.

    Examples:
        One of each group; whoever has no group is a stratum too.

        >>> plan = SamplingPlan(id="yards", seed="2026-1", number=1, by="group")
        >>> made = draw({"h1": "g1", "h2": "g1", "h3": "g2", "h4": None}, plan)
        >>> [(stratum.of, stratum.drawn) for stratum in made.strata]
        [('g1', ('h1',)), ('g2', ('h3',)), (None, ('h4',))]

    Source:
        semantics of sampling: n per stratum, all where fewer, ordered by sha-256 of seed and id.
    """
    strata: dict[str | None, list[str]] = {}
    for name in members:
        group = members[name] if plan.by == "group" and isinstance(members, Mapping) else None
        strata.setdefault(group, []).append(name)
    named = sorted(group for group in strata if group is not None)
    ordered = [*named, *([None] if None in strata else [])]
    return Draw(
        plan=plan,
        strata=[
            Stratum(of=group, members=sorted(strata[group]), drawn=_drawn(strata[group], plan))
            for group in ordered
        ],
    )


def _drawn(members: Iterable[str], plan: SamplingPlan) -> tuple[str, ...]:
    """Give the first by the hash of seed and id."""
    import hashlib  # noqa: PLC0415 - loads OpenSSL, which no evaluation needs

    def place(name: str) -> bytes:
        # No id has a line break in it, so no two pairs of seed and id read alike.
        return hashlib.sha256(f"{plan.seed}\n{name}".encode()).digest()

    return tuple(sorted(members, key=place)[: plan.number])


def draw_problems(draws: Sequence[Draw]) -> Iterator[Problem]:
    """Give the second of two draws with one id.

    Examples:
        >>> yards = draw(["h1"], SamplingPlan(id="yards", seed="2026-1", number=1))
        >>> [problem.path for problem in draw_problems([yards, yards])]
        [('draws', 1, 'plan', 'id')]
    """
    seen: set[str] = set()
    for index, each in enumerate(draws):
        if each.id in seen:
            path = ("draws", index, "plan", "id")
            hint = Message("hint.other-id")
            yield Problem(code="duplicate-id", path=path, found=each.id, hint=hint)
        seen.add(each.id)
