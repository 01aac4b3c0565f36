"""Whatever a stranger hands in either loads or raises a `DocumentError`, never anything else."""

import copy
import json
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from attrs import NOTHING, has
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import civil_village as cv
from civil_village.calendar import Span, VagueWindow
from civil_village.documents.kinds import KINDS
from civil_village.events import EventDay
from civil_village.exact_numbers import Weight
from civil_village.facts import FactValue
from civil_village.mappings import FrozenMapping
from civil_village.messages import Message
from civil_village.messages.table import TEXTS
from civil_village.rules import Rule
from civil_village.standards import Scorers
from civil_village.standards.scorers import DOORS
from civil_village.values import field_types
from civil_village.written_forms import document_key, form_of, written_fields
from tests.refused.tables import TABLES

# A standard that uses every part of the format; villages and numbers are invented.
STANDARD = {
    "kind": "standard",
    "format": 1,
    "id": "demo.standard",
    "edition": "20x1",
    "label": {"zh": "示范标准", "en": "Demonstration standard"},
    "source": [{"document": "plan", "clause": "三"}],
    "catalogue": {
        "indicators": {
            "a": {"label": "参保人数", "value": "count", "maximum": 5000},
            "b": {"label": "应保人数", "value": "count", "maximum": 5000},
            "c": {"label": "参保率", "value": "ratio", "of": ["a", "b"], "round": 0.01},
            "d": {"label": "有计划", "value": "truth"},
            "e": {"label": "集体收入", "value": "amount", "unit": "元", "places": 1},
            "f": {"label": "水源", "value": "choice", "choices": ["tap", "well"]},
            "g": {"label": "备案日", "value": "date"},
            "h": {"label": "说明", "value": "text"},
            "i": {"label": "户有厕", "value": "truth", "subject": "household"},
            "j": {"label": "户人口", "value": "count", "subject": "household", "maximum": 30},
            "k": {"label": "有厕户占比", "value": "ratio", "derive": {"share": "i"}},
            "l": {
                "label": "户均人口",
                "value": "amount",
                "round": {"step": 0.1, "mode": "half_even"},
                "derive": {"mean": "j", "where": "i", "blank": "exclude"},
            },
            "m": {"label": "事故", "value": "count", "derive": {"events": "x", "within": "1 year"}},
            "n": {"label": "组会", "value": "count", "subject": "group"},
            "o": {"label": "最少组会", "value": "count", "derive": {"min": "n", "over": "group"}},
        },
        "events": {"x": {"label": "重大事故", "source": {"clause": "五"}}},
    },
    "methods": {"visit": {"zh": "实地", "en": "visit"}, "papers": "资料"},
    "sections": [
        {
            "id": "p",
            "label": "组织",
            "minimum": 5,
            "cap": 28,
            "assumed": {"cap": "原文未列"},
            "criteria": [
                {
                    "id": "q",
                    "points": 10,
                    "grade": {"count": {"short": [1, 0.66, 0.33, 0]}},
                    "requirements": [
                        {"id": "r", "rule": "c >= 0.9 && d", "applies": "b > 0"},
                        {"id": "s", "rule": "a >= 3 || f == 'tap'", "judged": "visit && papers"},
                    ],
                },
                {
                    "id": "t",
                    "points": 10,
                    "grade": {"points_short": {"of": "k", "target": "95%", "lose": 1}},
                },
                {
                    "id": "u",
                    "points": 10,
                    "round": 0.1,
                    "applies": "d",
                    "grade": {
                        "curve": {
                            "of": "a * 2 + 1",
                            "by": {"linear": [{"at": 0, "give": 0}, {"at": 3, "give": 10}]},
                        }
                    },
                },
            ],
        },
        {
            "id": "v",
            "criteria": [
                {
                    "id": "q",
                    "points": 3,
                    "grade": "sum",
                    "requirements": [
                        {"id": "r", "rule": "l > 2", "points": 1},
                        {"id": "s", "rule": "f in ['tap', 'well']", "points": 2},
                    ],
                },
                {
                    "id": "w",
                    "points": 2,
                    "grade": {
                        "curve": {
                            "of": "o",
                            "by": {"steps": [{"from": 2, "give": 1}, {"above": 4, "give": 2}]},
                        }
                    },
                },
                {
                    "id": "y",
                    "points": 5,
                    "round": 1,
                    "grade": {"count": "proportional"},
                    "requirements": [
                        {"id": "r", "rule": "d"},
                        {"id": "s", "rule": "e >= 10"},
                        {"id": "t", "rule": "d ? a > 1 : b > 1"},
                    ],
                },
            ],
        },
    ],
    "vetoes": [
        {"id": "z", "when": "m > 0", "applies": "d", "source": {"clause": "六"}},
        {"id": "z2", "when": "!d", "then": [{"band": "none"}]},
    ],
    "aims": [{"id": "spirit", "label": "弘扬新风", "reason": "不计分"}],
    "total": 38,
    "round": {"step": 0.5, "mode": "down"},
    "bands": [
        {"id": "none"},
        {"id": "good", "label": "良好", "from": 20},
        {"id": "best", "above": 30},
    ],
    "passes": {"band": "good"},
}

