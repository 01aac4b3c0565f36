"""What is wrong, as data: problems with code, path, value, expectation and hint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Context, Decimal
from itertools import islice
from sys import maxsize
from typing import ClassVar, Literal, Protocol

from attrs import evolve, field

from civil_village import public
from civil_village.mappings import as_tuple
from civil_village.messages import Lang, Message, harmless, phrase, texts
from civil_village.messages.harmless import blanked
from civil_village.values import Shown, model

#: Steps from a document's root to one place in it: keys and list indexes.
Path = tuple[str | int, ...]
Level = Literal["error", "finding"]

#: At most so many problems stand in one text, unless more are asked for.
SHOWN = 20
#: Whoever looks for problems stops after so many errors: nobody reads more, and a hostile
#: text of a few megabytes could hold millions.
MOST_PROBLEMS = 1000
_MORE = "more-problems"


@model
class Position(Shown):
    """A place in a text (位置): line and column, both counted from 1.

    Attributes:
        line: The line, counted from 1.
        column: The column, counted from 1.
    """

    line: int
    column: int

    def text(self, lang: Lang) -> str:
        """Say where it is."""
        return phrase("where.line", lang, line=self.line, column=self.column)


@model
class Cell(Position):
    """A place in a table (单元格): a row as the sheet counts it, and a column, perhaps.

    Attributes:
        line: The row; that of the headings is usually 1.
        column: The column from 1; 0 where the whole row is meant.
        heading: The heading of the column, as written.

    Examples:
        >>> Cell(4, 28, "会议次数").text("zh"), Cell(4, 0).text("en")
        ('第 4 行 AB 列（会议次数）', 'row 4')
    """

    heading: str | None = None

    @property
    def letter(self) -> str:
        """The column as a sheet names it: A, B, … Z, AA."""
        number, letters = self.column, ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return letters

    def text(self, lang: Lang) -> str:
        """Say where it is: row, column, and what stands over the column."""
        key = "where.cell" if self.heading else "where.column" if self.column else "where.row"
        heading = shown(self.heading or "", 30)
        return phrase(key, lang, row=self.line, letter=self.letter, heading=heading)


@model
class Excerpt(Shown):
    """The part of a rule's text that a problem is about: ``text[start:end]``."""

    text: str
    start: int
    end: int

    def pointed(self) -> str:
        """Draw the line of the rule that holds the part, with a mark under it.

        Examples:
            >>> print(Excerpt("meetngs >= 3", 0, 7).pointed())
                meetngs >= 3
                ^^^^^^^
        """
        start = max(0, self.start - 40)
        line = self.text[start : start + 100].replace("\n", " ").replace("\t", " ")
        line = blanked(line)
        width = max(1, min(self.end, start + 100) - self.start)
        return f"    {line}\n    {' ' * (self.start - start)}{'^' * width}"


