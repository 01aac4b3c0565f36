"""Evaluate the bundled example villages, and explain the one that is still open.

Run it with ``python examples/first_result.py``. All villages are invented.
"""

import civil_village as cv


def name(thing: cv.Standard | cv.Result) -> str:
    """Give its English label, else its id."""
    return str(thing.id) if thing.label is None else thing.label.text("en")


standard = cv.bundled("anle.standard")
records = cv.bundled("anle.villages")

facts = cv.derive_each(standard.catalogue, records, as_of=records.as_of)
results = cv.evaluate_each(standard, facts)

print(name(standard))
for result in results:
    least, greatest = result.bounds
    score = least if least == greatest else f"{least} to {greatest}"
    print(f"  {name(result)}: {result.outcome}, {score}")

undecided = next(result for result in results if result.outcome == "open")
print()
print("What would decide", name(undecided))
for fact in undecided.deciding:
    print("  -", fact.text("en"))

print()
print(undecided.explain().parts[0].text("zh"))
