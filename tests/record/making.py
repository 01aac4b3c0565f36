"""The record: what the library gives for the bundled documents and for those of the field.

``python tests/record/making.py`` writes it anew. A text stands in it by its sha-256 and, for
a reader, by its first lines.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from attrs import evolve

import civil_village as cv
from civil_village.canonical import pretty_json
from civil_village.cli import main
from civil_village.messages import LANGUAGES
from civil_village.messages.table import TEXTS
from civil_village.quantities.rounding import RoundingMode

FOLDER = Path(__file__).parent
TESTS = FOLDER.parent
GIVEN = FOLDER / "given"
STORED = TESTS / "documents" / "stored"

#: What to do where a difference is meant.
RENEW = "if this is meant: python tests/record/making.py"

#: A title, and the text under it.
Entry = tuple[str, str]

#: Documents of the field that do not come along, by their ids as the record names them.
FIELD = {
    "baishan": "tables_of_the_field/baishan.yaml",
    "review-2016": "tables_of_the_field/review-2016.yaml",
    "five-stars": "tables_of_the_field/five-stars.yaml",
    "medals": "tables_of_the_field/medals.yaml",
    "liuxi": "points_of_the_field/liuxi.yaml",
    "liuxi-ledger": "points_of_the_field/liuxi-ledger.yaml",
    "liuxi-roster": "points_of_the_field/liuxi-roster.yaml",
    "wendeng-ledger": "record/given/wendeng-ledger.json",
    "forms": "record/given/forms.yaml",
    "forms-ledger": "record/given/forms-ledger.json",
    "forms-roster": "record/given/forms-roster.yaml",
}
#: Records that each standard evaluates; those of the field are given here.
EVALUATED = {
    "anle.standard": "anle.villages",
    "anle.stars": "anle.villages",
    "stars.households": "stars.villages",
    "stars.village": "stars.villages",
    "national.leadership": None,
    "qiongzhong.culture": None,
    "xingfu.standard": None,
    "baishan": None,
    "review-2016": None,
    "five-stars": None,
    "medals": None,
}
#: Policy → ledger, roster, and the days on which it is settled.
SETTLED = {
    "points.village": (
        "points.ledger",
        "points.roster",
        ("2024-03-23", "2024-04-30", "2024-06-30", "2025-01-01"),
    ),
    "liuxi": (
        "liuxi-ledger",
        "liuxi-roster",
        ("2024-03-26", "2024-05-15", "2024-06-26", "2024-08-31"),
    ),
    "wendeng.points": ("wendeng-ledger", "points.roster", ("2024-07-15", "2024-12-31")),
    "forms": (
        "forms-ledger",
        "forms-roster",
        ("2024-12-31", "2025-03-31"),
    ),
}


@cache
def source(name: str) -> bytes:
    """Give the text of a document of the field, or of one that is given here."""
    return (TESTS / FIELD[name]).read_bytes()


@cache
def document(name: str) -> Any:
    """Load a document, once."""
    return cv.loads(source(name), source=name) if name in FIELD else cv.bundled(name)


@cache
def evaluated(name: str) -> tuple[list[Any], list[Any], Any]:
    """Give facts, results and records of a standard, once."""
    standard, records = document(name), EVALUATED[name]
    if records is None:
        read = cv.loads((GIVEN / f"{name}.json").read_bytes(), cv.Records)
    else:
        read = document(records)
    facts: list[Any] = []
    if standard.subject == "village":
        facts += cv.derive_each(standard.catalogue, read, as_of=read.as_of)
    else:
        facts += cv.derivation.derive_households(standard.catalogue, read, as_of=read.as_of)
    return facts, list(cv.evaluate_each(standard, facts)), read


def json_of(value: Any) -> str:
    """Write any value as JSON for people."""
    return pretty_json(value)


def in_both(text: Callable[[Any], str]) -> str:
    """Give a text in Chinese, and under it in English."""
    return "\n".join(text(lang) for lang in LANGUAGES)


#: Of more results than these not all are recorded as documents.
MANY = 4

# What is recorded --------------------------------------------------------------------------


def documents() -> Iterator[Entry]:
    """Every document: digest, dump, findings, and that it reads back as it is."""
    for name in (*cv.bundled_names(), *FIELD):
        model = document(name)
        written = cv.dumps(model)
        read = cv.loads(written)
        yield (
            f"{name}: digest",
            f"{cv.documents.digest(model)}\nreads back equal: {read == model}, {cv.documents.digest(read)}",
        )
        yield f"{name}: dump", written
        problems = cv.lint(source(name) if name in FIELD else model, source=name)
        yield (
            f"{name}: findings",
            in_both(lambda lang, found=problems: "\n".join(p.text(lang) for p in found)),
        )


def explanations(name: str) -> Iterator[Entry]:
    """The results of one standard: what each came to and why."""
    _, results, _ = evaluated(name)
    for result in results:
        told = result.explain()
        for lang in LANGUAGES:
            yield f"{name}, {result.id}: explained in {lang}", told.text(lang)


def results() -> Iterator[Entry]:
    """Results as documents, in tables and as pages; needs; comparisons."""
    for name in EVALUATED:
        standard = document(name)
        facts, made, _ = evaluated(name)
        yield f"{name}: outcomes", "\n".join(map(_marked, made))
        # Of many households a few are enough; what the others came to is explained.
        for result in made if len(made) <= MANY else made[:: len(made) // MANY]:
            yield f"{name}, {result.id}: result", cv.dumps(result)
        for lang in LANGUAGES:
            yield (
                f"{name}: table of results in {lang}",
                cv.write_results(made, standard, lang=lang),
            )
        yield f"{name}, {made[-1].id}: page", made[-1]._repr_html_()
        yield f"{name}: page of the standard", standard._repr_html_()
        yield f"{name}: what is needed", "\n".join(_needs(standard, facts))
        if standard.subject == "village":
            pairs = [
                (evolve(of, id=None, label=None), evolve(other, id=None, label=None))
                for of, other in pairwise(facts)
            ]
            for number, (one, other) in enumerate(pairs[:4], 1):
                comparison = cv.compare(cv.evaluate(standard, one), cv.evaluate(standard, other))
                yield f"{name}: comparison {number}", in_both(comparison.text)


def _marked(result: Any) -> str:
    marks = [result.outcome, *map(str, result.bounds), *result.possible_bands]
    return f"{result.id}: {' '.join(marks)}"


def _needs(standard: Any, facts: list[Any]) -> Iterator[str]:
    for of in facts:
        for need in cv.standards.needed(standard, of):
            message = need.message(standard.catalogue.indicators)
            yield f"{of.id} {need.path}: {message.text('zh')} / {message.text('en')}"


def derived() -> Iterator[Entry]:
    """Facts as they come out of records, and what compiled standards answer of them."""
    for name in EVALUATED:
        facts, _, _ = evaluated(name)
        compiled = cv.standards.compile_standard(document(name))
        for of in facts[:4]:
            yield f"{name}, {of.id}: facts", cv.dumps(of)
            answer = compiled(of.values)
            counted = [[str(compiled.points(one)) for one in part] for part in answer[1:3]]
            states = [[str(one) for one in part] for part in (answer[0], *answer[3:])]
            yield f"{name}, {of.id}: compiled", json_of([states, counted])


def ranks() -> Iterator[Entry]:
    """Places and choices, of each standard by its own ranking and by others."""
    for name in EVALUATED:
        standard = document(name)
        facts, made, read = evaluated(name)
        rankings = {"score": None, "own": standard.ranking}
        for which, ranking in rankings.items():
            within = getattr(ranking, "within", None)
            strata = (
                cv.standards.strata_of(within, read if within == "township" else facts)
                if within
                else {}
            )
            places = cv.rank(made, ranking=ranking, strata=strata or None)
            yield (
                f"{name}: ranked by {which}",
                in_both(lambda lang, found=places: "\n".join(one.text(lang) for one in found)),
            )
            if which == "score":
                yield f"{name}: table of places", cv.tables.write_places(places, lang="zh")
        first = next(path for path, _ in standard.paths())
        quotas = [
            *standard.quotas,
            cv.rankings.Quota(id="two", top=2, ties="none"),
            cv.rankings.Quota(id="last", bottom=2, ties="all"),
            cv.rankings.Quota(
                id="drawn", share=Decimal("0.4"), round="half_up", ties={"by": [first]}, draw="2024"
            ),
        ]
        chosen = []
        for quota in quotas:
            strata = cv.standards.strata_of(quota.within, facts) if quota.within else None
            chosen.append(cv.select(made, quota, ranking=standard.ranking, strata=strata))
            yield f"{name}: chosen for {quota.id}", in_both(chosen[-1].text)
        yield (
            f"{name}: both ends",
            in_both(
                lambda lang, c=chosen: "\n".join(p.text(lang) for p in cv.rankings.overlaps(c))
            ),
        )
    yield from _derived_ranks()
    yield from _tie_keys()
    members = {f"h{number}": f"g{number % 3}" for number in range(1, 13)}
    for by in (None, "group"):
        plan = cv.evidence.SamplingPlan(id="yards", seed="2024-06-30", number=2, by=by)
        yield f"drawn by {by}", json_of(cv.evidence.draw(members, plan))
    for more in ({}, {"floor": 5, "cap": 60}):
        division = cv.dividing.divide(100, {"a": 1, "b": 2, "c": 4, "d": 0}, step=1, **more)
        yield f"divided with {more}", json_of(division) + in_both(division.text)


#: Invented sums: of some villages only the least is known, and of none who else there is.
SUMS = [(9, 9), (5, 7), (5, 7), (3, 5), (3, 3), (1, 3), (1, 1)]


def _tie_keys() -> Iterator[Entry]:
    """Places and choices of level villages, by a part that is added and one that is taken off."""
    counts = {name: {"label": name, "value": "count", "maximum": 9} for name in ("good", "bad")}
    per = {name: {"curve": {"of": name, "by": {"per": {"give": 1}}}} for name in counts}
    work = {"id": "work", "points": 9, "grade": per["good"]}
    dirt = {"id": "dirt", "criteria": [{"id": "bins", "points": 9, "grade": per["bad"]}]}
    given = {"kind": "standard", "format": 1, "id": "level", "label": "并列（虚构）"}
    given |= {"catalogue": {"indicators": counts}, "criteria": [work], "deductions": [dirt]}
    standard = cv.loads(json_of(given), cv.Standard)
    rows = [cv.Village(id=f"v{n}", values={"good": n + 2, "bad": n}) for n in (1, 2, 3)]
    made = cv.evaluate_each(standard, cv.derive_each(standard.catalogue, rows))
    for best in ("high", "low"):
        for key in ("work", "dirt"):
            ranking = cv.standards.ByScore(best=best, by=[key])
            quota = cv.rankings.Quota(id="one", top=1, ties={"by": [key]})
            places = cv.rank(made, ranking=ranking)
            chosen = cv.select(made, quota, ranking=cv.standards.ByScore(best=best))
            yield (
                f"level, {best} first, then {key}",
                in_both(lambda lang, of=places: "\n".join(one.text(lang) for one in of))
                + "\n"
                + in_both(chosen.text),
            )


def _derived_ranks() -> Iterator[Entry]:
    """Ranks among all that are compared, where some numbers are only known to be within."""
    for ties in ("competition", "dense", "worst"):
        for best in ("high", "low"):
            rank = {"rank": "least + more", "best": best, "ties": ties}
            indicators: dict[str, Any] = {
                "least": {"label": "起", "value": "count", "maximum": 9},
                "more": {"label": "另有", "value": "count", "maximum": 2},
                "place": {"label": "名次", "value": "count", "derive": rank},
            }
            given = {"kind": "catalogue", "format": 1, "id": "sums", "indicators": indicators}
            catalogue = cv.loads(json_of(given), cv.Catalogue)
            rows = [{"least": a} | ({"more": 0} if a == b else {}) for a, b in SUMS]
            facts = cv.derive_each(catalogue, rows, reported={"cohort": True})
            found = [of["place"] for of in facts]
            ends = [(f.least, f.greatest) if isinstance(f, cv.Unknown) else (f, f) for f in found]
            told = [
                f"{row}: {first} to {last}" for row, (first, last) in zip(SUMS, ends, strict=True)
            ]
            yield f"places {ties}, {best} first", "\n".join(told)


def points(name: str) -> Iterator[Entry]:
    """One book settled on several days: everything that can be asked of it."""
    ledger, roster, days = SETTLED[name]
    policy, book = document(name), document(ledger)
    last = date.fromisoformat(days[-1])
    views = [(day, {"as_of": date.fromisoformat(day)}) for day in days]
    views.append((f"{last}, known {days[0]}", {"as_of": last, "known": views[0][1]["as_of"]}))
    for day, when in views:
        state = cv.settle(policy, book, roster=document(roster), **when)
        yield f"{day}: balances", "\n".join(_balances(policy, state))
        yield (
            f"{day}: problems",
            in_both(lambda lang, of=state: "\n".join(p.text(lang) for p in of.problems)),
        )
        yield f"{day}: differences", json_of(state.differences)
        yield f"{day}: stock", json_of({reward: state.stock(reward) for reward in policy.rewards})
        for lang in LANGUAGES:
            pending = "\n".join(posting.text(lang) for posting in state.pending)
            yield f"{day}: pending in {lang}", pending
            told = [of.text(lang) for of in state.redemptions]
            yield f"{day}: redemptions in {lang}", "\n".join(told)
        for standing in policy.standings:
            yield f"{day}: ranked for {standing}", json_of(state.rank(standing))
        for board in policy.boards:
            yield f"{day}: board {board}", json_of(state.board(board))
        for who in state.subjects:
            statement = state.statement(who)
            yield f"{day}, {who}: statement", in_both(statement.text)
            postings = state.postings(who)
            for lang in LANGUAGES:
                told = [posting.text(lang) for posting in postings]
                yield f"{day}, {who}: postings in {lang}", "\n".join(told)
            yield f"{day}, {who}: data", json_of([statement, postings])
    account = next(iter(policy.accounts))
    yield f"divided by {account}", json_of(state.divide(1000, account, step=1, ties="order"))


def _balances(policy: Any, state: Any) -> Iterator[str]:
    for who in state.subjects:
        for account in policy.accounts:
            band = state.band(who, account)
            parts = ", ".join(f"{k} {v}" for k, v in state.parts(who, account).items())
            yield (
                f"{who} {account}: {state.balance(who, account)},"
                f" recorded {state.recorded(who, account)}, {parts}, band {band and band.id}"
            )
        yield f"{who}: stopped {sorted(state.stopped(who))}"  # its notes say the rest


def seals() -> Iterator[Entry]:
    """Seals of books and what they show; lines, extracts."""
    for name in ("points.ledger", "liuxi-ledger"):
        ledger = document(name)
        sealed = cv.events.seal(ledger)
        yield f"{name}: sealed", "\n".join(sealed.seals)
        yield f"{name}: lines", cv.documents.write_log(sealed)
        reads = cv.documents.read_log(cv.documents.write_log(sealed), cv.Ledger)
        yield f"{name}: lines read back equal", str(reads == sealed)
        middle = len(ledger.events) // 2
        changed = list(sealed.events)
        changed[middle] = evolve(changed[middle], id="other")
        shorter = {"events": sealed.events[:middle], "seals": sealed.seals[:middle]}
        cases = {
            "sealed": (sealed, cv.events.head(sealed)),
            "changed": (evolve(sealed, events=changed), None),
            "cut short": (evolve(sealed, **shorter), cv.events.head(sealed)),
            "reached before": (sealed, sealed.seals[middle]),
            "from now": (cv.events.seal(ledger, from_now=True), None),
            "not sealed": (ledger, None),
        }
        for case, (book, head) in cases.items():
            found = cv.events.verify(book, expected_head=head)
            yield f"{name}, {case}: verified", in_both(found.text) + "\n" + json_of(found)
        shown = cv.events.extract(ledger, secret="a secret of the record", hide_places=True)
        yield f"{name}: extract", cv.documents.write_log(shown)
    roster = cv.points.extract_roster(document("points.roster"), secret="a secret of the record")
    yield "points.roster: extract", cv.dumps(roster)


def numbers() -> Iterator[Entry]:
    """Roundings, curves, bands, periods and spans, each at its ends and between them."""
    grid = [Fraction(n, 8) for n in range(-20, 21)]
    for mode in get_args(RoundingMode):
        for step in ("1", "0.5", "0.01", "3"):
            rounding = cv.quantities.Rounding(step=Decimal(step), mode=mode)
            yield f"rounded {mode} to {step}", " ".join(str(rounding.of(x)) for x in grid)
    for name, curve in CURVES.items():
        yield f"curve, {name}", " ".join(str(curve.at(x)) for x in grid)
        ends = [curve.over(x, x + 2) for x in grid]
        yield f"curve, {name}, over ranges", " ".join(f"{low}..{high}" for low, high in ends)
    yield "bands", " ".join(BANDS.at(x).id for x in grid)
    days = [date(2024, 1, 9), date(2024, 2, 29), date(2024, 3, 25), date(2024, 3, 26)]
    days += [date(2024, 6, 30), date(2024, 7, 1), date(2024, 12, 31), date(2025, 1, 10)]
    for period in PERIODS:
        around = [_ends(period.around(day)) for day in days]
        yield f"period, {period.message().text('en')}", "\n".join(around)
    for text in ("1 day", "2 weeks", "1 month", "6 months", "1 year", "2 years"):
        span = cv.calendar.Span.parse(text)
        lines = []
        for day in days:
            windows = [span.window(day, kind) for kind in ("rolling", "calendar", "running")]
            windows.append(span.window(day, "rolling", "(]"))
            ends = [_ends(window) for window in windows]
            lapses = [span.anniversary(day), span.anniversary(day, leap="1_march")]
            lines.append(f"{day}: {', '.join(ends)}; lapses {lapses[0]}, {lapses[1]}")
        yield f"span, {text}", "\n".join(lines)


def _ends(window: Any) -> str:
    return f"{window.first} to {window.last}"


CURVES = {
    "steps": cv.curves.Steps(
        [
            cv.curves.Step(from_=0, give=1),
            cv.curves.Step(above=1, give=2),
            cv.curves.Step(from_=2, give=5),
        ]
    ),
    "linear": cv.curves.Linear(
        [cv.curves.Knot(at=-1, give=0), cv.curves.Knot(at=1, give=3), cv.curves.Knot(at=2, give=1)]
    ),
    "whole units": cv.curves.PerUnit(give=2, most=5),
    "started units": cv.curves.PerUnit(give=-1, each=Decimal("0.5"), count="started", least=-3),
    "continuous": cv.curves.PerUnit(give=Decimal("0.3"), start=1, count="continuous"),
    "brackets": cv.curves.Brackets(
        [cv.curves.Bracket(to=1, per=Decimal("0.5"), give=1), cv.curves.Bracket(per=1, give=1)]
    ),
    "shortfall": cv.curves.Shortfall(
        full=10, target=1, lose=1, each=Decimal("0.5"), count="started"
    ),
}
BANDS = cv.curves.Bands(
    [
        cv.curves.Band(id="low"),
        cv.curves.Band(id="fair", from_=0),
        cv.curves.Band(id="good", above=1),
    ]
)
PERIODS = [
    *(
        cv.calendar.Period(unit=unit)
        for unit in ("day", "week", "month", "quarter", "year", "ever")
    ),
    cv.calendar.Period(unit="year", starts="01-10"),
    cv.calendar.Period(unit="month", closes=25),
    cv.calendar.Period(unit="quarter", closes=25),
    cv.calendar.Period(rolling=cv.calendar.Span.parse("30 days")),
]

KINDS = (
    *("catalogue", "standard", "records", "facts", "result", "policy", "ledger", "roster"),
    *("campaign", "procedure", "log", "workdays"),
)


WINDOWS = ("2022-06-mid..2022-07", "..2023-03", "2022-H2..", "y-12..(y+1)-03", "z-Q3", "2022-13")
RECURRENCES = (
    cv.calendar.Recurrence(unit="quarter", month=1, day=20),
    cv.calendar.Recurrence(unit="month", day=31),
    cv.calendar.Recurrence(unit="month", workday=-1),
    cv.calendar.Recurrence(unit="week", weekday="friday"),
    cv.calendar.Recurrence(feast=["端午", "除夕", "国庆"]),
)
LIMITS = ("0 days", "10 days", "3 months", "1 year", "5 working days", "15 working days", "5 hours")


def calendar() -> Iterator[Entry]:
    """Windows, recurrences, time limits and feasts."""
    table, days = document("national.workdays"), (date(2026, 2, 13), date(2026, 12, 31))
    years = cv.calendar.NamedYears({"y": 2022, "z": "after y", "w": "y + 2"})
    yield "named years", f"{json_of(years)}\n{[years.bounds(name) for name in years]}"
    for text in WINDOWS:

        def bounds(text: str = text) -> Any:
            return cv.calendar.VagueWindow.parse(text).resolved(years)

        yield f"window {text}", _told(bounds)
    for rule in RECURRENCES:
        found = rule.occurrences(*days, table)
        yield f"due {json_of(rule)}", "\n".join(f"{due.name} {due.day}" for due in found)
    for text in LIMITS:

        def due(text: str = text) -> str:
            limit = cv.calendar.TimeLimit.parse(text)
            return " ".join(str(limit.due(day, by)) for day in days for by in (table, WEEKENDS))

        yield f"limit {text}", _told(due)
    for first, last in ((days[0], days[0]), days, (days[1], date(2027, 1, 1))):
        told = table.told(first, last)
        yield f"known from {first} to {last}", in_both(told.text) if told else "all"
    yield "weekends only", in_both(WEEKENDS.told(*days).text)
    feasts = (cv.calendar.feasts.FEASTS, (2024, 2025, 2057))
    yield "feasts", "\n".join(_feasts(*feasts))


WEEKENDS = cv.calendar.WEEKENDS_ONLY


def _feasts(names: tuple[str, ...], years: tuple[int, ...]) -> Iterator[str]:
    for name in names:
        days = (f"{cv.calendar.feast_day(name, year)}" for year in years)
        yield f"{name}: {' '.join(days)} {cv.calendar.uncertain(name, years[-1])}"


def _told(function: Callable[[], Any]) -> str:
    """Say what a call answers, or why it is refused."""
    try:
        return str(function())
    except cv.DocumentError as error:
        return in_both(error.text)


def schemas() -> Iterator[Entry]:
    """The JSON Schema of each kind."""
    for kind in KINDS:
        yield f"{kind}: schema", json_of(cv.schema(kind))


def portable() -> Iterator[Entry]:
    """Standards for other engines, for complete facts and for facts with gaps."""
    for name in EVALUATED:
        for gaps in (False, True):
            yield f"{name}: portable, gaps {gaps}", document(name).portable(gaps=gaps)


def tables() -> Iterator[Entry]:
    """Templates of tables, and what reading a table says."""
    for name in EVALUATED:
        standard = document(name)
        for lang in LANGUAGES:
            for subject in ("village", "household"):
                try:
                    text = cv.tables.template(standard, lang=lang, subject=subject)
                except cv.DocumentError as error:
                    text = error.text(lang)
                yield f"{name}: template for a {subject} in {lang}", text
    for name, text in TABLES.items():
        yield f"table, {name}", in_both(_refusal(cv.read_table, text.encode(), document("baishan")))


TABLES = {
    "good": "编号,村名,meetings,plan\nv1,示例村甲,3,是\nv2,,2,否\n",
    "wrong": "编号,meetings,plan,nothing\nv1,3次,maybe,1\nv1,-4,是,2\n,,1,\n",
    "empty": "",
}


def _refusal(function: Callable[..., Any], *arguments: Any) -> Callable[[Any], str]:
    """Give what a call answers or why it is refused, in either language."""
    try:
        made = function(*arguments)
    except cv.DocumentError as error:
        return error.text
    return lambda _: cv.dumps(made)


def problems() -> Iterator[Entry]:
    """What is said of documents that are wrong on purpose."""
    for path in sorted((GIVEN / "wrong").iterdir()):
        found = cv.lint(path.read_bytes(), source=path.name)
        codes = [f"{p.level} {p.code} at {list(p.path)} {p.position}" for p in found]
        yield f"{path.name}: codes", "\n".join(codes)
        for lang in LANGUAGES:
            yield f"{path.name}: {lang}", "\n".join(p.text(lang) for p in found)
    yield "bundled name", in_both(_refusal(cv.bundled, "anle.standrd"))
    standard = document("anle.standard")
    results = evaluated("anle.standard")[1]
    yield "other results", in_both(_refusal(cv.compare, results[0], evaluated("baishan")[1][0]))
    yield "other facts", in_both(_refusal(cv.evaluate, standard, {"staff": "two", "nothing": 1}))


def stored() -> Iterator[Entry]:
    """Documents that were stored before: they load, are written as now, and explain themselves."""
    for path in sorted(STORED.iterdir()):
        kept, name = path.read_bytes(), path.name
        lines = path.suffix == ".jsonl"
        model = (
            cv.documents.read_log(kept, cv.Ledger, source=name)
            if lines
            else cv.loads(kept, source=name)
        )
        yield f"{path.name}: digest", f"{model.kind} {cv.documents.digest(model)}"
        yield f"{path.name}: dump", cv.dumps(model)
        if isinstance(model, cv.Result):
            for lang in LANGUAGES:
                yield f"{path.name}: explained in {lang}", model.explain().text(lang)


def texts() -> Iterator[Entry]:
    """The catalogue of messages, in both languages."""
    for key in sorted(TEXTS):
        yield key, "\n".join(TEXTS[key])


# Commands ----------------------------------------------------------------------------------

NOON = ("--recorded", "2024-07-01T12:00:00+08:00")
IN_JUNE = ("--on", "2024-06-28", "--recorded", "2024-06-28T12:00:00+08:00")


def _asked() -> Iterator[tuple[str, ...]]:
    """Give the commands that are recorded, without their language."""
    yield ("list",)
    for name in (*cv.bundled_names(), "baishan.yaml", "stored.json"):
        yield ("show", name)
    yield ("check", "anle.stars", "points.ledger", "liuxi.yaml")
    yield ("check", "wrong.yaml", "baishan.yaml")
    yield ("show", "anle.standrd")
    for pair in (
        ("baishan.yaml", "baishan.json"),
        ("medals.yaml", "medals.json"),
    ):
        for form in ((), ("--explain",), ("-o", "-")):
            yield ("evaluate", *pair, *form)
        yield ("rank", *pair)
    yield ("evaluate", "medals.yaml", "medals.json", "--json")
    yield ("evaluate", "baishan.yaml", "villages.csv", "--as-of", "2026-06-30")
    yield ("evaluate", "baishan.yaml", "villages.csv", "--complete", "nothing")
    yield ("evaluate", "baishan.yaml", "baishan.json", "-o", "results.csv")
    yield ("evaluate", "baishan.json", "baishan.yaml", "--as-of", "2024-02-30")
    yield ("rank", "baishan.yaml", "baishan.json", "--by", "people", "--within", "terrain")
    yield ("template", "baishan.yaml")
    yield ("template", "baishan.yaml", "--households")
    rule = ("--catalogue", "baishan.yaml", "--facts", "baishan.json", "--as-of", "2026-06-30")
    yield ("rule", "meetings >= 3 && cleaners > 1", *rule, "--portable")
    yield ("rule", "meetings + 1", *rule)
    yield ("rule", "meetngs >= 3", *rule)
    yield ("schema", "roster")
    shown = ("points.village", "points.ledger", "--as-of", "2024-06-30")
    yield ("points", "statement", *shown, "h93")
    shown += ("--roster", "points.roster")
    for more in ((), ("--json",), ("--names",)):
        yield ("points", "statement", *shown, "h03", *more)
        yield ("points", "settle", *shown, *more)
        yield ("points", "board", *shown, "honour_roll", *more)
        yield ("points", "rank", *shown, "groups", *more)
    for more in ((), ("--json",)):
        add = ("points", "add", "points.village", "book.jsonl", *NOON, *more)
        yield (*add, "--claim", "meeting", "--who", "h02")
        yield (*add, "--claim", "volunteer", "--who", "h02", "--quantity", "2.5")
        yield (*add, "--claim", "meetng", "--who", "h02")
        yield (*add, "--event", '{"void": {"of": "c01"}}')
        redeem = ("points", "redeem", "points.village", "book.jsonl")
        yield (*redeem, "salt", "h03", *NOON, *more)
        yield (*redeem, "soap", "h02", *NOON, *more)
        yield (*redeem, "towel", "h03", "--count", "9", *IN_JUNE, *more)
        yield (*redeem, "salt", "h01", *IN_JUNE, *more)
        yield ("points", "verify", "book.jsonl", *more)
        yield ("points", "seal", "book.jsonl", *more)
        yield ("points", "verify", "book.jsonl", *more)
        yield ("points", "verify", "book.jsonl", "--head", "0" * 64, *more)
        yield ("points", "merge", "book.jsonl", "liuxi-ledger.yaml", "-o", "all.jsonl", *more)
        yield ("points", "lint", "wendeng.points", *more)
    yield ("points", "extract", "book.jsonl", "--secret-file", "secret.txt", "--hide-places")
    judged = ("procedure", "check", "four.procedure", "four.log", "--as-of", "2026-03-25")
    yield judged
    yield (*judged, "--matter", "well", "--json")


def commands(lang: str) -> Iterator[Entry]:
    """Every command: its exit code and what it answers, each language in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        _lay_out(Path(folder))
        for asked in _asked():
            if lang != LANGUAGES[-1] and (
                {"--json", "results.csv"} & {*asked} or asked[0] == "schema"
            ):
                continue  # it has no language
            code, out, err = _answer([*asked, "--lang", lang])
            yield (
                f"{' '.join(asked)}: {code}",
                "--- errors\n".join(filter(None, (out, err))),
            )
        yield "book.jsonl at the end", Path("book.jsonl").read_text(encoding="utf-8")
        if Path("results.csv").exists():
            yield "results.csv", Path("results.csv").read_text(encoding="utf-8")


