"""Gaps of every kind: they decide nothing that filling them in denies, and all are named.

Three villages are complete, and some of what they say is taken away.
"""

from datetime import date
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from civil_village.calendar import Span, VagueDate
from civil_village.derivation import derive_each
from civil_village.evidence.reported import Event
from civil_village.evidence.sampling import SamplingPlan
from civil_village.evidence.sampling import draw as lot_of
from civil_village.evidence.surveys import Survey
from civil_village.facts import rule_value
from civil_village.indicators import Catalogue, EventKind, Indicator
from civil_village.records.subjects import Household, Village
from civil_village.rules import Rule, Unknown
from tests.indicators.ways import derivation

DAY = date(2024, 6, 30)
RULES = ("share", "count", "sum", "mean", "min", "max", "rank", "rule", "needed", "where")


def of(value, *, known_when=None, **way):
    made = {name: Rule(given) if name in RULES else given for name, given in way.items()}
    known_when = None if known_when is None else Rule(known_when)
    return Indicator(label="示例", value=value, derive=derivation(**made), known_when=known_when)


def reported(value, **keywords):
    return Indicator(label="示例", value=value, **keywords)


YEAR = {"within": Span(1, "year")}
CATALOGUE = Catalogue(
    indicators={
        "income": reported("amount", maximum=9),
        "poor": reported("truth"),
        "terrain": reported("choice", choices=["plain", "hill"]),
        "founded": reported("date"),
        "bonus": reported("amount", maximum=6, subject="household"),
        "tidy": reported("truth", subject="household"),
        "tidy_homes": of("count", count="tidy"),
        "tidiness": of("ratio", share="tidy"),
        "best": of("amount", max="bonus", known_when="income >= 3"),
        "mean": of("amount", mean="bonus", where="tidy"),
        "twice": of("amount", rule="best * 2"),
        "picked": of("amount", rule="poor ? best : income"),
        "groups": of("count", needed="best", per=2),
        "best_before": of("amount", earlier="best", period="2023"),
        "grown": of("ratio", growth="income", since="2023"),
        "quotient": Indicator(label="示例", value="ratio", of=["tidy_homes", "drawn"]),
        "drawn": of("count", count="true || tidy"),
        "clean": of("count", count="tidy", among="yards"),
        "cleanest": of("amount", max="bonus", among="yards"),
        "visited": of("date", last="visit"),
        "since": of("count", days=["visited", "as_of"]),
        "visits": of("count", events="visit", where="people >= 3", **YEAR),
        "most": of("amount", max="people", over="visit", **YEAR),
        "price": of("amount", index="pork", on="founded"),
        "content": of("ratio", survey="s", question="q", answers={"yes": 1}),
        "place": of("count", rank="income", best="high", by="terrain"),
        "place_of_best": of("count", rank="best", best="low"),
        "town": of("amount", mean="income", where="poor", over="cohort", by="township"),
        "others": of("amount", max="income", over="cohort", by="terrain", itself=False),
        "by_best": of("amount", sum="bonuses", over="cohort", by="terrain"),
        "bonuses": of("amount", sum="bonus"),
    },
    events={"visit": EventKind(label="走访", values={"people": reported("count", maximum=5)})},
)
NAMES = [name for name, each in CATALOGUE.indicators.items() if each.subject is None]

#: What a village can leave unsaid: the name that its gap bears, and which one of that name.
OWN = [
    *((name, "") for name in ("income", "poor", "terrain", "founded", "township", "yards")),
    *(("households", each) for each in ("", "h1", "h2")),
    *((name, home) for name in ("bonus", "tidy") for home in ("h1", "h2")),
    *(("visit", each) for each in ("", "e1", "e2", "date e1", "date e2")),
    *(("people", each) for each in ("e1", "e2")),
    *((name, "2023") for name in ("income", "best")),
    ("pork", "2024-05"),
    *(("s", each) for each in ("", "q", "valid")),
]


@st.composite
def complete_villages(draw):
    """Draw all that three villages say: numbers that often meet."""
    few = st.sampled_from([0, 2, 3, 5])
    return [
        {
            "income": draw(few),
            "poor": draw(st.booleans()),
            "terrain": draw(st.sampled_from(["plain", "hill"])),
            "township": draw(st.sampled_from(["甲镇", "乙镇"])),
            "homes": {
                home: (draw(few), draw(st.booleans()))
                for home in draw(st.sampled_from([[], ["h1"], ["h1", "h2"]]))
            },
            "visits": {
                event: (draw(st.dates(date(2023, 5, 1), date(2024, 7, 9))), draw(few))
                for event in draw(st.sampled_from([[], ["e1"], ["e1", "e2"]]))
            },
            "before": draw(few),
            "price": draw(few),
            "yes": draw(st.integers(0, 2)),
            "valid": draw(st.sampled_from([0, 2])),
        }
        for _ in range(3)
    ]


