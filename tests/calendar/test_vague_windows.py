"""Vague windows: what they surely hold, perhaps hold, and surely do not."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from civil_village.calendar import NamedYears, VagueDate, VagueWindow, Window, WindowBounds
from civil_village.canonical import plain
from civil_village.documents.conversion import structure
from civil_village.problems import DocumentError
from civil_village.testing import named_years, vague_windows

YEAR = NamedYears({"y": 2022})


def day(text):
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-H1", "2022-01-01", "2022-06-30"),
        ("2022-H2", "2022-07-01", "2022-12-31"),
        ("2022-Q1", "2022-01-01", "2022-03-31"),
        ("2022-Q3", "2022-07-01", "2022-09-30"),
        ("2022-06", "2022-06-01", "2022-06-30"),
        ("2022-06-early", "2022-06-01", "2022-06-10"),
        ("2022-06-mid", "2022-06-11", "2022-06-20"),
        ("2022-06-下旬", "2022-06-21", "2022-06-30"),
        ("2024-02-late", "2024-02-21", "2024-02-29"),
        ("2022-06-15", "2022-06-15", "2022-06-15"),
        ("2022-06-mid..2022-07", "2022-06-11", "2022-07-31"),
        ("2022-07..2022-12", "2022-07-01", "2022-12-31"),
        ("2022-06..2022-06-mid", "2022-06-01", "2022-06-20"),
        ("2022-06-15..2022-06-mid", "2022-06-15", "2022-06-20"),
        ("y-06-mid", "2022-06-11", "2022-06-20"),
        ("y-12..(y+1)-03", "2022-12-01", "2023-03-31"),
        ("(y-1)-Q4..y", "2021-10-01", "2022-12-31"),
        # 29 February of a year that has none is its last day.
        ("y-02-29", "2022-02-28", "2022-02-28"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
    ],
)
def test_a_window_of_known_years_is_certain(text, first, last):
    bounds = VagueWindow.parse(text).resolved(YEAR)
    assert bounds.certain == Window(day(first), day(last))
    days = (day(first), day(last))
    assert [bounds.says(each) for each in days] == ["in", "in"]
    if last != "9999-12-31":
        beside = days[0] - timedelta(days=1), days[1] + timedelta(days=1)
        assert [bounds.says(each) for each in beside] == ["out", "out"]


@pytest.mark.parametrize(
    ("text", "years", "says"),
    [
        # The month that is told is in it as a whole; what lies on the open side is perhaps.
        ("2022-06..", {}, "out in in perhaps perhaps"),
        ("..2022-06", {}, "perhaps in in out out"),
        ("..2022-06-mid", {}, "perhaps in in out out"),
        # An unknown year leaves every day open.
        ("y-06", {"y": "unknown"}, "perhaps perhaps perhaps perhaps perhaps"),
        ("2022-06-11..y", {"y": "unknown"}, "out perhaps perhaps perhaps perhaps"),
        # Another fixes it.
        ("y-06", {"y": "z - 1", "z": 2023}, "out in in out out"),
        # Its order bounds it: after 2021 no day before 2022 is in it.
        ("y", {"y": "after z", "z": 2021}, "perhaps perhaps perhaps perhaps perhaps"),
        ("y", {"y": "after z", "z": 2022}, "out out out out perhaps"),
        ("y", {"y": "before z", "z": 2023}, "perhaps perhaps perhaps perhaps out"),
        # It began in 2021 at the latest.
        ("y..z", {"y": "before z", "z": 2022}, "in in in in out"),
        (
            "y-Q3..z",
            {"y": "after v, before z", "z": 2023, "v": 2020},
            "perhaps perhaps perhaps in in",
        ),
    ],
)
def test_what_is_open_is_perhaps(text, years, says):
    days = ["2022-05-31", "2022-06-11", "2022-06-20", "2022-07-01", "2023-01-01"]
    bounds = VagueWindow.parse(text).resolved(NamedYears(years))
    assert " ".join(bounds.says(day(each)) for each in days) == says
    assert bounds.certain is None or "perhaps" not in says


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("2022-06..", ("2022-06-01", "2022-06-01", "2022-06-30", None)),
        ("..2023-03", (None, "2023-03-01", "2023-03-31", "2023-03-31")),
        ("z-03", (None, None, None, None)),
        ("y-06..z-03", ("2022-06-01", "2022-06-01", None, None)),
        ("w-03", ("2023-03-01", "2025-03-01", "2023-03-31", "2025-03-31")),
        ("v..", ("2023-01-01", None, "2023-12-31", None)),
    ],
)
def test_the_ends_have_the_bounds_of_their_years(text, bounds):
    years = {"y": 2022, "z": "unknown", "u": 2026, "w": "after y, before u", "v": "after y"}
    made = VagueWindow.parse(text).resolved(NamedYears(years))
    assert made == WindowBounds(*map(day, bounds))


def test_it_names_the_years_that_it_reads_once():
    assert VagueWindow.parse("y-12..(y+1)-03").names == ("y",)
    assert VagueWindow.parse("y..z-03").names == ("y", "z")
    assert VagueWindow.parse("2022..").names == ()


@pytest.mark.parametrize(
    "text",
    [
        *("", "..", "2022-13", "2022-00", "2022-6", "2022-06-00", "2022-02-30", "2023-02-29"),
        *("2022-H3", "2022-Q5", "2022-Q0", "2022-q1", "0000", "22-06", "y-1", "y+1-03", "(y)-03"),
        *("(y+0)-03", "Y-06", "2022...2023", "2022-06-mids", "2022/06", "2022-06 2022-07", None),
        *(
            "2022-07..2022-06",
            "2023..2022",
            "(y+1)-01..y-12",
            "y-07..y-06",
            "2022-06-20..2022-06-mid.",
        ),
        *(2022.5, True, 99, ["2022"], "2022 - 06", " 2022", "x" * 300, "2022-06..2022-05-31"),
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(DocumentError) as caught:
        VagueWindow.parse(text)
    assert [problem.code for problem in caught.value.problems] == ["not-a-window"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("y-12 .. (y + 1)-03", "y-12..(y+1)-03"),
        ("2022-06-上旬..2022-06-中旬", "2022-06-early..2022-06-mid"),
        (2022, "2022"),
    ],
)
def test_blanks_and_chinese_words_are_read(written, text):
    assert VagueWindow.parse(written) == VagueWindow(text)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("z-03", {"y": 2022}),  # no such name
        ("y-06..z-03", {"y": 2022, "z": 2021}),  # it ends before it begins
        ("y-06..z-03", {"y": "after z", "z": 2021}),
        ("(y+1)-03", {"y": 9999}),
        ("(y-1)", {"y": "0001"}),
    ],
)
def test_years_that_do_not_fit_are_refused(text, years):
    window = VagueWindow.parse(text)
    with pytest.raises(DocumentError):
        window.resolved(NamedYears(years))


@given(vague_windows())
def test_what_is_written_is_read_back(window):
    assert structure(plain(window), VagueWindow) == window


@given(vague_windows(), named_years(), st.dates(date(2018, 1, 1), date(2028, 12, 31)))
def test_what_it_says_is_true_of_all_years_that_its_names_can_mean(window, years, when):
    """Sound: with any years that fit, a day that is surely in is in, one that is out is out."""
    try:
        said = window.resolved(years).says(when)
    except DocumentError:
        assume(False)
    for known in fixed(years):
        try:
            certain = window.resolved(known)
        except DocumentError:
            continue
        now = certain.says(when)
        assert said in ("perhaps", now)


def fixed(years):
    """Give known years that fit what is said, some of them far off."""
    ranges = []
    for name in years:
        least, most = years.bounds(name)
        low = 2015 if least is None else least
        high = low + 12 if most is None else most
        ranges.append((name, sorted({low, min(low + 1, high), high})))
    (a, first), (b, second), (c, third) = ranges
    for x in first:
        for y in second:
            for z in third:
                if fits(years, {a: x, b: y, c: z}):
                    yield NamedYears({a: x, b: y, c: z})


def fits(years, chosen):
    """Tell whether years are as is said of them: that is, whether they can be added to it."""
    for name, said in years.years.items():
        for bound in said.bounds:
            other = bound.years + (chosen[bound.of] if bound.of else 0)
            if (chosen[name] < other) if bound.least else (chosen[name] > other):
                return False
    return True


@given(vague_windows().filter(lambda window: window.names == ()))
@example(VagueWindow("2022..2023"))
def test_without_names_and_open_ends_it_is_the_window_of_its_parts(window):
    assume(not window.text.startswith("..") and not window.text.endswith(".."))
    certain = window.resolved().certain
    assert certain is not None
    assert certain.first <= certain.last


@pytest.mark.parametrize(
    "text", ["2024", "2024-02", "2024-02-early", "2024-02-mid", "2024-02-late"]
)
def test_a_part_has_the_days_of_the_vague_date(text):
    assert VagueWindow(text).resolved().certain == VagueDate(text).days
