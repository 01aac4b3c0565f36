"""The logic of truths, and the macros that go over a list or the keys of a map (宏).

One truth can decide, whatever went wrong or is not known beside it: false for ``&&`` and
``all``, true for ``||`` and ``exists``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from civil_village.rules.cel.failures import EvaluationError
from civil_village.rules.cel.values import Value
from civil_village.rules.values import Unknown, united

#: Works something out: an operand, or the body of a macro for one item.
Worth = Callable[[], Value]
Truth = Callable[[], bool | Unknown]


def decided(truths: Iterable[Truth], *, decisive: bool) -> bool | Unknown:
    """Join truths: one that is decisive decides; else what is not known; else what went wrong.

    Args:
        truths: Each works out one truth.
        decisive: ``False`` for "and", ``True`` for "or".

    Raises:
        EvaluationError: The first that was met, where nothing else decides.
    """
    errors: list[EvaluationError] = []
    unknown: list[Unknown] = []
    for truth in truths:
        try:
            value = truth()
        except EvaluationError as error:
            errors = errors or [error]
            continue
        if value is decisive:
            return decisive
        if isinstance(value, Unknown):
            unknown.append(value)
    if unknown:
        return Unknown(united(unknown))
    if errors:
        raise errors[0]
    return not decisive


def exactly_one(truths: Iterable[Truth]) -> bool | Unknown:
    """Say whether one truth holds and no other; whatever goes wrong is an error."""
    values = [truth() for truth in truths]
    unknown = [value for value in values if isinstance(value, Unknown)]
    count = values.count(True)
    return Unknown(united(unknown)) if unknown and count <= 1 else count == 1


def gathered(kept: Iterable[tuple[Truth | None, Worth]]) -> Value:
    """List what is worked out for each item whose condition holds.

    Args:
        kept: For each item its condition, where there is one, and what to work out.
    """
    values: list[Value] = []
    for condition, worth in kept:
        held = condition is None or condition()
        if held is not False:
            values.append(held if isinstance(held, Unknown) else worth())
    unknown = [value for value in values if isinstance(value, Unknown)]
    return Unknown(united(unknown)) if unknown else tuple(values)
