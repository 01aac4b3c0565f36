"""What rules may know of an indicator that is a number: its range and its size."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from attrs import evolve

from civil_village.indicators.derived import Derived
from civil_village.indicators.subjects import AMOUNT_PLACES, ROWS
from civil_village.labels import Label
from civil_village.quantities import LARGEST, Rounding
from civil_village.rules import Signature
from civil_village.surveys import SHEETS


def ratio(
    parts: tuple[Signature, ...],
    derive: Derived | None,
    *,
    may_exceed: bool,
    label: Label,
) -> Signature:
    """Size a ratio by its part and whole, or by how many rows it can be a share of."""
    numerator = denominator = LARGEST * 10**AMOUNT_PLACES
    if parts:
        part, whole = parts
        numerator = part.numerator * whole.denominator
        # Of a whole that is always 0 there is no share; still no denominator is 0.
        denominator = max(1, whole.numerator) * part.denominator
    elif derive is not None and derive.share is not None:
        numerator = denominator = ROWS
    elif derive is not None and derive.survey is not None:
        numerator = denominator = _survey_size(derive)
    return Signature(
        type="number",
        maximum=Fraction(LARGEST if may_exceed else 1),
        numerator=numerator,
        denominator=denominator,
        static=False,
        share=not may_exceed,
        partial=True,
        label=label,
    )


def _survey_size(derive: Derived) -> int:
    """Bound the denominator of a survey's share: its sheets, the weights, and the strata."""
    strata = max(1, len(derive.strata))
    # The sheets of all strata together are bounded, so their product is largest in equal parts.
    size = int((SHEETS // strata) ** strata)
    for weights in (derive.answers, derive.strata):
        size *= lcm(*(weight.denominator for weight in weights.values()))
    return size


def aggregated(
    kind: Signature,
    derive: Derived,
    names: Mapping[str, Signature],
    *,
    least_declared: bool,
    most_declared: bool,
) -> Signature:
    """Bound a derived number by how many rows there can be."""
    if derive.how in ("count", "events", "survey"):
        maximum = min(kind.maximum, Fraction(ROWS))
        return evolve(kind, maximum=maximum, numerator=int(maximum))
    of = derive.of.signature(names)
    if of is None:
        return kind
    if derive.how == "sum":  # may be as fine, and as far below zero, as what is added up
        low = max(of.minimum * ROWS, Fraction(-LARGEST))
        low = kind.minimum if least_declared else low
        scale = lcm(kind.denominator, of.denominator)
        size = (max(abs(low), abs(kind.maximum)) * scale).__ceil__()
        return evolve(kind, minimum=low, numerator=size, denominator=scale, static=of.static)
    low, high = max(kind.minimum, of.minimum), min(kind.maximum, of.maximum)
    static = of.static and derive.how != "mean"
    # Its declared ends must be among its values, however coarse those of the rows are.
    finer = static and (least_declared or most_declared)
    scale = lcm(kind.denominator, of.denominator) if finer else of.denominator
    rows = ROWS if derive.how == "mean" else 1
    return evolve(
        kind,
        minimum=low if least_declared else of.minimum,
        maximum=high,
        numerator=of.numerator * (scale // of.denominator) * rows,
        denominator=scale * rows,
        static=static,
        partial=True,
    )


def rounded(kind: Signature, rounding: Rounding) -> Signature:
    """Give a number the step of its rounding."""
    scale = Fraction(rounding.step).denominator
    size = (max(abs(kind.minimum), abs(kind.maximum)) * scale).__ceil__() + scale
    kind = evolve(kind, numerator=size, denominator=scale, static=True)
    if any(rounding.problems()):
        return kind
    low, high = map(rounding.of, (kind.minimum, kind.maximum))
    return evolve(kind, minimum=Fraction(low), maximum=Fraction(high))
