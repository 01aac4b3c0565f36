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

#: Where a subject belongs, and within which it may be compared; ``all`` are those at hand. The
#: first holds where nothing is said.
PLACES: dict[Subject, tuple[str, ...]] = {
    "village": ("all", "township"),
    "household": ("village", "group", "township", "all"),
    "group": ("all",),
}

#: Those of a household that reach beyond its village.
BEYOND = ("township", "all")

#: A list of rows is never longer.
ROWS = 10**6
#: Decimal places of an amount that does not declare its own.
AMOUNT_PLACES = 2
