"""Findings on registers (清单检查): what items lack, what no item covers, strange events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from civil_village.campaigns.campaign import Campaign
from civil_village.checks import missing
from civil_village.duties.seen_events import strange_events
from civil_village.evidence.event_log import EventLog
from civil_village.labels import named
from civil_village.messages import Message
from civil_village.organizations.bodies import names_of
from civil_village.problems import Problem, nearest, shown
from civil_village.registers.items import ANSWER, APPLICATION
from civil_village.registers.register import Register, spoken_of


def check_register(register: Register) -> tuple[Problem, ...]:
    """Give everything that a register lacks, at once (清单检查).

    What an item lacks that its list asks for; classes of a list that no item covers; lists
    without items. A register in which an id stands twice is none, and is told when it is loaded,
    with all that its items lack.

    Args:
        register: The register.

    Returns:
        Findings, first those of its lists, then those of its items, in their order.

    Examples:
        >>> from civil_village.registers import ItemList, ListItem, Term
        >>> classes = [Term(id="procurement"), Term(id="assets")]
        >>> powers = ItemList(id="powers", needs=["basis"], classes=classes)
        >>> item = ListItem(id="p01", list="powers", class_="procurement")
        >>> register = Register(id="demo", lists=[powers], items=[item])
        >>> [(problem.code, problem.path) for problem in check_register(register)]
        [('class-uncovered', ('lists', 0, 'classes', 1)), ('item-lacking', ('items', 0, 'basis'))]
    """
    return tuple(findings(register))


def findings(register: Register) -> Iterator[Problem]:
    """Give what is worth a look in a whole, valid register.

    Args:
        register: The register.
    """
    covered: dict[str, set[str | None]] = {}
    for item in register.items:
        covered.setdefault(item.list, set()).add(item.class_)
    for index, each in enumerate(register.lists):
        if each.id not in covered:
            yield Problem(code="list-empty", path=("lists", index), found=each.id, level="finding")
            continue
        for at, term in enumerate(each.classes):
            if term.id not in covered[each.id]:
                yield Problem(
                    code="class-uncovered",
                    path=("lists", index, "classes", at),
                    found=term.id,
                    expected=Message("expected.covered", name=named(term)),
                    level="finding",
                )
    yield from register.gaps()


def event_problems(
    register: Register, log: EventLog, *, campaigns: Iterable[Campaign] = ()
) -> Iterator[Problem]:
    """Give what events name and a register does not have (事件簿检查).

    Kinds, places and bodies that there are not; applications that name no item, and answers that
    name neither an item nor an application. Such an event shows nothing done.

    Args:
        register: The register.
        log: The events.
        campaigns: The plans whose places and bodies it uses.

    Examples:
        >>> from datetime import date
        >>> from civil_village.evidence import Event
        >>> log = EventLog(events=[Event(id="a1", kind="application", on=date(2024, 3, 1))])
        >>> [(problem.code, problem.path) for problem in event_problems(Register(id="demo"), log)]
        [('missing-key', ('events', 'a1', 'of'))]
    """
    used = tuple(campaigns)
    plans: tuple[Register | Campaign, ...] = (register, *used)
    yield from strange_events(
        log,
        kinds=dict.fromkeys((*register.kinds, *(name for each in plans for name in each.events))),
        places={place.id for p in plans for several in p.places.values() for place in several.list},
        bodies={name for each in plans for name in names_of(each.bodies)},
    )
    about = {*register.by_id, *(event.id for event in log.events), *spoken_of(used)}
    for event in log.events:
        path = ("events", event.id, "of")
        if event.of is not None:
            if event.of not in about and event.of.partition("/")[0] not in about:
                hint = nearest(event.of, register.by_id)
                found, expected = shown(event.of), Message("expected.item-or-event")
                yield Problem(
                    code="unknown-name", path=path, found=found, expected=expected, hint=hint
                )
        elif event.kind in (APPLICATION, ANSWER):
            yield missing(*path, expected=Message("expected.item-or-event"))
