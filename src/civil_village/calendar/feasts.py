"""Feasts (节日): on which day of the calendar a feast falls, by the lunar calendar or not.

Lunar feasts and solar terms are reckoned by the package ``borax``, which comes with the extra
``lunar`` and is loaded when it is first asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Any, Final

from civil_village import checks
from civil_village.calendar.windows import Window
from civil_village.messages import Message
from civil_village.problems import CivilVillageError, Problem, reject

#: Month and day of the lunar year, never of a leap month; the eve of the new year is its last day.
LUNAR: Final = {
    "春节": (1, 1),
    "元宵": (1, 15),
    "端午": (5, 5),
    "七夕": (7, 7),
    "中元": (7, 15),
    "中秋": (8, 15),
    "重阳": (9, 9),
    "腊八": (12, 8),
    "除夕": (12, 30),
}
#: Solar terms, and the feast that is held on one.
TERMS: Final = {"清明": "清明", "丰收节": "秋分", "冬至": "冬至"}
#: Month and day of the civil year.
CIVIL: Final = {
    "元旦": (1, 1),
    "学雷锋日": (3, 5),
    "妇女节": (3, 8),
    "植树节": (3, 12),
    "劳动节": (5, 1),
    "青年节": (5, 4),
    "儿童节": (6, 1),
    "建党节": (7, 1),
    "建军节": (8, 1),
    "教师节": (9, 10),
    "烈士纪念日": (9, 30),
    "国庆": (10, 1),
    "宪法日": (12, 4),
}
#: Every feast that there is.
FEASTS: Final = (*LUNAR, *TERMS, *CIVIL)

#: For these years it is known when the lunar months begin.
FIRST_YEAR, LAST_YEAR = 1900, 2100

#: Lunar months whose new moon is so near to midnight that sources differ by a day.
_UNCERTAIN: Final = {(2057, 9), (2089, 8), (2097, 7)}


def feast_day(name: str, year: int) -> date:
    """Give the day of a feast (节日).

    Args:
        name: Its name, as 端午: lunar feasts, 清明, 丰收节 and 冬至, and days of the civil
            year such as 国庆.
        year: The year, 1900 to 2100: for a lunar feast the lunar one, which begins at 春节, so
            that 腊八 and 除夕 are those at its end, in the winter after.

    Raises:
        DocumentError: There is no such feast, or the year is none of these.
        CivilVillageError: It takes the extra ``lunar``, which is not installed.

    Examples:
        >>> str(feast_day("国庆", 2022))
        '2022-10-01'
        >>> str(feast_day("端午", 2022)), str(feast_day("除夕", 2022))
        ('2022-06-03', '2023-01-21')

    Source:
        semantics of lunar dates: by lunar date outside leap months; 除夕 is the last day of
        the lunar year; solar terms by day.
    """
    reject(_feast_problems(name, year))
    if name in CIVIL:
        return date(year, *CIVIL[name])
    lunar = _lunar()
    if name in TERMS:
        day: date = lunar.TermUtils.nth_term_day(year, term_name=TERMS[name])
        return day
    month, number = LUNAR[name]
    last: int = lunar.LCalendars.ndays(year, month)
    found: date = lunar.LunarDate(year, month, min(number, last)).to_solar_date()
    return found


def feast_year(name: str, year: int) -> Window:
    """Give the days of the year to which a feast belongs: the lunar one, or the civil one.

    Args:
        name: As in `feast_day`.
        year: As in `feast_day`.

    Raises:
        DocumentError: As in `feast_day`.
        CivilVillageError: As in `feast_day`.

    Examples:
        >>> print(feast_year("除夕", 2022).first, feast_year("清明", 2022).first)
        2022-02-01 2022-01-01
    """
    if name in LUNAR:
        return Window(feast_day("春节", year), feast_day("除夕", year))
    reject(_feast_problems(name, year))
    return Window(date(year, 1, 1), date(year, 12, 31))


def uncertain(name: str, year: int) -> bool:
    """Tell whether sources differ by a day on a feast (不确定的节日).

    The new moons of three lunar months of 2057, 2089 and 2097 are so near to midnight that
    nobody can say today on which day those months will begin.

    Args:
        name: As in `feast_day`.
        year: As in `feast_day`.

    Raises:
        DocumentError: As in `feast_day`.

    Examples:
        >>> uncertain("重阳", 2057), uncertain("重阳", 2058)
        (True, False)
    """
    reject(_feast_problems(name, year))
    return name in LUNAR and (year, LUNAR[name][0]) in _UNCERTAIN


def _feast_problems(name: str, year: int) -> Iterator[Problem]:
    yield from checks.known(name, FEASTS, "name")
    yield from checks.between(year, FIRST_YEAR, LAST_YEAR, "year")


def _lunar() -> Any:
    """Load what knows the lunar calendar."""
    try:
        return import_module("borax.calendars.lunardate")  # an extra, loaded on first use
    except ImportError as error:
        hint = Message("hint.extra", extra="lunar")
        raise CivilVillageError(
            [Problem(code="missing-extra", found="borax", hint=hint)]
        ) from error
