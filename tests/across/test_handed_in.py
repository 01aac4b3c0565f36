"""What was handed in is copied: no result and no model follows what becomes of it."""

from collections import UserDict
from decimal import Decimal

import pytest
from attrs import fields, has

import civil_village as cv
from civil_village.mappings import FrozenMapping
from tests.public_names import VALUES

ROW = {"plan": True, "visits": 16, "wharf": False}
OTHER = {"plan": False, "visits": 30, "wharf": True, "safe": False}
CATALOGUE = cv.Catalogue(
    indicators={
        "plan": cv.Indicator(label="有计划", value="truth"),
        "visits": cv.Indicator(label="走访次数", value="count", maximum=30),
        "wharf": cv.Indicator(label="有码头", value="truth"),
        "safe": cv.Indicator(label="码头安全", value="truth"),
    }
)


def criterion(name, points, **keywords):
    asked = cv.Requirement(id=name, rule=cv.Rule(name))
    return cv.Criterion(id=name, points=points, requirements=[asked], **keywords)


def standard(exempt):
    curve = cv.standards.ByCurve(of=cv.Rule("visits"), by=cv.curves.PerUnit(give=1))
    return cv.Standard(
        id="demo",
        catalogue=CATALOGUE,
        criteria=[
            criterion("plan", 10),
            criterion("safe", 10, applies=cv.Rule("wharf")),
            cv.Criterion(id="visits", points=30, grade=curve),
        ],
        exempt=exempt,
        round=cv.quantities.Rounding(step=0.01),
        passes=cv.standards.Passing(score=30),
    )


def told(result):
    return (
        result.explain(),
        result.digests,
        result.outcome,
        result.bounds,
        result.criteria,
        result.deciding,
        cv.dumps(result),
    )


@pytest.mark.parametrize("exempt", ["credit", "rescale"])
@pytest.mark.parametrize("gaps", [False, True], ids=["complete", "gaps"])
@pytest.mark.parametrize("kind", [dict, UserDict], ids=["dict", "mapping"])
def test_a_result_stays_what_it_was(exempt, gaps, kind):
    made = standard(exempt)
    known = {name: value for name, value in ROW.items() if not (gaps and name == "visits")}
    row = kind(known)
    result = cv.evaluate(made, row)
    row.update(OTHER)
    assert told(result) == told(cv.evaluate(made, known))
    assert told(result) != told(cv.evaluate(made, OTHER))


def test_facts_stay_what_they_were():
    row, reported = dict(ROW), {"accident": True}
    facts = cv.derive(CATALOGUE, row)
    village = cv.Village(id="v1", values=row, reported=reported, earlier={"2023": row})
    row.update(OTHER)
    reported.clear()
    assert facts["plan"] is True
    assert village.values == village.earlier["2023"] == ROW
    assert village.reported == {"accident": True}


def test_what_is_nested_in_a_record_is_copied_too():
    share, choices = {"part": 4, "whole": 5}, ["a", "b"]
    values = {"share": share, "choices": choices}
    made = [
        cv.Village(id="v1", values=values).values,
        cv.Event(id="e1", kind="visit", on=cv.calendar.VagueDate("2024"), values=values).values,
        cv.Observation(of="share", value=values).value,
    ]
    share["part"] = 0
    choices.append("c")
    for found in made:
        assert found["share"] == {"part": 4, "whole": 5}
        assert found["choices"] == ("a", "b")
        assert isinstance(found["share"], FrozenMapping)


def test_lists_are_kept_as_tuples():
    lacking = [cv.Missing("indicator", "plan")]
    unknown = cv.Unknown(lacking)
    told_ = cv.Explanation(
        cv.messages.Message("explain.why"), [cv.Explanation(cv.messages.Message("explain.why"))]
    )
    bounds = [Decimal(0), Decimal(5)]
    part = cv.standards.CriterionResult(id="c", bounds=bounds, full=5, missing=lacking)
    lacking.clear()
    bounds.clear()
    assert unknown == cv.Unknown((cv.Missing("indicator", "plan"),))
    assert part.missing == unknown.missing
    assert part.bounds == (0, 5)
    assert hash(told_) == hash(cv.Explanation(told_.message, tuple(told_.parts)))


#: Made for one call, copied by hand, or set by records alone.
OWN = {(case, part) for case in ("CoreCase", "GradedCase") for part in ("requirements", "values")}
OWN |= {("Message", "arguments"), ("Household", "shared"), ("ExemplaryAnswer", "worth")}
OWN |= {("Failure", "limit"), ("StepFault", "expected")}
CONTAINERS = ["tuple[", "Mapping[", "set[", "Sequence[", "list[", "dict["]
CONTAINERS += ["PointBounds", "Path", "Values", "Dated"]


def kept():
    """Give every field of a public model that holds more than one thing."""
    for name, model in VALUES.items():
        if isinstance(model, type) and has(model):
            for attribute in fields(model):
                if attribute.init and any(c in str(attribute.type) for c in CONTAINERS):
                    yield name, attribute


def test_every_public_model_copies_what_it_keeps():
    fields_ = list(kept())
    assert len(fields_) > 100
    bare = {(name, attribute.name) for name, attribute in fields_ if attribute.converter is None}
    assert bare == OWN
