"""Protected conduct (受保护的行为): what no points policy should score, by the words that name it.

A small closed list. It holds words that mean such conduct and nothing else that is common in
the field: a temple fair is culture, and what is said of superstition or of cults is about
fraud and crime, so that these are left alone.
"""

from __future__ import annotations

import re

from civil_village.messages import Message

#: The reason, and the words in Chinese and in English; underscores of ids are read as spaces.
_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "protected.belief",
        r"宗教|信教|信仰|教徒|信众|教堂|清真寺|寺庙|寺院|做礼拜|祷告",
        (
            r"religio\w*|church(?:es)?|mosques?|temples?(?! fair)|monaster(?:y|ies)|worship\w*"
            r"|pray(?:s|ed|ing|ers?)?|beliefs?|(?<!good )faiths?|pilgrimages?|baptis\w+"
        ),
    ),
    (
        "protected.petition",
        r"上访|信访|请愿|申诉|越级反映",
        r"petition(?:s|ed|ing|ers?)?",
    ),
    (
        "protected.birth",
        r"计划生育|计生|超生|违生|生育|节育|绝育|二胎|三胎|二孩|三孩",
        (
            r"family planning|birth (?:control|quotas?|policy)|childbirths?|pregnan\w+"
            r"|contracepti\w+|sterili[sz]ation|abortions?"
        ),
    ),
)
_PATTERNS = tuple(
    (reason, re.compile(rf"{zh}|\b(?:{en})\b", re.IGNORECASE)) for reason, zh, en in _WORDS
)


def protected_in(text: str) -> tuple[str, Message] | None:
    """Give the first word of protected conduct in a text, and why it is protected.

    Examples:
        >>> word, reason = protected_in("church_visits")
        >>> word, reason.text("en")
        ('church', 'freedom of belief is protected by the constitution')
        >>> protected_in("temple fair helped") is protected_in("竞赛 competition") is None
        True
    """
    said = text.replace("_", " ")
    for reason, pattern in _PATTERNS:
        found = pattern.search(said)
        if found is not None:
            return found[0], Message(reason)
    return None
