"""Named years: what follows from what is said of them, and what contradicts itself."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civil_village.calendar import NamedYears
from civil_village.canonical import plain
from civil_village.documents.conversion import structure
from civil_village.problems import DocumentError
from civil_village.testing import named_years


def codes(**years):
    with pytest.raises(DocumentError) as caught:
        NamedYears(years)
    return [(problem.code, problem.path[-1:]) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("years", "bounds"),
    [
        ({"y": 2022}, {"y": (2022, 2022)}),
        ({"y": "unknown"}, {"y": (None, None)}),
        ({"y": 2022, "z": "y + 1"}, {"z": (2023, 2023)}),
        ({"y": 2022, "z": "y - 2"}, {"z": (2020, 2020)}),
        # The other way round too: the name that others are counted from.
        ({"y": "z - 1", "z": 2023}, {"y": (2022, 2022)}),
        ({"y": "unknown", "z": "y + 1"}, {"z": (None, None)}),
        ({"y": 2022, "z": "after y"}, {"z": (2023, None)}),
        ({"y": 2022, "z": "before y"}, {"z": (None, 2021)}),
        ({"y": 2022, "z": "after y", "w": "after z"}, {"w": (2024, None)}),
        ({"y": 2022, "z": "after y", "w": "z + 2"}, {"w": (2025, None)}),
        ({"y": 2022, "w": 2026, "z": "after y, before w"}, {"z": (2023, 2025)}),
        # Only one year lies between: so it is known.
        ({"y": 2022, "w": 2024, "z": "after y, before w"}, {"z": (2023, 2023)}),
        # What is said of a later one bounds an earlier one.
        ({"y": "unknown", "w": 2024, "z": "after y, before w"}, {"y": (None, 2022)}),
        ({"x": "unknown", "y": "x + 5", "z": "after x, before y"}, {"z": (None, None)}),
        ({"y": 9999, "z": "before y"}, {"z": (None, 9998)}),
    ],
)
def test_bounds_follow_from_all_that_is_said(years, bounds):
    made = NamedYears(years)
    assert {name: made.bounds(name) for name in bounds} == bounds
    for name, (least, most) in bounds.items():
        assert made.known(name) is (least is not None and least == most)


@pytest.mark.parametrize(
    ("years", "found"),
    [
        ({"y": "y + 1"}, [("made-of-itself", ("y",))]),
        ({"a": "b + 1", "b": "after c", "c": "a - 1"}, [("made-of-itself", ("a",))]),
        ({"y": "z"}, [("not-a-year", ("y",))]),
        ({"y": "z + 1"}, [("unknown-name", ("y",))]),
        ({"y": "after z", "w": "before v"}, [("unknown-name", ("y",)), ("unknown-name", ("w",))]),
        ({"y": "0000"}, [("not-a-year", ("y",))]),
        ({"y": 22}, [("not-a-year", ("y",))]),
        ({"y": "y+"}, [("not-a-year", ("y",))]),
        ({"y": "z + 0"}, [("not-a-year", ("y",))]),
        ({"Y": 2022}, [("not-an-id", ("Y",))]),
        # No year lies between 2022 and 2023.
        ({"y": 2022, "w": 2023, "z": "after y, before w"}, [("years-contradict", ("z",))]),
        # Nothing is known, and yet it cannot be.
        (
            {"x": "unknown", "y": "x + 1", "z": "after y, before x"},
            [("years-contradict", ("x",))],
        ),
        # Beyond the calendar.
        ({"y": 9999, "z": "after y"}, [("years-contradict", ("z",))]),
        ({"y": 1, "z": "y - 1"}, [("not-a-year", ("y",))]),
        ({"y": "0001", "z": "y - 1"}, [("years-contradict", ("z",))]),
    ],
)
def test_what_cannot_be_is_refused(years, found):
    assert codes(**years)[: len(found)] == found


def test_the_ring_is_named():
    with pytest.raises(DocumentError, match="a → b → a"):
        NamedYears({"a": "b + 1", "b": "after a", "y": 2022})


def test_a_name_that_is_none_is_refused_with_the_nearest():
    years = NamedYears({"year_one": 2022})
    for ask in (years.bounds, years.known):
        with pytest.raises(DocumentError, match="did you mean year_one"):
            ask("year_on")


def test_it_can_be_asked_like_a_mapping():
    years = NamedYears({"y": 2022, "z": "unknown"})
    assert (list(years), len(years), "y" in years, "w" in years) == (["y", "z"], 2, True, False)
    assert (years["y"].text, years["z"].text) == ("2022", "unknown")
    assert not NamedYears()


@pytest.mark.parametrize(
    ("written", "read"),
    [("y+1", "y + 1"), (" y -2 ", "y - 2"), ("after y", "after y"), (2022, 2022)],
)
def test_blanks_around_signs_do_not_matter(written, read):
    made = structure({"y": 2000, "z": written}, NamedYears)
    assert plain(made) == {"y": 2000, "z": read}


@given(named_years())
def test_what_is_written_is_read_back(years):
    assert structure(plain(years), NamedYears) == years


def fits(years, chosen):
    """Tell whether chosen years are as is said of each; written once more, without bounds."""
    for name, text in years.items():
        if text.isdecimal() and chosen[name] != int(text):
            return False
        for part in text.split(", "):
            match part.split(" "):
                case ["after", of] if chosen[name] <= chosen[of]:
                    return False
                case ["before", of] if chosen[name] >= chosen[of]:
                    return False
                case [of, ("+" | "-") as sign, number]:
                    if chosen[name] != chosen[of] + int(sign + number):
                        return False
    return True


NAMES = ["a", "b", "c"]
WORDS = st.one_of(
    st.sampled_from(["unknown", "2000", "2002"]),
    st.builds("{} {} {}".format, st.sampled_from(NAMES), st.sampled_from("+-"), st.integers(1, 2)),
    st.builds("{} {}".format, st.sampled_from(["after", "before"]), st.sampled_from(NAMES)),
    st.builds("after {}, before {}".format, st.sampled_from(NAMES), st.sampled_from(NAMES)),
)


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, WORDS)))
def test_bounds_are_those_of_all_years_that_fit(years):
    """By trying all years from 1991 to 2011.

    What hangs on 2000 or 2002 lies at most four years away; what lies further has no bound.
    """
    span = range(1991, 2012)
    all_of_them = (dict(zip(NAMES, each, strict=True)) for each in product(span, repeat=3))
    found = [chosen for chosen in all_of_them if fits(years, chosen)]
    try:
        made = NamedYears(years)
    except DocumentError as error:
        ring = error.problems[0].code == "made-of-itself"
        assert ring or not found
        return
    for name in NAMES:
        least, most = (pick(each[name] for each in found) for pick in (min, max))
        expected = None if least < 1996 else least, None if most > 2006 else most
        assert made.bounds(name) == expected
