"""The checker: names, types, units, ranges and magnitudes, before a rule ever runs.

Its view of a name is a `Signature`; it knows no village and no catalogue. What it lets
pass, the interpreter can work out for every record that keeps to the signatures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal, assert_never

from attrs import evolve

from civil_village.messages import Message
from civil_village.problems import Excerpt, Problem, nearest
from civil_village.rules.signatures import (
    MIRROR,
    RuleType,
    Signature,
    constant_signature,
    decided,
    either,
    product,
)
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
)

#: Whole numbers past this would overflow in the engines that run a rule as columns.
LIMIT = 2**63 - 1

_TRUTH = Signature(type="truth")


def check(
    expression: Expression,
    names: Mapping[str, Signature],
    text: str,
    *,
    wanted: RuleType | None = None,
) -> tuple[Signature | None, list[Problem]]:
    """Find every problem of a rule against the names that it may use.

    Args:
        expression: The rule's tree.
        names: Signature of each name that is known.
        text: The rule as its author wrote it, for excerpts.
        wanted: The type that the whole rule must have; ``None`` allows any.

    Returns:
        The signature of what the rule computes, ``None`` where that makes no sense; and
        problems with an empty path whose excerpt shows the part.

    Examples:
        >>> from civil_village.rules.parser import parse
        >>> rule = "insurence > 0"
        >>> _, problems = check(parse(rule), {"insurance": Signature.number()}, rule)
        >>> [problem.code for problem in problems]
        ['unknown-indicator']
    """
    checker = _Checker(names, text)
    kind = checker.kind(expression)
    if kind and wanted and kind.type != wanted:
        checker.mistyped(expression, kind, wanted)
    return kind, checker.problems


class _Checker:
    """Walks one tree and gathers problems; a part that makes no sense has no signature."""

    def __init__(self, names: Mapping[str, Signature], text: str) -> None:
        self.names = names
        self.text = text
        self.problems: list[Problem] = []

    def report(
        self,
        code: str,
        part: Expression,
        *,
        found: str | None = None,
        expected: Message | None = None,
        hint: Message | None = None,
        level: Literal["error", "finding"] = "error",
    ) -> None:
        """Keep a problem about one part of the rule."""
        problem = Problem(
            code=code,
            found=self.text[slice(*part.span)] if found is None else found,
            expected=expected,
            hint=hint,
            level=level,
            excerpt=Excerpt(self.text, *part.span),
        )
        self.problems.append(problem)

    def mistyped(self, part: Expression, kind: Signature, wanted: RuleType) -> None:
        """Report a part of another type than is wanted."""
        expected = Message(
            "expected.not-type", wanted=Message(f"type.{wanted}"), got=Message(f"type.{kind.type}")
        )
        self.report("wrong-type", part, expected=expected)

    def kind(self, part: Expression) -> Signature | None:
        """Work out what a part is; ``None`` where that makes no sense."""
        match part:
            case Name():
                return self.name(part)
            case Compare():
                return self.compare(part)
            case Constant():
                return self.literal(part)
            case Not():
                return self.truths(part.operand)
            case Negative():
                number = self.number(part.operand)
                # Sizes and unit stay; that it is a share, or a ratio at all, does not.
                return number and evolve(
                    number,
                    minimum=-number.maximum,
                    maximum=-number.minimum,
                    share=False,
                    ratio=False,
                )
            case Arithmetic():
                return self.arithmetic(part)
            case Logic():
                return self.logic(part)
            case Membership():
                return self.membership(part)
            case Conditional():
                return self.conditional(part)
            case _:
                assert_never(part)

    def literal(self, part: Constant, opposite: Signature | None = None) -> Signature | None:
        """Look at a literal; a quotient stands only opposite a ratio."""
        if isinstance(part.value, Fraction) and (opposite is None or not opposite.ratio):
            self.report("rule-division", part, hint=Message("hint.rule-quotient"))
            return None
        return constant_signature(part.value)

    def sides(self, part: Compare) -> tuple[Signature | None, Signature | None]:
        """Work out both sides of a comparison; of a quotient's, first what it stands opposite."""
        match part.left, part.right:
            case Constant(Fraction()) as quotient, other if not isinstance(other, Constant):
                kind = self.kind(other)
                return kind and self.literal(quotient, kind), kind
            case other, Constant(Fraction()) as quotient if not isinstance(other, Constant):
                kind = self.kind(other)
                return kind, kind and self.literal(quotient, kind)
            case _:
                return self.kind(part.left), self.kind(part.right)

    def name(self, part: Name) -> Signature | None:
        """Look a name up."""
        if part.id not in self.names:
            expected, hint = Message("expected.indicator"), nearest(part.id, self.names)
            self.report("unknown-indicator", part, expected=expected, hint=hint)
        return self.names.get(part.id)

    def number(self, part: Expression) -> Signature | None:
        """Work out a part that must be a number."""
        return self.typed(part, "number")

    def truths(self, *parts: Expression) -> Signature | None:
        """Work out parts that must all be truths."""
        kinds = [self.typed(part, "truth") for part in parts]
        return _TRUTH if all(kinds) else None

    def typed(self, part: Expression, wanted: RuleType) -> Signature | None:
        """Work out a part that must be of a type."""
        kind = self.kind(part)
        if kind and kind.type != wanted:
            self.mistyped(part, kind, wanted)
            return None
        return kind

    def same_unit(self, part: Expression, left: Signature, right: Signature) -> bool:
        """Tell whether two numbers may meet in a sum or comparison."""
        if left.free or right.free or left.unit == right.unit:
            return True
        units = tuple(unit or Message("unit.none") for unit in (left.unit, right.unit))
        self.report("unit-mismatch", part, expected=Message("expected.same-unit", units=units))
        return False

    def sized(self, part: Expression, *sizes: int) -> bool:
        """Tell whether the whole numbers behind a part stay below 2^63."""
        if max(sizes) <= LIMIT:
            return True
        hint = Message("hint.declare-maximum", names=names(part))
        self.report("rule-overflow", part, hint=hint)
        return False

    def arithmetic(self, part: Arithmetic) -> Signature | None:
        """Work out a sum, a difference or a product."""
        left, right = self.number(part.left), self.number(part.right)
        if left is None or right is None:
            return None
        if part.operator == "*":
            if left.unit and right.unit:
                self.report("unit-mismatch", part, expected=Message("expected.one-unit"))
                return None
            kind = product(left, right)
            if not kind.static and min(left.minimum, right.minimum) < 0:
                # Which ends are extreme is found by comparing such products with each other.
                crossed = kind.numerator * kind.denominator
                return kind if self.sized(part, crossed) else None
        elif not self.same_unit(part, left, right):
            return None
        elif part.operator == "+":
            kind = either(left, right, left.minimum + right.minimum, left.maximum + right.maximum)
        else:
            kind = either(left, right, left.minimum - right.maximum, left.maximum - right.minimum)
        return kind if self.sized(part, kind.numerator, kind.denominator) else None

    def compare(self, part: Compare) -> Signature | None:
        """Work out a comparison."""
        left, right = self.sides(part)
        if left is None or right is None or not self.comparable(part, left, right):
            return None
        if left.type == "number":
            crossed = (left.numerator * right.denominator, right.numerator * left.denominator)
            if not self.same_unit(part, left, right) or not self.sized(part, *crossed):
                return None
            self.range(part, left, right)
        return _TRUTH

    def comparable(self, part: Compare, left: Signature, right: Signature) -> bool:
        """Tell whether two parts are of types that the operator takes."""
        if left.type == right.type == "number":
            return True
        types = {left.type, right.type}
        literal = part.right if right.type == "text" else part.left
        if types == {"choice", "text"} and isinstance(literal, Constant):
            fits = self.option(literal, left.choices or right.choices)
        elif types & {"text", "date"}:
            # Text and dates are shown, never tested.
            self.report("text-tested", part, expected=Message("expected.choice-indicator"))
            return False
        elif len(types) > 1:
            first, second = (Message(f"type.{side.type}") for side in (left, right))
            expected = Message("expected.same-type", types=(first, second))
            self.report("wrong-type", part, expected=expected)
            return False
        else:
            fits = True
        if part.operator not in ("==", "!="):
            self.report(
                "wrong-operator", part, found=part.operator, expected=Message("expected.equality")
            )
            return False
        return fits

    def option(self, literal: Constant, choices: tuple[str, ...]) -> bool:
        """Tell whether a literal is one of the texts that a choice allows."""
        if literal.value in choices:
            return True
        hint = nearest(str(literal.value), choices)
        expected = Message("expected.one-of", names=choices)
        self.report("unknown-choice", literal, expected=expected, hint=hint)
        return False

    def range(self, part: Compare, left: Signature, right: Signature) -> None:
        """Report a comparison that the declared ranges already decide."""
        outcome = decided(part.operator, left, right)
        kind = right if left.free else left
        if outcome is None:
            # Ranges alone do not see that no whole number equals 2.5.
            if excluded([part], self.names) is not None:
                self.never(part, kind)
        elif outcome:
            self.report("always-holds", part, expected=_within(kind), level="finding")
        else:
            self.never(part, kind)

    def never(self, part: Expression, kind: Signature) -> None:
        """Report a comparison that no value of a number meets."""
        hint = Message("hint.share") if kind.share else None
        self.report("never-holds", part, expected=_within(kind), hint=hint)

    def logic(self, part: Logic) -> Signature | None:
        """Work out an and or an or."""
        kind = self.truths(*part.operands)
        if kind and part.operator == "&&":
            name = excluded(part.operands, self.names)
            # What cannot hold by itself has been said where it stands.
            if name is not None and not any(excluded([o], self.names) for o in part.operands):
                self.report("never-holds", part, expected=Message("expected.compatible", name=name))
        return kind

    def membership(self, part: Membership) -> Signature | None:
        """Work out whether an item is among options."""
        item = self.kind(part.item)
        if item is None:
            return None
        if item.type in ("text", "date"):
            self.report("text-tested", part, expected=Message("expected.choice-indicator"))
            return None
        if item.type == "choice":
            fits = [self.option(option, item.choices) for option in part.options]
        else:
            fits = [self.typed(option, item.type) is not None for option in part.options]
            if item.type == "number" and all(fits):
                fits = [self.countable(part, item)]
        return _TRUTH if all(fits) else None

    def countable(self, part: Membership, item: Signature) -> bool:
        """Check the numbers of a list as comparisons with each; tell whether none overflows."""
        options = [constant_signature(option.value) for option in part.options]
        crossed = [item.numerator * option.denominator for option in options]
        crossed += [option.numerator * item.denominator for option in options]
        if not self.sized(part, *crossed):
            return False
        if all(decided("==", item, option) is False for option in options):
            self.never(part, item)
        return True

    def conditional(self, part: Conditional) -> Signature | None:
        """Work out a choice between two parts."""
        condition = self.truths(part.condition)
        then, otherwise = self.kind(part.then), self.kind(part.otherwise)
        if not (condition and then and otherwise):
            return None
        if then.type != otherwise.type:
            types = tuple(Message(f"type.{side.type}") for side in (then, otherwise))
            self.report("wrong-type", part, expected=Message("expected.same-type", types=types))
            return None
        if then.type != "number":
            choices = tuple(dict.fromkeys(then.choices + otherwise.choices))
            return evolve(then, choices=choices)
        if not self.same_unit(part, then, otherwise):
            return None
        low = min(then.minimum, otherwise.minimum)
        high = max(then.maximum, otherwise.maximum)
        kind = evolve(either(then, otherwise, low, high), ratio=then.ratio and otherwise.ratio)
        return kind if self.sized(part, kind.numerator, kind.denominator) else None


