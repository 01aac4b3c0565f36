"""Checks (校验): what models ask of their values, each said once and alike everywhere.

Every check gives the problems that it finds, none where all is well, and none for a value that
was not given. What it looks at comes first, then what is asked of it, then the path.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sized
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from civil_village.exact_numbers import Number, published
from civil_village.messages import Message
from civil_village.problems import Path, Problem, nearest, shown

#: A step of a path.
Step = str | int

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: What people write for true and false.
_TRUTHS = {
    **dict.fromkeys(("true", "yes", "y", "on", "是", "有", "√"), True),
    **dict.fromkeys(("false", "no", "n", "off", "否", "无", "×"), False),
}


def out_of_range(value: Any, expected: Message, path: Path) -> Problem:
    """Say that a value lies outside of its range.

    Examples:
        >>> out_of_range(7, Message("expected.at-most", most=6), ("places",)).found
        '7'
    """
    found = shown(published(value) if isinstance(value, Fraction) else value)
    return Problem(code="out-of-range", path=path, found=found, expected=expected)


def above(value: Number | None, least: Number, *path: Step) -> Iterator[Problem]:
    """Give a number that is not above another.

    Examples:
        >>> [problem.path for problem in above(0, 0, "step")]
        [('step',)]
    """
    if value is not None and value <= least:
        yield out_of_range(value, Message("expected.above", least=least), path)


def at_least(value: Number | None, least: Number, *path: Step) -> Iterator[Problem]:
    """Give a number that is below another.

    Examples:
        >>> list(at_least(0, 0, "stock")), list(at_least(None, 0, "stock"))
        ([], [])
    """
    if value is not None and value < least:
        yield out_of_range(value, Message("expected.at-least", least=least), path)


def at_most(value: Number | None, most: Number, *path: Step) -> Iterator[Problem]:
    """Give a number that is above another.

    Examples:
        >>> [problem.found for problem in at_most(7, 6, "floor")]
        ['7']
    """
    if value is not None and value > most:
        yield out_of_range(value, Message("expected.at-most", most=most), path)


def between(value: Number | None, least: Number, most: Number, *path: Step) -> Iterator[Problem]:
    """Give a number that lies below one or above another.

    Examples:
        >>> [problem.found for problem in between(0, 1, 366, "days")]
        ['0']
    """
    if value is not None and not least <= value <= most:
        yield out_of_range(value, Message("expected.between", least=least, most=most), path)


def share(value: Number | None, *path: Step) -> Iterator[Problem]:
    """Give a number that is no share above nothing: not above 0, or above 1.

    Examples:
        >>> [problem.found for problem in share(2, "target")]
        ['2']
    """
    if value is not None and not 0 < value <= 1:
        yield out_of_range(value, Message("expected.share"), path)


def in_order(first: date | None, last: date | None, *path: Step) -> Iterator[Problem]:
    """Give a last day that comes before the first; the path is that of the last.

    Examples:
        >>> [problem.found for problem in in_order(date(2024, 3, 1), date(2024, 2, 1), "until")]
        ['2024-02-01']
    """
    if first is not None and last is not None and last < first:
        yield out_of_range(last, Message("expected.not-before", least=first), path)


def not_empty(items: Sized, *path: Step) -> Iterator[Problem]:
    """Give a list, or a mapping, without anything in it.

    Examples:
        >>> [problem.code for problem in not_empty((), "steps")]
        ['empty-list']
    """
    if not items:
        yield Problem(code="empty-list", path=path)


def missing(*path: Step, expected: Message | None = None, hint: Message | None = None) -> Problem:
    """Say that a key is missing.

    Examples:
        >>> missing("method").text("en")
        'method: a required key is missing. [missing-key]'
    """
    return Problem(code="missing-key", path=path, expected=expected, hint=hint)


def one_key(
    model: object, *names: str, optional: bool = False, found: str | None = None
) -> Iterator[Problem]:
    """Give a model that has none of some keys, or more than one.

    Args:
        model: Whose fields the keys are; one that is ``None`` or empty is not given.
        names: The keys, as documents write them.
        optional: Whether none of them will do.
        found: What to say was found.

    Examples:
        >>> from civil_village.calendar import Period
        >>> [p.expected.text("en") for p in one_key(Period(unit="year"), "starts", "closes")]
        ['exactly one of starts, closes']
    """
    given = [name for name in names if _given(model, name)]
    if len(given) > 1 or not (given or optional):
        yield Problem(
            code="not-one-key", found=found, expected=Message("expected.one-key", names=names)
        )


def _given(model: object, key: str) -> bool:
    value = getattr(model, key if hasattr(model, key) else f"{key}_")
    return value is not None and not (isinstance(value, tuple | Mapping) and not value)


def only_with(key: str, *owners: str, path: Path = (), found: str | None = None) -> Problem:
    """Say that a key has no place but beside another, or beside one of several.

    Args:
        key: The key.
        owners: With what it goes.
        path: Where the key stands, if not at the model itself.
        found: What stands there, if not the key.

    Examples:
        >>> only_with("step", "count").expected.text("en")
        'it only together with count'
    """
    expected = Message("expected.only-with", name=owners[0] if len(owners) == 1 else owners)
    return Problem(
        code="key-of-other-type", path=path or (key,), found=found or key, expected=expected
    )


def known(
    name: str,
    names: Collection[str],
    *path: Step,
    code: str = "unknown-name",
    expected: Message | None = None,
) -> Iterator[Problem]:
    """Give a name that is none of those that there are, with the nearest of them.

    Args:
        name: The name.
        names: Those that there are.
        path: Where it stands.
        code: The code of the problem.
        expected: What is expected, if not one of the names.

    Examples:
        >>> [problem.hint.text("en") for problem in known("vist", ["visit"], "methods")]
        ['did you mean visit?']
    """
    if name not in names:
        yield Problem(
            code=code,
            path=path,
            found=shown(name),
            expected=expected or one_of(names),
            hint=nearest(name, names),
        )


def one_of(names: Collection[str]) -> Message:
    """Say which names there are to choose from, or that there are none.

    Examples:
        >>> one_of(["a", "b"]).text("en"), one_of([]).text("en")
        ('one of a, b', 'none, since there are none')
    """
    known = tuple(names)
    return Message("expected.one-of", names=known) if known else Message("expected.none-there")


def word(value: object, words: Collection[str], *path: Step) -> Iterator[Problem]:
    """Give what is none of the words of a closed list.

    Examples:
        >>> [problem.hint.text("en") for problem in word("hight", ("high", "low"), "best")]
        ['did you mean high?']
    """
    if not isinstance(value, str) or value not in words:
        yield Problem(
            code="wrong-type",
            path=path,
            found=shown(value),
            expected=Message("expected.one-of", names=tuple(words)),
            hint=nearest(value, words) if isinstance(value, str) else None,
        )


def unique(names: Iterable[str], *path: Step) -> Iterator[Problem]:
    """Give each name that stands twice in the list that the path leads to.

    Examples:
        >>> [problem.path for problem in unique(["h1", "h2", "h1"], "members")]
        [('members', 2)]
    """
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            yield Problem(code="duplicate-id", path=(*path, index), found=name)
        seen.add(name)


def unique_ids(ids: Iterable[str], *path: Step) -> Iterator[Problem]:
    """Give each id that stands twice among the parts that the path leads to.

    Examples:
        >>> [problem.path for problem in unique_ids(["h1", "h1"], "households")]
        [('households', 1, 'id')]
    """
    for problem in unique(ids):
        (index,) = problem.path
        yield Problem(
            code=problem.code,
            path=(*path, index, "id"),
            found=problem.found,
            hint=Message("hint.other-id"),
        )


def truth(value: object) -> Iterator[Problem]:
    """Give what stops a value from being true or false.

    Examples:
        >>> [problem.hint.text("en") for problem in truth("no")]
        ['write false, without quotes']
    """
    if not isinstance(value, bool):
        word = value if isinstance(value, str) else ""
        meant = _TRUTHS.get(word.lower())
        hint = None if meant is None else Message("hint.bare", form=str(meant).lower())
        # Without quotes around it, the text would look like the truth that it is not.
        found = f'"{word}"' if word in ("true", "false") else shown(value)
        yield Problem(code="wrong-type", found=found, expected=Message("type.truth"), hint=hint)


def text(value: object) -> Iterator[Problem]:
    """Give what stops a value from being text.

    Examples:
        >>> [problem.hint.text("en") for problem in text(12)]
        ['write "12"']
    """
    if not isinstance(value, str):
        found = shown(value)
        hint = Message("hint.write", form=f'"{found}"') if isinstance(value, int) else None
        yield Problem(code="wrong-type", found=found, expected=Message("type.text"), hint=hint)


def whole(value: object) -> Iterator[Problem]:
    """Give what is no whole number.

    Examples:
        >>> [problem.found for problem in whole(True)]
        ['true']
    """
    if isinstance(value, bool) or not isinstance(value, int):
        yield Problem(code="wrong-type", found=shown(value), expected=Message("type.whole"))


def day(value: object) -> Iterator[Problem]:
    """Give what is no day, nor written as one; an instant is none.

    Examples:
        >>> list(day("2024-02-29")), [problem.found for problem in day("2023-02-29")]
        ([], ['2023-02-29'])
    """
    if read_day(value) is None:
        yield Problem(code="not-a-date", found=shown(value), expected=Message("expected.date"))


def read_day(value: object) -> date | None:
    """Take a day, or read one that is written as ``2024-06-30``; ``None`` where it is none.

    An instant is none: it has another day in each time zone.

    Examples:
        >>> read_day("2024-06-30"), read_day("2024-02-30")
        (datetime.date(2024, 6, 30), None)
    """
    if isinstance(value, date):
        return None if isinstance(value, datetime) else value
    # `fromisoformat` takes more forms than the one that documents have.
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
