"""Follow one village through the three phases of its plan, and let its households count (方案一).

Run it with ``python examples/plan1_three_phases.py``. All that happens here is invented.
"""

from datetime import date

import civil_village as cv
from civil_village.campaigns import Phase
from civil_village.evidence import Event, EventLog

plan = cv.bundled("plan1.campaign")
standard = cv.bundled("xingfu.standard")


def happened(name: str, kind: str, *day: int) -> Event:
    """Give an event of the village's log."""
    return Event(id=name, kind=kind, on=date(*day))


def name(phase: Phase) -> str:
    """Give its English label, else its id."""
    return phase.id if phase.label is None else phase.label.text("en")


# The plan gives no day of any phase: what is reported says how far the village is.
log = EventLog(
    events=[
        happened("e1", "group_founded", 2024, 3, 4),
        happened("e2", "plan_made", 2024, 3, 11),
        happened("e3", "mobilization", 2024, 3, 20),
        happened("e4", "activity_held", 2024, 5, 6),
    ]
)
made = cv.status(plan, log, as_of=date(2024, 6, 30))
for phase in plan.phases:
    owed = made.by_phase(phase.id)
    done = [each for each in owed if each.state == "done"]
    print(f"{name(phase)}: {len(done)} of {len(owed)} done")

# Households drive the village: how many of them have a medal is a fact of the village.
scheme = cv.bundled("stars.households")
village = cv.bundled("stars.villages")["v001"]
facts = cv.derive_each(scheme.catalogue, village.households, as_of=date(2024, 6, 30))
results = cv.evaluate_each(scheme, facts)
medals = sum(result.outcome == "passes" for result in results)
print(f"\n{medals} of {len(results)} households have a medal")

# The village's own standard asks for that selection; of the rest nothing is known yet.
told = {"selection_held": medals > 0}
known = cv.derive(standard.catalogue, told, as_of=date(2024, 6, 30))
result = cv.evaluate(standard, known)
print(f"its standard: {result.outcome}, {result.bounds[0]} to {result.bounds[1]} points")
selection = result["standards.customs.selection"]
assert isinstance(selection, cv.standards.RequirementResult)
print("selection of households:", selection.state)
