"""An event, planned or past, held against a covenant."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

import civil_village as cv
from civil_village.calendar import Period, Span, TimeLimit
from civil_village.consequences import Ban, Banned, BenefitGranted, ItemPosted, Publicised
from civil_village.covenants import Article, Covenant, Decided, Exemplary, PriorReport, check_events
from civil_village.indicators import DaysBetween, EventCount, EventKind, IndexValue, LastEvent
from civil_village.records import Entity
from civil_village.rules import Missing

DAY = date(2024, 5, 20)
YUAN = {"value": "amount", "unit": "元"}

COVENANT = cv.loads(
    """
kind: covenant
format: 1
id: demo.covenant
edition: "2024"
label: 示例村规
kinds: {wedding: 婚事, funeral: 丧事, birthday: 寿宴, house: 乔迁}
indicators:
  tables: {label: 桌数, value: count}
  days: {label: 天数, value: count}
  gift: {label: 礼金, value: amount, unit: 元}
  tobacco: {label: 烟, value: amount, unit: 元}
  drink: {label: 酒, value: amount, unit: 元}
  bands: {label: 乐队数, value: count}
  bearers: {label: 抬棺人, value: count}
  official: {label: 干部户, value: truth}
  hotel: {label: 在饭店办, value: truth}
  pork: {label: 猪肉价, value: amount, unit: 元, derive: {index: pork}}
articles:
  - {id: tables, kinds: [wedding], rule: "tables <= (official ? 10 : 15)"}
  - {id: days, kinds: [wedding, funeral], rule: "days <= 1"}
  - {id: gift, kinds: [wedding], rule: "gift <= pork"}
  - {id: set, kinds: [wedding], applies: "!hotel", rule: "tobacco + drink <= 100"}
  - {id: music, kinds: [funeral], rule: "bands == 0"}
  - {id: bearers, kinds: [funeral], rule: "bearers == 8"}
  - {id: birthday, kinds: [birthday], forbidden: true}
