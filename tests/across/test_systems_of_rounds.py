"""The systems that go from round to round: places and quotas, classes, chains, selections of models.

Each is a scheme and a log, an answer computed by hand, and its reason. Every name is invented.
"""

import json
from datetime import date, datetime
from fractions import Fraction

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
    lines = []
    for unit, told in scores.items():
        score, more = told if isinstance(told, tuple) else (told, 0)
        values = {"id": f"r{year}_{unit}", "score": score, "innovation": more}
        lines.append(("review", unit, f"{year}-06-01", values))
    return lines


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
    assert made.events[0] == cv.Event(
        id="demo_title_2023_promotion_v1",
        kind="promotion",
        place="v1",
        by="county_office",
        on=day("2023-12-01"),
        of="demo.title/2023",
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
    tied = {"w1": (80, 9), "w2": (80, 7), "w3": 75, "w4": 70}
    ask = {"round": "2023", "as_of": day("2023-12-01")}
    made = propose(scheme(**CLASSES), log(*classed(**SECOND), *reviewed(2023, **tied)), **ask)
    assert made.selection("up").chosen == ("w1",)
    level = tied | {"w2": (80, 9)}
    made = propose(scheme(**CLASSES), log(*classed(**SECOND), *reviewed(2023, **level)), **ask)
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


def test_8_a_round_moves_once_even_where_the_class_has_run_out_meanwhile():
    states = CLASSES["states"] | {"second": {"lasts": "20 days", "next": "third"}}
    book = log(
        *classed(v1=0),
        ("promotion", "v1", "2023-05-01", {"of": "2023"}),
        ("promotion", "v1", "2023-06-01", {"of": "2023"}),
    )
    after = cv.standing(scheme(**CLASSES | {"states": states}), book, as_of=day("2023-06-01"))
    assert after.state("v1") == "third"
    assert [r.reason for r in after.refused] == ["moved"]


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


def test_8_who_was_put_back_during_the_round_stands_in_the_class_of_its_opening():
    """w1 came into the round in the first class, and fell into the third on its opening day."""
    book = log(
        *classed(w1=2, w2=2, v1=0),
        *reviewed(2023, w1=99, w2=90, v1=80),
        ("relapse", "w1", "2023-03-01"),
    )
    half = [CLASSES["placements"][0] | {"quota": {"share": 0.5, "within": "state", "ties": "none"}}]
    made = propose(
        scheme(**CLASSES | {"placements": half}), book, round="2023", as_of=day("2023-12-01")
    )
    assert {p.id: p.stratum for p in made.places["up"]} == {
        "w1": "first",
        "w2": "first",
        "v1": "third",
    }
    assert made.selection("up").chosen == ("w1",)  # half of two; of one there is none


# Last places, and what follows from being last twice ------------------------------------------

LAST = CLASSES | {
    "events": CLASSES["events"] | {"last": {"label": "末位"}, "cancelled": {"label": "撤销称号"}},
    "ladder": [],
    "states": {
        "new": {"label": "未命名"},
        "held": {"label": "文明村"},
        "warned": {"label": "文明村（已警告）"},
        "barred": {"label": "已撤销", "lasts": "2 years", "next": "new"},
    },
    "steps": [
        {"event": "classing", "from": ["new"], "to": "held"},
        {"event": "promotion", "from": ["warned"], "to": "held"},
        {"event": "last", "from": ["held", "warned"], "to": "warned"},
        {"event": "cancelled", "from": ["warned"], "to": "barred"},
    ],
    "rounds": [
        {"id": "2022", "opens": "2022-03-01", "closes": "2022-12-31"},
        {"id": "2023", "opens": "2023-03-01", "closes": "2023-12-31"},
        {"id": "2024", "opens": "2024-03-01", "due": "2024-12-31"},
    ],
    "placements": [
        {
            "id": "last",
            "label": "末三位",
            "event": "review",
            "by": "score",
            "quota": {"bottom": 3, "ties": "all"},
            "decides": "last",
        }
    ],
    "chains": [
        {
            "id": "twice",
            "label": "连续两届末位",
            "result": "last",
            "broken_by": ["barred"],
            "after": 2,
            "then": [{"step": "cancelled"}],
        }
    ],
}
VILLAGES = ("a", "b", "c", "d", "e")


def held(*years):
    """Give five villages that hold the title, with their reviews and the last three of years."""
    book = log(*(("classing", name, "2021-06-01") for name in VILLAGES))
    for year, scores in years:
        reviews = log(*reviewed(year, **dict(zip(VILLAGES, scores, strict=True))))
        book = book.add(*reviews.events)
        made = propose(scheme(**LAST), book, round=str(year), as_of=day(f"{year}-11-30"))
        book = book.add(*made.events)
    return book


def test_11_the_last_three_places_are_decided_on_and_ties_at_the_cut_overshoot_as_declared():
    made = propose(
        scheme(**LAST),
        held((2022, (90, 80, 70, 60, 50))),
        round="2022",
        as_of=day("2022-12-01"),
    )
    assert set(made.selection("last").chosen) == {"c", "d", "e"}
    assert (made.events, made.void) == ((), ())
    assert made.recorded == tuple(
        f"demo_title_2022_last_{n}" for n in made.selection("last").chosen
    )
    tied = held((2022, (90, 70, 70, 60, 50)))
    made = propose(scheme(**LAST), tied, round="2022", as_of=day("2022-12-01"))
    assert set(made.selection("last").chosen) == {"b", "c", "d", "e"}
    assert made.selection("last").notes[0].text("zh") == "名额 3，因并列全取入选 4，超出 1"


def test_11_what_is_recorded_twice_changes_nothing():
    book = held((2022, (90, 80, 70, 60, 50)))
    events = [e for e in book.events if e.kind == "last"]
    assert book.add(*events) == book
    before = cv.standing(scheme(**LAST), book, as_of=day("2022-12-31"))
    after = cv.standing(scheme(**LAST), book.add(*events), as_of=day("2022-12-31"))
    assert before.states == after.states


def test_11_last_in_two_rounds_on_end_follows_once_when_the_second_is_closed():
    """D is last in 2022 and 2023, c only in 2022, a only in 2023."""
    book = held((2022, (90, 80, 70, 60, 50)), (2023, (40, 80, 90, 60, 50)))
    before = cv.standing(scheme(**LAST), book, as_of=day("2023-12-30"))
    assert before.followed == ()
    assert before.chain("d").length == 1  # 2023 is not closed yet
    made = cv.standing(scheme(**LAST), book, as_of=day("2024-06-01"))
    assert [made.chain(name).length for name in VILLAGES] == [1, 0, 0, 2, 2]
    assert [(f.of, f.place, str(f.on), f.consequence.step) for f in made.followed] == [
        ("twice/demo_title_2023_last_d", "d", "2023-12-31", "cancelled"),
        ("twice/demo_title_2023_last_e", "e", "2023-12-31", "cancelled"),
    ]
    assert made.chain("d").text("zh").splitlines() == [
        "连续两届末位：连续 2 届（2022、2023）",
        "  2023-12-31，2023 届结束时连续 2 届",
    ]


def test_11_the_cancellation_bars_and_a_chain_begins_anew_after_it():
    book = held((2022, (90, 80, 70, 60, 50)), (2023, (40, 80, 90, 60, 50)))
    book = book.add(cv.Event(id="x", kind="cancelled", place="d", on=day("2024-01-05")))
    made = cv.standing(scheme(**LAST), book, as_of=day("2024-06-01"))
    assert made.state("d") == "barred"
    assert made.chain("d").length == 0
    assert [f.place for f in made.followed] == ["d", "e"]  # what followed has followed
    assert cv.standing(scheme(**LAST), book, as_of=day("2026-01-05")).state("d") == "new"


def test_11_a_round_that_is_due_and_not_closed_is_told_with_the_chain():
    book = held((2022, (90, 80, 70, 60, 50)), (2023, (40, 80, 90, 60, 50)))
    made = cv.standing(scheme(**LAST), book, as_of=day("2025-01-01"))
    assert [state.says for state in made.rounds] == ["closed", "closed", "overdue"]
    assert (made.chain("d").length, made.chain("d").waits) == (2, ("2024",))
    closed = cv.Event(id="end", kind="round_closed", of="2024", on=day("2025-01-10"))
    made = cv.standing(scheme(**LAST), book.add(closed), as_of=day("2025-01-10"))
    assert made.chain("d").length == 0  # nobody was last in 2024: the round was missed


def test_11_who_stands_at_both_ends_is_named_and_not_decided_on():
    first = {
        "id": "first",
        "label": "先进",
        "event": "review",
        "by": "score",
        "quota": {"top": 3, "ties": "none"},
        "decides": "promotion",
    }
    both = LAST | {"placements": [*LAST["placements"], first]}
    book = held((2022, (90, 80, 70, 60, 50)))
    undecided = cv.EventLog(events=[e for e in book.events if e.kind != "last"])
    made = propose(scheme(**both), undecided, round="2022", as_of=day("2022-11-30"))
    assert [p.code for p in made.problems] == []  # nobody is warned yet: no promotion is possible
    assert made.selection("first").reasons["a"].text("en") == (
        "it is 文明村, from which this cannot be"
    )
    warned = [("last", name, "2022-01-05") for name in VILLAGES]
    made = propose(
        scheme(**both),
        undecided.add(*log(*((*w, {"id": f"w_{w[1]}"}) for w in warned)).events),
        round="2022",
        as_of=day("2022-11-30"),
    )
    assert [p.found for p in made.problems] == ["c"]
    assert sorted(e.place for e in made.events) == ["a", "b", "d", "e"]
    assert "c may be chosen from both ends: not decided on" in made.text("en")


# Chains of titles: three in a row are recommended upward --------------------------------------

THREE = {
    "events": {
        "application": {"label": "申报"},
        "award": {"label": "命名"},
        "revocation": {"label": "撤销"},
    },
    "start": "none",
    "states": {
        "none": {},
        "applied": {"lasts": "200 days", "next": "none"},
        "held": {"lasts": "1 year", "next": "none"},
        "revoked": {"lasts": "2 years", "next": "none"},
    },
    "steps": [
        {"event": "application", "from": ["none", "held"], "to": "applied", "by": ["village"]},
        {"event": "award", "from": ["applied"], "to": "held", "by": ["county_office"]},
        {"event": "revocation", "from": ["held"], "to": "revoked"},
    ],
    "rounds": [
        {"id": str(year), "opens": f"{year}-03-01", "closes": f"{year}-12-31"}
        for year in range(2019, 2025)
    ],
    "chains": [
        {
            "id": "three",
            "label": "连续三届",
            "result": "award",
            "broken_by": ["revoked"],
            "after": 3,
            "then": [{"duty": "recommend"}],
        }
    ],
}


def awarded(*years):
    """Give a village that applies and is awarded in some years."""
    lines = []
    for year in years:
        lines.append(("application", "v", f"{year}-04-01", {"by": "village", "id": f"a{year}"}))
        lines.append(("award", "v", f"{year}-06-01", {"of": str(year), "id": f"w{year}"}))
    return log(*lines)


def followed(chains, book, on):
    made = cv.standing(scheme(**THREE | {"chains": chains}), book, as_of=day(on))
    return [(str(f.on), f.of, f.consequence.duty) for f in made.followed]


def test_11_three_awards_on_end_are_recommended_once():
    book = awarded(2019, 2020, 2021, 2022)
    assert followed(THREE["chains"], book, "2021-12-30") == []
    assert followed(THREE["chains"], book, "2021-12-31") == [
        ("2021-12-31", "three/w2021", "recommend")
    ]
    assert followed(THREE["chains"], book, "2024-12-31") == [
        ("2021-12-31", "three/w2021", "recommend")
    ]
    each = [THREE["chains"][0] | {"follows": "each"}]
    assert [on for on, _, _ in followed(each, book, "2024-12-31")] == ["2021-12-31", "2022-12-31"]


def test_11_a_missed_round_and_a_revocation_break_it():
    assert followed(THREE["chains"], awarded(2019, 2020, 2022), "2023-12-31") == []
    revoked = cv.Event(id="x", kind="revocation", place="v", on=day("2020-09-01"))
    book = awarded(2019, 2020).add(revoked)
    made = cv.standing(scheme(**THREE), book, as_of=day("2020-12-31"))
    assert made.chain("v").length == 0
    assert cv.standing(scheme(**THREE), book, as_of=day("2020-08-31")).chain("v").length == 1


def test_11_an_award_that_the_chart_refuses_is_no_result():
    """In 2021 nobody applied, so the award of 2021 is a step from nowhere."""
    book = awarded(2019, 2020).add(
        cv.Event(
            id="w2021", kind="award", place="v", on=day("2021-07-01"), of="2021", by="county_office"
        )
    )
    made = cv.standing(scheme(**THREE), book, as_of=day("2021-12-31"))
    assert [r.event for r in made.refused] == ["w2021"]
    assert made.chain("v").length == 0


def test_11_an_award_by_nobody_knows_whom_leaves_the_chain_open():
    lines = awarded(2019, 2020).events
    book = cv.EventLog(events=lines).add(
        cv.Event(id="a2021", kind="application", place="v", on=day("2021-04-01"), by="village"),
        cv.Event(id="w2021", kind="award", place="v", on=day("2021-06-01"), of="2021"),
    )
    made = cv.standing(scheme(**THREE), book, as_of=day("2021-12-31"))
    assert (made.chain("v").least, made.chain("v").most, made.chain("v").length) == (0, 3, None)
    assert [(r.length, r.event, r.sure) for r in made.chain("v").reached] == [(3, "w2021", False)]
    assert made.followed == ()


def test_11_past_days_and_past_knowledge_can_be_asked():
    book = awarded(2019, 2020, 2021)
    gone = cv.Event(
        id="gone",
        kind="withdraw",
        of="w2020",
        on=day("2020-06-02"),
        recorded=datetime.fromisoformat("2022-02-01T09:00:00+08:00"),
    )
    book = book.add(gone)
    now = cv.standing(scheme(**THREE), book, as_of=day("2021-12-31"))
    then = cv.standing(scheme(**THREE), book, as_of=day("2021-12-31"), known=day("2022-01-01"))
    assert (now.chain("v").length, then.chain("v").length) == (1, 3)


def test_11_two_titles_of_one_village_have_their_own_chain_of_decisions():
    """One log, two schemes that know the same kinds of events: each takes what speaks of it."""
    clean = scheme(
        **THREE
        | {
            "id": "demo.clean",
            "states": THREE["states"] | {"held": {"lasts": "2 years", "next": "none"}},
        }
    )
    safe = scheme(**THREE | {"id": "demo.safe"})
    lines = []
    for year, titles in ((2019, ("clean", "safe")), (2020, ("clean",)), (2021, ("clean", "safe"))):
        for title in titles:
            of = f"demo.{title}/{year}"
            mark = f"{title}{year}"
            lines.append(
                (
                    "application",
                    "v",
                    f"{year}-04-01",
                    {"by": "village", "of": of, "id": f"a_{mark}"},
                )
            )
            lines.append(("award", "v", f"{year}-06-01", {"of": of, "id": f"w_{mark}"}))
    book = log(*lines)
    at = {"as_of": day("2022-12-31")}
    found = {each.id: cv.standing(each, book, **at) for each in (clean, safe)}
    assert {name: made.state("v") for name, made in found.items()} == {
        "demo.clean": "held",
        "demo.safe": "none",
    }
    at = {"as_of": day("2021-12-31")}
    assert [cv.standing(each, book, **at).chain("v").length for each in (clean, safe)] == [3, 1]
    assert len(cv.standing(safe, book, **at).others) == 6


# 16: selection of models -----------------------------------------------------------------------

MODELS = {
    "id": "demo.models",
    "label": "身边好人评选（虚构）",
    "subject": "person",
    "bodies": OFFICE | {"council": {"label": "评议会"}},
    "events": {
        "nomination": {
            "label": "推荐",
            "values": {
                "field": {"label": "类别", "value": "choice", "choices": ["孝老爱亲", "助人为乐"]}
            },
        },
        "tally": {
            "label": "计票",
            "values": {
                "field": {"label": "类别", "value": "choice", "choices": ["孝老爱亲", "助人为乐"]},
                "votes": {"label": "得票", "value": "count", "maximum": 500},
                "marks": {"label": "评委打分", "value": "amount", "maximum": 100},
                "consent": {"label": "本人同意", "value": "truth"},
            },
        },
        "listing": {"label": "入围"},
        "declined": {"label": "未入围"},
        "objection": {"label": "异议"},
        "ruling": {"label": "裁定", "values": {"upheld": {"label": "成立", "value": "truth"}}},
    },
    "start": "none",
    "states": {
        "none": {},
        "nominated": {"lasts": "90 days", "next": "none"},
        "posted": {"label": "公示", "lasts": "5 days", "next": "model"},
        "model": {"label": "身边好人", "lasts": "2 years", "next": "none"},
    },
    "steps": [
        {"event": "nomination", "from": ["none", "model"], "to": "nominated"},
        {"event": "listing", "from": ["nominated"], "to": "posted", "by": ["council"]},
        {"event": "declined", "from": ["nominated"], "to": "none", "by": ["council"]},
    ],
    "holds": [
        {
            "opens": "objection",
            "closes": "ruling",
            "in": ["posted"],
            "upheld": {"when": "upheld", "to": "none"},
        }
    ],
    "rounds": [{"id": "2024", "opens": "2024-03-01", "closes": "2024-06-30"}],
    "placements": [
        {
            "id": "models",
            "label": "拟表彰名单",
            "event": "tally",
            "by": "votes",
            "require": [{"id": "consent", "label": "本人同意", "rule": "consent"}],
            "quota": {"top": 2, "within": "field", "ties": {"by": ["marks"]}},
            "decides": "listing",
            "others": "declined",
        }
    ],
}

KIN, HELP = "孝老爱亲", "助人为乐"
#: Votes and marks. Of kin p1 leads, p2 and p3 are level and the marks part them; p4 has most
#: votes of all and did not consent; of help p5 and p6 are alone; p7 is barred.
STOOD = {
    "p1": (KIN, 120, 80),
    "p2": (KIN, 100, 70),
    "p3": (KIN, 100, 75),
    "p4": (KIN, 300, 99),
    "p5": (HELP, 60, 60),
    "p6": (HELP, 50, 90),
    "p7": (HELP, 90, 90),
}


def stood(**changes):
    """Give the log of a selection: everybody is nominated in March and counted in May."""
    lines = []
    for name, (kind, votes, marks) in (STOOD | changes).items():
        unit = ("jia", name)
        lines.append(("nomination", unit, "2024-03-10", {"field": kind, "id": f"n_{name}"}))
        counted = {"field": kind, "votes": votes, "marks": marks, "consent": name != "p4"}
        lines.append(("tally", unit, "2024-05-10", counted | {"id": f"t_{name}"}))
    book = log(*lines)
    return book.add(
        cv.Event(
            id="ban_p7",
            kind="ban",
            subject="p7",
            of="demo.models",
            from_=day("2024-04-01"),
            to=day("2025-03-31"),
            label="婚宴超桌数",
        )
    )


def listed(book, **more):
    asked = {"round": "2024", "as_of": day("2024-05-20")} | more
    return propose(scheme(**MODELS), book, **asked)


def test_16_categories_votes_places_and_a_tie_rule_give_the_list():
    made = listed(stood())
    assert made.selection("models").chosen == ("p1", "p3", "p5", "p6")
    assert [(p.stratum, p.id, p.place) for p in made.places["models"] if p.ranked] == [
        (KIN, "p1", 1),
        (KIN, "p3", 2),
        (KIN, "p2", 3),
        (HELP, "p5", 1),
        (HELP, "p6", 2),
    ]
    assert [(e.kind, e.subject, e.place, e.by) for e in made.events] == [
        ("listing", "p1", "jia", "council"),
        ("listing", "p3", "jia", "council"),
        ("listing", "p5", "jia", "council"),
        ("listing", "p6", "jia", "council"),
        ("declined", "p2", "jia", "council"),
    ]


def test_16_who_may_not_stand_is_named_with_the_reason():
    reasons = listed(stood()).selection("models").reasons
    assert reasons["p7"].text("zh") == "2024-04-01 至 2025-03-31 不得参评：婚宴超桌数"
    assert reasons["p4"].text("en") == 'it does not meet "本人同意"'
    assert "p7: not ranked (barred from 2024-04-01 to 2025-03-31: 婚宴超桌数)" in (
        listed(stood()).text("en")
    )
    late = listed(stood(), as_of=day("2024-03-31"))  # before the ban, and before the count
    assert late.selection("models").reasons == {}


def test_16_the_list_for_publicity_names_or_masks():
    made = listed(stood())
    names = {"p1": "示例甲", "p3": "示例丙", "p5": "示例戊", "p6": "示例己"}
    assert made.notice(names=names).text("zh").splitlines() == [
        "身边好人评选（虚构），2024 届公示名单",
        "  拟表彰名单",
        "    孝老爱亲：第 1 名，示例甲",
        "    孝老爱亲：第 2 名，示例丙",
        "    助人为乐：第 1 名，示例戊",
        "    助人为乐：第 2 名，示例己",
    ]
    secret = "rain on the third roof"
    hidden = made.notice(names=names, secret=secret).text("en")
    assert cv.events.mask(secret, "p1") in hidden
    assert not any(name in hidden for name in (*names.values(), *(f" {n}" for n in names)))


def test_16_the_list_is_posted_objected_to_and_becomes_final():
    book = stood()
    book = book.add(*listed(book).events)
    objected = book.add(
        cv.Event(id="o1", kind="objection", subject="p1", on=day("2024-05-24")),
        cv.Event(
            id="r1",
            kind="ruling",
            subject="p1",
            of="o1",
            on=day("2024-05-28"),
            values={"upheld": True},
        ),
    )
    made = cv.standing(scheme(**MODELS), objected, as_of=day("2024-05-28"))
    assert {n: made.state(n) for n in STOOD} == {
        "p1": "none",
        "p2": "none",
        "p3": "model",
        "p4": "nominated",
        "p5": "model",
        "p6": "model",
        "p7": "nominated",
    }
    assert made.refused == ()


def test_16_a_missing_number_leaves_open_who_is_chosen():
    """Of p2 nobody has counted the votes: it may be first to third, and p1 second at worst."""
    made = listed(stood(p2=(KIN, None, 70)))
    assert made.selection("models").chosen == ("p1", "p5", "p6")
    assert made.selection("models").possible == ("p2", "p3")
    assert [e.subject for e in made.events] == ["p1", "p5", "p6"]


def test_16_after_a_correction_what_no_longer_follows_is_told_to_be_withdrawn():
    book = stood()
    book = book.add(*listed(book).events)
    recount = (
        "tally",
        ("jia", "p2"),
        "2024-05-12",
        {"field": KIN, "votes": 110, "marks": 70, "consent": True, "id": "t2"},
    )
    book = book.add(*log(recount).events)
    made = listed(book)
    assert set(made.void) == {"demo_models_2024_listing_p3", "demo_models_2024_declined_p2"}
    assert [(e.kind, e.subject) for e in made.events] == [("listing", "p2"), ("declined", "p3")]
    assert set(made.recorded) == {f"demo_models_2024_listing_{n}" for n in ("p1", "p5", "p6")}


# 13, 15: star households; households drive the village ----------------------------------------

STARS = {
    "id": "demo.stars",
    "subject": "household",
    "events": {
        "review": {
            "label": "评星",
            "values": {
                "stars": {"label": "星数", "value": "count", "maximum": 10},
                "medal": {
                    "label": "等次",
                    "value": "choice",
                    "choices": ["none", "bronze", "silver", "gold"],
                },
            },
        },
        "application": {"label": "报名"},
    },
    "start": "none",
    "states": {
        "none": {"label": "未参评"},
        "applied": {"label": "已报名"},
        "unstarred": {"label": "未评上"},
        "starred": {"label": "星级文明户", "lasts": "1 year", "next": "none"},
    },
    "steps": [
        {"event": "application", "from": ["none", "starred", "unstarred"], "to": "applied"},
        {
            "event": "review",
            "from": ["applied"],
            "to": "starred",
            "require": [{"id": "medal", "label": "有等次", "rule": "medal != 'none'"}],
        },
        {"event": "review", "from": ["applied"], "to": "unstarred"},
    ],
}


def medals(name):
    """Evaluate the households of a bundled village by the bundled star scheme."""
    stars, homes = cv.bundled("anle.stars"), cv.bundled("anle.villages")
    facts = cv.derive_each(stars.catalogue, homes[name].households, as_of=homes.as_of)
    return {result.id: result for result in cv.evaluate_each(stars, facts)}


def test_13_from_facts_to_stars_to_a_medal_and_a_standing():
    """In v005 h1 has 8 stars and h3 9, and a penalty takes the medal of both; h2 has all ten."""
    results = medals("v005")
    assert {name: (r.score, r.band) for name, r in results.items()} == {
        "h1": (8, "none"),
        "h2": (10, "gold"),
        "h3": (9, "none"),
    }
    lines = []
    for name, result in results.items():
        unit = ("v005", name)
        lines.append(("application", unit, "2024-01-10", {"id": f"a_{name}"}))
        said = {"stars": result.score, "medal": result.band, "id": f"s_{name}"}
        lines.append(("review", unit, "2024-06-30", said))
    lines.append(("application", ("v005", "h4"), "2024-01-10", {"id": "a_h4"}))
    made = cv.standing(scheme(**STARS), log(*lines), as_of=day("2025-06-29"))
    assert {name: made.state(name) for name in ("h1", "h2", "h3", "h4")} == {
        "h1": "unstarred",
        "h2": "starred",
        "h3": "unstarred",
        "h4": "applied",
    }
    later = cv.standing(scheme(**STARS), log(*lines), as_of=day("2025-06-30"))
    assert later.state("h2") == "none"  # the stars are valid for a year


def test_13_who_is_barred_takes_no_part_until_the_ban_ends():
    ban = cv.Event(
        id="b1",
        kind="ban",
        subject="h1",
        from_=day("2024-01-01"),
        to=day("2024-12-31"),
        label="大操大办",
    )
    lines = [("application", ("v1", "h1"), f"{year}-02-01") for year in (2024, 2025)]
    made = cv.standing(scheme(**STARS), log(*lines).add(ban), as_of=day("2025-03-01"))
    assert [(r.event, r.reason, r.bans[0].event) for r in made.refused] == [
        ("e001", "banned", "b1")
    ]
    assert made.state("h1") == "applied"


def village_of(size, applied, starred):
    """Give a village of households, and a log in which some apply and some get stars."""
    homes = [cv.Household(id=f"h{n}") for n in range(1, size + 1)]
    medal = {"stars": 9, "medal": "gold"}
    lines = [("application", ("v1", f"h{n}"), "2024-01-10") for n in range(1, applied + 1)]
    lines += [("review", ("v1", f"h{n}"), "2024-02-10", medal) for n in range(1, starred + 1)]
    village = cv.Village(id="v1", households=homes, reported={"households": True})
    return village, log(*lines)


VILLAGE = {
    "kind": "standard",
    "format": 1,
    "id": "demo.village",
    "catalogue": {
        "indicators": {
            "takes_part": {"label": "参评", "value": "truth", "subject": "household"},
            "titled": {"label": "星级文明户", "value": "truth", "subject": "household"},
            "rate": {"label": "户参评率", "value": "ratio", "derive": {"share": "takes_part"}},
            "share": {"label": "星级户占比", "value": "ratio", "derive": {"share": "titled"}},
        }
    },
    "criteria": [
        {"id": "part", "points": 1, "requirements": [{"id": "r", "rule": "rate >= 0.8"}]},
        {"id": "titled", "points": 1, "requirements": [{"id": "r", "rule": "share >= 0.5"}]},
    ],
}


@pytest.mark.parametrize(("applied", "state"), [(403, "unmet"), (404, "met")])
def test_14_15_what_a_title_says_of_households_is_a_fact_of_their_village(applied, state):
    """0.8 x 504 = 403.2, so 404 households are needed; 252 of 504 have a star: a half."""
    village, book = village_of(504, applied, 252)
    made = cv.standing(scheme(**STARS), book, as_of=day("2024-06-30"))
    told = made.told(takes_part=["applied", "starred", "unstarred"], titled="starred")
    standard = cv.loads(json.dumps(VILLAGE), cv.Standard)
    nobody = {"takes_part": False, "titled": False}
    village = cv.records.with_household_values(village, told, otherwise=nobody)
    result = cv.evaluate(standard, cv.derive(standard.catalogue, village))
    assert result["part.r"].state == state
    assert result["titled.r"].state == "met"
    text = result.explain().text("en")
    assert ("79.96…% (403 of 504)" in text) is (applied == 403)


@pytest.mark.parametrize(
    ("name", "part", "state"),
    [("v003", 3, "met"), ("v004", None, "met"), ("v005", 1, "unmet")],
)
def test_15_what_an_evaluation_says_of_households_is_a_fact_of_their_village(name, part, state):
    """v003: 3 of 4 have a medal; v004: 3 of 5 surely, 2 are open; v005: 1 of 3."""
    says = {"gold": True, "silver": True, "bronze": True, "none": False}
    results = medals(name)
    village = cv.Village(id=name, households=[cv.Household(id=home) for home in results])
    told = {home: {"titled": says.get(result.band)} for home, result in results.items()}
    made = cv.records.with_household_values(village, told)
    standard = cv.loads(json.dumps(VILLAGE), cv.Standard)
    facts = cv.derive(standard.catalogue, made, reported={"households": True})
    assert cv.evaluate(standard, facts)["titled.r"].state == state
    share = facts["share"]
    if part is None:
        assert (share.least, share.greatest) == (Fraction(3, 5), 1)
    else:
        assert share == cv.Ratio(part, len(results))


def test_15_a_household_whose_state_is_open_stays_open():
    book = log(
        ("application", ("v1", "h1"), "2024-01-10"),
        ("review", ("v1", "h1"), "2024-02-10", {"stars": 9}),  # nobody says which medal
        ("application", ("v1", "h2"), "2024-01-10"),
    )
    made = cv.standing(scheme(**STARS), book, as_of=day("2024-06-30"))
    assert made.told(titled="starred", done=["starred", "unstarred"]) == {
        "h1": {"titled": None, "done": True},
        "h2": {"titled": False, "done": False},
    }
    with pytest.raises(cv.DocumentError) as caught:
        made.told(titled="stared")
    assert [(p.path, p.hint.text("en")) for p in caught.value.problems] == [
        (("titled",), "did you mean starred?")
    ]


# 18: commendation and criticism ----------------------------------------------------------------

PRAISE = {
    "id": "demo.commendation",
    "events": {
        "inspection": {
            "label": "督查",
            "values": {"score": {"label": "督查得分", "value": "amount"}},
        },
        "commendation": {
            "label": "表扬",
            "values": {
                "ground": {"label": "理由", "value": "choice", "choices": ["整改彻底", "成效突出"]}
            },
        },
        "criticism": {
            "label": "通报批评",
            "values": {
                "ground": {"label": "理由", "value": "choice", "choices": ["逾期未改", "弄虚作假"]}
            },
        },
    },
    "opens": ["inspection"],
    "start": "inspected",
    "states": {
        "inspected": {"label": "已督查"},
        "commended": {"label": "已表扬", "final": True, "then": [{"publicity": "表彰通报"}]},
        "criticised": {"label": "已批评", "final": True, "then": [{"publicity": "批评通报"}]},
    },
    "steps": [
        {
            "event": "commendation",
            "from": ["inspected"],
            "to": "commended",
            "by": ["county_office"],
            "require": [
                {"id": "ground", "label": "写明理由", "rule": "ground in ['整改彻底', '成效突出']"}
            ],
        },
        {
            "event": "criticism",
            "from": ["inspected"],
            "to": "criticised",
            "by": ["county_office"],
            "require": [
                {"id": "ground", "label": "写明理由", "rule": "ground in ['逾期未改', '弄虚作假']"}
            ],
        },
    ],
}


def test_18_a_commendation_is_a_dated_decision_with_its_reason_on_an_inspection():
    book = log(
        ("inspection", "jia", "2024-04-01", {"score": 96, "id": "i1"}),
        ("inspection", "yi", "2024-04-02", {"score": 51, "id": "i2"}),
        ("inspection", "bing", "2024-04-03", {"score": 70, "id": "i3"}),
        ("commendation", "jia", "2024-04-10", {"of": "i1", "ground": "成效突出", "id": "c1"}),
        ("criticism", "yi", "2024-04-11", {"of": "i2", "ground": "逾期未改", "id": "c2"}),
        ("commendation", "bing", "2024-04-12", {"id": "c3", "ground": "成效突出"}),  # of none
        ("commendation", "bing", "2024-04-13", {"of": "i3", "id": "c4"}),  # without a reason
    )
    made = cv.standing(scheme(**PRAISE), book, as_of=day("2024-05-01"))
    assert made.state("i1") == "commended"
    assert made.state("i2") == "criticised"
    assert made.state("i3") == {"inspected", "commended"}  # as long as nobody says why
    assert [(s.state, str(s.first), s.event) for s in made.history("i1")] == [
        ("inspected", "2024-04-01", "i1"),
        ("commended", "2024-04-10", "c1"),
    ]
    assert [(r.event, r.reason) for r in made.refused] == [
        ("c3", "no-instance"),
        ("c4", "undetermined"),
    ]
    assert [(f.of, f.place, f.consequence.publicity.zh) for f in made.followed] == [
        ("commended/c1", "jia", "表彰通报"),
        ("criticised/c2", "yi", "批评通报"),
    ]
    before = cv.standing(scheme(**PRAISE), book, as_of=day("2024-04-09"))
    assert before.state("i1") == "inspected"
