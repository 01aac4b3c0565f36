"""A register: what its lists ask for, what its items lack, and what does not fit together."""

from textwrap import dedent

import pytest

import civil_village as cv
from civil_village.registers import ItemList, ListItem, Term

HEAD = """
kind: register
format: 1
id: demo.register
begins: 2024
bodies: {committee: {label: 村委会}, supervision: {label: 村监委}}
"""


def register(text, **more):
    return cv.loads(HEAD + dedent(text), cv.registers.Register, **more)


def codes(problems):
    return [(problem.code, ".".join(map(str, problem.path)), problem.level) for problem in problems]


def test_what_a_list_asks_for_and_an_item_has_not_is_a_finding_each():
    made = register("""
        lists:
          - {id: powers, label: 小微权力清单, needs: [basis, supervisor, limit]}
        items:
          - {id: p1, list: powers, label: 采购, basis: 采购办法, supervisor: supervision, limit: 5 days}
          - {id: p2, list: powers, label: 发包, supervisor: supervision}
        """)
    found = cv.registers.check_register(made)
    assert codes(found) == [
        ("item-lacking", "items.1.basis", "finding"),
        ("item-lacking", "items.1.limit", "finding"),
    ]
    assert found[0].text("zh") == (
        "items[1].basis：清单事项有缺项；应为“发包”写明依据，“小微权力清单”的事项都须有。 [item-lacking]"
    )
    assert found[1].text("en") == (
        'items[1].limit: an item lacks what its list asks for; expected a time limit of "发包",'
        ' as every item of "小微权力清单" has. [item-lacking]'
    )


@pytest.mark.parametrize(
    ("need", "has"),
    [
        ("label", "label: 采购"),
        ("class", "class: works"),
        ("actors", "actors: [committee]"),
        ("steps", "steps: [申请]"),
        ("basis", "basis: 办法"),
        ("supervisor", "supervisor: supervision"),
        ("limit", "limit: 0 days"),
        ("channels", "channels: [phone]"),
        ("disclosure", "disclosure: {every: month}"),
    ],
)
def test_each_need_is_filled_by_its_key_alone(need, has):
    made = register(f"""
        channels: [phone]
        lists: [{{id: all, needs: [{need}], classes: [works]}}]
        items: [{{id: p1, list: all, {has}}}, {{id: p2, list: all}}]
        """)
    found = [p.path for p in cv.registers.check_register(made) if p.code == "item-lacking"]
    assert found == [("items", 1, need)]


def test_gaps_and_double_ids_are_told_in_one_go_and_nothing_is_loaded():
    text = """
        lists: [{id: powers, needs: [basis]}, {id: services, needs: [limit]}]
        items:
          - {id: p1, list: powers, basis: 办法}
          - {id: p1, list: powers}
          - {id: p2, list: services}
        """
    with pytest.raises(cv.DocumentError) as caught:
        register(text)
    told = [(p.code, p.path) for p in caught.value.problems]
    assert sorted(told) == [
        ("duplicate-id", ("items", 1, "id")),
        ("item-lacking", ("items", 1, "basis")),
        ("item-lacking", ("items", 2, "limit")),
    ]
    for lang in ("zh", "en"):
        assert "[duplicate-id]" in caught.value.text(lang)
        assert caught.value.text(lang).count("[item-lacking]") == 2
    made = register(text.replace("{id: p1, list: powers}", "{id: p3, list: powers}"))
    assert [p.path for p in cv.registers.check_register(made)] == [
        p for c, p in told if c != "duplicate-id"
    ]


def test_gaps_and_double_ids_of_what_python_made_are_told_in_one_go_too():
    items = [ListItem(id="p1", list="powers"), ListItem(id="p1", list="powers")]
    with pytest.raises(cv.DocumentError) as caught:
        cv.registers.Register(
            id="demo", lists=[ItemList(id="powers", needs=["basis"])], items=items
        )
    assert sorted(p.code for p in caught.value.problems) == [
        "duplicate-id", "item-lacking", "item-lacking",
    ]  # fmt: skip


