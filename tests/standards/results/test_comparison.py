"""Two results of one subject are told apart part by part; others are not compared."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import civil_village as cv
from civil_village import compare
from civil_village.standards import Difference
from civil_village.testing import facts, standards
from tests.profiles import whole_documents

CATALOGUE = cv.Catalogue(
    indicators={
        "plan": cv.Indicator(label="计划", value="truth"),
        "meetings": cv.Indicator(label="会议次数", value="count", maximum=60),
        "accidents": cv.Indicator(label="事故数", value="count", maximum=60),
    }
)


def requirement(name, rule, **keywords):
    return cv.Requirement(id=name, rule=cv.Rule(rule), **keywords)


STANDARD = cv.Standard(
    id="demo",
    catalogue=CATALOGUE,
    sections=[
        cv.Section(
            id="work",
            criteria=[
                cv.Criterion(
                    id="lead",
                    points=10,
                    grade=cv.standards.Sum(),
                    requirements=[
                        requirement("plan", "plan", points=4),
                        requirement("meets", "meetings >= 3", points=6),
                    ],
                )
            ],
        )
    ],
    vetoes=[cv.Strike(id="accident", when=cv.Rule("accidents > 0"))],
)
GOOD = {"plan": True, "meetings": 3, "accidents": 0}


def result(**changes):
    values = {**GOOD, **changes}
    return cv.evaluate(STANDARD, cv.derive(CATALOGUE, values))


def changes(first, second):
    return {part.path: part.change for part in compare(first, second)}


def test_the_parts_that_differ_are_told_with_the_points_of_both():
    made = compare(result(meetings=2), result(plan=False))
    assert list(made) == [
        Difference(path="work.lead", change="better", points=((4, 4), (6, 6))),
        Difference(
            path="work.lead.plan",
            change="worse",
            states=("met", "unmet"),
            points=((4, 4), (6, 6)),
        ),
        Difference(
            path="work.lead.meets",
            change="better",
            states=("unmet", "met"),
            points=((4, 4), (6, 6)),
        ),
    ]
    assert (len(made), made.scores, made.score_change) == (3, ((4, 4), (6, 6)), "better")


def test_equal_results_do_not_differ():
    made = compare(result(), result())
    assert (list(made), len(made), made.score_change) == ([], 0, "same")
    assert [part.path for part in made.parts] == [
        "work.lead",
        "work.lead.plan",
        "work.lead.meets",
        "accident",
    ]
    assert made["accident"] == Difference(path="accident", change="same", states=("clear", "clear"))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"accidents": 0}, {"accidents": 1}, "worse"),
        ({"accidents": 1}, {"accidents": 0}, "better"),
        ({"accidents": None}, {"accidents": 0}, "known"),
        ({"accidents": 1}, {"accidents": None}, "open"),
    ],
)
def test_a_strike_that_hits_is_worse(before, after, told):
    assert changes(result(**before), result(**after))["accident"] == told


def test_what_becomes_known_or_open_is_neither_better_nor_worse():
    known = {"work.lead": "known", "work.lead.meets": "known"}
    assert changes(result(meetings=None), result()) == known
    assert changes(result(), result(meetings=None)) == dict.fromkeys(known, "open")
    # from 4 to 10 points to 6 to 10: closer, but not known yet
    closer = changes(result(meetings=None), result(plan=None))
    assert closer == {"work.lead": "known", "work.lead.plan": "open", "work.lead.meets": "known"}


def test_bounds_that_move_are_better_or_worse():
    low, high = result(plan=False, meetings=None), result(plan=True, meetings=None)
    assert compare(low, high).score_change == "better"  # 0 to 6, then 4 to 10
    assert compare(high, low).score_change == "worse"


def test_an_exemption_is_another_state_and_neither_better_nor_worse():
    reason = cv.Exemption(reason="虚构", by="township")
    exempt = cv.derive(CATALOGUE, GOOD, exempt={"work.lead.plan": reason})
    made = compare(result(), cv.evaluate(STANDARD, exempt))
    assert [(part.path, part.change) for part in made] == [("work.lead.plan", "other")]


def test_a_comparison_is_said_in_both_languages():
    made = compare(result(meetings=2), result(accidents=1))
    assert made.text("en") == (
        "score: 4 points, passes → 10 points, fails (better)\n"
        "  work.lead: 4 points → 10 points (better)\n"
        "  work.lead.meets: unmet, 4 points → met, 10 points (better)\n"
        "  accident: clear → hit (worse)"
    )
    assert made.text("zh") == (
        "得分\uff1a4 分\uff0c达标 → 10 分\uff0c不达标\uff08更好\uff09\n"
        "  work.lead\uff1a4 分 → 10 分\uff08更好\uff09\n"
        "  work.lead.meets\uff1a未达到\uff0c4 分 → 达到\uff0c10 分\uff08更好\uff09\n"
        "  accident\uff1a未触发 → 触发\uff08更差\uff09"
    )


def refused(first, second):
    with pytest.raises(cv.DocumentError) as caught:
        compare(first, second)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def other_result(**changes):
    standard = evolve(STANDARD, **changes)
    return cv.evaluate(standard, cv.derive(CATALOGUE, GOOD))


def test_results_of_other_standards_are_not_compared():
    assert refused(result(), other_result(id="other")) == [("not-comparable", ("standard",))]
    assert refused(result(), other_result(vetoes=[])) == [("not-comparable", ("standard",))]
    # with another edition, and with one edition but other parts
    assert refused(result(), other_result(edition="2026")) == [("not-comparable", ("standard",))]
    first, second = other_result(edition="2026"), other_result(edition="2026", vetoes=[])
    assert refused(first, second) == [("not-comparable", ("standard",))]


def test_results_of_one_edition_are_compared_though_its_words_were_mended():
    first = other_result(edition="2026")
    assert list(compare(first, other_result(edition="2026", label="示例"))) == []
    assert refused(result(), other_result(label="示例")) == [("not-comparable", ("standard",))]


def test_results_of_two_villages_are_not_compared():
    one, other = (
        cv.evaluate(STANDARD, cv.derive(CATALOGUE, cv.Village(id=name, values=GOOD)))
        for name in ("v1", "v2")
    )
    assert refused(one, other) == [("not-comparable", ("id",))]


def test_a_stored_result_can_be_compared_too():
    first, second = result(meetings=2), result()
    again = cv.loads(cv.dumps(first))
    assert compare(again, second) == compare(first, second)


OPPOSITE = {"better": "worse", "worse": "better", "known": "open", "open": "known"}


@whole_documents
@given(st.data())
def test_turned_round_a_comparison_says_the_opposite(data):
    standard = data.draw(standards())
    first, second = (
        cv.evaluate(standard, evolve(data.draw(facts(standard)), id=None)) for _ in range(2)
    )
    there, back = compare(first, second), compare(second, first)
    for part, turned in zip(there.parts, back.parts, strict=True):
        assert turned.change == OPPOSITE.get(part.change, part.change)
