"""The clauses of the six plans: each is carried, and what carries it does something.

A part is behaviour where an answer changes when it is taken out; a text changes none.
"""

import pytest

from civil_village.samples import PLANS, plan_coverage
from tests.plans import making
from tests.plans.taking_out import (
    answer,
    answer_without_texts,
    answers,
    documents,
    whole_answer,
)

COVERAGE = {name: plan_coverage(name) for name in PLANS}
CARRYING = {
    part.name: part for carried in COVERAGE.values() for each in carried for part in each.parts
}


@pytest.mark.parametrize(
    ("name", "count"),
    [("plan1", 65), ("plan2", 72), ("plan3", 56), ("plan4", 43), ("plan5", 106), ("plan6", 147)],
)
def test_every_clause_of_a_plan_is_carried(name, count):
    missing = [each.clause for each in COVERAGE[name] if each.how == "missing"]
    assert missing == []
    assert len(COVERAGE[name]) == count  # 489 together


@pytest.mark.parametrize("name", [name for name, part in CARRYING.items() if not part.is_text])
def test_an_answer_changes_when_what_carries_a_clause_is_taken_out(name):
    without, whole = answers(CARRYING[name])
    assert without != whole


@pytest.mark.parametrize("name", sorted({part.document for part in CARRYING.values()}))
def test_of_one_document_the_answer_is_always_the_same(name):
    # Otherwise an answer would change whatever is taken out.
    assert answer(documents()[name]) == answer(documents()[name])


@pytest.mark.parametrize("name", sorted({p.document for p in CARRYING.values() if p.is_text}))
def test_texts_change_no_answer(name):
    assert answer_without_texts(name) == whole_answer(name)


def test_the_page_of_clauses_is_made_of_the_documents():
    assert making.PAGE.read_text(encoding="utf-8") == making.page(), making.RENEW


def test_the_glossary_has_the_terms_of_the_plans():
    assert making.GLOSSARY.read_text(encoding="utf-8") == making.glossary(), making.RENEW
    assert "| 红白理事会 | council on weddings and funerals | 2, 3, 5, 6 |" in making.terms()
