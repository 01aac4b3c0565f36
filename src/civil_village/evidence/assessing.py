"""How the words of several assessors come to one (评审汇总): declared as data, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, ClassVar, Literal

from attrs import evolve, field

from civil_village import checks
from civil_village.exact_numbers import as_exact, number_problems, places_of, published
from civil_village.ids import Id, key_problems
from civil_village.labels import Label, as_label
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping
from civil_village.messages import Lang, Message
from civil_village.models import Model, Shown, model
from civil_village.problems import Problem, nearest, shown
from civil_village.quantities.rounding import Rounding
from civil_village.rules import Missing, Signature, Unknown
from civil_village.written_forms import SHARE, Form, is_text

#: No more assessors give one subject a number by one method.
ASSESSORS = 100
#: No weight is finer.
FINEST = 10**8

#: Least and greatest number that is possible.
WordRange = tuple[Fraction, Fraction]
Assessors = Literal["one", "majority", "worst", "lead"]


def _is_label(value: Any) -> bool:
    return is_text(value) or (isinstance(value, dict) and "zh" in value)


@model(kw_only=True)
class Method(Model):
    """A way in which assessors form their word (测评方法), and how several words come to one.

    Attributes:
        label: Name for people.
        assessors: How many speak: ``one`` only, or several, of whom the ``majority``, the ``worst``
            word or the ``lead`` counts.

    Examples:
        >>> visit = Method(label="实地考察", assessors="majority")
        >>> visit.joined([True, True, False]), visit.joined([True, False])
        (True, None)
    """

    label: Label = field(converter=as_label)
    assessors: Assessors = "one"

    form: ClassVar[Form] = Form.short("label", kind=Label, fits=_is_label, expects="type.label")

    @staticmethod
    def taken(value: object) -> Method | None:
        """Take a label for a method by which one assessor speaks."""
        return Method(label=value) if isinstance(value, str | Label) else None

    def text(self, lang: Lang) -> str:
        """Name it by its label."""
        return self.label.text(lang)

    def joined(self, words: Sequence[bool]) -> bool | None:
        """Join the words that count, at least one; ``None`` where as many say yes as no."""
        if self.assessors != "majority":
            return all(words)
        met = sum(words)
        return None if 2 * met == len(words) else 2 * met > len(words)


@model
class Word(Shown):
    """A number that one assessor gave (评分), as far as joining it with others needs."""

    value: Fraction
    method: str | None = None
    assessor: str | None = None
    lead: bool = False


Combine = Literal["mean", "median", "worst", "best", "lead", "sum"]


@model(kw_only=True)
class Observed(Model):
    """How observed numbers come to one (观测值汇总): assessors by method, then the methods.

    Attributes:
        combine: How assessors' numbers by one method come to one: ``mean``, ``median``, ``worst``
            (the least), ``best``, ``lead`` or ``sum``.
        trimmed: So many of the highest and as many of the lowest numbers are left out of the mean
            or the sum (去掉最高分和最低分).
        highest: Only so many of the highest numbers count in the mean or the sum. Where there are
            fewer, or none is left of those that are trimmed, the number is open.
        assessors: Weights of named assessors for the mean; they add up to 1. Without them all count
            alike.
        methods: Weights of methods; they add up to 1. Without them there is one method only.
        missing: What a weighted assessor or method that has not spoken does: leaves the number
            ``open`` over its range, or is left out and the other weights grow in proportion.
        step: What every observed number is a multiple of, counted from the least.
        round: Rounding of what the assessors come to by one method.

    Examples:
        Two assessors visit and give 8 and 9; one reads the papers and gives 10.

        >>> observed = Observed(methods={"papers": Decimal("0.4"), "visit": Decimal("0.6")})
        >>> words = [Word(Fraction(8), "visit"), Word(Fraction(9), "visit")]
        >>> words.append(Word(Fraction(10), "papers"))
        >>> observed.of("tidiness", words, (Fraction(0), Fraction(10)))
        Decimal('9.1')
    """

    combine: Combine = "mean"
    trimmed: int | None = None
    highest: int | None = None
    assessors: FrozenMapping[Id, Fraction] = field(
        default=EMPTY, converter=as_mapping, metadata=SHARE
    )
    methods: FrozenMapping[Id, Fraction] = field(
        default=EMPTY, converter=as_mapping, metadata=SHARE
    )
    missing: Literal["open", "renormalise"] = "open"
    step: Decimal | None = field(default=None, converter=as_exact)
    round: Rounding | None = None

    def problems(self) -> Iterator[Problem]:
        """Give weights that do not add up to 1 or belong to no mean, and a step of nothing."""
        for name in ("assessors", "methods"):
            yield from key_problems(getattr(self, name), name)
            yield from weight_problems(getattr(self, name), name)
        if self.assessors and self.combine != "mean":
            expected = Message("expected.only-with", name="combine: mean")
            yield Problem(code="key-of-other-type", path=("assessors",), expected=expected)
        for name in ("trimmed", "highest"):
            yield from checks.between(getattr(self, name), 1, ASSESSORS, name)
            if getattr(self, name) is not None and (
                self.combine not in ("mean", "sum") or self.assessors
            ):
                owners = ("combine: mean", "combine: sum")
                yield checks.only_with(name, *owners, path=(name,))
        if self.trimmed is not None and self.highest is not None:
            expected = Message("expected.one-key", names=("trimmed", "highest"))
            yield Problem(code="not-one-key", found="trimmed, highest", expected=expected)
        if self.missing == "renormalise" and not (self.assessors or self.methods):
            expected = Message("expected.only-with", name=("assessors", "methods"))
            yield Problem(code="key-of-other-type", path=("missing",), expected=expected)
        yield from checks.above(self.step, 0, "step")

    def step_problems(self, value: Fraction, least: Fraction) -> Iterator[Problem]:
        """Give a number that is no whole number of steps above the least: it is not clipped."""
        if self.step is not None and ((value - least) / Fraction(self.step)).denominator != 1:
            expected = Message("expected.steps", step=self.step, least=least)
            yield Problem(code="off-step", found=shown(published(value)), expected=expected)

    def word_problems(self, words: Sequence[Word], limits: WordRange) -> Iterator[Problem]:
        """Give words that cannot be joined as declared; paths begin with the word's place."""
        voices: dict[str | None, list[int]] = {}
        for index, word in enumerate(words):
            for key, declared in (("method", self.methods), ("assessor", self.assessors)):
                if declared:
                    yield from _voice_problems(getattr(word, key), declared, index, key)
            voices.setdefault(word.method, []).append(index)
        if not self.methods and len(voices) > 1:
            yield double(list(voices.values())[1][0])
        for same in voices.values():
            yield from checks.at_most(len(same), ASSESSORS, same[-1])
            leads = [index for index in same if words[index].lead]
            if self.combine == "lead" and len(leads) > 1:
                yield double(leads[1])
            total = sum(self._kept([words[index].value for index in same]), Fraction(0))
            if self.combine == "sum" and not limits[0] <= total <= limits[1]:
                expected = Message("expected.between", least=limits[0], most=limits[1])
                found = shown(published(total))
                yield Problem(code="out-of-range", path=(same[-1],), found=found, expected=expected)

    def of(
        self, name: str, words: Sequence[Word], limits: WordRange
    ) -> Decimal | Fraction | Unknown:
        """Join numbers into one, as declared.

        Args:
            name: The indicator, by which what is missing is named.
            words: At least one, and none that `word_problems` speaks of.
            limits: Least and greatest number that is declared.

        Returns:
            The exact number, or an unknown that names who has not spoken.
        """
        missing: dict[Missing, None] = {}
        said = self.by_method(name, words, limits, missing)
        parts = {method: joined for method, (_, joined) in said.items()}
        if self.methods:
            whole = self._mean(parts, self.methods, limits)
            if self.missing == "open":
                silent = (method for method, (heard, _) in said.items() if not heard)
                missing |= dict.fromkeys(Missing("observation", name, each) for each in silent)
        else:
            whole = parts[None]
        assert whole is not None  # somebody has spoken
        least, greatest = whole
        return published(least) if least == greatest else Unknown(tuple(missing), least, greatest)

    def by_method(
        self,
        name: str,
        words: Iterable[Word],
        limits: WordRange,
        missing: dict[Missing, None],
    ) -> dict[Any, tuple[list[Word], WordRange | None]]:
        """Sort words by the methods that have a weight, each with what they come to.

        Args:
            name: The indicator.
            words: The words.
            limits: Least and greatest number that is declared.
            missing: Takes who has not spoken.

        Returns:
            By method; all under ``None`` where methods have no weights.
        """
        said: dict[str | None, list[Word]] = {method: [] for method in self.methods}
        for word in words:
            said.setdefault(word.method if self.methods else None, []).append(word)
        return {
            method: (heard, self._joined(name, heard, limits, missing))
            for method, heard in said.items()
        }

    def left_out(self, spoke: Iterable[tuple[str | None, str | None]]) -> tuple[str, ...]:
        """Name the methods and assessors that have a weight but did not speak.

        Args:
            spoke: Method and assessor of each word.

        Returns:
            Nothing where a number is left open for them instead.

        Examples:
            >>> halves = {"visit": Fraction(1, 2), "papers": Fraction(1, 2)}
            >>> Observed(methods=halves, missing="renormalise").left_out([("visit", None)])
            ('papers',)
        """
        said = [set(names) for names in zip(*spoke, strict=True)]
        if self.missing == "open" or not said:
            return ()
        methods, assessors = said
        silent = [name for name in self.methods if name not in methods]
        return (*silent, *(name for name in self.assessors if name not in assessors))

    def _joined(
        self, name: str, words: Sequence[Word], limits: WordRange, missing: dict[Missing, None]
    ) -> WordRange | None:
        """Join what assessors say by one method; ``None`` where nobody says anything."""
        if not words:
            return None
        numbers = self._kept([word.value for word in words])
        by = words[0].method
        if self.assessors:
            said = {word.assessor: (word.value, word.value) for word in words}
            made = self._mean(said, self.assessors, limits)
            assert made is not None
            if self.missing == "open":
                silent = (each for each in self.assessors if each not in said)
                lacking = (Missing("observation", name, by or each) for each in silent)
                missing |= dict.fromkeys(lacking)
        elif self.combine == "lead":
            leading = [word.value for word in words if word.lead]
            if not leading:
                missing[Missing("observation", name, by or "lead")] = None
            made = (leading[0], leading[0]) if leading else limits
        elif not numbers:
            missing[Missing("observation", name, by)] = None
            made = limits
        else:
            number = _JOINED[self.combine](numbers)
            made = (number, number)
        return made if self.round is None else self._rounded(made, self.round)

    def _kept(self, numbers: Sequence[Fraction]) -> Sequence[Fraction]:
        """Leave out what does not count; nothing is left where too few have spoken."""
        if self.trimmed is not None:
            return sorted(numbers)[self.trimmed : len(numbers) - self.trimmed]
        if self.highest is not None:
            return sorted(numbers)[-self.highest :] if len(numbers) >= self.highest else ()
        return numbers

    def _rounded(self, ends: WordRange, rounding: Rounding) -> WordRange:
        least, greatest = (Fraction(rounding.of(end)) for end in ends)
        return least, greatest

    def _mean(
        self,
        parts: Mapping[Any, WordRange | None],
        weights: Mapping[Id, Fraction],
        limits: WordRange,
    ) -> WordRange | None:
        """Take the weighted mean of ranges; what is not there lies anywhere, or is left out."""
        there = {name: parts.get(name) for name in weights}
        if self.missing == "renormalise":
            there = {name: part for name, part in there.items() if part is not None}
        filled = {name: limits if part is None else part for name, part in there.items()}
        share = sum((weights[name] for name in filled), Fraction(0))
        if not share:
            return None
        ends = [
            sum((weights[name] * part[end] for name, part in filled.items()), Fraction(0)) / share
            for end in (0, 1)
        ]
        return ends[0], ends[1]

    @property
    def _places(self) -> int | None:
        """How many decimal places the joined number has more; ``None`` where nobody can tell."""
        if self.missing == "renormalise" and (self.methods or self.assessors):
            return None
        if self.combine == "mean" and not self.assessors and self.round is None:
            return None
        places = 1 if self.combine == "median" and self.round is None else 0  # halves
        for weights in (self.methods, {} if self.round is not None else self.assessors):
            each = [places_of(weight) for weight in weights.values()]
            if None in each:
                return None
            places += max(filter(None, each), default=0)
        return places

    def signature(self, kind: Signature) -> Signature:
        """Describe the joined number to the rules; ``kind`` describes what one assessor says."""
        by = max(1, len(self.methods))
        counted = ASSESSORS if self.highest is None else self.highest
        spread = {"mean": counted**by, "median": 2**by}.get(self.combine, 1)
        if self.assessors:
            among = lcm(*(weight.denominator for weight in self.assessors.values()))
            spread = among if self.missing == "open" else among**by
        if self.round is not None and not any(self.round.problems()):
            low, high = self._rounded((kind.minimum, kind.maximum), self.round)
            scale, spread = lcm(kind.denominator, Fraction(self.round.step).denominator), 1
            # What is reported instead is not rounded, so both ranges are possible.
            low, high = min(low, kind.minimum), max(high, kind.maximum)
            kind = evolve(kind, minimum=low, maximum=high, denominator=scale)
        spread *= lcm(*(weight.denominator for weight in self.methods.values()))
        places = self._places if kind.static else None
        scale = kind.denominator * (spread if places is None else 10**places)
        size = (max(abs(kind.minimum), abs(kind.maximum)) * scale).__ceil__()
        return evolve(kind, numerator=size, denominator=scale, static=places is not None)


