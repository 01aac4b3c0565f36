"""What strangers hand in: every limit stands in the table and holds, work is linear, nothing runs."""

import builtins
import json
import keyword
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given

import civil_village as cv
from civil_village import problems
from civil_village.documents.reading.text import read
from civil_village.exact_numbers import exact_decimal
from civil_village.facts import read_value
from civil_village.ids import RESERVED, id_problems
from civil_village.problems import DocumentError, Problem
from civil_village.procedures import MergedStep, ProcedureStep
from civil_village.rules import Signature, Unknown, Valued, portable
from civil_village.rules.parser import parse
from civil_village.rules.syntax import walk
from civil_village.standards import compile_standard
from civil_village.tables.sheet import read_sheet
from civil_village.testing import RuleCase, rule_cases

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "limits.md"
CELLS = re.compile(r"^\| (.+?) \| (.+?) \| (?:`([\w.]+)`)? ?\| (.+?) \| .+ \|$", re.MULTILINE)


class Limit(NamedTuple):
    """One row of the table."""

    section: str
    name: str
    value: int
    constant: str
    beyond: str


def number(text: str) -> int:
    """Read a value of the table, such as ``10,000`` or ``2^63 - 1``."""
    found = re.fullmatch(r"(-?)(?:([\d,]+)|(\d+)\^(\d+)(?: - (\d+))?)", text)
    assert found, text
    sign, plain, base, power, less = found.groups()
    size = int(plain.replace(",", "")) if plain else int(base) ** int(power) - int(less or 0)
    return -size if sign else size


def table() -> Iterator[Limit]:
    """Give the rows of the page."""
    sections = re.split(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for section, text in zip(sections[1::2], sections[2::2], strict=True):
        for name, value, constant, beyond in CELLS.findall(text):
            if not set(name) <= set("- ") and name != "limit":
                yield Limit(section, name, number(value), constant, beyond.strip("`"))


LIMITS = {(limit.section, limit.name): limit for limit in table()}
MOST = LIMITS["Documents", "problems with which looking for more stops, errors and findings each"]


def ids(limit: Limit) -> str:
    return f"{limit.section}: {limit.name}"


@pytest.mark.parametrize("limit", [limit for limit in LIMITS.values() if limit.constant], ids=ids)
def test_the_table_says_what_the_code_has(limit):
    module, _, name = limit.constant.rpartition(".")
    assert getattr(import_module(f"civil_village.{module}"), name) == limit.value


# Edges --------------------------------------------------------------------------------

Use = Callable[[int], object]


def document(**given: Any) -> str:
    """Write a document of records that has something more or else."""
    return json.dumps({"kind": "records", "format": 1, "id": "a", "subjects": [], **given})


def village(**given: Any) -> str:
    return document(subjects=[{"id": "a", **given}])


def raised(problems: Iterator[Problem]) -> None:
    found = [problem for problem in problems if problem.level == "error"]
    if found:
        raise DocumentError(found)


def nested(levels: int) -> Any:
    """Give lists inside each other, the innermost of which holds a number."""
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


def padded(size: int) -> object:
    text = document()
    return cv.loads(text + " " * (size - len(text)))


def checked(maximum: int) -> None:
    raised(cv.Rule("n >= 1").check({"n": Signature.number(maximum=maximum)}))


def with_number(written: str) -> object:
    return cv.loads(village(values={"n": 12345}).replace("12345", written))


def observed_by(count: int) -> object:
    mean = cv.Indicator(label="均分", value="amount", maximum=10, observed=cv.evidence.Observed())
    words = [cv.Observation(of="look", value=1, assessor=f"e{n}") for n in range(count)]
    return cv.derive(cv.Catalogue(indicators={"look": mean}), {}, observations=words)


def in_portable_nodes(size: int) -> object:
    """Write a rule for other engines, under a limit that it would just meet at 10,000 nodes."""
    names = {"n": Signature.number(maximum=9, places=1)}
    made = cv.Rule("n >= 2.5 && n <= 7.5").portable(names)
    longest = max(len(list(walk(parse(text)))) for text in made.texts.values())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portable, "LARGEST_TEXT", longest + portable.LARGEST_TEXT - size)
        return cv.Rule("n >= 2.5 && n <= 7.5").portable(names)


