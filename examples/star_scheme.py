"""Evaluate the households of the bundled villages by a star scheme (星级文明户评选办法).

Run it with ``python examples/star_scheme.py``. All households are invented.
"""

from collections import Counter

import civil_village as cv


def name(thing: cv.Village | cv.Entity | cv.Criterion) -> str:
    """Give its English label, else its id."""
    return thing.id if thing.label is None else thing.label.text("en")


scheme = cv.bundled("anle.stars")
records = cv.bundled("anle.villages")

for village in list(records)[:4]:
    facts = cv.derive_each(scheme.catalogue, village.households, as_of=records.as_of)
    results = cv.evaluate_each(scheme, facts)
    medals = Counter(result.band or "open" for result in results)
    told = ", ".join(f"{count} {band}" for band, count in medals.most_common())
    print(f"{name(village)}: {told}")

    for result in results:
        lacking = [
            name(criterion)
            for criterion in scheme.criteria
            if result.criterion(criterion.id).bounds[1] == 0
        ]
        hit = [strike.id for strike in result.vetoes if strike.state == "hit"]
        stars = " to ".join(str(end) for end in dict.fromkeys(result.bounds))
        print(f"  {result.id}: {stars} stars", end="")
        print(f", without {', '.join(lacking)}" if lacking else "", end="")
        print(f", veto: {', '.join(hit)}" if hit else "")
