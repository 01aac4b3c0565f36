"""Types of values, and whose they are."""

from __future__ import annotations

from typing import Literal

ValueType = Literal["truth", "count", "amount", "ratio", "choice", "text", "date"]
Subject = Literal["village", "household", "group"]
#: Members that a village has rows of, and the plural by which records name them.
PLURALS: dict[str, str] = {"household": "households", "group": "groups"}
#: Kinds of members, as their own names.
MEMBERS: tuple[Subject, ...] = ("household", "group")
#: What a subject is compared with: all that are handed in together. For a household they
#: are those of its village.
COHORTS = ("cohort", "village")

#: Within what a subject is compared, besides what is equal in an indicator: what its record says
#: of where it belongs, or ``all`` that are at hand; what holds where nothing is said is first.
PLACES: dict[Subject, tuple[str, ...]] = {
    "village": ("all", "township"),
    "household": ("village", "group", "township", "all"),
    "group": ("all",),
}

#: A list of rows is never longer.
ROWS = 10**6
#: Decimal places of an amount that does not declare its own.
AMOUNT_PLACES = 2