AMOUNT = cv.Indicator(label="经费", value="amount")
SHARE = cv.Indicator(label="增长率", value="ratio", may_exceed=True)


def reported(indicator: cv.Indicator, value: Any) -> None:
    raised(iter(read_value(indicator, value)[1]))


def blank_rows(text: str, size: int) -> str:
    """Make a table so long with rows of nothing but spaces."""
    row = " " * 99_999 + "\n"
    return (text + row * (size // len(row) + 1))[:size]


TABLE = cv.Standard(
    id="table",
    catalogue=cv.Catalogue(indicators={"n": cv.Indicator(label="备注", value="text")}),
    criteria=[
        cv.Criterion(id="a", points=1, requirements=[cv.Requirement(id="b", judged=cv.Rule("m"))])
    ],
    methods={"m": "查阅"},
)

#: What uses just so much of each limit.
EDGES: dict[tuple[str, str], Use] = {
    ("Rows", "sheets of one survey, in all strata together"): (
        lambda most: cv.evidence.Survey(id="s", issued=most)
    ),
    ("Rows", "assessors who give one indicator a number by one method"): observed_by,
    ("Rows", "steps of a procedure"): lambda most: cv.Procedure(
        id="p", steps=[ProcedureStep(id=f"s{number}") for number in range(most)]
    ),
    ("Rows", "merged steps of a procedure"): lambda most: cv.Procedure(
        id="p",
        steps=[ProcedureStep(id=name) for name in "ab"],
        merges=[MergedStep(id=f"m{number}", of=["a", "b"]) for number in range(most)],
    ),
    ("Rules", "characters of a rule"): lambda most: parse("a".ljust(most)),
    # So many names, and the one node that joins them.
    ("Rules", "names, literals and operators of a rule"): (
        lambda most: parse(" && ".join(["a"] * (most - 1)))
    ),
    ("Rules", "levels of a rule's tree"): lambda most: parse("!" * (most - 1) + "a"),
    ("Rules", "parentheses inside each other"): lambda most: parse("(" * most + "a" + ")" * most),
    ("Rules", "values of one list"): lambda most: parse(f"a in [{', '.join('1' * most)}]"),
    ("Rules", "greatest whole number in a rule"): lambda most: parse(f"a > {most}"),
    ("Rules", "least whole number in a rule"): lambda least: parse(f"a > {least}"),
    ("Rules", "decimal places of a number in a rule"): lambda most: parse(f"a > 0.{'1' * most}"),
    ("Rules", "significant digits of a decimal in a rule"): (
        lambda most: parse(f"a > {'1' * (most - 8)}.{'1' * 8}")
    ),
    ("Rules", "whole numbers behind a checked rule"): checked,
    ("Rules", "nodes of a portable text"): in_portable_nodes,
    ("Documents", "bytes of a document"): padded,
    # The document, its subjects, the one village, and its values.
    ("Documents", "levels of a document"): (
        lambda most: cv.loads(village(values={"n": nested(most - 4)}))
    ),
    ("Documents", "characters of a number"): lambda most: with_number("1" * most),
    ("Documents", "digits of an exponent"): lambda most: with_number(f"1e{'9' * most}"),
    ("Documents", "combining marks on one character"): (
        lambda most: cv.loads(document(label="e" + "\u0301" * most))
    ),
    ("Documents", "characters of an id"): lambda most: raised(id_problems("a" * most)),
    ("Documents", "characters of a document's id"): (
        lambda most: raised(id_problems("a" * most, document=True))
    ),
    ("Documents", "digits of a stored fraction's part"): (
        lambda most: cv.loads(
            json.dumps(
                {"kind": "facts", "format": 1, "values": {"n": {"fraction": f"{'1' * most}/3"}}}
            )
        )
    ),
    ("Documents", "version of the format"): lambda most: cv.loads(document(format=most)),
    ("Tables", "bytes of a table"): lambda most: cv.read_table(blank_rows("id\na\n", most), TABLE),
    ("Tables", "rows without the headings"): (lambda most: read_sheet("id\n" + "a\n" * most)),
    ("Tables", "columns"): (
        lambda most: cv.read_table(
            f"id{',b' * (most - 1)}\na{',' * (most - 1)}", TABLE, extra="ignore"
        )
    ),
    ("Tables", "characters of a cell"): lambda most: cv.read_table(f"id,n\na,{'b' * most}", TABLE),
    ("Numbers", "absolute value"): exact_decimal,
    ("Numbers", "decimal places"): lambda most: exact_decimal(Decimal(1).scaleb(-most)),
    ("Numbers", "significant digits"): (lambda most: exact_decimal(Decimal("1" * most).scaleb(-4))),
    ("Numbers", "decimal places of an amount that declares none"): (
        lambda most: reported(AMOUNT, Decimal(1).scaleb(-most))
    ),
    ("Numbers", "digits before the point of a share in percent"): (
        lambda most: reported(SHARE, f"{'1' * most}%")
    ),
    ("Numbers", "number of units in a span"): lambda most: cv.calendar.Span(most, "day"),
    ("Numbers", "number of units in a time limit"): (
        lambda most: cv.calendar.TimeLimit(most, "working day")
    ),
    ("Numbers", "named years of a document"): (
        lambda most: cv.calendar.NamedYears({f"y{n}": "unknown" for n in range(most)})
    ),
    ("Numbers", "last year whose lunar feasts are known"): (
        lambda most: cv.calendar.uncertain("端午", most)
    ),
}
#: Limits whose other side is no refusal, or takes long to reach, each with a test of its own.
OTHERS = {
    ("Documents", "problems with which looking for more stops, errors and findings each"),
    ("Documents", "problems in the text of an error"),
    ("Documents", "values of plain data"),
    ("Tables", "unknown headings that get the nearest known one"),
    ("Rows", "households, groups, rows of a declared kind, or events of one kind"),
}


def test_every_limit_of_the_table_has_its_edge():
    assert LIMITS.keys() == EDGES.keys() | OTHERS


@pytest.mark.parametrize("name", EDGES, ids=": ".join)
def test_a_limit_is_the_last_value_that_is_accepted(name):
    limit, use = LIMITS[name], EDGES[name]
    use(limit.value)
    with pytest.raises(DocumentError) as refused:
        use(limit.value + (1 if limit.value > 0 else -1))
    (problem,) = refused.value.problems
    assert problem.code == limit.beyond


def test_the_size_of_negative_numbers_has_the_same_limit():
    assert exact_decimal(-(10**11)) == -(10**11)
    with pytest.raises(DocumentError, match="number-too-large"):
        exact_decimal(-(10**11) - 1)


@pytest.mark.parametrize("more", [-1, 0, 1, 500])
@pytest.mark.parametrize("start", ["{", ""], ids=["json", "yaml"])
def test_reading_stops_after_so_many_problems(start, more):
    most = MOST.value
    keys = ['"a": 1'] * (most + more + 1)
    text = "{" + ", ".join(keys) + "}" if start else "\n".join(keys)
    codes = [problem.code for problem in cv.lint(text)]
    assert codes.count("duplicate-key") == min(most, most + more)
    assert (MOST.beyond in codes) == (more > 0)


#: What a wave of reading gets, with as many things wrong in it.
WAVES: dict[str, Callable[[int], object]] = {
    "items of a wrong type": lambda n: cv.loads(document(subjects=[1] * n)),
    "the same in YAML": lambda n: cv.loads(as_yaml(document(subjects=[1] * n))),
    "unknown keys": lambda n: cv.loads(document(**{f"k{number}": 1 for number in range(n)})),
    "ids that stand twice": lambda n: cv.loads(document(subjects=[{"id": "a"}] * (n + 1))),
    "models made in Python": lambda n: cv.Records(id="a", subjects=[cv.Village(id="a")] * (n + 1)),
    "lines of a ledger": lambda n: cv.documents.read_log("{]\n" * n, cv.Ledger),
    "ids of a table": lambda n: cv.read_table("id,n\n" + "a,1\n" * (n + 1), TABLE),
    "cells of a table": (
        lambda n: cv.read_table("id,n\n" + "".join(f"a{m},\a\n" for m in range(n)), TABLE)
    ),
    "values of one record": (
        lambda n: cv.derive(TABLE.catalogue, {f"k{number}": 1 for number in range(n)})
    ),
    "values of many records": (
        lambda n: cv.derive_each(TABLE.catalogue, [{"n": number} for number in range(n)])
    ),
}


@pytest.mark.parametrize("wave", WAVES)
def test_every_wave_stops_after_so_many_problems_and_says_so(wave, monkeypatch):
    monkeypatch.setattr(problems, "MOST_PROBLEMS", 20)
    monkeypatch.setattr("civil_village.derivation.one_record.MOST_PROBLEMS", 20)
    with pytest.raises(DocumentError) as refused:
        WAVES[wave](20)
    assert len({problem.code for problem in refused.value.problems}) == 1
    assert len(refused.value.problems) == 20
    with pytest.raises(DocumentError) as refused:
        WAVES[wave](100)
    *told, last = refused.value.problems
    assert (len(told), last.code) == (20, MOST.beyond)
    assert MOST.beyond not in {problem.code for problem in told}


def test_places_of_the_first_problems_are_found_without_a_walk_through_millions_of_values():
    def places(count: int) -> int:
        locator = read(document(subjects=[1] * count))[1]
        calls = [0]
        with counted(calls):
            assert locator.position(("subjects", 999)).line == 1
        return calls[0]

    assert places(60_000) <= 1.01 * places(30_000)


def test_a_place_far_behind_in_a_text_is_found_all_the_same():
    text = document(subjects=[1] * 30_000)
    position = read(text)[1].position(("subjects", 29_999))
    assert text[position.column - 1 :] == "1]}"


def test_findings_never_hide_an_error_behind_them():
    findings = [Problem(code="always-holds", level="finding")] * (MOST.value + 1)
    wrong = Problem(code="missing-key")
    assert [p.code for p in problems.bounded([*findings, wrong])][-2:] == [wrong.code, MOST.beyond]


def test_an_error_writes_out_so_many_problems_and_counts_the_others():
    most = LIMITS["Documents", "problems in the text of an error"].value
    found = [Problem(code="missing-key", path=(number,)) for number in range(most + 1)]
    assert DocumentError(found[:most]).text("en").count("[missing-key]") == most
    text = DocumentError(found).text("en")
    assert text.count("[missing-key]") == most
    assert text.endswith("and 1 more.")


# Work ---------------------------------------------------------------------------------


@contextmanager
def counted(calls: list[int]) -> Iterator[None]:
    """Count the calls of functions, of Python's own ones too."""

    def count(_: object, event: str, __: object) -> None:
        if event in ("call", "c_call"):
            calls[0] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)


def work(function: Callable[[str], object], text: str) -> int:
    """Give how much is called for a text, which may be refused."""
    function(text)  # what is made on first use is not counted
    calls = [0]
    with counted(calls):
        function(text)
    return calls[0]


def read_rule(text: str) -> object:
    try:
        return cv.Rule(text)
    except DocumentError as error:
        return error


RULES: dict[str, Callable[[int], str]] = {
    "a chain of and": lambda n: " && ".join(["a"] * n),
    "a long sum": lambda n: " + ".join(["a"] * n) + " > 0",
    "and and or in turn": lambda n: " || ".join(["a && b"] * n),
    "comparisons": lambda n: " && ".join(["a >= 1.5"] * n),
    "parentheses side by side": lambda n: " && ".join(["(a || b)"] * n),
    "spaces": lambda n: "a" + " \n" * n,
    "words without operators": lambda n: "a " * n,
    "marks that are none": lambda n: "a > " + "@" * n,
    "full-width marks": lambda n: "\uff1e" * n,
    "quotation marks": lambda n: "'" * n,
    "backslashes": lambda n: "a == '" + "\\\\" * n,
    "open brackets": lambda n: "[(" * n,
    "digits": lambda n: "a > " + "9" * n,
    "a number that is none": lambda n: "a > 1" + ".1" * n,
    "a chain of comparisons": lambda n: " < ".join(["a"] * n),
    "signs in turn": lambda n: "!-" * n,
}


@pytest.mark.parametrize("shape", RULES)
def test_the_work_of_reading_a_rule_grows_with_its_length(shape):
    small, large = (work(read_rule, RULES[shape](n)) for n in (200, 800))
    assert large <= CLOSE * small


#: Four times the length takes about four times the work; its square would be sixteen times.
CLOSE = 4.5


@pytest.mark.parametrize(
    ("shape", "length"), [("a chain of and", 240), ("a long sum", 120), ("and and or in turn", 80)]
)
def test_the_work_of_reading_a_large_rule_is_about_four_times_for_four_times_its_length(
    shape, length
):
    small, large = (work(read_rule, RULES[shape](n)) for n in (length, 4 * length))
    assert 3.5 * small <= large <= CLOSE * small


@pytest.mark.parametrize(
    "shape",
    [
        lambda n: "!" * n + "a",
        lambda n: "(" * n + "a" + ")" * n,
        lambda n: "a + (" * n + "a" + ")" * n,
        lambda n: "a ? b : " * n + "c",
        lambda n: f"a in [{', '.join('1' * n)}]",
    ],
    ids=["not", "parentheses", "sums", "choices", "lists"],
)
def test_the_work_of_reading_a_deep_rule_grows_with_its_depth(shape):
    small, large = (work(read_rule, shape(n)) for n in (24, 96))
    assert 2.5 * small <= large <= CLOSE * small


def villages(count: int, **given: Any) -> str:
    return document(subjects=[{"id": f"v{number}", **given} for number in range(count)])


def as_yaml(text: str) -> str:
    """Write a document over many lines, with unquoted texts where YAML allows them."""
    data = json.loads(text)
    lines = [f"{key}: {json.dumps(data[key])}" for key in ("kind", "format", "id")]
    rows = [f"- {json.dumps(subject)}" for subject in data["subjects"]]
    return "\n".join([*lines, "subjects:", *rows, ""])


DOCUMENTS: dict[str, Callable[[int], str]] = {
    "rows": lambda n: villages(n, values={"plan": True, "funds": 12.5}),
    "wrong keys": lambda n: villages(n, valeus={}),
    "double ids": lambda n: document(subjects=[{"id": "a"}] * n),
    "ids that are none": lambda n: document(subjects=[{"id": "2"}] * n),
    "long texts": lambda n: document(label="村" * 100 * n),
    "many values": lambda n: village(values={f"a{number}": number for number in range(n)}),
    "escapes": lambda n: document(label="\u6751\u0007" * n),
}


@pytest.mark.parametrize("form", [str, as_yaml], ids=["json", "yaml"])
@pytest.mark.parametrize("shape", DOCUMENTS)
def test_the_work_of_reading_a_document_grows_with_its_length(form, shape):
    small, large = (work(cv.lint, form(DOCUMENTS[shape](n))) for n in (60, 240))
    assert large <= CLOSE * small


# Texts that were found by fuzzing ------------------------------------------------------


@pytest.mark.parametrize(
    "text", ['{"\\u', '{"\\u12', '{"a\\u", b}', '{"a": "\\u", b}', '{"a": "\\u12", b']
)
def test_a_broken_escape_is_the_one_problem_of_its_text(text):
    (problem,) = cv.lint(text)
    assert (problem.code, problem.position.line) == ("not-json", 1)


# Nothing runs -------------------------------------------------------------------------

#: Names of Python, of its objects and of ours.
NAMES = sorted(
    {
        *keyword.kwlist,
        *keyword.softkwlist,
        *dir(builtins),
        *(name for kind in (dict, str, int, object, Fraction, type) for name in dir(kind)),
        *(
            name
            for kind in (cv.Rule, cv.Facts, cv.Unknown, Valued, Signature)
            for name in dir(kind)
        ),
        *("self", "cls", "scope", "facts", "names", "values", "os", "sys", "eval_", "__file__"),
    }
)


def test_a_name_of_python_is_an_unknown_name_or_refused():
    codes = set()
    for name in NAMES:
        try:
            rule = cv.Rule(f"{name} >= 1")
        except DocumentError as error:
            codes |= {problem.code for problem in error.problems}
        else:
            (problem,) = rule.check({})
            codes.add(problem.code)
            if problem.code == "unknown-indicator":
                assert problem.found == name
    assert codes == {"rule-operator", "rule-reserved", "rule-syntax", "unknown-indicator"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a.__class__", "rule-field"),
        ("a.__class__.__bases__", "rule-field"),
        ("a.real", "rule-field"),
        ("__import__('os')", "rule-function"),
        ("eval('1')", "rule-function"),
        ("a.of(b)", "rule-function"),
        ("a['__class__']", "rule-index"),
        ("lambda: 1", "rule-syntax"),
        ("[x for x in a]", "rule-syntax"),
        ("a := 1", "rule-syntax"),
        ("`id`", "rule-syntax"),
        ("a if b else c", "rule-reserved"),
        ("f'{a}'", "rule-syntax"),
        ("a @ b", "rule-syntax"),
    ],
)
def test_what_reaches_for_an_object_is_refused(text, code):
    with pytest.raises(DocumentError) as refused:
        cv.Rule(text)
    assert [problem.code for problem in refused.value.problems] == [code]


