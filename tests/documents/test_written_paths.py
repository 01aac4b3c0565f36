"""The way to a problem leads as far as the text does, by the forms of what is on it."""

from typing import Any

import pytest

from civil_village.assumptions import Assumed
from civil_village.curves.curve import AnyCurve
from civil_village.documents.written_paths import as_written
from civil_village.evidence.assessing import Method
from civil_village.labels import Label
from civil_village.mappings import FrozenMapping
from civil_village.points.policy.items import Item, Publicity, Targets
from civil_village.problems import Problem
from civil_village.quantities.rounding import Rounding
from civil_village.requirements import Requirement
from civil_village.rules import Missing
from civil_village.standards import Standard
from civil_village.standards.gradings import Grading

SHORT = {"steps": {"4": 1, "10": 2}}
LONG = {"steps": [{"from": 4, "give": 1}]}
CURVE = ("steps", 0, "give")


@pytest.mark.parametrize(
    ("kind", "data", "path", "written"),
    [
        (AnyCurve, SHORT, CURVE, ("steps", "4")),
        (AnyCurve, SHORT, ("steps", 2, "give"), ("steps",)),
        (AnyCurve, LONG, CURVE, CURVE),
        (Requirement, {"source": {"clause": 3}}, ("source", 0, "clause"), ("source", "clause")),
        (Requirement, {"source": [{"clause": 3}]}, ("source", 0, "clause"), None),
        (Rounding, 0, ("step",), ()),
        (Rounding, {"step": 0}, ("step",), None),
        (Publicity, 0, ("days",), ()),
        (Method, {"zh": 1}, ("label", "zh"), ("zh",)),
        (Method, {"label": {"zh": 1}}, ("label", "zh"), None),
        (Method, "实地", ("assessors",), ()),
        (Label, "户数", ("zh",), ()),
        (Assumed, ["rule", "pts"], ("pts",), (1,)),
        (Assumed, {"pts": "拟定"}, ("pts",), None),
        (Targets, ["honour", "honour"], ("honour",), (0,)),
        (Missing, ["row", "name"], ("name",), ()),
        (Grading, "all", ("all", "floor"), ()),
        (Grading, {"given": "look"}, ("given", "of"), ("given",)),
        (Grading, {"stranger": {"of": 1}}, ("stranger", "of"), None),
        (tuple[Label, ...], [{}, 5], (7,), ()),
        (tuple[Label, ...], [{}, 5], (1, "zh"), (1,)),
        (tuple[str, ...], ["a", "b"], ("b",), (1,)),
        (FrozenMapping[str, Rounding], {"a": 0}, ("a", "step"), ("a",)),
        (Standard, {"catalogue": "county"}, ("catalogue", "id"), ("catalogue",)),
        (Standard, {}, ("catalogue", "id"), None),
        (Any, {"a": [{}]}, ("a", 0, "b"), None),
        (Item, {"label": "看书"}, (), ()),
    ],
    ids=str,
)
def test_a_path_goes_no_further_than_the_document(kind, data, path, written):
    found = as_written(Problem(code="wrong-type", path=path), data, kind).path
    assert found == (path if written is None else written)


def test_a_missing_key_is_named_wherever_its_model_stands():
    problem = Problem(code="missing-key", path=("curve", "of"))
    assert as_written(problem, "curve", Grading) == problem