@model(kw_only=True)
class Problem(Shown):
    """One thing that is wrong, or worth a look, in a document or a record (问题).

    Attributes:
        code: Stable name of the kind of problem, such as ``unknown-indicator``.
        path: Where in the document: keys and indexes from its root.
        found: What stands there, as written and shortened; ``None`` where nothing does.
        expected: What was expected there; a sentence with what there is, where its key begins with
            ``should``.
        hint: One thing to do next.
        position: Line and column, where the document came from a text; a cell of a table.
        level: ``error`` stops a document from loading; a ``finding`` is advice.
        excerpt: The part of a rule that it is about.
        document: Name of the file or document, where the reader knows it.
        record: Id of the record that it is about, where that is one of several: ``v001``, or
            ``v001/h1`` for a row of it.

    Examples:
        >>> print(Problem(code="missing-key", path=("sections", 0, "id")).text("en"))
        sections[0].id: a required key is missing. [missing-key]
    """

    #: See `civil_village.messages.Message`.
    says_lines: ClassVar[bool] = True

    code: str
    path: Path = field(default=(), converter=as_tuple)
    found: str | None = None
    expected: Message | None = None
    hint: Message | None = None
    position: Position | None = None
    level: Level = "error"
    excerpt: Excerpt | None = None
    document: str | None = None
    record: str | None = None

    def inside(self, *steps: str | int) -> Problem:
        """Give the same problem as seen from further out: ``steps`` lead to it."""
        return evolve(self, path=(*steps, *self.path))

    def where(self, lang: Lang) -> str:
        """Say where it is: document, record, path, line and column."""
        parts = [harmless(self.document)] if self.document else []
        if self.record and not self.position:
            parts.append(harmless(self.record))
        # The heading of a column says to people what the path says to programs.
        headed = isinstance(self.position, Cell) and self.position.heading
        if self.path and not headed:
            parts.append(harmless(path_text(self.path)))
        if self.position:
            parts.append(self.position.text(lang))
        return phrase("list.separator", lang).join(parts) or phrase("where.here", lang)

    def text(self, lang: Lang) -> str:
        """Say it in one to four lines: where, what, found, expected, and what to do."""
        whole = self.expected is not None and self.expected.key.startswith("should.")
        key = f"problem.{self.code}"
        said = "" if whole else phrase(key, lang) if key in texts() else harmless(self.code)
        if self.found is not None and not whole:
            said += phrase("problem.got", lang, found=self.found)
        if self.expected is not None and whole:  # it says by itself what is wrong, with what
            said = _said(self.expected, lang)
        elif self.expected is not None:
            expected = _said(self.expected, lang)
            if lang == "zh" and expected[:1].isascii():
                expected = f" {expected}"  # as between Chinese and other letters everywhere
            said += phrase("problem.expected", lang, expected=expected)
        text = phrase("problem.line", lang, where=self.where(lang), said=said)
        if self.excerpt is not None:
            text += "\n" + self.excerpt.pointed()
        if self.hint is not None:
            text += "\n" + phrase("problem.hint", lang, hint=_said(self.hint, lang))
        return f"{text} [{self.code}]"


def _said(message: Message, lang: Lang) -> str:
    """Say a sentence; one that has no text, or lacks a value of it, by its key."""
    try:
        return message.text(lang)
    except KeyError:
        return harmless(message.key)


