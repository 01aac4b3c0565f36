"""Evaluate a village by the nine standards of its plan, and say what would decide (方案五).

Run it with ``python examples/plan5_evaluate_a_village.py``. The village is invented.
"""

import civil_village as cv

standard = cv.bundled("anle.standard")
records = cv.bundled("anle.villages")
village = records["v004"]

facts = cv.derive(standard.catalogue, village, as_of=records.as_of)
result = cv.evaluate(standard, facts)

print(f"{standard.label.text('en')}: {result.outcome}, {result.bounds[0]} to {result.bounds[1]}")
for section in standard.sections:
    least, greatest = result[section.id].bounds
    points = least if least == greatest else f"{least} to {greatest}"
    print(f"  {section.label.text('en')}: {points} of {section.most}")

print("\nwhat would decide:")
for fact in result.deciding:
    print("  -", fact.text("en"))

# Of a requirement: its state, and the clause of the plan that asks for it.
asked = standard["creation.household_selection.share"]
found = result["creation.household_selection.share"]
print(f"\n{asked.label.text('en')}: {found.state} ({asked.source[0].clause})")

# What the plan says of petitions, belief and births stands there as text, and nobody scores it.
print("\ntext alone:")
for each in cv.plan_coverage("plan5"):
    if each.how == "text" and each.clause in ("四(五)b", "四(五)c", "四(六)a", "四(八)f"):
        print(f"  {each.clause}: {each.parts[0].label.text('en')}")
