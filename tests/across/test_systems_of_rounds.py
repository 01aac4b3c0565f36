"""The systems that go from round to round: places and quotas, classes, chains, selections of models.

Each is a scheme and a log, an answer computed by hand, and its reason. Every name is invented.
"""

import json
from datetime import date

import pytest

import civil_village as cv
from civil_village.titles import propose

OFFICE = {"county_office": {"label": "县文明办（虚构）"}, "village": {"label": "村"}}


def scheme(**more):
    """Give a title scheme of the parts that a test needs."""
    head = {"kind": "title_scheme", "format": 1, "id": "demo.title", "bodies": OFFICE}
    return cv.loads(json.dumps(head | more, ensure_ascii=False), cv.TitleScheme)


def log(*lines):
    """Give a log of events, each a kind, a unit, a day, and what else is said of it."""
    events = []
    for number, (kind, unit, on, *more) in enumerate(lines, 1):
        said = dict(more[0]) if more else {}
        by, of, subject = said.pop("by", "county_office"), said.pop("of", None), None
        place = unit
        if isinstance(unit, tuple):
            place, subject = unit
        events.append(
            cv.Event(
                id=said.pop("id", f"e{number:03}"),
                kind=kind,
                place=place,
                subject=subject,
                on=date.fromisoformat(on),
                by=by,
                of=of,
                label=said.pop("label", None),
                values=said,
            )
        )
    return cv.EventLog(events=events)


def day(text):
    return date.fromisoformat(text)


# 8, 11: classes of villages, moved by rounds --------------------------------------------------

CLASSES = {
    "events": {
        "classing": {"label": "定类"},
        "review": {
            "label": "测评",
            "values": {
                "score": {"label": "测评分", "value": "amount"},
                "innovation": {"label": "创新分", "value": "amount"},
            },
        },
        "promotion": {"label": "晋级"},
        "demotion": {"label": "降级"},
        "relapse": {"label": "降类处理"},
    },
    "start": "new",
    "states": {
        "new": {"label": "未定类"},
        "third": {"label": "三类村"},
        "second": {"label": "二类村"},
        "first": {"label": "一类村"},
        "model": {"label": "标兵村"},
    },
    "ladder": ["third", "second", "first", "model"],
    "steps": [
        {"event": "classing", "from": ["new"], "to": "third"},
        {"event": "promotion", "from": ["third"], "to": "second", "by": ["county_office"]},
        {"event": "promotion", "from": ["second"], "to": "first", "by": ["county_office"]},
        {"event": "promotion", "from": ["first"], "to": "model", "by": ["county_office"]},
        {"event": "demotion", "from": ["second"], "to": "third", "by": ["county_office"]},
        {"event": "demotion", "from": ["first"], "to": "second", "by": ["county_office"]},
        {"event": "relapse", "from": ["model", "first"], "to": "third"},
    ],
    "rounds": [
        {"id": "2023", "opens": "2023-03-01", "closes": "2023-12-31"},
        {"id": "2024", "opens": "2024-03-01", "closes": "2024-12-31"},
    ],
    "placements": [
        {
            "id": "up",
            "label": "晋级",
            "among": ["third", "second", "first"],
            "event": "review",
            "by": "score",
            "quota": {"share": 0.3, "within": "state", "ties": {"by": ["innovation"]}},
            "decides": "promotion",
        }
    ],
}


def classed(**units):
    """Give events that bring villages into their classes: so many promotions before 2023."""
    lines = []
    for unit, rank in units.items():
        lines.append(("classing", unit, "2020-01-01"))
        lines += [("promotion", unit, f"2021-0{n}-01", {"of": None}) for n in range(1, rank + 1)]
    return lines


def reviewed(year, **scores):
    """Give the reviews of a round: a score, or a score and the points of a key."""
    return [
        ("review", unit, f"{year}-06-01", {"score": s[0], "innovation": s[1]})
        if isinstance(s, tuple)
        else ("review", unit, f"{year}-06-01", {"score": s})
        for unit, s in scores.items()
    ]


#: Seven villages of the third class, four of the second: 0.3 x 7 = 2.1 and 0.3 x 4 = 1.2.
THIRD = {f"v{n}": 0 for n in range(1, 8)}
SECOND = {f"w{n}": 1 for n in range(1, 5)}
SCORES = {"v1": 90, "v2": 88, "v3": (85, 3), "v4": 70, "v5": 60, "v6": 50, "v7": 40}
SCORES |= {"w1": (80, 9), "w2": (80, 7), "w3": 75, "w4": 99}


