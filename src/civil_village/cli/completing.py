"""What the option ``--complete`` names as complete (已报齐): rows, all compared, or events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from attrs import evolve

from civil_village.cli.files import UsageError
from civil_village.cli.naming import meant
from civil_village.indicators import BEYOND, PLURALS, Aggregate, RankOf
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.problems import nearest, shown
from civil_village.records.records import Records
from civil_village.standards import Standard

COHORT = "cohort"


def completed(records: Records, standard: Standard, names: Sequence[str]) -> Records:
    """Give records with what is named as complete: rows as they are, events through the day.

    Args:
        records: As they were read.
        standard: What is going to be evaluated; only what it asks for can be complete.
        names: ``households``, ``groups``, ``cohort``, or kinds of events; or what people call them.

    Raises:
        UsageError: A name means nothing to the standard, or several things, or an event has no
            day.

    Examples:
        >>> from civil_village.samples import bundled
        >>> records = Records(id="demo", subjects=[])
        >>> made = completed(records, bundled("anle.standard"), ["households"])
        >>> dict(made.reported)
        {'households': True}
    """
    known, catalogue = tuple(_known(standard)), standard.catalogue
    events = catalogue.events
    labelled = [(n, catalogue.rows_called(n) or named(events.get(n), n)) for n in known]
    reported: dict[str, Any] = {}
    for given in names:
        name = meant(given, labelled)
        if name not in known:
            raise _refused(name, standard, known)
        reported[name] = _day(records) if name in events else True
    return evolve(records, reported={**records.reported, **reported})


def _known(standard: Standard) -> Iterator[str]:
    """Give the names that mean something to a standard."""
    catalogue = standard.catalogue
    own = catalogue.of(standard.subject)
    derived = [indicator.derive for indicator in own.values()]
    if standard.subject == "household":
        yield PLURALS["household"]  # all of a village are all that one is compared with
        bounds = [each.by for each in derived if isinstance(each, Aggregate | RankOf)]
        if any(by in BEYOND and by not in own for by in bounds):
            yield COHORT
    else:
        over = {each.over for each in derived if isinstance(each, Aggregate)}
        for kind, plural in catalogue.plurals.items():
            if kind in over or catalogue.of(kind, member=True):
                yield plural
        if any(each.compares for each in own.values()):
            yield COHORT
    yield from catalogue.events


def _day(records: Records) -> date:
    if records.as_of is None:
        raise UsageError(Message("screen.complete-needs-day"))
    return records.as_of


def _refused(name: str, standard: Standard, known: Sequence[str]) -> UsageError:
    """Say why a name cannot be complete, and which ones can."""
    hint = Message("hint.complete", names=known) if known else Message("hint.complete-nothing")
    label = named(standard)
    if name in PLURALS.values():
        return UsageError(Message(f"screen.complete-no-{name}", standard=label), hint)
    if name == COHORT:
        key = "households" if standard.subject == "household" else COHORT
        return UsageError(Message(f"screen.complete-not-{key}", standard=label), hint)
    said = Message("screen.complete-unknown", found=shown(name))
    near = nearest(name, known)
    return UsageError(said, hint if near is None else Message("hint.both", first=near, then=hint))
