"""The standing of many units: views, instances of their own, words in both languages."""

from datetime import date

import pytest

import civil_village as cv
from civil_village.titles import row_indicators, rows

LOG = cv.bundled("titles.log")


def day(text):
    return date.fromisoformat(text)


def asked(name, on, log=LOG, **more):
    return cv.standing(cv.bundled(name), log, as_of=day(on), **more)


def event(name, kind, on, **more):
    return cv.Event(id=name, kind=kind, on=day(on), **more)


# Many units --------------------------------------------------------------------------------


def test_units_are_listed_by_the_state_in_which_they_surely_are():
    made = asked("titles.stars", "2024-06-30")
    assert made.units("star") == ("h1",)
    assert made.units("none") == ("h2",)
    assert (made.units("assessed"), made.perhaps("assessed")) == ((), ("h4",))
    assert made.perhaps("star") == ()
    assert {unit: each.states for unit, each in made.states.items()} == {
        "h1": ("star",), "h2": ("none",), "h3": ("claimed",), "h4": ("none", "assessed"),
    } or made.state("h4") == {"none", "assessed"}  # fmt: skip
    assert [*made] == ["h1", "h2", "h3", "h4"]


def test_each_scheme_reads_its_own_kinds_of_a_shared_log():
    assert [*asked("titles.village", "2024-06-30")] == ["v01", "v02", "v03", "v04"]
    assert [*asked("titles.disputes", "2024-06-30")] == ["m1", "m2", "m3", "m4", "m5", "m6", "m7"]


def test_two_standings_of_one_question_are_equal():
    assert asked("titles.stars", "2024-06-30") == asked("titles.stars", "2024-06-30")
    assert asked("titles.stars", "2024-06-30") != asked("titles.stars", "2024-07-01")


# Instances of their own --------------------------------------------------------------------


def dispute(*events):
    return asked("titles.disputes", "2024-06-30", cv.EventLog(events=events))


OPENED = event("m1", "dispute", "2024-05-01", place="v01", values={"serious": False})


def test_an_event_opens_an_instance_of_its_own():
    other = event("m2", "dispute", "2024-05-01", place="v01", values={"serious": True})
    made = dispute(OPENED, other)
    assert {name: made.state(name) for name in made} == {"m1": "township", "m2": "township"}
    assert [s.state for s in made.history("m1")] == ["village", "township"]
    assert [s.first for s in made.history("m2")] == [day("2024-05-01")] * 2


def test_what_opens_it_may_leave_open_where_it_begins():
    made = dispute(event("m1", "dispute", "2024-06-20", place="v01"))
    assert made.state("m1") == {"village", "township"}


def test_later_events_say_of_which_they_are():
    settled = event("s", "settlement", "2024-05-10", by="mediators", of="m1")
    assert dispute(OPENED, settled).state("m1") == "settled_village"
    unsaid = event("s", "settlement", "2024-05-10", by="mediators", place="v01")
    made = dispute(OPENED, unsaid)
    assert [(r.event, r.reason) for r in made.refused] == [("s", "no-instance")]
    # An event that speaks of one that is of the dispute is of the dispute.
    through = event("t", "settlement", "2024-05-10", by="mediators", of="r")
    met = event("r", "mediation", "2024-05-05", by="mediators", of="m1")
    assert dispute(OPENED, met, through).state("m1") == "settled_village"


def test_nothing_happens_to_an_instance_before_it_is_opened():
    early = event("s", "settlement", "2024-04-30", by="mediators", of="m1")
    made = dispute(OPENED, early)
    assert made.state("m1") == "township"
    assert [(r.event, r.reason) for r in made.refused] == [("s", "no-instance")]


def test_an_instance_whose_opening_is_withdrawn_is_none_any_more():
    gone = event("w", "withdraw", "2024-05-03", of="m1")
    settled = event("s", "settlement", "2024-05-10", by="mediators", of="m1")
    made = dispute(OPENED, settled, gone)
    assert made.states["m1"].states == ()
    assert [(r.event, r.reason) for r in made.refused] == [("s", "no-instance")]
    assert [*dispute(OPENED, gone)] == []


# Rows --------------------------------------------------------------------------------------


def test_rows_say_the_state_and_what_it_has_been_in():
    found = {row.id: dict(row.values) for row in rows(asked("titles.disputes", "2024-06-30"))}
    assert found["m3"] == {
        "state": "settled_township",
        "been_village": True,
        "been_township": True,
        "been_settled_village": False,
        "been_settled_township": True,
        "been_escalated": False,
    }
    assert set(row_indicators(cv.bundled("titles.disputes"), "dispute")) == set(found["m3"])


def test_rows_leave_blank_what_is_open():
    (row,) = rows(dispute(event("m1", "dispute", "2024-06-20", place="v01")))
    assert "state" not in row.values
    assert (row.values["been_township"], row.values["been_escalated"]) == (None, False)


# Words -------------------------------------------------------------------------------------


