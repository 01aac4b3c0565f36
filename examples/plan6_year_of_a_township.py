"""Go through a township's year: pilots, 22 tasks, points, money, and its bulletin (方案六).

Run it with ``python examples/plan6_year_of_a_township.py``. Township, villages and days are
invented.
"""

from collections import Counter
from datetime import date

import civil_village as cv
from civil_village.campaigns import bulletin

plan = cv.bundled("plan6.campaign")
log, roster = cv.bundled("plan6.log"), cv.bundled("plan6.roster")

# Thirteen villages choose one or two groups each; all waits for the last to be approved.
for day in (date(2022, 7, 15), date(2022, 8, 3)):
    made = cv.status(plan, log, as_of=day, roster=roster)
    pilots = Counter(each.state for each in made if each.duty == "pilots")
    told = ", ".join(f"{count} {state}" for state, count in pilots.items())
    print(f"{day}: pilots {told}; the gate of the roll-out is {made.phases[2].gates[0].state}")

# A unit sees what it leads: here the party building office, five months later.
made = cv.status(plan, log, as_of=date(2022, 12, 20), roster=roster)
print()
for each in made.by_body("party_office"):
    if each.state in ("late", "broken"):
        print(f"{each.duty} in {each.place}: {each.state} for {each.days} days")

# Points: what households did, by the policy of a village.
policy, ledger = cv.bundled("points.village"), cv.bundled("points.ledger")
state = cv.settle(policy, ledger, as_of=date(2024, 6, 30), roster=cv.bundled("points.roster"))
print()
for who in state.subjects:
    print(f"{who}: {state.balance(who, 'exchange')} points to exchange")

# The covenant of a village: a feast is planned, and asked about before it is held.
covenant = cv.bundled("huaiyin.covenant")
planned = {"event": "wedding", "on": date(2024, 7, 6), "days": 2, "table_cost": 180}
answer = cv.check_event(covenant, planned, as_of=date(2024, 7, 1))
print(f"\nthe planned wedding: {answer.word}")
for breach in answer.articles:
    if breach.state == "unmet":
        print(f"  article {breach.id} is broken")

# The bulletin is made of the same state, so its figures agree with it.
villages = cv.bundled("plan6.villages")
made = cv.status(plan, log, as_of=date(2023, 3, 31), roster=roster, records=villages)
print()
print("\n".join(bulletin(made, "en").splitlines()[:24]))
