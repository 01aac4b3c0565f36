"""See what services a village lacks, what a survey says, and what the year still lacks (方案四).

Run it with ``python examples/plan4_services.py``. Villages and answers are invented.
"""

from datetime import date

import civil_village as cv
from civil_village.duties import Duty
from civil_village.evidence import Event

plan = cv.bundled("plan4.campaign")


def name(thing: Duty) -> str:
    """Give its English label, else its id."""
    return thing.id if thing.label is None else thing.label.text("en")


# A villagers' centre with four haves and nine services: what a village reports is read by rules.
services = [duty for duty in plan.duties if duty.id.startswith("offers_")]
offered = {duty.keep.text: True for duty in services if duty.keep is not None}
taolin = cv.Village(id="taolin", values={**offered, "post_service": False, "shop": None})
records = cv.Records(id="example", subjects=[taolin])
log = cv.EventLog(
    events=[
        Event(id="e1", kind="plan_made", on=date(2018, 2, 20)),
        Event(id="e2", kind="yearly_meeting", on=date(2018, 7, 10)),
    ]
)
made = cv.status(plan, log, as_of=date(2019, 1, 15), records=records)
print("services of Taolin")
for duty in services:
    (each,) = [e for e in made if (e.duty, e.place) == (duty.id, "taolin")]
    if each.state != "kept":
        print(f"  {name(duty)}: {each.state}")

# Awareness, participation, support: exact shares of those asked. The plan sets no line.
told = {"asked": 50, "aware": 45, "taking_part": 30, "supporting": 50}
facts = cv.derive(plan.catalogue, told)
print("\nrates")
for rate in ("awareness", "participation", "support"):
    found = facts[rate]
    assert isinstance(found, cv.Ratio)
    print(f"  {rate}: {found.part} of {found.whole}")
lines = [str(p.path[1]) for p in cv.lint(plan) if p.code == "rate-without-line"]
print(f"  without a line in the plan: {', '.join(lines)}")

# A plan at the start of the year, a meeting in it, a summary at its end.
print("\n2018")
for duty_id in ("yearly_plan", "meeting", "yearly_summary"):
    (each,) = [e for e in made if (e.duty, e.name) == (duty_id, "2018")]
    print(f"  {name(plan.duty(duty_id))}: {each.state}, due {each.due}")
