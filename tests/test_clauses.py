"""Which parts of documents carry what a source says, and what serves an aim."""

import pytest

import civil_village as cv
from civil_village.clauses import coverage, parts, unserved

TEXT = """
kind: campaign
format: 1
id: clauses.example
source: {document: example-plan}
places: {villages: {level: village, list: [{id: v1, label: 示例村}]}}
bodies:
  group: {label: 领导小组, source: {clause: 一}}
  elders: {label: 五老, source: {clause: 二a}}
events: {held: {label: 已办}}
duties:
  - {id: meet, lead: group, window: 2024, done: held, source: [{clause: 二a}, {document: other, clause: 二b}]}
"""


def campaign(*aims):
    lines = [f"{{id: a{n}, {aim}}}" for n, aim in enumerate(aims)]
    return cv.loads(f"{TEXT}aims: [{', '.join(lines)}]")


def test_parts_that_leave_the_document_out_come_from_that_of_the_whole():
    told = {part.path: [s.text("en") for s in part.sources] for part in parts(campaign())}
    assert told == {
        "bodies.group": ["example-plan 一"],
        "bodies.elders": ["example-plan 二a"],
        "duties.meet": ["example-plan 二a", "other 二b"],
    }


def test_a_clause_is_carried_by_parts_of_its_document_or_by_text_or_not_at_all():
    made = campaign("label: 合力, source: {clause: 三}", "label: 倡导, source: {clause: 一}")
    found = coverage([made], ["一", "二a", "二b", "三", "四"], of="example-plan")
    assert [(each.clause, each.how) for each in found] == [
        ("一", "behaviour"),
        ("二a", "behaviour"),
        ("二b", "missing"),  # of another document
        ("三", "text"),
        ("四", "missing"),
    ]
    names = [part.name for part in found[1].parts]
    assert names == ["clauses.example/bodies.elders", "clauses.example/duties.meet"]
    assert [each.how for each in coverage([made], ["二b"], of="other")] == ["behaviour"]


def test_a_clause_of_a_number_is_not_carried_by_the_number_alone():
    (found,) = coverage([campaign()], ["一a"], of="example-plan")
    assert found.how == "missing"


@pytest.mark.parametrize(
    ("aim", "codes"),
    [
        ("label: 合力", ["unserved-aim"]),
        ("label: 合力, source: {clause: 四}", ["unserved-aim"]),
        ("label: 合力, source: {clause: 一}", []),  # the group comes from the same clause
        ("label: 合力, reason: 属总体方向", []),
        ("label: 合力, served_by: [duties.meet]", []),
        ("label: 五类, reason: 未列出, number: 5, members: [甲, 乙, 丙, 丁]", ["members-unlisted"]),
        ("label: 四类, reason: 未列出, number: 4, members: [甲, 乙, 丙, 丁]", []),
        ("label: 四化, reason: 未列出, number: 4", ["members-unlisted"]),
        ("label: 又一村, reason: 套用, mentions: [别的村]", ["other-place"]),
        ("label: 本村, reason: 本村, mentions: [示例村]", []),
    ],
)
def test_what_is_odd_about_an_aim_is_found(aim, codes):
    assert [problem.code for problem in cv.lint(campaign(aim))] == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "kind: policy\nformat: 1\nid: p\naccounts: {credit: {}}\n"
            "items: {help: {to: [credit], points: 5}}\n",
            "unserved-aim",
        ),
        (
            "kind: standard\nformat: 1\nid: s\ncatalogue: {indicators: {plan: {label: 计划, value:"
            " truth}}}\ncriteria: [{id: c, points: 1, requirements: [{id: r, rule: plan}]}]\n",
            "unserved-aim",
        ),
    ],
)
def test_policies_and_standards_tell_of_aims_that_nothing_serves(text, code):
    document = cv.loads(text + "aims: [{id: joint, label: 合力}]\n")
    assert code in [problem.code for problem in cv.lint(document)]
    assert [problem.code for problem in unserved(document)] == [code]


def test_what_serves_an_aim_must_be_there():
    with pytest.raises(cv.DocumentError) as caught:
        campaign("label: 合力, served_by: [duties.meat]")
    (problem,) = caught.value.problems
    assert problem.path == ("aims", 0, "served_by", 0)
    assert "duties.meet" in problem.hint.text("en")


def test_of_documents_that_are_used_the_library_says_what_is_there():
    standard = (
        "kind: standard\nformat: 1\nid: s\nedition: '1'\ncatalogue: {indicators: {plan: {label: 计划,"
        " value: truth}}}\ncriteria: [{id: c, points: 1, requirements: [{id: r, rule: plan}]}]\n"
    )
    aim = "aims: [{id: joint, label: 合力, served_by: [s/criteria.%s.r]}]\nuses: [s@1]\n"
    library = cv.Library.read([standard, TEXT + aim % "c"])
    assert library["clauses.example"].aims[0].served_by == ("s/criteria.c.r",)
    with pytest.raises(cv.DocumentError) as caught:
        cv.Library.read([standard, TEXT + aim % "d"])
    assert caught.value.problems[0].found == "s/criteria.d.r"
    # What is not used cannot be spoken of.
    with pytest.raises(cv.DocumentError):
        campaign("label: 合力, served_by: [s/criteria.c.r]")


def test_a_rate_that_no_rule_compares_is_found():
    rates = """
indicators:
  asked: {label: 调查人数, value: count, subject: village}
  aware: {label: 知晓人数, value: count, subject: village}
  awareness: {label: 知晓率, value: ratio, subject: village, of: [aware, asked]}
"""
    text = TEXT + rates
    assert [problem.code for problem in cv.lint(text)] == ["rate-without-line"]
    line = (
        "  - {id: known, lead: group, each: village, window: 2024, done_when: 'awareness >= 0.9'}\n"
    )
    assert cv.lint(text.replace("indicators:", line + "indicators:", 1)) == ()
