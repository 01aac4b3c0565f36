"""What households came to elsewhere becomes values of theirs."""

import pytest

import civil_village as cv
from civil_village.records import with_household_values


def village(name, *homes):
    return cv.Village(id=name, households=[cv.Household(id=home) for home in homes])


def titled(village):
    return {home.id: home.values.get("titled") for home in village.households}


def test_values_go_to_the_household_of_that_village():
    made = with_household_values(
        cv.Records(id="r", subjects=[village("v1", "h1", "h2"), village("v2", "h1", "h3")]),
        {"v1/h1": {"titled": True}, "h3": {"titled": None}},
        otherwise={"titled": False},
    )
    assert titled(made["v1"]) == {"h1": True, "h2": False}
    assert titled(made["v2"]) == {"h1": False, "h3": None}


def test_what_was_reported_before_stays():
    home = cv.Household(id="h1", values={"tidy": True, "titled": False})
    made = with_household_values(cv.Village(id="v1", households=[home]), {"h1": {"titled": True}})
    assert made.households[0].values == {"tidy": True, "titled": True}


def test_rows_of_other_subjects_are_reached():
    town = cv.Entity(
        subject="township",
        id="t1",
        households=[cv.Household(id="h9")],
        villages=[village("v1", "h1")],
    )
    made = with_household_values(town, {"t1/h9": {"titled": True}, "v1/h1": {"titled": False}})
    assert titled(made) == {"h9": True}
    assert titled(made.villages[0]) == {"h1": False}


def test_ids_of_no_household_and_of_several_are_refused():
    both = cv.Records(id="r", subjects=[village("v1", "h1"), village("v2", "h1")])
    with pytest.raises(cv.DocumentError) as caught:
        with_household_values(both, {"h1": {}, "h2": {}, "v3/h1": {}})
    assert [(p.code, p.path) for p in caught.value.problems] == [
        ("duplicate-id", ("told", "h1")),
        ("unknown-name", ("told", "h2")),
        ("unknown-name", ("told", "v3/h1")),
    ]
    ignored = with_household_values(both, {"h2": {"titled": True}}, extra="ignore")
    assert ignored == both