def test_all_is_told_in_the_order_of_the_states():
    assert asked("titles.stars", "2024-06-30").explain().text("zh").split("\n") == [
        "星级文明户评选办法（虚构），截至 2024-06-30",
        "  未参评：1 个",
        "    h2：未参评（自 2024-05-20）",
        "  已认星：1 个",
        "    h3：已认星（自 2024-05-07）",
        "  星级文明户：1 个",
        "    h1：星级文明户（2024-06-03 至 2025-06-02）",
        "  互评通过、未参评之一：1 个",
        "    h4：互评通过、未参评之一",
        "  未生效的事项：1 项",
        "    审核 h3c（2024-05-27）：“已认星”状态下不能办理",
        "      此时可办理：群众互评（村民代表会议）",
    ]


def test_one_unit_is_told_with_what_is_open_and_what_can_happen():
    assert asked("titles.stars", "2024-06-30").explain("h4").text("en").split("\n") == [
        "star households of an invented village, as of 2024-06-30",
        "  h4: one of assessed, not in the selection",
        "    undetermined by mutual assessment h4b",
        "      missing: in favour",
        "  so far:",
        "    to 2024-05-07: not in the selection",
        "    2024-05-08 to 2024-05-19: claimed",
        "      by h4a",
        "    since 2024-05-20: one of assessed, not in the selection",
        "      by h4b",
        "  possible now:",
        '    "check", which leads to "posted"',
        "      by the village committees",
        "      needed: at least five stars (stars found is at least 5)",
        "        missing: stars found",
        '    "check", which leads to "not in the selection"',
        "      by the village committees",
        '    "claim", which leads to "claimed"',
        "      by the household",
        "      needed: at least five stars (stars claimed is at least 5)",
        "        missing: stars claimed",
    ]


def test_a_revoked_title_is_told_with_what_follows():
    told = asked("titles.village", "2025-08-30").explain("v04").text("zh")
    assert "v04：撤销称号（2025-01-09 至 2027-01-08）" in told
    assert "v04：撤销称号（自 2025-01-09）：全县通报" in told
    assert "前一状态到期" in told


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (event("x", "award", "2024-03-20", place="v1", by="office"), 'award x on 2024-03-20: not possible in the state "without title"'),
        (event("x", "application", "2024-03-20", place="v1", by="office"), "application x on 2024-03-20: only the village committee may do it"),
        (event("x", "application", "2024-03-20", place="v1", by="village", values={"self_score": 80}), "application x on 2024-03-20: requirements are not met"),
        (event("x", "application", "2024-03-20", place="v1", by="village"), "application x on 2024-03-20: undetermined whether it has an effect"),
        (event("x", "decision", "2024-03-20", place="v1", of="y", by="office"), "decision x on 2024-03-20: nothing is open that it could decide on"),
        (event("x", "application", "2024-03-20", by="village"), "application x on 2024-03-20: it does not say whom it is about, nor speaks of an event of the log"),
        (event("x", "application", "2024-03-20", place="v1", by="village", values={"self_score": "many"}), "application x on 2024-03-20: a value of it is wrong"),
        (cv.Event(id="x", kind="award", on=cv.calendar.VagueDate("2024-03"), place="v1"), "award x: it has no exact day"),
    ],
    ids=["no step", "by", "unmet", "undetermined", "nothing open", "no unit", "wrong value", "vague"],
)  # fmt: skip
def test_every_refusal_says_why(given, said):
    made = asked("titles.village", "2024-04-30", cv.EventLog(events=[given]))
    assert said in made.explain().text("en")


def test_an_unmet_requirement_is_told_in_words():
    low = event(
        "x", "application", "2024-03-20", place="v1", by="village", values={"self_score": 80}
    )
    told = asked("titles.village", "2024-03-20", cv.EventLog(events=[low])).explain("v1").text("en")
    assert "not met: at least 90 by its own score (own score is at least 90)" in told


def test_what_is_not_reported_is_told():
    log = cv.EventLog(events=[OPENED], reported={"settlement": day("2024-05-10")})
    told = asked("titles.disputes", "2024-05-20", log).explain("m1").text("zh")
    assert "m1：村级调解、村级化解之一" in told
    assert "缺：调解成功是否已全部上报" in told


def test_long_lists_are_cut_and_say_how_many_there_are_more():
    events = [
        event(f"a{n}", "application", "2024-03-01", place=f"v{n}", by="village", values={"self_score": 95})
        for n in range(30)
    ]  # fmt: skip
    lines = (
        asked("titles.village", "2024-03-02", cv.EventLog(events=events))
        .explain(most=20)
        .text("en")
        .split("\n")
    )
    assert (lines[1], lines[-1], len(lines)) == ("  applied: 30", "    and 10 more", 23)


def test_what_was_known_is_told_as_such():
    told = asked("titles.village", "2025-06-30", known=day("2025-06-30")).explain().text("en")
    assert "as known on 2025-06-30" in told


def test_events_that_speak_of_something_else_are_told():
    other = event("x", "award", "2024-03-20", place="v1", of="another.title")
    told = asked("titles.village", "2024-03-20", cv.EventLog(events=[other])).explain().text("en")
    assert "1 speak of something else: x" in told


def test_it_shows_itself_in_a_notebook():
    assert "civilised village" in asked("titles.village", "2024-06-30")._repr_html_()