RECORDS = {
    "kind": "records",
    "format": 1,
    "id": "demo.records",
    "as_of": "2024-06-30",
    "reported": {"households": True, "groups": True, "x": "2024-06-30"},
    "subjects": [
        {
            "id": "v1",
            "label": "示例村甲",
            "township": "示例镇",
            "values": {
                "a": 9,
                "b": 10,
                "d": True,
                "e": 12.5,
                "f": "tap",
                "g": "2024-01-01",
                "h": "无",
            },
            "households": [
                {"id": "h1", "values": {"i": True, "j": 3}, "group": "g1"},
                {"id": "h2", "values": {"i": False}, "label": "示例户"},
            ],
            "groups": [{"id": "g1", "values": {"n": 4}}],
            "events": [{"id": "e1", "kind": "x", "on": "2022-05-01", "label": "示例"}],
            "observations": [
                {"of": "p.q.s", "method": "visit", "met": True, "by": "town", "on": "2024-05-01"}
            ],
            "exempt": {"v.y.s": {"reason": "口径调整", "by": "town"}},
        },
        {"id": "v2", "values": {"a": None, "b": 0}, "reported": {"households": False}},
    ],
}


def prepared():
    """Give each kind's valid document as plain data."""
    standard = cv.loads(json.dumps(STANDARD))
    records = cv.loads(json.dumps(RECORDS))
    facts = [cv.derive(standard.catalogue, village, as_of=records.as_of) for village in records]
    made = {
        "standard": standard,
        "records": records,
        "facts": facts[1],
        "result": cv.evaluate(standard, facts[0]),
        "policy": cv.loads(TABLES["policy"]["sound"]),
        "ledger": cv.loads(TABLES["ledger"]["sound"]),
        "roster": cv.loads(TABLES["roster"]["sound"]),
        "workdays": cv.loads(TABLES["workdays"]["sound"]),
    }
    return made, {kind: json.loads(cv.dumps(value)) for kind, value in made.items()}


VALID, WRITTEN = prepared()

# Data that have the keys of the models. Some are noisy and stop at the types of values; the
# others have sound types only, so that their parts meet, fitting or not.

IDS = st.sampled_from([*"abcdefghijkl", "none", "visit"])
NAMES = IDS | st.sampled_from(["p.q.s", "V", "in", "", "户"])
SOUND_RULES = st.sampled_from(
    [
        *("a", "a >= 3", "b > 10", "c > 1.2", "d", "!d", "d && i", "i", "j + 1", "j", "k * l"),
        *("f == 'tap'", "f in ['tap', 'mill']", "e * l", "g == h", "zz", "d ? a : b", "visit"),
        *("a > 1 && a < 1", "99999999999 * a * b", "-a", "c - c"),
    ]
)
RULES = SOUND_RULES | st.sampled_from(["a / b", "(", "a >= 92%", "a ≥ 3", ""])
DAYS = st.sampled_from(["2024-06-30", "2024-02-29", "0001-01-01", "9999-12-31"])
VAGUE = st.sampled_from(["2024", "2024-05", "2024-05-mid", "2024-13"])
INSTANTS = st.sampled_from(
    [
        *("2024-03-01T12:00:00+08:00", "2024-02-29T04:00Z", "2024-12-31T23:59:59.999999-04:30"),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2024-03-01T12:00:00"),
    ]
)
WINDOWS = st.sampled_from(
    ["2026", "2026-02-15..2026-02-23", "2026-02..", "y-03", "0001-01-01..9999-12-31", "2026-05-mid"]
)
SPANS = st.sampled_from(["1 year", "3 months", "9999 years", "12 days"])
WORDS = st.sampled_from(["2024-02-30", "95%", "1 year", "proportional", "households", "tap"])
TEXT = NAMES | RULES | DAYS | WORDS
SOUND_NUMBERS = st.integers(-2, 12) | st.sampled_from([0.5, 1.2, 0.92, 10**11, -(10**11), 0.0001])
NUMBERS = SOUND_NUMBERS | st.sampled_from([0.00001, 10**40, 1e300, -0.0, float("nan")])
SCALARS = st.none() | st.booleans() | NUMBERS | TEXT | st.text(max_size=4)


