"""Strategies for rules that make sense, the signatures that they are checked with, and values.

A rule is drawn for names that are given; what the checker refuses is never handed out.
Values favour the ends of their range, and the numbers that a rule compares them with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from math import ceil, floor
from typing import Literal, TypeVar, get_args

from attrs import evolve, frozen
from hypothesis import strategies as st

from civil_village.exact_numbers import LARGEST, Number
from civil_village.rules import (
    Missing,
    Rule,
    Signature,
    Unknown,
    Value,
)
from civil_village.rules.printer import to_text
from civil_village.rules.syntax import (
    Arithmetic,
    Compare,
    CompareOperator,
    Conditional,
    Constant,
    Expression,
    Logic,
    Membership,
    Name,
    Negative,
    Not,
    walk,
)
from civil_village.testing.strategies.choosing import below, one_of, rarely
from civil_village.testing.strategies.naming import ids
from civil_village.testing.strategies.numbers import exact_decimals, near_or, whole_numbers

Wanted = Literal["truth", "number"]

T = TypeVar("T")

#: The operators that compare.
RELATIONS: tuple[CompareOperator, ...] = get_args(CompareOperator)
#: How often a tree is drawn anew, before the simplest one is taken; its most levels.
_TRIES, _DEEP = 3, 2


# Signatures ---------------------------------------------------------------------------


@st.composite
def _numbers(draw: st.DrawFn) -> Signature:
    least = draw(whole_numbers(-5, 5))
    width = one_of(draw, (10, 0, 1, 2, 10**6, LARGEST))
    kind = Signature.number(
        minimum=least,
        maximum=min(least + width, LARGEST),
        places=one_of(draw, (0, 2)),
        unit=one_of(draw, (None, None, "元", "亩")),
    )
    if not rarely(draw, once_in=5):
        return kind
    rows = one_of(draw, (3, 1000))  # it is a mean
    return evolve(
        kind,
        numerator=kind.numerator * rows,
        denominator=kind.denominator * rows,
        static=False,
        partial=True,
    )


@st.composite
def _shares(draw: st.DrawFn) -> Signature:
    whole = one_of(draw, (10, 10**3, 10**6))
    return Signature(
        type="number",
        maximum=Fraction(1),
        numerator=whole,
        denominator=whole,
        static=False,
        share=True,
        ratio=True,
        partial=True,
    )


@cache
def signatures() -> st.SearchStrategy[dict[str, Signature]]:
    """Draw the names that a rule may use, each with its signature: at least one.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(signatures())
        ... def test(names):
        ...     assert names
        >>> test()
    """
    choices = st.lists(ids(), min_size=1, max_size=3, unique=True).map(
        lambda options: Signature(type="choice", choices=tuple(options))
    )
    kinds = st.just(Signature(type="truth")) | choices | _numbers() | _numbers() | _shares()
    return st.dictionaries(ids(), kinds, min_size=1, max_size=8)


# Rules --------------------------------------------------------------------------------


@st.composite
def rules(draw: st.DrawFn, names: Mapping[str, Signature], wanted: Wanted = "truth") -> Rule:
    """Draw rules that the checker lets pass (规则).

    Args:
        draw: Given by Hypothesis.
        names: The names that they may use, with their signatures; may be empty.
        wanted: What the whole rule must be.

    Examples:
        >>> from hypothesis import find
        >>> find(rules({"plan": Signature(type="truth")}), lambda rule: "!" in rule.text).text
        '!plan'
    """
    pen = Pen(draw, names)
    for _ in range(_TRIES):
        rule = Rule(to_text(pen.tree(wanted)))
        if all(problem.level != "error" for problem in rule.check(names, wanted=wanted)):
            return rule
    return Rule(to_text(pen.plain(wanted)))


@frozen
class Pen:
    """Writes a tree part by part, which is much cheaper than a strategy for each part."""

    draw: st.DrawFn
    names: Mapping[str, Signature]

    def one_of(self, items: Sequence[T]) -> T:
        """Choose one; the first is the simplest."""
        return one_of(self.draw, items)

    def named(self, kind: str) -> list[str]:
        """Give the names of a type."""
        return [name for name, own in self.names.items() if own.type == kind]

    def units(self) -> list[str | None]:
        """Give the units of the numbers among the names."""
        return list(dict.fromkeys(self.names[name].unit for name in self.named("number"))) or [None]

    def tree(self, wanted: Wanted) -> Expression:
        """Write a tree as deep as they are drawn."""
        if wanted == "truth":
            return self.truth(_DEEP)
        return self.number(self.one_of(self.units()), _DEEP)

    def plain(self, wanted: Wanted) -> Expression:
        """Write the simplest tree, which no check can refuse."""
        if alone := self.named(wanted):
            return Name(self.one_of(alone))
        return Constant(value=True) if wanted == "truth" else Constant(1)

    def literal(self, kind: Signature | None = None) -> Constant:
        """Write a number that another one can meet: within its range, or a little beside it."""
        low, high = Fraction(-4), Fraction(9)
        if kind is not None:
            low = max(Fraction(floor(kind.minimum)), Fraction(-LARGEST))
            high = min(Fraction(ceil(kind.maximum)), Fraction(LARGEST))
        number = self.draw(exact_decimals(low, high))
        whole = number == int(number) and self.draw(below(4)) < 3  # noqa: PLR2004 - seldom 3.0
        return Constant(int(number) if whole else number)

    def quotient(self) -> Constant:
        """Write a quotient of two literals, which a ratio can meet."""
        whole = 1 + self.draw(below(9))
        return Constant(Fraction(self.draw(below(whole + 1)), whole))

    def number(self, unit: str | None, deep: int) -> Expression:
        """Write a number of a unit; amounts are multiplied with plain numbers only."""
        own = [name for name in self.named("number") if self.names[name].unit == unit]
        forms = ["name"] * bool(own) + ["literal"]
        form = self.one_of([*forms, "sum", "product", "negative", "choice"] if deep else forms)
        match form:
            case "name":
                return Name(self.one_of(own))
            case "sum":
                sides = (self.number(unit, deep - 1), self.number(unit, deep - 1))
                return Arithmetic(self.one_of(("+", "-")), *sides)
            case "product":
                second = self.literal() if unit or self.draw(below(2)) else self.number(None, 0)
                return Arithmetic("*", self.number(unit, deep - 1), second)
            case "negative":
                return Negative(self.number(unit, deep - 1))
            case "choice":
                sides = (self.number(unit, deep - 1), self.number(unit, deep - 1))
                return Conditional(self.plain("truth"), *sides)
        return self.literal()

    def truth(self, deep: int) -> Expression:
        """Write a truth."""
        forms = ["name"] * bool(self.named("truth"))
        forms += ["compared", "listed"] * any(self.named(kind) for kind in ("number", "choice"))
        forms = forms * 2 + ["numbers"] * bool(self.named("number")) + ["constant"]
        form = self.one_of([*forms, *(["not", "chain", "chain", "same", "choice"] * bool(deep))])
        match form:
            case "name":
                return Name(self.one_of(self.named("truth")))
            case "compared" | "listed":
                return self.fact(listed=form == "listed")
            case "numbers":
                unit = self.one_of(self.units())
                sides = (self.number(unit, 1), self.number(unit, 1))
                return Compare(self.one_of(RELATIONS), *sides)
            case "not":
                return Not(self.truth(deep - 1))
            case "chain":
                operands = [self.truth(deep - 1) for _ in range(2 + self.draw(below(2)))]
                return Logic(self.one_of(("&&", "||")), tuple(operands))
            case "same":
                return Compare(
                    self.one_of(("==", "!=")), self.truth(deep - 1), self.truth(deep - 1)
                )
            case "choice":
                parts = (self.truth(deep - 1) for _ in range(3))
                return Conditional(*parts)
        return Constant(value=bool(self.draw(below(2))))

    def fact(self, *, listed: bool) -> Expression:
        """Compare one number or choice with what it can be."""
        name = self.one_of([*self.named("number"), *self.named("choice")])
        kind = self.names[name]

        def value() -> Constant:
            if kind.type == "choice":
                return Constant(self.one_of(kind.choices))
            if kind.ratio and not listed and self.draw(below(2)):
                return self.quotient()
            return self.literal(kind)

        if listed:
            return Membership(Name(name), tuple(value() for _ in range(1 + self.draw(below(3)))))
        if kind.type == "choice":
            return Compare(self.one_of(("==", "!=")), Name(name), value())
        sides = (Name(name), value())
        return Compare(self.one_of(RELATIONS), *(sides if self.draw(below(3)) else sides[::-1]))


# Values -------------------------------------------------------------------------------


def known_values(signature: Signature, *, near: Iterable[Number] = ()) -> st.SearchStrategy[Value]:
    """Draw values that keep to a signature; its ends are as likely as all the rest.

    Args:
        signature: What the value is of.
        near: Numbers that it may be compared with; they and what lies next to them are
            as likely.

    Examples:
        >>> from hypothesis import find
        >>> find(known_values(Signature.number(maximum=9)), lambda value: value == 5)
        Fraction(5, 1)
    """
    match signature.type:
        case "truth":
            return st.booleans()
        case "choice":
            return st.sampled_from(signature.choices)
        case "date":
            return st.dates().map(lambda day: day.isoformat())
        case "text":
            return st.text(max_size=5)
        case "number":
            return _known_numbers(signature, [Fraction(number) for number in near])


def _known_numbers(kind: Signature, near: list[Fraction]) -> st.SearchStrategy[Fraction]:
    step, low, high = kind.step, kind.minimum, kind.maximum
    if step is None:
        # Any part of any whole, as far as the size allows; of some wholes no part is in range.
        numbers = whole_numbers(1, kind.denominator).flatmap(
            lambda whole: (
                whole_numbers(ceil(low * whole), floor(high * whole)).map(
                    lambda part: Fraction(part, whole)
                )
                if ceil(low * whole) <= floor(high * whole)
                else st.just(low)
            )
        )
        beside = Fraction(1, kind.denominator)
    else:
        numbers = whole_numbers(ceil(low / step), floor(high / step)).map(
            lambda count: count * step
        )
        beside = step
    marks = [mark + way * beside for mark in near for way in (0, -1, 1)]
    fit = [mark for mark in marks if low <= mark <= high and _fits(mark, kind.denominator)]
    return near_or(numbers, list(dict.fromkeys([low, high, *fit])))


def _fits(number: Fraction, denominator: int) -> bool:
    return denominator % number.denominator == 0


@st.composite
def unknown_values(
    draw: st.DrawFn, name: str, signature: Signature, *, near: Iterable[Number] = ()
) -> Unknown:
    """Draw unknowns whose bounds keep to a signature (未知值).

    Args:
        draw: Given by Hypothesis.
        name: The name of the fact that is missing.
        signature: What the value would be of; a partial one may turn out to have none.
        near: As in `known_values`.

    Examples:
        >>> from hypothesis import find
        >>> find(unknown_values("plan", Signature(type="truth")), lambda unknown: True).missing
        (Missing(kind='indicator', name='plan', row=None, rows=None),)
    """
    missing = (Missing("indicator", name),)
    if signature.type != "number":
        return Unknown(missing)
    values = _known_numbers(signature, [Fraction(number) for number in near])
    least, greatest = sorted((draw(values), draw(values)))
    return Unknown(missing, least, greatest, draw(st.booleans()) if signature.partial else True)


def scopes(
    rule: Rule, names: Mapping[str, Signature], *, unknowns: bool = True
) -> st.SearchStrategy[dict[str, Value]]:
    """Draw a value for each name of a rule, known or not.

    Args:
        rule: The rule; its numbers are drawn more often than others.
        names: The signatures that it was checked with.
        unknowns: Whether some values may be unknown.

    Examples:
        >>> from hypothesis import find
        >>> names = {"meetings": Signature.number(maximum=9)}
        >>> rule = Rule("meetings >= 3")
        >>> find(scopes(rule, names), lambda scope: scope["meetings"] == 3)
        {'meetings': Fraction(3, 1)}
    """
    near = [
        node.value
        for node in walk(rule.expression)
        if isinstance(node, Constant) and isinstance(node.value, int | Decimal | Fraction)
    ]

    def values(name: str) -> st.SearchStrategy[Value]:
        known = known_values(names[name], near=near)
        return known | unknown_values(name, names[name], near=near) if unknowns else known

    return st.fixed_dictionaries({name: values(name) for name in rule.names})


def filled_scopes(
    scope: Mapping[str, Value], names: Mapping[str, Signature]
) -> st.SearchStrategy[dict[str, Value]]:
    """Draw the same scope with some of its unknowns filled in, within their bounds.

    Args:
        scope: Values by name, some of them unknown.
        names: The signatures that they keep to.

    Examples:
        >>> from hypothesis import find
        >>> lacking = Unknown((Missing("indicator", "a"),), Fraction(2), Fraction(4))
        >>> names = {"a": Signature.number(maximum=9)}
        >>> find(filled_scopes({"a": lacking}, names), lambda scope: scope["a"] == 2)
        {'a': Fraction(2, 1)}
    """

    def values(name: str, value: Value) -> st.SearchStrategy[Value]:
        if not isinstance(value, Unknown):
            return st.just(value)
        kind = names[name]
        if value.least is not None and value.greatest is not None:
            kind = evolve(kind, minimum=value.least, maximum=value.greatest)
        return st.just(value) | known_values(kind)

    return st.fixed_dictionaries({name: values(name, value) for name, value in scope.items()})


@frozen
class RuleCase:
    """A rule that its checker passes, the names that it was checked with, and values of them."""

    rule: Rule
    signatures: Mapping[str, Signature]
    scope: Mapping[str, Value]

    @property
    def signature(self) -> Signature:
        """The signature of the whole rule."""
        found = self.rule.signature(self.signatures)
        assert found is not None  # the checker has passed it
        return found


@st.composite
def rule_cases(draw: st.DrawFn, wanted: Wanted = "truth", *, unknowns: bool = True) -> RuleCase:
    """Draw a rule with the signatures that it passes, and a scope that keeps to them.

    Args:
        draw: Given by Hypothesis.
        wanted: What the rule is.
        unknowns: Whether some values may be unknown.

    Examples:
        >>> from hypothesis import given, settings
        >>> @settings(max_examples=5, deadline=None)
        ... @given(rule_cases())
        ... def test(case):
        ...     assert set(case.rule.names) <= set(case.signatures)
        >>> test()
    """
    names = draw(signatures())
    rule = draw(rules(names, wanted))
    return RuleCase(rule, names, draw(scopes(rule, names, unknowns=unknowns)))


@cache
def near_rules() -> st.SearchStrategy[str]:
    """Draw texts that look like rules from afar: words and marks of many languages.

    Examples:
        >>> from hypothesis import find
        >>> find(near_rules(), lambda text: "&" in text)
        '&'
    """
    words = (
        *("a", "户", "in", "true", "null", "if", "and", "f(", "'x'", "'", '"', "\\", "b'"),
        *("3", "-", "1.5", ".5", "5.", "1e5", "012", "9" * 30, "(", ")", "[", "]", "!"),
        *("+", "*", "/", "%", "<", "<=", "=", "==", "&", "&&", "||", "?", ":", ",", "."),
        *(" ", "\n", "_", "//", "#", "≥", "\uff1e", "\uff05", "\u3000", "\ud800", "\x00"),
    )
    return st.lists(st.sampled_from(words), max_size=12).map("".join)
