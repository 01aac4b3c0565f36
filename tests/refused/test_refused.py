"""Each fault of a document or record is said precisely, in both languages, with a next step."""

from pathlib import Path

import pytest
import yaml

import civil_village as cv
from tests.refused.tables import TABLES

STANDARD, RECORDS = TABLES["standard"]["sound"], TABLES["records"]["sound"]
CATALOGUE = cv.loads(STANDARD).catalogue


def changed(text, old, new):
    """Give the text with its one ``old`` part exchanged, or with more at its end."""
    if old == "$":
        return f"{text}{new}\n"
    assert text.count(old) == 1
    return text.replace(old, new)


def faults(*kinds):
    """Give the faults of the tables."""
    for kind in kinds:
        for fault in TABLES[kind]["faults"]:
            text = fault.get("text") or TABLES[kind]["sound"]
            for old, new in fault.get("change", {}).items():
                text = changed(text, old, new)
            yield pytest.param(text, fault["zh"], fault["en"], id=f"{kind}: {fault['name']}")


def use(text):
    """Load a text, and check records against the catalogue."""
    document = cv.loads(text)
    if isinstance(document, cv.Records):
        cv.derive_each(CATALOGUE, document, as_of=document.as_of)
    return document


def refusal(function, *arguments):
    with pytest.raises(cv.DocumentError) as caught:
        function(*arguments)
    return caught.value


def rule(text):
    return changed(STANDARD, "meetings >= 3", text)


#: What is too long for a table, or no text.
LONG = [
    pytest.param(
        rule("a" * 100_000),
        "criteria[0].requirements[0].rule、第 22 行第 15 列：规则过长，实际为 100000；应为至多 10000 个字符。 [rule-too-long]",
        "criteria[0].requirements[0].rule, line 22, column 15: the rule is too long, got 100000; expected at most 10000 characters. [rule-too-long]",
        id="a rule of 100,000 characters",
    ),
    pytest.param(
        rule("(" * 10_000),
        "criteria[0].requirements[0].rule、第 22 行第 116 列：规则嵌套过深；应为至多 100 层。\n"
        f"    {'(' * 100}\n{' ' * 44}^ [rule-too-deep]",
        "criteria[0].requirements[0].rule, line 22, column 116: the rule is nested too deep; expected at most 100 levels.\n"
        f"    {'(' * 100}\n{' ' * 44}^ [rule-too-deep]",
        id="a rule nested 10,000 deep",
    ),
    pytest.param(
        "a: 中\nb: 中".encode() + "文".encode("gbk"),
        "第 2 行第 5 列：文本不是 UTF-8 编码，实际为 0xCE。\n提示：请将文件另存为 UTF-8 编码 [not-utf8]",
        "line 2, column 5: the text is not UTF-8, got 0xCE.\nHint: save the file in the encoding UTF-8 [not-utf8]",
        id="not utf8",
    ),
    *(
        pytest.param(
            text,
            f"a{'[0]' * 63}、第 1 行第 {column} 列：嵌套过深；应为不超过 64 层。 [too-deep]",
            f"a{'[0]' * 63}, line 1, column {column}: the nesting is too deep; expected at most 64 levels. [too-deep]",
            id=name,
        )
        for name, text, column in (
            ("deep json", '{"a": ' + "[" * 10_000, 70),
            ("deep yaml", "a: " + "[" * 900, 67),
        )
    ),
]


@pytest.mark.parametrize("kind", [kind for kind in TABLES if kind != "text"])
def test_without_its_faults_a_document_is_sound(kind):
    document = use(TABLES[kind]["sound"])
    assert cv.loads(cv.dumps(document)) == document


@pytest.mark.parametrize(("text", "zh", "en"), [*faults(*TABLES), *LONG])
def test_a_fault_is_said_with_its_place_and_what_to_do(text, zh, en):
    error = refusal(use, text)
    assert error.text("zh") == zh
    assert error.text("en") == en


@pytest.mark.parametrize(("text", "zh", "en"), [*faults("text"), LONG[-1]])
def test_the_parser_in_python_says_the_same(text, zh, en, monkeypatch):
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    test_a_fault_is_said_with_its_place_and_what_to_do(text, zh, en)


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        pytest.param(
            1.005,
            "values.income：数值的小数位数过多，实际为 1.005；应为至多 2 位小数。\n"
            "提示：请先舍入，或为指标声明舍入 round 或更多小数位 places [too-many-places]",
            "values.income: the number has too many decimal places, got 1.005;"
            " expected at most 2 decimal places.\n"
            "Hint: round it first, or declare a rounding (round) or more places for the indicator [too-many-places]",
            id="three places where two are declared",
        ),
        pytest.param(
            0.1 + 0.2,
            "values.income：数值的有效数字过多，实际为 0.30000000000000004；"
            "应为至多 15 位有效数字。\n"
            "提示：请先舍入，或为指标声明舍入 round 或更多小数位 places [too-many-digits]",
            "values.income: the number has too many digits, got 0.30000000000000004;"
            " expected at most 15 significant digits.\n"
            "Hint: round it first, or declare a rounding (round) or more places for the indicator [too-many-digits]",
            id="what binary arithmetic left",
        ),
    ],
)
def test_a_float_that_is_no_exact_decimal_is_refused(value, zh, en):
    error = refusal(cv.derive, CATALOGUE, {"income": value})
    assert error.text("zh") == zh
    assert error.text("en") == en


