"""Every public name of every package with its value, for tests that look at all of them."""

from importlib import import_module
from typing import Any

from civil_village.public import PUBLIC, homes_of

#: Packages whose names users work with; `civil_village.testing` is for their tests.
PACKAGES = [package for package in PUBLIC if package != "civil_village.testing"]

#: Each public name once, with what it stands for; no two packages use one name for two things.
VALUES: dict[str, Any] = {
    name: getattr(import_module(package), name)
    for package in PACKAGES
    for name in homes_of(package)
}


def home_of(name: str) -> str:
    """Give the package under which the reference tells of a name: the top, where it is there."""
    return next(package for package in PACKAGES if name in homes_of(package))
