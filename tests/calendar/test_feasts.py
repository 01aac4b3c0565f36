"""Feasts: on which day they fall, what is uncertain, and what they need."""

import sys
from datetime import date

import pytest

from civil_village.calendar import Recurrence, feast_day, uncertain
from civil_village.calendar.feasts import CIVIL, FEASTS, LUNAR, TERMS, feast_year
from civil_village.problems import CivilVillageError, DocumentError

NAMES = [
    "春节",
    "元宵",
    "清明",
    "端午",
    "七夕",
    "中元",
    "中秋",
    "重阳",
    "丰收节",
    "冬至",
    "腊八",
    "除夕",
]

#: As almanacs have them; 2023 and 2025 have a leap month. The last two lie in the year after.
DAYS = {
    2022: "02-01 02-15 04-05 06-03 08-04 08-12 09-10 10-04 09-23 12-22 12-30 01-21",
    2023: "01-22 02-05 04-05 06-22 08-22 08-30 09-29 10-23 09-23 12-22 01-18 02-09",
    2024: "02-10 02-24 04-04 06-10 08-10 08-18 09-17 10-11 09-22 12-21 01-07 01-28",
    2025: "01-29 02-12 04-04 05-31 08-29 09-06 10-06 10-29 09-23 12-21 01-26 02-16",
    2026: "02-17 03-03 04-05 06-19 08-19 08-27 09-25 10-18 09-23 12-22 01-15 02-05",
}


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        (name, year, f"{year + (day < '02-17' and name in ('腊八', '除夕'))}-{day}")
        for year, days in DAYS.items()
        for name, day in zip(NAMES, days.split(), strict=True)
    ],
)
def test_a_feast_falls_on_the_day_of_the_almanac(name, year, day):
    assert str(feast_day(name, year)) == day


def test_days_of_the_civil_year_are_the_same_each_year():
    for name, (month, day) in CIVIL.items():
        assert {feast_day(name, year) for year in (1900, 2024, 2100)} == {
            date(year, month, day) for year in (1900, 2024, 2100)
        }
    assert (CIVIL["国庆"], CIVIL["植树节"], CIVIL["建军节"]) == ((10, 1), (3, 12), (8, 1))


def test_the_eve_is_the_day_before_the_new_year():
    for year in range(1900, 2100):
        assert (feast_day("春节", year + 1) - feast_day("除夕", year)).days == 1


@pytest.mark.parametrize("name", FEASTS)
def test_a_feast_lies_in_its_year_and_comes_every_year(name):
    for year in range(1900, 2101):
        assert feast_year(name, year).holds(feast_day(name, year))


def test_uncertain_are_the_feasts_of_three_lunar_months():
    found = [(n, y) for y in range(1900, 2101) for n in FEASTS if uncertain(n, y)]
    assert found == [("重阳", 2057), ("中秋", 2089), ("七夕", 2097), ("中元", 2097)]


@pytest.mark.parametrize(
    ("name", "year", "path"),
    [
        ("端五", 2024, ("name",)),
        ("端午节", 2024, ("name",)),
        ("端午", 1899, ("year",)),
        ("端午", 2101, ("year",)),
        ("国庆", 2101, ("year",)),
    ],
)
def test_what_nobody_knows_is_refused(name, year, path):
    for ask in (feast_day, feast_year, uncertain):
        with pytest.raises(DocumentError) as caught:
            ask(name, year)
        assert caught.value.problems[0].path == path


def test_without_the_extra_lunar_feasts_say_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "borax.calendars.lunardate", None)
    for name in (*LUNAR, *TERMS):
        with pytest.raises(CivilVillageError) as caught:
            feast_day(name, 2024)
        assert caught.value.problems[0].code == "missing-extra"
        assert "pip install 'civil-village[lunar]'" in str(caught.value)
    rule = Recurrence(feast=["国庆", "端午"])  # a document can still be read
    with pytest.raises(CivilVillageError, match="missing-extra"):
        rule.next_after(date(2024, 1, 1))
    assert str(feast_day("国庆", 2024)) == "2024-10-01"
    assert uncertain("重阳", 2057)
    assert Recurrence(feast="国庆").next_after(date(2024, 10, 1)).name == "2025-国庆"


def test_another_package_knows_the_same_days_but_for_the_uncertain_ones():
    lunar = pytest.importorskip("lunar_python")

    def other(name, year):
        if name in TERMS:
            begin = lunar.Solar.fromYmd(year, 7, 1).getLunar().getJieQiTable()
            return begin[TERMS[name]].toYmd()
        if name == "除夕":
            return lunar.Lunar.fromYmd(year + 1, 1, 1).next(-1).getSolar().toYmd()
        return lunar.Lunar.fromYmd(year, *LUNAR[name]).getSolar().toYmd()

    names = [*LUNAR, "清明", "丰收节"]
    differ = {
        (name, year)
        for year in range(1950, 2100)
        for name in names
        if str(feast_day(name, year)) != other(name, year)
    }
    # Of 2057 both say the same.
    assert differ == {("中秋", 2089), ("七夕", 2097), ("中元", 2097)}
    assert all(uncertain(*each) for each in differ)
