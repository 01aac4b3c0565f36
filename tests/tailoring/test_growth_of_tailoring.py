"""Four times as many parts and changes are four times the work: calls are counted, never time."""

import json

import civil_village as cv
from civil_village.problems import DocumentError
from civil_village.profiles import Profile
from tests.across.test_growth import calls_of
from tests.across.test_limits import CLOSE


def standard(count, rule="plan"):
    criteria = [
        {"id": f"c{n}", "points": 1, "requirements": [{"id": "r", "rule": rule}]}
        for n in range(count)
    ]
    catalogue = {"indicators": {"plan": {"label": "计划", "value": "truth"}}}
    said = {"kind": "standard", "format": 1, "id": "demo.base", "catalogue": catalogue}
    return cv.loads(json.dumps({**said, "criteria": criteria}), cv.Standard)


def profile(changes):
    said = {"kind": "profile", "format": 1, "id": "demo.town", "of": {"id": "demo.base"}}
    leeway = {"only": "tighten", "locked": ["catalogue.subjects"]}
    return cv.loads(json.dumps({**said, "leeway": leeway, "changes": changes}), Profile)


def resolving(count):
    base = standard(count)
    changes = [{"change": f"c{n}", "set": {"label": "新"}, "reason": "例"} for n in range(count)]
    new = [
        {"id": f"n{n}", "points": 1, "requirements": [{"id": "r", "rule": "plan"}]}
        for n in range(count)
    ]
    changes += [
        {"add": each, "to": "criteria", "after": f"c{n}", "reason": "例"}
        for n, each in enumerate(new)
    ]
    made, library = profile(changes), cv.Library.of(base)
    return lambda: cv.tailoring.resolve(made, library)


def wrong(count):
    base = standard(count)
    changes = [{"change": f"x{n}", "set": {"label": "新"}, "reason": "例"} for n in range(count)]
    changes += [{"add": {"id": "c1"}, "to": "criteria", "reason": "例"} for _ in range(count)]
    made, library = profile(changes), cv.Library.of(base)

    def refused():
        try:
            cv.tailoring.resolve(made, library)
        except DocumentError:
            return

    return refused


def comparing(count):
    before = standard(count)
    others = json.loads(cv.dumps(standard(count, "!plan")))
    others["edition"] = "2"
    others["criteria"] = [
        {**each, "id": f"d{n}"} for n, each in enumerate(others["criteria"][: count // 2])
    ] + others["criteria"][count // 2 :][::-1]
    after = cv.loads(json.dumps(others), cv.Standard)
    return lambda: cv.diff(before, after).profile(reason="例")


def test_the_work_of_resolving_grows_with_the_changes():
    small, large = (calls_of(resolving(count)) for count in (40, 160))
    assert large <= CLOSE * small


def test_the_work_of_refusing_grows_with_the_changes():
    small, large = (calls_of(wrong(count)) for count in (40, 160))
    assert large <= CLOSE * small


def test_the_work_of_comparing_grows_with_the_parts():
    small, large = (calls_of(comparing(count)) for count in (40, 160))
    assert large <= CLOSE * small
