"""A small standard and tables for it, all invented."""

import civil_village as cv
from civil_village.indicators import EventCount, ShareOf

CATALOGUE = cv.Catalogue(
    indicators={
        "meetings": cv.Indicator(label=cv.Label("会议次数", "meetings"), value="count"),
        "funds": cv.Indicator(
            label=cv.Label("创建经费", "funds"), value="amount", unit=cv.Label("元", "yuan")
        ),
        "insured": cv.Indicator(label="参保人数", value="count"),
        "residents": cv.Indicator(label="应保人数", value="count"),
        "insurance": cv.Indicator(label="参保率", value="ratio", of=["insured", "residents"]),
        "water": cv.Indicator(label=cv.Label("安全饮水率", "safe water"), value="ratio"),
        "plan": cv.Indicator(label=cv.Label("有计划", "plan"), value="truth"),
        "road": cv.Indicator(label="道路", value="choice", choices=["硬化", "Gravel"]),
        "filed": cv.Indicator(label="备案日期", value="date"),
        "remark": cv.Indicator(label="备注", value="text"),
        "takes_part": cv.Indicator(label="参评", value="truth", subject="household"),
        "participation": cv.Indicator(
            label="户参评率", value="ratio", derive=ShareOf(share=cv.Rule("takes_part"))
        ),
        "accidents": cv.Indicator(
            label="事故数",
            value="count",
            derive=EventCount(events="accident", within=cv.calendar.Span.parse("1 year")),
        ),
    },
    events={"accident": cv.indicators.EventKind(label="事故")},
)

STANDARD = cv.Standard(
    id="demo",
    label=cv.Label("示范标准", "Demo standard"),
    catalogue=CATALOGUE,
    sections=[
        cv.Section(
            id="work",
            label=cv.Label("工作", "Work"),
            criteria=[
                cv.Criterion(
                    id="meets",
                    label=cv.Label("会议", "Meetings"),
                    points=10,
                    requirements=[cv.Requirement(id="three", rule=cv.Rule("meetings >= 3"))],
                ),
                cv.Criterion(
                    id="care",
                    points=5,
                    requirements=[cv.Requirement(id="most", rule=cv.Rule("insurance >= 0.9"))],
                ),
            ],
        ),
    ],
    vetoes=[
        cv.Strike(id="accident", label=cv.Label("事故", "Accident"), when=cv.Rule("accidents > 0"))
    ],
    bands=cv.curves.Bands(
        [
            cv.curves.Band(id="fail", label=cv.Label("不合格", "fail")),
            cv.curves.Band(id="good", from_=10),
        ]
    ),
    passes=cv.standards.Passing(band="good"),
)


def refusals(data, standard=STANDARD, **arguments):
    """Give the problems of a table, none where it is read."""
    try:
        cv.read_table(data, standard, **arguments)
    except cv.DocumentError as error:
        return error.problems
    return ()


def problems_of(data, standard=STANDARD, **arguments):
    """Give row, column letter and code of all that is wrong with a table."""
    found = refusals(data, standard, **arguments)
    return [(p.position.line, p.position.letter, p.code) for p in found]


def errors_of(data, standard=STANDARD, **arguments):
    """Give the problems of a table that is refused."""
    found = refusals(data, standard, **arguments)
    assert found
    return found