def _median(numbers: Sequence[Fraction]) -> Fraction:
    """Give the middle number, or what lies halfway between the two in the middle."""
    ordered, middle = sorted(numbers), len(numbers) // 2
    if len(numbers) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


_JOINED: dict[str, Any] = {
    "mean": lambda numbers: sum(numbers, Fraction(0)) / len(numbers),
    "median": _median,
    "worst": min,
    "best": max,
    "sum": lambda numbers: sum(numbers, Fraction(0)),
}


def double(index: int, found: str | None = None) -> Problem:
    """Say that nothing declares how a word is joined with another one.

    Examples:
        >>> double(1).code
        'double-observation'
    """
    hint = Message("hint.one-word")
    return Problem(code="double-observation", path=(index,), found=found, hint=hint)


def _voice_problems(
    name: str | None, declared: Iterable[str], *path: str | int
) -> Iterator[Problem]:
    if name is None:
        yield Problem(code="missing-key", path=path)
    elif name not in declared:
        expected = Message("expected.one-of", names=tuple(declared))
        hint = nearest(name, declared)
        yield Problem(code="unknown-name", path=path, found=name, expected=expected, hint=hint)


def weight_problems(
    weights: Mapping[str, Any], key: str, *, whole: bool = True
) -> Iterator[Problem]:
    """Give weights that are none, and, where they share out a ``whole``, a sum that is not 1.

    Examples:
        >>> halves = {"visit": Fraction(1, 2), "papers": Fraction(1, 3)}
        >>> [problem.code for problem in weight_problems(halves, "methods")]
        ['weights-mismatch']
    """
    wrong = False
    for name, weight in weights.items():
        for problem in _one_weight_problems(weight, whole=whole):
            wrong = True
            yield problem.inside(key, name)
    total = sum(weights.values(), Fraction(0)) if whole and weights and not wrong else 1
    if total != 1:
        expected, found = Message("expected.exactly", value=1), shown(published(total))
        yield Problem(code="weights-mismatch", path=(key,), found=found, expected=expected)


def _one_weight_problems(weight: Any, *, whole: bool) -> Iterator[Problem]:
    if not isinstance(weight, Fraction):
        yield from number_problems(weight)
    elif not 0 <= weight <= 1 or (whole and not weight):
        expected = Message("expected.weight" if whole else "expected.share")
        found = shown(published(weight))
        yield Problem(code="out-of-range", found=found, expected=expected)
    elif weight.denominator > FINEST:
        expected = Message("expected.step", step=Fraction(1, FINEST))
        found = shown(published(weight))
        yield Problem(code="too-many-places", found=found, expected=expected)
