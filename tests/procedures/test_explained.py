"""Verdicts in words: what a reader is told, in Chinese and in English."""

from fractions import Fraction
from textwrap import dedent

import pytest

from civil_village.procedures import fault_message
from civil_village.procedures.faults import failed
from civil_village.rules import Missing, Rule, Unknown
from tests.procedures.meetings import GOOD, changed, counted, judged, procedure

MEETING = changed("e3", more=counted(30, 19, 15))[:5]


def test_a_verdict_is_told_step_by_step_in_english():
    told = judged(MEETING, "2026-03-20").text("en")
    assert told == dedent("""\
        four deliberations, as of 2026-03-20
          verdict: not in order
          proposal: done on 2026-03-01
            record e1 of 2026-03-01 by branch
          talk: done on 2026-03-02
            record e2 of 2026-03-02 by committees
          deliberation: done on 2026-03-06
            record e3 of 2026-03-06 by members' meeting
            quorum: not met
              rule: attendance is at least 2/3 (does not hold)
                attendance = 63.33…% (19 of 30)
                  present ÷ members
              still needed: 1 more present (attendance)
            vote: carried
              rule: share of all is at least 1/2 (holds)
                share of all = 50% (15 of 30)
                  votes for ÷ members
          decision: done on 2026-03-13
            record e4 of 2026-03-13 by representatives' meeting
            quorum: met
              rule: attendance is at least 2/3 (holds)
                attendance = 66.66…% (40 of 60)
                  present ÷ members
            vote: carried
              rule: share of those present is more than 1/2 (holds)
                share of those present = 52.5% (21 of 40)
                  votes for ÷ present
          publication: 2 days late
            to be done by 2026-03-18
          results: not yet
            comes after: publication
            to be done by 2026-04-30""")


def test_a_verdict_is_told_step_by_step_in_chinese():
    events = [row for row in MEETING if row[0] != "n1"]
    told = judged(events, "2026-03-14").text("zh").splitlines()
    assert told[:2] == ["四议两公开，截至 2026-03-14", "  结论：不合程序"]
    assert told[6:13] == [
        "  审议：已完成（2026-03-06）",
        "    记录 e3（2026-03-06，党员大会）",
        "    到会人数：未达到",
        "      规则：到会率不低于 2/3（不成立）",
        "        到会率 = 63.33…%（19/30）",
        "          实到人数 ÷ 应到人数",
        "      差距：实到人数还差 1（到会率）",
    ]
    assert "    没有通知：应不迟于 2026-03-02 通知（提前满 3 天）" in told
    assert told[-5:] == [
        "  决议公开：应办",
        "    应不迟于 2026-03-18",
        "  结果公开：未到期",
        "    须先完成：决议公开",
        "    应不迟于 2026-04-30",
    ]


FAULTS = [
    (
        changed("e3", more=counted(30, 19, 15)),
        '"quorum" is not met: attendance is at least 2/3, got 63.33…%',
        "未达到“到会人数”：到会率不低于 2/3，实际为 63.33…%",
    ),
    (
        changed("e4", more={"by": "committees"}),
        "done by committees; only representatives' meeting may do it, and nobody in their place",
        "由两委办理；只能由村民代表会议办理，不得代行",
    ),
    (
        changed("n1", day=4),
        "announced too late: 2026-03-04, to be announced by 2026-03-02 (3 days in full before)",
        "通知太迟：2026-03-04，应不迟于 2026-03-02（提前满 3 天）",
    ),
    (
        changed("e2", day=7),
        'out of order: done on 2026-03-06, "talk" only on 2026-03-07',
        "次序颠倒：2026-03-06 办理，而“商议”在其后（2026-03-07）",
    ),
    (
        changed("e2"),
        'out of order: done on 2026-03-06, "talk" not yet',
        "次序颠倒：2026-03-06 办理，而“商议”尚未办理",
    ),
    (
        changed("e4", day=11)[:5],
        '2 days too soon after "deliberation": 2026-03-11, not before 2026-03-13 (7 days between)',
        "距“审议”太近，差 2 天：2026-03-11，应不早于 2026-03-13（间隔 7 天）",
    ),
    (
        changed("e5", day=21)[:6],
        "3 days late: 2026-03-21, to be done by 2026-03-18 (5 days)",
        "逾期 3 天：2026-03-21，应不迟于 2026-03-18（5 天内）",
    ),
    (
        [*changed("e4", more=counted(60, 40, 20))[:6]],
        'done on 2026-03-18, although the vote of "decision" was not carried on 2026-03-13',
        "“决议”表决未通过（2026-03-13）之后仍办理：2026-03-18",
    ),
    (
        changed("e3", more=counted(30, 31, 16))[:4],
        "a part exceeds its whole: present (31) must not be more than members (30)",
        "：实到人数（31）不应多于应到人数（30）",
    ),
    (
        changed("e3", more=counted(30, 20, 15, against=6))[:4],
        "facts contradict each other: this must hold: votes for + votes against is at most present",
        "事实互相矛盾：应有“同意票 + 反对票不超过实到人数”",
    ),
]


