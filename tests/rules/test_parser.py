"""Reading a rule's text."""

import sys
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.ids import RESERVED
from civil_village.messages import LANGUAGES, Message
from civil_village.problems import DocumentError, Excerpt, Problem
from civil_village.rules.parser import Parser, parse
from civil_village.rules.syntax import (
    Arithmetic,
    Compare,
    Conditional,
    Constant,
    Logic,
    Membership,
    Name,
    Negative,
    Not,
    walk,
)
from civil_village.rules.tokens import PLAIN_WORDS, is_name, tokens
from civil_village.testing import near_rules

A, B, C = Name("a"), Name("b"), Name("c")


def refused(text: str) -> Problem:
    """Give the one problem of a text that is no rule."""
    with pytest.raises(DocumentError) as caught:
        parse(text)
    (problem,) = caught.value.problems
    return problem


def problem_codes(text: str) -> list[str]:
    """Give the codes of what is wrong with a rule."""
    try:
        parse(text)
    except DocumentError as error:
        return [problem.code for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("true", Constant(value=True)),
        ("-3", Constant(-3)),
        ("0.920", Constant(Decimal("0.92"))),
        ("1.0", Constant(Decimal(1))),
        ("-9223372036854775808", Constant(-(2**63))),
        ("9223372036854775807", Constant(2**63 - 1)),
        ("99999999999999.9", Constant(Decimal("99999999999999.9"))),
        ("0.12345678000", Constant(Decimal("0.12345678"))),
        ('"a\'b"', Constant("a'b")),
        (r"'\\\'\"\n\t\u5e74'", Constant("\\'\"\n\t年")),
        ("''", Constant("")),
        ("-1.5", Constant(Decimal("-1.5"))),
        ("-0.25", Constant(Decimal("-0.25"))),
        ("_a1", Name("_a1")),
        ("nullable", Name("nullable")),
        ("index", Name("index")),
        ("a - 3", Arithmetic("-", A, Constant(3))),
        ("a -3", Arithmetic("-", A, Constant(3))),
        ("a - b - c", Arithmetic("-", Arithmetic("-", A, B), C)),
        ("a + b * c", Arithmetic("+", A, Arithmetic("*", B, C))),
        ("-a * b", Arithmetic("*", Negative(A), B)),
        ("!a && b", Logic("&&", (Not(A), B))),
        ("!-3", Not(Constant(-3))),
        ("a + 1 < b", Compare("<", Arithmetic("+", A, Constant(1)), B)),
        ("a && b && c", Logic("&&", (A, B, C))),
        ("(a && b) && c", Logic("&&", (Logic("&&", (A, B)), C))),
        ("a || b && c || a", Logic("||", (A, Logic("&&", (B, C)), A))),
        ("a && b || c && a", Logic("||", (Logic("&&", (A, B)), Logic("&&", (C, A))))),
        ("a in ['x']", Membership(A, (Constant("x"),))),
        ("a in[-1,2.5]", Membership(A, (Constant(-1), Constant(Decimal("2.5"))))),
        ("a || b ? b : c", Conditional(Logic("||", (A, B)), B, C)),
        ("a ? b || c : c", Conditional(A, Logic("||", (B, C)), C)),
        ("a ? b : b ? c : a", Conditional(A, B, Conditional(B, C, A))),
        ("a >= 2 / 3", Compare(">=", A, Constant(Fraction(2, 3)))),
        ("4/6<a", Compare("<", Constant(Fraction(2, 3)), A)),
        ("a == -1 / 3", Compare("==", A, Constant(Fraction(-1, 3)))),
        ("a >= (1 / 1)", Compare(">=", A, Constant(Fraction(1)))),
        ("a * 2 / 3 > b", Compare(">", Arithmetic("*", A, Constant(Fraction(2, 3))), B)),
    ],
)
def test_a_rule_is_read_as_cel_reads_it(text, tree):
    assert parse(text) == tree


def test_a_quotient_stands_from_its_numerator_to_its_denominator():
    tree = parse("a >= -2  /  3")
    assert isinstance(tree, Compare)
    assert tree.right.span == (5, 13)


def test_a_quotient_is_divided_no_further():
    problem = refused("a >= 1 / 2 / 3")
    assert (problem.code, problem.excerpt) == ("rule-division", Excerpt("a >= 1 / 2 / 3", 11, 12))


