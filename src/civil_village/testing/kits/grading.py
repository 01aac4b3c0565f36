"""The kit that checks gradings (计分方式检验): every promise, on all small cases.

Cases are gone through in one order, the smallest first, so that what is told of a broken
promise is a small example, and the same every time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, product
from typing import Any

from attrs import frozen
from hypothesis.strategies import SearchStrategy

from civil_village.canonical import plain
from civil_village.exact_numbers import Number, exact_decimal
from civil_village.reckoning import Mark
from civil_village.requirements import Checked, Requirement
from civil_village.rules import Missing, Rule, Signature, Unknown, number_bounds
from civil_village.rules.core import Core, Quotient
from civil_village.rules.interpreter import interpret
from civil_village.rules.symbols import CoreNumber, quotient_of, truth_of
from civil_village.rules.syntax import CompareOperator, Constant, Expression, Name
from civil_village.standards import CoreCase, CoreValue, GradedCase, Grading, Marks
from civil_village.testing.kits.promises import (
    check_common,
    check_same,
    each,
    errors,
    exact,
    finite,
    promise,
)

#: Criteria with at most so many requirements are looked at.
MOST = 3
#: At most so many numbers are handed to a grading that measures one.
NUMBERS = 14
#: Where it measures more, so many vary at a time, and fewer numbers are handed to each.
TOGETHER, FEWER = 2, 5
#: So many cases, evenly spread, are worked out as expressions too, which takes its time.
SPREAD = 12
ZERO = Fraction(0)
#: When a mark is surely yes, and when it can be.
_SIDES: tuple[tuple[CompareOperator, int], ...] = (("==", 1), ("!=", 0))
_TRUTHS = (False, True, None)
#: Everything that can be found of a requirement.
_FOUND = [Checked(applies=a, holds=h) for a, h in product((True, False, None), _TRUTHS)]
#: The same, but one for all that is exempt; small criteria show more of that.
_BRIEF = [check for check in _FOUND if check.applies is not False or check.holds is None]
_KNOWN = [check for check in _FOUND if check.state != "undetermined"]
_NOTHING = (Missing("indicator", "something"),)
#: What stands for another case beside the one that is told.
_CASES = ("filled", "more")


def check_grading(
    grading: Grading | SearchStrategy[Grading],
    *,
    full: Number = 10,
    requirements: Sequence[Requirement] | None = None,
) -> None:
    """Check that a grading keeps its promises (检验计分方式).

    It is tried on every state of up to three requirements, or on numbers and intervals around
    those that it has as parameters (where it measures several, two at a time): points stand
    between 0 and the criterion's; what is missing gives bounds that every filling stays
    inside; the same gives the same; more never gives less where it says so; it cannot
    change, is read as it is written, and says what it does.

    Args:
        grading: One, or a strategy that draws some.
        full: The criterion's points.
        requirements: Requirements of a criterion that it fits, where one to three, without or
            with points that add up, do not fit it.

    Raises:
        AssertionError: A promise is broken; the sentence says which, and on what.

    Examples:
        >>> from civil_village.standards import All
        >>> check_grading(All())
    """
    most = exact_decimal(full)
    each(grading, lambda one: _check(one, most, requirements))


def _check(grading: Grading, full: Decimal, requirements: Sequence[Requirement] | None) -> None:
    check_common(grading, Grading)
    sets = [requirements] if requirements is not None else list(_requirement_sets(full))
    fitting = [asked for asked in sets if not list(errors(grading.problems_in(full, asked)))]
    sentence = "it fits a criterion that was tried; hand in `requirements` that it fits"
    promise(fitting, sentence, of=grading, full=full)
    values = _values(grading, full)
    for asked in fitting:
        if len(asked) + min(len(grading.measures), TOGETHER) <= MOST:
            for credited in (True, False) if asked else (True,):
                _Trial(grading, Fraction(full), tuple(asked), credited, values).run()


def _requirement_sets(full: Decimal) -> Iterator[list[Requirement]]:
    """Give what a criterion may ask: nothing, then one to three, without and with points."""
    yield []
    for count in range(1, MOST + 1):
        yield [_requirement(index) for index in range(count)]
        rest = full / 2 ** (count - 1)
        added = [full / 2**n for n in range(1, count)] + [rest]
        levels = [full / 2**n for n in range(count)]
        for points in dict.fromkeys((tuple(added), tuple(levels))):
            yield [_requirement(index, own) for index, own in enumerate(points)]


def _requirement(index: int, points: Decimal | None = None) -> Requirement:
    name = "abc"[index]
    return Requirement(id=name, rule=Rule(name), points=points)


def _values(grading: Grading, full: Decimal) -> list[Any]:
    """Give the numbers that it measures: its own parameters, those beside them, plain ones."""
    if not grading.measures:
        return []
    most = _greatest(grading, full)
    own = sorted(set(_numbers(plain(grading))))
    near = [number + step for number in own for step in (0, Fraction(-1, 100), Fraction(1, 100))]
    usual = [ZERO, most, most / 2, most / 3, Fraction(full), Fraction(1), Fraction(2), Fraction(3)]
    alone = len(grading.measures) == 1
    tried = usual + near if alone else [ZERO, most, *own]
    fitting = [number for number in dict.fromkeys(tried) if 0 <= number <= most]
    return sorted(fitting[: NUMBERS if alone else FEWER])


def _greatest(grading: Grading, full: Decimal) -> Fraction:
    """Give the greatest number that it may measure, out of a few ranges."""
    for most in (Fraction(1000), Fraction(full), Fraction(1)):
        if not list(errors(grading.measured_problems(full, _signatures(grading, most)))):
            return most
    promise(
        kept=False,
        sentence="it measures numbers from 0 to 1000, to the points, or to 1",
        of=grading,
    )
    raise AssertionError  # never reached


def _signatures(grading: Grading, most: Fraction) -> list[Signature]:
    return [Signature.number(maximum=most, places=4)] * len(grading.measures)


def _numbers(value: Any) -> Iterator[Fraction]:
    """Give every number that stands in a plain form."""
    match value:
        case bool():
            return
        case int() | Decimal():
            yield Fraction(value)
        case dict():
            for item in value.values():
                yield from _numbers(item)
        case list():
            for item in value:
                yield from _numbers(item)


@frozen
class _Trial:
    """One grading on all cases of one criterion."""

    grading: Grading
    full: Fraction
    asked: tuple[Requirement, ...]
    credited: bool
    values: list[Any]

    def run(self) -> None:
        """Check what it gives for every case, with gaps and without."""
        found = _FOUND if len(self.asked) < MOST else _BRIEF
        states = list(product(found, repeat=len(self.asked)))
        keys = list(product(filter(_counts, states), self._all()))
        points = self._worked(keys, self.grading.points, "points")
        known = {key: found for key, found in points.items() if _complete(key)}
        for key, (least, greatest) in known.items():
            self._promise(least == greatest, "nothing missing gives one number", key, least)
        self._check_bounds(points, known, "points")
        self._check_rising(known)
        self._check_endless(known)
        self._check_core(points)
        own = (Grading.asked, Grading.core_asked)
        if not self.credited and (type(self.grading).asked, type(self.grading).core_asked) != own:
            asked = self._worked(keys, self.grading.asked, "asked")
            self._check_bounds(asked, asked, "asked")

    def _check_core(self, points: Mapping[Any, Any]) -> None:
        """Check that the expression of the points gives them, where the grading has one."""
        core = Core()
        found = self.grading.core(self._symbols(core))
        if found is None:
            return
        ends = [quotient_of(core, end) for end in found]
        for key in [*points][:: 1 + len(points) // SPREAD]:
            scope = _scope(*key)
            told = tuple(
                Fraction(_number(above, scope), _number(below, scope)) for above, below in ends
            )
            sentence = "as an expression, core gives what it gives for numbers"
            self._promise(told == points[key], sentence, key, points[key], expression=told)

    def _symbols(self, core: Core) -> CoreCase:
        """Give the case of which nothing is known, as parts of a rule."""

        def mark(name: str) -> Mark:
            known = [
                truth_of(core, core.compare(sign, Name(name), Constant(number)))
                for sign, number in _SIDES
            ]
            return Mark(*known)

        def number(name: str) -> CoreNumber:
            size = self.values[0], self.values[-1]
            return CoreNumber(core, Quotient(Name(f"{name}_N"), Name(f"{name}_D")), *size)

        marks = [
            (asked, Marks(mark(f"a{place}"), mark(f"h{place}")))
            for place, asked in enumerate(self.asked)
        ]
        values = [
            CoreValue(number(f"l{place}"), number(f"g{place}"), mark(f"s{place}").sure)
            for place in range(len(self.grading.measures))
        ]
        return CoreCase(full=self.full, requirements=marks, values=values, credited=self.credited)

    def _all(self) -> list[Any]:
        """Give what may be found of all its numbers together.

        Each is every number, every interval of two, and one that may have no value.
        """
        count = len(self.grading.measures)
        if not count:
            return [()]
        pairs = combinations_with_replacement(self.values, 2)
        between = [Unknown(_NOTHING, low, high) for low, high in pairs if low < high]
        unsure = Unknown(_NOTHING, self.values[0], self.values[-1], sure=False)
        varied = [*self.values, *between, unsure]
        found = [
            [rest if place not in places else varied for place in range(count)]
            for places in combinations(range(count), min(count, TOGETHER))
            for rest in ([self.values[0]], [self.values[-1]])
        ]
        return list(dict.fromkeys(mix for one in found for mix in product(*one)))

    def _worked(self, keys: list[Any], work: Any, what: str) -> dict[Any, Any]:
        """Work out every case twice, and check that each has two exact numbers in range."""
        found = check_same(self.grading, work, [self._case(key) for key in keys])
        for index, answer in found.items():
            pair = isinstance(answer, tuple) and len(answer) == 2 and all(map(exact, answer))  # noqa: PLR2004 - least and greatest
            self._promise(
                pair, f"{what} are least and greatest, exact numbers", keys[index], answer
            )
            least, greatest = answer
            self._promise(
                least <= greatest, f"least {what} are not above greatest", keys[index], answer
            )
            self._promise(
                least >= 0 and greatest <= self.full,
                f"{what} stand between 0 and the criterion's",
                keys[index],
                answer,
            )
        return {key: found[index] for index, key in enumerate(keys)}

    def _check_bounds(self, points: Mapping[Any, Any], known: Mapping[Any, Any], what: str) -> None:
        """Check that what is known in the end stays inside what was told before."""
        for (checks, values), (least, greatest) in points.items():
            inside = product(*(_inside(value, self.values) for value in values))
            for later in product(product(*map(_fillings, checks)), inside):
                if later in known:
                    low, high = known[later]
                    self._promise(
                        least <= low and high <= greatest,
                        f"{what} stay inside their bounds, however gaps are filled",
                        (checks, values),
                        (least, greatest),
                        filled=later,
                        then=(low, high),
                    )

    def _check_rising(self, known: Mapping[Any, Any]) -> None:
        """Check that more never gives less, where the grading says so."""
        if not self.grading.monotone:
            return
        for key, (points, _) in known.items():
            checks, found = key
            for more in _more(checks, found, self.values):
                then, _ = known.get(more, (self.full, None))  # not every mix is tried
                sentence = "it says that it is monotone: more never gives less"
                self._promise(
                    points <= then,
                    sentence,
                    key,
                    points,
                    more=more,
                    then=then,
                )

    def _check_endless(self, known: Mapping[Any, Any]) -> None:
        """Check that points have a last digit unless the grading says that they may not."""
        numbers = _signatures(self.grading, self.values[-1]) if self.values else []
        if self.grading.endless(len(self.asked), numbers):
            return
        for key, (points, _) in known.items():
            if all(map(finite, key[1])):
                sentence = "points have a last digit, unless `endless` says otherwise"
                self._promise(finite(Fraction(points)), sentence, key, points)

    def _case(self, key: Any) -> GradedCase:
        checks, values = key
        pairs = tuple(zip(self.asked, checks, strict=True))
        return GradedCase(full=self.full, requirements=pairs, values=values, credited=self.credited)

    def _promise(self, kept: bool, sentence: str, key: Any, points: Any, **more: Any) -> None:  # noqa: FBT001 - what is promised
        if not kept:  # only then the case is put into words
            told = {"found": _told(key), "points": points}
            told |= {name: _told(also) if name in _CASES else also for name, also in more.items()}
            promise(kept, sentence, of=self.grading, full=self.full, **told)


def _scope(checks: Sequence[Checked], values: Sequence[Any]) -> dict[str, Any]:
    """Give each name of `_Trial._symbols` the whole number that it stands for."""
    code = {True: 1, False: 0, None: -1}
    scope: dict[str, int] = {}
    for place, check in enumerate(checks):
        scope |= {f"a{place}": code[check.applies], f"h{place}": code[check.holds]}
    for place, value in enumerate(values):
        least, greatest, sure = number_bounds(value)
        scope |= {f"l{place}_N": least.numerator, f"l{place}_D": least.denominator}
        scope |= {f"g{place}_N": greatest.numerator, f"g{place}_D": greatest.denominator}
        scope[f"s{place}"] = int(sure)
    return {name: Fraction(number) for name, number in scope.items()}


def _number(part: Expression, scope: Mapping[str, Any]) -> Any:
    """Work out a part of a rule."""
    return interpret(part, scope).value


def _counts(checks: Sequence[Checked]) -> bool:
    """Tell whether a grading is ever asked: not where the whole criterion is exempt."""
    return not checks or any(check.applies is not False for check in checks)


def _complete(key: Any) -> bool:
    checks, values = key
    known = not any(isinstance(value, Unknown) for value in values)
    return known and all(check.state != "undetermined" for check in checks)


def _fillings(check: Checked) -> list[Checked]:
    """Give what a check may turn out to be."""
    return [
        known
        for known in _KNOWN
        if check.applies in (None, known.applies) and check.holds in (None, known.holds)
    ]


def _inside(value: Any, values: Sequence[Any]) -> list[Any]:
    """Give the numbers that a number may turn out to be."""
    if not isinstance(value, Unknown) or value.least is None or value.greatest is None:
        return [value]
    return [number for number in values if value.least <= number <= value.greatest]


def _more(
    checks: tuple[Checked, ...], found: tuple[Any, ...], values: Sequence[Any]
) -> Iterator[Any]:
    """Give cases in which one thing more is met, or one number is greater."""
    for index, check in enumerate(checks):
        if check.state == "unmet":
            met = Checked(applies=True, holds=True)
            yield (*checks[:index], met, *checks[index + 1 :]), found
    for index, value in enumerate(found):
        for number in values:
            if number > value:
                yield checks, (*found[:index], number, *found[index + 1 :])


def _told(key: Any) -> str:
    """Say what was found, in the words of the states."""
    checks, values = key
    states = [check.state for check in checks]
    for value in values:
        if isinstance(value, Unknown):
            sure = "" if value.sure else ", if any"
            states.append(f"a number from {value.least} to {value.greatest}{sure}")
        else:
            states.append(f"the number {value}")
    return ", ".join(states) or "nothing"
