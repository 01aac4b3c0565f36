"""Every sentence, in both languages."""

import ast
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from itertools import chain
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import civil_village
from civil_village.canonical import plain
from civil_village.documents.conversion import structure
from civil_village.labels import Label
from civil_village.messages import LANGUAGES, Message, decimal_text, phrase, sentences, written
from civil_village.messages.table import TEXTS
from civil_village.problems import DocumentError
from civil_village.rules import RuleType

SOURCES = sorted(Path(civil_village.__file__).parent.rglob("*.py"))


def placeholders(text):
    """Give the names in braces; a text with broken braces raises."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def is_sound(zh, en):
    """Whether a message has both texts with the same placeholders.

    A document writes a message as its key beside its arguments.
    """
    names = placeholders(zh)
    named = all(name.isidentifier() and name != "key" for name in names)
    return bool(zh and en) and names == placeholders(en) and named


def test_every_key_has_both_texts_with_the_same_placeholders():
    assert [key for key, texts in TEXTS.items() if not is_sound(*texts)] == []
    assert not is_sound("差{points}分", "short of {target}")
    assert not is_sound("{key}", "{key}")
    assert not is_sound("好", "")


def is_table(value):
    return isinstance(value, dict) and set(map(type, value.values())) == {tuple}


def test_no_key_stands_in_two_tables():
    parts = {each.name for each in iter_modules(sentences.__path__)} - {"usage"}
    modules = [import_module(f"{sentences.__name__}.{name}") for name in parts]
    tables = [table for module in modules for table in vars(module).values() if is_table(table)]
    assert len(tables) == len(modules)
    assert len(TEXTS) == sum(map(len, tables))


def calls(tree):
    """Give name, arguments and keywords of every call of a function by its plain name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id, node.args, {keyword.arg: keyword.value for keyword in node.keywords}


def text_of(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def spoken():
    """Give every key that the source names outright, with the arguments that it gets."""
    for path in SOURCES:
        for name, arguments, keywords in calls(ast.parse(path.read_text(encoding="utf-8"))):
            if name in ("Message", "phrase") and arguments and text_of(arguments[0]):
                yield text_of(arguments[0]), None if None in keywords else set(keywords)
            if name == "Problem" and text_of(keywords.get("code")):
                yield f"problem.{text_of(keywords['code'])}", None


def test_every_key_that_the_source_names_has_its_texts_and_all_their_arguments():
    keys = list(spoken())
    assert len(keys) > 100
    unknown = sorted({key for key, _ in keys if key not in TEXTS})
    assert unknown == []
    short = [
        key for key, given in keys if given is not None and not placeholders(TEXTS[key][0]) <= given
    ]
    assert short == []


def test_every_type_has_its_name():
    assert {f"type.{name}" for name in get_args(RuleType)} <= TEXTS.keys()


def test_a_phrase_is_said_in_each_language():
    assert phrase("where.line", "zh", line=3, column=7) == "第 3 行第 7 列"
    assert phrase("where.line", "en", line=3, column=7) == "line 3, column 7"


def test_braces_in_an_argument_stay_what_they_are():
    assert phrase("hint.nearest", "en", name="{name}") == "did you mean {name}?"


WRITTEN = [
    (True, "是", "true"),
    (False, "否", "false"),
    (None, "无", "nothing"),
    ("{a}", "{a}", "{a}"),
    (12, "12", "12"),
    (Decimal("12.50"), "12.5", "12.5"),
    (Fraction(100, 3), "100/3", "100/3"),
    (date(2024, 6, 30), "2024-06-30", "2024-06-30"),
    (("a", 1, True), "a、1、是", "a, 1, true"),
    (["a"], "a", "a"),
    ((), "", ""),
    (Label("户数", "households"), "户数", "households"),
    (Message("type.list"), "列表", "a list"),
    ((Message("unit.none"), "元"), "无单位、元", "no unit, 元"),
    (1.5, "1.5", "1.5"),
]


@pytest.mark.parametrize(("value", "zh", "en"), WRITTEN, ids=[str(row[0]) for row in WRITTEN])
def test_a_value_is_written_as_it_stands_in_a_sentence(value, zh, en):
    assert (written(value, "zh"), written(value, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-7, "-7"),
        (1200, "1200"),
        (Decimal("0E+3"), "0"),
        (Decimal("-0.0"), "0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("100.00"), "100"),
        (Decimal("-0.050"), "-0.05"),
        (Decimal("0.0001"), "0.0001"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(7, 20), "0.35"),
        (Fraction(1, 5), "0.2"),
        (Fraction(123, 50), "2.46"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-10, 6), "-5/3"),
        (Fraction(1, 6), "1/6"),
        (Fraction(10**20, 7), f"{10**20}/7"),
    ],
)
def test_a_number_is_written_in_digits_where_they_end_else_as_a_fraction(number, text):
    assert decimal_text(number) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12))
