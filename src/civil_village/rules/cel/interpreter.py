"""The interpreter: what an expression is worth with the values that are handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any, assert_never

from attrs import define, evolve, field

from civil_village.messages import Message
from civil_village.problems import nearest
from civil_village.rules.cel.failures import EvaluationError, Failure, outside
from civil_village.rules.cel.functions import function, outside_name
from civil_village.rules.cel.macros import Truth, decided, exactly_one, gathered
from civil_village.rules.cel.operators import (
    CHARACTERS,
    compute,
    contained,
    equal,
    indexed,
    made_map,
    negated,
    no_overload,
    ordered,
    selected,
)
from civil_village.rules.cel.parser import parse
from civil_village.rules.cel.syntax import (
    Call,
    Contained,
    Index,
    ListOf,
    Macro,
    MapOf,
    Node,
    Null,
    Select,
    dotted_name,
)
from civil_village.rules.cel.values import TYPES, Map, Value, from_python, to_python
from civil_village.rules.syntax import (
    Arithmetic,
    Compare,
    Conditional,
    Constant,
    Logic,
    Membership,
    Name,
    Negative,
    Not,
)
from civil_village.rules.values import Unknown, united

#: Steps of one evaluation. A step is a part of the expression that is worked out, an item that
#: is handed in, handed out, copied or compared, or a few characters of a text.
STEPS = 250_000
#: As long as this takes what goes wrong, beside which logic can go on.
FAILURE = 16

#: Values of the variables of macros.
Variables = Mapping[str, Value]


def evaluate(text: str, values: Mapping[str, Any] | None = None, *, steps: int = STEPS) -> Any:
    """Work out an expression of the Common Expression Language, outside of documents (求值).

    Args:
        text: The expression.
        values: What its names stand for: truths, whole numbers, exact numbers, texts, ``None``,
            lists and mappings of these, `Unknown` for what is not known, and an
            `EvaluationError` for what could not be made. A name can have dots in it.
        steps: Most steps that it may take. Expressions can come from strangers.

    Returns:
        The value. Doubles are given as ``Decimal`` (as ``Fraction`` where their digits do not
        end), lists as tuples, and what cannot be decided without more facts as `Unknown`.

    Raises:
        EvaluationError: It goes wrong with these values, as by a division by zero.
        DocumentError: It is no expression, it uses what is refused (a code in `REFUSED`), it
            takes too many steps, or what was handed in is no value.

    Examples:
        >>> evaluate("villages.filter(v, v.insured / v.residents >= 0.9).map(v, v.name)", {
        ...     "villages": [
        ...         {"name": "anle", "insured": 92.0, "residents": 100.0},
        ...         {"name": "heping", "insured": 89.0, "residents": 100.0},
        ...     ]
        ... })
        ('anle',)
        >>> evaluate("0.1 + 0.2 == 0.3"), evaluate("7 / 2"), evaluate("7.0 / 2.0")
        (True, 3, Decimal('3.5'))

    Source:
        Common Expression Language specification; numbers are exact here.
    """
    run = _Run(text, values or {}, steps)
    try:
        return to_python(run.value(parse(text), {}), run.spend)
    except Failure as failure:
        raise failure.placed(text, (0, len(text))) from None
    except EvaluationError as error:
        raise _advised(error, run.given) from None


def _advised(error: EvaluationError, names: Iterable[str]) -> EvaluationError:
    """Offer what is nearest to an unknown name: only here, since logic often goes on beside one."""
    return EvaluationError(
        evolve(problem, hint=nearest(place.text[place.start : place.end], names))
        if problem.code == "unknown-name" and (place := problem.excerpt)
        else problem
        for problem in error.problems
    )


@define
class _Run:
    """Where one evaluation stands."""

    text: str
    given: Mapping[str, Any]
    steps: int
    left: int = field(init=False)
    #: Values that were asked for, as they are inside.
    known: dict[str, Value] = field(init=False, factory=dict)
    #: Whether a name with dots has a value.
    dotted: bool = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.left = self.steps
        self.dotted = any("." in str(name) for name in self.given)

    def spend(self, steps: int) -> None:
        """Count work."""
        self.left -= steps
        if self.left < 0:
            expected = Message("expected.cel-steps", most=self.steps)
            raise Failure("cel-too-much-work", expected=expected, absorbed=False)

    def value(self, node: Node, variables: Variables) -> Value:
        """Work out a part; what goes wrong gets its place here."""
        try:
            self.spend(1)
            return self.worth(node, variables)
        except Failure as failure:
            self.left -= FAILURE
            raise failure.placed(self.text, node.span) from None

    def truth(self, node: Node, variables: Variables) -> bool | Unknown:
        """Work out a part that must be a truth."""
        value = self.value(node, variables)
        if isinstance(value, bool | Unknown):
            return value
        raise no_overload(value).placed(self.text, node.span)

    def worth(self, node: Node, variables: Variables) -> Value:
        """Work out a part by what it is."""
        match node:
            case Constant():
                return Fraction(node.value) if isinstance(node.value, Decimal) else node.value
            case Null():
                return None
            case Name():
                return self.named(node.id, variables)
            case Select():
                return self.select(node, variables)
            case Logic():
                truths = (partial(self.truth, operand, variables) for operand in node.operands)
                return decided(truths, decisive=node.operator == "||")
            case Not():
                value = self.truth(node.operand, variables)
                return value if isinstance(value, Unknown) else not value
            case Conditional():
                value = self.truth(node.condition, variables)
                if isinstance(value, Unknown):
                    return value
                return self.value(node.then if value else node.otherwise, variables)
            case Macro():
                return self.macro(node, variables)
            case Call():
                target = () if node.target is None else (node.target,)
                found = function(
                    node.function, len(target) + len(node.arguments), method=bool(target)
                )
                return self.strict(found, variables, *target, *node.arguments)
            case Compare():
                return self.compare(node, variables)
            case Arithmetic():
                found = partial(compute, node.operator, spend=self.spend)
                return self.strict(found, variables, node.left, node.right)
            case Negative():
                return self.strict(negated, variables, node.operand)
            case Index():
                return self.strict(indexed, variables, node.operand, node.key)
            case Contained():
                found = partial(contained, spend=self.spend)
                return self.strict(found, variables, node.item, node.holder)
            case ListOf():
                return self.strict(lambda *items: items, variables, *node.items)
            case MapOf():
                return self.strict(_map, variables, *node.items)
            case Membership():
                raise AssertionError  # the parser makes `Contained`
            case _:
                assert_never(node)

    def strict(self, apply: Callable[..., Value], variables: Variables, *nodes: Node) -> Value:
        """Apply a function to values, all of which must be known."""
        values = [self.value(node, variables) for node in nodes]
        if missing := united(value for value in values if isinstance(value, Unknown)):
            return Unknown(missing)
        self.spend(sum(len(value) for value in values if isinstance(value, str)) // CHARACTERS)
        return apply(*values)

    def compare(self, node: Compare, variables: Variables) -> Value:
        """Work out a comparison."""
        if node.operator not in {"==", "!="}:
            found = partial(ordered, node.operator, spend=self.spend)
            return self.strict(found, variables, node.left, node.right)
        same = self.strict(partial(equal, spend=self.spend), variables, node.left, node.right)
        return same if isinstance(same, Unknown) else same is (node.operator == "==")

    def named(self, name: str, variables: Variables) -> Value:
        """Look up a name: variables of macros, what was handed in, types."""
        if name in variables:
            return variables[name]
        name = name.removeprefix(".")
        if name in self.given:
            if name not in self.known:
                self.known[name] = from_python(self.given[name], self.spend, (name,))
            return self.known[name]
        if name in TYPES:
            return TYPES[name]
        if code := outside_name(name):
            raise outside(code)
        raise Failure("unknown-name")

    def select(self, node: Select, variables: Variables) -> Value:
        """Work out a field: the longest name with dots that has a value comes first."""
        if self.dotted and (name := dotted_name(node)):
            name = name.removeprefix(".") if name.split(".")[0] not in variables else ""
            if name in self.given:
                return self.named(f".{name}", variables)
        found = partial(selected, field=node.field, tested=node.tested)
        return self.strict(found, variables, node.operand)

    def macro(self, node: Macro, variables: Variables) -> Value:
        """Go over the items of a list or the keys of a map."""
        over = self.value(node.over, variables)
        if isinstance(over, Unknown):
            return over
        if not isinstance(over, tuple | Map):
            raise no_overload(over)

        def truths(body: Node) -> Iterator[Truth]:
            return (partial(self.truth, body, {**variables, node.variable: item}) for item in over)

        match node.name:
            case "all" | "exists":
                return decided(truths(node.body), decisive=node.name == "exists")
            case "exists_one":
                return exactly_one(truths(node.body))
            case "filter":
                return gathered(zip(truths(node.body), map(_constantly, over), strict=True))
            case "map":
                worths = (
                    partial(self.value, node.body, {**variables, node.variable: item})
                    for item in over
                )
                if node.condition is None:
                    return gathered((None, worth) for worth in worths)
                return gathered(zip(truths(node.condition), worths, strict=True))
            case _:
                assert_never(node.name)


def _constantly(item: Value) -> Callable[[], Value]:
    return lambda: item


def _map(*items: Value) -> Map:
    return made_map(items[::2], items[1::2])