@pytest.mark.parametrize(("text", "zero"), [("a >= 2 / 0", "2 / 0"), ("-1/0 < a", "-1/0")])
def test_nothing_is_divided_by_nought(text, zero):
    problem = refused(text)
    assert (problem.code, problem.found) == ("rule-zero", zero)
    assert problem.expected == Message("expected.rule-divisor")


def test_a_node_knows_where_it_stands_with_the_parentheses_inside_it():
    tree = parse(" (a+b) * c")
    assert isinstance(tree, Arithmetic)
    assert (tree.span, tree.left.span, tree.right.span) == ((1, 10), (2, 5), (9, 10))


WRITE = "hint.write"

REFUSED = [
    # text, code, found, hint
    ("a % b", "rule-remainder", "%", Message("hint.rule-derive")),
    ("43 % 5", "rule-remainder", "%", Message("hint.rule-derive")),
    ("43 % a", "rule-remainder", "%", Message("hint.rule-derive")),
    ("43 % 'a'", "rule-remainder", "%", Message("hint.rule-derive")),
    ("43 % (a)", "rule-remainder", "%", Message("hint.rule-derive")),
    ("43 % -a", "rule-remainder", "%", Message("hint.rule-derive")),
    ("92% <= a && b", "rule-percent", "92%", Message(WRITE, form=Decimal("0.92"))),
    ("a >= 92%", "rule-percent", "92%", Message(WRITE, form=Decimal("0.92"))),
    ("a > 0%", "rule-percent", "0%", Message(WRITE, form=Decimal(0))),
    ("a >= 92 \uff05", "rule-percent", "92 \uff05", Message(WRITE, form=Decimal("0.92"))),
    ("(a + b) / c", "rule-division", "/", Message("hint.rule-ratio")),
    ("a / f(b)", "rule-division", "/", Message("hint.rule-ratio")),
    ("a / b.c", "rule-division", "/", Message("hint.rule-ratio")),
    ("a / b[0]", "rule-division", "/", Message("hint.rule-ratio")),
    ("a 且 b", "rule-operator", "且", Message("hint.write", form="&&")),
    ("a 或者 b", "rule-operator", "或者", Message("hint.write", form="||")),
    ("a 不小于 b", "rule-operator", "不小于", Message("hint.write", form=">=")),
    ("非 a", "rule-operator", "非", Message("hint.write", form="!")),
    ("a / 2", "rule-division", "/", Message("hint.rule-per", part="a", per="2")),
    ("b >= a / 400", "rule-division", "/", Message("hint.rule-per", part="a", per="400")),
    ("(a + b) / 2", "rule-division", "/", Message("hint.rule-ratio")),
    ("a >= 2 / 3.0", "rule-division", "/", Message("hint.rule-ratio")),
    ("a >= 2.0 / 3", "rule-division", "/", Message("hint.rule-ratio")),
    ("a >= 2 / -3", "rule-division", "/", Message("hint.rule-ratio")),
    ("a >= 2 / b", "rule-division", "/", Message("hint.rule-ratio")),
    ("a >= true / 2", "rule-division", "/", Message("hint.rule-per", part="true", per="2")),
    ("a >= 2 ÷ 3", "rule-division", "÷", Message("hint.write", form="2 / 3")),
    ("a >= 2 ÷ b", "rule-division", "÷", Message("hint.rule-ratio")),
    ("a ÷ b", "rule-division", "÷", Message("hint.rule-ratio-of", part="a", whole="b")),
    ("f(a)", "rule-function", "f(", Message("hint.rule-derive")),
    ("size(a)", "rule-function", "size(", Message("hint.rule-derive")),
    ("has(a.b)", "rule-function", "has(", Message("hint.rule-missing")),
    ("a.all(b, b)", "rule-function", "a.all", Message("hint.rule-derive")),
    ("'a'.size()", "rule-function", "'a'.size", Message("hint.rule-derive")),
    ("a.b > 3", "rule-field", "a.b", Message("hint.rule-derive")),
    ("a[0]", "rule-index", "a[", Message("hint.rule-derive")),
    ("a == null", "rule-null", "null", Message("hint.rule-missing")),
    ("1u", "rule-unsigned", "1u", Message(WRITE, form="1")),
    ("0x1Fu", "rule-unsigned", "0x1Fu", Message(WRITE, form="31")),
    ("a == b'x'", "rule-prefix", "b'x'", Message("hint.rule-quotes")),
    ('a == r"x"', "rule-prefix", 'r"x"', Message("hint.rule-quotes")),
    ("a = 3", "rule-operator", "=", Message(WRITE, form="==")),
    ("a < = 3", "rule-operator", "< =", Message(WRITE, form="<=")),
    ("a >  = 3", "rule-operator", ">  =", Message(WRITE, form=">=")),
    ("a ! = 3", "rule-operator", "! =", Message(WRITE, form="!=")),
    ("a < = 3 ? 1 : 2", "rule-operator", "< =", Message(WRITE, form="<=")),
    ("a === 3", "rule-operator", "===", Message(WRITE, form="==")),
    ("a and b", "rule-operator", "and", Message(WRITE, form="&&")),
    ("a OR b", "rule-operator", "OR", Message(WRITE, form="||")),
    ("not a", "rule-operator", "not", Message(WRITE, form="!")),
    ("a == True", "rule-operator", "True", Message(WRITE, form="true")),
    ("a == FALSE", "rule-operator", "FALSE", Message(WRITE, form="false")),
    ("a & b", "rule-operator", "&", Message(WRITE, form="&&")),
    ("a | b", "rule-operator", "|", Message(WRITE, form="||")),
    ("a <> b", "rule-operator", "<>", Message(WRITE, form="!=")),
    ("a => 3", "rule-operator", "=>", Message(WRITE, form=">=")),
    ("a =< 3", "rule-operator", "=<", Message(WRITE, form="<=")),
    ("a ≥ 3", "rule-operator", "≥", Message(WRITE, form=">=")),
    ("a ≤ 3", "rule-operator", "≤", Message(WRITE, form="<=")),
    ("a ≠ 3", "rule-operator", "≠", Message(WRITE, form="!=")),
    ("a \uff1e 3", "rule-operator", "\uff1e", Message(WRITE, form=">")),
    ("a \uff1c 3", "rule-operator", "\uff1c", Message(WRITE, form="<")),
    ("a \uff1d 3", "rule-operator", "\uff1d", Message(WRITE, form="==")),
    ("a \uff1e\uff1d 3", "rule-operator", "\uff1e\uff1d", Message(WRITE, form=">=")),
    ("\uff08a)", "rule-operator", "\uff08", Message(WRITE, form="(")),
    ("(a\uff09", "rule-operator", "\uff09", Message(WRITE, form=")")),
    ("a in [1\uff0c2]", "rule-operator", "\uff0c", Message(WRITE, form=",")),
    ("a in [1、2]", "rule-operator", "、", Message(WRITE, form=",")),
    ("a \uff06\uff06 b", "rule-operator", "\uff06\uff06", Message(WRITE, form="&&")),
    ("a == ‘x’", "rule-operator", "‘", Message(WRITE, form="'")),
    ("a == “x”", "rule-operator", "“", Message(WRITE, form="'")),
    ("a × 3", "rule-operator", "×", Message(WRITE, form="*")),
    ("会议 >= 3", "rule-character", "会议", Message("hint.rule-letters")),
    ("a村 >= 3", "rule-character", "a村", Message("hint.rule-letters")),
    ("a > \uff19\uff12", "rule-character", "\uff19\uff12", Message(WRITE, form="92")),
    ("\uff41 > 3", "rule-character", "\uff41", Message(WRITE, form="a")),
    ("a\u3000> 3", "rule-character", "\u3000", Message("hint.rule-space")),
    (r"'\ud83d\ude00'", "rule-character", r"'\ud83d\ude00'", Message("hint.rule-character")),
    (r"'a\x41'", "rule-escape", r"\x", Message("hint.rule-escape")),
    (r"'a\u41'", "rule-escape", r"\u", Message("hint.rule-escape")),
    ("a // b", "rule-comment", "//", Message("hint.rule-comment")),
    *(
        (f"{word} > 3", "rule-reserved", word, Message("hint.rule-rename"))
        for word in sorted(RESERVED - {*PLAIN_WORDS, "in", "null"})
    ),
    ("-f(a)", "rule-function", "f(", Message("hint.rule-derive")),
    ("a < b < c", "rule-chained", "a < b < c", Message(WRITE, form="a < b && b < c")),
    ("a==(b)!=c+1", "rule-chained", "a==(b)!=c+1", Message(WRITE, form="a==(b) && (b) !=c+1")),
    ("a in [1] == b", "rule-chained", "a in [1] ==", Message("hint.rule-parentheses")),
    ("a == b in [1]", "rule-chained", "a == b in", Message("hint.rule-parentheses")),
    (
        f"{'a' * 60} && a < b < c",
        "rule-chained",
        "a < b < c",
        Message(WRITE, form="a < b && b < c"),
    ),
    (
        f"{'a' * 52} < b < c",
        "rule-chained",
        f"{'a' * 52} < b < c",
        Message(WRITE, form=f"{'a' * 52} < b && b < c"),
    ),
    (
        f"{'a' * 53} < b < c",
        "rule-chained",
        f"{'a' * 53} < b <…",
        Message("hint.rule-parentheses"),
    ),
]


