"""Changing one part of a standard: a new standard, checked, and the old one as it was."""

from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civil_village.documents import dumps, loads
from civil_village.labels import Label
from civil_village.messages import Message
from civil_village.problems import DocumentError
from civil_village.requirements import Requirement, Strike
from civil_village.rules import Rule
from civil_village.standards import Criterion, Passing, Section, evaluate
from civil_village.testing import standards
from tests.profiles import whole_documents

TEXT = """\
kind: standard
format: 1
id: demo
catalogue:
  indicators:
    plan: {label: 计划, value: truth}
    meetings: {label: 会议, value: count, maximum: 50}
    accidents: {label: 事故, value: count}
sections:
  - id: work
    minimum: 5
    criteria:
      - {id: plan, points: 5, requirements: [{id: filed, rule: plan}]}
      - id: lead
        points: 5
        grade: sum
        requirements:
          - {id: meets, points: 3, rule: "meetings >= 3"}
          - {id: often, points: 2, rule: "meetings >= 12"}
  - id: other
    criteria:
      - {id: many, points: 10, requirements: [{id: meets, rule: "meetings >= 20"}]}
vetoes: [{id: accident, when: "accidents > 0"}]
total: 20
bands: [{id: none}, {id: good, from: 15}]
passes: {score: 15}
"""
STANDARD = loads(TEXT)
OPEN = evolve(STANDARD, total=None)
FACTS = {"plan": True, "meetings": 4, "accidents": 0}


def refusal(make, *arguments, **keywords):
    with pytest.raises(DocumentError) as caught:
        make(*arguments, **keywords)
    return caught.value.problems


def brief(problems):
    return [(problem.code, *problem.path) for problem in problems]


def test_one_part_takes_other_values_and_all_else_stays():
    changed = STANDARD.replaced("work.lead.often", rule=Rule("meetings >= 4"))
    assert changed["work.lead.often"].rule == Rule("meetings >= 4")
    text = TEXT.replace("meetings >= 12", "meetings >= 4")
    assert changed == loads(text)
    assert loads(TEXT) == STANDARD
    assert evaluate(STANDARD, FACTS).score == 8
    assert evaluate(changed, FACTS).score == 10


@pytest.mark.parametrize(
    ("path", "changes", "kind"),
    [
        ("work", {"minimum": 8, "label": "创建工作"}, Section),
        ("work.plan", {"label": Label("计划", "plan")}, Criterion),
        ("work.lead.meets", {"label": "会议"}, Requirement),
        ("accident", {"when": Rule("accidents > 1")}, Strike),
    ],
)
def test_parts_of_every_kind_can_be_changed(path, changes, kind):
    changed = STANDARD.replaced(path, **changes)
    part = changed[path]
    assert type(part) is kind
    assert part == evolve(STANDARD[path], **changes)
    others = [(name, each) for name, each in changed.paths() if not path.startswith(name)]
    assert others == [(name, each) for name, each in STANDARD.paths() if not path.startswith(name)]


def test_without_a_path_the_standard_itself_is_changed():
    assert STANDARD.replaced(passes=Passing(score=18)).passes.score == 18
    assert STANDARD.replaced("", missing="unmet").missing == "unmet"


def test_a_part_may_take_another_id():
    changed = STANDARD.replaced("work.plan", id="papers")
    assert "work.papers.filed" in dict(changed.paths())
    assert brief(refusal(STANDARD.replaced, "work.plan", id="lead")) == [
        ("duplicate-id", "sections", 0, "criteria", 1, "id")
    ]


# Points and totals.


def test_a_declared_total_that_is_no_longer_true_is_refused():
    (problem,) = refusal(STANDARD.with_points, "work.plan", 8)
    assert (problem.code, problem.path, problem.found) == ("total-mismatch", ("total",), "20")
    assert problem.expected == Message("expected.sum", value=Decimal(23))


def test_a_declared_total_may_follow_or_be_changed_too():
    followed = STANDARD.with_points("work.plan", 8, totals="adjust")
    assert (followed["work.plan"].points, followed.total) == (8, 23)
    assert followed.passes == STANDARD.passes
    assert followed.bands == STANDARD.bands
    named = OPEN.with_points("work.plan", 8).replaced(total=23)
    assert named == followed


def test_where_no_total_is_declared_none_comes():
    assert OPEN.with_points("work.plan", 8).total is None
    assert OPEN.with_points("work.plan", 8, totals="adjust").total is None


