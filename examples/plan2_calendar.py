"""Show a year's festivals, and which villages and units are not paired yet (方案二).

Run it with ``python examples/plan2_calendar.py``. Villages and units are invented.
"""

from datetime import date

import civil_village as cv
from civil_village.campaigns import calendar_of, vacancies
from civil_village.organizations import Membership

plan = cv.bundled("plan2.campaign")

# Feasts by the moon and the sun: the plan asks for an activity in every village.
print("festivals of 2011, with the last day for an activity")
for each in calendar_of(plan, 2011):
    if each.duty in ("festivals", "anniversaries") and each.place in (None, "dongpo"):
        print(f"  {each.name}: by {each.due}")

# Who is paired with whom is a list of dated memberships.
roster = cv.Roster(
    id="example.pairings",
    memberships=[
        Membership(who="firm", of="pairing", place="dongpo", from_=date(2011, 3, 1)),
        Membership(
            who="school",
            of="pairing",
            place="xihe",
            from_=date(2011, 1, 1),
            until=date(2011, 8, 31),
        ),
        Membership(who="civilized_unit", of="pairing", place="nanshan", from_=date(2011, 1, 1)),
    ],
)
for day in (date(2011, 6, 1), date(2011, 12, 1)):
    found = vacancies(plan, roster, as_of=day)
    villages = [str(problem.found) for problem in found if problem.code == "unpaired-place"]
    units = [str(problem.found) for problem in found if problem.code == "idle-unit"]
    print(f"\n{day}: without a unit {', '.join(villages)}; idle {', '.join(units)}")

# The same as something that must hold in every village: since when does it not?
made = cv.status(plan, cv.EventLog(), as_of=date(2011, 12, 1), roster=roster)
print()
for each in made:
    if each.duty == "has_pairing":
        told = f" for {each.days} days" if each.state == "broken" else ""
        print(f"  {each.place}: {each.state}{told}")
