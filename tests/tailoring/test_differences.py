"""Two editions beside each other: what differs, whether scores compare, and for whom."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

import civil_village as cv
from civil_village.editions import Editions
from civil_village.problems import DocumentError
from civil_village.tailoring import deciding_digest, scoring_digest

OLD, NEW = cv.bundled("qinghe.2023"), cv.bundled("qinghe.2025")
VILLAGES = cv.bundled("qinghe.villages")


def said(before, after):
    """Give what differs: part, what became of it, and the field."""
    return [(each.part, each.became, each.key) for each in cv.diff(before, after)]


def test_the_parts_that_differ_are_added_gone_and_changed_from_what_to_what():
    found = cv.diff(OLD, NEW)
    assert [(each.part, each.became, each.key) for each in found] == [
        ("", "changed", "label"),
        ("", "changed", "source"),
        ("", "changed", "from"),
        ("catalogue.indicators.cinema", "gone", None),
        ("culture.cinema", "gone", None),
        ("culture.volunteers", "added", None),
        ("environment.water", "changed", "grade"),
    ]
    water = found.parts[-1]
    assert water.before.en.startswith("target 92%")
    assert water.after.en.startswith("target 95%")
    assert water.stricter is True


def test_two_editions_that_score_differently_name_the_village_and_the_part_that_did_it():
    # Xiawan has 93 % safe water: 20 points of 92 %, and 18 of 95 %, two full points short. It had
    # 10 for films and has 0 for volunteers, of whom there are 6: 85 - 2 - 10 = 73.
    found = cv.diff(OLD, NEW, VILLAGES)
    assert not found.scores_compare
    (village,) = found.results
    assert (found.evaluated, village.id) == (3, "q002")
    assert village.scores == ((85, 85), (73, 73))
    assert village.outcomes == ("passes", "passes")
    assert [(each.path, each.before, each.after) for each in village.parts] == [
        ("environment.water", Decimal(20), Decimal(18)),
        ("culture.cinema", Decimal(10), None),
        ("culture.volunteers", None, Decimal(0)),
    ]
    assert "scores do not compare" in found.text("en")
    assert "得分不可比" in found.text("zh")
    assert "environment.water: 20 → 18" in found.text("en")


def test_facts_serve_as_records_do():
    facts = cv.derive_each(OLD.catalogue, VILLAGES)
    assert cv.diff(OLD, OLD.replaced("order", label="治理"), facts).results == ()
    harder = OLD.replaced("environment.latrines.share", rule=cv.Rule("latrines >= 0.9"))
    (village,) = cv.diff(OLD, harder, facts).results
    assert (village.id, [each.path for each in village.parts]) == ("q003", ["environment.latrines"])


def test_two_editions_that_only_speak_differently_compare():
    later = OLD.replaced("order", label="治理", source=()).replaced(edition="2024")
    later = evolve(later, sections=later.sections[::-1])
    found = cv.diff(OLD, later, VILLAGES)
    assert found.scores_compare
    assert found.outcomes_compare
    assert found.results == ()
    assert [(each.part, each.became) for each in found] == [
        ("culture", "moved"),
        ("environment", "moved"),
        ("order", "changed"),
        ("order", "changed"),
    ]
    assert found.text("en").splitlines()[1].strip().startswith("scores and outcomes compare")


@pytest.mark.parametrize(
    "changed",
    [
        lambda old: old.without("accident"),
        lambda old: evolve(old, bands=None, passes=None),
        lambda old: old.replaced(passes=cv.standards.Passing(score=70)),
        lambda old: old.replaced("order", minimum=20),
    ],
    ids=["veto", "bands", "pass line", "minimum"],
)
def test_scores_compare_where_only_what_is_made_of_them_differs(changed):
    later = changed(OLD)
    assert scoring_digest(later) == scoring_digest(OLD)
    assert deciding_digest(later) != deciding_digest(OLD)
    found = cv.diff(OLD, later)
    assert (found.scores_compare, found.outcomes_compare) == (True, False)
    assert "scores compare, outcomes do not" in found.text("en")


@pytest.mark.parametrize(
    "changed",
    [
        lambda old: old.replaced("order.meetings.held", rule=cv.Rule("meetings >= 3")),
        lambda old: old.with_points("order.meetings", 20, totals="adjust"),
        lambda old: old.replaced("order.meetings.held", applies=cv.Rule("covenant")),
        lambda old: old.replaced("environment", cap=40, totals="adjust"),
        lambda old: old.replaced(missing="unmet"),
    ],
    ids=["rule", "points", "condition", "cap", "missing"],
)
def test_scores_do_not_compare_where_what_makes_them_differs(changed):
    assert scoring_digest(changed(OLD)) != scoring_digest(OLD)


def test_what_no_rule_reads_is_no_part_of_the_scoring():
    indicators = {**OLD.catalogue.indicators, "spare": cv.Indicator(label="备用", value="count")}
    later = evolve(OLD, catalogue=evolve(OLD.catalogue, indicators=indicators))
    assert scoring_digest(later) == scoring_digest(OLD)
    widened = evolve(OLD.catalogue.indicators["meetings"], maximum=400)
    read = {**OLD.catalogue.indicators, "meetings": widened}
    later = evolve(OLD, catalogue=evolve(OLD.catalogue, indicators=read))
    assert scoring_digest(later) != scoring_digest(OLD)


def test_a_part_in_another_section_was_moved_and_what_changed_in_it_is_told():
    water = OLD.criterion("environment.water")
    environment = evolve(
        OLD.section("environment"), criteria=OLD.section("environment").criteria[1:]
    )
    order = evolve(
        OLD.section("order"),
        criteria=(*OLD.section("order").criteria, evolve(water, points=25)),
    )
    later = evolve(OLD, sections=(order, environment, OLD.sections[2]), total=105)
    assert said(OLD, later) == [
        ("", "changed", "total"),
        ("order.water", "moved", None),
        ("order.water", "changed", "points"),
    ]
    (moved,) = [each for each in cv.diff(OLD, later) if each.became == "moved"]
    assert (moved.before.zh, moved.after.zh) == ("environment.water", "order.water")


def test_policies_and_campaigns_differ_part_by_part_too():
    policy = cv.bundled("points.village")
    name = next(iter(policy.items))
    later = evolve(policy, items={n: i for n, i in policy.items.items() if n != name})
    assert said(policy, later) == [(f"items.{name}", "gone", None)]
    plan = cv.bundled("plan6.campaign")
    later = evolve(plan, duties=plan.duties[1:])
    assert said(plan, later) == [(f"duties.{plan.duties[0].id}", "gone", None)]
    assert not cv.diff(plan, later).scores_compare


def test_documents_of_two_kinds_cannot_be_compared():
    with pytest.raises(DocumentError) as error:
        cv.diff(OLD, cv.bundled("points.village"))
    assert [problem.code for problem in error.value.problems] == ["other-kind"]
    policy = cv.bundled("points.village")
    with pytest.raises(DocumentError) as error:
        cv.diff(policy, policy, VILLAGES)
    assert [(p.code, p.path) for p in error.value.problems] == [("key-of-other-type", ("facts",))]


# Editions in force -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "edition"),
    [
        (date(2022, 12, 31), None),
        (date(2023, 1, 1), "2023"),
        (date(2024, 12, 31), "2023"),
        (date(2025, 1, 1), "2025"),
        (date(2030, 1, 1), "2025"),
    ],
)
def test_an_edition_is_in_force_until_the_next_begins(day, edition):
    found = Editions([NEW, OLD]).at(day)
    assert (found and found.edition) == edition


@pytest.mark.parametrize("name", ["points.village", "plan6.campaign", "anle.standard"])
def test_every_kind_has_its_editions_by_one_mechanism(name):
    first = cv.bundled(name)
    second = evolve(first, edition="later", from_=date(2026, 1, 1))
    editions = Editions([second, first])
    assert editions.at(date(2025, 12, 31)) is first
    assert editions.at(date(2026, 1, 1)) is second


def test_a_profile_gives_the_whole_its_first_day():
    made = cv.tailoring.resolve(
        cv.bundled("liuxi.leadership"),
        cv.Library.of(cv.bundled("national.leadership"), cv.bundled("qinghe.leadership")),
    )
    assert made.from_ == date(2024, 7, 1)


@pytest.mark.parametrize(
    ("documents", "codes"),
    [
        ([], ["empty-list"]),
        ([OLD, evolve(NEW, from_=OLD.from_)], ["two-editions"]),
        ([OLD, evolve(NEW, id="other")], ["other-editions"]),
        ([OLD, cv.bundled("points.village")], ["other-editions", "other-editions"]),
    ],
)
def test_what_are_no_editions_of_one_document_is_refused(documents, codes):
    with pytest.raises(DocumentError) as error:
        Editions(documents)
    assert [problem.code for problem in error.value.problems] == codes
