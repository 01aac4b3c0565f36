"""Covenants, ceremony limits, benefits and consequences, frontages, bans of daily life.

Each test is named after its mechanism. All names are invented; numbers are worked out by hand.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

import civil_village as cv
from civil_village.campaigns import vacancies
from civil_village.covenants import check_events, stricter
from civil_village.following import reconcile
from civil_village.organizations import Membership

NOW = datetime(2024, 12, 31, 9, tzinfo=UTC)


# 21 Village covenants ---------------------------------------------------------------------


def test_21_each_breach_names_its_clause_and_a_change_needs_a_decision():
    """Clauses with limits, benefits and consequences; each edition by its decision."""

    def edition(name, most):
        return cv.loads(
            f"""
            kind: covenant
            format: 1
            id: luo.covenant
            edition: "{name}"
            kinds: {{wedding: 婚事}}
            indicators: {{tables: {{label: 席数, value: count}}}}
            articles:
              - id: tables
                label: 席数
                rule: "tables <= {most}"
                source: {{document: 村规民约, clause: 第七条}}
                then: [{{publicity: 通报}}]
            exemplary: {{then: [{{benefit: checkup, worth: 200}}]}}
            changed_by: {{event: adoption, by: assembly}}
            """,
            cv.Covenant,
        )

    old, new = edition("2023", 20), edition("2024", 15)

    def adoption(name, of, on, by="assembly"):
        return cv.Event(id=name, kind="adoption", of=f"luo.covenant@{of}", by=by, on=on)

    def held(on):
        return cv.Event(id="w1", kind="wedding", on=on, values={"tables": 16})

    decided = [
        adoption("d1", "2023", date(2023, 1, 5)),
        adoption("d2", "2024", date(2024, 2, 1), by="committee"),  # not the body that decides
        adoption("d3", "2024", date(2024, 3, 10)),
    ]

    def word(covenant, on):
        log = cv.EventLog(events=[held(on), *decided])
        return cv.check_event(covenant, held(on), as_of=on, log=log).word

    assert [word(old, date(2024, 3, day)) for day in (9, 10)] == ["in_order", "not_regulated"]
    assert [word(new, date(2024, 3, day)) for day in (9, 10)] == ["not_regulated", "breach"]
    day = date(2024, 3, 10)
    answer = cv.check_event(
        new, held(day), as_of=day, log=cv.EventLog(events=[held(day), *decided])
    )
    (breach,) = answer.breaches
    assert breach.article.source[0].clause == "第七条"
    assert [each.told.text("zh") for each in breach.failures] == ["席数：16，上限 15，超出 1"]
    assert answer.exemplary.state == "lost"


# 22 Wedding and funeral limits --------------------------------------------------------------

TWO_DAYS = [
    ("huaiyin.covenant", {"event": "wedding", "days": 2}, "days: 2, at most 1, 1 over"),
    ("huaiyin.covenant", {"event": "funeral", "days": 2}, "days: 2, at most 1, 1 over"),
    ("qingshidu.covenant", {"event": "wedding", "days": 2}, "days: 2, at most 1, 1 over"),
    ("qingshidu.covenant", {"event": "funeral", "days": 2}, "days: 2, at most 1, 1 over"),
]


@pytest.mark.parametrize(("name", "facts", "size"), TWO_DAYS)
def test_22_two_days_planned_against_a_limit_of_one_are_one_breach_with_its_size(name, facts, size):
    facts = {**facts, "on": date(2024, 10, 1)}
    answer = cv.check_event(cv.bundled(name), facts, as_of=date(2024, 9, 1))
    assert answer.planned
    assert answer.word == "breach"
    (breach,) = answer.breaches
    (failure,) = breach.failures
    assert (failure.told.text("en"), failure.by) == (size, Fraction(1))
    assert answer.followed == ()  # nothing has happened yet


@pytest.mark.parametrize(
    ("covenant", "event", "word", "broken"),
    [
        # Cigarettes 10 of 10, liquor 50 of 50, table 200 of 200, musicians 4 of 4, bearers 8, 1 day.
        ("huaiyin", "h1", "in_order", []),
        # A brass band; cigarettes 12 of 10; musicians 6 of 4; 2 days of 1.
        ("huaiyin", "h2", "breach", ["three", "cigarettes", "musicians", "days"]),
        # A wedding: a table at 260 of 200; what is asked of funerals alone does not count.
        ("huaiyin", "h3", "breach", ["table"]),
        # Gift 15.2 of 15.2, the May price; tobacco 55 + drink 45 of 100; 12 tables of 15.
        ("qingshidu", "q1", "in_order", []),
        # Reported on the 19th, due on the 18th; 12 tables of an official's 10; gift 20 of 16, the
        # June price; 60 + 65 of 100; 2 days. At a hotel the cost of a table is not limited.
        ("qingshidu", "q2", "breach", ["report", "tables", "gift", "set", "days"]),
        # Of July there is no price of pork; all else is kept: 300 of 300, 50 + 50 of 100.
        ("qingshidu", "q3", "open", []),
        ("qingshidu", "q4", "breach", ["birthday"]),
    ],
)
def test_22_two_sets_of_rules_say_what_is_worked_out_by_hand(covenant, event, word, broken):
    records = cv.bundled(f"{covenant}.records")
    made = cv.bundled(f"{covenant}.covenant")
    answer = cv.check_event(made, records[event], as_of=date(2024, 7, 31))
    assert answer.word == word
    assert [each.id for each in answer.breaches] == broken


def test_22_the_index_of_the_month_decides():
    covenant, records = cv.bundled("qingshidu.covenant"), cv.bundled("qingshidu.records")
    funeral = records["q3"]
    answer = cv.check_event(covenant, funeral, as_of=date(2024, 7, 31))
    assert [each.id for each in answer.undetermined] == ["gift"]
    assert answer["gift"].missing[0].kind == "index"
    # A gift of 15 yuan against July's price, once it is there.
    for price, word in ((15, "in_order"), (Decimal("14.99"), "breach")):
        indexes = {"pork": {**funeral.indexes["pork"], "2024-07": price}}
        later = cv.check_event(covenant, funeral, as_of=date(2024, 8, 31), indexes=indexes)
        assert later.word == word


def test_22_a_village_may_only_be_stricter_than_its_county():
    guideline = cv.bundled("ceremonies.guideline")
    own = cv.loads(
        """
        kind: covenant
        format: 1
        id: demo.covenant
        kinds: {wedding: 婚事, funeral: 丧事}
        indicators:
          guests: {label: 待客人数, value: count, maximum: 100000}
          gift: {label: 每份礼金, value: amount, unit: 元, maximum: 1000000}
          table_cost: {label: 每桌费用, value: amount, unit: 元, maximum: 1000000}
          days: {label: 办理天数, value: count, maximum: 366}
          processions: {label: 车队或仪仗队数, value: count, maximum: 100}
          near: {label: 近亲, value: truth}
        articles:
          - {id: guests, rule: "guests < 201"}
          - {id: gift, rule: "gift <= (near ? 100 : 20)"}
          - {id: table, kinds: [wedding], rule: "table_cost <= 300"}
          - {id: days, rule: "days <= 1"}
          - {id: ceremony, forbidden: true}
        """,
        cv.Covenant,
    )
    found = stricter(guideline, own)
    assert {each.article: each.verdict for each in found.articles} == {
        "guests": "equal",  # of whole numbers, below 201 is at most 200
        "gift": "tighter",
        "table": "looser",  # of funerals it asks nothing
        "days": "tighter",
        "ceremony": "tighter",
    }
    assert not found.holds


# 23 Benefits and consequences ---------------------------------------------------------------


def test_23_a_breach_bars_the_household_for_its_time_and_keeping_all_earns_the_benefit():
    covenant = cv.bundled("qingshidu.covenant")
    kept = {
        "report": "2024-04-20",
        "tables": 10,
        "gift": 14,
        "table_cost": 300,
        "tobacco": 60,
        "drink": 40,
        "days": 1,
        "official": True,
        "hotel": False,
    }
    lavish = {**kept, "tables": 12, "report": "2024-05-01"}
    log = cv.EventLog(
        events=[
            cv.Event(
                id="d1",
                kind="adoption",
                of="qingshidu.covenant@2024",
                by="assembly",
                on=date(2024, 1, 10),
            ),
            cv.Event(id="w1", kind="wedding", on=date(2024, 5, 1), subject="h1", values=kept),
            cv.Event(id="w2", kind="wedding", on=date(2024, 5, 20), subject="h2", values=lavish),
        ]
    )
    indexes = {"pork": {"2024-05": 15}}
    first, second = check_events(covenant, log, as_of=date(2024, 6, 1), indexes=indexes)
    assert (first.word, first.exemplary.state, first.exemplary.worth) == (
        "in_order",
        "earned",
        (200, 200),
    )
    assert (second.word, second.exemplary.state) == ("breach", "lost")
    followed = [one for answer in (first, second) for one in answer.followed]
    made = reconcile(followed, log, of=covenant, as_of=date(2024, 6, 1), recorded=NOW)
    (ban,) = made.enter
    assert (ban.kind, ban.of, ban.subject) == ("ban", "anle.stars", "h2")
    assert (ban.from_, ban.to) == (date(2024, 5, 20), date(2025, 5, 19))
    assert [each.consequence.benefit for each in made.elsewhere] == ["checkup"]
    points = reconcile(followed, cv.Ledger(), of=covenant, as_of=date(2024, 6, 1), recorded=NOW)
    assert [(claim.item, claim.who, claim.act) for claim in points.enter] == [
        ("lavish", "h2", "w2")
    ]
    # Entered twice, it changes nothing, and both logs still say the same.
    for there, document in ((log, made), (cv.Ledger(), points)):
        grown = document.into(there)
        again = reconcile(followed, grown, of=covenant, as_of=date(2024, 6, 1), recorded=NOW)
        assert again.settled


# 24 Three responsibilities in front of the door ----------------------------------------------

FRONTAGES = cv.loads(
    """
