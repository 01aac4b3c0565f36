"""Steps (步骤): a longer reckoning as short texts in order, each of which may read earlier ones.

Every step gives one whole number. What it may come to is worked out beforehand from what its
variables may come to, so that nothing on the way can pass 64 bits.
"""

from __future__ import annotations

from collections.abc import Mapping

from civil_village.models import Shown, model
from civil_village.reckoning import Reckoned, Truth, UnwritableError
from civil_village.rules.checker import LIMIT
from civil_village.rules.core import Core, Quotient, Variable, whole
from civil_village.rules.flattening import flat, levels
from civil_village.rules.portable import DEEPEST_TEXT, LARGEST_TEXT
from civil_village.rules.printer import to_text
from civil_village.rules.python import SMALL
from civil_village.rules.signatures import Signature
from civil_village.rules.symbols import CoreNumber, CoreTruth, node_of, truth_of
from civil_village.rules.syntax import (
    Arithmetic,
    Conditional,
    Constant,
    Expression,
    Name,
    Negative,
    names,
    parts,
)

#: The least and the greatest that a whole number may come to.
Size = tuple[int, int]


@model
class Step(Shown):
    """A named whole number (步骤), worked out from variables and earlier steps.

    Attributes:
        name: The name by which later steps read it.
        rule: The rule of the core that gives it.

    Examples:
        >>> from civil_village.rules.syntax import Name
        >>> Step("half", Arithmetic("//", Name("x_VALUE"), Constant(2))).text
        'x_VALUE / 2'
    """

    name: str
    rule: Expression

    @property
    def text(self) -> str:
        """Its text in the Common Expression Language."""
        return to_text(self.rule)


class Steps:
    """Writes steps (步骤编写), each after what it reads.

    Args:
        core: Where the nodes are made.
        sizes: What each variable may come to.

    Examples:
        >>> from fractions import Fraction
        >>> core = Core()
        >>> steps = Steps(core, {"x_VALUE": (0, 100)})
        >>> x = CoreNumber(core, Quotient(Name("x_VALUE"), Constant(1)), Fraction(0), Fraction(100))
        >>> kept = steps.number("twice", x * 2)
        >>> [(step.name, step.text) for step in steps.made]
        [('twice', 'x_VALUE * 2')]
        >>> steps.sizes["twice"]
        (0, 200)
    """

    def __init__(self, core: Core, sizes: Mapping[str, Size]) -> None:
        self.core = core
        self.sizes = dict(sizes)
        self.made: list[Step] = []

    def whole(self, name: str, rule: Expression, size: Size | None = None) -> Expression:
        """Add a step for a whole number, unless it is one that is there; give what reads it.

        Args:
            name: Its name.
            rule: A rule of the core.
            size: What is known of its size beside what its parts show.

        Raises:
            UnwritableError: A number in it may pass 64 bits, or its text would be too large.
        """
        if isinstance(rule, Constant | Name):
            return rule
        if self.core.size(rule) > LARGEST_TEXT:
            raise UnwritableError("too-large-text", names(rule))
        rule = flat(rule)
        if levels(rule) > DEEPEST_TEXT:
            raise UnwritableError("too-large-text", names(rule))
        low, high = self.size(rule)
        if size is not None:
            low, high = max(low, size[0]), min(high, size[1])
        self.sizes[name] = (low, high)
        self.made.append(Step(name, rule))
        return self.core.once(Name(name))

    def number(self, name: str, number: Reckoned) -> Reckoned:
        """Add steps for a number, unless it is known: its numerator and what it stands over."""
        if not isinstance(number, CoreNumber):
            return number
        above, below = number.quotient
        literal = whole(below)
        size = None
        if literal is not None:
            ends = number.least * literal, number.greatest * literal
            size = ends[0].__ceil__(), ends[1].__floor__()
        kept = self.whole(name, above, size)
        under = below if literal is not None else self.whole(f"{name}_OVER", below)
        return CoreNumber(self.core, Quotient(kept, under), number.least, number.greatest)

    def shared(self, name: str, number: Reckoned) -> Reckoned:
        """Add steps for a number that will be read more than once, unless it is a small one."""
        if isinstance(number, CoreNumber) and max(map(self.core.size, number.quotient)) > SMALL:
            return self.number(name, number)
        return number

    def truth(self, name: str, truth: Truth) -> Truth:
        """Add a step for a truth, 1 or 0, unless it is known."""
        if not isinstance(truth, CoreTruth):
            return truth
        one, nothing = self.core.number(1), self.core.number(0)
        kept = self.whole(name, self.core.pick(node_of(truth), one, nothing))
        return truth_of(self.core, self.core.compare("==", kept, one))

    def size(self, rule: Expression) -> Size:
        """Work out what a rule may come to, and that no part of it may pass 64 bits.

        Raises:
            UnwritableError: One may.
        """
        return self._of(rule, rule)

    def _of(self, node: Expression, rule: Expression) -> Size:
        inner = [self._of(part, rule) for part in parts(node)]
        match node:
            case Constant(int() as value) if type(value) is int:
                found = value, value
            case Name(name):
                found = self.sizes[name]
            case Negative():
                found = -inner[0][1], -inner[0][0]
            case Conditional():
                found = min(inner[1][0], inner[2][0]), max(inner[1][1], inner[2][1])
            case Arithmetic(operator):
                found = _computed(operator, *inner)
            case _:
                found = 0, 1  # a truth
        if max(map(abs, found)) > LIMIT:
            raise UnwritableError("too-large-numbers", names(rule))
        return found


def _computed(operator: str, left: Size, right: Size) -> Size:
    """Give what a sum, a difference, a product or a whole quotient may come to."""
    match operator:
        case "+":
            return left[0] + right[0], left[1] + right[1]
        case "-":
            return left[0] - right[1], left[1] - right[0]
        case "*":
            corners = [one * two for one in left for two in right]
            return min(corners), max(corners)
        case _:
            # Of numbers below 0 nothing is divided, and nothing by one below 1.
            return 0, max(left[1], 0) // max(right[0], 1)


def size_of(variable: Variable, signature: Signature) -> Size:
    """Give what a variable of a rule may come to.

    Examples:
        >>> size_of(Variable(indicator="funds", parts=("least",), scale=100), Signature.number(
        ...     maximum=1000, places=2
        ... ))
        (0, 100000)
    """
    if variable.truth:
        return -1, 1
    if variable.codes:
        return -1, max(variable.codes.values())
    match variable.parts[-1]:
        case "sure":
            return 0, 1
        case "whole":
            return 0, signature.denominator
        case "part":
            least = -signature.numerator if signature.minimum < 0 else 0
            return least, signature.numerator
        case _:
            ends = signature.minimum * variable.scale, signature.maximum * variable.scale
            return min(0, ends[0].__floor__()), max(0, ends[1].__ceil__())