#: What documents may name where a model has a scorer.
SCORERS = {
    door: list(getattr(Scorers.builtin(), family).values()) for family, door in DOORS.items()
}


def keys_of(model, found):
    """Gather every key of a model and of the models in it."""
    if model in found:
        return
    found[model] = {document_key(attribute) for attribute in written_fields(model)}
    todo = [field_types(model)[attribute.name] for attribute in written_fields(model)]
    while todo:
        kind = todo.pop()
        todo += SCORERS.get(kind, [])
        todo += [part for part in get_args(kind) if not isinstance(part, str)]
        if isinstance(kind, type) and has(kind):
            keys_of(kind, found)


MODELS: dict[Any, set[str]] = {}
for _kind in KINDS.values():
    keys_of(_kind.model, MODELS)
PLUGINS = {model.name for model in MODELS if form_of(model).named}
KEYS = st.sampled_from(sorted({"key", "date", "fraction"}.union(PLUGINS, *MODELS.values())))
JUNK = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | NAMES, inner, max_size=4),
    max_leaves=8,
)
LANGS = st.sampled_from(["zh", "en"])
MESSAGES = st.builds(
    lambda key, more: {"key": key, **more},
    st.sampled_from([*sorted(TEXTS), *["own"] * 20]),
    st.dictionaries(
        st.sampled_from(["name", "lang", "points", "most"]) | NAMES | LANGS,
        JUNK | st.sampled_from(["{name}", "{name.real}", "{most!r:>9}{"]),
        max_size=4,
    ),
)
FRACTIONS = st.sampled_from(["100/3", "-1/7", "1/0", "1e99", "x"])
FACTS = st.one_of(
    SCALARS,
    st.fixed_dictionaries({"date": DAYS | JUNK}),
    st.fixed_dictionaries({"fraction": FRACTIONS}),
    st.fixed_dictionaries({"part": NUMBERS, "whole": NUMBERS}),
    st.fixed_dictionaries(
        {"missing": st.just([["indicator", "a"]]) | JUNK},
        optional={"least": NUMBERS, "greatest": NUMBERS, "sure": st.booleans()},
    ),
)

#: For each type: noisy data, and sound data.
SIMPLE: dict[Any, tuple[st.SearchStrategy[Any], st.SearchStrategy[Any]]] = {
    bool: (st.booleans(), st.booleans()),
    int: (st.integers(-1, 5), st.integers(-1, 5) | st.just(10**12)),
    str: (TEXT, IDS | WORDS),
    Decimal: (NUMBERS, SOUND_NUMBERS),
    Fraction: (NUMBERS | st.fixed_dictionaries({"fraction": FRACTIONS}), SOUND_NUMBERS),
    date: (DAYS | WORDS, DAYS),
    datetime: (INSTANTS | DAYS | WORDS, INSTANTS),
    Rule: (RULES, SOUND_RULES),
    EventDay: (DAYS | VAGUE | WORDS, DAYS | VAGUE),
    Span: (SPANS | WORDS, SPANS),
    VagueWindow: (WINDOWS | WORDS, WINDOWS),
    Message: (MESSAGES, MESSAGES),
    Any: (JUNK, SCALARS),
    NoneType: (st.none(), st.none()),
    Weight: (NUMBERS, SOUND_NUMBERS),
    FactValue: (FACTS, FACTS),
}


def fitting(kind: Any, *, noisy: bool) -> st.SearchStrategy[Any]:
    """Give data for a type; where they are noisy, now and then anything."""
    wanted = shape(kind, noisy=noisy)
    return st.one_of(*[wanted] * 9, JUNK) if noisy else wanted


