"""Build a small standard in Python, evaluate a village, and store the result.

Run it with ``python examples/own_standard.py``. The standard and its numbers are invented.
"""

import civil_village as cv

standard = cv.Standard(
    id="qingxi.village",
    label=cv.Label("清溪镇文明村标准（虚构）", "Qingxi village standard (invented)"),
    catalogue=cv.Catalogue(
        indicators={
            "plan": cv.Indicator(label=cv.Label("有年度计划", "yearly plan"), value="truth"),
            "meetings": cv.Indicator(label=cv.Label("会议次数", "meetings"), value="count"),
            "insured": cv.Indicator(label=cv.Label("参保人数", "insured"), value="count"),
            "residents": cv.Indicator(label=cv.Label("应保人数", "residents"), value="count"),
            "insurance": cv.Indicator(
                label=cv.Label("医保参保率", "insurance rate"),
                value="ratio",
                of=["insured", "residents"],
            ),
        },
    ),
    criteria=[
        cv.Criterion(
            id="lead",
            label=cv.Label("组织领导", "leadership"),
            points=10,
            grade=cv.standards.Count(met=[0, 0.5, 1]),
            requirements=[
                cv.Requirement(id="plan", rule=cv.Rule("plan")),
                cv.Requirement(id="meets", rule=cv.Rule("meetings >= 3")),
            ],
        ),
        cv.Criterion(
            id="care",
            label=cv.Label("医疗保障", "health care"),
            points=10,
            grade=cv.standards.PointsShort(of=cv.Rule("insurance"), target=0.95, lose=1),
        ),
    ],
    total=20,
    passes=cv.standards.Passing(score=16),
)

village = {"plan": True, "meetings": 4, "insured": 231, "residents": 250}
result = cv.evaluate(standard, cv.derive(standard.catalogue, village))
print(result.explain().text("en"))

print()
care = result.criterion("care")
print("Health care:", care.points, "of", standard.criterion("care").points, "points")

print()
stored = cv.dumps(result)
print("Stored in", len(stored.splitlines()), "lines of JSON;", end=" ")
print("read back, it is equal:", cv.loads(stored) == result)

print()
try:
    cv.derive(standard.catalogue, {"plan": "yes", "meetngs": 4})
except cv.DocumentError as error:
    print("A record with two mistakes:")
    print(error)
