"""What a test asks of an expression that has no value."""

import pytest

from civil_village.problems import DocumentError
from civil_village.rules.cel import REFUSED, EvaluationError, evaluate


def problem(text, values=None, **options):
    """Give the one problem of an expression that has no value."""
    with pytest.raises(DocumentError) as caught:
        evaluate(text, values, **options)
    (found,) = caught.value.problems
    # Logic decides beside what goes wrong, and never beside what is refused.
    assert not (found.code in REFUSED and isinstance(caught.value, EvaluationError))
    return found


def code(text, values=None, **options):
    """Give the code of what is wrong with an expression."""
    return problem(text, values, **options).code


def part(text, values=None, **options):
    """Give code and place of what is wrong with an expression: the part that is pointed at."""
    found = problem(text, values, **options)
    return found.code, text[found.excerpt.start : found.excerpt.end]
