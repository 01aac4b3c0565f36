"""The catalogue: all indicators and kinds of events, and what must fit between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, frozen

from civil_village.indicators.derived import Derived
from civil_village.indicators.indicator import Indicator
from civil_village.indicators.subjects import PLURALS, Subject
from civil_village.labels import Label, Source, as_label
from civil_village.mappings import FrozenMapping, as_mapping
from civil_village.messages import Message
from civil_village.names import Id, key_problems
from civil_village.problems import Problem, nearest, require, shown
from civil_village.rules import Signature


@frozen(kw_only=True)
class EventKind:
    """A kind of event that records may report (事件种类)."""

    label: Label = field(converter=as_label)
    source: Source | None = None


@frozen(kw_only=True)
class Catalogue:
    """All indicators and event kinds that a document speaks of (指标目录).

    Examples:
        >>> meetings = Indicator(label="年度会议次数", value="count")
        >>> Catalogue(indicators={"meetings": meetings})["meetings"].value
        'count'
    """

    indicators: FrozenMapping[Id, Indicator] = field(converter=as_mapping)
    events: FrozenMapping[Id, EventKind] = field(factory=FrozenMapping, converter=as_mapping)

    def __attrs_post_init__(self) -> None:
        require(self)

    def __getitem__(self, name: str) -> Indicator:
        return self.indicators[name]

    def of(self, subject: Subject, *, member: bool = False) -> dict[str, Indicator]:
        """Give the indicators of a subject.

        Args:
            subject: Whose indicators.
            member: Whether it is asked as one of a village's rows; then only indicators
                that name the subject are its own, else also those that name none.
        """
        owners = (subject,) if member else (subject, None)
        return {name: i for name, i in self.indicators.items() if i.subject in owners}

    def signatures(self, subject: Subject, *, member: bool = False) -> dict[str, Signature]:
        """Describe a subject's indicators to the rules."""
        own = self.of(subject, member=member)
        rows = {} if member else self._rows()
        known: dict[str, Signature] = {}
        # Ratios come last: they are made of the others.
        for name in sorted(own, key=lambda name: own[name].of is not None):
            derive = own[name].derive
            names = known if derive is None else rows.get(derive.over, known)
            known[name] = own[name].signature(names)
        return known

    def _rows(self) -> dict[Subject, dict[str, Signature]]:
        """Describe what indicators can derive from: those of each kind of member."""
        return {kind: self.signatures(kind, member=True) for kind in PLURALS}

    def problems(self) -> Iterator[Problem]:
        """Give names that do not exist, and derivations that do not fit what they derive from."""
        yield from key_problems(self.indicators, "indicators")
        yield from key_problems(self.events, "events")
        rows = self._rows()
        for name, indicator in self.indicators.items():
            steps = ("indicators", name)
            if indicator.of is not None:
                yield from (p.inside(*steps) for p in self._ratio_problems(indicator))
            if indicator.derive is not None:
                found = self._derive_problems(indicator, indicator.derive, rows)
                yield from (p.inside(*steps, "derive") for p in found)

    def _ratio_problems(self, indicator: Indicator) -> Iterator[Problem]:
        parts = []
        own = {n: i for n, i in self.indicators.items() if i.subject == indicator.subject}
        for index, name in enumerate(indicator.of or ()):
            part = own.get(name)
            if part is None:
                yield _unknown(name, own, "of", index)
            elif part.value not in ("count", "amount") or (part.minimum or 0) < 0:
                expected = Message("expected.count-or-amount")
                yield Problem(
                    code="wrong-type", path=("of", index), found=part.value, expected=expected
                )
            else:
                parts.append(part)
        if len({part.unit_name for part in parts}) > 1:
            units = tuple(part.unit_name or Message("unit.none") for part in parts)
            expected = Message("expected.same-unit", units=units)
            yield Problem(code="unit-mismatch", path=("of",), expected=expected)

    def _derive_problems(
        self, indicator: Indicator, derive: Derived, rows: Mapping[Subject, dict[str, Signature]]
    ) -> Iterator[Problem]:
        if any(derive.problems()):
            return  # said by the derivation itself
        member = indicator.subject in PLURALS
        if member and (derive.events is None or indicator.subject == "group"):
            # A member has no members of its own, and a group no events: it could never be known.
            expected = Message("expected.only-with", name="subject: village")
            yield Problem(
                code="key-of-other-type", path=(derive.how,), found=derive.how, expected=expected
            )
        if derive.survey is not None:
            return
        if derive.events is not None:
            if derive.events not in self.events:
                hint = nearest(derive.events, self.events)
                yield Problem(
                    code="unknown-event", path=("events",), found=derive.events, hint=hint
                )
            return
        names = rows[derive.over]
        wanted: Any = "truth" if derive.how in ("share", "count") else "number"
        found = list(derive.of.check(names, wanted=wanted))
        yield from (problem.inside(derive.how) for problem in found)
        if derive.where is not None:
            yield from (p.inside("where") for p in derive.where.check(names))
        kind = derive.of.signature(names)
        if not found and kind and kind.unit != indicator.unit_name and not kind.free:
            units = tuple(unit or Message("unit.none") for unit in (indicator.unit_name, kind.unit))
            expected = Message("expected.same-unit", units=units)
            yield Problem(code="unit-mismatch", path=(derive.how,), expected=expected)


def _unknown(name: str, names: Any, *path: str | int) -> Problem:
    """Say that an indicator is not in the catalogue, and which one is near."""
    return Problem(
        code="unknown-indicator",
        path=path,
        found=shown(name),
        expected=Message("expected.indicator"),
        hint=nearest(name, names),
    )
