"""The bundled selection of models, over three invented years: every list here is made by hand."""

from datetime import date

import pytest

import civil_village as cv
from civil_village.titles import propose

SCHEME = cv.bundled("plan3.models")
LOG = cv.bundled("plan3.models.log")


@pytest.mark.parametrize(
    ("year", "chosen", "tied"),
    [
        ("2022", {"p01", "p04"}, set()),  # 86 before 64; 51 each, 75 marks before 70
        ("2023", {"p01", "p03", "p06"}, set()),  # 92 before 90; 70 before 66; alone
        ("2024", {"p01"}, {"p04", "p07"}),  # 99 before 80; 60 each and 60 marks each
    ],
)
def test_of_every_virtue_the_most_votes_and_then_the_most_marks(year, chosen, tied):
    made = propose(SCHEME, LOG, round=year, as_of=date(int(year), 6, 1))
    selection = made.selection("models")
    assert ({*selection.chosen}, {*selection.tied}) == (chosen, tied)
    assert made.void == ()


def test_what_was_decided_stands_in_the_log_and_nothing_is_refused():
    for year, count in (("2022", 4), ("2023", 5)):
        made = propose(SCHEME, LOG, round=year, as_of=date(int(year), 6, 1))
        assert (len(made.recorded), made.events) == (count, ())
    made = cv.standing(SCHEME, LOG, as_of=date(2024, 5, 20))
    assert (made.refused, made.others) == ((), ())


def test_a_rejected_objection_lets_the_title_begin_on_the_day_of_the_ruling():
    made = cv.standing(SCHEME, LOG, as_of=date(2022, 6, 1))
    assert {unit: str(made.since(unit)) for unit in made.units("model")} == {
        "p01": "2022-05-25",
        "p04": "2022-05-27",
    }


def test_who_is_barred_is_named_though_nobody_has_more_votes():
    made = propose(SCHEME, LOG, round="2024", as_of=date(2024, 5, 20))
    assert made.selection("models").reasons["p03"].text("en") == (
        "barred from 2024-01-10 to 2025-01-09: a lavish wedding"
    )


def test_the_third_listing_on_end_is_recommended_when_the_round_is_closed():
    made = propose(SCHEME, LOG, round="2024", as_of=date(2024, 5, 20))
    log = LOG.add(*made.events)
    assert cv.standing(SCHEME, log, as_of=date(2024, 7, 4)).chain("p01").length == 2
    closed = cv.Event(id="end", kind="round_closed", of="plan3.models/2024", on=date(2024, 7, 5))
    after = cv.standing(SCHEME, log.add(closed), as_of=date(2024, 7, 5))
    assert after.chain("p01").length == 3
    assert [(f.of, f.subject, str(f.on), f.consequence.duty) for f in after.followed] == [
        ("three_on_end/plan3_models_2024_listing_p01", "p01", "2024-07-05", "recommend_upward")
    ]
    assert after.chain("p03").length == 0  # listed in 2023 alone