def test_8_a_share_of_each_class_moves_up_a_class():
    """2.1 places are 2 of seven, 1.2 are 1 of four."""
    book = log(*classed(**THIRD, **SECOND), *reviewed(2023, **SCORES))
    made = propose(scheme(**CLASSES), book, round="2023", as_of=day("2023-12-01"))
    assert set(made.selection("up").chosen) == {"v1", "v2", "w4"}
    assert [(e.id, e.kind, e.place, e.by, str(e.on), e.of) for e in made.events][0] == (
        *("demo_title_2023_promotion_v1", "promotion", "v1", "county_office", "2023-12-01"),
        "demo.title/2023",
    )
    after = cv.standing(scheme(**CLASSES), book.add(*made.events), as_of=day("2023-12-31"))
    assert {u: after.state(u) for u in ("v1", "v2", "v3", "w4", "w1")} == {
        "v1": "second",
        "v2": "second",
        "v3": "third",
        "w4": "first",
        "w1": "second",
    }
    assert after.refused == ()


@pytest.mark.parametrize(
    ("share", "mode", "seats"),
    [(0.3, "down", 2), (0.3, "up", 3), (0.5, "half_up", 4), (0.36, "half_up", 3)],
)
def test_8_the_rounding_of_a_share_is_declared(share, mode, seats):
    """Of seven: 2.1 down 2, up 3; 3.5 half up 4; 2.52 half up 3."""
    quota = {"share": share, "round": mode, "within": "state", "ties": "none"}
    placement = CLASSES["placements"][0] | {"quota": quota}
    made = propose(
        scheme(**CLASSES | {"placements": [placement]}),
        log(*classed(**THIRD), *reviewed(2023, **{n: SCORES[n] for n in THIRD})),
        round="2023",
        as_of=day("2023-12-01"),
    )
    assert len(made.events) == seats


def test_8_a_key_parts_those_tied_at_the_cut_and_who_stays_tied_is_left_and_named():
    units = {name: 1 for name in ("w1", "w2", "w3", "w4")}
    tied = {"w1": (80, 9), "w2": (80, 7), "w3": 75, "w4": 70}
    ask = {"round": "2023", "as_of": day("2023-12-01")}
    made = propose(scheme(**CLASSES), log(*classed(**units), *reviewed(2023, **tied)), **ask)
    assert made.selection("up").chosen == ("w1",)
    level = tied | {"w2": (80, 9)}
    made = propose(scheme(**CLASSES), log(*classed(**units), *reviewed(2023, **level)), **ask)
    assert (made.selection("up").chosen, made.selection("up").tied) == ((), ("w1", "w2"))
    assert made.events == ()
    assert "tied across the cut, and no key parts them" in made.selection("up").reasons["w1"].text(
        "en"
    )


def test_8_a_second_move_by_the_same_round_is_refused():
    book = log(*classed(**THIRD), *reviewed(2023, **{n: SCORES[n] for n in THIRD}))
    made = propose(scheme(**CLASSES), book, round="2023", as_of=day("2023-12-01"))
    once = book.add(*made.events)
    for more in ("demo.title/2023", "2023", None):
        again = cv.Event(
            id="again",
            kind="promotion",
            place="v1",
            on=day("2023-12-20"),
            by="county_office",
            of=more,
        )
        after = cv.standing(scheme(**CLASSES), once.add(again), as_of=day("2023-12-31"))
        assert after.state("v1") == "second"
        assert [(r.event, r.reason, r.sure) for r in after.refused] == [("again", "moved", True)]
    # Another round may move it on, and what is no decision of a round may move it at any time.
    later = cv.Event(
        id="later",
        kind="promotion",
        place="v1",
        on=day("2024-12-20"),
        by="county_office",
        of="2024",
    )
    back = cv.Event(id="back", kind="relapse", place="v1", on=day("2024-12-21"))
    after = cv.standing(scheme(**CLASSES), once.add(later, back), as_of=day("2024-12-31"))
    assert after.refused == ()
    assert [stay.state for stay in after.history("v1")][-3:] == ["second", "first", "third"]


def test_8_a_decision_that_leads_over_two_classes_is_refused_at_loading():
    steps = [*CLASSES["steps"], {"event": "demotion", "from": ["model"], "to": "second"}]
    placements = [
        *CLASSES["placements"],
        {
            "id": "down",
            "event": "review",
            "by": "score",
            "quota": {"bottom": 1, "ties": "none"},
            "decides": "demotion",
        },
    ]
    with pytest.raises(cv.DocumentError) as caught:
        scheme(**CLASSES | {"steps": steps, "placements": placements})
    assert [(p.code, p.path) for p in caught.value.problems] == [
        ("skips-class", ("steps", 7, "from", 0))
    ]


def test_8_the_class_is_that_of_the_opening_of_the_round():
    """A village that came into the second class during the round has its place in the third."""
    book = log(
        *classed(**THIRD),
        *reviewed(2023, **{n: SCORES[n] for n in THIRD}),
        ("promotion", "v7", "2023-04-01", {"of": "2023"}),
    )
    made = propose(scheme(**CLASSES), book, round="2023", as_of=day("2023-12-01"))
    assert {p.stratum for p in made.places["up"]} == {"third"}
    assert made.void == ("e015",)  # what was decided on v7 does not follow from the scores
    assert set(made.selection("up").chosen) == {"v1", "v2"}