exemplary: {then: [{benefit: checkup, worth: 200}, {benefit: loan}]}
""",
    Covenant,
)
WEDDING = {
    "event": "wedding",
    "on": DAY,
    "tables": 15,
    "days": 1,
    "gift": Decimal("28.5"),
    "tobacco": 60,
    "drink": 40,
    "official": False,
    "hotel": False,
}
PORK = {"pork": {"2024-05": Decimal("28.5")}}


def check(facts=WEDDING, *, as_of=DAY, indexes=PORK, covenant=COVENANT, **more):
    """Hold an event against the covenant above."""
    return cv.check_event(covenant, facts, as_of=as_of, indexes=indexes, **more)


def told(answer, name):
    """Say in English what fails of an article."""
    return [each.told.text("en") for each in answer[name].failures]


# Five shapes of limits --------------------------------------------------------------------


def test_what_lies_exactly_at_every_limit_is_in_order():
    answer = check()
    assert answer.word == "in_order"
    assert answer.breaches == answer.undetermined == ()


@pytest.mark.parametrize(
    ("facts", "article", "size"),
    [
        ({"tables": 16}, "tables", ["桌数: 16, at most 15 (if 干部户 then 10, else 15), 1 over"]),
        # an official's household may have ten
        (
            {"official": True},
            "tables",
            ["桌数: 15, at most 10 (if 干部户 then 10, else 15), 5 over"],
        ),
        ({"days": 2}, "days", ["天数: 2, at most 1, 1 over"]),
        (
            {"gift": Decimal(30)},
            "gift",
            ["礼金: 30 元, at most 28.5 元 (猪肉价), 1.5 元 over"],
        ),
        ({"drink": Decimal("40.01")}, "set", ["烟 + 酒: 100.01 元, at most 100 元, 0.01 元 over"]),
    ],
)
def test_what_lies_above_a_limit_is_a_breach_with_its_size(facts, article, size):
    answer = check({**WEDDING, **facts})
    assert answer.word == "breach"
    assert [each.id for each in answer.breaches] == [article]
    assert told(answer, article) == size


def test_bans_and_exact_numbers_are_rules_like_others():
    funeral = {"event": "funeral", "on": DAY, "days": 1, "bands": 0, "bearers": 8}
    assert check(funeral).word == "in_order"
    answer = check({**funeral, "bands": 2, "bearers": 6})
    assert told(answer, "music") == ["乐队数: 2, must be 0, 2 apart"]
    assert told(answer, "bearers") == ["抬棺人: 6, must be 8, 2 apart"]


# The event's own word ---------------------------------------------------------------------


def test_what_is_forbidden_is_broken_by_whatever_there_is():
    answer = check({"event": "birthday"})
    assert answer.word == "breach"
    assert "寿宴 is forbidden" in answer.text("en")


def test_a_kind_of_which_no_article_speaks_is_not_regulated():
    answer = check({"event": "house", "tables": 80})
    assert answer.word == "not_regulated"
    assert {each.state for each in answer.articles} == {"exempt"}
    assert answer.exemplary.state == "none"


def test_a_kind_that_is_not_listed_is_an_error():
    with pytest.raises(cv.DocumentError, match="did you mean wedding") as caught:
        check({**WEDDING, "event": "weding"})
    assert caught.value.problems[0].path == ("event", "event")


def test_without_a_kind_nothing_can_be_asked():
    with pytest.raises(cv.DocumentError) as caught:
        check({"tables": 3})
    assert caught.value.problems[0].code == "missing-key"


def test_an_unknown_fact_of_the_events_is_refused_with_the_nearest():
    with pytest.raises(cv.DocumentError, match="did you mean tables"):
        check({**WEDDING, "table": 3})


def test_a_missing_fact_is_no_breach():
    facts = {name: value for name, value in WEDDING.items() if name != "days"}
    answer = check(facts)
    assert answer.word == "open"
    assert [(each.id, each.missing) for each in answer.undetermined] == [
        ("days", (Missing("indicator", "days"),))
    ]


def test_a_breach_counts_whatever_else_is_missing():
    assert check({"event": "wedding", "days": 2}).word == "breach"


def test_a_gap_that_decides_nothing_leaves_the_event_in_order():
    # Eight tables are few enough, whoever's household it is.
    facts = {**WEDDING, "tables": 8}
    del facts["official"]
    assert check(facts).word == "in_order"


def test_whether_an_article_applies_may_be_open_where_it_is_surely_kept():
    facts = {name: value for name, value in WEDDING.items() if name != "hotel"}
    answer = check(facts)
    assert answer["set"].state == "undetermined"
    assert answer.word == "in_order"
    assert check({**facts, "drink": 400}).word == "open"


def test_an_exempt_article_regulates_nothing():
    lone = Covenant(
        id="demo",
        kinds={"wedding": "婚事"},
        indicators={"hotel": COVENANT.indicators["hotel"], "days": COVENANT.indicators["days"]},
        articles=[Article(id="days", applies="!hotel", rule="days <= 1")],
    )
    facts = {"event": "wedding", "hotel": True, "days": 9}
    assert cv.check_event(lone, facts, as_of=DAY).word == "not_regulated"


# Indexes ----------------------------------------------------------------------------------


def test_an_index_is_that_of_the_month_of_the_event():
    tables = {"pork": {"2024-04": 20, "2024-05": Decimal("28.5"), "2024-06": 40}}
    assert check(indexes=tables).word == "in_order"
    april = {**WEDDING, "on": date(2024, 4, 30)}
    answer = check(april, indexes=tables)
    assert told(answer, "gift") == ["礼金: 28.5 元, at most 20 元 (猪肉价), 8.5 元 over"]


def test_without_an_index_of_the_month_the_article_is_open():
    answer = check(indexes={"pork": {"2024-04": 20}})
    assert answer.word == "open"
    assert answer["gift"].missing == (Missing("index", "pork", "2024-05-20"),)


def test_without_a_day_there_is_no_month():
    facts = {name: value for name, value in WEDDING.items() if name != "on"}
    assert check(facts)["gift"].state == "undetermined"


# In what form an event is handed in ---------------------------------------------------------


def test_an_event_of_a_log_an_entity_of_records_and_facts_say_the_same():
    values = {name: value for name, value in WEDDING.items() if name not in ("event", "on")}
    values["days"] = 2
    event = cv.Event(id="w1", kind="wedding", on=DAY, subject="h017", values=values)
    facts = {**values, "event": "wedding", "on": DAY}
    entity = Entity(subject="event", id="w1", values=facts, indexes=PORK)
    derived = cv.derive(COVENANT.catalogue, entity, as_of=DAY)
    answers = [check(each, indexes=None) for each in (entity, derived)]
    answers += [check(event), check(facts)]
    assert {answer.word for answer in answers} == {"breach"}
    assert {answer["days"].failures for answer in answers} == {answers[0]["days"].failures}
    assert [answer.id for answer in answers] == ["w1", "w1", "w1", None]


def test_facts_of_another_catalogue_are_read_by_their_names():
    facts = cv.Facts(subject="event", values={"event": "funeral", "days": 1, "bands": 0})
    assert check(facts).word == "open"  # of the bearers nobody said anything


def test_an_event_does_not_say_its_kind_twice():
    event = cv.Event(id="w1", kind="wedding", on=DAY, values={"event": "funeral"})
    with pytest.raises(cv.DocumentError) as caught:
        check(event)
    assert caught.value.problems[0].path == ("event", "values", "event")


def test_what_is_no_event_is_refused():
    with pytest.raises(cv.DocumentError, match="event"):
        check(["wedding"])


# Before the event -------------------------------------------------------------------------

REPORTED = Covenant(
    id="demo",
    kinds={"wedding": "婚事"},
    events={"report": EventKind(label="报备")},
    articles=[Article(id="report", notice=PriorReport(of="report", before=TimeLimit(3, "day")))],
)
PLANNED = cv.Event(id="w1", kind="wedding", on=DAY, subject="h017")


def noticed(*, as_of, report=None, covenant=REPORTED, of="w1", **more):
    """Ask on a day whether a report of another one is in time."""
    events = [PLANNED]
    if report is not None:
        events.append(cv.Event(id="r1", kind="report", of=of, on=report))
    log = cv.EventLog(events=events, **more)
    return cv.check_event(covenant, PLANNED, as_of=as_of, log=log)["report"]


def test_a_notice_is_due_through_its_last_day_and_a_breach_after_it():
    # Three full days lie between the 16th and the 20th: the 17th, 18th and 19th.
    last = date(2024, 5, 16)
    found = noticed(as_of=last)
    assert (found.state, found.due, found.late) == ("undetermined", last, 0)
    found = noticed(as_of=date(2024, 5, 17))
    assert (found.state, found.late) == ("unmet", 1)


def test_a_notice_on_its_last_day_is_in_time():
    found = noticed(as_of=DAY, report=date(2024, 5, 16))
    assert (found.state, found.given, found.due) == ("met", date(2024, 5, 16), None)
    found = noticed(as_of=DAY, report=date(2024, 5, 17))
    assert (found.state, found.late) == ("unmet", 1)


def test_a_report_on_another_event_is_none_of_this_one():
    assert noticed(as_of=DAY, report=date(2024, 5, 1), of="w2").state == "unmet"


def test_the_nth_day_may_suffice():
    notice = PriorReport(of="report", before=TimeLimit(3, "day"), counts="nth")
    covenant = Covenant(
        id="demo",
        kinds={"wedding": "婚事"},
        events=REPORTED.events,
        articles=[Article(id="report", notice=notice)],
    )
    assert noticed(as_of=DAY, report=date(2024, 5, 17), covenant=covenant).state == "met"


def test_working_days_before_an_event_are_counted_back():
    # Monday the 20th: the five working days from the 13th on must lie between.
    notice = PriorReport(of="report", before=TimeLimit(5, "working day"))
    assert notice.until(DAY) == date(2024, 5, 12)


def test_without_a_log_nobody_knows_whether_there_was_a_notice():
    facts = {"event": "wedding", "on": DAY}
    before, after = date(2024, 5, 16), date(2024, 5, 17)
    answers = [cv.check_event(REPORTED, facts, as_of=day)["report"] for day in (before, after)]
    assert [each.state for each in answers] == ["undetermined", "undetermined"]
    assert {each.due for each in answers} == {before}
    given = cv.check_event(REPORTED, {**facts, "report": date(2024, 5, 10)}, as_of=after)
    assert given.word == "in_order"


def test_a_log_that_is_complete_only_so_far_leaves_a_notice_open():
    told_through = {"report": date(2024, 5, 15)}
    assert noticed(as_of=DAY, reported=told_through).state == "undetermined"


def test_what_was_reported_later_was_not_known():
    report = cv.Event(
        id="r1",
        kind="report",
        of="w1",
        on=date(2024, 5, 10),
        recorded=datetime(2024, 5, 25, tzinfo=UTC),
    )
    log = cv.EventLog(events=[PLANNED, report])
    states = [
        cv.check_event(REPORTED, PLANNED, as_of=DAY, log=log, known=known)["report"].state
        for known in (date(2024, 5, 20), date(2024, 5, 25))
    ]
    assert states == ["unmet", "met"]


def test_events_about_one_can_be_counted_and_dated():
    covenant = Covenant(
        id="demo",
        kinds={"wedding": "婚事"},
        events={"complaint": EventKind(label="投诉")},
        indicators={
            "complaints": cv.Indicator(
                label="投诉数",
                value="count",
                derive=EventCount(events="complaint", within=Span(1, "year")),
            ),
            "last": cv.Indicator(
                label="最近投诉", value="date", derive=LastEvent(last="complaint")
            ),
            "since": cv.Indicator(
                label="距今", value="count", derive=DaysBetween(days=["last", "on"])
            ),
        },
        articles=[Article(id="quiet", rule="complaints < 2 || since > 30")],
    )
    days = (date(2023, 8, 1), date(2024, 5, 1))
    events = [
        cv.Event(id=f"c{n}", kind="complaint", on=day, subject="h017") for n, day in enumerate(days)
    ]
    log = cv.EventLog(events=[PLANNED, *events])
    answer = cv.check_event(covenant, PLANNED, as_of=DAY, log=log)
    assert told(answer, "quiet") == [
        "投诉数: 2, must be below 2, 1 over",
        "距今: 19, must be above 30, 12 short",
    ]
    # Of another household's complaints this one is not accused.
    other = cv.Event(id="w2", kind="wedding", on=DAY, subject="h018")
    assert cv.check_event(covenant, other, as_of=DAY, log=log).word == "in_order"


# Whether it is in force -------------------------------------------------------------------

DECIDED = Covenant(
    id="demo.covenant",
    edition="2024",
    kinds={"wedding": "婚事"},
    articles=[Article(id="none", forbidden=True, then=[Publicised(publicity="通报")])],
    changed_by=Decided(event="adoption", by="assembly"),
)


def adopted(on, *, by="assembly", of="demo.covenant@2024", **more):
    """Record a decision on an edition."""
    days = {"on": on} if "from_" not in more else {}
    return cv.Event(id=f"d{on:%m%d}", kind="adoption", of=of, by=by, **days, **more)


@pytest.mark.parametrize(
    ("events", "word", "in_force"),
    [
        ([], "not_regulated", False),
        ([adopted(DAY)], "breach", True),
        ([adopted(date(2024, 5, 21))], "not_regulated", False),
        ([adopted(date(2024, 1, 1), by="committee")], "not_regulated", False),
        ([adopted(date(2024, 1, 1), of="other@2024")], "not_regulated", False),
        # It holds from the day that the decision names.
        ([adopted(date(2024, 1, 1), from_=date(2024, 6, 1))], "not_regulated", False),
        ([adopted(date(2024, 1, 1), from_=date(2024, 2, 1))], "breach", True),
        # A later edition has taken its place.
        (
            [adopted(date(2024, 1, 1)), adopted(date(2024, 3, 1), of="demo.covenant@2025")],
            "not_regulated",
            False,
        ),
    ],
)
def test_an_edition_is_in_force_only_by_a_recorded_decision(events, word, in_force):
    log = cv.EventLog(events=[PLANNED, *events])
    answer = cv.check_event(DECIDED, PLANNED, as_of=DAY, log=log)
    assert (answer.word, answer.in_force) == (word, in_force)
    assert ("not in force" in answer.text("en")) is not in_force


def test_without_a_log_nobody_looked_whether_it_is_in_force():
    answer = cv.check_event(DECIDED, PLANNED, as_of=DAY)
    assert (answer.word, answer.in_force) == ("breach", None)
    assert "nobody looked" in answer.text("en")


# What follows -----------------------------------------------------------------------------


def following(*then, **more):
    """Make a covenant whose one article brings something."""
    return Covenant(
        id="demo",
        kinds={"wedding": "婚事"},
        indicators={"days": COVENANT.indicators["days"]},
        articles=[Article(id="days", rule="days <= 1", then=then)],
        **more,
    )


def held(days, on=DAY, subject="h017"):
    """Make a wedding of so many days."""
    return cv.Event(id="w1", kind="wedding", on=on, subject=subject, values={"days": days})


def test_a_breach_brings_what_its_article_says_for_the_household():
    covenant = following(ItemPosted(post="lavish"), Publicised(publicity="曝光"))
    answer = cv.check_event(covenant, held(2), as_of=DAY)
    assert answer["days"].then == covenant.articles[0].then
    assert [(each.of, each.subject, each.on) for each in answer.followed] == [
        ("days/w1", "h017", DAY),
        ("days/w1", "h017", DAY),
    ]
    assert cv.check_event(covenant, held(1), as_of=DAY).followed == ()


def test_nothing_follows_before_the_event():
    covenant = following(ItemPosted(post="lavish"))
    answer = cv.check_event(covenant, held(2), as_of=date(2024, 5, 19))
    assert answer.planned
    assert answer["days"].then == covenant.articles[0].then
    assert answer.followed == ()


@pytest.mark.parametrize(
    ("ban", "on", "last"),
    [
        ({"valid_for": Span(1, "year")}, DAY, date(2025, 5, 19)),
        ({"valid_for": Span(1, "year")}, date(2024, 2, 29), date(2025, 2, 27)),
        ({"through": 1, "per": {"unit": "year"}}, DAY, date(2025, 12, 31)),
        ({"until": "release"}, DAY, None),
    ],
)
def test_how_long_a_ban_holds_is_told_with_it(ban, on, last):
    if "per" in ban:
        ban = {**ban, "per": Period(**ban["per"])}
    covenant = following(Banned(ban=Ban(titles=["demo.stars"], **ban)))
    (found,) = cv.check_event(covenant, held(2, on), as_of=on).followed
    assert (found.on, found.to) == (on, last)


def test_a_ban_may_end_with_an_event_of_the_same_household():
    covenant = following(Banned(ban=Ban(titles=["demo.stars"], until="release")))
    releases = [
        cv.Event(id="x1", kind="release", on=date(2024, 6, 1), subject="h018"),
        cv.Event(id="x2", kind="release", on=date(2024, 7, 1), subject="h017"),
    ]
    log = cv.EventLog(events=[held(2), *releases])
    (found,) = cv.check_event(covenant, held(2), as_of=date(2024, 8, 1), log=log).followed
    assert found.to == date(2024, 6, 30)


def test_leap_days_are_as_declared():
    covenant = following(
        Banned(ban=Ban(titles=["demo.stars"], valid_for=Span(1, "year"))), leap="1_march"
    )
    leap = date(2024, 2, 29)
    (found,) = cv.check_event(covenant, held(2, leap), as_of=leap).followed
    assert found.to == date(2025, 2, 28)


# Exemplary --------------------------------------------------------------------------------


def test_keeping_all_earns_what_the_covenant_says():
    event = cv.Event(
        id="w1",
        kind="wedding",
        on=DAY,
        subject="h017",
        values={n: v for n, v in WEDDING.items() if n not in ("event", "on")},
    )
    answer = check(event)
    assert answer.exemplary.state == "earned"
    assert answer.exemplary.worth == (200, 200)
    assert [each.of for each in answer.followed] == ["exemplary/w1", "exemplary/w1"]


@pytest.mark.parametrize(
    ("facts", "state", "worth"),
    [
        ({"days": 2}, "lost", (0, 0)),
        ({"days": None}, "open", (0, 200)),
    ],
)
def test_the_reward_is_lost_with_a_breach_and_open_with_a_gap(facts, state, worth):
    answer = check({**WEDDING, **facts})
    assert (answer.exemplary.state, answer.exemplary.worth) == (state, worth)
    assert answer.followed == ()


def test_without_a_reward_nothing_is_said_of_it():
    assert cv.check_event(following(), held(1), as_of=DAY).exemplary is None
    lone = following(exemplary=Exemplary(then=[BenefitGranted(benefit="loan")]))
    assert cv.check_event(lone, held(1), as_of=DAY).exemplary.worth == (0, 0)


# Many events ------------------------------------------------------------------------------


def test_all_events_of_a_log_are_held_against_it_but_those_that_were_withdrawn():
    gone = cv.Event(id="w2", kind="wedding", on=DAY, values={"days": 3})
    log = cv.EventLog(
        events=[
            held(2),
            gone,
            cv.Event(id="v1", kind="withdraw", of="w2", on=DAY),
            cv.Event(id="m1", kind="meeting", on=DAY),
        ]
    )
    assert [each.id for each in check_events(following(), log, as_of=DAY)] == ["w1"]


# Words ------------------------------------------------------------------------------------


def test_an_answer_tells_itself_in_both_languages():
    answer = check({**WEDDING, "days": 2, "hotel": None})
    assert answer.text("zh").splitlines()[0] == "示例村规：婚事（2024-05-20）：违约"
    assert "  days：违反\n    天数：2，上限 1，超出 1" in answer.text("zh")
    assert "the reward for keeping all articles is lost" in answer.text("en")
    planned = check(as_of=date(2024, 5, 1))
    assert planned.text("en").startswith("示例村规: 婚事 (planned for 2024-05-20): in order")


def test_an_article_is_found_by_its_id():
    with pytest.raises(KeyError):
        check()["nothing"]


def test_an_index_may_be_of_the_latest_known_month():
    covenant = Covenant(
        id="demo",
        kinds={"wedding": "婚事"},
        indicators={
            "gift": cv.Indicator(label="礼金", **YUAN),
            "pork": cv.Indicator(
                label="肉价", **YUAN, derive=IndexValue(index="pork", gap="latest_known")
            ),
        },
        articles=[Article(id="gift", rule="gift <= pork")],
    )
    facts = {"event": "wedding", "on": DAY, "gift": 21}
    answer = check(facts, covenant=covenant, indexes={"pork": {"2024-03": 20}})
    assert told(answer, "gift") == ["礼金: 21 元, at most 20 元 (肉价), 1 元 over"]
