"""A model that exists is valid, also where Python code made it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve, fields, has
from hypothesis import HealthCheck, Phase, find, settings

import civil_village as cv
from civil_village.canonical import plain
from civil_village.documents.conversion import structure
from civil_village.forms import form_of
from civil_village.models import Model, fit_of
from civil_village.problems import DocumentError
from civil_village.testing import strategy_of

MODELS = [
    model
    for name in cv.__all__
    if isinstance(model := getattr(cv, name), type) and has(model) and issubclass(model, Model)
]
#: One wrong value of each kind, or one that the field takes.
VALUES = {
    "number": 5,
    "decimal": Decimal("0.123456789"),
    "fraction": Fraction(-1, 3),
    "text": "a word",
    "nothing": None,
    "list": [5],
    "texts": ["x", "x"],
    "dict": {"id": "h1"},
    "day": date(2024, 5, 1),
    "instant": datetime(2024, 5, 1, 12, tzinfo=UTC),
    "nan": float("nan"),
    "nan_decimal": Decimal("NaN"),
    "truth": True,
    "class": object,
}


def some(model):
    """Give one model of a class."""
    once = settings(
        max_examples=1,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    return find(strategy_of(model), lambda _: True, settings=once)


def fits(attribute, value):
    """Tell whether a value is one of a field's type, whatever else is wrong with it."""
    value = value if attribute.converter is None else attribute.converter(value)
    sure, take = fit_of(attribute.type)
    if type(value) not in sure:
        try:
            take(value)
        except DocumentError:
            return False
    return True


def read_back(made):
    """Write a model as documents do, and read that."""
    written = plain(made)
    if form_of(type(made)).named:
        written = {} if isinstance(written, str) else written[made.name]
    return structure(written, type(made))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_whatever_a_field_is_given_is_refused_there_or_can_be_written_and_read(model):
    sound = some(model)
    for attribute in fields(type(sound)):
        if not attribute.init:
            continue
        name, key = attribute.alias, attribute.name.rstrip("_")
        for value in VALUES.values():
            try:
                made = evolve(sound, **{name: value})
            except DocumentError as error:
                starts = {problem.path[:1] for problem in error.problems}
                assert starts == {(key,)} or fits(attribute, value), (name, value)
                assert all(map(error.text, ("zh", "en")))  # noqa: PT017 - one of two ends
            else:
                assert read_back(made) == made, (name, value)
                assert isinstance(hash(made), int)
