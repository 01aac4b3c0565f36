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
from civil_village.indicators import EventCount, ShareOf
from civil_village.models import Model
from civil_village.problems import DocumentError
from civil_village.type_fitting import fit_of
from civil_village.values import field_types
from civil_village.written_forms import form_of
from tests.drawn.by_name import drawn
from tests.public_names import VALUES

MODELS = [
    model
    for name, model in VALUES.items()
    if isinstance(model, type) and has(model) and issubclass(model, Model)
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
    first = settings(
        max_examples=1,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    return find(drawn(model), lambda made: True, settings=first)


def fits(model, attribute, value):
    """Tell whether a value is one of a field's type, whatever else is wrong with it."""
    value = value if attribute.converter is None else attribute.converter(value)
    sure, take = fit_of(field_types(model)[attribute.name])
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
                assert starts == {(key,)} or fits(type(sound), attribute, value), (name, value)
                assert all(map(error.text, ("zh", "en")))  # noqa: PT017 - one of two ends
            else:
                assert read_back(made) == made, (name, value)
                assert isinstance(hash(made), int)


RULE = cv.Rule("insured")


@pytest.mark.parametrize(
    ("made", "path", "expected"),
    [
        (lambda: cv.standards.ByScore(best="max"), "best", "one of high, low"),
        (
            lambda: cv.standards.PointsShort(of=RULE, target=0.9, lose=1, count="floor"),
            "count",
            "one of whole, started, continuous",
        ),
        (lambda: ShareOf(share=RULE, blank="zero"), "blank", "one of unknown, exclude, no"),
        (
            lambda: cv.Indicator(label="参保", value="bool"),
            "value",
            "one of truth, count, amount, ratio, choice, text, date",
        ),
        (
            lambda: cv.bundled("anle.standard").replaced(missing="failed"),
            "missing",
            "one of open, unmet",
        ),
        (lambda: cv.Village(id="v", label=5), "label", "a value of the class Label"),
        (lambda: cv.Rule(5), "", 'a rule in quotes, such as "meetings >= 3"'),
    ],
    ids=["best", "count", "blank", "value", "missing", "label", "rule"],
)
def test_a_word_of_a_closed_list_and_the_class_of_a_value_are_checked_in_python(
    made, path, expected
):
    with pytest.raises(DocumentError) as caught:
        made()
    (problem,) = caught.value.problems
    assert (problem.code, ".".join(map(str, problem.path))) == ("wrong-type", path)
    assert problem.expected.text("en") == expected


def test_an_instant_is_no_day_for_it_has_another_in_each_time_zone():
    with pytest.raises(DocumentError) as caught:
        cv.Event(id="e1", kind="visit", on=datetime(2024, 5, 1, tzinfo=UTC))
    assert [(p.code, p.path) for p in caught.value.problems] == [("not-a-date", ("on",))]


def test_plain_data_is_no_model_and_the_call_that_reads_it_is_named():
    with pytest.raises(DocumentError) as caught:
        cv.Village(id="v", households=[{"id": "h1"}])
    (problem,) = caught.value.problems
    assert problem.path == ("households", 0)
    assert problem.hint.text("en") == "read plain data with civil_village.read(…, Household)"


def test_texts_are_taken_for_days_rules_spans_and_labels_and_names_for_scorers():
    assert cv.Event(id="e1", kind="visit", on="2024-05-01").on == date(2024, 5, 1)
    assert cv.Event(id="e1", kind="visit", on="2024-05").on == cv.calendar.VagueDate("2024-05")
    assert cv.Requirement(id="r", rule="a > 1").rule == cv.Rule("a > 1")
    assert EventCount(events="visit", within="1 year").within == cv.calendar.Span(1, "year")
    assert cv.Indicator(label="参保", value="truth").label == cv.Label("参保")
    asked = [cv.Requirement(id="r", rule="a")]
    made = cv.Criterion(id="c", points=1, grade="all", requirements=asked)
    assert made.grade == cv.standards.All()


@pytest.mark.parametrize(
    ("name", "problems"),
    [
        ("al", [("unknown-name", "grade")]),
        (
            "points_short",
            [("missing-key", "of"), ("missing-key", "target"), ("missing-key", "lose")],
        ),
    ],
)
def test_the_name_of_no_grading_or_of_one_that_needs_more_is_refused(name, problems):
    with pytest.raises(DocumentError) as caught:
        cv.Criterion(id="c", points=1, grade=name)
    assert [(p.code, p.path[-1]) for p in caught.value.problems] == problems
    assert {p.path[0] for p in caught.value.problems} == {"grade"}


def test_all_values_that_fit_no_field_are_told_at_once():
    with pytest.raises(DocumentError) as caught:
        cv.Village(id=5, label=5, values=5, households=[5])
    assert [p.path for p in caught.value.problems] == [
        ("id",),
        ("label",),
        ("values",),
        ("households", 0),
    ]
