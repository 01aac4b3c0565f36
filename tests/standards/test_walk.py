"""One walk goes over a standard and over each of its results."""

from functools import reduce

from hypothesis import given

from civil_village.derivation import derive
from civil_village.standards import evaluate
from civil_village.standards.walk import walk
from civil_village.testing import DAY
from tests.across.test_promises import gapped
from tests.profiles import whole_documents


def led_to(tree, steps):
    """Follow keys and indexes into a tree."""

    def step(part, key):
        return getattr(part, key) if isinstance(key, str) else part[key]

    return reduce(step, steps, tree)


@whole_documents
@given(gapped())
def test_a_result_has_the_parts_of_its_standard_by_the_same_paths(case):
    standard, village, _ = case
    result = evaluate(standard, derive(standard.catalogue, village, as_of=DAY))
    assert [path for path, _ in result.parts()] == [path for path, _ in standard.paths()]
    for tree in (standard, result):
        for path, steps, part in walk(tree):
            assert led_to(tree, steps) is part
            assert tree[path] is part
            assert path.rpartition(".")[2] == part.id
