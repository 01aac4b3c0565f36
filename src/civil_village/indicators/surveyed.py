"""Keys of what comes from a survey, and what they may say together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal, Protocol

from civil_village import checks
from civil_village.assessing import weight_problems
from civil_village.messages import Message
from civil_village.names import key_problems
from civil_village.problems import Problem
from civil_village.surveys import Answers, Sheets

#: Keys that only answers to a question have, and what each is where it is not given.
_OF_ANSWERS = {"answers": {}, "whole": "valid", "strata": {}}


class Surveyed(Protocol):
    """What comes from a survey: the sheets of a kind, or the answers to a question."""

    @property
    def survey(self) -> str | None:
        """The survey."""

    @property
    def question(self) -> str | None:
        """The question."""

    @property
    def answers(self) -> Mapping[str, Fraction]:
        """What each answer counts."""

    @property
    def sheets(self) -> Sheets | None:
        """The kind of sheets that are counted."""

    @property
    def whole(self) -> Literal["valid", "answers"]:
        """The sheets of which the answers are a share."""

    @property
    def strata(self) -> Mapping[str, Fraction]:
        """The weights of strata."""


def surveyed_problems(derive: Surveyed) -> Iterator[Problem]:
    """Give neither question nor sheets, or both, and keys and weights that do not fit."""
    given = [name for name, default in _OF_ANSWERS.items() if getattr(derive, name) != default]
    if (derive.question is None) == (derive.sheets is None):
        expected = Message("expected.one-key", names=("question", "sheets"))
        yield Problem(code="not-one-key", expected=expected)
    elif derive.question is None:
        yield from (checks.only_with(name, "question") for name in given)
    elif not derive.answers:
        yield Problem(code="missing-key", path=("answers",))
    yield from weight_problems(derive.answers, "answers", whole=False)
    yield from key_problems(derive.strata, "strata")
    yield from weight_problems(derive.strata, "strata")


def asked(derive: Surveyed) -> Answers:
    """Give what is asked of the answers to a question."""
    assert derive.survey is not None  # it is about a survey,
    assert derive.question is not None  # and about a question
    return Answers(
        survey=derive.survey,
        question=derive.question,
        weights=derive.answers,
        whole=derive.whole,
        strata=derive.strata or None,
    )