def test_what_is_written_of_a_decimal_is_its_exact_value_without_trailing_zeros(number):
    text = decimal_text(number)
    assert Fraction(text) == Fraction(number)
    assert "e" not in text.lower()
    assert "." not in text or not text.endswith(("0", "."))
    assert text == decimal_text(Fraction(number))


@given(st.fractions())
def test_what_is_written_of_a_fraction_is_its_exact_value(number):
    text = decimal_text(number)
    assert Fraction(text) == number
    ends = any(10**places % number.denominator == 0 for places in range(200))
    assert ("/" not in text) is ends


MESSAGES = [
    Message("expected.number"),
    Message("hint.nearest", name="insurance"),
    Message("expected.one-of", names=("a", "b")),
    Message("expected.between", least=Fraction(1, 4), most=Decimal("1.50")),
    Message("expected.exactly", value=Fraction(100, 3)),
    Message("expected.exactly", value=date(2024, 6, 30)),
    Message("expected.exactly", value=True),
    Message("expected.exactly", value=None),
    Message("expected.exactly", value=Label("户数")),
    Message("expected.exactly", value=Label("户数", "households")),
    Message("expected.same-unit", units=(Message("unit.none"), "元")),
    Message("expected.exactly", value=[("a", 1), [Label("户", "home")]]),
]


@pytest.mark.parametrize("message", MESSAGES, ids=[repr(message) for message in MESSAGES])
def test_a_message_comes_back_from_its_plain_form_unchanged(message):
    back = structure(plain(message), Message)
    assert back == message
    assert hash(back) == hash(message)
    for lang in LANGUAGES:
        assert back.text(lang) == message.text(lang)


def test_arguments_are_kept_as_they_are_written():
    message = Message("expected.between", least=Fraction(1, 4), most=Fraction(1, 3))
    assert message.arguments == {"least": Decimal("0.25"), "most": "1/3"}
    assert Message("expected.exactly", value=date(2024, 6, 30)).arguments == {"value": "2024-06-30"}
    assert Message("expected.exactly", value=Label("户数")).arguments == {"value": "户数"}
    assert Message("expected.one-of", names=["a", 1]).arguments == {"names": ("a", 1)}
    assert Message("expected.one-of", names=["a"]) == Message("expected.one-of", names=("a",))


def test_a_message_holds_messages():
    message = Message("expected.not-type", wanted=Message("type.truth"), got=Message("type.number"))
    assert message.text("zh") == "是或否（true 或 false），而不是数字"
    assert message.text("en") == "true or false, not a number"
    assert plain(message) == {
        "key": "expected.not-type",
        "wanted": {"key": "type.truth"},
        "got": {"key": "type.number"},
    }


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("expected.number", "wrong-type"),
        ({"name": "a"}, "wrong-type"),
        ({"key": 3}, "wrong-type"),
        ({"key": "expected.nothing-like-it"}, "unknown-message"),
    ],
)
def test_only_messages_of_the_table_are_read(form, code):
    with pytest.raises(DocumentError) as caught:
        structure(form, Message)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_every_argument_is_said_in_both_languages():
    unsaid = []
    for key, texts in TEXTS.items():
        arguments = {name: f"<{name}>" for name in placeholders(texts[0])}
        for lang in LANGUAGES:
            text = Message(key, **arguments).text(lang)
            unsaid += [(key, lang, mark) for mark in arguments.values() if mark not in text]
    assert unsaid == []