def path_text(path: Path) -> str:
    """Write a path as people read it: dots between keys, brackets around indexes.

    Examples:
        >>> path_text(("sections", 2, "criteria", 0, "rule"))
        'sections[2].criteria[0].rule'
    """
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def bounded(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Give the first `MOST_PROBLEMS` errors and as many findings, and say if there are more.

    What comes after the errors is not even looked for: hand in an iterator that works each
    out when it is asked. Findings never keep an error behind them from being found.

    Examples:
        >>> many = (Problem(code="missing-key", path=(index,)) for index in range(3_000_000))
        >>> [problem.code for problem in bounded(many)][-2:], next(many).path
        (['missing-key', 'more-problems'], (1001,))
    """
    room = {"error": MOST_PROBLEMS, "finding": MOST_PROBLEMS}
    beyond: Problem | None = None
    for problem in problems:
        if problem.code != _MORE and room[problem.level]:
            room[problem.level] -= 1
            yield problem
            continue
        if beyond is None or problem.level == "error":
            beyond = problem
        if not room["error"]:
            break
    if beyond is not None:
        yield more_problems(beyond.level, beyond.document)


def more_problems(level: Level, document: str | None = None) -> Problem:
    """Say that there are more problems than were looked for."""
    hint = Message("hint.more-problems", most=MOST_PROBLEMS)
    return Problem(code=_MORE, hint=hint, level=level, document=document)


class CivilVillageError(Exception):
    """Base of every error that this library raises; it carries its problems as data.

    Attributes:
        problems: All that is wrong, in the order in which it was found; where there are more than
            `bounded` gives, the last of them says so.
    """

    #: See `civil_village.messages.Message`.
    says_lines: ClassVar[bool] = True

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(bounded(problems))
        super().__init__(self.problems)

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self.problems == other.problems

    def __hash__(self) -> int:
        return hash((type(self), self.problems))

    def text(self, lang: Lang, most: int = SHOWN) -> str:
        """Say the first problems, ``most`` of them, and how many more there are."""
        found = [problem for problem in self.problems if problem.code != _MORE]
        texts = [problem.text(lang) for problem in found[:most]]
        if len(found) > most:
            texts.append(phrase("problem.more", lang, count=len(found) - most))
        texts += (problem.text(lang) for problem in self.problems[len(found) :])
        return "\n".join(texts)

    def __str__(self) -> str:
        return self.text("en")


class DocumentError(CivilVillageError):
    """A document, a record or a model built in Python is not valid; lists all that is wrong."""


def shown(value: object, limit: int = 60) -> str:
    """Write a value as its author wrote it, near enough, and short."""
    match value:
        case Mapping():
            text = ", ".join(
                f"{name}: {shown(item)}" for name, item in islice(value.items(), limit)
            )
            text = f"{{{text}}}"
        case list() | tuple():
            text = f"[{', '.join(shown(item) for item in value[:limit])}]"
        case None:
            text = "null"
        case int() | Decimal() if _is_unwieldy(Decimal(value), limit):
            text = _WRITTEN.to_sci_string(Decimal(value))
        case _:
            text = phrase("value", "en", value=value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


#: How a number is written that is too long for its digits, whatever the process has set.
_WRITTEN = Context(capitals=1)


def _is_unwieldy(number: Decimal, limit: int) -> bool:
    """Tell whether writing a number out would cost more than showing it is worth."""
    length = max(abs(number.adjusted()), len(number.as_tuple().digits))
    return not number.is_finite() or length > limit


def nearest(name: str, names: Iterable[str]) -> Message | None:
    """Offer the known name that is nearest to a misspelt one, where one is near.

    Examples:
        >>> nearest("insurence", ["insurance", "water"]).text("en")
        'did you mean insurance?'
    """
    import difflib  # noqa: PLC0415 - needed only where something is wrong

    # A hostile name must not cost more than a look: the comparison is quadratic.
    found = difflib.get_close_matches(name[:80], [str(n) for n in names], n=1, cutoff=0.6)
    return Message("hint.nearest", name=found[0]) if found else None


def no_such(name: object, names: Iterable[str]) -> KeyError:
    """Make the error about a name or path that leads nowhere, with the nearest that does.

    Examples:
        >>> no_such("institutions", ["leadership", "leadership.institutions"])
        KeyError('institutions: there is none such; did you mean leadership.institutions?')
    """
    known, name = list(names), shown(name)
    inner = [path for path in known if path.endswith(f".{name}")]
    hint = Message("hint.nearest", name=inner[0]) if inner else nearest(name, known)
    hint = hint or Message("hint.such-as", names=tuple(known[:3]))
    return KeyError(f"{name}: {phrase('hint.none-such', 'en')}; {hint.text('en')}")


def reject(problems: Iterable[Problem]) -> None:
    """Raise the problems as one error, where there are any.

    Raises:
        DocumentError: There is at least one.
    """
    found = tuple(bounded(problems))
    if found:
        raise DocumentError(found)


class Locator(Protocol):
    """Knows where in a text each path of a document stands."""

    @property
    def name(self) -> str | None:
        """Name of the document or file, where it is known."""
        ...

    def position(self, path: Path, offset: int | None = None) -> Position | None:
        """Give line and column of the value at ``path``, ``offset`` characters into it."""
        ...


@model
class Origin(Shown):
    """Where a record was read: kept beside it until the catalogue checks its values."""

    locator: Locator
    path: Path = field(default=())
    #: What stands at the root of the document for all of its records, by key and name.
    common: frozenset[Path] = frozenset()

    def place(self, problem: Problem) -> Problem:
        """Give the problem its full path, line and column."""
        if problem.path[:2] in self.common:
            return located(problem, self.locator)
        return located(problem.inside(*self.path), self.locator)


def in_order(problem: Problem) -> tuple[int, int]:
    """Give what problems of one text are sorted by: those without a place come first.

    That there are more comes last.
    """
    if problem.code == _MORE:
        return (maxsize, 0)
    place = problem.position
    return (place.line, place.column) if place else (0, 0)


def located(problem: Problem, locator: Locator) -> Problem:
    """Add line, column and document name to a problem whose path begins at the root."""
    offset = problem.excerpt.start if problem.excerpt else None
    nowhere = problem.position or problem.code == _MORE
    return evolve(
        problem,
        position=problem.position if nowhere else locator.position(problem.path, offset),
        document=problem.document or locator.name,
    )


public.tell(__name__)
