"""The state of a campaign in words: one line for places that differ in nothing, long lists cut."""

from datetime import date

import pytest

from civil_village import Event
from civil_village.calendar.recurrences import Recurrence
from civil_village.campaigns import Campaign, Phase, status
from civil_village.campaigns.in_words import Words
from civil_village.campaigns.written import bulletin, calendar_of, ics, timeline, undated
from civil_village.duties import Duty
from civil_village.evidence import EventLog
from civil_village.indicators import EventKind, SubjectKind
from civil_village.labels import Label
from civil_village.organizations import Body, Locality, LocalityList, Post
from civil_village.rules import Rule

COUNCIL = Body(label=Label("议事会", "council"), each="village", posts={"head": Post(label="会长")})
PILOT = Duty(
    id="pilot", label=Label("试点", "pilot"), each="village", window="2024-03", done="report",
    lead="council.head",
)  # fmt: skip
DAY = date(2024, 4, 11)


def plan(*duties, size=9, **more):
    places = [Locality(id=f"v{n}", label=Label(f"村{n}", f"V{n}")) for n in range(1, size + 1)]
    return Campaign(
        id="demo", label=Label("示例方案", "demo plan"), duties=duties,
        places={"all": LocalityList(level="village", list=places)}, bodies={"council": COUNCIL},
        events={"report": EventKind(label="报告")}, **more,
    )  # fmt: skip


def log(*places):
    """Give a log in which some places report in time."""
    days = {"kind": "report", "on": date(2024, 3, 5)}
    return EventLog(events=[Event(id=f"e{place}", place=place, **days) for place in places])


def lines(made, lang="zh", **how):
    return [line.strip() for line in made.explain(**how).text(lang).split("\n")]


def test_all_places_of_a_duty_are_told_in_one_line():
    made = status(plan(PILOT), log(), as_of=DAY)
    assert "试点（全部 9 个村），2024-03-31 到期：逾期 11 天" in lines(made)
    assert "pilot (all 9 villages), due 2024-03-31: 11 days late" in lines(made, "en")
    assert lines(made).count("牵头：议事会会长") == 1


def test_some_places_are_named_and_only_the_screen_cuts_them():
    made = status(plan(PILOT), log("v9"), as_of=DAY)
    whole = "、".join(f"村{n}" for n in range(1, 9))
    assert f"试点（8 个村：{whole}），2024-03-31 到期：逾期 11 天" in lines(made)
    cut = "试点（8 个村：村1、村2，另 6 个），2024-03-31 到期：逾期 11 天"
    assert cut in lines(made, most=8)
    assert "逾期：8 项" in lines(made, most=8)  # the numbers stay


def test_one_place_is_named_alone_and_places_that_differ_have_lines_of_their_own():
    made = status(plan(PILOT, size=3), log("v1", "v2"), as_of=DAY)
    assert "试点（村3），2024-03-31 到期：逾期 11 天" in lines(made)
    twice = Duty(id="m", label="例会", each="village", every=Recurrence(unit="month", day=5),
                 begins="2024-01", done="report")  # fmt: skip
    made = status(plan(twice, size=2), EventLog(), as_of=date(2024, 2, 9))
    late = [line for line in lines(made) if line.startswith("例会")]
    assert late == [
        "例会（2024-01、全部 2 个村），2024-01-05 到期：逾期 35 天",
        "例会（2024-02、全部 2 个村），2024-02-05 到期：逾期 4 天",
    ]


def test_many_lines_of_a_kind_are_cut_but_never_for_one_line_more():
    duties = [Duty(id=f"d{n}", window="2024-03", done="report") for n in range(6)]
    made = status(plan(*duties), EventLog(), as_of=DAY)
    assert "另有 2 行" in lines(made, most=4)
    assert len([line for line in lines(made, most=4) if line.startswith("d")]) == 4
    assert not any("另有" in line for line in lines(made, most=5))
    assert not any("另有" in line for line in lines(made))


