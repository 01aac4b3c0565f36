"""The systems of plans that are procedures: data in, a computed answer out, with its reason.

Where a plan gives no number, the numbers are invented; villages are, too. Four deliberations and two
disclosures, and the meetings that decide; how a covenant is changed.
"""

from fractions import Fraction

import pytest

import civil_village as cv
from tests.procedures.meetings import broken, judged, on, procedure

MEETING = """
catalogue:
  indicators:
    members: {label: 应到, value: count}
    present: {label: 实到, value: count}
    agree: {label: 同意, value: count}
    attendance: {label: 到会率, value: ratio, of: [present, members]}
    agree_of_present: {label: 同意率, value: ratio, of: [agree, present]}
"""
DISCLOSED = (
    MEETING
    + """
steps:
  - {id: propose, label: 提议}
  - {id: discuss, label: 商议, after: [propose]}
  - {id: deliberate, label: 审议, after: [discuss], require: [{id: quorum, rule: "attendance >= 2 / 3"}]}
  - id: decide
    label: 决议
    after: [deliberate]
    require:
      - {id: quorum, rule: "attendance >= 2 / 3"}
      - {id: vote, rule: "agree_of_present VOTE 1 / 2", fails: stops}
  - {id: decision_published, label: 决议公开, after: [decide], due: 5 days}
  - {id: results_published, label: 结果公开, after: [decision_published], due: 30 days}
"""
)
HELD = {"members": 30, "present": 20, "agree": 11}
RECORD = [
    ("e1", "propose", 1),
    ("e2", "discuss", 3),
    ("e3", "deliberate", 5, HELD),
    ("e4", "decide", 9, HELD),
    ("e5", "decision_published", 14),
    ("e6", "results_published", "2026-04-13"),
]


def four(vote=">"):
    return procedure(DISCLOSED.replace("VOTE", vote))


def with_(name, **changes):
    """Give the record with another day or other counts of one event; without it, where all is None."""
    rows = []
    for own, kind, day, *rest in RECORD:
        if own != name:
            rows.append((own, kind, day, *rest))
        elif changes:
            values = {**(rest[0] if rest else {}), **changes}
            rows.append((own, kind, values.pop("day", day), values))
    return rows


# 27: four deliberations, two disclosures; meetings that decide ---------------------------


def test_a_record_is_checked_for_order_quorum_majority_and_both_disclosures():
    assert judged(RECORD, of=four()).word == "valid"
    assert broken(judged(with_("e2", day=6), of=four())) == [("deliberate", "order")]
    few = judged(with_("e4", present=19), of=four())
    assert broken(few) == [("decide", "decide.quorum")]
    assert few.faults[0].comparisons[0].found == Fraction(19, 30)
    lost = judged(with_("e4", agree=9)[:4], of=four())
    assert (lost.word, lost.stopped) == ("not_carried", "decide")
    first = judged(with_("e5", day=15)[:5], "2026-04-13", of=four())
    assert broken(first) == [("decision_published", "due")]
    second = judged(RECORD[:5], "2026-04-15", of=four())
    assert [(each.duty, each.days) for each in second.late] == [("results_published", 2)]


@pytest.mark.parametrize(("present", "fine"), [(19, False), (20, True), (21, True)])
def test_exactly_two_thirds_is_a_quorum(present, fine):
    verdict = judged(with_("e3", present=present), of=four())
    assert (verdict.word == "valid") == fine


@pytest.mark.parametrize(("vote", "word"), [(">", "not_carried"), (">=", "open")])
def test_exactly_half_is_decided_as_declared(vote, word):
    verdict = judged(with_("e4", agree=10)[:4], "2026-03-09", of=four(vote))
    assert verdict.word == word


def test_nought_of_nought_never_carries():
    for vote in (">", ">="):
        nobody = with_("e4", members=0, present=0, agree=0)[:4]
        verdict = judged(nobody, "2026-03-09", of=four(vote))
        assert (verdict.word, verdict.stopped) == ("undetermined", None)


def test_the_assembly_decides_major_matters_and_no_other_body():
    made = procedure(
        MEETING
        + """
bodies: {assembly: {label: 村民会议}, representatives: {label: 村民代表会议}}
steps: [{id: decide, by: [assembly], require: [{id: quorum, rule: "attendance > 1 / 2"}]}]
"""
    )
    for by, word in (("assembly", "valid"), ("representatives", "invalid")):
        assert judged([("e1", "decide", 1, {"by": by, **HELD})], of=made).word == word


# 21: the covenant: a change needs the competent body's decision --------------------------


def test_a_change_of_the_covenant_needs_the_decision_of_the_assembly():
    made = cv.bundled("covenant.procedure")
    held = {
        "adults": 900,
        "adults_present": 451,
        "households": 300,
        "households_present": 0,
        "present": 451,
        "agree": 226,
    }
    events = [
        ("c1", "draft", "2026-04-01", {"by": "committee"}),
        ("c2", "opinions", "2026-04-05", {"households": 300, "asked": 150}),
        ("c3", "guidance", "2026-04-10", {"by": "township"}),
        ("c4", "notice", "2026-04-09", {"of": "adoption"}),
    ]

    def adopted(by, **changes):
        vote = ("c5", "adoption", "2026-04-20", {"by": by, **held, **changes})
        return judged([*events, vote], "2026-04-21", of=made)

    assert (adopted("assembly").word, [e.duty for e in adopted("assembly").owed]) == (
        "open",
        ["publication", "filing"],
    )
    assert broken(adopted("representatives")) == [("adoption", "by")]
    assert broken(adopted("assembly", adults_present=450)) == [("adoption", "adoption.quorum")]
    assert adopted("assembly", agree=225).word == "not_carried"
    # A day later it is late: the 30th is the last for its publication.
    assert [e.due for e in adopted("assembly").owed] == [on("2026-04-30"), on("2026-05-04")]
