"""Which of two rules asks for more (从严比较): proved for all facts, or refuted by a case.

That whatever meets one rule meets the other is proved from the comparisons in them. That it
does not is shown by values that one of them lets pass and the other refuses. Where neither
comes out, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, pairwise, product
from math import gcd, lcm
from typing import Literal, NamedTuple

from attrs import field

from civil_village.labels import named
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.rules.core import OPPOSITE
from civil_village.rules.interpreter import interpret
from civil_village.rules.rule import Rule
from civil_village.rules.signatures import MIRROR, Signature
from civil_village.rules.syntax import (
    Arithmetic,
    Compare,
    Conditional,
    Constant,
    Expression,
    Logic,
    Membership,
    Name,
    Negative,
    Not,
    names,
    walk,
)
from civil_village.rules.values import Missing, Unknown, Value, number_bounds

#: ``tighter`` asks for more, ``equal`` for the same, ``looser`` lets something pass that the
#: other refuses, ``unproven`` where none of these could be shown.
Verdict = Literal["tighter", "equal", "looser", "unproven"]

#: So many pairs of parts are compared, so many conditions of ``? :`` taken apart, and so many
#: cases tried at most; what would take more stays unproven.
_PAIRS, _CONDITIONS, _CASES = 20_000, 5, 4_000


@model(kw_only=True)
class Tightening(Shown):
    """How strict one rule is beside another (宽严).

    Attributes:
        verdict: ``tighter``, ``equal``, ``looser``, or ``unproven``.
        case: Values that the one lets pass and the other refuses, where it is looser.
        reason: Why, as data.

    Examples:
        >>> Tightening(verdict="equal", reason=Message("tightening.equal")).holds
        True
    """

    verdict: Verdict
    case: FrozenMapping[str, bool | str | Fraction] = field(default=EMPTY, converter=as_mapping)
    reason: Message

    @property
    def holds(self) -> bool:
        """Whether it is shown to be at least as strict."""
        return self.verdict in ("tighter", "equal")


def tighter(own: Rule, base: Rule, signatures: Mapping[str, Signature]) -> Tightening:
    """Judge whether one rule asks for at least as much as another (是否不宽于).

    It does where whatever meets it meets the other, whatever the facts. That is proved for
    comparisons of sums of facts with numbers or with each other, for truths and choices, and
    for these joined by and, or, not and ``? :``. Of counts ``> 9`` and ``>= 10`` are the same; of
    shares an open end is tighter than a closed one. A rule under a condition is handed in as
    `Rule.under` gives it. Of two strikes, which ask that something is not so, the stricter is the
    one that strikes more: hand the other in first.

    Args:
        own: The rule that may only be stricter.
        base: The rule that it is held against.
        signatures: Of all names that they read; both rules are checked against them.

    Returns:
        The verdict, with a case where the first lets pass what the second refuses. Such a case
        keeps to the range of each fact, and may be one that never occurs together.

    Examples:
        >>> names = {"tables": Signature.number(maximum=100), "cadre": Signature(type="truth")}
        >>> tighter(Rule("tables <= 12"), Rule("tables < 16"), names).verdict
        'tighter'
        >>> found = tighter(Rule("tables <= 12"), Rule("tables <= (cadre ? 10 : 15)"), names)
        >>> found.verdict, found.reason.text("en")
        ('looser', 'it lets pass what the other refuses: tables 12, cadre true')
    """
    mine, theirs = own.expression, base.expression
    if _proved(mine, theirs, signatures):
        same = _proved(theirs, mine, signatures)
        verdict: Verdict = "equal" if same else "tighter"
        return Tightening(verdict=verdict, reason=Message(f"tightening.{verdict}"))
    case = _case(mine, theirs, signatures)
    if case is None:
        return Tightening(verdict="unproven", reason=Message("tightening.unproven"))
    told = tuple(
        Message("tightening.fact", name=named(signatures[name], name), value=value)
        for name, value in case.items()
    )
    return Tightening(verdict="looser", case=case, reason=Message("tightening.looser", case=told))


# Proofs ---------------------------------------------------------------------------------


class _Line(NamedTuple):
    """A sum of facts that is at least 0, or above it: what a comparison of numbers says."""

    factors: tuple[tuple[Expression, Fraction], ...]
    added: Fraction
    strict: bool


class _OneOf(NamedTuple):
    """A fact that is one of some values: a truth, a choice, or what is not looked into."""

    of: Expression
    values: frozenset[bool | str]


class _Joined(NamedTuple):
    """Conditions of which all must hold, or one; of nothing all hold, and none."""

    all: bool
    parts: tuple[_Condition, ...]


_Condition = _Line | _OneOf | _Joined


def _proved(first: Expression, second: Expression, signatures: Mapping[str, Signature]) -> bool:
    """Tell whether it can be shown that the second holds wherever the first does."""
    sizes = [sum(1 for _ in walk(each)) for each in (first, second)]
    conditions = {
        node.condition
        for each in (first, second)
        for node in walk(each)
        if isinstance(node, Conditional)
    }
    if len(conditions) > _CONDITIONS or sizes[0] * sizes[1] << len(conditions) > _PAIRS:
        return False
    return _by_cases(first, second, signatures)


def _by_cases(first: Expression, second: Expression, signatures: Mapping[str, Signature]) -> bool:
    """Take ``? :`` apart: what it depends on is true, or it is false."""
    for node in (*walk(first), *walk(second)):
        if isinstance(node, Conditional) and not _conditional(node.condition):
            condition = node.condition
            return all(
                _by_cases(
                    Logic("&&", (_chosen(first, condition, truth=truth), given)),
                    _chosen(second, condition, truth=truth),
                    signatures,
                )
                for truth, given in ((True, condition), (False, Not(condition)))
            )
    plain = _Plain(signatures)
    return _Prover(signatures).follows(plain.condition(first), plain.condition(second))


def _conditional(expression: Expression) -> bool:
    return any(isinstance(node, Conditional) for node in walk(expression))


def _chosen(expression: Expression, condition: Expression, *, truth: bool) -> Expression:
    """Give an expression in which every choice by a condition is made."""
    if isinstance(expression, Conditional) and expression.condition == condition:
        return _chosen(expression.then if truth else expression.otherwise, condition, truth=truth)

    def inner(part: Expression) -> Expression:
        return _chosen(part, condition, truth=truth)

    match expression:
        case Not(operand):
            return Not(inner(operand))
        case Negative(operand):
            return Negative(inner(operand))
        case Arithmetic(operator, left, right):
            return Arithmetic(operator, inner(left), inner(right))
        case Compare(sign, left, right):
            return Compare(sign, inner(left), inner(right))
        case Logic(joined, operands):
            return Logic(joined, tuple(map(inner, operands)))
        case Membership(item, options):
            return Membership(inner(item), options)
        case Conditional(other, then, otherwise):
            return Conditional(inner(other), inner(then), inner(otherwise))
        case _:
            return expression


class _Plain(NamedTuple):
    """Brings a rule without ``? :`` down to sums, truths and choices."""

    signatures: Mapping[str, Signature]

    def condition(self, expression: Expression, *, denied: bool = False) -> _Condition:
        """Say when an expression holds, or when it does not."""
        match expression:
            case Constant(bool(value)):
                return _Joined(value is not denied, ())
            case Not(operand):
                return self.condition(operand, denied=not denied)
            case Logic(operator, operands):
                each = tuple(self.condition(operand, denied=denied) for operand in operands)
                return _joined(each, all_=(operator == "&&") is not denied)
            case Membership(item, options):
                same = [Compare("==", item, option) for option in options]
                return _joined((self.condition(one, denied=denied) for one in same), all_=denied)
            case Compare(sign, left, right):
                return self._compared(OPPOSITE[sign] if denied else sign, left, right)
            case _:
                return _OneOf(expression, frozenset({not denied}))

    def _compared(self, sign: str, left: Expression, right: Expression) -> _Condition:
        if isinstance(left, Constant):
            sign, left, right = MIRROR[sign], right, left
        if not self._number(left):
            match right:
                case Constant(bool(value)):
                    return self.condition(left, denied=value is not (sign == "=="))
                case Constant(str(text)) if isinstance(left, Name):
                    choices = frozenset(self.signatures[left.id].choices) | {text}
                    found = {text} if sign == "==" else choices - {text}
                    return _OneOf(left, frozenset(found))
                case _:
                    return _OneOf(Compare("==", left, right), frozenset({sign == "=="}))
        match sign:
            case "==":
                both = (self._line("<=", left, right), self._line(">=", left, right))
                return _Joined(all=True, parts=both)
            case "!=":
                either = (self._line("<", left, right), self._line(">", left, right))
                return _Joined(all=False, parts=either)
            case _:
                return self._line(sign, left, right)

    def _number(self, expression: Expression) -> bool:
        match expression:
            case Name(name):
                return self.signatures[name].type == "number"
            case Constant(value):
                return not isinstance(value, bool | str)
            case Not() | Logic() | Compare() | Membership():
                return False
            case _:
                return True

    def _line(self, sign: str, left: Expression, right: Expression) -> _Line:
        more, less = (left, right) if sign in (">", ">=") else (right, left)
        total = _Sum({})
        total.add(more, Fraction(1))
        total.add(less, Fraction(-1))
        return self._stepped(total, strict=sign in ("<", ">"))

    def _stepped(self, total: _Sum, *, strict: bool) -> _Line:
        """Move the end to the nearest number that the sum can be, where it goes by steps."""
        added = total.factors.get(None, Fraction(0))
        factors = {of: k for of, k in total.factors.items() if k and of is not None}
        steps = [abs(k * step) for of, k in factors.items() if (step := self._step(of))]
        if steps and len(steps) == len(factors):
            grid = _common(steps)
            wanted = -added / grid
            least = wanted.__floor__() + 1 if strict else wanted.__ceil__()
            added, strict = -least * grid, False
        return _Line(tuple(factors.items()), added, strict)

    def _step(self, of: Expression) -> Fraction | None:
        return self.signatures[of.id].step if isinstance(of, Name) else None


def _joined(conditions: Iterable[_Condition], *, all_: bool) -> _Condition:
    """Join conditions; what is asked of one fact comes together."""
    facts: dict[Expression, frozenset[bool | str]] = {}
    others = []
    for each in conditions:
        if isinstance(each, _OneOf):
            there = facts.get(each.of, each.values)
            facts[each.of] = there & each.values if all_ else there | each.values
        else:
            others.append(each)
    return _Joined(all_, (*(_OneOf(*fact) for fact in facts.items()), *others))


class _Sum(NamedTuple):
    """Numbers added up: how often each fact, or product of facts, counts; ``None`` for itself."""

    factors: dict[Expression | None, Fraction]

    def add(self, expression: Expression, times: Fraction) -> None:
        """Add an expression so many times."""
        of: Expression | None = expression
        if not names(expression):
            times *= number_bounds(interpret(expression, {}).value)[0]
            of = None
        match of:
            case Negative(operand):
                self.add(operand, -times)
            case Arithmetic("+" | "-" as sign, left, right):
                self.add(left, times)
                self.add(right, times if sign == "+" else -times)
            case Arithmetic("*", left, right) if not names(left):
                self.add(right, times * number_bounds(interpret(left, {}).value)[0])
            case Arithmetic("*", left, right) if not names(right):
                self.add(left, times * number_bounds(interpret(right, {}).value)[0])
            case _:
                self.factors[of] = self.factors.get(of, Fraction(0)) + times


def _common(steps: list[Fraction]) -> Fraction:
    """Give the greatest number of which all are multiples."""
    below = lcm(*(step.denominator for step in steps))
    return Fraction(gcd(*(step.numerator * (below // step.denominator) for step in steps)), below)


class _Prover:
    """Proves that one condition follows from another."""

    def __init__(self, signatures: Mapping[str, Signature]) -> None:
        nothing = (Missing("indicator", "any"),)
        self._signatures = signatures
        self._scope: dict[str, Value] = {
            name: Unknown(nothing, each.minimum, each.maximum, sure=not each.partial)
            for name, each in signatures.items()
            if each.type == "number"
        }
        #: What was asked of two conditions already: rules share their parts in many ways.
        self._known: dict[tuple[int, int], bool] = {}

    def follows(self, first: _Condition, second: _Condition) -> bool:
        """Tell whether it is proved that the second holds wherever the first does."""
        key = id(first), id(second)
        if key not in self._known:
            self._known[key] = self._follows(first, second)
        return self._known[key]

    def _follows(self, first: _Condition, second: _Condition) -> bool:
        if isinstance(second, _Joined) and second.all:
            return all(self.follows(first, part) for part in second.parts)
        if isinstance(first, _Joined) and not first.all:
            return all(self.follows(part, second) for part in first.parts)
        if isinstance(first, _Joined) and any(self.follows(part, second) for part in first.parts):
            return True
        match first, second:
            case _, _Joined():
                return any(self.follows(first, part) for part in second.parts)
            case _OneOf(), _OneOf():
                return first.of == second.of and first.values <= second.values
            case _, _Line():
                held = first if isinstance(first, _Line) else None
                return any(self._above(second, held, k) for k in _multiples(held, second))
            case _:
                return False

    def _above(self, second: _Line, first: _Line | None, times: Fraction) -> bool:
        """Tell whether the second is what so many times the first, and never less than 0 more."""
        left = dict(second.factors)
        added = second.added
        if first is not None and times:
            added -= times * first.added
            for of, factor in first.factors:
                left[of] = left.get(of, Fraction(0)) - times * factor
        for of, factor in left.items():
            if factor:
                least, greatest, sure = number_bounds(interpret(of, self._scope).value)
                if not sure:
                    return False
                added += factor * (least if factor > 0 else greatest)
        above = first is not None and first.strict and times > 0
        return added > 0 or (added == 0 and (above or not second.strict))


def _multiples(first: _Line | None, second: _Line) -> Iterator[Fraction]:
    """Give how often a sum may be part of another: never, or as often as one of its facts is."""
    yield Fraction(0)
    if first is not None:
        wanted = dict(second.factors)
        for of, factor in first.factors:
            if of in wanted and wanted[of] * factor > 0:
                yield wanted[of] / factor


# Cases ----------------------------------------------------------------------------------


def _case(
    passes: Expression, refuses: Expression, signatures: Mapping[str, Signature]
) -> dict[str, bool | str | Fraction] | None:
    """Find values that one rule lets pass and the other refuses, near the numbers in them."""
    read = tuple(dict.fromkeys((*names(refuses), *names(passes))))
    bare = (node for each in (passes, refuses) for node in walk(each) if not names(node))
    worth = (interpret(node, {}).value for node in bare)
    numbers = sorted({value for value in worth if isinstance(value, Fraction)})
    options = [_near(signatures[name], numbers) for name in read]
    for values in islice(product(*options), _CASES):
        scope: dict[str, bool | str | Fraction] = dict(zip(read, values, strict=True))
        if interpret(refuses, scope).value is False and interpret(passes, scope).value is True:
            return scope
    return None


def _near(of: Signature, numbers: Sequence[Fraction]) -> tuple[bool | str | Fraction, ...]:
    """Give values of a fact that may tell two rules apart."""
    match of.type:
        case "truth":
            return (True, False)
        case "number":
            ends = sorted({*numbers, of.minimum, of.maximum})
            step = of.step
            between = [(a + b) / 2 for a, b in pairwise(ends)]
            beside = [n + s for n in ends for s in (-(step or 0), step or 0)]
            # The nearest first: they tell most to whoever reads them.
            found = dict.fromkeys((*numbers, *beside, *between, *ends))
            return tuple(
                n for n in found if of.minimum <= n <= of.maximum and (step is None or not n % step)
            )
        case _:
            return of.choices
