"""Values are fitted to types in one way, but for what somebody takes otherwise."""

from collections.abc import Mapping
from typing import Any

import pytest

from civil_village.mappings import FrozenMapping
from civil_village.problems import MOST_PROBLEMS, DocumentError
from civil_village.type_fitting import NONE, SCALARS, SHAPES, Fit, Fitting, fit_of, gathered

#: Takes texts in small letters, and everything else as Python code hands it in.
SMALL = Fitting({**SCALARS, str: Fit(NONE, str.lower)}, SHAPES, fit_of)


@pytest.mark.parametrize(
    ("kind", "value", "taken"),
    [
        (str, "A", "a"),
        (str | None, "A", "a"),
        (str | None, None, None),
        (int | str, "A", "a"),
        (tuple[str, ...], ["A", "B"], ("a", "b")),
        (tuple[int, str], (1, "B"), (1, "b")),
        (frozenset[str], frozenset({"A"}), frozenset({"a"})),
        (FrozenMapping[Any, str], {"A": "B"}, FrozenMapping({"A": "b"})),
        (int, 1, 1),
    ],
    ids=str,
)
def test_types_with_parts_are_gone_through_alike_whatever_their_parts_take(kind, value, taken):
    assert SMALL.of(kind).of(value) == taken


def test_each_type_is_looked_at_once():
    asked = []

    def other(kind):
        asked.append(kind)
        return Fit(frozenset({kind}), kind)

    fitting = Fitting({}, SHAPES, other)
    assert fitting.of(tuple[Mapping, Mapping]) is fitting.of(tuple[Mapping, Mapping])
    assert fitting.of(Mapping | None).sure == {Mapping, type(None)}
    assert asked == [Mapping]


def test_all_parts_that_are_refused_are_told_but_no_more_than_anybody_reads():
    looked = []

    def refuse(value):
        looked.append(value)
        return fit_of(int).take("x")

    with pytest.raises(DocumentError) as caught:
        gathered((index, index, Fit(NONE, refuse)) for index in range(10 * MOST_PROBLEMS))
    assert [problem.path for problem in caught.value.problems[:2]] == [(0,), (1,)]
    assert len(looked) == MOST_PROBLEMS + 1