@pytest.mark.parametrize(
    ("text", "code", "found", "hint"), REFUSED, ids=[ascii(row[0]) for row in REFUSED]
)
def test_what_other_languages_write_is_refused_by_name_with_a_hint(text, code, found, hint):
    problem = refused(text)
    assert (problem.code, problem.found, problem.hint) == (code, found, hint)
    if not found.endswith("…"):
        assert problem.excerpt == Excerpt(text, text.index(found), text.index(found) + len(found))


def test_half_a_character_is_refused_and_shown_by_its_number():
    problem = refused("a == '\ud800'")
    assert (problem.code, problem.found) == ("rule-character", r"'\ud800'")
    assert problem.hint == Message("hint.rule-character")
    assert problem.excerpt == Excerpt("a == '\ud800'", 5, 8)


OPERAND, OPERATOR = Message("expected.rule-operand"), Message("expected.rule-operator")

MISPLACED = [
    # text, code, where, expected
    ("", "rule-empty", (0, 0), OPERAND),
    (" \n", "rule-empty", (0, 0), OPERAND),
    ("a +", "rule-end", (3, 3), OPERAND),
    ("a ? b", "rule-end", (5, 5), Message("expected.rule-mark", mark=":")),
    ("(", "rule-end", (1, 1), OPERAND),
    ("(a + 1", "rule-unclosed", (0, 1), Message("expected.rule-mark", mark=")")),
    ("(a ? b)", "rule-syntax", (6, 7), Message("expected.rule-mark", mark=":")),
    ("(a : b)", "rule-syntax", (3, 4), Message("expected.rule-mark", mark=")")),
    ("a)", "rule-syntax", (1, 2), OPERATOR),
    ("a b", "rule-syntax", (2, 3), OPERATOR),
    ("a 3", "rule-syntax", (2, 3), OPERATOR),
    ("a true", "rule-syntax", (2, 6), OPERATOR),
    ("a false", "rule-syntax", (2, 7), OPERATOR),
    # A full-width form of a mark that rules do not have.
    ("a \uff04 b", "rule-syntax", (2, 3), OPERATOR),
    ("'a' 'b'", "rule-syntax", (4, 7), OPERATOR),
    ("a ! b", "rule-syntax", (2, 3), OPERATOR),
    ("a # b", "rule-syntax", (2, 3), OPERATOR),
    ("a in b in", "rule-syntax", (5, 6), Message("expected.rule-list")),
    ("a in []", "rule-syntax", (6, 7), Message("expected.rule-literal")),
    ("a in [b]", "rule-syntax", (6, 7), Message("expected.rule-literal")),
    ("a in [1, ]", "rule-syntax", (9, 10), Message("expected.rule-literal")),
    ("a in [1 2]", "rule-syntax", (8, 9), Message("expected.rule-mark", mark="]")),
    ("a in [1", "rule-unclosed", (5, 6), Message("expected.rule-mark", mark="]")),
    ("[1]", "rule-syntax", (0, 1), OPERAND),
    ("in [1]", "rule-syntax", (0, 2), OPERAND),
    ("+a", "rule-syntax", (0, 1), OPERAND),
    ("* a", "rule-syntax", (0, 1), OPERAND),
    ("!-a", "rule-syntax", (1, 2), OPERAND),
    ("-!a", "rule-syntax", (1, 2), OPERAND),
    ("a ? b ? c : a : b", "rule-syntax", (6, 7), Message("expected.rule-mark", mark=":")),
    ("a == {}", "rule-syntax", (5, 6), OPERAND),
]


