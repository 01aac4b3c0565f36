"""Strategies for whole evaluations: small standards, complete records, and what is knocked out.

Every catalogue has the same indicators that are reported; what derives from rows is drawn.
A complete record says everything that it can say; a `Gap` names one thing that a less
complete record does not say, so that a missing fact can be given back by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from attrs import evolve, frozen
from hypothesis import strategies as st

from civil_village.calendar import Span
from civil_village.curves import Band, Bands, Knot, Linear, PerUnit, Shortfall, Step, Steps
from civil_village.evidence import Event, Exemption, Observation
from civil_village.indicators import Catalogue, Derived, EventKind, Indicator
from civil_village.places import Group, Household, Village
from civil_village.quantities import Rounding
from civil_village.requirements import Consequence, Requirement, Strike
from civil_village.rules import Missing, Rule, Signature
from civil_village.standards import (
    All,
    ByCurve,
    Count,
    Criterion,
    Passing,
    PointsShort,
    Section,
    Standard,
    Sum,
)

AS_OF = date(2024, 2, 29)
KINDS = ("mishap", "visit_day")
METHODS = ("papers", "walk")

#: What villages, households and groups report.
REPORTED = {
    "planned": Indicator(label="有计划", value="truth"),
    "clean": Indicator(label="整洁", value="truth"),
    "mood": Indicator(label="氛围", value="choice", choices=("warm", "cool", "mixed")),
    "meetings": Indicator(label="会议次数", value="count", maximum=6),
    "funds": Indicator(label="结余", value="amount", unit="元", minimum=-4, maximum=9, places=1),
    "insured": Indicator(label="参保人数", value="count", maximum=5),
    "residents": Indicator(label="应保人数", value="count", maximum=5),
    "insurance": Indicator(label="参保率", value="ratio", of=("insured", "residents")),
    "watered": Indicator(label="饮水覆盖率", value="ratio"),
    "joined": Indicator(label="参评", value="truth", subject="household"),
    "warm": Indicator(label="采暖", value="truth", subject="household"),
    "people": Indicator(label="人数", value="count", maximum=4, subject="household"),
    "pupils": Indicator(label="学生", value="count", maximum=4, subject="household"),
    "schooling": Indicator(
        label="在校比", value="ratio", of=("pupils", "people"), subject="household"
    ),
    "income": Indicator(
        label="收入", value="amount", minimum=-3, maximum=5, places=1, subject="household"
    ),
    "mishaps_of_home": Indicator(
        label="户内事故",
        value="count",
        subject="household",
        derive=Derived(events="mishap", within=Span(1, "year")),
    ),
    "members": Indicator(label="参评户", value="count", derive=Derived(count=Rule("joined"))),
    "homes_known": Indicator(
        label="户数", value="count", derive=Derived(count=Rule("people >= 0"))
    ),
    "membership": Indicator(label="参评率", value="ratio", of=("members", "homes_known")),
    "mean_size": Indicator(label="户均人口", value="amount", derive=Derived(mean=Rule("people"))),
    "crowding": Indicator(
        label="拥挤", value="ratio", of=("mean_size", "residents"), may_exceed=True
    ),
    "disclosed": Indicator(label="公开", value="truth", subject="group"),
    "homes": Indicator(label="户数", value="count", maximum=7, subject="group"),
}
EVENTS = {kind: EventKind(label=kind) for kind in KINDS}

#: Rules over members that are true or false, and those that are numbers, without a unit.
MEMBER_TRUTHS = {
    "household": (
        *("joined", "!joined", "people >= 2", "joined && warm", "schooling >= 0.5"),
        *("income > 0", "mishaps_of_home == 0", "joined || people == 1"),
    ),
    "group": ("disclosed", "homes > 3", "!disclosed || homes < 2"),
}
MEMBER_NUMBERS = {
    "household": (
        *("people", "income", "people * 2 - pupils", "joined ? people : pupils", "income * income"),
    ),
    "group": ("homes", "disclosed ? homes : 0"),
}

decimals = st.builds(lambda digits: Decimal(digits).scaleb(-1), st.integers(-30, 50))


@st.composite
def derived(draw: st.DrawFn) -> Indicator:
    """Draw an indicator of a village that comes from rows or events."""
    how = draw(st.sampled_from(["share", "count", "sum", "mean", "min", "max", "events"]))
    if how == "events":
        span = draw(st.sampled_from([Span(1, "year"), Span(3, "month"), Span(1, "day")]))
        derive = Derived(events=draw(st.sampled_from(KINDS)), within=span)
        return Indicator(label="事件数", value="count", derive=derive)
    over = draw(st.sampled_from(["household", "household", "group"]))
    truth = how in ("share", "count")
    rule = draw(st.sampled_from((MEMBER_TRUTHS if truth else MEMBER_NUMBERS)[over]))
    where = draw(st.none() | st.sampled_from(MEMBER_TRUTHS[over]))
    derive = Derived(**{how: Rule(rule)}, over=over, where=None if where is None else Rule(where))
    value = {"share": "ratio", "count": "count"}.get(how, "amount")
    step = draw(st.none() | st.sampled_from([Decimal("0.5"), Decimal("0.01"), Decimal(2)]))
    rounding = None if step is None or value == "count" else Rounding(step=step)
    return Indicator(label=f"派生{how}", value=value, derive=derive, round=rounding)


catalogues = st.lists(derived(), min_size=1, max_size=4).map(
    lambda made: Catalogue(
        indicators={**REPORTED, **{f"d{number}": each for number, each in enumerate(made)}},
        events=EVENTS,
    )
)


# Rules --------------------------------------------------------------------------------


def _condition(name: str, signature: Signature) -> st.SearchStrategy[str]:
    """Draw one condition on a name that can hold."""
    if signature.type == "truth":
        return st.sampled_from([name, f"!{name}"])
    if signature.type == "choice":
        option = st.sampled_from(signature.choices)
        return st.builds("{} {} '{}'".format, st.just(name), st.sampled_from(["==", "!="]), option)
    numbers = ["0.25", "0.5", "0.8", "1"] if signature.share else ["-1", "0", "1", "2", "3", "4.5"]
    signs = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    return st.builds("{} {} {}".format, st.just(name), signs, st.sampled_from(numbers))


@st.composite
def conditions(draw: st.DrawFn, names: Mapping[str, Signature]) -> Rule:
    """Draw a rule that is true or false, and that the checker lets pass."""
    free = sorted(name for name, kind in names.items() if kind.unit is None)
    atoms = st.sampled_from(free).flatmap(lambda name: _condition(name, names[name]))
    joined = st.builds(
        "({} {} {})".format, atoms, st.sampled_from(["&&", "||"]), atoms
    ) | st.builds("({} ? {} : {})".format, atoms, atoms, atoms)
    rule = Rule(draw(atoms | joined | atoms.map("!({})".format)))
    if any(problem.level == "error" for problem in rule.check(names)):
        return Rule(draw(st.sampled_from(["planned", "clean", "planned && clean"])))
    return rule


@st.composite
def numbers(draw: st.DrawFn, names: Mapping[str, Signature]) -> Rule:
    """Draw a rule that is a number."""
    free = sorted(n for n, kind in names.items() if kind.type == "number" and kind.unit is None)
    name, other = draw(st.sampled_from(free)), draw(st.sampled_from(free))
    forms = ["{0}", "{0} * 2", "2 - {0}", "planned ? {0} : {1}", "{0} + {1}", "{0} - {1}"]
    rule = Rule(draw(st.sampled_from(forms)).format(name, other))
    return Rule(name) if list(rule.check(names, wanted="number")) else rule


# Standards ----------------------------------------------------------------------------

roundings = st.none() | st.builds(
    Rounding,
    step=st.sampled_from([Decimal(1), Decimal("0.1"), Decimal("0.5"), Decimal("0.01")]),
    mode=st.sampled_from(["half_up", "half_even", "down", "up"]),
)

shares = st.lists(
    st.sampled_from([Decimal(0), Decimal("0.3333"), Decimal("0.5"), Decimal(1)]),
    min_size=1,
    max_size=4,
)

curves = st.sampled_from(
    [
        Steps([Step(from_=1, give=1), Step(above=2, give=4), Step(from_=4, give=2)]),
        Linear([Knot(at=-1, give=0), Knot(at=2, give=5), Knot(at=5, give=1)]),
        PerUnit(each=2, give=1),
        PerUnit(each=Decimal("0.3"), give=-2, start=1, least=-8, count="started"),
        PerUnit(each=3, give=2, most=5, count="continuous"),
        Shortfall(full=5, target=3, lose=2, each=Decimal("0.7")),
    ]
)


@st.composite
def _criterion(draw: st.DrawFn, number: int, names: Mapping[str, Signature]) -> Criterion:
    points = draw(st.sampled_from([Decimal(1), Decimal("2.5"), Decimal(5), Decimal(10)]))
    way = draw(st.sampled_from(["all", "sum", "met", "short", "proportional", "curve", "points"]))
    grade: Any
    requirements: list[Requirement] = []
    if way == "curve":
        grade = ByCurve(of=draw(numbers(names)), by=draw(curves))
    elif way == "points":
        of = draw(st.sampled_from(["insurance", "watered"]))
        grade = PointsShort(
            of=Rule(of),
            target=Decimal("0.95"),
            lose=draw(st.sampled_from([Decimal("0.1"), Decimal("0.5")])),
            floor=draw(st.sampled_from([Decimal(0), Decimal(1)])),
            count=draw(st.sampled_from(["whole", "started", "continuous"])),
        )
    else:
        sizes = draw(st.integers(1, 3))
        each = [Decimal("0.25")] * (sizes - 1)
        each.append(points - sum(each))
        asked = st.sampled_from(["rule", "rule", "judged", "both"])
        for index in range(sizes):
            form = draw(asked)
            word = st.sampled_from(["papers", "walk", "papers && walk", "papers || !walk"])
            requirements.append(
                Requirement(
                    id=f"r{index}",
                    rule=None if form == "judged" else draw(conditions(names)),
                    judged=None if form == "rule" else Rule(draw(word)),
                    applies=draw(st.none() | conditions(names)),
                    points=each[index] if way == "sum" else None,
                )
            )
        grade = {
            "all": All(),
            "sum": Sum(),
            "met": Count(met=draw(shares)),
            "short": Count(short=draw(shares)),
            "proportional": Count(),
        }[way]
    rounding = draw(roundings)
    if rounding is None and grade.endless(len(requirements)):
        rounding = Rounding(step=Decimal("0.01"))
    return Criterion(
        id=f"c{number}",
        points=points,
        grade=grade,
        requirements=requirements,
        applies=draw(st.none() | st.none() | conditions(names)),
        round=rounding,
    )


@st.composite
def standards(draw: st.DrawFn, *, missing: str = "open") -> Standard:
    """Draw a small standard for villages."""
    catalogue = draw(catalogues)
    names = catalogue.signatures("village")
    criteria = [draw(_criterion(number, names)) for number in range(draw(st.integers(1, 4)))]
    sections: list[Section] = []
    if draw(st.booleans()):
        cut = draw(st.integers(0, len(criteria)))
        for name, part in (("a", criteria[:cut]), ("b", criteria[cut:])):
            if part:
                whole = sum((criterion.points for criterion in part), Decimal(0))
                cap = draw(st.sampled_from([None, whole / 2]))
                least = draw(st.sampled_from([None, Decimal(1), (cap or whole) / 2]))
                if least is not None and least > (cap or whole):
                    least = None
                sections.append(Section(id=name, criteria=part, cap=cap, minimum=least))
        criteria = []
    most = sum([*(part.most for part in sections), *(part.points for part in criteria)], Decimal(0))
    rounding = draw(roundings)
    top = most if rounding is None else rounding.of(most)
    if top < most / 2:  # nothing would be left to tell apart
        rounding, top = None, most
    bands = draw(st.sampled_from([None, _bands(top)]))
    lowered = ((), (Consequence(band="fail"),), (Consequence(band="fair"),))
    vetoes = [
        Strike(
            id=f"v{number}",
            when=draw(conditions(names)),
            applies=draw(st.none() | conditions(names)),
            then=draw(st.sampled_from(lowered)) if bands else (),
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    passes = [None, Passing(score=min(most, top)), Passing(score=most / 2)]
    return Standard(
        id="made.up",
        catalogue=catalogue,
        methods={"papers": "看资料", "walk": "实地看"},
        sections=sections,
        criteria=criteria,
        vetoes=vetoes,
        round=rounding,
        bands=bands,
        passes=draw(st.sampled_from(passes + ([Passing(band="fair")] if bands else []))),
        missing=missing,
        total=draw(st.sampled_from([None, most])),
    )


def _bands(most: Decimal) -> Bands:
    ends = (most / 4, most / 2)
    return Bands([Band(id="fail"), Band(id="fair", from_=ends[0]), Band(id="good", above=ends[1])])


# Complete records ---------------------------------------------------------------------


def _amounts(least: int, most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(least * 10, most * 10).map(lambda tenths: Decimal(tenths) / 10)


_days = st.sampled_from(
    [
        AS_OF,
        AS_OF - timedelta(days=1),
        AS_OF + timedelta(days=1),
        date(2023, 2, 28),
        date(2023, 2, 27),
        date(2023, 11, 29),
        date(2023, 11, 28),
    ]
)


def _events(start: str) -> st.SearchStrategy[list[Event]]:
    pairs = st.lists(st.tuples(st.sampled_from(KINDS), _days), max_size=3)
    return pairs.map(
        lambda made: [
            Event(id=f"{start}e{number}", kind=kind, on=on)
            for number, (kind, on) in enumerate(made)
        ]
    )


_THROUGH = dict.fromkeys(KINDS, AS_OF.isoformat())


@st.composite
def _household(draw: st.DrawFn, number: int) -> Household:
    people = draw(st.integers(0, 4))
    values = {
        "joined": draw(st.booleans()),
        "warm": draw(st.booleans()),
        "people": people,
        "pupils": draw(st.integers(0, people)),
        "income": draw(_amounts(-3, 5)),
    }
    name = f"h{number}"
    return Household(id=name, values=values, events=draw(_events(name)), reported=_THROUGH)


@st.composite
def _group(draw: st.DrawFn, number: int) -> Group:
    values = {"disclosed": draw(st.booleans()), "homes": draw(st.integers(0, 7))}
    return Group(id=f"g{number}", values=values)


def judged(standard: Standard) -> list[tuple[str, str]]:
    """Give every requirement with every method that it asks for a word."""
    return [
        (path, method)
        for path, part in standard.paths()
        if isinstance(part, Requirement) and part.judged is not None
        for method in part.judged.names
    ]


@st.composite
def villages(draw: st.DrawFn, standard: Standard) -> Village:
    """Draw a village of which everything is known that a record can say."""
    residents = draw(st.integers(0, 5))
    words = [
        Observation(of=path, method=method, met=draw(st.booleans()))
        for path, method in judged(standard)
    ]
    asked = [p for p, part in standard.paths() if isinstance(part, Criterion | Requirement)]
    exempt = draw(st.lists(st.sampled_from(asked), max_size=1))
    return Village(
        id="v1",
        label="示例村",
        values={
            "planned": draw(st.booleans()),
            "clean": draw(st.booleans()),
            "mood": draw(st.sampled_from(["warm", "cool", "mixed"])),
            "meetings": draw(st.integers(0, 6)),
            "funds": draw(_amounts(-4, 9)),
            "insured": draw(st.integers(0, residents)),
            "residents": residents,
            "watered": draw(st.sampled_from(["0%", "40%", "94.5%", "100%"])),
        },
        households=[draw(_household(number)) for number in range(draw(st.integers(0, 4)))],
        groups=[draw(_group(number)) for number in range(draw(st.integers(0, 2)))],
        events=draw(_events("")),
        observations=words,
        exempt={path: Exemption(reason="虚构的理由", by="township") for path in exempt},
        reported={"households": True, "groups": True, **_THROUGH},
    )


# Gaps ---------------------------------------------------------------------------------


@frozen
class Gap:
    """One thing that a record does not say.

    ``value`` (name), ``cell`` (name, of a member), ``rows`` (households or groups may not
    be complete), ``row`` (a member is not there), ``kind`` (events of a kind may not be
    complete, of the village or a member), ``event`` (an event is not there), ``word``
    (path and method of an observation).
    """

    what: str
    name: str
    of: str | None = None


def _possible(village: Village) -> Iterator[Gap]:
    for name in village.values:
        yield Gap("value", name)
    for plural in ("households", "groups"):
        yield Gap("rows", plural)
        for member in getattr(village, plural):
            yield Gap("row", plural, member.id)
            for name in member.values:
                yield Gap("cell", name, member.id)
    for owner in (None, *(home.id for home in village.households)):
        for kind in KINDS:
            yield Gap("kind", kind, owner)
            yield Gap("event", kind, owner)
    for observation in village.observations:
        yield Gap("word", observation.of, observation.method)


def gaps(village: Village) -> st.SearchStrategy[frozenset[Gap]]:
    """Draw what is knocked out of a complete record: nothing, a little or all of it."""
    possible = list(_possible(village))
    few = st.frozensets(st.sampled_from(possible), max_size=5)
    most = st.frozensets(st.sampled_from(possible), max_size=5).map(
        lambda kept: frozenset(possible) - kept
    )
    half = st.lists(st.booleans(), min_size=len(possible), max_size=len(possible)).map(
        lambda flags: frozenset(gap for gap, gone in zip(possible, flags, strict=True) if gone)
    )
    return few | half | most


def without(village: Village, gone: Iterable[Gap]) -> Village:
    """Give the record without what is knocked out of it.

    A member or event can only be left out where nobody says that all are there.
    """
    lost = frozenset(gone)
    rows = {plural: Gap("rows", plural) in lost for plural in ("households", "groups")}

    def values(of: str | None, given: Mapping[str, Any]) -> dict[str, Any]:
        what = "value" if of is None else "cell"
        return {name: value for name, value in given.items() if Gap(what, name, of) not in lost}

    def events(of: str | None, given: Iterable[Event]) -> list[Event]:
        missed = {k for k in KINDS if {Gap("kind", k, of), Gap("event", k, of)} <= lost}
        return [event for event in given if event.kind not in missed]

    def reported(of: str | None, given: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: value
            for name, value in given.items()
            if Gap("kind", name, of) not in lost and not rows.get(name, False)
        }

    homes = [
        evolve(
            home,
            values=values(home.id, home.values),
            events=events(home.id, home.events),
            reported=reported(home.id, home.reported),
        )
        for home in village.households
        if not (rows["households"] and Gap("row", "households", home.id) in lost)
    ]
    groups = [
        evolve(group, values=values(group.id, group.values))
        for group in village.groups
        if not (rows["groups"] and Gap("row", "groups", group.id) in lost)
    ]
    return evolve(
        village,
        values=values(None, village.values),
        households=homes,
        groups=groups,
        events=events(None, village.events),
        observations=[
            word for word in village.observations if Gap("word", word.of, word.method) not in lost
        ],
        reported=reported(None, village.reported),
    )


def filled(missing: Missing) -> frozenset[Gap]:
    """Give the gaps that close where a fact that a result names as missing is given."""
    match missing:
        case Missing("indicator", name):
            return frozenset({Gap("value", name)})
        case Missing("row", name, member) if name in KINDS:
            return frozenset({Gap("kind", name, member), Gap("event", name, member)})
        case Missing("row", name, member):
            return frozenset({Gap("cell", name, member)})
        case Missing("completeness", name) if name in KINDS:
            return frozenset({Gap("kind", name), Gap("event", name)})
        case Missing("completeness", name):
            return frozenset({Gap("rows", name)})
        case Missing("observation", path, method):
            return frozenset({Gap("word", path, method)})
    return frozenset()  # a whole that is 0, or an empty set: nothing fills that
