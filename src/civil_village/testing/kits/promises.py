"""What every scorer promises, whatever its kind (计分插件的约定): name, version, words, form.

What belongs here: what gradings, aggregations and rankings have in common. What does not:
what only one of the three promises; see the modules of their kits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, TypeVar

from attrs import fields, has
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from civil_village.canonical import plain, pretty_json
from civil_village.documents.conversion import structure, using
from civil_village.documents.reading.text import read
from civil_village.ids import id_problems
from civil_village.messages import LANGUAGES, Message, decimal_text
from civil_village.problems import CivilVillageError, Problem
from civil_village.standards import Scorers

T = TypeVar("T")

#: So many scorers of a strategy are looked at.
DRAWN = 10


def promise(kept: object, sentence: str, *, of: object, **example: object) -> None:
    """Say which promise is broken, and on what example.

    Raises:
        AssertionError: It is not kept.
    """
    if not kept:
        shown = "".join(f"\n  {name}: {_shown(value)}" for name, value in example.items())
        raise AssertionError(f"{sentence}\n  scorer: {of!r}{shown}")


def _shown(value: object) -> str:
    """Write exact numbers as people do, pairs of them too."""
    if isinstance(value, tuple):
        return " to ".join(map(_shown, value))
    return decimal_text(value) if isinstance(value, Fraction) else str(value)


def each(scorer: T | SearchStrategy[T], check: Callable[[T], None]) -> None:
    """Check one scorer, or several that a strategy draws; the first that fails is told."""
    if not isinstance(scorer, SearchStrategy):
        check(scorer)
        return
    failures: list[AssertionError] = []

    @settings(
        max_examples=DRAWN,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(scorer)
    def drawn(one: Any) -> None:
        if not failures:
            try:
                check(one)
            except AssertionError as failure:  # Hypothesis would try it again, and a liar differs
                failures.append(failure)

    drawn()
    if failures:
        raise failures[0]


def check_common(scorer: Any, door: type[Any]) -> None:
    """Check what all three kinds promise.

    Args:
        scorer: A grading, aggregation or ranking.
        door: The class from which its class must derive.

    Raises:
        AssertionError: A promise is broken.
    """
    kind = type(scorer)
    promise(door in kind.__mro__, f"it derives from {door.__name__}", of=scorer)
    name, version = getattr(kind, "name", None), getattr(kind, "version", None)
    promise(
        isinstance(name, str) and not list(id_problems(name, "name")),
        "its name is an id, as documents write it",
        of=scorer,
        name=name,
    )
    promise(
        type(version) is int and version > 0,
        "its version is a whole number from 1 on",
        of=scorer,
        version=version,
    )
    _check_frozen(scorer)
    promise(not list(errors(scorer.problems())), "one that exists is valid", of=scorer)
    _check_form(scorer, door)
    _check_told(scorer)


def errors(problems: Iterator[Problem]) -> Iterator[Problem]:
    """Give what is wrong, without what is only worth a look."""
    return (problem for problem in problems if problem.level == "error")


def _check_frozen(scorer: Any) -> None:
    kind = type(scorer)
    promise(has(kind), "its class is made by attrs.frozen", of=scorer)
    for name in [*(attribute.name for attribute in fields(kind)), "anything_else"]:
        before = getattr(scorer, name, None)
        try:
            setattr(scorer, name, before)
        except AttributeError:
            continue
        promise(kept=False, sentence="it cannot be changed", of=scorer, attribute=name)
    try:
        hash(scorer)
    except TypeError as error:
        promise(kept=False, sentence="it can be hashed", of=scorer, error=error)


def _check_form(scorer: Any, door: type[Any]) -> None:
    """Check that it can be written into a document and read again."""
    kind = type(scorer)
    try:
        text = pretty_json({"scorer": plain(scorer)})
        with using(Scorers.of([kind])):
            back = structure(read(text, name=None)[0]["scorer"], door)
    except (CivilVillageError, TypeError) as error:
        promise(kept=False, sentence="it is read as it is written", of=scorer, error=error)
    promise(back == scorer, "it is read as it is written", of=scorer, written=text, read=back)
    promise(hash(back) == hash(scorer), "equal ones have equal hashes", of=scorer)


def _check_told(scorer: Any) -> None:
    """Check that it says what it does, in words that last as long as a stored result."""
    told = scorer.told()
    promise(isinstance(told, Message), "it tells a Message", of=scorer, told=told)
    for lang in LANGUAGES:
        try:
            text = told.text(lang)
        except KeyError as error:  # no text of the library, or an argument that it lacks
            promise(
                kept=False,
                sentence="it tells a text of the library, or its own by Message.own",
                of=scorer,
                lacking=error,
            )
        promise(text.strip(), f"it says something in {lang}", of=scorer)
    try:
        back = structure(read(pretty_json(plain(told)), name=None)[0], Message)
    except (CivilVillageError, TypeError) as error:
        promise(kept=False, sentence="what it tells can be stored", of=scorer, error=error)
    promise(back == told, "what it tells can be stored", of=scorer, read=back)
    promise(scorer.told() == told, "it tells the same every time", of=scorer)


def finite(number: Fraction) -> bool:
    """Tell whether a number has a last digit.

    Examples:
        >>> finite(Fraction(1, 8)), finite(Fraction(1, 3))
        (True, False)
    """
    return "/" not in decimal_text(number)


def check_same(scorer: Any, work: Callable[[Any], Any], examples: list[Any]) -> dict[int, Any]:
    """Work out every example twice, the second time in the other order.

    Returns:
        What came out, by the place of the example.

    Raises:
        AssertionError: Something else came out, or it was no answer at all.
    """
    found = {index: _answer(scorer, work, example) for index, example in enumerate(examples)}
    for index in reversed(range(len(examples))):
        again = _answer(scorer, work, examples[index])
        sentence = "the same gives the same, whatever was asked before"
        promise(
            again == found[index],
            sentence,
            of=scorer,
            on=examples[index],
            first=found[index],
            then=again,
        )
    return found


def _answer(scorer: Any, work: Callable[[Any], Any], example: Any) -> Any:
    try:
        return work(example)
    except Exception as error:  # noqa: BLE001 - whatever it raises, a document would stop there
        sentence = "it has an answer for all that its problems allow"
        promise(kept=False, sentence=sentence, of=scorer, on=example, error=repr(error))


def exact(number: object) -> bool:
    """Tell whether a number is exact: a whole number or a fraction.

    Examples:
        >>> exact(Fraction(1, 2)), exact(0.5), exact(True)
        (True, False, False)
    """
    return isinstance(number, int | Fraction) and not isinstance(number, bool)
