"""Evaluate a village by the nine standards of its plan, and say what would decide (方案五).

Run it with ``python examples/plan5_evaluate_a_village.py``. The village is invented.
"""

import civil_village as cv


def name(thing: cv.Standard | cv.Section | cv.Requirement) -> str:
    """Give its English label, else its id."""
    return str(thing.id) if thing.label is None else thing.label.text("en")


standard = cv.bundled("anle.standard")
records = cv.bundled("anle.villages")
village = records["v004"]

facts = cv.derive(standard.catalogue, village, as_of=records.as_of)
result = cv.evaluate(standard, facts)

print(f"{name(standard)}: {result.outcome}, {result.bounds[0]} to {result.bounds[1]}")
for section, found in zip(standard.sections, result.sections, strict=True):
    least, greatest = found.bounds
    points = least if least == greatest else f"{least} to {greatest}"
    print(f"  {name(section)}: {points} of {section.most}")

print("\nwhat would decide:")
for fact in result.deciding:
    print("  -", fact.text("en"))

# Of a requirement: its state, and the clause of the plan that asks for it.
path = "creation.household_selection.share"
asked, share = standard[path], result[path]
assert isinstance(asked, cv.Requirement)
assert isinstance(share, cv.standards.RequirementResult)
print(f"\n{name(asked)}: {share.state} ({asked.source[0].clause})")

# What the plan says of petitions, belief and births stands there as text, and nobody scores it.
print("\ntext alone:")
for each in cv.samples.plan_coverage("plan5"):
    if each.how == "text" and each.clause in ("四(五)b", "四(五)c", "四(六)a", "四(八)f"):
        label = each.parts[0].label
        print(f"  {each.clause}: {'' if label is None else label.text('en')}")
