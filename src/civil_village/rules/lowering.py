"""Lowering (整数化): from a checked rule to the integer core.

A scaled decimal becomes its whole multiple, a share its part and its whole with the guard
``whole > 0``, a choice its code, a truth 1 or 0. What may be missing stands as least and
greatest, so that a condition becomes two: when it surely holds, and when it surely fails.
The checker has bounded all numbers, so that 64 bits are enough everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, assert_never

from civil_village.rules.checker import check
from civil_village.rules.core import (
    FALSE,
    OPPOSITE,
    TRUE,
    Core,
    NumberPart,
    Quotient,
    Variable,
    whole,
)
from civil_village.rules.interpreter import interpret
from civil_village.rules.signatures import Signature
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
    names,
)


class Condition(NamedTuple):
    """A truth (真值): when it surely holds, and when it surely fails."""

    holds: Expression
    fails: Expression
    #: Whether it always does one or the other.
    total: bool


class LoweredNumber(NamedTuple):
    """A number (数值) with its proved bounds, and when it has a value at all."""

    least: Quotient
    greatest: Quotient
    sure: Expression = TRUE

    @property
    def known(self) -> bool:
        """Whether least and greatest are one number."""
        return self.least is self.greatest


class Code(NamedTuple):
    """A choice (选项) as the place of its text in a table, and when it is known."""

    code: Expression
    known: Expression


Lowered = LoweredNumber | Condition | Code


def codes(signatures: Mapping[str, Signature]) -> dict[str, int]:
    """Give every text that a choice among the names allows, each with its place.

    Examples:
        >>> codes({"mood": Signature(type="choice", choices=("warm", "cool"))})
        {'warm': 0, 'cool': 1}
    """
    every = (text for signature in signatures.values() for text in signature.choices)
    return {text: place for place, text in enumerate(dict.fromkeys(every))}


class Lowering:
    """Lowers rules over the same names.

    Args:
        signatures: What is known of each name; the rules have passed the checker with them.
        gaps: Whether facts may be missing; else only a share of nothing decides nothing.
        guarded: Whether a share may be one of nothing; else its whole is known to be above 0.
        core: Where the nodes are made; rules that share one share their equal parts.
        about: What stands before each name in its variable, where names have two meanings.

    Examples:
        >>> from civil_village.rules.parser import parse
        >>> from civil_village.rules.printer import to_text
        >>> names = {"funds": Signature.number(places=2)}
        >>> to_text(Lowering(names, gaps=False).condition(parse("funds >= 0.5")).holds)
        'funds_VALUE >= 50'
        >>> to_text(Lowering(names, gaps=True).condition(parse("funds >= 0.5")).fails)
        'funds_HI < 50'
    """

    def __init__(
        self,
        signatures: Mapping[str, Signature],
        *,
        gaps: bool,
        guarded: bool = True,
        core: Core | None = None,
        about: str = "",
    ) -> None:
        self.signatures = signatures
        self.gaps = gaps
        self.guarded = guarded
        self.core = Core() if core is None else core
        self.about = about
        #: Every variable that was used, by its name.
        self.variables: dict[str, Variable] = {}
        #: The texts of all choices, each with the code that stands for it.
        self.codes = codes(signatures)

    def condition(self, part: Expression) -> Condition:
        """Lower a part that is true or false."""
        lowered = self.lower(part)
        assert isinstance(lowered, Condition)  # by the checker
        return lowered

    def number(self, part: Expression) -> LoweredNumber:
        """Lower a part that is a number."""
        if not names(part):
            value = interpret(part, {}).value
            assert isinstance(value, Fraction)  # nothing in it can be unknown
            number = self.core.number
            return _exactly(Quotient(number(value.numerator), number(value.denominator)))
        lowered = self.lower(part)
        assert isinstance(lowered, LoweredNumber)  # by the checker
        return lowered

    def choice(self, part: Expression) -> Code:
        """Lower a part that is one of a choice's texts."""
        lowered = self.lower(part)
        assert isinstance(lowered, Code)  # by the checker
        return lowered

    def lower(self, part: Expression) -> Lowered:
        """Lower any part."""
        match part:
            case Constant(bool() as value):
                return Condition(*((TRUE, FALSE) if value else (FALSE, TRUE)), total=True)
            case Constant(str() as text):
                return Code(self.core.number(self.codes[text]), TRUE)
            case Constant():
                return self.number(part)
            case Name():
                return self.name(part.id)
            case Not(operand):
                return _denied(self.condition(operand))
            case Negative(operand):
                number = self.number(operand)
                greatest = self.core.minus(number.greatest)
                if number.known:
                    return LoweredNumber(greatest, greatest, number.sure)
                return LoweredNumber(greatest, self.core.minus(number.least), number.sure)
            case Arithmetic():
                return self.arithmetic(part)
            case Compare():
                return self.compare(part)
            case Logic():
                return self.logic(part)
            case Membership():
                return self.membership(part)
            case Conditional():
                return self.conditional(part)
            case _:
                assert_never(part)

    def variable(self, name: str, *parts: NumberPart, scale: int = 1) -> Expression:
        """Use a variable."""
        signature = self.signatures[name]
        made = Variable(
            indicator=self.about + name,
            parts=parts,
            scale=scale,
            codes={text: self.codes[text] for text in signature.choices},
            truth=signature.type == "truth",
        )
        self.variables[made.name] = made
        return self.core.once(Name(made.name))

    def equal(self, part: Expression, number: int) -> Expression:
        """Make the question whether a part is a whole number."""
        return self.core.compare("==", part, Constant(number))

    def above(self, part: Expression) -> Expression:
        """Make the question whether a part is above 0."""
        return self.core.compare(">", part, Constant(0))

    def name(self, name: str) -> Lowered:
        """Read a fact, as the variables that an engine is handed for it."""
        signature = self.signatures[name]
        if signature.type == "truth":
            told = self.variable(name, "value")
            return Condition(self.equal(told, 1), self.equal(told, 0), total=not self.gaps)
        if signature.type == "choice":
            code = self.variable(name, "value")
            return Code(code, self.core.compare(">=", code, Constant(0)) if self.gaps else TRUE)
        if not signature.static:
            return self.quotient(name)
        scale = signature.denominator
        below = self.core.number(scale)
        if not self.gaps:
            return _exactly(Quotient(self.variable(name, "value", scale=scale), below))
        least = Quotient(self.variable(name, "least", scale=scale), below)
        greatest = Quotient(self.variable(name, "greatest", scale=scale), below)
        sure = self.equal(self.variable(name, "sure"), 1) if signature.partial else TRUE
        return LoweredNumber(least, greatest, sure)

    def quotient(self, name: str) -> LoweredNumber:
        """Read a share or a mean: parts and wholes, each whole with its guard."""
        if not self.gaps:
            below = self.variable(name, "whole")
            value = Quotient(self.variable(name, "part"), below)
            return LoweredNumber(value, value, self.above(below) if self.guarded else TRUE)
        low, high = self.variable(name, "least", "whole"), self.variable(name, "greatest", "whole")
        return LoweredNumber(
            Quotient(self.variable(name, "least", "part"), low),
            Quotient(self.variable(name, "greatest", "part"), high),
            self.core.both(self.above(low), self.above(high)),
        )

    def arithmetic(self, part: Arithmetic) -> LoweredNumber:
        """Lower a sum, a difference or a product: extreme at the ends of both sides."""
        core, left, right = self.core, self.number(part.left), self.number(part.right)
        sure = core.both(left.sure, right.sure)
        if part.operator == "*":
            least, greatest = self.product(part, left, right)
        elif part.operator == "+":
            least = core.total("+", left.least, right.least)
            greatest = core.total("+", left.greatest, right.greatest)
        else:
            least = core.total("-", left.least, right.greatest)
            greatest = core.total("-", left.greatest, right.least)
        return LoweredNumber(least, least if left.known and right.known else greatest, sure)

    def product(
        self, part: Arithmetic, left: LoweredNumber, right: LoweredNumber
    ) -> tuple[Quotient, Quotient]:
        """Multiply: of factors that may be below 0, the ends are compared with each other."""
        for factor, other in ((left, right), (right, left)):
            value = whole(factor.least.numerator)
            if value is not None:
                around = (other.least, other.greatest)
                low, high = around if value >= 0 else reversed(around)
                return self.core.product(factor.least, low), self.core.product(factor.least, high)
        firsts, seconds = ((side.least, side.greatest) for side in (left, right))
        ends = [self.core.product(one, two) for one in firsts for two in seconds]
        if not (self.may_be_negative(part.left) or self.may_be_negative(part.right)):
            return ends[0], ends[-1]
        # Each end once; of a known factor both are the same.
        ends = list({(id(end.numerator), id(end.denominator)): end for end in ends}.values())
        least = greatest = ends[0]
        for end in ends[1:]:
            least, greatest = self.extreme("<=", least, end), self.extreme(">=", greatest, end)
        return least, greatest

    def may_be_negative(self, part: Expression) -> bool:
        """Tell whether a number may be below 0."""
        signature, _ = check(part, self.signatures, "")
        assert signature is not None  # it has passed the checker
        return signature.minimum < 0

    def compare(self, part: Compare) -> Condition:
        """Lower a comparison; what the bounds of both sides decide is decided."""
        match self.kind(part.left):
            case "number":
                return self.ordered(part.operator, self.number(part.left), self.number(part.right))
            case "truth":
                equal = self.alike(self.condition(part.left), self.condition(part.right))
            case _:
                equal = self.same(self.choice(part.left), self.choice(part.right))
        return equal if part.operator == "==" else _denied(equal)

    def kind(self, part: Expression) -> str:
        """Tell what a part is, of one that has passed the checker."""
        match part:
            case Name():
                return self.signatures[part.id].type
            case Constant(value):
                return {bool: "truth", str: "choice"}.get(type(value), "number")
            case Negative() | Arithmetic():
                return "number"
            case Conditional():
                return self.kind(part.then)
            case _:
                return "truth"

    def ordered(
        self, sign: CompareOperator, left: LoweredNumber, right: LoweredNumber
    ) -> Condition:
        """Compare two numbers; one that may have no value decides nothing."""
        if sign == "!=":
            return _denied(self.ordered("==", left, right))
        core, known = self.core, left.known and right.known
        sure = core.both(left.sure, right.sure)
        if sign in (">", ">="):
            holds = core.cross(sign, left.least, right.greatest)
            fails = core.cross(OPPOSITE[sign], left.greatest, right.least)
        elif sign in ("<", "<="):
            holds = core.cross(sign, left.greatest, right.least)
            fails = core.cross(OPPOSITE[sign], left.least, right.greatest)
        elif known:
            holds = core.cross("==", left.least, right.least)
            fails = core.cross("!=", left.least, right.least)
        else:
            low = core.cross("==", left.least, right.greatest)
            holds = core.both(low, core.cross("==", left.greatest, right.least))
            low = core.cross("<", left.greatest, right.least)
            fails = core.either(low, core.cross(">", left.least, right.greatest))
        return Condition(core.both(sure, holds), core.both(sure, fails), known and sure is TRUE)

    def alike(self, left: Condition, right: Condition) -> Condition:
        """Compare two truths."""
        both, either = self.core.both, self.core.either
        return Condition(
            either(both(left.holds, right.holds), both(left.fails, right.fails)),
            either(both(left.holds, right.fails), both(left.fails, right.holds)),
            left.total and right.total,
        )

    def same(self, left: Code, right: Code) -> Condition:
        """Compare two choices."""
        both, known = self.core.both, self.core.both(left.known, right.known)
        equal = self.core.compare("==", left.code, right.code)
        other = self.core.compare("!=", left.code, right.code)
        return Condition(both(known, equal), both(known, other), known is TRUE)

    def logic(self, part: Logic) -> Condition:
        """Lower an and or an or, each truth by itself."""
        operands = [self.condition(operand) for operand in part.operands]
        holds, fails = [o.holds for o in operands], [o.fails for o in operands]
        total, both, either = all(o.total for o in operands), self.core.both, self.core.either
        if part.operator == "&&":
            return Condition(both(*holds), either(*fails), total)
        return Condition(either(*holds), both(*fails), total)

    def membership(self, part: Membership) -> Condition:
        """Lower the question whether an item is among options."""
        if self.kind(part.item) == "choice":
            item, both = self.choice(part.item), self.core.both
            options = sorted({self.codes[str(option.value)] for option in part.options})
            among = self.core.among(item.code, options)
            fails = both(item.known, self.core.opposite(among))
            return Condition(both(item.known, among), fails, item.known is TRUE)
        equal = tuple(Compare("==", part.item, option) for option in part.options)
        return self.condition(equal[0] if len(equal) == 1 else Logic("||", equal))

    def conditional(self, part: Conditional) -> Lowered:
        """Lower a choice between two parts; where it is open, what both allow is kept."""
        when = self.condition(part.condition)
        match self.kind(part.then):
            case "truth":
                one, two = self.condition(part.then), self.condition(part.otherwise)
                return self.either_truth(when, one, two)
            case "number":
                return self.either_number(when, self.number(part.then), self.number(part.otherwise))
            case _:
                return self.either_code(when, self.choice(part.then), self.choice(part.otherwise))

    def either_truth(self, when: Condition, then: Condition, otherwise: Condition) -> Condition:
        """Take one of two truths; while that is open, what they agree on."""
        both = self.core.both
        return Condition(
            self.chosen(when, then.holds, otherwise.holds, both(then.holds, otherwise.holds)),
            self.chosen(when, then.fails, otherwise.fails, both(then.fails, otherwise.fails)),
            when.total and then.total and otherwise.total,
        )

    def chosen(
        self, when: Condition, then: Expression, otherwise: Expression, agreed: Expression
    ) -> Expression:
        """Join what holds of one side with what holds of the other, and what of both."""
        both = self.core.both
        sides = [both(when.holds, then), both(when.fails, otherwise)]
        if then is otherwise and agreed is then:
            return agreed
        return self.core.either(*sides, *([] if when.total else [agreed]))

    def either_number(
        self, when: Condition, then: LoweredNumber, otherwise: LoweredNumber
    ) -> LoweredNumber:
        """Take one of two numbers; while that is open, everything between them."""
        core, low = self.core, self.core.levelled(then.least, otherwise.least)
        high = core.levelled(then.greatest, otherwise.greatest)
        sure = self.chosen(when, then.sure, otherwise.sure, core.both(then.sure, otherwise.sure))
        if when.total:
            least = self.picked(when.holds, *low)
            known = then.known and otherwise.known
            return LoweredNumber(least, least if known else self.picked(when.holds, *high), sure)
        least, greatest = self.extreme("<=", *low), self.extreme(">=", *high)
        least = self.picked(when.holds, low[0], self.picked(when.fails, low[1], least))
        greatest = self.picked(when.holds, high[0], self.picked(when.fails, high[1], greatest))
        return LoweredNumber(least, greatest, sure)

    def extreme(self, sign: CompareOperator, left: Quotient, right: Quotient) -> Quotient:
        """Take the lesser or the greater of two numbers."""
        return self.picked(self.core.cross(sign, left, right), left, right)

    def picked(self, when: Expression, then: Quotient, otherwise: Quotient) -> Quotient:
        """Take one of two numbers."""
        pick = self.core.pick
        return Quotient(
            pick(when, then.numerator, otherwise.numerator),
            pick(when, then.denominator, otherwise.denominator),
        )

    def either_code(self, when: Condition, then: Code, otherwise: Code) -> Code:
        """Take one of two choices; while that is open, the one that they agree on."""
        code = self.core.pick(when.holds, then.code, otherwise.code)
        agreed = self.core.both(then.known, otherwise.known)
        if not when.total:
            alike = self.core.compare("==", then.code, otherwise.code)
            agreed = self.core.both(agreed, alike)
        return Code(code, self.chosen(when, then.known, otherwise.known, agreed))


def _exactly(value: Quotient) -> LoweredNumber:
    return LoweredNumber(value, value)


def _denied(condition: Condition) -> Condition:
    return Condition(condition.fails, condition.holds, condition.total)
