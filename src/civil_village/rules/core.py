"""The integer core (整数核心): the language of rules over whole numbers only.

A rule of the core is made of the same nodes as any rule; its names are variables that
hold whole numbers, and nothing in it can be unknown. Here its nodes are made: each one
once, so that equal parts are one part, with literals worked out on the way.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import gcd
from typing import Any, Literal, NamedTuple

from attrs import field

from civil_village.mappings import EMPTY, FrozenMapping, as_mapping, as_tuple
from civil_village.messages import Lang, phrase
from civil_village.models import Shown, model
from civil_village.rules.syntax import (
    Arithmetic,
    ArithmeticOperator,
    Compare,
    CompareOperator,
    Conditional,
    Constant,
    Expression,
    Logic,
    LogicOperator,
    Membership,
    Name,
    Not,
    parts,
)
from civil_village.rules.values import Unknown, Value, number_bounds

#: The two truths.
TRUE, FALSE = Constant(value=True), Constant(value=False)

#: Which number of a fact a variable holds.
NumberPart = Literal["value", "least", "greatest", "part", "whole", "sure"]

#: What stands behind the name of a fact in the name of a variable. Ids have no capital
#: letters, so a variable is never mistaken for another fact, nor for a word of an engine.
ENDINGS: dict[tuple[NumberPart, ...], str] = {
    ("value",): "_VALUE",
    ("least",): "_LO",
    ("greatest",): "_HI",
    ("sure",): "_SURE",
    ("part",): "_PART",
    ("whole",): "_WHOLE",
    ("least", "part"): "_LO_PART",
    ("least", "whole"): "_LO_WHOLE",
    ("greatest", "part"): "_HI_PART",
    ("greatest", "whole"): "_HI_WHOLE",
}

#: The operator that holds exactly where the other does not.
OPPOSITE: dict[str, CompareOperator] = {
    ">=": "<",
    ">": "<=",
    "<=": ">",
    "<": ">=",
    "==": "!=",
    "!=": "==",
}


@model(kw_only=True)
class Variable(Shown):
    """A whole number that an engine is handed for a fact (整数变量).

    Attributes:
        indicator: The fact, by the name of its indicator.
        parts: Which number of the fact, from the outside in: ``("least", "part")``.
        scale: What the number is multiplied by.
        codes: The code of each text of a choice.
        truth: Whether it is a truth.

    Examples:
        >>> Variable(indicator="funds", parts=("least",), scale=100).name
        'funds_LO'
    """

    indicator: str
    parts: tuple[NumberPart, ...] = field(converter=as_tuple)
    scale: int = 1
    codes: FrozenMapping[str, int] = field(default=EMPTY, converter=as_mapping)
    truth: bool = False

    @property
    def name(self) -> str:
        """Its name in the core: the indicator's id and which of its numbers it is."""
        return variable_name(self.indicator, self.parts)

    def of(self, value: Value) -> int:
        """Give the whole number that an engine is handed for a fact.

        Args:
            value: The fact as rules work with it.

        Returns:
            1, 0 or -1 (unknown) for a truth; the code of a choice, -1 where it is unknown;
            a number times the scale; 0 for the whole of a share that may have no value.

        Raises:
            ValueError: The fact is finer than its indicator declares, or unknown where
                the variable is one of complete facts.

        Examples:
            >>> from fractions import Fraction
            >>> Variable(indicator="funds", parts=("value",), scale=100).of(Fraction(5, 2))
            250
        """
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, str):
            return self.codes[value]
        if isinstance(value, Unknown) and (self.truth or self.codes):
            return -1
        return self._number(value)

    def text(self, lang: Lang) -> str:
        """Say how it is made from the fact.

        Examples:
            >>> Variable(indicator="insurance", parts=("least", "whole")).text("en")
            'insurance_LO_WHOLE: whole of the least insurance, 0 where it may have no value'
        """
        kind = "truth" if self.truth else "choice" if self.codes else ".".join(self.parts)
        codes = tuple(f"{text} {code}" for text, code in self.codes.items())
        return phrase(
            f"variable.{kind}",
            lang,
            name=self.name,
            indicator=self.indicator,
            scale=self.scale,
            codes=codes,
        )

    def plain(self) -> dict[str, Any]:
        """Give it in plain form: its name, its indicator, and how the number is made."""
        form: dict[str, Any] = {"name": self.name, "indicator": self.indicator}
        if self.codes:
            return form | {"codes": dict(self.codes)}
        form["is"] = "truth" if self.truth else " ".join(self.parts)
        return form | ({"times": self.scale} if self.scale != 1 else {})

    def _number(self, value: Value) -> int:
        least, greatest, sure = number_bounds(value)
        first, last = self.parts[0], self.parts[-1]
        if first == "sure":
            return int(sure)
        if first in ("value", "part", "whole") and isinstance(value, Unknown):
            nothing = all(missing.kind == "no-value" for missing in value.missing)
            if first == "value" or not nothing:
                raise ValueError(self.name)
        number = greatest if first == "greatest" else least
        if last in ("part", "whole"):
            return (number.numerator if last == "part" else number.denominator) if sure else 0
        scaled = number * self.scale
        if scaled.denominator != 1:
            raise ValueError(self.name)
        return scaled.numerator


