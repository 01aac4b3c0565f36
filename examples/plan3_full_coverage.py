"""Follow twenty villages that take the title in four batches, to full coverage (方案三).

Run it with ``python examples/plan3_full_coverage.py``. Villages and years are invented.
"""

from datetime import date

from attrs import evolve

import civil_village as cv
from civil_village.calendar import NamedYears
from civil_village.evidence import Event
from civil_village.organizations import Membership

plan = cv.bundled("plan3.campaign")

# The plan writes every year as 20xx, so nothing is sure about a day.
unsure = cv.status(plan, cv.EventLog(), as_of=date(2019, 6, 30))
print("with unknown years:", ", ".join(f"{each.phase} {each.says}" for each in unsure.phases))

# Whoever follows the plan names the years. Then coverage can be told of any day.
years = NamedYears({"first": 2017, "y0": 2016, "y1": 2017, "y2": 2018, "y": 2019})
dated = evolve(plan, years=years)
print()
for year in (2017, 2018, 2019, 2020):
    covered = cv.status(dated, cv.EventLog(), as_of=date(year, 1, 1)).covered
    assert covered is not None  # since the plan has batches
    assert covered.share is not None  # and villages
    print(
        f"{year}-01-01: {covered.covered} of {covered.whole} covered ({float(covered.share):.0%})"
    )

# Which villages hold the title is a list of its own: one may lose it again.
eleven = [f"v{number:02}" for number in range(1, 12)]
lost = {"v02": date(2019, 5, 31)}
roster = cv.Roster(
    id="example",
    memberships=[Membership(who=v, of="titled", until=lost.get(v)) for v in eleven],
)
made = cv.status(dated, cv.EventLog(), as_of=date(2019, 6, 30), roster=roster)
assert made.covered is not None
assert made.held is not None
print(f"\ncovered by batches {made.covered.covered}, holding the title {made.held.covered}")

# Poor work that an inspection finds is put right by a day, or exposed and answered for.
poor = Event(id="f1", kind="finding", on=date(2019, 3, 1), place="v15")
made = cv.status(dated, cv.EventLog(events=[poor]), as_of=date(2019, 4, 12))
print()
for each in made:
    if each.duty in ("rectify", "answer"):
        print(f"{each.duty} in {each.place}: due {each.due}, {each.state} by {each.days} days")