@pytest.mark.parametrize(
    ("text", "code", "where", "expected"), MISPLACED, ids=[ascii(row[0]) for row in MISPLACED]
)
def test_anything_else_is_refused_with_what_could_stand_there(text, code, where, expected):
    problem = refused(text)
    assert (problem.code, problem.expected) == (code, expected)
    assert problem.excerpt == Excerpt(text, *where)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("012", "12"),
        ("00", "0"),
        ("01.5", "1.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e5", "100000"),
        ("1.5E-3", "0.0015"),
        ("0x1F", "31"),
        ("1_000", "1000"),
        ("1e999999999", None),
        ("0" * 29 + "1", "1"),
        ("0" * 30 + "1", None),  # too long to be shown
        ("1.2.3", None),
        ("12ab", None),
        ("3户", None),
        ("0" * 9000, None),
    ],
    ids=lambda value: str(value)[:12],
)
def test_a_number_in_another_form_is_refused_and_its_plain_form_shown(text, form):
    hint = Message(WRITE, form=form) if form else Message("hint.rule-number-alone")
    expected = Message("expected.rule-number")
    problem = refused(f"a > {text}")
    assert (problem.code, problem.hint, problem.expected) == ("rule-number", hint, expected)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9223372036854775808", "number-too-large"),
        ("-9223372036854775809", "number-too-large"),
        ("9" * 9000, "number-too-large"),
        ("-" + "9" * 9000, "number-too-large"),
        ("0.123456789", "too-many-places"),
        ("1234567890.123456", "too-many-digits"),
        ("1" + "0" * 15 + ".0", "too-many-digits"),
        ("9" * 5000 + ".5", "too-many-digits"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_number_past_the_limits_is_refused(text, code):
    problem = refused(f"a < {text}")
    assert problem.code == code
    assert problem.excerpt == Excerpt(f"a < {text}", 4, 4 + len(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9223372036854775808", Message("expected.rule-integer", least=-(2**63), most=2**63 - 1)),
        ("0.123456789", Message("expected.places", most=8)),
        ("1234567890.123456", Message("expected.digits", most=15)),
    ],
)
def test_a_number_past_the_limits_is_refused_with_the_limit(text, expected):
    assert refused(f"a < {text}").expected == expected


def deep_rules():
    """Give rules that are nested too deep, each in its own way."""
    yield pytest.param("(" * 10_000, id="parentheses")
    yield pytest.param("(" * 101 + "a" + ")" * 101, id="closed parentheses")
    yield pytest.param("!" * 10_000, id="not")
    yield pytest.param("-" * 10_000, id="minus")
    yield pytest.param("-(" * 5_000, id="minus and parentheses")
    yield pytest.param("a+(" * 3_000, id="sums in parentheses")
    yield pytest.param("a||a&&a<a+a*(" * 700, id="all operators")
    yield pytest.param("a?b:" * 2_000 + "c", id="conditions")
    yield pytest.param("a+" * 100 + "a", id="a sum")
    yield pytest.param("a*" * 100 + "a", id="a product")
    yield pytest.param("!" * 100 + "a", id="not, one too many")


@pytest.mark.parametrize("text", list(deep_rules()))
def test_a_rule_that_is_nested_too_deep_is_refused(text):
    problem = refused(text)
    assert problem.code == "rule-too-deep"
    assert problem.expected == Message("expected.rule-depth", most=100)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100 + "a" + ")" * 100,
        "!" * 99 + "a",
        "a+" * 99 + "a",
        "a-(" * 99 + "a" + ")" * 99,
        "a?b:" * 99 + "c",
        "a&&" * 499 + "a",
        "a in [" + ",".join(["1"] * 200) + "]",
        "a" * 10_000,
    ],
    ids=lambda text: text[:8],
)
def test_a_rule_at_a_limit_is_read(text):
    assert parse(text)