def variable_name(indicator: str, parts: tuple[NumberPart, ...] = ("value",)) -> str:
    """Give the name of the variable that holds a number of a fact.

    Examples:
        >>> variable_name("funds", ("least",))
        'funds_LO'
    """
    return indicator + ENDINGS[parts]


class Quotient(NamedTuple):
    """A number of the core: a whole number over another that is above 0."""

    numerator: Expression
    denominator: Expression


class Core:
    """Makes the nodes of core rules, each one once.

    Examples:
        >>> from civil_village.rules.printer import to_text
        >>> core = Core()
        >>> twice = core.times(Name("x"), Constant(2))
        >>> core.times(core.times(Name("x"), Constant(2)), Constant(1)) is twice
        True
        >>> to_text(core.both(TRUE, core.compare(">=", twice, Constant(5))))
        'x * 2 >= 5'
    """

    def __init__(self) -> None:
        self._made: dict[Hashable, Expression] = {}
        #: How many nodes a made node has when it is written out, by its identity.
        self._sizes: dict[int, int] = {}

    def once(self, node: Expression) -> Expression:
        """Give the one node that is equal to this one, whose parts were made here."""
        if id(node) in self._sizes:
            return node
        match node:
            case Constant(value):
                key: Hashable = (type(value), value)
            case Name(name):
                key = name
            case Compare(operator) | Logic(operator) | Arithmetic(operator):
                key = (operator, *map(id, parts(node)))
            case _:
                key = (type(node), *map(id, parts(node)))
        if isinstance(node, Constant) and isinstance(node.value, bool):
            return TRUE if node.value else FALSE
        made = self._made.setdefault(key, node)
        if made is node:
            self._sizes[id(node)] = 1 + sum(map(self.size, parts(node)))
        return made

    def size(self, node: Expression) -> int:
        """Count the nodes of a made node when it is written out."""
        return self._sizes.get(id(node), 1)

    def number(self, value: int) -> Expression:
        """Make a literal."""
        return self.once(Constant(value))

    def compare(self, operator: CompareOperator, left: Expression, right: Expression) -> Expression:
        """Make a comparison."""
        return self.once(Compare(operator, self.once(left), self.once(right)))

    def among(self, item: Expression, numbers: Sequence[int]) -> Expression:
        """Make the question whether a whole number is one of several."""
        options = tuple(self.once(Constant(number)) for number in numbers)
        return self.once(Membership(self.once(item), options))  # type: ignore[arg-type] # constants

    def opposite(self, condition: Expression) -> Expression:
        """Make the denial of a condition."""
        return self.once(Not(condition))

    def both(self, *conditions: Expression) -> Expression:
        """Join conditions by and; one that always holds is left out."""
        return self._joined("&&", TRUE, FALSE, conditions)

    def either(self, *conditions: Expression) -> Expression:
        """Join conditions by or; one that never holds is left out."""
        return self._joined("||", FALSE, TRUE, conditions)

    def _joined(
        self,
        operator: LogicOperator,
        idle: Constant,
        deciding: Constant,
        conditions: Sequence[Expression],
    ) -> Expression:
        flat: dict[int, Expression] = {}
        for condition in map(self.once, conditions):
            joins = isinstance(condition, Logic) and condition.operator == operator
            for part in parts(condition) if joins else (condition,):
                flat[id(part)] = part
        flat.pop(id(idle), None)
        if id(deciding) in flat:
            return deciding
        left = tuple(flat.values())
        return self.once(Logic(operator, left)) if len(left) > 1 else left[0] if left else idle

    def pick(self, when: Expression, then: Expression, otherwise: Expression) -> Expression:
        """Make a choice between two parts; none where they are the same."""
        then, otherwise = self.once(then), self.once(otherwise)
        if then is otherwise or when is TRUE:
            return then
        return otherwise if when is FALSE else self.once(Conditional(when, then, otherwise))

    def times(self, left: Expression, right: Expression) -> Expression:
        """Multiply; literals are worked out, and stand behind."""
        first, second = whole(left), whole(right)
        if first is not None and second is not None:
            return self.number(first * second)
        if first is not None:
            left, right, second = right, left, first
        if second == 1:
            return self.once(left)
        if second == 0:
            return self.number(0)
        if second is not None and isinstance(left, Arithmetic) and left.operator == "*":
            inner = whole(left.right)
            if inner is not None:
                return self.times(left.left, self.number(inner * second))
        return self.once(Arithmetic("*", self.once(left), self.once(right)))

    def plus(self, operator: ArithmeticOperator, left: Expression, right: Expression) -> Expression:
        """Add or subtract; literals are worked out."""
        first, second = whole(left), whole(right)
        if first is not None and second is not None:
            return self.number(first + second if operator == "+" else first - second)
        if second == 0:
            return self.once(left)
        return self.once(Arithmetic(operator, self.once(left), self.once(right)))

    def divide(self, left: Expression, right: Expression) -> Expression:
        """Divide a number of at least 0 by one above 0, without the rest; literals are worked out.

        Examples:
            >>> from civil_village.rules.printer import to_text
            >>> to_text(Core().divide(Name("x"), Constant(2)))
            'x / 2'
        """
        first, second = whole(left), whole(right)
        if first is not None and second is not None:
            return self.number(first // second)
        if second == 1:
            return self.once(left)
        return self.once(Arithmetic("//", self.once(left), self.once(right)))

    def minus(self, value: Quotient) -> Quotient:
        """Change a number's sign."""
        return Quotient(self.times(value.numerator, Constant(-1)), value.denominator)

    def product(self, left: Quotient, right: Quotient) -> Quotient:
        """Multiply two numbers."""
        numerator = self.times(left.numerator, right.numerator)
        return Quotient(numerator, self.times(left.denominator, right.denominator))

    def total(self, operator: ArithmeticOperator, left: Quotient, right: Quotient) -> Quotient:
        """Add or subtract two numbers."""
        one, two, below = self._over_one(left, right)
        return Quotient(self.plus(operator, one, two), below)

    def cross(self, operator: CompareOperator, left: Quotient, right: Quotient) -> Expression:
        """Compare two numbers without dividing: each numerator times the other's denominator."""
        one, two, _ = self._over_one(left, right)
        return self.compare(operator, one, two)

    def levelled(self, left: Quotient, right: Quotient) -> tuple[Quotient, Quotient]:
        """Give two numbers one denominator, where both have a literal one."""
        if whole(left.denominator) is None or whole(right.denominator) is None:
            return left, right
        one, two, below = self._over_one(left, right)
        return Quotient(one, below), Quotient(two, below)

    def _over_one(
        self, left: Quotient, right: Quotient
    ) -> tuple[Expression, Expression, Expression]:
        """Give both numerators over one denominator, the smallest where it is literal."""
        first, second = whole(left.denominator), whole(right.denominator)
        if first is not None and second is not None:
            common = gcd(first, second)
            one, two = self.number(second // common), self.number(first // common)
            below = self.number(first // common * second)
        elif left.denominator is right.denominator:
            one = two = self.number(1)
            below = left.denominator
        else:
            one, two = right.denominator, left.denominator
            below = self.times(left.denominator, right.denominator)
        return self.times(left.numerator, one), self.times(right.numerator, two), below


def whole(part: Expression) -> int | None:
    """Give the number of a whole literal; ``None`` for every other part.

    Examples:
        >>> whole(Constant(3)), whole(Name("x"))
        (3, None)
    """
    return part.value if isinstance(part, Constant) and type(part.value) is int else None
