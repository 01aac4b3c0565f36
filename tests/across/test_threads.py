"""Many threads at once get what one gets."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import SimpleNamespace

import pytest

import civil_village as cv
from civil_village.samples import bundled
from civil_village.standards.compilation import compiled


@pytest.fixture(autouse=True)
def _restless():
    """Switch threads as often as can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def together(task, count=4):
    """Give what a task comes to in several threads at once."""
    with ThreadPoolExecutor(count) as pool:
        return [each.result() for each in [pool.submit(task, number) for number in range(count)]]


class Dallying(dict):
    """A table that lets other threads in while somebody begins to go through it."""

    def __iter__(self):
        begun = super().__iter__()
        time.sleep(0)
        return begun


def test_the_table_of_compiled_standards_holds_while_many_compile(monkeypatch):
    monkeypatch.setattr(compiled, "KEPT", 2)
    monkeypatch.setattr(compiled, "_LAST", Dallying())
    monkeypatch.setattr(compiled, "Compiled", lambda standard: SimpleNamespace(standard=standard))
    monkeypatch.setattr(compiled, "one", lambda *_, **__: None)  # which looks for standards
    standards = [object() for _ in range(8)]

    def compile_all(number):
        for turn in range(500):
            standard = standards[(turn + number) % 8]
            assert compiled.compile_standard(standard).standard is standard
        return len(compiled._LAST)

    assert set(together(compile_all)) == {2}


def test_all_who_compile_one_standard_at_once_get_the_same(monkeypatch):
    monkeypatch.setattr(compiled, "_LAST", {})
    standard = bundled("anle.standard")
    found = together(lambda _: cv.standards.compile_standard(standard))
    assert all(one is found[0] for one in found)


def test_one_state_answers_many_threads_alike():
    policy, ledger, roster = map(bundled, ("points.village", "points.ledger", "points.roster"))

    def settled():
        return cv.settle(policy, ledger, as_of=date(2024, 7, 3), roster=roster)

    def told(state):
        return [
            (
                state.balance(who, "exchange"),
                state.statement(who),
                state.problems,
                state.stock("soap"),
            )
            for who in state.subjects
        ]

    expected = told(settled())
    state = settled()
    assert together(lambda _: told(state)) == [expected] * 4


def test_states_that_hand_over_to_later_ones_answer_many_threads_alike():
    policy, ledger, roster = map(bundled, ("points.village", "points.ledger", "points.roster"))
    days = [date(2024, 7, day) for day in (3, 9, 15, 21)]

    def balances(state):
        return [state.balance(who, "exchange") for who in state.subjects]

    def settled(number, after=None):
        return cv.settle(policy, ledger, as_of=days[number], roster=roster, after=after)

    expected = [balances(settled(number)) for number in range(4)]
    first = settled(0)

    def goes_on(number):
        return balances(settled(number, after=first)), balances(first)

    assert together(goes_on) == [(each, expected[0]) for each in expected]


def test_one_standard_evaluates_in_many_threads_alike():
    standard, records = bundled("anle.standard"), bundled("anle.villages")
    facts = cv.derive_each(standard.catalogue, records)

    def told(_):
        results = cv.evaluate_each(standard, facts)
        return [(result.bounds, result.deciding) for result in results]

    expected = told(0)
    assert together(told) == [expected] * 4


def test_one_result_is_asked_by_many_threads_alike():
    standard, records = bundled("anle.standard"), bundled("anle.villages")
    facts = cv.derive_each(standard.catalogue, records)[0]
    expected = cv.evaluate(standard, facts).explain()
    result = cv.evaluate(standard, facts)
    assert together(lambda _: result.explain()) == [expected] * 4


def test_documents_are_read_in_many_threads_alike():
    text = cv.dumps(bundled("points.ledger"))
    assert together(lambda _: cv.loads(text)) == [bundled("points.ledger")] * 4


def test_ledgers_that_grow_from_one_in_many_threads_do_not_mix():
    events = bundled("points.ledger").events
    start = cv.Ledger(events=events[:5])
    grown = together(lambda number: start.add(*events[5 + number : 15 + number]))
    for number, ledger in enumerate(grown):
        assert ledger.events == events[:5] + events[5 + number : 15 + number]