def shape(kind: Any, *, noisy: bool) -> st.SearchStrategy[Any]:
    """Give data that have the form of a type."""

    def inside(part):
        return st.deferred(lambda: fitting(part, noisy=noisy))

    if kind in SIMPLE:
        return SIMPLE[kind][0 if noisy else 1]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return NAMES if noisy else IDS
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is FrozenMapping:
        return st.dictionaries(NAMES if noisy else IDS, inside(inner[1]), max_size=4)
    if origin is tuple and inner[-1] is Ellipsis:
        return st.lists(inside(inner[0]), max_size=3)
    if origin is tuple:
        return st.tuples(*map(inside, inner)).map(list)
    if kind in SCORERS:
        return st.one_of(*[tagged(part, inside(part)) for part in SCORERS[kind]])
    if origin in (Union, UnionType):
        return st.one_of(*[tagged(part, inside(part)) for part in inner])
    return model_data(kind, noisy=noisy)


def tagged(kind: Any, data: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Set the name of a plug-in before its parameters."""
    named = form_of(kind).named and kind not in SCORERS  # a door sets the names of those behind it
    return data.map(lambda value: {kind.name: value}) if named else data


def model_data(model: Any, *, noisy: bool) -> st.SearchStrategy[Any]:
    """Give a mapping with the keys that a model needs and some of the others."""
    wanted: dict[str, Any] = {}
    others: dict[str, Any] = {}
    types = field_types(model)
    for attribute in written_fields(model):
        data = st.deferred(lambda kind=types[attribute.name]: fitting(kind, noisy=noisy))
        if attribute.name == form_of(model).sole:
            return data
        group = wanted if attribute.default is NOTHING else others
        group[document_key(attribute)] = data
    return st.fixed_dictionaries(wanted, optional=others)


def documents(*, noisy: bool) -> st.SearchStrategy[Any]:
    """Give data that look like a document of each kind."""
    return st.one_of(
        *[
            model_data(kind.model, noisy=noisy).map(
                lambda data, name=name: {"kind": name, "format": 1, **data}
            )
            for name, kind in KINDS.items()
        ]
    )


# Mutations of a valid document.


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Give the path of every node but the root."""
    if not isinstance(value, dict | list):
        return []
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return [place for key, item in items for place in ((*path, key), *places(item, (*path, key)))]


@st.composite
def mutated(draw):
    """Give a valid document with one to four nodes deleted, replaced, copied or renamed."""
    document = copy.deepcopy(WRITTEN[draw(st.sampled_from(sorted(WRITTEN)))])
    for _ in range(draw(st.integers(1, 4))):
        *steps, last = draw(st.sampled_from(places(document)))
        parent = document
        for step in steps:
            parent = parent[step]
        match draw(st.sampled_from(["delete", "replace", "copy", "rename"])):
            case "delete":
                del parent[last]
            case "replace":
                parent[last] = draw(JUNK)
            case "copy":
                *others, end = draw(st.sampled_from(places(document)))
                value = document
                for step in (*others, end):
                    value = value[step]
                parent[last] = copy.deepcopy(value)
            case "rename" if isinstance(parent, dict):
                parent[draw(KEYS | NAMES)] = parent.pop(last)
            case "rename":
                parent.append(copy.deepcopy(parent[last]))
        if not places(document):
            break
    return document


def attempted(function, *arguments, **options):
    """Give what a function returns, or the problems of the one error that it may raise."""
    try:
        return function(*arguments, **options), ()
    except cv.DocumentError as error:
        return None, error.problems


def readable(problems):
    return all(problem.text(lang) for problem in problems for lang in ("zh", "en"))


def survives(text):
    """Load a text; nothing but a `DocumentError` may come of it, and `lint` says the same."""
    found = cv.lint(text)
    assert readable(found)
    assert all(problem.position for problem in found if problem.path)
    model, problems = attempted(cv.loads, text)
    assert problems == tuple(problem for problem in found if problem.level == "error")
    assert model is None or cv.loads(cv.dumps(model)) == model
    return model


def used(model):
    """Put a loaded model to its use beside the valid ones of the other kinds."""
    village, as_of = VALID["records"]["v1"], VALID["records"].as_of
    match model:
        case cv.Standard(catalogue=catalogue, subject=subject):
            derived = [
                attempted(cv.derive, catalogue, village, as_of=as_of),
                attempted(cv.derive, catalogue, village, as_of=as_of, extra="ignore"),
                attempted(cv.derive, catalogue, {}, subject=subject, as_of=as_of),
            ]
            evaluated(model, derived)
        case cv.Records():
            catalogue = VALID["standard"].catalogue
            villages = [attempted(cv.derive, catalogue, v, as_of=model.as_of) for v in model]
            evaluated(VALID["standard"], villages)
        case cv.Facts():
            evaluated(VALID["standard"], [(model, ())])
        case cv.Result():
            told(model)
        case cv.Policy():
            settled(model, VALID["ledger"], VALID["roster"])
        case cv.Ledger():
            settled(VALID["policy"], model, VALID["roster"])
        case cv.Roster():
            settled(VALID["policy"], VALID["ledger"], model)
        case cv.calendar.Workdays():
            counted(model)


def counted(workdays):
    """Count working days by a table."""
    for day in date.min, date(2026, 2, 13), date.max:
        assert workdays.before(day, 5) <= day <= workdays.after(day, 5)
        assert workdays.covers(day) or workdays.told(day, day).text("zh")
        workdays.nth(date(2026, 1, 1), day, -1)


def evaluated(standard, derived):
    """Evaluate what facts there are."""
    for facts, problems in derived:
        assert readable(problems)
        if facts is not None:
            result, problems_of_facts = attempted(cv.evaluate, standard, facts)
            assert readable(problems_of_facts)
            if result is not None:
                told(result)


def settled(policy, ledger, roster):
    """Settle a ledger by a policy on several days, and ask everything of it."""
    for day in (date.min, date(2024, 12, 31)):
        for known in (None, date(2024, 3, 2)):
            state, problems = attempted(
                cv.settle, policy, ledger, as_of=day, known=known, roster=roster
            )
            assert readable(problems)
            if state is not None:
                assert readable(state.problems)
                asked(policy, state)


def asked(policy, state):
    """Ask a state for what it has, in both languages."""
    for who in state.subjects:
        statement = state.statement(who)
        assert statement.text("zh")
        assert statement.text("en")
    for name in policy.standings:
        state.rank(name)
    for name in policy.boards:
        state.board(name)
    assert all(state.stock(name) is None or policy.rewards[name] for name in policy.rewards)
    assert isinstance(state.differences, tuple)


def told(result):
    """Tell a result in both languages and read back what is written of it."""
    assert result.explain().text("zh")
    assert result.explain().text("en")
    assert cv.loads(cv.dumps(result)) == result


#: Whole documents are large, and drawing them is slow; that is meant.
LARGE = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def test_the_valid_documents_are_valid():
    for kind, document in WRITTEN.items():
        assert survives(json.dumps(document)) == VALID[kind]


@given(documents(noisy=True) | documents(noisy=False))
@LARGE
def test_data_with_the_keys_of_the_models_load_or_are_refused(document):
    used(survives(json.dumps(document)))


@given(st.sampled_from(sorted(KINDS)), JUNK)
def test_any_data_load_or_are_refused(kind, data):
    document = {"kind": kind, "format": 1, **(data if isinstance(data, dict) else {"id": data})}
    used(survives(json.dumps(document)))


@given(st.dictionaries(st.sampled_from(["kind", "format", "id"]), JUNK))
def test_any_envelope_loads_or_is_refused(document):
    survives(json.dumps(document))


@given(st.text() | st.text("{}[]\"':,-&*!|>#%@`\n ak1é\t?", max_size=40) | st.binary())
def test_any_text_loads_or_is_refused(text):
    survives(text)


@given(mutated())
@LARGE
def test_a_mutated_document_loads_or_is_refused(document):
    used(survives(json.dumps(document)))


@given(st.sampled_from(sorted(WRITTEN)), st.data())
def test_a_text_with_a_slip_loads_or_is_refused(kind, data):
    text = json.dumps(WRITTEN[kind], ensure_ascii=False, indent=1)
    text = "---\n" + text if data.draw(st.booleans()) else text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    slip = data.draw(
        st.text(max_size=3) | st.sampled_from(['"', "{", "]", ",", "&a ", "*a", ": ", "\n", "0"])
    )
    used(survives(text[:start] + slip + text[end:]))


#: What belongs into hardly any place.
STRANGE = [None, True, "Two words", [["a"]]]


@pytest.mark.parametrize("strange", STRANGE, ids=repr)
@pytest.mark.parametrize(("kind", "part"), [("ledger", "events"), ("roster", "members")])
def test_what_does_not_belong_in_an_event_or_a_member_is_refused(kind, part, strange):
    for one in WRITTEN[kind][part]:
        for *steps, last in places(one):
            document = copy.deepcopy({"kind": kind, "format": 1, "id": "one", part: [one]})
            place = document[part][0]
            for step in steps:
                place = place[step]
            place[last] = strange
            survives(json.dumps(document))