kind: campaign
format: 1
id: demo.frontages
label: 门前三包（虚构）
places:
  fronts: {level: frontage, list: [f1, f2, f3, f4]}
bodies:
  front: {label: 门前, each: frontage, posts: {responsible: {label: 责任户, count: 1}}}
subjects: {frontage: {label: 门前}}
indicators:
  clean: {label: 包卫生, value: truth, subject: frontage}
  orderly: {label: 包秩序, value: truth, subject: frontage}
  green: {label: 包绿化, value: truth, subject: frontage}
  rate: {label: 三包达标率, value: ratio, subject: plan, derive: {share: "clean && orderly && green", over: frontage}}
duties:
  - {id: clean, label: 包卫生, lead: front.responsible, each: frontage, window: 2024-05.., keep: "clean"}
  - {id: orderly, label: 包秩序, lead: front.responsible, each: frontage, window: 2024-05.., keep: "orderly"}
  - {id: green, label: 包绿化, lead: front.responsible, each: frontage, window: 2024-05.., keep: "green"}
""",
    cv.Campaign,
)


def frontage(name, **checked):
    """Say what a check has found in front of a door; what was not looked at stays out."""
    return cv.Entity(subject="frontage", id=name, values=checked)


def test_24_a_check_of_each_frontage_yields_met_unmet_not_checked_and_the_rate():
    records = cv.Records(
        id="demo.checks",
        subjects=[
            frontage("f1", clean=True, orderly=True, green=True),
            frontage("f2", clean=True, orderly=False, green=True),
            frontage("f3", clean=True, orderly=True),
            frontage("f4"),
        ],
    )
    day = date(2024, 5, 20)
    made = cv.status(FRONTAGES, cv.EventLog(), as_of=day, records=records)
    states = {
        place: [each.state for each in made.by_place(place)] for place in ("f1", "f2", "f3", "f4")
    }
    assert states == {
        "f1": ["kept", "kept", "kept"],
        "f2": ["kept", "broken", "kept"],
        "f3": ["kept", "kept", "undetermined"],
        "f4": ["undetermined", "undetermined", "undetermined"],
    }
    # One of four is surely well, and one surely not: between 1/4 and 3/4.
    rate = made.value("rate")
    assert (rate.least, rate.greatest) == (Fraction(1, 4), Fraction(3, 4))


def test_24_a_frontage_without_anybody_responsible_is_found():
    roster = cv.Roster(
        id="demo.roster",
        memberships=[
            Membership(who=f"h{n}", of="front.responsible", place=f"f{n}") for n in (1, 2, 4)
        ],
    )
    found = vacancies(FRONTAGES, roster, as_of=date(2024, 5, 20))
    assert [(each.code, each.path) for each in found] == [
        ("body-lacking", ("bodies", "front", "f3"))
    ]


# 25 Bans in daily life ------------------------------------------------------------------------

DAILY = cv.loads(
    """
