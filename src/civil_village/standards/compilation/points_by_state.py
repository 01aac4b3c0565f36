"""Points by state (状态与得分): how requirements can work out, and the points that follow.

A grading is pure, so its points for one combination of marks are worked out once.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from civil_village.requirements import Checked, RequirementState, StrikeState
from civil_village.rules import Missing, Unknown
from civil_village.standards.model.criteria import Criterion
from civil_village.standards.model.terms import PLAIN, Terms
from civil_village.standards.scoring.criterion import Found, Score, score
from civil_village.standards.scoring.rescaling import Counted

#: The ways in which a requirement or strike can work out, by the name of the mark.
CHECKED_AS: dict[str, Checked] = {
    "met": Checked(applies=True, holds=True),
    "unmet": Checked(applies=True, holds=False),
    "exempt": Checked(applies=False, holds=None),
    "open": Checked(applies=True, holds=None),
    "maybe-met": Checked(applies=None, holds=True),
    "maybe-unmet": Checked(applies=None, holds=False),
    "maybe-open": Checked(applies=None, holds=None),
}
#: The state of a requirement, and of a strike, by its mark.
STATES: dict[str, RequirementState] = {mark: checked.state for mark, checked in CHECKED_AS.items()}
STRIKE_STATES: dict[str, StrikeState] = {
    mark: checked.strike_state for mark, checked in CHECKED_AS.items()
}

#: So many numbers say what is known of one that is measured.
ENDS = 5
#: So many combinations are kept for each criterion; beyond them each is worked out anew.
KEPT = 4096


class PointsByState(dict[Any, Score]):
    """What a criterion comes to, by what was found of it.

    A key has the mark of each requirement, and of each strike that would leave no points;
    then whether the criterion is exempt by itself, ``None`` where that is open; and,
    for each number that its grading measures, the least numerator and denominator, the
    greatest, and whether it surely has a value.

    Args:
        criterion: The criterion.
        scale: Points are counted in parts of one: so many make a point.
        terms: What its group makes of exemptions and gaps.

    Examples:
        >>> from civil_village.requirements import Requirement
        >>> from civil_village.rules import Rule
        >>> asked = Requirement(id="plan", rule=Rule("plan"))
        >>> work = Criterion(id="work", points=2.5, requirements=[asked])
        >>> PointsByState(work, scale=10)["open", False][:2]
        (0, 25)
    """

    def __init__(self, criterion: Criterion, *, scale: int, terms: Terms = PLAIN) -> None:
        super().__init__()
        self.criterion = criterion
        self.scale = scale
        self.terms = terms

    def __missing__(self, key: tuple[Any, ...]) -> Score:
        count = len(self.criterion.requirements)
        end = count + len(self.criterion.zero_if)
        exempt, measured = key[end], key[end + 1 :]
        found = Found(
            [CHECKED_AS[mark] for mark in key[:count]],
            [CHECKED_AS[mark] for mark in key[count:end]],
            list(map(_value, *[iter(measured)] * ENDS)),
        )
        applies = None if exempt is None else not exempt
        made = score(self.criterion, found, applies=applies, terms=self.terms)
        made = made.in_parts(self.scale)
        if len(self) < KEPT:
            self[key] = made
        return made


class SettledPoints(dict[Any, Counted]):
    """The points of a criterion where least and greatest are one number.

    Raises:
        KeyError: They are two.
    """

    def __init__(self, scores: PointsByState) -> None:
        super().__init__()
        self.scores = scores

    def __missing__(self, key: tuple[Any, ...]) -> Counted:
        least, greatest, *_ = self.scores[key]
        if least != greatest:
            raise KeyError(key)
        if len(self) < KEPT:
            self[key] = least
        return least


def _value(low: int, below: int, high: int, under: int, sure: bool) -> Fraction | Unknown:  # noqa: FBT001 - part of a key
    """Give the number that a grading measures."""
    nothing = (Missing("no-value", "measured"),)
    if not sure:
        return Unknown(nothing, Fraction(0), Fraction(0), sure=False)
    least, greatest = Fraction(low, below), Fraction(high, under)
    return least if least == greatest else Unknown(nothing, least, greatest)