@pytest.mark.parametrize(("events", "en", "zh"), FAULTS)
def test_every_fault_says_both_sides(events, en, zh):
    verdict = judged(events)
    (fault, *_) = verdict.faults
    for lang, text in (("en", en), ("zh", zh)):
        assert text in fault_message(procedure(), fault).text(lang)


def test_what_was_done_again_and_what_was_done_already_is_told():
    events = [
        *changed("e3", more=counted(30, 19, 15))[:4],
        ("n2", "notice", 6, {"of": "deliberate"}),
        ("e7", "deliberate", 10, {"by": "members", **counted(30, 20, 15)}),
        ("e8", "deliberate", 11, {"by": "members", **counted(30, 30, 30)}),
    ]
    told = judged(events, "2026-03-11").text("en")
    assert "done again, so it no longer counts:\n    deliberation (record e3): " in told
    assert "records of what had been done already, which do not count: e8" in told


def test_what_would_be_enough_and_what_is_missing_is_told():
    rest = [("e4", "decide", 13, {"by": "representatives", "should_attend": 60, "present": 41})]
    verdict = judged([*GOOD[:4], *rest], "2026-03-13")
    assert "votes for: 21 would be enough, of 41 at most" in verdict.text("en")
    assert "同意票达到 21 即可（至多 41）" in verdict.text("zh")
    assert "missing: votes for" in verdict.text("en")
    unsaid = [("e1", "propose", 1), *GOOD[1:]]
    assert judged(unsaid).text("zh").endswith("缺：e1 的办理者")


def test_a_vote_that_was_not_carried_ends_the_matter_in_words():
    verdict = judged(changed("e4", more=counted(60, 40, 20))[:5])
    assert "vote: not carried" in verdict.text("en")
    assert verdict.text("zh").endswith("“决议”表决未通过：以后的步骤不再需要")


SCOPE = {"a": 3, "b": 5}


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("a > b", ["a > b"]),
        ("a < b", []),
        ("!(a < b)", ["a >= b"]),
        ("a > b && b > a", ["a > b"]),
        ("a > b || a > 4", ["a > b", "a > 4"]),
        ("!(a < b || a == 3)", ["a >= b", "a != 3"]),
        ("(a < b ? a : b) > 9", ["(a < b ? a : b) > 9"]),
        ("a < b ? a > b : b > a", ["a > b"]),
        ("a in [1, 2]", ["(a in [1, 2]) == true"]),
        ("!(a in [3])", ["(a in [3]) == false"]),
    ],
)
def test_of_a_rule_that_does_not_hold_the_comparisons_are_told_that_should(rule, found):
    scope = {name: Fraction(value) for name, value in SCOPE.items()}
    assert [each.rule.text for each in failed(Rule(rule).value(scope))] == found


def test_a_comparison_that_bounds_decide_says_what_is_known():
    unknown = Unknown((Missing("indicator", "a"),), Fraction(0), Fraction(4))
    (side,) = failed(Rule("a > b").value({"a": unknown, "b": Fraction(5)}))
    assert (side.found, side.expected) == (unknown, 5)