@pytest.mark.parametrize("text", ["a-(" * 99 + "a" + ")" * 99, "a||a&&a<a+a*(" * 700])
def test_reading_leaves_half_of_the_stack_to_the_caller(text):
    frame, used = sys._getframe(), 0
    while frame:
        frame, used = frame.f_back, used + 1

    def called(levels):
        return called(levels - 1) if levels else problem_codes(text)

    assert called(sys.getrecursionlimit() - used - 520) in ([], ["rule-too-deep"])


def test_a_rule_with_too_many_parts_is_refused():
    assert refused("a+" * 4_000 + "a").code == "rule-too-large"
    assert refused("a&&" * 1_000 + "a").code == "rule-too-large"


def test_a_list_that_is_too_long_is_refused():
    assert refused("a in [" + ",".join(["1"] * 201) + "]").code == "rule-list-too-long"


@pytest.mark.parametrize("text", ["a+" * 10_000, "a" * 10_001, " " * 10**6])
def test_a_text_that_is_too_long_is_refused_unread_and_not_kept(text):
    assert refused(text) == Problem(
        code="rule-too-long",
        found=str(len(text)),
        expected=Message("expected.rule-length", most=10_000),
    )


TEXTS = [
    (
        "insured / residents >= 0.92",
        """\
此处：规则中不能使用除法，实际为 /。
    insured / residents >= 0.92
            ^
提示：请声明比率指标 `value: ratio, of: [insured, residents]`，\
再在此处使用它的名称 [rule-division]""",
        """\
here: a rule cannot divide, got /.
    insured / residents >= 0.92
            ^
Hint: declare a ratio indicator `value: ratio, of: [insured, residents]`, \
and use its name here [rule-division]""",
    ),
    (
        "a+" * 10_000,
        "此处：规则过长，实际为 20000；应为至多 10000 个字符。 [rule-too-long]",
        "here: the rule is too long, got 20000; expected at most 10000 characters. [rule-too-long]",
    ),
    *(
        (
            mark * 10_000,
            f"""\
此处：规则嵌套过深；应为至多 100 层。
    {mark * 100}
    {"^":>41} [rule-too-deep]""",
            f"""\
here: the rule is nested too deep; expected at most 100 levels.
    {mark * 100}
    {"^":>41} [rule-too-deep]""",
        )
        for mark in "(!-"
    ),
    (
        "meetings = 3",
        """\
此处：规则中没有这一运算符或写法，实际为 =。
    meetings = 3
             ^
提示：请写作 == [rule-operator]""",
        """\
here: a rule has no such operator or word, got =.
    meetings = 3
             ^
Hint: write == [rule-operator]""",
    ),
    (
        "meetings \uff1e\uff1d 3",
        """\
此处：规则中没有这一运算符或写法，实际为 \uff1e\uff1d。
    meetings \uff1e\uff1d 3
             ^^
提示：请写作 >= [rule-operator]""",
        """\
here: a rule has no such operator or word, got \uff1e\uff1d.
    meetings \uff1e\uff1d 3
             ^^
Hint: write >= [rule-operator]""",
    ),
    (
        "size(groups) > 2",
        """\
此处：规则中不能调用函数，实际为 size(。
    size(groups) > 2
    ^^^^^
提示：请声明派生指标来计算它，再在此处使用其名称 [rule-function]""",
        """\
here: a rule calls no functions, got size(.
    size(groups) > 2
    ^^^^^
Hint: declare a derived indicator that works it out, and use its name here [rule-function]""",
    ),
    (
        "kind == 'hill",
        """\
此处：引号没有闭合，实际为 'hill。
    kind == 'hill
            ^^^^^
提示：请把文字写在一对直引号中，如 'a' [rule-unclosed-text]""",
        """\
here: a quotation mark is not closed, got 'hill.
    kind == 'hill
            ^^^^^
Hint: put the text between two straight quotation marks, as in 'a' [rule-unclosed-text]""",
    ),
]