def test_findings_of_a_text_are_those_of_its_register_with_their_lines():
    text = (
        HEAD
        + "lists: [{id: powers, classes: [works]}, {id: empty}]\nitems: [{id: p1, list: powers}]\n"
    )
    found = cv.lint(text)
    assert codes(found) == codes(cv.registers.check_register(cv.loads(text, cv.registers.Register)))
    assert codes(found) == [
        ("class-uncovered", "lists.0.classes.0", "finding"),
        ("list-empty", "lists.1", "finding"),
    ]
    assert {problem.position.line for problem in found} == {7}


def test_a_class_is_covered_by_an_item_of_its_own_list_alone():
    made = register("""
        lists: [{id: a, classes: [works]}, {id: b, classes: [works]}]
        items: [{id: p1, list: a, class: works}, {id: p2, list: b}]
        """)
    assert codes(cv.registers.check_register(made)) == [
        ("class-uncovered", "lists.1.classes.0", "finding")
    ]


def test_a_campaign_lends_its_bodies_places_and_kinds_of_events():
    plan = cv.loads(
        "kind: campaign\nformat: 1\nid: plan\nplaces: {v: {level: village, list: [v1]}}\n"
        "bodies: {office: {label: 办公室}}\nevents: {approval: {label: 批复}}",
        cv.Campaign,
    )
    text = """
        uses: [plan]
        lists: [{id: powers}]
        items: [{id: p1, list: powers, each: village, places: [v1], actors: [office, committee],
            disclosure: {after: {approval: 5 days}}}]
        """
    library = cv.Library.of(plan)
    assert register(text, library=library).uses == ("plan",)
    wrong = {
        "office, c": ("office2, c", ("items", 0, "actors", 0)),
        "[v1]": ("[v2]", ("items", 0, "places", 0)),
        "each: village": ("each: group", ("items", 0, "each")),
        "{approval": ("{aproval", ("items", 0, "disclosure", "after", "aproval")),
        "[plan]": ("[plam]", ("uses", 0)),
    }
    for old, (new, path) in wrong.items():
        assert old in text
        with pytest.raises(cv.DocumentError) as caught:
            register(text.replace(old, new), library=library)
        assert [problem.path for problem in caught.value.problems] == [path]


def test_what_a_register_uses_is_a_campaign():
    catalogue = cv.Catalogue(id="county", indicators={})
    with pytest.raises(cv.DocumentError) as caught:
        register("uses: [county]", library=cv.Library.of(catalogue))
    assert [(p.code, p.path) for p in caught.value.problems] == [("other-kind", ("uses", 0))]


def test_a_disclosure_begins_with_its_own_day_or_with_that_of_the_register():
    made = register("""
        lists: [{id: a}]
        items: [{id: p1, list: a, disclosure: [{every: month}, {every: month, begins: 2025-03}]}]
        """)
    duties = made.duties(made.item("p1"))
    assert [duty.begins.text for duty in duties] == ["2024", "2025-03"]


def test_a_time_limit_and_each_disclosure_are_duties_and_led_by_who_does_it():
    made = register("""
        events: {decision: {label: 决议}}
        lists: [{id: a}]
        items:
          - {id: p1, list: a, actors: [committee], limit: 5 days,
             disclosure: [{every: month, by: supervision}, {after: {decision: 5 days}}]}
          - {id: p2, list: a, actors: [committee, supervision], limit: 5 days}
        """)
    told = [(duty.done, duty.lead, duty.with_) for duty in made.duties(made.item("p1"))]
    assert told == [
        ("answer", "committee", ()), ("disclosed", "supervision", ()), ("disclosed", "committee", ()),
    ]  # fmt: skip
    (duty,) = made.duties(made.item("p2"))  # of several, each may answer
    assert (duty.lead, duty.with_) == (None, ("committee", "supervision"))


def test_a_field_is_assumed_by_the_key_that_documents_have():
    made = register(
        "lists: [{id: a, classes: [k]}]\nitems: [{id: p, list: a, class: k, assumed: [class]}]"
    )
    assert "class" in made.item("p").assumed


def test_a_term_is_written_by_its_id_alone():
    made = register("channels: [phone, {id: door, label: 上门}]")
    assert made.channels == (Term(id="phone"), Term(id="door", label="上门"))
    assert cv.loads(cv.dumps(made)) == made
