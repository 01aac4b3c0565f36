"""Needs (差距): what is still needed for a rule to hold, where it is simple.

A rule is simple where it compares one indicator with a number, asks for a truth or for
one of several choices, or joins such conditions by and.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from attrs import evolve, field

from civil_village.exact_numbers import published
from civil_village.facts import Facts, FactValue
from civil_village.indicators import PLURALS, ROWS, Indicator
from civil_village.labels import named
from civil_village.mappings import as_tuple
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.quantities.ratios import Ratio
from civil_village.requirements.model import Requirement
from civil_village.rules import Rule, Unknown, Value, number_bounds
from civil_village.rules.core import OPPOSITE
from civil_village.rules.interpreter import compare
from civil_village.rules.signatures import MIRROR, Signature
from civil_village.rules.syntax import (
    Compare,
    Constant,
    Expression,
    Logic,
    Membership,
    Name,
    Not,
)

#: ``more`` and ``fewer`` than there are now, ``some`` where there is nothing, ``true``, ``false``,
#: ``one-of`` some choices, ``known`` at all, or ``nothing`` where no value is enough.
NeedKind = Literal["more", "fewer", "some", "true", "false", "one-of", "known", "nothing"]


@model(kw_only=True)
class Need(Shown):
    """What one condition of a requirement still needs (差距).

    Attributes:
        path: Path of the requirement; empty for a rule that stands by itself.
        indicator: The indicator that the condition is about.
        kind: ``more`` or ``fewer`` than there are now, ``some`` where there is nothing, ``true``,
            ``false``, ``one-of`` some choices, ``known`` at all, or ``nothing`` where no value is
            enough.
        amount: How much more or fewer: the least that is enough; ``None`` for what is no number.
        beyond: Whether the amount itself is not enough, but whatever is beyond it: there is no
            least.
        of: Of what: the part of a ratio, or the members that it is a share of; else the indicator.
        choices: The choices that would do.

    Examples:
        >>> need = Need(path="work.meets", indicator="meetings", kind="more", amount=Decimal(2))
        >>> need.message({}).text("en")
        'meetings: 2 more'
    """

    path: str
    indicator: str
    kind: NeedKind
    amount: Decimal | Fraction | None = None
    beyond: bool = False
    of: str | None = None
    choices: tuple[str, ...] = field(default=(), converter=as_tuple)

    def message(self, labelled: Mapping[str, Any]) -> Message:
        """Say it, with the labels of indicators, or of what else a rule reads."""
        of: Any = self.of
        if self.of in PLURALS.values():
            of = Message(f"rows.{self.of}")
        elif self.of is not None:
            of = named(labelled.get(self.of), self.of)
        amount: Any = self.amount
        measure = getattr(labelled.get(self.indicator), "measure", None)
        if of is None and self.amount is not None and measure is not None:
            amount = measure(self.amount)
        name = named(labelled.get(self.indicator), self.indicator)
        if self.kind == "some":
            return Message("need.some", name=name)
        key = f"need.{self.kind}" + ".beyond" * self.beyond + ".of" * (of is not None)
        return Message(key, name=name, amount=amount, of=of, choices=self.choices)


#: One condition: an indicator, a comparison or ``in``, and what it is compared with.
_Condition = tuple[str, str, Any]


def simple_conditions(part: Expression, *, denied: bool = False) -> list[_Condition] | None:
    """Give the simple conditions that must all hold; ``None`` where there are others."""
    match part:
        case Not(operand):
            return simple_conditions(operand, denied=not denied)
        case Name(name):
            return [(name, "==", not denied)]
        case Logic(operator, operands) if (operator == "&&") is not denied:
            inner = [simple_conditions(operand, denied=denied) for operand in operands]
            if any(conditions is None for conditions in inner):
                return None
            return [condition for conditions in inner if conditions for condition in conditions]
        case Compare(sign, Name(name), Constant(value)):
            return [(name, OPPOSITE[sign] if denied else sign, value)]
        case Compare(sign, Constant(value), Name(name)):
            return [(name, OPPOSITE[MIRROR[sign]] if denied else MIRROR[sign], value)]
        case Membership(Name(name), options):
            return [(name, "not in" if denied else "in", tuple(o.value for o in options))]
        case _:
            return None


@model(kw_only=True)
class Seeker(Shown):
    """Looks for what rules still need, by the values of what they read."""

    scope: Mapping[str, Value]
    signatures: Mapping[str, Signature]
    #: Facts as they were reported, and their indicators: shares are told by their parts.
    facts: Mapping[str, FactValue] = field(factory=dict)
    indicators: Mapping[str, Indicator] = field(factory=dict)

    @classmethod
    def on(
        cls,
        facts: Facts,
        indicators: Mapping[str, Indicator],
        signatures: Mapping[str, Signature],
    ) -> Seeker:
        """Look at the facts of one subject, which have these indicators."""
        found, scope = facts.values, facts.scope()
        return cls(scope=scope, signatures=signatures, facts=found, indicators=indicators)

    def needs(self, path: str, requirement: Requirement) -> tuple[Need, ...]:
        """Say what one requirement still needs."""
        rule, applies = requirement.rule, requirement.applies
        if rule is None or (applies is not None and applies.value(self.scope).value is False):
            return ()
        return self.of_rule(rule, path)

    def of_rule(self, rule: Rule, path: str = "") -> tuple[Need, ...]:
        """Say what a rule still needs to hold; nothing of one that is not simple."""
        found = []
        for name, sign, wanted in simple_conditions(rule.expression) or ():
            need = self.gap(name, sign, wanted)
            if need is not None:
                found.append(evolve(need, path=path, indicator=name))
        return tuple(found)

    def told(self, needs: Iterable[Need]) -> Iterator[Message]:
        """Say what is still needed: what must be done or must be there, then the rest."""
        kinds: dict[str, list[Any]] = {"true": [], "some": [], "other": []}
        for need in needs:
            if need.kind in ("true", "some"):
                kinds[need.kind].append(named(self.indicators.get(need.indicator), need.indicator))
            else:
                kinds["other"].append(need.message(self.indicators))
        for kind, said in kinds.items():
            if said:
                key = "explain.needed" if kind == "other" else f"explain.needed.{kind}"
                yield Message(key, needs=tuple(said))

    def gap(self, name: str, sign: str, wanted: Any) -> Need | None:
        """Say what one condition still needs; ``None`` where it holds or nothing is nearest."""
        value = self.scope[name]
        match self.signatures[name].type:
            case "truth":
                return _truth_gap(sign, wanted, value)
            case "choice":
                return _choice_gap(sign, wanted, value, self.signatures[name].choices)
            case _ if sign in ("in", "not in"):
                return None
            case _:
                return self.number_gap(name, sign, Fraction(wanted))

    def number_gap(self, name: str, sign: str, wanted: Fraction) -> Need | None:
        """Say how much more, or fewer, a comparison with a number still needs."""
        value, fact = self.scope[name], self.facts.get(name)
        holds = compare(sign, value, wanted)
        if holds is True or (holds is False and sign == "!="):
            return None
        # Of what surely fails although it is not known, the nearer end counts.
        least, greatest, _ = number_bounds(value)
        more = sign in (">", ">=") or (sign == "==" and greatest < wanted)
        now, of, range_ = greatest if more else least, None, self.range_of(name)
        if isinstance(fact, Ratio) and fact.whole:
            of = _counted(self.indicators[name])
        if isinstance(fact, Ratio) and of is not None:
            now, whole = Fraction(fact.part), Fraction(fact.whole)
            wanted, range_ = wanted * whole, self.range_of(of)
            if not self.indicators[name].may_exceed:
                range_ = evolve(range_, greatest=min(range_.greatest, whole))
        target = range_.nearest(sign, wanted)
        if target is None:
            return _need("nothing")
        if isinstance(value, Unknown) and holds is not False:
            return _need("known")
        amount, beyond = published(abs(target - now)), sign in (">", "<") and target == wanted
        kind: NeedKind = "more" if more else "fewer"
        if sign == ">" and wanted == now == 0 and self.is_amount(name):
            kind = "some"
        return _need(kind, amount=amount, beyond=beyond, of=of)

    def is_amount(self, name: str) -> bool:
        """Tell whether an indicator is an amount, of which people say that there is some."""
        return name in self.indicators and self.indicators[name].value == "amount"

    def range_of(self, name: str) -> _Range:
        """Say which numbers an indicator can be, or how many members there can be."""
        if name not in self.signatures:
            return _Range(Fraction(1), Fraction(0), Fraction(ROWS))
        signature, indicator = self.signatures[name], self.indicators.get(name)
        rounding = None if indicator is None else indicator.round
        step = signature.step if rounding is None else Fraction(rounding.step)
        return _Range(step, signature.minimum, signature.maximum)


@model
class _Range(Shown):
    """The numbers that something can be: those of a step, or all between two ends."""

    step: Fraction | None
    least: Fraction
    greatest: Fraction

    def nearest(self, sign: str, wanted: Fraction) -> Fraction | None:
        """Give the first number for which a comparison holds; ``None`` where there is none.

        Without steps no number is the first beyond the wanted one: then that one is given.
        """
        target = wanted
        if self.step is not None:
            steps = wanted / self.step
            match sign:
                case ">=":
                    steps = Fraction(steps.__ceil__())
                case ">":
                    steps = Fraction(steps.__floor__() + 1)
                case "<=":
                    steps = Fraction(steps.__floor__())
                case "<":
                    steps = Fraction(steps.__ceil__() - 1)
                case _ if steps.denominator != 1:
                    return None
            target = steps * self.step
        if sign in ("<", "<="):
            target = min(target, self.greatest)
        elif sign in (">", ">="):
            target = max(target, self.least)
        end = {"<": self.least, ">": self.greatest}.get(sign)
        beyond = target == wanted == end
        return target if self.least <= target <= self.greatest and not beyond else None


def _need(kind: NeedKind, **changes: Any) -> Need:
    return Need(path="", indicator="", kind=kind, **changes)


def _truth_gap(sign: str, wanted: Any, value: Value) -> Need | None:
    options = set(wanted) if isinstance(wanted, tuple) else {wanted}
    good = options if sign in ("==", "in") else {True, False} - options
    if not good:
        return _need("nothing")
    if len(good) != 1 or value in good:
        return None
    if isinstance(value, Unknown):
        return _need("known")
    return _need("true" if True in good else "false")


def _choice_gap(sign: str, wanted: Any, value: Value, choices: tuple[str, ...]) -> Need | None:
    named = wanted if isinstance(wanted, tuple) else (wanted,)
    good = tuple(c for c in choices if (c in named) is (sign in ("==", "in")))
    if not good:
        return _need("nothing")
    if isinstance(value, Unknown):
        return _need("known")
    return None if value in good else _need("one-of", choices=good)


def _counted(indicator: Indicator) -> str | None:
    """Name what the part of a ratio counts, where that has a name."""
    if indicator.of is not None:
        return indicator.of[0]
    rows = None if indicator.derive is None else indicator.derive.rows
    return None if rows is None else PLURALS[rows]
