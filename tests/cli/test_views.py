"""The chief reason of a result in few words: why it fails, else what is open or lowered."""

import pytest

from civil_village import Standard, Village, derive, evaluate, loads
from civil_village.cli.views import because

STANDARD = """\
kind: standard
format: 1
id: because
catalogue:
  indicators:
    a: {label: 甲, value: truth}
    b: {label: 乙, value: truth}
    self: {label: 自评, value: count}
    burnt: {label: 焚烧, value: count}
    flood: {label: 水灾, value: count}
sections:
  - id: one
    minimum: 10
    criteria: [{id: a, points: 10, requirements: [{id: r, rule: a}]}]
  - id: two
    criteria: [{id: b, points: 10, requirements: [{id: r, rule: b}]}]
gates: [{id: own, rule: "self >= 1"}]
vetoes:
  - {id: burning, when: "burnt > 0", then: [{band: pass}]}
  - {id: flooded, when: "flood > 0", then: [{band: none}]}
total: 20
bands: [{id: none}, {id: pass, from: 10}, {id: model, from: 20}]
passes: {band: pass}
"""
GOOD = {"a": True, "b": True, "self": 1, "burnt": 0, "flood": 0}


def told(values, text=STANDARD):
    standard = loads(text, Standard)
    facts = derive(standard.catalogue, Village(id="v", values=GOOD | values))
    result = evaluate(standard, facts)
    why = because(standard, result)
    return result.outcome, why if isinstance(why, str) else why.text("en")


@pytest.mark.parametrize(
    ("values", "outcome", "why"),
    [
        ({}, "passes", ""),
        # A veto lowers the band of one that passes all the same: that is worth a word.
        ({"burnt": 1}, "passes", "veto: burning"),
        # Whether the minimum is reached decides, not the veto that lowers to the pass line.
        ({"a": None, "burnt": 1}, "open", "missing: 甲"),
        ({"a": None}, "open", "missing: 甲"),
        # Open is the band alone.
        ({"b": None}, "passes", "missing: 乙"),
        ({"b": False, "a": False}, "fails", "minimum missed: one"),
        ({"flood": 1}, "fails", "veto: flooded"),
        ({"flood": 1, "burnt": 1}, "fails", "veto: flooded"),
        ({"a": False, "burnt": 1}, "fails", "minimum missed: one"),
        ({"self": 0, "burnt": 1}, "fails", "gate missed: own"),
    ],
)
def test_the_reason_is_what_decides(values, outcome, why):
    assert told(values) == (outcome, why)


def test_a_score_that_is_too_low_is_the_reason_though_a_veto_would_lower_the_band():
    """0 of 20 without a minimum: the flood changes nothing."""
    text = STANDARD.replace("    minimum: 10\n", "")
    assert told({"a": False, "b": False, "flood": 1}, text) == ("fails", "score too low")
    assert told({"a": False, "flood": 1}, text) == ("fails", "veto: flooded")
    above = text.replace("from: 10", "above: 10")
    assert told({"a": False, "flood": 1}, above) == ("fails", "score too low")
    scored = text.replace("passes: {band: pass}", "passes: {score: 20}")
    assert told({"a": False, "flood": 1}, scored) == ("fails", "score too low")


def test_a_gate_without_evidence_is_missed_where_missing_evidence_counts_as_unmet():
    text = STANDARD.replace("total: 20", "total: 20\nmissing: unmet")
    assert told({"self": None}, text) == ("fails", "gate missed: own")


def test_where_nothing_of_a_section_applies_that_is_the_reason():
    """Its minimum cannot be judged, and no fact is missing."""
    text = STANDARD.replace("id: a, points: 10,", "id: a, points: 10, applies: a,")
    text = text.replace("total: 20", "total: 20\nexempt: rescale\nround: 0.1")
    assert told({"a": False}, text) == ("open", "nothing applies in: one")
    assert told({"a": False, "self": None}, text) == ("open", "missing: 自评")
