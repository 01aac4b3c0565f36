"""Units (参评单位): whoever is ranked or chosen, as far as its place hangs on it."""

from __future__ import annotations

from collections.abc import Sequence

from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.models import Shown, model
from civil_village.rankings.order import Bounds, Contender, Keys, numbered

_FAILS = Message("rank.fails")


@model(kw_only=True)
class Unit(Shown):
    """One that is ranked among others: a result, an account, a row of a cohort.

    Examples:
        >>> unit = Unit(id="v1", keys=((80, 80),), shown=(80, 80))
        >>> unit.stratum, unit.takes_part
        ('', True)
    """

    id: str
    label: Label | None = None
    #: Bounds of every key, the first key first; more is better.
    keys: Keys
    #: What it is ranked by, for people.
    shown: Bounds
    #: Units of one stratum are ranked among themselves; ``None`` where it is not known: such
    #: a unit may belong to any, or to one of its own.
    stratum: str | None = ""
    #: Whether it takes part; ``None`` while that is open.
    takes_part: bool | None = True
    #: Why it takes no part, where it does not.
    left_out: Message = _FAILS


class Contest:
    """All units that are compared, stratum by stratum (参评范围).

    Those that take no part have no entry; of those whose stratum is not known, who may stand
    in any, the entries are never sure.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        #: Numbers of the units of each stratum, and of those whose stratum is not known.
        self.strata: dict[str, list[int]] = {}
        self.strays: list[int] = []
        for index, unit in enumerate(units):
            home = self.strays if unit.stratum is None else self.strata.setdefault(unit.stratum, [])
            home.append(index)
        if not units:
            self.strata[""] = []
        self.taking = [i for i, unit in enumerate(units) if unit.takes_part is not False]

    def entries(self, more: Sequence[Keys] = ()) -> dict[int, Contender]:
        """Number the keys of those that take part; further keys come last, unit by unit."""
        keys = [(*self.units[i].keys, *(more[i] if more else ())) for i in self.taking]
        made = {
            index: Contender(*ends, self.units[index].takes_part is True)
            for index, ends in zip(self.taking, numbered(keys), strict=True)
        }
        return made | {i: made[i]._replace(sure=False) for i in self.strays if i in made}

    def inside(self, members: Sequence[int]) -> list[int]:
        """Give those of the members that take part, or may."""
        return [index for index in members if self.units[index].takes_part is not False]
