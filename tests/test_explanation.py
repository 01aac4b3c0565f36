"""Explanations: the tree of what is told, and what is written from it."""

from html import escape

import pytest

import civil_village as cv
from civil_village.explanation import Explanation, told
from civil_village.messages import LANGUAGES, Message, written
from civil_village.points.statements import Discrepancy
from tests.record.making import document, evaluated

WHY = Message("explain.why")


def test_an_explanation_is_indented_by_what_it_rests_on():
    tree = Explanation(WHY, (Explanation(WHY, (Explanation(WHY),)), Explanation(WHY)))
    assert tree.text("en") == "Why\n  Why\n    Why\n  Why"
    assert tree.text("zh", indent=1) == "  原因\n    原因\n      原因\n    原因"


def test_below_a_title_nothing_is_set_in_but_what_lies_deeper():
    tree = Explanation(WHY, (Explanation(WHY, told(WHY)), Explanation(WHY)))
    assert tree.text("en", step=0) == "Why\nWhy\n  Why\nWhy"


@pytest.mark.parametrize(
    ("key", "about"), [("explain.criterion.exempt", "criterion"), ("value", "")]
)
def test_an_explanation_knows_what_it_is_about(key, about):
    assert Explanation(Message(key)).about == about


def test_a_page_has_each_level_as_a_list_with_every_text_escaped():
    inner = Explanation(Message("value", value="<b>"), told(Message("value", value="1 & 2")))
    page = Explanation(WHY, (inner,))._repr_html_()
    why = '<p><strong>原因 <span lang="en">Why</span></strong></p>'
    assert f"{why}\n<ul><li>&lt;b&gt;<ul><li>1 &amp; 2</li></ul></li></ul>\n</div>" in page


def answers():
    """Give an answer of every kind that tells itself, with the step below its head."""
    standard = document("anle.standard")
    _, results, _ = evaluated("anle.standard")
    policy, ledger = document("points.village"), document("points.ledger")
    state = cv.settle(policy, ledger, roster=document("points.roster"), as_of=ledger.events[-1].on)
    statement = state.statement("h03")
    bare = cv.evaluate(standard, {})
    return (
        (cv.rank(results)[0], 1),
        (cv.select(results, cv.rankings.Quota(id="two", top=2, ties="none")), 1),
        (cv.compare(bare, cv.evaluate(standard, {"work_rules": True})), 1),
        (next(iter(cv.compare(bare, cv.evaluate(standard, {"work_rules": True})))), 1),
        (statement, 0),
        (statement.accounts[0].lines[0], 1),
        (state.postings("h03")[0], 1),
        (state.redemptions[0], 1),
        (state.rank("groups"), 1),
        (state.rank("groups").places[0], 1),
        (Discrepancy(settlement="year", through=state.as_of, who="h1", paid=None, now="a"), 1),
        (cv.events.verify(cv.events.seal(ledger)), 0),
    )


def test_the_text_of_every_answer_is_that_of_its_tree():
    for answer, step in answers():
        for lang in LANGUAGES:
            text = answer.explain().text(lang, step=step)
            assert text == answer.text(lang) == written(answer, lang) != "", type(answer)


def messages_of(tree):
    yield tree.message
    for part in tree.parts:
        yield from messages_of(part)


def test_the_page_of_every_answer_says_all_of_its_tree():
    for answer, _ in answers():
        tree = answer.explain()
        page = tree._repr_html_()
        for message in messages_of(tree):
            assert escape(message.text("zh")) in page
        assert getattr(answer, "_repr_html_", tree._repr_html_)() == page, type(answer)


def test_the_outline_of_a_standard_says_all_of_it():
    text = document("baishan").explain().text("en")
    for line in (
        "Baishan village assessment (invented) (baishan.village@2026)",
        "  lead: 10 points\n    minimum 6\n",
        "  bonus awards: at most 2 points",
        "  vetoes\n    accident\n      一年内事故 is more than 0\n",
    ):
        assert line in text
