"""What people type in cells, by the type of the column."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.facts import read_value
from civil_village.indicators import Indicator
from civil_village.tables.cells import LONGEST, Read, read_cell, read_code, read_text, read_when
from civil_village.tables.writing import safe
from civil_village.testing.strategies.naming import texts

INDICATORS = {
    "truth": Indicator(label="有计划", value="truth"),
    "count": Indicator(label="户数", value="count", maximum=100_000),
    "amount": Indicator(label="经费", value="amount", unit="元"),
    "negative": Indicator(label="余额", value="amount", minimum=-100),
    "ratio": Indicator(label="占比", value="ratio"),
    "exceeding": Indicator(label="完成率", value="ratio", may_exceed=True),
    "choice": Indicator(label="道路", value="choice", choices=["硬化", "Gravel", "gravel 2"]),
    "date": Indicator(label="日期", value="date"),
    "text": Indicator(label="备注", value="text"),
}


@pytest.mark.parametrize("kind", INDICATORS)
@pytest.mark.parametrize("text", ["", "  ", "-", "—", "——", "－", "/", "／", "--", "'", "\u3000"])
def test_a_blank_is_nothing_known(text, kind):
    assert read_cell(text, INDICATORS[kind]) == Read(None, None)


VALUES = [
    ("truth", ["☑", "✅", "✔\ufe0f", "1.0", '="是"'], True),
    ("truth", ["☐", "□", "❌", "0.0", "0.00"], False),
    ("truth", ["是", "有", "√", "TRUE", "yes", "Y", "ｙｅｓ", "1", "１", " 是 ", "✓"], True),
    ("truth", ["否", "无", "×", "False", "no", "N", "0", "✗"], False),
    (
        "count",
        ["1234", "1,234", "１，２３４", "1 234", "1234.0", "01234", "'1234", "1\u00a0234"],
        1234,
    ),
    ("amount", ["1234.5", "1,234.50", "１２３４．５", "1 234.5"], Decimal("1234.5")),
    ("amount", ["1000", "1000.00", "1,000.0"], 1000),
    ("negative", ["-5", "−5", "－5"], -5),
    ("ratio", ["92%", "92％", "９２％", "92 %", "92.0%", "0.92", "0.9200"], Decimal("0.92")),
    ("ratio", ["100%", "1", "1.0"], 1),
    ("ratio", ["0.5%", "0.005"], Decimal("0.005")),
    ("ratio", ["92/100", "92 / 100", "９２／１００"], {"part": 92, "whole": 100}),
    ("ratio", ["0/0"], {"part": 0, "whole": 0}),
    ("exceeding", ["1,250%", "12.5"], Decimal("12.5")),
    ("choice", ["硬化", " 硬化 "], "硬化"),
    ("choice", ["Gravel", "gravel", "ＧＲＡＶＥＬ"], "Gravel"),
    (
        "date",
        ["2024-05-03", "2024/5/3", "2024.05.3", "2024年5月3日", "2024/5/3 0:00"],
        "2024-05-03",
    ),
    ("date", ["２０２４年５月３日", "2024-05-03 00:00:00"], "2024-05-03"),
    (
        "date",
        ["2024-05-03T00:00:00", "2024-05-03T00:00:00.000", "2024-05-03T00:00Z", "2024-5-3T0:00"],
        "2024-05-03",
    ),
    ("text", ["示例：甲，１", " 示例：甲，１", "'示例：甲，１"], "示例：甲，１"),
    ("text", ["e\u0301"], "é"),
    ("text", ["'=1+1"], "=1+1"),
]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [(kind, text, value) for kind, forms, value in VALUES for text in forms],
)
def test_a_value_is_read_in_each_of_its_forms(kind, text, value):
    read = read_cell(text, INDICATORS[kind])
    assert read == Read(value, None)
    assert type(read.value) is type(value)


REFUSED = [
    ("truth", "x", "wrong-type", None),
    ("truth", "2", "wrong-type", None),
    ("truth", "1.5", "wrong-type", None),
    ("truth", "☒", "wrong-type", None),
    ("count", "三", "not-a-number", None),
    ("count", "3次", "not-a-number", "without its unit"),
    ("count", "3 户", "not-a-number", "without its unit"),
    ("count", "1.23E+05", "not-a-number", "rewritten"),
    ("count", "5²", "not-a-number", "without its unit"),
    ("count", "½", "not-a-number", None),
    ("count", "1,23", "not-a-number", None),
    ("count", "1,2345", "not-a-number", None),
    ("count", "0x10", "not-a-number", "without its unit"),
    ("count", "=1+1", "not-a-number", None),
    ("count", "92%", "percent-not-share", None),
    ("amount", "92％", "percent-not-share", None),
    ("count", "2.5", "too-many-places", None),
    ("count", "-1", "out-of-range", None),
    ("count", "100001", "out-of-range", None),
    ("count", "9" * 40, "too-many-digits", None),
    ("amount", "0.123", "too-many-places", "round it first"),
    ("ratio", "92", "out-of-range", "write 92%"),
    ("ratio", "92.5", "out-of-range", "write 92.5%"),
    ("ratio", "101", "out-of-range", None),
    ("ratio", ".746", "wrong-type", "write 0.746"),
    ("amount", ".5", "not-a-number", "write 0.5"),
    ("amount", "+5.", "not-a-number", "write 5"),
    ("ratio", "-5%", "out-of-range", None),
    ("ratio", "120%", "out-of-range", None),
    ("ratio", "5/4", "part-exceeds-whole", "check both"),
    ("ratio", "92.12345%", "too-many-places", "round it first"),
    ("ratio", "九成", "wrong-type", None),
    ("ratio", "9.2E-01", "wrong-type", "rewritten"),
    ("choice", "Gravell", "unknown-choice", "did you mean Gravel?"),
    ("date", "5/3/2024", "not-a-date", None),
    ("date", "2024/13/3", "not-a-date", None),
    ("date", "2024-05/03", "not-a-date", None),
    ("date", "2024/5/3 8:30", "not-a-date", "without the time"),
    ("date", "2024-05-03T08:30:00", "not-a-date", "without the time"),
    *(
        ("date", serial, "not-a-date", "number of a day")
        for serial in ("45415", "45415.0", "45415.35")
    ),
    ("date", "4541.0", "not-a-date", None),
    ("text", "#N/A", "spreadsheet-error", "formula"),
    ("count", "#DIV/0!", "spreadsheet-error", "formula"),
    ("count", "#####", "spreadsheet-error", "formula"),
    ("text", "a\x00", "control-character", None),
    ("text", "甲\u200b", "control-character", None),
    ("text", "\u202e甲", "control-character", None),
    ("text", "\ud800", "control-character", None),
    ("text", "a" * (LONGEST + 1), "cell-too-long", None),
]


@pytest.mark.parametrize(("kind", "text", "code", "hint"), REFUSED)
def test_what_could_mean_something_else_is_refused(kind, text, code, hint):
    read = read_cell(text, INDICATORS[kind])
    assert read.value is None
    assert read.problem.code == code
    told = read.problem.hint and read.problem.hint.text("en")
    assert (told is None) if hint is None else (hint in told)


def test_what_is_refused_is_shown_as_it_was_written():
    assert read_cell("９２．５", INDICATORS["count"]).problem.found == "９２．５"


def test_a_cell_may_be_so_long_and_no_longer():
    assert read_cell("a" * LONGEST, INDICATORS["text"]).value == "a" * LONGEST


@pytest.mark.parametrize(
    ("text", "value"),
    [("92", "0.92"), ("92%", "0.92"), ("0.5%", "0.005"), ("0", "0"), ("100", "1")],
)
def test_under_a_heading_in_percent_numbers_are_percent(text, value):
    assert read_cell(text, INDICATORS["ratio"], percent=True).value == Decimal(value)


@pytest.mark.parametrize("text", ["1", "0.92", "0.01"])
def test_under_a_heading_in_percent_a_number_that_looks_like_a_share_is_refused(text):
    assert read_cell(text, INDICATORS["ratio"], percent=True).problem.code == "ambiguous-share"


def test_codes_are_in_ascii_and_no_rewritten_numbers():
    assert read_code(" ＶＡ０１ ").value == "VA01"
    assert read_code("1.10101E+11").problem.code == "not-a-number"
    assert read_code("—") == Read(None, None)


@pytest.mark.parametrize(
    "text",
    ["530827101201.0", '="530827101201"', "530,827,101,201", "'530827101201", "530827101201"],
)
def test_a_code_that_a_spreadsheet_took_for_a_number_is_the_code(text):
    assert read_code(text).value == "530827101201"


def test_noughts_before_a_code_stay_and_other_points_are_no_noughts():
    assert read_code("0011").value == "0011"
    assert read_code("1.5").value == "1.5"
    assert read_code("53,08").value == "53,08"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024年3月上旬", "2024-03-上旬"),
        ("2024年3月", "2024-03"),
        ("2024-03", "2024-03"),
        ("2024/3/9", "2024-03-09"),
        ("2024年", "2024"),
        ("—", None),
    ],
)
def test_the_day_of_an_event_may_be_vague(text, value):
    assert read_when(text) == Read(value, None)


#: Pieces of which cells are made: what the forms have, and what hides in text.
PIECES = st.sampled_from(
    [*"0123456789.,-/%eE年月日 '", "，", "％", "１", "#N/A", "是", "\u200b", "=1", "\ud800"]
)


@given(
    st.sampled_from(sorted(INDICATORS)),
    st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=8),
)
def test_every_cell_is_a_value_of_its_indicator_or_a_blank_or_a_problem(kind, text):
    for percent in (False, True):
        value, problem = read_cell(text, INDICATORS[kind], percent=percent)
        assert value is None or problem is None
        assert read_value(INDICATORS[kind], value)[1] == ()


@given(texts())
def test_a_text_that_was_made_safe_reads_as_it_was(text):
    read = read_text(safe(text))
    if read.problem is None and read.value is not None:
        assert read.value == text.strip() or text.strip().startswith("'")