@pytest.mark.parametrize(("rule", "zh", "en"), TEXTS, ids=[row[0][:30] for row in TEXTS])
def test_a_refusal_reads_well_in_both_languages(rule, zh, en):
    problem = refused(rule)
    assert problem.text("zh") == zh
    assert problem.text("en") == en


@given(st.text() | near_rules())
def test_any_text_is_read_or_refused_with_one_problem_that_can_be_said(text):
    try:
        parse(text)
    except DocumentError as error:
        (problem,) = error.problems
        assert all(problem.text(lang) for lang in LANGUAGES)


@given(st.text(max_size=5) | near_rules())
def test_a_text_is_a_name_exactly_where_it_is_read_as_one(text):
    try:
        read = parse(text) == Name(text)
    except DocumentError:
        read = False
    assert is_name(text) == read


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[1]", "hint.rule-list"),
        ("a > [1]", "hint.rule-list"),
        ("a in [b]", "hint.rule-quote-options"),
        ("a in [)]", None),
        (")", None),
    ],
)
def test_a_list_or_a_word_in_the_wrong_place_is_refused_with_a_hint(text, hint):
    assert refused(text).hint == (Message(hint) if hint else None)


def test_a_list_that_is_too_long_is_refused_at_the_first_option_too_many():
    text = "a in [" + ",".join(["1"] * 200) + ",22]"
    problem = refused(text)
    assert problem.code == "rule-list-too-long"
    assert problem.excerpt is not None
    assert text[problem.excerpt.start :] == "22]"


