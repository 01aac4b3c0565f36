"""A program's own classes that hold models: cattrs reads and writes them as documents do."""

import pytest
from attrs import field, frozen, make_class
from cattrs import (
    BaseConverter,
    BaseValidationError,
    Converter,
    ForbiddenExtraKeysError,
    GenConverter,
    transform_error,
)
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village import testing
from civil_village.canonical import plain
from civil_village.documents import problems_of, use_models
from tests.drawn.results import results
from tests.profiles import whole_documents


@frozen
class Visit:
    """What a program may keep."""

    title: cv.Label
    homes: list[cv.Household] = field(factory=list)
    rules: dict[str, cv.Rule] = field(factory=dict)
    share: cv.Ratio | None = None
    hours: int = 1


def knowing_models(kind=Converter, **options):
    converter = kind(**options)
    use_models(converter)
    return converter


def error_of(converter, value, kind):
    with pytest.raises((cv.DocumentError, BaseValidationError)) as caught:
        converter.structure(value, kind)
    return caught.value


def told_of(error):
    return [(problem.code, problem.path) for problem in problems_of(error)]


def holding(kind):
    """Give a class with one field."""
    return make_class("Holder", {"held": field(type=kind)})


#: `GenConverter` is an older name of `Converter`.
CONVERTERS = {
    f"{kind.__name__}-{'detailed' if detailed else 'brief'}": knowing_models(
        kind, detailed_validation=detailed
    )
    for kind in (BaseConverter, Converter, GenConverter)
    for detailed in (True, False)
}
every_converter = pytest.mark.parametrize("converter", CONVERTERS.values(), ids=CONVERTERS)


RULES = st.sampled_from(["meetings >= 3", "a&&!b"]).map(cv.Rule)


@st.composite
def visits(draw):
    return Visit(
        title=draw(testing.labels()),
        homes=draw(st.lists(testing.households(), max_size=2)),
        rules=draw(st.dictionaries(st.text(), RULES, max_size=2)),
        share=draw(st.none() | testing.ratios()),
        hours=draw(st.integers()),
    )


@every_converter
@given(visit=visits())
def test_what_was_written_reads_back_equal(converter, visit):
    written = converter.unstructure(visit)
    assert converter.structure(written, Visit) == visit
    assert written["homes"] == [plain(home) for home in visit.homes]
    assert (written["title"], written["share"]) == (plain(visit.title), plain(visit.share))


@whole_documents
@given(testing.standards() | testing.records() | results() | testing.policies())
def test_a_document_inside_of_a_class_reads_back_equal(document):
    holder, converter = holding(type(document)), knowing_models()
    read = converter.structure(converter.unstructure(holder(document)), holder).held
    assert read == document
    assert cv.dumps(read) == cv.dumps(document)


@given(testing.gradings())
def test_a_scorer_reads_back_equal_by_its_name(grading):
    for kind in (cv.standards.Grading, type(grading)):
        holder, converter = holding(kind), knowing_models()
        written = converter.unstructure(holder(grading))
        assert written == {"held": plain(grading)}
        assert converter.structure(written, holder) == holder(grading)


WRONG = {
    "title": {"zh": "走访", "de": "Besuch"},
    "homes": [{"id": "h1"}, {"id": "h 2"}],
    "rules": {"late": "hours >"},
    "share": {"part": 3},
    "hours": "many",
}


@pytest.mark.parametrize("options", [{}, {"forbid_extra_keys": True}], ids=["", "forbidding"])
def test_all_that_is_wrong_with_models_is_told_with_its_path(options):
    error = error_of(knowing_models(**options), WRONG | {"more": 1}, Visit)
    assert told_of(error) == [
        ("unknown-key", ("title", "de")),
        ("not-an-id", ("homes", 1, "id")),
        ("rule-end", ("rules", "late")),
        ("missing-key", ("share", "whole")),
    ]
    # What is wrong with the class itself is for cattrs to tell.
    others = error.group_exceptions()[1]
    assert [type(each) for each in others] == [ForbiddenExtraKeysError] * len(options)
    assert "invalid value for type, expected int @ $.hours" in transform_error(error)


@pytest.mark.parametrize("kind", [BaseConverter, Converter])
def test_without_detailed_validation_the_first_problem_is_told(kind):
    error = error_of(knowing_models(kind, detailed_validation=False), WRONG, Visit)
    assert isinstance(error, cv.DocumentError)
    # A `Converter` reads fields without default last.
    assert told_of(error) in ([("unknown-key", ("de",))], [("not-an-id", ("id",))])


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        (cv.quantities.Rounding, -7, ("out-of-range", ())),
        (cv.standards.Grading, {"count": {"met": [0, 2]}}, ("out-of-range", ("count", "met", 1))),
        (cv.standards.Count, {"count": {"met": [0, 2]}}, ("out-of-range", ("count", "met", 1))),
        (cv.standards.Count, "all", ("unknown-name", ())),
        (cv.Result, [], ("wrong-type", ())),
    ],
)
def test_a_problem_has_the_path_that_its_author_wrote(kind, value, told):
    (problem,) = problems_of(error_of(knowing_models(), value, kind))
    assert (problem.code, problem.path) == told
    (problem,) = problems_of(error_of(knowing_models(), {"held": value}, holding(kind)))
    assert (problem.code, problem.path) == (told[0], ("held", *told[1]))


def test_an_error_of_another_kind_holds_no_problems():
    assert problems_of(ValueError("else")) == ()


def test_scorers_are_named_as_they_are_handed_in():
    converter = Converter()
    use_models(converter, scorers=cv.Scorers.of([cv.standards.All]))
    assert converter.structure("all", cv.standards.Grading) == cv.standards.All()
    (problem,) = problems_of(error_of(converter, "sum", cv.standards.Grading))
    assert problem.expected.text("en") == "one of all"


def test_a_model_that_was_made_already_is_taken_as_it_is():
    label = cv.Label("走访")
    assert knowing_models().structure({"title": label}, Visit).title is label