@given(rule_cases())
def test_every_part_of_a_rule_is_worth_plain_data(case: RuleCase):
    waiting = [case.rule.value(case.scope)]
    while waiting:
        part = waiting.pop()
        assert type(part.value) in (bool, str, Fraction, Unknown)
        waiting += part.parts


#: Ids that a document may give to an indicator, whatever they mean to Python.
HOSTILE = [name for name in NAMES if not list(id_problems(name)) and name not in RESERVED]


def test_indicators_may_have_the_names_of_python():
    assert {"class", "def", "print", "values", "len", "self", "lambda", "exec"} <= set(HOSTILE)


def test_indicators_with_names_of_python_are_numbers_like_any_others():
    count = cv.Indicator(label="数", value="count", maximum=9)
    asked = [cv.Requirement(id=name, rule=cv.Rule(f"{name} >= 3")) for name in HOSTILE]
    standard = cv.Standard(
        id="demo",
        catalogue=cv.Catalogue(indicators=dict.fromkeys(HOSTILE, count)),
        criteria=[cv.Criterion(id="work", points=5, requirements=asked)],
    )
    compiled = compile_standard(standard)
    told = {3: "met", 2: "unmet", None: "undetermined"}
    for start in range(3):
        numbers = [list(told)[(start + index) % 3] for index in range(len(HOSTILE))]
        facts = cv.derive(standard.catalogue, dict(zip(HOSTILE, numbers, strict=True)))
        states = tuple(told[number] for number in numbers)
        (criterion,) = cv.evaluate(standard, facts).criteria
        assert tuple(result.state for result in criterion.requirements) == states
        assert tuple(compiled(facts.values)[0]) == states
