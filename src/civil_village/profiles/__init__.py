"""Profiles (裁量): how a county or a town tailors a document, as data.

What belongs here: what a profile says. What does not: making the whole document of it, which
takes readers of documents (`civil_village.tailoring`).
"""

from __future__ import annotations

from civil_village import public
from civil_village.leeway import Leeway, Slots, Tailored
from civil_village.profiles.profile import (
    Add,
    Change,
    Drop,
    Move,
    Pinned,
    Profile,
    Rescale,
    Select,
    Take,
)

__all__ = [
    "Add",
    "Change",
    "Drop",
    "Leeway",
    "Move",
    "Pinned",
    "Profile",
    "Rescale",
    "Select",
    "Slots",
    "Tailored",
    "Take",
]

public.tell(__name__)