def _within(kind: Signature) -> Message:
    """Say which values a number can have."""
    key = "expected.share" if kind.share else "expected.between"
    return Message(key, least=kind.minimum, most=kind.maximum)


def excluded(conditions: Sequence[Expression], names: Mapping[str, Signature]) -> str | None:
    """Name an indicator that no value is left for by its comparisons with literals."""
    ranges: dict[str, _Range] = {}
    for condition in conditions:
        found = _limit(condition)
        if found is not None:
            name, sign, value = found
            left = ranges.setdefault(name, _Range(names[name]))
            left.narrow(sign, value)
            if left.empty():
                return name
    return None


def _limit(part: Expression) -> tuple[str, str, Fraction | str] | None:
    """Give name, operator and literal of a comparison of one with the other."""
    if not isinstance(part, Compare):
        return None
    match part.left, part.right:
        case Name() as name, Constant() as literal:
            sign: str = part.operator
        case Constant() as literal, Name() as name:
            sign = MIRROR[part.operator]
        case _:
            return None
    if isinstance(literal.value, bool):
        return None
    if isinstance(literal.value, str):
        return name.id, sign, literal.value
    return name.id, sign, constant_signature(literal.value).minimum


class _Range:
    """What is left of one name's values after comparisons with literals."""

    def __init__(self, signature: Signature) -> None:
        #: How many steps make 1; ``None`` where there are no steps.
        self.scale = signature.denominator if signature.static else None
        self.low, self.high = signature.minimum, signature.maximum
        self.low_open = self.high_open = False
        self.without: set[Fraction] = set()
        self.options = set(signature.choices) if signature.type == "choice" else None

    def narrow(self, sign: str, value: Fraction | str) -> None:
        """Keep only what the comparison allows."""
        if isinstance(value, str):
            if self.options is not None:
                self.options = self.options & {value} if sign == "==" else self.options - {value}
            return
        if sign == "!=":
            self.without.add(value)
        # Of two equal ends the open one is the narrower.
        above, below = sign == ">", sign == "<"
        if sign in (">", ">=", "==") and (value > self.low or (above and value == self.low)):
            self.low, self.low_open = value, above
        if sign in ("<", "<=", "==") and (value < self.high or (below and value == self.high)):
            self.high, self.high_open = value, below

    def empty(self) -> bool:
        """Tell whether no value is left."""
        if self.options is not None:
            return not self.options
        if self.scale is None:
            outside = self.low_open or self.high_open or self.low in self.without
            return self.low > self.high or (self.low == self.high and outside)
        # Whole steps turn `> 2` into `>= 3`.
        first, rest = divmod(self.low.numerator * self.scale, self.low.denominator)
        first += self.low_open or rest > 0
        last, rest = divmod(self.high.numerator * self.scale, self.high.denominator)
        last -= self.high_open and rest == 0
        if last - first >= len(self.without):
            return False
        return all(Fraction(count, self.scale) in self.without for count in range(first, last + 1))
