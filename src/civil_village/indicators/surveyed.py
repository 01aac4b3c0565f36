"""What comes from a survey: the share that answers reach, or how many sheets there are."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from attrs import field

from civil_village import checks
from civil_village.evidence.assessing import weight_problems
from civil_village.evidence.surveys import Answers, Sheets
from civil_village.ids import Id, id_problems, key_problems
from civil_village.indicators.derived_base import Derived
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping
from civil_village.models import model
from civil_village.problems import Problem
from civil_village.written_forms import SHARE


@model(kw_only=True)
class SurveyShare(Derived):
    """The share that the answers to a question of a survey reach (问卷得分率).

    Attributes:
        survey: Id of the survey.
        question: Id of the question.
        answers: What a sheet with each answer counts, from 0 to 1; an answer that is not named
            counts nothing.
        whole: Of which sheets: all ``valid`` ones, or those that answered the question
            (``answers``).
        strata: Weights of the strata; without them their sheets are added up.

    Examples:
        >>> given = {"satisfied": 1, "fair": Fraction(4, 5)}
        >>> SurveyShare(survey="s", question="q1", answers=given).asked.weights["fair"]
        Fraction(4, 5)
    """

    how = "question"
    values = ("ratio",)

    survey: Id
    question: Id
    answers: FrozenMapping[str, Fraction] = field(converter=as_mapping, metadata=SHARE)
    whole: Literal["valid", "answers"] = "valid"
    strata: FrozenMapping[Id, Fraction] = field(default=EMPTY, converter=as_mapping, metadata=SHARE)

    def problems(self) -> Iterator[Problem]:
        """Give names that are no ids, and weights that do not fit, or none at all."""
        for name in ("survey", "question"):
            yield from id_problems(getattr(self, name), name)
        if not self.answers:
            yield checks.missing("answers")
        yield from weight_problems(self.answers, "answers", whole=False)
        yield from key_problems(self.strata, "strata")
        yield from weight_problems(self.strata, "strata")

    @property
    def asked(self) -> Answers:
        """What is asked of the answers."""
        return Answers(
            survey=self.survey,
            question=self.question,
            weights=self.answers,
            whole=self.whole,
            strata=self.strata or None,
        )


@model(kw_only=True)
class SheetCount(Derived):
    """How many sheets of a survey were handed out, came back, or are valid (问卷份数).

    Attributes:
        survey: Id of the survey.
        sheets: Which sheets: ``issued``, ``returned`` or ``valid``.

    Examples:
        >>> SheetCount(survey="s", sheets="valid").sheets
        'valid'
    """

    how = "sheets"
    values = ("count",)

    survey: Id
    sheets: Sheets

    def problems(self) -> Iterator[Problem]:
        """Give a survey that is named by no id."""
        yield from id_problems(self.survey, "survey")