def village(number, said, gone):
    """Make the record of one village, without what is taken away."""

    def kept(values):
        return {name: each for (name, which), each in values.items() if (name, which) not in gone}

    open_rows, open_visits = ("households", "") in gone, ("visit", "") in gone
    homes = [
        Household(id=home, values=kept({("bonus", home): bonus, ("tidy", home): tidy}))
        for home, (bonus, tidy) in said["homes"].items()
        if not (open_rows and ("households", home) in gone)
    ]
    visits = [
        Event(
            id=event,
            kind="visit",
            on=VagueDate(f"{day:%Y-%m}") if ("visit", f"date {event}") in gone else day,
            values=kept({("people", event): people}),
        )
        for event, (day, people) in said["visits"].items()
        if not (open_visits and ("visit", event) in gone)
    ]
    before = kept({("income", "2023"): said["before"], ("best", "2023"): said["before"]})
    answers = {("s", "q"): {"yes": min(said["yes"], said["valid"])}}
    survey = Survey(
        id="s",
        valid=None if ("s", "valid") in gone else said["valid"],
        answers={"q": answers["s", "q"]} if ("s", "q") not in gone else {},
    )
    values = {(name, ""): said[name] for name in ("income", "poor", "terrain")}
    lot = lot_of(["h1", "h2"], SamplingPlan(id="yards", seed="2026-1", number=1))
    return Village(
        id=f"v{number}",
        township=None if ("township", "") in gone else said["township"],
        values=kept(values | {("founded", ""): date(2024, 5, 3)}),
        households=homes,
        events=visits,
        surveys=[] if ("s", "") in gone else [survey],
        draws=[lot] if said["homes"].keys() == {"h1", "h2"} and ("yards", "") not in gone else [],
        earlier={"2023": before},
        indexes={"pork": kept({("pork", "2024-05"): said["price"]}) and {"2024-05": said["price"]}},
        reported={
            "cohort": True,
            **({} if open_rows else {"households": True}),
            **({} if open_visits else {"visit": DAY}),
        },
    )


def facts_of(said, gone):
    """Derive the facts of all three."""
    records = [
        village(n, each, {(name, which) for number, name, which in gone if number == n})
        for n, each in enumerate(said)
    ]
    return derive_each(CATALOGUE, records, as_of=DAY)


def closes(missing, number):
    """Give the gaps that close where what a village's fact names is told."""
    by_name = {(number, name, which) for name, which in OWN if name == missing.name}
    match missing.kind:
        case "row":
            one = {gap for gap in by_name if gap[2] == missing.row}
            # A row that was drawn by lot is known by its id, also where no row of it came in.
            one |= {(number, rows, missing.row) for rows in ("households", "visit")}
            whole = {
                (n, name, which)
                for n in range(3)
                for name, which in OWN
                if (name, f"v{n}") == (missing.name, missing.row)
            }
            return with_rows(one | whole)
        case "indicator" | "draw":
            return {(number, missing.name, "")}
        case "completeness":
            return with_rows({gap for gap in by_name if not gap[2].startswith("date")})
        case "date":
            return {(number, missing.name, f"date {missing.row}")}
        case "survey":
            return {(number, "s", ""), (number, "s", missing.row)}
        case "earlier":
            return {(number, missing.name, missing.row)}
        case "index":
            return by_name
    return set()  # nothing gives a value to what has none


def with_rows(gaps):
    """Add what a row says that comes back: it could not be named while it was not there."""
    inner = {
        (number, name, which)
        for number, rows, row in gaps
        if rows in ("households", "visit") and row
        for name, which in OWN
        if which in (row, f"date {row}")
    }
    return gaps | inner


GAPS = st.frozensets(
    st.tuples(st.integers(0, 2), st.sampled_from(OWN)).map(lambda each: (each[0], *each[1])),
    max_size=9,
)
MANY = settings(max_examples=15)


@MANY
@given(complete_villages(), GAPS)
def test_what_gaps_decide_holds_when_they_are_filled_in(said, gone):
    for whole, part in zip(facts_of(said, frozenset()), facts_of(said, gone), strict=True):
        for name in NAMES:
            known, found = (rule_value(name, each[name]) for each in (whole, part))
            if not isinstance(found, Unknown):
                assert found == known, name
            elif found.sure and found.least is not None:
                assert not isinstance(known, Unknown) or known.sure, name
                ends = (known.least, known.greatest) if isinstance(known, Unknown) else (known,) * 2
                assert found.least <= min(ends) <= max(ends) <= found.greatest, name
            elif found.sure and isinstance(known, Unknown):
                assert known.sure, name


@MANY
@given(complete_villages(), GAPS)
def test_all_is_named_that_is_not_known(said, gone):
    wholes, parts = facts_of(said, frozenset()), facts_of(said, gone)
    filled = cache(lambda left: facts_of(said, left))
    for number, (whole, part) in enumerate(zip(wholes, parts, strict=True)):
        for name in NAMES:
            if isinstance(part[name], Unknown) and not isinstance(whole[name], Unknown):
                told = set().union(*(closes(item, number) for item in part[name].missing))
                assert filled(gone - told)[number][name] == whole[name], (name, part[name].missing)