def test_chinese_texts_are_chinese_and_english_ones_are_not():
    english = chain.from_iterable(en for _, en in TEXTS.values())
    assert {letter for letter in english if "\u4e00" <= letter <= "\u9fff"} == set()


# Messages that bring their own texts ---------------------------------------------------

HALF = Message.own(("达到 {share} 得全分", "full points from {share} on"), share=Fraction(1, 2))


def test_a_message_may_bring_its_own_texts():
    assert HALF.text("zh") == "达到 0.5 得全分"
    assert HALF.text("en") == "full points from 0.5 on"


def test_own_texts_travel_in_the_message_and_back():
    form = plain(HALF)
    assert form == {
        "key": "own",
        "zh": "达到 {share} 得全分",
        "en": "full points from {share} on",
        "share": Decimal("0.5"),
    }
    assert structure(form, Message) == HALF


def test_a_message_with_own_texts_stands_in_another():
    whole = Message.own(("先{first}", "first {first}"), first=HALF)
    assert whole.text("en") == "first full points from 0.5 on"
    assert structure(plain(whole), Message) == whole


@pytest.mark.parametrize(
    "piece",
    [
        "{share.real}",
        "{share.__class__.__mro__}",
        "{share[0]}",
        "{share!r}",
        "{share:>999999999}",
        "{share:{share}}",
        "{0}",
        "{}",
        "{{share}}",
        "{",
        "}",
        "{other}",
        "{Share}",
        "{share }",
        "{zh}",
    ],
)
def test_only_plain_fields_with_an_argument_stand_in_own_texts(piece):
    form = {"key": "own", "zh": "好", "en": f"so {piece}", "share": "x"}
    with pytest.raises(DocumentError) as caught:
        structure(form, Message)
    assert {(problem.code, problem.path) for problem in caught.value.problems} == {
        ("stray-field", ("en",))
    }
    with pytest.raises(ValueError, match="needs each argument once"):
        Message.own(("好", f"so {piece}"), share="x")


def test_a_hostile_text_that_was_never_checked_is_shown_and_never_formatted():
    hostile = Message("own", zh="{a.b}{zh}{a:>999999999}", en="{a}{a!r}", a="{b}", b="never")
    assert hostile.text("zh") == "{a.b}{zh}{a:>999999999}"
    assert hostile.text("en") == "{b}{a!r}"


def test_a_field_stands_once_so_that_nested_messages_cannot_grow_without_end():
    form = {"key": "own", "zh": "{a}", "en": "{a}{a}", "a": "x"}
    with pytest.raises(DocumentError) as caught:
        structure(form, Message)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path, problem.found) == ("stray-field", ("en",), "{a}")
    assert problem.text("en") == (
        "en: a text of a message has a field that is none, got {a}; "
        "expected names of arguments in braces, each at most once: a. [stray-field]"
    )


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ({"zh": "好"}, [("missing-key", ("en",))]),
        ({}, [("missing-key", ("zh",)), ("missing-key", ("en",))]),
        ({"zh": 1, "en": ["a"]}, [("wrong-type", ("zh",)), ("wrong-type", ("en",))]),
        ({"zh": "好" * 501, "en": "a" * 500}, [("message-too-long", ("zh",))]),
    ],
)
def test_own_texts_are_two_texts_of_bounded_length(form, found):
    with pytest.raises(DocumentError) as caught:
        structure({"key": "own", **form}, Message)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == found


def test_own_texts_that_are_too_long_cannot_be_made():
    with pytest.raises(ValueError, match="at most 500"):
        Message.own(("好", "a" * 501))


@pytest.mark.parametrize("name", ["key", "zh", "en"])
def test_an_argument_of_own_texts_has_no_name_that_the_message_itself_needs(name):
    with pytest.raises(ValueError, match="key, zh, en"):
        Message.own(("好", "good"), **{name: "x"})