def test_a_part_of_a_state_tells_of_that_alone():
    other = Duty(id="other", label="其他", window="2024-03", done="report")
    made = status(plan(PILOT, other), log("v1"), as_of=DAY)
    told = lines(made, occurrences=made.by_place("v1"))
    assert told == [
        "示例方案，截至 2024-04-11", "进度：1 项中完成 1 项（100%）", "已完成：1 项",
    ]  # fmt: skip


def test_a_phase_says_from_when_to_when_and_whether_it_has_begun_or_is_over():
    phases = [
        Phase(id="a", label="甲", window="2024-03"), Phase(id="b", label="乙", window="2024-04"),
        Phase(id="c", label="丙", window="2024-05"), Phase(id="d", label="丁", window="y-03"),
        Phase(id="e", label="戊"),
    ]  # fmt: skip
    made = status(plan(phases=phases, years={"y": "unknown"}), EventLog(), as_of=DAY)
    assert lines(made)[1:6] == [
        "阶段“甲”（2024-03-01 至 2024-03-31）：已结束",
        "阶段“乙”（2024-04-01 至 2024-04-30）：进行中",
        "阶段“丙”（2024-05-01 至 2024-05-31）：未开始",
        "阶段“丁”（y-03）：是否在期内未定",
        "阶段“戊”：是否在期内未定",
    ]


def test_places_of_a_declared_level_bear_its_name():
    kinds = {"team": SubjectKind(label=Label("村民组", "teams of villagers"))}
    own = Campaign(
        id="demo", subjects=kinds,
        places={"all": LocalityList(level="team", list=[Locality(id="a"), Locality(id="b")])},
    )  # fmt: skip
    assert Words(own).places(["a", "b"], ["a", "b"], "team").text("zh") == "全部 2 个村民组"
    other = Words(own).places(["a", "b"], ["a", "b", "c"], "street")
    assert other.text("zh") == "2 个地方：a、b"


def test_a_bulletin_has_the_same_lines():
    text = bulletin(status(plan(PILOT, size=2), log(), as_of=DAY), "zh")
    assert "- 试点（全部 2 个村），2024-03-31 到期：逾期 11 天；牵头：议事会会长" in text.split(
        "\n"
    )


def test_a_calendar_has_what_falls_due_and_not_what_must_hold_all_along():
    kept = Duty(id="kept", each="village", window="2024", keep=Rule("true"))
    made = calendar_of(plan(PILOT, kept, size=2), 2024)
    assert [(each.duty, each.place, str(each.due)) for each in made] == [
        ("pilot", "v1", "2024-03-31"), ("pilot", "v2", "2024-03-31"),
    ]  # fmt: skip


def test_duties_of_no_certain_day_are_named():
    duties = [
        PILOT,
        Duty(id="of_a_year", window="y-03", done="report"),
        Duty(id="of_a_phase", phase="p", done="report"),
        Duty(id="never_said", done="report"),
        Duty(id="called", after={"report": "5 days"}, done="report"),
    ]
    whole = plan(*duties, years={"y": "unknown"}, phases=[Phase(id="p")])
    assert [duty.id for duty in undated(whole)] == ["of_a_year", "of_a_phase", "never_said"]


def test_a_calendar_file_reads_back_with_every_day():
    icalendar = pytest.importorskip("icalendar")
    whole = plan(PILOT, size=2)
    data = ics(whole, calendar_of(whole, 2024), "zh")
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert [(str(e["SUMMARY"]), e.decoded("DTSTART")) for e in events] == [
        ("试点 村1", date(2024, 3, 31)), ("试点 村2", date(2024, 3, 31)),
    ]  # fmt: skip
    assert data == ics(whole, calendar_of(whole, 2024), "zh")


def test_a_timeline_lists_what_has_no_days():
    drawn = timeline(plan(phases=[Phase(id="d", label="丁", window="y-03")],
                          years={"y": "unknown"}), "zh")  # fmt: skip
    assert drawn.split("\n")[-1] == "%% 丁: y-03"
