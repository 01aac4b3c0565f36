"""The words that a rule is made of."""

import pytest

from civil_village.rules.tokens import Token, is_name, tokens

#: How other languages, typography and a Chinese keyboard write the marks of rules.
OTHER_FORMS = {
    "==": ["=", "===", "\uff1d", "\uff1d\uff1d"],
    "!=": ["<>", "!==", "\u2260", "\uff01\uff1d"],
    "<=": ["=<", "\u2264", "\u2a7d", "\u2266", "\uff1c\uff1d"],
    ">=": ["=>", "\u2265", "\u2a7e", "\u2267", "\uff1e\uff1d"],
    "-": ["\u2212", "\u2013", "\u2014", "\uff0d"],
    "*": ["\xd7", "\xb7", "\uff0a"],
    "&&": ["&", "\u2227", "\uff06", "\uff06\uff06"],
    "||": ["|", "\u2228", "\uff5c", "\uff5c\uff5c"],
    "'": ["\u2018", "\u2019", "\u201c", "\u201d", "\u300c", "\u300d"],
    "/": ["\xf7", "\uff0f"],
    "!": ["\xac", "\uff01"],
    ",": ["\u3001", "\uff0c"],
    "[": ["\u3010", "\uff3b"],
    "]": ["\u3011", "\uff3d"],
    "(": ["\uff08"],
    ")": ["\uff09"],
}


@pytest.mark.parametrize("plain", OTHER_FORMS)
def test_each_other_form_of_a_mark_is_known_for_what_it_means(plain):
    for form in (plain, *OTHER_FORMS[plain]):
        assert Token("mark", form, 0, len(form)).plain == plain


def test_a_text_that_reads_like_a_mark_is_none():
    text, mark = Token("text", "(", 0, 1), Token("mark", "(", 0, 1)
    assert [token.is_mark(")", "(") for token in (text, mark)] == [False, True]
    assert not mark.is_mark(")")
    assert Token("word", "\uff1d", 0, 1).plain == "\uff1d"


def test_a_rule_is_cut_into_words_with_their_places_and_an_end():
    assert list(tokens("a>=1.5 &&b=='x' \"y")) == [
        Token("word", "a", 0, 1),
        Token("mark", ">=", 1, 3),
        Token("number", "1.5", 3, 6),
        Token("mark", "&&", 7, 9),
        Token("word", "b", 9, 10),
        Token("mark", "==", 10, 12),
        Token("text", "'x'", 12, 15),
        Token("unclosed", '"y', 16, 18),
        Token("end", "", 18, 18),
    ]


@pytest.mark.parametrize(
    "word", ["and", "OR", "Not", "TRUE", "false", "in", "null", "if", "1a", "a-b", "", "\u6237"]
)
def test_words_that_mean_something_are_no_names(word):
    assert not is_name(word)


@pytest.mark.parametrize("word", ["a", "_", "a1", "android", "nothing", "IN", "None"])
def test_other_words_are_names(word):
    assert is_name(word)