def test_no_day_of_evaluation_is_said_once_for_all_records():
    catalogue = cv.loads(
        changed(
            STANDARD,
            "    note: {label: 说明, value: text}",
            "    note: {label: 事故数, value: count, derive: {events: accident, within: 1 year}}",
        )
    ).catalogue
    error = refusal(cv.derive_each, catalogue, [{}, {}])
    assert error.text("zh") == (
        "as_of：没有给出测评日；应为测评日 as_of，即回溯时段截止的日期。\n"
        "提示：请给出测评日 as_of（命令行用 --as-of），例如档案上的日期 [no-day]"
    )
    assert error.text("en") == (
        "as_of: the day of evaluation is missing;"
        " expected as_of, the day on which look-back windows end.\n"
        "Hint: hand in as_of (--as-of on the command line), for instance the day of the records [no-day]"
    )


@pytest.mark.parametrize("text", ["no", "012", "12:30", "2024-02-30", "~", "0x10"])
def test_unquoted_yaml_stays_text_where_text_belongs(text):
    (facts,) = cv.derive_each(CATALOGUE, cv.loads(changed(RECORDS, "meetings: 3", f"note: {text}")))
    assert facts["note"] == text


# All the faults of a wave are told in one go, in the order of the text.

FIRST_WAVE = """\
kind: standard
format: 1
id: demo.standard
colour: green
label: 3
catalogue:
  indicators:
    meetings: {label: 会议次数, value: cuont}
    income: {value: amount, unit: 元}
    plan: {label: 有计划, value: truth, may_exceed: no}
criteria:
  - id: work
    points: ten
    grade: {all: {}, sum: {}}
    requirements:
      - id: meets
        rule: "meetings >= (3"
      - rule: meetings >= 3
vetoes: accident
"""

SECOND_WAVE = """\
kind: standard
format: 1
id: Demo
catalogue:
  indicators:
    insured: {label: 参保人数, value: count, unit: 人}
    insurance: {label: 参保率, value: ratio, of: [insured, resident]}
    meetings: {label: 会议次数, value: count}
    plan: {label: 有计划, value: truth}
criteria:
  - id: work
    points: 10
    grade: sum
    requirements:
      - {id: meets, rule: "meetings >= plan", points: 4}
      - {id: meets, rule: "meeting >= 3", points: 5}
  - id: fund
    points: 0
    requirements: []
total: 12
bands: [{id: fail}, {id: good, from: 20}]
passes: {band: god}
"""


def told(error):
    """Give place and code of each problem."""
    return [
        (
            problem.position.line,
            problem.position.column,
            problem.where("en").split(",")[0],
            problem.code,
        )
        for problem in error.problems
    ]


def test_all_faults_of_the_first_wave_are_told_at_once():
    assert told(refusal(cv.loads, FIRST_WAVE)) == [
        (4, 9, "colour", "unknown-key"),
        (5, 8, "label", "wrong-type"),
        (8, 36, "catalogue.indicators.meetings.value", "wrong-type"),
        (9, 13, "catalogue.indicators.income.label", "missing-key"),
        (10, 50, "catalogue.indicators.plan.may_exceed", "wrong-type"),
        (13, 13, "criteria[0].points", "not-a-number"),
        (14, 12, "criteria[0].grade", "not-one-key"),
        (17, 28, "criteria[0].requirements[0].rule", "rule-unclosed"),
        (18, 9, "criteria[0].requirements[1].id", "missing-key"),
        (18, 15, "criteria[0].requirements[1].rule", "unquoted-rule"),
        (19, 9, "vetoes", "wrong-type"),
    ]


def test_all_faults_of_the_second_wave_are_told_at_once():
    assert told(refusal(cv.loads, SECOND_WAVE)) == [
        (3, 5, "id", "not-an-id"),
        (6, 48, "catalogue.indicators.insured.unit", "key-of-other-type"),
        (7, 57, "catalogue.indicators.insurance.of[1]", "unknown-indicator"),
        (12, 13, "criteria[0].points", "points-mismatch"),
        (15, 28, "criteria[0].requirements[0].rule", "wrong-type"),
        (16, 14, "criteria[0].requirements[1].id", "duplicate-id"),
        (16, 28, "criteria[0].requirements[1].rule", "unknown-indicator"),
        (18, 13, "criteria[1].points", "out-of-range"),
        (19, 19, "criteria[1].requirements", "empty-list"),
        (20, 8, "total", "total-mismatch"),
        (21, 38, "bands[1].from", "unreachable-band"),
        (22, 16, "passes.band", "unknown-band"),
    ]


# A whole standard, read aloud: what is said of it stands as it is shown, in files of its own.

TWELVE = Path(__file__).parent / "twelve"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_standard_that_is_wrong_in_twelve_ways_hears_of_all_of_them_at_once(lang):
    error = refusal(cv.loads, (TWELVE / "standard.yaml").read_text(encoding="utf-8"))
    assert len(error.problems) == 12
    assert error.text(lang) == (TWELVE / f"{lang}.txt").read_text(encoding="utf-8").rstrip("\n")
