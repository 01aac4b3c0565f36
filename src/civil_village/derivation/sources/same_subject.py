"""What follows from a subject's own facts: rules, growth, days between, needed numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from civil_village.exact_numbers import published
from civil_village.facts import FactValue, rule_value
from civil_village.indicators import Needed, ValueType
from civil_village.quantities.rounding import Rounding
from civil_village.rules import Missing, Rule, Signature, Unknown, Value, number_bounds, united


def ruled(rule: Rule, scope: Mapping[str, Value], kind: ValueType) -> FactValue:
    """Work out a rule as a fact of a type of value."""
    return _fact(rule.value(scope).value, kind)


def _fact(value: Value, kind: ValueType) -> FactValue:
    if not isinstance(value, Fraction):
        return value
    number = published(value)
    return int(number) if kind == "count" else number


def needed(derive: Needed, scope: Mapping[str, Value]) -> FactValue:
    """Divide a number by ``per``, and round it to a whole one."""
    value = derive.needed.value(scope).value
    least, greatest, sure = number_bounds(value)
    whole = Rounding(step=1, mode=derive.round)
    low, high = (int(whole.of(end / Fraction(derive.per))) for end in (least, greatest))
    if sure and low == high:
        return low
    return Unknown(united((value,)), Fraction(low), Fraction(high), sure)


def days_between(first: FactValue, last: FactValue, signature: Signature) -> FactValue:
    """Give how many days the second date is later than the first."""
    if isinstance(first, date) and isinstance(last, date):
        return last.toordinal() - first.toordinal()
    open_ = [value for value in (first, last) if isinstance(value, Unknown)]
    sure = all(value.sure for value in open_)
    return Unknown(united(open_), signature.minimum, signature.maximum, sure)


def growth(
    name: str, now: FactValue, before: FactValue, signature: Signature, *, points: bool
) -> FactValue:
    """Give (now − before) ÷ before, or for shares the difference, with what is proved of it."""
    values = [rule_value(name, value) for value in (now, before)]
    (low, high, now_sure), (least, greatest, base_sure) = map(number_bounds, values)
    missing = united(values)
    if points:
        ends = [low - greatest, high - least]
    elif least <= 0 <= greatest:
        missing = missing if greatest > least else (Missing("no-value", name), *missing)
        return Unknown(missing, signature.minimum, signature.maximum, sure=False)
    else:
        ends = [end / base - 1 for end in (low, high) for base in (least, greatest)]
    sure = now_sure and base_sure
    if sure and min(ends) == max(ends):
        return published(ends[0])
    return Unknown(missing, min(ends), max(ends), sure)
