"""Words of several assessors by one method are joined as the standard declares."""

import pytest

import civil_village as cv
from civil_village.rules import Missing

CATALOGUE = cv.Catalogue(
    indicators={"tidiness": cv.Indicator(label="整洁分", value="amount", maximum=10)}
)


def standard(how, judged="visit"):
    plan = cv.Requirement(id="plan", label=cv.Label("计划", "plan"), judged=cv.Rule(judged))
    return cv.Standard(
        id="demo",
        catalogue=CATALOGUE,
        methods={
            "visit": cv.evidence.Method(label=cv.Label("走访", "visit"), assessors=how),
            "papers": "材料",
        },
        criteria=[cv.Criterion(id="work", points=5, requirements=[plan])],
    )


def said(*words, lead=None, method="visit"):
    return [
        cv.Observation(
            of="work.plan", method=method, met=met, assessor=f"e{number}", lead=number == lead
        )
        for number, met in enumerate(words)
    ]


def result(how, words):
    return cv.evaluate(standard(how), cv.derive(CATALOGUE, {}, observations=words))


@pytest.mark.parametrize(
    ("how", "words", "state"),
    [
        ("one", said(True), "met"),
        ("majority", said(True, True, False), "met"),
        ("majority", said(True, False, False), "unmet"),
        ("majority", said(True, False), "undetermined"),
        ("worst", said(True, True), "met"),
        ("worst", said(True, True, False), "unmet"),
        ("lead", said(True, False, False, lead=0), "met"),
        ("lead", said(True, False, False), "undetermined"),
    ],
)
def test_several_words_come_to_one_state(how, words, state):
    assert result(how, words)["work.plan"].state == state


def test_a_tie_is_open_and_named():
    tied = result("majority", said(True, False))
    (missing,) = tied["work.plan"].missing
    assert missing == Missing("tie", "work.plan", "visit")
    assert tied.deciding == ()  # nothing hangs on it
    told = tied.explain()
    assert 'assessors are tied by visit on "plan"' in told.text("en")
    assert "\u201c计划\u201d的\u201c走访\u201d意见正反各半" in told.text("zh")
    assert cv.loads(cv.dumps(tied)).explain() == told


def test_a_tie_decides_nothing_where_another_word_does():
    asked = standard("majority", judged="visit || papers")
    words = [*said(True, False), *said(True, method="papers")]
    facts = cv.derive(CATALOGUE, {}, observations=words)
    assert cv.evaluate(asked, facts)["work.plan"].state == "met"


def test_where_the_lead_has_not_spoken_the_method_has_not():
    (missing,) = result("lead", said(True, False))["work.plan"].missing
    assert missing == Missing("observation", "work.plan", "visit")


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("one", said(True, True)),
        ("lead", [*said(True, lead=0), *said(False, True, lead=1)[1:]]),
    ],
)
def test_two_words_that_nothing_joins_are_a_problem(how, words):
    with pytest.raises(cv.DocumentError) as caught:
        result(how, words)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("double-observation", ("observations", 1))
    assert problem.found == "work.plan, visit"
    assert "choose a stage" in problem.text("en")


def test_an_observed_value_is_none_of_the_standard_s_words():
    words = [cv.Observation(of="tidiness", value=8, method="guess")]
    found = cv.evaluate(standard("one"), cv.derive(CATALOGUE, {}, observations=words))
    assert found["work.plan"].state == "undetermined"


def test_facts_that_somebody_wrote_speak_of_what_there_is():
    facts = cv.Facts(
        values={"tidiness": 8},
        observations=[
            cv.Observation(of="tidines", value=8),
            cv.Observation(of="work.plann", method="visit", met=True),
            cv.Observation(of="work.plan", method="vist", met=True),
        ],
    )
    with pytest.raises(cv.DocumentError) as caught:
        cv.evaluate(standard("one"), facts)
    assert [(problem.code, problem.path) for problem in caught.value.problems] == [
        ("unknown-name", ("observations", 0, "of")),
        ("unknown-name", ("observations", 1, "of")),
        ("unknown-name", ("observations", 2, "method")),
    ]


def test_a_method_is_written_as_its_label_where_one_assessor_speaks():
    written = cv.dumps(standard("majority"))
    again = cv.loads(written)
    assert again == standard("majority")
    assert '"papers": "材料"' in written
    assert again.methods["papers"] == cv.evidence.Method(label="材料")


@pytest.mark.parametrize(
    ("form", "code", "path"),
    [
        ("{zh: 走访, en: visit}", None, None),
        ("走访", None, None),
        ("{label: 走访, assessors: worst}", None, None),
        ("{label: 走访, assessors: best}", "wrong-type", ("methods", "visit", "assessors")),
        ("{label: 走访, many: true}", "unknown-key", ("methods", "visit", "many")),
        ("{assessors: worst}", "missing-key", ("methods", "visit", "label")),
        ("3", "wrong-type", ("methods", "visit")),
    ],
)
def test_a_method_is_read_strictly(form, code, path):
    text = f"""
kind: standard
format: 1
id: demo
catalogue: {{indicators: {{}}}}
methods: {{visit: {form}}}
criteria:
  - {{id: work, points: 5, requirements: [{{id: plan, judged: visit}}]}}
"""
    found = [(problem.code, problem.path) for problem in cv.lint(text)]
    assert found == ([] if code is None else [(code, path)])


def test_a_method_that_a_number_does_without_is_told():
    halves = cv.evidence.Observed(methods={"visit": 0.5, "papers": 0.5}, missing="renormalise")
    look = cv.Indicator(label="整洁分", value="amount", maximum=10, observed=halves)
    catalogue = cv.Catalogue(indicators={"look": look})
    asked = cv.Requirement(id="look", rule=cv.Rule("look >= 8"))
    made = cv.Standard(
        id="demo",
        catalogue=catalogue,
        methods={"visit": "走访", "papers": cv.Label("材料", "papers")},
        criteria=[cv.Criterion(id="work", points=5, requirements=[asked])],
    )
    visited = cv.Observation(of="look", value=8, method="visit")
    read = cv.Observation(of="look", value=9, method="papers")
    told = cv.evaluate(made, cv.derive(catalogue, {}, observations=[visited])).explain()
    assert "left out, as nobody spoke: papers" in told.text("en")
    assert "\uff08未评\uff09\uff1a材料" in told.text("zh")
    both = cv.evaluate(made, cv.derive(catalogue, {}, observations=[visited, read])).explain()
    assert "left out" not in both.text("en")
    none = cv.evaluate(made, cv.derive(catalogue, {"look": 8})).explain()
    assert "left out" not in none.text("en")