kind: covenant
format: 1
id: demo.daily
uses: [demo.frontages]
kinds: {dumping: 乱倒垃圾, clutter: 乱堆乱放}
articles:
  - id: dumping
    label: 不乱倒垃圾
    kinds: [dumping]
    forbidden: true
    then: [{duty: clear}, {post: litter}]
  - {id: clutter, label: 不乱堆乱放, kinds: [clutter], forbidden: true, then: [{duty: clear}]}
""",
    cv.Covenant,
)
ORDERS = cv.loads(
    """
kind: campaign
format: 1
id: demo.orders
places: {fronts: {level: frontage, list: [f1, f2]}}
bodies: {office: {label: 环卫办}}
events: {removal: {label: 清理完成}}
duties: [{id: clear, label: 限期清理, lead: office, each: frontage, due: 7 days, done: removal}]
""",
    cv.Campaign,
)


def test_25_a_breach_that_is_found_becomes_an_order_with_a_date_and_a_claim_where_declared():
    found = cv.EventLog(
        events=[
            cv.Event(id="e1", kind="dumping", place="f1", subject="h1", on=date(2024, 5, 20)),
            cv.Event(id="e2", kind="clutter", place="f2", subject="h2", on=date(2024, 5, 22)),
            cv.Event(id="r1", kind="removal", place="f2", on=date(2024, 5, 28)),
        ]
    )
    day = date(2024, 5, 30)
    followed = [one for each in check_events(DAILY, found, as_of=day) for one in each.followed]
    asked = {"of": DAILY, "as_of": day, "recorded": NOW}
    log = reconcile(followed, found, to=ORDERS, **asked).into(found)
    made = cv.status(ORDERS, log, as_of=day)
    # Seven days: due on the 27th, 3 days ago; and on the 29th, put right on the 28th.
    assert [(each.place, each.due, each.state, each.days) for each in made] == [
        ("f1", date(2024, 5, 27), "late", 3),
        ("f2", date(2024, 5, 29), "done", 0),
    ]
    claims = reconcile(followed, cv.Ledger(), **asked).enter
    assert [(claim.item, claim.who, claim.place) for claim in claims] == [("litter", "h1", "f1")]
    assert reconcile(followed, log, to=ORDERS, **asked).settled


def test_25_a_finding_that_was_a_mistake_takes_its_order_back():
    dumped = cv.Event(id="e1", kind="dumping", place="f1", subject="h1", on=date(2024, 5, 20))
    mistake = cv.Event(id="x1", kind="withdraw", of="e1", on=date(2024, 5, 21))
    asked = {"of": DAILY, "as_of": date(2024, 5, 30), "recorded": NOW}

    def follow(log):
        answers = check_events(DAILY, log, as_of=date(2024, 5, 30))
        return [one for each in answers for one in each.followed]

    log = cv.EventLog(events=[dumped])
    log = reconcile(follow(log), log, to=ORDERS, **asked).into(log).add(mistake)
    log = reconcile(follow(log), log, to=ORDERS, **asked).into(log)
    assert list(cv.status(ORDERS, log, as_of=date(2024, 5, 30))) == []