def test_points_that_are_added_up_follow_their_requirements():
    assert brief(refusal(OPEN.with_points, "work.lead.meets", 4)) == [
        ("points-mismatch", "sections", 0, "criteria", 1, "points")
    ]
    changed = STANDARD.with_points("work.lead.meets", 4, totals="adjust")
    assert (changed["work.lead"].points, changed.total) == (6, 21)
    # The other way round nobody can say which requirement gets what.
    assert brief(refusal(STANDARD.with_points, "work.lead", 6, totals="adjust")) == [
        ("points-mismatch", "sections", 0, "criteria", 1, "points")
    ]


def test_points_of_several_requirements_change_together():
    own = [evolve(requirement, points=5) for requirement in STANDARD["work.lead"].requirements]
    changed = STANDARD.replaced("work.lead", requirements=own, totals="adjust")
    assert (changed["work.lead"].points, changed.total) == (10, 25)
    given = STANDARD.replaced("work.lead", requirements=own, points=10, totals="adjust")
    assert given == changed


def test_a_pass_line_that_nobody_can_reach_any_more_is_refused():
    assert brief(refusal(STANDARD.with_points, "other.many", 1, totals="adjust")) == [
        ("unreachable-band", "bands", 1, "from"),
        ("unreachable", "passes", "score"),
    ]


def test_what_has_no_points_gets_none():
    (problem,) = refusal(STANDARD.with_points, "accident", 8)
    assert brief([problem]) == [("unknown-key", "vetoes", 0, "points")]
    assert brief(refusal(STANDARD.with_points, "work.plan.filed", 8)) == [
        ("key-of-other-type", "sections", 0, "criteria", 0, "requirements", 0, "points")
    ]


# Leaving parts out.


def test_parts_can_be_left_out():
    less = STANDARD.without("work.lead.often", totals="adjust")
    assert (less["work.lead"].points, less.total) == (3, 18)
    assert "accident" not in dict(STANDARD.without("accident").paths())
    assert OPEN.replaced(passes=None, bands=None).without("other").most == 10


def test_what_is_left_must_fit_together():
    assert brief(refusal(STANDARD.without, "work.lead")) == [("total-mismatch", "total")]
    assert brief(refusal(STANDARD.without, "work.plan.filed")) == [
        ("empty-list", "sections", 0, "criteria", 0, "requirements")
    ]


# What is refused.


@pytest.mark.parametrize("edit", [STANDARD.without, lambda path: STANDARD.with_points(path, 1)])
@pytest.mark.parametrize(
    ("path", "near"),
    [("work.plam", "work.plan"), ("many", None), ("other.many.meets.more", "other.many.meets")],
)
def test_a_part_that_is_not_there_is_told_with_the_nearest(edit, path, near):
    (problem,) = refusal(edit, path)
    assert (problem.code, problem.found) == ("unknown-name", path)
    assert problem.hint == (near and Message("hint.nearest", name=near))


def test_an_unknown_field_is_told_with_the_nearest():
    (problem,) = refusal(STANDARD.replaced, "work.lead.meets", rul=Rule("plan"))
    path = ("sections", 0, "criteria", 1, "requirements", 0, "rul")
    assert (problem.code, problem.path) == ("unknown-key", path)
    assert problem.hint == Message("hint.nearest", name="rule")


def test_a_rule_is_checked_against_the_catalogue():
    found = refusal(STANDARD.replaced, "work.lead.meets", rule=Rule("metings >= 3"))
    path = ("sections", 0, "criteria", 1, "requirements", 0, "rule")
    assert brief(found) == [("unknown-indicator", *path)]


@whole_documents
@given(standards(), st.data())
def test_what_can_be_edited_is_whole_and_nothing_else_changes(standard, data):
    path, part = data.draw(st.sampled_from(list(standard.paths())))
    changed = standard.replaced(path, label="新名称")
    assert changed[path].label == Label("新名称")
    assert changed.replaced(path, label=part.label) == standard
    assert loads(dumps(changed)) == changed


@whole_documents
@given(standards(), st.data())
def test_totals_follow_or_the_change_is_refused(standard, data):
    scored = [name for name, part in standard.paths() if isinstance(part, Criterion)]
    path, points = data.draw(st.sampled_from(scored)), data.draw(st.integers(1, 200))
    found = set()
    try:
        changed = standard.with_points(path, points, totals="adjust")
    except DocumentError as error:
        found = {problem.code for problem in error.problems}
    else:
        assert changed[path].points == points
        assert changed.total in (None, changed.full)
    assert "total-mismatch" not in found
