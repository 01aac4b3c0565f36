"""What every model does: it is checked when it is built, and shown by its fields."""

import pytest

from civil_village.models import Model, drafting, model
from civil_village.problems import DocumentError, Problem

ONE = Problem(code="missing-key", path=("id",))
TWO = Problem(code="empty-list", path=("steps",))


@model
class Given(Model):
    """A model that gives the problems that it was built with."""

    given: tuple[Problem, ...] = ()

    def problems(self):
        yield from self.given


FINDING = Problem(code="always-holds", level="finding")


def test_a_model_with_problems_cannot_be_built():
    with pytest.raises(DocumentError) as caught:
        Given((ONE, FINDING, TWO))
    assert caught.value == DocumentError([ONE, TWO])


def test_findings_stop_no_model():
    assert Given((FINDING,)).given == (FINDING,)


def test_a_draft_is_built_whatever_is_wrong_with_it():
    with drafting():
        with drafting():
            assert Given((ONE,)).given == (ONE,)
        assert Given((TWO,)).given == (TWO,)
    with pytest.raises(DocumentError):
        Given((ONE,))


def test_drafting_ends_with_an_error_also():
    with pytest.raises(KeyError), drafting():
        raise KeyError
    with pytest.raises(DocumentError):
        Given((ONE,))


def test_a_model_shows_itself_by_its_fields():
    note = Problem(code="always-holds", level="finding")
    assert repr(Given((note,))) == f"Given(given=({note!r},))"
