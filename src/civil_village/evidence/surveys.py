"""Surveys (问卷调查): sheets and answers as counted, and the shares that follow from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from attrs import field

from civil_village import checks
from civil_village.exact_numbers import number_problems, published
from civil_village.ids import Id, id_problems, key_problems
from civil_village.mappings import EMPTY, FrozenMapping, as_mapping
from civil_village.messages import Message
from civil_village.models import Model, Shown, model
from civil_village.problems import Problem, nearest, shown
from civil_village.quantities.ratios import Ratio
from civil_village.rules import Missing, Unknown

#: One survey has no more sheets, those of all its strata together.
SHEETS = 10**6

#: How many sheets were handed out, came back, and could be counted.
Sheets = Literal["issued", "returned", "valid"]
SHEET_KINDS: tuple[Sheets, ...] = ("issued", "returned", "valid")


@model(kw_only=True)
class Survey(Model):
    """The sheets of a survey in one village, or in one stratum of it (问卷), as counted.

    Attributes:
        id: Id of the survey, the same in all its strata.
        stratum: Part of the sample that it was taken of; ``None`` where there is one only.
        issued: Sheets handed out; ``None`` is unknown.
        returned: Sheets given back; ``None`` is unknown.
        valid: Sheets fit to be counted (有效问卷); ``None`` is unknown.
        answers: By question: how many valid sheets gave each answer.

    Examples:
        >>> survey = Survey(id="satisfaction", issued=60, returned=55, valid=52,
        ...     answers={"q1": {"satisfied": 40, "fair": 8, "not": 4}})
        >>> survey.answers["q1"]["fair"]
        8
    """

    id: Id
    stratum: Id | None = None
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    answers: FrozenMapping[Id, FrozenMapping[str, int]] = field(default=EMPTY, converter=as_mapping)

    def problems(self) -> Iterator[Problem]:
        """Give numbers that are no counts, and more sheets than there can be."""
        yield from id_problems(self.id, "id")
        if self.stratum is not None:
            yield from id_problems(self.stratum, "stratum")
        yield from key_problems(self.answers, "answers")
        wrong = list(self._count_problems())
        yield from wrong
        if not wrong:
            yield from self._sheet_problems()

    def _count_problems(self) -> Iterator[Problem]:
        counts: list[tuple[tuple[str, ...], int | None]] = [
            ((name,), getattr(self, name)) for name in SHEET_KINDS
        ]
        for question, answers in self.answers.items():
            counts += [(("answers", question, name), count) for name, count in answers.items()]
        for path, count in counts:
            yield from checks.between(count, 0, SHEETS, *path)

    def _sheet_problems(self) -> Iterator[Problem]:
        most: int | None = None
        for name in SHEET_KINDS:
            count = getattr(self, name)
            if count is not None and most is not None and count > most:
                yield _too_many(count, most, name)
            most = count if count is not None else most
        for question, answers in self.answers.items():
            given = sum(answers.values())
            if most is not None and given > most:
                yield _too_many(given, most, "answers", question)

    def bounds(self, kind: Sheets) -> tuple[int, int]:
        """Give least and greatest number of sheets of a kind that the other numbers allow."""
        place = SHEET_KINDS.index(kind)
        counts = [getattr(self, name) for name in SHEET_KINDS]
        fewer = [count for count in counts[place:] if count is not None]
        more = [count for count in counts[: place + 1] if count is not None]
        return max(fewer, default=0), min(more, default=SHEETS)


def _too_many(found: int, most: int, *path: str) -> Problem:
    expected = Message("expected.at-most", most=most)
    return Problem(code="too-many-sheets", path=path, found=shown(found), expected=expected)


def survey_problems(surveys: Sequence[Survey]) -> Iterator[Problem]:
    """Give surveys of one stratum that stand twice, and more sheets than there can be.

    Examples:
        >>> [problem.code for problem in survey_problems([Survey(id="a"), Survey(id="a")])]
        ['duplicate-id']
    """
    seen: set[tuple[str, str | None]] = set()
    sheets: dict[str, int] = {}
    for index, survey in enumerate(surveys):
        key = (survey.id, survey.stratum)
        if key in seen:
            hint = Message("hint.other-id")
            yield Problem(
                code="duplicate-id", path=("surveys", index, "id"), found=survey.id, hint=hint
            )
        seen.add(key)
        sheets[survey.id] = sheets.get(survey.id, 0) + max(
            (count for count in (survey.issued, survey.returned, survey.valid) if count), default=0
        )
        yield from checks.at_most(sheets[survey.id], SHEETS, "surveys", index)


@model(kw_only=True)
class Answers(Shown):
    """What is asked of a survey's answers (问卷得分率): each answer counts as a share of a sheet.

    Examples:
        40 satisfied sheets, and 8 fair ones that count 0.8 each, of 52.

        >>> survey = Survey(id="s", valid=52, answers={"q1": {"satisfied": 40, "fair": 8}})
        >>> asked = Answers(survey="s", question="q1",
        ...     weights={"satisfied": Fraction(1), "fair": Fraction(4, 5)})
        >>> asked.share([survey])
        Ratio(part=Decimal('46.4'), whole=Decimal('52'))
    """

    survey: str
    question: str
    #: What each answer counts; one that is not named counts nothing.
    weights: Mapping[str, Fraction]
    #: Of how many: all valid sheets, or those that answered the question.
    whole: Literal["valid", "answers"] = "valid"
    #: Weights of the strata, which add up to 1; ``None`` adds up all sheets.
    strata: Mapping[str, Fraction] | None = None

    def stratum_problems(self, surveys: Sequence[Survey]) -> Iterator[Problem]:
        """Give sheets of strata that have no weight."""
        for index, survey in enumerate(surveys):
            if self.strata is None or survey.id != self.survey or survey.stratum in self.strata:
                continue
            yield Problem(
                code="unknown-name",
                path=("surveys", index, "stratum"),
                found=shown(survey.stratum),
                expected=Message("expected.one-of", names=tuple(self.strata)),
                hint=nearest(survey.stratum or "", self.strata),
            )

    def share(self, surveys: Sequence[Survey]) -> Ratio | Fraction | Unknown:
        """Work out the share, or say which survey, question or stratum is missing."""
        own = [survey for survey in surveys if survey.id == self.survey]
        if self.strata is not None:
            return self._weighted(own, self.strata)
        lacking = self._lacking(own)
        if lacking or not own:
            missing = lacking or self._asked()
            return Unknown(missing, Fraction(0), Fraction(1), sure=False)
        part, whole = self._counted(own)
        if any(number_problems(published(part))):
            return part / whole if whole else _no_value(self.survey)
        return Ratio(published(part), whole)

    def _weighted(
        self, own: Sequence[Survey], weights: Mapping[str, Fraction]
    ) -> Fraction | Unknown:
        """Add up the shares of the strata; one that is not known lies anywhere."""
        least, open_, sure = Fraction(0), Fraction(0), True
        missing: dict[Missing, None] = {}
        for name, weight in weights.items():
            there = [survey for survey in own if survey.stratum == name]
            lacking = self._lacking(there) if there else (Missing("survey", self.survey, name),)
            part, whole = (Fraction(0), 0) if lacking else self._counted(there)
            if not lacking and not whole:
                lacking = (Missing("no-value", self.survey),)
            if lacking:
                missing |= dict.fromkeys(lacking)
                open_ += weight
                sure = False
            else:
                least += weight * part / whole
        return Unknown(tuple(missing), least, least + open_, sure) if missing else least

    def _lacking(self, own: Sequence[Survey]) -> tuple[Missing, ...]:
        answers, *sheets = self._asked()
        found = [answers] if any(self.question not in survey.answers for survey in own) else []
        found += sheets if any(survey.valid is None for survey in own) else []
        return tuple(found)

    def _asked(self) -> tuple[Missing, ...]:
        """Name what a survey must say: its answers, and of how many valid sheets."""
        answers = Missing("survey", self.survey, self.question)
        return (
            answers,
            *((Missing("survey", self.survey, "valid"),) if self.whole == "valid" else ()),
        )

    def _counted(self, own: Sequence[Survey]) -> tuple[Fraction, int]:
        part, whole = Fraction(0), 0
        for survey in own:
            answers = survey.answers[self.question]
            for name, count in answers.items():
                part += self.weights.get(name, Fraction(0)) * count
            whole += sum(answers.values()) if self.whole == "answers" else survey.valid or 0
        return part, whole


def _no_value(name: str) -> Unknown:
    return Unknown((Missing("no-value", name),), Fraction(0), Fraction(1), sure=False)


def sheets_of(surveys: Sequence[Survey], name: str, kind: Sheets) -> int | Unknown:
    """Count the sheets of a survey in all its strata.

    Examples:
        >>> group1 = Survey(id="s", stratum="group1", valid=20)
        >>> group2 = Survey(id="s", stratum="group2", valid=32)
        >>> sheets_of([group1, group2], "s", "valid")
        52
    """
    own = [survey for survey in surveys if survey.id == name]
    bounds = [survey.bounds(kind) for survey in own]
    least, greatest = sum(low for low, _ in bounds), sum(high for _, high in bounds)
    if own and all(getattr(survey, kind) is not None for survey in own):
        return least
    missing = (Missing("survey", name, kind),)
    most = min(greatest, SHEETS) if own else SHEETS
    return Unknown(missing, Fraction(least), Fraction(most))