def test_every_part_knows_where_it_stands():
    tree = parse("!a && -(b) < 3 || c in ['x', -1.5]")
    spans = [tree.operands[0].operands[0], tree.operands[0].operands[1].left]
    assert [part.span for part in spans] == [(0, 2), (6, 10)]
    wholes = [tree, *tree.operands, tree.operands[0].operands[1]]
    assert [part.span for part in wholes] == [(0, 34), (0, 14), (18, 34), (6, 14)]
    assert [parse(text).span for text in (" a * b", "a ? b : c ")] == [(1, 6), (0, 9)]
    assert tree.operands[0].operands[1].right.span == (13, 14)
    assert [option.span for option in tree.operands[1].options] == [(24, 27), (29, 33)]


def test_what_stands_side_by_side_is_not_deep():
    for part in ("(a ? b : c)", "(a + b > c)", "a in [1]", "!a", "(a)"):
        assert len(parse(" && ".join([part] * 150)).operands) == 150


def test_every_node_counts_towards_the_limit():
    # 333 comparisons of 3 nodes, and the chain
    text = " && ".join(["a < b"] * 333)
    assert len(parse(text).operands) == 333
    assert refused(f"!({text})").code == "rule-too-large"


def test_the_last_operand_of_a_chain_binds_like_the_first():
    assert parse("a || b || c && a") == Logic("||", (A, B, Logic("&&", (C, A))))
    assert parse("a && b || c || a && b") == Logic(
        "||", (Logic("&&", (A, B)), C, Logic("&&", (A, B)))
    )


#: A name, or a name that is compared with a number, and what looks nearly like that.
NEARLY_SIMPLE = st.tuples(
    st.sampled_from(["a", "meetings", "_b2", "in", "true", "AND", "2nd", "户"]),
    st.sampled_from(["", " ", "  ", "\t"]),
    st.sampled_from(["", "==", "!=", "<", "<=", ">", ">=", "=", "in"]),
    st.sampled_from(["", " "]),
    st.sampled_from(["", "-", "+", "."]) | st.just(""),
    st.from_regex(r"[0-9]{0,12}(\.[0-9]{0,9})?", fullmatch=True),
).map("".join)


def told(read, text):
    """Give a rule's nodes with their places, or what is wrong with it."""
    try:
        return [(node, node.span) for node in walk(read(text))]
    except DocumentError as error:
        return error.problems


@given(NEARLY_SIMPLE)
def test_simple_rules_are_read_as_the_grammar_says(text):
    assert told(parse, text) == told(lambda text: Parser(text, tokens(text)).rule(), text)


def test_a_simple_rule_keeps_the_place_of_each_part():
    assert told(parse, "meetings >=  2.50") == [
        (Compare(">=", Name("meetings"), Constant(Decimal("2.5"))), (0, 17)),
        (Name("meetings"), (0, 8)),
        (Constant(Decimal("2.5")), (13, 17)),
    ]
