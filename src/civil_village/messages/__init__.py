"""Every sentence that the library says, by key, in Chinese and English.

What belongs here: keys with their two texts, and how values are written inside a
sentence. What does not: deciding what to say. A message travels as data, key and
arguments, and becomes text late, in the language of its reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, reduce
from types import NoneType
from typing import Any, ClassVar, Literal, get_args

from civil_village import public
from civil_village.mappings import FrozenMapping, entries
from civil_village.messages.carried import LONGEST_OWN, OWN, fields_of, filled, stray_fields
from civil_village.messages.harmless import harmless
from civil_village.values import Shown, model
from civil_village.written_forms import Form

__all__ = [
    "LANGUAGES",
    "Lang",
    "Message",
    "decimal_text",
    "harmless",
    "joined",
    "phrase",
    "texts",
    "written",
]

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)


@cache
def texts() -> dict[str, tuple[str, str]]:
    """Give the one table of all texts: key → (Chinese, English).

    Examples:
        >>> texts()["list.separator"]
        ('、', ', ')
    """
    # Thousands of words, for which nobody should wait before something is said.
    from civil_village.messages.table import TEXTS  # noqa: PLC0415 - see above

    return TEXTS


def phrase(key: str, lang: Lang, /, **arguments: object) -> str:
    """Give the text of ``key`` in ``lang`` with its arguments written in.

    Examples:
        >>> phrase("where.line", "en", line=3, column=7)
        'line 3, column 7'
        >>> phrase("where.line", "zh", line=3, column=7)
        '第 3 行第 7 列'
    """
    column = place_of(lang)
    said = {name: written(value, lang) for name, value in arguments.items()}
    return texts()[key][column].format_map(said)


def place_of(lang: str) -> int:
    """Give the place of a language among the texts.

    Raises:
        ValueError: There is none such.

    Examples:
        >>> place_of("en")
        1
        >>> place_of("fr")
        Traceback (most recent call last):
        ValueError: no language 'fr': hand in one of zh, en
    """
    if lang not in LANGUAGES:
        raise ValueError(f"no language {lang!r}: hand in one of {', '.join(LANGUAGES)}")
    return LANGUAGES.index(lang)


def arguments_of(key: str) -> set[str]:
    """Give the names of the values that the texts of ``key`` need.

    Examples:
        >>> sorted(arguments_of("where.line"))
        ['column', 'line']
    """
    return {name for text in texts()[key] for name in fields_of(text)}


def written(value: object, lang: Lang) -> str:
    r"""Write one value as it stands in a sentence; see `harmless` for words of others.

    Examples:
        >>> written(True, "zh"), written(Decimal("12.50"), "en"), written(("a", "b"), "en")
        ('是', '12.5', 'a, b')
        >>> written("two\nlines", "en")
        'two\\nlines'
    """
    match value:
        case bool():
            return phrase("value.true" if value else "value.false", lang)
        case None:
            return phrase("value.none", lang)
        case str():
            return harmless(value)
        case int() | Decimal() | Fraction():
            return decimal_text(value)
        case date():
            return value.isoformat()
        case tuple() | list():
            return phrase("list.separator", lang).join(written(item, lang) for item in value)
        case _:
            text = getattr(value, "text", None)
            if not callable(text):
                return harmless(str(value))
            # What tells itself as a tree is put together of what is harmless already.
            own = getattr(value, "says_lines", hasattr(value, "explain"))
            return str(text(lang)) if own else harmless(text(lang))


def decimal_text(value: int | Decimal | Fraction) -> str:
    """Write an exact number: digits where they end, else numerator over denominator.

    Examples:
        >>> decimal_text(Fraction(1, 8)), decimal_text(Fraction(100, 3)), decimal_text(10)
        ('0.125', '100/3', '10')
    """
    above, below = value.as_integer_ratio()
    if below == 1:
        return str(above)
    places, rest = 0, below
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if rest != 1:
        return f"{above}/{below}"
    digits = str(abs(above) * 10**places // below).rjust(places + 1, "0")
    sign = "-" if above < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


@model(init=False)
class Message(Shown):
    """A sentence as data (消息): a key of the table and the values written into it.

    Arguments are plain data: text, truths, exact numbers, labels, further messages and
    tuples of these. Fractions and dates are kept as they are written.

    Attributes:
        key: Which sentence it is: a key of the library's table, or ``own``, which brings its texts.
        arguments: What is written into it, by name.

    Examples:
        >>> Message("hint.nearest", name="insurance").text("en")
        'did you mean insurance?'
    """

    #: Its text is put together of what is harmless already, and may have several lines.
    says_lines: ClassVar[bool] = True

    form: ClassVar[Form] = Form.of_its_own(
        write=lambda message: {"key": message.key, **entries(message.arguments)}
    )
    key: str
    arguments: FrozenMapping[str, Any]

    def __init__(self, key: str, /, **arguments: object) -> None:
        plain = {
            name: value if value.__class__ in _KEPT else _argument(value)
            for name, value in arguments.items()
        }
        self.__attrs_init__(key, FrozenMapping(plain))

    @classmethod
    def own(cls, texts: tuple[str, str], /, **arguments: object) -> Message:
        """Make a sentence that brings its own texts, for scorers of other packages (自带文本).

        The texts travel with it, so that a stored result explains itself for ever, also
        where the package is not installed.

        Args:
            texts: The Chinese and the English text, of at most 500 characters each. A name in
                braces, as ``{met}``, stands for an argument, once in each text; there are no
                other braces.
            arguments: The values that are written in; none is called ``key``, ``zh`` or ``en``.

        Raises:
            ValueError: A text is too long, or has other braces, or an argument such a name.

        Examples:
            >>> told = Message.own(("达到 {share} 得分", "points from {share} on"), share=0.5)
            >>> told.text("en")
            'points from 0.5 on'
        """
        zh, en = texts
        if max(len(zh), len(en)) > LONGEST_OWN:
            raise ValueError(f"a text of a message has at most {LONGEST_OWN} characters")
        stray = [piece for text in (zh, en) for piece in stray_fields(text, arguments)]
        if stray or not arguments.keys().isdisjoint({"key", *LANGUAGES}):
            names = ", ".join(dict.fromkeys(stray)) or "key, zh, en"
            raise ValueError(f"a text needs each argument once, and these are none: {names}")
        return cls(OWN, zh=zh, en=en, **arguments)

    def text(self, lang: Lang) -> str:
        """Say it in ``lang``."""
        if self.key != OWN:
            return phrase(self.key, lang, **self.arguments)
        place_of(lang)
        texts = {name: written(value, lang) for name, value in self.arguments.items()}
        return filled(texts[lang], {k: v for k, v in texts.items() if k not in LANGUAGES})


def joined(messages: Sequence[Message]) -> Message:
    """Put sentences behind one another, to be said in one line; nothing where there are none.

    Examples:
        >>> joined([Message("rank.fails"), Message("compare.same")]).text("en")
        'it fails; same'
    """
    first, *others = messages or [Message("value", value="")]
    return reduce(lambda said, more: Message("list.joined", first=said, then=more), others, first)


#: What survives a round trip through JSON as it is.
_KEPT = frozenset((str, bool, int, Decimal, NoneType, Message))


def _argument(value: Any) -> Any:
    """Reduce a value to what survives a round trip through JSON unchanged."""
    match value:
        case Fraction():
            text = decimal_text(value)
            return text if "/" in text else Decimal(text)
        case date():
            return value.isoformat()
        case list() | tuple():
            return tuple(_argument(item) for item in value)
        case _:
            # A label without English reads alike in both languages: its text is enough.
            return value.zh if getattr(value, "en", "") is None else value


public.tell(__name__)