def _lay_out(folder: Path) -> None:
    for name, path in FIELD.items():
        shutil.copy(TESTS / path, folder / f"{name}{Path(path).suffix}")
    for name in ("baishan", "medals"):
        shutil.copy(GIVEN / f"{name}.json", folder)
    shutil.copy(GIVEN / "wrong" / "standard.yaml", folder / "wrong.yaml")
    shutil.copy(STORED / "result.json", folder / "stored.json")
    (folder / "villages.csv").write_text(TABLES["good"], encoding="utf-8")
    (folder / "secret.txt").write_text("a secret of the record\n", encoding="utf-8")
    text = cv.documents.write_log(document("points.ledger"))
    (folder / "book.jsonl").write_bytes(text.encode())


def _answer(arguments: list[str]) -> tuple[int, str, str]:
    """Run a command here, before consoles that show every letter."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2)]
    out, err = streams
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    for stream in streams:
        stream.flush()
    told = [stream.buffer.getvalue().decode() for stream in streams]
    return code, told[0], told[1]


# The files ---------------------------------------------------------------------------------

#: So many lines of a text stand in the record.
LINES = 60
#: More of what a reader would compare line by line.
FULL = 1000
#: So much of a line stands there.
WIDTH = 400

#: What makes each file, and how many lines of each text stand in it.
FILES: dict[str, tuple[Callable[[], Iterator[Entry]], int]] = {
    "documents": (documents, LINES),
    "derived": (derived, 20),
    "results": (results, 40),
    "ranks": (ranks, LINES),
    "seals": (seals, LINES),
    "numbers": (numbers, LINES),
    "schemas": (schemas, LINES),
    "portable": (portable, 40),
    "tables": (tables, LINES),
    "problems": (problems, FULL),
    "stored": (stored, FULL),
    "calendar": (calendar, FULL),
    "texts": (texts, FULL),
    **{f"commands-{lang}": (lambda lang=lang: commands(lang), 50) for lang in LANGUAGES},
    **{f"explained-{name}": (lambda name=name: explanations(name), FULL) for name in EVALUATED},
    **{f"points-{name}": (lambda name=name: points(name), LINES) for name in SETTLED},
}
#: Every key that was ever written, one a line: a stored document may have it.
KEYS = FOLDER / "keys.txt"


def path_of(name: str) -> Path:
    """Give the file of a part of the record."""
    return FOLDER / f"{name}.txt"


def made(name: str) -> str:
    """Make one file of the record."""
    entries, most = FILES[name]
    return "".join(_entry(title, text, most) for title, text in entries())


def _entry(title: str, text: str, most: int) -> str:
    """Write a text under its title: its digest, its first lines, and how many follow."""
    lines = text.splitlines()
    digest = hashlib.sha256(text.encode()).hexdigest()
    shown = [line[:WIDTH] + ("…" if len(line) > WIDTH else "") for line in lines[:most]]
    if len(lines) > most:
        shown.append(f"… {len(lines) - most} more lines")
    return f"=== {title} [{digest[:16]}]\n" + "".join(f"{line}\n" for line in shown)


def known_keys() -> list[str]:
    """Give the keys that were ever written."""
    return KEYS.read_text(encoding="utf-8").split() if KEYS.exists() else []


def _written(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"written: {path.name}\n")


if __name__ == "__main__":
    for part in FILES:
        _written(path_of(part), made(part))
    _written(KEYS, "".join(f"{key}\n" for key in sorted({*known_keys(), *TEXTS})))
